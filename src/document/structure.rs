//! The clause tree: which number belongs to which block, which block to which clause, and in
//! which part of the contract each stands.

use super::{Document, Draft, Kind};

/// Blocks as they should enter the text; a place to join or split what a format cut badly.
pub(super) fn prepare(drafts: Vec<Draft>) -> Vec<Draft> {
    drafts
}

/// The number typed at the start of a block, and the byte at which the text after it starts.
pub(super) fn typed_label(text: &str, _kind: Kind) -> Option<(String, usize)> {
    let first = text.split(' ').next()?;
    let numbered = first.starts_with(|it: char| it.is_ascii_digit())
        && first.chars().all(|it| it.is_ascii_digit() || it == '.')
        && first.len() < text.len();
    numbered.then(|| (first.to_owned(), first.len() + 1))
}

/// Raises the clause tree over the blocks, and says in which zone each block and sentence stands.
pub(super) fn raise(_doc: &mut Document) {}
