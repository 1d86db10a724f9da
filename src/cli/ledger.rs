//! `weeflint ledger`: decisions about findings, written down and cleared up.

use super::check::{self, Done};
use super::{CLEAN, STOPPED, Stop, names, output, outputs};
use crate::date::Date;
use crate::language::Language;
use crate::ledger::{self, Decision, FILE, State};
use crate::report::messages;
use clap::{Args, Subcommand};
use std::path::Path;

#[derive(Args)]
pub(super) struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write down a decision about findings of a rule
    Accept(Box<Accept>),
    /// Take out decisions that no finding answers to any more, or that have expired
    Prune(Box<Prune>),
}

#[derive(Args)]
struct Accept {
    /// A rule, or the fingerprint of one finding
    #[arg(value_name = "RULE|FINGERPRINT")]
    what: String,
    /// Why; nothing is accepted without
    #[arg(long, value_name = "TEXT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    reason: String,
    /// Whose decision it is
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// The last day it holds, like 2027-06-30
    #[arg(long, value_name = "DAY", value_parser = super::settings::day)]
    expires: Option<Date>,
    /// accepted, disputed or deferred
    #[arg(long, value_name = "STATE", default_value = "accepted", value_parser = state)]
    state: State,
    #[command(flatten)]
    check: check::Flags,
}

#[derive(Args)]
struct Prune {
    #[command(flatten)]
    check: check::Flags,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    match flags.command {
        Command::Accept(flags) => {
            check::with(&flags.check, environment, |done| accept(&flags, done))
        }
        Command::Prune(flags) => check::with(&flags.check, environment, prune),
    }
}

fn accept(flags: &Accept, done: &Done) -> Result<u8, Stop> {
    let mut decisions: Vec<Decision> = Vec::new();
    for entry in &done.run.entries {
        let Ok(judged) = &entry.result else { continue };
        for finding in &judged.findings {
            let rule = &finding.charge.rule;
            if !names(&flags.what, rule) && flags.what != finding.fingerprint {
                continue;
            }
            let contract = ledger::contract(&entry.path).to_owned();
            let decision = Decision {
                rule: rule.clone(),
                fingerprint: Some(finding.fingerprint.clone()),
                words: ledger::words(&judged.document, finding),
                contract: Some(contract),
                state: flags.state,
                reason: flags.reason.split_whitespace().collect::<Vec<_>>().join(" "),
                owner: flags.owner.clone(),
                date: done.of_run.today.as_ref().map(|it| it.value),
                expires: flags.expires,
                line: 0,
            };
            if !decisions.contains(&decision) {
                decisions.push(decision);
            }
        }
    }
    let path = done.ledger.as_deref().unwrap_or(FILE);
    if decisions.is_empty() {
        return Err(Stop(messages::NOTHING_TO_ACCEPT.fill(done.language, &[&flags.what])));
    }
    let mut text = text(path)?;
    for decision in &decisions {
        if !text.is_empty() {
            text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
        }
        text.push_str(&decision.to_toml());
    }
    outputs::replace(Path::new(path), text.as_bytes())?;
    let count = decisions.len().to_string();
    output::show(&format!("{}\n", messages::WRITTEN_DOWN.fill(done.language, &[&count, path])))?;
    Ok(CLEAN)
}

fn prune(done: &Done) -> Result<u8, Stop> {
    let path = done.ledger.as_deref().unwrap_or(FILE);
    let today = done.of_run.today.as_ref().map(|it| it.value);
    // What could not be read may hold the findings that a decision is about.
    if done.run.entries.iter().any(|it| it.result.is_err()) || !done.trouble.is_empty() {
        done.trouble.iter().for_each(|it| output::complain(it));
        output::complain(messages::NOT_PRUNED.get(done.language));
        return Ok(STOPPED);
    }
    let goes = done.decisions.iter().enumerate();
    let goes = goes.filter(|(at, it)| done.is_stale(*at) || it.is_expired(today));
    let lines: Vec<u32> = goes.map(|it| it.1.line).collect();
    if !lines.is_empty() {
        let text = ledger::without(&text(path)?, &lines);
        outputs::replace(Path::new(path), text.as_bytes())?;
    }
    let count = lines.len().to_string();
    output::show(&format!("{}\n", messages::PRUNED.fill(done.language, &[&count, path])))?;
    Ok(CLEAN)
}

/// The text of the ledger; empty where there is none yet.
fn text(path: &str) -> Result<String, Stop> {
    match std::fs::read_to_string(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Stop(format!("{path}: {error}")))
        }
        read => Ok(read.unwrap_or_default()),
    }
}

fn state(name: &str) -> Result<State, String> {
    State::parse(name).ok_or_else(|| "accepted, disputed, deferred".to_owned())
}
