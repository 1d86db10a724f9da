//! `weeflint rules`: every rule in a line.

use super::{CLEAN, PARTLY, Packs, Speech, Stop, output};
use crate::language::Language;
use crate::report::messages;
use crate::rule::Rule;
use clap::Args;

#[derive(Args)]
pub(super) struct Flags {
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let rules = flags.packs.load()?;
    let width = output::style(flags.speech, false, environment).width;
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
    out.push_str(&format!(
        "\n{}\n",
        messages::RULES_IN_ALL.fill(language, &[&rules.all().len().to_string()])
    ));
    output::show(&out)?;
    for fault in &rules.faults {
        output::complain(&format!("{}: {}", fault.place, fault.reason));
    }
    Ok(if rules.faults.is_empty() { CLEAN } else { PARTLY })
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
