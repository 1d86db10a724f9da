//! Properties that were met before. Word says how text looks anew at each run, in the same bytes as
//! at the run before; what they bear on need be found out once.

use super::teller::{Met, Said};
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

/// Whether `rest` has the last bytes of `content` where those stand: many ways to set text begin
/// alike, few are as long.
fn same_end(content: &str, rest: &str) -> bool {
    let end = content.as_bytes().last_chunk::<8>();
    let there = rest.as_bytes().get(..content.len()).and_then(|it| it.last_chunk());
    end == there || end.is_none()
}

/// How many of each kind are kept: text is set in few ways at a time.
const MOST: usize = 12;

/// The properties last met.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// Those of paragraphs, up to the end of their end tag, with what they say.
    paragraphs: Vec<(&'a str, Said)>,
    /// Others, that bear on little that is read.
    others: Vec<(&'a str, Said)>,
    /// Those that are being read: their kind, where their content starts, and how deep they are.
    reading: Option<(Properties, usize, usize)>,
}

impl<'a> Known<'a> {
    /// How long the properties are that `rest` starts with, if they were met before, and what they
    /// say.
    pub(super) fn again(&mut self, kind: Properties, rest: &str) -> Option<(usize, Said)> {
        let known = self.of(kind);
        let at = known.iter().position(|it| same_end(it.0, rest) && rest.starts_with(it.0))?;
        known[..=at].rotate_right(1);
        known.first().map(|(content, said)| (content.len(), *said))
    }

    fn of(&mut self, kind: Properties) -> &mut Vec<(&'a str, Said)> {
        match kind {
            Properties::Paragraph => &mut self.paragraphs,
            Properties::Other => &mut self.others,
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
    pub(super) fn learn(
        &mut self,
        (kind, content): (Properties, &'a str),
        (met, said): (Met, Said),
    ) {
        let most = match kind {
            Properties::Paragraph => Met::Own,
            Properties::Other => Met::Colour,
        };
        if met <= most {
            let known = self.of(kind);
            known.truncate(MOST - 1);
            known.insert(0, (content, said));
        }
    }
}
