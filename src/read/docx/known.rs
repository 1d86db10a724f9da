//! Properties that were met before. Word says how text looks anew at each run, in the same bytes as
//! at the run before; what they bear on need be found out once.

use super::paragraph::Own;
use super::teller::Met;
use super::xml::{self, Scan, Tag};

/// What properties are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Properties {
    /// A paragraph.
    Paragraph,
    /// A run, a table or a cell.
    Other,
}

impl Properties {
    /// What the properties that `tag` opens are of; none where it opens other things.
    pub(super) fn of(tag: &Tag<'_>) -> Option<Properties> {
        if !tag.is_bare() {
            return None;
        }
        match xml::local(tag.name) {
            "pPr" => Some(Properties::Paragraph),
            "rPr" | "tcPr" | "tblPr" | "tblGrid" => Some(Properties::Other),
            _ => None,
        }
    }
}

/// How many of each kind are kept: text is set in few ways at a time.
const MOST: usize = 12;

/// The properties last met.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// Those of paragraphs, up to the end of their end tag, with what they say.
    paragraphs: Vec<(&'a str, Own)>,
    /// Others, that bear on nothing that is read.
    others: Vec<&'a str>,
    /// Those that are being read: their kind, where their content starts, and how deep they are.
    reading: Option<(Properties, usize, usize)>,
}

impl<'a> Known<'a> {
    /// How long the properties are that `rest` starts with, if they were met before, and what they
    /// say of the paragraph they are of.
    pub(super) fn again(&mut self, kind: Properties, rest: &str) -> Option<(usize, Option<Own>)> {
        match kind {
            Properties::Other => {
                let at = self.others.iter().position(|it| rest.starts_with(it))?;
                self.others[..=at].rotate_right(1);
                Some((self.others[0].len(), None))
            }
            Properties::Paragraph => {
                let at = self.paragraphs.iter().position(|it| rest.starts_with(it.0))?;
                self.paragraphs[..=at].rotate_right(1);
                let (content, own) = self.paragraphs[0];
                Some((content.len(), Some(own)))
            }
        }
    }

    /// Properties begin that were not met before. Says whether they are to be learned: not within
    /// others.
    pub(super) fn begins(&mut self, kind: Properties, scan: &Scan<'a>) -> bool {
        let free = self.reading.is_none();
        if free {
            self.reading = Some((kind, scan.place(), scan.depth()));
        }
        free
    }

    /// The content of those that were just read to their end, with their kind.
    pub(super) fn ended(&mut self, scan: &Scan<'a>) -> Option<(Properties, &'a str)> {
        let (kind, from, _) = self.reading.take_if(|it| scan.depth() < it.2)?;
        Some((kind, scan.since(from)))
    }

    /// Keeps them, where what was met in them is known by their bytes alone.
    pub(super) fn learn(&mut self, read: (Properties, &'a str), (met, own): (Met, Own)) {
        match read {
            (Properties::Other, content) if met == Met::Looks => {
                self.others.truncate(MOST - 1);
                self.others.insert(0, content);
            }
            (Properties::Paragraph, content) if met != Met::More => {
                self.paragraphs.truncate(MOST - 1);
                self.paragraphs.insert(0, (content, own));
            }
            _ => {}
        }
    }
}
