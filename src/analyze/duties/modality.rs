//! Which modal of a sentence counts, in which voice, and whether it is denied; and the promises that
//! have none: "Opdrachtgever betaalt".

use super::lexicon::class;
use super::reading::{Buffers, Divide, Modal, Reading};
use super::{Bearer, Modality, Voice};
use crate::document::Token;
use crate::language::Language;

impl Reading<'_> {
    /// The modal that counts, and whether it stands in the main clause.
    pub(super) fn modal(&self, tokens: &[Token], buffers: &Buffers) -> Option<(Modal, bool)> {
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
                // With one behind it, the modal stands in the condition: "Mocht je moeten stoppen,
                // dan zoek ik …".
                let last = (1..tokens.len()).rev().find(|&at| buffers.divides[at] != Divide::Space);
                let mut any = buffers.modals.iter().filter(|it| {
                    it.modality != Modality::Discretion
                        && (!opens || last.is_none_or(|last| it.from >= last || it.from > 12))
                });
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
            // "to the extent that" opens no clause but its own.
            let own = |at: usize| {
                let before = at.checked_sub(1).map_or("", |it| self.doc.words.get(tokens[it].word));
                !matches!(before, "extent" | "event" | "provided" | "case" | "condition")
            };
            let that = |at: usize| self.lexicon.class(&tokens[at]) & class::OPENER != 0 && own(at);
            return (start..modal.from).any(opens) && !(start..modal.from).any(that);
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

    /// Where the finite verb of a modal stands: "is" in "is Opdrachtgever gehouden".
    pub(super) fn verb(&self, tokens: &[Token], buffers: &Buffers, modal: Modal) -> usize {
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
    pub(super) fn is_passive(&self, tokens: &[Token], buffers: &Buffers, modal: Modal) -> bool {
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
                        // "zonder aftrek of verrekening" goes on.
                        || self.lexicon.class(&tokens[*at]) & class::OPENER != 0
                            && self.doc.words.get(tokens[*at].word) != "of"
                };
                let end = (modal.to..tokens.len()).find(ends).unwrap_or(tokens.len());
                (modal.to..end).any(|at| self.doc.words.get(tokens[at].word) == "worden")
            }
        }
    }

    /// Whether what is asked is not to be done: "zal … geen", "neither party shall".
    pub(super) fn is_denied(&self, tokens: &[Token], buffers: &Buffers, modal: Modal) -> bool {
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
            if denies && !limits && !self.is_quality(tokens, at + 1) {
                return true;
            }
        }
        false
    }

    /// A discretion colours the right or duty that it goes with.
    pub(super) fn coloured(&self, modal: Modal, buffers: &Buffers) -> Modality {
        let mut free = buffers.modals.iter().filter(|it| it.modality == Modality::Discretion);
        match modal.modality {
            Modality::Right | Modality::Permission if free.next().is_some() => Modality::Discretion,
            // "shall determine in its discretion", not "shall keep books in a form acceptable to
            // Lessor in its discretion".
            Modality::Obligation if free.any(|it| it.from <= modal.to + 8) => Modality::Discretion,
            other => other,
        }
    }

    /// "Opdrachtgever betaalt …": a party and what it does are a promise.
    pub(super) fn plain(
        &self,
        tokens: &[Token],
        buffers: &Buffers,
    ) -> Option<(Modal, Voice, Bearer)> {
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

    /// Whether the word at `at` is the verb of a promise, whoever makes it.
    pub(super) fn is_verb_of(&self, tokens: &[Token], at: usize) -> bool {
        self.is_promise(tokens, at, Bearer::Party(0))
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
                word.ends_with("en") || word.ends_with("aan") || self.is_each(tokens, at)
            }
            _ => false,
        }
    }

    /// Whether the verb at `at` is that of one of all: "elke deelnemer werkt mee".
    fn is_each(&self, tokens: &[Token], at: usize) -> bool {
        let word = |at: usize| tokens.get(at).map_or("", |it| self.doc.words.get(it.word));
        word(at).ends_with('t')
            && (at.saturating_sub(4)..at)
                .any(|it| matches!(word(it), "elk" | "elke" | "ieder" | "iedere" | "iedereen"))
    }

    /// Whether what is denied right before word `at` is a quality of a thing: "een niet voor
    /// matiging vatbare boete".
    pub(super) fn is_quality(&self, tokens: &[Token], at: usize) -> bool {
        tokens.iter().skip(at).take(5).any(|it| self.doc.words.get(it.word).starts_with("vatba"))
    }

    /// Whether a sentence without bearer says how things are rather than what must be done.
    pub(super) fn states(&self, tokens: &[Token], modal: Modal, voice: Voice) -> bool {
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
                // Which court may hear a dispute is nobody's right here.
                let court = |it: &Token| {
                    let word = self.doc.words.get(it.word);
                    word.ends_with("rechter") || word.starts_with("rechtba") || word == "arbiters"
                };
                if modal.modality == Modality::Right && tokens.iter().any(court) {
                    return true;
                }
                let future = matches!(
                    self.doc.words.get(tokens[modal.from].word),
                    "zal" | "zullen" | "kan" | "kunnen"
                );
                future && voice == Voice::Active && (modal.to..tokens.len()).any(state)
            }
        }
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
