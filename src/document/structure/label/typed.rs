//! Numbers typed at the start of a block, and what only looks like one.

use super::super::super::Kind;
use super::super::words::{MONTHS, RESTS, STATUTES, STREETS, UNITS, before_number};
use super::{Form, is_bullet, is_title, is_verb, number_path, read, roman};

/// The number typed at the start of a block, and the byte at which the text after it starts.
///
/// A year, an amount, a date, an address, a quantity and a reference that opens a sentence
/// ("Artikel 4 is van toepassing") are no clause numbers.
pub(in super::super) fn typed_label(text: &str, kind: Kind) -> Option<(String, usize)> {
    if kind == Kind::Footnote {
        return note_number(text);
    }
    if matches!(kind, Kind::Cell { .. } | Kind::Header | Kind::Footer) {
        return None;
    }
    let lead = text.len() - text.trim_start().len();
    let line = &text[lead..];
    let end = line.find(' ').unwrap_or(line.len());
    let first = &line[..end];
    let found = if let Some(word) = before_number(first) {
        worded(line, end, word, kind)
    } else if is_bullet(first) && end < line.len() {
        Some(("•".to_owned(), end))
    } else {
        bare(line, end, kind)
    };
    let (label, at) = found?;
    let rest = &line[at..];
    let skip = rest.len() - rest.trim_start().len();
    Some((label, lead + at + skip))
}

/// The number of a footnote: `1`, `[1]`, `1)`.
fn note_number(text: &str) -> Option<(String, usize)> {
    let end = text.find(' ')?;
    let number =
        text[..end].trim_matches(|it: char| matches!(it, '[' | ']' | '(' | ')' | '.' | '^'));
    let fits = (1..=3).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    fits.then(|| (number.to_owned(), end + 1))
}

/// `Artikel 4 – Betaling`, `ARTICLE IV`, `Section 5.10`, `Bijlage A`.
fn worded(
    line: &str,
    word_end: usize,
    (form, style): (Form, u8),
    kind: Kind,
) -> Option<(String, usize)> {
    let rest = line.get(word_end + 1..)?;
    let token_len = rest.find(' ').unwrap_or(rest.len());
    let token = &rest[..token_len];
    // "Artikel 6:248 BW" is the Civil Code.
    let core = token.trim_end_matches(['.', ':', ')', ',', '-', '–', '—']);
    let lettered = form == Form::Annex || form == Form::Chapter;
    let path = number_path(core)
        .or_else(|| roman(core).map(|it| vec![it]))
        .or_else(|| (lettered && is_single_capital(core)).then(|| vec![0]))?;
    if form != Form::Article && path.len() > 2 {
        return None;
    }
    let closing = &token[core.len()..];
    if closing.contains(',') {
        return None;
    }
    let label_end = word_end + 1 + core.len();
    let mut at = word_end + 1 + token_len;
    let mut hard = !closing.is_empty();
    let after = line[at..].trim_start();
    if let Some(dash) = after.chars().next().filter(|it| matches!(it, '–' | '—' | '-' | ':' | '|'))
        && after[dash.len_utf8()..].starts_with(' ')
    {
        at = line.len() - after.len() + dash.len_utf8();
        hard = true;
    }
    let title = line[at..].trim();
    let heading = matches!(kind, Kind::Heading(_));
    let opener = title.split(' ').next().unwrap_or("");
    let statute = STATUTES.has(opener.trim_end_matches([',', '.']));
    let capital = title.chars().next().is_none_or(|it| !it.is_lowercase());
    let accepted = title.is_empty()
        || (heading && !statute)
        || hard
        || match form {
            Form::Article => capital && !statute && !title.starts_with(['(', ',']),
            Form::Annex => is_title(title) || (short(title) && !has_verb(title)),
            Form::Chapter => capital && is_title(title),
            _ => false,
        };
    // "lid 2" and "paragraph 2" alone open sentences too often.
    if !accepted || (style == b'l' && !hard && !title.is_empty()) {
        return None;
    }
    Some((line[..label_end].to_owned(), at))
}

/// `4`, `4.`, `4.1`, `(a)`, `a)`, `a.`, `(iv)` at the start of `line`.
fn bare(line: &str, token_end: usize, kind: Kind) -> Option<(String, usize)> {
    let token = &line[..token_end];
    // Most blocks start with a word.
    let closed = token.ends_with(['.', ')', ':']);
    if token.len() > 16 || !closed && !token.bytes().any(|it| it.is_ascii_digit()) {
        return None;
    }
    let mut at = token_end;
    let after = line[at..].trim_start();
    let mut dashed = false;
    if let Some(dash) = after.chars().next().filter(|it| matches!(it, '–' | '—' | '-' | ':' | '|'))
        && after[dash.len_utf8()..].starts_with(' ')
    {
        at = line.len() - after.len() + dash.len_utf8();
        dashed = true;
    }
    let title = line[at..].trim();
    let heading = matches!(kind, Kind::Heading(_));
    let opener = title.split(' ').next().unwrap_or("");
    let opener = opener.trim_matches(|it: char| matches!(it, ',' | '.' | ';' | ')' | '('));
    let mark = read(token)?;
    // "cc: archief" is no list item.
    if token.ends_with(':') && mark.form != Form::Decimal {
        return None;
    }
    let capital = title.chars().next().is_some_and(|it| !it.is_lowercase());
    let fits = match mark.form {
        // "312. 555 0100" and "805. Labour Code" are no clauses: no contract has so many.
        Form::Decimal if mark.path[0] > 150 => false,
        Form::Decimal if mark.path.len() == 1 => {
            let unit = (MONTHS.has(opener) || UNITS.has(opener)) && !heading;
            if closed {
                // "30. dagen" never; "1. januari" neither.
                !unit || capital && !MONTHS.has(opener)
            } else {
                !title.is_empty()
                    && mark.path[0] <= 60
                    && !unit
                    && (heading || dashed || capital)
                    && title.chars().next().is_some_and(|it| it.is_alphabetic() || is_quote(it))
                    && (heading || !is_address(title))
            }
        }
        // "1.02" is an amount, but before a sentence it is how American contracts count.
        Form::Decimal if token.contains(".0") => capital && !UNITS.has(opener),
        // "4.3 To deliver" is a clause, "4.3 to 5.1" a range.
        // "5.2 is hereby amended" is the rest of a sentence that was broken off before it.
        Form::Decimal => {
            let rest = !closed && !capital && (is_verb(opener) || RESTS.has(opener));
            heading || !rest && (capital || !UNITS.has(opener))
        }
        Form::Letter | Form::Roman => {
            // "A. Jansen" is a name.
            let initial = token.len() == 2
                && token.ends_with('.')
                && token.starts_with(|it: char| it.is_uppercase());
            !initial || heading || !is_name(title)
        }
        _ => false,
    };
    // "(i)" alone is a stray; "4.1" and "a." alone are numbers cut from their text.
    (fits && (closed || dashed || mark.path.len() > 1 || !title.is_empty()))
        .then(|| (token.trim_end_matches(':').to_owned(), at))
}

/// A name after an initial: up to four words, no end.
fn is_name(title: &str) -> bool {
    !title.is_empty()
        && title.split(' ').nth(3).is_none()
        && !title.ends_with(['.', ':', ';'])
        && !title.bytes().all(|it| !it.is_ascii_lowercase())
}

fn is_address(title: &str) -> bool {
    title.split(' ').take(8).any(|word| STREETS.has(word.trim_end_matches(',')))
}

fn is_single_capital(core: &str) -> bool {
    core.len() == 1 && core.bytes().all(|it| it.is_ascii_uppercase())
}

fn is_quote(char: char) -> bool {
    matches!(char, '"' | '“' | '”' | '„' | '\'' | '‘' | '’' | '«' | '[' | '{')
}

fn short(title: &str) -> bool {
    title.len() < 80 && !title.ends_with(['.', ';', ','])
}

fn has_verb(title: &str) -> bool {
    title.split(' ').any(|word| is_verb(word.trim_matches(|it: char| !it.is_alphanumeric())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> String {
        match typed_label(text, Kind::Paragraph) {
            Some((label, at)) => format!("{label} | {}", &text[at..]),
            None => text.to_owned(),
        }
    }

    #[test]
    fn numbers_at_the_start_are_labels() {
        let cases = [
            "1. Betaling => 1. | Betaling",
            "1.1 Opdrachtgever betaalt. => 1.1 | Opdrachtgever betaalt.",
            "1.1. de huurprijs bedraagt => 1.1. | de huurprijs bedraagt",
            "12.3.4 The Supplier shall => 12.3.4 | The Supplier shall",
            "4 Betaling => 4 | Betaling",
            "Artikel 4 – Betaling => Artikel 4 | Betaling",
            "Artikel 4. Betaling => Artikel 4 | Betaling",
            "Artikel 4: Betaling => Artikel 4 | Betaling",
            "ARTIKEL 4 BETALING => ARTIKEL 4 | BETALING",
            "Art. 4 Betaling => Art. 4 | Betaling",
            "ARTICLE IV => ARTICLE IV | ",
            "ARTICLE IV. PAYMENT => ARTICLE IV | PAYMENT",
            "Section 5.10 Notices. All notices are in writing. => Section 5.10 | Notices. All notices are in writing.",
            "§ 3 Haftung => § 3 | Haftung",
            "(a) the fee => (a) | the fee",
            "a) de prijs => a) | de prijs",
            "a. de prijs => a. | de prijs",
            "(iv) the fee => (iv) | the fee",
            "(A) Leverancier maakt software. => (A) | Leverancier maakt software.",
            "B. Huurder zoekt ruimte voor zijn winkel. => B. | Huurder zoekt ruimte voor zijn winkel.",
            "lid 2. De huur => lid 2 | De huur",
            "Bijlage 1 => Bijlage 1 | ",
            "Bijlage 1: Dienstbeschrijving => Bijlage 1 | Dienstbeschrijving",
            "Annex A Service levels => Annex A | Service levels",
            "Schedule 2 - Fees => Schedule 2 | Fees",
            "4.3. To transmit viruses => 4.3. | To transmit viruses",
            "1 Verzekeringnemer => 1 | Verzekeringnemer",
            "• de prijs => • | de prijs",
            "- de prijs => • | de prijs",
            "* the price => • | the price",
            "1) de prijs => 1) | de prijs",
            "(1) de prijs => (1) | de prijs",
            "4.2.a de prijs => 4.2.a | de prijs",
            "1.02. Term. The term is a year. => 1.02. | Term. The term is a year.",
            "4a. Later ingevoegd => 4a. | Later ingevoegd",
            "1 – Definities => 1 | Definities",
            "2. \"Dienst\": wat is afgesproken => 2. | \"Dienst\": wat is afgesproken",
        ];
        for case in cases {
            let (text, expected) = case.split_once(" => ").unwrap_or((case, ""));
            assert_eq!(paragraph(text), expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_stay_in_the_text() {
        for text in [
            "2026 was een goed jaar",
            "1 januari 2026 gaat de huur in",
            "1. januari 2026",
            "12 Main Street, Springfield",
            "500 Park Avenue",
            "30 dagen na de factuurdatum betaalt Opdrachtgever.",
            "3.5 procent van de huurprijs",
            "1.000 euro per maand",
            "10.000 aandelen",
            "01.02.2026",
            "06 12345678",
            "020-1234567 is het nummer",
            "Artikel 4 is van toepassing.",
            "Artikel 6:248 BW geldt.",
            "Artikel 4, lid 2 geldt niet.",
            "Artikel 28 AVG verplicht tot een overeenkomst.",
            "Section 5.10 applies to both parties.",
            "Bijlage 1 is onderdeel van deze overeenkomst.",
            "A. Jansen",
            "Een overeenkomst",
            "I agree with the terms.",
            "a party may end it",
            "9.00 uur begint het werk",
            "1.05 per eenheid",
            "5.2 is hereby amended",
            "805. Labour Code",
            "cc: archief",
            "5% korting",
            "e.g. this one",
            "12",
            "Deel uitmakend van de overeenkomst",
            "Part of the fee is paid later.",
            "",
        ] {
            assert_eq!(paragraph(text), text);
        }
    }
}
