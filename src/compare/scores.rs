//! What happened to a score, and whether that means anything.

use super::{Lot, Trace, Version};
use crate::assess::Score;
use crate::finding::Finding;
use crate::weave::{Flaw, Norm};

/// What a score is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A flaw: lower is better.
    Flaw(Flaw),
    /// A norm: higher is better.
    Norm(Norm),
}

/// What happened to a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// What it is of.
    pub of: Of,
    /// Before.
    pub old: Score,
    /// After.
    pub new: Score,
    /// What may be said about it.
    pub course: Course,
    /// Findings that came or went and count for it, indices into the comparison's findings.
    pub causes: Vec<usize>,
}

/// What may be said about two scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Better: the margins don't overlap, or other findings count.
    Better,
    /// Worse, likewise.
    Worse,
    /// No demonstrable difference.
    Level,
    /// One of the two has no value.
    NotComparable,
}

impl Course {
    /// The name in JSON: `level`.
    pub fn name(self) -> &'static str {
        match self {
            Course::Better => "better",
            Course::Worse => "worse",
            Course::Level => "no-demonstrable-difference",
            Course::NotComparable => "not-comparable",
        }
    }
}

/// Flaws, then norms.
pub(super) fn shifts(old: &Version, new: &Version, findings: &[Trace]) -> Vec<Shift> {
    let flaws = old.assessment.flaws.iter().zip(&new.assessment.flaws);
    let flaws = flaws.map(|(a, b)| (Of::Flaw(a.0), &a.1, &b.1));
    let norms = old.assessment.norms.iter().zip(&new.assessment.norms);
    let norms = norms.map(|(a, b)| (Of::Norm(a.0), &a.1, &b.1));
    flaws
        .chain(norms)
        .map(|(of, before, after)| {
            let causes: Vec<usize> = findings
                .iter()
                .enumerate()
                .filter(|(_, it)| changed(old, new, it).is_some_and(|it| counts(it, of)))
                .map(|it| it.0)
                .collect();
            let course = course(of, before, after, !causes.is_empty());
            Shift { of, old: before.clone(), new: after.clone(), course, causes }
        })
        .collect()
}

/// The finding that came or went.
fn changed<'a>(old: &Version<'a>, new: &Version<'a>, it: &Trace) -> Option<&'a Finding> {
    match it.lot {
        Lot::Gone => old.findings.get(it.old?),
        Lot::New => new.findings.get(it.new?),
        Lot::Kept | Lot::Moved | Lot::Reworded => None,
    }
}

fn counts(finding: &Finding, of: Of) -> bool {
    match of {
        Of::Flaw(flaw) => finding.charge.flaws.iter().any(|it| it.0 == flaw),
        Of::Norm(norm) => finding.charge.norms.iter().any(|it| it.0 == norm),
    }
}

fn course(of: Of, old: &Score, new: &Score, other_findings: bool) -> Course {
    let (Some(before), Some(after)) = (old.value, new.value) else {
        return Course::NotComparable;
    };
    let apart = match (old.band, new.band) {
        (Some(a), Some(b)) => a.high < b.low || b.high < a.low,
        _ => false,
    };
    // Scores are to a tenth.
    if (before - after).abs() < 0.05 || !(apart || other_findings) {
        return Course::Level;
    }
    let better = match of {
        Of::Flaw(_) => after < before,
        Of::Norm(_) => after > before,
    };
    if better { Course::Better } else { Course::Worse }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Band, Status};

    fn score(value: f64, low: f64, high: f64) -> Score {
        Score {
            value: Some(value),
            band: Some(Band { low, high }),
            confidence: 1.0,
            status: Status::Scored,
            parts: Vec::new(),
        }
    }

    #[test]
    fn a_change_is_called_one_only_on_other_findings_or_margins_apart() {
        let flaw = Of::Flaw(Flaw::OneSided);
        let (wide, near) = (score(40.0, 30.0, 50.0), score(35.0, 25.0, 45.0));
        assert_eq!(course(flaw, &wide, &near, false), Course::Level);
        assert_eq!(course(flaw, &wide, &near, true), Course::Better);
        assert_eq!(course(flaw, &near, &score(80.0, 70.0, 90.0), false), Course::Worse);
        assert_eq!(course(Of::Norm(Norm::Equity), &near, &wide, true), Course::Better);
        assert_eq!(course(flaw, &wide, &wide, true), Course::Level);
        let none = Score { value: None, ..wide.clone() };
        assert_eq!(course(flaw, &none, &wide, true), Course::NotComparable);
    }
}
