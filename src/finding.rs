//! What a rule says about a place in a document, and what a broken rule leaves behind.

use crate::rewrite::{Effect, Rewrite};
use crate::span::Span;
use crate::weave::{Flaw, Norm};
use std::sync::Arc;

/// How much a finding asks of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A passage worth keeping: it supports a norm.
    Strength,
    /// Good to know.
    Info,
    /// Worth a conversation.
    Warning,
    /// Strains the relationship clearly.
    Error,
}

impl Severity {
    /// All, mildest first.
    pub const ALL: [Severity; 4] =
        [Severity::Strength, Severity::Info, Severity::Warning, Severity::Error];

    /// The name in rules and JSON: `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Strength => "strength",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity called `name`.
    pub fn parse(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// How sure a rule is that what it found is what it looks for (the precision prior `c_k` of
/// rubric wn-1, C2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Words that often mean something else: .6.
    Low,
    /// .8.
    Medium,
    /// Hardly ever something else: 1.
    High,
}

impl Confidence {
    /// All, least sure first.
    pub const ALL: [Confidence; 3] = [Confidence::Low, Confidence::Medium, Confidence::High];

    /// The name in rules and JSON: `high`.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }

    /// The factor in a score, 0–1.
    pub fn factor(self) -> f64 {
        match self {
            Confidence::Low => 0.6,
            Confidence::Medium => 0.8,
            Confidence::High => 1.0,
        }
    }

    /// The confidence called `name`.
    pub fn parse(name: &str) -> Option<Confidence> {
        Confidence::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What every finding of a rule counts for: the part of a rule's record that scores read.
#[derive(Debug, Clone, PartialEq)]
pub struct Charge {
    /// The rule's id: `one-sided/sole-discretion`.
    pub rule: String,
    /// The flaws it shows, with the role of each: 1 primary, .5 secondary (`s_k` of wn-1, C2).
    pub flaws: Vec<(Flaw, f64)>,
    /// The norms it supports (+1) or works against (−1).
    pub norms: Vec<(Norm, i8)>,
    /// What a rewrite changes.
    pub effect: Effect,
    /// For a rule about something absent: the points `a_j` (0–1) of wn-1, C6.
    pub absent: Option<f64>,
}

/// What a rule says about a place.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What it counts for.
    pub charge: Arc<Charge>,
    /// The words it is about; for something absent, the place where it would belong.
    pub span: Span,
    /// Whether it says that something is not there.
    pub absence: bool,
    /// The sentence it stands in, an index into [`crate::document::Document::sentences`].
    pub sentence: Option<u32>,
    /// What was found, in one sentence, in the language of the report.
    pub message: String,
    /// How much it asks of its reader.
    pub severity: Severity,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// 1 (hint) to 5 (defining).
    pub weight: u8,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// Ways to say it relationally, in the language of the passage.
    pub rewrites: Vec<Rewrite>,
    /// Sixteen hexadecimal digits from the rule and the normalised words of the place: the same
    /// after edits elsewhere, renumbering or a change of format.
    pub fingerprint: String,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The words.
    pub span: Span,
    /// What they have to do with it.
    pub text: String,
}

/// A rule that failed or was stopped. The others go on; the fault is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The rule's id.
    pub rule: String,
    /// The rule's file and line, as far as known: `rules/one-sided/x.rhai:12`.
    pub place: String,
    /// The document it was reading, if any.
    pub document: Option<String>,
    /// What went wrong, in one line.
    pub reason: String,
}
