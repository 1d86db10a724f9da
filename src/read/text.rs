//! Plain text: what encoding it is in, and which of its lines make a paragraph.
//!
//! Lines are cut and told apart in `line`, `furniture` and `table`, put together in `group`, and become
//! paragraphs in `layout`, with their `notes`, from the `part` each is made of.

mod furniture;
mod group;
mod layout;
mod line;
mod notes;
mod part;
mod table;

use super::{Options, Refusal};
use crate::document::{Builder, Document, Format, Note};
use crate::language::{count, seek};
pub(super) use group::starts_block;
pub(super) use layout::paragraphs;
use std::borrow::Cow;

/// Reads a text file.
pub(super) fn text(name: &str, bytes: &[u8], _options: &Options) -> Result<Builder, Refusal> {
    let mut builder = Document::builder(name, Format::Text);
    let decoded = decode(bytes);
    decoded.introduce(&mut builder);
    builder.blocks(paragraphs(&decoded.text, decoded.skipped));
    Ok(builder)
}

/// Bytes as UTF-8.
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// Bytes of a byte order mark in front of `text`, which places in the file must count.
    pub skipped: usize,
    /// The encoding, when it was not UTF-8.
    pub encoding: Option<&'static str>,
}

impl Decoded<'_> {
    /// Tells the builder what it must know of the file: its encoding and where its lines start.
    pub fn introduce(&self, builder: &mut Builder) {
        if let Some(encoding) = self.encoding {
            builder.note(Note::Encoding(encoding));
        }
        let bytes = self.text.as_bytes();
        let mut starts = Vec::with_capacity(count(bytes, |it| it == b'\n') + 1);
        starts.push(0);
        let mut at = seek(bytes, 0, |it| it == b'\n');
        while at < bytes.len() {
            starts.push((at + 1 + self.skipped) as u32);
            at = seek(bytes, at + 1, |it| it == b'\n');
        }
        builder.lines(starts);
    }
}

/// Decodes UTF-8, UTF-16 with or without its mark, and, for what is neither, Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let utf8 = bytes.strip_prefix(b"\xEF\xBB\xBF");
    if utf16(bytes).is_none()
        && let Ok(text) = std::str::from_utf8(utf8.unwrap_or(bytes))
    {
        let skipped = if utf8.is_some() { 3 } else { 0 };
        return Decoded { text: Cow::Borrowed(text), skipped, encoding: None };
    }
    let encoding = match utf16(bytes) {
        Some(encoding) => encoding,
        None if utf8.is_some() => encoding_rs::UTF_8,
        None => encoding_rs::WINDOWS_1252,
    };
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    Decoded { text, skipped: 0, encoding: Some(encoding.name()) }
}

/// The kind of UTF-16 that `bytes` are in: by its mark, or by the zeros beside Latin letters.
fn utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(encoding_rs::UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(encoding_rs::UTF_16BE),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(4000)];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|it| **it == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if half < 2 {
        None
    } else if odd * 10 > half * 6 && even * 20 < half {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 > half * 6 && odd * 20 < half {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// Whether bytes can be text: hardly a zero or a control character among them.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    if utf16(bytes).is_some() {
        return true;
    }
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let odd = |it: &&u8| matches!(**it, 0..=6 | 14..=26 | 28..=31 | 127);
    sample.iter().filter(odd).count() * 100 <= sample.len()
}
