//! A report as a Word file, to edit and send round: real headings, lists and tables, in styles that
//! a house can replace by its own. In comes prose, out come the bytes of the package.

use super::harmless;
use super::prose::{Ask, Column, Look, Piece, Prose, Table, Words, plain};
use super::xml::escape;
use crate::language::Language;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// The width between the margins, in twentieths of a point.
const WIDTH: u32 = 9638;
/// Lines to write an answer on.
const ROOM: usize = 4;

/// The package. Nothing in it knows the time, so the same prose gives the same bytes.
pub(super) fn write(prose: &Prose) -> Vec<u8> {
    package(prose).unwrap_or_default()
}

fn package(prose: &Prose) -> ZipResult<Vec<u8>> {
    let (body, lists) = body(prose);
    let lang = match prose.language {
        Language::Dutch => "nl-NL",
        Language::English => "en-GB",
    };
    let parts = [
        ("[Content_Types].xml", include_str!("docx/content-types.xml").to_owned()),
        ("_rels/.rels", include_str!("docx/relations.xml").to_owned()),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", include_str!("docx/document-relations.xml").to_owned()),
        ("word/styles.xml", include_str!("docx/styles.xml").replace("{lang}", lang)),
        ("word/numbering.xml", numbering(lists)),
        ("word/footer.xml", footer(&prose.title)),
        ("word/settings.xml", include_str!("docx/settings.xml").to_owned()),
        ("docProps/core.xml", properties(&prose.title, lang)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The document, and how many numbered lists it has.
fn body(prose: &Prose) -> (String, usize) {
    let mut page = Page { out: String::new(), lists: 0 };
    page.out.push_str(include_str!("docx/document-start.xml").trim_end());
    for (at, piece) in prose.pieces.iter().enumerate() {
        page.piece(piece, at == 0);
    }
    page.out.push_str(include_str!("docx/document-end.xml"));
    (page.out, page.lists)
}

struct Page {
    out: String,
    lists: usize,
}

impl Page {
    fn piece(&mut self, piece: &Piece, first: bool) {
        match piece {
            Piece::Title(text) => {
                let apart = if first { "" } else { "<w:pageBreakBefore/>" };
                self.lists += 1;
                self.paragraph("Title", apart, &[plain(text)]);
            }
            Piece::Heading(level, text) => {
                // The report's own title is above them, so a second level is a first heading.
                let style = match level {
                    0..=2 => "Heading1",
                    3 => "Heading2",
                    _ => "Heading3",
                };
                self.paragraph(style, "", &[plain(text)]);
            }
            Piece::Paragraph(line) => self.paragraph("", "", line),
            Piece::Note(line) => self.paragraph("Note", "", line),
            Piece::Quote(words, source) => {
                self.paragraph("Quote", "<w:keepNext/>", words);
                self.paragraph("Source", "", source);
            }
            Piece::Items(items) => {
                for item in items {
                    self.paragraph("ListBullet", "", item);
                }
            }
            Piece::Questions(questions) => questions.iter().for_each(|it| self.question(it)),
            Piece::Table(table) => self.table(table),
            Piece::Pair { title, now, then, about } => {
                self.paragraph("Heading2", "", &[plain(title)]);
                self.open_table(&[&now.0, &then.0].map(|it| Column::words(it, 50)));
                self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
                for line in [&now.1, &then.1] {
                    self.cell(line, 50, "Cell");
                }
                self.out.push_str("</w:tr></w:tbl>");
                self.paragraph("Source", "", about);
            }
        }
    }

    fn paragraph(&mut self, style: &str, more: &str, line: &[Words]) {
        self.out.push_str("<w:p>");
        if !style.is_empty() || !more.is_empty() {
            self.out.push_str("<w:pPr>");
            if !style.is_empty() {
                self.out.push_str(&format!("<w:pStyle w:val=\"{style}\"/>"));
            }
            self.out.push_str(more);
            self.out.push_str("</w:pPr>");
        }
        self.line(line);
        self.out.push_str("</w:p>");
    }

    fn line(&mut self, line: &[Words]) {
        for words in line {
            self.out.push_str(match words.look {
                Look::Plain => "<w:r>",
                Look::Strong => "<w:r><w:rPr><w:b/></w:rPr>",
                Look::Emphasis => "<w:r><w:rPr><w:i/></w:rPr>",
                Look::Marked => "<w:r><w:rPr><w:rStyle w:val=\"Found\"/></w:rPr>",
                Look::Chart => "<w:r><w:rPr><w:rStyle w:val=\"Chart\"/></w:rPr>",
            });
            self.out.push_str("<w:t xml:space=\"preserve\">");
            self.out.push_str(&escape(&harmless(&words.text)));
            self.out.push_str("</w:t></w:r>");
        }
    }

    /// A question, why it is asked, and lines to answer on.
    fn question(&mut self, ask: &Ask) {
        let list = self.lists.max(1) + 1;
        let number = format!(
            "<w:keepNext/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>"
        );
        self.paragraph("Question", &number, &[plain(&ask.text)]);
        for reason in &ask.reasons {
            self.paragraph("Reason", "", &[plain(reason)]);
        }
        for _ in 0..if ask.room { ROOM } else { 0 } {
            self.paragraph("Answer", "", &[]);
        }
    }

    fn table(&mut self, table: &Table) {
        self.open_table(&table.columns);
        for row in &table.rows {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (cell, column) in row.iter().zip(&table.columns) {
                self.cell(cell, column.share, if column.figures { "Figure" } else { "Cell" });
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        // Word wants a paragraph between two tables.
        self.paragraph("After", "", &[]);
    }

    fn open_table(&mut self, columns: &[Column]) {
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Report\"/><w:tblW w:w=\"{WIDTH}\" \
             w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" \
             w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" \
             w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
        ));
        for column in columns {
            self.out.push_str(&format!("<w:gridCol w:w=\"{}\"/>", width(column.share)));
        }
        self.out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for column in columns {
            let style = if column.figures { "FigureHead" } else { "CellHead" };
            self.cell(&[plain(&column.head)], column.share, style);
        }
        self.out.push_str("</w:tr>");
    }

    fn cell(&mut self, line: &[Words], share: u16, style: &str) {
        self.out.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>",
            width(share)
        ));
        self.paragraph(style, "", line);
        self.out.push_str("</w:tc>");
    }
}

fn width(share: u16) -> u32 {
    WIDTH * u32::from(share) / 100
}

/// Bullets, and a numbered list for each report in the file.
fn numbering(lists: usize) -> String {
    let mut out = include_str!("docx/numbering-start.xml").trim_end().to_owned();
    out.push_str("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
    for list in 0..lists.max(1) {
        out.push_str(&format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\">\
             <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
            list + 2
        ));
    }
    out.push_str("</w:numbering>");
    out
}

fn footer(title: &str) -> String {
    include_str!("docx/footer.xml").replace("{title}", &escape(&harmless(title)))
}

fn properties(title: &str, lang: &str) -> String {
    include_str!("docx/properties.xml")
        .replace("{lang}", lang)
        .replace("{title}", &escape(&harmless(title)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::prose::{Line, strong, text};

    fn prose(pieces: Vec<Piece>) -> Prose {
        Prose { title: "A & <b>".to_owned(), language: Language::Dutch, pieces }
    }

    fn line(words: &str) -> Line {
        text(words)
    }

    #[test]
    fn the_program_reads_back_what_it_wrote() {
        let table = Table {
            columns: vec![Column::words("Wie", 70), Column::figures("moet", 30)],
            rows: vec![vec![line("Bakker & Zn"), line("3")]],
        };
        let bytes = write(&prose(vec![
            Piece::Title("Nulmeting".to_owned()),
            Piece::Heading(2, "Profiel".to_owned()),
            Piece::Paragraph(vec![plain("Wat <hier> "), strong("staat"), plain(" \u{202e}\u{1}")]),
            Piece::Table(table),
            Piece::Items(vec![line("eerste"), line("tweede")]),
        ]));
        let doc = crate::read::read("uit.docx", &bytes, Default::default()).expect("a Word file");
        for words in ["Nulmeting", "Profiel", "Wat <hier> staat", "Bakker & Zn", "tweede"] {
            assert!(doc.text.contains(words), "{words} is not in {}", doc.text);
        }
    }

    #[test]
    fn the_same_prose_gives_the_same_bytes() {
        let bytes = || write(&prose(vec![Piece::Title("Vragen".to_owned())]));
        assert_eq!(bytes(), bytes());
    }
}
