//! Who bears what a modal says.
//!
//! The subject stands in the modal's segment, before it or, in Dutch inversion, right behind the
//! verb; not behind a preposition, not as a genitive, not as half of a compound ("Customer Data").

use super::Bearer;
use super::lexicon::class;
use super::reading::{Actor, Buffers, Divide, Modal, Reading};
use crate::document::Token;
use crate::language::Language;

/// How far behind a passive the words are that tell by whom.
const AGENT: usize = 20;

impl Reading<'_> {
    pub(super) fn bearer(
        &self,
        tokens: &[Token],
        buffers: &Buffers,
        modal: Modal,
        passive: bool,
    ) -> Bearer {
        if passive {
            // "shall be paid by the Customer", not "… upon a request by the Customer".
            let near = |it: &&Actor| {
                it.agent
                    && it.from > modal.from
                    && it.from <= modal.to + AGENT
                    && !(modal.to..it.from).any(|at| {
                        buffers.parts.is_conjunction(at) || buffers.divides[at] == Divide::Clause
                    })
            };
            let agent = buffers.actors.iter().find(near);
            return agent.map_or(Bearer::Nobody, |it| it.bearer);
        }
        let verb = self.verb(tokens, buffers, modal);
        let start = self.segment(buffers, verb);
        // "X agrees that Y shall": what is said of Y.
        let start = (start..verb)
            .rev()
            .find(|&at| matches!(self.doc.words.get(tokens[at].word), "that" | "dat"))
            .map_or(start, |at| at + 1);
        let before = self.before(tokens, buffers, start, verb);
        let behind = match self.language {
            Language::Dutch => self.behind(tokens, buffers, verb + 1).map(|it| it.bearer),
            Language::English => None,
        };
        let opens_otherwise = start < verb && {
            let class = self.lexicon.class(&tokens[start]);
            class & (class::CONJUNCTION | class::PREPOSITION) != 0
                || buffers.parts.is_conjunction(start)
        };
        if let Some(behind) = behind
            && (before.is_none() || opens_otherwise)
        {
            return behind;
        }
        if let Some(before) = before {
            return before;
        }
        // Nothing but adverbs or a pronoun between the last comma and the modal: the subject
        // stands further to the left.
        let fillers = |at: usize| {
            self.lexicon.class(&tokens[at]) & (class::PRONOUN | class::CONJUNCTION) != 0
                || self.is_filler(&tokens[at])
        };
        if (start..verb).all(fillers) {
            return self
                .further(tokens, buffers, start)
                .or_else(|| self.meant(tokens, buffers, verb))
                .unwrap_or(Bearer::Nobody);
        }
        self.enumerated(tokens, buffers, verb)
            .or_else(|| self.meant(tokens, buffers, verb))
            .unwrap_or(Bearer::Nobody)
    }

    /// Whom a pronoun means: "bij melding door Opdrachtgever moet zij …" the one party that was
    /// named, "Zij zullen op elkaars verzoek …" all of them.
    fn meant(&self, tokens: &[Token], buffers: &Buffers, verb: usize) -> Option<Bearer> {
        let word = |at: usize| tokens.get(at).map_or("", |it| self.doc.words.get(it.word));
        let pronoun =
            |at: usize| matches!(word(at), "hij" | "zij" | "ze" | "they" | "he" | "she" | "it");
        let behind = self.language == Language::Dutch && pronoun(verb + 1);
        if !(behind || verb > 0 && pronoun(verb - 1)) {
            return None;
        }
        let mutual = |it: &Token| {
            let word = self.doc.words.get(it.word);
            word.starts_with("elkaar") || matches!(word, "another")
        };
        if tokens.iter().any(mutual) {
            return Some(Bearer::Every);
        }
        let mut named = buffers.actors.iter().filter(|it| it.to <= verb);
        let first = named.next()?;
        named.all(|it| it.bearer == first.bearer).then_some(first.bearer)
    }

    /// The actor that starts at word `at`, after an article or "zich" at most.
    pub(super) fn behind<'b>(
        &self,
        tokens: &[Token],
        buffers: &'b Buffers,
        at: usize,
    ) -> Option<&'b Actor> {
        for at in at..at + 2 {
            if buffers.divides.get(at).is_some_and(|it| *it != Divide::Space) {
                return None;
            }
            if let Some(found) = buffers.actors.iter().find(|it| it.from == at) {
                return found.nominative.then_some(found);
            }
            if self.lexicon.class(tokens.get(at)?) & class::ARTICLE == 0 {
                return None;
            }
        }
        None
    }

    /// The subject among words `start..verb`.
    fn before(
        &self,
        tokens: &[Token],
        buffers: &Buffers,
        start: usize,
        verb: usize,
    ) -> Option<Bearer> {
        let inside = buffers.actors.iter().filter(|it| it.from >= start && it.to <= verb);
        let mut fits = inside.filter(|it| it.nominative && !self.is_compound(tokens, it, verb));
        let first = fits.next()?;
        // "Customer and Supplier shall" lays it on both.
        let both = fits.any(|it| {
            it.bearer != first.bearer
                && it.from <= first.to + 2
                && tokens
                    .get(first.to)
                    .is_some_and(|it| matches!(self.doc.words.get(it.word), "and" | "en"))
        });
        Some(if both { Bearer::Every } else { first.bearer })
    }

    /// The subject to the left of a segment that has none.
    fn further(&self, tokens: &[Token], buffers: &Buffers, start: usize) -> Option<Bearer> {
        let mut end = start;
        let mut fallback = None;
        for _ in 0..8 {
            let at = end.checked_sub(1)?;
            let from = self.segment(buffers, at);
            let found = buffers
                .actors
                .iter()
                .find(|it| it.from >= from && it.to <= end && it.nominative)
                .map(|it| it.bearer);
            let depends = buffers.parts.is_conjunction(from)
                || self.lexicon.class(&tokens[from]) & (class::CONJUNCTION | class::PREPOSITION)
                    != 0;
            match found {
                Some(found) if !depends => return Some(found),
                Some(found) => fallback = fallback.or(Some(found)),
                None => {}
            }
            if from == 0 {
                break;
            }
            end = from;
        }
        fallback
    }

    /// The actor that opens the sentence and others with it: "Client and its nominees, employees
    /// and agents shall".
    fn enumerated(&self, tokens: &[Token], buffers: &Buffers, verb: usize) -> Option<Bearer> {
        let actor = buffers.actors.iter().find(|it| it.from <= 1 && it.nominative)?;
        let and = self.doc.words.get(tokens.get(actor.to)?.word);
        let alone = matches!(and, "and" | "or" | "en" | "of")
            && !(actor.to + 1..verb).any(|at| {
                buffers.parts.is_conjunction(at)
                    || self.lexicon.class(&tokens[at]) & (class::OPENER | class::COPULA) != 0
            })
            && !buffers.modals.iter().any(|it| it.from < verb);
        alone.then_some(actor.bearer)
    }

    /// Whether an actor is the first half of a longer name: "Customer Data shall".
    fn is_compound(&self, tokens: &[Token], actor: &Actor, verb: usize) -> bool {
        if self.language == Language::Dutch || actor.to >= verb {
            return false;
        }
        let token = &tokens[actor.to];
        let class = self.lexicon.class(token);
        let word = self.doc.words.get(token.word);
        let known = class != 0
            || word.ends_with("ly")
            || matches!(
                word,
                "and"
                    | "or"
                    | "also"
                    | "hereby"
                    | "itself"
                    | "only"
                    | "each"
                    | "then"
                    | "not"
                    | "shall"
                    | "will"
                    | "agrees"
                    | "has"
                    | "have"
                    | "nor"
                    | "agree"
                    | "further"
                    | "alone"
                    | "both"
                    | "undertakes"
                    | "acknowledges"
            );
        !known && actor.bearer != Bearer::Every
    }

    /// A word that may stand between a subject and its verb and says nothing of who it is.
    pub(super) fn is_filler(&self, token: &Token) -> bool {
        let word = self.doc.words.get(token.word);
        word.ends_with("ly")
            || matches!(
                word,
                "hereby"
                    | "also"
                    | "then"
                    | "therefore"
                    | "dan"
                    | "en"
                    | "and"
                    | "or"
                    | "ook"
                    | "derhalve"
                    | "however"
                    | "furthermore"
            )
    }
}
