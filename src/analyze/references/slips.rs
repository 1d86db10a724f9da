//! References that lead nowhere or to the wrong place, and annexes that nothing leads to.

use super::super::Unchecked;
use super::super::index::{Index, window};
use super::super::slips::{Slip, SlipKind};
use super::annexes::annexes;
use super::missing::{Labels, Shown, is_heading, is_own, labels};
use super::{Reference, Target};
use crate::document::{Document, Zone};
use crate::span::Span;
use std::cell::LazyCell;

/// Adds references that lead nowhere, and annexes that nothing leads to.
///
/// Silent where the numbers of the clauses can't be trusted: fewer than five, or too many
/// references that lead nowhere (the file lost its numbers, or speaks of another contract).
pub(in super::super) fn slips(
    doc: &Document,
    index: &Index,
    references: &[Reference],
    found: &mut Vec<Slip>,
    unchecked: &mut Vec<Unchecked>,
) {
    let judged = |it: &&Reference| {
        doc.block_at(it.span.start)
            .and_then(|at| doc.blocks.get(at))
            .is_some_and(|it| matches!(it.zone, Zone::Operative | Zone::Recital | Zone::Definition))
    };
    let clauses = references.iter().filter(|it| matches!(it.target, Target::Clause(_)));
    let (there, missing): (Vec<&Reference>, Vec<&Reference>) =
        clauses.filter(judged).partition(|it| it.target != Target::Clause(None));
    let labels = if missing.is_empty() { Labels::default() } else { labels(doc) };
    let mut shown = Shown::default();
    let own: Vec<&&Reference> = missing
        .iter()
        .filter(|it| !labels.has(&it.number) && is_own(doc, it) && !is_heading(doc, it))
        .filter(|it| !shown.opens_text(doc, index, &it.number))
        .collect();
    let numbered = doc.clauses.iter().filter(|it| !it.number.is_empty()).count();
    if numbered >= 5 && !changes_another(doc) {
        // One wrong reference among a few may be all there is.
        if own.len() <= 1 + there.len() / 10 {
            for reference in own {
                let slip = Slip::at(SlipKind::MissingClause, reference.span);
                found.push(slip.expecting(reference.number.clone()));
            }
        } else {
            unchecked.push(Unchecked::NumbersUnsure);
        }
    }
    directions(doc, &there, found);
    lapsed(doc, &there, found);
    ambiguous(doc, &there, found);
    styles(doc, references, found);
    let mut other = Vec::new();
    this_clause(doc, &there, &mut other);
    // More than these say that the clauses were not told apart rightly.
    if other.len() <= 3 {
        found.append(&mut other);
    }
    titles(doc, &there, found);
    let annexed: Vec<&Reference> = references
        .iter()
        .filter(|it| matches!(it.target, Target::Annex(Some(_))))
        .filter(judged)
        .collect();
    titles(doc, &annexed, found);
    annexes(doc, index, references, judged, found);
}

/// Whether a text says at its head that it changes another agreement: then it cites that one.
pub(in super::super) fn changes_another(doc: &Document) -> bool {
    let opening = window(&doc.text, 0, 600).to_lowercase();
    ["amendment", "addendum", "wijzigingsovereenkomst", "allonge", "amending"]
        .iter()
        .any(|it| opening.contains(it))
}

/// `artikel 9 hierboven` in article 3.
fn directions(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    let numbers = LazyCell::new(|| {
        let mut numbers: std::collections::HashMap<&str, u32> = std::collections::HashMap::new();
        for clause in &doc.clauses {
            *numbers.entry(&clause.number).or_default() += 1;
        }
        numbers
    });
    const ABOVE: &[&str] = &["above", "hierboven"];
    const BELOW: &[&str] = &["below", "hieronder"];
    for reference in there {
        let Target::Clause(Some(to)) = reference.target else { continue };
        let rest = doc.text.get(reference.span.end as usize..).unwrap_or_default();
        let rest = rest.strip_prefix(',').unwrap_or(rest);
        let Some(rest) = rest.strip_prefix(' ') else { continue };
        let said = |words: &[&'static str]| {
            words.iter().copied().find(|it| {
                let after = rest.strip_prefix(*it);
                after
                    .is_some_and(|it| !it.starts_with(|it: char| it.is_alphanumeric() || it == '-'))
            })
        };
        let (above, below) = (said(ABOVE), said(BELOW));
        if above.or(below).is_none() {
            continue;
        }
        let target = &doc.clauses[to as usize];
        // An annex cites the body "above"; a number that stands twice is an entry of the contents.
        let exact = target.number.eq_ignore_ascii_case(&reference.number)
            && numbers.get(target.number.as_str()) == Some(&1)
            && !target.title.is_some_and(|it| doc[it].ends_with(|it: char| it.is_ascii_digit()))
            && doc.clause_at(reference.span.start).is_some_and(|it| {
                it.number.starts_with(|it: char| it.is_ascii_digit()) && !it.number.contains(", ")
            });
        // By their numbers too: a file may hold its clauses in another order.
        let here = doc.clause_at(reference.span.start).map_or(&[][..], |it| it.number.as_bytes());
        let order = digits(target.number.as_bytes()).cmp(&digits(here));
        let (word, wrong) = match (above, below) {
            (Some(word), _) => (word, target.span.start > reference.span.end && order.is_gt()),
            (_, Some(word)) => (word, target.span.end <= reference.span.start && order.is_lt()),
            _ => continue,
        };
        if wrong && exact {
            let end = (doc.text.len() - rest.len() + word.len()) as u32;
            let slip =
                Slip::at(SlipKind::WrongDirection, Span { start: reference.span.start, end });
            found.push(slip.against(heading(doc, to)));
        }
    }
}

/// The numbers at the head of a clause number: 7 and 2 of `7.2(b)`.
fn digits(number: &[u8]) -> Vec<u32> {
    let end = number.iter().position(|it| !(it.is_ascii_digit() || *it == b'.'));
    let head = number.get(..end.unwrap_or(number.len())).unwrap_or_default();
    head.split(|it| *it == b'.')
        .filter_map(|it| std::str::from_utf8(it).ok()?.parse().ok())
        .collect()
}

/// A reference to a clause that says only "intentionally omitted" or "vervallen".
fn lapsed(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    const LAPSED: &[&str] = &[
        "intentionally omitted",
        "intentionally left blank",
        "reserved",
        "deleted",
        "vervallen",
        "not used",
        "omitted",
        "niet van toepassing",
        "intentionally deleted",
    ];
    for reference in there {
        let Target::Clause(Some(to)) = reference.target else { continue };
        let target = &doc.clauses[to as usize];
        if target.span.len() > 60 || !target.number.eq_ignore_ascii_case(&reference.number) {
            continue;
        }
        let text = doc[target.span].to_lowercase();
        let text = text.trim_matches(|it: char| !it.is_alphanumeric());
        if LAPSED.contains(&text) && !target.span.contains(reference.span) {
            let slip = Slip::at(SlipKind::LapsedClause, reference.span);
            found.push(slip.expecting(&doc[target.span]).against(target.span));
        }
    }
}

/// A reference to a number that two clauses have.
fn ambiguous(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    let twice: std::collections::BTreeMap<String, Span> = found
        .iter()
        .filter(|it| it.kind == SlipKind::RepeatedNumber)
        .filter_map(|it| {
            let clause = doc.clause_at(it.span.start)?;
            Some((clause.number.to_lowercase(), it.other?))
        })
        .collect();
    if twice.is_empty() {
        return;
    }
    for reference in there {
        if let Some(first) = twice.get(&reference.number.to_lowercase()) {
            let slip = Slip::at(SlipKind::AmbiguousReference, reference.span);
            found.push(slip.expecting(reference.number.clone()).against(*first));
        }
    }
}

/// The title of a clause, or where it begins.
fn heading(doc: &Document, at: u32) -> Span {
    let clause = &doc.clauses[at as usize];
    clause.title.unwrap_or(Span { start: clause.span.start, end: clause.span.start })
}

/// "art. 4" where other references say "artikel 4": the first of the rarer.
fn styles(doc: &Document, references: &[Reference], found: &mut Vec<Slip>) {
    let mut forms: [Vec<Span>; 2] = Default::default();
    for reference in references {
        let words = doc[reference.span].to_lowercase();
        let form = match words.split(' ').next() {
            Some("art.") => 0,
            Some("artikel" | "article") => 1,
            _ => continue,
        };
        if matches!(reference.target, Target::Clause(Some(_))) {
            forms[form].push(reference.span);
        }
    }
    let [short, long] = &forms;
    let (rare, often) = if short.len() <= long.len() { (short, long) } else { (long, short) };
    if let (Some(rare), Some(other)) = (rare.first(), often.first())
        && often.len() >= 3
    {
        let word = doc[*other].split(' ').next().unwrap_or("");
        found.push(Slip::at(SlipKind::ReferenceStyle, *rare).expecting(word).against(*other));
    }
}

/// `this Section 3.4` that stands in section 5.
fn this_clause(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    for reference in there {
        let Target::Clause(Some(to)) = reference.target else { continue };
        let before = doc.text.get(..reference.span.start as usize).unwrap_or_default();
        let word = before.trim_end().rsplit([' ', '\n', '(']).next().unwrap_or("");
        if !["this", "dit", "deze"].iter().any(|it| it.eq_ignore_ascii_case(word)) {
            continue;
        }
        let top = |at: u32| {
            let mut at = at as usize;
            while let Some(parent) = doc.clauses.get(at).and_then(|it| it.parent) {
                at = parent as usize;
            }
            at
        };
        let Some(block) = doc.block_at(reference.span.start) else { continue };
        let Some(here) = doc.blocks[block].clause else { continue };
        let there = &doc.clauses[to as usize];
        let digits = |it: &str| it.bytes().take_while(u8::is_ascii_digit).count();
        let same =
            doc.clauses[here as usize].number.get(..digits(&doc.clauses[here as usize].number))
                == there.number.get(..digits(&there.number));
        let sure = |it: &str| it.starts_with(|it: char| it.is_ascii_digit());
        if top(here) != top(to)
            && !same
            && sure(&doc.clauses[here as usize].number)
            && sure(&there.number)
        {
            let number = doc.clauses[here as usize].number.clone();
            found.push(Slip::at(SlipKind::OtherThanThis, reference.span).expecting(number));
        }
    }
}

/// The titles of the clauses that hold clause `at`, letters only.
fn titles_above(doc: &Document, at: u32) -> String {
    let mut titles = String::new();
    let mut parent = doc.clauses[at as usize].parent;
    while let Some(it) = parent.and_then(|it| doc.clauses.get(it as usize)) {
        let title = it.title.map_or("", |it| &doc[it]);
        titles.extend(title.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase));
        titles.push(' ');
        parent = it.parent;
    }
    titles
}

/// `Section 5 (Term)` where clause 5 is called "Payment".
fn titles(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    for reference in there {
        let (Target::Clause(Some(to)) | Target::Annex(Some(to))) = reference.target else {
            continue;
        };
        let target = &doc.clauses[to as usize];
        let Some(title) = target.title else { continue };
        let rest = doc.text.get(reference.span.end as usize..).unwrap_or_default();
        let Some(open) = rest.strip_prefix(" (") else { continue };
        let Some(said) = open.find(')').filter(|it| *it < 80).map(|it| &open[..it]) else {
            continue;
        };
        let bare = |it: &str| -> String {
            it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        // In quotes it is a term that is defined there.
        let plain = said.trim();
        let named = plain.starts_with(char::is_uppercase)
            && plain.split(' ').count() <= 6
            && plain.len() > 3
            && !plain.contains(|it: char| it.is_ascii_digit())
            && !plain.contains(['“', '"', '‘', '’', '\'', '„']);
        let exact = target.number.to_lowercase() == reference.number.to_lowercase();
        let (said, is) = (bare(plain), bare(&doc[title]));
        if named
            && exact
            && !is.contains(&said)
            && !said.contains(&is)
            && doc[title].split(' ').count() <= 8
        {
            // Shares no word of any length with it.
            let shares = doc[title].to_lowercase();
            let lower = plain.to_lowercase();
            let words = doc[title].split(' ').filter_map(|it| it.chars().next());
            let initials: String = words.flat_map(char::to_lowercase).collect();
            let short: String = plain.split(' ').filter_map(|it| it.chars().next()).collect();
            let short = short.to_lowercase();
            // "End User License Agreement" is called "EULA", and a part goes by the whole's title.
            let above = titles_above(doc, to);
            let shared = short == shares
                || initials == lower
                || above.contains(&said)
                || lower.split(' ').any(|it| {
                    it.len() > 3 && shares.contains(it.get(..it.len().min(6)).unwrap_or(it))
                });
            if !shared {
                let from = reference.span.start as usize;
                let end = reference.span.end as usize + 2 + open.find(')').unwrap_or(0) + 1;
                let slip = Slip::at(SlipKind::OtherTitle, Span::new(from, end));
                found.push(slip.expecting(&doc[title]).against(title));
            }
        }
    }
}
