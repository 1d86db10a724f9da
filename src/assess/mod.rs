//! From findings to scores: how strongly each flaw is present, and what the text does with each
//! norm. In go a document, its facts and what rules found; out come scores that are the sum of
//! their parts, or the reason why there are none.
//!
//! The model is `wn-1`, its numbers are [`Rubric`]. A sentence weighs its words; what is found in
//! it takes a share of it; hit mass stands against the mass that was not hit, so length, order and
//! repetition don't matter, and a flawed clause never lowers its flaw.

mod band;
mod body;
mod cues;
mod evidence;
mod flaws;
mod frameworks;
mod ground;
mod ladder;
mod norms;
mod polarities;
mod rubric;
mod share;
mod speech;
mod table;
mod topics;
mod unit;

pub use band::Band;
pub use evidence::{Assessed, Evidence, Shortfall};
pub use flaws::{FlawFigures, flaw_figures};
pub use frameworks::{Card, Element, Frameworks, frameworks};
pub use norms::{NormFigures, norm_figures};
pub use polarities::Polarity;
pub use rubric::Rubric;
pub use speech::Speech;
pub use topics::Topics;
pub use unit::{Hit, Missing, Unit, units};

use crate::analyze::Facts;
use crate::document::Document;
use crate::finding::Finding;
use crate::span::Span;
use crate::weave::{Flaw, Norm};
use body::Bodies;

/// The scores of a document and what they rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The version of the rubric: `wn-1.1.0`.
    pub rubric: String,
    /// What there was to go on.
    pub evidence: Evidence,
    /// The eight flaws, in the order of the source.
    pub flaws: Vec<(Flaw, Score)>,
    /// The six norms, in the order of the source.
    pub norms: Vec<(Norm, Score)>,
    /// The sentences that were weighed, with what was found in each.
    pub units: Vec<Unit>,
}

/// A score: the sum of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// 0–100, to a tenth. Of a flaw, 100 is strongly present; of a norm, 100 is carried, 0
    /// violated. None where the text is silent or there is not enough to go on.
    pub value: Option<f64>,
    /// How far the value hangs on single articles; none where there is no value or no second
    /// article.
    pub band: Option<Band>,
    /// How sure, 0–1.
    pub confidence: f64,
    /// What kind of score it is, or why there is no value.
    pub status: Status,
    /// What it is made of, to a tenth. Their points add up to the value.
    pub parts: Vec<Part>,
}

/// What a score says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A flaw was measured.
    Scored,
    /// The text says nothing about the norm.
    Silent,
    /// The text supports the norm.
    Supporting,
    /// The text works against the norm.
    Violating,
    /// It does both.
    Mixed,
    /// There was not enough to go on.
    NotEnoughEvidence,
}

impl Status {
    /// The name in JSON: `not-enough-evidence`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Scored => "scored",
            Status::Silent => "silent",
            Status::Supporting => "supporting",
            Status::Violating => "violating",
            Status::Mixed => "mixed",
            Status::NotEnoughEvidence => "not-enough-evidence",
        }
    }
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Points, to a tenth; below 0 where it works against a norm.
    pub points: f64,
    /// What it is for.
    pub reason: Reason,
    /// The rule that brought it; none for the middle of a norm, and for hard reading.
    pub rule: Option<String>,
    /// Where, in order.
    pub spans: Vec<Span>,
}

/// What a part is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// How much of the text is hit.
    Density,
    /// What is not there.
    Absence,
    /// The heaviest passage.
    Peak,
    /// How hard the text is to read, found or not.
    Reading,
    /// Where a norm starts: 50.
    Middle,
    /// What supports a norm.
    Support,
    /// What works against a norm.
    Violation,
}

impl Reason {
    /// The name in JSON: `density`.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Density => "density",
            Reason::Absence => "absence",
            Reason::Peak => "peak",
            Reason::Reading => "reading",
            Reason::Middle => "middle",
            Reason::Support => "support",
            Reason::Violation => "violation",
        }
    }
}

impl Score {
    /// Of a norm: how far the text supports it and how far it works against it, each 0–100. A
    /// mixed 50 is not a calm 50.
    pub fn sides(&self) -> (f64, f64) {
        let sum = |reason| -> f64 {
            self.parts.iter().filter(|it| it.reason == reason).map(|it| it.points).sum()
        };
        (2.0 * sum(Reason::Support), -2.0 * sum(Reason::Violation))
    }
}

/// The scores of `doc`, whose facts are `facts` and in which rules found `findings`, by the
/// rubric that comes with the program. The order of the findings makes no difference.
pub fn assess(doc: &Document, facts: &Facts, findings: &[Finding]) -> Assessment {
    let rubric = Rubric::builtin();
    let evidence = evidence::evidence(doc, facts, rubric);
    let confidence = evidence.confidence;
    let (units, mut missing) = units(doc, findings, rubric);
    let (flaws, norms) = if evidence.assessed == Assessed::No {
        let none = Score {
            value: None,
            band: None,
            confidence,
            status: Status::NotEnoughEvidence,
            parts: Vec::new(),
        };
        (
            Flaw::ALL.map(|it| (it, none.clone())).to_vec(),
            Norm::ALL.map(|it| (it, none.clone())).to_vec(),
        )
    } else {
        if !evidence.whole {
            missing.clear();
        }
        let bodies = Bodies::of(&units);
        let flaw = |it| (it, flaws::flaw_score(it, &bodies, &missing, confidence, rubric));
        let norm = |it| (it, norms::norm_score(it, &bodies, confidence, rubric));
        (Flaw::ALL.map(flaw).to_vec(), Norm::ALL.map(norm).to_vec())
    };
    Assessment { rubric: rubric.version.clone(), evidence, flaws, norms, units }
}
