//! The frameworks beside the contract: in front the mode of speech, the subjects, the polarities and
//! a line for each framework; at the back what each looks for, with the passages for and against.

use super::{Sheet, charts, say};
use crate::assess::{Card, Element, Polarity};
use crate::report::messages;
use crate::span::Span;

impl Sheet<'_, '_> {
    /// All frameworks in short, or that there is too little to go on.
    pub(super) fn frames(&mut self) {
        let frameworks = &self.baseline.frameworks;
        if !frameworks.enough {
            self.page.element("<p>", self.get(say::NOT_ENOUGH), "</p>\n");
            return;
        }
        self.page.element("<p class=\"lead\">", self.get(say::FRAMES_LEAD), "</p>\n");
        self.speech();
        self.topics();
        self.page.element("<h3>", self.get(say::POLES), "</h3>\n");
        self.poles(&frameworks.polarities);
        self.overview();
    }

    /// Each framework with its passages.
    pub(super) fn details(&mut self) {
        let frameworks = &self.baseline.frameworks;
        for (at, card) in frameworks.cards.iter().enumerate() {
            self.card(at, card);
        }
    }

    fn speech(&mut self) {
        self.page.element("<h3>", self.get(say::SPEECH), "</h3>\n");
        let text = match self.baseline.frameworks.speech.ratio() {
            None => self.get(say::SPEECH_NONE).to_owned(),
            Some(ratio) => {
                charts::parts(self.page, &[("parts-strain", ratio), ("parts-carry", 1.0 - ratio)]);
                let share = format!("{:.0}", ratio * 100.0);
                let rest = format!("{:.0}", 100.0 - (ratio * 100.0).round());
                say::SPEECH_RATIO.fill(self.baseline.language, &[&share, &rest, &share])
            }
        };
        self.page.element("<p>", &text, "</p>\n");
        self.page.element("<p><em>", self.get(say::SPEECH_ASK), "</em></p>\n");
    }

    fn topics(&mut self) {
        self.page.element("<h3>", self.get(say::TOPICS), "</h3>\n");
        let topics = &self.baseline.frameworks.topics;
        if let Some([legal, substantive, relational]) = topics.shares() {
            let rest = topics.unmatched_share();
            let parts = [
                ("parts-strain", legal),
                ("parts-duty", substantive),
                ("parts-carry", relational),
                ("parts-rest", rest),
            ];
            charts::parts(self.page, &parts);
            self.page.raw("<ul class=\"key\" aria-hidden=\"true\">");
            let names =
                [say::TOPIC_LEGAL, say::TOPIC_SUBSTANTIVE, say::TOPIC_RELATIONAL, say::TOPIC_NONE];
            for ((class, _), name) in parts.into_iter().zip(names) {
                self.page.raw("<li class=\"").raw(class).raw("\">");
                self.say(name).raw("</li>");
            }
            self.page.raw("</ul>\n");
        }
        let text = self.baseline.topics();
        self.page.element("<p>", &text, "</p>\n");
    }

    /// Positions between poles, and behind them the questions of those that lean clearly.
    fn poles(&mut self, poles: &[Polarity]) {
        let language = self.baseline.language;
        self.page.raw("<table class=\"poles\">\n");
        self.page.element("<caption>", self.get(say::POLES_SCALE), "</caption>\n");
        self.heads(&[
            (say::LEFT, ""),
            (say::PICTURE, ""),
            (say::RIGHT, "right"),
            (say::POSITION, "num"),
        ]);
        for it in poles {
            let (left, right) = it.poles(language);
            self.page.element("<tr><th scope=\"row\">", left, "</th><td class=\"chart\">");
            charts::slider(self.page, it.position);
            self.page.element("</td><td class=\"right\">", right, "</td><td class=\"num\">");
            let value = match it.position {
                // Seen from the left pole, as the chart is.
                Some(position) => messages::decimal(-position, 2, language).replace('-', "−"),
                None => self.get(say::NO_POSITION).to_owned(),
            };
            self.page.text(&value).raw("</td></tr>\n");
        }
        self.page.raw("</tbody></table>\n");
        let clear = |it: &&Polarity| it.position.is_some_and(|it| it.abs() >= 0.25);
        if !poles.iter().any(|it| clear(&it)) {
            return;
        }
        self.page.raw("<ul>\n");
        for it in poles.iter().filter(clear) {
            let (left, right) = it.poles(language);
            let to_left = it.position.is_some_and(|it| it > 0.0);
            let (pole, towards, from) = match to_left {
                true => (left, &it.left_evidence, &it.right_evidence),
                false => (right, &it.right_evidence, &it.left_evidence),
            };
            self.page.element("<li><strong>", pole, "</strong>. <em>");
            self.page.text(it.question(language)).raw("</em> ");
            self.places(towards);
            if !from.is_empty() {
                self.page.raw(if towards.is_empty() { "" } else { ". " });
                self.say(say::SPEAKS_AGAINST).raw(": ");
                self.places(from);
            }
            self.page.raw("</li>\n");
        }
        self.page.raw("</ul>\n");
    }

    fn overview(&mut self) {
        let language = self.baseline.language;
        self.page.element("<h3>", self.get(say::OVERVIEW), "</h3>\n");
        self.page.element("<p class=\"lead\">", self.get(say::OVERVIEW_LEAD), "</p>\n");
        self.page.raw("<table class=\"frame overview\">\n");
        self.heads(&[(say::FRAMEWORK, ""), (say::POSITION, ""), (say::ASKS, "")]);
        for (at, card) in self.baseline.frameworks.cards.iter().enumerate() {
            self.page.raw("<tr><th scope=\"row\"><a href=\"#d").number(self.index).raw("-k");
            self.page.number(at).raw("\">").text(card.title(language)).raw("</a></th><td>");
            if card.applies && !card.chooses() && !card.elements.is_empty() {
                self.page.raw("<span class=\"levels\" aria-hidden=\"true\">");
                for element in &card.elements {
                    self.page.raw(glyph(element.level));
                }
                self.page.raw("</span> ");
            }
            let gist = self.baseline.gist(card);
            self.page.text(&gist).raw("</td><td><em>");
            self.page.text(card.question(language)).raw("</em></td></tr>\n");
        }
        self.page.raw("</tbody></table>\n");
    }

    fn card(&mut self, at: usize, card: &Card) {
        let language = self.baseline.language;
        self.page.raw("<div class=\"card\">\n<h3 id=\"d").number(self.index).raw("-k").number(at);
        self.page.raw("\">").text(card.title(language)).raw("</h3>\n");
        self.page.element("<p class=\"dim\">", card.lead(language), " ");
        let sure = self.baseline.sure(card);
        self.page.text(&sure).raw(".</p>\n");
        if !card.applies {
            self.page.element("<p>", self.get(say::NOT_APPLICABLE), "</p>\n");
            self.page.element("<p><em>", card.question(language), "</em></p>\n</div>\n");
            return;
        }
        if card.chooses() {
            let chosen = self.baseline.chosen(card);
            self.page.element("<p class=\"say\">", &chosen, "</p>\n");
        }
        if let Some(caution) = card.caution(language) {
            self.page.element("<p>", caution, "</p>\n");
        }
        if !card.elements.is_empty() {
            self.page.raw("<table class=\"frame\">\n");
            self.heads(&[
                (say::ELEMENT, ""),
                (say::POSITION, ""),
                (say::FOR, ""),
                (say::AGAINST, ""),
            ]);
            for element in &card.elements {
                self.element(element);
            }
            self.page.raw("</tbody></table>\n");
        }
        if !card.poles.is_empty() {
            self.poles(&card.poles);
        }
        if let Some(value) = card.value {
            let value = messages::decimal(value, 0, language);
            self.page.element("<p>", &say::LADDER_VALUE.fill(language, &[&value]), "</p>\n");
        }
        if !card.against.is_empty() {
            self.page.element("<p>", self.get(say::SPEAKS_AGAINST), ": ");
            self.places(&card.against);
            self.page.raw("</p>\n");
        }
        if let Some(absent) = self.baseline.not_found(card) {
            self.page.element("<p>", &absent, "</p>\n");
        }
        self.page.element("<p><em>", card.question(language), "</em></p>\n</div>\n");
    }

    fn element(&mut self, element: &Element) {
        let name = element.name(self.baseline.language);
        self.page.element("<tr><th scope=\"row\">", name, "</th><td class=\"level\">");
        let level = match element.level {
            Some(level) if level >= 1.0 => say::LEVEL_FULL,
            Some(level) if level > 0.0 => say::LEVEL_HALF,
            _ => say::LEVEL_NONE,
        };
        self.say(level).raw("</td><td>");
        if let Some(&first) = element.evidence.first() {
            let (_, _, words, whole) = self.baseline.passage(first);
            self.page.raw("“").text(words).raw(if whole { "” " } else { " …” " });
        }
        self.places(&element.evidence);
        self.page.raw("</td><td>");
        self.places(&element.against);
        self.page.raw("</td></tr>\n");
    }

    /// The first few of many places.
    pub(super) fn some_places(&mut self, spans: &[Span]) {
        self.places(spans.get(..spans.len().min(SOME)).unwrap_or(spans));
        let more = spans.len().saturating_sub(SOME);
        if more > 0 {
            let text = say::AND_MORE.fill(self.baseline.language, &[&more.to_string()]);
            self.page.raw("; ").text(&text);
        }
    }

    /// The places of passages, leading to their articles.
    fn places(&mut self, spans: &[Span]) {
        for (at, &span) in spans.iter().enumerate() {
            let (article, place, ..) = self.baseline.passage(span);
            self.page.raw(if at > 0 { "; " } else { "" }).raw("<a href=\"#d").number(self.index);
            self.page.raw("-a").number(article).raw("\">").text(&place).raw("</a>");
        }
    }
}

/// Places that are named where there may be many.
const SOME: usize = 4;

fn glyph(level: Option<f64>) -> &'static str {
    match level {
        Some(level) if level >= 1.0 => "●",
        Some(level) if level > 0.0 => "◐",
        _ => "○",
    }
}
