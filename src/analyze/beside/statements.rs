//! What a document agrees on the subjects that a term sheet sums up: when to pay, how long it lasts,
//! what it costs. A value belongs to the subject whose word stands nearest to it.

use super::Beside;
use super::values::{Measure, values};
use crate::analyze::slips::{Slip, SlipKind};
use crate::document::{Block, Document, Kind, Zone};
use crate::span::Span;

/// A value on a subject.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    /// An index into [`SUBJECTS`].
    subject: usize,
    measure: Measure,
    span: Span,
    /// Its words.
    words: String,
}

/// What kind of value a subject takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Period,
    Money,
    Share,
    Date,
}

/// What is agreed on, and the beginnings of the Dutch and English words that name it; one with `=`
/// is a whole word.
const SUBJECTS: &[(Takes, &[&str])] = &[
    (Takes::Period, &["betal", "betaal", "voldoe", "voldaan", "factu", "invoice", "pay", "=paid"]),
    (Takes::Period, &["opzeg", "opgezegd", "terminat", "=notice"]),
    (Takes::Period, &["looptijd", "contractduur", "=duur", "=duration", "=term", "=initial"]),
    (Takes::Period, &["verleng", "renew", "extension"]),
    (Takes::Period, &["herstel", "ingebrek", "=cure", "=cured", "remed"]),
    (Takes::Period, &["garanti", "warrant", "guarantee"]),
    (Takes::Period, &["geheim", "vertrouwelijk", "confidential"]),
    (Takes::Period, &["concurren", "relatiebeding", "non-compet", "solicit"]),
    (Takes::Period, &["lever", "oplever", "deliver"]),
    (Takes::Period, &["reactie", "responstijd", "respons", "response"]),
    (Takes::Money, &["aansprakelijk", "liab"]),
    (Takes::Money, &["boete", "penalt", "liquidated"]),
    (
        Takes::Money,
        &[
            "prijs",
            "vergoeding",
            "honorarium",
            "tarief",
            "uurtarief",
            "loon",
            "salaris",
            "huurprijs",
            "koopprijs",
            "koopsom",
            "aanneemsom",
            "=fee",
            "=fees",
            "=price",
            "=rate",
            "=rent",
            "salary",
            "remuneration",
        ],
    ),
    (Takes::Money, &["borg", "waarborg", "deposit"]),
    (Takes::Money, &["verzeker", "insur"]),
    (Takes::Share, &["rente", "vertragingsrente", "=interest"]),
    (Takes::Share, &["korting", "discount"]),
    (Takes::Share, &["index", "cpi"]),
    (Takes::Share, &["beschikbaar", "availab", "uptime"]),
    (Takes::Share, &["boete", "penalt"]),
    (Takes::Date, &["ingang", "gaat", "aanvang", "start", "begin", "commenc", "=effective"]),
    (Takes::Date, &["eind", "afloop", "expir", "=end", "=ends", "=ending"]),
];

/// Words between a value and the word that says what it is about.
const REACH: usize = 14;

/// Distinct values on one subject that can be set against those of another document: with more,
/// each has its own case.
const CASES: usize = 3;

/// The statements of `doc`, in order.
pub(super) fn statements(doc: &Document) -> Vec<Statement> {
    let mut found = Vec::new();
    let judged = |it: &Block| {
        !matches!(it.zone, Zone::Contents | Zone::Furniture | Zone::Signature | Zone::Parties)
    };
    let row = |it: &Block| match it.kind {
        Kind::Cell { row, .. } => Some(row),
        _ => None,
    };
    let same_row = |one: &Block, other: &Block| row(one).is_some() && row(one) == row(other);
    for blocks in doc.blocks.chunk_by(same_row) {
        let Some(first) = blocks.first().filter(|it| judged(it)) else { continue };
        let title =
            first.clause.and_then(|it| doc.clauses.get(it as usize)).and_then(|it| it.title);
        let title = title.map_or("", |it| &doc[it]);
        if row(first).is_some() {
            let spans: Vec<Span> = blocks.iter().map(|it| it.span).collect();
            passage(doc, first, &spans, title, &mut found);
            continue;
        }
        for sentence in doc.sentences_in(first.sentences) {
            passage(doc, first, &[sentence.span], title, &mut found);
        }
    }
    found
}

/// The statements of one sentence, or of the cells of one row.
fn passage(doc: &Document, block: &Block, spans: &[Span], title: &str, found: &mut Vec<Statement>) {
    let language = block.language.or(doc.language);
    let mut said = Vec::new();
    for &span in spans {
        said.extend(values(&doc[span], span.start, language));
    }
    said.retain(|it| !matches!(it.measure, Measure::Count(_)));
    if said.is_empty() {
        return;
    }
    let words: Vec<(u32, String)> = spans
        .iter()
        .flat_map(|span| {
            let text = &doc[*span];
            text.split(|it: char| !it.is_alphanumeric() && it != '-')
                .filter(|it| !it.is_empty())
                .map(|it| {
                    let at = it.as_ptr() as usize - text.as_ptr() as usize;
                    (span.start + at as u32, it.to_lowercase())
                })
        })
        .collect();
    for value in said {
        let at = words.partition_point(|it| it.0 < value.span.start);
        let near = SUBJECTS.iter().enumerate().filter(|it| it.1.0 == takes(value.measure));
        let nearest = near.filter_map(|(subject, (_, stems))| {
            let named = words.iter().enumerate().filter(|it| is_named(&it.1.1, stems));
            let distance = named.map(|it| it.0.abs_diff(at)).min()?;
            (distance <= REACH).then_some((distance, subject))
        });
        let subject = nearest.min().map(|it| it.1).or_else(|| {
            let lower = title.to_lowercase();
            SUBJECTS.iter().position(|(kind, stems)| {
                *kind == takes(value.measure)
                    && lower.split(|it: char| !it.is_alphanumeric()).any(|it| is_named(it, stems))
            })
        });
        let Some(subject) = subject else { continue };
        let words = doc[value.span].to_owned();
        found.push(Statement { subject, measure: value.measure, span: value.span, words });
    }
}

fn takes(measure: Measure) -> Takes {
    match measure {
        Measure::Period(..) | Measure::Count(_) => Takes::Period,
        Measure::Money(_) => Takes::Money,
        Measure::Share(_) => Takes::Share,
        Measure::Date(..) => Takes::Date,
    }
}

fn is_named(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|it| match it.strip_prefix('=') {
        Some(whole) => word == whole,
        None => word.starts_with(it),
    })
}

/// Adds a slip for each subject on which `mine` and the other document say nothing in common;
/// how many subjects both speak of.
pub(super) fn differ(mine: &[Statement], other: &Beside, found: &mut Vec<Slip>) -> usize {
    let mut shared = 0;
    for subject in 0..SUBJECTS.len() {
        let on = |all: &'_ [Statement]| -> Vec<Statement> {
            all.iter().filter(|it| it.subject == subject).cloned().collect()
        };
        let (here, there) = (on(mine), on(&other.statements));
        let (Some(first), Some(its)) = (here.first(), there.first()) else { continue };
        shared += 1;
        let distinct = |all: &[Statement]| {
            let mut measures: Vec<Measure> = all.iter().map(|it| it.measure).collect();
            measures.sort_unstable();
            measures.dedup();
            measures.len()
        };
        let common = here.iter().any(|it| there.iter().any(|that| that.measure == it.measure));
        if !common && distinct(&here) <= CASES && distinct(&there) <= CASES {
            let expected = format!("{} ({})", its.words, other.file());
            found.push(Slip::at(SlipKind::OtherAgreed, first.span).expecting(expected));
        }
    }
    shared
}
