//! Is there enough to go on? Floors under which nothing is scored, and how sure a score is.

use super::Rubric;
use crate::analyze::{Facts, Kind};
use crate::document::{Document, Note, Sentence, Zone};

/// What a score rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Words of the distinct sentences that can count.
    pub words: u32,
    /// Distinct operative sentences.
    pub sentences: u32,
    /// How well the text came out of the file and stands under numbered clauses, 0–1.
    pub quality: f64,
    /// Share of the words that are Dutch or English, 0–1.
    pub coverage: f64,
    /// How sure every score of the document is, 0–1.
    pub confidence: f64,
    /// Whether the document could be assessed.
    pub assessed: Assessed,
    /// Why not, or why only partly.
    pub shortfalls: Vec<Shortfall>,
    /// Whether what is missing counts: only in a whole contract, well read.
    pub whole: bool,
}

/// How much of a document could be assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assessed {
    /// Too little to go on: findings are shown, scores are not.
    No,
    /// Part of the text was left out.
    Partly,
    /// All of it.
    Full,
}

impl Assessed {
    /// The name in JSON: `partly`.
    pub fn name(self) -> &'static str {
        match self {
            Assessed::No => "no",
            Assessed::Partly => "partly",
            Assessed::Full => "full",
        }
    }
}

/// A reason why a document was not, or only partly, assessed.
#[derive(Debug, Clone, PartialEq)]
pub enum Shortfall {
    /// Too few words.
    Words {
        /// There are.
        found: u32,
        /// Needed.
        needed: u32,
    },
    /// Too few operative sentences.
    Sentences {
        /// There are.
        found: u32,
        /// Needed.
        needed: u32,
    },
    /// The text came out of the file too badly; its quality, 0–1.
    Quality(f64),
    /// Neither Dutch nor English.
    Language,
    /// Confidence too low; its value, 0–1.
    Confidence(f64),
    /// Part of the contract was not read or not judged; [`Document::notes`] says which.
    LeftOut,
}

/// What there is to go on in `doc`.
pub(super) fn evidence(doc: &Document, facts: &Facts, rubric: &Rubric) -> Evidence {
    let floors = rubric.evidence;
    let mut is_first = doc.wordings().firsts();
    let (mut words, mut sentences) = (0, 0);
    let (mut all, mut numbered, mut covered) = (0u64, 0u64, 0u64);
    let counts = |it: &(usize, &Sentence)| rubric.zone(it.1.zone) > 0.0;
    for (index, sentence) in doc.sentences.iter().enumerate().filter(counts) {
        let count = u64::from(sentence.words());
        all += count;
        numbered += if sentence.clause.is_some() { count } else { 0 };
        covered += if sentence.language.is_some() { count } else { 0 };
        if sentence.language.is_some() && is_first(index) {
            words += sentence.words();
            sentences += u32::from(sentence.zone == Zone::Operative);
        }
    }
    let share = |part: u64| if all == 0 { 0.0 } else { part as f64 / all as f64 };
    let read = f64::from(doc.quality.value).clamp(0.0, 1.0);
    let quality = read * (floors.unnumbered + (1.0 - floors.unnumbered) * share(numbered));
    let coverage = share(covered);
    let language = match coverage {
        it if it >= floors.language_sure => 1.0,
        it if it >= floors.language_mixed => 0.5,
        _ => 0.0,
    };
    let grown = 1.0 - (-f64::from(sentences) / floors.scale).exp();
    // To a hundredth, as it is printed: the floor and the words for it go by what is seen.
    let confidence = (quality * grown * language * 100.0).round() / 100.0;

    let mut shortfalls = Vec::new();
    if words < floors.words {
        shortfalls.push(Shortfall::Words { found: words, needed: floors.words });
    }
    if sentences < floors.sentences {
        shortfalls.push(Shortfall::Sentences { found: sentences, needed: floors.sentences });
    }
    if read < floors.quality {
        shortfalls.push(Shortfall::Quality(read));
    }
    if language == 0.0 && all > 0 {
        shortfalls.push(Shortfall::Language);
    }
    if shortfalls.is_empty() && confidence < floors.confidence {
        shortfalls.push(Shortfall::Confidence(confidence));
    }
    let scored = shortfalls.is_empty();
    let left_out = doc.notes.iter().any(Note::leaves_text_out);
    if left_out {
        shortfalls.push(Shortfall::LeftOut);
    }
    let assessed = match (scored, left_out) {
        (false, _) => Assessed::No,
        (true, true) => Assessed::Partly,
        (true, false) => Assessed::Full,
    };
    // Loose text without a numbered clause or a party is a fragment: nobody left anything out.
    // What calls itself general terms is none, though its parties are only "we" and "you".
    let fragment = doc.clauses.is_empty() && facts.parties.is_empty() && facts.kind != Kind::Terms;
    let whole = assessed == Assessed::Full && !fragment && read >= rubric.absence.quality;
    Evidence { words, sentences, quality, coverage, confidence, assessed, shortfalls, whole }
}
