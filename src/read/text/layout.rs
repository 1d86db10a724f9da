//! Lines to paragraphs: what a word processor would show as one block becomes one draft.

use super::furniture::mark_furniture;
use super::line::{Line, Marker, Role, Sort, is_title_word};
use super::table::{Table, mark_contents, mark_rows};
use crate::document::{Draft, Kind, Origin, Zone};
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// The blocks of `text`. Places count `skipped` bytes more than in `text`.
pub(in crate::read) fn paragraphs(text: &str, skipped: usize) -> Vec<Draft> {
    let mut lines = Line::cut(text);
    let paged = lines.last().is_some_and(|it| it.page > 1);
    mark_furniture(&mut lines);
    mark_contents(&mut lines);
    let grids = mark_rows(&mut lines);
    let parts = group(&lines, Wrap::of(&lines));
    let headings = headings(&parts);
    let notes = Notes::of(&parts);
    let mut indents = Vec::new();
    let mut table = Table::default();
    let mut drafts = Vec::new();
    let (mut footnotes, mut references) = (HashMap::new(), Vec::new());
    for (part, heading) in parts.iter().zip(headings) {
        let Some(first) = part.lines.first() else { continue };
        if let What::Row(index) = part.what {
            if let Some(grid) = grids.get(index) {
                table.row(first, index, grid, &mut drafts, skipped);
            }
            continue;
        }
        if part.what != What::Furniture {
            table.close(&mut drafts);
        }
        let note = notes.defined_by(part);
        let kind = match (part.what, heading, part.bullet()) {
            (What::Furniture, ..) if first.first_of_page => Kind::Header,
            (What::Furniture, ..) => Kind::Footer,
            _ if note.is_some() => Kind::Footnote,
            (What::Text, Some(level), _) => Kind::Heading(level),
            (What::Text, None, Some(_)) => Kind::Item(level(&mut indents, first.indent)),
            _ => Kind::Paragraph,
        };
        let mut draft = Draft::new(kind);
        draft.page = paged.then_some(first.page);
        draft.zone = match part.what {
            What::Furniture => Some(Zone::Furniture),
            What::Contents => Some(Zone::Contents),
            _ => None,
        };
        let mut from = first.start + note.map_or(0, str::len);
        if let (Kind::Item(_), Some(marker)) = (kind, part.bullet()) {
            draft.label = Some(first.text[..marker.len].trim_end().to_owned());
            from += marker.len;
        } else if part.what == What::Text {
            indents.clear();
        }
        let seen = part.push(&mut draft, text, from, skipped, &notes);
        match note {
            Some(note) => drop(footnotes.insert(note, draft)),
            None => drafts.push(draft),
        }
        references.extend(seen.into_iter().map(|note| (drafts.len(), note)));
    }
    table.close(&mut drafts);
    with_notes(drafts, references, footnotes)
}

/// Puts each note after the block that refers to it first, as a word processor holds it.
fn with_notes<'a>(
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
struct Notes<'t> {
    marks: HashSet<&'t str>,
}

impl<'t> Notes<'t> {
    fn of(parts: &[Part<'_, 't>]) -> Notes<'t> {
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
    fn defined_by(&self, part: &Part<'_, 't>) -> Option<&'t str> {
        note_mark(part).filter(|it| self.marks.contains(it))
    }

    /// The first mark in `text`, with its byte.
    fn first_in(&self, text: &str) -> Option<(usize, &'t str)> {
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

/// The level of an item by how far it is indented under those before it.
fn level(indents: &mut Vec<usize>, indent: usize) -> u8 {
    while indents.last().is_some_and(|it| *it > indent + 1) {
        indents.pop();
    }
    if indents.last().is_none_or(|it| *it + 2 <= indent) {
        indents.push(indent);
    }
    indents.len().clamp(1, 9) as u8
}

/// Lines that make one block.
struct Part<'l, 't> {
    lines: Vec<&'l Line<'t>>,
    what: What,
    /// Blank lines (or the edge of the file) before it.
    apart: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Text,
    Row(usize),
    Contents,
    Furniture,
}

impl<'t> Part<'_, 't> {
    fn marker(&self) -> Option<Marker> {
        self.lines.first().and_then(|it| it.marker())
    }

    fn bullet(&self) -> Option<Marker> {
        self.marker().filter(|it| it.sort == Sort::Bullet)
    }

    /// `line` starts with the next number of an enumeration that runs on within the block:
    /// `… (i) a plan,` / `(ii) a budget`.
    fn counts_on(&self, line: &Line<'_>) -> bool {
        let Some(before) = line.marker().and_then(|it| it.before(line.text)) else { return false };
        let near = self.lines.len().saturating_sub(8);
        self.lines
            .iter()
            .enumerate()
            .skip(near)
            .any(|(index, it)| it.text.find(&before).is_some_and(|at| at > 0 || index > 0))
    }

    /// Its words, counted as far as [`Part::MANY`].
    fn words(&self) -> usize {
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
    fn push(
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

/// How the lines of a file came to end where they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrap {
    /// A line is a paragraph.
    Lines,
    /// Lines break anywhere, without a width.
    Ragged,
    /// Lines break before this column.
    At(usize),
}

impl Wrap {
    fn of(lines: &[Line<'_>]) -> Wrap {
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
fn group<'l, 't>(lines: &'l [Line<'t>], wrap: Wrap) -> Vec<Part<'l, 't>> {
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
fn is_bare_marker(line: &Line<'_>) -> bool {
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

/// `Zwolle, 11 januari 2027`: where and when, not what follows.
fn ends_in_year(text: &str) -> bool {
    let year = text.rsplit(' ').next().unwrap_or("");
    text.contains(',') && year.len() == 4 && year.bytes().all(|it| it.is_ascii_digit())
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

/// The heading level of each part, where it is a heading.
fn headings(parts: &[Part<'_, '_>]) -> Vec<Option<u8>> {
    let short_number = |at: usize| -> Option<(Sort, bool)> {
        let part = parts.get(at).filter(|it| it.what == What::Text)?;
        let marker = part.marker().filter(|it| it.sort != Sort::Bullet)?;
        let last = part.lines.last()?;
        let open = last.is_closed() || last.text.ends_with(',');
        Some((marker.sort, part.words() <= 14 && part.lines.len() <= 2 && !open))
    };
    let is_prose = |at: usize| {
        parts
            .get(at)
            .is_some_and(|it| it.what == What::Text && (it.words() >= 12 || it.marker().is_some()))
    };
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let first = part.lines.first().filter(|_| part.what == What::Text)?;
            let last = part.lines.last()?;
            let length: usize = part.lines.iter().map(|it| it.text.len()).sum();
            if length > 120
                || part.bullet().is_some()
                || is_bare_marker(first) && part.lines.len() < 2
            {
                return None;
            }
            let ended = last.text.ends_with([';', ',', ':'])
                || last.text.ends_with('.') && !first.is_titled();
            if first.is_titled()
                && (part.lines.len() == 1 || last.is_capitals())
                && part.words() <= 12
                && !last.text.ends_with([';', ','])
            {
                return Some(1);
            }
            if ended || last.text.contains('_') {
                return None;
            }
            if let Some((sort, short)) = short_number(at) {
                let Sort::Number(depth) = sort else { return None };
                let marker = part.marker()?;
                let named = first.text[marker.len..].starts_with(char::is_uppercase)
                    || part.lines.len() == 2;
                // One of several short items in a row is an item.
                let row = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
                let listed = row.filter_map(short_number).any(|it| it == (sort, true));
                let capitals = part.lines.iter().all(|it| it.is_capitals() || is_bare_marker(it));
                return (short && named && (!listed || capitals)).then_some(depth);
            }
            if part.lines.iter().all(|it| it.is_capitals()) {
                return (part.words() <= 14).then_some(1);
            }
            let alone =
                part.lines.len() == 1 && part.apart && parts.get(at + 1).is_none_or(|it| it.apart);
            let named =
                first.text.starts_with(char::is_uppercase) && part.words() <= 8 && length <= 70;
            (alone
                && named
                && !first.text.contains(['@', '(', ':'])
                && !ends_in_year(first.text)
                && is_prose(at + 1))
            .then_some(if at == 0 { 1 } else { 2 })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of a file: kind, label, text.
    fn read(text: &str) -> Vec<String> {
        let shown = |draft: Draft| {
            let kind = match draft.kind {
                Kind::Heading(level) => format!("h{level}"),
                Kind::Paragraph => "p".to_owned(),
                Kind::Item(level) => format!("i{level}"),
                Kind::Cell { row, column } => format!("c{row}.{column}"),
                Kind::Header | Kind::Footer => "f".to_owned(),
                Kind::Footnote => "n".to_owned(),
            };
            let label = draft.label.as_deref().map_or(String::new(), |it| format!(" {it}"));
            format!("{kind}{label} {}", draft.text().trim_end())
        };
        paragraphs(text, 0).into_iter().map(shown).collect()
    }

    #[test]
    fn wrapped_lines_become_paragraphs() {
        let text = "
SAMENWERKINGSOVEREENKOMST

Partijen werken sinds 2019 samen aan het onderhoud van de bruggen in de
regio en willen die samenwerking voortzetten op basis van vertrouwen en
open overleg.

1. Doel
1.1 Partijen stellen samen een jaarplan op en evalueren dat plan ieder
    kwartaal in het overleg dat in artikel
    4.2 is bedoeld.
1.2 Het plan bevat in ieder geval:
    a. een planning van het werk dat in het komende jaar gereed komt;
    b. een begroting.
";
        assert_eq!(
            read(text),
            [
                "h1 SAMENWERKINGSOVEREENKOMST",
                "p Partijen werken sinds 2019 samen aan het onderhoud van de bruggen in de regio en willen die samenwerking voortzetten op basis van vertrouwen en open overleg.",
                "h1 1. Doel",
                "p 1.1 Partijen stellen samen een jaarplan op en evalueren dat plan ieder kwartaal in het overleg dat in artikel 4.2 is bedoeld.",
                "p 1.2 Het plan bevat in ieder geval:",
                "p a. een planning van het werk dat in het komende jaar gereed komt;",
                "p b. een begroting.",
            ]
        );
    }

    #[test]
    fn a_line_is_a_paragraph_where_lines_are_long() {
        let long = "De leverancier informeert de klant tijdig over vertraging en stelt samen met de klant een nieuwe planning op, zodat beiden weten waar zij aan toe zijn.";
        assert_eq!(read(&format!("Levering\n{long}\n{long}\n{long}\n")).len(), 4);
    }

    #[test]
    fn page_furniture_stands_apart_and_the_sentence_goes_on() {
        let page = |number: u32, what: &str| {
            let text = format!(
                "The Supplier reports on {what} every month, and on the progress of the work\nthat it sees for the Customer, in plain words; {what} is what the parties then"
            );
            format!(
                "Harbour Supply Agreement\n\n{text}\n\n                       {number}\n<PAGE>\n"
            )
        };
        let text = format!(
            "{}{}{}decide together.\n",
            page(1, "risk"),
            page(2, "quality"),
            page(3, "cost")
        );
        let found = read(&text);
        let times = |line: &str| found.iter().filter(|it| *it == line).count();
        assert_eq!((times("f Harbour Supply Agreement"), times("f 2")), (3, 1));
        assert!(found.iter().any(|it| it.ends_with("then decide together.")), "{found:?}");
    }

    #[test]
    fn rows_are_cells_and_bullets_are_items() {
        let text = "Fasen:

Fase       Bedrag      Datum
---------------------------
Ontwerp    € 5.000     1 mei
Bouw       € 9.000     1 juni

- tijdig melden;
- samen oplossen.
";
        let found = read(text);
        assert_eq!(found[1..4], ["c0.0 Fase", "c0.1 Bedrag", "c0.2 Datum"]);
        assert_eq!(found[7], "c2.0 Bouw");
        assert_eq!(found[10..], ["i1 - tijdig melden;", "i1 - samen oplossen."]);
    }

    #[test]
    fn words_with_a_tab_behind_each_are_a_sentence() {
        let line = |words: &str| words.split(' ').collect::<Vec<_>>().join("\t\r \u{a0} ");
        let text = [
            line("De klant betaalt de kosten van zijn"),
            line("gesprekken binnen dertig dagen nadat de factuur"),
            line("is verstuurd naar het adres dat hij"),
            line("heeft opgegeven."),
        ];
        assert_eq!(
            read(&text.join("\n")),
            [
                "p De klant betaalt de kosten van zijn gesprekken binnen dertig dagen nadat de factuur is verstuurd naar het adres dat hij heeft opgegeven."
            ]
        );
    }

    #[test]
    fn a_word_cut_at_a_line_end_is_whole_again() {
        let text = "De aansprakelijkheid van de leverancier is beperkt tot het bedrag van de
opdracht; die aansprakelijk-
heid geldt voor directe schade, voor non-
conformiteit en voor in- en
verkoop van zaken door de leverancier aan de klant en aan zijn klanten.
";
        let found = read(text).join("\n");
        assert!(found.contains("die aansprakelijkheid geldt"), "{found}");
        assert!(found.contains("non-conformiteit en voor in- en verkoop"), "{found}");
    }

    #[test]
    fn an_enumeration_in_a_sentence_stays_in_it() {
        let text =
            "The Supplier shall send the Customer every month without being asked (a) a plan,
(b) a budget and
(c) a list of the risks that it sees, and the Customer shall answer in good time.
";
        assert_eq!(read(text).len(), 1);
    }
}
