//! The frameworks beside the contract: the mode of speech, the polarities, and what each framework
//! looks for, with the passages that show it.

use super::{Sheet, charts, say};
use crate::assess::{Card, Element};
use crate::report::messages;
use crate::span::Span;

impl Sheet<'_, '_> {
    /// All frameworks, or that there is too little to go on.
    pub(super) fn frames(&mut self) {
        let frameworks = &self.baseline.frameworks;
        if !frameworks.enough {
            self.page.element("<p>", self.get(say::NOT_ENOUGH), "</p>\n");
            return;
        }
        self.page.element("<p class=\"lead\">", self.get(say::FRAMES_LEAD), "</p>\n");
        self.speech();
        self.polarities();
        for card in &frameworks.cards {
            self.card(card);
        }
    }

    fn speech(&mut self) {
        self.page.element("<h3>", self.get(say::SPEECH), "</h3>\n");
        let text = match self.baseline.frameworks.speech.ratio() {
            None => self.get(say::SPEECH_NONE).to_owned(),
            Some(ratio) => {
                let share = format!("{:.0}", ratio * 100.0);
                let rest = format!("{:.0}", 100.0 - (ratio * 100.0).round());
                say::SPEECH_RATIO.fill(self.baseline.language, &[&share, &rest, &share])
            }
        };
        self.page.element("<p>", &text, "</p>\n");
        self.page.element("<p><em>", self.get(say::SPEECH_ASK), "</em></p>\n");
    }

    fn polarities(&mut self) {
        let language = self.baseline.language;
        self.page.element("<h3>", self.get(say::POLES), "</h3>\n<table class=\"poles\">\n");
        self.page.element("<caption>", self.get(say::POLES_SCALE), "</caption>\n");
        self.heads(&[
            (say::LEFT, ""),
            (say::PICTURE, ""),
            (say::RIGHT, "right"),
            (say::POSITION, "num"),
        ]);
        for it in &self.baseline.frameworks.polarities {
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
        self.page.raw("</tbody></table>\n<ul>\n");
        for it in &self.baseline.frameworks.polarities {
            let Some(position) = it.position.filter(|it| it.abs() >= 0.25) else { continue };
            let (left, right) = it.poles(language);
            let (pole, evidence) = match position > 0.0 {
                true => (left, &it.left_evidence),
                false => (right, &it.right_evidence),
            };
            self.page.element("<li><strong>", pole, "</strong>. <em>");
            self.page.text(it.question(language)).raw("</em> ");
            self.places(evidence);
            self.page.raw("</li>\n");
        }
        self.page.raw("</ul>\n");
    }

    fn card(&mut self, card: &Card) {
        let language = self.baseline.language;
        self.page.element("<h3>", card.title(language), "</h3>\n");
        self.page.element(
            "<p class=\"dim\">",
            card.lead(language),
            "</p>\n<table class=\"frame\">\n",
        );
        self.heads(&[(say::ELEMENT, ""), (say::POSITION, ""), (say::EVIDENCE, "")]);
        for element in &card.elements {
            self.element(element);
        }
        self.page.raw("</tbody></table>\n");
        if let Some(value) = card.value {
            let value = messages::decimal(value, 0, language);
            self.page.element("<p>", &say::LADDER_VALUE.fill(language, &[&value]), "</p>\n");
        }
        if !card.against.is_empty() {
            self.page.element("<p>", self.get(say::SPEAKS_AGAINST), ": ");
            self.places(&card.against);
            self.page.raw("</p>\n");
        }
        self.page.element("<p><em>", card.question(language), "</em></p>\n");
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
        self.page.raw("</td></tr>\n");
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
