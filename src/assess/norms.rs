//! Whether the text carries a norm: supports and violations, each against all that is neither.

use super::band::band;
use super::body::{Bodies, Body, Diluting};
use super::share::{Shares, noisy_or, pull, round, saturate, total};
use super::{Part, Reason, Rubric, Score, Status, Unit};
use crate::weave::Norm;

/// The figures behind the score of a norm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormFigures {
    /// `s`: mass of the sentences that support it, each as far as it does.
    pub supporting: f64,
    /// `v`: mass of the sentences that work against it, each as far as it does.
    pub violating: f64,
    /// `o`: mass of the operative sentences that do neither.
    pub other: f64,
    /// `S`, 0–1.
    pub support: f64,
    /// `V`, 0–1.
    pub violation: f64,
}

impl NormFigures {
    /// 0 (violated) to 100 (carried); nothing where the text is silent, since silence is neither.
    pub fn score(self) -> Option<f64> {
        (self.status() != Status::Silent).then_some(50.0 + 50.0 * (self.support - self.violation))
    }

    /// What the text does with the norm.
    pub fn status(self) -> Status {
        match (self.supporting > 0.0, self.violating > 0.0) {
            (false, false) => Status::Silent,
            (true, false) => Status::Supporting,
            (false, true) => Status::Violating,
            (true, true) => Status::Mixed,
        }
    }
}

/// The figures of `norm`.
pub fn norm_figures(norm: Norm, units: &[Unit], rubric: &Rubric) -> NormFigures {
    figures(norm, tally(norm, &Body::of(units), rubric), rubric)
}

/// `s`, `v` and `o` of some sentences.
fn tally(norm: Norm, body: &Body, rubric: &Rubric) -> [f64; 3] {
    let (mut supporting, mut violating) = (Vec::new(), Vec::new());
    let sides = |it: &Unit| (taken(norm, true, it, rubric), taken(norm, false, it, rubric));
    let mut diluting = Diluting::default();
    for unit in &body.found {
        let (for_it, against) = sides(unit);
        if for_it + against > 0.0 {
            diluting.add(unit);
            supporting.push(unit.zone * unit.mass * for_it);
            violating.push(unit.zone * unit.mass * against);
        }
    }
    [total(supporting), total(violating), body.free(diluting)]
}

fn figures(norm: Norm, [supporting, violating, other]: [f64; 3], rubric: &Rubric) -> NormFigures {
    let side = |mass: f64| match mass > 0.0 {
        true => saturate(mass / (mass + other), rubric.norm(norm)),
        false => 0.0,
    };
    let (support, violation) = (side(supporting), side(violating));
    NormFigures { supporting, violating, other, support, violation }
}

/// The score without each of the articles, when `all` is what all add up to; 50 where nothing is
/// left that speaks of the norm.
fn without_each(norm: Norm, all: [f64; 3], articles: &[Body], rubric: &Rubric) -> Vec<f64> {
    let without = articles.iter().map(|it| {
        let article = tally(norm, it, rubric);
        let rest = [0, 1, 2].map(|at| match all[at] - article[at] {
            // Nothing left is nothing, whatever a subtraction leaves in the last place.
            rest if rest > 1e-9 => rest,
            _ => 0.0,
        });
        figures(norm, rest, rubric).score().unwrap_or(50.0)
    });
    without.collect()
}

/// The score of `norm`, in parts: the middle, what supports it, what works against it.
pub(super) fn norm_score(norm: Norm, bodies: &Bodies, confidence: f64, rubric: &Rubric) -> Score {
    let all = tally(norm, &bodies.all, rubric);
    let figures = figures(norm, all, rubric);
    let units = &bodies.all.found;
    let status = figures.status();
    let Some(value) = figures.score() else {
        return Score { value: None, band: None, confidence, status, parts: Vec::new() };
    };
    let middle = Part { points: 50.0, reason: Reason::Middle, rule: None, spans: Vec::new() };
    let mut parts = vec![middle];
    parts.extend(shares(norm, true, units, rubric).deal(50.0 * figures.support, Reason::Support));
    parts.extend(
        shares(norm, false, units, rubric).deal(-50.0 * figures.violation, Reason::Violation),
    );
    let band = band(value, without_each(norm, all, &bodies.articles, rubric));
    let value = round(value, &mut parts);
    Score { value: Some(value), band, confidence, status, parts }
}

fn shares<'a>(norm: Norm, supports: bool, units: &[&'a Unit], rubric: &Rubric) -> Shares<'a> {
    let mut shares = Shares::default();
    for unit in units {
        let taken = taken(norm, supports, unit, rubric);
        if taken <= 0.0 {
            continue;
        }
        let pulls: f64 = about(norm, supports, unit, rubric).map(|it| pull(it.1)).sum();
        for (hit, force) in about(norm, supports, unit, rubric).filter(|_| pulls > 0.0) {
            let amount = unit.zone * unit.mass * taken * pull(force) / pulls;
            shares.add(&hit.charge.rule, amount, hit.span);
        }
    }
    shares
}

/// How far a sentence supports the norm, or works against it, 0–1.
fn taken(norm: Norm, supports: bool, unit: &Unit, rubric: &Rubric) -> f64 {
    noisy_or(about(norm, supports, unit, rubric).map(|it| it.1))
}

fn about<'a>(
    norm: Norm,
    supports: bool,
    unit: &'a Unit,
    rubric: &Rubric,
) -> impl Iterator<Item = (&'a super::Hit, f64)> {
    let (step, most) = (rubric.step, rubric.most);
    unit.hits
        .iter()
        .filter(move |it| {
            it.charge.norms.iter().any(|&(name, sign)| name == norm && (sign > 0) == supports)
        })
        .map(move |it| (it, (step * it.force).min(most)))
}
