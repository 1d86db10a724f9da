//! Words that show what a framework looks for: `rules/frames.toml`, looked up sentence by sentence.
//!
//! Every distinct word of a document is looked up once, so a cue costs nothing in a sentence that
//! has none of its words.

use crate::document::{Document, Zone};
use crate::language::Language;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The table of the frameworks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Frames {
    cues: BTreeMap<String, Cue>,
    pub(super) polarity: Vec<PolarityRow>,
    pub(super) frame: Vec<FrameRow>,
    pub(super) definition: FrameRow,
    pub(super) ladder: FrameRow,
}

/// A polarity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolarityRow {
    pub(super) nl: Poles,
    pub(super) en: Poles,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Poles {
    pub(super) left: String,
    pub(super) right: String,
    pub(super) question: String,
}

/// A framework that is a list of elements.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameRow {
    pub(super) id: String,
    pub(super) nl: Words,
    pub(super) en: Words,
    pub(super) against: Vec<String>,
    pub(super) elements: Vec<ElementRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) question: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElementRow {
    pub(super) id: String,
    pub(super) cues: Vec<String>,
    pub(super) nl: String,
    pub(super) en: String,
}

/// Groups of entries for each language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cue {
    nl: Vec<Vec<String>>,
    en: Vec<Vec<String>>,
}

/// The table that comes with the program.
pub(super) fn table() -> &'static Frames {
    #[expect(clippy::expect_used, reason = "the table is embedded; a test reads it")]
    static TABLE: LazyLock<Frames> = LazyLock::new(|| {
        toml::from_str(include_str!("../../rules/frames.toml"))
            .expect("rules/frames.toml is a table of frameworks")
    });
    &TABLE
}

/// The cue that tells the subject of an article.
const SUBJECT: &str = "conflict";

/// Where the cues stand in a document.
pub(super) struct Cues {
    found: BTreeMap<&'static str, Vec<u32>>,
}

impl Cues {
    /// The sentences that have the cue called `name`, in order, indices into
    /// [`Document::sentences`].
    pub(super) fn of(&self, name: &str) -> &[u32] {
        self.found.get(name).map_or(&[], Vec::as_slice)
    }

    /// Looks for every cue in the sentences of `doc` that can count.
    pub(super) fn of_document(doc: &Document) -> Cues {
        let indices = [Index::new(doc, Language::Dutch), Index::new(doc, Language::English)];
        let mut found: BTreeMap<&'static str, Vec<u32>> = BTreeMap::new();
        for (number, sentence) in doc.sentences.iter().enumerate() {
            let heading = sentence.zone == Zone::Heading;
            if !heading && !matches!(sentence.zone, Zone::Operative | Zone::Recital) {
                continue;
            }
            let index = match sentence.language {
                Some(Language::Dutch) => &indices[0],
                Some(Language::English) => &indices[1],
                None => continue,
            };
            let words: Vec<u32> = doc.tokens_of(sentence).iter().map(|it| it.word).collect();
            // A heading tells what an article is about, and shows nothing itself.
            for name in index.cues(doc, &words).filter(|it| !heading || *it == SUBJECT) {
                found.entry(name).or_default().push(number as u32);
            }
        }
        Cues { found }
    }
}

/// An entry: its words after the first, and the group of the cue it is in.
#[derive(Clone, Copy)]
struct Entry {
    cue: usize,
    group: usize,
    rest: &'static str,
}

/// The entries that each word of a document can start.
struct Index {
    names: Vec<(&'static str, usize)>,
    starts: HashMap<u32, Vec<Entry>>,
}

impl Index {
    fn new(doc: &Document, language: Language) -> Index {
        let mut names = Vec::new();
        let mut exact: HashMap<&'static str, Vec<Entry>> = HashMap::new();
        let mut prefix: HashMap<&'static str, Vec<Entry>> = HashMap::new();
        for (cue, (name, it)) in table().cues.iter().enumerate() {
            let groups = match language {
                Language::Dutch => &it.nl,
                Language::English => &it.en,
            };
            names.push((name.as_str(), groups.len()));
            for (group, entry) in groups
                .iter()
                .enumerate()
                .flat_map(|(at, group)| group.iter().map(move |it| (at, it)))
            {
                let (first, rest) = entry.split_once(' ').unwrap_or((entry, ""));
                let entry = Entry { cue, group, rest };
                match first.strip_suffix('*') {
                    Some(first) => prefix.entry(first).or_default().push(entry),
                    None => exact.entry(first).or_default().push(entry),
                }
            }
        }
        let mut starts: HashMap<u32, Vec<Entry>> = HashMap::new();
        for (number, word) in doc.words.iter().enumerate() {
            let ends = word.char_indices().map(|(at, it)| at + it.len_utf8());
            let by_prefix = ends.filter_map(|end| prefix.get(word.get(..end)?));
            let entries: Vec<Entry> =
                exact.get(word).into_iter().chain(by_prefix).flatten().copied().collect();
            if !entries.is_empty() {
                starts.insert(number as u32, entries);
            }
        }
        Index { names, starts }
    }

    /// The cues that a sentence of these words has.
    fn cues(&self, doc: &Document, words: &[u32]) -> impl Iterator<Item = &'static str> {
        // For each cue, how many of its groups have been met, in order, and at which word last.
        let mut met: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (at, word) in words.iter().enumerate() {
            for entry in self.starts.get(word).into_iter().flatten() {
                let (next, last) = met.get(&entry.cue).copied().unwrap_or((0, usize::MAX));
                let rest = words.get(at + 1..).unwrap_or(&[]);
                // Two groups can't be met by the same word.
                if entry.group == next && last != at && follows(doc, rest, entry.rest) {
                    met.insert(entry.cue, (next + 1, at));
                }
            }
        }
        let whole: Vec<&'static str> = met
            .into_iter()
            .filter_map(|(cue, (count, _))| self.names.get(cue).filter(|it| it.1 == count))
            .map(|it| it.0)
            .collect();
        whole.into_iter()
    }
}

/// Whether `words` begin with those of `rest`.
fn follows(doc: &Document, words: &[u32], rest: &str) -> bool {
    let mut words = words.iter().map(|it| doc.words.get(*it));
    rest.split(' ').filter(|it| !it.is_empty()).all(|entry| {
        words.next().is_some_and(|word| match entry.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == entry,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(language: Language, text: &str) -> Vec<&'static str> {
        let doc = Document::from_paragraphs(text, language);
        Cues::of_document(&doc).found.into_keys().collect()
    }

    #[test]
    fn the_table_is_read_and_names_only_cues_there_are() {
        let table = table();
        for frame in table.frame.iter().chain([&table.definition, &table.ladder]) {
            let named = frame.elements.iter().flat_map(|it| &it.cues).chain(&frame.against);
            for cue in named {
                assert!(table.cues.contains_key(cue), "{}: {cue}", frame.id);
            }
        }
        for (name, cue) in &table.cues {
            let entries = cue.nl.iter().chain(&cue.en).flatten();
            assert!(entries.clone().all(|it| *it == it.to_lowercase()), "{name}");
            assert!(!cue.nl.is_empty() && !cue.en.is_empty(), "{name}");
        }
    }

    #[test]
    fn groups_are_met_in_order_within_a_sentence() {
        let text = "Partijen gaan eerst met elkaar in gesprek.";
        assert!(has(Language::Dutch, text).contains(&"talk"));
        let turned = "Na het gesprek gaat de planning eerst naar de wijk.";
        assert!(!has(Language::Dutch, turned).contains(&"talk"));
        let apart = "Wij beginnen eerst. Daarna is er een gesprek.";
        assert!(!has(Language::Dutch, apart).contains(&"talk"));
    }

    #[test]
    fn entries_of_several_words_and_starts_of_words_count() {
        assert!(has(Language::English, "A casting vote belongs to the chair.").contains(&"decree"));
        assert!(!has(Language::English, "They vote on casting the play.").contains(&"decree"));
        assert!(has(Language::Dutch, "De rechter oordeelt.").contains(&"court"));
        assert!(has(Language::English, "The arbitrators sit in Delft.").contains(&"court"));
    }
}
