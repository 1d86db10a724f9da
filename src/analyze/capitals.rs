//! Capitals that say something: one on an ordinary word, and abbreviations that nobody explains.

use super::index::Index;
use super::slips::{Slip, SlipKind, distinct};
use super::{Party, Term};
use crate::document::{Document, Kind, Zone};
use crate::language::{DraftingWords, PartyWords};
use crate::span::Span;
use std::collections::HashSet;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(
    doc: &Document,
    index: &Index,
    parties: &[Party],
    terms: &[Term],
    found: &mut Vec<Slip>,
) {
    let names = terms.iter().map(|it| it.name.as_str());
    let names = names.chain(parties.iter().flat_map(|it| it.aliases.iter().map(String::as_str)));
    // The first sentence of an item may have been read as its title; a heading is one.
    let headings = doc.blocks.iter().filter(|it| matches!(it.kind, Kind::Heading(_)));
    let titles = headings.map(|it| &doc[it.span]);
    let known: HashSet<String> = names
        .chain(titles)
        .flat_map(|it| it.split(|it: char| !it.is_alphanumeric()))
        .map(str::to_lowercase)
        .collect();
    stray(doc, index, &known, found);
    unexplained(doc, index, &known, found);
}

/// How often a word stands without a capital before the one with it is a slip.
const OFTEN: usize = 5;

/// `de Rapportage van mei`, where the word is no term and everywhere else goes without a capital.
fn stray(doc: &Document, index: &Index, known: &HashSet<String>, found: &mut Vec<Slip>) {
    // Of each word how often it carries a capital inside a sentence, and where last.
    let mut capitals: Vec<(u32, u32)> = Vec::new();
    for sentence in doc.sentences.iter().filter(|it| it.zone == Zone::Operative) {
        let (from, to) = sentence.tokens;
        for at in from + 1..to {
            let token = &doc.tokens[at as usize];
            let word = &doc[token.span];
            if word.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
                && word.len() >= 4
                && is_alone(doc, at as usize)
                && word.chars().skip(1).all(char::is_lowercase)
            {
                capitals.push((token.word, at));
            }
        }
    }
    capitals.sort_unstable();
    for same in capitals.chunk_by(|a, b| a.0 == b.0) {
        let &[(word, at)] = same else { continue };
        let places = index.tokens(word);
        let small = places
            .iter()
            .filter(|&&it| doc[doc.tokens[it as usize].span].starts_with(char::is_lowercase))
            .count();
        let name = doc.words.get(word);
        let singular = name.trim_end_matches('s').trim_end_matches("en");
        let defined = known.contains(name)
            || known.contains(singular)
            || known.contains(&format!("{name}s"))
            || known.contains(&format!("{name}en"));
        let role = PartyWords::all().is_role(name) || PartyWords::all().is_role(singular);
        if small >= OFTEN && places.len() <= small + 2 && !defined && !role {
            let span = doc.tokens[at as usize].span;
            found.push(Slip::at(SlipKind::StrayCapital, span).expecting(small.to_string()));
        }
    }
}

/// What stands before a word that is used as a noun.
const ARTICLES: &[&str] = &[
    "the", "a", "an", "this", "such", "each", "any", "its", "no", "de", "het", "een", "dit",
    "deze", "elk", "elke", "ieder", "iedere", "geen",
];

/// Whether only spaces and small words stand beside a word: no name, no title, no quotation.
fn is_alone(doc: &Document, at: usize) -> bool {
    let span = doc.tokens[at].span;
    let is_small = |at: usize| {
        doc.tokens.get(at).is_some_and(|it| doc[it.span].starts_with(char::is_lowercase))
    };
    let gap = |from: u32, to: u32| doc.text.get(from as usize..to as usize);
    let (Some(before), Some(after)) = (at.checked_sub(1), doc.tokens.get(at + 1)) else {
        return false;
    };
    let before_span = doc.tokens[before].span;
    // Without an article it may open a sentence whose start was lost.
    ARTICLES.contains(&&doc[before_span])
        && gap(before_span.end, span.start) == Some(" ")
        && gap(span.end, after.span.start) == Some(" ")
        && is_small(at + 1)
        // "the Office of the Keeper" is a name.
        && !["of", "van"].contains(&&doc[after.span])
        && (is_small(at + 2) || gap(after.span.end, after.span.end + 1) != Some(" "))
}

/// Most abbreviations that are told of: who writes for insiders has more.
const MOST: usize = 6;

/// `OTB` that stands several times and is nowhere written out.
fn unexplained(doc: &Document, index: &Index, known: &HashSet<String>, found: &mut Vec<Slip>) {
    let mut words: HashSet<u32> = HashSet::new();
    let mut first: Vec<Slip> = Vec::new();
    for sentence in &doc.sentences {
        if !matches!(sentence.zone, Zone::Operative | Zone::Recital) || sentence.language.is_none()
        {
            continue;
        }
        for token in doc.tokens_of(sentence) {
            let word = &doc[token.span];
            if !(3..=6).contains(&word.len())
                || !word.bytes().all(|it| it.is_ascii_uppercase())
                || !words.insert(token.word)
            {
                continue;
            }
            let places = index.tokens(token.word);
            let spans = || places.iter().map(|&it| (it as usize, doc.tokens[it as usize].span));
            let name = doc.words.get(token.word);
            if places.len() >= 2
                && !DraftingWords::all().abbreviations.contains(name)
                && !known.contains(name)
                && !PartyWords::all().is_role(name)
                && spans().all(|(at, span)| stands_bare(doc, at, span))
                // Last, since a word like "THE" stands in thousands of sentences.
                && distinct(doc, spans().map(|it| it.1)) >= 2
            {
                first.push(Slip::at(SlipKind::Unexplained, token.span).expecting(word));
            }
        }
    }
    if first.len() <= MOST {
        found.append(&mut first);
    }
}

/// Whether an abbreviation stands in capitals among words that don't, without a bracket, a
/// quotation mark or a meaning beside it.
fn stands_bare(doc: &Document, at: usize, span: Span) -> bool {
    // "XYZ Continental Ltd" is a name, and so is "Reuters XYZ"; "The XYZ" is not.
    let capitals = |at: Option<usize>| {
        let word = at.and_then(|it| doc.tokens.get(it)).map_or("", |it| &doc[it.span]);
        word.len() > 1
            && word.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit())
            && !is_article(word)
    };
    let before = doc.text.get(..span.start as usize).unwrap_or_default();
    let after = doc.text.get(span.end as usize..).unwrap_or_default();
    let marks = ['(', '<', '"', '“', '„', '‘', '\'', '/', '-', '.', '@', '_', '&'];
    let named = before.ends_with(' ') && capitals(at.checked_sub(1))
        || after.starts_with(' ') && capitals(Some(at + 1));
    doc[span].bytes().all(|it| it.is_ascii_uppercase())
        && !before.ends_with(marks)
        && !after.starts_with([')', '"', '”', '/', '-', ':', '@', '_', '&'])
        && ![" (", " means", " betekent", " staat voor", " stands for", " –", " &"]
            .iter()
            .any(|it| after.starts_with(it))
        && !named
}

/// Whether a word is an article, whatever its case: "The" opens a sentence.
fn is_article(word: &str) -> bool {
    ARTICLES.iter().any(|it| it.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::slips::told;
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::English);
        let index = Index::of(&doc);
        let mut found = Vec::new();
        slips(&doc, &index, &[], &super::super::terms::terms(&doc, &index), &mut found);
        told(&doc, &found)
    }

    const REPORTS: &str = "The gardener writes a report. Each report names the trees. The owner reads the report in a week. Without a report there is no bill. The report of March comes late.";

    #[test]
    fn a_capital_on_an_ordinary_word() {
        let text = format!("{REPORTS} The owner keeps the Report for a year.");
        assert_eq!(found(&text), ["StrayCapital Report (5)"]);
        let defined = format!("“Report” means a letter. {text}");
        assert!(found(&defined).is_empty());
        let name = format!("{REPORTS} The owner reads the Report Monthly of Kent.");
        assert!(found(&name).is_empty());
    }

    #[test]
    fn abbreviations_without_their_words() {
        assert_eq!(
            found("The gardener follows the TBK each week. What the TBK asks is done first."),
            ["Unexplained TBK (TBK)"]
        );
        assert!(
            found("The tree book of Kent (TBK) is law. What the TBK asks is done first.")
                .is_empty()
        );
        assert!(found("Prices are without VAT. The VAT is added to the bill.").is_empty());
    }
}
