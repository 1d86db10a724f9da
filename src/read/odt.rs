//! OpenDocument text: `content.xml` read as LibreOffice shows it, with the numbers of its lists.
//!
//! Deleted text stands apart in the file and the body marks its place; inserted text stands between
//! two marks. Places are bytes of `content.xml`.

use super::{Options, Refusal};
use crate::document::{Builder, Document, Draft, Format, Kind, Note, Origin, Quality, View, Zone};
use crate::span::Span;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Reads an OpenDocument text.
///
/// # Errors
/// When the file is damaged, protected by a password, or no text.
pub(super) fn odt(name: &str, bytes: &[u8], options: &Options) -> Result<Builder, Refusal> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if part(&mut zip, "META-INF/manifest.xml")?.is_some_and(|it| it.contains("encryption-data")) {
        return Err(Refusal::new(
            "Dit bestand is met een wachtwoord beveiligd: bewaar het zonder wachtwoord.",
            "This file is protected by a password: save it without one.",
        ));
    }
    let content = part(&mut zip, "content.xml")?.ok_or_else(damaged)?;
    if !content.contains("<office:text") {
        return Err(Refusal::new(
            "Dit OpenDocument-bestand is geen tekst maar een rekenblad of presentatie.",
            "This OpenDocument file is no text but a spreadsheet or presentation.",
        ));
    }
    let mut page = Page { view: options.revisions, ..Page::default() };
    if let Some(styles) = part(&mut zip, "styles.xml")? {
        page.walk(&styles, true);
    }
    let share = page.walk(&content, false);
    // Where the XML breaks off, what was read of the open paragraphs counts.
    let open = page.joined.take().into_iter().chain(page.open.drain(..));
    page.drafts.extend(open.chain(page.waiting.drain(..)).collect::<Vec<_>>());
    let mut builder = Document::builder(name, Format::Odt);
    for draft in std::mem::take(&mut page.drafts) {
        builder.block(draft);
    }
    page.notes(&mut builder, share.is_none());
    if let Some(share) = share {
        builder.quality(Quality::broken_off(share));
    }
    Ok(builder)
}

/// Whether a file is an OpenDocument file: its first entry says so, unpacked.
pub(super) fn is_odt(bytes: &[u8]) -> bool {
    let mark = b"application/vnd.oasis.opendocument";
    let head = &bytes[..bytes.len().min(200)];
    head.starts_with(b"PK") && head.windows(mark.len()).any(|it| it == mark)
}

fn damaged() -> Refusal {
    Refusal::new(
        "Dit OpenDocument-bestand is beschadigd of niet compleet: vraag het opnieuw op.",
        "This OpenDocument file is damaged or incomplete: ask for it again.",
    )
}

/// Bytes a part may unpack to: larger than any contract.
const LARGEST_PART: u64 = 128 << 20;

/// XML packs 10 to 40 times; above this, and past [`SMALL`], a part was made to fill memory.
const MOST_RATIO: u64 = 500;

/// Bytes a part may unpack to whatever its ratio.
const SMALL: u64 = 16 << 20;

/// The text of the part called `name`, as far as it can be unpacked; none if there is no such part.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Refusal> {
    let mut xml = Vec::new();
    let Ok(file) = zip.by_name(name) else { return Ok(None) };
    let packed = file.compressed_size().max(1);
    // What could be unpacked before the damage is read.
    let _ = file.take(LARGEST_PART + 1).read_to_end(&mut xml);
    let size = xml.len() as u64;
    if size > LARGEST_PART || size > SMALL && size / packed > MOST_RATIO {
        return Err(Refusal::new(
            "Dit bestand wordt bij het uitpakken zo groot dat het geen contract kan zijn; het is niet gelezen.",
            "Unpacking this file takes so much memory that it can't be a contract; it was not read.",
        ));
    }
    let text = String::from_utf8(xml);
    Ok(Some(text.unwrap_or_else(|it| String::from_utf8_lossy(it.as_bytes()).into_owned())))
}

/// How one level of a list shows its number.
#[derive(Debug, Clone, Default)]
struct Level {
    /// `1`, `a`, `A`, `i`, `I`; empty for bullets and for levels without a number.
    format: String,
    bullet: bool,
    prefix: String,
    suffix: String,
    /// How many levels the number shows: 2 for `7.2`.
    shown: usize,
    start: u32,
}

/// A list around the text.
#[derive(Debug, Default)]
struct List {
    style: String,
    /// The next paragraph opens an item and gets its number.
    item: bool,
}

/// The name under which the numbering of headings is kept.
const OUTLINE: &str = "\u{0}outline";

/// Authors of changes that are named in a report.
const MOST_AUTHORS: usize = 50;

/// The deepest level of a list.
const DEEPEST: usize = 10;

#[derive(Default)]
struct Page {
    drafts: Vec<Draft>,
    /// Blocks being filled, innermost last: a text box or a note stands inside a paragraph.
    open: Vec<Draft>,
    /// Notes inside the paragraph that is being filled.
    waiting: Vec<Draft>,
    styles: HashMap<String, Vec<Level>>,
    /// The list style that a paragraph style brings, and the style it is based on.
    paragraph_styles: HashMap<String, (Option<String>, Option<String>)>,
    counters: HashMap<String, [u32; DEEPEST]>,
    /// The list style that is being described.
    describing: String,
    lists: Vec<List>,
    cells: Vec<(u16, u16)>,
    in_note: bool,
    /// Elements whose text is not read, as deep as they are nested.
    skip: u32,
    contents: u32,
    paragraphs: u32,
    runs: u32,
    comments: u32,
    pictures: u32,
    inserted: u32,
    deleted: u32,
    view: View,
    /// The tracked change that is being described.
    region: Region,
    /// Ids of the changes that inserted text.
    insertions: HashSet<String>,
    /// By id of the change: the paragraphs it deleted, each in stretches of text.
    deletions: HashMap<String, Vec<Stretches>>,
    authors: Vec<String>,
    /// Insertions that the original view is within.
    gone: u32,
    /// A paragraph whose end was inserted: in the original view the next one goes on there.
    joined: Option<Draft>,
}

/// Stretches of text, each with its bytes.
type Stretches = Vec<(String, Span)>;

/// A tracked change as the head of the body describes it.
#[derive(Default)]
struct Region {
    id: String,
    deletes: bool,
    /// Depth of paragraphs within the deleted text.
    paragraphs: u32,
    creator: bool,
}

impl Page {
    /// Walks over a part; the share that was read, 0–1, when its XML breaks off.
    fn walk(&mut self, xml: &str, styles_only: bool) -> Option<f32> {
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

    /// Takes down what the list of tracked changes says of one.
    fn describe(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "text:changed-region" => {
                let id = attribute(tag, "text:id").or_else(|| attribute(tag, "xml:id"));
                self.region = Region { id: id.unwrap_or_default(), ..Region::default() };
            }
            "text:insertion" => {
                self.insertions.insert(self.region.id.clone());
            }
            "text:deletion" => self.region.deletes = true,
            // A margin comment names its author too.
            "dc:creator" => self.region.creator = !self.region.id.is_empty(),
            "text:s" | "text:tab" | "text:line-break" => self.aside(" ", Span::default()),
            "text:p" | "text:h" if self.region.deletes => {
                self.region.paragraphs += 1;
                self.deletions.entry(self.region.id.clone()).or_default().push(Vec::new());
            }
            _ => {}
        }
    }

    /// The end of an element in the list of tracked changes.
    fn end_description(&mut self, name: &str) {
        match name {
            "dc:creator" => self.region.creator = false,
            "text:changed-region" => self.region = Region::default(),
            "text:deletion" => self.region.deletes = false,
            "text:p" | "text:h" if self.region.deletes => {
                self.region.paragraphs = self.region.paragraphs.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Puts deleted text back in its place.
    fn restore(&mut self, id: &str) {
        // Each stands in one place; taking it out also ends a file that says otherwise.
        for (at, stretches) in self.deletions.remove(id).unwrap_or_default().into_iter().enumerate()
        {
            if at > 0
                && let Some(draft) = self.open.last_mut()
            {
                let mut next = Draft::new(draft.kind);
                next.zone = draft.zone;
                let ended = std::mem::replace(draft, next);
                match self.open.len() {
                    1 => self.drafts.push(ended),
                    _ => self.waiting.push(ended),
                }
            }
            for (text, bytes) in stretches {
                self.words(&text, bytes.start as usize, bytes.end as usize);
            }
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
                let Some(draft) = self.open.pop() else { return };
                if self.gone > 0 {
                    self.joined = Some(draft);
                } else if self.open.is_empty() {
                    self.drafts.push(draft);
                    self.drafts.append(&mut self.waiting);
                } else {
                    self.waiting.push(draft);
                }
            }
            _ => {}
        }
    }

    /// Opens a list; one that is not said to continue counts from its start.
    fn list(&mut self, style: Option<String>, continues: bool) {
        let outer = self.lists.last().map(|it| it.style.clone());
        let style = style.or(outer).unwrap_or_default();
        if self.lists.is_empty() && !continues {
            self.counters.remove(&style);
        }
        self.lists.push(List { style, item: false });
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

    /// The number of a paragraph: from the list around it, else from the outline of headings.
    fn number(&mut self, kind: Kind, style: Option<String>) -> Option<String> {
        if self.in_note {
            return None;
        }
        let depth = self.lists.len();
        if let Some(list) = self.lists.last_mut() {
            if !std::mem::take(&mut list.item) {
                return None;
            }
            let mut name = list.style.clone();
            // The style of the paragraph may bring its own list style.
            let mut based = style;
            for _ in 0..DEEPEST {
                if !name.is_empty() {
                    break;
                }
                let Some((own, parent)) = based.and_then(|it| self.paragraph_styles.get(&it))
                else {
                    break;
                };
                name = own.clone().unwrap_or_default();
                based = parent.clone();
            }
            return self.count(&name, depth);
        }
        match kind {
            Kind::Heading(level) => self.count(OUTLINE, level.into()),
            _ => None,
        }
    }

    /// Counts one on at `depth` (from 1) of a list style, and shows the number.
    fn count(&mut self, style: &str, depth: usize) -> Option<String> {
        let levels = self.styles.get(style)?;
        let at = depth.checked_sub(1).filter(|it| *it < DEEPEST)?;
        let level = levels.get(at)?;
        if level.bullet {
            return Some("•".to_owned());
        }
        let counters = self.counters.entry(style.to_owned()).or_default();
        counters[at] = if counters[at] == 0 { level.start } else { counters[at].saturating_add(1) };
        counters[at + 1..].fill(0);
        if level.format.is_empty() {
            return None;
        }
        let from = (at + 1).saturating_sub(level.shown.max(1));
        let parts = (from..=at).filter(|it| !levels[*it].format.is_empty());
        let shown: Vec<String> = parts
            .map(|it| {
                super::counted(
                    counters[it].max(1),
                    levels[it].format.bytes().next().unwrap_or(b'1'),
                )
            })
            .collect();
        Some(format!("{}{}{}", level.prefix, shown.join("."), level.suffix).trim().to_owned())
    }

    fn words(&mut self, words: &str, start: usize, end: usize) {
        if self.skip > 0 {
            self.aside(words, Span::new(start, end));
            return;
        }
        if self.gone > 0 {
            return;
        }
        let Some(draft) = self.open.last_mut() else { return };
        let bytes = Span::new(start, end);
        draft.push(
            words,
            Origin::Docx { part: 0, paragraph: self.paragraphs, run: self.runs, bytes },
        );
    }

    /// Text in the list of tracked changes: who made one, and what was deleted.
    fn aside(&mut self, words: &str, bytes: Span) {
        if self.region.creator {
            if self.authors.len() < MOST_AUTHORS && !self.authors.iter().any(|it| it == words) {
                self.authors.push(words.to_owned());
            }
        } else if self.region.deletes
            && self.region.paragraphs > 0
            && let Some(stretches) =
                self.deletions.get_mut(&self.region.id).and_then(|it| it.last_mut())
        {
            stretches.push((words.to_owned(), bytes));
        }
    }

    fn notes(&self, builder: &mut Builder, whole: bool) {
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

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|it| it.key.0 == name)?;
    Some(found.value.replace("&quot;", "\"").replace("&amp;", "&"))
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
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use crate::document::{Document, Format, View};
    use crate::language::Language;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    fn document(body: &str) -> Document {
        viewed(body, View::Accepted)
    }

    fn viewed(body: &str, revisions: View) -> Document {
        let content = format!(
            "<office:document-content><office:automatic-styles><text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/><text:list-level-style-number text:level='2' style:num-format='a' style:num-prefix='(' style:num-suffix=')'/></text:list-style></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let files =
            [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)];
        for (name, text) in files {
            let written =
                zip.start_file(name, stored).is_ok() && zip.write_all(text.as_bytes()).is_ok();
            assert!(written);
        }
        let bytes = zip.finish().map(Cursor::into_inner).unwrap_or_default();
        let options = Options { revisions, ..Options::default() };
        read("contract.odt", &bytes, options).unwrap_or_default()
    }

    #[test]
    fn lists_carry_their_numbers_and_deleted_text_stays_out() {
        let doc = document(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Nooit.</text:p></text:deletion></text:changed-region></text:tracked-changes><text:h text:outline-level='1'>Opdracht</text:h><text:list text:style-name='L1'><text:list-item><text:p>De klant<text:s/>betaalt &amp; meldt:</text:p><text:list><text:list-item><text:p>tijdig;</text:p></text:list-item><text:list-item><text:p>schriftelijk.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ook per e-mail.</text:p></text:note-body></text:note></text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>De leverancier helpt.</text:p></text:list-item></text:list>",
        );
        assert_eq!(doc.format, Format::Odt);
        let shown: Vec<String> = doc
            .blocks
            .iter()
            .map(|it| format!("{}|{}", it.label.as_deref().unwrap_or(""), &doc[it.span]))
            .collect();
        assert_eq!(
            shown,
            [
                "|Opdracht",
                "1.|De klant betaalt & meldt:",
                "(a)|tijdig;",
                "(b)|schriftelijk.",
                "|Ook per e-mail.",
                "2.|De leverancier helpt.",
            ]
        );
    }

    #[test]
    fn tracked_changes_can_be_read_as_they_were_before() {
        let body = "<text:tracked-changes>\
            <text:changed-region text:id='a'><text:insertion><office:change-info><dc:creator>B. Smit</dc:creator></office:change-info></text:insertion></text:changed-region>\
            <text:changed-region text:id='b'><text:deletion><office:change-info><dc:creator>A. de Vries</dc:creator></office:change-info><text:p>60</text:p></text:deletion></text:changed-region>\
            <text:changed-region text:id='c'><text:deletion><text:p> na overleg.</text:p><text:p>Daarna </text:p></text:deletion></text:changed-region>\
            <text:changed-region text:id='d'><text:insertion/></text:changed-region></text:tracked-changes>\
            <text:p>Betaling binnen <text:change text:change-id='b'/><text:change-start text:change-id='a'/>30<text:change-end text:change-id='a'/> dagen.</text:p>\
            <text:p>Partijen besluiten<text:change text:change-id='c'/>evalueren zij.</text:p>\
            <text:p>Zij delen <text:change-start text:change-id='d'/>alles.</text:p><text:p>Ook <text:change-end text:change-id='d'/>cijfers.</text:p>";
        let texts = |view| viewed(body, view).text;
        assert_eq!(
            texts(View::Accepted),
            "Betaling binnen 30 dagen.\nPartijen besluitenevalueren zij.\nZij delen alles.\nOok cijfers."
        );
        assert_eq!(
            texts(View::Original),
            "Betaling binnen 60 dagen.\nPartijen besluiten na overleg.\nDaarna evalueren zij.\nZij delen cijfers."
        );
        let notes = viewed(body, View::Original).notes;
        assert_eq!(
            notes.iter().map(|it| it.text(Language::English)).collect::<Vec<_>>(),
            [
                "Tracked changes: 2 inserted, 2 deleted (B. Smit, A. de Vries); read as the text was before them (all rejected)."
            ]
        );
    }
}
