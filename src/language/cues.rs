//! Expressions that tell something about the sentence or clause they stand in: that somebody must,
//! on which condition, about what. Data of a language; what they add up to is for analyses.

use super::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// An expression and what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// The kind of thing it tells: `modal`, `part`, `subject`, or the id of a topic.
    pub group: &'static str,
    /// What it tells: `prohibition`, `deadline`; of a topic, where it stands: `title`, `text`.
    pub name: &'static str,
    /// Words in lower case; `…` for up to four words, a star for the rest of a word.
    pub words: &'static str,
}

/// What a clause can be about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicEntry {
    /// `price-payment`.
    pub id: String,
    /// `legal`, `substance` or `relational`.
    pub class: String,
    /// Its Dutch name.
    pub nl: String,
    /// Its English name.
    pub en: String,
}

impl Language {
    /// What tells who must and may what, and about what.
    pub fn duty_cues(self) -> &'static [Cue] {
        match self {
            Language::Dutch => &DUTIES_NL,
            Language::English => &DUTIES_EN,
        }
    }

    /// What tells the topic of a clause.
    pub fn topic_cues(self) -> &'static [Cue] {
        match self {
            Language::Dutch => &TOPICS_NL,
            Language::English => &TOPICS_EN,
        }
    }
}

/// All topics, in the order of the table.
pub fn topics() -> &'static [TopicEntry] {
    &TOPICS
}

static DUTIES_NL: LazyLock<Vec<Cue>> = LazyLock::new(|| cues(include_str!("nl/duties.toml")));
static DUTIES_EN: LazyLock<Vec<Cue>> = LazyLock::new(|| cues(include_str!("en/duties.toml")));
static TOPICS_NL: LazyLock<Vec<Cue>> = LazyLock::new(|| cues(include_str!("nl/topics.toml")));
static TOPICS_EN: LazyLock<Vec<Cue>> = LazyLock::new(|| cues(include_str!("en/topics.toml")));

static TOPICS: LazyLock<Vec<TopicEntry>> = LazyLock::new(|| {
    #[derive(Default, Deserialize)]
    struct Table {
        topic: Vec<TopicEntry>,
    }
    // Part of the binary, and a test reads it: a broken table can't ship.
    toml::from_str::<Table>(include_str!("topics.toml")).unwrap_or_default().topic
});

fn cues(table: &'static str) -> Vec<Cue> {
    type Table = BTreeMap<String, BTreeMap<String, String>>;
    let table: Table = toml::from_str(table).unwrap_or_default();
    let mut cues = Vec::new();
    for (group, lists) in table {
        let group: &'static str = group.leak();
        for (name, list) in lists {
            let name: &'static str = name.leak();
            let list: &'static str = list.leak();
            let each = list.split('|').map(str::trim).filter(|it| !it.is_empty());
            cues.extend(each.map(|words| Cue { group, name, words }));
        }
    }
    cues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for language in Language::ALL {
            assert!(language.duty_cues().len() > 150);
            let cues = language.topic_cues();
            for topic in topics() {
                assert!(cues.iter().any(|it| it.group == topic.id), "{} has no words", topic.id);
            }
            for cue in cues {
                assert!(topics().iter().any(|it| it.id == cue.group), "{cue:?} has no topic");
                assert!(matches!(cue.name, "title" | "text"), "{cue:?}");
            }
            for cue in cues.iter().chain(language.duty_cues()) {
                assert_eq!(cue.words, cue.words.to_lowercase());
                assert!(!cue.words.starts_with(['…', '*']), "{cue:?}");
            }
        }
        assert!(
            topics().iter().all(|it| ["legal", "substance", "relational"].contains(&&*it.class))
        );
    }
}
