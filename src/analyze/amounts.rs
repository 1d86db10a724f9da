//! Amounts and numbers that are said twice, and the style they are written in.
//!
//! A number in words that can't be read to the end is left alone.

use super::index::{Index, Sign, window};
use super::slips::{Slip, SlipKind};
use crate::document::{Document, Zone};
use crate::span::Span;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    let mut signs = index.signs_in_order();
    for block in &doc.blocks {
        if !matches!(block.zone, Zone::Contents | Zone::Furniture) {
            words_and_figures(doc, block.span, signs.of(block.span), found);
        }
    }
    number_styles(doc, index, found);
}

/// `thirty (60)`, `EUR 500 (zegge: vijftig euro)`.
fn words_and_figures(doc: &Document, span: Span, signs: &[Sign], found: &mut Vec<Slip>) {
    let text = &doc[span];
    for sign in signs.iter().filter(|it| it.char == '(') {
        let open = (sign.at - span.start) as usize;
        let near = text.as_bytes()[open..].iter().take(90);
        let Some(length) = near.copied().position(|it| it == b')') else { continue };
        let inside = text[open + 1..open + length].trim();
        // A number takes no more than this; whoever writes a megabyte without a space gets no
        // further look.
        let mut far = open.saturating_sub(200);
        while !text.is_char_boundary(far) {
            far += 1;
        }
        let before = text[far..open].trim_end();
        let pair = if inside.starts_with(|it: char| it.is_ascii_digit() || "€$£EUR US".contains(it))
            && let Some(figures) = whole(inside)
        {
            last_number_in_words(before).map(|(from, words)| (from, words, figures))
        } else if let Some(words) = said(inside) {
            let from = before.rfind(' ').map_or(0, |it| it + 1);
            let mut from = from;
            let mut figures = whole(&before[from..]);
            // "10.000 euro (tienduizend euro)".
            if figures.is_none() && is_unit(&before[from..]) {
                let shorter = before[..from].trim_end();
                from = shorter.rfind(' ').map_or(0, |it| it + 1);
                figures = whole(&shorter[from..]);
            }
            figures.map(|figures| (from, words, figures))
        } else {
            None
        };
        let Some((from, words, figures)) = pair else { continue };
        // "six (6) million".
        let behind = text[open + length + 1..].trim_start();
        let scaled = SCALES.iter().any(|it| {
            behind.get(..it.0.len()).is_some_and(|word| word.eq_ignore_ascii_case(it.0))
                && (words.checked_mul(it.1) == Some(figures) || words.checked_mul(it.1).is_none())
        });
        let place = {
            let start = span.start as usize;
            Span::new(start + far + from, start + open + length + 1)
        };
        let behind_words = window(behind, 0, 12);
        let (word, sign) =
            if inside.starts_with(|it: char| it.is_ascii_digit() || "€$£EUR US".contains(it)) {
                (
                    currency(&before[from..]).or_else(|| currency(first_word(behind_words))),
                    currency(inside),
                )
            } else {
                let around = before[..from].trim_end().rsplit(' ').next().unwrap_or("");
                (currency(inside), currency(&before[from..]).or_else(|| currency(around)))
            };
        if let (Some(word), Some(sign)) = (word, sign)
            && word != sign
        {
            found.push(Slip::at(SlipKind::OtherCurrency, place).expecting(sign));
        }
        if words != figures && !scaled {
            found.push(
                Slip::at(SlipKind::WordsAndFigures, place)
                    .expecting(format!("{words} / {figures}")),
            );
        }
    }
}

fn first_word(text: &str) -> &str {
    text.split([' ', '\n', ',']).next().unwrap_or("")
}

/// The currency that a few words or figures name.
fn currency(text: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &[&str])] = &[
        ("€", &["€", "eur"]),
        ("$", &["$", "usd", "dollar"]),
        ("£", &["£", "gbp", "pond", "pound"]),
    ];
    let lower = text.to_lowercase();
    let of = |it: &&(&'static str, &[&str])| it.1.iter().any(|name| lower.contains(name));
    NAMES.iter().find(of).map(|it| it.0)
}

/// Whether `word` may stand between a number in words and its figures.
fn is_unit(word: &str) -> bool {
    const UNITS: &[&str] = &[
        "euro", "euros", "dollar", "dollars", "percent", "procent", "u.s.", "us", "pond", "pounds",
        "eur", "usd", "per", "cent",
    ];
    let word = word.trim_matches([',', '.', ':', ';']);
    UNITS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// The whole number that `text` is: `30`, `€ 1.250,-`, `$5,000.00`, `30 days`. None for decimals
/// that aren't zero, for dates, and for anything behind it that isn't a word.
fn whole(text: &str) -> Option<u64> {
    let text = text.trim_start_matches(['€', '$', '£', ' ']);
    let text = ["EUR ", "USD ", "US$", "US $", "EUR", "USD "]
        .iter()
        .find_map(|it| text.strip_prefix(it))
        .unwrap_or(text)
        .trim_start();
    let end = text.find(|it: char| !(it.is_ascii_digit() || matches!(it, '.' | ',')));
    let end = end.unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let rest = rest.trim_start_matches(['-', '=', '–', '%']);
    let scaled = SCALES.iter().any(|it| rest.to_lowercase().contains(it.0));
    let plain = !scaled && rest.is_empty()
        || !scaled
            && rest.starts_with(' ')
            && !rest.contains(|it: char| it.is_ascii_digit() || it == '/');
    if !plain || !number.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let number = number.trim_end_matches(['.', ',']);
    // The last separator parts cents when two digits follow it, thousands when three do.
    let mut groups = number.split(['.', ',']);
    let mut digits = groups.next()?.to_owned();
    let rest: Vec<&str> = groups.collect();
    for (index, group) in rest.iter().enumerate() {
        let last = index + 1 == rest.len();
        match group.len() {
            3 => digits.push_str(group),
            1 | 2 if last && group.bytes().all(|it| it == b'0') => {}
            _ => return None,
        }
    }
    digits.parse().ok()
}

/// The number in words that stands at the end of `before`, with the byte it starts at.
fn last_number_in_words(before: &str) -> Option<(usize, u64)> {
    let mut end = before.len();
    // Over "euro" and "percent".
    for _ in 0..3 {
        let from = before[..end].trim_end().rfind(' ').map_or(0, |it| it + 1);
        let word = before[from..end].trim();
        if !is_unit(word) {
            break;
        }
        end = from;
    }
    let trimmed = before[..end].trim_end();
    let mut best = None;
    let mut from = trimmed.len();
    for _ in 0..24 {
        let start = trimmed[..from].trim_end().rfind(' ').map_or(0, |it| it + 1);
        let phrase = &trimmed[start..];
        match number(phrase) {
            Some(value) => best = Some((start, value)),
            // "and" and "en" join; anything else ends the number.
            None if is_part(trimmed[start..from].trim()) => {}
            None => break,
        }
        from = start;
        if from == 0 {
            break;
        }
    }
    let (start, value) = best?;
    // "one-half of one percent", "twenty and one", "0.5 or one": not the whole number.
    let previous = trimmed[..start].trim_end().rsplit(' ').next().unwrap_or("").to_lowercase();
    let previous = previous.as_str();
    let unsure = [
        "of",
        "and",
        "en",
        "half",
        "point",
        "komma",
        "hundredths",
        "plus",
        "a",
        "quarter",
        "minus",
        "through",
        "no.",
        "number",
        "phase",
        "tranche",
        "than",
        "/100",
        "kwart",
        "dan",
    ];
    let unsure = (unsure.contains(&previous) && !["a", "than", "of", "dan"].contains(&previous))
        || previous.contains("/1")
        || previous.ends_with("half")
        || before[..start].trim_end().ends_with("half of")
        || before[..start].trim_end().ends_with("hundredths of")
        || before[..start].trim_end().ends_with("tenths of")
        || before[..start].trim_end().ends_with("quarters of")
        || before[..start].trim_end().ends_with("quarter of");
    (!unsure).then_some((start, value))
}

/// The number that a text in brackets says: `zegge: vijftig euro`, `fifty euros`.
fn said(inside: &str) -> Option<u64> {
    let text = inside.to_lowercase();
    let text = ["zegge:", "zegge", "say:", "say", "in woorden:", "in words:"]
        .iter()
        .find_map(|it| text.strip_prefix(it))
        .unwrap_or(&text)
        .trim()
        .to_owned();
    let mut words: Vec<&str> = text.split(' ').collect();
    while words.last().is_some_and(|it| is_unit(it)) {
        words.pop();
    }
    // One letter or "one" alone is a list marker as often as a number.
    number(&words.join(" ")).filter(|it| *it > 1)
}

/// Number words, longest first where one starts another.
const NUMBERS: &[(&str, u64)] = &[
    ("seventeen", 17),
    ("seventy", 70),
    ("seven", 7),
    ("sixteen", 16),
    ("sixty", 60),
    ("six", 6),
    ("eighteen", 18),
    ("eighty", 80),
    ("eight", 8),
    ("nineteen", 19),
    ("ninety", 90),
    ("nine", 9),
    ("fourteen", 14),
    ("forty", 40),
    ("fourty", 40),
    ("four", 4),
    ("thirteen", 13),
    ("thirty", 30),
    ("three", 3),
    ("fifteen", 15),
    ("fifty", 50),
    ("five", 5),
    ("twelve", 12),
    ("twenty", 20),
    ("two", 2),
    ("one", 1),
    ("ten", 10),
    ("eleven", 11),
    ("zero", 0),
    ("zeventien", 17),
    ("zeventig", 70),
    ("zeven", 7),
    ("zestien", 16),
    ("zestig", 60),
    ("zes", 6),
    ("achttien", 18),
    ("tachtig", 80),
    ("acht", 8),
    ("negentien", 19),
    ("negentig", 90),
    ("negen", 9),
    ("veertien", 14),
    ("veertig", 40),
    ("vier", 4),
    ("dertien", 13),
    ("dertig", 30),
    ("drie", 3),
    ("vijftien", 15),
    ("vijftig", 50),
    ("vijf", 5),
    ("twaalf", 12),
    ("twintig", 20),
    ("twee", 2),
    ("een", 1),
    ("één", 1),
    ("tien", 10),
    ("elf", 11),
    ("nul", 0),
];

const SCALES: &[(&str, u64)] = &[
    ("hundred", 100),
    ("honderd", 100),
    ("thousand", 1_000),
    ("duizend", 1_000),
    ("million", 1_000_000),
    ("miljoen", 1_000_000),
    ("billion", 1_000_000_000),
    ("miljard", 1_000_000_000),
];

/// Whether `word` can stand inside a number in words.
fn is_part(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower == "and" || lower == "en" || number(&lower).is_some()
}

/// The value of a number in words, Dutch or English: `twenty-five`, `tweeduizend vijfhonderd`.
pub(super) fn number(phrase: &str) -> Option<u64> {
    let lower = phrase.to_lowercase();
    let mut rest = lower.trim_matches([',', ' ', '"', '“', '”', '(']);
    let (mut total, mut part): (u64, u64) = (0, 0);
    let mut any = false;
    let mut joined = false;
    while !rest.is_empty() {
        let starts = |it: &&(&str, u64)| rest.starts_with(it.0);
        if let Some(&(word, value)) = SCALES.iter().find(starts) {
            if value == 100 {
                part = part.max(1).checked_mul(100)?;
            } else {
                total = total.checked_add(part.max(1).checked_mul(value)?)?;
                part = 0;
            }
            rest = &rest[word.len()..];
            any = true;
            joined = false;
        } else if let Some(&(word, value)) =
            NUMBERS.iter().filter(starts).max_by_key(|it| it.0.len())
        {
            // "two three" is a list; "vijfentwintig" and "twenty-five" add up.
            let fits = part == 0 || part % 100 == 0 || part % 10 == 0 && value < 10 || joined;
            if !fits {
                return None;
            }
            part = part.checked_add(value)?;
            rest = &rest[word.len()..];
            any = true;
            joined = false;
        } else if any
            && let Some(it) = [" and ", "-and-", " en ", "ën", "en", "-", " ", ", "]
                .iter()
                .find_map(|it| rest.strip_prefix(it))
                .filter(|it| !it.is_empty())
        {
            joined = rest.starts_with("en") || rest.starts_with('ë');
            rest = it;
        } else {
            return None;
        }
    }
    any.then(|| total.checked_add(part)).flatten()
}

/// `€ 1.000,00` and `€ 1,000.00` in one contract: the first of the rarer style.
fn number_styles(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    let (mut dots, mut commas) = (Vec::new(), Vec::new());
    for sign in index.signs().iter().filter(|it| matches!(it.char, '€' | '$' | '£')) {
        let (at, sign) = (sign.at as usize, sign.char.len_utf8());
        let rest = &doc.text[at + sign..];
        let number = rest.trim_start_matches([' ', '\u{a0}']);
        let gap = rest.len() - number.len();
        let end = number.find(|it: char| !(it.is_ascii_digit() || matches!(it, '.' | ',')));
        let number = number[..end.unwrap_or(number.len())].trim_end_matches(['.', ',']);
        let span = Span::new(at, at + sign + gap + number.len());
        let parts: Vec<&str> = number.split(['.', ',']).collect();
        // Only a thousand tells: 1.000 with a comma or nothing behind it, or the reverse.
        if parts.len() < 2 || parts[1].len() != 3 || parts[0].is_empty() || parts[0].len() > 3 {
            continue;
        }
        match number.find(['.', ',']).map(|it| number.as_bytes()[it]) {
            // "$1.815" may be a rate; with both signs in it there is no doubt.
            Some(b'.') if number.contains(',') || parts.len() > 2 => dots.push(span),
            Some(b',') => commas.push(span),
            Some(_) => {}
            None => {}
        }
    }
    if let (Some(dot), Some(comma)) = (dots.first(), commas.first()) {
        let (odd, other) = if dots.len() < commas.len() { (dot, comma) } else { (comma, dot) };
        found.push(Slip::at(SlipKind::NumberStyle, *odd).expecting(&doc[*other]).against(*other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::slips::told;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::English);
        let mut found = Vec::new();
        slips(&doc, &Index::of(&doc), &mut found);
        told(&doc, &found)
    }

    #[test]
    fn numbers_in_words() {
        for (words, value) in [
            ("thirty", 30),
            ("twenty-five", 25),
            ("one hundred and fifty", 150),
            ("two thousand five hundred", 2_500),
            ("nineteen hundred ninety-nine", 1_999),
            ("vijfentwintig", 25),
            ("tweeënveertig", 42),
            ("tweeduizendvijfhonderd", 2_500),
            ("honderdvijftigduizend", 150_000),
            ("één", 1),
            ("drie miljoen", 3_000_000),
            ("three million eight hundred seventy-five thousand", 3_875_000),
            ("Three Million Eight Hundred Seventy Five Thousand One Hundred", 3_875_100),
            ("één miljoen tweehonderdvijftigduizend", 1_250_000),
            ("achttienhonderd", 1_800),
        ] {
            assert_eq!(number(words), Some(value), "{words}");
        }
        for words in ["two three", "thirtieth", "half", "and", "one-half"] {
            assert_eq!(number(words), None, "{words}");
        }
    }

    #[test]
    fn words_that_say_another_number_than_figures() {
        assert_eq!(
            found("Pay within thirty (60) days."),
            ["WordsAndFigures thirty (60) (30 / 60)"]
        );
        assert!(
            found("Pay within thirty (30) days after one hundred and fifty (150) hours.")
                .is_empty()
        );
        assert_eq!(
            found("The price is EUR 10.000 (zegge: twaalfduizend euro)."),
            ["WordsAndFigures 10.000 (zegge: twaalfduizend euro) (12000 / 10000)"]
        );
        assert!(
            found("It is five thousand dollars ($5,000.00) and one-half of one percent (0.5%).")
                .is_empty()
        );
    }

    #[test]
    fn thousands_in_two_styles() {
        assert_eq!(
            found("The fee is € 1.000,00 and the deposit € 2.500. The fine is € 1,000.00."),
            ["NumberStyle € 1,000.00 (€ 1.000,00)"]
        );
    }
}
