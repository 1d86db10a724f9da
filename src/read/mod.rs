//! From bytes to a document: the format is told by content first, then by name.

mod docx;
mod pdf;

use crate::document::{Document, Format};
use crate::language::Language;

/// How to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Take the text to be in this language instead of detecting it.
    pub language: Option<Language>,
}

/// Why a file could not be read: what is the matter and what to do, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

impl Refusal {
    /// A refusal with its line in both languages.
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Refusal {
        Refusal { nl: nl.into(), en: en.into() }
    }

    /// The line in `language`.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}

/// Reads `bytes`, the content of the file called `name`.
///
/// # Errors
/// When the bytes are no contract that can be read: encrypted, damaged, empty, or of a format
/// that weeflint doesn't know.
pub fn read(name: &str, bytes: &[u8], options: Options) -> Result<Document, Refusal> {
    if bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let mut builder = docx::docx(name, bytes, &options)?;
        builder.language(options.language);
        return Ok(builder.finish());
    }
    let text = String::from_utf8_lossy(bytes);
    let mut builder = Document::builder(name, Format::Text);
    builder.language(options.language);
    for paragraph in text.split("\n\n") {
        let start = paragraph.as_ptr() as usize - text.as_ptr() as usize;
        let span = crate::span::Span::new(start, start + paragraph.len());
        let mut draft = crate::document::Draft::new(crate::document::Kind::Paragraph);
        draft.push(paragraph, crate::document::Origin::Bytes(span));
        builder.block(draft);
    }
    Ok(builder.finish())
}
