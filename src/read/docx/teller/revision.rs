//! Tracked changes: what they leave out of the view that is read, and who made them.

use super::super::xml::{self, Tag};
use super::Teller;
use crate::document::View;

/// Authors of changes that are named in a report.
const MOST_AUTHORS: usize = 50;

impl Teller<'_> {
    /// A tracked insertion or deletion: of text, of a paragraph's mark or of a row.
    pub(super) fn revision(&mut self, tag: &Tag<'_>, inserted: bool, has_content: bool) {
        if inserted {
            self.seen.inserted += 1;
        } else {
            self.seen.deleted += 1;
        }
        if self.seen.authors.len() < MOST_AUTHORS
            && let Some(author) = xml::attribute(tag, "author")
            && !self.seen.authors.iter().any(|it| *it == author)
        {
            self.seen.authors.push(author.into_owned());
        }
        if !self.is_left_out(inserted) {
            return;
        }
        if has_content {
            self.gone += 1;
        }
        match self.open.last_mut() {
            _ if self.row_properties => {
                if let Some(table) = self.tables.last_mut()
                    && !std::mem::replace(&mut table.row_gone, true)
                {
                    self.gone += 1;
                }
            }
            Some(open) if open.properties => open.unmarked = true,
            _ => {}
        }
    }

    pub(super) fn end_revision(&mut self, inserted: bool) {
        if self.is_left_out(inserted) {
            self.gone = self.gone.saturating_sub(1);
        }
    }

    /// Whether the view leaves out what was inserted, or what was deleted.
    fn is_left_out(&self, inserted: bool) -> bool {
        inserted == (self.seen.view == View::Original)
    }
}
