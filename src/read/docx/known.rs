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
        match xml::local(tag.name).as_bytes() {
            b"pPr" => Some(Properties::Paragraph),
            b"rPr" | b"tcPr" | b"tblPr" | b"tblGrid" => Some(Properties::Other),
            _ => None,
        }
    }

    /// What the properties are of that `rest` starts with, under the prefix that Word uses; none
    /// where it starts with other things.
    #[inline]
    fn ahead(rest: &str) -> Option<Properties> {
        match rest.as_bytes() {
            [b'<', b'w', b':', b'p', b'P', b'r', b'>', ..] => Some(Properties::Paragraph),
            [b'<', b'w', b':', b'r', b'P', b'r', b'>', ..]
            | [b'<', b'w', b':', b't', b'c' | b'b', b'P' | b'l', b'r' | b'P' | b'G', ..] => {
                Some(Properties::Other)
            }
            _ => None,
        }
    }
}

/// Whether `rest` has the last bytes of `whole` where those stand: many ways to set text begin
/// alike, few are as long.
fn same_end(whole: &str, rest: &str) -> bool {
    // Before the end tag, which is the same for all.
    let end = whole.as_bytes().last_chunk::<16>();
    let there = rest.as_bytes().get(..whole.len()).and_then(|it| it.last_chunk());
    end == there || end.is_none()
}

/// How many of each kind are kept: text is set in few ways at a time.
const MOST: usize = 12;

/// The properties last met.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// Those of paragraphs, with their tags, and what they say.
    paragraphs: Vec<(&'a str, Said)>,
    /// Others, that bear on little that is read.
    others: Vec<(&'a str, Said)>,
    /// Those that are being read: their kind, where they start, and how deep they are.
    reading: Option<(Properties, usize, usize)>,
}

impl<'a> Known<'a> {
    /// The properties that `rest` starts with, where it is known what they say: what they are of, how
    /// long they are, and what that is.
    #[inline]
    pub(super) fn again(&mut self, rest: &'a str) -> Option<(Properties, usize, Said)> {
        let kind = Properties::ahead(rest)?;
        let known = self.of(kind);
        let same = |it: &(&str, Said)| same_end(it.0, rest) && rest.starts_with(it.0);
        if let Some(at) = known.iter().position(same) {
            // What is met often moves to the front.
            known.swap(at, at / 2);
            return known.get(at / 2).map(|(whole, said)| (kind, whole.len(), *said));
        }
        let looks = rest.get(..looks(rest)?)?;
        self.keep(kind, looks, Said::default());
        Some((kind, looks.len(), Said::default()))
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
            self.reading = Some((kind, scan.start(), scan.depth()));
        }
        free
    }

    /// Those that were just read to their end, with their kind.
    pub(super) fn ended(&mut self, scan: &Scan<'a>) -> Option<(Properties, &'a str)> {
        let (kind, from, _) = self.reading.take_if(|it| scan.depth() < it.2)?;
        Some((kind, scan.since(from)))
    }

    /// Keeps them, where what was met in them is known by their bytes alone.
    pub(super) fn learn(&mut self, (kind, whole): (Properties, &'a str), (met, said): (Met, Said)) {
        let most = match kind {
            Properties::Paragraph => Met::Own,
            Properties::Other => Met::Colour,
        };
        if met <= most {
            self.keep(kind, whole, said);
        }
    }

    fn keep(&mut self, kind: Properties, whole: &'a str, said: Said) {
        let known = self.of(kind);
        known.truncate(MOST - 1);
        known.insert(0, (whole, said));
    }
}

/// The length of the properties of a run that `rest` starts with, where all they say is how text
/// looks.
fn looks(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = "<w:rPr>".len();
    if !bytes.starts_with(b"<w:rPr>") {
        return None;
    }
    loop {
        let tag = bytes.get(at..)?.strip_prefix(b"<")?;
        if tag.starts_with(b"/w:rPr>") {
            return Some(at + "</w:rPr>".len());
        }
        let name = tag.strip_prefix(b"w:")?;
        let len = name.iter().position(|it| matches!(it, b' ' | b'/' | b'>'))?;
        let looks = matches!(
            &name[..len],
            b"rFonts"
                | b"b"
                | b"bCs"
                | b"i"
                | b"iCs"
                | b"caps"
                | b"smallCaps"
                | b"strike"
                | b"color"
                | b"spacing"
                | b"w"
                | b"kern"
                | b"position"
                | b"sz"
                | b"szCs"
                | b"u"
                | b"shd"
                | b"vertAlign"
                | b"rtl"
                | b"cs"
                | b"lang"
                | b"noProof"
        );
        let end = xml::first_of(name, b'>', b'<')?;
        if !looks || name.get(end - 1..=end) != Some(b"/>") {
            return None;
        }
        at += "<w:".len() + end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_text_looks_is_told_from_what_bears_on_it() {
        let plain = "<w:rPr><w:b/><w:sz w:val=\"24\"/><w:lang w:val=\"nl-NL\"/></w:rPr>";
        assert_eq!(looks(&format!("{plain}<w:t>Artikel 4</w:t>")), Some(plain.len()));
        assert_eq!(looks("<w:rPr></w:rPr>"), Some("<w:rPr></w:rPr>".len()));
        for other in [
            "<w:rPr><w:vanish/></w:rPr>",
            "<w:rPr><w:b/><w:highlight w:val=\"yellow\"/></w:rPr>",
            "<w:rPr><w:rStyle w:val=\"Intern\"/></w:rPr>",
            "<w:rPr><w:ins w:id=\"1\"/></w:rPr>",
            "<w:rPr><w:b></w:b></w:rPr>",
            "<w:rPr><w:b/> </w:rPr>",
            "<w:rPr><w:lang w:val=\"/>\"/></w:rPr>",
            "<w:rPr><w:b/>",
            "<w:pPr></w:pPr>",
        ] {
            assert_eq!(looks(other), None, "{other}");
        }
    }
}
