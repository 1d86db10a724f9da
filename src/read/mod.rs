//! From bytes to a document: the format is told by content first, then by name.
//!
//! Each format has a file that fills a [`Builder`] and a line in [`FORMATS`]; the builder does what
//! all formats share.

mod character;
mod docx;
mod encoding;
mod html;
mod item;
mod markdown;
mod odt;
mod pdf;
mod rtf;
mod text;

use crate::document::{Builder, Document, Format, Note, View};
use crate::language::Language;
pub use encoding::Encoded;
use sha2::{Digest, Sha256};

/// How to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Take the text to be in this language instead of detecting it.
    pub language: Option<Language>,
    /// Which text to read where changes are tracked.
    pub revisions: View,
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

/// A format that can be read.
pub struct Reader {
    /// Which it is.
    pub format: Format,
    /// The extensions of its files, in small letters.
    pub extensions: &'static [&'static str],
    /// Whether the bytes are of this format; a format that looks like any text says no.
    sniff: fn(&[u8]) -> bool,
    read: fn(&str, &[u8], &Options) -> Result<Builder, Refusal>,
}

/// The formats, those with a mark of their own first. Plain text is last: it takes what is left.
pub static FORMATS: &[Reader] = &[
    // Before the other zip.
    Reader { format: Format::Odt, extensions: &["odt", "ott"], sniff: odt::is_odt, read: odt::odt },
    Reader {
        format: Format::Docx,
        extensions: &["docx", "docm", "dotx", "dotm"],
        // A zip; or the older container, that of a file with a password. The reader tells what else
        // it may be, and refuses it.
        sniff: |it| it.starts_with(b"PK") || it.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        read: docx::docx,
    },
    Reader {
        format: Format::Pdf,
        extensions: &["pdf"],
        sniff: |it| it[..it.len().min(1024)].windows(5).any(|it| it == b"%PDF-"),
        read: pdf::pdf,
    },
    Reader {
        format: Format::Rtf,
        // Old programs saved RTF under the name of a Word file.
        extensions: &["rtf"],
        sniff: |it| it.starts_with(b"{\\rtf"),
        read: rtf::rtf,
    },
    Reader {
        format: Format::Html,
        extensions: &["html", "htm", "xhtml"],
        sniff: html::is_html,
        read: html::html,
    },
    Reader {
        format: Format::Markdown,
        extensions: &["md", "markdown", "mdown", "mkd"],
        sniff: markdown::is_marked,
        read: markdown::markdown,
    },
    Reader {
        format: Format::Text,
        extensions: &["txt", "text"],
        sniff: |_| false,
        read: text::text,
    },
];

/// Reads `bytes`, the content of the file called `name`.
///
/// # Errors
/// When the bytes are no contract that can be read: encrypted, damaged, empty, or of a format
/// that weeflint doesn't know.
pub fn read(name: &str, bytes: &[u8], options: Options) -> Result<Document, Refusal> {
    let (reader, note) = pick(name, bytes)?;
    let mut builder = (reader.read)(name, bytes, &options)?;
    builder.language(options.language);
    if let Some(note) = note {
        builder.note(note);
    }
    let mut doc = builder.finish();
    count_unknown(&mut doc);
    doc.sha256 = Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect();
    if doc.blocks.is_empty() {
        return Err(Refusal::new(
            "Er staat geen tekst in dit bestand.",
            "There is no text in this file.",
        ));
    }
    Ok(doc)
}

/// Counts the letters that came out as U+FFFD, where the reader didn't do so page by page.
fn count_unknown(doc: &mut Document) {
    if !doc.quality.pages.is_empty() || !doc.text.contains('\u{fffd}') {
        return;
    }
    let unknown = doc.text.matches('\u{fffd}').count() as u32;
    let letters = doc.text.chars().filter(|it| !it.is_whitespace()).count() as u32;
    doc.quality.lose_letters(unknown, letters);
    if unknown * LOST_LETTERS >= letters {
        doc.notes.push(Note::UnknownLetters { letters: unknown, pages: Vec::new() });
    }
}

/// One unknown letter in so many loses words: each third word has one.
const LOST_LETTERS: u32 = 20;

/// The reader for these bytes, with a note when the name says another format.
fn pick(name: &str, bytes: &[u8]) -> Result<(&'static Reader, Option<Note>), Refusal> {
    let extension = extension(name);
    let named = FORMATS.iter().find(|it| it.extensions.contains(&extension.as_str()));
    let found = FORMATS.iter().find(|it| (it.sniff)(bytes));
    let reader = match (found, named) {
        (Some(found), _) => found,
        (None, named) => {
            refuse_what_is_no_text(bytes)?;
            let any_text = named.filter(|it| matches!(it.format, Format::Markdown | Format::Html));
            let Some(reader) = any_text.or(FORMATS.last()) else {
                return Err(unknown());
            };
            reader
        }
    };
    // Markdown in a text file is text too.
    let text = reader.format == Format::Markdown;
    let same = |it: Format| it == reader.format || text && it == Format::Text;
    let otherwise = named
        .filter(|it| !same(it.format))
        .map(|_| Note::NamedOtherwise { named: extension, found: reader.format });
    Ok((reader, otherwise))
}

/// The extension of a file name in small letters, without the dot.
fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, it)| it.to_lowercase())
}

/// Names what is not text by its first bytes, and says what to do instead.
fn refuse_what_is_no_text(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::new("Het bestand is leeg.", "The file is empty."));
    }
    for (marks, nl, en) in PICTURES {
        if bytes.starts_with(marks) {
            return Err(Refusal::new(
                format!(
                    "Dit is een afbeelding ({nl}): maak er met tekstherkenning (OCR) een pdf of docx van."
                ),
                format!(
                    "This is a picture ({en}): turn it into a pdf or docx with text recognition (OCR)."
                ),
            ));
        }
    }
    if !text::is_text(bytes) { Err(unknown()) } else { Ok(()) }
}

const PICTURES: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG", "png", "png"),
    (b"\xFF\xD8\xFF", "jpeg", "jpeg"),
    (b"GIF8", "gif", "gif"),
    (b"II*\0", "tiff", "tiff"),
    (b"MM\0*", "tiff", "tiff"),
    (b"BM\0", "bmp", "bmp"),
];

fn unknown() -> Refusal {
    Refusal::new(
        "Dit is geen tekst en geen bekend bestandstype: bewaar het contract als docx, pdf, odt, rtf, html, md of txt.",
        "This is neither text nor a known kind of file: save the contract as docx, pdf, odt, rtf, html, md or txt.",
    )
}

/// `number` as a list of this style shows it.
fn counted(number: u32, style: u8) -> String {
    let letter = |first: u8| {
        let place = u8::try_from(number.saturating_sub(1) % 26).unwrap_or(0);
        char::from(first + place).to_string()
    };
    match style {
        b'a' => letter(b'a'),
        b'A' => letter(b'A'),
        b'i' => roman(number),
        b'I' => roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    let steps = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number.min(399);
    let mut shown = String::new();
    for (value, letters) in steps {
        while left >= value {
            shown.push_str(letters);
            left -= value;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(name: &str, bytes: &[u8]) -> String {
        read(name, bytes, Options::default())
            .map_or_else(|it| it.en, |doc| format!("read as {:?}", doc.format))
    }

    #[test]
    fn what_is_no_contract_is_refused_in_plain_words() {
        assert_eq!(refusal("a.txt", b" \r\n\t"), "The file is empty.");
        assert_eq!(refusal("a.txt", b""), "The file is empty.");
        assert!(refusal("scan.docx", b"\x89PNG\r\n\x1a\n\0\0").starts_with("This is a picture"));
        assert!(refusal("x.bin", &[0, 1, 2, 3, 0, 0, 9, 200]).starts_with("This is neither text"));
        assert!(refusal("x.txt", b"PK\x03\x04 cut off").contains("damaged"));
        assert!(refusal("x.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").contains("older Office"));
    }

    #[test]
    fn content_goes_before_name() -> Result<(), Refusal> {
        let doc =
            read("contract.docx", "Leverancier levert de dienst.".as_bytes(), Options::default())?;
        assert_eq!(doc.format, Format::Text);
        let named = Note::NamedOtherwise { named: "docx".to_owned(), found: Format::Text };
        assert_eq!(doc.notes, [named]);
        let plain = read("contract.agreement", b"The Supplier delivers.", Options::default())?;
        assert!(plain.notes.is_empty());
        Ok(())
    }

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        let doc = read("x.txt", b"abc", Options::default());
        assert!(doc.is_ok_and(|it| it.sha256.starts_with("ba7816bf8f01cfea")));
    }
}
