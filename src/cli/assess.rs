//! `weeflint assess`: contracts in, the baseline report that a facilitator brings to the table out.

use super::check::{Input, entry};
use super::files::files;
use super::flags::{language, revisions};
use super::{CLEAN, PARTLY, Packs, STOPPED, Speech, Stop, output, outputs};
use crate::document::View;
use crate::finding::Fault;
use crate::language::Language;
use crate::read;
use crate::report::{BASELINES, Entry, Run, Style, messages};
use clap::Args;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct Flags {
    /// Where to write the report; the extension tells its form: html, md or docx [default: html to standard output]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    contracts: Contracts,
}

/// Which contracts, and how to read them.
#[derive(Args)]
pub(super) struct Contracts {
    /// Contracts, folders of contracts, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take the contracts to be in this language: nl or en [default: detected]
    #[arg(long, value_name = "LANG", value_parser = language)]
    language: Option<Language>,
    /// What to read where changes are tracked: the text as accepted, or the original
    #[arg(long, value_name = "VIEW", default_value = "accepted", value_parser = revisions)]
    revisions: View,
    /// What to call standard input; its extension helps to tell the format
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    stdin_filename: String,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    pub(super) speech: Speech,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    let said = flags.contracts.speech.messages.unwrap_or(environment);
    let path = flags.report.as_deref();
    let write = form(path, &BASELINES, said)?;
    judged(&flags.contracts, environment, |run, style| put(path, &write(run, style)))
}

/// Judges the contracts and hands what came of it to `show`. Whether anything strains is for the
/// reader of the report, so findings are no exit code here.
pub(super) fn judged(
    contracts: &Contracts,
    environment: Language,
    show: impl FnOnce(&Run, &Style) -> Result<(), Stop>,
) -> Result<u8, Stop> {
    let said = contracts.speech.messages.unwrap_or(environment);
    let files = files(&contracts.paths, said)?;
    let mut rules = contracts.packs.load()?;
    rules.retain(|rule| rule.record.on);
    let style = output::style(contracts.speech, true, environment);
    let options = read::Options { language: contracts.language, revisions: contracts.revisions };
    let source = Input { stdin: &contracts.stdin_filename, options };
    let results: Vec<(Entry, Vec<Fault>)> =
        files.paths.par_iter().map(|path| entry(path, source, &rules, &style)).collect();
    let (entries, faults): (Vec<Entry>, Vec<Vec<Fault>>) = results.into_iter().unzip();
    let mut faults: Vec<Fault> = rules.faults.iter().cloned().chain(faults.concat()).collect();
    faults.sort();
    let run = Run { entries, faults, rules: rules.iter().collect(), selected: false };
    show(&run, &style)?;
    finish(&run, &files.trouble, said)
}

/// Says what could not be read; the exit code that goes with the run.
fn finish(run: &Run, trouble: &[String], language: Language) -> Result<u8, Stop> {
    let refused = run.entries.iter().filter_map(|it| Some((it, it.result.as_ref().err()?)));
    let refused: Vec<String> =
        refused.map(|(it, refusal)| format!("{}: {}", it.path, refusal.text(language))).collect();
    trouble.iter().chain(&refused).for_each(|it| output::complain(it));
    if run.entries.is_empty() {
        output::complain(messages::NO_CONTRACTS.get(language));
    }
    Ok(match () {
        () if !refused.is_empty() || !trouble.is_empty() => STOPPED,
        () if !run.is_fully_assessed() || !run.faults.is_empty() => PARTLY,
        () => CLEAN,
    })
}

/// What goes with the extension of `path`; the first of `forms` where there is no path.
pub(super) fn form<T: Copy>(
    path: Option<&Path>,
    forms: &[(&str, T)],
    language: Language,
) -> Result<T, Stop> {
    let extension = path.and_then(Path::extension).map(|it| it.to_string_lossy().to_lowercase());
    let named = extension.as_deref().unwrap_or("");
    let found = forms.iter().find(|it| path.is_none() || it.0 == named);
    found.map(|it| it.1).ok_or_else(|| {
        let known: Vec<&str> = forms.iter().map(|it| it.0).collect();
        let path = path.map(|it| it.display().to_string()).unwrap_or_default();
        Stop(messages::UNKNOWN_EXTENSION.fill(language, &[&path, &known.join(", ")]))
    })
}

/// Writes a report to the file at `path`, or to standard output.
pub(super) fn put(path: Option<&Path>, report: &[u8]) -> Result<(), Stop> {
    match path {
        None => output::show(&String::from_utf8_lossy(report)),
        Some(path) => outputs::replace(path, report),
    }
}
