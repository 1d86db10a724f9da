//! `weeflint test`: the examples on the pages of rules, run as tests.

use super::{CLEAN, FOUND, Packs, Speech, Stop, names, output, unknown_rule};
use crate::check::examples;
use crate::language::Language;
use crate::report::messages;
use crate::rule::Rule;
use clap::Args;
use rayon::prelude::*;

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

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let rules = flags.packs.load()?;
    let named = |rule: &&Rule| flags.rule.as_ref().is_none_or(|it| names(it, &rule.id));
    let chosen: Vec<&Rule> = rules.iter().filter(named).collect();
    let broken = |id: &str| flags.rule.as_ref().is_none_or(|it| names(it, id));
    let faults: Vec<_> = rules.faults.iter().filter(|it| broken(&it.rule)).collect();
    if let Some(name) = flags.rule.as_ref().filter(|_| chosen.is_empty() && faults.is_empty()) {
        return Err(unknown_rule(name, &rules, language));
    }
    let failures: Vec<_> = chosen.par_iter().flat_map_iter(|rule| examples(&rules, rule)).collect();
    let mut out = String::new();
    for fault in &faults {
        out.push_str(&format!("{}: {}\n", fault.place, fault.reason));
    }
    for failure in &failures {
        out.push_str(&format!(
            "{}: {}\n  {}: {}\n  {}: {}\n",
            failure.place,
            failure.rule,
            messages::EXPECTED.get(language),
            failure.expected,
            messages::GOT.get(language),
            failure.got,
        ));
    }
    let count: usize = chosen.iter().map(|it| it.examples.len()).sum();
    let wrong = failures.len() + faults.len();
    let figures = [chosen.len(), count, wrong].map(|it| it.to_string());
    let sum = messages::TESTED.fill(language, &[&figures[0], &figures[1], &figures[2]]);
    out.push_str(&format!("{sum}\n"));
    output::show(&out)?;
    Ok(if wrong == 0 { CLEAN } else { FOUND })
}
