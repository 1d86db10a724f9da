//! Which modal of a sentence counts, and who bears it.
//!
//! A sentence is cut into segments at commas and conjunctions. The subject stands in the modal's
//! segment, before it or, in Dutch inversion, right behind the verb; not behind a preposition, not
//! as a genitive, not as half of a compound ("Customer Data").

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

/// How far behind a passive the words are that tell by whom.
const AGENT: usize = 12;

/// A sentence on its way to a duty.
pub(super) struct Reading<'a> {
    pub(super) doc: &'a Document,
    pub(super) sentence: &'a Sentence,
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
    divides: Vec<Divide>,
    actors: Vec<Actor>,
    modals: Vec<Modal>,
    pub(super) parts: Parts,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Divide {
    /// A space, or what does not matter.
    Space,
    /// A comma, bracket or dash, or a conjunction.
    Segment,
    /// A semicolon or colon.
    Clause,
}

/// Words that name somebody who can bear a duty.
#[derive(Debug, Clone, Copy)]
struct Actor {
    from: usize,
    to: usize,
    bearer: Bearer,
    /// Not behind a preposition, no genitive, no half of a compound.
    nominative: bool,
    /// Behind "by" or "door".
    agent: bool,
}

#[derive(Debug, Clone, Copy)]
struct Modal {
    from: usize,
    to: usize,
    modality: Modality,
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
        if self.doc[self.sentence.span].ends_with('?') {
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
        &tokens[..tokens.len().min(LONGEST)]
    }

    /// Fills the buffers: what divides the words, who is named, which modals and parts there are.
    fn look(&self, tokens: &[Token], buffers: &mut Buffers) {
        let mut named = self.named.iter().peekable();
        let mut end = self.sentence.span.start;
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

    /// The modal that counts, and whether it stands in the main clause.
    fn modal(&self, tokens: &[Token], buffers: &Buffers) -> Option<(Modal, bool)> {
        let main = buffers
            .modals
            .iter()
            .find(|it| it.modality != Modality::Discretion && !self.depends(tokens, buffers, **it));
        match main {
            Some(main) => Some((*main, true)),
            None => {
                // "Als het niet lukt moet dit worden besproken": without a comma the main clause
                // is the one that comes last.
                let opens = self.language == Language::Dutch && buffers.parts.is_conjunction(0);
                let mut any =
                    buffers.modals.iter().filter(|it| it.modality != Modality::Discretion);
                match opens {
                    true => any.next_back().map(|it| (*it, true)),
                    false => any.next().map(|it| (*it, false)),
                }
            }
        }
    }

    /// Whether a modal stands in a clause that depends on another: behind "if", "who", "die".
    fn depends(&self, tokens: &[Token], buffers: &Buffers, modal: Modal) -> bool {
        let start = self.segment(buffers, modal.from);
        let opens = |at: usize| buffers.parts.is_conjunction(at);
        if self.language == Language::English {
            // "any questions you may have": a pronoun in the midst of a clause opens one of its own.
            let pronoun = modal.from.checked_sub(1).is_some_and(|at| {
                let class = self.lexicon.class(&tokens[at]);
                class & (class::READER | class::WE) != 0
                    && at > start
                    && self.lexicon.class(&tokens[start])
                        & (class::PREPOSITION | class::BY | class::CONJUNCTION)
                        == 0
                    && self.lexicon.class(&tokens[at - 1]) == 0
                    && !self.is_filler(&tokens[at - 1])
            });
            if pronoun || buffers.parts.is_conjunction(start) && start > 0 {
                return true;
            }
            // "the goods which the Supplier shall": the conjunction may stand inside the segment.
            return (start..modal.from).any(opens)
                && !(start..modal.from)
                    .any(|at| self.lexicon.class(&tokens[at]) & class::OPENER != 0);
        }
        // In Dutch the verb of a clause that depends stands at its end: a subject right behind it
        // makes it a main clause.
        // "Als X, dan zal Y": what stands behind "dan" is the main clause.
        let then = modal.from.checked_sub(1).map(|at| self.doc.words.get(tokens[at].word));
        if then == Some("dan") {
            return false;
        }
        let conjunction = (start..modal.from).any(opens);
        let relative = start > 0
            && self.lexicon.class(&tokens[start]) & class::OPENER != 0
            && self.doc.words.get(tokens[start].word) != "dat";
        let inverted = self.behind(tokens, buffers, modal.from + 1).is_some();
        (conjunction || relative) && !inverted
    }

    /// Where the segment that word `at` stands in starts.
    fn segment(&self, buffers: &Buffers, at: usize) -> usize {
        (1..=at).rev().find(|&it| buffers.divides[it] != Divide::Space).unwrap_or(0)
    }

    /// The actor that starts at word `at`, after an article or "zich" at most.
    fn behind<'b>(&self, tokens: &[Token], buffers: &'b Buffers, at: usize) -> Option<&'b Actor> {
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

    /// Where the finite verb of a modal stands: "is" in "is Opdrachtgever gehouden".
    fn verb(&self, tokens: &[Token], buffers: &Buffers, modal: Modal) -> usize {
        let start = self.segment(buffers, modal.from);
        if self.language == Language::English {
            return modal.from;
        }
        let participle = matches!(
            self.doc.words.get(tokens[modal.from].word),
            "gehouden"
                | "verplicht"
                | "gerechtigd"
                | "bevoegd"
                | "niet"
                | "verantwoordelijk"
                | "aansprakelijk"
                | "vrijgesteld"
                | "onbevoegd"
                | "nimmer"
                | "nooit"
        );
        if !participle {
            return modal.from;
        }
        (start..modal.from)
            .rev()
            .take(10)
            .find(|&at| self.lexicon.class(&tokens[at]) & class::COPULA != 0)
            .unwrap_or(modal.from)
    }

    /// Whether what is asked is told in the passive.
    fn is_passive(&self, tokens: &[Token], buffers: &Buffers, modal: Modal) -> bool {
        match self.language {
            Language::English => {
                let next = (modal.to..tokens.len().min(modal.to + 3))
                    .find(|&at| self.lexicon.class(&tokens[at]) & class::PASSIVE != 0);
                next.is_some_and(|at| {
                    tokens.iter().skip(at + 1).take(3).any(|it| {
                        let word = self.doc.words.get(it.word);
                        word.len() > 3 && (word.ends_with("ed") || IRREGULAR.contains(&word))
                    })
                })
            }
            Language::Dutch => {
                let ends = |at: &usize| {
                    buffers.divides[*at] == Divide::Clause
                        || buffers.parts.is_conjunction(*at)
                        || self.lexicon.class(&tokens[*at]) & class::OPENER != 0
                };
                let end = (modal.to..tokens.len()).find(ends).unwrap_or(tokens.len());
                (modal.to..end).any(|at| self.doc.words.get(tokens[at].word) == "worden")
            }
        }
    }

    fn bearer(&self, tokens: &[Token], buffers: &Buffers, modal: Modal, passive: bool) -> Bearer {
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
            return self.further(tokens, buffers, start).unwrap_or(Bearer::Nobody);
        }
        self.enumerated(tokens, buffers, verb).unwrap_or(Bearer::Nobody)
    }

    /// A word that may stand between a subject and its verb and says nothing of who it is.
    fn is_filler(&self, token: &Token) -> bool {
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

    /// Whether what is asked is not to be done: "zal … geen", "neither party shall".
    fn is_denied(&self, tokens: &[Token], buffers: &Buffers, modal: Modal) -> bool {
        let word = |at: usize| tokens.get(at).map_or("", |it| self.doc.words.get(it.word));
        let start = self.segment(buffers, modal.from);
        if matches!(word(start), "neither" | "no" | "none" | "nor" | "geen" | "niemand" | "nobody")
        {
            return true;
        }
        if self.language == Language::English {
            return false;
        }
        // To the end of the clause, over what stands between commas in it.
        for (at, token) in tokens.iter().enumerate().skip(modal.to) {
            let ends = buffers.divides[at] == Divide::Clause
                || buffers.parts.is_conjunction(at)
                || self.lexicon.class(token) & class::OPENER != 0
                || matches!(word(at), "om" | "maar" | "zodat");
            if ends {
                return false;
            }
            let denies = matches!(word(at), "niet" | "geen" | "nooit" | "nimmer");
            // "niet alleen", "niet later dan", "al dan niet" deny nothing.
            let limits = matches!(
                word(at + 1),
                "alleen"
                    | "later"
                    | "meer"
                    | "slechts"
                    | "eerder"
                    | "uitsluitend"
                    | "dan"
                    | "nader"
            ) || at > 0 && matches!(word(at - 1), "dan" | "of");
            if denies && !limits {
                return true;
            }
        }
        false
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

    /// "Opdrachtgever betaalt …": a party and what it does are a promise.
    fn plain(&self, tokens: &[Token], buffers: &Buffers) -> Option<(Modal, Voice, Bearer)> {
        let promise = |at: usize| Modal { from: at, to: at + 1, modality: Modality::Obligation };
        let first = tokens.first()?;
        if self.lexicon.class(first) & class::IMPERATIVE != 0
            && !buffers.actors.iter().any(|it| it.from == 1)
        {
            return Some((promise(0), Voice::Imperative, Bearer::Reader));
        }
        for actor in buffers.actors.iter().filter(|it| it.nominative) {
            let start = self.segment(buffers, actor.from);
            let opens =
                (start..actor.from).all(|at| self.lexicon.class(&tokens[at]) & class::ARTICLE != 0);
            // The party opens the segment and the verb follows, or the verb stands before it.
            if opens
                && self.is_promise(tokens, actor.to, actor.bearer)
                && buffers.divides.get(actor.to) == Some(&Divide::Space)
            {
                return Some((promise(actor.to), Voice::Active, actor.bearer));
            }
            if self.language == Language::Dutch {
                let verb = actor.from.checked_sub(1).map(|at| {
                    match self.lexicon.class(&tokens[at]) & class::ARTICLE != 0 {
                        true => at.saturating_sub(1),
                        false => at,
                    }
                });
                // "Deze overeenkomst verleent Opdrachtnemer …": something else is the subject.
                let taken = |verb: usize| {
                    start < verb && self.lexicon.class(&tokens[start]) & class::ARTICLE != 0
                };
                if let Some(verb) = verb.filter(|&it| !taken(it))
                    && verb >= start
                    && buffers.divides[verb + 1] == Divide::Space
                    && self.is_promise(tokens, verb, actor.bearer)
                    && !(start..verb).any(|at| buffers.parts.is_conjunction(at) && start > 0)
                {
                    return Some((promise(verb), Voice::Active, actor.bearer));
                }
            }
            if start > 0 || actor.from > 3 {
                break;
            }
        }
        None
    }

    /// Whether the word at `at` is a verb that says what its subject does.
    fn is_promise(&self, tokens: &[Token], at: usize, bearer: Bearer) -> bool {
        let Some(token) = tokens.get(at) else { return false };
        let class = self.lexicon.class(token);
        let word = self.doc.words.get(token.word);
        if class & class::PERFORMS != 0 {
            return true;
        }
        if class != 0 || word.len() <= 3 {
            return false;
        }
        match (self.language, bearer) {
            (Language::Dutch, Bearer::Party(_) | Bearer::Reader) => {
                word.ends_with('t') || matches!(word, "doet" | "gaat" | "geeft")
            }
            (Language::Dutch, Bearer::Every | Bearer::Speaker) => {
                word.ends_with("en") || word.ends_with("aan")
            }
            _ => false,
        }
    }

    /// Whether a sentence without bearer says how things are rather than what must be done.
    fn states(&self, tokens: &[Token], modal: Modal, voice: Voice) -> bool {
        let state =
            |at: usize| tokens.get(at).is_some_and(|it| self.lexicon.class(it) & class::STATE != 0);
        match self.language {
            Language::English => {
                let at = (modal.to..modal.to + 4).find(|&at| {
                    tokens.get(at).is_some_and(|it| {
                        let word = self.doc.words.get(it.word);
                        self.lexicon.class(it) & class::COPULA == 0
                            && !word.ends_with("ly")
                            && !matches!(word, "also" | "not" | "in" | "no" | "any" | "event")
                    })
                });
                // "will be the rate", "shall be subject to": how it is, not what is to be done.
                let is = tokens
                    .get(modal.to)
                    .is_some_and(|it| matches!(self.doc.words.get(it.word), "be" | "not"));
                at.is_some_and(state)
                    || is && voice == Voice::Active && modal.modality == Modality::Obligation
            }
            Language::Dutch => {
                let future = matches!(
                    self.doc.words.get(tokens[modal.from].word),
                    "zal" | "zullen" | "kan" | "kunnen"
                );
                future && voice == Voice::Active && (modal.to..tokens.len()).any(state)
            }
        }
    }

    /// A discretion colours the right or duty that it goes with.
    fn coloured(&self, modal: Modal, buffers: &Buffers) -> Modality {
        let mut free = buffers.modals.iter().filter(|it| it.modality == Modality::Discretion);
        match modal.modality {
            Modality::Right | Modality::Permission if free.next().is_some() => Modality::Discretion,
            // "shall determine in its discretion", not "shall keep books in a form acceptable to
            // Lessor in its discretion".
            Modality::Obligation if free.any(|it| it.from <= modal.to + 8) => Modality::Discretion,
            other => other,
        }
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
        let start = tokens.get(modal.to).map_or(self.sentence.span.end, |it| it.span.start);
        let end = match tokens.get(end) {
            Some(next) => next.span.start,
            None => self.sentence.span.end,
        };
        Span { start, end: end.max(start) }
    }
}

/// English participles that do not end in "ed".
const IRREGULAR: &[&str] = &[
    "made",
    "given",
    "paid",
    "sent",
    "held",
    "kept",
    "done",
    "taken",
    "borne",
    "brought",
    "built",
    "chosen",
    "sold",
    "set",
    "sought",
    "shown",
    "written",
    "withheld",
    "undertaken",
    "submitted",
    "understood",
    "met",
    "left",
    "lost",
    "known",
    "found",
    "put",
    "told",
    "drawn",
    "begun",
];

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
