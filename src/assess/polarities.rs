//! Positions between two ways of working together (wn-1, B1 and C4): what leans to one pole and
//! what to the other, each with its evidence. Leaning to neither is an answer too.

use super::cues::{Cues, PolarityRow, table};
use super::{Assessment, Rubric, Speech, Unit, flaw_figures};
use crate::document::{Document, Zone};
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::span::Span;
use crate::weave::{Flaw, Norm};

/// A position between two poles.
#[derive(Debug, Clone)]
pub struct Polarity {
    row: &'static PolarityRow,
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

/// What leans to a pole.
#[derive(Clone, Copy)]
enum Input {
    /// Support of a norm.
    Support(Norm),
    /// Violation of a norm.
    Violation(Norm),
    /// Density of a flaw.
    Density(Flaw),
    /// A cue.
    Cue(&'static str),
    /// Directive speech above 70 %.
    Directive,
}

use Input::{Cue, Density, Directive, Support, Violation};

/// The inputs of the left and the right pole, in the order of the table.
const INPUTS: [(&[Input], &[Input]); 8] = [
    (
        &[Support(Norm::Autonomy), Support(Norm::Reciprocity)],
        &[Density(Flaw::OneSided), Violation(Norm::Autonomy)],
    ),
    (
        &[Cue("measure"), Cue("voice-design"), Support(Norm::Equity)],
        &[Density(Flaw::DetachedFromReality), Cue("carrot-stick")],
    ),
    (
        &[Support(Norm::Loyalty), Support(Norm::Honesty)],
        &[Violation(Norm::Autonomy), Density(Flaw::RiskAvoidance)],
    ),
    (
        &[Support(Norm::Equity), Support(Norm::Integrity)],
        &[Violation(Norm::Equity), Violation(Norm::Integrity), Directive],
    ),
    (&[Support(Norm::Honesty)], &[Violation(Norm::Honesty), Density(Flaw::ExpectationMismatch)]),
    (&[Cue("rhythm"), Cue("next-round")], &[Density(Flaw::ChangeIsDelay)]),
    (
        &[Cue("purpose"), Support(Norm::Loyalty)],
        &[Density(Flaw::ConflictingInterests), Violation(Norm::Loyalty)],
    ),
    (&[Support(Norm::Autonomy)], &[Violation(Norm::Autonomy), Violation(Norm::Integrity)]),
];

/// Passages kept as evidence for a pole.
const EVIDENCE: usize = 3;
/// What both poles need together for there to be a position.
const LEAST: f64 = 0.10;

/// What positions are made of.
pub(super) struct Ground<'a> {
    pub(super) doc: &'a Document,
    pub(super) findings: &'a [Finding],
    pub(super) assessment: &'a Assessment,
    pub(super) units: &'a [Unit],
    pub(super) cues: &'a Cues,
    pub(super) speech: Speech,
    pub(super) rubric: &'a Rubric,
}

/// The eight polarities, in the order of the source.
pub(super) fn polarities(ground: &Ground, enough: bool) -> Vec<Polarity> {
    let rows = table().polarity.iter().zip(INPUTS);
    rows.map(|(row, (left, right))| {
        let (l, r) = (ground.mean(left), ground.mean(right));
        // The tenth in the denominator keeps a lone weak sign from counting as an extreme.
        let position = (l - r) / (l + r + LEAST);
        Polarity {
            row,
            left: l,
            right: r,
            position: (enough && l + r >= LEAST).then_some(position),
            left_evidence: ground.evidence(left),
            right_evidence: ground.evidence(right),
        }
    })
    .collect()
}

impl Ground<'_> {
    fn mean(&self, inputs: &[Input]) -> f64 {
        let sum: f64 = inputs.iter().map(|it| self.value(*it)).sum();
        sum / inputs.len().max(1) as f64
    }

    /// 0–1.
    fn value(&self, input: Input) -> f64 {
        match input {
            Support(norm) => self.sides(norm).0,
            Violation(norm) => self.sides(norm).1,
            Density(flaw) => flaw_figures(flaw, self.units, &[], self.rubric).density,
            Cue(name) => level(self.doc, self.cues.of(name)),
            Directive => self.speech.ratio().map_or(0.0, |it| ((it - 0.70) / 0.30).clamp(0.0, 1.0)),
        }
    }

    /// Support and violation of a norm, each 0–1.
    pub(super) fn sides(&self, norm: Norm) -> (f64, f64) {
        let score = self.assessment.norms.iter().find(|it| it.0 == norm);
        let (support, violation) = score.map_or((0.0, 0.0), |it| it.1.sides());
        (support / 100.0, violation / 100.0)
    }

    fn evidence(&self, inputs: &[Input]) -> Vec<Span> {
        let shows = |it: &&Finding, input: Input| match input {
            Support(norm) => it.charge.norms.contains(&(norm, 1)),
            Violation(norm) => it.charge.norms.contains(&(norm, -1)),
            Density(flaw) => {
                let strength = it.severity == Severity::Strength;
                !strength && it.charge.flaws.iter().any(|it| it.0 == flaw)
            }
            Cue(_) | Directive => false,
        };
        let there = self.findings.iter().filter(|it| !it.absence);
        let mut found: Vec<&Finding> =
            there.filter(|it| inputs.iter().any(|input| shows(it, *input))).collect();
        let force = |it: &Finding| f64::from(it.weight) * it.confidence.factor();
        found.sort_by(|a, b| force(b).total_cmp(&force(a)).then(a.span.cmp(&b.span)));
        let mut spans: Vec<Span> = found.into_iter().map(|it| it.span).collect();
        for input in inputs {
            if let Cue(name) = input {
                spans.extend(sentences(self.doc, self.cues.of(name)));
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        spans.retain(|it| seen.insert(self.doc.sentence_at(it.start)));
        spans.truncate(EVIDENCE);
        spans
    }
}

/// The spans of the sentences at `indices`.
pub(super) fn sentences(doc: &Document, indices: &[u32]) -> impl Iterator<Item = Span> {
    indices.iter().filter_map(|it| Some(doc.sentences.get(*it as usize)?.span))
}

/// 1 where a sentence at `indices` is operative, ½ where all stand in the recitals, else 0.
pub(super) fn level(doc: &Document, indices: &[u32]) -> f64 {
    let operative =
        |it: &u32| doc.sentences.get(*it as usize).is_some_and(|it| it.zone == Zone::Operative);
    match indices {
        [] => 0.0,
        some if some.iter().any(operative) => 1.0,
        _ => 0.5,
    }
}
