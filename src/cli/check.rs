//! `weeflint check`: contracts in, findings and scores out.

use super::files::files;
use super::flags::{FailOn, fail_on, language, revisions};
use super::{
    CLEAN, FOUND, PARTLY, Packs, STOPPED, Speech, Stop, names, output, outputs, unknown_rule,
};
use crate::analyze::analyze;
use crate::assess::assess;
use crate::check::{self, check};
use crate::document::View;
use crate::finding::Fault;
use crate::language::Language;
use crate::read::{self, Refusal, read};
use crate::report::{Entry, Judged, Run, Source, Style, messages};
use crate::rule::Rules;
use clap::Args;
use rayon::prelude::*;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Args)]
pub(super) struct Flags {
    /// Contracts, folders of contracts, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "FORMAT[:PATH]", help = outputs::help())]
    output_format: Vec<String>,
    /// Leave the words of the contracts out of every report: places, rules and scores stay
    #[arg(long)]
    redact: bool,
    /// Take the contracts to be in this language: nl or en [default: detected]
    #[arg(long, value_name = "LANG", value_parser = language)]
    language: Option<Language>,
    /// What to read where changes are tracked: the text as accepted, or the original
    #[arg(long, value_name = "VIEW", default_value = "accepted", value_parser = revisions)]
    revisions: View,
    /// Judge only by this rule or group of rules; may be given more than once
    #[arg(long = "rule", value_name = "ID", value_delimiter = ',')]
    rules: Vec<String>,
    /// From which severity findings give exit code 1: info, warning, error or never
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = fail_on)]
    fail_on: FailOn,
    /// Write out every finding and what each score is made of
    #[arg(long)]
    all: bool,
    /// Threads [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// What to call standard input; its extension helps to tell the format
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    stdin_filename: String,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let outputs = outputs::outputs(&flags.output_format, language)?;
    let files = files(&flags.paths, language)?;
    let rules = rules(&flags, language)?;
    let mut style = output::style(flags.speech, flags.all, environment);
    style.fail_on = flags.fail_on.0;

    let work = || -> Vec<(Entry, Vec<Fault>)> {
        let options = read::Options { language: flags.language, revisions: flags.revisions };
        let source = Input { stdin: &flags.stdin_filename, options };
        files.paths.par_iter().map(|path| entry(path, source, &rules, &style)).collect()
    };
    let results = match flags.threads {
        None => work(),
        Some(threads) => rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(threads))
            .build()
            .map_err(|error| Stop(error.to_string()))?
            .install(work),
    };
    let (entries, faults): (Vec<Entry>, Vec<Vec<Fault>>) = results.into_iter().unzip();
    let mut faults: Vec<Fault> = rules.faults.iter().cloned().chain(faults.concat()).collect();
    faults.sort();
    let selected = !flags.rules.is_empty();
    let run = Run { entries, faults, rules: rules.iter().collect(), selected };

    let refused = run.entries.iter().filter_map(|it| Some((it, it.result.as_ref().err()?)));
    let refused: Vec<String> =
        refused.map(|(it, refusal)| format!("{}: {}", it.path, refusal.text(language))).collect();
    outputs::write(&outputs, &run, &style, flags.redact)?;
    files.trouble.iter().chain(&refused).for_each(|it| output::complain(it));
    if run.entries.is_empty() {
        output::complain(messages::NO_CONTRACTS.get(language));
    }
    Ok(match flags.fail_on.0 {
        _ if !refused.is_empty() || !files.trouble.is_empty() => STOPPED,
        Some(severity) if has(&run, severity) => FOUND,
        _ if !run.is_fully_assessed() || !run.faults.is_empty() => PARTLY,
        _ => CLEAN,
    })
}

fn has(run: &Run, severity: crate::finding::Severity) -> bool {
    run.judged().flat_map(|it| &it.findings).any(|it| check::at_least(it, severity))
}

/// The rules to judge by: those that were named, else all that are on.
fn rules(flags: &Flags, language: Language) -> Result<Rules, Stop> {
    let mut rules = flags.packs.load()?;
    for name in &flags.rules {
        if !rules.iter().any(|it| names(name, &it.id)) {
            return Err(unknown_rule(name, &rules, language));
        }
    }
    rules.retain(|rule| match flags.rules.is_empty() {
        true => rule.record.on,
        false => flags.rules.iter().any(|it| names(it, &rule.id)),
    });
    Ok(rules)
}

/// How to take what is read.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    /// What standard input is called.
    pub(super) stdin: &'a str,
    /// How it is read.
    pub(super) options: read::Options,
}

/// Reads and judges the contract at `path`.
pub(super) fn entry(
    path: &Path,
    source: Input,
    rules: &Rules,
    style: &Style,
) -> (Entry, Vec<Fault>) {
    let stdin = path.as_os_str() == "-";
    let name = match stdin {
        true => source.stdin.to_owned(),
        false => path.display().to_string(),
    };
    // A defect of ours in one contract must not take the others along.
    let judged = catch_unwind(AssertUnwindSafe(|| {
        let bytes = bytes(path, stdin)?;
        judge(&name, &bytes, source.options, rules, style)
    }));
    let result = judged.unwrap_or_else(|_| {
        Err(Refusal::new(
            "Er ging iets mis in weeflint zelf; dit contract is niet beoordeeld.",
            "Something went wrong in weeflint itself; this contract was not assessed.",
        ))
    });
    match result {
        Ok((judged, faults)) => (Entry { path: name, result: Ok(judged) }, faults),
        Err(refusal) => (Entry { path: name, result: Err(refusal) }, Vec::new()),
    }
}

fn judge(
    name: &str,
    bytes: &[u8],
    options: read::Options,
    rules: &Rules,
    style: &Style,
) -> Result<(Judged, Vec<Fault>), Refusal> {
    let document = Arc::new(read(name, bytes, options)?);
    let facts = Arc::new(analyze(&document));
    let options = check::Options {
        messages: Some(style.language_for(&document)),
        ..check::Options::default()
    };
    let checked = check(rules, &document, &facts, options);
    let assessment = assess(&document, &facts, &checked.findings);
    let faults = checked
        .faults
        .into_iter()
        .map(|it| Fault { document: Some(name.to_owned()), ..it })
        .collect();
    let source = Source::new(bytes, document.format);
    Ok((Judged { document, facts, findings: checked.findings, assessment, source }, faults))
}

/// The bytes at `path`.
pub(super) fn bytes(path: &Path, stdin: bool) -> Result<Vec<u8>, Refusal> {
    let read = match stdin {
        true => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        false => std::fs::read(path),
    };
    read.map_err(|error| Refusal::new(error.to_string(), error.to_string()))
}
