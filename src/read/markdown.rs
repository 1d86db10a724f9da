//! Markdown, as CommonMark with tables and footnotes; the marks go, the words stay.
//!
//! Contracts in Markdown are often typed by people who don't know it well: an indented paragraph is
//! no code, and a line that starts with `7.2` or `(b)` starts a paragraph.

use super::text::{decode, is_text, paragraphs, starts_block};
use super::{Options, Refusal};
use crate::document::{Builder, Document, Draft, Format, Kind, Note, Origin};
use crate::span::Span;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// Reads a Markdown file.
pub(super) fn markdown(name: &str, bytes: &[u8], _options: &Options) -> Result<Builder, Refusal> {
    let mut builder = Document::builder(name, Format::Markdown);
    let decoded = decode(bytes);
    decoded.introduce(&mut builder);
    let matter = front_matter(&decoded.text);
    let text = &decoded.text[matter..];
    let mut page = Page { text, shift: matter + decoded.skipped, ..Page::default() };
    let extensions =
        pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(text, extensions).into_offset_iter() {
        page.event(event, range);
    }
    if page.pictures > 0 {
        builder.note(Note::Pictures(page.pictures));
    }
    for draft in page.finish() {
        builder.block(draft);
    }
    Ok(builder)
}

/// Whether a text without a telling name is Markdown: it has headings, or a heading and emphasis.
pub(super) fn is_marked(bytes: &[u8]) -> bool {
    if !is_text(bytes) {
        return false;
    }
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(64 * 1024)]);
    // Distinct ones: text given twice is no more marked than once.
    let (mut headings, mut strong) = (BTreeSet::new(), BTreeSet::new());
    for line in text.lines() {
        let rest = line.trim_start_matches('#');
        let level = line.len() - rest.len();
        if (1..=6).contains(&level) && rest.starts_with(' ') {
            headings.insert(line);
        }
        if line.matches("**").count() >= 2 {
            strong.insert(line);
        }
    }
    headings.len() >= 3 || !headings.is_empty() && strong.len() >= 2
}

/// Bytes of the properties between two lines of `---` at the start of the file.
fn front_matter(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let opening = lines.next().unwrap_or("");
    if opening.trim_end() != "---" {
        return 0;
    }
    let mut at = opening.len();
    for line in lines {
        at += line.len();
        match line.trim_end() {
            "---" | "..." => return at,
            // A rule above a paragraph is no front matter.
            it if it.len() > 300 => return 0,
            _ => {}
        }
    }
    0
}

/// The blocks found so far, and where in the tree of the text we are.
#[derive(Default)]
struct Page<'a> {
    text: &'a str,
    /// What must be added to a place in `text` to get a place in the file.
    shift: usize,
    drafts: Vec<Draft>,
    /// The block being filled.
    draft: Option<Draft>,
    /// Start of the source line that is being filled.
    line: usize,
    /// The lists around this place: the next number, or none for bullets.
    lists: Vec<Option<u64>>,
    /// The label that the next block gets.
    label: Option<String>,
    footnote: Option<String>,
    cell: (u16, u16),
    /// Where text must not be taken: pictures, code and HTML blocks, read by their range.
    skip: u32,
    pictures: u32,
    /// Where notes are referred to: the number of blocks up to there, and the note.
    references: Vec<(usize, String)>,
    notes: Vec<(String, Draft)>,
}

impl Page<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            _ if self.skip > 0 => {}
            Event::Text(text) => self.words(&text, range),
            Event::Code(code) => {
                let source = self.text.get(range.clone()).unwrap_or("");
                let from = range.start + source.find(&*code).unwrap_or(0);
                let to = (from + code.len()).min(range.end);
                self.words(&code, from..to);
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.words(" ", range),
            Event::Rule => self.flush(),
            Event::FootnoteReference(name) => {
                self.references.push((self.drafts.len() + 1, name.to_string()));
            }
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.line = self.line.max(range.start);
        match tag {
            Tag::Paragraph => self.open(Kind::Paragraph),
            Tag::Heading { level, .. } => self.open(Kind::Heading(depth(level))),
            Tag::CodeBlock(kind) => {
                self.flush();
                self.skip += 1;
                let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                self.indented(range, fenced);
            }
            Tag::HtmlBlock => {
                self.flush();
                self.skip += 1;
                self.html(range);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                self.label = Some(self.item_label(&range));
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                self.footnote = Some(name.to_string());
            }
            Tag::Table(_) => {
                self.flush();
                self.cell = (0, 0);
            }
            Tag::TableCell => {
                let (row, column) = self.cell;
                self.open(Kind::Cell { row, column });
            }
            Tag::Image { .. } => {
                self.skip += 1;
                self.pictures += 1;
            }
            Tag::BlockQuote(_) => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.label = None;
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.footnote = None;
            }
            TagEnd::TableCell => {
                self.flush();
                self.cell.1 = self.cell.1.saturating_add(1);
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.cell = (self.cell.0.saturating_add(1), 0);
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image => {
                self.skip = self.skip.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// The number of an item as it is shown (Markdown counts by itself), or a bullet.
    fn item_label(&mut self, range: &Range<usize>) -> String {
        let Some(Some(number)) = self.lists.last_mut() else { return "•".to_owned() };
        let shown = *number;
        *number = number.saturating_add(1);
        let source = self.text.get(range.clone()).unwrap_or("");
        let mark = source.trim_start().trim_start_matches(|it: char| it.is_ascii_digit());
        format!("{shown}{}", if mark.starts_with(')') { ')' } else { '.' })
    }

    /// Starts a block; what an item or a note holds first gets its label.
    fn open(&mut self, kind: Kind) {
        self.flush();
        let kind = match kind {
            Kind::Paragraph if self.footnote.is_some() => Kind::Footnote,
            Kind::Paragraph if self.label.is_some() => {
                Kind::Item(self.lists.len().clamp(1, 9) as u8)
            }
            kind => kind,
        };
        let mut draft = Draft::new(kind);
        draft.label = self.label.take();
        self.draft = Some(draft);
    }

    /// Ends a block.
    fn flush(&mut self) {
        let Some(mut draft) = self.draft.take().filter(|it| !it.is_empty()) else { return };
        // A paragraph right above a line of dashes is read as a heading; a long one never is.
        if matches!(draft.kind, Kind::Heading(_)) {
            let words = draft.text().split(' ').count();
            if words > 30 || words > 12 && draft.text().trim_end().ends_with('.') {
                draft.kind = Kind::Paragraph;
            }
        }
        // `- 7.2 The buyer …`: the number says more than the bullet.
        let numbered = draft.text().starts_with(|it: char| it.is_ascii_digit() || it == '(');
        if draft.label.as_deref() == Some("•") && numbered && starts_block("", draft.text()) {
            draft.label = None;
        }
        match &self.footnote {
            Some(name) => self.notes.push((name.clone(), draft)),
            None => self.drafts.push(draft),
        }
    }

    /// The blocks, each note after the block that refers to it first, as a word processor holds it.
    fn finish(mut self) -> Vec<Draft> {
        self.flush();
        let mut placed = Vec::with_capacity(self.drafts.len() + self.notes.len());
        let mut references = self.references.into_iter().peekable();
        for (at, draft) in self.drafts.into_iter().enumerate() {
            placed.push(draft);
            while let Some((_, name)) = references.next_if(|it| it.0 <= at + 1) {
                placed.extend(self.notes.extract_if(.., |it| it.0 == name).map(|it| it.1));
            }
        }
        placed.extend(self.notes.into_iter().map(|it| it.1));
        placed
    }

    /// Adds text that stands at `range`.
    fn words(&mut self, words: &str, range: Range<usize>) {
        // `{: .class }` on a line of its own is an instruction to the page builder.
        if words.starts_with("{:") && words.ends_with('}') {
            return;
        }
        if self.draft.is_none() {
            // The text of an item without blank lines stands in no paragraph.
            self.open(Kind::Paragraph);
        }
        let Some(draft) = &mut self.draft else { return };
        // `##Looptijd`: meant as a heading, though Markdown wants a space.
        let level = words.bytes().take_while(|it| *it == b'#').count();
        let (mut words, mut range) = (words, range);
        if (2..=6).contains(&level)
            && draft.is_empty()
            && words.len() > level
            && range.len() == words.len()
        {
            draft.kind = Kind::Heading(level as u8);
            words = &words[level..];
            range.start += level;
        }
        let source = self.text.get(range.clone());
        let span = Span::new(range.start + self.shift, range.end.max(range.start) + self.shift);
        // As long as its source but other words: then no byte of it has a place of its own.
        let other = source.is_some_and(|it| it.len() == words.len() && it != words);
        draft.push(words, if other { Origin::Joined } else { Origin::Bytes(span) });
    }

    /// A line end is a space, unless the next line starts a clause of its own.
    fn line_break(&mut self, range: Range<usize>) {
        let before = self.text.get(self.line..range.start).unwrap_or("");
        let after = self.text.get(range.end..).unwrap_or("");
        let next = after.lines().next().unwrap_or("");
        self.line = range.end;
        let kind = self.draft.as_ref().map(|it| it.kind);
        let heading = next.trim_start().starts_with("##");
        if heading
            || matches!(kind, Some(Kind::Paragraph | Kind::Item(_)))
                && starts_block(bare(before), bare(next))
        {
            let kind = if self.lists.is_empty() {
                Kind::Paragraph
            } else {
                Kind::Item(self.lists.len().clamp(1, 9) as u8)
            };
            self.open(kind);
            return;
        }
        self.words(" ", range.start..range.start + 1);
    }

    /// A block that is set as code: its lines are paragraphs, as in a text file.
    fn indented(&mut self, range: Range<usize>, fenced: bool) {
        let source = self.text.get(range.clone()).unwrap_or("");
        let (mut from, mut to) = (range.start, range.end);
        if fenced {
            from += source.find('\n').map_or(source.len(), |it| it + 1);
            let inner = self.text.get(from..to).unwrap_or("").trim_end();
            to = from + inner.rfind('\n').map_or(0, |it| it + 1);
        }
        let inner = self.text.get(from..to.max(from)).unwrap_or("");
        self.drafts.extend(paragraphs(inner, from + self.shift));
    }

    /// A block of HTML: its text without tags and comments, a paragraph a line.
    fn html(&mut self, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or("");
        let mut at = 0;
        while at < source.len() {
            let rest = &source[at..];
            if rest.starts_with("<!--") {
                at += rest.find("-->").map_or(rest.len(), |it| it + 3);
            } else if rest.starts_with('<') {
                at += rest.find('>').map_or(rest.len(), |it| it + 1);
            } else {
                let len = rest.find(['<', '\n']).unwrap_or(rest.len());
                if len == 0 {
                    self.flush();
                    at += 1;
                    continue;
                }
                if !rest[..len].trim().is_empty() {
                    self.words(&rest[..len], range.start + at..range.start + at + len);
                }
                at += len;
            }
        }
        self.flush();
    }
}

/// A source line without what Markdown puts in front of its words.
fn bare(line: &str) -> &str {
    line.trim()
        .trim_start_matches(['*', '_', '>', '#', ' ', '\\'])
        .trim_end_matches(['*', '_', ' ', '\\'])
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use crate::document::{Block, Document, Kind, Origin};

    fn document(text: &str) -> Document {
        read("contract.md", text.as_bytes(), Options::default()).unwrap_or_default()
    }

    fn shown(doc: &Document) -> Vec<String> {
        let shown = |it: &Block| {
            let kind = match it.kind {
                Kind::Heading(_) => "h",
                Kind::Item(_) => "i",
                Kind::Cell { .. } => "c",
                Kind::Footnote => "n",
                _ => "p",
            };
            format!("{kind} {}", &doc[it.span])
        };
        doc.blocks.iter().map(shown).collect()
    }

    #[test]
    fn marks_go_and_words_stay() {
        let doc = document(
            "---\ntitle: x\n---\n# Overeenkomst\n\n<!-- intern -->\n**Leverancier** levert de [dienst](https://dienst.example)\nop *tijd*; art\\. 4 geldt.\n\n    Ingesprongen tekst is geen code.\n\n##Looptijd\n\nEen jaar.\n",
        );
        assert_eq!(
            shown(&doc),
            [
                "h Overeenkomst",
                "p Leverancier levert de dienst op tijd; art. 4 geldt.",
                "p Ingesprongen tekst is geen code.",
                "h Looptijd",
                "p Een jaar.",
            ]
        );
    }

    #[test]
    fn lists_carry_the_numbers_that_a_reader_sees() {
        let doc = document(
            "De leverancier doet het volgende:\n\n1. hij plant het werk met de klant;\n1. hij meldt vertraging meteen, zodat\n   de klant kan schuiven;\n\nEn verder:\n\n- overleg met de klant\n- verslag van het overleg\n",
        );
        let labels: Vec<_> = doc.blocks.iter().filter_map(|it| it.label.as_deref()).collect();
        assert_eq!(labels, ["1.", "2.", "•", "•"]);
    }

    #[test]
    fn a_typed_number_starts_a_paragraph() {
        let doc = document(
            "2. Orders\n2.1. The Customer orders in writing.\n2.2. The Supplier confirms in writing, within two days, each order that it accepts.\n",
        );
        assert_eq!(doc.blocks.len(), 3, "{:?}", shown(&doc));
    }

    #[test]
    fn tables_are_cells_and_notes_are_notes() {
        let doc = document(
            "| Fase | Bedrag |\n|---|---|\n| Ontwerp | € 5.000 |\n\nDe prijs staat vast.[^1]\n\n[^1]: Exclusief btw.\n",
        );
        let found = shown(&doc);
        assert_eq!(found[..4], ["c Fase", "c Bedrag", "c Ontwerp", "c € 5.000"]);
        assert!(found.iter().any(|it| it == "n Exclusief btw."), "{found:?}");
    }

    #[test]
    fn every_byte_knows_its_place() {
        let text = "# Één\n\nDe **koper** betaalt `binnen` 14&nbsp;dagen  \nna *levering*.\n\n> - citaat\n";
        let doc = document(text);
        assert!(doc.pieces.len() > 5);
        for piece in &doc.pieces {
            if let Origin::Bytes(bytes) = piece.origin
                && bytes.len() == piece.span.len()
            {
                let (seen, source) = (&doc[piece.span], &text[bytes.range()]);
                assert!(seen == source || seen == " " && source.trim().is_empty(), "{seen:?}");
            }
        }
    }
}
