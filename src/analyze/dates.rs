//! Dates: impossible ones, wrong weekdays, an end before its start, two styles in one text.

use super::holidays::holiday;
use super::index::Index;
use super::slips::{Slip, SlipKind};
use crate::document::{Document, Sentence, Token, Zone};
use crate::language::Language;
use crate::span::Span;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    let dates = dates(doc, index);
    for dates in dates.chunk_by(|a, b| a.sentence == b.sentence) {
        reversed(doc, dates, found);
    }
    judge_dates(doc, &dates, found);
    weekend(doc, &dates, found);
}

/// A date in the text.
#[derive(Debug, Clone, Copy)]
struct Date {
    span: Span,
    year: u32,
    month: u32,
    day: u32,
    /// Whether its month is a word.
    named: bool,
    zone: Zone,
    /// The sentence it stands in.
    sentence: u32,
}

/// The names of the months in Dutch and English, each with its number.
pub(super) const MONTHS: &[(&str, u32)] = &[
    ("january", 1),
    ("januari", 1),
    ("february", 2),
    ("februari", 2),
    ("march", 3),
    ("maart", 3),
    ("april", 4),
    ("may", 5),
    ("mei", 5),
    ("june", 6),
    ("juni", 6),
    ("july", 7),
    ("juli", 7),
    ("august", 8),
    ("augustus", 8),
    ("september", 9),
    ("october", 10),
    ("oktober", 10),
    ("november", 11),
    ("december", 12),
];

const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];

/// The dates of `doc`, in order.
fn dates(doc: &Document, index: &Index) -> Vec<Date> {
    let mut dates = Vec::new();
    for &(name, month) in MONTHS {
        let places = index.tokens_of(doc, name).iter();
        dates.extend(places.filter_map(|&it| named_date(doc, it as usize, month)));
    }
    for number in (0..doc.words.len() as u32).filter(|&it| {
        let word = doc.words.get(it);
        word.len() <= 4 && word.bytes().all(|it| it.is_ascii_digit())
    }) {
        let places = index.tokens(number).iter();
        dates.extend(places.filter_map(|&it| numeric_date(doc, it as usize)));
    }
    dates.sort_by_key(|it| it.span);
    dates
}

/// The sentence that token `at` stands in, where dates are looked at.
fn sentence_of(doc: &Document, at: usize) -> Option<(u32, &Sentence)> {
    let number = doc.sentence_at(doc.tokens[at].span.start)?;
    let sentence = doc.sentences.get(number as usize)?;
    let judged = !matches!(sentence.zone, Zone::Contents | Zone::Furniture);
    judged.then_some((number, sentence))
}

/// `31 februari 2027`, `February 31, 2027`, whose month is token `at`.
fn named_date(doc: &Document, at: usize, month: u32) -> Option<Date> {
    let figure = |it: &Token| -> Option<u32> {
        let text = &doc[it.span];
        let digits = text.trim_end_matches(|it: char| it.is_ascii_alphabetic());
        (text.len() - digits.len() <= 2).then(|| digits.parse().ok()).flatten()
    };
    let day = |it: &Token| figure(it).filter(|it| (1..=99).contains(it));
    let year = |it: &Token| figure(it).filter(|it| (1800..2200).contains(it));
    let near = |a: &Token, b: &Token| b.span.start.saturating_sub(a.span.end) <= 2;
    let token = &doc.tokens[at];
    let next = doc.tokens.get(at + 1).filter(|it| near(token, it))?;
    let before = at.checked_sub(1).map(|it| &doc.tokens[it]).filter(|it| near(it, token));
    let after = doc.tokens.get(at + 2).filter(|it| near(next, it));
    let (start, end, day, year) = if let Some(before) = before
        && let (Some(day), Some(year)) = (day(before), year(next))
    {
        (before.span.start, next.span.end, day, year)
    } else {
        let after = after?;
        (token.span.start, after.span.end, day(next)?, year(after)?)
    };
    let (sentence, in_sentence) = sentence_of(doc, at)?;
    let span = Span { start, end };
    in_sentence.span.contains(span).then_some(Date {
        span,
        year,
        month,
        day,
        named: true,
        zone: in_sentence.zone,
        sentence,
    })
}

/// `31-02-2027`, `31/02/2027`, `2027-02-31`, whose first number is token `at`; of `02/03/2027`
/// nobody knows which is the month, so it is only impossible when both ways are.
fn numeric_date(doc: &Document, at: usize) -> Option<Date> {
    let tokens = doc.tokens.get(at..at + 3)?;
    let bytes = doc.text.as_bytes();
    let separator = *bytes.get(tokens[0].span.end as usize)?;
    let joined = |a: &Token, b: &Token| {
        b.span.start == a.span.end + 1 && bytes[a.span.end as usize] == separator
    };
    if !matches!(separator, b'-' | b'/' | b'.')
        || !joined(&tokens[0], &tokens[1])
        || !joined(&tokens[1], &tokens[2])
    {
        return None;
    }
    // Part of something longer, a telephone number or a clause: no date.
    let (start, end) = (tokens[0].span.start, tokens[2].span.end);
    let before = (start as usize).checked_sub(1).map(|it| bytes[it]);
    let after = &bytes[end as usize..];
    let more = matches!(after, [b'-' | b'/' | b'.', next, ..] if next.is_ascii_digit());
    if more || before.is_some_and(|it| it.is_ascii_alphanumeric() || b"-/.".contains(&it)) {
        return None;
    }
    let [a, b, c] = [0, 1, 2].map(|it| &doc[tokens[it].span]);
    let (x, y, z) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
    let (year, month, day) = match (a.len(), b.len(), c.len()) {
        (4, 2, 2) if separator != b'.' => (x, y, z),
        (1..=2, 1..=2, 4) if (1..=12).contains(&y) => (z, y, x),
        (1..=2, 1..=2, 4) => (z, x, y),
        _ => return None,
    };
    let (sentence, in_sentence) = sentence_of(doc, at)?;
    // 4.2.2020 may be a clause, and 12-34-5678 a telephone number.
    ((1900..2200).contains(&year) && month <= 12 && day <= 31).then_some(Date {
        span: Span { start, end },
        year,
        month,
        day,
        named: false,
        zone: in_sentence.zone,
        sentence,
    })
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// 0 for Monday (Sakamoto's method).
fn weekday(date: &Date) -> u32 {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = date.year - u32::from(date.month < 3);
    let shift = SHIFT.get(date.month as usize - 1).copied().unwrap_or(0);
    (year + year / 4 - year / 100 + year / 400 + shift + date.day + 6) % 7
}

fn judge_dates(doc: &Document, dates: &[Date], found: &mut Vec<Slip>) {
    for date in dates {
        let most = days_in(date.year, date.month);
        let swapped = !date.named && date.day <= 12 && date.month <= days_in(date.year, date.day);
        if (date.day == 0 || date.day > most) && !swapped {
            found.push(Slip::at(SlipKind::ImpossibleDate, date.span).expecting(most.to_string()));
            continue;
        }
        let before = doc.text.get(..date.span.start as usize).unwrap_or_default();
        let word = before.trim_end_matches([' ', ',']).rsplit([' ', '\n', '(']).next();
        let said = word.and_then(|it| DAYS.iter().position(|day| day.eq_ignore_ascii_case(it)));
        if let Some(said) = said
            && date.named
            && said as u32 % 7 != weekday(date)
        {
            let dutch = said >= 7;
            let right = DAYS.get(weekday(date) as usize + if dutch { 7 } else { 0 });
            let length = word.map_or(0, str::len) as u32;
            let gap = before.len() - before.trim_end_matches([' ', ',']).len();
            let start = date.span.start - gap as u32 - length;
            found.push(
                Slip::at(SlipKind::WrongWeekday, Span { start, end: date.span.end })
                    .expecting(right.copied().unwrap_or_default()),
            );
        }
    }
    // Only where the agreement itself is written; a table of data has a style of its own.
    let text = |it: &&Date| matches!(it.zone, Zone::Operative | Zone::Recital);
    let named = dates.iter().filter(text).find(|it| it.named);
    let numeric = dates.iter().filter(text).find(|it| !it.named);
    if let (Some(named), Some(numeric)) = (named, numeric) {
        found.push(Slip::at(SlipKind::DateStyle, numeric.span).against(named.span));
    }
}

/// `van 1 mei 2027 tot 1 april 2027` in one sentence.
fn reversed(doc: &Document, dates: &[Date], found: &mut Vec<Slip>) {
    for pair in dates.windows(2) {
        let [a, b] = pair else { continue };
        let between = doc.text.get(a.span.end as usize..b.span.start as usize).unwrap_or_default();
        let joined = [
            "tot",
            "tot en met",
            "t/m",
            "until",
            "to",
            "through",
            "and ends on",
            "and ending on",
            "en eindigt op",
            "up to and including",
            "and ends",
            "en loopt tot",
            "en eindigt van rechtswege op",
            "en loopt tot en met",
            "and expires on",
            "ending on",
        ];
        let opens = doc.text.get(..a.span.start as usize).unwrap_or_default().trim_end();
        let opens = opens.rsplit(' ').next().unwrap_or("").to_lowercase();
        let from = ["van", "vanaf", "from", "op", "on", "per", "beginning", "starting", "with"];
        if joined.contains(&between.trim_matches([' ', ',']))
            && from.contains(&opens.as_str())
            && a.named
            && b.named
            && (b.year, b.month, b.day) < (a.year, a.month, a.day)
        {
            let span = Span { start: a.span.start, end: b.span.end };
            found.push(Slip::at(SlipKind::ReversedDates, span));
        }
    }
}

/// `uiterlijk 2 januari 2027`, which is a Saturday, and `uiterlijk 27 april 2027`, a holiday.
fn weekend(doc: &Document, dates: &[Date], found: &mut Vec<Slip>) {
    const BY: &[&str] = &[
        "uiterlijk",
        "uiterlijk op",
        "vóór",
        "voor",
        "no later than",
        "not later than",
        "on or before",
        "by",
        "due on",
        "uiterlijk vóór",
        "betaald op",
        "payable on",
        "delivered on",
        "geleverd op",
        "paid on",
        "opgeleverd op",
    ];
    for date in dates.iter().filter(|it| it.zone == Zone::Operative && it.named) {
        if date.day == 0 || date.day > days_in(date.year, date.month) {
            continue;
        }
        let sentence = doc.sentences.get(date.sentence as usize);
        let language = sentence.and_then(|it| it.language).unwrap_or(Language::English);
        let day = match (weekday(date), language) {
            (5, Language::Dutch) => "een zaterdag",
            (6, Language::Dutch) => "een zondag",
            (5, Language::English) => "a Saturday",
            (6, Language::English) => "a Sunday",
            _ => match holiday(date.year, date.month, date.day, language) {
                Some(day) => day,
                None => continue,
            },
        };
        let from = (date.span.start as usize).saturating_sub(30);
        let before = super::index::window(&doc.text, from, date.span.start as usize);
        let before = before.trim_end().to_lowercase();
        let by = BY.iter().any(|it| {
            before.strip_suffix(it).is_some_and(|it| !it.ends_with(char::is_alphanumeric))
        });
        if by {
            let slip = Slip::at(SlipKind::WeekendDate, date.span);
            found.push(slip.expecting(day));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::slips::told;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::English);
        let mut found = Vec::new();
        slips(&doc, &Index::of(&doc), &mut found);
        told(&doc, &found)
    }

    #[test]
    fn dates() {
        assert_eq!(found("It ends on 31 February 2027."), ["ImpossibleDate 31 February 2027 (28)"]);
        assert_eq!(
            found("It ends on February 30, 2028."),
            ["ImpossibleDate February 30, 2028 (29)"]
        );
        assert!(found("It ends on 29 February 2028.").is_empty());
        assert_eq!(found("It ends on 31-04-2027."), ["ImpossibleDate 31-04-2027 (30)"]);
        assert_eq!(
            found("They meet on Monday 1 January 2027."),
            ["WrongWeekday Monday 1 January 2027 (friday)"]
        );
        assert!(found("They meet on Friday, 1 January 2027.").is_empty());
        assert_eq!(
            found("It runs from 1 May 2027 until 1 April 2027."),
            ["ReversedDates 1 May 2027 until 1 April 2027 ()"]
        );
    }
}
