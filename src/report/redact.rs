//! A run without the words of its contracts: for a report that leaves the house. What stays are
//! places, rules, scores, hashes, and texts that are the same whatever the contract says.

use super::{Entry, Judged, Run, Style, messages};
use crate::document::{Document, Note, Words};
use crate::finding::{Fault, Finding};
use crate::language::Language;
use crate::ledger::Decision;
use crate::rule::{Rule, Wording};
use std::sync::Arc;

/// `run` without contract text. The text is taken out of the documents themselves, so that no
/// report can show what it doesn't have.
pub fn redacted<'a>(run: &Run<'a>, style: &Style) -> Run<'a> {
    let entry = |it: &Entry| Entry {
        path: it.path.clone(),
        result: it.result.as_ref().map(|it| judged(run, it, style)).map_err(Clone::clone),
    };
    // What a script throws may hold words of the contract it read.
    let reason = messages::WITHHELD.get(run.language(style));
    Run {
        entries: run.entries.iter().map(entry).collect(),
        faults: run.faults.iter().map(|it| Fault { reason: reason.into(), ..it.clone() }).collect(),
        rules: run.rules.clone(),
        selected: run.selected,
        only_new: run.only_new,
    }
}

fn judged(run: &Run, it: &Judged, style: &Style) -> Judged {
    let language = style.language_for(&it.document);
    let finding = |it: &Finding| finding(run.rule(&it.charge.rule), it, language);
    // A reason is the parties' own, and may speak of anything.
    let decision = |it: &Decision| Decision {
        reason: messages::WITHHELD.get(language).to_owned(),
        words: None,
        ..it.clone()
    };
    Judged {
        document: Arc::new(document(&it.document)),
        // Names of parties and terms are text too.
        facts: Arc::default(),
        findings: it.findings.iter().map(finding).collect(),
        decided: it.decided.iter().map(|it| (finding(&it.0), decision(&it.1))).collect(),
        assessment: it.assessment.clone(),
        source: it.source.clone(),
    }
}

/// The document with everything but its words.
fn document(doc: &Document) -> Document {
    let mut doc = doc.clone();
    doc.text = String::new();
    doc.words = Words::default();
    for clause in &mut doc.clauses {
        clause.title = None;
    }
    for block in &mut doc.blocks {
        block.label = None;
    }
    for note in &mut doc.notes {
        match note {
            Note::Revisions { authors, .. } => authors.clear(),
            Note::NotRead { reason, .. } => reason.clear(),
            _ => {}
        }
    }
    doc
}

/// The finding with the rule's own words where its text was filled in from the contract.
fn finding(rule: Option<&Rule>, it: &Finding, language: Language) -> Finding {
    let title = rule.map_or("", |it| it.page.section(language).title.as_str());
    let own = |said: &str, of: fn(&Wording) -> Option<&str>| {
        let record = rule.map(|it| &it.record);
        let mut wordings =
            record.into_iter().flat_map(|it| [&it.nl, &it.en]).flatten().filter_map(of);
        wordings.any(|it| it == said)
    };
    let message = match own(&it.message, |it| Some(&it.message)) {
        true => it.message.clone(),
        false => title.to_owned(),
    };
    let mut rewrites = it.rewrites.clone();
    rewrites.retain(|it| own(&it.text, |it| it.rewrite.as_deref()));
    for rewrite in &mut rewrites {
        rewrite.edits.clear();
    }
    Finding { message, rewrites, labels: Vec::new(), ..it.clone() }
}
