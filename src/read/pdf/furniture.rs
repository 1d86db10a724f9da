//! What stands on every page and is no part of the contract: running headers and footers, page
//! numbers, line numbers.

use super::glyphs::{ASKEW, Sheet};
use super::lines::{Line, rows};
use std::collections::BTreeMap;

/// A running header or footer, once for all the pages it stands on.
#[derive(Debug, Clone)]
pub(super) struct Running {
    /// In the upper half of the page.
    pub(super) top: bool,
    pub(super) line: Line,
}

/// Share of the page's height, from the top and from the bottom, in which a repeated line is
/// furniture.
const MARGIN: f32 = 0.16;

/// Lines that the file marks as artifacts, once each.
pub(super) fn artifacts(sheets: &[Sheet]) -> Vec<Running> {
    let mut seen = BTreeMap::new();
    let mut running = Vec::new();
    for sheet in sheets {
        let words = sheet.words.iter().filter(|it| it.artifact && it.turn != ASKEW);
        for line in rows(sheet, words.copied().collect()) {
            let turn = line.words.first().map_or(0, |it| it.turn);
            let top = line.baseline < sheet.frame(turn).1 / 2.0;
            if seen.insert(masked(&line.text), ()).is_none() {
                running.push(Running { top, line });
            }
        }
    }
    running
}

/// Takes from `pages` the lines that repeat at the same height on more than half of the pages,
/// digits masked; and the numbers in the margin of numbered lines.
pub(super) fn take(sheets: &[Sheet], pages: &mut [Vec<Line>]) -> Vec<Running> {
    for (sheet, lines) in sheets.iter().zip(pages.iter_mut()) {
        drop_line_numbers(sheet, lines);
    }
    let filled = pages.iter().filter(|it| !it.is_empty()).count();
    if filled < 3 {
        return Vec::new();
    }
    // Text and height, to the pages it stands on. Heights are rounded to 4 points and looked up
    // on both sides of a boundary.
    let mut places: BTreeMap<(String, i32), u32> = BTreeMap::new();
    for (sheet, lines) in sheets.iter().zip(pages.iter()) {
        let mut here: Vec<(String, i32)> = margins(sheet, lines)
            .flat_map(|line| {
                let text = masked(&line.text);
                let step = step(line.baseline);
                [(text.clone(), step), (text, step + 1)]
            })
            .collect();
        here.sort();
        here.dedup();
        for key in here {
            *places.entry(key).or_default() += 1;
        }
    }
    let repeats = |line: &Line| {
        let text = masked(&line.text);
        let step = step(line.baseline);
        [step, step + 1].into_iter().any(|step| {
            let count = places.get(&(text.clone(), step)).copied().unwrap_or(0) as usize;
            count >= 3 && count * 2 > filled
        })
    };
    let mut running = Vec::new();
    let mut seen = BTreeMap::new();
    for (sheet, lines) in sheets.iter().zip(pages.iter_mut()) {
        let kept = std::mem::take(lines);
        for line in kept {
            let (top, margin) = place(sheet, &line);
            if !(margin && repeats(&line)) {
                lines.push(line);
            } else if seen.insert((top, masked(&line.text)), ()).is_none() {
                running.push(Running { top, line });
            }
        }
    }
    running
}

/// Whether a line stands in the upper half, and whether in the upper or lower margin.
fn place(sheet: &Sheet, line: &Line) -> (bool, bool) {
    let turn = line.words.first().map_or(0, |it| it.turn);
    let height = sheet.frame(turn).1.max(1.0);
    let at = line.baseline / height;
    (at < 0.5, !(MARGIN..=1.0 - MARGIN).contains(&at))
}

fn margins<'a>(sheet: &'a Sheet, lines: &'a [Line]) -> impl Iterator<Item = &'a Line> {
    lines.iter().filter(|line| place(sheet, line).1)
}

fn step(baseline: f32) -> i32 {
    (baseline / 4.0).floor() as i32
}

/// A line with every number replaced by one `#`, so that page 9 and page 10 read the same.
pub(super) fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            _ if !char.is_ascii_digit() => masked.push(char),
            _ if masked.ends_with('#') => {}
            _ => masked.push('#'),
        }
    }
    masked
}

/// Numbered lines, as in pleadings: whole numbers that count up by the same step at one place
/// left of the text, on most lines.
fn drop_line_numbers(sheet: &Sheet, lines: &mut Vec<Line>) {
    let number = |line: &Line| -> Option<(u32, f32)> {
        let first = line.words.first()?;
        let text = sheet.word(first);
        let apart = line.words.get(1).is_none_or(|it| it.left - first.right > 0.5 * first.size);
        let digits = text.len() <= 4 && text.bytes().all(|it| it.is_ascii_digit());
        (apart && digits).then(|| Some((text.parse().ok()?, first.right)))?
    };
    let found: Vec<(u32, f32)> = lines.iter().filter_map(number).collect();
    if found.len() < 8 || found.len() * 5 < lines.len() {
        return;
    }
    let step = found[1].0.saturating_sub(found[0].0);
    let even = found
        .windows(2)
        .filter(|it| it[1].0.saturating_sub(it[0].0) == step && (it[1].1 - it[0].1).abs() < 3.0)
        .count();
    // Numbers on every line, or every fifth: else they are the contract's own.
    let dense = found.len() * step.max(1) as usize * 10 >= lines.len() * 7;
    if step == 0 || even * 10 < (found.len() - 1) * 9 || !dense {
        return;
    }
    let kept = std::mem::take(lines);
    lines.extend(kept.into_iter().filter_map(|mut line| {
        if number(&line).is_none() {
            return Some(line);
        }
        line.words.remove(0);
        (!line.words.is_empty()).then(|| Line::new(sheet, line.words))
    }));
}
