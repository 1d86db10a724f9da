//! `weeflint assess`: contracts in, the baseline report that a facilitator brings to the table out.

use super::check::{self, Done};
use super::flags::revisions;
use super::settings::Choice;
use super::{CLEAN, PARTLY, Packs, STOPPED, Speech, Stop, output, outputs};
use crate::document::View;
use crate::language::Language;
use crate::report::{BASELINES, Run, Style, messages, redacted};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct Flags {
    /// Where to write the report; the extension tells its form: html, md or docx [default: html to standard output]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    contracts: Contracts,
}

/// Which contracts, how to read them, and how they are judged: as `check` does.
#[derive(Args)]
pub(super) struct Contracts {
    /// Contracts, folders of contracts, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to read where changes are tracked: the text as accepted, or the original
    #[arg(long, value_name = "VIEW", default_value = "accepted", value_parser = revisions)]
    revisions: View,
    /// What to call standard input; its extension helps to tell the format
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    stdin_filename: String,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    pub(super) speech: Speech,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    let said = flags.contracts.speech.messages.unwrap_or(environment);
    let path = flags.report.as_deref();
    let write = form(path, &BASELINES, said)?;
    judged(flags.contracts, environment, |run, style| put(path, &write(run, style)))
}

/// Judges the contracts and hands what came of it to `show`. Whether anything strains is for the
/// reader of the report, so findings are no exit code here.
pub(super) fn judged(
    contracts: Contracts,
    environment: Language,
    show: impl FnOnce(&Run, &Style) -> Result<(), Stop>,
) -> Result<u8, Stop> {
    let Contracts { paths, revisions, stdin_filename, choice, packs, speech } = contracts;
    let flags = check::Flags::of(paths, choice, packs, speech);
    let flags = check::Flags { revisions, stdin_filename, ..flags };
    check::with(&flags, environment, |done| {
        let redact = done.of_run.redact.as_ref().is_some_and(|it| it.value);
        let without = redact.then(|| redacted(&done.run, &done.style));
        show(without.as_ref().unwrap_or(&done.run), &done.style)?;
        Ok(finish(done))
    })
}

/// Says what could not be read; the exit code that goes with the run.
fn finish(done: &Done) -> u8 {
    done.trouble.iter().for_each(|it| output::complain(it));
    if done.run.entries.is_empty() {
        output::complain(messages::NO_CONTRACTS.get(done.language));
    }
    done.about_the_ledger().iter().chain(&done.comments).for_each(|it| output::complain(it));
    match () {
        () if !done.trouble.is_empty() => STOPPED,
        () if !done.run.is_fully_assessed() || !done.run.faults.is_empty() => PARTLY,
        () => CLEAN,
    }
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
