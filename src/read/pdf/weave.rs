//! Passages into drafts: words with their boxes, lines joined, and the words whole again that a
//! line end cut in two.
//!
//! A hyphen at a line end goes when a lower-case letter follows and the hyphen was the type
//! setter's. It stays
//! - before "en", "of", "and", "or" ("in- en verkoop", with a space);
//! - before a capital or a digit ("Noord-Holland", "COVID-19"), without a space;
//! - when the document elsewhere writes the word with a hyphen and nowhere without;
//! - when the document doesn't hyphenate at all: fewer than three lines, or fewer than one in
//!   seventy, end in a hyphen, as from a word processor, where a hyphen at a line end is the
//!   author's own ("third-party").

use super::furniture::Running;
use super::glyphs::{Sheet, Word};
use super::lines::Line;
use super::paragraphs::Passage;
use crate::document::{Builder, Draft, Kind, Origin, Zone};
use std::collections::HashSet;

/// Writes all passages, then the running headers and footers, once each.
pub(super) fn write(
    builder: &mut Builder,
    sheets: &[Sheet],
    passages: &[Passage],
    running: &[Running],
) {
    let hyphens = Hyphens::of(sheets, passages);
    let marks: HashSet<(u32, &str)> = passages.iter().filter_map(note_mark).collect();
    for passage in passages {
        let mut draft = Draft::new(passage.kind);
        draft.label = passage.label.map(str::to_owned);
        draft.zone = passage.zone;
        draft.page = passage.lines.first().map(|it| it.page);
        let contents = passage.zone == Some(Zone::Contents);
        for (at, line) in passage.lines.iter().enumerate() {
            let next = passage.lines.get(at + 1);
            push(&mut draft, sheets, line, next, &hyphens, &marks, contents);
        }
        builder.block(draft);
    }
    for Running { top, line } in running {
        let mut draft = Draft::new(if *top { Kind::Header } else { Kind::Footer });
        draft.zone = Some(Zone::Furniture);
        draft.page = Some(line.page);
        push(&mut draft, sheets, line, None, &hyphens, &marks, false);
        builder.block(draft);
    }
}

/// The page and the mark of a footnote.
fn note_mark(passage: &Passage) -> Option<(u32, &str)> {
    let first = passage.lines.first().filter(|_| passage.kind == Kind::Footnote)?;
    let word = first.text.split(' ').next()?;
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let mark = if digits > 0 { word.get(..digits)? } else { word };
    Some((first.page, mark))
}

/// The sheet of a page. Pages that could not be read have none.
fn sheet(sheets: &[Sheet], page: u32) -> Option<&Sheet> {
    let at = sheets.binary_search_by_key(&page, |it| it.number).ok()?;
    sheets.get(at)
}

/// Adds the words of `line`, and what joins it to `next`.
fn push(
    draft: &mut Draft,
    sheets: &[Sheet],
    line: &Line,
    next: Option<&Line>,
    hyphens: &Hyphens,
    marks: &HashSet<(u32, &str)>,
    contents: bool,
) {
    let Some(sheet) = sheet(sheets, line.page) else { return };
    let last = line.words.len().saturating_sub(1);
    for (at, word) in line.words.iter().enumerate() {
        let text = sheet.word(word);
        // A small raised mark that a note at the foot of this page begins with is no text.
        let small = word.size < 0.8 * line.size && word.baseline < line.baseline - 0.1 * line.size;
        if small && at > 0 && marks.contains(&(line.page, text)) {
            continue;
        }
        let origin = Origin::Pdf { page: line.page, bbox: sheet.bbox(word) };
        if at > 0 && !word.glued {
            draft.push(" ", Origin::Joined);
        }
        if contents && text.contains("..") {
            // Leader dots are a rule, no text.
            for part in text.split(['.', '…']).filter(|it| !it.is_empty()) {
                draft.push(part, origin);
                draft.push(" ", Origin::Joined);
            }
            continue;
        }
        match next {
            Some(next) if at == last => match hyphens.join(&line.text, &next.text) {
                Join::Space => {
                    draft.push(text, origin);
                    draft.push(" ", Origin::Joined);
                }
                Join::Keep => draft.push(text, origin),
                Join::Drop => {
                    let cut = text.trim_end_matches(HYPHENS);
                    draft.push(
                        cut,
                        Origin::Pdf { page: line.page, bbox: shorter(sheet, word, cut) },
                    );
                }
            },
            _ => draft.push(text, origin),
        }
    }
}

/// The box of the first letters of `word`, `cut`: taken to be of equal width.
fn shorter(sheet: &Sheet, word: &Word, cut: &str) -> [f32; 4] {
    let all = sheet.word(word).chars().count().max(1);
    let share = cut.chars().count() as f32 / all as f32;
    let right = word.left + share * (word.right - word.left);
    sheet.bbox(&Word { right, ..*word })
}

/// Hyphen-minus, hyphen, soft hyphen. The non-breaking hyphen is never the type setter's.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];

/// How two lines join.
#[derive(Debug, PartialEq)]
enum Join {
    /// With a space.
    Space,
    /// Without a space; a hyphen stays.
    Keep,
    /// Without a space; the hyphen goes.
    Drop,
}

/// What is known of this document's hyphens.
#[derive(Debug, Default)]
struct Hyphens {
    /// Words inside lines that have a hyphen, and words that are one half of what a line end
    /// joined; both lower-case.
    written: HashSet<String>,
    /// The document cuts words at line ends.
    sets: bool,
}

impl Hyphens {
    fn of(sheets: &[Sheet], passages: &[Passage]) -> Hyphens {
        let lines = || passages.iter().flat_map(|it| it.lines.iter());
        let (mut ends, mut all) = (0usize, 0usize);
        for line in lines() {
            all += 1;
            ends += usize::from(cut_word(&line.text).is_some());
        }
        let mut hyphens = Hyphens { written: HashSet::new(), sets: ends >= 3 && ends * 70 >= all };
        if ends == 0 {
            return hyphens;
        }
        // Only the words that a line end may have cut are worth knowing.
        let mut asked: HashSet<String> = HashSet::new();
        for pair in passages.iter().flat_map(|it| it.lines.windows(2)) {
            if let (Some(head), Some(tail)) = (cut_word(&pair[0].text), first_word(&pair[1].text)) {
                asked.insert(format!("{head}-{tail}").to_lowercase());
                asked.insert(format!("{head}{tail}").to_lowercase());
            }
        }
        for line in lines() {
            let Some(sheet) = sheet(sheets, line.page) else { continue };
            for word in &line.words {
                let word = bare(sheet.word(word)).to_lowercase();
                if asked.contains(&word) {
                    hyphens.written.insert(word);
                }
            }
        }
        hyphens
    }

    /// How `line` joins the line `next`.
    fn join(&self, line: &str, next: &str) -> Join {
        if line.ends_with('\u{ad}') {
            return Join::Drop;
        }
        let (Some(head), Some(tail)) = (cut_word(line), first_word(next)) else {
            return Join::Space;
        };
        if matches!(tail, "en" | "of" | "and" | "or" | "en/of" | "and/or" | "dan" | "&") {
            return Join::Space;
        }
        if !tail.starts_with(char::is_lowercase) {
            return if tail.starts_with(char::is_alphanumeric) { Join::Keep } else { Join::Space };
        }
        let whole = self.written.contains(&format!("{head}{tail}").to_lowercase());
        let hyphened = self.written.contains(&format!("{head}-{tail}").to_lowercase());
        match (whole, hyphened) {
            (true, _) => Join::Drop,
            (false, true) => Join::Keep,
            (false, false) if self.sets && !head.contains('-') => Join::Drop,
            _ => Join::Keep,
        }
    }
}

/// The last word of a line that ends in a hyphen, without it: a letter before the hyphen.
fn cut_word(line: &str) -> Option<&str> {
    let word = line.rsplit(' ').next()?;
    let head = word.strip_suffix(HYPHENS)?;
    head.ends_with(char::is_alphabetic)
        .then(|| head.trim_start_matches(|it: char| !it.is_alphanumeric()))
}

/// The first word of a line, without the stop after it.
fn first_word(line: &str) -> Option<&str> {
    line.split(' ')
        .next()
        .map(|it| it.trim_end_matches(|it: char| !it.is_alphanumeric() && it != '&'))
}

/// A word without brackets, quotes and stops.
fn bare(word: &str) -> &str {
    word.trim_matches(|it: char| !it.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_at_line_ends() {
        let written = ["third-party", "overeenkomst"].map(str::to_owned).into_iter().collect();
        let sets = Hyphens { written, sets: true };
        let plain = Hyphens { written: HashSet::new(), sets: false };
        for (hyphens, line, next, wanted) in [
            (&sets, "de aanspra-", "kelijkheid van", Join::Drop),
            (&sets, "de over-", "eenkomst", Join::Drop),
            (&sets, "any third-", "party rights", Join::Keep),
            (&sets, "de provincie Noord-", "Holland", Join::Keep),
            (&sets, "de in-", "en verkoop", Join::Space),
            (&sets, "een dag -", "of later", Join::Space),
            (&sets, "een dag", "later", Join::Space),
            (&plain, "any third-", "party rights", Join::Keep),
            (&plain, "de aanspra\u{ad}", "kelijkheid", Join::Drop),
        ] {
            assert_eq!(hyphens.join(line, next), wanted, "{line} / {next}");
        }
    }
}
