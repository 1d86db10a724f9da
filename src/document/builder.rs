//! The only way to make a document. A reader fills [`Draft`]s; the builder does the rest:
//! one space for any whitespace, numbers out of the text, language, sentences, words, clauses.

use super::{
    Block, Document, Format, Kind, Note, Origin, Piece, Quality, Sentence, Token, Words, Zone,
    copies, structure,
};
use crate::language::{self, Language, Marks};
use crate::span::Span;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A block as a reader knows it: its kind, its number if the format gives one, its text in pieces.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it is on the page.
    pub kind: Kind,
    /// The number that the format keeps apart from the text (Word numbering, list markers), as the
    /// reader sees it. A number typed into the text is found by the builder.
    pub label: Option<String>,
    /// Page on which it starts, from 1.
    pub page: Option<u32>,
    /// Set where the format says so (a table of contents field, a page header).
    pub zone: Option<Zone>,
    text: String,
    pieces: Vec<Piece>,
}

impl Draft {
    /// An empty block.
    pub fn new(kind: Kind) -> Draft {
        Draft { kind, label: None, page: None, zone: None, text: String::new(), pieces: Vec::new() }
    }

    /// Adds text with its origin. Any whitespace becomes one space (none at the start), soft
    /// hyphens and zero-width characters go, letters become NFC. Where the source is the text
    /// itself, byte by byte, the origin follows each stretch that stays.
    pub fn push(&mut self, text: &str, origin: Origin) {
        let plain = plain(text.as_bytes(), self.text.as_bytes().last().copied());
        if plain == text.len() {
            if plain > 0 {
                self.make_room(plain);
                self.record(text, origin);
            }
            return;
        }
        let composed: String;
        let (text, plain, origin_is_text) = if is_composed(&text.as_bytes()[plain..], text) {
            (text, plain, source(origin).is_some_and(|it| it.len() == text.len()))
        } else {
            composed = text.nfc().collect();
            (composed.as_str(), 0, false)
        };
        let bytes = text.as_bytes();
        self.make_room(text.len());
        // Stretches without anything to change are taken whole.
        let (mut from, mut at) = (0, plain);
        while let Some(&byte) = bytes.get(at) {
            if at > from {
                let suspect = seek_suspect(bytes, at);
                if suspect > at {
                    at = suspect;
                    continue;
                }
            }
            if !SUSPECT[byte as usize] {
                at += 1;
                continue;
            }
            if byte == b' ' && !self.ends_in_space_after(&bytes[from..at]) {
                at += 1;
                continue;
            }
            let Some(char) = text[at..].chars().next() else { break };
            let mut end = at + char.len_utf8();
            let space = char.is_whitespace();
            if space || is_invisible(char) {
                self.take(&text[from..at], from, origin, origin_is_text);
                if space && !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.record(" ", part(origin, origin_is_text.then_some(at), end - at));
                }
                // More spaces after it leave nothing.
                end += bytes[end..].iter().take_while(|it| space && **it == b' ').count();
                from = end;
            }
            at = end;
        }
        self.take(&text[from..], from, origin, origin_is_text);
    }

    /// Most paragraphs take a few pushes and one allocation.
    fn make_room(&mut self, len: usize) {
        self.text.reserve(if self.text.capacity() == 0 { len.max(PARAGRAPH) } else { len });
    }

    /// Whether `stretch` after what was taken ends in a space (or nothing was taken yet).
    fn ends_in_space_after(&self, stretch: &[u8]) -> bool {
        match stretch.last() {
            Some(&last) => last == b' ',
            None => self.text.is_empty() || self.text.ends_with(' '),
        }
    }

    fn take(&mut self, text: &str, from: usize, origin: Origin, origin_is_text: bool) {
        if !text.is_empty() {
            self.record(text, part(origin, origin_is_text.then_some(from), text.len()));
        }
    }

    fn record(&mut self, text: &str, origin: Origin) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { span: Span::new(start, self.text.len()), origin });
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it holds no text.
    pub fn is_empty(&self) -> bool {
        self.text.bytes().all(|it| it == b' ')
    }

    /// The text without the space that it may end in.
    pub(super) fn words(&self) -> &str {
        // Any whitespace became one space, so there is no other.
        self.text.trim_ascii()
    }

    /// Removes the text from byte `at` on, with its pieces.
    pub(super) fn cut_back(&mut self, at: usize) {
        self.text.truncate(at);
        self.pieces.retain(|it| (it.span.start as usize) < at);
        if let Some(last) = self.pieces.last_mut()
            && last.span.end as usize > at
        {
            let start = last.span.start as usize;
            let alike = source(last.origin).is_some_and(|it| it.len() == last.span.len());
            last.origin = part(last.origin, alike.then_some(0), at - start);
            last.span = Span::new(start, at);
        }
    }

    /// Removes the text before byte `at` (a typed number), with its pieces.
    pub(super) fn cut_front(&mut self, at: usize) {
        self.text.drain(..at);
        let pieces = std::mem::take(&mut self.pieces);
        self.pieces = pieces
            .into_iter()
            .filter(|it| it.span.end as usize > at)
            .map(|it| {
                let start = (it.span.start as usize).max(at);
                let cut = start - it.span.start as usize;
                let whole = it.span.len();
                let origin = match source(it.origin) {
                    Some(source) if source.len() == whole => {
                        part(it.origin, Some(cut), it.span.end as usize - start)
                    }
                    _ => it.origin,
                };
                Piece { span: Span::new(start - at, it.span.end as usize - at), origin }
            })
            .collect();
    }
}

/// Bytes that many a paragraph fits in.
const PARAGRAPH: usize = 120;

/// Whether `text` is in NFC, of which `bytes` are all but some ASCII in front. All letters up to
/// U+02FF and most punctuation of running text are, by themselves and together, so that few texts
/// need the tables.
fn is_composed(bytes: &[u8], text: &str) -> bool {
    let mut at = 0;
    loop {
        at = language::seek(bytes, at, |it| it >= 0xCC);
        match bytes.get(at..) {
            None | Some([]) => return true,
            // U+2000 and U+2001 have another spelling.
            Some([0xE2, 0x80, 0x82..=0xBF, ..] | [0xE2, 0x82, ..]) => at += 3,
            _ => return is_nfc_quick(text.chars()) == IsNormalized::Yes,
        }
    }
}

/// Bytes that a character starts with which may have to go or to become a space.
static SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte <= b' ' {
        table[byte as usize] = true;
        byte += 1;
    }
    table[0x7F] = true;
    // U+0080–00BF; U+1680; U+2000–2FFF; U+3000; U+FEFF.
    table[0xC2] = true;
    table[0xE1] = true;
    table[0xE2] = true;
    table[0xE3] = true;
    table[0xEF] = true;
    table
};

/// Whether the byte `it` is anything but a letter, mark or single space of ASCII.
#[inline]
fn odd(before: u8, it: u8) -> bool {
    !(b' '..=b'~').contains(&it) | ((it == b' ') & (before == b' '))
}

/// How many bytes of `text` stay as they are behind the byte `before`, at the least: letters, marks
/// and single spaces of ASCII.
#[inline]
fn plain(text: &[u8], before: Option<u8>) -> usize {
    match text.first() {
        Some(first) if !odd(before.unwrap_or(b' '), *first) => {}
        _ => return 0,
    }
    let is_odd = |befores: &[u8; 16], these: &[u8; 16]| {
        befores.iter().zip(these).fold(false, |found, it| found | odd(*it.0, *it.1))
    };
    let sixteen = |from: usize| text.get(from..).and_then(|it| it.first_chunk());
    let mut at = 1;
    while let (Some(befores), Some(these)) = (sixteen(at - 1), sixteen(at)) {
        if is_odd(befores, these) {
            return at;
        }
        at += 16;
    }
    // What is left, with bytes that were looked at already to make sixteen.
    let from = text.len().checked_sub(17);
    let left = match from.and_then(|it| Some((sixteen(it)?, sixteen(it + 1)?))) {
        Some((befores, these)) => is_odd(befores, these),
        None => text.windows(2).any(|it| odd(it[0], it[1])),
    };
    if left { at } else { text.len() }
}

/// The first byte from `at` on that is [`SUSPECT`], but for a space behind another byte than a
/// space. There is a byte before `at`.
fn seek_suspect(bytes: &[u8], mut at: usize) -> usize {
    // Sixteen at once, as far as they are letters, marks and single spaces of ASCII.
    let suspect = |it: &[u8]| SUSPECT[it[1] as usize] && (it[1] != b' ' || it[0] == b' ');
    loop {
        while let (Some(before), Some(these)) = (bytes.get(at - 1..at + 15), bytes.get(at..at + 16))
            && !before.iter().zip(these).fold(false, |found, it| found | odd(*it.0, *it.1))
        {
            at += 16;
        }
        let end = (at + 16).min(bytes.len());
        match bytes[at - 1..end].windows(2).position(suspect) {
            Some(len) => return at + len,
            None if end == bytes.len() => return end,
            None => at = end,
        }
    }
}

/// Zero-width and control characters and the soft hyphen: not seen, and in the way of every
/// comparison.
fn is_invisible(char: char) -> bool {
    (char.is_control() && !char.is_whitespace())
        || matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The bytes an origin names, where it names bytes.
fn source(origin: Origin) -> Option<Span> {
    match origin {
        Origin::Bytes(bytes) | Origin::Docx { bytes, .. } => Some(bytes),
        Origin::Pdf { .. } | Origin::Joined => None,
    }
}

/// The part of `origin` that starts `from` bytes in and is `len` bytes long, where bytes of text
/// and bytes of source are the same; else all of it.
fn part(origin: Origin, from: Option<usize>, len: usize) -> Origin {
    let Some(from) = from else { return origin };
    let cut =
        |bytes: Span| Span::new(bytes.start as usize + from, bytes.start as usize + from + len);
    match origin {
        Origin::Bytes(bytes) => Origin::Bytes(cut(bytes)),
        Origin::Docx { part, paragraph, run, bytes } => {
            Origin::Docx { part, paragraph, run, bytes: cut(bytes) }
        }
        other => other,
    }
}

/// Whether a block has text, or a number that it is there for.
fn is_worth_keeping(draft: &Draft) -> bool {
    !draft.is_empty() || draft.label.as_deref().is_some_and(structure::stands_alone)
}

/// Takes blocks in reading order and finishes them into a document.
pub struct Builder {
    doc: Document,
    drafts: Vec<Draft>,
    language: Option<Language>,
}

impl Builder {
    pub(super) fn new(name: String, format: Format) -> Builder {
        let doc = Document { name, format, ..Document::default() };
        Builder { doc, drafts: Vec::new(), language: None }
    }

    /// Adds a block; one without text is left out, unless its number is all that it is there for.
    pub fn block(&mut self, draft: Draft) -> &mut Builder {
        if is_worth_keeping(&draft) {
            self.drafts.push(draft);
        }
        self
    }

    /// Adds blocks, in order.
    pub fn blocks(&mut self, drafts: Vec<Draft>) -> &mut Builder {
        if self.drafts.is_empty() {
            self.drafts = drafts;
            self.drafts.retain(is_worth_keeping);
        } else {
            self.drafts.extend(drafts.into_iter().filter(is_worth_keeping));
        }
        self
    }

    /// Notes something that the reader of the report must know.
    pub fn note(&mut self, note: Note) -> &mut Builder {
        self.doc.notes.push(note);
        self
    }

    /// Says how well the text could be taken.
    pub fn quality(&mut self, quality: Quality) -> &mut Builder {
        self.doc.quality = quality;
        self
    }

    /// Keeps where the lines of a text file start.
    pub fn lines(&mut self, starts: Vec<u32>) -> &mut Builder {
        self.doc.lines = starts;
        self
    }

    /// Takes every block to be in `language` instead of detecting it.
    pub fn language(&mut self, language: Option<Language>) -> &mut Builder {
        self.language = language;
        self
    }

    /// The document: text joined, numbers apart, languages, sentences, words, clauses.
    pub fn finish(mut self) -> Document {
        let mut drafts = std::mem::take(&mut self.drafts);
        if let Some(copies) = copies::leave_one(&mut drafts) {
            self.note(Note::Copies(copies));
        }
        let (drafts, numbers) = structure::prepare(drafts);
        self.doc.text.reserve(drafts.iter().map(|it| it.text.len() + 1).sum());
        self.doc.pieces.reserve(drafts.iter().map(|it| it.pieces.len()).sum());
        self.doc.blocks.reserve(drafts.len());
        for draft in drafts {
            self.append(draft);
        }
        self.find_words();
        self.detect_languages();
        self.cut_sentences();
        structure::raise(&mut self.doc, &numbers);
        self.doc
    }

    fn append(&mut self, draft: Draft) {
        let doc = &mut self.doc;
        if !doc.text.is_empty() {
            doc.text.push('\n');
        }
        let start = doc.text.len();
        let text = draft.text.trim_end();
        doc.text.push_str(text);
        let end = start + text.len();
        for piece in draft.pieces {
            let from = start + piece.span.start as usize;
            let to = (start + piece.span.end as usize).min(end);
            if from < to {
                doc.pieces.push(Piece { span: Span::new(from, to), origin: piece.origin });
            }
        }
        doc.blocks.push(Block {
            kind: draft.kind,
            span: Span::new(start, end),
            label: draft.label,
            clause: None,
            language: None,
            zone: draft.zone.unwrap_or_default(),
            page: draft.page,
            sentences: (0, 0),
        });
    }

    /// A newline stands between two blocks, so no word crosses them.
    fn find_words(&mut self) {
        let doc = &mut self.doc;
        // A word and the space behind it take six bytes or more.
        doc.tokens.reserve(doc.text.len() / 6);
        doc.words = Words::for_text(doc.text.len());
        let (words, tokens) = (&mut doc.words, &mut doc.tokens);
        language::each_word(&doc.text, |span| {
            let word = words.intern_any(&doc.text, span);
            tokens.push(Token { span, word });
        });
    }

    fn detect_languages(&mut self) {
        let doc = &mut self.doc;
        if let Some(language) = self.language {
            doc.language = Some(language);
            doc.blocks.iter_mut().for_each(|it| it.language = Some(language));
            return;
        }
        // What each distinct word says of the language is asked once.
        let marks: Vec<Marks> = doc.words.iter().map(language::marks).collect();
        let of = |it: &Token| (it.span, marks[it.word as usize]);
        let blocks = doc.blocks.iter().map(|it| it.span);
        let found = language::detect_blocks(&doc.text, blocks, &doc.tokens, of);
        doc.language = found.main;
        for (block, language) in doc.blocks.iter_mut().zip(found.blocks) {
            block.language = language;
        }
        for (language, words) in found.others {
            doc.notes.push(Note::OtherLanguage { language, words });
        }
    }

    /// Sentences and their words. A heading is one sentence; so is a label without text.
    fn cut_sentences(&mut self) {
        let Document { text, blocks, tokens, sentences, language, .. } = &mut self.doc;
        sentences.reserve(tokens.len() / 16);
        let mut word = 0;
        for (index, block) in blocks.iter_mut().enumerate() {
            let from = sentences.len() as u32;
            let text = &text[block.span.range()];
            language::each_sentence(text, block.language.or(*language), |cut| {
                let span = cut.shift(block.span.start as usize);
                let words = &tokens[word as usize..];
                let first =
                    word + words.iter().take_while(|it| it.span.start < span.start).count() as u32;
                let words = &tokens[first as usize..];
                word =
                    first + words.iter().take_while(|it| it.span.start < span.end).count() as u32;
                sentences.push(Sentence {
                    span,
                    block: index as u32,
                    clause: None,
                    tokens: (first, word),
                    stem: None,
                    language: block.language,
                    zone: block.zone,
                });
            });
            block.sentences = (from, sentences.len() as u32);
        }
    }
}
