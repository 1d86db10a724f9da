//! The lines that make one block, and how they are joined to its text.

use super::line::{Line, Marker, Sort};
use super::notes::Notes;
use crate::document::{Draft, Origin};
use crate::span::Span;

/// Lines that make one block.
pub(super) struct Part<'l, 't> {
    pub(super) lines: Vec<&'l Line<'t>>,
    pub(super) what: What,
    /// Blank lines (or the edge of the file) before it.
    pub(super) apart: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Text,
    Row(usize),
    Contents,
    Furniture,
}

impl<'t> Part<'_, 't> {
    pub(super) fn marker(&self) -> Option<Marker> {
        self.lines.first().and_then(|it| it.marker())
    }

    pub(super) fn bullet(&self) -> Option<Marker> {
        self.marker().filter(|it| it.sort == Sort::Bullet)
    }

    /// `line` starts with the next number of an enumeration that runs on within the block:
    /// `… (i) a plan,` / `(ii) a budget`.
    pub(super) fn counts_on(&self, line: &Line<'_>) -> bool {
        let Some(before) = line.marker().and_then(|it| it.before(line.text)) else { return false };
        let near = self.lines.len().saturating_sub(8);
        self.lines
            .iter()
            .enumerate()
            .skip(near)
            .any(|(index, it)| it.text.find(&before).is_some_and(|at| at > 0 || index > 0))
    }

    /// Its words, counted as far as [`Part::MANY`].
    pub(super) fn words(&self) -> usize {
        let mut words = 0;
        for line in &self.lines {
            words += line.words(Self::MANY - words);
        }
        words
    }

    /// More words than any heading has.
    const MANY: usize = 16;

    /// Adds its lines from byte `from` on, as long stretches of the source as can be, without the
    /// marks of notes; says which notes they were.
    pub(super) fn push(
        &self,
        draft: &mut Draft,
        text: &str,
        from: usize,
        skipped: usize,
        notes: &Notes<'t>,
    ) -> Vec<&'t str> {
        let mut seen = Vec::new();
        let mut add = |draft: &mut Draft, start: usize, end: usize| {
            let mut start = start;
            while let Some((at, mark)) = notes.first_in(text.get(start..end).unwrap_or("")) {
                push_bytes(draft, text, start, start + at, skipped);
                seen.push(mark);
                start += at + mark.len();
            }
            push_bytes(draft, text, start, end, skipped);
        };
        let mut from = from;
        for (at, line) in self.lines.iter().enumerate() {
            let Some(next) = self.lines.get(at + 1) else {
                add(draft, from, line.end());
                break;
            };
            let end = line.end();
            let joined = match seam(line, next, text) {
                Seam::Space if text.get(end..next.start).is_some_and(|it| it.trim().is_empty()) => {
                    continue;
                }
                Seam::Space => {
                    add(draft, from, end);
                    true
                }
                Seam::Hyphen => {
                    add(draft, from, end - 1);
                    false
                }
                Seam::Compound => {
                    add(draft, from, end);
                    false
                }
            };
            if joined {
                draft.push(" ", Origin::Joined);
            }
            from = next.start;
        }
        seen
    }
}

/// Adds the bytes `start..end` of `text`.
fn push_bytes(draft: &mut Draft, text: &str, start: usize, end: usize, skipped: usize) {
    if start < end {
        let bytes = Span::new(start + skipped, end + skipped);
        draft.push(text.get(start..end).unwrap_or(""), Origin::Bytes(bytes));
    }
}

/// What stands between two lines of a block.
enum Seam {
    Space,
    /// A word cut in two: its hyphen goes.
    Hyphen,
    /// A compound cut at its own hyphen, which stays: `non-` `exclusive`.
    Compound,
}

fn seam(line: &Line<'_>, next: &Line<'_>, text: &str) -> Seam {
    let Some(head) = line.text.strip_suffix('-') else { return Seam::Space };
    let letters = |it: &char| it.is_alphabetic();
    let first = head.rsplit(|it| !letters(&it)).next().unwrap_or("");
    let second = next.text.split(|it| !letters(&it)).next().unwrap_or("");
    let listed = matches!(second, "en" | "of" | "and" | "or" | "to" | "tot" | "dan" | "als" | "");
    if first.is_empty() || listed || !second.starts_with(char::is_lowercase) {
        return Seam::Space;
    }
    // A word that stands whole nearby was cut here; near enough, so that the search stays short.
    let from = text.floor_char_boundary(line.start.saturating_sub(NEARBY));
    let to = text.floor_char_boundary((next.end() + NEARBY).min(text.len()));
    let whole = format!("{first}{second}");
    if text[from..to].contains(&whole) { Seam::Hyphen } else { Seam::Compound }
}

/// Bytes around a hyphen that are searched for the whole word.
const NEARBY: usize = 20_000;
