//! Who must, may and may not do what: the deontic reading of each sentence.
//!
//! It reads words, not grammar. The first modal expression outside a condition tells the modality;
//! who bears it is decided by where parties stand around it ([`subject`]). Where the sentence
//! names no bearer there is none, which is itself worth knowing. The words that it knows are tables
//! of the languages.

mod lexicon;
mod modality;
mod owner;
mod parts;
mod reading;
mod subject;

use super::symmetry::Subjects;
use super::{Party, Speaker};
use crate::document::{Document, Zone};
use crate::language::Language;
use crate::span::Span;
use lexicon::Lexicon;
use reading::{Buffers, Reading};

/// A duty, right, prohibition or discretion in one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// The sentence, an index into [`Document::sentences`].
    pub sentence: u32,
    /// The words that make it one: "is gehouden", "shall not".
    pub words: Span,
    /// Whose it is.
    pub bearer: Bearer,
    /// Towards whom, where the sentence names another or there are only two.
    pub counterparty: Bearer,
    /// What it is.
    pub modality: Modality,
    /// Whether the bearer is told to act, or something to be done.
    pub voice: Voice,
    /// What is to be done: the words after the modal, without condition.
    pub action: Span,
    /// When it holds: "indien …", "unless …".
    pub condition: Option<Span>,
    /// By when: "binnen 14 dagen", "promptly".
    pub deadline: Option<Span>,
    /// How it is measured.
    pub standard: Standard,
    /// What follows if it is not done, in the same sentence: "op straffe van …".
    pub sanction: Option<Span>,
    /// Who is to do it.
    pub owner: Owner,
    /// Which paired rights it is about.
    pub subjects: Subjects,
}

/// Who bears a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Modality {
    /// Must do.
    Obligation,
    /// May claim: "heeft recht op", "is entitled to".
    Right,
    /// May do: "mag", "may".
    Permission,
    /// May not do.
    Prohibition,
    /// May do as it sees fit.
    Discretion,
    /// Need not do, or does not answer for: "is niet gehouden", "shall not be liable".
    Exemption,
}

impl Modality {
    /// `obligation`, as scripts and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            Modality::Obligation => "obligation",
            Modality::Right => "right",
            Modality::Permission => "permission",
            Modality::Prohibition => "prohibition",
            Modality::Discretion => "discretion",
            Modality::Exemption => "exemption",
        }
    }
}

/// Whether the bearer acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// "Leverancier levert".
    Active,
    /// "wordt geleverd".
    Passive,
    /// "Meld een storing".
    Imperative,
}

/// How a duty is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// By nothing that the sentence says.
    None,
    /// By a number: "binnen 14 dagen".
    Measured(Span),
    /// By a word that each side can read its own way: "redelijk", "promptly".
    Open(Span),
}

/// Who is to do what a duty asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A party, or all of them.
    Party,
    /// Somebody by role: "de projectleider", "the Account Manager".
    Role(Span),
    /// Somebody by name.
    Person(Span),
    /// Nobody is named.
    Nobody,
}

/// Main clauses of a sentence that are read apart.
const CLAUSES: usize = 4;

/// The duties of `doc`, in order: one a sentence, or one for each of its main clauses where these
/// lay something on different parties.
pub(super) fn duties(doc: &Document, parties: &[Party], speaker: Speaker) -> Vec<Duty> {
    let mut mentions: Vec<(Span, usize)> = Vec::new();
    for (at, party) in parties.iter().enumerate() {
        mentions.extend(party.mentions.iter().map(|&it| (it, at)));
    }
    mentions.sort();
    let mut lexicons: [Option<Lexicon>; 2] = [None, None];
    let mut found: Vec<Duty> = Vec::new();
    let mut buffers = Buffers::default();
    let mut next = 0;
    for (index, sentence) in doc.sentences.iter().enumerate() {
        if sentence.zone != Zone::Operative {
            continue;
        }
        let Some(language) = sentence.language.or(doc.language) else { continue };
        let lexicon = lexicons[usize::from(language == Language::English)]
            .get_or_insert_with(|| Lexicon::new(doc, language));
        while mentions.get(next).is_some_and(|it| it.0.start < sentence.span.start) {
            next += 1;
        }
        let inside =
            mentions[next..].iter().take_while(|it| it.0.start < sentence.span.end).count();
        let named = &mentions[next..next + inside];
        let stem = sentence.stem.and_then(|stem| {
            let after = found.partition_point(|it| it.sentence <= stem);
            let last = found.get(after.checked_sub(1)?)?;
            (last.sentence == stem).then_some(*last)
        });
        let whole = (0, usize::MAX);
        let mut reading = Reading {
            doc,
            sentence,
            part: whole,
            language,
            lexicon,
            named,
            speaker,
            parties: parties.len(),
        };
        let Some(mut duty) = reading.duty(index as u32, stem, &mut buffers) else {
            if let Some(stem) = stem.filter(|it| it.bearer != Bearer::Nobody)
                && !buffers.has_modal()
            {
                // "Leverancier zal: a. …; b. …" lays each item on Leverancier.
                found.push(Duty { sentence: index as u32, action: sentence.span, ..stem });
            }
            continue;
        };
        // "Leverancier levert X en Opdrachtgever betaalt Y": a duty of each.
        for _ in 1..CLAUSES {
            let Some(cut) = reading.second_clause(&duty, &buffers) else { break };
            let rest = reading.part.1;
            reading.part.1 = cut;
            let first = reading.duty(index as u32, stem, &mut buffers);
            reading.part = (cut, rest);
            let second = reading.duty(index as u32, None, &mut buffers);
            match (first, second) {
                (Some(first), Some(second)) if first.bearer == duty.bearer => {
                    found.push(first);
                    duty = second;
                }
                _ => break,
            }
        }
        found.push(duty);
    }
    found
}

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
                "Permission Every: kunnen",
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
                "Discretion Supplier: may",
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
