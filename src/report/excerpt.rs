//! The words, marked where they stand. The only place that knows codespan-reporting.
//!
//! A paragraph is one very long line. It is shown as *display lines*: slices of the document's own
//! text, wrapped to the column, so nothing is copied and spans keep their meaning.

use super::ink::{Ink, Role};
use super::wrap;
use crate::document::Document;
use crate::span::Span;
use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, Config, GeneralWriteResult, WriteStyle};
use std::io::{self, Write};
use std::ops::Range;

/// Lines that are marked at most. Of a longer passage only the first line is, and `more` is said
/// beside it: carets under a whole paragraph show nothing.
const MARKED: usize = 3;

/// `span` in its sentence, `columns` wide, with a line of context either side. `heading` stands
/// in the upper border; `also` are other places, underlined where they stand in the same sentence.
pub(super) fn excerpt(
    doc: &Document,
    span: Span,
    also: &[Span],
    heading: &str,
    more: &str,
    columns: usize,
    ink: Ink,
) -> String {
    let columns = columns.saturating_sub(6);
    let mut lines = Lines::around(doc, span, columns);
    let mut marked = lines.cut(span);
    let long = marked.len() > MARKED;
    if long {
        lines = Lines::around(doc, span, columns.saturating_sub(wrap::width(more) + 1));
        marked = lines.cut(span);
        marked.truncate(1);
    }
    let message = if long { more } else { "" };
    let mut labels: Vec<Label<()>> =
        marked.into_iter().map(|it| Label::primary((), it).with_message(message)).collect();
    for other in also.iter().filter(|it| !it.overlaps(span)) {
        labels.extend(lines.cut(*other).into_iter().map(|it| Label::secondary((), it)));
    }
    let diagnostic = Diagnostic::warning().with_labels(labels);
    let config = Config {
        before_label_lines: 1,
        after_label_lines: if long { 2 } else { 1 },
        ..Config::default()
    };
    let mut painter = Painter::new(heading, ink);
    // Writing to memory can't fail, and the lines lie inside the text; should the renderer still
    // refuse, the words alone are shown.
    if term::emit_to_write_style(&mut painter, &config, &lines, &diagnostic).is_err() {
        return format!("  │ {}\n", &doc[span]);
    }
    painter.finish()
}

/// The display lines of a window.
struct Lines<'a> {
    text: &'a str,
    lines: Vec<Range<usize>>,
}

impl<'a> Lines<'a> {
    /// The sentences that `span` touches.
    fn around(doc: &'a Document, span: Span, columns: usize) -> Lines<'a> {
        let first = doc.sentence_at(span.start).and_then(|it| doc.sentences.get(it as usize));
        let last = doc
            .sentence_at(span.end.saturating_sub(1).max(span.start))
            .and_then(|it| doc.sentences.get(it as usize));
        let window = [first, last].into_iter().flatten().fold(span, |it, s| it.join(s.span));
        let start = window.range().start;
        let lines = wrap::breaks(&doc[window], columns)
            .into_iter()
            .map(|it| it.start + start..it.end + start)
            .collect();
        Lines { text: &doc.text, lines }
    }

    /// The pieces of `span`, one for each display line it touches.
    fn cut(&self, span: Span) -> Vec<Range<usize>> {
        let span = span.range();
        self.lines
            .iter()
            .map(|it| it.start.max(span.start)..it.end.min(span.end))
            .filter(|it| it.start < it.end)
            .collect()
    }
}

impl<'a> Files<'a> for Lines<'a> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok("")
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(self.text)
    }

    fn line_index(&'a self, (): (), byte: usize) -> Result<usize, Error> {
        Ok(self.lines.partition_point(|it| it.start <= byte).saturating_sub(1))
    }

    fn line_number(&'a self, (): (), index: usize) -> Result<usize, Error> {
        Ok(index + 1)
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(1)
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        let past = Error::LineTooLarge { given: index, max: self.lines.len() };
        self.lines.get(index).cloned().ok_or(past)
    }
}

/// Takes what the renderer writes. Its first line (an English severity) and second (file, line,
/// column) are replaced by our heading, and its line numbers, which mean nothing here, by spaces.
struct Painter<'a> {
    heading: &'a str,
    ink: Ink,
    out: String,
    line: usize,
    number: bool,
    painted: bool,
}

impl<'a> Painter<'a> {
    fn new(heading: &'a str, ink: Ink) -> Painter<'a> {
        Painter { heading, ink, out: String::new(), line: 0, number: false, painted: false }
    }

    fn finish(self) -> String {
        // Colour is reset after each piece, so lines can be cut anywhere.
        let mut text = String::new();
        for line in self.out.lines().map(str::trim_end).filter(|it| !it.is_empty()) {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    fn start(&mut self, role: Role) -> GeneralWriteResult {
        if self.line > 1 {
            self.out.push_str(self.ink.on(role));
            self.painted = true;
        }
        Ok(())
    }
}

impl Write for Painter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The renderer writes whole strings, so a piece is whole characters.
        let text = String::from_utf8_lossy(bytes);
        for piece in text.split_inclusive('\n') {
            if self.line > 1 && self.number {
                self.out.extend(piece.chars().map(|_| ' '));
            } else if self.line > 1 {
                self.out.push_str(piece);
            }
            if piece.ends_with('\n') {
                self.line += 1;
                if self.line == 2 {
                    let border = self.ink.paint(Role::Border, "┌─");
                    self.out.push_str(&format!("  {border} {}\n", self.heading));
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter<'_> {
    fn set_header(&mut self, _: Severity) -> GeneralWriteResult {
        Ok(())
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        Ok(())
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.number = true;
        Ok(())
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.start(Role::Border)
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.start(Role::Border)
    }

    fn set_label(&mut self, _: Severity, style: LabelStyle) -> GeneralWriteResult {
        self.start(match style {
            LabelStyle::Primary => Role::Mark,
            LabelStyle::Secondary => Role::Border,
        })
    }

    fn reset(&mut self) -> GeneralWriteResult {
        self.number = false;
        if std::mem::take(&mut self.painted) {
            self.out.push_str(self.ink.off());
        }
        Ok(())
    }
}
