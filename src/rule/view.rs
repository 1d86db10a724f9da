//! Text as expressions see it: ASCII, one byte a character, with the way back to the document.

use super::macros::fold_char;
use crate::document::Document;
use crate::span::Span;
use std::borrow::Cow;

/// A sentence as expressions see it: ASCII, one byte a character, the contract's own party names
/// replaced by role nouns that `%P%` knows.
pub struct View<'a> {
    /// The text.
    pub bytes: Cow<'a, [u8]>,
    /// Document position of each byte, and of the end; empty when the bytes are the document's.
    at: Vec<u32>,
    base: u32,
}

impl View<'static> {
    /// `text` without a document, as expressions see it.
    pub fn of(text: &str) -> View<'static> {
        let bytes = text.chars().map(fold_char).collect();
        let at = text.char_indices().map(|it| it.0 as u32).chain([text.len() as u32]).collect();
        View { bytes: Cow::Owned(bytes), at, base: 0 }
    }
}

impl View<'_> {
    /// The span of the document that bytes `from..to` of the view show.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.at.get(from), self.at.get(to)) {
            (Some(&from), Some(&to)) => Span { start: from, end: to.max(from) },
            _ => Span::new(self.base as usize + from, self.base as usize + to),
        }
    }

    /// The text of `span` (a sentence, or part of a block) with `names`, in order, replaced by the
    /// role noun beside each.
    pub(super) fn new<'a>(
        doc: &'a Document,
        span: Span,
        names: &[(Span, &'static str)],
    ) -> View<'a> {
        let text = &doc[span];
        if text.is_ascii() && names.is_empty() {
            return View {
                bytes: Cow::Borrowed(text.as_bytes()),
                at: Vec::new(),
                base: span.start,
            };
        }
        let mut bytes = Vec::with_capacity(text.len());
        let mut at = Vec::with_capacity(text.len() + 1);
        let mut position = span.start;
        for &(mention, noun) in names {
            // One may lie in another, or go on in the next part of a block.
            if mention.start < position || mention.end > span.end {
                continue;
            }
            draw(doc, Span { start: position, end: mention.start }, &mut bytes, &mut at);
            bytes.extend(noun.bytes());
            at.extend(std::iter::repeat_n(mention.start, noun.len()));
            position = mention.end;
        }
        draw(doc, Span { start: position, end: span.end }, &mut bytes, &mut at);
        at.push(span.end);
        View { bytes: Cow::Owned(bytes), at, base: span.start }
    }

    /// Whether its bytes are those of the document.
    pub(super) fn is_plain(&self) -> bool {
        self.at.is_empty()
    }

    /// The span of bytes `from..to` without spaces at its ends, which gaps like `%G%` leave.
    pub(super) fn trimmed(&self, mut from: usize, mut to: usize) -> Span {
        let blank = |it: usize| self.bytes.get(it).is_some_and(|it| *it == b' ');
        while from < to && blank(from) {
            from += 1;
        }
        while from < to && blank(to - 1) {
            to -= 1;
        }
        self.span(from, to)
    }

    /// The byte of the view at which document position `at` is shown.
    pub fn position(&self, at: u32) -> usize {
        if self.at.is_empty() {
            (at.saturating_sub(self.base)) as usize
        } else {
            self.at.partition_point(|&it| it < at)
        }
    }
}

/// Adds the text of `span`, a byte a character, and the place of each.
fn draw(doc: &Document, span: Span, bytes: &mut Vec<u8>, at: &mut Vec<u32>) {
    let text = &doc[span];
    let mut from = 0;
    while from < text.len() {
        let rest = &text.as_bytes()[from..];
        let plain = rest.iter().position(|it| !it.is_ascii()).unwrap_or(rest.len());
        let start = span.start + from as u32;
        bytes.extend_from_slice(&rest[..plain]);
        at.extend(start..start + plain as u32);
        from += plain;
        for char in text[from..].chars().take_while(|it| !it.is_ascii()) {
            bytes.push(fold_char(char));
            at.push(span.start + from as u32);
            from += char.len_utf8();
        }
    }
}
