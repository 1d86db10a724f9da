//! What happened to the frameworks: elements that came or went, positions that moved, with the
//! passages behind it.

use super::Version;
use crate::assess::{Frameworks, Polarity};
use crate::span::Span;

/// What happened to a part of a framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Which part.
    pub part: Part,
    /// Before.
    pub old: Option<f64>,
    /// After.
    pub new: Option<f64>,
    /// Whether the passages behind it stand in the new version; else they stood in the old one.
    pub in_new: bool,
    /// The passages behind it.
    pub because: Vec<Span>,
}

/// A part of a framework; cards, elements and poles as indices, the same in both versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The share of directive speech, 0–1.
    Speech,
    /// The share of the text about the relation, 0–1.
    Relation,
    /// One of the eight polarities: 1 is the left pole, −1 the right.
    Polarity(usize),
    /// The figure of a card, 0–100.
    Value(usize),
    /// An element of a card: 1 there, ½ in part, 0 not found.
    Element(usize, usize),
    /// A position of a card.
    Pole(usize, usize),
}

impl Turn {
    /// Whether there is more of it now.
    pub fn rises(&self) -> bool {
        self.new.unwrap_or(0.0) > self.old.unwrap_or(0.0)
    }
}

/// How far a share or a position must move to be worth a line.
const LEAST: f64 = 0.05;

/// The parts that are not what they were. The frameworks come from one table, so what stands at an
/// index in the one stands there in the other.
pub(super) fn turns(old: &Version, new: &Version) -> Vec<Turn> {
    let (Some(old), Some(new)) = (old.frameworks, new.frameworks) else { return Vec::new() };
    let mut turns = Turns(Vec::new());
    if !old.enough || !new.enough {
        return turns.0;
    }
    turns.add(Part::Speech, (old.speech.ratio(), new.speech.ratio()), LEAST, |_| (true, &[]));
    let relation = |it: &Frameworks| it.topics.shares().map(|it| it[2]);
    turns.add(Part::Relation, (relation(old), relation(new)), LEAST, |_| (true, &[]));
    for (at, (a, b)) in old.polarities.iter().zip(&new.polarities).enumerate() {
        turns.pole(Part::Polarity(at), a, b);
    }
    for (card, (a, b)) in old.cards.iter().zip(&new.cards).enumerate() {
        turns.add(Part::Value(card), (a.value, b.value), 1.0, |_| (true, &[]));
        for (at, (a, b)) in a.elements.iter().zip(&b.elements).enumerate() {
            // Where a framework doesn't apply there is no level that could have changed.
            let (Some(_), Some(_)) = (a.level, b.level) else { continue };
            turns.add(Part::Element(card, at), (a.level, b.level), LEAST, |rises| match rises {
                true => (true, b.evidence.as_slice()),
                // Still there in part: what now stands against it tells more than what stood for it.
                false if !b.against.is_empty() => (true, b.against.as_slice()),
                false => (false, a.evidence.as_slice()),
            });
        }
        for (at, (a, b)) in a.poles.iter().zip(&b.poles).enumerate() {
            turns.pole(Part::Pole(card, at), a, b);
        }
    }
    turns.0
}

struct Turns(Vec<Turn>);

impl Turns {
    /// Notes a part that moved by `least` or more, or came to be told. `because` gives the passages
    /// behind a rise or a fall, and whether they stand in the new version.
    fn add<'a>(
        &mut self,
        part: Part,
        (old, new): (Option<f64>, Option<f64>),
        least: f64,
        because: impl FnOnce(bool) -> (bool, &'a [Span]),
    ) {
        let differs = match (old, new) {
            (Some(a), Some(b)) => (a - b).abs() >= least,
            (a, b) => a.is_some() != b.is_some(),
        };
        if differs {
            let mut turn = Turn { part, old, new, in_new: true, because: Vec::new() };
            let (in_new, passages) = because(turn.rises());
            turn.in_new = in_new;
            turn.because = passages.to_vec();
            self.0.push(turn);
        }
    }

    fn pole(&mut self, part: Part, old: &Polarity, new: &Polarity) {
        self.add(part, (old.position, new.position), LEAST, |rises| {
            match (rises, new.left_evidence.as_slice(), new.right_evidence.as_slice()) {
                (true, [], _) => (false, old.right_evidence.as_slice()),
                (true, left, _) => (true, left),
                (false, _, []) => (false, old.left_evidence.as_slice()),
                (false, _, right) => (true, right),
            }
        });
    }
}
