//! What each clause is about, by the words of its title and text, and how the text is spread over
//! legal, substance and relational topics.
//!
//! A title that tells weighs 3, each word of the text that tells 0.8, at most three of them. The
//! topic with the most weight counts; a clause whose own words tell nothing has that of the clause
//! around it.

use super::phrases::Phrases;
use crate::document::{Clause, Document, Token, Zone};
use crate::language::{self, Language};

/// A kind of topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// What happens when things go wrong, and whose they are: liability, termination, secrecy.
    Legal,
    /// What is done and for what: services, price, planning.
    Substance,
    /// How the parties go about with each other: purpose, governance, learning.
    Relational,
}

impl Class {
    /// `legal`, as scripts and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            Class::Legal => "legal",
            Class::Substance => "substance",
            Class::Relational => "relational",
        }
    }
}

/// A topic, an index into the table of topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Topic(u8);

impl Topic {
    /// All topics.
    pub fn all() -> impl Iterator<Item = Topic> {
        (0..language::topics().len() as u8).map(Topic)
    }

    /// `price-payment`.
    pub fn id(self) -> &'static str {
        language::topics().get(usize::from(self.0)).map_or("", |it| &it.id)
    }

    /// What readers call it.
    pub fn title(self, language: Language) -> &'static str {
        let topic = language::topics().get(usize::from(self.0));
        topic.map_or("", |it| match language {
            Language::Dutch => &it.nl,
            Language::English => &it.en,
        })
    }

    /// Its kind.
    pub fn class(self) -> Class {
        match language::topics().get(usize::from(self.0)).map_or("", |it| &it.class) {
            "legal" => Class::Legal,
            "relational" => Class::Relational,
            _ => Class::Substance,
        }
    }
}

/// What the clauses are about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics {
    /// The topic of each clause, as [`Document::clauses`]; none where no word tells.
    pub of_clauses: Vec<Option<Topic>>,
    /// Words of operative text by class: legal, substance, relational.
    pub words: [u32; 3],
    /// Words of operative text in clauses without a topic, or in no clause.
    pub unknown: u32,
}

impl Topics {
    /// The shares of legal, substance and relational text; none where the topics of more than a
    /// quarter of the text are unknown.
    pub fn shares(&self) -> Option<[f64; 3]> {
        let known: u32 = self.words.iter().sum();
        let all = known + self.unknown;
        (known > 0 && self.unknown * 4 <= all)
            .then(|| self.words.map(|it| f64::from(it) / f64::from(known)))
    }
}

/// How much of a clause's text is looked at, in bytes: its first words tell what it is about.
const START: u32 = 1_500;

/// The most words of the text that count for one topic.
const MOST: u8 = 3;

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Title,
    Text,
}

/// What the clauses of `doc` are about.
pub(super) fn topics(doc: &Document) -> Topics {
    let mut words: [Option<Phrases<(Topic, Place)>>; 2] = [None, None];
    // With each topic, whether a title tells it.
    let mut told: Vec<Option<(Topic, bool)>> = Vec::with_capacity(doc.clauses.len());
    let mut tally = Tally::new();
    for clause in &doc.clauses {
        let language = language_of(doc, clause);
        let own = language.and_then(|language| {
            let words = words[usize::from(language == Language::English)]
                .get_or_insert_with(|| phrases(doc, language));
            tally.topic(doc, clause, words)
        });
        let around = clause.parent.and_then(|it| *told.get(it as usize)?);
        // What stands under a title is about what the title says; a clause around it whose own
        // text tells its topic only lends it where there is nothing better.
        let topic = match (own, around) {
            (Some((topic, true)), _) | (_, Some((topic, true))) => Some((topic, true)),
            (own, around) => own.or(around),
        };
        told.push(topic);
    }
    let of_clauses = told.into_iter().map(|it| it.map(|it| it.0)).collect();
    let mut topics = Topics { of_clauses, ..Topics::default() };
    for sentence in doc.sentences.iter().filter(|it| it.zone == Zone::Operative) {
        let topic = sentence.clause.and_then(|it| *topics.of_clauses.get(it as usize)?);
        *match topic {
            Some(topic) => &mut topics.words[topic.class() as usize],
            None => &mut topics.unknown,
        } += sentence.words();
    }
    topics
}

fn phrases(doc: &Document, language: Language) -> Phrases<(Topic, Place)> {
    let cues = language.topic_cues().iter().filter_map(|cue| {
        let topic = language::topics().iter().position(|it| it.id == cue.group)?;
        let place = if cue.name == "title" { Place::Title } else { Place::Text };
        Some((cue.words, (Topic(topic as u8), place)))
    });
    Phrases::new(doc, cues)
}

fn language_of(doc: &Document, clause: &Clause) -> Option<Language> {
    let sentences = doc.sentences.get(clause.sentences.0 as usize..clause.sentences.1 as usize)?;
    sentences.iter().find_map(|it| it.language).or(doc.language)
}

/// Weights by topic, used again for every clause.
struct Tally {
    title: Vec<(u8, u32)>,
    text: Vec<u8>,
}

impl Tally {
    fn new() -> Tally {
        let topics = language::topics().len();
        Tally { title: vec![(0, 0); topics], text: vec![0; topics] }
    }

    /// The topic of `clause`, and whether its title tells it.
    fn topic(
        &mut self,
        doc: &Document,
        clause: &Clause,
        words: &Phrases<(Topic, Place)>,
    ) -> Option<(Topic, bool)> {
        self.title.fill((0, 0));
        self.text.fill(0);
        let first_child = clause.children.first().and_then(|&it| doc.clauses.get(it as usize));
        let end = first_child.map_or(clause.span.end, |it| it.span.start);
        let end = end.min(clause.span.start.saturating_add(START));
        let start = clause.title.map_or(clause.span.start, |it| it.start.min(clause.span.start));
        let tokens = words_between(doc, clause, start, end);
        let mut any = false;
        for (at, token) in tokens.iter().enumerate() {
            if !words.start(token) {
                continue;
            }
            let in_title = clause.title.is_some_and(|it| it.contains(token.span));
            for (behind, (topic, place)) in words.at(doc, tokens, at) {
                any = true;
                let length = tokens[behind - 1].span.end - token.span.start;
                match place {
                    Place::Title if in_title => {
                        let longest = &mut self.title[usize::from(topic.0)];
                        *longest = (1, longest.1.max(length));
                    }
                    Place::Text if !in_title => {
                        let count = &mut self.text[usize::from(topic.0)];
                        *count = (*count + 1).min(MOST);
                    }
                    _ => {}
                }
            }
        }
        if !any {
            return None;
        }
        let weight = |at: usize| u32::from(self.title[at].0) * 30 + u32::from(self.text[at]) * 8;
        let best = (0..self.title.len())
            .filter(|&at| weight(at) > 0)
            .max_by_key(|&at| (weight(at), self.title[at].1, std::cmp::Reverse(at)))?;
        Some((Topic(best as u8), self.title[best].0 > 0))
    }
}

/// The words from byte `start` to byte `end`, where `clause` stands: near its first sentence, so
/// that a long contract is not searched for them.
fn words_between<'a>(doc: &'a Document, clause: &Clause, start: u32, end: u32) -> &'a [Token] {
    let sentence = doc.sentences.get(clause.sentences.0 as usize);
    let near = sentence.map_or(doc.tokens.len(), |it| it.tokens.0 as usize);
    let (before, after) = doc.tokens.split_at(near.min(doc.tokens.len()));
    let back = before.iter().rev().take_while(|it| it.span.start >= start).count();
    let from = before.len() - back + after.iter().take_while(|it| it.span.start < start).count();
    let rest = &doc.tokens[from..];
    &rest[..rest.iter().take_while(|it| it.span.start < end).count()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::analyze;

    fn found(language: Language, text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, language);
        let topics = analyze(&doc).topics;
        let clauses = doc.clauses.iter().zip(&topics.of_clauses);
        let line = |(clause, topic): (&Clause, &Option<Topic>)| {
            format!("{} {}", clause.number, topic.map_or("?", Topic::id))
        };
        clauses.map(line).collect()
    }

    #[test]
    fn titles_go_before_text() {
        assert_eq!(
            found(
                Language::Dutch,
                "Artikel 1 Prijs en betaling\n\nOpdrachtgever betaalt de factuur; wie niet betaalt is aansprakelijk voor de schade.\n\nArtikel 2 Geheimhouding\n\n2.1 Wat vertrouwelijk is, blijft onder ons.\n\n2.2 Wie dat schendt, verbeurt een boete.\n\nArtikel 3 Varia\n\nDe zon schijnt op iedereen."
            ),
            [
                "1 price-payment",
                "2 confidentiality",
                "2.1 confidentiality",
                "2.2 confidentiality",
                "3 ?"
            ]
        );
    }

    #[test]
    fn text_tells_where_no_title_does() {
        assert_eq!(
            found(
                Language::English,
                "1. The Supplier shall indemnify and hold harmless the Customer.\n\n2. This agreement is governed by the laws of Kent and its courts have jurisdiction.\n\n3. We meet each month to evaluate what we did, with lessons learned."
            ),
            ["1 indemnity", "2 governing-law-court", "3 learning-evaluation"]
        );
    }

    #[test]
    fn shares_need_known_topics() {
        let doc = Document::from_paragraphs(
            "1. Liability\n\nThe Supplier is liable for all damage that it does.\n\n2. Something\n\nNobody knows what this clause is about, at all, whatever they try.",
            Language::English,
        );
        let topics = analyze(&doc).topics;
        assert!(topics.words[0] > 0 && topics.unknown > 0);
        assert_eq!(topics.shares(), None);
    }
}
