//! Noisy-or and its shares: adding up what bounds itself, and saying who brought how much.

use super::{Part, Reason};
use crate::span::Span;
use std::collections::BTreeMap;

/// `1 − Π(1 − x)`: what is taken when each takes its share of what is left.
pub(super) fn noisy_or(xs: impl IntoIterator<Item = f64>) -> f64 {
    1.0 - xs.into_iter().map(|x| 1.0 - x).product::<f64>()
}

/// `1 − 2^(−ratio/half)`: 0 at nothing, one half at `half`, towards 1 after that.
pub(super) fn saturate(ratio: f64, half: f64) -> f64 {
    1.0 - (-ratio / half).exp2()
}

/// How much `x` brings to a noisy-or, on a scale that adds up.
pub(super) fn pull(x: f64) -> f64 {
    -(1.0 - x.clamp(0.0, 1.0 - 1e-12)).ln()
}

/// A sum that is the same in whatever order its terms come.
pub(super) fn total(mut terms: Vec<f64>) -> f64 {
    terms.sort_by(f64::total_cmp);
    terms.iter().sum()
}

/// Who brought how much of something, by rule.
#[derive(Debug, Default)]
pub(super) struct Shares<'a> {
    rules: BTreeMap<&'a str, (Vec<f64>, Vec<Span>)>,
}

impl<'a> Shares<'a> {
    /// Notes that `rule` brought `amount` at `span`.
    pub(super) fn add(&mut self, rule: &'a str, amount: f64, span: Span) {
        let (amounts, spans) = self.rules.entry(rule).or_default();
        amounts.push(amount);
        spans.push(span);
    }

    /// `points` dealt out in proportion, in order of rule.
    pub(super) fn deal(self, points: f64, reason: Reason) -> Vec<Part> {
        let sums: Vec<(&str, f64, Vec<Span>)> = self
            .rules
            .into_iter()
            .map(|(rule, (amounts, mut spans))| {
                spans.sort_unstable();
                spans.dedup();
                (rule, total(amounts), spans)
            })
            .collect();
        let whole: f64 = sums.iter().map(|it| it.1).sum();
        sums.into_iter()
            .filter(|_| whole > 0.0)
            .map(|(rule, amount, spans)| Part {
                points: points * amount / whole,
                reason,
                rule: Some(rule.to_owned()),
                spans,
            })
            .collect()
    }
}

/// Rounds `value` and `parts` to tenths so that the parts still add up to it: each part is cut
/// to a tenth, and the tenths that are left go to those that lost most. Returns the value.
pub(super) fn round(value: f64, parts: &mut [Part]) -> f64 {
    let tenths = (value * 10.0).round() as i64;
    let cut: Vec<i64> = parts.iter().map(|it| (it.points * 10.0 + 1e-7).floor() as i64).collect();
    let mut left = tenths - cut.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let lost = |at: usize| parts[at].points * 10.0 - cut[at] as f64;
    order.sort_by(|&a, &b| lost(b).total_cmp(&lost(a)).then(a.cmp(&b)));
    let mut extra = vec![0; parts.len()];
    // What is left is less than a tenth a part; the loop takes care of any rest all the same.
    while left != 0 && !order.is_empty() {
        for &at in &order {
            if left == 0 {
                break;
            }
            extra[at] += left.signum();
            left -= left.signum();
        }
    }
    for ((part, cut), extra) in parts.iter_mut().zip(cut).zip(extra) {
        part.points = (cut + extra) as f64 / 10.0;
    }
    tenths as f64 / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_parts_add_up() {
        let part = |points| Part { points, reason: Reason::Density, rule: None, spans: vec![] };
        let mut parts = vec![part(3.333), part(3.333), part(3.334), part(0.04)];
        assert_eq!(round(10.04, &mut parts), 10.0);
        let tenths: f64 = parts.iter().map(|it| it.points * 10.0).sum();
        assert_eq!(tenths.round(), 100.0);
        let mut signed = vec![part(50.0), part(47.55), part(-43.96)];
        assert_eq!(round(53.59, &mut signed), 53.6);
        assert_eq!(signed.iter().map(|it| (it.points * 10.0) as i64).sum::<i64>(), 536);
    }

    #[test]
    fn half_is_where_the_rubric_says() {
        assert_eq!(saturate(0.08, 0.08), 0.5);
        assert_eq!(saturate(0.0, 0.08), 0.0);
    }
}
