//! Tables drawn with spaces or bars, and tables of contents.

use super::line::{Line, Role};
use crate::document::{Draft, Kind, Origin, Zone};
use crate::language::{Language, count};
use crate::span::Span;
use std::ops::Range;

/// The columns of one table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The columns of the page at which each but the first starts; empty where gaps and bars tell.
    starts: Vec<usize>,
}

/// Marks the lines that are rows of a table; [`Role::Row`] holds the index of its grid.
pub(super) fn mark_rows(lines: &mut [Line<'_>]) -> Vec<Grid> {
    let mut grids = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let len = lines[from..]
            .iter()
            .take_while(|it| matches!(it.role, Role::Text | Role::Drawn))
            .count();
        if len >= 3 {
            mark_run(&mut lines[from..from + len], &mut grids);
        }
        from += len.max(1);
    }
    mark_gapped(lines, &mut grids);
    grids
}

/// Lines without a blank line between are a table where a strip of blanks runs through all.
fn mark_run(lines: &mut [Line<'_>], grids: &mut Vec<Grid>) {
    let texts = || lines.iter().filter(|it| it.role == Role::Text);
    let (mut count, mut width, mut left) = (0, 0, usize::MAX);
    for line in texts() {
        count += 1;
        width = width.max(line.columns());
        left = left.min(line.indent);
    }
    if count < 3 || width > MOST_COLUMNS {
        return;
    }
    let mut blank = [true; MOST_COLUMNS];
    let blank = &mut blank[..width];
    for line in texts() {
        let from = line.indent.min(width);
        if line.is_ascii() {
            for (blank, byte) in blank[from..].iter_mut().zip(line.text.bytes()) {
                *blank &= byte == b' ';
            }
        } else {
            for (blank, char) in blank[from..].iter_mut().zip(line.text.chars()) {
                *blank &= char == ' ';
            }
        }
        if !blank[left..].iter().fold(false, |any, it| any | it) {
            return;
        }
    }
    let mut starts = Vec::new();
    let mut gap = 0;
    for (column, is_blank) in blank.iter().enumerate().skip(left) {
        if *is_blank {
            gap += 1;
            continue;
        }
        if gap >= 2 {
            starts.push(column);
        }
        gap = 0;
    }
    // A row has words left and right of a strip: most runs are paragraphs that hang under a number.
    let Some(&last) = starts.last() else { return };
    if texts().filter(|it| it.indent < last).count() * 10 < count * 6 {
        return;
    }
    let grid = Grid { starts };
    let mut words = 0;
    let mut cells = 0;
    let mut whole = 0;
    for line in texts() {
        let row = grid.cells(line);
        // `(a)   text` and the lines under it are no row.
        let marked = line.marker().is_some_and(|it| it.len < line.text.len() && row.len() == 2);
        whole += usize::from(
            row.len() > grid.starts.len() / 2 + 1 - usize::from(grid.starts.len() == 1)
                && row.len() > 1
                && !marked,
        );
        words += self::words(line.text.as_bytes());
        cells += row.len();
    }
    if whole * 10 < count * 6 || words > 6 * cells {
        return;
    }
    for line in lines.iter_mut().filter(|it| it.role == Role::Text) {
        line.role = Role::Row(grids.len());
    }
    grids.push(grid);
}

/// Wider than any page that was set by hand.
const MOST_COLUMNS: usize = 240;

/// Three or more lines with the same number of short cells, told by wide gaps, tabs or bars.
fn mark_gapped(lines: &mut [Line<'_>], grids: &mut Vec<Grid>) {
    let mut run: Vec<usize> = Vec::new();
    let mut width = 0;
    for at in 0..=lines.len() {
        let role = lines.get(at).map(|it| it.role);
        if matches!(role, Some(Role::Drawn)) {
            continue;
        }
        let cells = match lines.get(at) {
            Some(line) if role == Some(Role::Text) => gapped(line),
            _ => 0,
        };
        let alike = cells == width || cells.abs_diff(width) <= 1 && width > 2;
        if cells >= 2 && (run.is_empty() || alike) {
            width = cells;
            run.push(at);
            continue;
        }
        if run.len() >= 3 {
            for at in &run {
                lines[*at].role = Role::Row(grids.len());
            }
            grids.push(Grid::default());
        }
        run.clear();
        if cells >= 2 {
            width = cells;
            run.push(at);
        }
    }
}

/// Number of cells of a line that looks like a row; 0 when it is text.
fn gapped(line: &Line<'_>) -> usize {
    if !has_gap(line.text.as_bytes()) {
        return 0;
    }
    let cells = Grid::default().cells(line);
    let marker = line.marker().map_or(0, |it| it.len);
    let bare = cells.first().is_some_and(|it| it.1.end - line.start <= marker);
    let words = line.words(usize::MAX);
    if bare || words > 5 * cells.len() || is_spread(line, &cells) { 0 } else { cells.len() }
}

/// Whether the cells are the words of a sentence, each with a tab behind it: many of them, and
/// mostly in small letters.
fn is_spread(line: &Line<'_>, cells: &[(usize, Range<usize>)]) -> bool {
    let small = |it: &&(usize, Range<usize>)| {
        let cell = line.text.get(it.1.start - line.start..it.1.end - line.start).unwrap_or("");
        cell.trim_start().starts_with(char::is_lowercase)
            && cell.split_whitespace().nth(1).is_none()
    };
    cells.len() >= 6 && cells.iter().filter(small).count() * 2 > cells.len()
}

/// Whether cells may be told apart in it: by three spaces in a row, a tab or a bar.
fn has_gap(text: &[u8]) -> bool {
    let found = |of: &[u8]| {
        let (second, third) = (of.iter().skip(1), of.iter().skip(2));
        // Without a stop at the first, so that many bytes are looked at together.
        of.iter().zip(second).zip(third).fold(false, |found, ((a, b), c)| {
            found | (*a == b'|') | (*a == b'\t') | ((*a == b' ') & (*b == b' ') & (*c == b' '))
        })
    };
    let last = text.get(text.len().saturating_sub(2)..).unwrap_or_default();
    if last.iter().any(|it| matches!(it, b'|' | b'\t')) {
        return true;
    }
    let mut at = 0;
    while let Some(these) = text.get(at..at + MANY) {
        if found(these) {
            return true;
        }
        at += MANY - 2;
    }
    // What is left, with bytes that were looked at already.
    found(text.get(text.len().saturating_sub(MANY)..).unwrap_or_default())
}

/// Bytes that are looked at together, the last two of them twice.
const MANY: usize = 34;

/// Words between spaces.
fn words(text: &[u8]) -> usize {
    let after = text.get(1..).unwrap_or_default();
    let starts = text.iter().zip(after).filter(|(space, it)| (**space == b' ') & (**it != b' '));
    starts.count() + usize::from(text.first().is_some_and(|it| *it != b' '))
}

impl Grid {
    /// The cells of a row that hold text: their column and their bytes.
    fn cells(&self, line: &Line<'_>) -> Vec<(usize, Range<usize>)> {
        let mut cuts = vec![(0, 0)];
        if self.starts.is_empty() {
            let bytes = line.text.as_bytes();
            let bar = bytes.iter().filter(|it| **it == b'|').count() >= 2;
            let mut spaces = 0;
            let mut parted = false;
            // A byte beyond ASCII is part of a letter like any other.
            for (at, byte) in bytes.iter().enumerate() {
                match byte {
                    b'|' if bar => parted = true,
                    b'\t' => parted = true,
                    b' ' => spaces += 1,
                    _ => {
                        if (parted || spaces >= 3) && at > 0 {
                            cuts.push((cuts.len(), at));
                        }
                        (spaces, parted) = (0, false);
                    }
                }
            }
        } else {
            let within = |it: &usize| it.checked_sub(line.indent);
            let starts =
                self.starts.iter().enumerate().filter_map(|(at, it)| Some((at, within(it)?)));
            if line.is_ascii() {
                let starts = starts.filter(|it| it.1 < line.text.len());
                cuts.extend(starts.map(|(index, at)| (index + 1, at)));
            } else {
                let mut letters = line.text.char_indices().enumerate();
                for (index, column) in starts {
                    let Some((_, (at, _))) = letters.find(|it| it.0 == column) else { break };
                    cuts.push((index + 1, at));
                }
            }
            // A line that starts right of the first column has no first cell.
            let skipped = self.starts.partition_point(|it| *it <= line.indent);
            if skipped > 0 {
                cuts.retain(|it| it.0 >= skipped);
            }
        }
        let ends = cuts.iter().skip(1).map(|it| it.1).chain([line.text.len()]);
        cuts.iter()
            .zip(ends)
            .filter_map(|((column, from), to)| {
                let cell = line.text.get(*from..to)?;
                let around = |it: &u8| matches!(it, b'|' | b' ' | b'\t');
                let lead = cell.bytes().position(|it| !around(&it))?;
                let text = cell[lead..].trim_end_matches(['|', ' ', '\t']);
                let from = line.start + from + lead;
                (!text.is_empty()).then(|| (*column, from..from + text.len()))
            })
            .collect()
    }
}

/// A table whose rows are being collected.
#[derive(Default)]
pub(super) struct Table {
    grid: usize,
    rows: u16,
    cells: Vec<Draft>,
}

impl Table {
    /// Takes a row of grid `index`.
    pub fn row(
        &mut self,
        line: &Line<'_>,
        index: usize,
        grid: &Grid,
        drafts: &mut Vec<Draft>,
        skipped: usize,
    ) {
        if index != self.grid {
            self.close(drafts);
            self.grid = index;
        }
        for (column, bytes) in grid.cells(line) {
            let kind = Kind::Cell { row: self.rows, column: column.min(u16::MAX as usize) as u16 };
            let mut draft = Draft::new(kind);
            let cell = line.text.get(bytes.start - line.start..bytes.end - line.start);
            let place = Span::new(bytes.start + skipped, bytes.end + skipped);
            draft.push(cell.unwrap_or(""), Origin::Bytes(place));
            draft.page = (line.page > 1).then_some(line.page);
            self.cells.push(draft);
        }
        self.rows = self.rows.saturating_add(1);
    }

    /// Hands over the cells; a table that is mostly figures is data.
    pub fn close(&mut self, drafts: &mut Vec<Draft>) {
        let figures =
            self.cells.iter().filter(|it| it.text().bytes().any(|it| it.is_ascii_digit()));
        let data = figures.count() * 3 >= self.cells.len();
        for cell in &mut self.cells {
            cell.zone = data.then_some(Zone::Data);
        }
        drafts.append(&mut self.cells);
        self.rows = 0;
    }
}

/// Marks lines with dot leaders, and lines that end in a page number under a title that says
/// contents.
pub(super) fn mark_contents(lines: &mut [Line<'_>]) {
    // Lines since the contents were last seen.
    let mut since = usize::MAX;
    for line in lines.iter_mut().filter(|it| it.role == Role::Text) {
        let text = line.text;
        let title = text.len() < 30 && {
            let bare = text.trim_end_matches(':');
            let named = |it: &str| it.eq_ignore_ascii_case(bare);
            let listed = |it: Language| it.tables().titles.contents.iter().any(|it| named(it));
            named("table of contents") || Language::ALL.into_iter().any(listed)
        };
        if title {
            since = 0;
            continue;
        }
        let number = text.rsplit([' ', '.', '\t']).next().unwrap_or("");
        let short = (1..=4).contains(&number.len());
        let numbered = short && number.bytes().all(|it| it.is_ascii_alphanumeric());
        // Most lines that end in a short word have no row of dots, which takes one look.
        let leader = || {
            count(text.as_bytes(), |it| it == b'.') >= 4
                && (text.contains(".....") || text.contains(". . . ."))
        };
        let spaced = || {
            text.trim_end_matches(number).ends_with("   ")
                && number.bytes().all(|it| it.is_ascii_digit())
        };
        if numbered && (leader() || since < 4 && spaced()) {
            line.role = Role::Contents;
            since = 0;
        } else {
            since = since.saturating_add(1);
        }
    }
}
