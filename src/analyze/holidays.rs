//! Public holidays on which a deadline can't be met as usual.
//!
//! In a Dutch text: the days of article 3 of the Algemene termijnenwet, which also equates Good
//! Friday with them. In an English one, which may be under any law: the two days that are kept
//! nearly everywhere.

use crate::language::Language;

/// What the day is called in `language`, where it is a public holiday.
pub(super) fn holiday(year: u32, month: u32, day: u32, language: Language) -> Option<&'static str> {
    if language == Language::English {
        return match (month, day) {
            (1, 1) => Some("New Year's Day"),
            (12, 25) => Some("Christmas Day"),
            _ => None,
        };
    }
    match (month, day) {
        (1, 1) => return Some("nieuwjaarsdag"),
        (4, 27) => return Some("Koningsdag"),
        (5, 5) => return Some("Bevrijdingsdag"),
        (12, 25) => return Some("eerste kerstdag"),
        (12, 26) => return Some("tweede kerstdag"),
        _ => {}
    }
    let after_easter = i64::from(since_march(month, day)?) - i64::from(easter(year)?);
    match after_easter {
        -2 => Some("Goede Vrijdag"),
        1 => Some("tweede paasdag"),
        39 => Some("Hemelvaartsdag"),
        50 => Some("tweede pinksterdag"),
        _ => None,
    }
}

/// The days from 1 March, which is 1, to a day of March to June.
fn since_march(month: u32, day: u32) -> Option<u32> {
    let before = [0, 31, 61, 92].get(month.checked_sub(3)? as usize)?;
    Some(before + day)
}

/// Easter Sunday, in days from 1 March (Gauss, as completed by Lichtenberg).
fn easter(year: u32) -> Option<u32> {
    let year = i64::from(year);
    let century = year / 100;
    let moon = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let sun = 2 - (3 * century + 3) / 4;
    let golden = year % 19;
    let seed = (19 * golden + moon) % 30;
    let correction = (seed + golden / 11) / 29;
    let limit = 21 + seed - correction;
    let sunday = 7 - (year + year / 4 + sun) % 7;
    u32::try_from(limit + 7 - (limit - sunday) % 7).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_and_the_days_that_hang_on_it() {
        let dutch = |year, month, day| holiday(year, month, day, Language::Dutch);
        // Easter Sunday: 31 March 2024, 20 April 2025, 5 April 2026, 28 March 2027.
        assert_eq!(dutch(2024, 4, 1), Some("tweede paasdag"));
        assert_eq!(dutch(2025, 4, 21), Some("tweede paasdag"));
        assert_eq!(dutch(2026, 4, 6), Some("tweede paasdag"));
        assert_eq!(dutch(2027, 3, 26), Some("Goede Vrijdag"));
        assert_eq!(dutch(2027, 5, 6), Some("Hemelvaartsdag"));
        assert_eq!(dutch(2027, 5, 17), Some("tweede pinksterdag"));
        assert_eq!(dutch(2027, 5, 18), None);
        assert_eq!(dutch(2027, 4, 27), Some("Koningsdag"));
    }

    #[test]
    fn an_english_text_may_be_under_any_law() {
        assert_eq!(holiday(2027, 12, 25, Language::English), Some("Christmas Day"));
        assert_eq!(holiday(2027, 4, 27, Language::English), None);
    }
}
