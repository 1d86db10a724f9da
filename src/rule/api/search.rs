//! Looking for words from a script: `has`, `count`, `find` and the like. Expressions are those of
//! `find` in a record, kept by text.

use super::Outcome;
use super::place::{Place, What};
use crate::analyze::Speaker;
use crate::language::Language;
use crate::rule::concordance::{Sieve, Trail};
use crate::rule::expression::Expression;
use crate::span::Span;
use rhai::EvalAltResult;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

impl Place {
    /// The places where `pattern` matches, at most one a sentence.
    pub(super) fn matches(&self, pattern: &str, most: usize) -> Outcome<Vec<(u32, Span)>> {
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
    fn prepared(&self, pattern: &str, language: Language) -> Prepared {
        let expression = expression(pattern, language, self.reading.facts.speaker);
        let trail = self.trail(&expression, language).map(|it| Limit::Trail(Box::new(it)));
        let sieve = || self.reading.sieve(&expression, language).map(Limit::Sieve);
        let limit = trail.or_else(sieve).unwrap_or(Limit::None);
        Prepared { expression, limit }
    }

    /// Where to look for `expression`, when this is a place of many sentences.
    fn trail(&self, expression: &Expression, language: Language) -> Option<Trail> {
        let (from, to) = self.sentences();
        if to - from < MANY_SENTENCES {
            return None;
        }
        let needs = expression.needs().ok()?;
        let lookup = self.reading.lookup(language)?;
        let whole = (&*self.reading.doc, lookup, self.reading.concordance());
        Trail::new(whole, language, needs)
    }
}

/// An expression that a script asks about.
struct Prepared {
    expression: Rc<Expression>,
    limit: Limit,
}

/// Where it can match.
enum Limit {
    Trail(Box<Trail>),
    Sieve(Arc<Sieve>),
    None,
}

/// Matches in a sentence; of a clause or the contract, the sentences that match.
pub(super) fn count(it: &Place, pattern: &str) -> Outcome<i64> {
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

fn bad_pattern(pattern: &str, reason: &str) -> Box<EvalAltResult> {
    format!("expression `{pattern}`: {reason}").into()
}
