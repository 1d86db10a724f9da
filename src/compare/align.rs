//! Which passage of the old version became which of the new one: by the same words, then by
//! shared runs of three words, then by number and order. Linear but for one sort.

use super::Change;
use super::vocabulary::{Unit, Units};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// Shared runs of words over all runs from which two passages are the same, reworded.
const ALIKE: f64 = 0.6;
/// Share of a passage's runs that lie in another from which it is a part of that one.
const PART: f64 = 0.6;
/// Shared words over all words from which two passages at the same number are the same.
const SAME_PLACE: f64 = 0.3;
/// A run of words in more passages than this tells none from another.
const COMMON: usize = 32;
/// Likeliest partners of a passage that are looked at closely.
const CLOSEST: usize = 8;

/// Passages that belong together.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) change: Change,
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
    pub(super) moved: bool,
}

/// All passages of both versions, each in one group.
#[derive(Debug)]
pub(super) struct Aligned {
    /// In the order of the new version, then what is gone.
    pub(super) groups: Vec<Group>,
    /// The group of each old passage.
    pub(super) of_old: Vec<usize>,
    /// The group of each new passage.
    pub(super) of_new: Vec<usize>,
}

/// Aligns two versions.
pub(super) fn align(old: &Units, new: &Units) -> Aligned {
    let mut pairing = Pairing {
        old: &old.all,
        new: &new.all,
        of_old: vec![Vec::new(); old.all.len()],
        of_new: vec![Vec::new(); new.all.len()],
        exact: vec![false; old.all.len()],
    };
    pairing.same_words();
    pairing.alike();
    pairing.same_place();
    pairing.groups()
}

struct Pairing<'a> {
    old: &'a [Unit],
    new: &'a [Unit],
    /// Partners of each old passage.
    of_old: Vec<Vec<usize>>,
    /// Partners of each new passage.
    of_new: Vec<Vec<usize>>,
    /// Old passages whose words didn't change.
    exact: Vec<bool>,
}

impl Pairing<'_> {
    fn pair(&mut self, old: usize, new: usize) {
        self.of_old[old].push(new);
        self.of_new[new].push(old);
    }

    /// The same words under the same number first, then the same words anywhere, in order.
    fn same_words(&mut self) {
        let (old, new) = (self.old, self.new);
        let mut numbered: HashMap<(&[u32], &str), VecDeque<usize>> = HashMap::new();
        for (at, unit) in old.iter().enumerate() {
            numbered.entry((&unit.words, &unit.number)).or_default().push_back(at);
        }
        for (at, unit) in new.iter().enumerate() {
            let queue = numbered.get_mut(&(unit.words.as_slice(), unit.number.as_str()));
            if let Some(partner) = queue.and_then(VecDeque::pop_front) {
                self.exact[partner] = true;
                self.pair(partner, at);
            }
        }
        let mut anywhere: HashMap<&[u32], VecDeque<usize>> = HashMap::new();
        for (at, unit) in old.iter().enumerate().filter(|it| self.of_old[it.0].is_empty()) {
            anywhere.entry(&unit.words).or_default().push_back(at);
        }
        for (at, unit) in new.iter().enumerate() {
            if !self.of_new[at].is_empty() {
                continue;
            }
            let queue = anywhere.get_mut(unit.words.as_slice());
            if let Some(partner) = queue.and_then(VecDeque::pop_front) {
                self.exact[partner] = true;
                self.pair(partner, at);
            }
        }
    }

    /// One to one where most runs are shared; then parts, which make a split or a merger.
    fn alike(&mut self) {
        let shingles = |units: &[Unit], free: &dyn Fn(usize) -> bool| -> Vec<Vec<u64>> {
            let of = |(at, it): (usize, &Unit)| if free(at) { runs(&it.words) } else { vec![] };
            units.iter().enumerate().map(of).collect()
        };
        let old = shingles(self.old, &|it| self.of_old[it].is_empty());
        let new = shingles(self.new, &|it| self.of_new[it].is_empty());
        let edges = edges(&old, &new);
        let mut by_likeness: Vec<(f64, usize, usize)> = edges
            .iter()
            .map(|&(i, j, common)| (jaccard(common, old[i].len(), new[j].len()), i, j))
            .filter(|it| it.0 >= ALIKE)
            .collect();
        by_likeness.sort_by(|a, b| {
            let apart = |it: &(f64, usize, usize)| it.1.abs_diff(it.2);
            b.0.total_cmp(&a.0).then_with(|| (apart(a), a.1, a.2).cmp(&(apart(b), b.1, b.2)))
        });
        for (_, i, j) in by_likeness {
            if self.of_old[i].is_empty() && self.of_new[j].is_empty() {
                self.pair(i, j);
            }
        }
        // The passage that each one left over is a part of: the one that shares most with it.
        let mut host_of_new: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut host_of_old: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for &(i, j, common) in &edges {
            let within = |size: usize| common as f64 >= PART * size as f64;
            if self.of_new[j].is_empty() && within(new[j].len()) {
                let best = host_of_new.entry(j).or_default();
                *best = (*best).max((common, i));
            }
            if self.of_old[i].is_empty() && within(old[i].len()) {
                let best = host_of_old.entry(i).or_default();
                *best = (*best).max((common, j));
            }
        }
        for (j, (_, i)) in host_of_new {
            self.pair(i, j);
        }
        for (i, (_, j)) in host_of_old {
            // A part of something that is itself a part would chain the whole contract together.
            if self.of_old[i].is_empty()
                && self.of_new[j].iter().all(|it| self.of_old[*it].len() < 2)
            {
                self.pair(i, j);
            }
        }
    }

    /// What is left: the same number, or right after the same passage, with some words in common.
    fn same_place(&mut self) {
        let mut numbered: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (at, unit) in self.old.iter().enumerate() {
            if self.of_old[at].is_empty() && !unit.number.is_empty() {
                numbered.entry(&unit.number).or_default().push_back(at);
            }
        }
        for at in 0..self.new.len() {
            if !self.of_new[at].is_empty() {
                continue;
            }
            let unit = &self.new[at];
            let by_number = numbered.get(unit.number.as_str()).and_then(|it| it.front()).copied();
            let before = at.checked_sub(1).and_then(|it| self.of_new[it].last());
            let by_order = before.map(|it| it + 1).filter(|it| *it < self.old.len());
            let mut candidates = [by_number, by_order].into_iter().flatten();
            let fits = |it: &usize| {
                self.of_old[*it].is_empty()
                    && overlap(&self.old[*it].words, &unit.words, usize::max) >= SAME_PLACE
            };
            if let Some(partner) = candidates.find(fits) {
                self.pair(partner, at);
                if let Some(queue) = numbered.get_mut(self.old[partner].number.as_str()) {
                    queue.retain(|it| *it != partner);
                }
            }
        }
    }

    fn groups(self) -> Aligned {
        let mut aligned = Aligned {
            groups: Vec::new(),
            of_old: vec![usize::MAX; self.old.len()],
            of_new: vec![usize::MAX; self.new.len()],
        };
        for at in 0..self.new.len() {
            if aligned.of_new[at] != usize::MAX {
                continue;
            }
            let (mut olds, mut news) = (self.of_new[at].clone(), vec![at]);
            for other in self.of_new[at].iter().flat_map(|it| &self.of_old[*it]) {
                let free = aligned.of_new[*other] == usize::MAX && !news.contains(other);
                if free {
                    news.push(*other);
                    olds.extend(self.of_new[*other].iter().copied());
                }
            }
            olds.retain(|it| aligned.of_old[*it] == usize::MAX);
            olds.sort_unstable();
            olds.dedup();
            news.sort_unstable();
            let group = aligned.groups.len();
            olds.iter().for_each(|it| aligned.of_old[*it] = group);
            news.iter().for_each(|it| aligned.of_new[*it] = group);
            let change = match (olds.len(), news.len()) {
                (0, _) => Change::New,
                (1, 1) if self.exact[olds[0]] && self.is_renumbered(olds[0], at) => {
                    Change::Renumbered
                }
                (1, 1) if self.exact[olds[0]] => Change::Same,
                (1, 1) => Change::Reworded,
                (before, after) if before > after => Change::Merged,
                _ => Change::Split,
            };
            aligned.groups.push(Group { change, old: olds, new: news, moved: false });
        }
        mark_moved(&mut aligned.groups, self.old);
        for at in 0..self.old.len() {
            if aligned.of_old[at] == usize::MAX {
                aligned.of_old[at] = aligned.groups.len();
                let gone = Group { change: Change::Gone, old: vec![at], new: vec![], moved: false };
                aligned.groups.push(gone);
            }
        }
        aligned
    }

    fn is_renumbered(&self, old: usize, new: usize) -> bool {
        self.old[old].number != self.new[new].number
    }
}

/// Marks as moved the fewest groups without which the rest stand in the old order: all that are
/// not in a longest increasing row.
fn mark_moved(groups: &mut [Group], old: &[Unit]) {
    let is_note = |at: &usize| old.get(*at).is_some_and(|it| it.note);
    let places: Vec<(usize, usize)> = groups
        .iter()
        .enumerate()
        .filter_map(|(group, it)| Some((group, *it.old.first()?)))
        .filter(|it| !is_note(&it.1))
        .collect();
    // `ends[n]` is the index of the place that ends the best row of length n + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (at, &(_, place)) in places.iter().enumerate() {
        let length = ends.partition_point(|it| places[*it].1 < place);
        before[at] = length.checked_sub(1).map(|it| ends[it]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; places.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        stays[at] = true;
        next = before[at];
    }
    for (&(group, _), _) in places.iter().zip(&stays).filter(|it| !it.1) {
        let group = &mut groups[group];
        group.moved = true;
        if matches!(group.change, Change::Same | Change::Renumbered) {
            group.change = Change::Moved;
        }
    }
}

/// Pairs of passages with runs in common, and how many.
fn edges(old: &[Vec<u64>], new: &[Vec<u64>]) -> Vec<(usize, usize, usize)> {
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, run) in new.iter().enumerate().flat_map(|(at, it)| it.iter().map(move |run| (at, run)))
    {
        index.entry(*run).or_default().push(at);
    }
    let mut edges = Vec::new();
    for (at, runs) in old.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for holders in runs.iter().filter_map(|it| index.get(it)).filter(|it| it.len() <= COMMON) {
            holders.iter().for_each(|it| *shared.entry(*it).or_default() += 1);
        }
        let mut closest: Vec<(usize, usize)> = shared.into_iter().map(|it| (it.1, it.0)).collect();
        closest.sort_unstable_by(|a, b| b.cmp(a));
        // A passage that was cut into many parts has many partners.
        let wanted = CLOSEST.max(runs.len() / CLOSEST);
        for (_, other) in closest.into_iter().take(wanted) {
            edges.push((at, other, common(runs, &new[other])));
        }
    }
    edges
}

/// The distinct runs of three words, hashed and sorted; of a shorter text the whole.
fn runs(words: &[u32]) -> Vec<u64> {
    let hash = |words: &[u32]| {
        let mix = |state: u64, it: &u32| (state ^ u64::from(*it)).wrapping_mul(0x0100_0000_01b3);
        let state = words.iter().fold(0xcbf2_9ce4_8422_2325, mix);
        state ^ (state >> 29)
    };
    let mut runs: Vec<u64> = match words.len() {
        0 => Vec::new(),
        1 | 2 => vec![hash(words)],
        _ => words.windows(3).map(hash).collect(),
    };
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// How many values two sorted lists share.
fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

fn jaccard(common: usize, a: usize, b: usize) -> f64 {
    common as f64 / (a + b - common).max(1) as f64
}

/// Shared distinct words over those of the larger or the smaller text, as `of` says; 0–1.
pub(super) fn overlap(a: &[u32], b: &[u32], of: fn(usize, usize) -> usize) -> f64 {
    let distinct = |words: &[u32]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (a, b) = (distinct(a), distinct(b));
    common(&a, &b) as f64 / of(a.len(), b.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::vocabulary::{Vocabulary, units};
    use crate::document::Document;
    use crate::language::Language;

    fn changes(old: &str, new: &str) -> Vec<(Change, usize, usize)> {
        let mut vocabulary = Vocabulary::default();
        let mut read =
            |it: &str| units(&Document::from_paragraphs(it, Language::Dutch), &mut vocabulary);
        let (old, new) = (read(old), read(new));
        let groups = align(&old, &new).groups;
        groups.iter().map(|it| (it.change, it.old.len(), it.new.len())).collect()
    }

    const PAINT: &str = "De schilder verft in mei alle kozijnen van het raadhuis wit.";
    const CLEAN: &str = "De glazenwasser komt elke maandag en wast de ramen aan de straat.";
    const GARDEN: &str = "De hovenier snoeit de heg voor de zomer en voert het snoeisel af.";

    #[test]
    fn the_fewest_are_called_moved() {
        let old = format!("{PAINT}\n\n{CLEAN}\n\n{GARDEN}");
        let new = format!("{GARDEN}\n\n{PAINT}\n\n{CLEAN}");
        let expected = [(Change::Moved, 1, 1), (Change::Same, 1, 1), (Change::Same, 1, 1)];
        assert_eq!(changes(&old, &new), expected);
    }

    #[test]
    fn two_sentences_apart_are_a_split_and_together_a_merger() {
        let (one, two) = (format!("{PAINT} {CLEAN}"), format!("{PAINT}\n\n{CLEAN}"));
        assert_eq!(changes(&one, &two), [(Change::Split, 1, 2)]);
        assert_eq!(changes(&two, &one), [(Change::Merged, 2, 1)]);
    }

    #[test]
    fn repeated_passages_pair_one_to_one() {
        let old = format!("1. {PAINT}\n\n2. {PAINT}\n\n3. {PAINT}");
        let new = format!("1. {PAINT}\n\n2. {PAINT}");
        let expected = [(Change::Same, 1, 1), (Change::Same, 1, 1), (Change::Gone, 1, 0)];
        assert_eq!(changes(&old, &new), expected);
    }

    #[test]
    fn another_subject_is_gone_and_new() {
        assert_eq!(changes(PAINT, CLEAN), [(Change::New, 0, 1), (Change::Gone, 1, 0)]);
        assert_eq!(changes("", ""), []);
    }
}
