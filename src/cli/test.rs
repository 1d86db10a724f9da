//! `weeflint test`: the examples on the pages of rules, run as tests.

use super::{CLEAN, FOUND, Packs, Speech, Stop, names, output, outputs, unknown_rule};
use crate::check::{Fails, coverage, examples, said};
use crate::language::Language;
use crate::report::messages::{self, Text};
use crate::rule::Rule;
use clap::Args;
use rayon::prelude::*;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct Flags {
    /// Only this rule or group of rules
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// Also fail on expressions that no example wakes, and list them
    #[arg(long)]
    coverage: bool,
    /// Compare what the rules say about their flagged examples with this file; it is made where
    /// there is none
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// Write the snapshot anew
    #[arg(long, requires = "snapshot")]
    update: bool,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

const NOISY: Text = Text::new("te luid", "noisy");
const MISSING: Text = Text::new("gemist", "missing");
const WRONG: Text = Text::new("andere woorden", "wrong");
const BROKEN: Text = Text::new("klopt niet", "broken");
const NOT_WOKEN: Text = Text::new("geen voorbeeld raakt `{}`", "no example wakes `{}`");
const COVERED: Text = Text::new(
    "{} van {} uitdrukkingen door een voorbeeld geraakt.",
    "{} of {} expressions woken by an example.",
);
const SNAPSHOT: Text = Text::new("{}: {} regels geschreven", "{}: {} lines written");
const OTHER_THAN: Text = Text::new(
    "{}: {} regels anders; --update schrijft het bestand opnieuw",
    "{}: {} lines differ; --update writes the file anew",
);

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let rules = flags.packs.nearest(language)?;
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
        let how = match failure.fails {
            Fails::Noisy => NOISY,
            Fails::Missing => MISSING,
            Fails::Wrong => WRONG,
            Fails::Broken => BROKEN,
        };
        out.push_str(&format!(
            "{}: {}: {}\n  {}: {}\n  {}: {}\n",
            failure.place,
            failure.rule,
            how.get(language),
            messages::EXPECTED.get(language),
            failure.expected,
            messages::GOT.get(language),
            failure.got,
        ));
    }
    let mut wrong = failures.len() + faults.len();
    if flags.coverage {
        let covered: Vec<_> = chosen.par_iter().map(|rule| coverage(&rules, rule)).collect();
        let all: usize = covered.iter().map(|it| it.1).sum();
        let uncovered = || covered.iter().flat_map(|it| &it.0);
        for it in uncovered() {
            let what = NOT_WOKEN.fill(language, &[&it.pattern]);
            out.push_str(&format!("{}: {}: {what}\n", it.place, it.rule));
        }
        let figures = [(all - uncovered().count()).to_string(), all.to_string()];
        out.push_str(&format!("{}\n", COVERED.fill(language, &[&figures[0], &figures[1]])));
        wrong += uncovered().count();
    }
    if let Some(path) = &flags.snapshot {
        let lines: Vec<_> = chosen.par_iter().flat_map_iter(|rule| said(&rules, rule)).collect();
        wrong += snapshot(path, &lines, flags.update, language, &mut out)?;
    }
    let count: usize = chosen.iter().map(|it| it.examples.len()).sum();
    let figures = [chosen.len(), count, wrong].map(|it| it.to_string());
    let sum = messages::TESTED.fill(language, &[&figures[0], &figures[1], &figures[2]]);
    out.push_str(&format!("{sum}\n"));
    output::show(&out)?;
    Ok(if wrong == 0 { CLEAN } else { FOUND })
}

/// Compares `lines` with the file at `path`, or writes it; how many differ.
fn snapshot(
    path: &std::path::Path,
    lines: &[String],
    update: bool,
    language: Language,
    out: &mut String,
) -> Result<usize, Stop> {
    let shown = path.display().to_string();
    if update || !path.exists() {
        let text = lines.iter().map(|it| format!("{it}\n")).collect::<String>();
        outputs::replace(path, text.as_bytes())?;
        let count = lines.len().to_string();
        out.push_str(&format!("{}\n", SNAPSHOT.fill(language, &[&shown, &count])));
        return Ok(0);
    }
    let old = std::fs::read_to_string(path).map_err(|it| Stop(format!("{shown}: {it}")))?;
    let old: Vec<&str> = old.lines().collect();
    let gone = old.iter().filter(|it| !lines.iter().any(|new| new == *it));
    let new = lines.iter().filter(|it| !old.contains(&it.as_str()));
    let before = out.len();
    let gone: Vec<String> = gone.map(|it| format!("- {it}\n")).collect();
    let new: Vec<String> = new.map(|it| format!("+ {it}\n")).collect();
    gone.iter().chain(&new).for_each(|it| out.push_str(it));
    if out.len() > before {
        let count = (gone.len() + new.len()).to_string();
        out.push_str(&format!("{}\n", OTHER_THAN.fill(language, &[&shown, &count])));
    }
    Ok(gone.len() + new.len())
}
