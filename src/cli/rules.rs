//! `weeflint rules`: every rule in a line.

use super::{CLEAN, PARTLY, Packs, Speech, Stop, output};
use crate::language::Language;
use crate::report::messages;
use crate::rule::{Each, Rule, Rules};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

#[derive(Args)]
pub(super) struct Flags {
    /// Form of the list
    #[arg(long, value_enum, default_value_t = Form::Table)]
    output_format: Form,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Table,
    Json,
    Markdown,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let rules = flags.packs.nearest(language)?;
    output::show(&match flags.output_format {
        Form::Table => {
            table(&rules, output::style(flags.speech, false, environment).width, language)
        }
        Form::Json => {
            let all: Vec<Value> = rules.iter().map(json).collect();
            format!("{:#}\n", json!({ "schema_version": 1, "rules": all }))
        }
        Form::Markdown => markdown(&rules, language),
    })?;
    for fault in &rules.faults {
        output::complain(&format!("{}: {}", fault.place, fault.reason));
    }
    Ok(if rules.faults.is_empty() { CLEAN } else { PARTLY })
}

fn table(rules: &Rules, width: usize, language: Language) -> String {
    let mut out = String::new();
    let mut group = "";
    for rule in rules.iter() {
        let (in_group, name) = rule.id.split_once('/').unwrap_or(("", &rule.id));
        if in_group != group {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&format!("{in_group}\n"));
            group = in_group;
        }
        out.push_str(&line(rule, name, width, language));
    }
    let count = rules.all().len().to_string();
    out.push_str(&format!("\n{}\n", messages::RULES_IN_ALL.fill(language, &[&count])));
    out
}

/// `  sole-discretion   error     inhoud   Eén partij beslist alleen`; on two lines where narrow.
fn line(rule: &Rule, name: &str, width: usize, language: Language) -> String {
    let severity = messages::severity(rule.record.severity).get(language);
    let title = &rule.page.section(language).title;
    let off = match rule.record.on {
        true => String::new(),
        false => format!(" ({})", messages::OFF.get(language)),
    };
    match width >= 80 {
        true => format!("  {name:<32} {severity:<13} {title}{off}\n"),
        false => format!("  {name}{off}\n    {title}\n"),
    }
}

/// A rule with all that is known of it.
pub(super) fn json(rule: &Rule) -> Value {
    let each = match rule.record.each {
        Each::Phrase => "phrase",
        Each::Sentence => "sentence",
        Each::Clause => "clause",
        Each::Party => "party",
        Each::Term => "term",
        Each::Reference => "reference",
        Each::Contract => "contract",
    };
    let norms: Map<String, Value> =
        rule.charge.norms.iter().map(|it| (it.0.name().to_owned(), it.1.into())).collect();
    let mut pages = Map::new();
    for language in Language::ALL {
        if let Some(wording) = rule.record.wording(language) {
            let section = rule.page.section(language);
            let page = json!({
                "title": section.title, "why": section.why,
                "message": wording.message, "question": wording.question,
            });
            pages.insert(language.code().to_owned(), page);
        }
    }
    json!({
        "id": rule.id,
        "pack": rule.pack,
        "on": rule.record.on,
        "severity": rule.record.severity.name(),
        "weight": rule.record.weight,
        "confidence": rule.record.confidence.name(),
        "effect": rule.charge.effect.name(),
        "each": each,
        "absence": rule.charge.absent.is_some(),
        "script": rule.script.is_some(),
        "flaws": rule.charge.flaws.iter().map(|it| it.0.name()).collect::<Vec<_>>(),
        "norms": norms,
        "examples": rule.examples.len(),
        "file": rule.file,
        "pages": pages,
    })
}

fn markdown(rules: &Rules, language: Language) -> String {
    let heads = match language {
        Language::Dutch => "| regel | ernst | wat de regel vindt | waarom |",
        Language::English => "| rule | severity | what it finds | why |",
    };
    let mut out = format!("{heads}\n| --- | --- | --- | --- |\n");
    let cell = |text: &str| text.replace('|', "\\|");
    for rule in rules.iter() {
        let section = rule.page.section(language);
        let severity = messages::severity(rule.record.severity).get(language);
        let (title, why) = (cell(&section.title), cell(&section.why));
        out.push_str(&format!("| `{}` | {severity} | {title} | {why} |\n", rule.id));
    }
    out
}
