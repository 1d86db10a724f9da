//! What frameworks are made of: each input with how much of it there is, whether it is there, and
//! the passages that show it.

use super::cues::Cues;
use super::table::{Input, Measure};
use super::topics::Topics;
use super::{Assessment, Rubric, Speech, Unit, flaw_figures};
use crate::analyze::Facts;
use crate::document::{Document, Zone};
use crate::finding::{Finding, Severity};
use crate::span::Span;
use crate::weave::{Flaw, Norm};
use std::collections::BTreeSet;

/// A contract with all that was told of it.
pub(super) struct Ground<'a> {
    pub(super) doc: &'a Document,
    pub(super) facts: &'a Facts,
    pub(super) findings: &'a [Finding],
    pub(super) assessment: &'a Assessment,
    pub(super) units: &'a [Unit],
    pub(super) cues: &'a Cues,
    pub(super) speech: Speech,
    pub(super) topics: &'a Topics,
    pub(super) rubric: &'a Rubric,
    /// The conflict ladder, 0–100.
    pub(super) ladder: f64,
}

/// The directive share from which a text leans to commanding.
const DIRECTIVE: f64 = 0.70;
/// The share of relational subjects from which the relation has a place of its own.
const RELATIONAL: f64 = 0.15;
/// From here a density, or a violation, is more than a trace.
const CLEAR: f64 = 0.25;

impl Ground<'_> {
    /// How much of it there is, 0–1.
    pub(super) fn value(&self, input: &Input) -> f64 {
        match input {
            Input::Support(norm) => self.sides(*norm).0,
            Input::Violation(norm) => self.sides(*norm).1,
            Input::Shows(flaw) => self.density(*flaw),
            Input::Measure(Measure::DirectiveSpeech) => self
                .speech
                .ratio()
                .map_or(0.0, |it| ((it - DIRECTIVE) / (1.0 - DIRECTIVE)).clamp(0.0, 1.0)),
            Input::Measure(Measure::SubstantiveSpeech) => {
                self.speech.ratio().map_or(0.0, |it| ((DIRECTIVE - it) / DIRECTIVE).clamp(0.0, 1.0))
            }
            _ => self.strength(input),
        }
    }

    /// 1 where it is there, ½ where it is there in part or in the recitals only, else 0.
    pub(super) fn strength(&self, input: &Input) -> f64 {
        let step = |value: f64| match value {
            it if it >= CLEAR => 1.0,
            it if it > 0.0 => 0.5,
            _ => 0.0,
        };
        match input {
            Input::Cue(name) => level(self.doc, self.cues.of(name)),
            Input::Support(norm) => {
                let zones = self.of_norm(*norm, 1).filter_map(|it| self.zone(it.span));
                zones.map(|it| if it == Zone::Operative { 1.0 } else { 0.5 }).fold(0.0, f64::max)
            }
            Input::Violation(norm) => step(self.sides(*norm).1),
            Input::Shows(flaw) => step(self.density(*flaw)),
            Input::Topic(name) => self.topics.about(name).next().map_or(0.0, |_| 1.0),
            Input::Measure(measure) => self.measured(*measure),
        }
    }

    /// The passages that show any of `inputs`, in order, one of a sentence.
    pub(super) fn passages(&self, inputs: &[Input]) -> Vec<Span> {
        let mut spans: Vec<Span> = inputs.iter().flat_map(|it| self.of_input(it)).collect();
        spans.sort_unstable();
        self.one_of_a_sentence(&mut spans);
        spans
    }

    /// The same, those of findings first and the weightiest of them in front.
    pub(super) fn weightiest(&self, inputs: &[Input]) -> Vec<Span> {
        let of_findings = |it: &Finding| {
            inputs.iter().any(|input| match input {
                Input::Support(norm) => it.charge.norms.contains(&(*norm, 1)),
                Input::Violation(norm) => it.charge.norms.contains(&(*norm, -1)),
                Input::Shows(flaw) => shows(it, *flaw),
                _ => false,
            })
        };
        let there = self.findings.iter().filter(|it| !it.absence);
        let mut found: Vec<&Finding> = there.filter(|it| of_findings(it)).collect();
        let force = |it: &Finding| f64::from(it.weight) * it.confidence.factor();
        found.sort_by(|a, b| force(b).total_cmp(&force(a)).then(a.span.cmp(&b.span)));
        let mut spans: Vec<Span> = found.into_iter().map(|it| it.span).collect();
        let others = inputs
            .iter()
            .filter(|it| !matches!(it, Input::Support(_) | Input::Violation(_) | Input::Shows(_)));
        spans.extend(others.flat_map(|it| self.of_input(it)));
        self.one_of_a_sentence(&mut spans);
        spans
    }

    fn one_of_a_sentence(&self, spans: &mut Vec<Span>) {
        let mut seen = BTreeSet::new();
        spans.retain(|it| seen.insert(self.doc.sentence_at(it.start)));
    }

    fn of_input(&self, input: &Input) -> Vec<Span> {
        match input {
            Input::Cue(name) => self.spans(self.cues.of(name)),
            Input::Support(norm) => self.of_norm(*norm, 1).map(|it| it.span).collect(),
            Input::Violation(norm) => self.of_norm(*norm, -1).map(|it| it.span).collect(),
            Input::Shows(flaw) => {
                let there = self.findings.iter().filter(|it| !it.absence && shows(it, *flaw));
                there.map(|it| it.span).collect()
            }
            Input::Topic(name) => self.topics.about(name).collect(),
            Input::Measure(measure) => match measure {
                Measure::Norms => Norm::ALL
                    .into_iter()
                    .flat_map(|it| self.of_norm(it, 1))
                    .map(|it| it.span)
                    .collect(),
                Measure::FullRelations => [Norm::Autonomy, Norm::Reciprocity]
                    .into_iter()
                    .flat_map(|it| self.of_norm(it, 1))
                    .map(|it| it.span)
                    .collect(),
                // What comes second shows nothing.
                Measure::RelationFirst | Measure::LegalFirst if self.measured(*measure) == 0.0 => {
                    Vec::new()
                }
                Measure::RelationFirst => self.topics.firsts().0.into_iter().collect(),
                Measure::LegalFirst => self.topics.firsts().1.into_iter().collect(),
                Measure::InterestsOfEach => self.spans(self.cues.of("interests")),
                _ => Vec::new(),
            },
        }
    }

    fn spans(&self, sentences: &[u32]) -> Vec<Span> {
        let at = |it: &u32| Some(self.doc.sentences.get(*it as usize)?.span);
        sentences.iter().filter_map(at).collect()
    }

    fn of_norm(&self, norm: Norm, sign: i8) -> impl Iterator<Item = &Finding> {
        let there = self.findings.iter().filter(|it| !it.absence);
        there.filter(move |it| it.charge.norms.contains(&(norm, sign)))
    }

    fn zone(&self, span: Span) -> Option<Zone> {
        let sentence = self.doc.sentence_at(span.start)?;
        Some(self.doc.sentences.get(sentence as usize)?.zone)
    }

    fn density(&self, flaw: Flaw) -> f64 {
        flaw_figures(flaw, self.units, &[], self.rubric).density
    }

    /// Support and violation of a norm, each 0–1.
    fn sides(&self, norm: Norm) -> (f64, f64) {
        let score = self.assessment.norms.iter().find(|it| it.0 == norm);
        let (support, violation) = score.map_or((0.0, 0.0), |it| it.1.sides());
        (support / 100.0, violation / 100.0)
    }

    fn measured(&self, measure: Measure) -> f64 {
        let is = |it: bool| if it { 1.0 } else { 0.0 };
        match measure {
            Measure::DirectiveSpeech => is(self.speech.ratio().is_some_and(|it| it >= 0.9)),
            Measure::SubstantiveSpeech => is(self.speech.ratio().is_some_and(|it| it < DIRECTIVE)),
            Measure::Norms => self.norms(),
            Measure::RelationFirst => is(match self.topics.firsts() {
                (Some(relation), legal) => legal.is_none_or(|it| relation < it),
                _ => false,
            }),
            Measure::LegalFirst => is(match self.topics.firsts() {
                (relation, Some(legal)) => relation.is_none_or(|it| legal < it),
                _ => false,
            }),
            Measure::RelationalShare => {
                is(self.topics.shares().is_some_and(|it| it[2] >= RELATIONAL))
            }
            Measure::FullRelations => self.full_relations(),
            Measure::Commitment => {
                0.5 * (is(self.facts.parties.len() >= 2) + is(!self.facts.duties.is_empty()))
            }
            Measure::InterestsOfEach => self.interests_of_each(),
            Measure::PlainLanguage => {
                let commanding = self.speech.ratio().is_some_and(|it| it >= DIRECTIVE);
                match self.density(Flaw::Unreadable) {
                    it if it < CLEAR && !commanding => 1.0,
                    it if it < 2.0 * CLEAR => 0.5,
                    _ => 0.0,
                }
            }
            Measure::Ladder => match self.ladder {
                it if it >= 60.0 => 1.0,
                it if it >= 20.0 => 0.5,
                _ => 0.0,
            },
        }
    }

    /// Three norms or more, each supported in two articles or more; half where in fewer.
    fn norms(&self) -> f64 {
        let (mut once, mut often) = (0, 0);
        for norm in Norm::ALL {
            let hit =
                |unit: &&Unit| unit.hits.iter().any(|it| it.charge.norms.contains(&(norm, 1)));
            let articles: BTreeSet<u32> =
                self.units.iter().filter(hit).map(|it| it.article).collect();
            once += usize::from(!articles.is_empty());
            often += usize::from(articles.len() >= 2);
        }
        match (often, once) {
            (3.., _) => 1.0,
            (_, 3..) => 0.5,
            _ => 0.0,
        }
    }

    /// Autonomy and reciprocity both supported, and no grave passage against either.
    fn full_relations(&self) -> f64 {
        let both = [Norm::Autonomy, Norm::Reciprocity];
        let supported = both.into_iter().all(|it| self.sides(it).0 > 0.0);
        let grave = self.findings.iter().any(|it| {
            it.weight >= 4 && both.into_iter().any(|norm| it.charge.norms.contains(&(norm, -1)))
        });
        match (supported, grave) {
            (true, false) => 1.0,
            (true, true) => 0.5,
            _ => 0.0,
        }
    }

    /// Interests of two parties, or of all together, are named; half where of one.
    fn interests_of_each(&self) -> f64 {
        let mut parties = BTreeSet::new();
        let sentences = self.cues.of("interests").iter();
        for sentence in sentences.filter_map(|it| self.doc.sentences.get(*it as usize)) {
            let words = self.doc.tokens_of(sentence).iter().map(|it| self.doc.words.get(it.word));
            if words.into_iter().any(|it| TOGETHER.contains(&it)) {
                return 1.0;
            }
            for (at, party) in self.facts.parties.iter().enumerate() {
                if party.mentions.iter().any(|it| sentence.span.contains(*it)) {
                    parties.insert(at);
                }
            }
        }
        match parties.len() {
            0 => 0.0,
            1 => 0.5,
            _ => 1.0,
        }
    }
}

/// Words that speak of all parties.
const TOGETHER: [&str; 11] = [
    "partijen", "elkaars", "ieders", "wij", "onze", "beide", "parties", "each", "both", "our",
    "everyone",
];

fn shows(finding: &Finding, flaw: Flaw) -> bool {
    let strength = finding.severity == Severity::Strength;
    !strength && finding.charge.flaws.iter().any(|it| it.0 == flaw)
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
