//! Lines into regions in reading order: where text stands in columns, one column after the other.
//!
//! A gutter is a strip that no line of a stretch of lines crosses, with running text on both
//! sides, or with running text on one side and on the other lines at other heights. Labels with
//! text to their right, tables and signature blocks leave such strips as well; their sides are
//! narrow, or their lines don't fill them but stand beside each other. They stay line by line.

use super::glyphs::{Sheet, Word};
use super::lines::Line;
use std::ops::Range;

/// Lines that are read from top to bottom, and the edges they keep to.
#[derive(Debug, Clone, Default)]
pub(super) struct Region {
    pub(super) lines: Vec<Line>,
    pub(super) left: f32,
    pub(super) right: f32,
}

impl Region {
    fn new(lines: Vec<Line>) -> Region {
        let left = lines.iter().map(|it| it.left).fold(f32::MAX, f32::min);
        let right = lines.iter().map(|it| it.right).fold(f32::MIN, f32::max);
        Region { lines, left, right }
    }

    fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Whether a good part of its lines goes on in mid-sentence.
    fn wraps(&self) -> bool {
        let lower = |it: &&Line| it.text.starts_with(char::is_lowercase);
        self.lines.iter().filter(lower).count() * 4 >= self.lines.len()
    }

    /// Whether its lines are running text: most have several words and most fill the width.
    fn runs(&self) -> bool {
        let several = self.lines.iter().filter(|it| it.words.len() >= 3).count();
        let fill = 0.6 * self.width();
        let full = self.lines.iter().filter(|it| it.right - it.left >= fill).count();
        self.lines.len() >= FEWEST_LINES
            && several * 10 >= self.lines.len() * 6
            && full * 2 >= self.lines.len()
    }
}

/// Lines on each side of a gutter; fewer are an address or signatures.
const FEWEST_LINES: usize = 4;

/// Lines on a page of text; looking for gutters takes the square of their number.
const MOST_LINES: usize = 1_000;

/// Columns in columns in columns: enough for any page, and an end to it.
const DEEPEST: u8 = 6;

/// The regions of a page, in reading order.
pub(super) fn regions(sheet: &Sheet, lines: Vec<Line>) -> Vec<Region> {
    let mut regions = Vec::new();
    cut(sheet, lines, 0, &mut regions);
    regions
}

fn cut(sheet: &Sheet, mut lines: Vec<Line>, depth: u8, regions: &mut Vec<Region>) {
    if lines.is_empty() {
        return;
    }
    let found = if depth < DEEPEST { gutter(sheet, &lines) } else { None };
    let Some(Gutter { rows, at }) = found else {
        regions.push(Region::new(lines));
        return;
    };
    let after = lines.split_off(rows.end);
    let band = lines.split_off(rows.start);
    cut(sheet, lines, depth + 1, regions);
    let (left, right) = divide(sheet, &band, at);
    cut(sheet, left, depth + 1, regions);
    cut(sheet, right, depth + 1, regions);
    cut(sheet, after, depth + 1, regions);
}

/// A strip at `at` that none of the lines `rows` crosses.
struct Gutter {
    rows: Range<usize>,
    at: f32,
}

/// The gutter with the most text beside it.
fn gutter(sheet: &Sheet, lines: &[Line]) -> Option<Gutter> {
    if !(FEWEST_LINES..=MOST_LINES).contains(&lines.len()) {
        return None;
    }
    let left = lines.iter().map(|it| it.left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|it| it.right).fold(f32::MIN, f32::max);
    let width = right - left;
    // A column narrower than this is a margin of numbers.
    let inner = (left + 0.15 * width, right - 0.15 * width);
    let free: Vec<Vec<(f32, f32)>> = lines.iter().map(|it| free(it, inner)).collect();

    let mut best: Option<(usize, Gutter)> = None;
    let mut seen: Vec<(Range<usize>, (f32, f32))> = Vec::new();
    for (seed, gaps) in free.iter().enumerate() {
        for &gap in gaps {
            let known = |(rows, strip): &(Range<usize>, (f32, f32))| {
                rows.contains(&seed) && strip.0 >= gap.0 - 0.1 && strip.1 <= gap.1 + 0.1
            };
            if seen.iter().any(known) {
                continue;
            }
            let (rows, strip) = stretch(lines, &free, seed, gap);
            seen.push((rows.clone(), strip));
            let found = Gutter { at: (strip.0 + strip.1) / 2.0, rows };
            if let Some((weight, found)) = weigh(sheet, lines, found, width)
                && best.as_ref().is_none_or(|(most, _)| weight > *most)
            {
                best = Some((weight, found));
            }
        }
    }
    best.map(|(_, gutter)| gutter)
}

/// The strips within `inner` that a line leaves free, each at least as wide as a gutter must be.
fn free(line: &Line, inner: (f32, f32)) -> Vec<(f32, f32)> {
    let narrowest = narrowest(line);
    let mut strips = Vec::new();
    let mut from = inner.0;
    for segment in line.segments() {
        let (Some(first), Some(last)) = (segment.first(), segment.last()) else { continue };
        let to = first.left.min(inner.1);
        if to - from >= narrowest {
            strips.push((from, to));
        }
        from = from.max(last.right);
    }
    if inner.1 - from >= narrowest {
        strips.push((from, inner.1));
    }
    strips
}

/// The narrowest gutter beside a line: two columns of 6-point print stand 6 points apart.
fn narrowest(line: &Line) -> f32 {
    (0.7 * line.size).max(4.0)
}

/// The lines around `seed` that leave part of `gap` free, and the part they all leave free.
fn stretch(
    lines: &[Line],
    free: &[Vec<(f32, f32)>],
    seed: usize,
    gap: (f32, f32),
) -> (Range<usize>, (f32, f32)) {
    let mut strip = gap;
    let mut rows = seed..seed + 1;
    let narrow = |strip: (f32, f32), at: usize| -> Option<(f32, f32)> {
        let shared = free[at].iter().map(|it| (it.0.max(strip.0), it.1.min(strip.1)));
        let widest = shared.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        (widest.1 - widest.0 >= narrowest(&lines[at])).then_some(widest)
    };
    while rows.end < lines.len()
        && let Some(narrower) = narrow(strip, rows.end)
    {
        strip = narrower;
        rows.end += 1;
    }
    while rows.start > 0
        && let Some(narrower) = narrow(strip, rows.start - 1)
    {
        strip = narrower;
        rows.start -= 1;
    }
    (rows, strip)
}

/// How many lines of running text stand at the side of `gutter` that has fewer; none if they
/// aren't running text.
fn weigh(sheet: &Sheet, lines: &[Line], gutter: Gutter, width: f32) -> Option<(usize, Gutter)> {
    let Gutter { rows, at } = gutter;
    if rows.len() < FEWEST_LINES {
        return None;
    }
    let (left, right) = divide(sheet, &lines[rows.clone()], at);
    let fewer = left.len().min(right.len());
    let (left, right) = (Region::new(left), Region::new(right));
    let wide = left.width().min(right.width()) >= 0.18 * width;
    let columns = match apart(&left, &right) {
        true => left.runs() || right.runs() || fewer >= 2 * FEWEST_LINES,
        // Cells stand beside each other too, but the lines of a cell seldom run on.
        false => left.runs() && right.runs() && left.wraps() && right.wraps(),
    };
    (wide && columns).then_some((fewer, Gutter { rows, at }))
}

/// Whether the lines of one side stand at other heights than those of the other, or beside the
/// middle of a sentence: a menu beside the text. A label or a cell begins where its text begins.
fn apart(left: &Region, right: &Region) -> bool {
    let (few, many) =
        if left.lines.len() < right.lines.len() { (left, right) } else { (right, left) };
    let lower = |it: &Line| it.text.starts_with(char::is_lowercase);
    let loose = |it: &&Line| {
        let at = many.lines.partition_point(|other| other.baseline < it.baseline - 0.1 * it.size);
        match many.lines.get(at) {
            Some(other) if other.baseline < it.baseline + 0.1 * it.size => {
                lower(other) && !lower(it)
            }
            _ => true,
        }
    };
    few.lines.iter().filter(loose).count() * 5 >= few.lines.len() * 2
}

/// The parts of lines left and right of `at`.
fn divide(sheet: &Sheet, lines: &[Line], at: f32) -> (Vec<Line>, Vec<Line>) {
    let mut sides = (Vec::new(), Vec::new());
    for line in lines {
        let (left, right): (Vec<Word>, Vec<Word>) =
            line.words.iter().partition(|it| it.centre() < at);
        for (words, side) in [(left, &mut sides.0), (right, &mut sides.1)] {
            if !words.is_empty() {
                side.push(Line::new(sheet, words));
            }
        }
    }
    sides
}
