//! One document as rules look at it, with what they share while they judge it.

use super::concordance::{Concordance, Sieve};
use super::expression::Expression;
use super::lookup::Lookup;
use super::view::View;
use super::{Matcher, Rules};
use crate::analyze::Facts;
use crate::document::Document;
use crate::language::Language;
use crate::span::Span;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

/// All that rules look at while they judge one document.
#[derive(Debug)]
pub struct Reading {
    /// Tells it apart from every other in this run.
    pub(super) number: u64,
    /// The contract.
    pub doc: Arc<Document>,
    /// What is known about it.
    pub facts: Arc<Facts>,
    /// What its words mean to the matcher of each language.
    lookups: [Option<Lookup>; 2],
    /// Made when a script first asks about the whole contract.
    concordance: OnceLock<Concordance>,
    /// Per language what scripts asked about, by expression.
    asked: [Mutex<HashMap<String, Asked>>; 2],
}

/// How often scripts asked about an expression, and where it can match once that pays.
#[derive(Debug, Default)]
struct Asked {
    times: u32,
    sieve: OnceLock<Option<Arc<Sieve>>>,
}

/// So often a script must ask before it pays to look where an expression can match.
const OFTEN: u32 = 4;

/// Most expressions that are told apart; a script could build new ones without end.
const MOST_ASKED: usize = 1_000;

impl Reading {
    /// Looks up the words of `doc` for every language it is written in.
    pub fn new(rules: &Rules, doc: Arc<Document>, facts: Arc<Facts>) -> Reading {
        let lookups = Language::ALL.map(|language| {
            let used = doc.blocks.iter().any(|it| it.language == Some(language));
            used.then(|| rules.matcher(language, facts.speaker).look_up(&doc, &facts))
        });
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Reading {
            number,
            doc,
            facts,
            lookups,
            concordance: OnceLock::new(),
            asked: Default::default(),
        }
    }

    /// Which sentences have which words.
    pub(super) fn concordance(&self) -> &Concordance {
        self.concordance.get_or_init(|| Concordance::of(&self.doc))
    }

    /// The sentences in which `expression` can match, where it looks for certain words; none
    /// while it does not pay to find out, which it does for a place of `many` sentences.
    pub(super) fn sieve(
        &self,
        expression: &Expression,
        language: Language,
        many: bool,
    ) -> Option<Option<Arc<Sieve>>> {
        let mut asked = self.asked[language as usize].lock().ok()?;
        let pattern = expression.pattern();
        if asked.len() < MOST_ASKED && !asked.contains_key(pattern) {
            asked.insert(pattern.to_owned(), Asked::default());
        }
        let found = asked.get_mut(pattern)?;
        found.times = found.times.saturating_add(1);
        if found.times < OFTEN && !many {
            return None;
        }
        let made = found.sieve.get_or_init(|| {
            let whole = (&*self.doc, self.lookup(language)?, self.concordance());
            Sieve::new(whole, language, expression.needs().ok()?).map(Arc::new)
        });
        Some(made.clone())
    }

    /// The lookup for `language`, if the document uses it.
    pub fn lookup(&self, language: Language) -> Option<&Lookup> {
        self.lookups[language as usize].as_ref()
    }

    /// The languages that are judged in this document, with the matcher of each.
    pub fn languages<'a>(
        &'a self,
        rules: &'a Rules,
    ) -> impl Iterator<Item = (Language, &'a Matcher, &'a Lookup)> {
        Language::ALL.into_iter().filter_map(|language| {
            let lookup = self.lookup(language)?;
            Some((language, rules.matcher(language, self.facts.speaker), lookup))
        })
    }

    /// The text of `span`, in `language`, as expressions see it.
    pub fn view(&self, span: Span, language: Option<Language>) -> View<'_> {
        static NONE: std::sync::LazyLock<Lookup> = std::sync::LazyLock::new(Lookup::default);
        let lookup = language.and_then(|it| self.lookup(it)).unwrap_or(&NONE);
        lookup.view(&self.doc, span)
    }
}
