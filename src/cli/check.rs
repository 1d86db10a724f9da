//! `weeflint check`: contracts in, findings and scores out.

use super::bench::{Aside, Bench};
use super::files::files;
use super::flags::revisions;
use super::outputs::Output;
use super::settings::{self, Asked, Configs};
use super::since::{Before, Since};
use super::{CLEAN, FOUND, PARTLY, Packs, STOPPED, Speech, Stop, output, outputs};
use crate::check;
use crate::config::{Measure, Settings};
use crate::document::View;
use crate::finding::Severity;
use crate::language::Language;
use crate::ledger::{self, Decision};
use crate::read;
use crate::report::{Entry, Judged, Run, Style, messages};
use crate::rule::Rules;
use clap::Args;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

pub(super) use super::bench::{Input, bytes};

#[derive(Args)]
pub(super) struct Flags {
    /// Contracts, folders of contracts, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// What to read where changes are tracked: the text as accepted, or the original
    #[arg(long, value_name = "VIEW", default_value = "accepted", value_parser = revisions)]
    pub(super) revisions: View,
    /// Write out every finding and what each score is made of
    #[arg(long)]
    pub(super) all: bool,
    /// Threads [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// What to call standard input; its extension helps to tell the format
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    pub(super) stdin_filename: String,
    #[command(flatten)]
    pub(super) since: Since,
    #[command(flatten)]
    pub(super) asked: Asked,
    #[command(flatten)]
    pub(super) packs: Packs,
    #[command(flatten)]
    pub(super) speech: Speech,
}

/// What a run brought, and what was asked of it.
pub(super) struct Done<'a> {
    pub(super) run: Run<'a>,
    /// What was asked of each contract, in the order of `run.entries`.
    asked: Vec<Settings>,
    pub(super) of_run: Settings,
    pub(super) style: Style,
    pub(super) language: Language,
    outputs: Vec<Output>,
    /// A line for each file that could not be opened or read.
    pub(super) trouble: Vec<String>,
    /// The path of the ledger, where there is one.
    pub(super) ledger: Option<String>,
    /// What it holds.
    pub(super) decisions: Vec<Decision>,
    /// Whether a finding answers to each of them.
    answered: Vec<bool>,
    /// Lines about comments in the text, and about versions before that could not be read.
    pub(super) comments: Vec<String>,
    /// How many findings were there before, where only new ones are shown.
    known: Option<String>,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    with(&flags, environment, show)
}

/// Reads and judges the contracts and hands over what came of it.
pub(super) fn with<T>(
    flags: &Flags,
    environment: Language,
    then: impl FnOnce(&Done) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let mut language = flags.speech.messages.unwrap_or(environment);
    let mut configs = Configs::new(&flags.asked, language)?;
    let of_run = configs.of_the_run()?;
    let speech = Speech {
        messages: flags.speech.messages.or(of_run.messages.as_ref().map(|it| it.value)),
        ..flags.speech
    };
    language = speech.messages.unwrap_or(language);
    let formats = of_run.output_format.as_ref().map_or(&[][..], |it| &it.value);
    let outputs = outputs::outputs(formats, language)?;
    let files = files(&flags.paths, language)?;
    let mut asked = Vec::new();
    for path in &files.paths {
        let name = if path.as_os_str() == "-" { Path::new(&flags.stdin_filename) } else { path };
        asked.push(configs.of(name)?);
    }
    let rules = rules(flags, &of_run, &asked, language)?;
    let (ledger, decisions) = decisions(&of_run, flags.asked.choice.isolated)?;
    let mut style = output::style(speech, flags.all, environment);
    style.fail_on = fail_on(&of_run);
    let today = of_run.today.as_ref().map(|it| it.value);
    let options = read::Options { language: None, revisions: flags.revisions };
    let input = Input { stdin: &flags.stdin_filename, options };
    let before = Before::new(&flags.since, &files.paths, &flags.stdin_filename, language)?;
    let bench = Bench {
        input,
        rules: &rules,
        style: &style,
        decisions: &decisions,
        today,
        before: before.as_ref(),
    };

    let work = || -> Vec<(Entry, Aside)> {
        let paths = files.paths.par_iter().zip(&asked);
        paths.map(|(path, asked)| bench.entry(path, asked)).collect()
    };
    let results = match flags.threads {
        None => work(),
        Some(threads) => rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(threads))
            .build()
            .map_err(|error| Stop(error.to_string()))?
            .install(work),
    };
    let (entries, asides): (Vec<Entry>, Vec<Aside>) = results.into_iter().unzip();
    let mut faults = rules.faults.clone();
    let mut answered = vec![false; decisions.len()];
    let mut comments = Vec::new();
    let mut known = 0;
    for (aside, entry) in asides.into_iter().zip(&entries) {
        faults.extend(aside.faults);
        known += aside.known;
        comments.extend(aside.unknown.map(|it| format!("{}: {}", entry.path, it.text(language))));
        aside.answered.into_iter().for_each(|it| answered[it] = true);
        let lines = aside.comments.into_iter();
        comments
            .extend(lines.map(|(line, text)| {
                format!("{}:{line}: {}", entry.path, text.fill(language, &[]))
            }));
    }
    faults.sort();
    let selected = asked.iter().chain([&of_run]).any(Settings::chooses);
    let run = Run { entries, faults, rules: rules.iter().collect(), selected };
    let refused = run.entries.iter().filter_map(|it| Some((it, it.result.as_ref().err()?)));
    let refused = refused.map(|(it, refusal)| format!("{}: {}", it.path, refusal.text(language)));
    let known = before.as_ref().map(|it| it.hidden(known, language));
    let trouble = files.trouble.into_iter().chain(refused).collect();
    then(&Done {
        run,
        asked,
        of_run,
        style,
        language,
        outputs,
        trouble,
        ledger,
        decisions,
        answered,
        comments,
        known,
    })
}

/// Writes the reports, says what else there is to say, and gives the exit code.
fn show(done: &Done) -> Result<u8, Stop> {
    let Done { run, language, .. } = done;
    let language = *language;
    let redact = done.of_run.redact.as_ref().is_some_and(|it| it.value);
    outputs::write(&done.outputs, run, &done.style, redact)?;
    done.trouble.iter().for_each(|it| output::complain(it));
    if run.entries.is_empty() {
        output::complain(messages::NO_CONTRACTS.get(language));
    }
    done.about_the_ledger().iter().for_each(|it| output::complain(it));
    done.comments.iter().chain(&done.known).for_each(|it| output::complain(it));
    let mut fails = false;
    for (entry, asked) in run.entries.iter().zip(&done.asked) {
        let Ok(judged) = &entry.result else { continue };
        let from = fail_on(asked);
        fails |= from.is_some_and(|it| judged.findings.iter().any(|f| check::at_least(f, it)));
        for line in worse(entry, judged, asked, language) {
            output::complain(&line);
            fails = true;
        }
    }
    Ok(match fails {
        _ if !done.trouble.is_empty() => STOPPED,
        true => FOUND,
        _ if !run.is_fully_assessed() || !run.faults.is_empty() => PARTLY,
        _ => CLEAN,
    })
}

impl Done<'_> {
    /// Whether the decision at this index speaks of a contract and a rule that were there, and no
    /// finding answers to it.
    pub(super) fn is_stale(&self, at: usize) -> bool {
        let Some(decision) = self.decisions.get(at) else { return false };
        let mut read = self.run.entries.iter().filter(|it| it.result.is_ok());
        !self.answered[at]
            && self.run.rule(&decision.rule).is_some()
            && read.any(|it| decision.is_for(&it.path))
    }

    /// A line for each decision that needs a look.
    pub(super) fn about_the_ledger(&self) -> Vec<String> {
        let Some(path) = &self.ledger else { return Vec::new() };
        let today = self.of_run.today.as_ref().map(|it| it.value);
        let mut lines = Vec::new();
        for (at, it) in self.decisions.iter().enumerate() {
            if !self.run.entries.iter().any(|entry| it.is_for(&entry.path)) {
                continue;
            }
            let text = if it.is_expired(today) {
                let until = it.expires.map_or(String::new(), |it| it.to_string());
                messages::EXPIRED.fill(self.language, &[&it.rule, &until])
            } else if self.is_stale(at) {
                messages::STALE.fill(self.language, &[&it.rule])
            } else if it.is_blanket() {
                messages::BLANKET.fill(self.language, &[&it.rule])
            } else {
                continue;
            };
            lines.push(format!("{path}:{}: {text}", it.line));
        }
        if today.is_none() && self.decisions.iter().any(|it| it.expires.is_some()) {
            lines.push(messages::NO_TODAY.fill(self.language, &[path]));
        }
        lines
    }
}

/// The path of the ledger and what it holds.
fn decisions(of_run: &Settings, isolated: bool) -> Result<(Option<String>, Vec<Decision>), Stop> {
    let usual = (!isolated && Path::new(ledger::FILE).is_file()).then(|| ledger::FILE.to_owned());
    let said = of_run.ledger.as_ref();
    let Some(path) = said.map(|it| it.value.clone()).or(usual) else {
        return Ok((None, Vec::new()));
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        // A ledger may be named before its first decision is written.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Stop(format!("{path}: {error}"))),
    };
    let decisions = ledger::parse(&text)
        .map_err(|wrong| Stop(format!("{path}:{}: {}", wrong.line, wrong.reason)))?;
    Ok((Some(path), decisions))
}

/// From which severity a finding fails the run.
fn fail_on(asked: &Settings) -> Option<Severity> {
    asked.fail_on.as_ref().map_or(Some(Severity::Error), |it| it.value)
}

/// A line for each score that is worse than was asked.
fn worse(entry: &Entry, judged: &Judged, asked: &Settings, language: Language) -> Vec<String> {
    let assessment = &judged.assessment;
    let value = |of: Measure| match of {
        Measure::Flaw(flaw) => assessment.flaws.iter().find(|it| it.0 == flaw)?.1.value,
        Measure::Norm(norm) => assessment.norms.iter().find(|it| it.0 == norm)?.1.value,
    };
    let name = |of: Measure| match of {
        Measure::Flaw(flaw) => messages::flaw(flaw).get(language),
        Measure::Norm(norm) => messages::norm(norm).get(language),
    };
    let bars = asked.fail_under.iter().filter_map(|(of, bar)| {
        let value = value(*of).filter(|it| of.is_worse(*it, bar.value))?;
        let decimal = |it| messages::decimal(it, 1, language);
        let with = [name(*of), &decimal(value), &decimal(bar.value), &bar.origin.to_string()];
        Some(format!("{}: {}", entry.path, messages::WORSE_THAN.fill(language, &with)))
    });
    bars.collect()
}

/// The rules that judge any of the contracts.
fn rules(
    flags: &Flags,
    of_run: &Settings,
    asked: &[Settings],
    language: Language,
) -> Result<Rules, Stop> {
    let mut packs = flags.packs.clone();
    if let Some(more) = &of_run.packs {
        // Those of the command line come last, and so win.
        packs.packs.splice(0..0, more.value.iter().map(PathBuf::from));
    }
    let mut rules = packs.load()?;
    let mut distinct: Vec<&Settings> = vec![of_run];
    for it in asked {
        if !distinct.contains(&it) {
            distinct.push(it);
        }
    }
    for it in &distinct {
        settings::known(it, &rules, language)?;
    }
    if !asked.is_empty() {
        distinct.retain(|it| asked.contains(it));
    }
    rules.retain(|rule| distinct.iter().any(|it| it.judges(&rule.id, rule.record.on)));
    Ok(rules)
}
