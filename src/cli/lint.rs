//! `weeflint lint`: what is doubtful about rules that load all the same.

use super::{CLEAN, FOUND, Packs, Speech, Stop, names, output, unknown_rule};
use crate::language::Language;
use crate::report::messages::Text;
use crate::rule::Rule;
use crate::rule::lint::lint;
use clap::Args;

#[derive(Args)]
pub(super) struct Flags {
    /// Only this rule or group of rules
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

const LINTED: Text = Text::new("{} regels, {} twijfels.", "{} rules, {} doubts.");

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let rules = flags.packs.nearest(language)?;
    let named = |id: &str| flags.rule.as_ref().is_none_or(|it| names(it, id));
    let chosen: Vec<&Rule> = rules.iter().filter(|it| named(&it.id)).collect();
    let faults: Vec<_> = rules.faults.iter().filter(|it| named(&it.rule)).collect();
    if let Some(name) = flags.rule.as_ref().filter(|_| chosen.is_empty() && faults.is_empty()) {
        return Err(unknown_rule(name, &rules, language));
    }
    let mut out = String::new();
    let mut count = faults.len();
    for fault in faults {
        out.push_str(&format!("{}: {}: {}\n", fault.place, fault.rule, fault.reason));
    }
    for rule in &chosen {
        let pack = rules.packs.iter().find(|it| it.name == rule.pack);
        let languages = match pack {
            // The built-in rules speak both; a pack those that it says.
            None => Language::ALL.to_vec(),
            Some(pack) => match pack.manifest.as_ref().map(|it| it.languages.clone()) {
                Some(languages) if !languages.is_empty() => languages,
                _ => Language::ALL
                    .into_iter()
                    .filter(|it| rule.record.wording(*it).is_some())
                    .collect(),
            },
        };
        for doubt in lint(rule, &languages) {
            count += 1;
            out.push_str(&format!("{}: {}: {}\n", doubt.place, doubt.rule, doubt.what));
        }
    }
    for pack in rules.packs.iter().filter(|it| chosen.iter().any(|rule| rule.pack == it.name)) {
        if pack.manifest.as_ref().is_some_and(|it| it.description.contains("TODO")) {
            count += 1;
            out.push_str(&format!(
                "{}/pack.toml: `description` is still to be filled in\n",
                pack.name
            ));
        }
    }
    let figures = [chosen.len().to_string(), count.to_string()];
    out.push_str(&format!("{}\n", LINTED.fill(language, &[&figures[0], &figures[1]])));
    output::show(&out)?;
    Ok(if count == 0 { CLEAN } else { FOUND })
}
