//! Places in a text as editors say them: line and column from 0, the column in UTF-16 or UTF-8 units.

use crate::span::Span;
use serde_json::{Value, json};

/// A text with the start of each line.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// Whether columns are bytes; UTF-16 units otherwise.
    bytes: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, bytes: bool) -> Lines<'a> {
        let mut starts = vec![0];
        let all = text.as_bytes();
        // A line ends with \n, \r\n or \r.
        let ends = all.iter().enumerate().filter(|(at, byte)| {
            **byte == b'\n' || **byte == b'\r' && all.get(at + 1) != Some(&b'\n')
        });
        starts.extend(ends.map(|it| it.0 + 1));
        Lines { text, starts, bytes }
    }

    /// The byte at a position `{ line, character }`; past the end of a line it is the end of the line.
    pub(super) fn byte(&self, position: &Value) -> Option<usize> {
        let number = |name| position[name].as_u64().and_then(|it| usize::try_from(it).ok());
        let (line, column) = (number("line")?, number("character")?);
        let Some(start) = self.starts.get(line).copied() else { return Some(self.text.len()) };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end)?.trim_end_matches(['\r', '\n']);
        let mut passed = 0;
        for (at, letter) in line.char_indices() {
            // A column inside a letter is where the letter starts.
            let width = self.width(letter);
            if passed + width > column {
                return Some(start + at);
            }
            passed += width;
        }
        Some(start + line.len())
    }

    /// The range of a span.
    pub(super) fn range(&self, span: Span) -> Value {
        let position = |at: u32| {
            let at = (at as usize).min(self.text.len());
            let line = self.starts.partition_point(|it| *it <= at).saturating_sub(1);
            let start = self.starts.get(line).copied().unwrap_or(0);
            let before = self.text.get(start..at).unwrap_or_default();
            let column: usize = before.chars().map(|it| self.width(it)).sum();
            json!({ "line": line, "character": column })
        };
        json!({ "start": position(span.start), "end": position(span.end) })
    }

    fn width(&self, letter: char) -> usize {
        if self.bytes { letter.len_utf8() } else { letter.len_utf16() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_units_of_the_agreed_encoding() {
        let text = "één\r\n😀 drie\rvier";
        let at = |lines: &Lines, line: u32, column: u32| {
            lines.byte(&json!({ "line": line, "character": column }))
        };
        let wide = Lines::new(text, false);
        let narrow = Lines::new(text, true);
        assert_eq!(at(&wide, 0, 2), Some("éé".len()));
        assert_eq!(at(&narrow, 0, 2), Some("é".len()));
        let drie = text.find("drie").expect("in the text");
        assert_eq!(at(&wide, 1, 3), Some(drie));
        assert_eq!(at(&wide, 1, 1), Some(drie - 5), "inside the two units of a letter");
        assert_eq!(at(&wide, 1, 99), Some(drie + 4));
        assert_eq!(at(&wide, 2, 0), Some(drie + 5));
        assert_eq!(at(&wide, 99, 0), Some(text.len()));
        assert_eq!(wide.byte(&json!({ "line": -1, "character": "x" })), None);
        let span = Span::new(drie, drie + 4);
        let range = |from: u32, to: u32| json!({ "start": { "line": 1, "character": from }, "end": { "line": 1, "character": to } });
        assert_eq!(wide.range(span), range(3, 7));
        assert_eq!(narrow.range(span), range(5, 9));
    }
}
