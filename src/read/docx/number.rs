//! How a number is written: figures, letters, Roman, words. ECMA-376 part 1, 17.18.59.

use super::xml::{self, Tag};
use crate::language::Language;

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `3`
    Decimal,
    /// Figures filled up with zeros to a width.
    Padded(u8),
    /// `c`
    Letter,
    /// `C`
    UpperLetter,
    /// `iii`
    Roman,
    /// `III`
    UpperRoman,
    /// `3e`, `3rd`
    Ordinal,
    /// `Drie`, `Three`
    Words,
    /// `Derde`, `Third`
    OrdinalWords,
    /// `- 3 -`
    Dashed,
    /// The same sign for every item.
    Bullet,
    /// No number.
    Nothing,
}

impl Format {
    /// What `w:numFmt` says.
    pub(super) fn new(tag: &Tag<'_>) -> Format {
        match xml::value(tag).as_deref().unwrap_or_default() {
            "decimalZero" => Format::Padded(2),
            "lowerLetter" => Format::Letter,
            "upperLetter" => Format::UpperLetter,
            "lowerRoman" => Format::Roman,
            "upperRoman" => Format::UpperRoman,
            "ordinal" => Format::Ordinal,
            "cardinalText" => Format::Words,
            "ordinalText" => Format::OrdinalWords,
            "numberInDash" => Format::Dashed,
            "bullet" => Format::Bullet,
            "none" => Format::Nothing,
            // `w:format="001, 002, 003, ..."`
            "custom" => {
                let samples = xml::attribute(tag, "format").unwrap_or_default();
                let sample = samples.split(',').next().unwrap_or_default().trim();
                if sample.bytes().all(|it| it.is_ascii_digit()) {
                    Format::Padded(sample.len().clamp(1, 9) as u8)
                } else {
                    Format::Decimal
                }
            }
            _ => Format::Decimal,
        }
    }

    /// Writes `number`, in words of `language` where it takes words.
    pub(super) fn write(self, number: i32, language: Option<Language>, out: &mut String) {
        let dutch = language == Some(Language::Dutch);
        let text = match self {
            Format::Decimal => number.to_string(),
            Format::Padded(width) => format!("{number:0width$}", width = width.into()),
            Format::Letter => letters(number),
            Format::UpperLetter => letters(number).to_ascii_uppercase(),
            Format::Roman => roman(number),
            Format::UpperRoman => roman(number).to_ascii_uppercase(),
            Format::Ordinal if dutch => format!("{number}e"),
            Format::Ordinal => format!("{number}{}", english_suffix(number)),
            Format::Words if dutch => dutch_words(number, false),
            Format::OrdinalWords if dutch => dutch_words(number, true),
            Format::Words => english_words(number, false),
            Format::OrdinalWords => english_words(number, true),
            Format::Dashed => format!("- {number} -"),
            Format::Bullet | Format::Nothing => return,
        };
        out.push_str(&text);
    }
}

/// `a` … `z`, then `aa`, `bb`, as Word counts on.
fn letters(number: i32) -> String {
    let Ok(before) = usize::try_from(number.saturating_sub(1)) else { return String::new() };
    let letter = char::from(b'a' + (before % 26) as u8);
    // Word goes no further than 780; a hostile start value shall not fill memory.
    std::iter::repeat_n(letter, (before / 26 + 1).min(30)).collect()
}

fn roman(number: i32) -> String {
    const PARTS: [(i32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number.min(32_767);
    let mut out = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

fn english_suffix(number: i32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// `Twenty-first`; figures from 100 on, where nobody numbers articles with words.
fn english_words(number: i32, ordinal: bool) -> String {
    let Some((tens, units)) = split(number) else { return number.to_string() };
    let small = if ordinal { &ENGLISH_ORDINAL } else { &ENGLISH };
    let text = match (ENGLISH_TENS.get(tens), units) {
        (None, it) => small.get(it).copied().unwrap_or_default().to_owned(),
        (Some(tens), 0) if ordinal => format!("{}ieth", tens.trim_end_matches('y')),
        (Some(tens), 0) => (*tens).to_owned(),
        (Some(tens), it) => format!("{tens}-{}", small.get(it).copied().unwrap_or_default()),
    };
    capitalised(&text)
}

/// `Eenentwintigste`; figures from 100 on.
fn dutch_words(number: i32, ordinal: bool) -> String {
    let Some((tens, units)) = split(number) else { return number.to_string() };
    let Some(tens) = DUTCH_TENS.get(tens) else {
        let small = if ordinal { &DUTCH_ORDINAL } else { &DUTCH };
        return capitalised(small.get(units).copied().unwrap_or_default());
    };
    let unit = DUTCH.get(units).copied().filter(|_| units > 0).unwrap_or_default();
    let and = match unit {
        "" => "",
        "twee" | "drie" => "ën",
        _ => "en",
    };
    capitalised(&format!("{unit}{and}{tens}{}", if ordinal { "ste" } else { "" }))
}

/// The place in a table of tens from twenty on (beyond it for less), and what is left.
fn split(number: i32) -> Option<(usize, usize)> {
    let number = usize::try_from(number).ok().filter(|it| (1..100).contains(it))?;
    Some(if number < 20 { (usize::MAX, number) } else { (number / 10 - 2, number % 10) })
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|it| it.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

const ENGLISH_TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_ORDINAL: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const DUTCH_TENS: [&str; 8] =
    ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"];
const DUTCH: [&str; 20] = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
];
const DUTCH_ORDINAL: [&str; 20] = [
    "nulde",
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
    "dertiende",
    "veertiende",
    "vijftiende",
    "zestiende",
    "zeventiende",
    "achttiende",
    "negentiende",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_romans_go_on_after_their_alphabet() {
        assert_eq!(
            (letters(26), letters(27), letters(54)),
            ("z".into(), "aa".into(), "bbb".into())
        );
        assert_eq!((roman(4), roman(1999)), ("iv".into(), "mcmxcix".into()));
        assert_eq!((letters(0), roman(-3)), (String::new(), String::new()));
    }

    #[test]
    fn words_in_both_languages() {
        assert_eq!(english_words(3, true), "Third");
        assert_eq!(
            (english_words(20, true), english_words(42, false)),
            ("Twentieth".into(), "Forty-two".into())
        );
        assert_eq!(
            (dutch_words(8, true), dutch_words(22, false)),
            ("Achtste".into(), "Tweeëntwintig".into())
        );
        assert_eq!(
            (dutch_words(30, true), dutch_words(100, true)),
            ("Dertigste".into(), "100".into())
        );
    }
}
