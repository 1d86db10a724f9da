//! Parts as text, and the few questions this reader asks of XML.
//!
//! Names are compared without their namespace address: the root of a Word part stands in Word's
//! own namespace, so its prefix is the prefix of all Word elements, in the strict and in the
//! transitional dialect alike.

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
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

/// What stands in a part, one after the other.
pub(super) enum Xml<'a> {
    /// A start tag.
    Open(BytesStart<'a>),
    /// A tag without content.
    Empty(BytesStart<'a>),
    /// An end tag: its name with prefix.
    Close(Cow<'a, str>),
    /// Characters as they stand in the XML.
    Text(&'a str),
    /// A character given by number or name: `&amp;`.
    Reference(char),
}

/// Walks over a part. Ends at its end or where the XML breaks.
pub(super) struct Scan<'a> {
    reader: Reader<&'a [u8]>,
    xml: &'a str,
    base: usize,
    /// The bytes of the part that the last thing takes.
    pub bytes: Range<usize>,
    /// Why it ended early.
    pub error: Option<String>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(part: &'a Part) -> Scan<'a> {
        let mut reader = Reader::from_str(&part.xml);
        // `R&D` typed by a careless program: the ampersand stands for itself.
        reader.config_mut().allow_dangling_amp = true;
        Scan { reader, xml: &part.xml, base: part.base, bytes: 0..0, error: None }
    }

    /// Share of the part that was walked over, 0–1.
    pub(super) fn share(&self) -> f32 {
        self.reader.error_position() as f32 / self.xml.len().max(1) as f32
    }

    /// The next thing that bears on text or structure.
    pub(super) fn next(&mut self) -> Option<Xml<'a>> {
        loop {
            let start = self.reader.buffer_position() as usize;
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    // It quotes the file, line ends and all.
                    self.error = Some(error.to_string().replace(char::is_control, " "));
                    return None;
                }
            };
            let end = self.reader.buffer_position() as usize;
            self.bytes = self.base + start..self.base + end;
            return Some(match event {
                Event::Start(tag) => Xml::Open(tag),
                Event::Empty(tag) => Xml::Empty(tag),
                Event::End(tag) => Xml::Close(match tag.name().0 {
                    // The name is borrowed from the tag; the source has it for as long as we live.
                    name if self.xml.get(start + 2..start + 2 + name.len()) == Some(name) => {
                        Cow::Borrowed(&self.xml[start + 2..start + 2 + name.len()])
                    }
                    name => Cow::Owned(name.to_owned()),
                }),
                Event::Text(_) => self.text(start, end)?,
                Event::CData(_) => self.text(start + "<![CDATA[".len(), end - "]]>".len())?,
                Event::GeneralRef(name) => match character(&name.into_inner()) {
                    Some(char) => Xml::Reference(char),
                    None => self.text(start, end)?,
                },
                Event::Eof => return None,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }

    fn text(&mut self, start: usize, end: usize) -> Option<Xml<'a>> {
        self.bytes = self.base + start..self.base + end;
        Some(Xml::Text(self.xml.get(start..end)?))
    }
}

/// The character a reference names: one of the five of XML, or a number.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
    }
}

/// The prefix of a tag's name, with its colon: `w:`, or nothing.
pub(super) fn prefix(name: &str) -> &str {
    name.find(':').map_or("", |at| &name[..=at])
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.find(':').map_or(name, |at| &name[at + 1..])
}

/// The value of the attribute called `name`, whatever its prefix.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|it| local(it.key.0) == name)?;
    Some(match found.value {
        value if !value.contains('&') => value,
        value => Cow::Owned(unescape(&value)),
    })
}

/// `value` with its character references resolved; what is no reference stays as it is.
fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest.find(';').and_then(|end| Some((character(&rest[1..end])?, end)));
        match reference {
            Some((char, end)) => {
                out.push(char);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The `w:val` of a tag.
pub(super) fn value<'t>(tag: &'t BytesStart<'_>) -> Option<Cow<'t, str>> {
    attribute(tag, "val")
}

/// The `w:val` of a tag as a number.
pub(super) fn number<T: std::str::FromStr>(tag: &BytesStart<'_>) -> Option<T> {
    value(tag)?.trim().parse().ok()
}

/// Whether a property that is on by being there is on: `<w:vanish/>`, but not `w:val="0"`.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    !value(tag).is_some_and(|it| matches!(&*it, "0" | "false" | "off"))
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
                Xml::Open(tag) => out.push_str(&format!("<{}>", local(tag.name().0))),
                Xml::Empty(tag) => out.push_str(&format!("<{}/>", local(tag.name().0))),
                Xml::Close(name) => out.push_str(&format!("</{}>", local(&name))),
                Xml::Text(text) => out.push_str(&format!("{text}[{:?}]", scan.bytes)),
                Xml::Reference(char) => out.push_str(&format!("{char}[{:?}]", scan.bytes)),
            }
        }
        out
    }

    #[test]
    fn text_and_references_know_their_bytes() {
        assert_eq!(seen(b"<w:t>R&amp;D</w:t>"), "<t>R[5..6]&[6..11]D[11..12]</t>");
        assert_eq!(seen(b"<w:t>R&D</w:t>"), "<t>R[5..6]&D[6..8]</t>");
        assert_eq!(seen(b"<t><![CDATA[a<b]]></t>"), "<t>a<b[12..15]</t>");
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
