//! How often each rule speaks, and in how many contracts: to see where to begin in a pile.

use super::ink::harmless;
use super::{Run, Style, messages};
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::report::messages::Text;
use std::collections::BTreeMap;

const HEAD: Text = Text::new(
    "  aantal  contracten  ernst          regel",
    "   count   contracts  severity       rule",
);
const SUM: Text = Text::new(
    "{} bevinding(en) van {} regel(s) in {} contract(en); daarbij {} waarover al besloten is. Niet gelezen: {}.",
    "{} finding(s) of {} rule(s) in {} contract(s), {} of them decided. Not read: {}.",
);

/// What a rule said.
#[derive(Default)]
struct Count {
    findings: usize,
    decided: usize,
    contracts: usize,
    severity: Option<Severity>,
}

/// A line a rule, the busiest first, and a sum. Strengths count as well: they too tell what a pile is like.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let language = run.language(style);
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for judged in run.judged() {
        let mut here: BTreeMap<&str, usize> = BTreeMap::new();
        let decided = judged.decided.iter().map(|it| (&it.0, 1));
        for (finding, decided) in judged.findings.iter().map(|it| (it, 0)).chain(decided) {
            let finding: &Finding = finding;
            let rule = finding.charge.rule.as_str();
            let count = counts.entry(rule).or_default();
            count.findings += 1;
            count.decided += decided;
            count.severity = count.severity.max(Some(finding.severity));
            *here.entry(rule).or_default() += 1;
        }
        for rule in here.keys() {
            counts.entry(rule).or_default().contracts += 1;
        }
    }
    let mut order: Vec<(&str, &Count)> = counts.iter().map(|it| (*it.0, it.1)).collect();
    order.sort_by_key(|it| (std::cmp::Reverse((it.1.findings, it.1.contracts)), it.0));
    let mut out = String::new();
    if !order.is_empty() {
        out.push_str(&format!("{}\n", HEAD.get(language)));
    }
    for (rule, it) in &order {
        let severity = it.severity.map_or("", |it| messages::severity(it).get(language));
        let (findings, contracts) = (it.findings, it.contracts);
        out.push_str(&format!("{findings:>8}  {contracts:>10}  {severity:<13}  {rule}\n"));
    }
    out.push_str(&sum(run, &order, language));
    harmless(&out).into_owned()
}

fn sum(run: &Run, order: &[(&str, &Count)], language: Language) -> String {
    let all: usize = order.iter().map(|it| it.1.findings).sum();
    let decided: usize = order.iter().map(|it| it.1.decided).sum();
    let read = run.judged().count();
    let figures = [all, order.len(), read, decided, run.entries.len() - read];
    let figures = figures.map(|it| it.to_string());
    format!("{}\n", SUM.fill(language, &figures.each_ref().map(String::as_str)))
}
