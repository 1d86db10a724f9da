//! In which sentences of a document an expression can match that a script asks about all of it.

use super::lookup::{Lookup, Met, spellings};
use super::needs::{Need, Part};
use crate::document::Document;
use crate::language::Language;

/// The words of a document by first letter, and the sentences each of them stands in.
#[derive(Debug)]
pub(super) struct Concordance {
    /// Words of plain letters and digits by their first byte, a list each.
    words: Vec<Vec<u32>>,
    /// Words with letters beyond ASCII.
    others: Vec<u32>,
    /// Of word `n` the sentences are `sentences[starts[n]..starts[n + 1]]`, in order.
    starts: Vec<u32>,
    sentences: Vec<u32>,
}

impl Concordance {
    /// That of `doc`.
    pub(super) fn of(doc: &Document) -> Concordance {
        let mut words = vec![Vec::new(); 128];
        let mut others = Vec::new();
        for (number, word) in doc.words.iter().enumerate() {
            match word.bytes().next().filter(|_| word.is_ascii()) {
                Some(first) => words[first as usize].push(number as u32),
                None => others.push(number as u32),
            }
        }
        let mut starts = vec![0u32; doc.words.len() + 1];
        doc.tokens.iter().for_each(|it| starts[it.word as usize + 1] += 1);
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        // A word outside any sentence leaves a place that is no sentence's.
        let mut sentences = vec![u32::MAX; doc.tokens.len()];
        for (at, sentence) in doc.sentences.iter().enumerate() {
            for token in doc.tokens_of(sentence) {
                let place = &mut next[token.word as usize];
                sentences[*place as usize] = at as u32;
                *place += 1;
            }
        }
        Concordance { words, others, starts, sentences }
    }

    /// Every word that meets one of `needs`, with the number of that need.
    fn meeting(&self, doc: &Document, needs: &[Need]) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        let mut look = |words: &[u32], part: &Part, number: usize| {
            let meets = words.iter().filter(|it| part.is_in(doc.words.get(**it)));
            found.extend(meets.map(|it| (*it, number as u32)));
        };
        for (number, need) in needs.iter().enumerate() {
            for part in need {
                match part.letters.bytes().next().and_then(|it| self.words.get(it as usize)) {
                    Some(words) if part.starts => look(words, part, number),
                    _ => self.words.iter().for_each(|it| look(it, part, number)),
                }
            }
        }
        for &word in &self.others {
            for spelling in spellings(doc.words.get(word)) {
                for (number, need) in needs.iter().enumerate() {
                    if need.iter().any(|it| it.is_in(&spelling)) {
                        found.push((word, number as u32));
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn sentences(&self, word: u32) -> &[u32] {
        let (from, to) = (self.starts[word as usize], self.starts[word as usize + 1]);
        &self.sentences[from as usize..to as usize]
    }
}

/// In which sentences of a document an expression of a script can match.
pub(super) struct Trail<'a> {
    doc: &'a Document,
    lookup: &'a Lookup,
    met: Met,
    needs: Vec<u32>,
    /// Per sentence whether it has a word that meets the need that is met least.
    has_rarest: Vec<bool>,
}

impl<'a> Trail<'a> {
    /// The trail of an expression that needs `needs`, in order.
    pub(super) fn new(
        (doc, lookup, concordance): (&'a Document, &'a Lookup, &Concordance),
        language: Language,
        needs: &[Need],
    ) -> Trail<'a> {
        let meeting = concordance.meeting(doc, needs);
        let mut counts = vec![0; needs.len()];
        for &(word, need) in &meeting {
            counts[need as usize] += concordance.sentences(word).len();
        }
        let rarest = (0..needs.len() as u32).min_by_key(|it| counts[*it as usize]);
        let mut has_rarest = vec![rarest.is_none(); doc.sentences.len()];
        let mut mark = |at: u32| {
            if let Some(has) = has_rarest.get_mut(at as usize) {
                *has = true;
            }
        };
        for &(word, need) in &meeting {
            if Some(need) == rarest {
                concordance.sentences(word).iter().copied().for_each(&mut mark);
            }
        }
        let met = Met::sparse(doc, language, needs, &meeting);
        if rarest.is_some_and(|it| met.is_by_name(it)) {
            lookup.named_sentences(doc).for_each(mark);
        }
        Trail { doc, lookup, met, needs: (0..needs.len() as u32).collect(), has_rarest }
    }

    /// Whether it may match in sentence `at`.
    pub(super) fn leads_to(&self, at: u32) -> bool {
        let Some(sentence) = self.doc.sentences.get(at as usize) else { return false };
        self.has_rarest[at as usize] && self.met.leads(self.doc, self.lookup, sentence, &self.needs)
    }
}
