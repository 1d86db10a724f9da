//! What is weighed: sentences with their mass and what was found in them, and what is missing.

use super::Rubric;
use crate::analyze::reading_load;
use crate::document::{Document, OfText, Sentence, Zone};
use crate::finding::{Charge, Finding, Severity};
use crate::span::Span;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A sentence as scores see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its words, within the bounds of the rubric.
    pub mass: f64,
    /// What a finding in it counts for, 0–1.
    pub zone: f64,
    /// Whether it dilutes when nothing is found in it: an operative sentence that could be judged.
    pub dilutes: bool,
    /// How hard it is to read, in thousandths; whole, so that sums don't hang on their order.
    pub reading: u16,
    /// The article it stands in: a number for each article that differs from the others in text.
    pub article: u32,
    /// What was found in it, one for each rule, in order of rule.
    pub hits: Vec<Hit>,
}

/// A rule that found something in a sentence.
#[derive(Debug, Clone, PartialEq)]
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
///
/// A sentence that stands there word for word again is the same one: a copy adds neither weight to
/// what was found in it nor room around what was found elsewhere, so a contract given twice scores
/// as once.
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
    let mut articles = Articles::new(doc);
    let loads = reading_load(doc);
    let mut hits = hits.into_iter().peekable();
    let mut units: Vec<Unit> = Vec::new();
    let wordings = doc.wordings();
    // The unit of each wording.
    let mut known: Vec<Option<usize>> = vec![None; wordings.len()];
    for (sentence, index) in doc.sentences.iter().zip(0..) {
        let hits = hits.next_if(|it| it.0 == index).map_or(Vec::new(), |it| it.1);
        let zone = rubric.zone(sentence.zone);
        if zone <= 0.0 {
            continue;
        }
        let dilutes = sentence.zone == Zone::Operative && sentence.language.is_some();
        let Some(known) = wordings.number(index as usize).and_then(|it| known.get_mut(it)) else {
            continue;
        };
        match *known {
            None => {
                *known = Some(units.len());
                let mass = rubric.mass(sentence.words());
                let load = loads.get(index as usize).copied().unwrap_or(0.0);
                let reading = rubric.reading.of(load);
                let article = articles.of(sentence);
                units.push(Unit { mass, zone, dilutes, reading, article, hits });
            }
            Some(known) => {
                if let Some(unit) = units.get_mut(known) {
                    unit.dilutes |= dilutes;
                    hits.into_iter().for_each(|it| add(&mut unit.hits, it));
                }
            }
        }
    }
    (units, missing)
}

/// The articles of a document, numbered in order of text; those with the same text share a number,
/// so that a contract repeated has no more articles than once.
struct Articles<'a> {
    doc: &'a Document,
    numbers: HashMap<&'a str, u32, OfText>,
    last: Option<(u32, u32)>,
}

impl<'a> Articles<'a> {
    fn new(doc: &'a Document) -> Articles<'a> {
        Articles { doc, numbers: HashMap::default(), last: None }
    }

    /// The number of the article `sentence` stands in; all text outside articles is one.
    fn of(&mut self, sentence: &Sentence) -> u32 {
        let top = sentence.clause.map_or(u32::MAX, |it| self.top(it));
        match self.last {
            Some((known, number)) if known == top => number,
            _ => {
                let text = self.doc.clauses.get(top as usize).map_or("", |it| &self.doc[it.span]);
                let next = self.numbers.len() as u32;
                let number = *self.numbers.entry(text).or_insert(next);
                self.last = Some((top, number));
                number
            }
        }
    }

    /// The clause at the top of the tree that holds `clause`.
    fn top(&self, mut clause: u32) -> u32 {
        // A parent comes before its children, so this ends.
        while let Some(parent) = self.doc.clauses.get(clause as usize).and_then(|it| it.parent)
            && parent < clause
        {
            clause = parent;
        }
        clause
    }
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
