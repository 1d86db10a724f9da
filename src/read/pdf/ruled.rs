//! Tables with drawn rules: the rules say where rows and columns part.
//!
//! A table is taken out of the lines and leaves one stand-in for itself, so that columns and
//! reading order are found as if it were a single line.

use super::glyphs::{Sheet, Weight, Word};
use super::lines::{Line, rows};

/// A table of a page: its cells by row and column, each with its lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) cells: Vec<Cell>,
}

/// What stands between four rules.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) row: u16,
    pub(super) column: u16,
    /// Right edge, in points.
    pub(super) right: f32,
    pub(super) lines: Vec<Line>,
}

/// A stretch of straight line: at one place across its direction, from–to along it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rule {
    at: f32,
    from: f32,
    to: f32,
}

/// How far apart, in points, two rules are that were drawn to meet.
const SLACK: f32 = 3.0;

/// The ruled tables of a page, and its lines without them.
pub(super) fn take(sheet: &Sheet, lines: Vec<Line>) -> (Vec<Table>, Vec<Line>) {
    let turn = lines.first().and_then(|it| it.words.first()).map_or(0, |it| it.turn);
    let (mut level, mut upright) = (Vec::new(), Vec::new());
    for rule in &sheet.rules {
        let rect = sheet.framed(*rule, turn);
        let (x0, y0) = (rect.x0 as f32, rect.y0 as f32);
        let (x1, y1) = (rect.x1 as f32, rect.y1 as f32);
        if x1 - x0 > y1 - y0 {
            level.push(Rule { at: (y0 + y1) / 2.0, from: x0, to: x1 });
        } else {
            upright.push(Rule { at: (x0 + x1) / 2.0, from: y0, to: y1 });
        }
    }
    let frames = frames(&merged(level), &merged(upright));
    let mut tables = Vec::new();
    let mut lines = lines;
    for frame in frames {
        if let Some((table, rest)) = frame.fill(sheet, &lines, tables.len() as u32) {
            tables.push(table);
            lines = rest;
        }
    }
    (tables, lines)
}

/// Rules that lie on one line and touch, made one: Word draws a border for each cell.
fn merged(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    // Rules at nearly the same place get the same, so that they sort along it.
    let mut place = f32::MIN;
    for rule in &mut rules {
        if rule.at - place > 1.5 {
            place = rule.at;
        }
        rule.at = place;
    }
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut merged: Vec<Rule> = Vec::new();
    for rule in rules {
        match merged.last_mut() {
            Some(last) if last.at == rule.at && rule.from <= last.to + SLACK => {
                last.to = last.to.max(rule.to);
            }
            _ => merged.push(rule),
        }
    }
    merged
}

/// Rules that belong to one table.
#[derive(Debug, Default)]
struct Frame {
    level: Vec<Rule>,
    upright: Vec<Rule>,
}

/// The rules that touch each other, or that have the same ends and lie beside each other.
fn frames(level: &[Rule], upright: &[Rule]) -> Vec<Frame> {
    let all = level.len() + upright.len();
    if all > 1_000 {
        return Vec::new();
    }
    let mut group: Vec<usize> = (0..all).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    let mut unite = |a: usize, b: usize| {
        let (a, b) = (root(&mut group, a), root(&mut group, b));
        group[a.max(b)] = a.min(b);
    };
    // A box with round corners: the rules end short of each other by as much, up to a radius.
    let near = |a: f32, b: f32| (a - b).abs() < 16.0;
    let rounds = |h: &Rule, v: &Rule| {
        (near(h.at, v.from) || near(h.at, v.to)) && (near(v.at, h.from) || near(v.at, h.to))
    };
    let within = |at: f32, rule: &Rule| rule.from - SLACK <= at && at <= rule.to + SLACK;
    for (i, h) in level.iter().enumerate() {
        for (j, v) in upright.iter().enumerate() {
            if within(v.at, h) && within(h.at, v) || rounds(h, v) {
                unite(i, level.len() + j);
            }
        }
    }
    let same = |a: &Rule, b: &Rule| (a.from - b.from).abs() < SLACK && (a.to - b.to).abs() < SLACK;
    for (rules, from) in [(level, 0), (upright, level.len())] {
        for (i, a) in rules.iter().enumerate() {
            for (j, b) in rules.iter().enumerate().skip(i + 1) {
                if same(a, b) {
                    unite(from + i, from + j);
                }
            }
        }
    }
    let mut frames: Vec<Frame> = Vec::new();
    let mut place = vec![usize::MAX; all];
    for at in 0..all {
        let root = root(&mut group, at);
        if place[root] == usize::MAX {
            place[root] = frames.len();
            frames.push(Frame::default());
        }
        let frame = &mut frames[place[root]];
        match at.checked_sub(level.len()) {
            None => frame.level.push(level[at]),
            Some(at) => frame.upright.push(upright[at]),
        }
    }
    frames
}

impl Frame {
    /// The table in this frame, and the lines outside it; none if it holds no two cells.
    fn fill(&self, sheet: &Sheet, lines: &[Line], number: u32) -> Option<(Table, Vec<Line>)> {
        if self.upright.len() < 2 && self.level.len() < 4 {
            return None;
        }
        let least = |a: f32, b: f32| a.min(b);
        let most = |a: f32, b: f32| a.max(b);
        let ats = |rules: &[Rule]| rules.iter().map(|it| it.at).collect::<Vec<f32>>();
        let (ys, xs) = (ats(&self.level), ats(&self.upright));
        // Ends of the uprights and the level rules themselves both bound the table.
        let top = self.upright.iter().map(|it| it.from).chain(ys.clone()).fold(f32::MAX, least);
        let bottom = self.upright.iter().map(|it| it.to).chain(ys.clone()).fold(f32::MIN, most);
        let inside = |it: &Word| (it.baseline - 0.3 * it.size, it.centre());
        let beside = |it: &Word| (top..bottom).contains(&inside(it).0);
        let (left, right) = if self.level.is_empty() {
            // Only rules between columns: the outer columns end where their text does.
            let words = || lines.iter().flat_map(|it| &it.words).filter(|it| beside(it));
            let left = words().map(|it| it.left).fold(f32::MAX, least);
            (left - 1.0, words().map(|it| it.right).fold(f32::MIN, most) + 1.0)
        } else {
            let ends = |rule: &Rule| [rule.from, rule.to];
            let all = self.level.iter().flat_map(ends).chain(xs.clone());
            let all: Vec<f32> = all.collect();
            (all.iter().copied().fold(f32::MAX, least), all.iter().copied().fold(f32::MIN, most))
        };
        let mine = |it: &Word| beside(it) && (left..right).contains(&it.centre());
        // A box to tick, a frame around a signature.
        if lines.iter().flat_map(|it| &it.words).filter(|it| mine(it)).take(3).count() < 3 {
            return None;
        }
        let (mut words, mut rest) = (Vec::new(), Vec::new());
        for line in lines {
            let (gone, stays): (Vec<Word>, Vec<Word>) = line.words.iter().partition(|it| mine(it));
            if gone.is_empty() {
                rest.push(line.clone());
                continue;
            }
            words.extend(gone);
            if !stays.is_empty() {
                rest.push(Line::new(sheet, stays));
            }
        }
        let inner = rows(sheet, words);
        let first = inner.first()?;
        let turn = first.words.first().map_or(0, |it| it.turn);
        let mut bounds: Vec<f32> = ys;
        if bounds.len() < 3 {
            bounds.extend(blanks(&inner));
        }
        bounds.extend([top, bottom]);
        bounds.sort_by(f32::total_cmp);
        bounds.dedup_by(|a, b| *a - *b < SLACK);
        let cells = self.cells(sheet, &inner, &bounds, (left, right))?;
        let text = (0, 0);
        let stand_in = Word {
            text,
            left,
            right,
            baseline: top + 0.75 * first.size,
            size: first.size,
            weight: Weight::Regular,
            turn,
            artifact: false,
            after_space: true,
            glued: false,
            table: Some(number),
        };
        let place = rest.partition_point(|it| it.baseline < stand_in.baseline);
        rest.insert(place, Line::new(sheet, vec![stand_in]));
        Some((Table { cells }, rest))
    }

    /// The cells between `bounds`; none if no row has two columns with text.
    fn cells(
        &self,
        sheet: &Sheet,
        lines: &[Line],
        bounds: &[f32],
        edges: (f32, f32),
    ) -> Option<Vec<Cell>> {
        let mut cells = Vec::new();
        let mut wide = 0;
        let mut row = 0;
        for band in bounds.windows(2) {
            let (top, bottom) = (band[0], band[1]);
            let words: Vec<Word> = lines
                .iter()
                .flat_map(|it| &it.words)
                .filter(|it| (top..bottom).contains(&(it.baseline - 0.3 * it.size)))
                .copied()
                .collect();
            if words.is_empty() {
                continue;
            }
            // A rule parts this row where it runs along most of it: cells may be merged.
            let parts = |it: &&Rule| {
                let shared = it.to.min(bottom) - it.from.max(top);
                shared > 0.6 * (bottom - top)
            };
            let mut columns: Vec<f32> = self
                .upright
                .iter()
                .filter(parts)
                .map(|it| it.at)
                .chain([edges.0, edges.1])
                .collect();
            if self.upright.is_empty() {
                columns.extend(strips(lines));
            }
            columns.sort_by(f32::total_cmp);
            columns.dedup_by(|a, b| *a - *b < SLACK);
            let mut filled = 0;
            for (column, side) in columns.windows(2).enumerate() {
                let own: Vec<Word> = words
                    .iter()
                    .filter(|it| (side[0]..side[1]).contains(&it.centre()))
                    .copied()
                    .collect();
                if own.is_empty() {
                    continue;
                }
                filled += 1;
                cells.push(Cell {
                    row,
                    column: column as u16,
                    right: side[1],
                    lines: rows(sheet, own),
                });
            }
            wide += usize::from(filled > 1);
            row = row.saturating_add(1);
        }
        (wide > 0 && cells.len() > 2).then_some(cells)
    }
}

/// Heights at which all columns are blank: where rows part that no rule parts.
fn blanks(lines: &[Line]) -> Vec<f32> {
    lines
        .windows(2)
        .filter_map(|pair| {
            let below = pair[0].baseline + 0.22 * pair[0].size;
            let blank = pair[1].top() - below;
            (blank > 0.45 * pair[1].size).then_some(below + blank / 2.0)
        })
        .collect()
}

/// Middles of the strips between columns that no line crosses, where no rule parts the columns.
fn strips(lines: &[Line]) -> Vec<f32> {
    let mut extents: Vec<(f32, f32)> = lines
        .iter()
        .flat_map(Line::segments)
        .filter_map(|it| Some((it.first()?.left, it.last()?.right)))
        .collect();
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = lines.first().map_or(10.0, |it| it.size);
    let mut edge = f32::MAX;
    let mut middles = Vec::new();
    for (left, right) in extents {
        if left > edge + 0.8 * size {
            middles.push((left + edge) / 2.0);
        }
        edge = if edge == f32::MAX { right } else { edge.max(right) };
    }
    middles
}
