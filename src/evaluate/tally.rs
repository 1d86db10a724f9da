//! Counts and what follows from them.

/// What was found against what was labelled, in passages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Labelled and found.
    pub right: usize,
    /// Found, not labelled.
    pub extra: usize,
    /// Labelled, not found.
    pub missed: usize,
}

impl Tally {
    /// Counts a passage.
    pub fn add(&mut self, labelled: bool, found: bool) {
        match (labelled, found) {
            (true, true) => self.right += 1,
            (false, true) => self.extra += 1,
            (true, false) => self.missed += 1,
            (false, false) => {}
        }
    }

    /// Passages with the label.
    pub fn labelled(self) -> usize {
        self.right + self.missed
    }

    /// Share of what was found that is labelled, 0–1; none where nothing was found.
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.right + self.extra)
    }

    /// Share of what is labelled that was found, 0–1; none where nothing is labelled.
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.labelled())
    }

    /// The harmonic mean of precision and recall, 0–1; none where nothing is labelled or found.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.right, 2 * self.right + self.extra + self.missed)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// How well a signed sum (strengths add their weight, other findings take theirs off) tells
/// passages judged good from passages judged bad.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Polarity {
    /// Passages judged good.
    pub good: usize,
    /// Passages judged bad.
    pub bad: usize,
    /// Good ones with a sum above 0.
    pub good_above: usize,
    /// Good ones with a sum below 0.
    pub good_below: usize,
    /// Bad ones with a sum above 0.
    pub bad_above: usize,
    /// Bad ones with a sum below 0.
    pub bad_below: usize,
    /// The chance that a good one has the higher sum of a good and a bad one, ties half: .5 is
    /// guessing.
    pub auc: f64,
}

impl Polarity {
    pub(super) fn of(good: &[f64], bad: &[f64]) -> Polarity {
        let above = |sums: &[f64]| sums.iter().filter(|it| **it > 0.0).count();
        let below = |sums: &[f64]| sums.iter().filter(|it| **it < 0.0).count();
        Polarity {
            good: good.len(),
            bad: bad.len(),
            good_above: above(good),
            good_below: below(good),
            bad_above: above(bad),
            bad_below: below(bad),
            auc: auc(good, bad),
        }
    }

    /// Balanced accuracy where a passage in which nothing is found counts as good, 0–1.
    pub fn silence_is_good(self) -> f64 {
        let good = (self.good - self.good_below) as f64 / self.good as f64;
        (good + self.bad_below as f64 / self.bad as f64) / 2.0
    }

    /// Balanced accuracy where a passage in which nothing is found counts as bad, 0–1.
    pub fn silence_is_bad(self) -> f64 {
        let bad = (self.bad - self.bad_above) as f64 / self.bad as f64;
        (self.good_above as f64 / self.good as f64 + bad) / 2.0
    }

    /// Share of the passages that the rules say something about, 0–1.
    pub fn decided(self) -> f64 {
        let decided = self.good_above + self.good_below + self.bad_above + self.bad_below;
        decided as f64 / (self.good + self.bad) as f64
    }

    /// Balanced accuracy among those, 0–1; none where one side has none.
    pub fn among_decided(self) -> Option<f64> {
        let good = share(self.good_above, self.good_above + self.good_below)?;
        Some((good + share(self.bad_below, self.bad_above + self.bad_below)?) / 2.0)
    }
}

/// The chance that one of `high` is above one of `low`, ties half (Mann–Whitney).
pub fn auc(high: &[f64], low: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> =
        high.iter().map(|it| (*it, true)).chain(low.iter().map(|it| (*it, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut wins, mut below) = (0.0, 0.0);
    for ties in all.chunk_by(|a, b| a.0 == b.0) {
        let highs = ties.iter().filter(|it| it.1).count() as f64;
        let lows = ties.len() as f64 - highs;
        wins += highs * (below + lows / 2.0);
        below += lows;
    }
    wins / (high.len() as f64 * low.len() as f64).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_nothing_are_none() {
        assert_eq!(Tally::default().precision(), None);
        let missed = Tally { missed: 3, ..Tally::default() };
        assert_eq!(
            (missed.precision(), missed.recall(), missed.f1()),
            (None, Some(0.0), Some(0.0))
        );
        let tally = Tally { right: 6, extra: 2, missed: 4 };
        assert_eq!((tally.precision(), tally.recall()), (Some(0.75), Some(0.6)));
        assert!((tally.f1().expect("found") - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_sum_that_separates_has_auc_one_and_a_constant_one_half() {
        assert_eq!(auc(&[2.0, 3.0], &[-1.0, 0.0]), 1.0);
        assert_eq!(auc(&[0.0, 0.0], &[0.0]), 0.5);
        assert_eq!(auc(&[-1.0], &[1.0]), 0.0);
    }

    #[test]
    fn silence_counts_for_either_side() {
        let polarity = Polarity::of(&[1.0, 0.0], &[-1.0, 0.0]);
        assert_eq!(polarity.silence_is_good(), 0.75);
        assert_eq!(polarity.silence_is_bad(), 0.75);
        assert_eq!(polarity.decided(), 0.5);
        assert_eq!(polarity.among_decided(), Some(1.0));
    }
}
