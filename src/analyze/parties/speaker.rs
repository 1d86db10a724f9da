//! Who says "we".

use super::introduction::{TOGETHER, finder, floor};
use super::{Speaker, listed};
use crate::document::Document;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

const WE: &[&str] = &["wij", "we", "ons", "onze", "us", "our", "ours"];
const YOU: &[&str] = &["u", "uw", "je", "jij", "jou", "jouw", "jullie", "you", "your", "yours"];
/// Who is insured is spoken about rather than to in older policies, and is no less the other.
const INSURED: &[&str] =
    &["verzekerde", "verzekerden", "verzekeringnemer", "insured", "policyholder"];

/// How far into a text "we" is defined, in bytes.
const OPENING: usize = 60_000;

/// Who says we: one party when the text defines "wij" as that party, or when it keeps addressing
/// the reader while "we" acts.
pub(super) fn speaker(doc: &Document) -> Speaker {
    // Which of the three a word is, so that the text is gone through once.
    let mut kinds: Vec<u8> = vec![0; doc.words.len()];
    for (kind, words) in (1..).zip([WE, YOU, INSURED]) {
        for word in words.iter().filter_map(|it| doc.words.find(it)) {
            kinds[word as usize] = kind;
        }
    }
    let mut counts = [0_usize; 4];
    for token in &doc.tokens {
        counts[usize::from(kinds[token.word as usize])] += 1;
    }
    let [_, we, you, insured] = counts;
    if we == 0 {
        return Speaker::Together;
    }
    let other = you + insured;
    // A team that says "we" all over and "you" in passing speaks for all of itself.
    let addressed = other * 1000 > doc.tokens.len() * 5 && other * 3 >= we;
    defined_speaker(&doc.text).unwrap_or(if we >= 2 && addressed {
        Speaker::OneParty
    } else {
        Speaker::Together
    })
}

/// Whom the text says that it means by "we", if it says so.
fn defined_speaker(text: &str) -> Option<Speaker> {
    let found = {
        let start = &text[..floor(text, OPENING.min(text.len()))];
        WE_DEFINED.iter().flat_map(|it| it.find_iter(start)).next()?
    };
    let from = floor(text, found.start().saturating_sub(40));
    let to = floor(text, (found.end() + 100).min(text.len()));
    let passage = text.get(from..to)?;
    let mut words = passage.split(|it: char| !it.is_alphanumeric());
    let together = words.any(|it| listed(TOGETHER, it) || listed(&["partijen", "parties"], it));
    Some(if together { Speaker::Together } else { Speaker::OneParty })
}

static WE_DEFINED: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    finder(&[
        "(\"we\"",
        "(“we”",
        "“we” means",
        "\"we\" means",
        "\"we\", \"us\"",
        "“we”, “us”",
        "(\"we,\"",
        "(“we,”",
        "hierna: wij",
        "(\"wij\")",
        "(“wij”)",
        "hierna \"wij\"",
        "hierna “wij”",
        "met 'wij' bedoelen",
        "met \"wij\" bedoelen",
        "met “wij” bedoelen",
        "met ‘wij’ bedoelen",
        "met wij bedoelen",
        "hierna te noemen: wij",
        "(hierna \"wij\"",
        "we, us and our",
        "\"we\" or \"us\"",
        "“we” or “us”",
        "(hierna ‘wij’",
        "\"we,\" \"us",
        "“we,” “us",
        "wij/ons",
        "\"we\" and \"us\"",
        "“we” and “us”",
    ])
});
