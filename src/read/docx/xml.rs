//! Parts as text, and the few questions this reader asks of XML.
//!
//! Names are compared without their namespace address: the root of a Word part stands in Word's
//! own namespace, so its prefix is the prefix of all Word elements, in the strict and in the
//! transitional dialect alike.

mod attribute;

use crate::read::character::character;
pub(super) use attribute::{attribute, attributes, is_on, number, value};
use encoding_rs::{Encoding, UTF_8};
use std::ops::Range;

/// A part of the package, as text.
pub(super) struct Part {
    /// Its name: `word/document.xml`.
    pub name: String,
    /// Its XML, without a byte order mark.
    pub xml: String,
    /// Bytes that stood before the XML: the length of the byte order mark.
    pub base: usize,
    /// Whether all of it could be unpacked and decoded.
    pub whole: bool,
}

impl Part {
    /// Decodes the bytes of a part: UTF-8, or what its byte order mark or declaration says.
    pub(super) fn new(name: &str, bytes: Vec<u8>, whole: bool) -> Part {
        let name = name.to_owned();
        let (encoding, mark) = Encoding::for_bom(&bytes)
            .or_else(|| declared(&bytes).map(|it| (it, 0)))
            .unwrap_or((UTF_8, 0));
        if encoding != UTF_8 {
            let (text, _, damaged) = encoding.decode(&bytes);
            return Part { name, xml: text.into_owned(), base: 0, whole: whole && !damaged };
        }
        match String::from_utf8(bytes) {
            Ok(mut xml) => {
                xml.drain(..mark);
                Part { name, xml, base: mark, whole }
            }
            Err(error) => {
                let xml = String::from_utf8_lossy(&error.as_bytes()[mark..]).into_owned();
                Part { name, xml, base: mark, whole: false }
            }
        }
    }
}

/// The encoding a part without byte order mark declares or shows by its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, ..] => return Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => return Some(encoding_rs::UTF_16BE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(200)];
    let head = std::str::from_utf8(&head[..head.iter().position(|&it| it == b'>')?]).ok()?;
    let value = head.split_once("encoding=")?.1;
    let label = value.get(1..)?.split(value.chars().next()?).next()?;
    Encoding::for_label(label.as_bytes())
}

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// Its name with prefix.
    pub name: &'a str,
    attributes: &'a str,
}

/// What stands in a part, one after the other.
pub(super) enum Xml<'a> {
    /// A start tag.
    Open(Tag<'a>),
    /// A tag without content.
    Empty(Tag<'a>),
    /// An end tag: its name with prefix.
    Close(&'a str),
    /// Characters as they stand in the XML.
    Text(&'a str),
    /// A character given by number or name: `&amp;`.
    Reference(char),
}

/// Walks over a part. Ends at its end or where the XML breaks.
///
/// A reader of its own, not a library's: contracts are mostly tags, few of which bear on the text,
/// and passing over those is what reading a Word file costs.
pub(super) struct Scan<'a> {
    xml: &'a str,
    base: usize,
    /// The byte of `xml` that comes next.
    at: usize,
    /// The names of the elements that are open, each with its first letters.
    open: Vec<(u64, &'a str)>,
    /// The bytes of the part that the last thing takes.
    pub bytes: Range<usize>,
    /// Why it ended early.
    pub error: Option<String>,
}

impl Tag<'_> {
    /// Whether it has nothing but its name.
    pub(super) fn is_bare(&self) -> bool {
        self.attributes.is_empty()
    }
}

impl<'a> Scan<'a> {
    pub(super) fn new(part: &'a Part) -> Scan<'a> {
        Scan { base: part.base, ..Scan::over(&part.xml) }
    }

    /// Over what an element of a part holds.
    pub(super) fn over(xml: &'a str) -> Scan<'a> {
        Scan { xml, base: 0, at: 0, open: Vec::new(), bytes: 0..0, error: None }
    }

    /// Share of the part that was walked over, 0–1.
    pub(super) fn share(&self) -> f32 {
        self.at as f32 / self.xml.len().max(1) as f32
    }

    /// Passes over what the element that was just opened holds, and gives it; it may hold none of
    /// its own name.
    pub(super) fn content(&mut self) -> &'a str {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let Some(name) = self.open.last().map(|it| it.1.as_bytes()) else { return "" };
        let mut len = 0;
        while let Some(end) = bytes.get(len..).and_then(first_end) {
            len += end;
            let tag = bytes.get(len + 2..).unwrap_or_default();
            if tag.starts_with(name) && tag.get(name.len()).is_none_or(|it| ends_name(*it)) {
                self.at += len;
                return &rest[..len];
            }
            len += 2;
        }
        ""
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// What was walked over since byte `from` of the XML.
    pub(super) fn since(&self, from: usize) -> &'a str {
        self.xml.get(from..self.at).unwrap_or_default()
    }

    /// The byte of the XML at which the last thing starts.
    pub(super) fn start(&self) -> usize {
        self.bytes.start - self.base
    }

    /// What is left of the part.
    pub(super) fn rest(&self) -> &'a str {
        self.xml.get(self.at..).unwrap_or_default()
    }

    /// What is left of the part, from where the last thing starts.
    pub(super) fn again(&self) -> &'a str {
        self.xml.get(self.start()..).unwrap_or_default()
    }

    /// Passes over the next `len` bytes, which are whole elements.
    pub(super) fn pass(&mut self, len: usize) {
        self.take(len);
    }

    /// Passes over the element that was just opened, which takes `len` bytes from its tag on.
    pub(super) fn leave(&mut self, len: usize) {
        self.open.pop();
        self.at = self.start();
        self.take(len);
    }

    /// Passes over the end of a run, where that comes next.
    #[inline]
    pub(super) fn end_run(&mut self) {
        const END: &str = "</w:r>";
        if self.open.last().is_some_and(|it| it.1 == "w:r") && self.rest().starts_with(END) {
            self.open.pop();
            self.at += END.len();
        }
    }

    /// The text that the element that was just opened holds, where it holds nothing else; its end tag
    /// is passed over.
    pub(super) fn only_text(&mut self) -> Option<&'a str> {
        let bytes = self.xml.as_bytes().get(self.at..)?;
        let &(_, name) = self.open.last()?;
        let len = first_of(bytes, b'<', b'&')?;
        let tag = bytes.get(len..)?.strip_prefix(b"</")?.strip_prefix(name.as_bytes())?;
        if len == 0 || tag.first() != Some(&b'>') {
            return None;
        }
        let text = self.take(len);
        self.at += name.len() + 3;
        self.open.pop();
        Some(text)
    }

    /// The next thing that bears on text or structure.
    pub(super) fn next(&mut self) -> Option<Xml<'a>> {
        if self.error.is_some() {
            return None;
        }
        loop {
            let bytes = self.xml.as_bytes().get(self.at..)?;
            return match bytes {
                [] => {
                    self.error = self.open.pop().map(|it| format!("<{}> has no end", it.1));
                    None
                }
                [b'<', b'/', ..] => self.end_tag(bytes),
                [b'<', b'!', ..] if bytes.starts_with(b"<![CDATA[") => {
                    let rest = self.xml.get(self.at..)?;
                    let Some(end) = rest.find("]]>") else { return self.breaks("<![CDATA[") };
                    let start = self.at + "<![CDATA[".len();
                    let end = self.at + end;
                    self.take(end + "]]>".len() - self.at);
                    self.bytes = self.base + start..self.base + end;
                    Some(Xml::Text(self.xml.get(start..end)?))
                }
                [b'<', b'!' | b'?', ..] => {
                    let Some(end) = aside(self.xml.get(self.at..)?) else {
                        return self.breaks("<!");
                    };
                    self.take(end);
                    continue;
                }
                [b'<', ..] => self.start_tag(bytes),
                [b'&', ..] => Some(self.reference(self.xml.get(self.at..)?)),
                _ => {
                    let end = first_of(bytes, b'<', b'&');
                    Some(Xml::Text(self.take(end.unwrap_or(bytes.len()))))
                }
            };
        }
    }

    /// Passes over the next `len` bytes, and gives them.
    #[inline]
    fn take(&mut self, len: usize) -> &'a str {
        let (start, end) = (self.at, self.at + len);
        self.at = end;
        self.bytes = self.base + start..self.base + end;
        self.xml.get(start..end).unwrap_or_default()
    }

    fn breaks(&mut self, within: &str) -> Option<Xml<'a>> {
        self.error = Some(format!("{within} has no end"));
        None
    }

    #[inline]
    fn start_tag(&mut self, bytes: &[u8]) -> Option<Xml<'a>> {
        // A tag ends in `>` or in `/>`; most have a name and nothing else.
        let name = name_end(bytes);
        let end = match bytes.get(name..)? {
            [b'>', ..] => name,
            [b'/', b'>', ..] => name + 1,
            _ => match tag_end(bytes, name) {
                Some(end) => end,
                None => return self.breaks("<"),
            },
        };
        let empty = bytes.get(end - 1) == Some(&b'/');
        let at = self.at;
        let name = self.xml.get(at + 1..at + name)?;
        let attributes = self.xml.get(at + 1 + name.len()..at + end - usize::from(empty))?;
        let tag = Tag { name, attributes };
        self.at = at + end + 1;
        self.bytes = self.base + at..self.base + self.at;
        if empty {
            return Some(Xml::Empty(tag));
        }
        self.open.push((letters(bytes, 1, name.len()), name));
        Some(Xml::Open(tag))
    }

    #[inline]
    fn end_tag(&mut self, bytes: &[u8]) -> Option<Xml<'a>> {
        // Nearly always the name and `>`.
        if let Some(&(first, open)) = self.open.last()
            && bytes.get(open.len() + 2) == Some(&b'>')
            && first == letters(bytes, 2, open.len())
            && (open.len() <= 8 || bytes.get(2..open.len() + 2) == Some(open.as_bytes()))
        {
            self.open.pop();
            self.take(open.len() + 3);
            return Some(Xml::Close(open));
        }
        self.other_end_tag()
    }

    /// An end tag with blanks in it, or one that ends nothing.
    #[cold]
    fn other_end_tag(&mut self) -> Option<Xml<'a>> {
        let rest = self.xml.get(self.at..)?;
        let Some(end) = rest.bytes().position(|it| it == b'>') else { return self.breaks("</") };
        let name = rest.get(2..end)?.trim_ascii_end();
        match self.open.pop() {
            Some((_, open)) if open == name => {}
            open => {
                // It quotes the file, line ends and all.
                let found = name.replace(char::is_control, " ");
                let wanted = open.map_or("no end tag".to_owned(), |it| format!("</{}>", it.1));
                self.error = Some(format!("{wanted} expected, </{found}> found"));
                return None;
            }
        }
        self.take(end + 1);
        Some(Xml::Close(name))
    }

    /// `&amp;`; or, typed by a careless program, the ampersand of `R&D`, which stands for itself.
    fn reference(&mut self, rest: &'a str) -> Xml<'a> {
        let bytes = rest.as_bytes();
        let stop = bytes[1..].iter().position(|it| matches!(it, b'<' | b'&' | b';'));
        let stop = stop.map_or(bytes.len(), |it| it + 1);
        if bytes.get(stop) == Some(&b';') {
            let text = self.take(stop + 1);
            return match character(&rest[1..stop]) {
                Some(char) => Xml::Reference(char),
                None => Xml::Text(text),
            };
        }
        Xml::Text(self.take(stop))
    }
}

/// Where the name of the tag that `bytes` start with ends: at a blank or at the end of the tag. The
/// loop is gone through once for nearly all names.
#[inline]
fn name_end(bytes: &[u8]) -> usize {
    let mut at = 1;
    let ends =
        |at: usize, byte: u8| ends_name(byte) && (byte != b'/' || bytes.get(at + 1) == Some(&b'>'));
    while let Some(&eight) = bytes.get(at..).and_then(|it| it.first_chunk()) {
        let word = u64::from_le_bytes(eight);
        let found = marks(word, b'>') | marks(word, b'/') | blanks(word);
        if found == 0 {
            at += 8;
            continue;
        }
        at += found.trailing_zeros() as usize / 8;
        if ends(at, bytes[at]) {
            return at;
        }
        at += 1;
    }
    while let Some(&byte) = bytes.get(at)
        && !ends(at, byte)
    {
        at += 1;
    }
    at
}

/// The first eight letters of the name of `len` bytes at `from`, as one number.
#[inline]
fn letters(bytes: &[u8], from: usize, len: usize) -> u64 {
    let eight = bytes.get(from..).and_then(|it| it.first_chunk().copied()).unwrap_or_else(|| {
        let mut eight = [0; 8];
        let rest = bytes.get(from..).unwrap_or_default();
        eight.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        eight
    });
    let kept = u64::MAX.checked_shr(64 - 8 * len.min(8) as u32).unwrap_or(0);
    u64::from_le_bytes(eight) & kept
}

/// Whether a name ends at this byte.
fn ends_name(byte: u8) -> bool {
    ENDS_NAME[byte as usize]
}

/// Bytes that a name may end at.
static ENDS_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let ends = b" \t\n\x0C\r/>";
    let mut at = 0;
    while at < ends.len() {
        table[ends[at] as usize] = true;
        at += 1;
    }
    table
};

/// The byte of the `>` that ends the tag `bytes` starts with, whose name ends at `name`.
#[inline]
fn tag_end(bytes: &[u8], name: usize) -> Option<usize> {
    let end = name + first_of(bytes.get(name..)?, b'>', b'\'')?;
    // A `>` within quotes ends nothing. Behind a closing quote, or where there is none, it is not.
    let tag = &bytes[name..end];
    let sure = match tag.strip_suffix(b"/").unwrap_or(tag) {
        [.., before, b'"'] => !matches!(before, b'=' | b' ' | b'\t' | b'\r' | b'\n'),
        tag => !tag.contains(&b'"'),
    };
    if bytes[end] == b'>' && sure { Some(end) } else { quoted_tag_end(bytes) }
}

/// The same, looking at each quote.
fn quoted_tag_end(bytes: &[u8]) -> Option<usize> {
    let mut end = 1;
    loop {
        end += bytes.get(end..)?.iter().position(|it| matches!(it, b'>' | b'"' | b'\''))?;
        let quote = bytes[end];
        if quote == b'>' {
            return Some(end);
        }
        end += bytes[end + 1..].iter().position(|it| *it == quote)? + 2;
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Marks the bytes of `word` that are `byte`: the lowest bit that is set marks the first of them.
#[inline]
fn marks(word: u64, byte: u8) -> u64 {
    let zero = word ^ (ONES * u64::from(byte));
    zero.wrapping_sub(ONES) & !zero & HIGH
}

/// Marks in the same way the bytes of `word` that are a space or a control character.
#[inline]
fn blanks(word: u64) -> u64 {
    word.wrapping_sub(ONES * u64::from(b' ' + 1)) & !word & HIGH
}

/// Where the first end tag in `bytes` starts, many looked at together.
fn first_end(bytes: &[u8]) -> Option<usize> {
    const MANY: usize = 32;
    let mut at = 0;
    while let (Some(these), Some(next)) =
        (bytes.get(at..at + MANY), bytes.get(at + 1..at + 1 + MANY))
        && !these.iter().zip(next).fold(false, |it, (a, b)| it | (*a == b'<') & (*b == b'/'))
    {
        at += MANY;
    }
    bytes.get(at..)?.windows(2).position(|it| it == b"</").map(|len| at + len)
}

/// The first place of either byte, eight looked at together.
#[inline]
pub(super) fn first_of(bytes: &[u8], one: u8, other: u8) -> Option<usize> {
    let (eights, rest) = bytes.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        let found = marks(word, one) | marks(word, other);
        if found != 0 {
            return Some(8 * at + found.trailing_zeros() as usize / 8);
        }
    }
    let at = rest.iter().position(|it| *it == one || *it == other)?;
    Some(8 * eights.len() + at)
}

/// The length of the comment, instruction or declaration that `rest` starts with.
fn aside(rest: &str) -> Option<usize> {
    let after = |mark: &str| rest.find(mark).map(|at| at + mark.len());
    if rest.starts_with("<!--") {
        return after("-->");
    }
    if rest.starts_with("<?") {
        return after("?>");
    }
    let end = after(">")?;
    // A document type with declarations of its own.
    if rest[..end].contains('[') { after("]>") } else { Some(end) }
}

/// The prefix of a tag's name, with its colon: `w:`, or nothing.
pub(super) fn prefix(name: &str) -> &str {
    name.bytes().position(|it| it == b':').map_or("", |at| &name[..=at])
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    // Names are short: a search made for long texts costs more than it saves.
    name.bytes().position(|it| it == b':').map_or(name, |at| &name[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a part says, each text with its bytes in brackets.
    fn seen(bytes: &[u8]) -> String {
        let part = Part::new("word/document.xml", bytes.to_vec(), true);
        let mut scan = Scan::new(&part);
        let mut out = String::new();
        while let Some(xml) = scan.next() {
            match xml {
                Xml::Open(tag) => out.push_str(&format!("<{}>", local(tag.name))),
                Xml::Empty(tag) => out.push_str(&format!("<{}/>", local(tag.name))),
                Xml::Close(name) => out.push_str(&format!("</{}>", local(name))),
                Xml::Text(text) => out.push_str(&format!("{text}[{:?}]", scan.bytes)),
                Xml::Reference(char) => out.push_str(&format!("{char}[{:?}]", scan.bytes)),
            }
        }
        out
    }

    #[test]
    fn what_is_passed_over_ends_where_it_closes() {
        let part = Part::new("x", b"<w:a><w:b><w:c/>d</w:b><w:e/></w:a>".to_vec(), true);
        let mut scan = Scan::new(&part);
        scan.next();
        scan.next();
        assert_eq!(scan.content(), "<w:c/>d");
        assert!(matches!(scan.next(), Some(Xml::Close("w:b"))));
        assert!(matches!(scan.next(), Some(Xml::Empty(tag)) if tag.name == "w:e"));
        scan.next();
        assert!(scan.next().is_none() && scan.error.is_none());
    }

    #[test]
    fn an_element_that_holds_text_alone_is_read_at_once() {
        let part =
            Part::new("x", b"<w:r><w:t>de koper</w:t></w:r><w:t>R&amp;D</w:t>".to_vec(), true);
        let mut scan = Scan::new(&part);
        scan.next();
        assert_eq!(scan.only_text(), None);
        scan.next();
        assert_eq!((scan.only_text(), scan.bytes.clone()), (Some("de koper"), 10..18));
        scan.end_run();
        assert_eq!(scan.depth(), 0);
        scan.next();
        assert_eq!(scan.only_text(), None);
        assert!(matches!(scan.next(), Some(Xml::Text("R"))));
    }

    #[test]
    fn a_name_ends_at_a_blank_or_at_the_end_of_its_tag() {
        for name in ["w:p", "w:tblPr", "w:lastRenderedPageBreak", "a/b", "été"] {
            for end in [">", "/>", " w:val='1'/>", "\n/>", "\t>"] {
                let tag = format!("<{name}{end}");
                assert_eq!(name_end(tag.as_bytes()), 1 + name.len(), "{tag}");
                assert_eq!(name_end(format!("{tag}        ").as_bytes()), 1 + name.len(), "{tag}");
            }
        }
    }

    #[test]
    fn text_and_references_know_their_bytes() {
        assert_eq!(seen(b"<w:t>R&amp;D</w:t>"), "<t>R[5..6]&[6..11]D[11..12]</t>");
        assert_eq!(seen(b"<w:t>R&D</w:t>"), "<t>R[5..6]&D[6..8]</t>");
        assert_eq!(seen(b"<t><![CDATA[a<b]]></t>"), "<t>a<b[12..15]</t>");
    }

    #[test]
    fn a_bracket_within_quotes_ends_no_tag() {
        assert_eq!(seen(b"<w:t a='>' b=\">\" c=\"x>y\">z</w:t>"), "<t>z[25..26]</t>");
        assert_eq!(seen(b"<t a= \">x\"/><t b=\"\"/><t c=\"x \"/>"), "<t/><t/><t/>");
        assert_eq!(seen(b"<t a='\">'><u/></t>"), "<t><u/></t>");
        assert_eq!(seen(b"<t a=\"x><u/>"), "");
    }

    #[test]
    fn bytes_count_from_the_start_of_the_file_part() {
        assert_eq!(seen(b"\xef\xbb\xbf<t>x</t>"), "<t>x[6..7]</t>");
    }

    #[test]
    fn utf_16_reads_as_its_utf_8_form() {
        let wide: Vec<u8> = "\u{feff}<t>é</t>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(seen(&wide), "<t>é[3..5]</t>");
        let latin = b"<?xml version='1.0' encoding='windows-1252'?><t>\x80</t>";
        assert!(seen(latin).contains('€'));
    }

    #[test]
    fn attributes_are_found_under_any_prefix() {
        let part = Part::new("x", b"<w:lvl w:val='R&amp;D &#167;'/>".to_vec(), true);
        let Some(Xml::Empty(tag)) = Scan::new(&part).next() else { panic!("no tag") };
        assert_eq!(value(&tag).as_deref(), Some("R&D §"));
    }
}
