//! Sentences that are the same but for one word: one of the two was changed and the other not.

use super::Party;
use super::slips::{Slip, SlipKind};
use crate::document::{Document, Sentence, Token, Zone};
use crate::language::PartyWords;
use std::collections::HashMap;

/// Words of a sentence that can be a twin: shorter ones are alike by chance.
const LENGTHS: std::ops::RangeInclusive<usize> = 14..=150;

/// Words that tell two sentences apart on purpose: sides, order, time and direction.
const TELLING: &[&str] = &[
    "first",
    "second",
    "third",
    "eerste",
    "tweede",
    "derde",
    "before",
    "after",
    "prior",
    "voor",
    "vóór",
    "tijdens",
    "during",
    "year",
    "month",
    "week",
    "quarter",
    "jaar",
    "maand",
    "kwartaal",
    "former",
    "latter",
    "minimum",
    "maximum",
    "annual",
    "monthly",
    "directly",
    "indirectly",
    "less",
    "more",
    "minder",
    "meer",
    "lower",
    "higher",
    "increase",
    "decrease",
    "incoming",
    "outgoing",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januari",
    "februari",
    "maart",
    "juni",
    "juli",
    "augustus",
    "oktober",
    "north",
    "south",
    "east",
    "west",
    "noord",
    "zuid",
    "oost",
    "have",
    "their",
    "such",
    "these",
];

/// Adds the sentences of `doc` that differ from another in one word to `found`.
///
/// Twins agree in their first or their second half, so each half leads to the few sentences that
/// share it.
pub(super) fn slips(doc: &Document, parties: &[Party], found: &mut Vec<Slip>) {
    let mut halves: HashMap<(u64, usize, bool), u32> = HashMap::new();
    let mut told = 0;
    for (at, sentence) in (0..).zip(&doc.sentences) {
        let tokens = doc.tokens_of(sentence);
        let judged = matches!(sentence.zone, Zone::Operative | Zone::Definition);
        if !judged || !LENGTHS.contains(&tokens.len()) || sentence.language.is_none() {
            continue;
        }
        let middle = tokens.len() / 2;
        for (half, second) in [(&tokens[..middle], false), (&tokens[middle..], true)] {
            let key = (hash(half), tokens.len(), second);
            let Some(&other) = halves.get(&key) else {
                halves.insert(key, at);
                continue;
            };
            let other = &doc.sentences[other as usize];
            if let Some((mine, its)) = difference(doc, sentence, other)
                && [mine, its].iter().all(|it| is_plain(doc, it, parties))
            {
                let slip = Slip::at(SlipKind::NearTwin, mine.span).expecting(&doc[its.span]);
                found.push(slip.against(its.span));
                told += 1;
                break;
            }
        }
        // So many are a form with a page for each case.
        if told > 20 {
            found.retain(|it| it.kind != SlipKind::NearTwin);
            return;
        }
    }
}

fn hash(tokens: &[Token]) -> u64 {
    tokens.iter().fold(0xcbf2_9ce4_8422_2325, |hash, it| {
        (hash ^ u64::from(it.word)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The one word in which two sentences differ.
fn difference(doc: &Document, one: &Sentence, other: &Sentence) -> Option<(Token, Token)> {
    let (one, other) = (doc.tokens_of(one), doc.tokens_of(other));
    let mut differing = one.iter().zip(other).filter(|(a, b)| a.word != b.word);
    let (a, b) = differing.next()?;
    (one.len() == other.len() && differing.next().is_none()).then_some((*a, *b))
}

/// Whether a word is neither a name, a side, a number nor one of those that tell cases apart.
fn is_plain(doc: &Document, token: &Token, parties: &[Party]) -> bool {
    let word = &doc[token.span];
    let role = PartyWords::all().is_role(word)
        || word.strip_suffix('s').is_some_and(|it| PartyWords::all().is_role(it));
    let party = parties.iter().flat_map(|it| &it.aliases).any(|it| it.eq_ignore_ascii_case(word));
    word.chars().count() >= 4
        && word.chars().all(|it| it.is_lowercase() || it == '-')
        && !role
        && !party
        && !TELLING.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::slips::told;
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::English);
        let mut found = Vec::new();
        slips(&doc, &[], &mut found);
        told(&doc, &found)
    }

    #[test]
    fn one_word_was_changed() {
        assert_eq!(
            found(
                "The gardener tells the owner in writing without delay when a tree in the garden threatens to fall.\n\nThe gardener tells the owner in writing without delay when a tree in the orchard threatens to fall."
            ),
            ["NearTwin orchard (garden)"]
        );
    }

    #[test]
    fn sides_and_times_differ_on_purpose() {
        assert!(found(
            "The supplier pays its own costs of the yearly talk about the work and about the tools.\n\nThe customer pays its own costs of the yearly talk about the work and about the tools."
        )
        .is_empty());
        assert!(found(
            "Each side tells the other in the first week of May what it learned from the work.\n\nEach side tells the other in the second week of May what it learned from the work."
        )
        .is_empty());
    }
}
