//! Where a finding stands, as programs say it: a path with slashes, lines and columns of the file.

use crate::document::{Document, Format, Origin};
use crate::rewrite::{Edit, Rewrite};
use crate::span::Span;

/// The text of a file, kept to count its lines and columns. It can't be read back from here, so
/// that a report without contract text may hold it.
#[derive(Debug, Clone)]
pub struct Source(Box<str>);

/// A stretch of a text file. All numbers count from 1; columns are Unicode code points, the end
/// column is one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub start_line: usize,
    pub start_column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl Source {
    /// The source of a file whose format is text; none where its bytes are not UTF-8, since its
    /// places are then those of another form than the file's.
    pub fn new(bytes: &[u8], format: Format) -> Option<Source> {
        let text = match format {
            Format::Markdown | Format::Text | Format::Html => std::str::from_utf8(bytes).ok()?,
            Format::Docx | Format::Pdf | Format::Odt | Format::Rtf => return None,
        };
        (!text.contains('\0')).then(|| Source(text.into()))
    }

    /// The stretch of the file that `span` was read from.
    pub(super) fn region(&self, doc: &Document, span: Span) -> Option<Region> {
        self.stretch(&doc.lines, doc.source_of(span)?)
    }

    /// The stretch of the file that holds these bytes.
    pub(super) fn stretch(&self, lines: &[u32], bytes: Span) -> Option<Region> {
        let (start_line, start_column) = self.position(lines, bytes.start)?;
        let (end_line, end_column) = self.position(lines, bytes.end)?;
        Some(Region { start_line, start_column, end_line, end_column })
    }

    fn position(&self, lines: &[u32], at: u32) -> Option<(usize, usize)> {
        let line = lines.partition_point(|it| *it <= at);
        let start = *lines.get(line.checked_sub(1)?)?;
        let before = self.0.get(start as usize..at as usize)?;
        // A byte order mark is no letter of the line.
        Some((line, before.chars().filter(|it| *it != '\u{feff}').count() + 1))
    }
}

/// The edits of `rewrite` as edits of the file: where its format is text and the words stand there
/// as one stretch, so that nothing of its markup is lost.
pub fn in_file(doc: &Document, rewrite: &Rewrite) -> Option<Vec<Edit>> {
    let edits = rewrite.edits.iter().map(|it| {
        let span = stands_alone(doc, it.span).then(|| doc.source_of(it.span)).flatten()?;
        let text = match doc.format {
            Format::Html => it.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
            _ => it.text.clone(),
        };
        Some(Edit { span, text })
    });
    edits.collect::<Option<Vec<Edit>>>().filter(|it| !it.is_empty())
}

/// Whether `span` is the same bytes in the file: pieces that follow each other there, with at most
/// the line end between two that the reader joined.
fn stands_alone(doc: &Document, span: Span) -> bool {
    let text = matches!(doc.format, Format::Markdown | Format::Text | Format::Html);
    let mut end = None;
    let mut gap = 0;
    for piece in doc.pieces(span) {
        match piece.origin {
            Origin::Bytes(bytes) if text && bytes.len() == piece.span.len() => {
                if end.is_some_and(|it| bytes.start > it + gap) {
                    return false;
                }
                (end, gap) = (Some(bytes.end), 0);
            }
            Origin::Joined => gap = 2,
            _ => return false,
        }
    }
    end.is_some()
}

/// A path the way pipelines write it: with slashes, without `./` in front.
pub(super) fn slashed(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// A path as a URI reference (RFC 3986).
pub(super) fn uri(path: &str) -> String {
    let path = slashed(path);
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    } else if path.get(1..3) == Some(":/") {
        out.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            b':' if out.starts_with("file:") => out.push(':'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Options, read};
    use crate::rewrite::Effect;

    #[test]
    fn columns_count_letters_and_not_bytes() {
        let text = "\u{feff}# Eén\n\nDe één betaalt **altijd** vóór dag 1.\n";
        let doc = read("a.md", text.as_bytes(), Options::default()).unwrap();
        let source = Source::new(text.as_bytes(), doc.format).unwrap();
        let start = doc.text.find("vóór").unwrap();
        let region = source.region(&doc, Span::new(start, start + "vóór".len()));
        let expected = Region { start_line: 3, start_column: 27, end_line: 3, end_column: 31 };
        assert_eq!(region, Some(expected));
    }

    #[test]
    fn words_with_markup_between_them_are_no_stretch() {
        let text = "De **kel**der is\nopen, en de `zolder` ook.\n";
        let doc = read("a.md", text.as_bytes(), Options::default()).unwrap();
        let edits = |words: &str| {
            let start = doc.text.find(words).unwrap();
            let edit = Edit { span: Span::new(start, start + words.len()), text: "x".to_owned() };
            let rewrite =
                Rewrite { effect: Effect::Wording, edits: vec![edit], text: String::new() };
            let edits = in_file(&doc, &rewrite)?;
            Some(text[edits[0].span.range()].to_owned())
        };
        assert_eq!(edits("is open").as_deref(), Some("is\nopen"));
        assert_eq!(edits("kel").as_deref(), Some("kel"));
        assert_eq!(edits("kelder"), None);
        assert_eq!(edits("de zolder"), None);
    }

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("./a b/é.md"), "a%20b/%C3%A9.md");
        assert_eq!(uri("/tmp/x.md"), "file:///tmp/x.md");
        assert_eq!(uri("C:\\x\\y.md"), "file:///C:/x/y.md");
        assert_eq!(uri("zorg:1.md"), "zorg%3A1.md");
    }

    #[test]
    fn bytes_that_are_not_utf8_have_no_columns() {
        assert!(Source::new(b"caf\xe9", Format::Text).is_none());
        assert!(Source::new(b"a\0b\0", Format::Text).is_none());
        assert!(Source::new(b"%PDF-1.7", Format::Pdf).is_none());
    }
}
