//! A report in prose: headings, paragraphs, passages, lists and tables, put together once for every
//! form that people edit and send round. Markdown is written here, Word in [`docx`](super::docx).

use super::markdown::escape;
use crate::language::Language;
use std::fmt::Write;

/// A report from top to bottom.
pub(super) struct Prose {
    /// What the file is about, for its properties.
    pub(super) title: String,
    pub(super) language: Language,
    pub(super) pieces: Vec<Piece>,
}

/// A part of a report.
pub(super) enum Piece {
    /// The start of a report; all but the first start on a page of their own.
    Title(String),
    /// A heading of level 2 and deeper.
    Heading(u8, String),
    Paragraph(Line),
    /// A paragraph that stands out.
    Note(Line),
    /// Words of a contract, and where they stand.
    Quote(Line, Line),
    Items(Vec<Line>),
    /// Questions, numbered on from the last ones in the same report.
    Questions(Vec<Ask>),
    Table(Table),
    /// What it says beside what it could say.
    Pair {
        title: String,
        now: (String, Line),
        then: (String, Line),
        about: Line,
    },
}

/// A question.
pub(super) struct Ask {
    pub(super) number: usize,
    pub(super) text: String,
    /// Why it is asked; empty on the copy of a participant, which has room for an answer.
    pub(super) reasons: Vec<String>,
    pub(super) room: bool,
}

/// A table; the first cell of each row names it.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Line>>,
}

/// A column of a table.
pub(super) struct Column {
    pub(super) head: String,
    /// Its share of the width, in percent.
    pub(super) share: u16,
    /// Whether it holds figures.
    pub(super) figures: bool,
}

/// Words in a row that look differently.
pub(super) type Line = Vec<Words>;

/// Words that look alike.
pub(super) struct Words {
    pub(super) text: String,
    pub(super) look: Look,
}

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Strong,
    Emphasis,
    /// What a finding is about.
    Marked,
    /// A chart made of blocks.
    Chart,
}

/// Words that look like any others.
pub(super) fn plain(text: impl Into<String>) -> Words {
    Words { text: text.into(), look: Look::Plain }
}

/// Words that weigh more.
pub(super) fn strong(text: impl Into<String>) -> Words {
    Words { text: text.into(), look: Look::Strong }
}

/// Words in another voice.
pub(super) fn emphasis(text: impl Into<String>) -> Words {
    Words { text: text.into(), look: Look::Emphasis }
}

/// A line of words that look like any others.
pub(super) fn text(text: impl Into<String>) -> Line {
    vec![plain(text)]
}

/// Blocks in the chart of a figure.
const BLOCKS: usize = 20;

/// A bar between two figures of 0–100, of blocks on a line. With `middle` the half is marked.
pub(super) fn bar(from: f64, to: f64, middle: bool) -> Line {
    let at = |it: f64| (it.clamp(0.0, 100.0) / 100.0 * BLOCKS as f64).round() as usize;
    let (from, to) = (at(from), at(to));
    let mut text = String::new();
    for block in 0..BLOCKS {
        if middle && block == BLOCKS / 2 {
            text.push('│');
        }
        text.push(if (from..to).contains(&block) { '█' } else { '─' });
    }
    vec![Words { text, look: Look::Chart }]
}

impl Column {
    /// A column of words.
    pub(super) fn words(head: impl Into<String>, share: u16) -> Column {
        Column { head: head.into(), share, figures: false }
    }

    /// A column of figures.
    pub(super) fn figures(head: impl Into<String>, share: u16) -> Column {
        Column { head: head.into(), share, figures: true }
    }
}

impl Prose {
    /// As CommonMark, with tables.
    pub(super) fn markdown(&self) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            // Writing to a string can't fail.
            let _ = markdown(&mut out, piece);
        }
        out
    }
}

fn markdown(out: &mut String, piece: &Piece) -> std::fmt::Result {
    match piece {
        Piece::Title(text) => writeln!(out, "# {}\n", escape(text)),
        Piece::Heading(level, text) => {
            let level = usize::from(*level).clamp(2, 6);
            writeln!(out, "{} {}\n", "#".repeat(level), escape(text))
        }
        Piece::Paragraph(line) => writeln!(out, "{}\n", inline(line)),
        Piece::Note(line) => writeln!(out, "> {}\n", inline(line)),
        Piece::Quote(words, source) => {
            writeln!(out, "> {}\n>\n> — {}\n", inline(words), inline(source))
        }
        Piece::Items(items) => {
            for item in items {
                writeln!(out, "- {}", inline(item))?;
            }
            writeln!(out)
        }
        Piece::Questions(questions) => {
            for it in questions {
                writeln!(out, "{}. {}\n", it.number, escape(&it.text))?;
                for reason in &it.reasons {
                    writeln!(out, "   - {}", escape(reason))?;
                }
                if !it.reasons.is_empty() {
                    writeln!(out)?;
                }
            }
            Ok(())
        }
        Piece::Table(table) => {
            let heads: Vec<String> = table.columns.iter().map(|it| escape(&it.head)).collect();
            let rules: Vec<&str> =
                table.columns.iter().map(|it| if it.figures { "---:" } else { "---" }).collect();
            writeln!(out, "| {} |\n| {} |", heads.join(" | "), rules.join(" | "))?;
            for row in &table.rows {
                let cells: Vec<String> = row.iter().map(|it| inline(it)).collect();
                writeln!(out, "| {} |", cells.join(" | "))?;
            }
            writeln!(out)
        }
        Piece::Pair { title, now, then, about } => {
            writeln!(out, "### {}\n", escape(title))?;
            writeln!(out, "**{}**: {}\n", escape(&now.0), inline(&now.1))?;
            writeln!(out, "**{}**: {}\n", escape(&then.0), inline(&then.1))?;
            writeln!(out, "{}\n", inline(about))
        }
    }
}

fn inline(line: &[Words]) -> String {
    let mut out = String::new();
    for words in line {
        let text = escape(&words.text);
        // Emphasis binds only where no space stands inside it.
        let inside = text.trim();
        let (before, after) = match inside.is_empty() {
            true => (text.as_str(), ""),
            false => text.split_once(inside).unwrap_or(("", "")),
        };
        let sign = match words.look {
            _ if inside.is_empty() => "",
            Look::Plain | Look::Chart => "",
            Look::Strong | Look::Marked => "**",
            Look::Emphasis => "*",
        };
        out.push_str(before);
        out.push_str(sign);
        out.push_str(inside);
        out.push_str(sign);
        out.push_str(after);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_leaves_spaces_outside_and_signs_are_escaped() {
        let line = vec![plain("van "), strong(" a*b "), emphasis("c")];
        assert_eq!(inline(&line), "van  **a\\*b** *c*");
        assert_eq!(inline(&[strong(" ")]), " ");
    }

    #[test]
    fn a_bar_lies_where_the_figures_say() {
        let of = |from, to, middle| bar(from, to, middle).remove(0).text;
        assert_eq!(of(0.0, 25.0, false), format!("{}{}", "█".repeat(5), "─".repeat(15)));
        assert_eq!(of(50.0, 100.0, true), format!("{}│{}", "─".repeat(10), "█".repeat(10)));
        assert_eq!(of(f64::NAN, -3.0, false), "─".repeat(20));
    }
}
