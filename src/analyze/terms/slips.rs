//! Terms that are not defined, not used, defined twice or used before their definition.

use super::super::Facts;
use super::super::index::Index;
use super::super::parts::Parts;
use super::super::slips::{Slip, SlipKind};
use super::Term;
use super::idle::{once, unused};
use super::undefined::undefined;
use crate::document::{Document, Kind, Zone};
use crate::language::DraftingWords;
use crate::span::Span;
use std::collections::HashSet;

/// Adds the slips of the terms of `doc` to `found`.
///
/// Names without a definition are looked for only where definitions are many and all stand in this
/// text.
pub(in super::super) fn slips(
    doc: &Document,
    index: &Index,
    parts: &Parts,
    facts: &Facts,
    found: &mut Vec<Slip>,
) {
    let terms = &facts.terms;
    super::form::slips(doc, index, parts, terms, &facts.references, found);
    let parties: HashSet<&str> = facts
        .parties
        .iter()
        .flat_map(|it| it.aliases.iter().chain([&it.name]))
        .map(String::as_str)
        .collect();
    late(doc, terms, &parties, found);
    unused(doc, index, terms, found);
    once(doc, index, terms, &parties, found);
    again(doc, parts, terms, &parties, found);
    let defined = terms.iter().filter(|it| !parties.contains(it.name.as_str())).count();
    if defined >= 3 && !lent(doc, index) {
        undefined(doc, index, terms, &parties, found);
    }
}

/// Whether the text says that its terms are defined in another.
pub(in super::super) fn lent(doc: &Document, index: &Index) -> bool {
    index.has_any(doc, &DraftingWords::all().lent)
}

/// Whether a place stands where the contract speaks.
pub(super) fn is_judged(doc: &Document, span: Span) -> bool {
    doc.block_at(span.start)
        .and_then(|it| doc.blocks.get(it))
        .is_some_and(|it| matches!(it.zone, Zone::Operative | Zone::Definition | Zone::Recital))
}

/// Terms that are defined once more, in another place.
fn again(
    doc: &Document,
    parts: &Parts,
    terms: &[Term],
    parties: &HashSet<&str>,
    found: &mut Vec<Slip>,
) {
    // A second list of definitions: several documents in one file.
    let twice = terms.iter().filter(|it| !it.again.is_empty()).count();
    if twice > 4 {
        return;
    }
    for term in terms {
        if parties.contains(term.name.as_str()) {
            continue;
        }
        let Some(&again) = term.again.first() else { continue };
        if parts.at(again.start) != parts.at(term.definition.start) {
            continue;
        }
        let block = |it: Span| doc.block_at(it.start);
        let words = |it: Span| doc.sentence_at(it.start).map_or("", |it| doc.sentence(it));
        let annex = |it: Span| doc.clause_at(it.start).is_some_and(|it| it.number.contains(", "));
        let judged = |it: Span| is_judged(doc, it);
        // A definition that sends the reader to the other is one definition in two places.
        let sends = |it: Span| {
            let sentence = doc.sentence_at(it.start).map_or("", |it| doc.sentence(it));
            let lower = sentence.to_lowercase();
            [
                "section",
                "artikel",
                "article",
                "as defined",
                "defined in",
                "meaning set",
                "clause",
                "paragraph",
                "preamble",
                "recital",
                "above",
                "below",
                "same meaning",
                "meaning given",
                "meaning assigned",
                "meaning ascribed",
                "meaning specified",
                "bijlage",
                "exhibit",
                "hereof",
                "schedule",
                "considerans",
                "aanhef",
            ]
            .iter()
            .any(|it| lower.contains(it))
        };
        // "(“NASD”)" behind its full name twice is no second meaning.
        let short = term.name.len() <= 6 && term.name.bytes().all(|it| it.is_ascii_uppercase());
        if judged(again)
            && !short
            && judged(term.definition)
            && block(again) != block(term.definition)
            // The same words again say nothing else.
            && words(again) != words(term.definition)
            && !annex(again)
            && !sends(again)
            && !sends(term.definition)
        {
            found.push(
                Slip::at(SlipKind::DefinedTwice, again)
                    .expecting(&term.name)
                    .against(term.definition),
            );
        }
    }
}

/// Whether a place stands in the title of a clause, in a line of the contents, or before "of this
/// Agreement", where it is a plain word.
fn in_title(doc: &Document, span: Span) -> bool {
    let title = doc.clause_at(span.start).and_then(|it| it.title);
    let sentence = doc.sentence_at(span.start).and_then(|it| doc.sentences.get(it as usize));
    let figures = sentence.map_or(0, |it| {
        let is_figure =
            |it: &&crate::document::Token| doc[it.span].starts_with(|it: char| it.is_ascii_digit());
        doc.tokens_of(it).iter().filter(is_figure).count() * 6 / it.words().max(1) as usize
    });
    let after = doc.text.get(span.end as usize..).unwrap_or_default();
    title.is_some_and(|it| it.contains(span))
        || figures > 0
        || sentence.is_some_and(|it| it.words() < 4)
        || [" of this", " of the Agreement", " van deze", " van dit"]
            .iter()
            .any(|it| after.starts_with(it))
}

/// Terms that stand in a clause before the one that defines them, where the definition is not in
/// an article of definitions.
fn late(doc: &Document, terms: &[Term], parties: &HashSet<&str>, found: &mut Vec<Slip>) {
    let zone =
        |span: Span| doc.block_at(span.start).and_then(|it| doc.blocks.get(it)).map(|it| it.zone);
    for term in terms {
        if zone(term.definition) != Some(Zone::Operative)
            || !term.again.is_empty()
            || term.name.len() < 4
        {
            continue;
        }
        if parties.contains(term.name.as_str()) {
            continue;
        }
        // A definition in brackets is made on the way; others stand in a list, wherever it is.
        let before = doc.text.get(..term.definition.start as usize).unwrap_or_default();
        let near = before.char_indices().rev().nth(24).map_or("", |it| &before[it.0..]);
        if !near.contains('(') {
            continue;
        }
        let Some(&first) = term.uses.first() else { continue };
        let (Some(here), Some(there)) =
            (doc.clause_at(first.start), doc.clause_at(term.definition.start))
        else {
            continue;
        };
        let whole = |it: Span| {
            // "Term" in "Term Loan" is another name.
            let after = doc.text.get(it.end as usize..).unwrap_or_default();
            let before = doc.text.get(..it.start as usize).unwrap_or_default();
            let word = before.trim_end().rsplit([' ', '\n']).next().unwrap_or("");
            let opens = before.is_empty()
                || before.ends_with(['\n', '“', '"'])
                || before.trim_end().ends_with(['.', ':', ';']);
            !after.trim_start().starts_with(|it: char| it.is_uppercase())
                && !word.starts_with(char::is_uppercase)
                && !opens
        };
        // An annex or a cell of a table is read apart from the text.
        let apart = |it: Span| {
            let cell = doc.block_at(it.start).and_then(|at| doc.blocks.get(at));
            cell.is_some_and(|it| matches!(it.kind, Kind::Cell { .. }))
                || doc.clause_at(it.start).is_some_and(|it| it.number.contains(", "))
        };
        let early: Vec<&Span> = term
            .uses
            .iter()
            .take_while(|it| it.start < term.definition.start)
            .filter(|it| {
                zone(**it) == Some(Zone::Operative)
                    && whole(**it)
                    && !apart(**it)
                    && !in_title(doc, **it)
            })
            .collect();
        let Some(&&early) = early.first() else { continue };
        let _ = here;
        let same = doc.clause_at(early.start).map(|it| it.span) == Some(there.span);
        let sentence =
            doc.sentence_at(early.start).map_or("", |it| doc.sentence(it)).to_lowercase();
        let says = [
            "as defined",
            "defined below",
            "hereinafter defined",
            "hereafter defined",
            "zoals gedefinieerd",
            "zoals omschreven in",
            "zoals bedoeld in",
        ]
        .iter()
        .any(|it| sentence.contains(it));
        if !same && !says {
            found.push(
                Slip::at(SlipKind::LateDefinition, early)
                    .expecting(&term.name)
                    .against(term.definition),
            );
        }
    }
}

/// A word without the endings of plural and inflection, in lower case.
pub(super) fn stem(it: &str) -> String {
    let it = it.to_lowercase();
    it.trim_end_matches('s')
        .trim_end_matches("en")
        .trim_end_matches('e')
        .trim_end_matches("ie")
        .to_owned()
}
