//! What is weighed: sentences with their mass and what was found in them, and what is missing.

use super::Rubric;
use crate::document::{Document, Zone};
use crate::finding::{Charge, Finding, Severity};
use crate::span::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A sentence as scores see it.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its words, within the bounds of the rubric.
    pub mass: f64,
    /// What a finding in it counts for, 0–1.
    pub zone: f64,
    /// Whether it dilutes when nothing is found in it: an operative sentence that could be judged.
    pub dilutes: bool,
    /// What was found in it, one for each rule, in order of rule.
    pub hits: Vec<Hit>,
}

/// A rule that found something in a sentence.
#[derive(Debug, Clone)]
pub struct Hit {
    /// What it counts for.
    pub charge: Arc<Charge>,
    /// The words.
    pub span: Span,
    /// Weight times sureness, 0–5.
    pub force: f64,
    /// Whether it is a strength: it counts for norms and never for a flaw.
    pub strength: bool,
}

/// Something that is not there.
#[derive(Debug, Clone)]
pub struct Missing {
    /// What it counts for.
    pub charge: Arc<Charge>,
    /// Where it would belong.
    pub span: Span,
    /// The points, 0–1.
    pub points: f64,
}

/// The sentences of `doc` that can count, with what `findings` say about them, and what they
/// say is missing.
pub fn units(doc: &Document, findings: &[Finding], rubric: &Rubric) -> (Vec<Unit>, Vec<Missing>) {
    let mut hits: BTreeMap<u32, Vec<Hit>> = BTreeMap::new();
    let mut missing: Vec<Missing> = Vec::new();
    for finding in findings {
        if finding.absence {
            let charge = finding.charge.clone();
            let points = charge.absent.unwrap_or(0.0).clamp(0.0, 1.0);
            missing.push(Missing { charge, span: finding.span, points });
        } else if let Some(sentence) =
            finding.sentence.or_else(|| doc.sentence_at(finding.span.start))
        {
            add(hits.entry(sentence).or_default(), hit(finding));
        }
    }
    missing.sort_by(|a, b| a.charge.rule.cmp(&b.charge.rule));
    missing.dedup_by(|a, b| a.charge.rule == b.charge.rule);
    let units = doc.sentences.iter().zip(0..).filter_map(|(sentence, index)| {
        let zone = rubric.zone(sentence.zone);
        (zone > 0.0).then(|| Unit {
            mass: rubric.mass(sentence.words()),
            zone,
            dilutes: sentence.zone == Zone::Operative && sentence.language.is_some(),
            hits: hits.remove(&index).unwrap_or_default(),
        })
    });
    (units.collect(), missing)
}

fn hit(finding: &Finding) -> Hit {
    Hit {
        charge: finding.charge.clone(),
        span: finding.span,
        force: f64::from(finding.weight) * finding.confidence.factor(),
        strength: finding.severity == Severity::Strength,
    }
}

/// One rule counts once in a sentence: with its strongest finding, at the first of its places.
fn add(hits: &mut Vec<Hit>, hit: Hit) {
    match hits.binary_search_by(|it| it.charge.rule.cmp(&hit.charge.rule)) {
        Err(at) => hits.insert(at, hit),
        Ok(at) => {
            let known = &mut hits[at];
            known.force = known.force.max(hit.force);
            known.span = known.span.min(hit.span);
            known.strength &= hit.strength;
        }
    }
}
