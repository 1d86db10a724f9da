//! Tables: stretches of lines that stand in a clear grid of columns.

use super::glyphs::{Sheet, Word};
use super::lines::Line;
use super::paragraphs::Passage;
use crate::document::Kind;

/// A stretch of a region.
pub(super) enum Part {
    /// Text to be made into paragraphs.
    Lines(Vec<Line>),
    /// Cells, by row and column.
    Table(Vec<Passage>),
}

/// Columns a grid must have; two are as often a label and its text.
const FEWEST_COLUMNS: usize = 3;

/// Lines with all columns that a grid must have.
const FEWEST_ROWS: usize = 3;

/// Cuts the lines of a region into text and tables. `leading` is the document's, in em.
pub(super) fn parts(sheet: &Sheet, lines: Vec<Line>, leading: f32) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text: Vec<Line> = Vec::new();
    let mut lines = lines.into_iter().peekable();
    let mut run: Vec<Line> = Vec::new();
    loop {
        let next = lines.next();
        let gridded = next.as_ref().is_some_and(|it| it.gaps().next().is_some());
        let near = |before: &Line, it: &Line| it.baseline - before.baseline < 4.0 * it.size;
        // A cell that runs on over more lines leaves lines with one stretch only.
        let hangs = match (&next, run.last(), run.first()) {
            (Some(it), Some(before), Some(head)) => {
                near(before, it) && (gridded || it.left > head.left + 2.0 * it.size)
            }
            (Some(_), _, _) => gridded,
            _ => false,
        };
        match next {
            Some(line) if hangs => run.push(line),
            other => {
                match table(sheet, &run, leading) {
                    Some(cells) => {
                        if !text.is_empty() {
                            parts.push(Part::Lines(std::mem::take(&mut text)));
                        }
                        parts.push(Part::Table(cells));
                        run.clear();
                    }
                    None => text.append(&mut run),
                }
                match other {
                    Some(line) if line.gaps().next().is_some() => run.push(line),
                    Some(line) => text.push(line),
                    None => break,
                }
            }
        }
    }
    if !text.is_empty() {
        parts.push(Part::Lines(text));
    }
    parts
}

/// The cells of `run`, if its lines stand in a clear grid.
fn table(sheet: &Sheet, run: &[Line], leading: f32) -> Option<Vec<Passage>> {
    let columns = columns(run);
    let filled = |line: &Line| {
        let mut seen = 0;
        for (at, (left, right)) in columns.iter().enumerate() {
            let inside = |it: &&Word| it.left < *right && it.right > *left;
            seen |= usize::from(line.words.iter().any(|it| inside(&it))) << at.min(60);
        }
        seen.count_ones() as usize
    };
    let whole = run.iter().filter(|it| filled(it) * 2 > columns.len()).count();
    if columns.len() < FEWEST_COLUMNS || whole < FEWEST_ROWS || whole * 2 < run.len() {
        return None;
    }
    // Rows: a line without text in the first column belongs to the row above it; so does one
    // that follows closer than rows do.
    let steps: Vec<f32> = run.windows(2).map(|it| it[1].baseline - it[0].baseline).collect();
    let closest = steps.iter().copied().fold(f32::MAX, f32::min);
    let widest = steps.iter().copied().fold(0.0, f32::max);
    let padded = widest > 1.35 * closest && closest < 1.25 * leading * run[0].size;
    let mut cells: Vec<Passage> = Vec::new();
    let mut row = 0u16;
    for (at, line) in run.iter().enumerate() {
        let first = columns.first().is_some_and(|it| line.left < it.1);
        let close = at > 0 && padded && steps[at - 1] < 1.15 * closest;
        if at > 0 && first && !close {
            row = row.saturating_add(1);
        }
        for (column, (left, right)) in columns.iter().enumerate() {
            let words: Vec<Word> = line
                .words
                .iter()
                .filter(|it| it.centre() >= *left && it.centre() <= *right)
                .copied()
                .collect();
            if words.is_empty() {
                continue;
            }
            let kind = Kind::Cell { row, column: column as u16 };
            let line = Line::new(sheet, words);
            match cells.iter_mut().rev().find(|it| it.kind == kind) {
                Some(cell) => cell.lines.push(line),
                None => cells.push(Passage { kind, label: None, zone: None, lines: vec![line] }),
            }
        }
    }
    // A cell that runs on was begun before its right neighbours: back to rows and columns.
    cells.sort_by_key(|it| match it.kind {
        Kind::Cell { row, column } => (row, column),
        _ => (0, 0),
    });
    Some(cells)
}

/// The strips of the page that the segments of `run` fill, with free space between them.
fn columns(run: &[Line]) -> Vec<(f32, f32)> {
    let mut extents: Vec<(f32, f32)> = run
        .iter()
        .flat_map(Line::segments)
        .filter_map(|it| Some((it.first()?.left, it.last()?.right)))
        .collect();
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let gap = run.first().map_or(0.0, |it| 0.4 * it.size);
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (left, right) in extents {
        match columns.last_mut() {
            Some(last) if left < last.1 + gap => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns
}
