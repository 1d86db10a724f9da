//! What is on the page: text, blocks, clauses, sentences, tokens, each with its span. Values only.
//!
//! A document is made by a [`Builder`], from [`Draft`]s that a reader fills; text can't enter
//! without its [`Origin`]. Whitespace is one space, letters are NFC, soft hyphens are gone, and a
//! clause number stands in [`Block::label`], never in the text, so the same contract reads the
//! same from every format.

mod builder;
mod copies;
mod hash;
mod note;
mod quality;
mod structure;
mod wordings;
mod words;

use crate::language::Language;
use crate::span::Span;
pub use builder::{Builder, Draft};
pub use hash::OfText;
pub use note::{Note, View};
pub use quality::{Doubt, PageQuality, Quality};
use std::ops::{Index, Range};
use std::sync::OnceLock;
pub use structure::opens_block;
pub use wordings::Wordings;
pub use words::Words;

/// A contract as it was read.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The path or name it was given under.
    pub name: String,
    /// The format it was read as.
    pub format: Format,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// All text: the blocks in reading order, a newline between two.
    pub text: String,
    /// Paragraphs, headings, list items, cells, notes, in reading order. They don't overlap.
    pub blocks: Vec<Block>,
    /// The numbered clauses, in reading order, a parent before its children.
    pub clauses: Vec<Clause>,
    /// The sentences, in order; none crosses a block.
    pub sentences: Vec<Sentence>,
    /// The words, in order.
    pub tokens: Vec<Token>,
    /// Every distinct word, lower-cased; [`Token::word`] is an index into it.
    pub words: Words,
    /// Where each stretch of text came from, in order of text.
    pub pieces: Vec<Piece>,
    /// For formats that are text: the byte of the file at which each line starts.
    pub lines: Vec<u32>,
    /// The language of most of the text.
    pub language: Option<Language>,
    /// What a reader of the report must know about the reading.
    pub notes: Vec<Note>,
    /// How well the text could be taken from the file.
    pub quality: Quality,
    /// Made when first asked for.
    wordings: OnceLock<Wordings>,
}

/// A file format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Office Open XML, Word 2007 and later.
    Docx,
    /// Portable Document Format.
    Pdf,
    /// OpenDocument text.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// HTML.
    Html,
    /// CommonMark.
    Markdown,
    /// Plain text.
    #[default]
    Text,
}

impl Format {
    /// The name in JSON and messages: `docx`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Odt => "odt",
            Format::Rtf => "rtf",
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::Text => "text",
        }
    }
}

/// A paragraph or what stands in for one.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is on the page.
    pub kind: Kind,
    /// Its text, without its number.
    pub span: Span,
    /// Its number or bullet as the reader sees it: `7.2`, `(a)`, `Artikel 4`, `•`.
    pub label: Option<String>,
    /// The clause it belongs to, an index into [`Document::clauses`].
    pub clause: Option<u32>,
    /// Its language; none when too short to tell and nothing to inherit, or neither nl nor en.
    pub language: Option<Language>,
    /// The part of the contract it stands in.
    pub zone: Zone,
    /// Page on which it starts, from 1, where the format knows pages.
    pub page: Option<u32>,
    /// Its sentences, indices into [`Document::sentences`].
    pub sentences: (u32, u32),
}

/// What a block is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading, from level 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list, from level 1.
    Item(u8),
    /// A table cell; rows and columns count from 0.
    Cell {
        /// Row.
        row: u16,
        /// Column.
        column: u16,
    },
    /// A footnote or endnote.
    Footnote,
    /// Page header.
    Header,
    /// Page footer.
    Footer,
}

/// The part of a contract a passage stands in. It decides whether and how much it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Says what parties do, may and must.
    #[default]
    Operative,
    /// Considerations, preamble: counts half.
    Recital,
    /// The definitions article or a definition list: not judged, unless a rule asks for it.
    Definition,
    /// Title, headings.
    Heading,
    /// Who the parties are: names, seats, representatives.
    Parties,
    /// Table of contents.
    Contents,
    /// Signature block.
    Signature,
    /// Numbers, addresses, tables of data.
    Data,
    /// Page headers, footers, page numbers.
    Furniture,
}

/// A numbered (or titled) part of the contract.
#[derive(Debug, Clone, Default)]
pub struct Clause {
    /// All its text, with that of its children.
    pub span: Span,
    /// The full number as the reader cites it: `7.2(b)`, `Annex 1, 3`.
    pub number: String,
    /// The number as it stands on the page: `(b)`.
    pub label: String,
    /// Its title, where it has one.
    pub title: Option<Span>,
    /// Depth in the tree, from 1.
    pub level: u8,
    /// The clause it is part of.
    pub parent: Option<u32>,
    /// The clauses right under it.
    pub children: Vec<u32>,
    /// Its own blocks and those of its children, indices into [`Document::blocks`].
    pub blocks: (u32, u32),
    /// Its own sentences and those of its children, indices into [`Document::sentences`].
    pub sentences: (u32, u32),
}

/// The unit that rules judge and scores weigh.
#[derive(Debug, Clone, Copy)]
pub struct Sentence {
    /// Its text.
    pub span: Span,
    /// The block it stands in.
    pub block: u32,
    /// The innermost clause it stands in.
    pub clause: Option<u32>,
    /// Its words, indices into [`Document::tokens`].
    pub tokens: (u32, u32),
    /// The sentence that opens the list it is an item of ("Leverancier zal:").
    pub stem: Option<u32>,
    /// Its language.
    pub language: Option<Language>,
    /// The part of the contract it stands in.
    pub zone: Zone,
}

impl Sentence {
    /// Number of words.
    pub fn words(&self) -> u32 {
        self.tokens.1 - self.tokens.0
    }
}

/// A word: a run of letters and digits.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Which word it is, an index into [`Document::words`].
    pub word: u32,
}

/// A stretch of text and where it came from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// The text.
    pub span: Span,
    /// Its source.
    pub origin: Origin,
}

/// Where text came from: enough to show the place, and to write back to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Origin {
    /// Bytes of the file (of its UTF-8 form, where it was in another encoding). When the piece is
    /// as long as its source, byte `i` of one is byte `i` of the other.
    Bytes(Span),
    /// A stretch of one run of a Word part. When the piece is as long as `bytes`, they are equal.
    Docx {
        /// The part: 0 is `word/document.xml`, others are numbered by the reader.
        part: u16,
        /// The `w:p` in that part, from 0.
        paragraph: u32,
        /// The `w:r` in that part, from 0.
        run: u32,
        /// Bytes of the part's XML that hold this text.
        bytes: Span,
    },
    /// A box on a page.
    Pdf {
        /// Page, from 1.
        page: u32,
        /// Left, top, right, bottom in points from the page's upper left corner.
        bbox: [f32; 4],
    },
    /// Put there by the reader: the space that joins two lines.
    Joined,
}

/// From so many bytes on a paragraph tells its language by itself.
const MIXED: usize = 70;

impl Document {
    /// A builder for the file called `name`.
    pub fn builder(name: impl Into<String>, format: Format) -> Builder {
        Builder::new(name.into(), format)
    }

    /// A document of `text` whose paragraphs are set apart by empty lines, with each paragraph's
    /// bytes of `text` as origin. It is in `language`, but for long paragraphs that are not.
    pub fn from_paragraphs(text: &str, language: Language) -> Document {
        let words = |it: &Block| it.span.len() >= MIXED && it.language.is_some();
        if text.len() < 10_000 && text.split("\n\n").filter(|it| it.len() >= MIXED).count() > 3 {
            let detected = Document::of_paragraphs(text, None);
            let mut long = detected.blocks.iter().filter(|it| words(it));
            if long.any(|it| it.language != Some(language)) {
                return detected;
            }
        }
        Document::of_paragraphs(text, Some(language))
    }

    /// A document of `text` whose paragraphs are set apart by empty lines, in `language`, or in the
    /// one that each shows where none is given.
    pub fn of_paragraphs(text: &str, language: Option<Language>) -> Document {
        let mut builder = Document::builder("", Format::Text);
        builder.language(language);
        let mut start = 0;
        for paragraph in text.split("\n\n") {
            let mut draft = Draft::new(Kind::Paragraph);
            draft.push(paragraph, Origin::Bytes(Span::new(start, start + paragraph.len())));
            builder.block(draft);
            start += paragraph.len() + 2;
        }
        builder.finish()
    }

    /// Which of its sentences are word for word the same.
    pub fn wordings(&self) -> &Wordings {
        self.wordings.get_or_init(|| Wordings::of(self))
    }

    /// The bytes of the file that `span` was read from, where the format is text.
    pub fn source_of(&self, span: Span) -> Option<Span> {
        let at = |position: u32, piece: &Piece| match piece.origin {
            Origin::Bytes(bytes) if bytes.len() == piece.span.len() => {
                Some(bytes.start + (position - piece.span.start))
            }
            Origin::Bytes(bytes) => Some(bytes.start),
            _ => None,
        };
        let pieces = self.pieces(span);
        let (first, last) = (pieces.first()?, pieces.last()?);
        let start = at(span.start.max(first.span.start), first)?;
        Some(Span { start, end: at(span.end.min(last.span.end), last)?.max(start) })
    }

    /// The sentence at index `at`, as text.
    pub fn sentence(&self, at: u32) -> &str {
        self.sentences.get(at as usize).map_or("", |it| &self[it.span])
    }

    /// The sentence that holds byte `at` of the text.
    pub fn sentence_at(&self, at: u32) -> Option<u32> {
        let after = self.sentences.partition_point(|it| it.span.start <= at);
        let index = after.checked_sub(1)?;
        (at < self.sentences[index].span.end.max(self.sentences[index].span.start + 1))
            .then_some(index as u32)
    }

    /// The block that holds byte `at` of the text, an index into [`Document::blocks`].
    pub fn block_at(&self, at: u32) -> Option<usize> {
        let after = self.blocks.partition_point(|it| it.span.start <= at);
        let index = after.checked_sub(1)?;
        (at <= self.blocks[index].span.end).then_some(index)
    }

    /// Where the text of `span` came from, in order.
    pub fn pieces(&self, span: Span) -> &[Piece] {
        let from = self.pieces.partition_point(|it| it.span.end <= span.start);
        let to = self.pieces.partition_point(|it| it.span.start < span.end.max(span.start + 1));
        &self.pieces[from..to.max(from)]
    }

    /// The clause a sentence, block or span starts in.
    pub fn clause_at(&self, at: u32) -> Option<&Clause> {
        let block = self.block_at(at)?;
        self.clauses.get(self.blocks[block].clause? as usize)
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.0 as usize..sentence.tokens.1 as usize]
    }

    /// The sentences whose indices are `range`.
    pub fn sentences_in(&self, range: (u32, u32)) -> &[Sentence] {
        &self.sentences[range.0 as usize..range.1 as usize]
    }
}

/// `doc[sentence.span]` is the sentence.
impl Index<Span> for Document {
    type Output = str;
    fn index(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

/// The indices of a pair `(from, to)`.
pub fn indices(range: (u32, u32)) -> Range<usize> {
    range.0 as usize..range.1 as usize
}
