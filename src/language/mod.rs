//! The languages of contracts: which one a passage is in, where its sentences end, what its
//! words are. A third language is a folder of tables, a variant here and a line in `tables`.

mod cues;
mod detect;
mod drafting;
mod list;
mod parties;
mod seek;
mod segment;
mod tables;

pub use cues::{Cue, TopicEntry, topics};
pub use detect::{Detected, Marks, detect_blocks, marks};
pub use drafting::DraftingWords;
pub use list::WordList;
pub use parties::PartyWords;
pub use seek::{count, each_word, seek};
pub(crate) use segment::each_sentence;
pub use segment::{sentences, words};
pub use tables::{Pronouns, Tables, Titles};

/// A language that weeflint can judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Nederlands.
    Dutch,
    /// English.
    English,
}

impl Language {
    /// Both, Dutch first.
    pub const ALL: [Language; 2] = [Language::Dutch, Language::English];

    /// ISO 639-1: `nl`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Dutch => "nl",
            Language::English => "en",
        }
    }

    /// The language with this code.
    pub fn parse(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|it| it.code() == code)
    }
}
