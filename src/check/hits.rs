//! The hits that stand: those of all rules, less what a guard drops.
//!
//! A sentence is gone through once for all rules with a hit in it, so that its text is made
//! ready once and no guard looks at it twice.

use crate::document::{Sentence, Zone};
use crate::finding::Fault;
use crate::rule::{
    Each, Hit, Lookup, Matcher, Reading, Rule, Rules, Scene, capitals, negated, quoted,
};
use crate::span::Span;
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Sentences a thread takes at a time: enough to outweigh the hand-over, few enough that the first
/// use of expressions is shared out in a contract of some pages.
const CHUNK: u32 = 64;

/// The hits of all rules in one document.
#[derive(Default)]
pub(super) struct Hits {
    /// By rule, sentence and place.
    hits: Vec<Hit>,
    /// Rules with a guard that is no expression: what they found can't be judged.
    broken: BTreeMap<u32, Fault>,
    /// Rules with an expression that is none.
    pub(super) faults: Vec<Fault>,
}

impl Hits {
    /// Finds them.
    pub(super) fn in_document(rules: &Rules, reading: &Reading) -> Hits {
        let count = reading.doc.sentences.len() as u32;
        let mut all = Hits::default();
        for (_, matcher, lookup) in reading.languages(rules) {
            let within = Within { rules: rules.all(), reading, matcher, lookup };
            let chunks: Vec<Hits> = (0..count.div_ceil(CHUNK))
                .into_par_iter()
                .map(|chunk| within.chunk((chunk * CHUNK, ((chunk + 1) * CHUNK).min(count))))
                .collect();
            for chunk in chunks {
                all.hits.extend(chunk.hits);
                all.broken.extend(chunk.broken);
            }
            all.faults.extend(matcher.faults.iter().cloned());
            all.faults.extend(matcher.faults_met(rules.all()));
        }
        all.hits.sort_by_key(|it| (it.rule, it.sentence));
        all
    }

    /// Those of one rule.
    ///
    /// # Errors
    /// When a guard of the rule is no expression.
    pub(super) fn of(&self, rule: u32) -> Result<&[Hit], Fault> {
        if let Some(fault) = self.broken.get(&rule) {
            return Err(fault.clone());
        }
        let from = self.hits.partition_point(|it| it.rule < rule);
        let to = self.hits.partition_point(|it| it.rule <= rule);
        Ok(&self.hits[from..to])
    }
}

/// What is looked at, by the matcher of one language.
struct Within<'a> {
    rules: &'a [Rule],
    reading: &'a Reading,
    matcher: &'a Matcher,
    lookup: &'a Lookup,
}

/// A sentence with hits; what guards say about it is worked out when first asked.
struct Passage<'a, 'b> {
    sentence: &'a Sentence,
    scene: &'a Scene<'b>,
    /// The sentence that opens the list it is an item of.
    stem: Option<Scene<'a>>,
    capitals: OnceCell<u32>,
    mutual: OnceCell<bool>,
    defines: OnceCell<bool>,
    statutes: OnceCell<Vec<Span>>,
}

impl Within<'_> {
    fn chunk(&self, range: (u32, u32)) -> Hits {
        let mut kept = Hits::default();
        self.matcher.scan(&self.reading.doc, self.lookup, range, |hits, scene| {
            let passage = self.passage(hits[0].sentence, scene);
            for hits in hits.chunk_by(|a, b| a.rule == b.rule) {
                if hits.len() < self.rules[hits[0].rule as usize].record.times as usize {
                    continue;
                }
                match self.is_dropped(hits[0].rule, &passage) {
                    Ok(true) => {}
                    Ok(false) => self.keep(&passage, hits, &mut kept.hits),
                    Err(reason) => {
                        let rule = &self.rules[hits[0].rule as usize];
                        let fault = Fault {
                            rule: rule.id.clone(),
                            place: rule.file.clone(),
                            document: None,
                            reason,
                        };
                        kept.broken.insert(hits[0].rule, fault);
                    }
                }
            }
        });
        kept
    }

    fn passage<'a, 'b>(&'a self, sentence: u32, scene: &'a Scene<'b>) -> Passage<'a, 'b> {
        let doc = &self.reading.doc;
        let sentence = &doc.sentences[sentence as usize];
        let stem = sentence.stem.and_then(|it| doc.sentences.get(it as usize));
        Passage {
            sentence,
            scene,
            stem: stem.map(|it| Scene::new(doc, self.lookup, it)),
            capitals: OnceCell::new(),
            mutual: OnceCell::new(),
            defines: OnceCell::new(),
            statutes: OnceCell::new(),
        }
    }

    /// Whether the sentence, or the one that opens its list, is not for this rule.
    fn is_dropped(&self, rule: u32, passage: &Passage) -> Result<bool, String> {
        let Rule { record, charge, .. } = &self.rules[rule as usize];
        let Passage { sentence, scene, stem, .. } = passage;
        if !record.zones.contains(&sentence.zone) || sentence.words() < record.from_words {
            return Ok(true);
        }
        if record.from_capitals > 0 {
            let capitals = || capitals(&self.reading.doc[sentence.span]) as u32;
            if *passage.capitals.get_or_init(capitals) < record.from_capitals {
                return Ok(true);
            }
        }
        let text = &self.reading.doc[sentence.span];
        let has_keys = |it| record.has_keys(it, text, sentence.words());
        if record.from_keys > 0 && !sentence.language.is_some_and(has_keys) {
            return Ok(true);
        }
        let is_mutual = || {
            stem.as_ref().is_some_and(|it| self.matcher.is_mutual(it))
                || self.matcher.is_mutual(scene)
        };
        if record.unless_mutual && *passage.mutual.get_or_init(is_mutual) {
            return Ok(true);
        }
        let of_stem = stem.as_ref().map(|it| self.matcher.guarded(rule, it)).transpose()?;
        if of_stem == Some(true) || self.matcher.guarded(rule, scene)? {
            return Ok(true);
        }
        let defines = || *passage.defines.get_or_init(|| self.matcher.defines(scene));
        Ok(!record.zones.contains(&Zone::Definition) && charge.absent.is_none() && defines())
    }

    /// Of a rule per sentence the first hit; of others those that don't overlap an earlier one.
    fn keep(&self, passage: &Passage, hits: &[Hit], kept: &mut Vec<Hit>) {
        let record = &self.rules[hits[0].rule as usize].record;
        let view = passage.scene.view();
        let statutes = || passage.statutes.get_or_init(|| self.matcher.statutes(passage.scene));
        let mut end = 0;
        for hit in hits {
            let from = view.position(hit.span.start);
            let dropped = hit.span.start < end
                || statutes().iter().any(|it| it.contains(hit.span))
                || quoted(&view.bytes, from, view.position(hit.span.end))
                || record.unless_negated && negated(&view.bytes[..from.min(view.bytes.len())]);
            if dropped {
                continue;
            }
            end = hit.span.end;
            kept.push(hit.clone());
            if record.each != Each::Phrase {
                break;
            }
        }
    }
}
