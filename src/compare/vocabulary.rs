//! Both versions in the same numbers: passages as lists of words.

use crate::document::{Document, Kind, Zone};
use crate::span::Span;
use std::collections::HashMap;

/// The distinct words of all versions.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Vocabulary {
    /// The number of `word`.
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// The word with this number.
    pub(super) fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", String::as_str)
    }
}

/// A clause's own paragraph, or one of no clause: what is aligned.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) span: Span,
    /// The number of its clause.
    pub(super) number: String,
    pub(super) words: Vec<u32>,
    /// Whether it is a note, which stands where the format puts it: at the end or on its page.
    pub(super) note: bool,
}

/// The units of a document.
#[derive(Debug)]
pub(super) struct Units {
    /// In order.
    pub(super) all: Vec<Unit>,
    /// The number in the vocabulary of each word of the document.
    shared: Vec<u32>,
}

impl Units {
    /// The unit that holds byte `at`, or the last before it.
    pub(super) fn at(&self, at: u32) -> Option<usize> {
        self.all.partition_point(|it| it.span.start <= at).checked_sub(1)
    }

    /// The words of `span`, as numbers of the vocabulary.
    pub(super) fn words(&self, doc: &Document, span: Span) -> Vec<u32> {
        let from = doc.tokens.partition_point(|it| it.span.start < span.start);
        let to = doc.tokens.partition_point(|it| it.span.start < span.end);
        let tokens = doc.tokens.get(from..to.max(from)).unwrap_or_default();
        tokens.iter().filter_map(|it| self.shared.get(it.word as usize).copied()).collect()
    }
}

/// The units of `doc`: its paragraphs, the cells of a table together. Page furniture and the table
/// of contents follow from the format and the numbering, so they are left out.
pub(super) fn units(doc: &Document, vocabulary: &mut Vocabulary) -> Units {
    let shared = doc.words.iter().map(|it| vocabulary.number(it)).collect();
    let mut units = Units { all: Vec::new(), shared };
    let mut in_table = false;
    for block in &doc.blocks {
        if matches!(block.zone, Zone::Furniture | Zone::Contents)
            || matches!(block.kind, Kind::Header | Kind::Footer)
        {
            continue;
        }
        let words = units.words(doc, block.span);
        let cell = matches!(block.kind, Kind::Cell { .. });
        match units.all.last_mut().filter(|_| cell && in_table) {
            Some(table) => {
                table.span = table.span.join(block.span);
                table.words.extend(words);
            }
            None => {
                let clause = block.clause.and_then(|it| doc.clauses.get(it as usize));
                let note = block.kind == Kind::Footnote;
                let number = clause.filter(|_| !note);
                let number = number.map_or_else(String::new, |it| it.number.trim().to_owned());
                units.all.push(Unit { span: block.span, number, words, note });
            }
        }
        in_table = cell;
    }
    units
}
