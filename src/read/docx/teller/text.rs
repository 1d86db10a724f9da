//! Characters, and the signs and notes that stand among them.

use super::super::story::Reference;
use super::super::xml::{self, Tag};
use super::{Reading, Teller};
use crate::document::Origin;

impl Teller<'_> {
    /// A reference to a note: the note follows this paragraph.
    pub(super) fn refer(&mut self, kind: Reference, tag: &Tag<'_>) {
        if self.gone > 0 {
            return;
        }
        let id = xml::attribute(tag, "id").unwrap_or_default().into_owned();
        if let Some(open) = self.open.last_mut()
            && let Some(mut note) = self.notes.take(kind, id)
        {
            note.iter_mut().for_each(|it| it.page = self.page);
            open.after.append(&mut note);
        }
    }

    pub(super) fn turn_page(&mut self) {
        self.page = self.page.map(|it| it.saturating_add(1));
    }

    /// A character that is an element.
    pub(super) fn mark(&mut self, text: &str) {
        // Also met among the properties of a paragraph: a tab stop is no tab.
        if self.open.last().is_some_and(|it| !it.properties && it.run.is_some()) {
            self.push(text);
        }
    }

    /// Characters.
    pub(in super::super) fn text(&mut self, text: &str) {
        match self.reading {
            Reading::Text if self.skipped == 0 => self.push(text),
            Reading::Instruction => self.fields.instruct(text),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.gone > 0 || self.fields.hide() {
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        if !text.chars().all(char::is_whitespace) {
            self.page_broken = false;
            open.contents |= self.fields.in_contents();
            if open.hidden {
                self.seen.hidden += text.split_whitespace().count() as u32;
            }
            if open.highlighted {
                self.seen.highlighted += text.split_whitespace().count() as u32;
            }
        }
        let origin = Origin::Docx {
            part: self.number,
            paragraph: open.number,
            run: open.run.unwrap_or_default(),
            bytes: self.bytes,
        };
        open.push(text, origin, self.page);
    }
}
