//! Another document of the same deal, laid beside a contract: a term sheet, the version in the other
//! language, the contract that an amendment changes. Says where the two do not agree.
//!
//! Where nothing can be compared, that is said too: silence would look like agreement.

mod statements;
mod values;

use super::references::changes_another;
use super::slips::{Slip, SlipKind};
use super::{Facts, Reference, Target, Unchecked};
use crate::document::{Document, Kind};
use crate::language::Language;
use crate::span::Span;
use statements::{Statement, statements};
use std::collections::{HashMap, HashSet};
use values::values;

/// Numbered clauses from which a text has a numbering that can be compared.
const NUMBERED: usize = 3;

/// Most clauses that one version may lack; more, and the two are not versions of one text.
const LACKING: usize = 5;

/// Figures and the words that say them.
type Said = Vec<(Vec<u64>, String)>;

/// What another document of the same deal says.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    name: String,
    language: Option<Language>,
    /// The numbers of its clauses, in order, each with the figures in its own text.
    clauses: Vec<(String, Said)>,
    /// Where each number stands among them.
    places: HashMap<String, usize>,
    statements: Vec<Statement>,
}

/// How far a document could be compared with a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its name.
    pub name: String,
    /// Clauses that both have, or that it amends.
    pub clauses: usize,
    /// Subjects on which both say something, such as the time to pay.
    pub subjects: usize,
}

impl Beside {
    /// What `doc` says that a contract can be compared with.
    pub fn of(doc: &Document) -> Beside {
        let (order, mut clauses) = clauses(doc);
        let figures = |number: String| {
            let said = clauses.remove(&number).unwrap_or_default();
            let said = said.into_iter().map(|it| (it.0, doc[it.1].to_owned()));
            (number, said.collect())
        };
        let places = order.iter().cloned().zip(0..).collect();
        Beside {
            name: doc.name.clone(),
            language: doc.language,
            clauses: order.into_iter().map(figures).collect(),
            places,
            statements: statements(doc),
        }
    }

    fn clause(&self, number: &str) -> Option<&Said> {
        self.clauses.get(*self.places.get(number)?).map(|it| &it.1)
    }

    /// The name of the file, without its folders.
    fn file(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }
}

impl Facts {
    /// Adds to the slips of `doc`, whose facts these are, where it does not agree with `others`;
    /// how far each could be compared.
    pub fn lay_beside(&mut self, doc: &Document, others: &[Beside]) -> Vec<Compared> {
        let mut compared = Vec::new();
        if others.is_empty() {
            return compared;
        }
        let (order, mine) = clauses(doc);
        let said = statements(doc);
        for other in others {
            let versions = versions(doc, (&order, &mine), other, &mut self.slips);
            let amended = amends(doc, &self.references, other, &mut self.slips);
            if amended > 0 {
                self.unchecked.retain(|it| *it != Unchecked::ChangesAnother);
            }
            // An amendment says other things on purpose.
            let subjects = match changes_another(doc) {
                true => 0,
                false => statements::differ(&said, other, &mut self.slips),
            };
            if versions + amended + subjects == 0 {
                self.unchecked.push(Unchecked::NothingShared);
            }
            let name = other.name.clone();
            compared.push(Compared { name, clauses: versions + amended, subjects });
        }
        self.unchecked.sort_unstable();
        self.unchecked.dedup();
        self.slips.sort_by_key(|it| (it.kind, it.span));
        self.slips.dedup_by_key(|it| (it.kind, it.span));
        compared
    }
}

/// Figures and where they stand.
type Figures = Vec<(Vec<u64>, Span)>;

/// The numbers of the clauses of `doc` that stand there once, in order, and the figures in the own
/// text of each.
fn clauses(doc: &Document) -> (Vec<String>, HashMap<String, Figures>) {
    let mut order = Vec::new();
    let mut figures: HashMap<String, Figures> = HashMap::new();
    let mut twice: HashSet<String> = HashSet::new();
    for clause in &doc.clauses {
        let number = digits_of(&clause.number);
        if number.is_empty() {
            continue;
        }
        if figures.insert(number.to_owned(), Vec::new()).is_some() {
            twice.insert(number.to_owned());
            continue;
        }
        order.push(number.to_owned());
    }
    for block in &doc.blocks {
        let clause = block.clause.and_then(|it| doc.clauses.get(it as usize));
        let Some(said) = clause.and_then(|it| figures.get_mut(digits_of(&it.number))) else {
            continue;
        };
        if matches!(block.kind, Kind::Header | Kind::Footer | Kind::Footnote) {
            continue;
        }
        let language = block.language.or(doc.language);
        let values = values(&doc[block.span], block.span.start, language);
        said.extend(values.into_iter().map(|it| (it.measure.figures(), it.span)));
    }
    order.retain(|it| !twice.contains(it));
    figures.retain(|it, _| !twice.contains(it));
    (order, figures)
}

/// `3.1` of `Artikel 3.1` and `Clause 3.1`; empty for annexes and their clauses, whose numbers are
/// not those of the contract.
fn digits_of(number: &str) -> &str {
    const WORDS: &[&str] =
        &["artikel ", "article ", "section ", "clause ", "art. ", "lid ", "paragraaf ", "§ ", "§"];
    let head = |word: &&str| number.get(..word.len()).is_some_and(|it| it.to_lowercase() == **word);
    let rest = WORDS.iter().find(|it| head(it)).map_or(number, |it| &number[it.len()..]);
    match rest.starts_with(|it: char| it.is_ascii_digit()) {
        true => rest.trim_end_matches(['.', ' ', ')']),
        false => "",
    }
}

/// Compares two versions in two languages clause by clause; how many clauses both have, none where
/// they are no versions of one text.
fn versions(
    doc: &Document,
    (order, mine): (&[String], &HashMap<String, Figures>),
    other: &Beside,
    found: &mut Vec<Slip>,
) -> usize {
    let two = doc.language.zip(other.language).is_some_and(|(one, other)| one != other);
    let least = order.len().min(other.clauses.len());
    let lacks = |it: &&String| other.clause(it).is_none();
    let shared = order.iter().filter(|it| !lacks(it)).count();
    if !two || least < NUMBERED || shared * 10 < least * 6 {
        return 0;
    }
    for number in order {
        let (Some(one), Some(its)) = (mine.get(number), other.clause(number)) else { continue };
        let absent_there = one.iter().find(|it| its.iter().all(|that| that.0 != it.0));
        let absent_here = its.iter().find(|it| one.iter().all(|that| that.0 != it.0));
        // A number more on one side may be written out on the other; one that changed is on both.
        if let (Some(one), Some(its)) = (absent_there, absent_here) {
            let expected = format!("{} ({})", its.1, other.file());
            found.push(Slip::at(SlipKind::VersionsDiffer, one.1).expecting(expected));
        }
    }
    // What stands under a clause that is absent is absent with it.
    let only_here: Vec<&String> = order
        .iter()
        .filter(lacks)
        .filter(|it| parent(it).is_none_or(|it| other.clause(it).is_some()))
        .collect();
    let only_there: Vec<&str> = other
        .clauses
        .iter()
        .map(|it| it.0.as_str())
        .filter(|it| !mine.contains_key(*it))
        .filter(|it| parent(it).is_none_or(|it| mine.contains_key(it)))
        .collect();
    if only_here.len() <= LACKING {
        for number in only_here {
            let clause = doc.clauses.iter().find(|it| digits_of(&it.number) == number);
            if let Some(span) = clause.and_then(|it| head(doc, it.span)) {
                let slip = Slip::at(SlipKind::OnlyHere, span);
                found.push(slip.expecting(number));
            }
        }
    }
    if only_there.len() <= LACKING {
        for number in only_there {
            // Where it would stand: behind the clause that comes before it in the other version.
            let at = other.places.get(number).copied().unwrap_or(0);
            let before = other.clauses[..at].iter().rev().find(|it| mine.contains_key(&it.0));
            let clause = before
                .and_then(|before| doc.clauses.iter().find(|it| digits_of(&it.number) == before.0));
            let clause = clause.or(doc.clauses.first());
            if let Some(span) = clause.and_then(|it| head(doc, it.span)) {
                let slip = Slip::at(SlipKind::OnlyThere, span);
                found.push(slip.expecting(number));
            }
        }
    }
    shared
}

/// `7` of `7.1`, `7.1` of `7.1(a)`.
fn parent(number: &str) -> Option<&str> {
    number.rfind(['.', '(']).map(|it| &number[..it])
}

/// The first words of a passage: its first sentence or title.
fn head(doc: &Document, span: Span) -> Option<Span> {
    let first = doc.sentence_at(span.start).and_then(|it| doc.sentences.get(it as usize));
    first.map(|it| it.span).or_else(|| doc.block_at(span.start).map(|it| doc.blocks[it].span))
}

/// How many clauses of `other` the amendment `doc` changes; adds those that are not there.
fn amends(
    doc: &Document,
    references: &[Reference],
    other: &Beside,
    found: &mut Vec<Slip>,
) -> usize {
    if !changes_another(doc) || other.clauses.len() < NUMBERED {
        return 0;
    }
    let mut changed = 0;
    let clause = |it: &&Reference| matches!(it.target, Target::Clause(_) | Target::Elsewhere);
    for reference in references.iter().filter(clause) {
        let number = reference.number.trim_end_matches('.');
        let plain =
            number.starts_with(|it: char| it.is_ascii_digit()) && !number.contains([':', '(']);
        if !plain || !super::amendments::changes(doc, reference) {
            continue;
        }
        changed += 1;
        if other.clause(number).is_none() {
            let slip = Slip::at(SlipKind::AmendsNothing, reference.span);
            found.push(slip.expecting(other.file()));
        }
    }
    changed
}
