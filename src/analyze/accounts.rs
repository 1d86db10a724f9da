//! Account numbers and registrations, which carry their own check.

use super::index::{Index, window};
use super::slips::{Slip, SlipKind};
use crate::document::{Document, Zone};
use crate::span::Span;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    ibans(doc, index, found);
    registrations(doc, index, found);
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
fn ibans(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    let opens = (0..doc.words.len() as u32).filter_map(|it| {
        let word = doc.words.get(it).as_bytes();
        let checked = word.get(2..4)?.iter().all(u8::is_ascii_digit);
        let country = IBANS.iter().find(|it| word[..2].eq_ignore_ascii_case(it.0.as_bytes()))?;
        checked.then_some((it, country.1))
    });
    let mut places: Vec<(u32, usize)> = opens
        .flat_map(|(word, length)| index.tokens(word).iter().map(move |it| (*it, length)))
        .collect();
    places.sort_unstable();
    for (token, length) in places {
        let at = doc.tokens[token as usize].span.start;
        let Some(block) = doc.block_at(at).and_then(|it| doc.blocks.get(it)) else { continue };
        let text = &doc[block.span];
        let start = block.span.start as usize;
        let at = at as usize - start;
        let near = window(text, at.saturating_sub(500), at + 100);
        let banks = ["IBAN", "ekening", "ccount"].iter().any(|it| near.contains(it));
        if !banks || matches!(block.zone, Zone::Contents | Zone::Furniture) {
            continue;
        }
        let bytes = text.as_bytes();
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
        if !ninety_seven(&letters) {
            found.push(Slip::at(SlipKind::WrongIban, Span::new(start + at, start + end)));
        }
    }
}

/// Dutch registrations: a VAT number whose checks both fail, a number of the trade register that
/// hasn't eight digits.
fn registrations(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    for word in 0..doc.words.len() as u32 {
        let text = doc.words.get(word).as_bytes();
        let vat = text.len() == 14
            && text.starts_with(b"nl")
            && text[2..11].iter().all(u8::is_ascii_digit)
            && text[11] == b'b'
            && text[12..].iter().all(u8::is_ascii_digit);
        if vat && !eleven(&text[2..11]) && !ninety_seven(text) {
            for &token in index.tokens(word) {
                let span = doc.tokens[token as usize].span;
                found.push(Slip::at(SlipKind::WrongRegistration, span));
            }
        }
    }
    for &token in &index.tokens_of_all(doc, ["kvk", "handelsregister"]) {
        let after = doc.tokens.iter().skip(token as usize + 1).take(7);
        let block = doc.block_at(doc.tokens[token as usize].span.start);
        for it in after {
            let word = doc.words.get(it.word);
            let number = word.len() >= 6 && word.bytes().all(|it| it.is_ascii_digit());
            let same = doc.block_at(it.span.start) == block;
            // "12 34 56 78" and "12345678.0000" are written in parts.
            let whole = doc.text.as_bytes().get(it.span.end as usize) != Some(&b'.')
                || !doc.text[it.span.end as usize + 1..]
                    .starts_with(|it: char| it.is_ascii_digit());
            if number && same {
                if word.len() != 8 && word.len() != 12 && whole {
                    found.push(Slip::at(SlipKind::WrongRegistration, it.span));
                }
                break;
            }
        }
    }
}

/// The eleven test of a number of the tax office.
fn eleven(digits: &[u8]) -> bool {
    let value = |it: &u8| i32::from(it - b'0');
    let sum: i32 = digits[..8].iter().zip((2..=9).rev()).map(|(it, by)| value(it) * by).sum();
    (sum - value(&digits[8])) % 11 == 0
}

/// The test of account numbers, and of the VAT numbers of sole traders since 2020: modulo 97 over
/// letters and digits.
fn ninety_seven(number: &[u8]) -> bool {
    let rest = number.iter().fold(0u32, |rest, it| {
        if it.is_ascii_digit() {
            (rest * 10 + u32::from(it - b'0')) % 97
        } else {
            (rest * 100 + u32::from(it.to_ascii_uppercase() - b'A') + 10) % 97
        }
    });
    rest == 1
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
    fn account_numbers() {
        assert_eq!(
            found("Pay to IBAN NL91 ABNA 0417 1643 01."),
            ["WrongIban NL91 ABNA 0417 1643 01 ()"]
        );
        assert!(found("Pay to IBAN NL91 ABNA 0417 1643 00.").is_empty());
    }

    #[test]
    fn registrations_with_their_check() {
        assert_eq!(
            found("KvK 1234567, btw NL123456789B01."),
            ["WrongRegistration NL123456789B01 ()", "WrongRegistration 1234567 ()"]
        );
        assert!(found("KvK 12345678, btw NL111111110B01.").is_empty());
    }
}
