//! The parts of a duty beside its bearer: condition, deadline, standard, sanction, subjects.

use super::super::symmetry::{Subject, Subjects};
use super::Standard;
use super::lexicon::Part;
use crate::document::{Document, Token};
use crate::span::Span;

/// The expressions of one sentence that tell a part, by the words they cover.
#[derive(Default)]
pub(super) struct Parts {
    found: Vec<(Part, usize, usize)>,
    subjects: Vec<(Subject, usize)>,
    conjunctions: Vec<usize>,
}

impl Parts {
    pub(super) fn clear(&mut self) {
        self.found.clear();
        self.subjects.clear();
        self.conjunctions.clear();
    }

    pub(super) fn add(&mut self, part: Part, from: usize, to: usize) {
        self.found.push((part, from, to));
    }

    pub(super) fn subject(&mut self, subject: Subject, at: usize) {
        self.subjects.push((subject, at));
    }

    pub(super) fn conjunction(&mut self, at: usize) {
        self.conjunctions.push(at);
    }

    pub(super) fn is_conjunction(&self, at: usize) -> bool {
        self.conjunctions.contains(&at)
    }

    fn first(&self, part: Part) -> Option<(usize, usize)> {
        self.found.iter().find(|it| it.0 == part).map(|it| (it.1, it.2))
    }

    /// From the word that opens it to the next comma or the end.
    pub(super) fn condition(&self, tokens: &[Token], doc: &Document) -> Option<Span> {
        let (from, _) = self.first(Part::Condition)?;
        let start = tokens.get(from)?.span.start;
        let mut end = tokens.get(from)?.span.end;
        for token in &tokens[from + 1..] {
            let between = doc.text.get(end as usize..token.span.start as usize).unwrap_or("");
            if between.contains([',', ';']) {
                break;
            }
            end = token.span.end;
        }
        Some(Span { start, end })
    }

    pub(super) fn deadline(&self, tokens: &[Token]) -> Option<Span> {
        let (from, to) = self.first(Part::Measured).or_else(|| self.first(Part::Deadline))?;
        words(tokens, from, to)
    }

    pub(super) fn standard(&self, tokens: &[Token]) -> Standard {
        let place = |part| self.first(part).and_then(|(from, to)| words(tokens, from, to));
        if let Some(measured) = place(Part::Measured) {
            return Standard::Measured(measured);
        }
        place(Part::Open).map_or(Standard::None, Standard::Open)
    }

    pub(super) fn sanction(&self, tokens: &[Token], action: Span) -> Option<Span> {
        let (from, to) = self.first(Part::Sanction)?;
        words(tokens, from, to).filter(|it| it.start >= action.start)
    }

    /// What the words that are no condition speak of.
    pub(super) fn subjects(&self, modal: usize) -> Subjects {
        let condition = self.first(Part::Condition).map_or(usize::MAX, |it| it.0);
        let counts = |at: usize| at < condition || (condition < modal && at >= modal);
        let counted = self.subjects.iter().filter(|it| counts(it.1));
        counted.fold(Subjects::default(), |set, it| set.with(it.0))
    }

    /// The word behind the action that starts at `from`: where a condition follows, or the end.
    pub(super) fn action_end(&self, from: usize, end: usize) -> usize {
        let condition = self.found.iter().find(|it| it.0 == Part::Condition && it.1 > from);
        condition.map_or(end, |it| it.1)
    }
}

fn words(tokens: &[Token], from: usize, to: usize) -> Option<Span> {
    Some(tokens.get(from)?.span.join(tokens.get(to.checked_sub(1)?)?.span))
}
