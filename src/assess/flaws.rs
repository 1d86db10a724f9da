//! How strongly a flaw is present: density of what was found, what is missing, the heaviest place.

use super::band::band;
use super::body::{Bodies, Body, Diluting};
use super::share::{Shares, noisy_or, pull, round, saturate, total};
use super::{Hit, Missing, Part, Reason, Rubric, Score, Status, Unit};
use crate::rewrite::Effect;
use crate::weave::Flaw;

/// The figures behind the score of a flaw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlawFigures {
    /// `F`: mass of the hit sentences, each as far as it is hit.
    pub hit: f64,
    /// `U`: mass of the operative sentences without a hit.
    pub free: f64,
    /// `D`: the density, 0–1.
    pub density: f64,
    /// `A`: what is missing, 0–1.
    pub absence: f64,
    /// `P`: the heaviest passage, 0–1.
    pub peak: f64,
    /// `R`: how hard the text is to read, 0–1; of the flaw that is about reading only.
    pub reading: f64,
}

impl FlawFigures {
    /// 0 (not found) to 100 (strongly present).
    pub fn score(self) -> f64 {
        100.0 * noisy_or([self.density, self.absence, self.peak, self.reading])
    }
}

/// The figures of `flaw`. `missing` is what counts as missing; empty where absence is not judged.
pub fn flaw_figures(
    flaw: Flaw,
    units: &[Unit],
    missing: &[Missing],
    rubric: &Rubric,
) -> FlawFigures {
    figures(flaw, &Body::of(units), missing, rubric)
}

fn figures(flaw: Flaw, body: &Body, missing: &[Missing], rubric: &Rubric) -> FlawFigures {
    Tally::of(flaw, body, rubric).figures(flaw, absence(flaw, missing, rubric), rubric)
}

/// What is missing, together (`A`).
fn absence(flaw: Flaw, missing: &[Missing], rubric: &Rubric) -> f64 {
    noisy_or(missing.iter().map(|it| absent(flaw, it))).min(rubric.absence.most)
}

/// What sentences add up to for a flaw.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    hit: f64,
    free: f64,
    heaviest: f64,
    /// Sentences with a finding that is about more than wording.
    substance: u32,
    /// The mass of all that dilutes, and of what of it is hard to read.
    mass: f64,
    hard: f64,
}

impl Tally {
    fn of(flaw: Flaw, body: &Body, rubric: &Rubric) -> Tally {
        let mut tally = Tally::default();
        let mut hit = Vec::new();
        let mut diluting = Diluting::default();
        for unit in &body.found {
            let taken = taken(flaw, unit, rubric);
            if taken > 0.0 {
                hit.push(unit.zone * unit.mass * taken);
                diluting.add(unit);
                tally.heaviest = tally.heaviest.max(taken);
                let beyond = about(flaw, unit).any(|(it, _)| it.charge.effect > Effect::Wording);
                tally.substance += u32::from(beyond);
            }
        }
        if flaw == Flaw::Unreadable {
            (tally.mass, tally.hard) = (body.mass, body.hard(diluting));
        }
        Tally { hit: total(hit), free: body.free(diluting), ..tally }
    }

    fn figures(self, flaw: Flaw, absence: f64, rubric: &Rubric) -> FlawFigures {
        let Tally { hit, free, heaviest, substance, mass, hard } = self;
        let ratio = if hit > 0.0 { hit / (hit + free) } else { 0.0 };
        let peak = if substance == 0 { rubric.peak.wording } else { rubric.peak.substance };
        let density = saturate(ratio, rubric.flaw(flaw));
        let reading = if mass > 0.0 { rubric.reading.most * hard / mass } else { 0.0 };
        FlawFigures { hit, free, density, absence, peak: peak * heaviest, reading }
    }
}

/// The score without each of the articles, when `all` is what all add up to. What is missing stays
/// missing.
fn without_each(
    flaw: Flaw,
    all: Tally,
    articles: &[Body],
    absence: f64,
    rubric: &Rubric,
) -> Vec<f64> {
    let tallies: Vec<Tally> = articles.iter().map(|it| Tally::of(flaw, it, rubric)).collect();
    // The heaviest passage of all, and that of all but its article.
    let mut heaviest: Vec<f64> = tallies.iter().map(|it| it.heaviest).collect();
    heaviest.sort_by(|a, b| b.total_cmp(a));
    let second = heaviest.get(1).copied().unwrap_or(0.0);
    let without = tallies.iter().map(|it| {
        let rest = Tally {
            // Nothing left is nothing, whatever a subtraction leaves in the last place.
            hit: if all.hit - it.hit > 1e-9 { all.hit - it.hit } else { 0.0 },
            free: (all.free - it.free).max(0.0),
            heaviest: if it.heaviest >= all.heaviest { second } else { all.heaviest },
            substance: all.substance - it.substance,
            mass: all.mass - it.mass,
            hard: (all.hard - it.hard).max(0.0),
        };
        rest.figures(flaw, absence, rubric).score()
    });
    without.collect()
}

/// The score of `flaw`, in parts: the points of density, absence and peak, each dealt out to the
/// rules that brought them, and those of reading, which no rule brought.
pub(super) fn flaw_score(
    flaw: Flaw,
    bodies: &Bodies,
    missing: &[Missing],
    confidence: f64,
    rubric: &Rubric,
) -> Score {
    let all = Tally::of(flaw, &bodies.all, rubric);
    let figures = all.figures(flaw, absence(flaw, missing, rubric), rubric);
    let units = &bodies.all.found;
    let value = figures.score();
    let pulls = [figures.density, figures.absence, figures.peak, figures.reading].map(pull);
    let whole: f64 = pulls.iter().sum();
    let points = pulls.map(|it| if whole > 0.0 { value * it / whole } else { 0.0 });

    let mut density = Shares::default();
    let mut peak = Shares::default();
    for unit in units {
        let taken = taken(flaw, unit, rubric);
        if taken <= 0.0 {
            continue;
        }
        let pulls: f64 = about(flaw, unit).map(|(it, role)| pull(force(it, role, rubric))).sum();
        for (hit, role) in about(flaw, unit).filter(|_| pulls > 0.0) {
            let share = pull(force(hit, role, rubric)) / pulls;
            density.add(&hit.charge.rule, unit.zone * unit.mass * taken * share, hit.span);
            if taken >= all.heaviest {
                peak.add(&hit.charge.rule, share, hit.span);
            }
        }
    }
    let mut absence = Shares::default();
    for it in missing.iter().filter(|it| absent(flaw, it) > 0.0) {
        absence.add(&it.charge.rule, pull(absent(flaw, it)), it.span);
    }

    let mut parts: Vec<Part> = density.deal(points[0], Reason::Density);
    parts.extend(absence.deal(points[1], Reason::Absence));
    parts.extend(peak.deal(points[2], Reason::Peak));
    if points[3] > 0.0 {
        parts.push(Part { points: points[3], reason: Reason::Reading, rule: None, spans: vec![] });
    }
    let band = band(value, without_each(flaw, all, &bodies.articles, figures.absence, rubric));
    let value = round(value, &mut parts);
    Score { value: Some(value), band, confidence, status: Status::Scored, parts }
}

/// How far a sentence is hit, 0–1 (`g`).
fn taken(flaw: Flaw, unit: &Unit, rubric: &Rubric) -> f64 {
    noisy_or(about(flaw, unit).map(|(it, role)| force(it, role, rubric)))
}

/// The findings in a sentence that show `flaw`, with the role of each.
fn about(flaw: Flaw, unit: &Unit) -> impl Iterator<Item = (&Hit, f64)> {
    unit.hits
        .iter()
        .filter(|it| !it.strength)
        .filter_map(move |it| Some((it, role(flaw, &it.charge.flaws)?)))
}

fn role(flaw: Flaw, flaws: &[(Flaw, f64)]) -> Option<f64> {
    flaws.iter().find(|it| it.0 == flaw).map(|it| it.1)
}

fn force(hit: &Hit, role: f64, rubric: &Rubric) -> f64 {
    (rubric.step * hit.force * role).min(rubric.most)
}

fn absent(flaw: Flaw, missing: &Missing) -> f64 {
    missing.points * role(flaw, &missing.charge.flaws).unwrap_or(0.0)
}
