//! Rounds of a contract as a page: what kind of redraft it is, what happened to the scores and the
//! frameworks, which findings came and went, and every clause that changed, side by side.

use super::markup::Markup;
use super::{charts, close, open, say, sign};
use crate::compare::{Change, Course, Fate, Lot, Passage, Shift};
use crate::language::Language;
use crate::report::compare::{self as rounds, Round, differ};
use crate::report::{Judged, Style, messages};

/// The page of all rounds.
pub(in crate::report) fn rounds(rounds: &[Round], style: &Style) -> String {
    let language = rounds.last().map_or(style.fallback, |it| style.language_for(&it.new.document));
    let names: Vec<&str> = rounds.iter().map(|it| it.new_name).collect();
    let title = say::ROUNDS.get(language);
    let mut page = open(language, &format!("{title}: {}", names.join(", ")));
    page.element("<h1>", title, "</h1>\n");
    for (at, round) in rounds.iter().enumerate() {
        let language = style.language_for(&round.new.document);
        Leaf { page: &mut page, round, language, index: at + 1, all: style.all }.write();
    }
    page.element("<p class=\"dim\">", rounds::NOTE.get(language), "</p>\n");
    close(page, language)
}

struct Leaf<'a, 'b> {
    page: &'a mut Markup,
    round: &'a Round<'b>,
    language: Language,
    index: usize,
    all: bool,
}

impl Leaf<'_, '_> {
    fn write(&mut self) {
        let round = self.round;
        self.page.raw("<section aria-labelledby=\"r").number(self.index).raw("\">\n<h2 id=\"r");
        self.page.number(self.index).raw("\">").text(round.old_name).raw(" → ");
        self.page.text(round.new_name).raw("</h2>\n<p class=\"say\">");
        self.page.text(rounds::redraft(round.comparison.redraft).get(self.language));
        self.page.raw("</p>\n<dl>\n");
        let counts = [
            (rounds::CLAUSES, round.clause_counts(self.language)),
            (rounds::FINDINGS, round.finding_counts(self.language)),
        ];
        for (name, text) in counts {
            self.page.element("<dt>", name.get(self.language), "</dt>");
            self.page.element("<dd>", if text.is_empty() { "–" } else { &text }, "</dd>\n");
        }
        self.page.raw("</dl>\n");
        self.scores();
        self.frames();
        self.findings();
        self.clauses();
        self.page.raw("</section>\n");
    }

    fn say(&mut self, text: messages::Text) -> &mut Markup {
        self.page.text(text.get(self.language))
    }

    fn heads(&mut self, heads: &[(messages::Text, &'static str)]) {
        self.page.raw("<thead><tr>");
        for (head, class) in heads {
            self.page.raw("<th scope=\"col\" class=\"").raw(class).raw("\">");
            self.say(*head).raw("</th>");
        }
        self.page.raw("</tr></thead>\n<tbody>\n");
    }

    fn scores(&mut self) {
        let shifts = &self.round.comparison.shifts;
        self.page.element("<h3>", rounds::SCORES_HEAD.get(self.language), "</h3>\n");
        if shifts.iter().all(|it| it.course == Course::NotComparable) {
            self.page.element("<p>", rounds::NO_SCORES.get(self.language), "</p>\n");
            return;
        }
        self.page.raw("<table class=\"profile rounds\">\n");
        self.page.element("<caption>", say::ROUNDS_SCALE.get(self.language), "</caption>\n");
        self.heads(&[
            (messages::SCORE, ""),
            (say::PICTURE, ""),
            (say::FROM_TO, "num"),
            (say::WHAT, ""),
            (rounds::BECAUSE_HEAD, ""),
        ]);
        for it in shifts {
            self.shift(it);
        }
        self.page.raw("</tbody></table>\n");
    }

    fn shift(&mut self, it: &Shift) {
        let name = rounds::name(it.of, self.language);
        self.page.element("<tr><th scope=\"row\">", &name, "</th><td class=\"chart\">");
        charts::shift(self.page, it.old.value, it.new.value);
        let figures = rounds::figures(it, self.language);
        self.page.element("</td><td class=\"num\">", &figures, "</td><td>");
        self.say(rounds::course(it.course)).raw("</td><td class=\"dim\">");
        if !matches!(it.course, Course::Level | Course::NotComparable) {
            let causes = rounds::causes_text(self.round, it, self.language, self.all);
            self.page.text(&causes);
        }
        self.page.raw("</td></tr>\n");
    }

    fn frames(&mut self) {
        let turns = &self.round.comparison.turns;
        if turns.is_empty() {
            return;
        }
        self.page.element("<h3>", rounds::FRAMES_HEAD.get(self.language), "</h3>\n");
        self.page.raw("<table class=\"frame\">\n");
        self.heads(&[
            (say::FRAMEWORK, ""),
            (say::ELEMENT, ""),
            (say::FROM_TO, ""),
            (rounds::BECAUSE_HEAD, ""),
        ]);
        for turn in turns {
            let line = rounds::turn(self.round, turn, self.language);
            self.page.element("<tr><th scope=\"row\">", &line.frame, "</th>");
            self.page.element("<td>", &line.part, "</td>");
            self.page.element("<td>", &line.course, "</td>");
            self.page.element("<td class=\"dim\">", &line.because, "</td></tr>\n");
        }
        self.page.raw("</tbody></table>\n");
    }

    fn findings(&mut self) {
        for (lots, head) in [
            (&[Lot::Gone][..], say::FINDINGS_GONE),
            (&[Lot::New][..], say::FINDINGS_NEW),
            (&[Lot::Reworded, Lot::Moved][..], say::FINDINGS_MOVED),
        ] {
            let traces = self.round.comparison.findings.iter().filter(|it| lots.contains(&it.lot));
            let traces: Vec<_> = traces.collect();
            if traces.is_empty() {
                continue;
            }
            self.page.element("<h3>", head.get(self.language), "</h3>\n<ul class=\"traces\">\n");
            for trace in traces {
                let Some((judged, finding)) = self.round.finding(trace) else { continue };
                let place = self.round.where_is(trace, self.language);
                self.page.raw("<li>").raw(sign(finding.severity)).raw(" <strong>");
                self.page.text(&place).raw("</strong>: ").text(&finding.message);
                let words = &judged.document[finding.span];
                if !finding.absence && words.len() <= 300 && !finding.message.contains(words) {
                    self.page.raw(" “").text(words).raw("”");
                }
                self.page.raw(" <code>").text(&finding.charge.rule).raw("</code></li>\n");
            }
            self.page.raw("</ul>\n");
        }
    }

    fn clauses(&mut self) {
        let changed: Vec<&Fate> = self.round.changed().collect();
        if changed.is_empty() {
            return;
        }
        self.page.element("<h3>", rounds::CLAUSES.get(self.language), "</h3>\n");
        self.page.element("<p class=\"dim\">", say::CLAUSES_LEAD.get(self.language), "</p>\n");
        for fate in changed {
            self.clause(fate);
        }
    }

    /// A clause as it was beside how it is, with the words that differ marked.
    fn clause(&mut self, it: &Fate) {
        let head = rounds::change(it.change).get(self.language);
        self.page.raw("<div class=\"pair\"><h4>").text(head).raw(" ");
        self.page.text(&rounds::numbers(it)).raw("</h4>\n");
        if it.change == Change::Moved {
            let words = self.round.opening(it);
            self.page.element("<p class=\"wide\">", words, "</p></div>\n");
            return;
        }
        let text = |judged: &Judged, passages: &[Passage]| -> String {
            let parts: Vec<&str> = passages.iter().map(|it| &judged.document[it.span]).collect();
            parts.join(" ")
        };
        let old = text(self.round.old, &it.old);
        let new = text(self.round.new, &it.new);
        let (before, after) = differ(&old, &new);
        for (name, words, tag) in [(say::WAS, before, "del"), (say::IS, after, "ins")] {
            self.page.element("<div><p class=\"was\">", name.get(self.language), "</p><p>");
            if words.is_empty() {
                self.page.raw("–");
            }
            for (differs, words) in words {
                self.page.raw(match (differs, tag) {
                    (false, _) => "",
                    (_, "del") => "<del>",
                    _ => "<ins>",
                });
                self.page.text(words);
                self.page.raw(match (differs, tag) {
                    (false, _) => "",
                    (_, "del") => "</del>",
                    _ => "</ins>",
                });
                self.page.raw(" ");
            }
            self.page.raw("</p></div>\n");
        }
        if let Some(turned) = rounds::turned(it) {
            let look = rounds::LOOK.fill(self.language, &[&turned]);
            self.page.element("<p class=\"reach\">", &look, "</p>\n");
        }
        self.page.raw("</div>\n");
    }
}
