//! Words that show what a framework looks for: `rules/frames.toml`, looked up sentence by sentence.
//!
//! Every distinct word of a document is looked up once, so a cue costs nothing in a sentence that
//! has none of its words.

use super::table::table;
use crate::document::{Document, OfText, Zone};
use crate::language::Language;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The cue that tells the subject of an article.
const SUBJECT: &str = "conflict";

/// Where the cues stand in a document.
pub(super) struct Cues {
    found: BTreeMap<&'static str, Vec<u32>>,
    titled: BTreeSet<&'static str>,
}

/// Sentences at the start of a document that may be its title, and the words each has at most.
const TITLE: (usize, usize) = (3, 14);

impl Cues {
    /// The sentences that have the cue called `name`, in order, indices into
    /// [`Document::sentences`].
    pub(super) fn of(&self, name: &str) -> &[u32] {
        self.found.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the title of the document has the cue called `name`.
    pub(super) fn titled(&self, name: &str) -> bool {
        self.titled.contains(name)
    }

    /// Looks for every cue in the sentences of `doc` that can count.
    pub(super) fn of_document(doc: &Document) -> Cues {
        let indices = [Language::Dutch, Language::English].map(|it| Index::new(doc, &entries(it)));
        let mut cues = Cues { found: BTreeMap::new(), titled: BTreeSet::new() };
        for (number, sentence) in doc.sentences.iter().enumerate() {
            let heading = sentence.zone == Zone::Heading;
            let title = number < TITLE.0 && doc.tokens_of(sentence).len() <= TITLE.1;
            let counts = matches!(sentence.zone, Zone::Operative | Zone::Recital);
            if !heading && !title && !counts {
                continue;
            }
            // A title is often too short to tell its language by.
            let index = match sentence.language.or(doc.language) {
                Some(Language::Dutch) => &indices[0],
                Some(Language::English) => &indices[1],
                None => continue,
            };
            let words: Vec<u32> = doc.tokens_of(sentence).iter().map(|it| it.word).collect();
            for name in index.cues(doc, &words) {
                if title {
                    cues.titled.insert(name);
                }
                // A heading tells what an article is about, and shows nothing itself.
                let judged = counts && sentence.language.is_some();
                if judged || (heading && name == SUBJECT) {
                    cues.found.entry(name).or_default().push(number as u32);
                }
            }
        }
        cues
    }
}

/// The group of the entries that take a cue away.
const VETO: usize = usize::MAX;

/// All entries of a language: the cue, how many groups it has, the group, the entry.
fn entries(language: Language) -> Vec<(&'static str, usize, usize, &'static str)> {
    let mut all = Vec::new();
    for (name, cue) in &table().cues {
        let groups = cue.groups(language);
        for (at, group) in groups.iter().enumerate() {
            all.extend(group.iter().map(|it| (name.as_str(), groups.len(), at, it.as_str())));
        }
        all.extend(cue.unless.iter().map(|it| (name.as_str(), groups.len(), VETO, it.as_str())));
    }
    all
}

/// An entry: its words after the first, and the group of the cue it is in.
#[derive(Clone, Copy)]
struct Entry {
    cue: usize,
    group: usize,
    /// Indices into [`Index::needs`].
    rest: (u32, u32),
    length: usize,
}

/// A word of an entry after the first.
enum Need {
    /// The word of the document with this number.
    Word(u32),
    /// A word that starts so.
    Start(&'static str),
}

/// The entries that each word of a document can start.
pub(super) struct Index {
    names: Vec<(&'static str, usize)>,
    needs: Vec<Need>,
    /// For each word of the document, where its entries start and end.
    starts: Vec<(u32, u32)>,
    entries: Vec<Entry>,
}

/// Entries by their first word, or by what it starts with.
type ByText = HashMap<&'static str, Vec<Entry>, OfText>;

impl Index {
    /// The index of `entries`, those of a name in a row: name, groups of the name, group, entry.
    pub(super) fn new(
        doc: &Document,
        entries: &[(&'static str, usize, usize, &'static str)],
    ) -> Index {
        let mut names: Vec<(&'static str, usize)> = Vec::new();
        let mut needs: Vec<Need> = Vec::new();
        let (mut exact, mut prefix) = (ByText::default(), ByText::default());
        for &(name, groups, group, entry) in entries {
            if names.last() != Some(&(name, groups)) {
                names.push((name, groups));
            }
            let (first, rest) = entry.split_once(' ').unwrap_or((entry, ""));
            let from = needs.len();
            let words = rest.split(' ').filter(|it| !it.is_empty());
            needs.extend(words.map_while(|it| match it.strip_suffix('*') {
                Some(start) => Some(Need::Start(start)),
                None => doc.words.find(it).map(Need::Word),
            }));
            // One with a word that the document has not stands nowhere in it.
            if needs.len() - from < rest.split(' ').filter(|it| !it.is_empty()).count() {
                needs.truncate(from);
                continue;
            }
            let rest = (from as u32, needs.len() as u32);
            let entry = Entry { cue: names.len() - 1, group, rest, length: entry.len() };
            match first.strip_suffix('*') {
                Some(first) => prefix.entry(first).or_default().push(entry),
                None => exact.entry(first).or_default().push(entry),
            }
        }
        let mut lengths: Vec<usize> = prefix.keys().map(|it| it.len()).collect();
        lengths.sort_unstable();
        lengths.dedup();
        let mut found: Vec<Entry> = Vec::new();
        let starts = doc.words.iter().map(|word| {
            let from = found.len() as u32;
            let by_prefix = lengths.iter().filter_map(|end| prefix.get(word.get(..*end)?));
            found.extend(exact.get(word).into_iter().chain(by_prefix).flatten().copied());
            (from, found.len() as u32)
        });
        let starts = starts.collect();
        Index { names, needs, starts, entries: found }
    }

    /// The cues that a sentence of these words has.
    fn cues(&self, doc: &Document, words: &[u32]) -> impl Iterator<Item = &'static str> + use<> {
        // For each cue, how many of its groups have been met, in order, and at which word last.
        let mut met: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (at, entry) in self.entries(doc, words) {
            let (next, last) = met.get(&entry.cue).copied().unwrap_or((0, usize::MAX));
            if entry.group == VETO {
                met.insert(entry.cue, (VETO, at));
            } else if entry.group == next && last != at {
                // Two groups can't be met by the same word.
                met.insert(entry.cue, (next + 1, at));
            }
        }
        let whole: Vec<&'static str> = met
            .into_iter()
            .filter_map(|(cue, (count, _))| self.names.get(cue).filter(|it| it.1 == count))
            .map(|it| it.0)
            .collect();
        whole.into_iter()
    }

    /// The names that have an entry in these words, with the letters of the longest.
    pub(super) fn names(&self, doc: &Document, words: &[u32]) -> BTreeMap<&'static str, usize> {
        let mut found = BTreeMap::new();
        for (_, entry) in self.entries(doc, words) {
            if let Some((name, _)) = self.names.get(entry.cue) {
                let longest = found.entry(*name).or_insert(0);
                *longest = entry.length.max(*longest);
            }
        }
        found
    }

    /// Every entry in these words, with the word it starts at.
    fn entries<'a>(
        &'a self,
        doc: &'a Document,
        words: &'a [u32],
    ) -> impl Iterator<Item = (usize, &'a Entry)> {
        words.iter().enumerate().flat_map(move |(at, word)| {
            let rest = words.get(at + 1..).unwrap_or(&[]);
            let (from, to) = self.starts.get(*word as usize).copied().unwrap_or_default();
            let starting = self.entries.get(from as usize..to as usize).into_iter().flatten();
            starting.filter(move |it| self.follows(doc, rest, it)).map(move |it| (at, it))
        })
    }

    /// Whether `words` begin with those of `entry` after its first.
    fn follows(&self, doc: &Document, words: &[u32], entry: &Entry) -> bool {
        let (from, to) = entry.rest;
        let needs = self.needs.get(from as usize..to as usize).unwrap_or_default();
        needs.len() <= words.len()
            && needs.iter().zip(words).all(|(need, word)| match need {
                Need::Word(number) => word == number,
                Need::Start(start) => doc.words.get(*word).starts_with(start),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(language: Language, text: &str) -> Vec<&'static str> {
        let doc = Document::from_paragraphs(text, language);
        Cues::of_document(&doc).found.into_keys().collect()
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

    #[test]
    fn what_takes_a_cue_away_does_so_wherever_it_stands() {
        assert!(has(Language::Dutch, "Bij vertraging geldt een boete.").contains(&"penalty"));
        assert!(!has(Language::Dutch, "Er is geen boete bij vertraging.").contains(&"penalty"));
    }

    #[test]
    fn a_title_is_told_apart_from_the_text() {
        let doc = Document::from_paragraphs(
            "Intentieverklaring wijkteam\n\nPartijen bespreken in mei de vervolgstappen met de wijk.",
            Language::Dutch,
        );
        let cues = Cues::of_document(&doc);
        assert!(cues.titled("phase-share") && !cues.titled("phase-renew"));
        assert_eq!(cues.of("next-steps"), [1]);
    }
}
