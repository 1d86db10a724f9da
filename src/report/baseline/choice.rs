//! What of all that was found is shown, and in which order.

use super::{Baseline, Conversation, Proposal};
use crate::document::{Document, Sentence};
use crate::finding::{Finding, Severity};
use crate::weave::{Flaw, Norm};
use std::collections::{BTreeMap, BTreeSet};

/// Conversations that are worked out.
const CONVERSATIONS: usize = 3;
/// Strengths that are quoted.
const STRENGTHS: usize = 7;

impl<'a> Baseline<'a> {
    /// One of each rule first, so that they are of many kinds; in order of place.
    pub(super) fn strengths(&self) -> Vec<usize> {
        let mut all = self.indices(|it| !it.absence && it.severity == Severity::Strength);
        all.sort_by(|&a, &b| by_force(self.finding(a), self.finding(b)));
        let mut seen = BTreeSet::new();
        let (mut first, rest): (Vec<usize>, Vec<usize>) =
            all.into_iter().partition(|&it| seen.insert(&self.finding(it).charge.rule));
        first.extend(rest);
        first.truncate(STRENGTHS);
        first.sort_unstable();
        first
    }

    pub(super) fn conversations(&self) -> Vec<Conversation<'a>> {
        let mut themes: BTreeMap<Flaw, (f64, Vec<usize>)> = BTreeMap::new();
        for (index, finding) in self.judged.findings.iter().enumerate() {
            let Some(theme) = theme(finding) else { continue };
            let entry = themes.entry(theme).or_default();
            entry.0 += mass(self.doc(), finding);
            entry.1.push(index);
        }
        let whole: f64 = themes.values().map(|it| it.0).sum();
        let mut themes: Vec<(Flaw, f64, Vec<usize>)> =
            themes.into_iter().map(|(theme, (mass, all))| (theme, mass, all)).collect();
        themes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        themes.truncate(CONVERSATIONS);
        let share = |mass: f64| if whole > 0.0 { mass / whole } else { 0.0 };
        themes.into_iter().map(|it| self.conversation(it.0, share(it.1), it.2)).collect()
    }

    fn conversation(&self, theme: Flaw, share: f64, mut all: Vec<usize>) -> Conversation<'a> {
        let count = all.len();
        all.sort_by(|&a, &b| by_force(self.finding(a), self.finding(b)));
        let mut rules = BTreeSet::new();
        let mut sentences = BTreeSet::new();
        // Two kinds of passage say more than the same kind twice.
        let heaviest: Vec<usize> =
            all.iter().copied().filter(|&it| rules.insert(&self.finding(it).charge.rule)).collect();
        let passages: Vec<usize> = heaviest
            .iter()
            .chain(&all)
            .copied()
            .filter(|&it| !self.finding(it).absence)
            .filter(|&it| sentences.insert(self.finding(it).sentence))
            .take(2)
            .collect();
        let shown: Vec<usize> = passages.iter().chain(&heaviest).copied().collect();
        let mut why: Vec<&str> = Vec::new();
        for &it in &shown {
            let text = self
                .rule(self.finding(it))
                .map_or("", |it| it.page.section(self.language).why.as_str());
            if why.len() < 2 && !text.is_empty() && !why.contains(&text) {
                why.push(text);
            }
        }
        let question = shown.iter().find_map(|&it| self.question(self.finding(it)));
        let rewrite = shown.iter().find_map(|&it| Some((it, self.finding(it).rewrites.first()?)));
        Conversation { theme, share, count, passages, why, question, rewrite }
    }

    pub(super) fn proposals(&self) -> Vec<Proposal<'a>> {
        let mut all = self.indices(|it| !it.absence && !it.rewrites.is_empty());
        all.sort_by(|&a, &b| by_force(self.finding(a), self.finding(b)));
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        let mut proposals: Vec<Proposal> = Vec::new();
        for index in all {
            let finding = self.finding(index);
            match at.get(finding.charge.rule.as_str()) {
                Some(&known) => proposals[known].others.push(index),
                None => {
                    let Some(rewrite) = finding.rewrites.first() else { continue };
                    at.insert(&finding.charge.rule, proposals.len());
                    proposals.push(Proposal { finding: index, rewrite, others: Vec::new() });
                }
            }
        }
        proposals.iter_mut().for_each(|it| it.others.sort_unstable());
        proposals
    }
}

/// The conversation a finding belongs to; none for a strength.
///
/// Findings about norms alone go with the flaw that parties would talk about in the same breath.
pub(in crate::report) fn theme(finding: &Finding) -> Option<Flaw> {
    if finding.severity == Severity::Strength {
        return None;
    }
    let against = || finding.charge.norms.iter().find(|it| it.1 < 0).map(|it| it.0);
    finding.charge.flaws.first().map(|it| it.0).or_else(|| {
        Some(match against()? {
            Norm::Loyalty | Norm::Equity => Flaw::ConflictingInterests,
            Norm::Reciprocity | Norm::Autonomy | Norm::Integrity => Flaw::OneSided,
            Norm::Honesty => Flaw::ExpectationMismatch,
        })
    })
}

/// The severity mass of a finding: the share it takes of its sentence times the words of that
/// sentence (6 to 60, as in scores). What is missing counts as a sentence of 25 words.
pub(in crate::report) fn mass(doc: &Document, finding: &Finding) -> f64 {
    let sentence = finding.sentence.and_then(|it| doc.sentences.get(it as usize));
    let words = match finding.absence {
        true => 25,
        false => sentence.map_or(6, |it: &Sentence| it.words().clamp(6, 60)),
    };
    0.16 * force(finding) * f64::from(words)
}

fn force(finding: &Finding) -> f64 {
    f64::from(finding.weight) * finding.confidence.factor()
}

/// Heaviest first, then in order of place.
fn by_force(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    b.severity
        .cmp(&a.severity)
        .then(force(b).total_cmp(&force(a)))
        .then((a.span, &a.charge.rule).cmp(&(b.span, &b.charge.rule)))
}
