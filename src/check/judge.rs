//! One rule on one document: what follows from its hits, what its script says about them.

use super::Flagged;
use crate::finding::Fault;
use crate::rule::{Each, Hit, Host, Reading, Rule, Verdict, capitals};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What one rule said about the document.
#[derive(Default)]
pub(super) struct Judged {
    /// Its findings, not yet worded.
    pub(super) verdicts: Vec<Verdict>,
    /// Where it failed.
    pub(super) faults: Vec<Fault>,
}

/// What is needed to judge.
pub(super) struct Judge<'a> {
    pub(super) rule: &'a Rule,
    pub(super) reading: &'a Arc<Reading>,
    pub(super) flagged: &'a Flagged,
}

impl Judge<'_> {
    /// What the rule says, given all its hits.
    pub(super) fn judge(&self, hits: &[Hit]) -> Judged {
        let mut judged = Judged::default();
        let record = &self.rule.record;
        let cures: Vec<Hit>;
        let hits = match self.rule.charge.absent {
            None => hits,
            Some(_) => {
                let cure = |it: &&Hit| !self.flagged.has(&self.rule.charge.flaws, it.sentence);
                cures = hits.iter().filter(cure).cloned().collect();
                &cures
            }
        };
        if record.at_least > 1 && (self.distinct(hits) as u32) < record.at_least {
            return judged;
        }
        let host = Host::new(self.rule, self.reading.clone());
        let scripted = self.rule.script.is_some();
        match record.each {
            Each::Phrase | Each::Sentence if scripted && !self.looks_for_words() => {
                judged.take(host.on_sentences(self.sentences()));
            }
            Each::Phrase | Each::Sentence if scripted => {
                judged.take(host.on_hits(hits));
            }
            Each::Phrase | Each::Sentence => judged.verdicts.extend(hits.iter().map(Verdict::on)),
            Each::Clause => self.clauses(hits, &host, &mut judged),
            Each::Party => {
                judged.take_all(self.reading.facts.parties.len(), |at| host.on_party(at));
            }
            Each::Term => {
                judged.take_all(self.reading.facts.terms.len(), |at| host.on_term(at));
            }
            Each::Reference => {
                judged.take_all(self.reading.facts.references.len(), |at| host.on_reference(at));
            }
            Each::Contract if scripted => {
                judged.take(host.on_contract(&self.one_a_sentence(hits)));
            }
            Each::Contract if self.rule.charge.absent.is_some() => {
                if hits.is_empty() && self.knows_language() {
                    judged.verdicts.push(Verdict::absent(&self.reading.doc));
                }
            }
            Each::Contract => {
                if let Some(hit) = self.in_the_longest_sentence(hits) {
                    let count = Some(self.one_a_sentence(hits).len());
                    judged.verdicts.push(Verdict { count, ..Verdict::on(hit) });
                }
            }
        }
        judged
    }

    fn looks_for_words(&self) -> bool {
        let record = &self.rule.record;
        [&record.nl, &record.en].into_iter().flatten().any(|it| !it.find.is_empty())
    }

    /// A rule about something absent can't know in a language it has no words for.
    fn knows_language(&self) -> bool {
        let main = self.reading.doc.language;
        main.and_then(|it| self.rule.record.wording(it)).is_some_and(|it| !it.find.is_empty())
    }

    fn sentences(&self) -> impl Iterator<Item = u32> {
        let record = &self.rule.record;
        let sentences = self.reading.doc.sentences.iter().enumerate();
        sentences
            .filter(move |(_, it)| {
                record.zones.contains(&it.zone)
                    && it.words() >= record.from_words
                    && (record.from_capitals == 0
                        || capitals(&self.reading.doc[it.span]) as u32 >= record.from_capitals)
                    && it.language.is_some_and(|language| {
                        record.wording(language).is_some()
                            && record.has_keys(language, &self.reading.doc[it.span], it.words())
                    })
            })
            .map(|(at, _)| at as u32)
    }

    /// Per clause once, at its first hit; without words to look for, every clause.
    fn clauses(&self, hits: &[Hit], host: &Host, judged: &mut Judged) {
        let doc = &self.reading.doc;
        let clause_of = |hit: &Hit| doc.sentences[hit.sentence as usize].clause;
        if !self.looks_for_words() {
            for at in 0..doc.clauses.len() as u32 {
                if !judged.take(host.on_clause(at, &[])) {
                    break;
                }
            }
            return;
        }
        for hits in hits.chunk_by(|a, b| clause_of(a) == clause_of(b)) {
            match (clause_of(&hits[0]), self.rule.script.is_some()) {
                (Some(clause), true) => {
                    if !judged.take(host.on_clause(clause, hits)) {
                        break;
                    }
                }
                (None, true) => {
                    if !judged.take(host.on_hits(&hits[..1])) {
                        break;
                    }
                }
                (_, false) => {
                    judged
                        .verdicts
                        .push(Verdict { count: Some(hits.len()), ..Verdict::on(&hits[0]) });
                }
            }
        }
    }

    fn one_a_sentence(&self, hits: &[Hit]) -> Vec<Hit> {
        hits.chunk_by(|a, b| a.sentence == b.sentence).map(|it| it[0].clone()).collect()
    }

    /// The hit that speaks for all of them. A finding weighs as its sentence does, so taking the first
    /// would make the score hang on the order of clauses.
    fn in_the_longest_sentence<'h>(&self, hits: &'h [Hit]) -> Option<&'h Hit> {
        let words =
            |it: &Hit| self.reading.doc.sentences.get(it.sentence as usize).map(|it| it.words());
        hits.iter().rev().max_by_key(|it| words(it))
    }

    /// Sentences with a hit that differ in words: a repeated paragraph tells nothing new (M3).
    fn distinct(&self, hits: &[Hit]) -> usize {
        let texts: BTreeSet<&str> =
            hits.iter().map(|it| self.reading.doc.sentence(it.sentence)).collect();
        texts.len()
    }
}

impl Judged {
    /// Asks about places `0..count` until one fails.
    fn take_all(&mut self, count: usize, ask: impl Fn(usize) -> Result<Vec<Verdict>, Fault>) {
        for at in 0..count {
            if !self.take(ask(at)) {
                break;
            }
        }
    }

    /// Keeps what a script said; whether to go on. A script that fails once is not asked again.
    fn take(&mut self, said: Result<Vec<Verdict>, Fault>) -> bool {
        match said {
            Ok(verdicts) => self.verdicts.extend(verdicts),
            Err(fault) => {
                // What it said before it failed depends on where it failed: leave it out.
                self.verdicts.clear();
                self.faults.push(fault);
                return false;
            }
        }
        true
    }
}
