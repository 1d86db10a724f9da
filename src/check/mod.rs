//! Runs the rules over a document and puts what they say in order.
//!
//! One pass finds the words of all rules; guards drop what is quoted, negated, mutual or a
//! definition; scripts judge the places they asked for; rules about something absent come last,
//! since a sentence that is flagged for a flaw can't cure it.
mod examples;
mod hits;
mod judge;
mod wording;

pub use examples::{Fails, Failure, Uncovered, coverage, examples, said};

use crate::analyze::Facts;
use crate::clock::Instant;
use crate::document::{Document, Zone};
use crate::finding::{Fault, Finding, Severity};
use crate::language::Language;
use crate::rule::{Reading, Rules};
use crate::weave::Flaw;
use hits::Hits;
use judge::{Judge, Judged};
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use wording::Wording;

/// How to check.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The language of messages; the document's own when not said.
    pub messages: Option<Language>,
    /// Judge what is absent even in a text too short or of a kind to expect it in (examples).
    pub expect_all: bool,
    /// Run only the rule at this index.
    pub only: Option<usize>,
    /// Measure what each rule costs.
    pub profile: bool,
}

/// What a rule cost on one document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// The rule, an index into the rules.
    pub rule: usize,
    /// Time that its judgment took; its words are looked for together with those of all others.
    pub time: Duration,
    /// Places where its words were found, before guards.
    pub hits: usize,
    /// What it said.
    pub findings: usize,
}

/// What the rules said about one document.
#[derive(Debug, Default)]
pub struct Checked {
    /// In order of place, then rule.
    pub findings: Vec<Finding>,
    /// Rules that failed, in order of rule.
    pub faults: Vec<Fault>,
    /// What each rule cost, where that was asked for, in order of rule.
    pub costs: Vec<Cost>,
    /// What it took to look for the words of all rules together.
    pub scan: Duration,
}

/// Runs `rules` over `doc`.
pub fn check(rules: &Rules, doc: &Arc<Document>, facts: &Arc<Facts>, options: Options) -> Checked {
    let reading = Arc::new(Reading::new(rules, doc.clone(), facts.clone()));
    let now = || options.profile.then(Instant::now);
    let since = |it: Option<Instant>| it.map_or(Duration::ZERO, |it| it.elapsed());
    let start = now();
    let hits = Hits::in_document(rules, &reading);
    let scan = since(start);
    let judge = |index: usize, flagged: &Flagged| {
        let start = now();
        let (judged, found) = match hits.of(index as u32) {
            Ok(hits) => {
                let rule = &rules.all()[index];
                (Judge { rule, reading: &reading, flagged }.judge(hits), hits.len())
            }
            Err(fault) => (Judged { faults: vec![fault], ..Judged::default() }, 0),
        };
        let findings = judged.verdicts.len();
        (judged, Cost { rule: index, time: since(start), hits: found, findings })
    };
    let asked = (0..rules.all().len()).filter(|it| options.only.is_none_or(|only| only == *it));
    let (absent, present): (Vec<usize>, Vec<usize>) =
        asked.partition(|&it| rules.all()[it].charge.absent.is_some());
    let none = Flagged::default();
    let mut said: Vec<(usize, (Judged, Cost))> =
        present.into_par_iter().map(|it| (it, judge(it, &none))).collect();
    if options.expect_all || expects_all(doc, facts) {
        let flagged = Flagged::by(rules, &said);
        said.par_extend(absent.into_par_iter().map(|it| (it, judge(it, &flagged))));
    }
    let language = options.messages.or(doc.language).unwrap_or(Language::Dutch);
    let names = vec![OnceCell::new(); facts.parties.len()];
    let mut findings = Vec::new();
    let mut faults = hits.faults.clone();
    let mut costs = Vec::new();
    for (index, (judged, cost)) in said {
        faults.extend(judged.faults);
        if options.profile {
            costs.push(cost);
        }
        let word =
            Wording { rule: &rules.all()[index], reading: &reading, language, names: &names };
        findings.extend(judged.verdicts.into_iter().map(|it| word.finding(it)));
    }
    findings.sort_by(|a, b| {
        (a.span, &a.charge.rule, &a.message).cmp(&(b.span, &b.charge.rule, &b.message))
    });
    findings.dedup_by(|a, b| a.span == b.span && a.charge.rule == b.charge.rule);
    faults.sort();
    faults.dedup();
    costs.sort_by_key(|it| it.rule);
    Checked { findings, faults, costs, scan }
}

/// Whether a text is one in which a shared purpose, a change procedure … can be expected: a whole
/// contract in a language that is judged (wn-1, C6), not a fragment.
fn expects_all(doc: &Document, facts: &Facts) -> bool {
    // Distinct ones, as the floors of the scores: a copy gives no more reason to expect anything.
    let mut is_first = doc.wordings().firsts();
    let judged = doc.sentences.iter().enumerate().filter(|(index, it)| {
        it.zone == Zone::Operative && it.language.is_some() && is_first(*index)
    });
    let (words, sentences) =
        judged.fold((0, 0), |(words, count), (_, it)| (words + it.words(), count + 1));
    words >= 300 && sentences >= 15 && facts.kind.is_lasting()
}

/// The sentences that are flagged, per flaw.
#[derive(Default)]
struct Flagged([BTreeSet<u32>; 8]);

impl Flagged {
    fn by(rules: &Rules, said: &[(usize, (Judged, Cost))]) -> Flagged {
        let mut flagged = Flagged::default();
        for (index, (judged, _)) in said {
            let rule = &rules.all()[*index];
            for &(flaw, _) in &rule.charge.flaws {
                let sentences = judged.verdicts.iter().filter_map(|it| it.sentence);
                flagged.0[flaw as usize].extend(sentences);
            }
        }
        flagged
    }

    fn has(&self, flaws: &[(Flaw, f64)], sentence: u32) -> bool {
        flaws.first().is_some_and(|it| self.0[it.0 as usize].contains(&sentence))
    }
}

/// Whether a finding counts as one for exit codes: strengths don't.
pub fn at_least(finding: &Finding, severity: Severity) -> bool {
    finding.severity != Severity::Strength && finding.severity >= severity
}
