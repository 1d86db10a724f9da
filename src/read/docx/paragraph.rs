//! A paragraph while it is read, and what it turns out to be when it ends.

use super::numbering::Label;
use super::story::Story;
use super::styles::Style;
use crate::document::{Draft, Kind, Origin, Zone};
use crate::read::item::stands_apart;

/// A paragraph that is being read.
pub(super) struct Paragraph {
    /// Its number in the part.
    pub number: u32,
    /// Within `w:pPr`.
    pub properties: bool,
    /// What it says of itself.
    pub own: Own,
    /// The view leaves its mark out: the next paragraph goes on where it ends.
    pub unmarked: bool,
    /// It carries a section break.
    pub section: bool,
    /// The run that is read; none before the first.
    pub run: Option<u32>,
    /// That run is formatted as hidden.
    pub hidden: bool,
    /// That run has a colour behind it.
    pub highlighted: bool,
    /// It is part of a table of contents.
    pub contents: bool,
    /// Notes and text boxes that hang on it.
    pub after: Vec<Draft>,
    /// Lines before the one that is read, where items or paragraphs were set apart by line breaks only.
    lines: Vec<Draft>,
    draft: Draft,
    /// A line break was met and no text since.
    broken: bool,
}

/// What a paragraph says of itself in its properties.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Own {
    /// Its style; none where it names none.
    pub style: Option<Style>,
    /// The list that it is numbered in.
    pub list: Option<i32>,
    /// The level of that list.
    pub level: Option<u8>,
    /// Its outline level, from 0; 9 is body text.
    pub outline: Option<u8>,
}

/// What a paragraph is, from its style, its properties and its place.
pub(super) struct Role {
    /// The story it is part of.
    pub story: Story,
    /// Row and column of the table cell it stands in.
    pub cell: Option<(u16, u16)>,
    /// Level of the heading it is by its style or outline level.
    pub heading: Option<u8>,
    /// Its number.
    pub label: Option<Label>,
    /// Level of the number, from 0.
    pub level: u8,
    /// Whether it is a line of a table of contents.
    pub contents: bool,
}

impl Paragraph {
    /// The `number`th paragraph of a part. It goes on where `before` ends, whose mark was deleted.
    pub(super) fn new(number: u32, before: Option<Paragraph>) -> Paragraph {
        let mut paragraph = Paragraph {
            number,
            properties: false,
            own: Own::default(),
            unmarked: false,
            section: false,
            run: None,
            hidden: false,
            highlighted: false,
            contents: false,
            after: Vec::new(),
            lines: Vec::new(),
            draft: Draft::new(Kind::Paragraph),
            broken: false,
        };
        if let Some(before) = before {
            paragraph.draft = before.draft;
            paragraph.lines = before.lines;
            paragraph.after = before.after;
            paragraph.contents = before.contents;
        }
        paragraph
    }

    /// Adds text; `page` is where it stands.
    pub(super) fn push(&mut self, text: &str, origin: Origin, page: Option<u32>) {
        if self.broken && !text.chars().all(char::is_whitespace) {
            self.broken = false;
            if !self.draft.is_empty() && stands_apart(self.draft.text(), text) {
                self.lines.push(std::mem::replace(&mut self.draft, Draft::new(Kind::Paragraph)));
            }
        }
        if self.draft.is_empty() {
            self.draft.page = page;
        }
        self.draft.push(text, origin);
    }

    /// Forgets its style and numbering, and reads those that follow in their place.
    pub(super) fn forget_properties(&mut self) {
        self.own = Own::default();
    }

    /// A line break: the next line may be an item or a paragraph of its own.
    pub(super) fn break_line(&mut self) {
        self.broken = true;
    }

    /// Adds the paragraph to `drafts` as blocks, in its role, what hangs on it after it.
    pub(super) fn finish(mut self, role: Role, drafts: &mut Vec<Draft>) {
        let text = self.lines.first().unwrap_or(&self.draft).text();
        let heading = role.heading.filter(|_| !role.contents && is_title(text));
        let item = role.label.as_ref().is_some_and(|it| it.bullet || role.level > 0);
        let plain = match (role.story, role.cell) {
            (Story::Notes, _) => Kind::Footnote,
            (Story::Header, _) => Kind::Header,
            (Story::Footer, _) => Kind::Footer,
            (Story::Body, Some((row, column))) => Kind::Cell { row, column },
            (Story::Body, None) => Kind::Paragraph,
        };
        let kind = match (plain, heading) {
            (Kind::Paragraph, Some(level)) => Kind::Heading(level),
            (Kind::Paragraph, None) if item => Kind::Item(role.level.saturating_add(1)),
            (other, _) => other,
        };
        let zone = match role.story {
            Story::Header | Story::Footer => Some(Zone::Furniture),
            Story::Body | Story::Notes => role.contents.then_some(Zone::Contents),
        };
        // Nearly always one line and nothing else.
        if self.lines.is_empty() && self.after.is_empty() {
            let mut draft = self.draft;
            if !draft.is_empty() {
                draft.label = role.label.map(|it| it.text);
                draft.kind = kind;
                draft.zone = zone;
                drafts.push(draft);
            }
            return;
        }
        let first = if self.lines.is_empty() { &mut self.draft } else { &mut self.lines[0] };
        first.label = role.label.map(|it| it.text);
        let lines =
            self.lines.into_iter().chain([self.draft]).enumerate().map(|(at, mut draft)| {
                draft.kind = if at == 0 { kind } else { plain };
                draft.zone = zone;
                draft
            });
        drafts.extend(lines.chain(self.after).filter(|it| !it.is_empty()));
    }
}

/// Whether a paragraph in a heading style reads as one. Many templates number whole clauses with
/// heading styles; a sentence is not a heading because of its style.
fn is_title(text: &str) -> bool {
    let text = text.trim_end();
    let most = if text.ends_with(['.', ';', ',']) { 7 } else { 25 };
    text.split(' ').take(most + 1).count() <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_no_title() {
        assert!(is_title("Aansprakelijkheid"));
        assert!(is_title("Limitation of Liability."));
        assert!(!is_title("Opdrachtnemer is niet aansprakelijk voor schade van Opdrachtgever."));
    }
}
