//! Looking for words from a script: `has`, `count`, `find` and the like. Expressions are those of
//! `find` in a record, kept by text.

use super::Outcome;
use super::place::{Place, What};
use crate::analyze::Speaker;
use crate::language::Language;
use crate::rule::concordance::{Sieve, Trail};
use crate::rule::expression::Expression;
use crate::span::Span;
use rhai::{Dynamic, EvalAltResult, ImmutableString};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

impl Place {
    /// The places where `pattern` matches, at most one a sentence.
    pub(super) fn matches(
        &self,
        pattern: &ImmutableString,
        most: usize,
    ) -> Outcome<Vec<(u32, Span)>> {
        let doc = &self.reading.doc;
        let mut found = Vec::new();
        let mut prepared: [Option<Prepared>; 2] = [None, None];
        for at in self.judged() {
            let sentence = &doc.sentences[at as usize];
            let Some(language) = sentence.language else { continue };
            let Prepared { expression, limit } =
                prepared[language as usize].get_or_insert_with(|| self.prepared(pattern, language));
            let first = match limit {
                Limit::Trail(trail) => trail.search(doc, expression, at),
                Limit::Sieve(sieve) if !sieve.lets_through(at) => continue,
                Limit::Sieve(_) | Limit::None => {
                    let view = self.reading.view(sentence.span, Some(language));
                    let first = expression.search(&view.bytes, 0);
                    first.map(|it| it.map(|it| view.span(it.start, it.end)))
                }
            };
            if let Some(span) = first.map_err(|it| bad_pattern(pattern, &it))? {
                found.push((at, span));
                if found.len() == most {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// `pattern`, and where to look for it.
    fn prepared(&self, pattern: &ImmutableString, language: Language) -> Prepared {
        let about = About { reading: self.reading.number, language };
        if self.what != What::Contract
            && let Some(known) = recall(pattern, about)
        {
            return known;
        }
        let expression = expression(pattern, language, self.reading.facts.speaker);
        let (from, to) = self.sentences();
        let many = to - from >= MANY_SENTENCES;
        if many && self.what == What::Contract {
            let trail = self.trail(&expression, language).map(|it| Limit::Trail(Rc::new(it)));
            return Prepared { expression, limit: trail.unwrap_or(Limit::None) };
        }
        let Some(sieve) = self.reading.sieve(&expression, language, many) else {
            return Prepared { expression, limit: Limit::None };
        };
        let known = Prepared { expression, limit: sieve.map_or(Limit::None, Limit::Sieve) };
        remember(pattern, about, &known);
        known
    }

    /// Where to look for `expression` in the whole contract.
    fn trail(&self, expression: &Expression, language: Language) -> Option<Trail> {
        let needs = expression.needs().ok()?;
        let lookup = self.reading.lookup(language)?;
        let whole = (&*self.reading.doc, lookup, self.reading.concordance());
        Trail::new(whole, language, needs)
    }
}

/// An expression that a script asks about.
#[derive(Clone)]
struct Prepared {
    expression: Rc<Expression>,
    limit: Limit,
}

/// Where it can match.
#[derive(Clone)]
enum Limit {
    Trail(Rc<Trail>),
    Sieve(Arc<Sieve>),
    None,
}

/// Matches in a sentence; of a clause or the contract, the sentences that match.
pub(super) fn count(it: &Place, pattern: &ImmutableString) -> Outcome<i64> {
    let What::Sentence(at) = it.what else {
        return Ok(it.matches(pattern, usize::MAX)?.len() as i64);
    };
    let sentence = &it.reading.doc.sentences[at as usize];
    let Some(language) = sentence.language else { return Ok(0) };
    let Prepared { expression, limit } = it.prepared(pattern, language);
    if matches!(limit, Limit::Sieve(sieve) if !sieve.lets_through(at)) {
        return Ok(0);
    }
    let view = it.reading.view(sentence.span, Some(language));
    let count = expression.matches(&view.bytes).count();
    if count == 0 {
        // One that is broken matches nowhere; that must not pass unnoticed.
        expression.search(&view.bytes, 0).map_err(|it| bad_pattern(pattern, &it))?;
    }
    Ok(count as i64)
}

/// How many of `patterns` match in a place.
pub(super) fn how_many_of(it: &Place, patterns: &[Dynamic]) -> Outcome<i64> {
    let mut count = 0;
    for pattern in patterns {
        let pattern = pattern.clone().into_immutable_string()?;
        count += i64::from(!it.matches(&pattern, 1)?.is_empty());
    }
    Ok(count)
}

/// Whether a sentence before `it` in its clause, of other words, matches `pattern` too.
pub(super) fn said_before(it: &Place, pattern: &ImmutableString) -> Outcome<bool> {
    let doc = &it.reading.doc;
    let Some(at) = it.first_sentence().and_then(|it| it.clause) else { return Ok(false) };
    let Some(clause) = doc.clauses.get(at as usize) else { return Ok(false) };
    match it.same(What::Clause(at), clause.span).matches(pattern, 2)?[..] {
        [(first, _), _] => Ok(doc.sentence(first) != &doc[it.extent()]),
        _ => Ok(false),
    }
}

/// From so many sentences on it pays to look at the words of the contract first.
const MANY_SENTENCES: u32 = 50;

/// Expressions by text.
type ByText = HashMap<String, Rc<Expression>>;

thread_local! {
    /// Expressions that scripts asked for, by language and speaker.
    static ASKED: RefCell<[ByText; 4]> = RefCell::default();
}

/// Most expressions that are kept of a language; a script could build new ones without end.
const MOST_ASKED: usize = 1_000;

fn expression(pattern: &str, language: Language, speaker: Speaker) -> Rc<Expression> {
    ASKED.with_borrow_mut(|asked| {
        let index = 2 * language as usize + usize::from(speaker == Speaker::OneParty);
        let asked = &mut asked[index];
        if let Some(found) = asked.get(pattern) {
            return found.clone();
        }
        if asked.len() > MOST_ASKED {
            asked.clear();
        }
        let made = Rc::new(Expression::new(pattern, language, speaker));
        asked.insert(pattern.to_owned(), made.clone());
        made
    })
}

/// What an expression is asked about.
#[derive(Clone, Copy, PartialEq)]
struct About {
    /// The number of the reading.
    reading: u64,
    language: Language,
}

/// What was found out last, by where the text of an expression lies in memory: a script asks with
/// the same literal, place after place, and to look that up takes longer than to answer.
struct Recent {
    /// Held, so that no other text can lie in its place.
    pattern: ImmutableString,
    about: About,
    known: Prepared,
}

/// So many are kept.
const RECENT: usize = 256;

thread_local! {
    static LATELY: RefCell<Vec<Option<Recent>>> =
        RefCell::new((0..RECENT).map(|_| None).collect());
}

fn slot(pattern: &str, about: About) -> usize {
    let place = pattern.as_ptr() as usize;
    ((place / 16) ^ (place / 4096) ^ about.language as usize) % RECENT
}

fn recall(pattern: &ImmutableString, about: About) -> Option<Prepared> {
    LATELY.with_borrow(|lately| {
        let found = lately.get(slot(pattern, about))?.as_ref()?;
        let same = std::ptr::eq(found.pattern.as_str(), pattern.as_str()) && found.about == about;
        same.then(|| found.known.clone())
    })
}

fn remember(pattern: &ImmutableString, about: About, known: &Prepared) {
    LATELY.with_borrow_mut(|lately| {
        if let Some(slot) = lately.get_mut(slot(pattern, about)) {
            *slot = Some(Recent { pattern: pattern.clone(), about, known: known.clone() });
        }
    });
}

fn bad_pattern(pattern: &str, reason: &str) -> Box<EvalAltResult> {
    format!("expression `{pattern}`: {reason}").into()
}
