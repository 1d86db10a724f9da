//! Where a span stands, as a person would say it: clause, page, line.

use super::messages;
use crate::document::{Document, Origin};
use crate::language::Language;
use crate::span::Span;

/// A place in people's units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The clause's full number, or its title where it has no number.
    pub clause: Option<String>,
    /// Page, from 1, where the format knows pages.
    pub page: Option<u32>,
    /// Line of the file, from 1, where the file is text.
    pub line: Option<u32>,
    /// Number of the paragraph, from 1, for where nothing better is known.
    pub paragraph: Option<u32>,
}

/// Where `span` starts.
pub fn place(doc: &Document, span: Span) -> Place {
    let clause = doc.clause_at(span.start).and_then(|it| match it.number.trim() {
        "" => it.title.map(|title| doc[title].to_owned()),
        number => Some(number.to_owned()),
    });
    let block = doc.block_at(span.start);
    let paragraph = block.map(|it| it as u32 + 1);
    let mut page = block.and_then(|at| doc.blocks.get(at)?.page);
    let mut line = None;
    if let Some(piece) = doc.pieces(span).first() {
        match piece.origin {
            Origin::Pdf { page: on, .. } => page = Some(on),
            Origin::Bytes(bytes) => {
                let same = bytes.len() == piece.span.len();
                let offset = if same { span.start.saturating_sub(piece.span.start) } else { 0 };
                let after = doc.lines.partition_point(|&it| it <= bytes.start + offset);
                line = (after > 0).then_some(after as u32);
            }
            Origin::Docx { .. } | Origin::Joined => {}
        }
    }
    Place { clause, page, line, paragraph }
}

impl Place {
    /// `artikel 7.2, p. 3`. The line, and failing that the paragraph, is named only where
    /// there is no clause.
    pub fn text(&self, language: Language) -> String {
        let mut parts = Vec::new();
        if let Some(clause) = &self.clause {
            parts.push(match is_bare_number(clause) {
                true => messages::CLAUSE.fill(language, &[clause]),
                false => clause.clone(),
            });
        } else if let Some(line) = self.line {
            parts.push(messages::LINE.fill(language, &[&line.to_string()]));
        } else if let Some(paragraph) = self.paragraph {
            parts.push(messages::PARAGRAPH.fill(language, &[&paragraph.to_string()]));
        }
        if let Some(page) = self.page {
            parts.push(messages::PAGE.fill(language, &[&page.to_string()]));
        }
        if parts.is_empty() {
            parts.push(messages::WHOLE.get(language).to_owned());
        }
        parts.join(", ")
    }
}

/// Whether a number needs the word "clause" in front: `7.2(b)` and `IV` do, `Annex 1` doesn't.
fn is_bare_number(clause: &str) -> bool {
    let first = clause.split([' ', '.', ',']).next().unwrap_or("");
    let roman = !first.is_empty() && first.chars().all(|it| "IVXLC".contains(it));
    let letters = first.chars().take_while(|it| it.is_alphabetic()).count();
    roman || letters <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_a_person_would_say_it() {
        let place = |clause: &str, page| Place {
            clause: Some(clause.to_owned()),
            page,
            line: Some(9),
            paragraph: Some(3),
        };
        assert_eq!(place("7.2", Some(3)).text(Language::Dutch), "artikel 7.2, p. 3");
        assert_eq!(place("7.2(b)", None).text(Language::English), "clause 7.2(b)");
        assert_eq!(place("IV", None).text(Language::English), "clause IV");
        assert_eq!(place("Annex 1, 3", None).text(Language::English), "Annex 1, 3");
        assert_eq!(place("Bijlage 2", Some(12)).text(Language::Dutch), "Bijlage 2, p. 12");
        let line = Place { line: Some(4), ..Place::default() };
        assert_eq!(line.text(Language::Dutch), "regel 4");
        assert_eq!(Place::default().text(Language::Dutch), "hele contract");
    }
}
