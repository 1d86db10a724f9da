//! Which finding of the old version is which of the new one.

use super::align::{Aligned, overlap};
use super::vocabulary::Units;
use super::{Change, Lot, Trace, Version};
use crate::finding::Finding;
use crate::rule::{Each, Rules};
use crate::span::Span;
use std::collections::{BTreeMap, VecDeque};

/// Shared words over those of the smaller sentence from which a finding of the same rule in the
/// same clause is the same.
const SAME_CLAUSE: f64 = 0.4;
/// The same in another clause.
const OTHER_CLAUSE: f64 = 0.7;
/// Words that a sentence needs to be known again in another clause.
const TELLING: usize = 5;
/// Most pairs of one rule that are looked at across clauses.
const PAIRS: usize = 10_000;

/// Traces every finding: those of the new version in their order, then what is gone.
pub(super) fn matching(
    rules: &Rules,
    old: (&Version, &Units),
    new: (&Version, &Units),
    aligned: &Aligned,
) -> Vec<Trace> {
    let old = Side::of(old.0, old.1, &aligned.of_old);
    let new = Side::of(new.0, new.1, &aligned.of_new);
    let mut traces =
        Traces { of_new: vec![None; new.findings.len()], taken: vec![false; old.findings.len()] };
    // The same rule and words: in the same clause first, then anywhere.
    traces.pair(&old, &new, |side, at| {
        let it = side.findings.get(at)?;
        Some((
            it.charge.rule.as_str(),
            it.fingerprint.as_str(),
            Some(side.groups.get(at).copied()??),
        ))
    });
    traces.pair(&old, &new, |side, at| {
        let it = side.findings.get(at)?;
        Some((it.charge.rule.as_str(), it.fingerprint.as_str(), None::<usize>))
    });
    // A rule that speaks once about the whole contract says the same, wherever it points.
    traces.pair(&old, &new, |side, at| {
        let it = side.findings.get(at)?;
        let whole = |id: &str| rules.get(id).is_some_and(|it| it.record.each == Each::Contract);
        let of_whole = it.absence || whole(&it.charge.rule);
        of_whole.then_some((it.charge.rule.as_str(), "", None::<usize>))
    });
    traces.reworded(&old, &new);

    let mut out: Vec<Trace> = Vec::with_capacity(new.findings.len());
    for (at, of) in traces.of_new.iter().enumerate() {
        let lot = match of {
            None => Lot::New,
            Some(before) => lot(&old, *before, &new, at, aligned),
        };
        out.push(Trace { lot, old: *of, new: Some(at) });
    }
    let gone = traces.taken.iter().enumerate().filter(|it| !it.1);
    out.extend(gone.map(|(at, _)| Trace { lot: Lot::Gone, old: Some(at), new: None }));
    out
}

/// One version's findings, with the words of each and the group of clauses it stands in.
struct Side<'a> {
    findings: &'a [Finding],
    words: Vec<Vec<u32>>,
    groups: Vec<Option<usize>>,
}

impl<'a> Side<'a> {
    fn of(version: &Version<'a>, units: &Units, of_unit: &[usize]) -> Side<'a> {
        let doc = version.document;
        let place = |it: &Finding| -> Span {
            let sentence = it.sentence.and_then(|it| doc.sentences.get(it as usize));
            sentence.map_or(it.span, |it| it.span)
        };
        let group = |it: &Finding| {
            let unit = units.at(it.span.start).filter(|_| !it.absence)?;
            of_unit.get(unit).copied()
        };
        Side {
            findings: version.findings,
            words: version.findings.iter().map(|it| units.words(doc, place(it))).collect(),
            groups: version.findings.iter().map(group).collect(),
        }
    }
}

struct Traces {
    /// The earlier self of each new finding.
    of_new: Vec<Option<usize>>,
    /// Old findings that have a later self.
    taken: Vec<bool>,
}

impl Traces {
    fn take(&mut self, old: usize, new: usize) {
        self.of_new[new] = Some(old);
        self.taken[old] = true;
    }

    /// Pairs what is left by equal keys, in order.
    fn pair<'s, K: Ord>(
        &mut self,
        old: &'s Side,
        new: &'s Side,
        key: impl Fn(&'s Side, usize) -> Option<K>,
    ) {
        let mut queues: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for at in (0..self.taken.len()).filter(|it| !self.taken[*it]) {
            if let Some(key) = key(old, at) {
                queues.entry(key).or_default().push_back(at);
            }
        }
        for at in 0..self.of_new.len() {
            if self.of_new[at].is_some() {
                continue;
            }
            let queue = key(new, at).and_then(|it| queues.get_mut(&it));
            if let Some(partner) = queue.and_then(VecDeque::pop_front) {
                self.take(partner, at);
            }
        }
    }

    /// Pairs what is left of each rule by shared words, most shared first; across clauses only
    /// where the sentence tells enough.
    fn reworded(&mut self, old: &Side, new: &Side) {
        let mut by_rule: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for at in (0..self.taken.len()).filter(|it| !self.taken[*it]) {
            by_rule.entry(&old.findings[at].charge.rule).or_default().0.push(at);
        }
        for at in (0..self.of_new.len()).filter(|it| self.of_new[*it].is_none()) {
            by_rule.entry(&new.findings[at].charge.rule).or_default().1.push(at);
        }
        for (olds, news) in by_rule.into_values() {
            let across = olds.len().saturating_mul(news.len()) <= PAIRS;
            let mut in_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for &at in &news {
                in_group.entry(new.groups[at].unwrap_or(usize::MAX)).or_default().push(at);
            }
            let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
            for &i in &olds {
                let same = old.groups[i].and_then(|it| in_group.get(&it));
                let others = if across { Some(&news) } else { same };
                for &j in others.into_iter().flatten() {
                    let (a, b) = (&old.words[i], &new.words[j]);
                    let share = overlap(a, b, usize::min);
                    let same = old.groups[i].is_some() && old.groups[i] == new.groups[j];
                    let telling = a.len().min(b.len()) >= TELLING;
                    if same && share >= SAME_CLAUSE {
                        pairs.push((share + 1.0, i, j));
                    } else if telling && share >= OTHER_CLAUSE {
                        pairs.push((share, i, j));
                    }
                }
            }
            pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
            for (_, i, j) in pairs {
                if !self.taken[i] && self.of_new[j].is_none() {
                    self.take(i, j);
                }
            }
        }
    }
}

/// What became of a finding that is there in both.
fn lot(old: &Side, before: usize, new: &Side, after: usize, aligned: &Aligned) -> Lot {
    let (was, is) = (&old.findings[before], &new.findings[after]);
    if was.absence && is.absence {
        return Lot::Kept;
    }
    if was.fingerprint != is.fingerprint {
        return Lot::Reworded;
    }
    let same = old.groups[before] == new.groups[after];
    let group = new.groups[after].and_then(|it| aligned.groups.get(it));
    let moved = group.is_some_and(|it| it.moved || it.change == Change::Moved);
    if same && !moved { Lot::Kept } else { Lot::Moved }
}
