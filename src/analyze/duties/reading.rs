//! A sentence on its way to a duty: what divides its words, who is named in it, which modals it
//! has. It is cut into segments at commas and conjunctions.

use super::lexicon::{Lexicon, Tell, class};
use super::owner::owner;
use super::parts::Parts;
use super::{Bearer, Duty, Modality, Voice};
use crate::document::{Document, Sentence, Token};
use crate::language::Language;
use crate::span::Span;

use super::super::Speaker;

/// Words of a sentence that are looked at: what comes later has another modal.
const LONGEST: usize = 160;

/// A sentence on its way to a duty.
pub(super) struct Reading<'a> {
    pub(super) doc: &'a Document,
    pub(super) sentence: &'a Sentence,
    /// The words of it that are read: all, or those of one of its main clauses.
    pub(super) part: (usize, usize),
    pub(super) language: Language,
    pub(super) lexicon: &'a Lexicon,
    /// The mentions of parties in it.
    pub(super) named: &'a [(Span, usize)],
    pub(super) speaker: Speaker,
    /// How many parties there are.
    pub(super) parties: usize,
}

/// Memory that is used again for every sentence.
#[derive(Default)]
pub(super) struct Buffers {
    /// For each word, what divides it from the one before.
    pub(super) divides: Vec<Divide>,
    pub(super) actors: Vec<Actor>,
    pub(super) modals: Vec<Modal>,
    pub(super) parts: Parts,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Divide {
    /// A space, or what does not matter.
    Space,
    /// A comma, bracket or dash, or a conjunction.
    Segment,
    /// A semicolon or colon.
    Clause,
}

/// Words that name somebody who can bear a duty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Actor {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) bearer: Bearer,
    /// Not behind a preposition, no genitive, no half of a compound.
    pub(super) nominative: bool,
    /// Behind "by" or "door".
    pub(super) agent: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Modal {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) modality: Modality,
}

impl Reading<'_> {
    /// The duty that the sentence lays on somebody; `stem` is that of the list it is an item of.
    pub(super) fn duty(
        &self,
        number: u32,
        stem: Option<Duty>,
        buffers: &mut Buffers,
    ) -> Option<Duty> {
        let tokens = self.tokens();
        // A question lays nothing on anybody.
        if self.doc[self.span()].ends_with('?') {
            return None;
        }
        buffers.clear();
        self.look(tokens, buffers);
        let chosen = self.modal(tokens, buffers);
        let plain = self.plain(tokens, buffers);
        // A promise in the main clause goes before a modal in a clause that depends on it.
        let (modal, voice, bearer) = match (chosen, plain) {
            (Some((modal, main)), Some(plain)) if !main || plain.0.to <= modal.from => plain,
            // "the way in which X may": nothing is said of the sentence itself.
            (Some((_, false)), None) => return None,
            (Some((modal, _)), _) => {
                let passive = self.is_passive(tokens, buffers, modal);
                let voice = if passive { Voice::Passive } else { Voice::Active };
                (modal, voice, self.bearer(tokens, buffers, modal, passive))
            }
            (None, plain) => plain?,
        };
        let mut bearer = bearer;
        // "Leverancier: a. zal …": an item that opens with its verb has the bearer of its stem.
        if bearer == Bearer::Nobody
            && let Some(stem) = stem
            && (0..modal.from).all(|at| self.is_filler(&tokens[at]))
        {
            bearer = stem.bearer;
        }
        if bearer == Bearer::Nobody && self.states(tokens, modal, voice) {
            return None;
        }
        let modality = match self.coloured(modal, buffers) {
            Modality::Obligation | Modality::Permission
                if self.is_denied(tokens, buffers, modal) =>
            {
                Modality::Prohibition
            }
            Modality::Prohibition
                if self.language == Language::Dutch && self.is_quality(tokens, modal.to) =>
            {
                Modality::Obligation
            }
            other => other,
        };
        let parts = &buffers.parts;
        let first = tokens.get(modal.from)?.span;
        let last = tokens.get(modal.to.checked_sub(1)?)?.span;
        let action = self.action(tokens, modal, parts);
        Some(Duty {
            sentence: number,
            words: first.join(last),
            bearer,
            counterparty: self.counterparty(buffers, bearer),
            modality,
            voice,
            action,
            condition: parts.condition(tokens, self.doc),
            deadline: parts.deadline(tokens),
            standard: parts.standard(tokens),
            sanction: parts.sanction(tokens, action),
            owner: owner(self.doc, tokens, (modal.from, modal.to), bearer, voice),
            subjects: parts.subjects(modal.from),
        })
    }

    fn tokens(&self) -> &[Token] {
        let tokens = self.doc.tokens_of(self.sentence);
        let to = self.part.1.min(tokens.len());
        let tokens = tokens.get(self.part.0.min(to)..to).unwrap_or_default();
        &tokens[..tokens.len().min(LONGEST)]
    }

    /// The place of the words that are read.
    fn span(&self) -> Span {
        let Span { start, end } = self.sentence.span;
        let tokens = self.doc.tokens_of(self.sentence);
        let end = if self.part.1 < tokens.len() { tokens[self.part.1].span.start } else { end };
        Span { start: tokens.get(self.part.0).map_or(start, |it| it.span.start), end }
    }

    /// The words at which a second main clause of somebody else begins: "… levert X, en
    /// Opdrachtgever betaalt Y". To be asked of a sentence that was just read.
    pub(super) fn second_clause(&self, first: &Duty, buffers: &Buffers) -> Option<usize> {
        if first.bearer == Bearer::Nobody {
            return None;
        }
        let tokens = self.tokens();
        let after = |at: usize| tokens[at].span.start > first.words.start;
        let others = buffers.actors.iter().filter(|it| it.nominative && it.bearer != first.bearer);
        others
            .filter(|it| after(it.from))
            .find_map(|actor| {
                let mut from = actor.from;
                while let Some(at) = from.checked_sub(1)
                    && buffers.divides[from] == Divide::Space
                    && self.lexicon.class(&tokens[at]) & class::ARTICLE != 0
                {
                    from = at;
                }
                let joint = from.checked_sub(1)?;
                let joins = |it: usize| {
                    matches!(self.doc.words.get(tokens[it].word), "en" | "and" | "maar" | "but")
                };
                // What the first clause says must end before the joint: a verb, or words behind it.
                let joined = joins(joint) || buffers.divides[from] == Divide::Clause;
                (joined && after(joint)).then_some((from, actor.to))
            })
            .and_then(|(from, to)| {
                // The verb follows its subject, or a word or two behind it.
                let finite = buffers.modals.iter().any(|it| it.from >= to && it.from <= to + 1);
                let promise = self.is_verb_of(tokens, to);
                (finite || promise).then_some(self.part.0 + from)
            })
    }

    /// Fills the buffers: what divides the words, who is named, which modals and parts there are.
    fn look(&self, tokens: &[Token], buffers: &mut Buffers) {
        let mut named = self.named.iter().peekable();
        let mut end = self.span().start;
        let mut skip_every = 0;
        for (at, token) in tokens.iter().enumerate() {
            buffers.divides.push(self.divide(end, token.span.start));
            end = token.span.end;
            let class = self.lexicon.class(token);
            while named.peek().is_some_and(|it| it.0.end <= token.span.start) {
                named.next();
            }
            let actor = match named.peek() {
                Some(&&(span, party)) if span.start <= token.span.start => {
                    let last = buffers.actors.last_mut();
                    match last {
                        Some(last)
                            if last.to == at
                                && span.start < tokens[last.from].span.end
                                && last.bearer == Bearer::Party(party) =>
                        {
                            last.to = at + 1;
                            None
                        }
                        _ => Some(Bearer::Party(party)),
                    }
                }
                _ if class & class::WE != 0 => Some(match self.speaker {
                    Speaker::Together => Bearer::Every,
                    Speaker::OneParty => Bearer::Speaker,
                }),
                _ if class & class::READER != 0 => Some(Bearer::Reader),
                _ => None,
            };
            if let Some(bearer) = actor {
                buffers.actors.push(Actor {
                    from: at,
                    to: at + 1,
                    bearer,
                    nominative: true,
                    agent: false,
                });
            }
            for (to, tell) in self.lexicon.tells(self.doc, tokens, at) {
                match tell {
                    Tell::Modal(modality) => {
                        let modal = Modal { from: at, to, modality };
                        match buffers.modals.last_mut() {
                            // Of two at one word, or one within another, the longer counts.
                            Some(last) if last.from == at => {
                                if to > last.to {
                                    *last = modal;
                                }
                            }
                            Some(last) if last.to > at => {}
                            _ => buffers.modals.push(modal),
                        }
                    }
                    Tell::Every if at >= skip_every && actor.is_none() => {
                        skip_every = to;
                        buffers.actors.push(Actor {
                            from: at,
                            to,
                            bearer: Bearer::Every,
                            nominative: true,
                            agent: false,
                        });
                    }
                    Tell::Every => {}
                    Tell::Conjunction => buffers.parts.conjunction(at),
                    Tell::Part(part) => buffers.parts.add(part, at, to),
                    Tell::Subject(subject) => buffers.parts.subject(subject, at),
                }
            }
            if class & class::CONJUNCTION != 0 {
                buffers.parts.conjunction(at);
            }
        }
        for at in 0..buffers.actors.len() {
            let mut actor = buffers.actors[at];
            self.place(tokens, buffers, &mut actor);
            buffers.actors[at] = actor;
        }
    }

    fn divide(&self, from: u32, to: u32) -> Divide {
        let between = self.doc.text.get(from as usize..to as usize).unwrap_or("");
        // Nearly always one space.
        if between.len() <= 1 {
            return Divide::Space;
        }
        let mut divide = Divide::Space;
        for byte in between.bytes() {
            divide = divide.max(match byte {
                b',' | b'(' | b')' => Divide::Segment,
                b';' | b':' => Divide::Clause,
                _ => Divide::Space,
            });
        }
        let dashed = between.bytes().any(|it| matches!(it, b'-' | 0xE2));
        if !dashed {
            return divide;
        }
        if between.contains(" – ") || between.contains(" — ") || between.contains(" - ") {
            divide = divide.max(Divide::Segment);
        }
        divide
    }

    /// Decides whether an actor can be a subject where it stands.
    fn place(&self, tokens: &[Token], buffers: &Buffers, actor: &mut Actor) {
        // Articles stand between a preposition and its noun.
        let mut before = actor.from;
        while let Some(at) = before.checked_sub(1)
            && buffers.divides[before] == Divide::Space
            && self.lexicon.class(&tokens[at]) & class::ARTICLE != 0
        {
            before = at;
        }
        if let Some(at) = before.checked_sub(1)
            && buffers.divides[before] == Divide::Space
        {
            let class = self.lexicon.class(&tokens[at]);
            actor.agent = class & class::BY != 0;
            if class & (class::PREPOSITION | class::BY) != 0 {
                actor.nominative = false;
            }
        }
        let end = tokens[actor.to - 1].span.end as usize;
        let behind = self.doc.text.get(end..).unwrap_or("");
        if behind.starts_with("'s ")
            || behind.starts_with("’s ")
            || behind.starts_with("' ")
            || behind.starts_with("’ ")
        {
            actor.nominative = false;
        }
    }

    /// Where the segment that word `at` stands in starts.
    pub(super) fn segment(&self, buffers: &Buffers, at: usize) -> usize {
        (1..=at).rev().find(|&it| buffers.divides[it] != Divide::Space).unwrap_or(0)
    }

    /// Towards whom: the other actor of the sentence, or the other of two parties.
    fn counterparty(&self, buffers: &Buffers, bearer: Bearer) -> Bearer {
        let other = buffers
            .actors
            .iter()
            .find(|it| it.bearer != bearer && !matches!(it.bearer, Bearer::Every));
        match (other, bearer) {
            (_, Bearer::Every) => Bearer::Every,
            (Some(other), Bearer::Party(_) | Bearer::Speaker | Bearer::Reader) => other.bearer,
            (None, Bearer::Party(at)) if self.parties == 2 => Bearer::Party(1 - at.min(1)),
            (None, Bearer::Speaker) => Bearer::Reader,
            (None, Bearer::Reader) => Bearer::Speaker,
            _ => Bearer::Nobody,
        }
    }

    fn action(&self, tokens: &[Token], modal: Modal, parts: &Parts) -> Span {
        let end = parts.action_end(modal.to, tokens.len());
        let start = tokens.get(modal.to).map_or(self.span().end, |it| it.span.start);
        let end = match tokens.get(end) {
            Some(next) => next.span.start,
            None => self.span().end,
        };
        Span { start, end: end.max(start) }
    }
}

impl Buffers {
    /// Whether the sentence that was read last has a modal of its own.
    pub(super) fn has_modal(&self) -> bool {
        !self.modals.is_empty()
    }

    fn clear(&mut self) {
        self.divides.clear();
        self.actors.clear();
        self.modals.clear();
        self.parts.clear();
    }
}
