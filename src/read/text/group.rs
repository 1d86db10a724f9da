//! Which lines belong together: where a block ends and the next begins.

use super::line::{Line, Role, Sort, is_title_word};
use super::part::{Part, What};

/// How the lines of a file came to end where they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrap {
    /// A line is a paragraph.
    Lines,
    /// Lines break anywhere, without a width.
    Ragged,
    /// Lines break before this column.
    At(usize),
}

impl Wrap {
    /// How the lines of a file break.
    pub(super) fn of(lines: &[Line<'_>]) -> Wrap {
        let texts: Vec<&Line<'_>> = lines.iter().filter(|it| it.role == Role::Text).collect();
        let mut columns: Vec<usize> =
            texts.iter().map(|it| it.columns()).filter(|it| *it > 40).collect();
        if columns.len() < 3 {
            return Wrap::Lines;
        }
        columns.sort_unstable();
        let width = columns[columns.len() * 95 / 100];
        let near = columns.iter().filter(|it| **it + 15 >= width).count();
        let long = texts.iter().filter(|it| it.columns() > 40);
        let closed = long.filter(|it| it.is_closed()).count();
        if width <= 140 && near * 10 >= columns.len() * 4 && closed * 2 < columns.len() {
            // The few lines beyond the width are figures and links.
            return Wrap::At(width.max(50));
        }
        let mid_sentence = lines
            .windows(2)
            .filter(|it| it[1].role == Role::Text && it[0].columns() >= 50)
            .filter(|it| it[1].starts_small() && !it[0].is_closed() && it[1].marker().is_none())
            .count();
        if mid_sentence >= 3 && mid_sentence * 12 >= columns.len() {
            Wrap::Ragged
        } else {
            Wrap::Lines
        }
    }
}

/// Puts lines together that are one block.
pub(super) fn group<'l, 't>(lines: &'l [Line<'t>], wrap: Wrap) -> Vec<Part<'l, 't>> {
    let mut parts: Vec<Part<'l, 't>> = Vec::new();
    let mut aside: Vec<Part<'l, 't>> = Vec::new();
    // Blank lines, page breaks and drawn lines since the last line of text.
    let (mut blanks, mut broken, mut drawn) = (1, false, false);
    for line in lines {
        let what = match line.role {
            Role::Blank => {
                blanks += 1;
                continue;
            }
            Role::Drawn => {
                drawn = true;
                continue;
            }
            Role::Furniture => {
                broken = true;
                if line.text.starts_with("<PAGE>") {
                    continue;
                }
                aside.push(Part { lines: vec![line], what: What::Furniture, apart: true });
                continue;
            }
            Role::Text => What::Text,
            Role::Row(index) => What::Row(index),
            Role::Contents => What::Contents,
        };
        broken |= line.first_of_page;
        let last =
            parts.last_mut().filter(|it| it.what == What::Text && what == What::Text && !drawn);
        let joins = last.as_ref().and_then(|it| it.lines.last()).is_some_and(|before| {
            if blanks == 0 && !broken {
                let inline = last.as_ref().is_some_and(|it| it.counts_on(line));
                let within = last.as_ref().is_some_and(|it| it.lines.len() > 1);
                inline || follows(before, line, wrap, within)
            } else {
                follows_over_gap(before, line, broken || blanks >= 3)
            }
        });
        match last {
            Some(last) if joins => last.lines.push(line),
            _ => {
                parts.append(&mut aside);
                parts.push(Part { lines: vec![line], what, apart: blanks > 0 || drawn });
            }
        }
        (blanks, broken, drawn) = (0, false, false);
    }
    parts.append(&mut aside);
    parts
}

/// Whether `line` goes on where the line right above it, `before`, stopped.
fn follows(before: &Line<'_>, line: &Line<'_>, wrap: Wrap, within: bool) -> bool {
    let open = before.is_open();
    if starts_own(before, line, open) {
        return false;
    }
    if is_bare_marker(before) {
        return true;
    }
    if line.defines() && before.is_closed() && !before.is_quoting() {
        return false;
    }
    if before.is_titled() && !before.is_closed() && line.starts_small() {
        return true;
    }
    // The next word didn't fit any more.
    let first_word = line.text.split(' ').next().map_or(0, |it| it.chars().count());
    let full = matches!(wrap, Wrap::At(width) if before.columns() + 1 + first_word + 3 > width);
    if before.is_capitals() || before.is_titled() && !before.is_closed() && before.columns() < 60 {
        let goes_on = line.is_capitals() && !line.is_titled();
        return goes_on && !before.is_titled() && (open || full || starts_joining(line))
            || open && before.columns() > 50;
    }
    if line.is_capitals() && !open && line.columns() < 60 && before.is_closed() {
        return false;
    }
    let unfinished = !before.is_closed();
    match wrap {
        Wrap::Lines => unfinished && before.columns() >= 40 && line.starts_small(),
        Wrap::Ragged => open || unfinished && (before.columns() >= 60 || line.starts_small()),
        Wrap::At(_) if open || line.starts_small() => true,
        Wrap::At(_) => {
            let indented = line.indent >= before.indent + 2 && before.marker().is_none();
            let back = within && before.indent >= line.indent + 4;
            let long = before.words(8) == 8;
            if before.is_closed() { full && !indented && !back } else { full || long }
        }
    }
}

/// Whether `line` goes on where `before` stopped, with blank lines or a page break between.
fn follows_over_gap(before: &Line<'_>, line: &Line<'_>, page_ends: bool) -> bool {
    if is_bare_marker(before) {
        return line.marker().is_none() && !line.is_titled();
    }
    page_ends
        && !before.is_closed()
        && before.columns() >= 20
        && line.marker().is_none()
        && !before.is_capitals()
        && (line.starts_small() || before.is_open() && before.columns() >= 40)
}

/// A number that lost its text to the next line.
pub(super) fn is_bare_marker(line: &Line<'_>) -> bool {
    line.marker().is_some_and(|it| it.len == line.text.len() && it.sort != Sort::Bullet)
}

/// Whether the line `next` under the line `before` starts a block of its own by its number or
/// bullet.
pub(in crate::read) fn starts_block(before: &str, next: &str) -> bool {
    let (before, next) = (Line::alone(before), Line::alone(next));
    starts_own(&before, &next, before.is_open())
}

/// Whether `line` starts with the number or bullet of a block of its own.
fn starts_own(before: &Line<'_>, line: &Line<'_>, open: bool) -> bool {
    let last = before.text.rsplit(' ').next().unwrap_or("").trim_end_matches('.');
    // `in artikel` / `7.2 bedoelde`; `Section` / `4(b)`.
    let announced =
        is_title_word(last) || matches!(last, "lid" | "nr" | "sub" | "§" | "No" | "no" | "clauses");
    if line.is_titled() {
        return !open;
    }
    match line.marker().map(|it| it.sort) {
        None => false,
        Some(Sort::Bullet) => true,
        Some(Sort::Number(_)) => {
            let rest = line.marker().map_or("", |it| &line.text[it.len..]);
            let comma = before.text.ends_with(',');
            !announced
                && (!open || comma)
                && (before.is_closed()
                    || comma
                    || !rest.starts_with(char::is_lowercase)
                    || before.columns() < 50)
        }
        Some(Sort::Bracket) => {
            !announced && (before.is_closed() || before.text.ends_with(',') || !open)
        }
        Some(Sort::Letter) => !announced && (before.is_closed() || before.text.ends_with(',')),
    }
}

/// It starts with a word that a title goes on with: `AND`, `EN`, `OF`.
fn starts_joining(line: &Line<'_>) -> bool {
    let first = line.text.split(' ').next().unwrap_or("");
    matches!(
        first,
        "AND"
            | "OF"
            | "FOR"
            | "TO"
            | "THE"
            | "EN"
            | "VAN"
            | "VOOR"
            | "DE"
            | "HET"
            | "TE"
            | "INZAKE"
            | "&"
    )
}
