//! In which sentences of a document an expression can match that a script asks about all of it.

use super::expression::Expression;
use super::lookup::{Lookup, Met, Scene, Way, Words, has, is_noun, set, spellings};
use super::needs::{Need, Needs, Part};
use crate::document::Document;
use crate::language::Language;
use crate::span::Span;

/// The words of a document by first letter, and the sentences each of them stands in.
#[derive(Debug)]
pub(super) struct Concordance {
    /// Words of plain letters and digits by their first byte, a list each, in order of letters.
    words: Vec<Vec<u32>>,
    /// Words with letters beyond ASCII, as expressions see them.
    others: Vec<(u32, Vec<String>)>,
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
                None => others.push((number as u32, spellings(word).collect())),
            }
        }
        for alike in &mut words {
            alike.sort_unstable_by_key(|it| doc.words.get(*it));
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
                    Some(words) if part.starts => look(starting(doc, words, part), part, number),
                    _ => self.words.iter().for_each(|it| look(it, part, number)),
                }
            }
        }
        for (word, spellings) in &self.others {
            for spelling in spellings {
                for (number, need) in needs.iter().enumerate() {
                    if need.iter().any(|it| it.is_in(spelling)) {
                        found.push((*word, number as u32));
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

/// Those of `words`, which are in order, that start with `part`.
fn starting<'a>(doc: &Document, words: &'a [u32], part: &Part) -> &'a [u32] {
    let letters = &*part.letters;
    let from = words.partition_point(|it| doc.words.get(*it) < letters);
    let words = &words[from..];
    &words[..words.partition_point(|it| doc.words.get(*it).starts_with(letters))]
}

/// The sentences of a document that have all words which an expression looks for: of most
/// expressions few, and scripts ask about the same ones place after place.
#[derive(Debug)]
pub(super) struct Sieve(Vec<u64>);

impl Sieve {
    /// The sieve of an expression that looks for `needs`; none where it looks for no certain word.
    pub(super) fn new(
        (doc, lookup, concordance): (&Document, &Lookup, &Concordance),
        language: Language,
        needs: Needs,
    ) -> Option<Sieve> {
        let all: Vec<Need> = needs.opener.into_iter().chain(needs.words).collect();
        if all.is_empty() {
            return None;
        }
        let meeting = concordance.meeting(doc, &all);
        let mut left = vec![u64::MAX; doc.sentences.len().div_ceil(64)];
        let mut met = vec![0; left.len()];
        for (need, number) in all.iter().zip(0..) {
            let words = meeting.iter().filter(|it| it.1 == number);
            // A word outside any sentence is in none; its number has no bit.
            let mut mark = |at: u32| _ = set(&mut met, at);
            words.flat_map(|it| concordance.sentences(it.0)).copied().for_each(&mut mark);
            if is_noun(language, need) {
                lookup.named_sentences(doc).for_each(mark);
            }
            left.iter_mut().zip(&met).for_each(|(left, met)| *left &= met);
            met.fill(0);
        }
        Some(Sieve(left))
    }

    /// Whether the expression can match in sentence `at`.
    pub(super) fn lets_through(&self, at: u32) -> bool {
        has(&self.0, at)
    }
}

/// Where in a document an expression of a script can match.
pub(super) struct Trail {
    /// Which of its words meet what the expression needs.
    lookup: Lookup,
    words: Words,
    /// Per sentence whether it has a word that meets the need that is met least.
    has_rarest: Vec<bool>,
}

impl Trail {
    /// The trail of an expression that looks for `needs`; none where it looks for no certain word.
    pub(super) fn new(
        (doc, lookup, concordance): (&Document, &Lookup, &Concordance),
        language: Language,
        needs: Needs,
    ) -> Option<Trail> {
        let opener = needs.opener.as_ref().map(|it| (0, it.iter().all(|part| part.starts)));
        let mut all: Vec<Need> = needs.opener.into_iter().chain(needs.words).collect();
        all.dedup();
        let meeting = concordance.meeting(doc, &all);
        let mut counts = vec![0; all.len()];
        for &(word, need) in &meeting {
            counts[need as usize] += concordance.sentences(word).len();
        }
        let rarest = (0..all.len() as u32).min_by_key(|it| counts[*it as usize])?;
        let mut has_rarest = vec![false; doc.sentences.len()];
        let mut mark = |at: u32| {
            if let Some(has) = has_rarest.get_mut(at as usize) {
                *has = true;
            }
        };
        for &(word, need) in &meeting {
            if need == rarest {
                concordance.sentences(word).iter().copied().for_each(&mut mark);
            }
        }
        let met = Met::sparse(doc, language, &all, &meeting);
        if met.is_by_name(rarest) {
            lookup.named_sentences(doc).for_each(mark);
        }
        let lookup = Lookup { met, names: lookup.names.clone(), ..Lookup::default() };
        let words = Words::new([Way::new(opener, 0..all.len() as u32)].into_iter());
        Some(Trail { lookup, words, has_rarest })
    }

    /// Where `expression`, whose trail it is, matches first in sentence `at`.
    ///
    /// # Errors
    /// When it can't be compiled.
    pub(super) fn search(
        &self,
        doc: &Document,
        expression: &Expression,
        at: u32,
    ) -> Result<Option<Span>, String> {
        let Some(sentence) = doc.sentences.get(at as usize) else { return Ok(None) };
        if !self.has_rarest[at as usize] {
            return Ok(None);
        }
        let scene = Scene::new(doc, &self.lookup, sentence);
        if !self.words.are_in(&scene) {
            return Ok(None);
        }
        let mut openings = Vec::new();
        let starts = self.words.starts(&scene, &mut openings);
        let found = expression.search_at(&scene.view().bytes, 0, starts)?;
        Ok(found.map(|it| scene.view().span(it.start, it.end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::analyze;
    use crate::rule::{Reading, Rules};
    use std::sync::Arc;

    #[test]
    fn what_is_sifted_out_would_not_have_matched() {
        let rules = Rules::builtin();
        for (name, language, doc) in crate::rule::tests::contracts() {
            let doc = Arc::new(doc);
            let facts = Arc::new(analyze(&doc));
            let reading = Reading::new(&rules, doc.clone(), facts.clone());
            let whole = (&*doc, reading.lookup(language).unwrap(), reading.concordance());
            let (mut sifted, mut left) = (0, 0);
            let scripts = rules.iter().filter_map(|it| it.source.split_once("fn check"));
            for pattern in scripts.flat_map(|it| it.1.split('`').skip(1).step_by(2)) {
                let expression = Expression::new(pattern, language, facts.speaker);
                let Ok(needs) = expression.needs() else { continue };
                let Some(sieve) = Sieve::new(whole, language, needs) else { continue };
                for (sentence, at) in doc.sentences.iter().zip(0..) {
                    if sieve.lets_through(at) {
                        left += 1;
                        continue;
                    }
                    sifted += 1;
                    let view = reading.view(sentence.span, Some(language));
                    assert_eq!(expression.search(&view.bytes, 0), Ok(None), "{pattern}");
                }
            }
            assert!(left > 0 && sifted > 10 * left, "{name}: {sifted} sifted out, {left} left");
        }
    }
}
