//! The walk over a part: what each element of it means for the blocks that come out.

use super::changes::{Region, Stretches};
use super::numbers::{DEEPEST, Level, List, OUTLINE};
use crate::document::{Builder, Draft, Kind, Note, Origin, View, Zone};
use crate::read::character::character;
use crate::read::item::stands_apart;
use crate::span::Span;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{HashMap, HashSet};

/// What was read so far, and where the reading stands.
#[derive(Default)]
pub(super) struct Page {
    pub(super) drafts: Vec<Draft>,
    /// Blocks being filled, innermost last: a text box or a note stands inside a paragraph.
    pub(super) open: Vec<Draft>,
    /// Notes inside the paragraph that is being filled.
    pub(super) waiting: Vec<Draft>,
    pub(super) styles: HashMap<String, Vec<Level>>,
    /// The list style that a paragraph style brings, and the style it is based on.
    pub(super) paragraph_styles: HashMap<String, (Option<String>, Option<String>)>,
    pub(super) counters: HashMap<String, [u32; DEEPEST]>,
    /// The list style that is being described.
    pub(super) describing: String,
    pub(super) lists: Vec<List>,
    pub(super) cells: Vec<(u16, u16)>,
    pub(super) in_note: bool,
    /// Elements whose text is not read, as deep as they are nested.
    pub(super) skip: u32,
    pub(super) contents: u32,
    pub(super) paragraphs: u32,
    pub(super) runs: u32,
    pub(super) comments: u32,
    pub(super) pictures: u32,
    pub(super) inserted: u32,
    pub(super) deleted: u32,
    pub(super) view: View,
    /// The tracked change that is being described.
    pub(super) region: Region,
    /// Ids of the changes that inserted text.
    pub(super) insertions: HashSet<String>,
    /// By id of the change: the paragraphs it deleted, each in stretches of text.
    pub(super) deletions: HashMap<String, Vec<Stretches>>,
    pub(super) authors: Vec<String>,
    /// Insertions that the original view is within.
    pub(super) gone: u32,
    /// A paragraph whose end was inserted: in the original view the next one goes on there.
    pub(super) joined: Option<Draft>,
    /// A line break was met and no text since.
    pub(super) broken: bool,
}

impl Page {
    /// Walks over a part; the share that was read, 0–1, when its XML breaks off.
    pub(super) fn walk(&mut self, xml: &str, styles_only: bool) -> Option<f32> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().allow_dangling_amp = true;
        loop {
            let start = reader.buffer_position() as usize;
            let Ok(event) = reader.read_event() else {
                return Some(start as f32 / xml.len().max(1) as f32);
            };
            let end = reader.buffer_position() as usize;
            match event {
                Event::Eof => return None,
                Event::Start(tag) => self.start(&tag, false),
                Event::Empty(tag) => {
                    self.start(&tag, true);
                    self.end(tag.name().0);
                }
                Event::End(tag) => self.end(tag.name().0),
                Event::Text(_) if !styles_only => {
                    self.words(xml.get(start..end).unwrap_or(""), start, end);
                }
                Event::GeneralRef(name) if !styles_only => {
                    let shown = character(&name.into_inner()).map(String::from);
                    let source = xml.get(start..end).unwrap_or("");
                    self.words(shown.as_deref().unwrap_or(source), start, end);
                }
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = tag.name();
        let get = |name: &str| attribute(tag, name);
        match name.0 {
            "office:annotation" => self.comments += 1,
            "text:insertion" => self.inserted += 1,
            "text:deletion" => self.deleted += 1,
            "draw:image" => self.pictures += 1,
            _ => {}
        }
        if is_skipped(name.0) {
            self.skip += 1;
        }
        if self.skip > 0 {
            self.describe(name.0, tag);
            return;
        }
        match name.0 {
            "style:style" => {
                let style = (get("style:list-style-name"), get("style:parent-style-name"));
                self.paragraph_styles.insert(get("style:name").unwrap_or_default(), style);
            }
            "text:list-style" => self.describing = get("style:name").unwrap_or_default(),
            "text:outline-style" => self.describing = OUTLINE.to_owned(),
            "text:list-level-style-number"
            | "text:outline-level-style"
            | "text:list-level-style-bullet" => {
                let level = Level {
                    format: get("style:num-format").unwrap_or_default(),
                    bullet: name.0.ends_with("bullet"),
                    prefix: get("style:num-prefix").unwrap_or_default(),
                    suffix: get("style:num-suffix").unwrap_or_default(),
                    shown: get("text:display-levels").and_then(|it| it.parse().ok()).unwrap_or(1),
                    start: get("text:start-value").and_then(|it| it.parse().ok()).unwrap_or(1),
                };
                let at = get("text:level").and_then(|it| it.parse::<usize>().ok()).unwrap_or(1);
                let levels = self.styles.entry(self.describing.clone()).or_default();
                levels.resize(DEEPEST, Level::default());
                if let Some(slot) = levels.get_mut(at.saturating_sub(1)) {
                    *slot = level;
                }
            }
            "text:list" => self.list(
                get("text:style-name"),
                get("text:continue-numbering").as_deref() == Some("true")
                    || get("text:continue-list").is_some(),
            ),
            "text:list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.item = true;
                }
            }
            "text:table-of-content" | "text:alphabetical-index" => self.contents += 1,
            "table:table" => self.cells.push((0, 0)),
            "text:note-body" => self.in_note = true,
            "text:h" => {
                let level =
                    get("text:outline-level").and_then(|it| it.parse::<u8>().ok()).unwrap_or(1);
                self.paragraph(Kind::Heading(level.clamp(1, 9)), get("text:style-name"));
            }
            "text:p" => self.paragraph(Kind::Paragraph, get("text:style-name")),
            "text:s" | "text:tab" | "text:line-break" if empty => {
                self.broken |= name.0.ends_with("break");
                if let Some(draft) = self.open.last_mut() {
                    draft.push(" ", Origin::Joined);
                }
            }
            "text:span" => self.runs += 1,
            "text:change-start" | "text:change-end" | "text:change"
                if self.view == View::Original =>
            {
                let id = get("text:change-id").unwrap_or_default();
                let inserted = self.insertions.contains(&id);
                match name.0 {
                    "text:change-start" => self.gone += u32::from(inserted),
                    "text:change-end" => self.gone = self.gone.saturating_sub(inserted.into()),
                    _ => self.restore(&id),
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skip > 0 {
            self.skip -= u32::from(is_skipped(name));
            self.end_description(name);
            return;
        }
        match name {
            "text:list" => drop(self.lists.pop()),
            "text:table-of-content" | "text:alphabetical-index" => {
                self.contents = self.contents.saturating_sub(1)
            }
            "table:table" => drop(self.cells.pop()),
            "table:table-row" => {
                if let Some((row, column)) = self.cells.last_mut() {
                    (*row, *column) = (row.saturating_add(1), 0);
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some((_, column)) = self.cells.last_mut() {
                    *column = column.saturating_add(1);
                }
            }
            "text:note-body" => self.in_note = false,
            "text:h" | "text:p" => {
                self.broken = false;
                let Some(draft) = self.open.pop() else { return };
                if self.gone > 0 {
                    self.joined = Some(draft);
                } else {
                    self.add(draft);
                }
            }
            _ => {}
        }
    }

    /// Adds a block that is whole, with the notes that hang on it.
    fn add(&mut self, draft: Draft) {
        if self.open.is_empty() {
            self.drafts.push(draft);
            self.drafts.append(&mut self.waiting);
        } else {
            self.waiting.push(draft);
        }
    }

    /// After a line break, a line that is an item or a paragraph of its own.
    fn break_line(&mut self) {
        let Some(mut whole) = self.open.pop() else { return };
        if !whole.is_empty() {
            let plain = match whole.kind {
                Kind::Heading(_) | Kind::Item(_) => Kind::Paragraph,
                other => other,
            };
            let mut next = Draft::new(plain);
            next.zone = whole.zone;
            self.add(std::mem::replace(&mut whole, next));
        }
        self.open.push(whole);
    }

    fn paragraph(&mut self, kind: Kind, style: Option<String>) {
        self.paragraphs += 1;
        let kind = match (kind, self.cells.last()) {
            _ if self.in_note => Kind::Footnote,
            (Kind::Paragraph, Some(&(row, column))) => Kind::Cell { row, column },
            (Kind::Paragraph, None) if !self.lists.is_empty() => {
                Kind::Item(self.lists.len().clamp(1, 9) as u8)
            }
            (kind, _) => kind,
        };
        let begun = self.joined.take();
        if let Some(begun) = begun.as_ref().filter(|it| !it.is_empty()) {
            self.open.push(begun.clone());
            return;
        }
        let mut draft = Draft::new(kind);
        draft.zone = (self.contents > 0).then_some(Zone::Contents);
        // A number that was counted for a paragraph that is not there goes to this one.
        draft.label = begun.and_then(|it| it.label).or_else(|| self.number(kind, style));
        if draft.label.is_none() && matches!(kind, Kind::Item(_)) {
            draft.kind = Kind::Paragraph;
        }
        self.open.push(draft);
    }

    pub(super) fn words(&mut self, words: &str, start: usize, end: usize) {
        if self.skip > 0 {
            self.aside(words, Span::new(start, end));
            return;
        }
        if self.gone > 0 {
            return;
        }
        if self.broken && !words.trim().is_empty() {
            self.broken = false;
            let before = self.open.last().map_or("", Draft::text);
            if stands_apart(before, words) {
                self.break_line();
            }
        }
        let Some(draft) = self.open.last_mut() else { return };
        let bytes = Span::new(start, end);
        draft.push(
            words,
            Origin::Docx { part: 0, paragraph: self.paragraphs, run: self.runs, bytes },
        );
    }

    pub(super) fn notes(&self, builder: &mut Builder, whole: bool) {
        if self.comments > 0 {
            builder.note(Note::Comments(self.comments));
        }
        if self.pictures > 0 {
            builder.note(Note::Pictures(self.pictures));
        }
        if self.inserted + self.deleted > 0 {
            builder.note(Note::Revisions {
                view: self.view,
                inserted: self.inserted,
                deleted: self.deleted,
                authors: self.authors.clone(),
            });
        }
        if !whole {
            let reason = "XML".to_owned();
            builder.note(Note::NotRead { part: "content.xml".to_owned(), reason });
        }
    }
}

/// Elements whose text is not the contract's.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "office:annotation"
            | "text:tracked-changes"
            | "text:note-citation"
            | "svg:desc"
            | "svg:title"
            | "office:forms"
            | "text:hidden-text"
    )
}

pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|it| it.key.0 == name)?;
    Some(found.value.replace("&quot;", "\"").replace("&amp;", "&"))
}
