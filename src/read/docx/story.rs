//! A part that holds text, read from top to bottom in one pass.
//!
//! Word calls a stretch of text that flows by itself a story: the body, a header, a footnote. A
//! part comes in as XML, drafts in reading order go out, and tallies of what was seen on the way.

use super::known::{Known, Properties};
use super::numbering::Numbering;
use super::styles::{Style, Styles};
use super::teller::Teller;
use super::xml::{Part, Scan, Xml};
use crate::document::{Draft, Note, View};
use std::collections::{HashMap, HashSet};

/// What paragraphs are told apart by.
pub(super) struct Sheets<'a> {
    /// By style.
    pub styles: Styles<'a>,
    /// By list.
    pub numbering: Numbering<'a>,
    /// What a paragraph without a style is.
    pub default: Style,
}

impl Sheets<'_> {
    /// What a paragraph style says.
    pub(super) fn style(&self, id: &str) -> Style {
        self.styles.paragraph(Some(id), &self.numbering)
    }
}

/// What kind of story a part holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// The contract itself.
    Body,
    /// Footnotes or endnotes: many small stories, each with an id.
    Notes,
    /// A page header.
    Header,
    /// A page footer.
    Footer,
}

impl Story {
    /// The story that a relationship of this kind leads to, if it is page furniture.
    pub(super) fn of(relationship: &str) -> Option<Story> {
        match relationship {
            "header" => Some(Story::Header),
            "footer" => Some(Story::Footer),
            _ => None,
        }
    }
}

/// Which of the two series of notes is meant.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reference {
    /// At the foot of the page.
    Footnote,
    /// At the end of the document.
    Endnote,
}

impl Reference {
    /// The notes that a relationship of this kind leads to.
    pub(super) fn of(relationship: &str) -> Option<Reference> {
        match relationship {
            "footnotes" => Some(Reference::Footnote),
            "endnotes" => Some(Reference::Endnote),
            _ => None,
        }
    }
}

/// Notes that wait for the paragraph that refers to them.
#[derive(Default)]
pub(super) struct Notes(HashMap<(Reference, String), Vec<Draft>>);

impl Notes {
    /// Keeps the notes of one series.
    pub(super) fn keep(&mut self, kind: Reference, notes: Vec<(String, Vec<Draft>)>) {
        self.0.extend(notes.into_iter().map(|(id, drafts)| ((kind, id), drafts)));
    }

    /// Takes out the note with this id; a second reference to it finds none.
    pub(super) fn take(&mut self, kind: Reference, id: String) -> Option<Vec<Draft>> {
        self.0.remove(&(kind, id))
    }
}

/// What was met in all parts together.
#[derive(Default)]
pub(super) struct Seen {
    /// Which text is read where changes are tracked.
    pub view: View,
    /// Pictures.
    pub pictures: u32,
    /// Embedded files, charts, diagrams.
    pub objects: u32,
    /// Comments in the margin.
    pub comments: u32,
    /// Tracked insertions, moves to a place among them.
    pub inserted: u32,
    /// Tracked deletions, moves from a place among them.
    pub deleted: u32,
    /// Who made the tracked changes, in order of first change.
    pub authors: Vec<String>,
    /// Words formatted as hidden.
    pub hidden: u32,
    /// Words with a colour behind them.
    pub highlighted: u32,
    /// Says that numbers were typed where most count by themselves.
    pub typed: Option<Note>,
    /// Parts that could not be read, or not wholly, and why.
    pub unread: Vec<(String, String)>,
}

/// What a part told.
#[derive(Default)]
pub(super) struct Told {
    /// Its blocks, in reading order.
    pub drafts: Vec<Draft>,
    /// By id, the notes that it holds (only [`Story::Notes`]).
    pub notes: Vec<(String, Vec<Draft>)>,
    /// Ids of the headers and footers that its sections show.
    pub furniture: HashSet<String>,
    /// Ids of documents inserted whole, in another format.
    pub chunks: HashSet<String>,
    /// Why it ended early.
    pub error: Option<String>,
    /// Share of the part that was read, 0–1.
    pub share: f32,
}

/// Reads the part with this number; notes that it refers to are taken out of `notes`.
pub(super) fn tell(
    part: &Part,
    number: u16,
    story: Story,
    sheets: &Sheets<'_>,
    notes: &mut Notes,
    seen: &mut Seen,
) -> Told {
    let mut teller = Teller::new(number, story, sheets, notes, seen);
    let mut scan = Scan::new(part);
    let mut known = Known::default();
    while let Some(event) = scan.next() {
        teller.at(&scan.bytes);
        match event {
            Xml::Open(tag) => {
                if let Some(kind) = Properties::of(&tag)
                    && teller.takes(kind)
                {
                    if let Some((kind, len, said)) = known.again(scan.again()) {
                        scan.leave(len);
                        teller.take(kind, said);
                        continue;
                    }
                    if known.begins(kind, &scan) {
                        teller.met();
                    }
                }
                teller.open(&tag, true);
                // Most paragraphs and runs begin with properties, and most runs end with text.
                if teller.is_reading() {
                    if let Some(text) = scan.only_text() {
                        teller.at(&scan.bytes);
                        teller.text(text);
                        teller.close(tag.name);
                        scan.end_run();
                    }
                } else if let Some((kind, len, said)) = known.again(scan.rest())
                    && teller.takes(kind)
                {
                    scan.pass(len);
                    teller.take(kind, said);
                }
            }
            Xml::Empty(tag) => teller.open(&tag, false),
            Xml::Close(name) => {
                teller.close(name);
                if let Some(content) = known.ended(&scan) {
                    known.learn(content, teller.met());
                }
            }
            Xml::Text(text) => teller.text(text),
            Xml::Reference(char) => teller.text(char.encode_utf8(&mut [0; 4])),
        }
    }
    Told {
        share: if scan.error.is_some() { scan.share() } else { 1.0 },
        error: scan.error,
        ..teller.end()
    }
}
