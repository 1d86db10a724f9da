//! Two languages in one contract: a passage left in the other language, and two versions whose
//! numbers do not agree.

use super::slips::{Slip, SlipKind};
use crate::document::{Block, Document, Kind, Zone};
use crate::language::Language;
use crate::span::Span;
use std::collections::HashMap;

/// Words from which a passage is in a language rather than a phrase of it.
const PASSAGE: usize = 12;

/// Most passages that are told of.
const MOST: usize = 3;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(doc: &Document, found: &mut Vec<Slip>) {
    let Some(main) = doc.language else { return };
    let judged = |it: &&Block| {
        matches!(it.zone, Zone::Operative | Zone::Definition | Zone::Recital)
            && it.language.is_some()
    };
    let words = |it: &Block| -> usize {
        doc.sentences_in(it.sentences).iter().map(|it| it.words() as usize).sum()
    };
    let (mut all, mut other) = (0, 0);
    for block in doc.blocks.iter().filter(judged) {
        let words = words(block);
        all += words;
        other += if block.language == Some(main) { 0 } else { words };
    }
    if other == 0 {
        return;
    }
    // A quarter in the other language is a version, not a slip.
    if other * 4 > all {
        versions(doc, found);
        return;
    }
    let strange = doc.blocks.iter().filter(judged).filter(|it| {
        it.language != Some(main)
            && words(it) >= PASSAGE
            // What stands in quotation marks is quoted as it was said; code is no language.
            && !doc[it.span].starts_with(['“', '"', '„', '‘', '«'])
            && doc[it.span].ends_with(['.', ';', ':', '!', '?'])
            && !doc[it.span].contains(['<', '{', '|'])
    });
    let name = |it: Language| match (main, it) {
        (Language::Dutch, Language::English) => "Engels",
        (Language::Dutch, Language::Dutch) => "Nederlands",
        (Language::English, Language::English) => "English",
        (Language::English, Language::Dutch) => "Dutch",
    };
    for block in strange.take(MOST) {
        let language = block.language.map_or("", name);
        found.push(Slip::at(SlipKind::OtherTongue, block.span).expecting(language));
    }
}

/// Clauses of one number in two languages, and cells of one row, whose numbers differ.
fn versions(doc: &Document, found: &mut Vec<Slip>) {
    let mut clauses: HashMap<(&str, Language), Version> = HashMap::new();
    let mut rows: Vec<(Span, Span)> = Vec::new();
    let mut order: Vec<(&str, Language)> = Vec::new();
    for (at, block) in doc.blocks.iter().enumerate() {
        let Some(language) = block.language else { continue };
        if let Kind::Cell { row, .. } = block.kind {
            let next = doc.blocks.get(at + 1).filter(|it| {
                matches!(it.kind, Kind::Cell { row: same, .. } if same == row)
                    && it.language.is_some_and(|it| it != language)
            });
            rows.extend(next.map(|it| (block.span, it.span)));
            continue;
        }
        let clause = block.clause.and_then(|it| doc.clauses.get(it as usize));
        let Some(number) = clause.map(|it| digits_of(&it.label)).filter(|it| !it.is_empty()) else {
            continue;
        };
        let version = clauses.entry((number, language)).or_insert_with(|| {
            order.push((number, language));
            Version::default()
        });
        version.spans.push(block.span);
    }
    for (number, language) in order {
        let counterpart = match language {
            Language::Dutch => Language::English,
            Language::English => Language::Dutch,
        };
        let Some(mine) = clauses.get(&(number, language)) else { continue };
        let Some(its) = clauses.get(&(number, counterpart)) else { continue };
        // The first of the two was there before; each pair is compared once.
        if its.start() < mine.start() {
            differ(doc, &its.spans, &mine.spans, found);
        }
    }
    for (one, other) in rows {
        differ(doc, &[one], &[other], found);
    }
}

#[derive(Default)]
struct Version {
    spans: Vec<Span>,
}

impl Version {
    fn start(&self) -> u32 {
        self.spans.first().map_or(u32::MAX, |it| it.start)
    }
}

/// `3.1` of `Artikel 3.1`: the label, since a second version may be read as part of the first.
fn digits_of(number: &str) -> &str {
    let from = number.find(|it: char| it.is_ascii_digit()).unwrap_or(number.len());
    number[from..].trim_end_matches(['.', ' ', ')'])
}

/// Adds a slip where the later version has a number that the first has not.
fn differ(doc: &Document, first: &[Span], second: &[Span], found: &mut Vec<Slip>) {
    let numbers = |spans: &[Span]| -> Vec<(String, Span)> {
        spans.iter().flat_map(|it| numbers(doc, *it)).collect()
    };
    let (one, other) = (numbers(first), numbers(second));
    if one.is_empty() || other.is_empty() {
        return;
    }
    let absent = |of: &[(String, Span)], among: &[(String, Span)]| {
        of.iter().find(|it| among.iter().all(|that| that.0 != it.0)).cloned()
    };
    // A number more on one side may be written out on the other; one that changed is on both.
    if let (Some(mine), Some(its)) = (absent(&other, &one), absent(&one, &other)) {
        let slip = Slip::at(SlipKind::TonguesDiffer, mine.1).expecting(&doc[its.1]);
        found.push(slip.against(its.1));
    }
}

/// The numbers in figures, without the marks within them.
fn numbers(doc: &Document, span: Span) -> Vec<(String, Span)> {
    let text = &doc[span];
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let from = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || matches!(bytes[at], b'.' | b',')
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        {
            at += 1;
        }
        let digits: String = text[from..at].chars().filter(char::is_ascii_digit).collect();
        let start = span.start as usize;
        found.push((digits, Span::new(start + from, start + at)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::slips::told;
    use super::*;
    use crate::document::{Draft, Origin};

    fn found(blocks: &[&str]) -> Vec<String> {
        let mut builder = Document::builder("test", crate::document::Format::Text);
        for text in blocks {
            let mut draft = Draft::new(Kind::Paragraph);
            draft.push(text, Origin::Joined);
            builder.block(draft);
        }
        let doc = builder.finish();
        let mut found = Vec::new();
        slips(&doc, &mut found);
        told(&doc, &found)
    }

    const DUTCH: [&str; 3] = [
        "1. Leverancier onderhoudt de lift en komt daarvoor elke maand een keer langs bij de klant.",
        "2. Klant betaalt de rekening binnen 14 dagen na de dag waarop hij die heeft gekregen.",
        "3. Partijen spreken elkaar elk jaar over wat er beter kan en leggen dat samen vast.",
    ];

    #[test]
    fn a_passage_in_the_other_language() {
        let mut blocks = Vec::from(DUTCH);
        blocks.extend(DUTCH);
        blocks.push("The supplier keeps all drawings of the lift in the shed behind the house.");
        assert_eq!(found(&blocks).len(), 1);
        assert!(found(&DUTCH).is_empty());
    }

    #[test]
    fn versions_whose_numbers_differ() {
        let english = |days: &str| {
            [
                "1. The supplier maintains the lift and comes by once a month to look after it."
                    .to_owned(),
                format!(
                    "2. The customer pays the bill within {days} days after the day on which it came."
                ),
                "3. The parties talk each year about what can be done better and write that down."
                    .to_owned(),
            ]
        };
        let both = |days| {
            let english = english(days);
            let blocks: Vec<&str> =
                DUTCH.iter().copied().chain(english.iter().map(String::as_str)).collect();
            found(&blocks)
        };
        assert_eq!(both("30"), ["TonguesDiffer 30 (14)"]);
        assert!(both("14").is_empty());
    }
}
