//! The walk over a part: what each element of it means for the paragraphs that come out.

mod revision;
mod table;
mod text;

use super::field::Fields;
use super::known::Properties;
use super::numbering::{Counters, LEVELS};
use super::paragraph::{Own, Paragraph, Role};
use super::story::{Notes, Reference, Seen, Sheets, Story, Told};
use super::symbol::symbol;
use super::xml::{self, Tag};
use crate::document::{Draft, View};
use crate::span::Span;
use std::collections::HashSet;
use std::ops::Range;
use table::Table;

/// Where the reading of a part stands.
pub(super) struct Teller<'a> {
    sheets: &'a Sheets<'a>,
    notes: &'a mut Notes,
    seen: &'a mut Seen,
    number: u16,
    story: Story,
    /// The bytes of the part that the thing at hand takes.
    bytes: Span,
    /// What Word's own elements begin with (`w:`): the prefix of the root.
    prefix: Option<String>,
    counters: Counters,
    drafts: Vec<Draft>,
    told_notes: Vec<(String, Vec<Draft>)>,
    furniture: HashSet<String>,
    chunks: HashSet<String>,
    /// The paragraph that is read, below it those whose text boxes it stands in.
    open: Vec<Paragraph>,
    /// A paragraph whose mark was deleted: the next one goes on where it ends.
    joined: Option<Paragraph>,
    tables: Vec<Table>,
    /// Tables around the text box that is read.
    aside: Vec<(Vec<Table>, Option<Paragraph>)>,
    fields: Fields,
    /// For each content control that is open, whether it is a table of contents.
    controls: Vec<bool>,
    /// How many of them are.
    contents: u32,
    reading: Reading,
    /// Depth within an element that is passed over; 0 outside.
    skipped: u32,
    /// Depth within text that the view leaves out: deleted, or inserted later.
    gone: u32,
    /// Depth within an embedded object, whose picture is no picture of its own.
    objects: u32,
    row_properties: bool,
    paragraphs: u32,
    runs: u32,
    page: Option<u32>,
    /// Whether any page ends before the part does: else nothing is known of pages.
    paged: bool,
    /// A page break was just met; Word writes the one it rendered there as well.
    page_broken: bool,
    /// What was met since this was last asked.
    met: Met,
}

/// What the things that were met bear on, from little to much.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    /// Nothing that is read: how text looks.
    #[default]
    Looks,
    /// Whether a run has a colour behind it.
    Colour,
    /// What a paragraph says of itself.
    Own,
    /// More.
    More,
}

/// What properties said, where the same bytes say the same elsewhere.
#[derive(Clone, Copy, Default)]
pub(super) struct Said {
    own: Own,
    /// Whether the run has a colour behind it; none where they don't say.
    colour: Option<bool>,
}

/// What characters are, where they stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Nothing,
    Text,
    Instruction,
}

impl<'a> Teller<'a> {
    /// Before the first byte of a part.
    pub(super) fn new(
        number: u16,
        story: Story,
        sheets: &'a Sheets<'a>,
        notes: &'a mut Notes,
        seen: &'a mut Seen,
    ) -> Teller<'a> {
        Teller {
            sheets,
            notes,
            seen,
            number,
            story,
            bytes: Span::default(),
            prefix: None,
            counters: Counters::default(),
            drafts: Vec::new(),
            told_notes: Vec::new(),
            furniture: HashSet::new(),
            chunks: HashSet::new(),
            open: Vec::new(),
            joined: None,
            tables: Vec::new(),
            aside: Vec::new(),
            fields: Fields::default(),
            controls: Vec::new(),
            contents: 0,
            reading: Reading::Nothing,
            skipped: 0,
            gone: 0,
            objects: 0,
            row_properties: false,
            paragraphs: 0,
            runs: 0,
            page: (story == Story::Body).then_some(1),
            paged: false,
            page_broken: false,
            met: Met::default(),
        }
    }

    /// After the last byte: what was told.
    pub(super) fn end(mut self) -> Told {
        // Where the XML broke off, what was read of the open paragraphs counts.
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        self.flush();
        if !self.paged {
            self.drafts.iter_mut().for_each(|it| it.page = None);
        }
        Told {
            drafts: self.drafts,
            notes: self.told_notes,
            furniture: self.furniture,
            chunks: self.chunks,
            ..Told::default()
        }
    }

    /// The bytes of the part that the next thing takes.
    pub(super) fn at(&mut self, bytes: &Range<usize>) {
        self.bytes = Span::new(bytes.start, bytes.end);
    }

    /// Whether the characters that come next are text or an instruction.
    pub(super) fn is_reading(&self) -> bool {
        self.reading != Reading::Nothing && self.skipped == 0
    }

    /// Whether properties that begin here say what the same ones say elsewhere: not in what is passed
    /// over, and those of a paragraph where nothing was said of it before.
    pub(super) fn takes(&self, kind: Properties) -> bool {
        let fresh = |it: &Paragraph| !it.properties && it.own == Own::default();
        self.skipped == 0
            && self.reading == Reading::Nothing
            && (kind != Properties::Paragraph || self.open.last().is_some_and(fresh))
    }

    /// What was met since this was last asked, and what the paragraph says of itself by now.
    pub(super) fn met(&mut self) -> (Met, Said) {
        let met = std::mem::take(&mut self.met);
        let Some(open) = self.open.last() else { return (met, Said::default()) };
        let colour = (met == Met::Colour).then_some(open.highlighted);
        (met, Said { own: open.own, colour })
    }

    /// Takes what properties said that were read before.
    pub(super) fn take(&mut self, kind: Properties, said: Said) {
        let Some(open) = self.open.last_mut() else { return };
        match (kind, said.colour) {
            (Properties::Paragraph, _) => open.own = said.own,
            // Of the mark of a paragraph nothing is told.
            (Properties::Other, Some(colour)) if !open.properties => open.highlighted = colour,
            (Properties::Other, _) => {}
        }
    }

    /// A tag.
    pub(super) fn open(&mut self, tag: &Tag<'_>, has_content: bool) {
        let name = tag.name;
        let prefix = self.prefix.get_or_insert_with(|| xml::prefix(name).to_owned());
        let Some(word) = without(prefix, name) else {
            return self.open_other(name, tag, has_content);
        };
        if word == "p" {
            self.paragraphs += 1;
        } else if word == "r" {
            self.runs += 1;
        } else if word == "lastRenderedPageBreak" || word == "br" && is_page_break(tag) {
            self.paged = true;
        }
        if self.skipped > 0 {
            self.skipped += u32::from(has_content);
            return;
        }
        let met = std::mem::replace(&mut self.met, Met::More);
        match word.as_bytes() {
            b"r" => {
                let run = self.runs - 1;
                if let Some(open) = self.open.last_mut() {
                    open.run = Some(run);
                    open.hidden = open.own.style.unwrap_or(self.sheets.default).hidden;
                    open.highlighted = false;
                }
            }
            b"t" if has_content => self.reading = Reading::Text,
            b"delText" if has_content && self.seen.view == View::Original => {
                self.reading = Reading::Text;
            }
            b"p" => {
                self.begin_paragraph();
                if !has_content {
                    self.end_paragraph();
                }
            }
            b"pPr" | b"numPr" | b"pStyle" | b"numId" | b"ilvl" | b"outlineLvl" | b"sectPr"
            | b"rPr" | b"vanish" | b"rStyle" | b"specVanish" | b"highlight" => {
                self.met = met.max(self.property(word, tag, has_content));
            }
            b"ins" | b"moveTo" => self.revision(tag, true, has_content),
            b"del" | b"moveFrom" => self.revision(tag, false, has_content),
            // Among the properties of a paragraph: a stop of the tabulator.
            b"tab" if self.open.last().is_some_and(|it| it.properties) => self.met = met,
            b"tab" | b"cr" | b"ptab" => self.mark(" "),
            b"br" => {
                if is_page_break(tag) {
                    self.turn_page();
                    self.page_broken = true;
                }
                self.mark(" ");
                if let Some(open) = self.open.last_mut() {
                    open.break_line();
                }
            }
            // The break that was asked for, as it was rendered: one turn, not two.
            b"lastRenderedPageBreak" if self.page_broken => self.page_broken = false,
            b"lastRenderedPageBreak" => self.turn_page(),
            // A plain hyphen, so that a word reads the same from every format.
            b"noBreakHyphen" => self.mark("-"),
            b"sym" => {
                let code = xml::attribute(tag, "char");
                let code = code.and_then(|it| u32::from_str_radix(&it, 16).ok());
                let font = xml::attribute(tag, "font").unwrap_or_default();
                let char = symbol(&font, code.unwrap_or(0xf0b7));
                self.mark(char.encode_utf8(&mut [0; 4]));
            }
            b"fldChar" => match xml::attribute(tag, "fldCharType").as_deref() {
                Some("begin") => self.fields.begin(),
                Some("separate") => self.fields.separate(),
                Some("end") => self.fields.end(),
                _ => {}
            },
            b"fldSimple" if has_content => {
                self.fields.simple(&xml::attribute(tag, "instr").unwrap_or_default());
            }
            b"instrText" | b"delInstrText" if has_content => self.reading = Reading::Instruction,
            b"footnoteReference" => self.refer(Reference::Footnote, tag),
            b"endnoteReference" => self.refer(Reference::Endnote, tag),
            b"commentReference" => self.seen.comments += 1,
            b"footnote" | b"endnote" => {
                let id = xml::attribute(tag, "id").unwrap_or_default().into_owned();
                self.told_notes.push((id, Vec::new()));
            }
            b"tbl" | b"tr" | b"tc" | b"trPr" | b"gridSpan" | b"gridBefore" | b"cellDel"
            | b"cellIns" => {
                self.table(word, tag, has_content);
            }
            b"sdt" if has_content => self.controls.push(false),
            b"docPartGallery" => {
                if xml::value(tag).is_some_and(|it| it == "Table of Contents")
                    && let Some(control) = self.controls.last_mut()
                    && !std::mem::replace(control, true)
                {
                    self.contents += 1;
                }
            }
            b"txbxContent" if has_content => {
                self.aside.push((std::mem::take(&mut self.tables), self.joined.take()));
            }
            b"object" if has_content => {
                self.objects += 1;
                self.seen.objects += 1;
            }
            b"headerReference" | b"footerReference" => {
                self.furniture.extend(xml::attribute(tag, "id").map(|it| it.into_owned()));
            }
            b"altChunk" | b"subDoc" => {
                self.chunks.extend(xml::attribute(tag, "id").map(|it| it.into_owned()));
                self.skip(has_content);
            }
            // What a paragraph was before its formatting was changed.
            b"pPrChange" if self.seen.view == View::Original => {
                if let Some(open) = self.open.last_mut() {
                    open.forget_properties();
                }
            }
            // Reading aids above a word; and what formatting was before it was changed.
            b"rt" | b"pPrChange" | b"rPrChange" | b"sectPrChange" | b"tblPrChange"
            | b"trPrChange" | b"tcPrChange" | b"tblPrExChange" | b"tblGridChange"
            | b"numberingChange" => {
                self.skip(has_content);
            }
            _ => self.met = met,
        }
    }

    /// Elements that are not Word's own: drawings, formulas, compatibility.
    fn open_other(&mut self, name: &str, tag: &Tag<'_>, has_content: bool) {
        if self.skipped > 0 {
            self.skipped += u32::from(has_content);
            return;
        }
        let met = std::mem::replace(&mut self.met, Met::More);
        match xml::local(name).as_bytes() {
            // What an older program shows instead of the choice that we read.
            b"Fallback" => self.skip(has_content),
            b"t" if has_content && name.starts_with("m:") => self.reading = Reading::Text,
            b"pic" if self.objects == 0 && has_content => self.seen.pictures += 1,
            b"imagedata" if self.objects == 0 => self.seen.pictures += 1,
            b"chart" | b"relIds" if xml::attribute(tag, "id").is_some() => self.seen.objects += 1,
            b"relIds" => self.seen.objects += 1,
            _ => self.met = met,
        }
    }

    /// An end tag.
    pub(super) fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let prefix = self.prefix.as_deref().unwrap_or_default();
        let Some(word) = without(prefix, name) else {
            self.reading = Reading::Nothing;
            return;
        };
        match word.as_bytes() {
            b"t" | b"delText" | b"instrText" | b"delInstrText" => self.reading = Reading::Nothing,
            b"p" => self.end_paragraph(),
            b"pPr" => {
                if let Some(open) = self.open.last_mut() {
                    open.properties = false;
                }
            }
            b"ins" | b"moveTo" => self.end_revision(true),
            b"del" | b"moveFrom" => self.end_revision(false),
            b"fldSimple" => self.fields.end(),
            b"footnote" | b"endnote" => {
                self.flush();
                let drafts = std::mem::take(&mut self.drafts);
                if let Some((_, note)) = self.told_notes.last_mut() {
                    *note = drafts;
                }
            }
            b"tbl" => {
                self.flush();
                self.tables.pop();
            }
            b"tr" => self.end_row(),
            b"tc" => self.end_cell(),
            b"trPr" => self.row_properties = false,
            b"sdt" => self.contents -= u32::from(self.controls.pop() == Some(true)),
            b"txbxContent" => {
                self.flush();
                if let Some((tables, joined)) = self.aside.pop() {
                    self.tables = tables;
                    self.joined = joined;
                }
            }
            b"object" => self.objects = self.objects.saturating_sub(1),
            _ => {}
        }
    }

    /// Passes over the element that was just opened.
    fn skip(&mut self, has_content: bool) {
        self.skipped = u32::from(has_content);
    }

    fn begin_paragraph(&mut self) {
        let mut open = Paragraph::new(self.paragraphs - 1, self.joined.take());
        open.contents |= self.contents > 0;
        self.open.push(open);
    }

    fn end_paragraph(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if self.open.is_empty() {
            self.fields.settle();
        }
        if open.unmarked {
            self.joined = Some(open);
            return;
        }
        let style = open.own.style.unwrap_or(self.sheets.default);
        let list = open.own.list.or(style.list).filter(|&it| it != 0);
        let level = open.own.level.or(style.level).unwrap_or(0).min(LEVELS as u8 - 1);
        // Word shows no number at a paragraph that is there only to carry a section break.
        let bare = open.section && open.run.is_none();
        let label = list
            .filter(|_| !bare)
            .and_then(|list| self.counters.next(&self.sheets.numbering, list, level));
        let heading = match open.own.outline {
            Some(outline) => (outline < 9).then_some(outline + 1),
            None => style.heading,
        };
        let contents = open.contents || style.contents;
        self.emit(open, Role { heading, label, level, contents, ..self.role() });
    }

    /// What a paragraph is by its place alone.
    fn role(&self) -> Role {
        Role {
            story: self.story,
            cell: self.tables.last().map(|it| (it.row, it.column)),
            heading: None,
            label: None,
            level: 0,
            contents: false,
        }
    }

    /// Puts a paragraph in its place, and after it what hangs on it.
    fn emit(&mut self, paragraph: Paragraph, role: Role) {
        let place = match self.open.last_mut() {
            Some(around) => &mut around.after,
            None => &mut self.drafts,
        };
        paragraph.finish(role, place);
    }

    /// A paragraph that was to be joined to the next, where no next one follows.
    fn flush(&mut self) {
        if let Some(paragraph) = self.joined.take() {
            let contents = paragraph.contents;
            self.emit(paragraph, Role { contents, ..self.role() });
        }
    }

    /// Properties of a paragraph, of its mark or of a run; says what they bear on.
    fn property(&mut self, name: &str, tag: &Tag<'_>, has_content: bool) -> Met {
        let Some(open) = self.open.last_mut() else { return Met::More };
        match name {
            "pPr" => open.properties = has_content,
            "pStyle" if open.properties => {
                open.own.style = xml::value(tag).map(|it| self.sheets.style(&it));
            }
            "numId" if open.properties => open.own.list = xml::number(tag),
            "ilvl" if open.properties => open.own.level = xml::number(tag),
            "outlineLvl" if open.properties => open.own.outline = xml::number(tag),
            "sectPr" => {
                open.section = true;
                return Met::More;
            }
            "vanish" if !open.properties => {
                open.hidden = xml::is_on(tag);
                return Met::More;
            }
            "highlight" if !open.properties => {
                open.highlighted = xml::value(tag).is_none_or(|it| it != "none");
                return Met::Colour;
            }
            "rStyle" if !open.properties => {
                let hides = xml::value(tag).is_some_and(|it| self.sheets.styles.hides(&it));
                open.hidden |= hides;
                return if hides { Met::More } else { Met::Looks };
            }
            "numPr" | "rPr" => return Met::Looks,
            _ => {}
        }
        Met::Own
    }
}

/// A name without the prefix; none where it has another. Nearly all are a letter and a colon.
fn without<'n>(prefix: &str, name: &'n str) -> Option<&'n str> {
    match (prefix.as_bytes(), name.as_bytes()) {
        ([letter, b':'], [first, b':', ..]) if letter == first => name.get(2..),
        ([_, b':'], _) => None,
        _ => name.strip_prefix(prefix),
    }
}

fn is_page_break(tag: &Tag<'_>) -> bool {
    xml::attribute(tag, "type").is_some_and(|it| it == "page")
}
