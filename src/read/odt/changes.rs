//! Tracked changes: the body marks where they are, a list at its head says what they are.

use super::page::{Page, attribute};
use crate::document::Draft;
use crate::span::Span;
use quick_xml::events::BytesStart;

/// Authors of changes that are named in a report.
const MOST_AUTHORS: usize = 50;

/// Stretches of text, each with its bytes.
pub(super) type Stretches = Vec<(String, Span)>;

/// A tracked change as the head of the body describes it.
#[derive(Default)]
pub(super) struct Region {
    id: String,
    deletes: bool,
    /// Depth of paragraphs within the deleted text.
    paragraphs: u32,
    creator: bool,
}

impl Page {
    /// Takes down what the list of tracked changes says of one.
    pub(super) fn describe(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "text:changed-region" => {
                let id = attribute(tag, "text:id").or_else(|| attribute(tag, "xml:id"));
                self.region = Region { id: id.unwrap_or_default(), ..Region::default() };
            }
            "text:insertion" => {
                self.insertions.insert(self.region.id.clone());
            }
            "text:deletion" => self.region.deletes = true,
            // A margin comment names its author too.
            "dc:creator" => self.region.creator = !self.region.id.is_empty(),
            "text:s" | "text:tab" | "text:line-break" => self.aside(" ", Span::default()),
            "text:p" | "text:h" if self.region.deletes => {
                self.region.paragraphs += 1;
                self.deletions.entry(self.region.id.clone()).or_default().push(Vec::new());
            }
            _ => {}
        }
    }

    /// The end of an element in the list of tracked changes.
    pub(super) fn end_description(&mut self, name: &str) {
        match name {
            "dc:creator" => self.region.creator = false,
            "text:changed-region" => self.region = Region::default(),
            "text:deletion" => self.region.deletes = false,
            "text:p" | "text:h" if self.region.deletes => {
                self.region.paragraphs = self.region.paragraphs.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Puts deleted text back in its place.
    pub(super) fn restore(&mut self, id: &str) {
        // Each stands in one place; taking it out also ends a file that says otherwise.
        for (at, stretches) in self.deletions.remove(id).unwrap_or_default().into_iter().enumerate()
        {
            if at > 0
                && let Some(draft) = self.open.last_mut()
            {
                let mut next = Draft::new(draft.kind);
                next.zone = draft.zone;
                let ended = std::mem::replace(draft, next);
                match self.open.len() {
                    1 => self.drafts.push(ended),
                    _ => self.waiting.push(ended),
                }
            }
            for (text, bytes) in stretches {
                self.words(&text, bytes.start as usize, bytes.end as usize);
            }
        }
    }

    /// Text in the list of tracked changes: who made one, and what was deleted.
    pub(super) fn aside(&mut self, words: &str, bytes: Span) {
        if self.region.creator {
            if self.authors.len() < MOST_AUTHORS && !self.authors.iter().any(|it| it == words) {
                self.authors.push(words.to_owned());
            }
        } else if self.region.deletes
            && self.region.paragraphs > 0
            && let Some(stretches) =
                self.deletions.get_mut(&self.region.id).and_then(|it| it.last_mut())
        {
            stretches.push((words.to_owned(), bytes));
        }
    }
}
