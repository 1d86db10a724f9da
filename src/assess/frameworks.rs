//! The frameworks of relational contracting, laid beside a contract that was judged: positions
//! between poles, the mode of speech, the subjects, and lists of elements that are there or not.
//! Each comes with evidence for and against, what is not there, a confidence and a question; where
//! there is too little to go on, that is the answer.

use super::cues::Cues;
use super::ground::{Ground, level};
use super::ladder::{Ladder, ladder};
use super::polarities::polarities;
use super::speech::speech;
use super::table::{ElementRow, FrameKind, FrameRow, Words, table};
use super::topics::{Topics, topics};
use super::{Assessed, Assessment, Polarity, Rubric, Speech};
use crate::analyze::Facts;
use crate::document::Document;
use crate::finding::Finding;
use crate::language::Language;
use crate::span::Span;

/// All frameworks of a contract.
#[derive(Debug, Clone)]
pub struct Frameworks {
    /// Whether there is enough to go on. Where not, there are no positions and no levels.
    pub enough: bool,
    /// How sure the document allows any of them to be, 0–1.
    pub confidence: f64,
    /// How the contract speaks.
    pub speech: Speech,
    /// What it speaks of.
    pub topics: Topics,
    /// The eight polarities, in the order of the source.
    pub polarities: Vec<Polarity>,
    /// The frameworks that look for elements, or have poles of their own.
    pub cards: Vec<Card>,
}

/// A framework that looks for elements, or has poles of its own.
#[derive(Debug, Clone)]
pub struct Card {
    row: &'static FrameRow,
    /// How sure it is, 0–1: of the document, times how far words can tell.
    pub confidence: f64,
    /// Whether the contract gives reason to look. Where not, there are no levels and positions.
    pub applies: bool,
    /// 0–100 where the framework has a figure of its own.
    pub value: Option<f64>,
    /// Its elements, in order.
    pub elements: Vec<Element>,
    /// Its positions between poles.
    pub poles: Vec<Polarity>,
    /// The element that the contract belongs to, or the two it stands between, as indices.
    pub chosen: Vec<usize>,
    /// Whether it comes with a word of caution.
    cautioned: bool,
    /// Passages that speak against it.
    pub against: Vec<Span>,
}

/// Something that a framework looks for.
#[derive(Debug, Clone)]
pub struct Element {
    row: &'static ElementRow,
    /// 1 where it is there; ½ where it is there in part, in the recitals only, or with something
    /// against it; 0 where it was not found; none where there is too little to go on.
    pub level: Option<f64>,
    /// Passages that show it, in order.
    pub evidence: Vec<Span>,
    /// Passages that speak against it, in order.
    pub against: Vec<Span>,
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

    /// A word of caution.
    pub fn caution(&self, language: Language) -> Option<&'static str> {
        let row = self.row.caution.as_ref().filter(|_| self.cautioned)?;
        Some(match language {
            Language::Dutch => &row.nl,
            Language::English => &row.en,
        })
    }

    /// Whether one of its elements is to be chosen.
    pub fn chooses(&self) -> bool {
        matches!(self.row.kind, FrameKind::Choice | FrameKind::Majority)
    }

    /// What was looked for and not found.
    pub fn absent(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(|it| it.level == Some(0.0))
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

/// Passages kept as evidence for an element, or against it.
const EVIDENCE: usize = 3;
/// What the title of a document weighs beside a sign in its text.
const TITLE: f64 = 3.0;
/// An element that weighs this much of the chosen one, and stands next to it, is chosen as well.
const CLOSE: f64 = 0.8;
/// Passages from which a majority says anything.
const MAJORITY: usize = 2;

/// The frameworks of `doc`, which has the scores in `assessment`. `findings` are all that count in
/// those scores, decided or not: what was decided is still in the text.
pub fn frameworks(
    doc: &Document,
    facts: &Facts,
    findings: &[Finding],
    assessment: &Assessment,
) -> Frameworks {
    let rubric = Rubric::builtin();
    let cues = Cues::of_document(doc);
    let enough = assessment.evidence.assessed != Assessed::No;
    let speech = speech(doc, &cues, rubric);
    let topics = topics(doc, rubric);
    let row = table().frame.iter().find(|it| it.kind == FrameKind::Ladder);
    let steps = row.map(|it| ladder(doc, &cues, it));
    let ground = Ground {
        doc,
        facts,
        findings,
        assessment,
        units: &assessment.units,
        cues: &cues,
        speech,
        topics: &topics,
        rubric,
        ladder: steps.as_ref().map_or(0.0, |it| it.value),
    };
    let cards = table().frame.iter().map(|row| card(&ground, row, steps.as_ref(), enough));
    let cards = cards.collect();
    let polarities = polarities(&ground, &table().polarity, enough);
    let confidence = assessment.evidence.confidence;
    Frameworks { enough, confidence, speech, topics, polarities, cards }
}

fn card(ground: &Ground, row: &'static FrameRow, steps: Option<&Ladder>, enough: bool) -> Card {
    let applies = row.when.is_empty() || row.when.iter().any(|it| ground.strength(it) > 0.0);
    let told = enough && applies;
    let steps = steps.filter(|_| row.kind == FrameKind::Ladder);
    let mut elements: Vec<Element> = match steps {
        Some(ladder) => {
            row.elements.iter().zip(&ladder.steps).map(|(row, it)| step(ground, row, it)).collect()
        }
        None => row.elements.iter().map(|row| element(ground, row)).collect(),
    };
    let chosen = match row.kind {
        FrameKind::Choice if told => choice(&weights(ground, row)),
        FrameKind::Majority if told => majority(ground, row),
        _ => Vec::new(),
    };
    if !told {
        elements.iter_mut().for_each(|it| it.level = None);
    }
    let cautioned = row.caution.as_ref().is_some_and(|caution| {
        let chosen = chosen.iter().filter_map(|it| row.elements.get(*it));
        let concerned = chosen.into_iter().any(|it| caution.of.contains(&it.id));
        concerned && caution.unless.iter().all(|it| ground.strength(it) == 0.0)
    });
    let confidence = ground.assessment.evidence.confidence * row.sure.factor();
    let mut against = ground.passages(&row.against);
    against.truncate(EVIDENCE);
    Card {
        row,
        confidence: (confidence * 100.0).round() / 100.0,
        applies,
        value: steps.filter(|_| told).map(|it| it.value),
        elements,
        poles: polarities(ground, &row.poles, told),
        chosen,
        cautioned,
        against,
    }
}

/// A step of the ladder.
fn step(ground: &Ground, row: &'static ElementRow, found: &[u32]) -> Element {
    let at = |it: &u32| Some(ground.doc.sentences.get(*it as usize)?.span);
    let evidence = found.iter().filter_map(at).take(EVIDENCE).collect();
    Element { row, level: Some(level(ground.doc, found)), evidence, against: Vec::new() }
}

fn element(ground: &Ground, row: &'static ElementRow) -> Element {
    let most = |inputs: &[super::table::Input]| {
        inputs.iter().map(|it| ground.strength(it)).fold(0.0, f64::max)
    };
    let sign = most(&row.signs);
    let whole = row.with.is_empty() || most(&row.with) > 0.0;
    let opposed = most(&row.against) >= 1.0;
    let level = match sign {
        it if it >= 1.0 && whole && !opposed => 1.0,
        it if it > 0.0 => 0.5,
        _ => 0.0,
    };
    let mut evidence = ground.passages(&row.signs);
    evidence.truncate(EVIDENCE);
    let mut against = ground.passages(&row.against);
    against.truncate(EVIDENCE);
    Element { row, level: Some(level), evidence, against }
}

/// How much points to each element: the title of the document, and signs in its text.
fn weights(ground: &Ground, row: &FrameRow) -> Vec<f64> {
    let weigh = |it: &ElementRow| {
        let titled = it.title.as_ref().is_some_and(|it| ground.cues.titled(it));
        let signs: f64 = it.signs.iter().map(|it| ground.strength(it)).sum();
        signs + if titled { TITLE } else { 0.0 }
    };
    row.elements.iter().map(weigh).collect()
}

/// The element with most weight, the first of equals, with its neighbour where that comes close.
fn choice(weights: &[f64]) -> Vec<usize> {
    let most = weights.iter().copied().fold(0.0, f64::max);
    let Some(best) = weights.iter().position(|it| *it >= most).filter(|_| most >= 1.0) else {
        return Vec::new();
    };
    let near = [best.checked_sub(1), Some(best + 1)].into_iter().flatten();
    let close =
        near.filter(|it| weights.get(*it).is_some_and(|it| *it > 0.0 && *it >= CLOSE * most));
    let mut chosen: Vec<usize> = close.take(1).chain([best]).collect();
    chosen.sort_unstable();
    chosen
}

/// The element that most passages show, where no other has as many.
fn majority(ground: &Ground, row: &FrameRow) -> Vec<usize> {
    let counts: Vec<usize> =
        row.elements.iter().map(|it| ground.passages(&it.signs).len()).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    let leading: Vec<usize> = (0..counts.len()).filter(|it| counts[*it] == most).collect();
    match leading[..] {
        [one] if most >= MAJORITY => vec![one],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_is_chosen_with_a_neighbour_that_comes_close() {
        assert_eq!(choice(&[0.0, 1.0, 5.0, 3.0, 0.0]), [2]);
        assert_eq!(choice(&[0.0, 1.0, 5.0, 4.0, 0.0]), [2, 3]);
        assert_eq!(choice(&[3.0, 0.0, 3.0, 0.0, 0.0]), [0]);
        assert!(choice(&[0.5, 0.0, 0.0, 0.0, 0.0]).is_empty());
        assert!(choice(&[]).is_empty());
    }

    #[test]
    fn the_first_kind_of_each_that_tells_more_is_there() {
        let kinds: Vec<FrameKind> = table().frame.iter().map(|it| it.kind).collect();
        for kind in [FrameKind::Ladder, FrameKind::Choice, FrameKind::Majority] {
            assert_eq!(kinds.iter().filter(|it| **it == kind).count(), 1, "{kind:?}");
        }
        let ladder = table().frame.iter().find(|it| it.kind == FrameKind::Ladder);
        assert_eq!(ladder.map(|it| it.elements.len()), Some(5));
    }
}
