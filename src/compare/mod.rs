//! Rounds of the same contract: what happened to each clause, each finding and each score, and
//! whether a redraft changed words only or the balance. In go two judged versions, out comes what
//! differs between them.
//!
//! Numbers, order and format of the file make no difference: clauses are known by their words.

mod align;
mod frames;
mod matching;
mod scores;
mod vocabulary;

pub use frames::{Part, Turn};
pub use scores::{Course, Of, Shift};

use crate::assess::{Assessment, Frameworks};
use crate::document::Document;
use crate::finding::{Finding, Severity};
use crate::rewrite::Effect;
use crate::rule::Rules;
use align::align;
use std::collections::BTreeMap;
use vocabulary::{Vocabulary, units};

/// A version of a contract, judged.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// What was read.
    pub document: &'a Document,
    /// What was found.
    pub findings: &'a [Finding],
    /// The scores.
    pub assessment: &'a Assessment,
    /// The frameworks, where they are to be compared too.
    pub frameworks: Option<&'a Frameworks>,
}

/// What differs between two versions.
#[derive(Debug)]
pub struct Comparison {
    /// What kind of redraft it is.
    pub redraft: Redraft,
    /// Every clause and paragraph, in the order of the new version; what is gone comes last.
    pub clauses: Vec<Fate>,
    /// Every finding: of the new version in its order, then what is gone.
    pub findings: Vec<Trace>,
    /// Flaws, then norms, in the order of the sources.
    pub shifts: Vec<Shift>,
    /// Parts of frameworks that are not what they were, in the order of the frameworks.
    pub turns: Vec<Turn>,
}

/// What kind of redraft it is, as far as the rules and the words show; the furthest-reaching one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Redraft {
    /// The same words in the same order under the same numbers.
    None,
    /// Only order and numbers.
    Order,
    /// Words, with nothing that shows that rights, duties or risk move.
    Words,
    /// Clauses came or went, or a figure, a negation or a "may" and "shall" changed, but no
    /// finding about substance.
    Content,
    /// Findings about substance, or strengths, came or went: rights, duties or risk move.
    Balance,
}

/// What happened to a clause or paragraph.
#[derive(Debug, Clone)]
pub struct Fate {
    /// What happened.
    pub change: Change,
    /// Its passages in the old version; none for a new one.
    pub old: Vec<Passage>,
    /// Its passages in the new version; none for one that is gone.
    pub new: Vec<Passage>,
    /// Whether it also stands elsewhere, for one whose words changed.
    pub moved: bool,
    /// Figures, negations and modal verbs that went, in alphabetical order.
    pub turned_from: Vec<String>,
    /// Figures, negations and modal verbs that came.
    pub turned_to: Vec<String>,
}

/// A clause's own text or a paragraph, in one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its words.
    pub span: crate::span::Span,
    /// The number of its clause; empty where it has none.
    pub number: String,
}

/// What happened to a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Same words, number and order.
    Same,
    /// Same words, another number.
    Renumbered,
    /// Same words, another place.
    Moved,
    /// Other words.
    Reworded,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Not there any more.
    Gone,
    /// Not there before.
    New,
}

/// What happened to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    /// What happened.
    pub lot: Lot,
    /// The finding of the old version, an index into its findings.
    pub old: Option<usize>,
    /// The finding of the new version.
    pub new: Option<usize>,
}

/// What happened to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lot {
    /// The same words in the same place.
    Kept,
    /// The same words in another place.
    Moved,
    /// The same rule in the same clause, other words.
    Reworded,
    /// Not found any more.
    Gone,
    /// Not found before.
    New,
}

/// What differs between `old` and `new`, both judged by `rules`. Near-linear in their size.
pub fn compare(rules: &Rules, old: Version, new: Version) -> Comparison {
    let mut vocabulary = Vocabulary::default();
    let old_units = units(old.document, &mut vocabulary);
    let new_units = units(new.document, &mut vocabulary);
    let aligned = align(&old_units, &new_units);
    let clauses: Vec<Fate> = aligned
        .groups
        .iter()
        .map(|it| {
            let passage = |units: &vocabulary::Units, at: &usize| {
                let unit = units.all.get(*at)?;
                Some(Passage { span: unit.span, number: unit.number.clone() })
            };
            let (turned_from, turned_to) = match it.change {
                Change::Reworded | Change::Split | Change::Merged => {
                    turned(it, &old_units, &new_units, &vocabulary)
                }
                _ => Default::default(),
            };
            Fate {
                change: it.change,
                old: it.old.iter().filter_map(|at| passage(&old_units, at)).collect(),
                new: it.new.iter().filter_map(|at| passage(&new_units, at)).collect(),
                moved: it.moved,
                turned_from,
                turned_to,
            }
        })
        .collect();
    let findings = matching::matching(rules, (&old, &old_units), (&new, &new_units), &aligned);
    let shifts = scores::shifts(&old, &new, &findings);
    let redraft = redraft(&old, &new, &clauses, &findings);
    let turns = frames::turns(&old, &new);
    Comparison { redraft, clauses, findings, shifts, turns }
}

/// Figures, negations and modal verbs that a clause lost and gained.
fn turned(
    group: &align::Group,
    old: &vocabulary::Units,
    new: &vocabulary::Units,
    vocabulary: &Vocabulary,
) -> (Vec<String>, Vec<String>) {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for (units, indices, step) in [(old, &group.old, -1), (new, &group.new, 1)] {
        for unit in indices.iter().filter_map(|it| units.all.get(*it)) {
            for word in unit.words.iter().map(|it| vocabulary.word(*it)) {
                if turns(word) {
                    *counts.entry(word).or_default() += step;
                }
            }
        }
    }
    let of = |sign: i64| {
        counts.iter().filter(|it| it.1.signum() == sign).map(|it| (*it.0).to_owned()).collect()
    };
    (of(-1), of(1))
}

/// Words that turn what a sentence says: negations, modal verbs, numbers.
const TURNING: &[&str] = &[
    // Dutch
    "geen",
    "niet",
    "nooit",
    "nimmer",
    "zonder",
    "slechts",
    "uitsluitend",
    "mag",
    "mogen",
    "kan",
    "kunnen",
    "moet",
    "moeten",
    "dient",
    "dienen",
    "zal",
    "zullen",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "veertien",
    "vijftien",
    "twintig",
    "vierentwintig",
    "dertig",
    "veertig",
    "vijftig",
    "zestig",
    "zeventig",
    "tachtig",
    "negentig",
    "honderd",
    "duizend",
    "half",
    "dubbele",
    // English
    "no",
    "not",
    "never",
    "cannot",
    "without",
    "only",
    "may",
    "must",
    "shall",
    "should",
    "will",
    "can",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fourteen",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "half",
    "double",
];

fn turns(word: &str) -> bool {
    word.bytes().any(|it| it.is_ascii_digit()) || TURNING.contains(&word)
}

fn redraft(old: &Version, new: &Version, clauses: &[Fate], findings: &[Trace]) -> Redraft {
    let weighs = |it: &Trace| {
        let finding = match (it.lot, it.old, it.new) {
            (Lot::Gone, Some(at), _) => old.findings.get(at),
            (Lot::New, _, Some(at)) => new.findings.get(at),
            _ => None,
        };
        finding.is_some_and(|it| {
            it.charge.effect == Effect::Substance || it.severity == Severity::Strength
        })
    };
    let reach = |it: &Fate| match it.change {
        Change::Same => Redraft::None,
        Change::Renumbered | Change::Moved => Redraft::Order,
        Change::Gone | Change::New => Redraft::Content,
        _ if !it.turned_from.is_empty() || !it.turned_to.is_empty() => Redraft::Content,
        Change::Reworded | Change::Split | Change::Merged => Redraft::Words,
    };
    let furthest = clauses.iter().map(reach).max().unwrap_or(Redraft::None);
    match furthest {
        // Where no word changed, what rules say differs only through their view of the whole.
        Redraft::None | Redraft::Order => furthest,
        _ if findings.iter().any(weighs) => Redraft::Balance,
        _ => furthest,
    }
}

impl Redraft {
    /// The name in JSON: `balance`.
    pub fn name(self) -> &'static str {
        match self {
            Redraft::None => "none",
            Redraft::Order => "order",
            Redraft::Words => "words",
            Redraft::Content => "content",
            Redraft::Balance => "balance",
        }
    }
}

impl Change {
    /// All, in the order in which they are counted.
    pub const ALL: [Change; 8] = [
        Change::Same,
        Change::Renumbered,
        Change::Moved,
        Change::Reworded,
        Change::Split,
        Change::Merged,
        Change::Gone,
        Change::New,
    ];

    /// The name in JSON: `reworded`.
    pub fn name(self) -> &'static str {
        match self {
            Change::Same => "same",
            Change::Renumbered => "renumbered",
            Change::Moved => "moved",
            Change::Reworded => "reworded",
            Change::Split => "split",
            Change::Merged => "merged",
            Change::Gone => "gone",
            Change::New => "new",
        }
    }
}

impl Lot {
    /// All, in the order in which they are counted.
    pub const ALL: [Lot; 5] = [Lot::Kept, Lot::Moved, Lot::Reworded, Lot::Gone, Lot::New];

    /// The name in JSON: `kept`.
    pub fn name(self) -> &'static str {
        match self {
            Lot::Kept => "kept",
            Lot::Moved => "moved",
            Lot::Reworded => "reworded",
            Lot::Gone => "gone",
            Lot::New => "new",
        }
    }
}

impl Comparison {
    /// How many clauses had this fate.
    pub fn count(&self, change: Change) -> usize {
        self.clauses.iter().filter(|it| it.change == change).count()
    }

    /// How many findings had this lot.
    pub fn count_findings(&self, lot: Lot) -> usize {
        self.findings.iter().filter(|it| it.lot == lot).count()
    }
}
