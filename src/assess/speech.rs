//! How a contract speaks: by mode of speech, sentence by sentence (wn-1, B3, measure M). Never by
//! topic of a clause, which gives another figure and answers another question.

use super::Rubric;
use super::cues::Cues;
use crate::document::{Document, Zone};

/// Words by mode of speech, within the bounds of the rubric for each sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Speech {
    /// In commands, prohibitions, reservations, consequences.
    pub directive: f64,
    /// Of what is done together, and how.
    pub substantive: f64,
    /// Both at once.
    pub both: f64,
    /// Neither.
    pub neither: f64,
}

/// Words from which the ratio says something.
const ENOUGH: f64 = 200.0;

impl Speech {
    /// The share of directive speech (M), 0–1; what does both counts half. None where too little
    /// speaks in either mode.
    pub fn ratio(&self) -> Option<f64> {
        let all = self.directive + self.substantive + self.both;
        (all >= ENOUGH).then(|| (self.directive + self.both / 2.0) / all)
    }
}

/// The speech of the operative sentences of `doc`.
pub(super) fn speech(doc: &Document, cues: &Cues, rubric: &Rubric) -> Speech {
    let (directive, substantive) = (cues.of("directive"), cues.of("substantive"));
    let has = |cue: &[u32], it: u32| cue.binary_search(&it).is_ok();
    let mut speech = Speech::default();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if sentence.zone != Zone::Operative || sentence.language.is_none() {
            continue;
        }
        let number = number as u32;
        let sum = match (has(directive, number), has(substantive, number)) {
            (true, true) => &mut speech.both,
            (true, false) => &mut speech.directive,
            (false, true) => &mut speech.substantive,
            (false, false) => &mut speech.neither,
        };
        *sum += rubric.mass(sentence.words());
    }
    speech
}
