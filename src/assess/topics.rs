//! What each article is about (wn-1, B3, measure T): how the text is divided over legal, substantive
//! and relational subjects, and which of them comes first. By subject a commercial contract is about
//! half legal; how it speaks is another question, answered in [`speech`](super::speech).

use super::Rubric;
use super::cues::Index;
use crate::document::{Document, Sentence, Zone};
use crate::language::Language;
use crate::span::Span;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// How the operative text is divided over subjects, in words within the bounds of the rubric.
#[derive(Debug, Clone, Default)]
pub struct Topics {
    /// Liability, term, law, court.
    pub legal: f64,
    /// The work, its price, its planning.
    pub substantive: f64,
    /// Purpose, conduct, decisions, learning, conflict.
    pub relational: f64,
    /// Under a heading, or in words, that the table doesn't know.
    pub unmatched: f64,
    articles: Vec<Article>,
}

/// An article that is about something.
#[derive(Debug, Clone, Copy)]
struct Article {
    topic: &'static str,
    class: Class,
    /// Where it starts.
    start: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Class {
    Legal,
    Substantive,
    Relational,
}

/// The share of text without a subject above which the division says too little.
const UNMATCHED: f64 = 0.25;
/// The topic that stands in front for the reader's sake, and says nothing about what comes first.
const DEFINITIONS: &str = "definitions";
/// Sentences of an article whose words tell its topic.
const SENTENCES: usize = 15;
/// The points of a word in the heading, and of a sentence with a word.
const HEAD: f64 = 3.0;
const WORDS: f64 = 0.8;
/// The sentences with a word that count, and the points from which they tell anything.
const MOST: usize = 3;
const LEAST: f64 = 0.8;

impl Topics {
    /// Legal, substantive and relational, each as a share of the text, 0–1. None where too much of
    /// it has no subject that the table knows.
    pub fn shares(&self) -> Option<[f64; 3]> {
        let parts = [self.legal, self.substantive, self.relational];
        let whole: f64 = parts.iter().sum::<f64>() + self.unmatched;
        let enough = whole > 0.0 && self.unmatched <= UNMATCHED * whole;
        enough.then(|| parts.map(|it| it / whole))
    }

    /// The share of the text without a subject that the table knows, 0–1.
    pub fn unmatched_share(&self) -> f64 {
        let whole = self.legal + self.substantive + self.relational + self.unmatched;
        if whole > 0.0 { self.unmatched / whole } else { 1.0 }
    }

    /// Where the articles about `topic` start.
    pub(super) fn about(&self, topic: &str) -> impl Iterator<Item = Span> {
        self.articles.iter().filter(move |it| it.topic == topic).map(|it| it.start)
    }

    /// The first article about the relation and the first about law, definitions excepted.
    pub(super) fn firsts(&self) -> (Option<Span>, Option<Span>) {
        let first = |class| {
            let of = self.articles.iter().filter(|it| it.topic != DEFINITIONS);
            of.filter(|it| it.class == class).map(|it| it.start).min()
        };
        (first(Class::Relational), first(Class::Legal))
    }
}

/// What the articles of `doc` are about.
pub(super) fn topics(doc: &Document, rubric: &Rubric) -> Topics {
    let lexicons = [Language::Dutch, Language::English].map(|it| Lexicon::new(doc, it));
    let mut topics = Topics::default();
    let mut of_clause: HashMap<u32, &'static Row> = HashMap::new();
    for part in parts(doc) {
        let sentences = doc.sentences.get(part.0..part.1).unwrap_or(&[]);
        let Some(first) = sentences.first() else { continue };
        let row = told(doc, sentences, &lexicons).or_else(|| above(doc, first, &of_clause));
        if let (Some(row), Some(clause)) = (row, first.clause) {
            of_clause.entry(clause).or_insert(row);
        }
        let operative = sentences.iter().filter(|it| it.zone == Zone::Operative);
        let mass: f64 = operative.map(|it| rubric.mass(it.words())).sum();
        *match row.map(|it| it.class) {
            Some(Class::Legal) => &mut topics.legal,
            Some(Class::Substantive) => &mut topics.substantive,
            Some(Class::Relational) => &mut topics.relational,
            None => &mut topics.unmatched,
        } += mass;
        if let Some(row) = row.filter(|_| mass > 0.0) {
            topics.articles.push(Article { topic: &row.id, class: row.class, start: first.span });
        }
    }
    topics
}

/// The sentences in runs under one heading each, as ranges.
fn parts(doc: &Document) -> Vec<(usize, usize)> {
    let mut starts: Vec<usize> = vec![0];
    let mut last = None;
    for (at, sentence) in doc.sentences.iter().enumerate() {
        let clause = sentence.clause.and_then(|it| doc.clauses.get(it as usize));
        let titled = clause.is_some_and(|it| it.title.is_some() && it.sentences.0 as usize == at);
        let top = sentence.clause.map(|it| top(doc, it));
        if titled || sentence.zone == Zone::Heading || last.is_some_and(|it| it != top) {
            starts.push(at);
        }
        last = Some(top);
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([doc.sentences.len()]);
    starts.iter().copied().zip(ends).collect()
}

/// The clause at the top of the tree that holds `clause`.
fn top(doc: &Document, mut clause: u32) -> u32 {
    // A parent comes before its children, so this ends.
    while let Some(parent) = doc.clauses.get(clause as usize).and_then(|it| it.parent)
        && parent < clause
    {
        clause = parent;
    }
    clause
}

/// The topic that a heading and what stands under it tell.
fn told(doc: &Document, sentences: &[Sentence], lexicons: &[Lexicon; 2]) -> Option<&'static Row> {
    let mut points: BTreeMap<&'static str, (f64, usize, usize)> = BTreeMap::new();
    for (at, sentence) in sentences.iter().take(SENTENCES).enumerate() {
        let lexicon = match sentence.language.or(doc.language) {
            Some(Language::Dutch) => &lexicons[0],
            Some(Language::English) => &lexicons[1],
            None => continue,
        };
        let words: Vec<u32> = doc.tokens_of(sentence).iter().map(|it| it.word).collect();
        let title = sentence.clause.and_then(|it| doc.clauses.get(it as usize)?.title);
        // A title may share its sentence with what follows it.
        let heading: Option<Vec<u32>> = match title {
            _ if at > 0 => None,
            _ if sentence.zone == Zone::Heading => Some(words.clone()),
            Some(title) => {
                let tokens = doc.tokens_of(sentence).iter();
                Some(tokens.filter(|it| title.contains(it.span)).map(|it| it.word).collect())
            }
            None => None,
        };
        for (topic, letters) in heading.iter().flat_map(|it| lexicon.heads.names(doc, it)) {
            let entry = points.entry(topic).or_default();
            *entry = (entry.0 + HEAD, letters.max(entry.1), entry.2);
        }
        if sentence.zone != Zone::Heading {
            for (topic, letters) in lexicon.words.names(doc, &words) {
                let entry = points.entry(topic).or_default();
                if entry.2 < MOST {
                    *entry = (entry.0 + WORDS, letters.max(entry.1), entry.2 + 1);
                }
            }
        }
    }
    let best = points.into_iter().filter(|it| it.1.0 >= LEAST).max_by(|a, b| {
        // Of equals the longest word tells most, then the first in order.
        let (a, b) = ((a.1.0, a.1.1, b.0), (b.1.0, b.1.1, a.0));
        a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(b.2))
    })?;
    table().iter().find(|it| it.id == best.0)
}

/// The topic of the nearest clause above `sentence` that has one.
fn above(
    doc: &Document,
    sentence: &Sentence,
    of_clause: &HashMap<u32, &'static Row>,
) -> Option<&'static Row> {
    let mut clause = sentence.clause?;
    loop {
        if let Some(row) = of_clause.get(&clause) {
            return Some(row);
        }
        // A parent comes before its children, so this ends.
        let parent = doc.clauses.get(clause as usize)?.parent.filter(|it| *it < clause)?;
        clause = parent;
    }
}

/// Whether the table has a topic called `id`.
#[cfg(test)]
pub(super) fn exists(id: &str) -> bool {
    table().iter().any(|it| it.id == id)
}

struct Lexicon {
    heads: Index,
    words: Index,
}

impl Lexicon {
    fn new(doc: &Document, language: Language) -> Lexicon {
        let entries = |of: fn(&'static Tongue) -> &'static Vec<String>| -> Vec<_> {
            let rows = table().iter().flat_map(|row| {
                let tongue = match language {
                    Language::Dutch => &row.nl,
                    Language::English => &row.en,
                };
                of(tongue).iter().map(|it| (row.id.as_str(), 1, 0, it.as_str()))
            });
            rows.collect()
        };
        Lexicon {
            heads: Index::new(doc, &entries(|it| &it.heads)),
            words: Index::new(doc, &entries(|it| &it.words)),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    topic: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    class: Class,
    nl: Tongue,
    en: Tongue,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tongue {
    #[expect(dead_code, reason = "for those who read the table")]
    name: String,
    heads: Vec<String>,
    words: Vec<String>,
}

fn table() -> &'static [Row] {
    #[expect(clippy::expect_used, reason = "the table is embedded; a test reads it")]
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        toml::from_str(include_str!("../../rules/topics.toml"))
            .expect("rules/topics.toml is a table of topics")
    });
    &TABLE.topic
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Topics {
        let doc = crate::read::read("tekst.md", text.as_bytes(), Default::default());
        topics(&doc.expect("Markdown"), Rubric::builtin())
    }

    #[test]
    fn headings_tell_and_words_help_where_there_are_none() {
        let topics = of("# Overeenkomst\n\n## Artikel 1 Aansprakelijkheid\n\n\
             1.1 De bakker vergoedt wat hij breekt, tot het bedrag van de polis.\n\n\
             ## Artikel 2 Prijs\n\n2.1 Een brood kost drie euro, ook op zondag in het dorp.\n\n\
             ## Artikel 3\n\n3.1 De bakker en de molenaar lossen het op met een mediator.\n");
        let all = [topics.legal, topics.substantive, topics.relational];
        assert!(all.iter().all(|it| *it > 0.0), "{topics:?}");
        assert_eq!(topics.unmatched, 0.0);
        let shares = topics.shares().expect("all has a subject");
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        let (relational, legal) = topics.firsts();
        assert!(legal < relational);
    }

    #[test]
    fn without_subjects_there_is_no_division() {
        let topics = of("De zon schijnt op het dak van de buren en de kat slaapt in de tuin.\n");
        assert!(topics.shares().is_none());
        assert_eq!(topics.unmatched_share(), 1.0);
    }
}
