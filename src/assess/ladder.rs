//! The conflict ladder (wn-1, B9): which steps are there, and do they come in order?

use super::cues::Cues;
use super::table::{FrameRow, Input};
use crate::document::Document;
use std::collections::BTreeSet;

/// The steps of a ladder in a contract.
pub(super) struct Ladder {
    /// The sentences of each step, in order.
    pub(super) steps: Vec<Vec<u32>>,
    /// 0–100.
    pub(super) value: f64,
}

/// What each step before the court weighs.
const STEPS: [f64; 4] = [0.20, 0.35, 0.20, 0.25];
/// Sentences around one about a dispute that are searched where no clause holds them together.
const NEAR: u32 = 3;

/// The ladder of `row` in `doc`.
pub(super) fn ladder(doc: &Document, cues: &Cues, row: &FrameRow) -> Ladder {
    let about = around_disputes(doc, cues);
    let all = |inputs: &[Input]| -> Vec<u32> {
        let named = inputs.iter().filter_map(|it| match it {
            Input::Cue(name) => Some(cues.of(name)),
            _ => None,
        });
        let found: BTreeSet<u32> = named.flatten().copied().collect();
        found.into_iter().collect()
    };
    let steps: Vec<Vec<u32>> = row
        .elements
        .iter()
        .map(|row| all(&row.signs).into_iter().filter(|it| about.contains(it)).collect())
        .collect();
    let firsts: Vec<u32> = steps.iter().filter_map(|it: &Vec<u32>| it.first().copied()).collect();
    let pairs = || (0..firsts.len()).flat_map(|a| (a + 1..firsts.len()).map(move |b| (a, b)));
    let ordered = pairs().filter(|&(a, b)| firsts[a] <= firsts[b]).count();
    let order = match pairs().count() {
        0 => 1.0,
        count => ordered as f64 / count as f64,
    };
    let weights = STEPS.iter().zip(&steps);
    let present: f64 = weights.map(|it| if it.1.is_empty() { 0.0 } else { *it.0 }).sum();
    let deadline = cues.of("deadline");
    let timed = steps.iter().take(4).flatten().any(|it| deadline.binary_search(it).is_ok());
    let bypassed = !all(&row.against).is_empty();
    let value =
        100.0 * present * order * if bypassed { 0.7 } else { 1.0 } * if timed { 1.0 } else { 0.8 };
    Ladder { steps, value: (value * 10.0).round() / 10.0 }
}

/// The sentences of every article that speaks of disputes, and those near one that stands in none.
fn around_disputes(doc: &Document, cues: &Cues) -> BTreeSet<u32> {
    let mut about = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for &at in cues.of("conflict") {
        match doc.sentences.get(at as usize).and_then(|it| it.clause) {
            None => about.extend(at.saturating_sub(NEAR)..=at + NEAR),
            Some(mut clause) => {
                while let Some(parent) = doc.clauses.get(clause as usize).and_then(|it| it.parent)
                    && parent < clause
                {
                    clause = parent;
                }
                if seen.insert(clause)
                    && let Some(clause) = doc.clauses.get(clause as usize)
                {
                    about.extend(clause.sentences.0..clause.sentences.1);
                }
            }
        }
    }
    about
}
