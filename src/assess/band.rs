//! How far a score hangs on single articles: leave each out in turn and see what it does.

use super::share::total;

/// Where a score may lie, 0–100 to a tenth: the score give or take 1.64 standard errors of the
/// jackknife over articles. Call two scores different only where their bands don't overlap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Lowest.
    pub low: f64,
    /// Highest.
    pub high: f64,
}

/// The band of `value`, given the score without each of the articles. None for fewer than two.
pub(super) fn band(value: f64, without: Vec<f64>) -> Option<Band> {
    let count = without.len() as f64;
    if count < 2.0 {
        return None;
    }
    let mean = total(without.clone()) / count;
    let squares = total(without.into_iter().map(|it| (it - mean).powi(2)).collect());
    let reach = 1.64 * ((count - 1.0) / count * squares).sqrt();
    let tenth = |it: f64| (it.clamp(0.0, 100.0) * 10.0).round() / 10.0;
    Some(Band { low: tenth(value - reach), high: tenth(value + reach) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_that_no_article_moves_has_no_width() {
        assert_eq!(band(40.0, vec![40.0; 12]), Some(Band { low: 40.0, high: 40.0 }));
        assert_eq!(band(40.0, vec![12.0]), None);
    }

    #[test]
    fn a_score_that_hangs_on_one_article_is_wide_and_stays_in_range() {
        let band = band(90.0, vec![90.0, 90.0, 90.0, 10.0]).expect("four articles");
        assert!(band.low < 10.0 && band.high == 100.0, "{band:?}");
    }
}
