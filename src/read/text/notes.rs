//! Footnotes of a text file: `[1]` in a sentence, and the block that starts with it.

use super::line::Line;
use super::part::{Part, What};
use crate::document::Draft;
use std::collections::{HashMap, HashSet};

/// Puts each note after the block that refers to it first, as a word processor holds it.
pub(super) fn with_notes<'a>(
    drafts: Vec<Draft>,
    references: Vec<(usize, &'a str)>,
    mut footnotes: HashMap<&'a str, Draft>,
) -> Vec<Draft> {
    if footnotes.is_empty() {
        return drafts;
    }
    let mut placed = Vec::with_capacity(drafts.len() + footnotes.len());
    let mut references = references.into_iter().peekable();
    for (at, draft) in drafts.into_iter().enumerate() {
        placed.push(draft);
        while let Some((_, note)) = references.next_if(|it| it.0 <= at + 1) {
            placed.extend(footnotes.remove(note));
        }
    }
    placed
}

/// The footnotes of a text: `[1]` in a sentence, and a line that starts with it.
pub(super) struct Notes<'t> {
    marks: HashSet<&'t str>,
}

impl<'t> Notes<'t> {
    pub(super) fn of(parts: &[Part<'_, 't>]) -> Notes<'t> {
        let defined: HashSet<&str> = parts.iter().filter_map(note_mark).collect();
        if defined.is_empty() {
            return Notes { marks: defined };
        }
        let lines = parts.iter().flat_map(|it| &it.lines);
        let referred = |line: &&Line<'t>| {
            let text = line.text;
            marks_in(text).map(|(_, mark)| mark).filter(move |mark| !text.starts_with(mark))
        };
        let referred = lines.flat_map(|it| referred(it));
        Notes { marks: referred.filter(|it| defined.contains(it)).collect() }
    }

    /// The mark of the note that this part is.
    pub(super) fn defined_by(&self, part: &Part<'_, 't>) -> Option<&'t str> {
        note_mark(part).filter(|it| self.marks.contains(it))
    }

    /// The first mark in `text`, with its byte.
    pub(super) fn first_in(&self, text: &str) -> Option<(usize, &'t str)> {
        if self.marks.is_empty() {
            return None;
        }
        marks_in(text).find_map(|(at, it)| Some((at, *self.marks.get(it)?)))
    }
}

/// Every `[1]` in `text`, with its byte.
fn marks_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('[').filter_map(|(at, _)| {
        let digits = text.as_bytes()[at + 1..].iter().take_while(|it| it.is_ascii_digit()).count();
        let mark = text.get(at..at + digits + 2)?;
        ((1..=3).contains(&digits) && mark.ends_with(']')).then_some((at, mark))
    })
}

/// The `[1]` that a part starts with.
fn note_mark<'t>(part: &Part<'_, 't>) -> Option<&'t str> {
    let text = part.lines.first().filter(|_| part.what == What::Text)?.text;
    if !text.starts_with('[') {
        return None;
    }
    let (_, mark) = marks_in(text).next().filter(|it| it.0 == 0)?;
    text[mark.len()..].starts_with(' ').then_some(mark)
}
