//! Where sentences end and what the words are.

use super::Language;
use crate::span::Span;

/// The sentences of one block, as spans of it without the spaces around them.
pub fn sentences(block: &str, _language: Option<Language>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in block.match_indices(". ") {
        found.push(Span::new(start, at + 1));
        start = at + 2;
    }
    if start < block.len() {
        found.push(Span::new(start, block.len()));
    }
    found
}

/// The words of a sentence: runs of letters and digits.
pub fn words(sentence: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + sentence[at..].find(char::is_alphanumeric)?;
        let end = sentence[start..]
            .find(|it: char| !it.is_alphanumeric())
            .map_or(sentence.len(), |it| start + it);
        at = end;
        Some(Span::new(start, end))
    })
}
