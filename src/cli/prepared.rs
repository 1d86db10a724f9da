//! All that is settled before the first contract is judged: settings, rules, decisions, language.

use super::bench::{Bench, Input};
use super::check::Flags;
use super::settings::{self, Configs};
use super::since::Before;
use super::{Speech, Stop, output};
use crate::analyze::Beside;
use crate::config::Settings;
use crate::finding::Severity;
use crate::language::Language;
use crate::ledger::{self, Decision};
use crate::read;
use crate::report::messages::Text;
use crate::report::{Run, Style};
use crate::rule::Rules;
use std::path::{Path, PathBuf};

const RENAMED: Text = Text::new("'{}' heet nu '{}'", "'{}' is called '{}' now");
const REMOVED: Text = Text::new("regel '{}' is er niet meer: {}", "rule '{}' is gone: {}");

/// What contracts are judged with.
pub(super) struct Prepared {
    /// What was asked of each contract, in order.
    pub(super) asked: Vec<Settings>,
    pub(super) of_run: Settings,
    /// The rules that judge any of them.
    pub(super) rules: Rules,
    /// Lines about names of rules.
    pub(super) notices: Vec<String>,
    /// The path of the ledger, where there is one.
    pub(super) ledger: Option<String>,
    /// What it holds.
    pub(super) decisions: Vec<Decision>,
    /// Other documents of the deal.
    pub(super) beside: Vec<Beside>,
    pub(super) style: Style,
    pub(super) language: Language,
}

impl Prepared {
    /// What `flags` ask for the contracts at `paths`, seen from the folder `here`: the working
    /// folder unless said.
    ///
    /// # Errors
    /// When settings, rules or ledger can't be read or say what can't be.
    pub(super) fn new(
        flags: &Flags,
        paths: &[PathBuf],
        here: Option<&Path>,
        environment: Language,
    ) -> Result<Prepared, Stop> {
        let mut language = flags.speech.messages.unwrap_or(environment);
        let mut configs = Configs::at(&flags.asked, here, language)?;
        let mut of_run = configs.of_the_run()?;
        let said = of_run.messages.as_ref().map(|it| it.value);
        let speech = Speech { messages: flags.speech.messages.or(said), ..flags.speech };
        language = speech.messages.unwrap_or(language);
        let mut asked = Vec::new();
        for path in paths {
            let stdin = path.as_os_str() == "-";
            asked.push(configs.of(if stdin { Path::new(&flags.stdin_filename) } else { path })?);
        }
        let (rules, notices) = rules(flags, &mut of_run, &mut asked, language)?;
        let (ledger, mut decisions) = decisions(&of_run, flags.asked.choice.isolated, here)?;
        decisions.iter_mut().for_each(|it| it.rule = rules.renamed(&it.rule).to_owned());
        let mut style = output::style(speech, flags.all, environment);
        style.fail_on = fail_on(&of_run);
        let beside =
            flags.beside.iter().map(|it| beside(it, language)).collect::<Result<_, _>>()?;
        Ok(Prepared { asked, of_run, rules, notices, ledger, decisions, beside, style, language })
    }

    /// Where they are judged.
    pub(super) fn bench<'a>(&'a self, flags: &'a Flags, before: Option<&'a Before>) -> Bench<'a> {
        let options = read::Options { language: None, revisions: flags.revisions };
        Bench {
            input: Input { stdin: &flags.stdin_filename, options },
            rules: &self.rules,
            style: &self.style,
            decisions: &self.decisions,
            beside: &self.beside,
            today: self.of_run.today.as_ref().map(|it| it.value),
            before,
            profile: flags.profile_rules,
        }
    }

    /// The contract called `name` judged, as a run of its own.
    pub(super) fn run(&self, flags: &Flags, name: &str, bytes: &[u8]) -> Run<'_> {
        let usual = Settings::default();
        let asked = self.asked.first().unwrap_or(&usual);
        let judged = self.bench(flags, None).guarded(name, || Ok(bytes.into()), asked);
        let (entry, aside) = judged;
        let mut faults = self.rules.faults.clone();
        faults.extend(aside.faults);
        faults.sort();
        let selected = asked.chooses() || !self.rules.switched_off.is_empty();
        let rules = self.rules.iter().collect();
        Run { entries: vec![entry], faults, rules, selected, only_new: false }
    }

    /// Whether contract text is left out of what is shown.
    pub(super) fn redacts(&self) -> bool {
        self.of_run.redact.as_ref().is_some_and(|it| it.value)
    }
}

/// What the document at `path` says that contracts can be compared with.
fn beside(path: &Path, language: Language) -> Result<Beside, Stop> {
    if !path.exists() {
        return Err(super::files::missing(path, language));
    }
    let name = path.display().to_string();
    let read = || read::read(&name, &super::check::bytes(path, false)?, read::Options::default());
    match read() {
        Ok(document) => Ok(Beside::of(&document)),
        Err(refusal) => Err(Stop(format!("{name}: {}", refusal.text(language)))),
    }
}

/// From which severity a finding fails the run.
pub(super) fn fail_on(asked: &Settings) -> Option<Severity> {
    asked.fail_on.as_ref().map_or(Some(Severity::Error), |it| it.value)
}

/// The path of the ledger and what it holds.
pub(super) fn decisions(
    of_run: &Settings,
    isolated: bool,
    here: Option<&Path>,
) -> Result<(Option<String>, Vec<Decision>), Stop> {
    let usual = here.map_or_else(|| PathBuf::from(ledger::FILE), |it| it.join(ledger::FILE));
    let usual = (!isolated && usual.is_file()).then(|| usual.display().to_string());
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

/// The rules that judge any of the contracts, and what there is to say of their names.
fn rules(
    flags: &Flags,
    of_run: &mut Settings,
    asked: &mut [Settings],
    language: Language,
) -> Result<(Rules, Vec<String>), Stop> {
    let mut rules = flags.packs.with_settings(of_run, language)?;
    let mut notices = Vec::new();
    for it in asked.iter_mut().chain([&mut *of_run]) {
        for (name, origin) in it.rule_names() {
            let now = rules.renamed(name);
            if now != name {
                notices.push(format!("{origin}: {}", RENAMED.fill(language, &[name, now])));
            } else if let Some(why) = rules.removed(name) {
                notices.push(format!("{origin}: {}", REMOVED.fill(language, &[name, why])));
            }
        }
        it.rename(|name| rules.renamed(name).to_owned());
    }
    notices.sort();
    notices.dedup();
    let mut distinct: Vec<&Settings> = vec![of_run];
    for it in asked.iter() {
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
    Ok((rules, notices))
}
