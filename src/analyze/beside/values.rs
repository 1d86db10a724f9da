//! What a text sets in figures or number words: periods, sums, shares, dates, and bare numbers.
//!
//! Values are compared over languages and notations: `dertig (30) dagen` is `30 days`, `€ 1.250,-`
//! is `EUR 1,250.00`, `two weeks` is `14 days`. A month is not thirty days.

use crate::analyze::amounts::number;
use crate::analyze::dates::MONTHS;
use crate::language::Language;
use crate::span::Span;

/// A value and the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// Its words: `30 dagen`.
    pub(super) span: Span,
    /// What it says.
    pub(super) measure: Measure,
}

/// What a value says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    /// So many hours, days, working days or months.
    Period(u64, Unit),
    /// A sum in cents.
    Money(u64),
    /// A share in hundredths of a percent.
    Share(u64),
    /// Year, month, day.
    Date(u64, u64, u64),
    /// A number, in hundredths.
    Count(u64),
}

/// The units that periods are counted in: weeks are days and years are months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Hour,
    Day,
    WorkingDay,
    Month,
}

/// Words that count, each with its unit and how many of it one is.
const UNITS: &[(&[&str], Unit, u64)] = &[
    (&["uur", "uren", "hour", "hours"], Unit::Hour, 1),
    (&["dag", "dagen", "kalenderdag", "kalenderdagen", "day", "days"], Unit::Day, 1),
    (&["werkdag", "werkdagen"], Unit::WorkingDay, 1),
    (&["week", "weken", "weeks"], Unit::Day, 7),
    (&["maand", "maanden", "kalendermaand", "kalendermaanden", "month", "months"], Unit::Month, 1),
    (&["jaar", "jaren", "year", "years"], Unit::Month, 12),
];

/// Most words of one number: `three hundred and seventy-five thousand`.
const LONGEST: usize = 6;

/// A word of the text with what stands around it cut off.
struct Word {
    /// Its bytes, without brackets and marks.
    span: Span,
    /// In lower case.
    text: String,
    /// Whether a bracket opens before it.
    bracketed: bool,
}

/// The values in `text`, which starts at byte `start` of the document and is in `language`.
pub(super) fn values(text: &str, start: u32, language: Option<Language>) -> Vec<Value> {
    // Without a figure or a number word there is nothing to look for; most sentences have none.
    let words: Vec<Word> = words(text, start);
    let mut found: Vec<Value> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match value(&words, at, language) {
            Some((value, next)) => {
                // "thirty (30) days" says it once.
                let again = words[at].bracketed
                    && found.last().is_some_and(|it| same_number(it.measure, value.measure));
                if again && let Some(last) = found.last_mut() {
                    last.span.end = value.span.end;
                    last.measure = last.measure.max_kind(value.measure);
                } else {
                    found.push(value);
                }
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

impl Measure {
    /// The one of two that says more than a number.
    fn max_kind(self, other: Measure) -> Measure {
        if matches!(self, Measure::Count(_)) { other } else { self }
    }

    /// The bare number, in hundredths, for what is compared by figures alone.
    pub(super) fn figures(self) -> Vec<u64> {
        match self {
            Measure::Period(count, _) => vec![count * 100],
            Measure::Money(it) | Measure::Share(it) | Measure::Count(it) => vec![it],
            Measure::Date(year, month, day) => vec![year * 100, month * 100, day * 100],
        }
    }
}

/// Whether the second is the first again, in figures.
fn same_number(one: Measure, other: Measure) -> bool {
    one == other
        || match (one, other) {
            (Measure::Count(it), _) => other.figures() == [it],
            (_, Measure::Count(it)) => one.figures() == [it],
            _ => false,
        }
}

fn words(text: &str, start: u32) -> Vec<Word> {
    let cut = |it: char| !it.is_alphanumeric() && !matches!(it, '€' | '$' | '£' | '%');
    let mut words = Vec::new();
    for word in text.split([' ', '\n', '\u{a0}']).filter(|it| !it.is_empty()) {
        let from = word.as_ptr() as usize - text.as_ptr() as usize;
        let inner = word.trim_start_matches(cut);
        let lead = word.len() - inner.len();
        let inner = inner.trim_end_matches(cut);
        if inner.is_empty() {
            continue;
        }
        let from = start as usize + from + lead;
        words.push(Word {
            span: Span::new(from, from + inner.len()),
            text: inner.to_lowercase(),
            bracketed: word[..lead].contains('('),
        });
    }
    words
}

/// The value that starts at word `at`, and the word after it.
fn value(words: &[Word], at: usize, language: Option<Language>) -> Option<(Value, usize)> {
    let word = words.get(at)?;
    let first = word.text.chars().next()?;
    let spanning = |to: usize| Span { start: word.span.start, end: words[to].span.end };
    let text = |at: usize| words.get(at).map_or("", |it| it.text.as_str());
    // "€ 1.250", "EUR 1.250", "€1.250".
    let sign = matches!(word.text.as_str(), "€" | "$" | "£" | "eur" | "usd" | "gbp" | "us$");
    if sign {
        let sum = figures(text(at + 1))?;
        let (sum, to) = scaled(sum, words, at + 1);
        return Some((Value { span: spanning(to), measure: Measure::Money(sum) }, to + 1));
    }
    if let Some(rest) =
        ["€", "$", "£", "eur", "us$"].iter().find_map(|it| word.text.strip_prefix(it))
        && let Some(sum) = figures(rest)
    {
        let (sum, to) = scaled(sum, words, at);
        return Some((Value { span: spanning(to), measure: Measure::Money(sum) }, to + 1));
    }
    if first.is_ascii_digit()
        && let Some((measure, to)) = date(words, at)
    {
        return Some((Value { span: spanning(to), measure }, to + 1));
    }
    if let Some(month) = month(&word.text)
        && let (Some(day), Some(year)) = (ordinal(text(at + 1)), year(text(at + 2)))
    {
        let measure = Measure::Date(year, month, day);
        return Some((Value { span: spanning(at + 2), measure }, at + 3));
    }
    let (hundredths, mut to) = if first.is_ascii_digit() {
        if let Some(share) = word.text.strip_suffix('%').and_then(figures) {
            return Some((Value { span: word.span, measure: Measure::Share(share) }, at + 1));
        }
        let (count, to) = scaled(figures(&word.text)?, words, at);
        (count, to)
    } else {
        let (count, to) = in_words(words, at, language)?;
        (count.checked_mul(100)?, to)
    };
    // "dertig (30) dagen": the unit stands behind the figures.
    let mut unit_at = to + 1;
    if words.get(unit_at).is_some_and(|it| it.bracketed && figures(&it.text) == Some(hundredths)) {
        to = unit_at;
        unit_at += 1;
    }
    let (mut measure, end) = match text(unit_at) {
        "%" | "procent" | "percent" => (Measure::Share(hundredths), unit_at),
        "per" if text(unit_at + 1) == "cent" => (Measure::Share(hundredths), unit_at + 1),
        "euro" | "euro's" | "euros" | "eur" | "dollar" | "dollars" | "usd" | "pond" | "pounds" => {
            (Measure::Money(hundredths), unit_at)
        }
        word => match period(hundredths / 100, word, text(unit_at + 1)) {
            Some((measure, more)) if hundredths % 100 == 0 => (measure, unit_at + more),
            _ => (Measure::Count(hundredths), to),
        },
    };
    // A word alone counts nothing: "one of them", "het een en ander".
    if !first.is_ascii_digit() && measure == Measure::Count(100) {
        return None;
    }
    let span = spanning(end.min(words.len() - 1));
    if let Measure::Count(_) = measure {
        measure = Measure::Count(hundredths);
    }
    Some((Value { span, measure }, end + 1))
}

/// So many of what `word` names, `next` being the word behind it, and how many words more it takes.
fn period(count: u64, word: &str, next: &str) -> Option<(Measure, usize)> {
    let (word, working, more) = match word {
        "calendar" | "consecutive" | "full" | "volle" | "hele" => (next, false, 1),
        "business" | "working" => (next, true, 1),
        _ => (word, false, 0),
    };
    let (_, unit, times) = UNITS.iter().find(|it| it.0.contains(&word))?;
    let unit = if working { Unit::WorkingDay } else { *unit };
    Some((Measure::Period(count.checked_mul(*times)?, unit), more))
}

/// `1.5 million`: the number with its scale, and the last word of both.
fn scaled(number: u64, words: &[Word], at: usize) -> (u64, usize) {
    let scale = match words.get(at + 1).map(|it| it.text.as_str()) {
        Some("duizend" | "thousand") => 1_000,
        Some("miljoen" | "million" | "mln") => 1_000_000,
        Some("miljard" | "billion" | "mld") => 1_000_000_000,
        _ => return (number, at),
    };
    number.checked_mul(scale).map_or((number, at), |it| (it, at + 1))
}

/// `5 mei 2027`, `05-05-2027`, `2027-05-05`.
fn date(words: &[Word], at: usize) -> Option<(Measure, usize)> {
    let word = words.get(at)?.text.as_str();
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    if let [a, b, c] = parts[..] {
        let number = |it: &str| it.parse::<u64>().ok();
        let (a, b, c) = (number(a)?, number(b)?, number(c)?);
        let (year, month, day) = if a > 1000 { (a, b, c) } else { (c, b, a) };
        let (month, day) = if month > 12 { (day, month) } else { (month, day) };
        return ((1900..2200).contains(&year) && (1..=12).contains(&month))
            .then_some((Measure::Date(year, month, day), at));
    }
    let month = month(&words.get(at + 1)?.text)?;
    let year = year(&words.get(at + 2)?.text)?;
    Some((Measure::Date(year, month, ordinal(word)?), at + 2))
}

fn month(word: &str) -> Option<u64> {
    MONTHS.iter().find(|it| it.0 == word).map(|it| u64::from(it.1))
}

fn year(word: &str) -> Option<u64> {
    word.parse().ok().filter(|it| (1900..2200).contains(it))
}

/// The day that `1`, `1st` or `1e` is.
fn ordinal(word: &str) -> Option<u64> {
    let digits = word.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    digits.parse().ok().filter(|it| (1..=31).contains(it) && word.len() - digits.len() <= 2)
}

/// The number that figures are, in hundredths: `1.250,00`, `1,250`, `2.5`, `1250,-`.
fn figures(word: &str) -> Option<u64> {
    let word = word.trim_end_matches(['-', '=', '–', '.', ',']);
    if !word.starts_with(|it: char| it.is_ascii_digit())
        || word.contains(|it: char| !it.is_ascii_digit() && it != '.' && it != ',')
    {
        return None;
    }
    let (whole, rest) = match word.rfind(['.', ',']) {
        // Two figures behind the last mark are cents, three are thousands.
        Some(mark) if word.len() - mark <= 3 => (&word[..mark], &word[mark + 1..]),
        _ => (word, ""),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let parts = match rest.len() {
        0 => 0,
        1 => rest.parse::<u64>().ok()?.checked_mul(10)?,
        _ => rest.parse().ok()?,
    };
    digits.parse::<u64>().ok()?.checked_mul(100)?.checked_add(parts)
}

/// The number in words that starts at word `at`, and its last word.
fn in_words(words: &[Word], at: usize, language: Option<Language>) -> Option<(u64, usize)> {
    // Words that are numbers in one language and something else in the other, or in both.
    let other: &[&str] = match language {
        Some(Language::Dutch) => &["ten", "one", "elf", "acht"],
        Some(Language::English) => &["een", "elf"],
        None => return None,
    };
    let first = words.get(at)?.text.as_str();
    if other.contains(&first) {
        return None;
    }
    let mut best = number(first).map(|it| (it, at))?;
    let mut phrase = first.to_owned();
    for (to, word) in words.iter().enumerate().take(at + LONGEST).skip(at + 1) {
        if word.bracketed || word.text.starts_with(|it: char| !it.is_alphabetic()) {
            break;
        }
        phrase.push(' ');
        phrase.push_str(&word.text);
        match number(&phrase) {
            Some(value) => best = (value, to),
            // "hundred and" may go on.
            None if word.text == "and" || word.text == "en" => {}
            None => break,
        }
    }
    Some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, language: Language) -> Vec<(&str, Measure)> {
        let values = values(text, 0, Some(language));
        values.into_iter().map(|it| (&text[it.span.range()], it.measure)).collect()
    }

    #[test]
    fn one_value_in_both_languages_and_every_notation() {
        use Measure::*;
        for (dutch, english, measure) in [
            ("dertig (30) dagen", "thirty (30) days", Period(30, Unit::Day)),
            ("twee weken", "14 days", Period(14, Unit::Day)),
            ("5 werkdagen", "five business days", Period(5, Unit::WorkingDay)),
            ("een jaar", "12 months", Period(12, Unit::Month)),
            ("€ 1.250,00", "EUR 1,250.00", Money(125_000)),
            ("1,5 miljoen euro", "$1.5 million", Money(150_000_000)),
            ("vijf procent", "5%", Share(500)),
            ("1 mei 2027", "May 1, 2027", Date(2027, 5, 1)),
            ("01-05-2027", "2027-05-01", Date(2027, 5, 1)),
            ("honderdvijftig", "one hundred and fifty", Count(15_000)),
        ] {
            assert_eq!(said(dutch, Language::Dutch), [(dutch, measure)]);
            assert_eq!(said(english, Language::English), [(english, measure)]);
        }
    }

    #[test]
    fn the_dash_for_no_cents_is_no_part_of_the_number() {
        assert_eq!(said("€ 1.250,-", Language::Dutch), [("€ 1.250", Measure::Money(125_000))]);
    }

    #[test]
    fn words_that_only_look_like_numbers() {
        assert!(
            said("ten minste, een en ander, een van de twee partijen", Language::Dutch).len() == 1
        );
        assert!(said("the one who may, in March or later", Language::English).is_empty());
    }
}
