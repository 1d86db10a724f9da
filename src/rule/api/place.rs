//! A place of a contract as a script holds it: what it stands for and what lies around it.

use crate::document::{Block, Sentence, Zone};
use crate::language::Language;
use crate::rule::matcher::Hit;
use crate::rule::reading::Reading;
use crate::rule::verdict::Verdict;
use crate::span::Span;
use rhai::Dynamic;
use std::sync::Arc;

/// A place handed to a script: a match, a sentence, a clause, a party or the whole contract.
#[derive(Clone)]
pub(in crate::rule) struct Place {
    pub(super) reading: Arc<Reading>,
    pub(super) what: What,
    pub(super) span: Span,
    pub(super) groups: Arc<[(&'static str, Span)]>,
    pub(super) hits: Arc<[Hit]>,
    pub(super) absence: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum What {
    Sentence(u32),
    Clause(u32),
    Party(usize),
    Term(usize),
    Reference(usize),
    Slip(usize),
    Contract,
}

impl Place {
    pub(super) fn new(reading: Arc<Reading>, what: What, span: Span) -> Place {
        Place { reading, what, span, groups: Arc::default(), hits: Arc::default(), absence: false }
    }

    pub(in crate::rule) fn on_hit(reading: Arc<Reading>, hit: &Hit) -> Place {
        let groups = hit.groups.clone().into();
        Place { groups, ..Place::new(reading, What::Sentence(hit.sentence), hit.span) }
    }

    pub(in crate::rule) fn sentence(reading: Arc<Reading>, sentence: u32) -> Place {
        let span = reading.doc.sentences[sentence as usize].span;
        Place::new(reading, What::Sentence(sentence), span)
    }

    pub(in crate::rule) fn clause(reading: Arc<Reading>, clause: u32, hits: &[Hit]) -> Place {
        let span = reading.doc.clauses[clause as usize].span;
        let span = hits.first().map_or(span, |it| it.span);
        Place { hits: hits.into(), ..Place::new(reading, What::Clause(clause), span) }
    }

    pub(in crate::rule) fn party(reading: Arc<Reading>, party: usize) -> Place {
        let span = reading.facts.parties[party].definition;
        Place::new(reading, What::Party(party), span)
    }

    pub(in crate::rule) fn term(reading: Arc<Reading>, term: usize) -> Place {
        let span = reading.facts.terms[term].definition;
        Place::new(reading, What::Term(term), span)
    }

    pub(in crate::rule) fn reference(reading: Arc<Reading>, reference: usize) -> Place {
        let span = reading.facts.references[reference].span;
        Place::new(reading, What::Reference(reference), span)
    }

    pub(super) fn slip(reading: Arc<Reading>, slip: usize) -> Place {
        let span = reading.facts.slips[slip].span;
        Place::new(reading, What::Slip(slip), span)
    }

    pub(in crate::rule) fn contract(reading: Arc<Reading>, hits: &[Hit], absence: bool) -> Place {
        let span = reading.doc.blocks.first().map_or(Span::default(), |it| it.span);
        Place { hits: hits.into(), absence, ..Place::new(reading, What::Contract, span) }
    }

    /// The text it stands for: of a match its sentence.
    pub(super) fn extent(&self) -> Span {
        let doc = &self.reading.doc;
        match self.what {
            What::Sentence(at) => doc.sentences[at as usize].span,
            What::Clause(at) => doc.clauses[at as usize].span,
            What::Party(_) | What::Term(_) | What::Reference(_) | What::Slip(_) => self.span,
            What::Contract => Span::new(0, doc.text.len()),
        }
    }

    /// Indices of its sentences.
    pub(super) fn sentences(&self) -> (u32, u32) {
        let doc = &self.reading.doc;
        match self.what {
            What::Sentence(at) => (at, at + 1),
            What::Clause(at) => doc.clauses[at as usize].sentences,
            What::Party(_) | What::Term(_) | What::Reference(_) | What::Slip(_) => {
                doc.sentence_at(self.span.start).map_or((0, 0), |at| (at, at + 1))
            }
            What::Contract => (0, doc.sentences.len() as u32),
        }
    }

    pub(super) fn first_sentence(&self) -> Option<&Sentence> {
        self.reading.doc.sentences.get(self.sentences().0 as usize)
    }

    pub(super) fn block(&self) -> Option<&Block> {
        self.reading.doc.blocks.get(self.first_sentence()?.block as usize)
    }

    pub(super) fn language(&self) -> Option<Language> {
        match self.what {
            What::Contract => self.reading.doc.language,
            _ => self.first_sentence().and_then(|it| it.language),
        }
    }

    /// The sentences that are judged, for looks at more than one sentence.
    pub(super) fn judged(&self) -> impl Iterator<Item = u32> {
        let doc = &self.reading.doc;
        let all = !matches!(self.what, What::Clause(_) | What::Contract);
        let (from, to) = self.sentences();
        (from..to).filter(move |&at| {
            let zone = doc.sentences[at as usize].zone;
            all || matches!(zone, Zone::Operative | Zone::Recital | Zone::Definition)
        })
    }

    pub(super) fn same(&self, what: What, span: Span) -> Place {
        Place::new(self.reading.clone(), what, span)
    }

    pub(super) fn at_sentence(&self, at: u32) -> Dynamic {
        match self.reading.doc.sentences.get(at as usize) {
            Some(sentence) => Dynamic::from(self.same(What::Sentence(at), sentence.span)),
            None => Dynamic::UNIT,
        }
    }

    /// The neighbour `by` sentences on, in the same part of the contract.
    pub(super) fn neighbour(&self, by: i64) -> Dynamic {
        let at = i64::from(self.sentences().0) + by;
        u32::try_from(at).map_or(Dynamic::UNIT, |at| self.at_sentence(at))
    }

    pub(super) fn verdict(&self) -> Verdict {
        let sentence = match self.what {
            What::Sentence(at) => Some(at),
            What::Clause(_) | What::Contract if !self.absence => {
                self.hits.first().map(|it| it.sentence)
            }
            _ => None,
        };
        let span = match (self.what, self.absence, self.hits.first()) {
            (What::Contract, false, Some(hit)) => hit.span,
            _ => self.span,
        };
        Verdict {
            span,
            sentence: sentence.or_else(|| self.reading.doc.sentence_at(span.start)),
            absence: self.absence,
            expected: match self.what {
                What::Slip(at) => self.reading.facts.slips[at].expected.clone(),
                _ => String::new(),
            },
            groups: match (self.what, self.hits.first()) {
                (What::Slip(at), _) => {
                    self.reading.facts.slips[at].other.iter().map(|it| ("other", *it)).collect()
                }

                (_, Some(hit)) if self.groups.is_empty() => hit.groups.clone(),
                _ => self.groups.to_vec(),
            },
            count: (!self.hits.is_empty()).then_some(self.hits.len()),
            message: None,
            severity: None,
            weight: None,
            rewrite: None,
            labels: Vec::new(),
        }
    }
}
