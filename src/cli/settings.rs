//! What was asked, and where: flags go before the environment, that before the nearest
//! `weeflint.toml`, that before what it extends. Each setting keeps its place.

use super::{Stop, did_you_mean, flags};
use crate::config::{self, Config, FILES, Measure, Origin, Override, Set, Settings, What};
use crate::date::Date;
use crate::finding::Severity;
use crate::language::Language;
use crate::report::messages;
use crate::rule::{Rules, nearest};
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Flags that a configuration file can also say.
#[derive(Args, Debug, Clone, Default)]
pub(super) struct Asked {
    #[command(flatten)]
    pub(super) choice: Choice,
    #[arg(long, value_name = "FORMAT[:PATH]", help = super::outputs::help())]
    pub(super) output_format: Vec<String>,
    /// Leave the words of the contracts out of every report: places, rules and scores stay
    #[arg(long)]
    pub(super) redact: bool,
    /// Don't report what is milder: strength, info, warning or error
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(super) min_severity: Option<Severity>,
    /// From which severity findings give exit code 1: info, warning, error or never [default: error]
    #[arg(long, value_name = "SEVERITY", value_parser = flags::fail_on)]
    pub(super) fail_on: Option<flags::FailOn>,
    /// Give exit code 1 where a contract does worse: a flaw above this score, a norm below it
    #[arg(long, value_name = "FLAW=SCORE", value_delimiter = ',', value_parser = bar)]
    pub(super) fail_under: Vec<(Measure, f64)>,
}

/// Where settings come from, which rules judge, and what was decided before.
#[derive(Args, Debug, Clone, Default)]
pub(super) struct Choice {
    /// Take settings from this file instead of the nearest weeflint.toml
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Take no settings from files or the environment, and no ledger that is not named
    #[arg(long)]
    pub(super) isolated: bool,
    /// Judge only by this rule or group of rules; may be given more than once
    #[arg(long, visible_alias = "rule", value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Don't judge by this rule or group of rules; may be given more than once
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Give a rule or group another severity: strength, info, warning, error or off
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', value_parser = rule_level)]
    severity: Vec<(String, Option<Severity>)>,
    /// Take the contracts to be in this language: nl or en [default: detected]
    #[arg(long, value_name = "LANG", value_parser = flags::language)]
    language: Option<Language>,
    /// The day to judge expiry of decisions by, like 2026-11-22
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Date>,
    /// Decisions about findings [default: weeflint.ledger.toml beside the configuration, if there]
    #[arg(long, value_name = "FILE")]
    ledger: Option<String>,
}

impl Choice {
    /// Whether rules or groups are named.
    pub(super) fn selects(&self) -> bool {
        !self.select.is_empty() || !self.ignore.is_empty()
    }

    /// The same, with no rule or group named.
    pub(super) fn of_all(&self) -> Choice {
        Choice { select: Vec::new(), ignore: Vec::new(), ..self.clone() }
    }
}

/// Settings for any contract, read when first needed.
pub(super) struct Configs {
    asked: Settings,
    /// What holds for all: a file that was named, or no file.
    fixed: Option<Arc<Loaded>>,
    /// What is nearest to each folder.
    nearest: BTreeMap<PathBuf, Arc<Loaded>>,
    /// The folder whose settings hold for the run.
    here: PathBuf,
    /// The working folder, from which paths are shown.
    working: PathBuf,
    language: Language,
}

/// A file with all that it extends.
#[derive(Default)]
struct Loaded {
    settings: Settings,
    /// With the folder from which their paths are seen.
    overrides: Vec<(PathBuf, Override)>,
}

impl Configs {
    /// Settings as seen from the working folder.
    ///
    /// # Errors
    /// When the environment or a file that was named says what can't be.
    pub(super) fn new(asked: &Asked, language: Language) -> Result<Configs, Stop> {
        Configs::at(asked, None, language)
    }

    /// Settings as seen from the folder `here`: the working folder unless said.
    ///
    /// # Errors
    /// When the environment or a file that was named says what can't be.
    pub(super) fn at(
        asked: &Asked,
        here: Option<&Path>,
        language: Language,
    ) -> Result<Configs, Stop> {
        let mut flags = flag_settings(asked);
        let mut file = asked.choice.config.clone();
        if !asked.choice.isolated {
            flags = flags.over(environment(language)?);
            file = file.or_else(|| variable("WEEFLINT_CONFIG").map(PathBuf::from));
        }
        let working = std::env::current_dir().and_then(|it| it.canonicalize()).unwrap_or_default();
        let here = here.and_then(|it| it.canonicalize().ok()).unwrap_or_else(|| working.clone());
        let nearest = BTreeMap::new();
        let mut configs = Configs { asked: flags, fixed: None, nearest, here, working, language };
        if let Some(file) = &file {
            if !file.is_file() {
                return Err(super::files::missing(file, language));
            }
            configs.fixed = Some(Arc::new(configs.load(file, &mut Vec::new())?));
        } else if asked.choice.isolated {
            configs.fixed = Some(Arc::default());
        }
        Ok(configs)
    }

    /// What holds in the working folder: for the run as a whole.
    ///
    /// # Errors
    /// When its file can't be read or says what can't be.
    pub(super) fn of_the_run(&mut self) -> Result<Settings, Stop> {
        let loaded = self.loaded(&self.here.clone())?;
        Ok(self.asked.clone().over(loaded.settings.clone()))
    }

    /// What holds for the contract at `path`.
    ///
    /// # Errors
    /// When its file can't be read or says what can't be.
    pub(super) fn of(&mut self, path: &Path) -> Result<Settings, Stop> {
        // A contract that isn't there (standard input) counts as one in the working folder.
        let path = path.canonicalize().unwrap_or_else(|_| self.here.join(path));
        let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
        let loaded = self.loaded(folder)?;
        let mut settings = loaded.settings.clone();
        for (folder, it) in &loaded.overrides {
            if path.strip_prefix(folder).is_ok_and(|inside| it.holds_for(inside)) {
                settings = it.settings.clone().over(settings);
            }
        }
        Ok(self.asked.clone().over(settings))
    }

    fn loaded(&mut self, folder: &Path) -> Result<Arc<Loaded>, Stop> {
        if let Some(fixed) = &self.fixed {
            return Ok(fixed.clone());
        }
        if let Some(loaded) = self.nearest.get(folder) {
            return Ok(loaded.clone());
        }
        let candidates = FILES.iter().map(|it| folder.join(it));
        let loaded = match candidates.into_iter().find(|it| it.is_file()) {
            Some(file) => Arc::new(self.load(&file, &mut Vec::new())?),
            None => match folder.parent() {
                Some(parent) => self.loaded(parent)?,
                // What a person set for all projects holds where no project says anything.
                None => match user_file() {
                    Some(file) => Arc::new(self.load(&file, &mut Vec::new())?),
                    None => Arc::default(),
                },
            },
        };
        self.nearest.insert(folder.to_owned(), loaded.clone());
        Ok(loaded)
    }

    /// Reads `file` and what it extends; `open` are the files that extend it.
    fn load(&self, file: &Path, open: &mut Vec<PathBuf>) -> Result<Loaded, Stop> {
        let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        let shown = self.shown(&file);
        let stop = |line: String| Stop(line);
        if open.contains(&file) {
            return Err(stop(messages::EXTENDS_ITSELF.fill(self.language, &[&shown])));
        }
        let text =
            std::fs::read_to_string(&file).map_err(|error| stop(format!("{shown}: {error}")))?;
        let config = config::parse(&shown, &text)
            .map_err(|wrong| stop(explain(&shown, wrong.line, &wrong.what, self.language)))?;
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let Config { extends, mut settings, overrides } = config;
        let inside = |path: &str| self.shown(&folder.join(path));
        if let Some(packs) = &mut settings.packs {
            for it in &mut packs.value {
                *it = inside(&super::pack::place(it, &folder, self.language)?);
            }
        }
        match &mut settings.ledger {
            Some(ledger) => ledger.value = inside(&ledger.value),
            None => {
                let usual = folder.join(crate::ledger::FILE);
                if usual.is_file() {
                    let origin = Origin::File { file: shown.clone(), line: 1 };
                    settings.ledger = Some(Set { value: self.shown(&usual), origin });
                }
            }
        }
        let mut loaded = Loaded::default();
        if let Some(extends) = extends {
            let base = folder.join(&extends.value);
            if !base.is_file() {
                let text = messages::NO_SUCH_PATH.fill(self.language, &[&extends.value]);
                return Err(stop(format!("{}: {text}", extends.origin)));
            }
            open.push(file.clone());
            loaded = self.load(&base, open)?;
            open.pop();
        }
        loaded.settings = settings.over(loaded.settings);
        loaded.overrides.extend(overrides.into_iter().map(|it| (folder.clone(), it)));
        Ok(loaded)
    }

    /// A path as seen from the working folder.
    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.working).unwrap_or(path).display().to_string()
    }
}

/// That a name in `settings` is no rule or group of `rules`.
///
/// # Errors
/// With the place and the name that may be meant.
pub(super) fn known(settings: &Settings, rules: &Rules, language: Language) -> Result<(), Stop> {
    for (name, origin) in settings.rule_names() {
        if rules.removed(name).is_some() {
            continue;
        }
        if !rules.iter().any(|it| config::names(name, &it.id)) {
            let Stop(line) = super::unknown_rule(name, rules, language);
            return Err(match origin {
                Origin::Flag(_) => Stop(line),
                _ => Stop(format!("{origin}: {line}")),
            });
        }
    }
    Ok(())
}

/// What is wrong with a file in one line.
fn explain(file: &str, line: u32, what: &What, language: Language) -> String {
    let text = match what {
        What::Syntax(text) => text.clone(),
        What::UnknownKey { key, known } => {
            let meant = nearest(key, known.iter().copied());
            did_you_mean(messages::UNKNOWN_KEY, key, meant, language)
        }
        What::Value { key, fits } => messages::KEY_TAKES.fill(language, &[key, fits]),
    };
    format!("{file}:{line}: {text}")
}

fn flag_settings(asked: &Asked) -> Settings {
    fn set<T>(value: T, flag: &'static str) -> Set<T> {
        Set { value, origin: Origin::Flag(flag) }
    }
    let choice = &asked.choice;
    let list = |list: &[String], flag| (!list.is_empty()).then(|| set(list.to_vec(), flag));
    let severity = choice.severity.iter();
    let bars = asked.fail_under.iter();
    Settings {
        packs: None,
        select: list(&choice.select, "--select"),
        ignore: choice.ignore.iter().map(|it| set(it.clone(), "--ignore")).collect(),
        severity: severity.map(|it| (it.0.clone(), set(it.1, "--severity"))).collect(),
        min_severity: asked.min_severity.map(|it| set(it, "--min-severity")),
        fail_on: asked.fail_on.map(|it| set(it.0, "--fail-on")),
        fail_under: bars.map(|it| (it.0, set(it.1, "--fail-under"))).collect(),
        language: choice.language.map(|it| set(it, "--language")),
        messages: None,
        output_format: list(&asked.output_format, "--output-format"),
        redact: asked.redact.then(|| set(true, "--redact")),
        ledger: choice.ledger.clone().map(|it| set(it, "--ledger")),
        today: choice.today.map(|it| set(it, "--today")),
    }
}

/// What the environment says.
fn environment(language: Language) -> Result<Settings, Stop> {
    fn read<T>(
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        language: Language,
    ) -> Result<Option<Set<T>>, Stop> {
        let Some(said) = variable(name) else { return Ok(None) };
        let value = parse(&said)
            .ok_or_else(|| Stop(messages::WRONG_VALUE.fill(language, &[&said, name])))?;
        Ok(Some(Set { value, origin: Origin::Environment(name) }))
    }
    let list = |text: &str| Some(text.split(',').map(|it| it.trim().to_owned()).collect());
    let yes = |text: &str| match text {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    };
    let ignore: Option<Set<Vec<String>>> = read("WEEFLINT_IGNORE", list, language)?;
    Ok(Settings {
        select: read("WEEFLINT_SELECT", list, language)?,
        ignore: ignore
            .into_iter()
            .flat_map(|set| {
                let origin = set.origin;
                set.value.into_iter().map(move |value| Set { value, origin: origin.clone() })
            })
            .collect(),
        min_severity: read("WEEFLINT_MIN_SEVERITY", Severity::parse, language)?,
        fail_on: read("WEEFLINT_FAIL_ON", config::fail_on, language)?,
        language: read("WEEFLINT_LANGUAGE", Language::parse, language)?,
        messages: read("WEEFLINT_MESSAGES", Language::parse, language)?,
        output_format: read("WEEFLINT_OUTPUT_FORMAT", list, language)?,
        redact: read("WEEFLINT_REDACT", yes, language)?,
        ledger: read("WEEFLINT_LEDGER", |it| Some(it.to_owned()), language)?,
        today: read("WEEFLINT_TODAY", Date::parse, language)?,
        ..Settings::default()
    })
}

/// `$XDG_CONFIG_HOME/weeflint/weeflint.toml`, or `.config/weeflint/weeflint.toml` at home.
fn user_file() -> Option<PathBuf> {
    let home = || variable("HOME").map(|it| PathBuf::from(it).join(".config"));
    let folder = variable("XDG_CONFIG_HOME").map(PathBuf::from).or_else(home)?.join("weeflint");
    FILES.iter().map(|it| folder.join(it)).find(|it| it.is_file())
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|it| !it.is_empty())
}

fn severity(name: &str) -> Result<Severity, String> {
    Severity::parse(name).ok_or_else(|| "strength, info, warning, error".to_owned())
}

fn rule_level(text: &str) -> Result<(String, Option<Severity>), String> {
    let level =
        text.split_once('=').and_then(|(rule, it)| Some((rule.to_owned(), config::level(it)?)));
    level.ok_or_else(|| "RULE=strength, info, warning, error, off".to_owned())
}

fn bar(text: &str) -> Result<(Measure, f64), String> {
    let pair = text.split_once('=').and_then(|(name, score)| {
        let score = score.parse().ok().filter(|it| (0.0..=100.0).contains(it))?;
        Some((Measure::parse(name)?, score))
    });
    let names: Vec<&str> = Measure::all().map(Measure::name).collect();
    pair.ok_or_else(|| format!("SCORE 0–100 of {}", names.join(", ")))
}

/// A day.
pub(super) fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "2026-11-22".to_owned())
}
