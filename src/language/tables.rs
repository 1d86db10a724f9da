//! The word tables of a language: small TOML files that a lawyer can edit, read once.

use super::{Language, WordList};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The words of one language that code needs to know by name. All in lower case.
#[derive(Debug)]
pub struct Tables {
    /// The twelve months, January first.
    pub months: Vec<&'static str>,
    /// Number words with their value: zero to twenty, and the tens up to a hundred.
    pub numbers: HashMap<&'static str, u32>,
    /// Pronouns by whom they mean.
    pub pronouns: Pronouns,
    /// The words that stand at the head of a part of a contract.
    pub titles: Titles,
    /// The words of [`Titles`] that a number follows: of articles, groups of them, annexes.
    pub numbered: WordList,
    /// Words that open sentences and are seldom names.
    pub(crate) openers: HashSet<&'static str>,
    /// Words that tell this language from the others.
    pub markers: HashSet<&'static str>,
    /// Abbreviations without their last stop, and what may follow them.
    pub(super) abbreviations: HashMap<&'static str, After>,
    /// The same, without what may follow.
    pub(super) shortened: WordList,
}

/// Pronouns by the person they speak of.
#[derive(Debug)]
pub struct Pronouns {
    /// `we`, `our`.
    pub we: Vec<&'static str>,
    /// `you`, `your`.
    pub you: Vec<&'static str>,
    /// `he`, `she`, `they` and their forms.
    pub they: Vec<&'static str>,
}

/// Words that stand at the head of a part of a contract.
#[derive(Debug)]
pub struct Titles {
    /// Of a numbered clause: `Artikel`, `Section`.
    pub article: Vec<&'static str>,
    /// Of a group of clauses: `Hoofdstuk`, `Part`.
    pub part: Vec<&'static str>,
    /// Of what is attached: `Bijlage`, `Schedule`.
    pub annex: Vec<&'static str>,
    /// Of the considerations.
    pub recitals: Vec<&'static str>,
    /// Of the definitions.
    pub definitions: Vec<&'static str>,
    /// Of the signatures.
    pub signed: Vec<&'static str>,
    /// Of the table of contents.
    pub contents: Vec<&'static str>,
}

/// What may come after an abbreviation and its stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// The same sentence, always: `art.`, `e.g.`.
    Same,
    /// A new sentence, where it starts with a capital: `B.V.`, `etc.`.
    New,
    /// A new sentence, where it starts with a word that opens sentences: `U.S.`.
    Opener,
    /// The same sentence before a number; otherwise it was no abbreviation: `No.`.
    Number,
}

impl Language {
    /// The word tables of this language.
    pub fn tables(self) -> &'static Tables {
        match self {
            Language::Dutch => &DUTCH,
            Language::English => &ENGLISH,
        }
    }
}

static DUTCH: LazyLock<Tables> = LazyLock::new(|| {
    Tables::load(include_str!("nl/words.toml"), include_str!("nl/abbreviations.toml"))
});

static ENGLISH: LazyLock<Tables> = LazyLock::new(|| {
    Tables::load(include_str!("en/words.toml"), include_str!("en/abbreviations.toml"))
});

impl Language {
    /// Words that many readers stumble over, however short they are: of the law, of offices.
    pub fn hard_words(self) -> &'static HashSet<&'static str> {
        static WORDS: LazyLock<[HashSet<&str>; 2]> = LazyLock::new(|| {
            [include_str!("nl/difficult.txt"), include_str!("en/difficult.txt")]
                .map(|it| it.split_whitespace().collect())
        });
        match self {
            Language::Dutch => &WORDS[0],
            Language::English => &WORDS[1],
        }
    }
}

/// Small words of languages that are not judged, by the detector's name for the language.
pub(super) static OTHERS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> =
    LazyLock::new(|| {
        let lists: HashMap<String, String> = parse(include_str!("other.toml"));
        lists.into_iter().map(|(name, list)| (&*name.leak(), split(list).collect())).collect()
    });

impl Tables {
    fn load(words: &str, abbreviations: &str) -> Tables {
        let words: Words = parse(words);
        let lists: Abbreviations = parse(abbreviations);
        let mut abbreviations = HashMap::new();
        for (list, after) in [
            (lists.continues, After::Same),
            (lists.ends, After::New),
            (lists.either, After::Opener),
            (lists.numbered, After::Number),
        ] {
            abbreviations.extend(split(list).map(|it| (it, after)));
        }
        let small = split(words.numbers).zip(0..);
        let numbers = small.chain(split(words.tens).zip((10..).step_by(10))).collect();
        let titles = Titles {
            article: split(words.titles.article).collect(),
            part: split(words.titles.part).collect(),
            annex: split(words.titles.annex).collect(),
            recitals: split(words.titles.recitals).collect(),
            definitions: split(words.titles.definitions).collect(),
            signed: split(words.titles.signed).collect(),
            contents: split(words.titles.contents).collect(),
        };
        let numbered = [&titles.article, &titles.part, &titles.annex].into_iter().flatten();
        Tables {
            months: split(words.months).collect(),
            numbers,
            pronouns: Pronouns {
                we: split(words.pronouns.we).collect(),
                you: split(words.pronouns.you).collect(),
                they: split(words.pronouns.they).collect(),
            },
            numbered: WordList::new(numbered.copied().collect::<Vec<_>>().leak()),
            titles,
            openers: split(words.openers).collect(),
            markers: split(words.markers).collect(),
            shortened: WordList::new(abbreviations.keys().copied().collect::<Vec<_>>().leak()),
            abbreviations,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    openers: String,
    markers: String,
    months: String,
    numbers: String,
    tens: String,
    pronouns: PronounLists,
    titles: TitleLists,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PronounLists {
    we: String,
    you: String,
    they: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleLists {
    article: String,
    part: String,
    annex: String,
    recitals: String,
    definitions: String,
    signed: String,
    contents: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviations {
    continues: String,
    ends: String,
    either: String,
    numbered: String,
}

/// The tables are part of the binary and a test reads each, so a broken one can't ship.
fn parse<T: serde::de::DeserializeOwned + Default>(table: &str) -> T {
    toml::from_str(table).unwrap_or_default()
}

/// The words of a list. They live as long as the program, as the tables do.
fn split(list: String) -> impl Iterator<Item = &'static str> {
    let list: &'static str = list.leak();
    list.split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for language in Language::ALL {
            let tables = language.tables();
            assert_eq!(tables.months.len(), 12);
            assert!(tables.openers.len() > 50 && tables.markers.len() > 30);
            assert!(tables.abbreviations.len() > 100);
            assert!(!tables.titles.contents.is_empty());
        }
        assert_eq!(Language::Dutch.tables().numbers["veertien"], 14);
        assert_eq!(Language::Dutch.tables().numbers["tachtig"], 80);
        assert_eq!(Language::English.tables().numbers["hundred"], 100);
        assert!(OTHERS.len() > 6);
    }
}
