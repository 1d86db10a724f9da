//! Numbers that are said twice, dates, account numbers: what can be checked by calculation.
//!
//! A number in words that can't be read to the end is left alone.

use super::slips::{Slip, SlipKind};
use crate::document::{Document, Sentence, Token, Zone};
use crate::span::Span;

/// Adds the slips of `doc` to `found`.
pub fn slips(doc: &Document, found: &mut Vec<Slip>) {
    let judged = |it: &Sentence| !matches!(it.zone, Zone::Contents | Zone::Furniture);
    let mut dates = Vec::new();
    for block in &doc.blocks {
        if matches!(block.zone, Zone::Contents | Zone::Furniture) {
            continue;
        }
        words_and_figures(doc, block.span, found);
        ibans(doc, block.span, found);
    }
    for sentence in doc.sentences.iter().filter(|it| judged(it)) {
        let from = dates.len();
        named_dates(doc, sentence, &mut dates);
        numeric_dates(doc, sentence, &mut dates);
        dates[from..].sort_by_key(|it| it.span);
        reversed(doc, &dates[from..], found);
    }
    judge_dates(doc, &dates, found);
    number_styles(doc, found);
}

/// `thirty (60)`, `EUR 500 (zegge: vijftig euro)`.
fn words_and_figures(doc: &Document, span: Span, found: &mut Vec<Slip>) {
    let text = &doc[span];
    for (open, _) in text.match_indices('(') {
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
        if words != figures {
            let start = span.start as usize;
            let place = Span::new(start + far + from, start + open + length + 1);
            found.push(
                Slip::at(SlipKind::WordsAndFigures, place)
                    .expecting(format!("{words} / {figures}")),
            );
        }
    }
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
    for _ in 0..14 {
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
    let previous = trimmed[..start].trim_end().rsplit(' ').next().unwrap_or("");
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
    let unsure = (unsure.contains(&previous.to_lowercase().as_str())
        && !["a", "than", "of", "dan"].contains(&previous))
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
fn number(phrase: &str) -> Option<u64> {
    let lower = phrase.to_lowercase();
    let mut rest = lower.trim_matches([',', ' ', '"', '“', '”']);
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
}

/// Months by their first three letters, Dutch and English, with their whole names.
const MONTHS: &[(&str, u32)] = &[
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

/// `31 februari 2027`, `February 31, 2027`.
fn named_dates(doc: &Document, sentence: &Sentence, dates: &mut Vec<Date>) {
    let tokens = doc.tokens_of(sentence);
    let figure = |it: Option<&Token>| -> Option<u32> {
        let text = &doc[it?.span];
        let digits = text.trim_end_matches(|it: char| it.is_ascii_alphabetic());
        (text.len() - digits.len() <= 2).then(|| digits.parse().ok()).flatten()
    };
    for (index, token) in tokens.iter().enumerate() {
        let word = doc.words.get(token.word);
        let Some(&(_, month)) = MONTHS.iter().find(|it| it.0 == word) else { continue };
        let before = index.checked_sub(1).and_then(|it| tokens.get(it));
        let (next, after) = (tokens.get(index + 1), tokens.get(index + 2));
        let is_year = |it: &u32| (1800..2200).contains(it);
        let is_day = |it: &u32| (1..=99).contains(it);
        let near = |a: &Token, b: &Token| b.span.start.saturating_sub(a.span.end) <= 2;
        let date = if let (Some(day), Some(year)) =
            (figure(before).filter(is_day), figure(next).filter(is_year))
            && before.is_some_and(|it| near(it, token))
            && next.is_some_and(|it| near(token, it))
        {
            before.zip(next).map(|(a, b)| (a.span.start, b.span.end, day, year))
        } else if let (Some(day), Some(year)) =
            (figure(next).filter(is_day), figure(after).filter(is_year))
            && next.is_some_and(|it| near(token, it))
            && next.zip(after).is_some_and(|(a, b)| near(a, b))
        {
            after.map(|it| (token.span.start, it.span.end, day, year))
        } else {
            None
        };
        if let Some((start, end, day, year)) = date {
            let span = Span { start, end };
            dates.push(Date { span, year, month, day, named: true, zone: sentence.zone });
        }
    }
}

/// `31-02-2027`, `31/02/2027`, `2027-02-31`; of `02/03/2027` nobody knows which is the month, so
/// it is only impossible when both ways are.
fn numeric_dates(doc: &Document, sentence: &Sentence, dates: &mut Vec<Date>) {
    let text = &doc[sentence.span];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = bytes[at..]
            .iter()
            .position(|it| !(it.is_ascii_digit() || matches!(it, b'-' | b'/' | b'.')))
            .map_or(bytes.len(), |it| at + it);
        let token = text[at..end].trim_end_matches(['.', '-', '/']);
        let free = at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'.');
        for separator in ['-', '/', '.'] {
            let parts: Vec<&str> = token.split(separator).collect();
            let [a, b, c] = parts[..] else { continue };
            let read = |it: &str| it.parse::<u32>().ok();
            let (Some(x), Some(y), Some(z)) = (read(a), read(b), read(c)) else { continue };
            let date = match (a.len(), b.len(), c.len()) {
                (4, 2, 2) if separator != '.' => Some((x, y, z)),
                (1..=2, 1..=2, 4) if (1900..2200).contains(&z) => {
                    if (1..=12).contains(&y) {
                        Some((z, y, x))
                    } else {
                        Some((z, x, y))
                    }
                }
                _ => None,
            };
            // 4.2.2020 may be a clause, and 12-34-5678 a telephone number.
            let date = date.filter(|it| (1900..2200).contains(&it.0) && it.1 <= 12 && it.2 <= 31);
            if let Some((year, month, day)) = date.filter(|_| free) {
                let start = sentence.span.start as usize + at;
                let span = Span::new(start, start + token.len());
                dates.push(Date { span, year, month, day, named: false, zone: sentence.zone });
            }
        }
        at = end.max(at + 1);
    }
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

/// `€ 1.000,00` and `€ 1,000.00` in one contract: the first of the rarer style.
fn number_styles(doc: &Document, found: &mut Vec<Slip>) {
    let (mut dots, mut commas) = (Vec::new(), Vec::new());
    for (at, sign) in doc.text.match_indices(['€', '$', '£']) {
        let rest = &doc.text[at + sign.len()..];
        let number = rest.trim_start_matches([' ', '\u{a0}']);
        let gap = rest.len() - number.len();
        let end = number.find(|it: char| !(it.is_ascii_digit() || matches!(it, '.' | ',')));
        let number = number[..end.unwrap_or(number.len())].trim_end_matches(['.', ',']);
        let span = Span::new(at, at + sign.len() + gap + number.len());
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

/// How long an account number is, by country.
const IBANS: &[(&str, usize)] = &[
    ("NL", 18),
    ("BE", 16),
    ("DE", 22),
    ("FR", 27),
    ("GB", 22),
    ("LU", 20),
    ("ES", 24),
    ("IT", 27),
    ("AT", 20),
    ("IE", 22),
    ("CH", 21),
    ("DK", 18),
    ("SE", 24),
    ("PL", 28),
    ("PT", 25),
];

/// Account numbers whose check digits don't fit (ISO 13616, modulo 97).
fn ibans(doc: &Document, span: Span, found: &mut Vec<Slip>) {
    let text = &doc[span];
    if !text.contains("IBAN")
        && !text.to_lowercase().contains("rekening")
        && !text.contains("ccount")
    {
        return;
    }
    let bytes = text.as_bytes();
    for at in 0..bytes.len().saturating_sub(15) {
        let [a, b, c, d] = bytes[at..at + 4] else { continue };
        let opens = a.is_ascii_uppercase()
            && b.is_ascii_uppercase()
            && c.is_ascii_digit()
            && d.is_ascii_digit()
            && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        let Some(length) =
            IBANS.iter().filter(|_| opens).find(|it| it.0.as_bytes() == [a, b]).map(|it| it.1)
        else {
            continue;
        };
        let mut letters = Vec::with_capacity(length);
        let mut end = at;
        for (index, byte) in bytes[at..].iter().enumerate() {
            match byte {
                b' ' | b'.' => continue,
                it if it.is_ascii_uppercase() || it.is_ascii_digit() => letters.push(*it),
                _ => break,
            }
            end = at + index + 1;
            if letters.len() == length {
                break;
            }
        }
        let whole =
            letters.len() == length && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
        if !whole {
            continue;
        }
        letters.rotate_left(4);
        let rest = letters.iter().fold(0u32, |rest, it| {
            if it.is_ascii_digit() {
                (rest * 10 + u32::from(it - b'0')) % 97
            } else {
                (rest * 100 + u32::from(it - b'A') + 10) % 97
            }
        });
        if rest != 1 {
            let start = span.start as usize;
            found.push(Slip::at(SlipKind::WrongIban, Span::new(start + at, start + end)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::English);
        let mut found = Vec::new();
        slips(&doc, &mut found);
        found
            .iter()
            .map(|it| format!("{:?} {} ({})", it.kind, &doc[it.span], it.expected))
            .collect()
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

    #[test]
    fn account_numbers() {
        assert_eq!(
            found("Pay to IBAN NL91 ABNA 0417 1643 01."),
            ["WrongIban NL91 ABNA 0417 1643 01 ()"]
        );
        assert!(found("Pay to IBAN NL91 ABNA 0417 1643 00.").is_empty());
    }

    #[test]
    fn thousands_in_two_styles() {
        assert_eq!(
            found("The fee is € 1.000,00 and the deposit € 2.500. The fine is € 1,000.00."),
            ["NumberStyle € 1,000.00 (€ 1.000,00)"]
        );
    }
}
