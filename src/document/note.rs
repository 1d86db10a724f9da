//! What was seen while reading that the reader of a report must know, in both languages.

use super::Format;
use crate::language::Language;

/// Which text of a contract with tracked changes is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// As if every change were accepted.
    #[default]
    Accepted,
    /// As if every change were rejected: the text before the changes.
    Original,
}

impl View {
    /// The view called `accepted` or `original`.
    pub fn parse(name: &str) -> Option<View> {
        match name {
            "accepted" => Some(View::Accepted),
            "original" => Some(View::Original),
            _ => None,
        }
    }
}

/// Something about the reading. None of these stops it.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// The file's name says one format, its content another.
    NamedOtherwise {
        /// What the name says.
        named: String,
        /// What it is.
        found: Format,
    },
    /// Pages on which no text was found: scans, pictures.
    PagesWithoutText {
        /// Page numbers, from 1.
        pages: Vec<u32>,
        /// Pages in all.
        of: u32,
    },
    /// Letters that the file doesn't name, and so many of them that words are lost.
    UnknownLetters {
        /// How many.
        letters: u32,
        /// The pages they stand on, from 1; none where the format knows no pages.
        pages: Vec<u32>,
    },
    /// Pictures, whose text is not read.
    Pictures(u32),
    /// Embedded files and objects, not read.
    Objects(u32),
    /// Tracked changes, and the view that was read.
    Revisions {
        /// Which text was read.
        view: View,
        /// Insertions.
        inserted: u32,
        /// Deletions.
        deleted: u32,
        /// Who made them.
        authors: Vec<String>,
    },
    /// Comments in the margin: not part of the contract's text.
    Comments(u32),
    /// Words formatted as hidden; they are read, because they bind.
    Hidden {
        /// How many words.
        words: u32,
    },
    /// Words with a colour behind them: often what was still open when they got it.
    Highlighted {
        /// How many words.
        words: u32,
    },
    /// Numbers that were typed where the others count by themselves.
    TypedNumbers {
        /// How many were typed.
        typed: u32,
        /// How many count by themselves.
        counted: u32,
    },
    /// How often the whole text stands in the file, word for word; it was read once.
    Copies(u32),
    /// Text in a language that is not assessed.
    OtherLanguage {
        /// Its name as the detector gives it (`fra`, `deu`).
        language: String,
        /// How many words.
        words: u32,
    },
    /// The bytes were not UTF-8.
    Encoding(&'static str),
    /// A part of the file that could not be read.
    NotRead {
        /// Which part.
        part: String,
        /// Why.
        reason: String,
    },
}

impl Note {
    /// The note as a sentence.
    pub fn text(&self, language: Language) -> String {
        let nl = language == Language::Dutch;
        match self {
            Note::NamedOtherwise { named, found } if nl => {
                format!("De naam zegt {named}, de inhoud is {}; gelezen als {0}.", found.name())
            }
            Note::NamedOtherwise { named, found } => {
                format!("The name says {named}, the content is {}; read as {0}.", found.name())
            }
            Note::PagesWithoutText { pages, of } => {
                let list = pages.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
                if nl {
                    format!(
                        "Geen tekst op pagina {list} (van {of}): waarschijnlijk een scan, niet gelezen."
                    )
                } else {
                    format!("No text on page {list} (of {of}): probably a scan, not read.")
                }
            }
            Note::UnknownLetters { letters, pages } => {
                let list = pages.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
                match (nl, pages.is_empty()) {
                    (true, true) => format!("{letters} letters zijn niet te lezen."),
                    (true, false) => {
                        format!("{letters} letters zijn niet te lezen, op pagina {list}.")
                    }
                    (false, true) => format!("{letters} letters cannot be read."),
                    (false, false) => format!("{letters} letters cannot be read, on page {list}."),
                }
            }
            Note::Pictures(count) if nl => {
                format!("{count} afbeelding(en): tekst daarin is niet gelezen.")
            }
            Note::Pictures(count) => format!("{count} picture(s): text in them was not read."),
            Note::Objects(count) if nl => format!("{count} ingesloten object(en): niet gelezen."),
            Note::Objects(count) => format!("{count} embedded object(s): not read."),
            Note::Revisions { view, inserted, deleted, authors } => {
                let who = match authors.is_empty() {
                    true => String::new(),
                    false => format!(" ({})", authors.join(", ")),
                };
                let read = match (view, nl) {
                    (View::Accepted, true) => "gelezen alsof alles is aanvaard",
                    (View::Accepted, false) => "read as if all were accepted",
                    (View::Original, true) => {
                        "gelezen zoals de tekst voor de wijzigingen was (alles geweigerd)"
                    }
                    (View::Original, false) => "read as the text was before them (all rejected)",
                };
                if nl {
                    format!(
                        "Wijzigingen bijgehouden: {inserted} ingevoegd, {deleted} verwijderd{who}; {read}."
                    )
                } else {
                    format!("Tracked changes: {inserted} inserted, {deleted} deleted{who}; {read}.")
                }
            }
            Note::Comments(count) if nl => {
                format!(
                    "{count} opmerking(en) in de kantlijn: geen deel van de tekst, niet beoordeeld."
                )
            }
            Note::Comments(count) => {
                format!("{count} margin comment(s): not part of the text, not assessed.")
            }
            Note::Hidden { words } if nl => {
                format!("{words} woorden zijn als verborgen opgemaakt; ze zijn wel gelezen.")
            }
            Note::Hidden { words } => {
                format!("{words} words are formatted as hidden; they were read.")
            }
            Note::Highlighted { words } if nl => {
                format!("{words} woorden zijn met kleur gemarkeerd: staat daar nog iets open?")
            }
            Note::Highlighted { words } => {
                format!("{words} words are highlighted in colour: is something still open there?")
            }
            Note::TypedNumbers { typed, counted } if nl => format!(
                "{typed} nummer(s) met de hand getypt, {counted} tellen vanzelf: na een wijziging lopen ze uiteen."
            ),
            Note::TypedNumbers { typed, counted } => format!(
                "{typed} number(s) typed by hand, {counted} count by themselves: after a change they part."
            ),
            Note::Copies(count) if nl => {
                format!("De hele tekst staat er {count} keer, woord voor woord; één keer gelezen.")
            }
            Note::Copies(count) => {
                format!("The whole text stands there {count} times, word for word; read once.")
            }
            Note::OtherLanguage { language, words } if nl => {
                format!("{words} woorden in een andere taal ({language}): niet beoordeeld.")
            }
            Note::OtherLanguage { language, words } => {
                format!("{words} words in another language ({language}): not assessed.")
            }
            Note::Encoding(name) if nl => format!("Gelezen met tekenset {name}."),
            Note::Encoding(name) => format!("Read with encoding {name}."),
            Note::NotRead { part, reason } if nl => format!("Niet gelezen: {part} ({reason})."),
            Note::NotRead { part, reason } => format!("Not read: {part} ({reason})."),
        }
    }

    /// Whether part of the contract was left out because of it.
    pub fn leaves_text_out(&self) -> bool {
        matches!(
            self,
            Note::PagesWithoutText { .. }
                | Note::UnknownLetters { .. }
                | Note::OtherLanguage { .. }
                | Note::NotRead { .. }
        )
    }
}
