//! SARIF 2.1.0, for code scanning and the tools that read it.
//!
//! Rules come with their pages in both languages, findings with clause, page, fingerprint and, for
//! files that are text, line, column and the rewrite as a fix. Whether a run fails is said by its
//! exit code alone.

use super::location::{Region, uri};
use super::{Entry, Judged, Run, Style, messages, place};
use crate::document::Format;
use crate::finding::{Confidence, Fault, Finding, Severity};
use crate::language::Language;
use crate::rewrite::Rewrite;
use crate::rule::Rule;
use crate::span::Span;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Where the schema is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One run, indented, with a newline at the end.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let language = run.language(style);
    let other = Language::ALL.into_iter().find(|it| *it != language).unwrap_or(language);
    let mut index = BTreeMap::new();
    for (at, rule) in run.rules.iter().enumerate() {
        index.insert(rule.id.as_str(), at);
    }
    let mut results: Vec<Value> = Vec::new();
    for (at, entry) in run.entries.iter().enumerate() {
        let Ok(judged) = &entry.result else { continue };
        for it in &judged.findings {
            results.push(result(run, entry, at, judged, it, &index, style));
        }
        for (it, decision) in &judged.decided {
            let mut value = result(run, entry, at, judged, it, &index, style);
            value["suppressions"] = json!([{
                "kind": "external",
                "status": "accepted",
                "justification": decision.reason,
                "properties": { "state": decision.state.name(), "owner": decision.owner },
            }]);
            results.push(value);
        }
    }
    let report = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": language.code(),
                "contents": ["localizedData", "nonLocalizedData"],
                "shortDescription": { "text": messages::DISCLAIMER.get(language) },
                "rules": run.rules.iter().map(|it| rule(it, language)).collect::<Vec<_>>(),
            } },
            "translations": [{
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "language": other.code(),
                "contents": ["localizedData"],
                "rules": run.rules.iter().map(|it| page(it, other)).collect::<Vec<_>>(),
            }],
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation(run, style)],
            "artifacts": run.entries.iter().map(|it| artifact(it, style)).collect::<Vec<_>>(),
            "results": results,
        }],
    });
    // Owned strings and finite numbers always serialise.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

/// A rule with its page.
fn rule(rule: &Rule, language: Language) -> Value {
    let mut value = page(rule, language);
    let record = &rule.record;
    let flaws: Vec<&str> = rule.charge.flaws.iter().map(|it| it.0.name()).collect();
    let norms: Map<String, Value> =
        rule.charge.norms.iter().map(|it| (it.0.name().to_owned(), json!(it.1))).collect();
    let norm_names = rule.charge.norms.iter().map(|it| it.0.name());
    let tags: Vec<&str> = flaws.iter().copied().chain(norm_names).collect();
    if let Value::Object(value) = &mut value {
        value.insert("name".into(), json!(name(&rule.id)));
        value.insert("defaultConfiguration".into(), json!({ "level": level(record.severity) }));
        value.insert(
            "properties".into(),
            json!({
                "tags": tags,
                "flaws": flaws,
                "norms": norms,
                "severity": record.severity.name(),
                "weight": record.weight,
                "effect": rule.charge.effect.name(),
                "precision": match record.confidence {
                    Confidence::Low => "low",
                    Confidence::Medium => "medium",
                    Confidence::High => "high",
                },
                "problem.severity": match record.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info | Severity::Strength => "recommendation",
                },
            }),
        );
    }
    value
}

/// The page of a rule in one language.
fn page(rule: &Rule, language: Language) -> Value {
    let section = rule.page.section(language);
    let title = if section.title.is_empty() { &rule.id } else { &section.title };
    let why = if section.why.is_empty() { title } else { &section.why };
    let text = if section.text.is_empty() { why } else { &section.text };
    json!({
        "id": rule.id,
        "shortDescription": { "text": title },
        "fullDescription": { "text": why },
        "help": { "text": text, "markdown": format!("# {title}\n\n{text}") },
    })
}

/// `one-sided/sole-discretion` as `SoleDiscretion`.
fn name(id: &str) -> String {
    let last = id.rsplit('/').next().unwrap_or(id);
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |it| it.to_uppercase().chain(chars).collect())
    };
    last.split(['-', '_']).map(word).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Strength => "none",
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn artifact(entry: &Entry, style: &Style) -> Value {
    let mut value = json!({
        "location": { "uri": uri(&entry.path) },
        "roles": ["analysisTarget"],
    });
    if let (Ok(judged), Value::Object(value)) = (&entry.result, &mut value) {
        let doc = &judged.document;
        value.insert("mimeType".into(), json!(mime(doc.format)));
        if !doc.sha256.is_empty() {
            value.insert("hashes".into(), json!({ "sha-256": doc.sha256 }));
        }
        let evidence = &judged.assessment.evidence;
        let language = style.language_for(doc);
        let shortfalls: Vec<String> =
            evidence.shortfalls.iter().map(|it| messages::shortfall(it, language)).collect();
        let unchecked: Vec<&str> = judged.facts.unchecked.iter().map(|it| it.name()).collect();
        let flaws = judged.assessment.flaws.iter().map(|it| (it.0.name(), it.1.value));
        let norms = judged.assessment.norms.iter().map(|it| (it.0.name(), it.1.value));
        let scores: Map<String, Value> =
            flaws.chain(norms).map(|it| (it.0.to_owned(), json!(it.1))).collect();
        value.insert(
            "properties".into(),
            json!({
                "language": doc.language.map(Language::code),
                "assessed": evidence.assessed.name(),
                "shortfalls": shortfalls,
                "notChecked": unchecked,
                "rubric": judged.assessment.rubric,
                "scores": scores,
            }),
        );
    }
    value
}

fn mime(format: Format) -> &'static str {
    match format {
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Pdf => "application/pdf",
        Format::Odt => "application/vnd.oasis.opendocument.text",
        Format::Rtf => "application/rtf",
        Format::Html => "text/html",
        Format::Markdown => "text/markdown",
        Format::Text => "text/plain",
    }
}

/// Whether the run went well, and what was left out.
fn invocation(run: &Run, style: &Style) -> Value {
    let mut notes = Vec::new();
    for (index, entry) in run.entries.iter().enumerate() {
        let mut note = |level: &str, text: String| {
            notes.push(json!({
                "level": level,
                "message": { "text": text },
                "locations": [{ "physicalLocation": artifact_location(entry, index) }],
            }));
        };
        match &entry.result {
            Ok(judged) => {
                let language = style.language_for(&judged.document);
                for it in &judged.document.notes {
                    let level = if it.leaves_text_out() { "warning" } else { "note" };
                    note(level, it.text(language));
                }
                for it in &judged.assessment.evidence.shortfalls {
                    note("warning", messages::shortfall(it, language));
                }
                for it in &judged.facts.unchecked {
                    note("note", it.text(language).to_owned());
                }
            }
            Err(refusal) => note("error", refusal.text(run.language(style)).to_owned()),
        }
    }
    notes.extend(run.faults.iter().map(fault));
    let refused = run.entries.iter().any(|it| it.result.is_err());
    json!({
        "executionSuccessful": !refused && run.faults.is_empty(),
        "toolExecutionNotifications": notes,
    })
}

fn fault(it: &Fault) -> Value {
    json!({
        "level": "error",
        "message": { "text": format!("{}: {}", it.place, it.reason) },
        "associatedRule": { "id": it.rule },
    })
}

fn artifact_location(entry: &Entry, index: usize) -> Value {
    json!({ "artifactLocation": { "uri": uri(&entry.path), "index": index } })
}

fn result(
    run: &Run,
    entry: &Entry,
    artifact: usize,
    judged: &Judged,
    it: &Finding,
    rules: &BTreeMap<&str, usize>,
    style: &Style,
) -> Value {
    let doc = &judged.document;
    let language = style.language_for(doc);
    let mut properties = Map::new();
    properties.insert("confidence".into(), json!(it.confidence.name()));
    properties.insert("severity".into(), json!(it.severity.name()));
    properties.insert("weight".into(), json!(it.weight));
    properties.insert("absence".into(), json!(it.absence));
    let flaws: Vec<&str> = it.charge.flaws.iter().map(|it| it.0.name()).collect();
    properties.insert("flaws".into(), json!(flaws));
    let norms: Map<String, Value> =
        it.charge.norms.iter().map(|it| (it.0.name().to_owned(), json!(it.1))).collect();
    properties.insert("norms".into(), json!(norms));
    let mut location = json!({ "physicalLocation": artifact_location(entry, artifact) });
    if !it.absence {
        location = locate(entry, artifact, judged, it.span, language);
        if let Some(page) = place(doc, it.span).page {
            properties.insert("page".into(), json!(page));
        }
        properties.insert("quote".into(), json!(&doc[it.span]));
    }
    let (fixes, proposals): (Vec<Option<Value>>, Vec<&Rewrite>) =
        it.rewrites.iter().map(|of| (fix(entry, artifact, judged, of, language), of)).unzip();
    let fixes: Vec<Value> = fixes.into_iter().flatten().collect();
    if !proposals.is_empty() {
        let rewrites: Vec<Value> = proposals
            .iter()
            .map(|it| json!({ "effect": it.effect.name(), "text": it.text }))
            .collect();
        properties.insert("rewrites".into(), json!(rewrites));
    }
    let mut value = Map::new();
    value.insert("ruleId".into(), json!(it.charge.rule));
    if let Some(index) = rules.get(it.charge.rule.as_str()) {
        value.insert("ruleIndex".into(), json!(index));
    }
    // A strength is nothing wrong.
    if it.severity == Severity::Strength {
        value.insert("kind".into(), json!("informational"));
    }
    value.insert("level".into(), json!(level(it.severity)));
    let title = run.rule(&it.charge.rule).map(|it| it.page.section(language).title.as_str());
    let said = [it.message.as_str(), title.unwrap_or(""), &it.charge.rule];
    let said = said.into_iter().find(|it| !it.is_empty()).unwrap_or("");
    value.insert("message".into(), json!({ "text": said }));
    value.insert("locations".into(), json!([location]));
    if !it.labels.is_empty() {
        let related = it.labels.iter().enumerate().map(|(id, label)| {
            let mut location = locate(entry, artifact, judged, label.span, language);
            if let Value::Object(location) = &mut location {
                location.insert("id".into(), json!(id));
                location.insert("message".into(), json!({ "text": label.text }));
            }
            location
        });
        value.insert("relatedLocations".into(), related.collect());
    }
    if run.only_new {
        value.insert("baselineState".into(), json!("new"));
    }
    value.insert("partialFingerprints".into(), json!({ "weeflint/v1": it.fingerprint }));
    if !fixes.is_empty() {
        value.insert("fixes".into(), json!(fixes));
    }
    value.insert("properties".into(), Value::Object(properties));
    Value::Object(value)
}

/// File, lines and columns where the file is text, and the clause.
fn locate(
    entry: &Entry,
    artifact: usize,
    judged: &Judged,
    span: Span,
    language: Language,
) -> Value {
    let doc = &judged.document;
    let at = place(doc, span);
    let mut physical = artifact_location(entry, artifact);
    let region = judged.source.as_ref().and_then(|it| it.region(doc, span)).map(region);
    let line = || at.line.map(|it| json!({ "startLine": it }));
    if let (Some(mut region), Value::Object(physical)) = (region.or_else(line), &mut physical) {
        let quote = &doc[span];
        if let (false, Value::Object(region)) = (quote.is_empty(), &mut region) {
            region.insert("snippet".into(), json!({ "text": quote }));
        }
        physical.insert("region".into(), region);
    }
    let mut location = json!({ "physicalLocation": physical });
    if let (Some(clause), Value::Object(location)) = (&at.clause, &mut location) {
        location.insert(
            "logicalLocations".into(),
            json!([{
                "name": clause,
                "fullyQualifiedName": at.text(language),
                "kind": "clause",
            }]),
        );
    }
    location
}

fn region(it: Region) -> Value {
    json!({
        "startLine": it.start_line,
        "startColumn": it.start_column,
        "endLine": it.end_line,
        "endColumn": it.end_column,
    })
}

/// The rewrite as an edit of the file: where the format is text and the words stand there as one
/// stretch, so that nothing of its markup is lost.
fn fix(
    entry: &Entry,
    artifact: usize,
    judged: &Judged,
    rewrite: &Rewrite,
    language: Language,
) -> Option<Value> {
    let source = judged.source.as_ref()?;
    let edits = source.edits(&judged.document, rewrite)?.into_iter();
    let replacements = edits.map(|(deleted, text)| {
        json!({ "deletedRegion": region(deleted), "insertedContent": { "text": text } })
    });
    let replacements: Vec<Value> = replacements.collect();
    Some(json!({
        "description": { "text": messages::effect(rewrite.effect).get(language) },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(&entry.path), "index": artifact },
            "replacements": replacements,
        }],
    }))
}
