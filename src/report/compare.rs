//! What differs between rounds of a contract, for a person at a terminal, as a page, as Markdown to
//! send round, and for a program.

mod differ;
mod json;
mod markdown;
mod terminal;
mod words;

pub(super) use differ::differ;
pub(super) use words::*;

use super::baseline::words as say;
use super::messages::{self, decimal};
use super::{Judged, Style, html, place};
use crate::assess::{Frameworks, Polarity};
use crate::compare::{Change, Comparison, Fate, Lot, Part, Passage, Shift, Trace, Turn};
use crate::finding::Finding;
use crate::language::Language;

/// Two rounds and what differs between them.
#[derive(Debug)]
pub struct Round<'a> {
    /// The earlier one's name.
    pub old_name: &'a str,
    /// The later one's name.
    pub new_name: &'a str,
    /// The earlier one.
    pub old: &'a Judged,
    /// The later one.
    pub new: &'a Judged,
    /// The frameworks laid beside the later one, for the names of their parts.
    pub frameworks: &'a Frameworks,
    /// What differs.
    pub comparison: Comparison,
}

/// A form in which rounds are shown.
pub struct Form {
    /// Its name on the command line.
    pub name: &'static str,
    /// Writes it.
    pub write: fn(&[Round], &Style) -> String,
}

/// Every form, the default first.
pub const FORMS: [Form; 4] = [
    Form { name: "terminal", write: terminal::terminal },
    Form { name: "html", write: html::rounds },
    Form { name: "json", write: json::json },
    Form { name: "markdown", write: markdown::markdown },
];

impl Round<'_> {
    /// The finding that a trace ends in, and the version it stands in.
    pub(super) fn finding(&self, it: &Trace) -> Option<(&Judged, &Finding)> {
        match it.new {
            Some(at) => Some((self.new, self.new.findings.get(at)?)),
            None => Some((self.old, self.old.findings.get(it.old?)?)),
        }
    }

    pub(super) fn where_is(&self, it: &Trace, language: Language) -> String {
        match self.finding(it) {
            Some((_, finding)) if finding.absence => messages::WHOLE.get(language).to_owned(),
            Some((judged, finding)) => place(&judged.document, finding.span).text(language),
            None => String::new(),
        }
    }

    /// `12 same, 2 moved`; what didn't happen is left out.
    pub(super) fn clause_counts(&self, language: Language) -> String {
        let counts = Change::ALL.map(|it| (self.comparison.count(it), change(it).get(language)));
        listed(&counts)
    }

    pub(super) fn finding_counts(&self, language: Language) -> String {
        let counts = Lot::ALL.map(|it| (self.comparison.count_findings(it), lot(it).get(language)));
        listed(&counts)
    }

    /// Clauses worth a line: all that changed, but for those with only another number.
    pub(super) fn changed(&self) -> impl Iterator<Item = &Fate> {
        let quiet = |it: &Change| matches!(it, Change::Same | Change::Renumbered);
        self.comparison.clauses.iter().filter(move |it| !quiet(&it.change))
    }

    /// Findings worth a line.
    fn traces(&self, lots: &'static [Lot]) -> impl Iterator<Item = &Trace> {
        self.comparison.findings.iter().filter(|it| lots.contains(&it.lot))
    }

    /// The first words of a clause, new where there are new ones.
    pub(super) fn opening(&self, it: &Fate) -> &str {
        match (it.new.first(), it.old.first()) {
            (Some(passage), _) => &self.new.document[passage.span],
            (None, Some(passage)) => &self.old.document[passage.span],
            (None, None) => "",
        }
    }

    /// The clauses behind a shift, each once, in order.
    fn causes(&self, it: &Shift, language: Language) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        for trace in it.causes.iter().filter_map(|at| self.comparison.findings.get(*at)) {
            let place = self.where_is(trace, language);
            let text = format!("{place} ({})", lot(trace.lot).get(language));
            if !places.contains(&text) {
                places.push(text);
            }
        }
        places
    }
}

fn listed(counts: &[(usize, &str)]) -> String {
    let parts = counts.iter().filter(|it| it.0 > 0).map(|it| format!("{} {}", it.0, it.1));
    parts.collect::<Vec<_>>().join(", ")
}

/// `4.3 → 4.4, 4.5`; one number where both are the same.
pub(super) fn numbers(it: &Fate) -> String {
    let of = |passages: &[Passage]| {
        let mut numbers: Vec<&str> = passages.iter().map(|it| it.number.as_str()).collect();
        numbers.dedup();
        numbers.retain(|it| !it.is_empty());
        numbers.join(", ")
    };
    match (of(&it.old), of(&it.new)) {
        (old, new) if old == new || new.is_empty() => old,
        (old, new) if old.is_empty() => new,
        (old, new) => format!("{old} → {new}"),
    }
}

pub(super) fn turned(it: &Fate) -> Option<String> {
    let some = !it.turned_from.is_empty() || !it.turned_to.is_empty();
    let list = |words: &[String]| match words.is_empty() {
        true => "–".to_owned(),
        false => words.join(" "),
    };
    some.then(|| format!("{} → {}", list(&it.turned_from), list(&it.turned_to)))
}

pub(super) fn figures(it: &Shift, language: Language) -> String {
    let figure = |value: Option<f64>| match value {
        Some(value) => decimal(value, 1, language),
        None => "–".to_owned(),
    };
    format!("{} → {}", figure(it.old.value), figure(it.new.value))
}

/// What happened to a part of a framework, in words.
pub(super) struct TurnLine {
    pub(super) frame: String,
    pub(super) part: String,
    pub(super) course: String,
    pub(super) because: String,
}

/// A turn in words.
pub(super) fn turn(round: &Round, turn: &Turn, language: Language) -> TurnLine {
    let frameworks = round.frameworks;
    let poles = |it: &Polarity| {
        let (left, right) = it.poles(language);
        let pole = if turn.rises() { left } else { right };
        (format!("{left} – {right}"), TOWARD.fill(language, &[pole]))
    };
    let card = |at: usize| frameworks.cards.get(at);
    let title = |at: usize| card(at).map_or("", |it| it.title(language)).to_owned();
    let percent =
        |it: Option<f64>| it.map_or("–".to_owned(), |it| format!("{:.0} %", it * 100.0));
    let shares = format!("{} → {}", percent(turn.old), percent(turn.new));
    let figure = |it: Option<f64>| it.map_or("–".to_owned(), |it| format!("{it:.0}"));
    let figures = format!("{} → {}", figure(turn.old), figure(turn.new));
    let level = |it: Option<f64>| {
        let text = match it {
            Some(it) if it >= 1.0 => say::LEVEL_FULL,
            Some(it) if it > 0.0 => say::LEVEL_HALF,
            Some(_) => say::LEVEL_NONE,
            None => NO_LEVEL,
        };
        text.get(language)
    };
    let (frame, part, course) = match turn.part {
        Part::Speech => {
            (say::SPEECH.get(language).to_owned(), SPEECH.get(language).to_owned(), shares)
        }
        Part::Relation => {
            (say::TOPICS.get(language).to_owned(), RELATION.get(language).to_owned(), shares)
        }
        Part::Polarity(at) => {
            let (part, course) = frameworks.polarities.get(at).map(poles).unwrap_or_default();
            (say::POLES.get(language).to_owned(), part, course)
        }
        Part::Value(at) => (title(at), FIGURE.get(language).to_owned(), figures),
        Part::Element(at, element) => {
            let element = card(at).and_then(|it| it.elements.get(element));
            let name = element.map_or("", |it| it.name(language)).to_owned();
            (title(at), name, format!("{} → {}", level(turn.old), level(turn.new)))
        }
        Part::Pole(at, pole) => {
            let pole = card(at).and_then(|it| it.poles.get(pole));
            let (part, course) = pole.map(poles).unwrap_or_default();
            (title(at), part, course)
        }
    };
    let doc = if turn.in_new { &round.new.document } else { &round.old.document };
    let mut places: Vec<String> = Vec::new();
    for span in &turn.because {
        let mut text = place(doc, *span).text(language);
        if !turn.in_new {
            text = format!("{text} ({})", lot(Lot::Gone).get(language));
        }
        if !places.contains(&text) {
            places.push(text);
        }
    }
    TurnLine { frame, part, course, because: places.join("; ") }
}

/// Most clauses that are named as the cause of a shift.
const CAUSES: usize = 6;

pub(super) fn causes_text(round: &Round, it: &Shift, language: Language, all: bool) -> String {
    let causes = round.causes(it, language);
    let shown = if all { causes.len() } else { CAUSES };
    let mut text = causes.iter().take(shown).cloned().collect::<Vec<_>>().join("; ");
    if causes.len() > shown {
        text.push_str(" …");
    }
    text
}
