//! Who must, may and may not do what: the deontic reading of each sentence.
//!
//! It reads words, not grammar: the first modal expression of a sentence tells the modality, and the
//! party before it (or, in Dutch inversion, right behind it) bears it. Where the sentence names no
//! bearer there is none, which is itself worth knowing.

use super::{Party, Speaker};
use crate::document::{Document, Sentence, Token, Zone};
use crate::language::Language;
use crate::span::Span;

/// A duty, right, prohibition or discretion in one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// The sentence, an index into [`Document::sentences`].
    pub sentence: u32,
    /// The words that make it one: "is gehouden", "shall not".
    pub words: Span,
    /// Whose it is.
    pub bearer: Bearer,
    /// What it is.
    pub modality: Modality,
}

/// Who bears a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    /// A party, an index into the facts' parties.
    Party(usize),
    /// All parties: "partijen", "each party", "wij" where the parties speak together.
    Every,
    /// The party that calls itself "wij/we".
    Speaker,
    /// The reader: "u", "je", "you".
    Reader,
    /// Nobody is named.
    Nobody,
}

/// What a sentence lays on its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modality {
    /// Must do.
    Obligation,
    /// May do, or may claim.
    Right,
    /// May not do.
    Prohibition,
    /// May do as it sees fit.
    Discretion,
}

/// The duties of `doc`, one a sentence at most, in order.
pub fn duties(doc: &Document, parties: &[Party], speaker: Speaker) -> Vec<Duty> {
    let mut mentions: Vec<(Span, usize)> = Vec::new();
    for (at, party) in parties.iter().enumerate() {
        mentions.extend(party.mentions.iter().map(|&it| (it, at)));
    }
    mentions.sort();
    let patterns = Patterns { nl: compile(doc, NL), en: compile(doc, EN) };
    let mut found: Vec<Duty> = Vec::new();
    let mut next = 0;
    for (index, sentence) in doc.sentences.iter().enumerate() {
        if sentence.zone != Zone::Operative {
            continue;
        }
        while mentions.get(next).is_some_and(|it| it.0.start < sentence.span.start) {
            next += 1;
        }
        let inside =
            mentions[next..].iter().take_while(|it| it.0.start < sentence.span.end).count();
        let named = &mentions[next..next + inside];
        let tokens = doc.tokens_of(sentence);
        let tokens = &tokens[..tokens.len().min(LONGEST)];
        let words = tokens.iter().map(|it| doc.words.get(it.word)).collect();
        let reading = Reading { doc, sentence, words, tokens, patterns: &patterns, named, speaker };
        if let Some((words, modality, bearer)) = reading.duty() {
            found.push(Duty { sentence: index as u32, words, bearer, modality });
        } else if let Some(stem) = sentence.stem
            && let Ok(at) = found.binary_search_by_key(&stem, |it| it.sentence)
        {
            // "Leverancier zal: a. …; b. …" lays each item on Leverancier.
            found.push(Duty { sentence: index as u32, ..found[at] });
        }
    }
    found
}

/// Modal expressions, as words in lower case; `…` stands for up to four words.
type Pattern = (&'static str, Modality);

const NL: &[Pattern] = &[
    ("is niet verplicht", Modality::Right),
    ("zijn niet verplicht", Modality::Right),
    ("is niet gehouden", Modality::Right),
    ("niet toegestaan", Modality::Prohibition),
    ("is verboden", Modality::Prohibition),
    ("niet gerechtigd", Modality::Prohibition),
    ("niet bevoegd", Modality::Prohibition),
    ("mag … niet", Modality::Prohibition),
    ("mag … geen", Modality::Prohibition),
    ("mogen … niet", Modality::Prohibition),
    ("mogen … geen", Modality::Prohibition),
    ("zal gerechtigd", Modality::Right),
    ("zal … niet", Modality::Prohibition),
    ("zal … geen", Modality::Prohibition),
    ("zullen … niet", Modality::Prohibition),
    ("zullen … geen", Modality::Prohibition),
    ("onthoudt zich", Modality::Prohibition),
    ("naar eigen inzicht", Modality::Discretion),
    ("naar eigen goeddunken", Modality::Discretion),
    ("gerechtigd", Modality::Right),
    ("bevoegd", Modality::Right),
    ("heeft … recht", Modality::Right),
    ("hebben … recht", Modality::Right),
    ("behoudt zich", Modality::Right),
    ("mag", Modality::Right),
    ("mogen", Modality::Right),
    ("kan", Modality::Right),
    ("kunnen", Modality::Right),
    ("is verplicht", Modality::Obligation),
    ("zijn verplicht", Modality::Obligation),
    ("verplicht zich", Modality::Obligation),
    ("verplichten zich", Modality::Obligation),
    ("verbindt zich", Modality::Obligation),
    ("gehouden", Modality::Obligation),
    ("draagt zorg", Modality::Obligation),
    ("staat ervoor in", Modality::Obligation),
    ("moet", Modality::Obligation),
    ("moeten", Modality::Obligation),
    ("dient", Modality::Obligation),
    ("dienen", Modality::Obligation),
    ("zal", Modality::Obligation),
    ("zullen", Modality::Obligation),
];

const EN: &[Pattern] = &[
    ("sole discretion", Modality::Discretion),
    ("absolute discretion", Modality::Discretion),
    ("sole and absolute discretion", Modality::Discretion),
    ("is not required to", Modality::Right),
    ("are not required to", Modality::Right),
    ("is not obligated to", Modality::Right),
    ("shall be entitled", Modality::Right),
    ("will be entitled", Modality::Right),
    ("shall have the right", Modality::Right),
    ("will have the right", Modality::Right),
    ("shall not", Modality::Prohibition),
    ("must not", Modality::Prohibition),
    ("may not", Modality::Prohibition),
    ("will not", Modality::Prohibition),
    ("cannot", Modality::Prohibition),
    ("is prohibited", Modality::Prohibition),
    ("are prohibited", Modality::Prohibition),
    ("agrees not to", Modality::Prohibition),
    ("entitled to", Modality::Right),
    ("has the right", Modality::Right),
    ("have the right", Modality::Right),
    ("reserves the right", Modality::Right),
    ("may", Modality::Right),
    ("shall", Modality::Obligation),
    ("must", Modality::Obligation),
    ("will", Modality::Obligation),
    ("agrees to", Modality::Obligation),
    ("agree to", Modality::Obligation),
    ("undertakes to", Modality::Obligation),
    ("is required to", Modality::Obligation),
    ("are required to", Modality::Obligation),
    ("is responsible for", Modality::Obligation),
    ("are responsible for", Modality::Obligation),
    ("is obliged to", Modality::Obligation),
    ("is obligated to", Modality::Obligation),
];

/// Dutch third persons that state how things are rather than what somebody will do.
const STATES: &[&str] = &[
    "bestaat",
    "bevat",
    "betreft",
    "heet",
    "geldt",
    "wordt",
    "blijft",
    "bedraagt",
    "duurt",
    "verstaat",
    "ontvangt",
    "krijgt",
    "wenst",
    "beoogt",
    "verklaart",
    "omvat",
    "heeft",
    "weet",
    "begint",
    "eindigt",
    "niet",
    "met",
    "het",
    "uit",
    "dit",
    "dat",
    "wat",
    "vindt",
    "hecht",
    "stelt",
    "vertegenwoordigt",
];

/// Words of a sentence that are looked at: what comes later in it has another modal.
const LONGEST: usize = 120;

/// The patterns whose words this document has.
struct Patterns {
    nl: Vec<Compiled>,
    en: Vec<Compiled>,
}

struct Compiled {
    steps: Vec<Step>,
    modality: Modality,
}

/// A word, after at most `gap` others.
struct Step {
    word: u32,
    gap: usize,
}

fn compile(doc: &Document, patterns: &[Pattern]) -> Vec<Compiled> {
    let steps = |pattern: &str| -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        let mut gap = 0;
        for word in pattern.split(' ') {
            if word == "…" {
                gap = 4;
                continue;
            }
            steps.push(Step { word: doc.words.find(word)?, gap });
            gap = 0;
        }
        Some(steps)
    };
    patterns
        .iter()
        .filter_map(|&(pattern, modality)| Some(Compiled { steps: steps(pattern)?, modality }))
        .collect()
}

/// A sentence on its way to a duty.
struct Reading<'a> {
    doc: &'a Document,
    sentence: &'a Sentence,
    words: Vec<&'a str>,
    tokens: &'a [Token],
    patterns: &'a Patterns,
    /// The mentions of parties in it.
    named: &'a [(Span, usize)],
    speaker: Speaker,
}

impl Reading<'_> {
    fn duty(&self) -> Option<(Span, Modality, Bearer)> {
        let patterns = match self.language()? {
            Language::Dutch => &self.patterns.nl,
            Language::English => &self.patterns.en,
        };
        // The expression that comes first counts, and of those at one place the first in the
        // list; but a discretion colours the whole sentence.
        let mut best: Option<(usize, usize, Modality)> = None;
        for pattern in patterns {
            let wins = |from: usize| match best {
                None => true,
                Some((_, _, Modality::Discretion)) => false,
                Some((first, ..)) => from < first || pattern.modality == Modality::Discretion,
            };
            if let Some((from, to)) = self.find(&pattern.steps)
                && wins(from)
            {
                best = Some((from, to, pattern.modality));
            }
        }
        let (from, to, modality) = best.or_else(|| self.plain())?;
        let first = self.token(from)?;
        let last = self.token(to - 1)?;
        Some((first.join(last), modality, self.bearer(from, to)))
    }

    /// "Opdrachtgever betaalt …": a party and what it does are a promise.
    fn plain(&self) -> Option<(usize, usize, Modality)> {
        if !self.is_dutch() {
            return None;
        }
        let (mention, _) = self.named.first()?;
        // The party opens the sentence, after an article at most.
        let lead = mention.start - self.sentence.span.start;
        let at = (0..self.words.len())
            .find(|&at| self.token(at).is_some_and(|it| it.start >= mention.end))?;
        let verb = self.words.get(at)?;
        let does = verb.len() > 3
            && (verb.ends_with('t') || matches!(*verb, "doet" | "gaat" | "geeft"))
            && !STATES.contains(verb);
        (lead <= 4 && does).then_some((at, at + 1, Modality::Obligation))
    }

    /// The words that a pattern covers, the first time that it occurs.
    fn find(&self, steps: &[Step]) -> Option<(usize, usize)> {
        let first = steps.first()?.word;
        (0..self.tokens.len()).filter(|&at| self.tokens[at].word == first).find_map(|start| {
            let mut at = start + 1;
            for step in &steps[1..] {
                let rest = self.tokens.get(at..)?;
                at += rest.iter().take(step.gap + 1).position(|it| it.word == step.word)? + 1;
            }
            Some((start, at))
        })
    }

    fn language(&self) -> Option<Language> {
        self.sentence.language.or(self.doc.language)
    }

    fn is_dutch(&self) -> bool {
        self.language() == Some(Language::Dutch)
    }

    /// Who bears what stands at words `from..to`: whoever stands before it, unless a preposition
    /// makes it somebody else's affair, or right behind it.
    fn bearer(&self, from: usize, to: usize) -> Bearer {
        let behind = (from + 1..(from + 4).min(self.words.len()))
            .find_map(|at| self.actor(at))
            .filter(|_| self.is_dutch());
        let before = (0..from).rev().take(14).find_map(|at| {
            let actor = self.actor(at)?;
            let preposition =
                at.checked_sub(1).and_then(|it| self.words.get(it)).is_some_and(|it| {
                    const BETWEEN: &[&str] = &["de", "het", "the", "een", "a"];
                    let it = if BETWEEN.contains(it) {
                        at.checked_sub(2).and_then(|it| self.words.get(it)).unwrap_or(it)
                    } else {
                        it
                    };
                    PREPOSITIONS.contains(it)
                });
            (!preposition).then_some(actor)
        });
        // "Indien Huurder …, dient Verhuurder": what follows the verb at once is its subject.
        let inverted = self
            .actor(from + 1)
            .filter(|_| to == from + 1 || self.actor(from).is_none())
            .filter(|_| self.is_dutch());
        // "Verhuurder is gehouden Huurder …": whoever stands right before it is its subject.
        let close = before.filter(|_| self.is_close(from));
        close.or(inverted).or(before).or(behind).unwrap_or(Bearer::Nobody)
    }

    /// Whether a party stands within two words before word `from`, and no comma in between.
    fn is_close(&self, from: usize) -> bool {
        let Some(end) = self.token(from) else { return false };
        (from.saturating_sub(2)..from).any(|at| {
            self.actor(at).is_some()
                && self.token(at).is_some_and(|it| {
                    !self
                        .doc
                        .text
                        .get(it.end as usize..end.start as usize)
                        .unwrap_or("")
                        .contains(',')
                })
        })
    }

    /// The party that the word at `at` names, if it names one.
    fn actor(&self, at: usize) -> Option<Bearer> {
        let span = self.token(at)?;
        if let Some(&(_, party)) = self.named.iter().find(|it| it.0.contains(span)) {
            return Some(Bearer::Party(party));
        }
        match *self.words.get(at)? {
            "partijen" | "parties" | "beiden" | "both" => Some(Bearer::Every),
            "partij" | "party" => {
                let before = at.checked_sub(1).and_then(|it| self.words.get(it))?;
                matches!(*before, "elke" | "iedere" | "each" | "either" | "every" | "neither")
                    .then_some(Bearer::Every)
            }
            "wij" | "we" => Some(match self.speaker {
                Speaker::Together => Bearer::Every,
                Speaker::OneParty => Bearer::Speaker,
            }),
            "u" | "je" | "jij" | "you" => Some(Bearer::Reader),
            _ => None,
        }
    }

    fn token(&self, at: usize) -> Option<Span> {
        self.doc.tokens.get(self.sentence.tokens.0 as usize + at).map(|it| it.span)
    }
}

const PREPOSITIONS: &[&str] = &[
    "aan", "van", "door", "voor", "met", "bij", "jegens", "namens", "tegen", "tussen", "to", "by",
    "of", "from", "with", "for", "against", "between", "on", "upon", "under",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::analyze;

    /// Each duty as `modality bearer: words`.
    fn found(language: Language, text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, language);
        let facts = analyze(&doc);
        facts
            .duties
            .iter()
            .map(|it| {
                let bearer = match it.bearer {
                    Bearer::Party(at) => facts.parties[at].name.clone(),
                    other => format!("{other:?}"),
                };
                format!("{:?} {bearer}: {}", it.modality, &doc[it.words])
            })
            .collect()
    }

    #[test]
    fn dutch_word_order() {
        assert_eq!(
            found(
                Language::Dutch,
                "Opdrachtgever betaalt binnen 30 dagen. Opdrachtnemer mag de prijs niet verhogen. Indien Opdrachtgever te laat is, dient Opdrachtnemer hem te waarschuwen. Partijen kunnen samen de planning wijzigen. De opdracht moet op tijd klaar zijn. Opdrachtgever is gerechtigd het werk te keuren. Opdrachtnemer vrijwaart Opdrachtgever. Opdrachtgever is gehouden Opdrachtnemer te helpen."
            ),
            [
                "Obligation Opdrachtgever: betaalt",
                "Prohibition Opdrachtnemer: mag de prijs niet",
                "Obligation Opdrachtnemer: dient",
                "Right Every: kunnen",
                "Obligation Nobody: moet",
                "Right Opdrachtgever: gerechtigd",
                "Obligation Opdrachtnemer: vrijwaart",
                "Obligation Opdrachtgever: gehouden",
            ]
        );
    }

    #[test]
    fn english_modals() {
        assert_eq!(
            found(
                Language::English,
                "The Supplier shall deliver the goods to the Customer. The Customer may not resell them. The Supplier may change the price in its sole discretion. Each party will help the other."
            ),
            [
                "Obligation Supplier: shall",
                "Prohibition Customer: may not",
                "Discretion Supplier: sole discretion",
                "Obligation Every: will",
            ]
        );
    }

    #[test]
    fn list_items_have_the_duty_of_their_stem() {
        assert_eq!(
            found(
                Language::Dutch,
                "1. Opdrachtnemer zal voor Opdrachtgever:\n\na. de site bouwen;\n\nb. Opdrachtgever op de hoogte houden, zo lang als Opdrachtnemer eraan werkt."
            ),
            [
                "Obligation Opdrachtnemer: zal",
                "Obligation Opdrachtnemer: zal",
                "Obligation Opdrachtnemer: zal",
            ]
        );
    }
}
