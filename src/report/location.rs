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

    /// The edits of the file that make `rewrite`, with the stretches that go.
    pub(super) fn edits(&self, doc: &Document, rewrite: &Rewrite) -> Option<Vec<(Region, String)>> {
        let edits = in_file(doc, &self.0, rewrite)?;
        let region = |it: Edit| Some((self.stretch(&doc.lines, it.span)?, it.text));
        edits.into_iter().map(region).collect()
    }

    /// The stretch of the file that holds these bytes.
    fn stretch(&self, lines: &[u32], bytes: Span) -> Option<Region> {
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

/// The edits of `rewrite` as edits of `text`, the file: where its format is text and the words stand
/// there as one stretch, so that nothing of its markup is lost.
pub fn in_file(doc: &Document, text: &str, rewrite: &Rewrite) -> Option<Vec<Edit>> {
    let edits = rewrite.edits.iter().map(|it| {
        let span = stands_alone(doc, text, it.span).then(|| doc.source_of(it.span)).flatten()?;
        let words = match doc.format {
            Format::Html => it.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
            _ => it.text.clone(),
        };
        Some(Edit { span, text: wrapped(text, span, words) })
    });
    edits.collect::<Option<Vec<Edit>>>().filter(|it| !it.is_empty())
}

/// Whether `span` is the same bytes in the file: pieces that follow each other there, with at most
/// a line end and white space between two.
fn stands_alone(doc: &Document, text: &str, span: Span) -> bool {
    let is_text = matches!(doc.format, Format::Markdown | Format::Text | Format::Html);
    let mut end = None;
    for piece in doc.pieces(span) {
        match piece.origin {
            Origin::Bytes(bytes) if is_text && bytes.len() == piece.span.len() => {
                let gap = end.map(|end: u32| text.get(end as usize..bytes.start as usize));
                let blank = |it: &str| it.trim().is_empty() && it.matches('\n').count() < 2;
                if gap.is_some_and(|it| !it.is_some_and(blank)) {
                    return false;
                }
                end = Some(bytes.end);
            }
            Origin::Joined => {}
            _ => return false,
        }
    }
    end.is_some()
}

/// `words` on lines like those that they take the place of: as wide, indented as much, with the same
/// ends.
fn wrapped(text: &str, span: Span, words: String) -> String {
    let (Some(old), Some(before)) = (text.get(span.range()), text.get(..span.start as usize))
    else {
        return words;
    };
    let Some((_, rest)) = old.split_once('\n') else { return words };
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let second = rest.trim_start_matches([' ', '\t']);
    let indent = &rest[..rest.len() - second.len()];
    let start = before.rsplit('\n').next().unwrap_or_default().chars().count();
    let lines = old.lines().enumerate();
    let widths = lines.map(|(at, it)| it.chars().count() + if at == 0 { start } else { 0 });
    let width = widths.max().unwrap_or(0);
    let mut out = String::with_capacity(words.len() + 16);
    let mut column = start;
    for word in words.split(' ') {
        let long = word.chars().count();
        // A line may not begin with what Markdown takes for an item, a heading or a quotation.
        let may_begin = word.starts_with(char::is_alphabetic);
        if out.is_empty() {
            column += long;
        } else if column + 1 + long > width && may_begin {
            out.push_str(end);
            out.push_str(indent);
            column = indent.chars().count() + long;
        } else {
            out.push(' ');
            column += 1 + long;
        }
        out.push_str(word);
    }
    out
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
            let edits = in_file(&doc, text, &rewrite)?;
            Some(text[edits[0].span.range()].to_owned())
        };
        assert_eq!(edits("is open").as_deref(), Some("is\nopen"));
        assert_eq!(edits("kel").as_deref(), Some("kel"));
        assert_eq!(edits("kelder"), None);
        assert_eq!(edits("de zolder"), None);
    }

    #[test]
    fn new_words_stand_on_lines_like_the_old_ones() {
        let text = "1.1  De monteur komt zodra het hem\r\n     uitkomt, en zegt dat niet vooraf.\r\n\r\n\
                    1.2  De rest blijft zo.\r\n";
        let doc = read("a.txt", text.as_bytes(), Options::default()).unwrap();
        let start = doc.text.find("De monteur").unwrap();
        let end = doc.text.find(" vooraf.").unwrap() + " vooraf.".len();
        let new = "De monteur komt binnen 3 uur, en belt de beheerder van het gebouw vooraf.";
        let edit = Edit { span: Span::new(start, end), text: new.to_owned() };
        let rewrite = Rewrite { effect: Effect::Wording, edits: vec![edit], text: String::new() };
        let edits = in_file(&doc, text, &rewrite).unwrap();
        let expected = "De monteur komt binnen 3 uur, en\r\n     belt de beheerder van het gebouw\r\n     vooraf.";
        assert_eq!(edits[0].text, expected);
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
