//! How well the text could be taken from a file, for the whole and for each page.

use crate::language::Language;

/// How well text could be taken from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// 0 (nothing usable) to 1 (all of it).
    pub value: f32,
    /// Share of pages without text, 0–1; 0 where the format knows no pages.
    pub pages_without_text: f32,
    /// Why it is less than 1; the pages have their own.
    pub reasons: Vec<Doubt>,
    /// Each page, in order; empty where the format knows no pages.
    pub pages: Vec<PageQuality>,
}

impl Default for Quality {
    fn default() -> Quality {
        Quality { value: 1.0, pages_without_text: 0.0, reasons: Vec::new(), pages: Vec::new() }
    }
}

impl Quality {
    /// The quality of a file that was read up to `share` of it, where it breaks off.
    pub fn broken_off(share: f32) -> Quality {
        let reasons = vec![Doubt::Damaged];
        Quality { value: share.clamp(0.0, 1.0), reasons, ..Quality::default() }
    }

    /// The quality of a file of these pages: the mean of theirs, where an unread letter weighs as
    /// much on a full page as on an empty one.
    pub fn of_pages(pages: Vec<PageQuality>) -> Quality {
        let count = pages.len().max(1) as f32;
        let share =
            |of: fn(&PageQuality) -> bool| pages.iter().filter(|it| of(it)).count() as f32 / count;
        let without = share(|it| matches!(it.reason, Some(Doubt::NoText | Doubt::Picture)));
        let left = share(|it| it.reason == Some(Doubt::NotRead));
        let letters: u32 = pages.iter().map(|it| it.letters).sum();
        let unknown: u32 = pages.iter().map(|it| it.unknown).sum();
        let known = 1.0 - unknown as f32 / letters.max(1) as f32;
        let mut reasons: Vec<Doubt> = pages.iter().filter_map(|it| it.reason).collect();
        reasons.sort_unstable();
        reasons.dedup();
        let value = (known * (1.0 - without - left)).clamp(0.0, 1.0);
        Quality { value, pages_without_text: without, reasons, pages }
    }

    /// Counts `unknown` of `letters` as lost, in a file that knows no pages.
    pub fn lose_letters(&mut self, unknown: u32, letters: u32) {
        if unknown > 0 {
            self.value *= 1.0 - unknown as f32 / letters.max(unknown) as f32;
            self.reasons.push(Doubt::UnknownLetters);
        }
    }
}

/// How well text could be taken from one page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageQuality {
    /// Its number, from 1.
    pub page: u32,
    /// 0 (nothing usable) to 1 (all of it).
    pub value: f32,
    /// Words that were found.
    pub words: u32,
    /// Letters that the page shows.
    pub letters: u32,
    /// How many of them the file doesn't say which they are.
    pub unknown: u32,
    /// Why it is less than 1.
    pub reason: Option<Doubt>,
}

/// Why text could not be taken wholly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// There is no text on the page.
    NoText,
    /// There is a picture instead of text: a scan.
    Picture,
    /// Letters that the file doesn't name.
    UnknownLetters,
    /// The page took too long, was too large or is damaged.
    NotRead,
    /// The file breaks off.
    Damaged,
}

impl Doubt {
    /// The name in JSON: `no-text`.
    pub fn name(self) -> &'static str {
        match self {
            Doubt::NoText => "no-text",
            Doubt::Picture => "picture",
            Doubt::UnknownLetters => "unknown-letters",
            Doubt::NotRead => "not-read",
            Doubt::Damaged => "damaged",
        }
    }

    /// The reason in a few words.
    pub fn text(self, language: Language) -> &'static str {
        let (nl, en) = match self {
            Doubt::NoText => ("geen tekst", "no text"),
            Doubt::Picture => ("beeld zonder tekst", "a picture without text"),
            Doubt::UnknownLetters => ("onleesbare letters", "letters that cannot be read"),
            Doubt::NotRead => ("niet gelezen", "not read"),
            Doubt::Damaged => ("het bestand breekt af", "the file breaks off"),
        };
        if language == Language::Dutch { nl } else { en }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(page: u32, letters: u32, unknown: u32, reason: Option<Doubt>) -> PageQuality {
        let value = if letters == 0 { 0.0 } else { 1.0 - unknown as f32 / letters as f32 };
        PageQuality { page, value, words: letters / 5, letters, unknown, reason }
    }

    #[test]
    fn pages_make_the_quality_of_the_whole() {
        let whole = Quality::of_pages(vec![page(1, 900, 0, None), page(2, 1100, 0, None)]);
        assert_eq!((whole.value, whole.reasons.len()), (1.0, 0));
        let half = Quality::of_pages(vec![
            page(1, 1000, 100, Some(Doubt::UnknownLetters)),
            page(2, 0, 0, Some(Doubt::Picture)),
        ]);
        assert!((half.value - 0.45).abs() < 0.001, "{}", half.value);
        assert_eq!(half.reasons, [Doubt::Picture, Doubt::UnknownLetters]);
        assert_eq!(half.pages_without_text, 0.5);
    }
}
