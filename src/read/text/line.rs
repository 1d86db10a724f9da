//! The lines of a text file, and what each looks like by itself.

mod marker;

use crate::language::{Language, WordList, count, seek};
pub(super) use marker::{Marker, Sort};

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its text without the spaces around it.
    pub text: &'a str,
    /// Byte of the file's text at which `text` starts.
    pub start: usize,
    /// Columns before it.
    pub indent: usize,
    /// Page, from 1.
    pub page: u32,
    /// It is the first of its page.
    pub first_of_page: bool,
    pub role: Role,
    /// Columns it takes, with its indent.
    columns: usize,
    /// It has nothing beyond ASCII.
    ascii: bool,
    /// It is a short line without a small letter.
    capitals: bool,
    titled: bool,
    marker: Option<Marker>,
}

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Blank,
    /// Page number, running header.
    Furniture,
    /// Drawn line or markup: nothing to read.
    Drawn,
    /// A row of the table with this number.
    Row(usize),
    /// A line of a table of contents.
    Contents,
}

impl<'a> Line<'a> {
    /// The lines of `text`; a form feed or a `<PAGE>` mark starts a page.
    pub fn cut(text: &'a str) -> Vec<Line<'a>> {
        let bytes = text.as_bytes();
        let mut lines = Vec::with_capacity(count(bytes, |it| it == b'\n') + 1);
        // Old files of the Mac end their lines in returns; in others one may stand among blanks.
        let fed = bytes.contains(&b'\n');
        let (mut at, mut page, mut first) = (0, 1, true);
        while at < bytes.len() {
            let mut end = line_end(bytes, at);
            while fed && is_blank_return(&bytes[end..]) {
                end = line_end(bytes, end + 1);
            }
            let ended = bytes.get(end).copied();
            // A form feed alone on its line is no blank line.
            let whole = &text[at..end];
            if ended != Some(b'\x0c') || !whole.trim().is_empty() {
                lines.push(Line::new(whole, at, page, first));
                first = false;
            }
            at = end + 1;
            match ended {
                Some(b'\r') => {
                    while bytes.get(at) == Some(&b'\r')
                        && bytes[at..].iter().take(3).any(|it| *it == b'\n')
                    {
                        at += 1;
                    }
                    if bytes.get(at) == Some(&b'\n') {
                        at += 1;
                    }
                }
                Some(b'\x0c') => {
                    page += 1;
                    first = true;
                }
                _ => {}
            }
            if lines.last().is_some_and(|it| it.text.starts_with("<PAGE>")) && !first {
                page += 1;
                first = true;
            }
        }
        lines
    }

    fn new(whole: &'a str, at: usize, page: u32, first_of_page: bool) -> Line<'a> {
        // Nearly all blanks are of ASCII.
        let text = whole.trim_ascii_start().trim_start();
        let lead = whole.len() - text.len();
        let text = text.trim_ascii_end().trim_end();
        let indent = whole[..lead].chars().map(|it| if it == '\t' { 8 } else { 1 }).sum();
        let start = at + lead;
        let line = Line {
            text,
            start,
            indent,
            page,
            first_of_page,
            role: Role::Blank,
            columns: indent,
            ascii: true,
            capitals: false,
            titled: false,
            marker: None,
        };
        if text.is_empty() {
            return line;
        }
        let role = if text.starts_with("<PAGE>") {
            Role::Furniture
        } else if is_drawn(text) || is_tag(text) {
            Role::Drawn
        } else {
            Role::Text
        };
        let ascii = text.is_ascii();
        Line {
            role,
            columns: indent + if ascii { text.len() } else { text.chars().count() },
            ascii,
            capitals: is_capitals(text),
            titled: is_titled(text),
            marker: Marker::of(text),
            ..line
        }
    }

    /// A line that stands in no file.
    pub fn alone(text: &'a str) -> Line<'a> {
        Line::new(text, 0, 1, false)
    }

    /// Byte at which its text ends.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Columns it takes, with its indent.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Whether it has nothing beyond ASCII.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// Its words, counted as far as `most`.
    pub fn words(&self, most: usize) -> usize {
        match self.ascii {
            true => self.text.split_ascii_whitespace().take(most).count(),
            false => self.text.split_whitespace().take(most).count(),
        }
    }

    /// Its bullet or number, as its length in bytes.
    pub fn marker(&self) -> Option<Marker> {
        self.marker
    }

    /// It ends as a sentence or an item does.
    pub fn is_closed(&self) -> bool {
        // Behind the stop may stand the mark of a note: `.[1]`.
        let noted = match self.text.strip_suffix(']').and_then(|it| it.rsplit_once('[')) {
            Some((before, mark)) if mark.parse::<u16>().is_ok() => before,
            _ => self.text,
        };
        let bare = noted.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
        bare.ends_with(['.', ':', ';', '?', '!']) || bare.is_empty()
    }

    /// It can't be the end of anything: `… of the`, `… Partijen en`, `… levert,`.
    pub fn is_open(&self) -> bool {
        if self.text.ends_with([',', '(', '“', '„', '&']) {
            return true;
        }
        if self.is_quoting() {
            return true;
        }
        let last = self.text.rsplit(' ').next().unwrap_or(self.text);
        OPEN.has(last)
    }

    /// A quotation that opens on it doesn't close on it.
    pub fn is_quoting(&self) -> bool {
        let count = |mark: char| self.text.chars().filter(|it| *it == mark).count();
        !self.ascii && self.text.contains('“') && count('“') > count('”')
    }

    /// It starts with a term and what it means: `“Term” means`, `"Dienst": de dienst`.
    pub fn defines(&self) -> bool {
        let Some(inner) = self.text.strip_prefix(['"', '“', '„', '‘']) else { return false };
        let Some((_, after)) = inner.split_once(['"', '”', '’']) else { return false };
        let after = after.trim_start();
        after.starts_with([':', '–', '—', '-', '('])
            || ["means", "shall", "has", "is", "refers", "betekent", "heeft", "zijn", "wordt"]
                .iter()
                .any(|it| after.strip_prefix(it).is_some_and(|it| it.starts_with(' ')))
    }

    /// It starts with a small letter, so it starts nothing.
    pub fn starts_small(&self) -> bool {
        self.text.chars().find(|it| it.is_alphanumeric()).is_some_and(char::is_lowercase)
            && !self.text.starts_with(['(', '[', '"', '“', '„'])
    }

    /// All its letters are capitals, and it is short enough for a heading.
    pub fn is_capitals(&self) -> bool {
        self.capitals
    }

    /// `Artikel 4`, `ARTICLE IV. TERM`, `Bijlage 2 – Prijzen`: a title word, a number, and then
    /// nothing, a mark or a capital.
    pub fn is_titled(&self) -> bool {
        self.titled
    }
}

/// Whether `bytes` start with a return that ends no line: the next character is a blank.
fn is_blank_return(bytes: &[u8]) -> bool {
    matches!(bytes, [b'\r', b' ' | b'\t', ..] | [b'\r', 0xC2, 0xA0, ..])
}

/// The byte at which the line that starts at `from` ends.
fn line_end(bytes: &[u8], from: usize) -> usize {
    seek(bytes, from, |it| matches!(it, b'\n' | b'\x0b' | b'\x0c' | b'\r'))
}

fn is_titled(text: &str) -> bool {
    if text.starts_with(|it: char| it.is_ascii() && !it.is_ascii_uppercase()) {
        return false;
    }
    let mut words = text.split(' ').filter(|it| !it.is_empty());
    let Some(first) = words.next() else { return false };
    if !first.starts_with(char::is_uppercase) || !is_title_word(first) {
        return false;
    }
    let Some(number) = words.next() else { return false };
    let bare = number.trim_end_matches(['.', ':', ')', '-', '–', ',']);
    let counts = bare.starts_with(|it: char| it.is_ascii_digit())
        || bare.len() == 1 && bare.bytes().all(|it| it.is_ascii_uppercase())
        || !bare.is_empty() && bare.bytes().all(|it| b"IVXLC".contains(&it));
    let follows = words.next();
    let closes = bare.len() < number.len() && !number.ends_with(',');
    counts
        && follows.is_none_or(|it| {
            closes
                || it.starts_with(|it: char| {
                    it.is_uppercase() || matches!(it, '-' | '–' | '—' | ':' | '.')
                })
        })
}

fn is_capitals(text: &str) -> bool {
    text.len() <= 100
        && !text.bytes().any(|it| it.is_ascii_lowercase())
        && text.chars().filter(|it| it.is_alphabetic()).count() >= 3
        && !text.chars().any(char::is_lowercase)
}

/// `Artikel`, `Schedule`, …, in either language.
pub(super) fn is_title_word(word: &str) -> bool {
    Language::ALL.into_iter().any(|it| it.tables().numbered.has(word))
}

/// Words that no paragraph ends with.
static OPEN: WordList = WordList::new(&[
    "the",
    "a",
    "an",
    "of",
    "and",
    "or",
    "to",
    "in",
    "by",
    "for",
    "with",
    "this",
    "that",
    "such",
    "any",
    "its",
    "section",
    "article",
    "clause",
    "sections",
    "paragraph",
    "articles",
    "their",
    "from",
    "under",
    "as",
    "on",
    "at",
    "is",
    "are",
    "be",
    "shall",
    "will",
    "may",
    "which",
    "between",
    "other",
    "each",
    "all",
    "de",
    "het",
    "een",
    "van",
    "en",
    "of",
    "op",
    "aan",
    "met",
    "voor",
    "door",
    "in",
    "dat",
    "die",
    "te",
    "tot",
    "bij",
    "uit",
    "om",
    "is",
    "zijn",
    "zal",
    "artikel",
    "lid",
    "deze",
    "dit",
    "indien",
    "als",
    "ten",
    "ter",
    "over",
    "naar",
    "wordt",
    "worden",
    "hun",
]);

/// A line of `=`, `-`, `*` or `~` and spaces, at least three of them. Underscores stay: they are
/// blanks to fill in.
fn is_drawn(text: &str) -> bool {
    if text.starts_with(|it: char| it.is_ascii_alphanumeric()) {
        return false;
    }
    let marks = text
        .bytes()
        .filter(|it| matches!(it, b'=' | b'-' | b'*' | b'~' | b'+' | b'|' | b':'))
        .count();
    marks >= 3
        && text
            .bytes()
            .all(|it| matches!(it, b'=' | b'-' | b'*' | b'~' | b'+' | b'|' | b':' | b' '))
}

/// Markup of filed documents, alone on a line: `<TABLE>`, `<S>  <C>`, `<TYPE>EX-10.1`.
fn is_tag(text: &str) -> bool {
    if !text.starts_with('<') {
        return false;
    }
    if ["<TYPE>", "<SEQUENCE>", "<FILENAME>", "<DESCRIPTION>"].iter().any(|it| text.starts_with(it))
    {
        return true;
    }
    text.split_whitespace().all(|it| {
        it.starts_with('<')
            && it.ends_with('>')
            && it.len() > 2
            && it[1..it.len() - 1].bytes().all(|it| it.is_ascii_uppercase() || it == b'/')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line<'_> {
        Line::alone(text)
    }

    #[test]
    fn titles_are_told_from_references() {
        for title in [
            "Artikel 4",
            "ARTICLE IV",
            "Section 1.01. Terms",
            "Bijlage A – Prijzen",
            "Artikel 3 Duur",
        ] {
            assert!(line(title).is_titled(), "{title}");
        }
        for other in ["Section 7 of this Agreement", "artikel 4", "Artikelen", "Section, the"] {
            assert!(!line(other).is_titled(), "{other}");
        }
    }

    #[test]
    fn lines_end_in_any_way() {
        let lines = Line::cut("a\r\nb\rc\n\n\x0cd\x0ce");
        let got: Vec<_> = lines.iter().map(|it| (it.text, it.start, it.page)).collect();
        assert_eq!(
            got,
            [("a", 0, 1), ("b", 3, 1), ("c", 5, 1), ("", 7, 1), ("d", 9, 2), ("e", 11, 3)]
        );
        let among_blanks = Line::cut("De\t\r \u{a0} koper\t\r betaalt.\nZij");
        assert_eq!(among_blanks.len(), 2);
        assert_eq!(Line::cut("De koper\r  betaalt.").len(), 2);
    }
}
