//! Annexes that are referred to and absent, that nothing refers to, and that nothing ranks.

use super::super::index::Index;
use super::super::slips::{Slip, SlipKind};
use super::missing::is_own;
use super::{Reference, Target, WORDS};
use crate::document::Document;
use std::cell::LazyCell;

/// Annexes that are referred to and absent, where others are in the file; and the reverse.
pub(super) fn annexes(
    doc: &Document,
    index: &Index,
    references: &[Reference],
    judged: impl Fn(&&Reference) -> bool,
    found: &mut Vec<Slip>,
) {
    let present: Vec<u32> = (0..doc.clauses.len() as u32)
        .filter(|&at| {
            let clause = &doc.clauses[at as usize];
            let first = clause.number.split(' ').next().unwrap_or("");
            clause.parent.is_none()
                && WORDS.iter().any(|it| it.1 && it.0.eq_ignore_ascii_case(first))
                && !clause.number.contains(',')
        })
        .collect();
    let mut named: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    let last = |it: &str| it.rsplit(' ').next().unwrap_or("").to_lowercase();
    let annexes: Vec<&Reference> =
        references.iter().filter(|it| matches!(it.target, Target::Annex(_))).collect();
    annexes.iter().for_each(|it| {
        named.insert(last(&it.number));
    });
    let here: Vec<String> =
        present.iter().map(|&it| last(&doc.clauses[it as usize].number)).collect();
    let mut said = std::collections::BTreeSet::new();
    let mut absent = Vec::new();
    let opened = LazyCell::new(|| opened_annexes(doc));
    for reference in annexes.iter().filter(|it| judged(it)) {
        let number = last(&reference.number);
        // With no annex in the file, they are documents of their own and can't be checked.
        if reference.target == Target::Annex(None)
            && !here.is_empty()
            && !here.contains(&number)
            && !here.contains(&number.split(['.', '(']).next().unwrap_or("").to_owned())
            && is_own(doc, reference)
            && !opened.contains(&reference.number.to_lowercase())
            && !is_page_number(doc, reference)
            && said.insert(number)
        {
            absent.push(
                Slip::at(SlipKind::MissingAnnex, reference.span)
                    .expecting(reference.number.clone()),
            );
        }
    }
    // Where most are absent, the annexes were left out of the file on purpose.
    if absent.len() <= here.len() {
        found.append(&mut absent);
    }
    no_precedence(doc, index, &present, found);
    // "The Schedules" names them all.
    let plurals = ["bijlagen", "annexes", "schedules", "exhibits", "appendices", "attachments"];
    let together = plurals.iter().flat_map(|it| index.tokens_of(doc, it)).any(|&it| {
        let after = doc.text.get(doc.tokens[it as usize].span.end as usize..).unwrap_or_default();
        !after.starts_with([':', '\n'])
    });
    if annexes.is_empty() || present.len() > 20 || together {
        return;
    }
    let mut unmentioned = Vec::new();
    for &at in &present {
        let clause = &doc.clauses[at as usize];
        let number = last(&clause.number);
        let cited = named
            .iter()
            .any(|it| it.split(['.', '(', '-']).next() == Some(number.as_str()) || *it == number);
        // "the Price List" may be how the body calls annex 2.
        let called = clause.title.is_some_and(|title| {
            let title = doc[title].trim();
            let mut places = index.places(doc, title).into_iter();
            title.len() > 3 && places.any(|it| it.start < clause.span.start)
        });
        // "Exhibit 10.43" is how a filing numbers the contract itself.
        let filed = number.contains('.') || clause.span.start as usize * 4 < doc.text.len();
        let titled = clause.title.is_some_and(|it| !it.is_empty());
        if !cited && !called && !filed && titled && clause.blocks.1 > clause.blocks.0 + 1 {
            let block = doc.blocks.get(clause.blocks.0 as usize).map_or(clause.span, |it| it.span);
            let span = clause.title.unwrap_or(block);
            unmentioned
                .push(Slip::at(SlipKind::UnmentionedAnnex, span).expecting(clause.number.clone()));
        }
    }
    // More than these: the annexes are called otherwise.
    if unmentioned.len() <= 2 {
        found.append(&mut unmentioned);
    }
}

/// The first two words of each block that begins with the name of an annex: it is in the file,
/// only not seen as one.
fn opened_annexes(doc: &Document) -> std::collections::HashSet<String> {
    let mut opened = std::collections::HashSet::new();
    for block in &doc.blocks {
        let text = doc[block.span].trim_start_matches(['“', '"', '(', '[', ' ']);
        let mut words = text.split([' ', '\n']);
        let (Some(noun), Some(number)) = (words.next(), words.next()) else { continue };
        if WORDS.iter().any(|it| it.1 && it.0.eq_ignore_ascii_case(noun)) {
            let number = number.trim_end_matches(|it: char| !it.is_alphanumeric());
            opened.insert(format!("{noun} {number}").to_lowercase());
        }
    }
    opened
}

/// Annexes in the file, and no word about what prevails where they differ from the text.
fn no_precedence(doc: &Document, index: &Index, present: &[u32], found: &mut Vec<Slip>) {
    const SAID: &[&str] = &[
        "voorrang",
        "rangorde",
        "prevaleert",
        "prevaleren",
        "strijdigheid",
        "tegenstrijdigheid",
        "tegenstrijdigheden",
        "tegenstrijdig",
        "prevail",
        "prevails",
        "precedence",
        "priority",
        "conflict",
        "conflicts",
        "inconsistency",
        "inconsistencies",
        "discrepancy",
        "hiërarchie",
        "strijd",
        "supersede",
        "supersedes",
        "govern",
        "voorgaat",
        "voorgaan",
        "inconsistent",
    ];
    let lasting = (2..=12).contains(&present.len());
    if !lasting || SAID.iter().any(|it| !index.tokens_of(doc, it).is_empty()) {
        return;
    }
    let Some(clause) = present.first().and_then(|&it| doc.clauses.get(it as usize)) else { return };
    if let Some(title) = clause.title.filter(|it| !it.is_empty() && !doc[*it].starts_with('[')) {
        let slip = Slip::at(SlipKind::NoPrecedence, title);
        found.push(slip.expecting(present.len().to_string()));
    }
}

/// "13.13 Schedules 42" in a table of contents.
fn is_page_number(doc: &Document, reference: &Reference) -> bool {
    let words = doc[reference.span].to_lowercase();
    let plural = words.split(' ').next().is_some_and(|it| it.ends_with('s') || it.ends_with("en"));
    let after = doc.text.get(reference.span.end as usize..).unwrap_or_default();
    let listed = [" and ", " en ", ", ", " or ", " of ", " to ", " t/m "];
    plural && !listed.iter().any(|it| after.starts_with(it))
}
