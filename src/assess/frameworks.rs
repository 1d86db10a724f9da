//! The frameworks of relational contracting, laid beside a contract that was judged: positions
//! between poles, the mode of speech, and lists of elements that are there or not. Each comes with
//! its evidence and a question; where there is too little to go on, that is the answer.

use super::cues::{Cues, ElementRow, FrameRow, Words, table};
use super::polarities::{Ground, level, polarities, sentences};
use super::speech::speech;
use super::{Assessed, Assessment, Polarity, Rubric, Speech, units};
use crate::analyze::Facts;
use crate::document::Document;
use crate::finding::Finding;
use crate::language::Language;
use crate::span::Span;
use crate::weave::Norm;
use std::collections::BTreeSet;

/// All frameworks of a contract.
#[derive(Debug, Clone)]
pub struct Frameworks {
    /// Whether there is enough to go on. Where not, there are no positions and no levels.
    pub enough: bool,
    /// How sure all of them are, 0–1.
    pub confidence: f64,
    /// How the contract speaks.
    pub speech: Speech,
    /// The eight polarities, in the order of the source.
    pub polarities: Vec<Polarity>,
    /// The frameworks that are lists of elements.
    pub cards: Vec<Card>,
}

/// A framework that is a list of elements.
#[derive(Debug, Clone)]
pub struct Card {
    row: &'static FrameRow,
    /// 0–100 where the framework has a figure of its own.
    pub value: Option<f64>,
    /// Its elements, in order.
    pub elements: Vec<Element>,
    /// Passages that speak against it.
    pub against: Vec<Span>,
}

/// Something that a framework looks for.
#[derive(Debug, Clone)]
pub struct Element {
    row: &'static ElementRow,
    /// 1 where it is there, ½ where it is there in part or in the recitals only, 0 where it was
    /// not found; none where there is too little to go on.
    pub level: Option<f64>,
    /// Passages that show it, in order.
    pub evidence: Vec<Span>,
}

impl Card {
    /// The name in JSON: `ladder`.
    pub fn id(&self) -> &'static str {
        &self.row.id
    }

    /// Its title.
    pub fn title(&self, language: Language) -> &'static str {
        &self.words(language).title
    }

    /// What it is about, in a sentence or two.
    pub fn lead(&self, language: Language) -> &'static str {
        &self.words(language).lead
    }

    /// The question it raises.
    pub fn question(&self, language: Language) -> &'static str {
        &self.words(language).question
    }

    fn words(&self, language: Language) -> &'static Words {
        match language {
            Language::Dutch => &self.row.nl,
            Language::English => &self.row.en,
        }
    }
}

impl Element {
    /// The name in JSON: `talk`.
    pub fn id(&self) -> &'static str {
        &self.row.id
    }

    /// Its name in a report.
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Dutch => &self.row.nl,
            Language::English => &self.row.en,
        }
    }
}

/// Passages kept as evidence for an element.
const EVIDENCE: usize = 3;
/// What each step before the court weighs in the ladder (wn-1, B9).
const STEPS: [f64; 4] = [0.20, 0.35, 0.20, 0.25];
/// Sentences around one about a dispute that are searched where no clause holds them together.
const NEAR: u32 = 3;

/// The frameworks of `doc`, which has the scores in `assessment`.
pub fn frameworks(
    doc: &Document,
    facts: &Facts,
    findings: &[Finding],
    assessment: &Assessment,
) -> Frameworks {
    let rubric = Rubric::builtin();
    let cues = Cues::of_document(doc);
    let (units, _) = units(doc, findings, rubric);
    let enough = assessment.evidence.assessed != Assessed::No;
    let speech = speech(doc, &cues, rubric);
    let ground = Ground { doc, findings, assessment, units: &units, cues: &cues, speech, rubric };
    let mut cards = vec![definition(&ground, facts), ladder(&ground)];
    cards.extend(table().frame.iter().map(|row| card(&ground, row)));
    if !enough {
        for card in &mut cards {
            card.value = None;
            card.elements.iter_mut().for_each(|it| it.level = None);
        }
    }
    Frameworks {
        enough,
        confidence: assessment.evidence.confidence,
        speech,
        polarities: polarities(&ground, enough),
        cards,
    }
}

/// A framework whose elements are told by cues alone.
fn card(ground: &Ground, row: &'static FrameRow) -> Card {
    let elements = row.elements.iter().map(|row| {
        let found = all(ground, &row.cues);
        element(ground, row, level(ground.doc, &found), &found)
    });
    let against = all(ground, &row.against);
    Card {
        row,
        value: None,
        elements: elements.collect(),
        against: sentences(ground.doc, &against).take(EVIDENCE).collect(),
    }
}

fn element(ground: &Ground, row: &'static ElementRow, level: f64, found: &[u32]) -> Element {
    let evidence = sentences(ground.doc, found).take(EVIDENCE).collect();
    Element { row, level: Some(level), evidence }
}

/// The sentences that have one of the cues, in order.
fn all(ground: &Ground, names: &[String]) -> Vec<u32> {
    let found: BTreeSet<u32> = names.iter().flat_map(|it| ground.cues.of(it)).copied().collect();
    found.into_iter().collect()
}

/// The definition of a relational contract (wn-1, B2), but for D3, which needs topics of clauses.
fn definition(ground: &Ground, facts: &Facts) -> Card {
    let row = &table().definition;
    let doc = ground.doc;
    let elements = row.elements.iter().map(|row| {
        let (level, found) = match row.id.as_str() {
            "norms" => norms(ground),
            "goals" => {
                let found = all(ground, &["purpose".to_owned()]);
                let seen = level(doc, ground.cues.of("measure")) > 0.0;
                let whole = level(doc, &found) == 1.0 && seen;
                (if whole { 1.0 } else { level(doc, &found).min(0.5) }, found)
            }
            "alignment" => {
                let found = all(ground, &["rhythm".to_owned()]);
                let whole = level(doc, &found) == 1.0 && !ground.cues.of("interests").is_empty();
                (if whole { 1.0 } else { level(doc, &found).min(0.5) }, found)
            }
            "full-relations" => full_relations(ground),
            _ => {
                let signs = [facts.parties.len() >= 2, !facts.duties.is_empty()];
                (0.5 * signs.into_iter().filter(|it| *it).count() as f64, Vec::new())
            }
        };
        element(ground, row, level, &found)
    });
    Card { row, value: None, elements: elements.collect(), against: Vec::new() }
}

/// D1: three norms or more, each supported in two articles or more; half where in fewer.
fn norms(ground: &Ground) -> (f64, Vec<u32>) {
    let mut found: BTreeSet<u32> = BTreeSet::new();
    let (mut once, mut often) = (0, 0);
    for norm in Norm::ALL {
        let mut articles: BTreeSet<u32> = BTreeSet::new();
        for unit in ground.units {
            for hit in unit.hits.iter().filter(|it| it.charge.norms.contains(&(norm, 1))) {
                articles.insert(unit.article);
                found.extend(ground.doc.sentence_at(hit.span.start));
            }
        }
        once += usize::from(!articles.is_empty());
        often += usize::from(articles.len() >= 2);
    }
    let level = match (often, once) {
        (3.., _) => 1.0,
        (_, 3..) => 0.5,
        _ => 0.0,
    };
    (level, found.into_iter().collect())
}

/// D5: autonomy and reciprocity both supported, and no grave passage against either.
fn full_relations(ground: &Ground) -> (f64, Vec<u32>) {
    let both = [Norm::Autonomy, Norm::Reciprocity];
    let supported = both.into_iter().all(|it| ground.sides(it).0 > 0.0);
    let grave = ground.findings.iter().any(|it| {
        it.weight >= 4 && both.into_iter().any(|norm| it.charge.norms.contains(&(norm, -1)))
    });
    let shows = |it: &&Finding| both.into_iter().any(|norm| it.charge.norms.contains(&(norm, 1)));
    let found: BTreeSet<u32> =
        ground.findings.iter().filter(shows).filter_map(|it| it.sentence).collect();
    let level = match (supported, grave) {
        (true, false) => 1.0,
        (true, true) => 0.5,
        _ => 0.0,
    };
    (level, found.into_iter().collect())
}

/// The conflict ladder (wn-1, B9): which steps are there, and do they come in order?
fn ladder(ground: &Ground) -> Card {
    let row = &table().ladder;
    let about = around_disputes(ground);
    let steps: Vec<Vec<u32>> = row
        .elements
        .iter()
        .map(|row| all(ground, &row.cues).into_iter().filter(|it| about.contains(it)).collect())
        .collect();
    let firsts: Vec<u32> = steps.iter().filter_map(|it| it.first().copied()).collect();
    let pairs = || (0..firsts.len()).flat_map(|a| (a + 1..firsts.len()).map(move |b| (a, b)));
    let ordered = pairs().filter(|&(a, b)| firsts[a] <= firsts[b]).count();
    let order = match pairs().count() {
        0 => 1.0,
        count => ordered as f64 / count as f64,
    };
    let present: f64 = STEPS
        .iter()
        .zip(&steps)
        .map(|(weight, it)| if it.is_empty() { 0.0 } else { *weight })
        .sum();
    let bypass: Vec<u32> = all(ground, &row.against);
    let deadline = ground.cues.of("deadline");
    let timed = steps.iter().take(4).flatten().any(|it| deadline.binary_search(it).is_ok());
    let value = 100.0
        * present
        * order
        * if bypass.is_empty() { 1.0 } else { 0.7 }
        * if timed { 1.0 } else { 0.8 };
    let elements = row
        .elements
        .iter()
        .zip(&steps)
        .map(|(row, found)| element(ground, row, level(ground.doc, found), found));
    Card {
        row,
        value: Some((value * 10.0).round() / 10.0),
        elements: elements.collect(),
        against: sentences(ground.doc, &bypass).take(EVIDENCE).collect(),
    }
}

/// The sentences of every article that speaks of disputes, and those near one that stands in none.
fn around_disputes(ground: &Ground) -> BTreeSet<u32> {
    let doc = ground.doc;
    let mut about = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for &at in ground.cues.of("conflict") {
        match doc.sentences.get(at as usize).and_then(|it| it.clause) {
            None => about.extend(at.saturating_sub(NEAR)..=at + NEAR),
            Some(mut clause) => {
                while let Some(parent) = doc.clauses.get(clause as usize).and_then(|it| it.parent)
                    && parent < clause
                {
                    clause = parent;
                }
                if seen.insert(clause)
                    && let Some(clause) = doc.clauses.get(clause as usize)
                {
                    about.extend(clause.sentences.0..clause.sentences.1);
                }
            }
        }
    }
    about
}
