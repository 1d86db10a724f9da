//! Lines into paragraphs, headings, items, cells and notes, as the author typed them.
//!
//! A paragraph is rebuilt from signs on the page: the space between lines, indents, numbers and
//! bullets, a change of type, and above all whether the next word would still have fitted on the
//! line: if it would, the author ended the line, not the margin. What no sign ends runs on, also
//! over a column or a page.

use super::columns::Region;
use super::contents::mark_contents;
use super::glyphs::Sheet;
use super::label::{Label, Sort, label};
use super::lines::{Line, leading};
use super::ruled::Table;
use super::tables;
use crate::document::{Kind, Zone};
use crate::language::WordList;
use std::collections::BTreeMap;

/// A block as it will go to the builder.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    pub(super) kind: Kind,
    /// A bullet, which is no text.
    pub(super) label: Option<&'static str>,
    pub(super) zone: Option<Zone>,
    pub(super) lines: Vec<Line>,
}

/// The type most of the document is set in.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// Size of running text, in points.
    body: f32,
    /// Whether running text is bold.
    bold: bool,
    /// From baseline to baseline, in em.
    leading: f32,
    /// Left and right edge of the text on most pages with one column, in points.
    left: f32,
    right: f32,
    /// Larger sizes that headings have, the largest first.
    sizes: Vec<f32>,
}

impl Style {
    /// The style of these pages.
    pub(super) fn of(pages: &[Vec<Region>]) -> Style {
        let mut letters: BTreeMap<i32, usize> = BTreeMap::new();
        let (mut all, mut bold) = (0, 0);
        let mut leadings = Vec::new();
        let (mut lefts, mut rights) = (Vec::new(), Vec::new());
        for regions in pages {
            if let [region] = regions.as_slice()
                && region.lines.len() >= 8
            {
                lefts.push(region.left);
                rights.push(region.right);
            }
        }
        for region in pages.iter().flatten() {
            for line in &region.lines {
                *letters.entry(half_points(line.size)).or_default() += line.text.len();
                all += line.text.len();
                bold += if line.bold { line.text.len() } else { 0 };
            }
            if region.lines.len() >= 4 {
                leadings.push(leading(&region.lines));
            }
        }
        let body = letters.iter().max_by_key(|it| it.1).map_or(20, |it| *it.0);
        let sizes = letters.keys().rev().filter(|it| f64::from(**it) >= 1.1 * f64::from(body));
        Style {
            body: body as f32 / 2.0,
            bold: bold * 2 > all,
            leading: middle(leadings).unwrap_or(1.2),
            left: middle(lefts).unwrap_or(0.0),
            right: middle(rights).unwrap_or(0.0),
            sizes: sizes.map(|it| *it as f32 / 2.0).collect(),
        }
    }
}

/// The median.
fn middle(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

/// Lines that break at the same place before it is taken to be their edge.
const FEWEST_BROKEN: usize = 3;

/// All passages of the document, in reading order.
pub(super) fn passages(
    sheets: &[Sheet],
    pages: Vec<Vec<Region>>,
    tables: &[Vec<Table>],
    style: &Style,
) -> Vec<Passage> {
    let mut weaver =
        Weaver { style, leading: style.leading, done: Vec::new(), open: None, notes: Vec::new() };
    for ((sheet, regions), ruled) in sheets.iter().zip(pages).zip(tables) {
        let alone = regions.len() == 1;
        for mut region in regions {
            let notes = weaver.split_notes(sheet, &mut region);
            weaver.region(sheet, region, ruled, alone);
            weaver.add_notes(notes);
        }
    }
    weaver.close();
    weaver.done
}

/// A paragraph to which lines may still be added.
struct Open {
    lines: Vec<Line>,
    /// The right edge its lines keep to.
    right: f32,
    label: Option<Label>,
}

struct Weaver<'a> {
    style: &'a Style,
    /// From baseline to baseline in the region at hand, in em.
    leading: f32,
    done: Vec<Passage>,
    open: Option<Open>,
    /// Footnotes that wait until the paragraph they interrupt is whole.
    notes: Vec<Passage>,
}

impl Weaver<'_> {
    fn region(&mut self, sheet: &Sheet, region: Region, ruled: &[Table], alone: bool) {
        let Region { mut lines, left, right } = region;
        mark_contents(&mut lines);
        self.leading = if lines.len() >= 6 { leading(&lines) } else { self.style.leading };
        let mut rights: Vec<f32> = lines.iter().map(|it| it.right).collect();
        rights.sort_by(f32::total_cmp);
        // One line that hangs over doesn't make the margin.
        let edge = rights.get(rights.len().saturating_sub(1) * 19 / 20).copied().unwrap_or(right);
        // On a page of few lines nothing may reach the margin.
        let few = alone && lines.len() < 8 && (left - self.style.left).abs() < 40.0;
        let edge = if few { edge.max(self.style.right) } else { edge };
        let mut first = true;
        for part in tables::parts(sheet, lines, self.leading) {
            match part {
                tables::Part::Table(cells) => {
                    self.close();
                    self.done.extend(cells);
                }
                tables::Part::Lines(lines) => {
                    let edges = self.edges(&lines, edge);
                    for (line, edge) in lines.into_iter().zip(edges) {
                        let table = line.table.and_then(|it| ruled.get(it as usize));
                        match table {
                            Some(table) => self.table(table),
                            None => self.line(line, edge, first),
                        }
                        first = false;
                    }
                }
            }
            first = false;
        }
    }

    /// The right edge that each line keeps to: `edge`, but for a paragraph that a picture at its side
    /// leaves less room. Its lines break at nearly the same place, and only the last ends a sentence.
    fn edges(&self, lines: &[Line], edge: f32) -> Vec<f32> {
        let mut edges = vec![edge; lines.len()];
        let follows = |pair: (&Line, &Line)| {
            let (last, line) = pair;
            (line.left - last.left).abs() < 1.0
                && (line.size - last.size).abs() < 0.3
                && (0.0..1.15 * self.leading * line.size).contains(&(line.baseline - last.baseline))
                && line.bold == last.bold
                && label_of(line).is_none()
        };
        let mut from = 0;
        while from < lines.len() {
            let rest = lines[from..].iter();
            let len = 1 + rest.clone().zip(rest.skip(1)).take_while(|it| follows(*it)).count();
            if let [inner @ .., last] = &lines[from..from + len]
                && inner.len() >= FEWEST_BROKEN
                && ends_sentence(&last.text)
                && !inner.iter().any(|it| ends_sentence(&it.text))
            {
                let right = inner.iter().map(|it| it.right).fold(f32::MIN, f32::max);
                let least = inner.iter().map(|it| it.right).fold(f32::MAX, f32::min);
                let alike = right - least < 0.12 * (right - last.left);
                if alike && last.right < right && right < edge {
                    edges[from..from + len].fill(right);
                }
            }
            from += len;
        }
        edges
    }

    /// The cells of a ruled table; a cell may hold several paragraphs.
    fn table(&mut self, table: &Table) {
        self.close();
        for cell in &table.cells {
            let from = self.done.len();
            let widest = cell.lines.iter().map(|it| it.right).fold(f32::MIN, f32::max);
            // Text keeps off the rule: by 5.4 points in Word.
            let edge = widest.max(cell.right - 6.0);
            for (at, line) in cell.lines.iter().enumerate() {
                self.line(line.clone(), edge, at == 0);
            }
            self.close();
            for passage in self.done.iter_mut().skip(from) {
                passage.kind = Kind::Cell { row: cell.row, column: cell.column };
            }
        }
    }

    fn line(&mut self, line: Line, edge: f32, elsewhere: bool) {
        let found = label_of(&line);
        let starts = match &self.open {
            None => true,
            Some(open) if elsewhere => !runs_on(open, &line, found),
            Some(open) => self.breaks(open, &line, found, edge),
        };
        if starts {
            self.close();
            self.open = Some(Open { lines: vec![line], right: edge, label: found });
        } else if let Some(open) = &mut self.open {
            open.lines.push(line);
            open.right = edge;
        }
    }

    /// Whether `line`, right under the lines of `open`, begins a new block.
    fn breaks(&self, open: &Open, line: &Line, found: Option<Label>, edge: f32) -> bool {
        let Some(last) = open.lines.last() else { return true };
        let em = line.size.max(1.0);
        if (last.size - line.size).abs() > 0.11 * last.size.max(line.size) {
            return true;
        }
        // A number set a little higher or lower than its text.
        let alone = open.lines.len() == 1 && open.label.is_some_and(|it| it.len == last.text.len());
        let step = line.baseline - last.baseline;
        if alone && found.is_none() && line.left > last.right && step < em {
            return false;
        }
        let room = edge - last.right;
        let full = room < line.first_width() + 0.3 * em;
        let ended = ends_sentence(&last.text);
        let lower = line.text.starts_with(char::is_lowercase);
        if step > 1.3 * self.leading * em || step < 0.0 {
            // A sentence goes on below what stood in its way: a page number, a picture.
            let goes_on = full && !ended && found.is_none() && step > 0.0;
            return !(goes_on && (lower || step < 2.2 * em));
        }
        if last.bold != line.bold && (ended || !full) {
            return true;
        }
        if last.contents || line.contents {
            return !full || last.contents;
        }
        if let Some(found) = found {
            let out = line.left < last.left - 0.5 * em;
            let apart = label_gap(line, found) > 0.8 * em;
            let deliberate = out || apart || step > 1.12 * self.leading * em;
            let listed = open.label.is_some_and(|it| it.sort == found.sort);
            return match found.sort {
                Sort::Bare => deliberate && (ended || !full || apart),
                Sort::Bullet => true,
                Sort::Number(_) | Sort::Item | Sort::Word => {
                    deliberate || ended || !full || (listed && last.text.ends_with([';', ',']))
                }
            };
        }
        if tabular(last, open.lines.len() == 1) || tabular(line, false) {
            let continues =
                last.gaps().last().is_some_and(|at| line.left >= last.words[at].left - em);
            return !continues;
        }
        // The first line of a paragraph may be indented, or its label may hang out.
        let indented = line.left > last.left + 0.8 * em && open.lines.len() > 1;
        let outdented = line.left < last.left - 0.8 * em && open.lines.len() > 1;
        if (indented || outdented) && (ended || !full) {
            return true;
        }
        if open.lines.len() == 1 && line.left > last.left + 0.8 * em && open.label.is_none() {
            // Hanging text under an unlabelled line: only running text goes on there.
            return ended || !full;
        }
        let slack = match (ended, lower) {
            // Nothing ended: the line may have been broken before words that stick together.
            (false, true) => line.first_width() + 0.15 * (edge - last.left).max(0.0) + em,
            (false, false) => line.first_width() + 1.2 * em,
            (true, _) => line.first_width() + 0.4 * em,
        };
        // A picture at its side may have left a line less room.
        room > slack && (ended || lower || !breaks_off(&last.text))
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.done.push(self.finish(open));
        }
        self.done.append(&mut self.notes);
    }

    /// The passage that these lines make: a heading, an item, a paragraph.
    fn finish(&self, open: Open) -> Passage {
        let Open { mut lines, label: found, .. } = open;
        let mut passage =
            Passage { kind: Kind::Paragraph, label: None, zone: None, lines: Vec::new() };
        match found.map(|it| it.sort) {
            Some(Sort::Bullet) => {
                passage.kind = Kind::Item(1);
                if let Some(first) = lines.first_mut()
                    && first.words.len() > 1
                {
                    first.words.remove(0);
                    passage.label = Some("•");
                }
            }
            Some(Sort::Item) => passage.kind = Kind::Item(1),
            _ => {}
        }
        if lines.iter().any(|it| it.contents) {
            passage.zone = Some(Zone::Contents);
        } else if let Some(level) = self.heading(&lines, found) {
            passage.kind = Kind::Heading(level);
        }
        passage.lines = lines;
        passage
    }

    /// The level of the heading that `lines` are; none if they are text.
    fn heading(&self, lines: &[Line], found: Option<Label>) -> Option<u8> {
        let length: usize = lines.iter().map(|it| it.text.len() + 1).sum();
        let first = lines.first()?;
        let last = lines.last()?;
        let sort = found.map(|it| it.sort);
        if length > 140 || lines.len() > 3 || matches!(sort, Some(Sort::Bullet)) {
            return None;
        }
        let stop = last.text.ends_with(['.', ';', ',']);
        let only_label = found.is_some_and(|it| it.len == first.text.len()) && lines.len() == 1;
        let large = lines.iter().all(|it| it.size >= 1.1 * self.style.body);
        let bold = !self.style.bold && lines.iter().all(|it| it.bold);
        let capitals = lines.iter().all(|it| is_capitals(&it.text));
        let named = sort == Some(Sort::Word) && length < 90;
        let letters = first.text.chars().filter(|it| it.is_alphabetic()).count();
        if (stop || letters < 2) && !only_label {
            return None;
        }
        if !(large || bold && !last.text.ends_with(':') || capitals || named) {
            return None;
        }
        let by_size = || {
            let rank = self.style.sizes.iter().position(|it| first.size >= it - 0.3);
            rank.unwrap_or(self.style.sizes.len()) as u8 + 1
        };
        Some(match sort {
            Some(Sort::Number(depth)) => depth.max(1),
            Some(Sort::Word | Sort::Bare) => 1,
            _ => by_size().min(6),
        })
    }

    /// Takes the footnotes off the bottom of a region: lines in smaller type down to its end, the
    /// first of which begins with a mark.
    fn split_notes(&self, sheet: &Sheet, region: &mut Region) -> Vec<Line> {
        let small = |it: &Line| it.size <= 0.92 * self.style.body;
        let tail = region.lines.iter().rev().take_while(|it| small(it)).count();
        let mut from = region.lines.len() - tail;
        // The note begins at its mark; small print before it is the end of a table.
        while from < region.lines.len() && note_mark(&region.lines[from]).is_none() {
            from += 1;
        }
        let half = sheet.frame(0).1 / 2.0;
        if region.lines.get(from).is_none_or(|it| it.baseline < half) {
            return Vec::new();
        }
        region.lines.split_off(from)
    }

    fn add_notes(&mut self, lines: Vec<Line>) {
        let mut notes: Vec<Passage> = Vec::new();
        for line in lines {
            match notes.last_mut() {
                Some(note) if note_mark(&line).is_none() => note.lines.push(line),
                _ => notes.push(Passage {
                    kind: Kind::Footnote,
                    label: None,
                    zone: None,
                    lines: vec![line],
                }),
            }
        }
        self.notes.extend(notes);
        if self.open.is_none() {
            self.done.append(&mut self.notes);
        }
    }
}

/// The mark a footnote begins with: a small number, an asterisk, a dagger.
fn note_mark(line: &Line) -> Option<()> {
    let first = line.text.split(' ').next()?;
    let digits = first.bytes().take_while(u8::is_ascii_digit).count();
    let raised = line.words.first().is_some_and(|it| it.size < 0.85 * line.size);
    let number = (1..=3).contains(&digits) && (digits == first.len() || raised);
    (number || first.starts_with(['*', '†', '‡'])).then_some(())
}

/// The label of `line`. One that is a list sign only with a gap after it needs the gap.
fn label_of(line: &Line) -> Option<Label> {
    let found = label(&line.text)?;
    let alone = found.len == line.text.len();
    let em = line.size;
    match (found.sort, line.text.as_bytes()) {
        // "- en" within a sentence, "o" as a word.
        (Sort::Bullet, [b'-' | b'*' | b'o', ..]) if alone || label_gap(line, found) < 0.2 * em => {
            None
        }
        (Sort::Bullet, _) if alone => None,
        _ => Some(found),
    }
}

/// Gap after the label, in points.
fn label_gap(line: &Line, found: Label) -> f32 {
    let mut bytes = 0;
    for pair in line.words.windows(2) {
        bytes += (pair[0].text.1 - pair[0].text.0) as usize + usize::from(!pair[1].glued);
        if bytes > found.len {
            return pair[1].left - pair[0].right;
        }
    }
    0.0
}

/// Whether a line from elsewhere (the next column or page) goes on with the open paragraph.
fn runs_on(open: &Open, line: &Line, found: Option<Label>) -> bool {
    let Some(last) = open.lines.last() else { return false };
    if (last.size - line.size).abs() > 0.06 * last.size || last.bold != line.bold {
        return false;
    }
    if ends_sentence(&last.text) || last.contents || line.contents {
        return false;
    }
    let lower = line.text.starts_with(|it: char| it.is_lowercase());
    let full = open.right - last.right < line.first_width() + 2.0 * last.size;
    match found.map(|it| it.sort) {
        None => lower || full,
        Some(Sort::Bare) => {
            full && label_gap(line, found.unwrap_or(Label { len: 0, sort: Sort::Bare }))
                < 0.8 * line.size
        }
        Some(_) => false,
    }
}

/// Whether a line ends where a sentence or an item can end.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    text.ends_with(['.', ';', ':', '!', '?'])
}

/// Whether a line of some words ends in one that nothing ends in: `… holds a Bachelor of`.
fn breaks_off(text: &str) -> bool {
    static WORDS: WordList = WordList::new(&[
        "the", "a", "an", "of", "and", "or", "to", "in", "by", "for", "with", "from", "as",
        "other", "de", "het", "een", "van", "en", "te", "ten", "ter", "der", "den", "deze", "dit",
    ]);
    let mut words = text.split_whitespace().rev();
    words.next().is_some_and(|it| WORDS.has(it))
        && words.next().is_some_and(|it| !it.ends_with([';', ',']))
        && words.nth(1).is_some()
}

/// Whether a line is set with a tab in the middle: a form, a signature block, two cells.
fn tabular(line: &Line, first: bool) -> bool {
    let from = usize::from(first || label(&line.text).is_some());
    let wide = |at: usize| {
        let gap = line.words[at].left - line.words[at - 1].right;
        gap > 2.5 * line.size
    };
    line.gaps().skip(from.min(usize::from(label(&line.text).is_some()))).any(wide)
}

/// Whether a line is in capitals.
fn is_capitals(text: &str) -> bool {
    let upper = text.chars().filter(|it| it.is_uppercase()).count();
    upper >= 4 && !text.chars().any(char::is_lowercase)
}
