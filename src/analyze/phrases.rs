//! Finds expressions among the words of a document: each word is looked at once, as a number, so
//! the time does not grow with the number of expressions.

use crate::document::{Document, Token};
use std::collections::HashMap;

/// Expressions, made ready for the words of one document.
pub(super) struct Phrases<V> {
    /// For each distinct word of the document, the range of `openers` that it starts.
    starts: Vec<(u32, u32)>,
    /// Indices of `phrases`.
    openers: Vec<u32>,
    phrases: Vec<Phrase<V>>,
}

struct Phrase<V> {
    /// The steps after the first word.
    rest: Vec<Step>,
    value: V,
}

/// A word, after at most `gap` others.
struct Step {
    word: Word,
    gap: usize,
}

enum Word {
    Is(u32),
    Starts(&'static str),
}

/// The most words that `…` stands for.
const GAP: usize = 4;

impl<V: Copy> Phrases<V> {
    /// `phrases` with what each tells; one that has a word the document lacks is left out.
    pub(super) fn new(
        doc: &Document,
        phrases: impl Iterator<Item = (&'static str, V)>,
    ) -> Phrases<V> {
        let mut it = Phrases { starts: Vec::new(), openers: Vec::new(), phrases: Vec::new() };
        let mut opens: Vec<(u32, u32)> = Vec::new();
        let mut stems: HashMap<[u8; 2], Vec<(&'static str, u32)>> = HashMap::new();
        for (phrase, value) in phrases {
            let mut words = phrase.split(' ');
            let Some(first) = words.next() else { continue };
            let Some(rest) = steps(doc, words) else { continue };
            let number = it.phrases.len() as u32;
            match first.strip_suffix('*') {
                None => match doc.words.find(first) {
                    Some(word) => opens.push((word, number)),
                    None => continue,
                },
                Some(stem) => {
                    let Some(&key) = stem.as_bytes().first_chunk() else { continue };
                    stems.entry(key).or_default().push((stem, number));
                }
            }
            it.phrases.push(Phrase { rest, value });
        }
        if !stems.is_empty() {
            for (word, text) in (0..).zip(doc.words.iter()) {
                let Some(key) = text.as_bytes().first_chunk::<2>() else { continue };
                let found = stems.get(key).into_iter().flatten();
                opens.extend(found.filter(|it| text.starts_with(it.0)).map(|it| (word, it.1)));
            }
        }
        opens.sort_unstable();
        it.openers = opens.iter().map(|it| it.1).collect();
        it.starts = vec![(0, 0); doc.words.len()];
        for (at, (word, _)) in (0..).zip(opens) {
            let range = &mut it.starts[word as usize];
            *range = (if range.1 == 0 { at } else { range.0 }, at + 1);
        }
        it
    }

    /// Whether an expression starts with this word.
    pub(super) fn start(&self, token: &Token) -> bool {
        self.starts.get(token.word as usize).is_some_and(|it| it.1 > 0)
    }

    /// What the expressions tell that start at word `at` of `tokens`, each with the word behind
    /// it.
    pub(super) fn at(
        &self,
        doc: &Document,
        tokens: &[Token],
        at: usize,
    ) -> impl Iterator<Item = (usize, V)> {
        let range = self.starts.get(tokens[at].word as usize).copied().unwrap_or_default();
        let openers = &self.openers[range.0 as usize..range.1 as usize];
        openers.iter().filter_map(move |&it| {
            let phrase = &self.phrases[it as usize];
            let mut end = at + 1;
            for step in &phrase.rest {
                let rest = tokens.get(end..)?;
                end += rest.iter().take(step.gap + 1).position(|it| step.word.is(doc, it))? + 1;
            }
            Some((end, phrase.value))
        })
    }
}

impl Word {
    fn is(&self, doc: &Document, token: &Token) -> bool {
        match *self {
            Word::Is(word) => token.word == word,
            Word::Starts(stem) => doc.words.get(token.word).starts_with(stem),
        }
    }
}

fn steps(doc: &Document, words: impl Iterator<Item = &'static str>) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut gap = 0;
    for word in words {
        if word == "…" {
            gap = GAP;
            continue;
        }
        let word = match word.strip_suffix('*') {
            Some(stem) => Word::Starts(stem),
            None => Word::Is(doc.words.find(word)?),
        };
        steps.push(Step { word, gap });
        gap = 0;
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::English);
        let list = [("may not", 1), ("may", 2), ("may … resell*", 3), ("term*", 4), ("no such", 5)];
        let phrases = Phrases::new(&doc, list.into_iter());
        let all = (0..doc.tokens.len()).flat_map(|at| {
            let found: Vec<_> = phrases.at(&doc, &doc.tokens, at).collect();
            found.into_iter().map(move |(end, value)| format!("{at}..{end} {value}"))
        });
        all.collect()
    }

    #[test]
    fn gaps_and_stems() {
        assert_eq!(
            found("You may not ever resell it. The terms end."),
            ["1..3 1", "1..2 2", "1..5 3", "7..8 4"]
        );
        assert_eq!(found("You may one two three four five resell."), ["1..2 2"]);
        assert_eq!(found(""), Vec::<String>::new());
    }
}
