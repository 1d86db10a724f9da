//! Rich Text Format: groups, control words and the bytes between them.
//!
//! Pictures, fonts, styles and other destinations stay out; deleted text too. Word writes the
//! number of a list item as `\listtext`; that becomes its label. Places are bytes of the file.

use super::{Options, Refusal};
use crate::document::{Builder, Document, Draft, Format, Kind, Note, Origin};
use crate::span::Span;
use encoding_rs::Encoding;

/// Reads an RTF file.
pub(super) fn rtf(name: &str, bytes: &[u8], _options: &Options) -> Result<Builder, Refusal> {
    let mut page = Page::new(bytes);
    page.walk();
    page.end_block();
    let mut builder = Document::builder(name, Format::Rtf);
    for draft in page.drafts {
        builder.block(draft);
    }
    if page.pictures > 0 {
        builder.note(Note::Pictures(page.pictures));
    }
    if page.hidden > 0 {
        builder.note(Note::Hidden { words: page.hidden });
    }
    Ok(builder)
}

/// What holds until the group closes.
#[derive(Debug, Clone, Copy)]
struct State {
    /// The text goes nowhere.
    skip: bool,
    /// The text is the number of the paragraph.
    label: bool,
    note: bool,
    /// The text doesn't show on paper; it is read, because it binds.
    hidden: bool,
    /// Bytes that stand for a `\u` character in readers that don't know it.
    fallback: usize,
}

struct Page<'a> {
    bytes: &'a [u8],
    at: usize,
    encoding: &'static Encoding,
    state: State,
    outer: Vec<State>,
    /// Bytes still to be passed over after a `\u` character.
    passing: usize,
    /// The first half of a character beyond the basic plane.
    half: Option<u16>,
    draft: Draft,
    label: String,
    note: Draft,
    notes: Vec<Draft>,
    drafts: Vec<Draft>,
    heading: Option<u8>,
    in_table: bool,
    cell: (u16, u16),
    pictures: u32,
    /// Words formatted as hidden.
    hidden: u32,
}

/// Groups whose text is not the contract's.
const ASIDE: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "fldinst",
    "annotation",
    "atnid",
    "atnauthor",
    "filetbl",
    "pntxta",
    "pntxtb",
    "nonshppict",
    "bkmkstart",
    "bkmkend",
    "deleted",
];

impl<'a> Page<'a> {
    fn new(bytes: &'a [u8]) -> Page<'a> {
        Page {
            bytes,
            at: 0,
            encoding: encoding_rs::WINDOWS_1252,
            state: State { skip: false, label: false, note: false, hidden: false, fallback: 1 },
            outer: Vec::new(),
            passing: 0,
            half: None,
            draft: Draft::new(Kind::Paragraph),
            label: String::new(),
            note: Draft::new(Kind::Footnote),
            notes: Vec::new(),
            drafts: Vec::new(),
            heading: None,
            in_table: false,
            cell: (0, 0),
            pictures: 0,
            hidden: 0,
        }
    }

    fn walk(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'{' => {
                    self.outer.push(self.state);
                    self.at += 1;
                }
                b'}' => {
                    if self.state.note && !self.outer.last().is_some_and(|it| it.note) {
                        let note = std::mem::replace(&mut self.note, Draft::new(Kind::Footnote));
                        self.notes.push(note);
                    }
                    self.state = self.outer.pop().unwrap_or(self.state);
                    (self.passing, self.at) = (0, self.at + 1);
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => self.at += 1,
                _ => {
                    let start = self.at;
                    let rest = &self.bytes[start..];
                    let len =
                        rest.iter().position(|it| b"{}\\\r\n".contains(it)).unwrap_or(rest.len());
                    let passed = self.passing.min(len);
                    self.passing -= passed;
                    self.at = start + len;
                    self.words(start + passed, start + len);
                }
            }
        }
    }

    /// A control word or sign; `self.at` is on its backslash.
    fn control(&mut self) {
        let start = self.at;
        let Some(&first) = self.bytes.get(start + 1) else {
            self.at += 1;
            return;
        };
        if !first.is_ascii_alphabetic() {
            self.sign(first, start);
            return;
        }
        let rest = &self.bytes[start + 1..];
        let letters = rest.iter().take_while(|it| it.is_ascii_alphabetic()).count();
        let digits = rest[letters..]
            .iter()
            .enumerate()
            .take_while(|(at, it)| it.is_ascii_digit() || *at == 0 && **it == b'-')
            .count();
        let word = std::str::from_utf8(&rest[..letters]).unwrap_or("");
        let number = std::str::from_utf8(&rest[letters..letters + digits]).ok();
        let number = number.and_then(|it| it.parse::<i32>().ok());
        self.at = start + 1 + letters + digits;
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.word(word, number, start);
    }

    /// `\'e9`, `\~`, `\*` and the like.
    fn sign(&mut self, sign: u8, start: usize) {
        self.at = start + 2;
        match sign {
            b'\'' => {
                let end = (start + 4).min(self.bytes.len());
                let hex =
                    self.bytes.get(start + 2..end).and_then(|it| std::str::from_utf8(it).ok());
                self.at = end;
                if self.passing > 0 {
                    self.passing -= 1;
                } else if let Some(byte) = hex.and_then(|it| u8::from_str_radix(it, 16).ok()) {
                    let byte = [byte];
                    let (text, _) = self.encoding.decode_without_bom_handling(&byte);
                    self.push(&text, start, end);
                }
            }
            b'*' => self.state.skip |= !self.known_destination(),
            b'~' => self.push(" ", start, start + 2),
            b'_' => self.push("-", start, start + 2),
            b'{' | b'}' | b'\\' => {
                self.push(char::from(sign).encode_utf8(&mut [0; 4]), start, start + 2)
            }
            b'\r' | b'\n' => self.end_block(),
            _ => {}
        }
    }

    /// Whether the destination after `\*` holds text that a reader sees.
    fn known_destination(&self) -> bool {
        self.bytes.get(self.at..).is_some_and(|it| it.starts_with(b"\\footnote"))
    }

    fn word(&mut self, word: &str, number: Option<i32>, start: usize) {
        let end = self.at;
        match word {
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(self.encoding);
            }
            "uc" => self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
            "u" => self.unicode(number.unwrap_or(0), start, end),
            "bin" => {
                self.at = self.at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0))
            }
            "par" | "sect" | "page" if self.state.note => self.push(" ", start, end),
            "par" | "sect" | "page" => self.end_block(),
            "pard" => (self.heading, self.in_table) = (None, false),
            "intbl" => self.in_table = true,
            "cell" | "nestcell" => {
                self.in_table = true;
                self.end_block();
                self.cell.1 = self.cell.1.saturating_add(1);
            }
            "row" | "nestrow" => self.cell = (self.cell.0.saturating_add(1), 0),
            "outlinelevel" => {
                self.heading = number
                    .and_then(|it| u8::try_from(it).ok())
                    .filter(|it| *it < 9)
                    .map(|it| it + 1);
            }
            "tab" | "line" => self.push(" ", start, end),
            "listtext" | "pntext" => {
                self.state.label = true;
                self.label.clear();
            }
            "footnote" => self.state.note = true,
            "v" => self.state.hidden = number != Some(0),
            "plain" => self.state.hidden = false,
            "deleted" if number == Some(0) => self.state.skip = false,
            "pict" => {
                self.pictures += u32::from(!self.state.skip);
                self.state.skip = true;
            }
            _ => match named(word) {
                Some(text) => self.push(text, start, end),
                None => self.state.skip |= ASIDE.contains(&word),
            },
        }
    }

    fn unicode(&mut self, number: i32, start: usize, end: usize) {
        self.passing = self.state.fallback;
        // Numbers above 32767 are written as negative.
        let unit = (number & 0xFFFF) as u16;
        let units = match self.half.take() {
            Some(half) => vec![half, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                self.half = Some(unit);
                return;
            }
            None => vec![unit],
        };
        let text: String = char::decode_utf16(units).map(|it| it.unwrap_or('\u{fffd}')).collect();
        self.push(&text, start, end);
    }

    /// Plain bytes; beyond ASCII they are in the encoding of the file.
    fn words(&mut self, start: usize, end: usize) {
        let Some(bytes) = self.bytes.get(start..end) else { return };
        let (text, _) = self.encoding.decode_without_bom_handling(bytes);
        self.push(&text, start, end);
    }

    fn push(&mut self, text: &str, start: usize, end: usize) {
        if self.state.skip || start >= end {
            return;
        }
        if self.state.hidden {
            self.hidden += text.split_whitespace().count() as u32;
        }
        // As long as its source, but other words: then its bytes have no place of their own.
        let other =
            text.len() == end - start && self.bytes.get(start..end) != Some(text.as_bytes());
        let origin = if other { Origin::Joined } else { Origin::Bytes(Span::new(start, end)) };
        if self.state.label {
            self.label.push_str(text);
        } else if self.state.note {
            self.note.push(text, origin);
        } else {
            self.draft.push(text, origin);
        }
    }

    fn end_block(&mut self) {
        let mut draft = std::mem::replace(&mut self.draft, Draft::new(Kind::Paragraph));
        let label = std::mem::take(&mut self.label);
        let label = label.trim();
        if !self.in_table {
            self.cell = (0, 0);
        }
        draft.kind = match self.heading {
            _ if self.in_table => Kind::Cell { row: self.cell.0, column: self.cell.1 },
            Some(level) => Kind::Heading(level),
            None if !label.is_empty() => Kind::Item(1),
            None => Kind::Paragraph,
        };
        if !label.is_empty() {
            // A bullet is a letter of the symbol font there.
            let counts = label.chars().any(char::is_alphanumeric);
            draft.label = Some(if counts { label.to_owned() } else { "•".to_owned() });
        }
        self.drafts.push(draft);
        self.drafts.append(&mut self.notes);
    }
}

/// The text of control words that stand for a character.
fn named(word: &str) -> Option<&'static str> {
    Some(match word {
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use crate::document::{Document, Note};

    fn shown(body: &str) -> Vec<String> {
        let file = format!(
            "{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}{{\\*\\generator Word;}}{body}}}"
        );
        let doc: Document = read("x.rtf", file.as_bytes(), Options::default()).unwrap_or_default();
        let shown = |it: &crate::document::Block| {
            format!("{}|{}", it.label.as_deref().unwrap_or(""), &doc[it.span])
        };
        doc.blocks.iter().map(shown).collect()
    }

    #[test]
    fn hidden_words_are_read_and_named() {
        let file = "{\\rtf1\\ansi\\pard De klant betaalt{\\v  een boete van tien euro} en {\\v0 de {\\b rest}}.\\v kort\\plain  open\\par}";
        let doc = read("x.rtf", file.as_bytes(), Options::default()).unwrap_or_default();
        assert!(doc.text.contains("een boete van tien euro en de rest.kort open"), "{}", doc.text);
        assert!(doc.notes.contains(&Note::Hidden { words: 6 }), "{:?}", doc.notes);
    }

    #[test]
    fn signs_and_paragraphs_are_kept() {
        assert_eq!(
            shown(
                "\\pard Caf\\'e9 \\u8364? 5, art.\\~3 \\{x\\}.\\par\r\nTweede {\\b regel}\\line \\ldblquote Dienst\\rdblquote .\\par"
            ),
            ["|Café € 5, art. 3 {x}.", "|Tweede regel “Dienst”."]
        );
    }

    #[test]
    fn numbers_notes_and_cells_find_their_place() {
        let body = "{\\listtext 1.\\tab}De klant betaalt{\\footnote\\pard In euro's.} op tijd.\\par\\pard\\trowd\\intbl Fase\\cell Bedrag\\cell\\row\\pard Na{\\pict 89504e47}afloop{\\deleted nooit}.\\par";
        assert_eq!(
            shown(body),
            ["1.|De klant betaalt op tijd.", "|In euro's.", "|Fase", "|Bedrag", "|Naafloop."]
        );
    }

    #[test]
    fn broken_files_are_read_as_far_as_they_go() {
        assert_eq!(shown("Tekst\\par \\'z \\u \\bin99999 "), ["|Tekst"]);
        assert_eq!(shown("}}}} Tekst {{{ en meer\\"), ["|Tekst en meer}"]);
    }
}
