//! `--output-format FORMAT[:PATH]`, as often as wanted: one report to standard output, the others
//! each to a file of its own.

use super::{Stop, output};
use crate::language::Language;
use crate::report::{REPORTS, Report, Run, Style, messages, redacted};
use crate::rule::nearest;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A report and where it goes.
pub(super) struct Output {
    report: &'static Report,
    /// None is standard output.
    path: Option<PathBuf>,
}

/// What `--help` says.
pub(super) fn help() -> String {
    let names: Vec<&str> = REPORTS.iter().map(|it| it.name).collect();
    format!(
        "Form of the report, with :PATH to write it to a file; may be given more than once: {} \
         [default: {}]",
        names.join(", "),
        REPORTS[0].name
    )
}

/// What was asked for: `sarif:out.sarif`, `json`. Without any, the terminal's; on GitHub Actions
/// annotations, which is said on standard error.
///
/// # Errors
/// A form that doesn't exist; two for standard output; a file in a folder that doesn't exist.
pub(super) fn outputs(asked: &[String], language: Language) -> Result<Vec<Output>, Stop> {
    let mut outputs = Vec::new();
    for asked in asked {
        let (name, path) = match asked.split_once(':') {
            Some((name, path)) => (name, Some(path)),
            None => (asked.as_str(), None),
        };
        let report = report(name, language)?;
        let path = match path {
            Some("") => return Err(Stop(messages::VALUE_MISSING.fill(language, &[asked]))),
            Some("-") | None => None,
            Some(path) => Some(PathBuf::from(path)),
        };
        if let Some(path) = &path
            && !folder(path).is_dir()
        {
            let folder = folder(path).display().to_string();
            return Err(Stop(messages::NO_SUCH_PATH.fill(language, &[&folder])));
        }
        outputs.push(Output { report, path });
    }
    if outputs.is_empty() {
        let github = std::env::var("GITHUB_ACTIONS").is_ok_and(|it| it == "true");
        if github {
            output::complain(messages::ON_GITHUB.get(language));
        }
        let name = if github { "github" } else { REPORTS[0].name };
        outputs.push(Output { report: report(name, language)?, path: None });
    }
    let to_stdout: Vec<&str> =
        outputs.iter().filter(|it| it.path.is_none()).map(|it| it.report.name).collect();
    if to_stdout.len() > 1 {
        return Err(Stop(messages::ONE_TO_STDOUT.fill(language, &[&to_stdout.join(", ")])));
    }
    let mut paths: Vec<&PathBuf> = outputs.iter().filter_map(|it| it.path.as_ref()).collect();
    paths.sort();
    if let Some(twice) = paths.windows(2).find(|it| it[0] == it[1]) {
        let path = twice[0].display().to_string();
        return Err(Stop(messages::TWICE.fill(language, &[&path])));
    }
    Ok(outputs)
}

/// Every report with its file, and what is added to the summary of the job where annotations were
/// asked for on GitHub Actions.
pub(super) fn reports(
    outputs: &[Output],
    run: &Run,
    style: &Style,
    redact: bool,
) -> (Vec<(Option<PathBuf>, String)>, Option<String>) {
    let without = redact.then(|| redacted(run, style));
    let run = without.as_ref().unwrap_or(run);
    let report = |it: &Output| match &it.path {
        None => (None, (it.report.write)(run, style)),
        Some(path) => {
            let text = (it.report.write)(run, &Style { color: false, ..*style });
            (Some(path.clone()), text)
        }
    };
    let annotated = outputs.iter().any(|it| it.report.name == "github");
    let asked =
        annotated && std::env::var_os("GITHUB_STEP_SUMMARY").is_some_and(|it| !it.is_empty());
    let summary = REPORTS.iter().find(|it| asked && it.name == "github-summary");
    (outputs.iter().map(report).collect(), summary.map(|it| (it.write)(run, style)))
}

/// Adds `text` to the summary of the job; other commands of the step may have written there.
///
/// # Errors
/// When it can't be written.
pub(super) fn summarise(text: &str) -> Result<(), Stop> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY") else { return Ok(()) };
    let file = std::fs::OpenOptions::new().append(true).create(true).open(&path);
    file.and_then(|mut it| it.write_all(text.as_bytes()))
        .map_err(|error| cannot_write(Path::new(&path), &error))
}

/// Puts `bytes` at `path`, whole or not at all: under another name first, then renamed.
///
/// What a link points at is written, not the link. A device or a pipe is written to as it is: a
/// file renamed over `/dev/null` would take its place for every program on the machine.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let end = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let there = std::fs::metadata(&end).ok();
    if there.as_ref().is_some_and(|it| !it.is_file() && !it.is_dir()) {
        return std::fs::write(&end, bytes).map_err(|error| cannot_write(path, &error));
    }
    let name = end.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
    let beside = folder(&end).join(format!(".{name}.{}.tmp", std::process::id()));
    let written = std::fs::write(&beside, bytes)
        .and_then(|()| match there.filter(std::fs::Metadata::is_file) {
            // Who might read the file before may read it after, and no one else.
            Some(it) => std::fs::set_permissions(&beside, it.permissions()),
            None => Ok(()),
        })
        .and_then(|()| std::fs::rename(&beside, &end));
    written.map_err(|error| {
        // What is left of the attempt helps nobody; if it can't be removed either, so be it.
        let _ = std::fs::remove_file(&beside);
        cannot_write(path, &error)
    })
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Stop {
    Stop(format!("{}: {error}", path.display()))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn report(name: &str, language: Language) -> Result<&'static Report, Stop> {
    REPORTS.iter().find(|it| it.name == name).ok_or_else(|| {
        let meant = nearest(name, REPORTS.iter().map(|it| it.name));
        Stop(super::did_you_mean(messages::UNKNOWN_FORMAT, name, meant, language))
    })
}
