//! Positions between two ways of working together (wn-1, B1 and C4): what leans to one pole and
//! what to the other, each with its evidence. Leaning to neither is an answer too.

use super::ground::Ground;
use super::table::{Input, PoleRow};
use crate::language::Language;
use crate::span::Span;

/// A position between two poles.
#[derive(Debug, Clone)]
pub struct Polarity {
    row: &'static PoleRow,
    /// How much leans to the left pole, 0–1.
    pub left: f64,
    /// How much leans to the right pole, 0–1.
    pub right: f64,
    /// −1 (right pole) to 1 (left pole); none where too little leans either way.
    pub position: Option<f64>,
    /// Passages that lean to the left, weightiest first.
    pub left_evidence: Vec<Span>,
    /// Passages that lean to the right, weightiest first.
    pub right_evidence: Vec<Span>,
}

impl Polarity {
    /// The names of the left and the right pole.
    pub fn poles(&self, language: Language) -> (&'static str, &'static str) {
        let poles = match language {
            Language::Dutch => &self.row.nl,
            Language::English => &self.row.en,
        };
        (&poles.left, &poles.right)
    }

    /// The question it raises.
    pub fn question(&self, language: Language) -> &'static str {
        match language {
            Language::Dutch => &self.row.nl.question,
            Language::English => &self.row.en.question,
        }
    }
}

/// Passages kept as evidence for a pole.
const EVIDENCE: usize = 3;
/// What both poles need together for there to be a position.
const LEAST: f64 = 0.10;

/// Where the contract stands between the poles of each row.
pub(super) fn polarities(ground: &Ground, rows: &'static [PoleRow], enough: bool) -> Vec<Polarity> {
    rows.iter().map(|row| polarity(ground, row, enough)).collect()
}

fn polarity(ground: &Ground, row: &'static PoleRow, enough: bool) -> Polarity {
    let [left, right] = &row.toward;
    let (l, r) = (mean(ground, left), mean(ground, right));
    // The tenth in the denominator keeps a lone weak sign from counting as an extreme.
    let position = (l - r) / (l + r + LEAST);
    let evidence = |inputs: &[Input]| {
        let mut spans = ground.weightiest(inputs);
        spans.truncate(EVIDENCE);
        spans
    };
    Polarity {
        row,
        left: l,
        right: r,
        position: (enough && l + r >= LEAST).then_some(position),
        left_evidence: evidence(left),
        right_evidence: evidence(right),
    }
}

fn mean(ground: &Ground, inputs: &[Input]) -> f64 {
    let sum: f64 = inputs.iter().map(|it| ground.value(it)).sum();
    sum / inputs.len().max(1) as f64
}
