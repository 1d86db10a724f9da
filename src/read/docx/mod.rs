//! Word files (Office Open XML, transitional and strict).
//!
//! Bytes come in, drafts in reading order go out: paragraphs with the number that Word shows,
//! headings, list items, table cells, each note after the paragraph that refers to it, text boxes
//! after the paragraph that they hang on, page headers and footers at the end. Tracked changes are
//! read as if accepted, or as if rejected when asked. Every stretch of text knows the bytes of XML that it came from, so that a
//! comment or a tracked change can be written back. What can't be read is noted or refused.
//!
//! In reading order: [`package`] finds the parts, [`xml`] walks over one, [`styles`] and
//! [`numbering`] (spelled by [`number`]) say what a paragraph is, [`story`] reads a part that holds
//! text, [`teller`] walking over it a [`paragraph`] at a time, past the properties that are [`known`];
//! [`field`] and [`symbol`] know what Word computes or draws.

mod package;
mod xml;
mod styles;
mod numbering;
mod number;
mod story;
mod known;
mod teller;
mod paragraph;
mod field;
mod symbol;

use super::{Options, Refusal};
use crate::document::{Builder, Document, Draft, Format, Kind, Note, Quality, opens_block};
use numbering::Numbering;
use package::{Package, Relationship};
use std::collections::HashSet;
use story::{Notes, Seen, Sheets, Story, Told};
use styles::Styles;
use xml::Part;

/// Reads the Word file called `name`.
///
/// [`crate::document::Origin::Docx`] numbers the parts: 0 is the main part, then the notes,
/// headers and footers in the order of the main part's relationships.
///
/// # Errors
/// When the file is encrypted, damaged before its first words, made to fill memory, or no Word
/// document at all.
pub(super) fn docx(name: &str, bytes: &[u8], options: &Options) -> Result<Builder, Refusal> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let Some(body) = package.part(&main)? else { return Err(package::unreadable("leeg / empty")) };
    let links = package.relationships(&main)?;
    let mut named = |kind: &str| match links.iter().find(|it| it.kind == kind && !it.external) {
        Some(link) => package.part(&link.target),
        None => Ok(None),
    };
    let (styles, numbering) = (named("styles")?, named("numbering")?);
    let sheets = sheets(styles.as_ref(), numbering.as_ref(), options);

    let mut seen = Seen { view: options.revisions, ..Seen::default() };
    let mut notes = Notes::default();
    // Numbers of parts: what `Origin::Docx` names them by.
    let texts: Vec<&Relationship> = links.iter().filter(|it| holds_text(it)).collect();
    for (link, number) in texts.iter().zip(1..) {
        if let Some(kind) = story::Reference::of(&link.kind)
            && let Some(part) = package.part(&link.target)?
        {
            let told = story::tell(&part, number, Story::Notes, &sheets, &mut notes, &mut seen);
            seen.breaks(&part, told.error.as_deref());
            notes.keep(kind, told.notes);
        }
    }

    let told = story::tell(&body, 0, Story::Body, &sheets, &mut notes, &mut seen);
    if let Some(error) = &told.error
        && told.drafts.iter().all(Draft::is_empty)
    {
        return Err(package::unreadable(error));
    }
    seen.breaks(&body, told.error.as_deref());

    let mut builder = Document::builder(name, Format::Docx);
    if told.error.is_some() {
        builder.quality(Quality::broken_off(told.share));
    }
    let Told { drafts, furniture, chunks, .. } = told;
    seen.typed = typed_numbers(&drafts);
    for draft in drafts {
        builder.block(draft);
    }

    // The same footer often stands in a part for each section: once is enough.
    let mut once: HashSet<(bool, String)> = HashSet::new();
    for (link, number) in texts.iter().zip(1..) {
        let Some(story) = Story::of(&link.kind).filter(|_| furniture.contains(&link.id)) else {
            continue;
        };
        let Some(part) = package.part(&link.target)? else { continue };
        let told = story::tell(&part, number, story, &sheets, &mut Notes::default(), &mut seen);
        for draft in told.drafts {
            if once.insert((draft.kind == Kind::Header, draft.text().to_owned())) {
                builder.block(draft);
            }
        }
    }

    for link in links.iter().filter(|it| chunks.contains(&it.id)) {
        let part = link.target.clone();
        seen.unread.push((part, "ingevoegd document / inserted document".to_owned()));
    }
    for note in seen.notes() {
        builder.note(note);
    }
    Ok(builder)
}

/// Paragraphs that count by themselves, from which a typed number is out of line.
const COUNTED: u32 = 5;

/// Says how many numbers were typed where most others count by themselves.
fn typed_numbers(drafts: &[Draft]) -> Option<Note> {
    let bullet = |it: &str| !it.contains(char::is_alphanumeric);
    let (mut typed, mut counted) = (0, 0);
    for draft in drafts.iter().filter(|it| it.zone.is_none()) {
        match &draft.label {
            Some(label) => counted += u32::from(!bullet(label)),
            // Figures alone: "a." and "B." open names and lists as often.
            None if draft.text().starts_with(|it: char| it.is_ascii_digit()) => {
                typed += u32::from(
                    !matches!(draft.kind, Kind::Cell { .. }) && opens_block(draft.text()),
                );
            }
            None => {}
        }
    }
    (counted >= COUNTED && typed > 0 && typed * 3 <= counted)
        .then_some(Note::TypedNumbers { typed, counted })
}

/// Styles and lists, with what they say of each other.
fn sheets<'a>(
    styles: Option<&'a Part>,
    numbering: Option<&'a Part>,
    options: &Options,
) -> Sheets<'a> {
    let styles = styles.map(Styles::new).unwrap_or_default();
    let mut numbering = numbering.map(Numbering::new).unwrap_or_default();
    numbering.language = options.language.or(styles.language);
    numbering.follow_links(|style| styles.list_of(style));
    let default = styles.paragraph(None, &numbering);
    Sheets { styles, numbering, default }
}

/// Whether a part holds text that a reader of the contract sees.
fn holds_text(link: &Relationship) -> bool {
    !link.external && matches!(&*link.kind, "footnotes" | "endnotes" | "header" | "footer")
}

impl Seen {
    /// Notes that a part was damaged, if it was.
    fn breaks(&mut self, part: &Part, error: Option<&str>) {
        let damaged = (!part.whole).then_some("beschadigd / damaged");
        if let Some(reason) = error.or(damaged) {
            self.unread.push((part.name.clone(), reason.to_owned()));
        }
    }

    /// What the reader of a report must know.
    fn notes(self) -> Vec<Note> {
        let mut notes = Vec::new();
        let revised = self.inserted + self.deleted > 0;
        let Seen { view, inserted, deleted, authors, .. } = self;
        notes.extend(revised.then_some(Note::Revisions { view, inserted, deleted, authors }));
        notes.extend((self.comments > 0).then_some(Note::Comments(self.comments)));
        notes.extend((self.hidden > 0).then_some(Note::Hidden { words: self.hidden }));
        let words = self.highlighted;
        notes.extend((words > 0).then_some(Note::Highlighted { words }));
        notes.extend((self.pictures > 0).then_some(Note::Pictures(self.pictures)));
        notes.extend((self.objects > 0).then_some(Note::Objects(self.objects)));
        notes.extend(self.typed);
        notes.extend(self.unread.into_iter().map(|(part, reason)| Note::NotRead { part, reason }));
        notes
    }
}

#[cfg(test)]
mod tests;
