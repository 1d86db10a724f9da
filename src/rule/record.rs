//! The record of a rule: `const RULE = #{ … }`, a literal that is read without running anything.

use crate::document::Zone;
use crate::finding::{Confidence, Severity};
use crate::language::Language;

/// What the host walks for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Each {
    /// Every stretch of words that matches; each is a finding.
    Phrase,
    /// Every sentence with a match; one finding a sentence, at the first match.
    Sentence,
    /// Every numbered clause.
    Clause,
    /// Every party.
    Party,
    /// Every defined term.
    Term,
    /// Once for the whole contract.
    Contract,
}

/// The settings of a rule.
#[derive(Debug, Clone)]
pub struct Record {
    /// What the host walks.
    pub each: Each,
    /// How much a finding asks of its reader, unless the script says otherwise.
    pub severity: Severity,
    /// 1 (hint) to 5 (defining).
    pub weight: u8,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// The parts of a contract it looks at.
    pub zones: Vec<Zone>,
    /// Whether mutual wording in the sentence ("partijen", "each party") drops the finding.
    pub unless_mutual: bool,
    /// Whether a negation just before the words drops the finding.
    pub unless_negated: bool,
    /// Needed matches in the contract (in different sentences) before any is a finding.
    pub at_least: u32,
    /// Whether it runs without being asked for by name.
    pub on: bool,
    /// Its words in Dutch.
    pub nl: Option<Wording>,
    /// Its words in English.
    pub en: Option<Wording>,
}

/// What a rule looks for and says in one language.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// What was found, in one sentence; `{party}`, `{words}` … are filled from the match.
    pub message: String,
    /// Expressions (regex syntax with `%P%`-like macros) that find the words.
    pub find: Vec<String>,
    /// Expressions that, found in the same sentence, drop the finding.
    pub unless: Vec<String>,
    /// The relational wording proposed for the sentence (or to add, when something is absent).
    pub rewrite: Option<String>,
    /// The question it raises for the parties to talk about.
    pub question: Option<String>,
}

impl Record {
    /// The wording in `language`, if the rule knows it.
    pub fn wording(&self, language: Language) -> Option<&Wording> {
        match language {
            Language::Dutch => self.nl.as_ref(),
            Language::English => self.en.as_ref(),
        }
    }
}
