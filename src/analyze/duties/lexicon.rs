//! The words of one language that a deontic reading knows, ready for one document.

use super::super::phrases::Phrases;
use super::super::symmetry::Subject;
use super::Modality;
use crate::document::{Document, Token};
use crate::language::{Cue, Language};

/// What an expression tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tell {
    Modal(Modality),
    Part(Part),
    Subject(Subject),
    /// All parties.
    Every,
    /// Starts a clause that is not the main one.
    Conjunction,
}

/// A part of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Condition,
    Deadline,
    Measured,
    Open,
    Sanction,
}

/// What a single word can be, a bit each.
pub(super) mod class {
    pub(in super::super) const PREPOSITION: u16 = 1;
    pub(in super::super) const BY: u16 = 1 << 1;
    pub(in super::super) const ARTICLE: u16 = 1 << 2;
    pub(in super::super) const CONJUNCTION: u16 = 1 << 3;
    pub(in super::super) const OPENER: u16 = 1 << 4;
    pub(in super::super) const COPULA: u16 = 1 << 5;
    pub(in super::super) const PASSIVE: u16 = 1 << 6;
    pub(in super::super) const PRONOUN: u16 = 1 << 7;
    pub(in super::super) const WE: u16 = 1 << 8;
    pub(in super::super) const READER: u16 = 1 << 9;
    pub(in super::super) const STATE: u16 = 1 << 10;
    pub(in super::super) const IMPERATIVE: u16 = 1 << 11;
    pub(in super::super) const NOT_VERB: u16 = 1 << 12;
    pub(in super::super) const ROLE: u16 = 1 << 13;
    pub(in super::super) const PERFORMS: u16 = 1 << 14;
}

pub(super) struct Lexicon {
    phrases: Phrases<Tell>,
    /// For each distinct word of the document, what it can be.
    classes: Vec<u16>,
}

impl Lexicon {
    pub(super) fn new(doc: &Document, language: Language) -> Lexicon {
        let cues = language.duty_cues();
        let mut classes = vec![0; doc.words.len()];
        for cue in cues.iter().filter(|it| it.group == "word") {
            let Some(class) = class_of(cue.name) else { continue };
            if let Some(word) = doc.words.find(cue.words) {
                classes[word as usize] |= class;
            }
        }
        let phrases = cues.iter().filter_map(|cue| Some((cue.words, tell(cue)?)));
        Lexicon { phrases: Phrases::new(doc, phrases), classes }
    }

    pub(super) fn class(&self, token: &Token) -> u16 {
        self.classes.get(token.word as usize).copied().unwrap_or(0)
    }

    /// What the expressions tell that start at `at`, each with the word behind it.
    pub(super) fn tells(
        &self,
        doc: &Document,
        tokens: &[Token],
        at: usize,
    ) -> impl Iterator<Item = (usize, Tell)> {
        self.phrases.at(doc, tokens, at)
    }
}

fn class_of(name: &str) -> Option<u16> {
    Some(match name {
        "preposition" => class::PREPOSITION,
        "by" => class::BY,
        "article" => class::ARTICLE,
        "conjunction" => class::CONJUNCTION,
        "opener" => class::OPENER,
        "copula" => class::COPULA,
        "passive" => class::PASSIVE,
        "pronoun" => class::PRONOUN,
        "we" => class::WE,
        "reader" => class::READER,
        "state" => class::STATE,
        "imperative" => class::IMPERATIVE,
        "not-verb" => class::NOT_VERB,
        "role" => class::ROLE,
        "performs" => class::PERFORMS,
        _ => return None,
    })
}

fn tell(cue: &Cue) -> Option<Tell> {
    Some(match (cue.group, cue.name) {
        ("modal", "obligation") => Tell::Modal(Modality::Obligation),
        ("modal", "right") => Tell::Modal(Modality::Right),
        ("modal", "permission") => Tell::Modal(Modality::Permission),
        ("modal", "prohibition") => Tell::Modal(Modality::Prohibition),
        ("modal", "discretion") => Tell::Modal(Modality::Discretion),
        ("modal", "exemption") => Tell::Modal(Modality::Exemption),
        ("part", "condition") => Tell::Part(Part::Condition),
        ("part", "deadline") => Tell::Part(Part::Deadline),
        ("part", "measured") => Tell::Part(Part::Measured),
        ("part", "open") => Tell::Part(Part::Open),
        ("part", "sanction") => Tell::Part(Part::Sanction),
        ("subject", name) => Tell::Subject(Subject::parse(name)?),
        ("word", "every") => Tell::Every,
        // Conjunctions of one word are a class.
        ("word", "conjunction") if cue.words.contains(' ') => Tell::Conjunction,
        _ => return None,
    })
}
