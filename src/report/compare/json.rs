//! Rounds for a program.

use super::{Round, turn};
use crate::compare::{Of, Passage};
use crate::report::Style;
use serde_json::{Value, json};

pub(super) fn json(rounds: &[Round], style: &Style) -> String {
    let rounds: Vec<Value> = rounds.iter().map(|it| json_round(it, style)).collect();
    let value = json!({
        "schema_version": 1,
        "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "rounds": rounds,
    });
    format!("{value:#}\n")
}

fn json_round(round: &Round, style: &Style) -> Value {
    let language = style.language_for(&round.new.document);
    let passages = |passages: &[Passage]| -> Vec<Value> {
        let one = |it: &Passage| json!({ "clause": it.number, "span": { "start": it.span.start, "end": it.span.end } });
        passages.iter().map(one).collect()
    };
    let clauses: Vec<Value> = round
        .comparison
        .clauses
        .iter()
        .map(|it| {
            json!({
                "change": it.change.name(),
                "moved": it.moved,
                "old": passages(&it.old),
                "new": passages(&it.new),
                "turned_from": it.turned_from,
                "turned_to": it.turned_to,
            })
        })
        .collect();
    let findings: Vec<Value> = round
        .comparison
        .findings
        .iter()
        .filter_map(|it| {
            let (_, finding) = round.finding(it)?;
            let before = it.old.and_then(|at| round.old.findings.get(at));
            Some(json!({
                "change": it.lot.name(),
                "rule": finding.charge.rule,
                "severity": finding.severity.name(),
                "effect": finding.charge.effect.name(),
                "message": finding.message,
                "place": round.where_is(it, language),
                "fingerprint": finding.fingerprint,
                "old_fingerprint": before.map(|it| it.fingerprint.as_str()),
            }))
        })
        .collect();
    let scores: Vec<Value> = round
        .comparison
        .shifts
        .iter()
        .map(|it| {
            let (kind, name) = match it.of {
                Of::Flaw(flaw) => ("flaw", flaw.name()),
                Of::Norm(norm) => ("norm", norm.name()),
            };
            json!({
                "kind": kind,
                "name": name,
                "old": it.old.value,
                "new": it.new.value,
                "old_band": it.old.band.map(|it| [it.low, it.high]),
                "new_band": it.new.band.map(|it| [it.low, it.high]),
                "course": it.course.name(),
                "because": round.causes(it, language),
            })
        })
        .collect();
    let frameworks: Vec<Value> = round
        .comparison
        .turns
        .iter()
        .map(|it| {
            let line = turn(round, it, language);
            json!({
                "framework": line.frame,
                "part": line.part,
                "old": it.old,
                "new": it.new,
                "because": line.because,
            })
        })
        .collect();
    json!({
        "old": { "path": round.old_name, "sha256": round.old.document.sha256 },
        "new": { "path": round.new_name, "sha256": round.new.document.sha256 },
        "redraft": round.comparison.redraft.name(),
        "clauses": clauses,
        "findings": findings,
        "scores": scores,
        "frameworks": frameworks,
    })
}
