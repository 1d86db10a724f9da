//! `weeflint compare`: rounds of the same contract.

use super::assess::{form, put};
use super::check::bytes;
use super::flags::{FailOn, fail_on, language};
use super::{CLEAN, FOUND, PARTLY, Packs, STOPPED, Speech, Stop, output};
use crate::analyze::analyze;
use crate::assess::{Frameworks, assess};
use crate::check::{self, check};
use crate::compare::{Lot, Version, compare};
use crate::finding::Fault;
use crate::language::Language;
use crate::read::{self, Refusal, read};
use crate::report::compare::{FORMS, Round};
use crate::report::{Judged, Source, Style};
use crate::rule::Rules;
use clap::Args;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Args)]
pub(super) struct Flags {
    /// Two or more versions of the contract, the oldest first
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Form of the report
    #[arg(long, value_name = "FORMAT", default_value = FORMS[0].name,
          value_parser = clap::builder::PossibleValuesParser::new(FORMS.each_ref().map(|it| it.name)))]
    output_format: String,
    /// Where to write the report; the extension tells its form: html, md or json
    #[arg(long, value_name = "FILE", conflicts_with = "output_format")]
    report: Option<PathBuf>,
    /// Take the contracts to be in this language: nl or en [default: detected]
    #[arg(long, value_name = "LANG", value_parser = language)]
    language: Option<Language>,
    /// From which severity new findings give exit code 1: info, warning, error or never
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = fail_on)]
    fail_on: FailOn,
    /// Also write out findings that moved or were reworded, and scores that didn't change
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

/// The form that goes with the extension of a file.
const FILES: [(&str, &str); 3] = [("html", "html"), ("md", "markdown"), ("json", "json")];

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    if let Some(missing) = flags.paths.iter().find(|it| !it.exists()) {
        return Err(super::files::missing(missing, language));
    }
    let named =
        flags.report.as_deref().map(|path| form(Some(path), &FILES, language)).transpose()?;
    let named = named.unwrap_or(&flags.output_format);
    let form = FORMS.iter().find(|it| it.name == named).unwrap_or(&FORMS[0]);
    let mut rules = flags.packs.load()?;
    rules.retain(|it| it.record.on);
    let style = output::style(flags.speech, flags.all, environment);
    let results: Vec<_> =
        flags.paths.par_iter().map(|it| judge(it, flags, &rules, &style)).collect();
    let names: Vec<String> = flags.paths.iter().map(|it| it.display().to_string()).collect();
    let mut versions: Vec<(&str, Judged, Frameworks)> = Vec::new();
    let mut faults = rules.faults.len();
    let mut refused = false;
    for (name, result) in names.iter().zip(results) {
        match result {
            Ok((judged, more)) => {
                let frameworks = judged.frameworks();
                versions.push((name, judged, frameworks));
                faults += more.len();
                more.iter()
                    .for_each(|it| output::complain(&format!("{}: {}", it.place, it.reason)));
            }
            Err(refusal) => {
                output::complain(&format!("{name}: {}", refusal.text(language)));
                refused = true;
            }
        }
    }
    if refused {
        return Ok(STOPPED);
    }
    let pairs = versions.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
    // What came in one round and went in the next is not new, so the first meets the last.
    let ends = versions.first().zip(versions.last()).filter(|_| versions.len() > 2);
    let rounds: Vec<Round> = pairs.chain(ends).map(|(old, new)| round(&rules, old, new)).collect();
    put(flags.report.as_deref(), (form.write)(&rounds, &style).as_bytes())?;
    let worse = rounds.last().is_some_and(|it| {
        let new = it.comparison.findings.iter().filter(|it| it.lot == Lot::New);
        let mut new = new.filter_map(|trace| it.new.findings.get(trace.new?));
        flags.fail_on.0.is_some_and(|severity| new.any(|it| check::at_least(it, severity)))
    });
    Ok(match () {
        () if worse => FOUND,
        () if faults > 0 => PARTLY,
        () => CLEAN,
    })
}

/// Two versions, each with its name and the frameworks laid beside it.
fn round<'a>(
    rules: &Rules,
    old: &'a (&str, Judged, Frameworks),
    new: &'a (&str, Judged, Frameworks),
) -> Round<'a> {
    let version = |it: &'a (&str, Judged, Frameworks)| Version {
        document: &it.1.document,
        findings: &it.1.findings,
        assessment: &it.1.assessment,
        frameworks: Some(&it.2),
    };
    Round {
        old_name: old.0,
        new_name: new.0,
        old: &old.1,
        new: &new.1,
        frameworks: &new.2,
        comparison: compare(rules, version(old), version(new)),
    }
}

fn judge(
    path: &Path,
    flags: &Flags,
    rules: &Rules,
    style: &Style,
) -> Result<(Judged, Vec<Fault>), Refusal> {
    let name = path.display().to_string();
    let bytes = bytes(path, false)?;
    let options = read::Options { language: flags.language, ..read::Options::default() };
    let document = Arc::new(read(&name, &bytes, options)?);
    let facts = Arc::new(analyze(&document));
    let options = check::Options {
        messages: Some(style.language_for(&document)),
        ..check::Options::default()
    };
    let checked = check(rules, &document, &facts, options);
    let assessment = assess(&document, &facts, &checked.findings);
    let source = Source::new(&bytes, document.format);
    // Rounds are compared by what the text says, whatever was decided about it.
    let judged = Judged {
        document,
        facts,
        findings: checked.findings,
        decided: Vec::new(),
        assessment,
        source,
    };
    Ok((judged, checked.faults))
}
