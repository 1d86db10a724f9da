//! Terms that are defined and not used, or used in one place.

use super::super::index::Index;
use super::super::slips::{Slip, SlipKind};
use super::Term;
use super::slips::{is_judged, stem};
use crate::document::{Document, Zone};
use std::collections::HashSet;

/// Terms that stand nowhere but where they are defined: not in another form, and not without
/// their capital either.
pub(super) fn unused(doc: &Document, index: &Index, terms: &[Term], found: &mut Vec<Slip>) {
    let idle: Vec<&Term> = terms
        .iter()
        .filter(|it| it.uses.is_empty() && it.again.is_empty() && stem(&it.name).len() > 2)
        .filter(|it| is_judged(doc, it.definition))
        .collect();
    let stems: Vec<String> = idle.iter().map(|it| stem(&it.name)).collect();
    let words = Beginnings::of(doc, stems.iter().map(|it| last_word(it)));
    for (term, stem) in idle.into_iter().zip(&stems) {
        // Said once, in its own definition.
        let before = doc.text.get(..term.definition.start as usize).unwrap_or_default();
        let quoted = before.ends_with(['“', '"', '„', '‘', '\'', '«', '”']);
        let length = term.name.split(' ').count();
        let plain = !term.name.contains(['/', '(', '"', ','])
            && !term.name.contains(" or ")
            && !term.name.contains(" of ");
        // "Survival: these clauses stay in force" is a title.
        let titled = doc.clause_at(term.definition.start).and_then(|it| it.title);
        let titled = titled.is_some_and(|it| it.contains(term.definition));
        if term.name.len() > 2
            && plain
            && (!titled || quoted)
            && (quoted || length <= 3)
            && times(doc, index, &words, stem) == 1
        {
            found.push(Slip::at(SlipKind::UnusedTerm, term.definition).expecting(&term.name));
        }
    }
}

/// Terms of the list of definitions that are used in one place: there the meaning itself would do.
pub(super) fn once(
    doc: &Document,
    index: &Index,
    terms: &[Term],
    parties: &HashSet<&str>,
    found: &mut Vec<Slip>,
) {
    let in_list = |it: &Term| {
        let block = doc.block_at(it.definition.start).and_then(|it| doc.blocks.get(it));
        block.is_some_and(|block| {
            block.zone == Zone::Definition && it.definition.start <= block.span.start + 4
        })
    };
    let rare: Vec<&Term> = terms
        .iter()
        .filter(|it| it.uses.len() == 1 && it.again.is_empty() && stem(&it.name).len() > 2)
        .filter(|it| !parties.contains(it.name.as_str()) && in_list(it))
        .collect();
    let stems: Vec<String> = rare.iter().map(|it| stem(&it.name)).collect();
    let words = Beginnings::of(doc, stems.iter().map(|it| last_word(it)));
    let once: Vec<&&Term> = rare
        .iter()
        .zip(&stems)
        .filter(|(term, stem)| {
            // In the definition of another term it saves words.
            let judged = doc.sentence_at(term.uses[0].start).map(|it| &doc.sentences[it as usize]);
            judged.is_some_and(|it| it.zone == Zone::Operative)
                && times(doc, index, &words, stem) == 2
        })
        .map(|it| it.0)
        .collect();
    // Where a third of the terms are, the list is the style of the house.
    if once.len() * 3 <= terms.len() {
        found.extend(once.into_iter().map(|it| {
            Slip::at(SlipKind::UsedOnce, it.definition).expecting(&it.name).against(it.uses[0])
        }));
    }
}

/// How often words that begin with `stem` stand, up to three: without its ending, "Services" is
/// found in "Service" and "Diensten" in "Dienst".
fn times(doc: &Document, index: &Index, words: &Beginnings, stem: &str) -> usize {
    let last = last_word(stem);
    let ahead = stem.len() - last.len();
    let ends = words.with(doc, last);
    let seen: usize = ends.iter().map(|&it| index.tokens(it).len()).sum();
    if ahead == 0 {
        return seen.min(3);
    }
    // Look from the rarer side: what begins with its last word, or one of the words before it.
    let rarest = crate::language::words(&stem[..ahead])
        .map(|it| (it.start as usize, index.tokens_of(doc, &stem[it.range()])))
        .min_by_key(|it| it.1.len());
    let stands = |start: Option<usize>| {
        let found = start.and_then(|it| doc.text.get(it..it + stem.len()));
        found.is_some_and(|it| it.eq_ignore_ascii_case(stem) || it.to_lowercase() == stem)
    };
    let at = |token: u32| doc.tokens[token as usize].span.start as usize;
    match rarest {
        Some((shift, tokens)) if tokens.len() < seen => {
            tokens.iter().filter(|&&it| stands(at(it).checked_sub(shift))).take(3).count()
        }
        _ => ends
            .iter()
            .flat_map(|&it| index.tokens(it))
            .filter(|&&it| stands(at(it).checked_sub(ahead)))
            .take(3)
            .count(),
    }
}

/// The last word of a name, or what is left of it.
fn last_word(name: &str) -> &str {
    let from = name.char_indices().rev().find(|it| !it.1.is_alphanumeric());
    from.map_or(name, |(at, char)| &name[at + char.len_utf8()..])
}

/// The distinct words of a document that may begin with one of some stems, sorted.
struct Beginnings(Vec<u32>);

impl Beginnings {
    fn of<'a>(doc: &Document, stems: impl Iterator<Item = &'a str>) -> Beginnings {
        let head = |it: &str| it.as_bytes().get(..2).map(|it| [it[0], it[1]]);
        let heads: HashSet<[u8; 2]> = stems.filter_map(head).collect();
        let mut words: Vec<u32> = (0..doc.words.len() as u32)
            .filter(|&it| head(doc.words.get(it)).is_some_and(|it| heads.contains(&it)))
            .collect();
        words.sort_unstable_by_key(|&it| doc.words.get(it));
        Beginnings(words)
    }

    /// The words that begin with `stem`.
    fn with(&self, doc: &Document, stem: &str) -> &[u32] {
        let from = self.0.partition_point(|&it| doc.words.get(it) < stem);
        let length = self.0[from..].partition_point(|&it| doc.words.get(it).starts_with(stem));
        &self.0[from..from + length]
    }
}
