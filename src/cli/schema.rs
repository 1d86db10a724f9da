//! `weeflint schema NAME`: JSON schemas of what people write and programs read. Keys and their
//! descriptions come from the tables that the readers use; a key without a shape here fails a test.

use super::{CLEAN, Stop, output};
use crate::config::{KEYS, Measure, OVERRIDE_KEYS};
use crate::finding::{Confidence, Severity};
use crate::rewrite::Effect;
use crate::rule::pack::manifest;
use crate::rule::record;
use crate::weave::{Flaw, Norm};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

#[derive(Args)]
pub(super) struct Flags {
    /// config: weeflint.toml; record: const RULE of a rule; pack: pack.toml; output: the JSON report
    #[arg(value_enum)]
    name: Name,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    Config,
    Record,
    Pack,
    Output,
}

pub(super) fn run(flags: &Flags) -> Result<u8, Stop> {
    let schema = match flags.name {
        Name::Config => config(),
        Name::Record => record(),
        Name::Pack => pack(),
        Name::Output => report(),
    };
    output::show(&format!("{schema:#}\n"))?;
    Ok(CLEAN)
}

fn head(title: &str, mut schema: Value) -> Value {
    if let Some(map) = schema.as_object_mut() {
        map.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        map.insert("title".into(), title.into());
    }
    schema
}

/// An object with these keys, each described, and no other.
fn closed(keys: &[(&str, &str)], shape: impl Fn(&str) -> Value) -> Value {
    let mut properties = Map::new();
    for (key, says) in keys {
        let mut value = shape(key);
        if let Some(map) = value.as_object_mut() {
            map.insert("description".into(), (*says).into());
        }
        properties.insert((*key).to_owned(), value);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn texts() -> Value {
    json!({ "type": "array", "items": text() })
}

fn one_of(names: impl IntoIterator<Item = &'static str>) -> Value {
    json!({ "enum": names.into_iter().collect::<Vec<_>>() })
}

fn levels() -> Vec<&'static str> {
    Severity::ALL.map(Severity::name).to_vec()
}

fn level_or_off() -> Value {
    one_of(levels().into_iter().chain(["off"]))
}

fn setting(key: &str) -> Value {
    let list = || json!({ "anyOf": [text(), texts()] });
    match key {
        "packs" | "select" | "ignore" | "output-format" | "paths" => list(),
        "severity" => json!({ "type": "object", "additionalProperties": level_or_off() }),
        "min-severity" => one_of(levels()),
        "fail-on" => one_of(["info", "warning", "error", "never"]),
        "fail-under" => {
            let score = json!({ "type": "number", "minimum": 0, "maximum": 100 });
            let all: Map<String, Value> =
                Measure::all().map(|it| (it.name().to_owned(), score.clone())).collect();
            json!({ "type": "object", "properties": all, "additionalProperties": false })
        }
        "language" | "messages" => one_of(["nl", "en"]),
        "redact" => json!({ "type": "boolean" }),
        "today" => json!({ "type": "string", "format": "date" }),
        "override" => {
            let keys: Vec<(&str, &str)> = OVERRIDE_KEYS.iter().map(|it| (*it, "")).collect();
            let mut item = closed(&keys, setting);
            item["required"] = json!(["paths"]);
            json!({ "type": "array", "items": item })
        }
        _ => text(),
    }
}

fn config() -> Value {
    head("weeflint.toml", closed(KEYS, setting))
}

fn record() -> Value {
    let zones = [
        "operative",
        "recital",
        "definition",
        "heading",
        "parties",
        "contents",
        "signature",
        "data",
        "furniture",
    ];
    let each = ["phrase", "sentence", "clause", "party", "term", "reference", "contract"];
    let wording = || {
        let mut it = closed(record::WORDING_KEYS, |key| match key {
            "find" | "unless" => texts(),
            _ => text(),
        });
        it["required"] = json!(["message"]);
        it
    };
    let mut schema = closed(record::KEYS, |key| match key {
        "flaws" => json!({ "type": "array", "items": one_of(Flaw::ALL.map(Flaw::name)) }),
        "norms" => {
            let sign = json!({ "enum": [-1, 1] });
            let all: Map<String, Value> =
                Norm::ALL.into_iter().map(|it| (it.name().to_owned(), sign.clone())).collect();
            json!({ "type": "object", "properties": all, "additionalProperties": false })
        }
        "each" => one_of(each),
        "severity" => one_of(levels()),
        "weight" => json!({ "type": "integer", "minimum": 1, "maximum": 5 }),
        "confidence" => one_of(Confidence::ALL.map(Confidence::name)),
        "effect" => one_of(Effect::ALL.map(Effect::name)),
        "absent" => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        "zones" => json!({ "type": "array", "items": one_of(zones) }),
        "unless_mutual" | "unless_negated" | "on" => json!({ "type": "boolean" }),
        "at_least" | "times" => json!({ "type": "integer", "minimum": 1 }),
        "from_words" | "from_capitals" | "from_keys" | "words_a_key" => {
            json!({ "type": "integer", "minimum": 0 })
        }
        "replaces" => one_of(["words", "sentence"]),
        "params" => json!({ "type": "object" }),
        "nl" | "en" => wording(),
        _ => json!({}),
    });
    schema["required"] = json!(["each", "severity", "weight"]);
    schema["anyOf"] = json!([{ "required": ["nl"] }, { "required": ["en"] }]);
    head("The record of a rule: const RULE", schema)
}

fn pack() -> Value {
    let words = || closed(&[("message", ""), ("rewrite", ""), ("question", "")], |_| text());
    let change = || {
        closed(manifest::CHANGE_KEYS, |key| match key {
            "severity" => level_or_off(),
            "weight" => json!({ "type": "integer", "minimum": 1, "maximum": 5 }),
            _ => words(),
        })
    };
    let mut schema = closed(manifest::KEYS, |key| match key {
        "name" => json!({ "type": "string", "pattern": "^[a-z0-9-]+$" }),
        "version" => json!({ "type": "string", "pattern": "^\\d+(\\.\\d+){0,2}$" }),
        "languages" => json!({ "type": "array", "items": one_of(["nl", "en"]) }),
        "renamed" | "removed" => json!({ "type": "object", "additionalProperties": text() }),
        "rules" => json!({ "type": "object", "additionalProperties": change() }),
        _ => text(),
    });
    schema["required"] = json!(["name", "version"]);
    head("pack.toml", schema)
}

/// The report of `check --output-format json`. It may grow: what is not named here is not refused.
fn report() -> Value {
    let maybe = |kind: &str| json!({ "type": [kind, "null"] });
    let count = || json!({ "type": "integer", "minimum": 0 });
    let finding = json!({
        "type": "object",
        "required": ["rule", "flaws", "norms", "severity", "confidence", "absence", "message", "quote",
                     "span", "place", "rewrites", "fingerprint"],
        "properties": {
            "rule": text(),
            "flaws": { "type": "array", "items": one_of(Flaw::ALL.map(Flaw::name)) },
            "norms": { "type": "object", "additionalProperties": { "enum": [-1, 1] } },
            "severity": one_of(levels()),
            "confidence": one_of(Confidence::ALL.map(Confidence::name)),
            "absence": { "type": "boolean" },
            "message": text(),
            "quote": text(),
            "span": {
                "type": "object", "required": ["start", "end"],
                "properties": { "start": count(), "end": count() },
            },
            "place": {
                "type": "object", "required": ["clause", "page", "line"],
                "properties": { "clause": maybe("string"), "page": maybe("integer"), "line": maybe("integer") },
            },
            "rewrites": {
                "type": "array",
                "items": {
                    "type": "object", "required": ["effect", "text"],
                    "properties": { "effect": one_of(Effect::ALL.map(Effect::name)), "text": text() },
                },
            },
            "fingerprint": { "type": "string", "pattern": "^[0-9a-f]{16}$" },
        },
    });
    let document = json!({
        "type": "object",
        "required": ["path"],
        "properties": {
            "path": text(),
            "sha256": { "type": ["string", "null"], "pattern": "^[0-9a-f]{64}$" },
            "language": { "enum": ["nl", "en", null] },
            "assessed": { "enum": ["full", "partial", "none", null] },
            "findings": { "type": "array", "items": { "$ref": "#/$defs/finding" } },
            "decided": {
                "type": "array",
                "items": {
                    "allOf": [{ "$ref": "#/$defs/finding" }],
                    "required": ["decision"],
                    "properties": { "decision": { "type": "object", "required": ["state", "reason"] } },
                },
            },
            "scores": { "type": ["object", "null"] },
        },
    });
    head(
        "The JSON report of weeflint, schema_version 1",
        json!({
            "type": "object",
            "required": ["schema_version", "tool", "documents"],
            "properties": {
                "schema_version": { "const": 1 },
                "tool": { "type": "object", "required": ["name", "version"], "properties": { "name": { "const": "weeflint" } } },
                "documents": { "type": "array", "items": document },
                "faults": { "type": "array" },
            },
            "$defs": { "finding": finding },
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_shape_and_a_description() {
        for (schema, keys) in [(config(), KEYS), (record(), record::KEYS), (pack(), manifest::KEYS)]
        {
            for (key, says) in keys {
                let property = &schema["properties"][*key];
                assert_eq!(property["description"], *says, "{key}");
                assert!(property.as_object().is_some_and(|it| it.len() > 1), "{key} has no shape");
            }
        }
    }
}
