//! The examples of a rule's page, which are also its tests.

use crate::language::Language;
use crate::span::Span;

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The rule must flag the marked words, and nothing else.
    Flag,
    /// The rule must stay silent.
    Pass,
    /// What the flagged example before it becomes: the rule must stay silent here too.
    Rewrite,
}

/// A fenced block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub shows: Shows,
    /// The language of its half of the page.
    pub language: Language,
    /// The text without marks.
    pub text: String,
    /// The other document of the deal that is laid beside it: what stands above a line of `=====`.
    pub beside: Option<String>,
    /// What ⟦marks⟧ enclose, in bytes of `text`. Empty in a flagged example of something absent.
    pub marks: Vec<Span>,
    /// Line of the rule's file on which it starts, from 1.
    pub line: u32,
}

/// The line between the two documents of an example.
pub(super) const BESIDE: &str = "=====";

/// Text with ⟦marks⟧, without them, and what they enclosed.
pub(super) fn unmark(marked: &str) -> Result<(String, Vec<Span>), String> {
    let mut text = String::with_capacity(marked.len());
    let (mut marks, mut open) = (Vec::new(), None);
    for char in marked.chars() {
        match (char, open) {
            ('⟦', None) => open = Some(text.len()),
            ('⟧', Some(start)) => {
                marks.push(Span::new(start, text.len()));
                open = None;
            }
            ('⟦', Some(_)) => return Err("⟦ inside ⟦".to_owned()),
            ('⟧', None) => return Err("⟧ without ⟦".to_owned()),
            _ => text.push(char),
        }
    }
    match open {
        Some(_) => Err("⟦ without ⟧".to_owned()),
        None => Ok((text, marks)),
    }
}
