//! Account numbers and registrations, which carry their own check.

use super::index::{Index, window};
use super::slips::{Slip, SlipKind};
use crate::document::{Document, Zone};
use crate::span::Span;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    ibans(doc, index, found);
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
        let rest = letters.iter().fold(0u32, |rest, it| {
            if it.is_ascii_digit() {
                (rest * 10 + u32::from(it - b'0')) % 97
            } else {
                (rest * 100 + u32::from(it - b'A') + 10) % 97
            }
        });
        if rest != 1 {
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
        slips(&doc, &Index::of(&doc), &mut found);
        found
            .iter()
            .map(|it| format!("{:?} {} ({})", it.kind, &doc[it.span], it.expected))
            .collect()
    }

    #[test]
    fn account_numbers() {
        assert_eq!(
            found("Pay to IBAN NL91 ABNA 0417 1643 01."),
            ["WrongIban NL91 ABNA 0417 1643 01 ()"]
        );
        assert!(found("Pay to IBAN NL91 ABNA 0417 1643 00.").is_empty());
    }
}
