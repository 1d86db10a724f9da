//! What was asked of a run: the text of a `weeflint.toml` in, settings out, each with the place it
//! comes from. Which file is read, and in which order they count, is for the command line.

mod parse;

use crate::date::Date;
use crate::finding::Severity;
use crate::language::Language;
use crate::weave::{Flaw, Norm};
use ignore::gitignore::Gitignore;
pub use parse::parse;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// Names of a configuration file, the usual one first.
pub const FILES: [&str; 2] = ["weeflint.toml", ".weeflint.toml"];

/// Keys of a file, with what each holds.
pub const KEYS: &[(&str, &str)] = &[
    ("extends", "path of a file whose settings hold unless they are said here"),
    ("packs", "list of folders with rules, beside the built-in ones"),
    ("select", "list of rules or groups that judge; all that are on unless said"),
    ("ignore", "list of rules or groups that don't judge"),
    ("severity", "table of rule or group to strength, info, warning, error or off"),
    ("min-severity", "strength, info, warning or error: what is milder is not reported"),
    ("fail-on", "info, warning, error or never: from where findings give exit code 1"),
    ("fail-under", "table of flaw or norm to a score, 0 to 100; worse gives exit code 1"),
    ("language", "nl or en: the language the contracts are in"),
    ("messages", "nl or en: the language of messages"),
    ("output-format", "form of report, with :PATH for a file; or a list of them"),
    ("redact", "true or false: leave contract text out of every report"),
    ("ledger", "path of the ledger of decisions"),
    ("today", "a day like 2026-11-22, to tell which decisions have expired"),
    ("override", "list of tables: paths, and what holds for the contracts there"),
];

/// Keys of an override.
pub const OVERRIDE_KEYS: &[&str] =
    &["paths", "select", "ignore", "severity", "min-severity", "fail-on", "fail-under", "language"];

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A line, from 1, of a file.
    File {
        /// The file, as a person would look for it.
        file: String,
        /// The line.
        line: u32,
    },
    /// A variable of the environment.
    Environment(&'static str),
    /// A flag of the command line.
    Flag(&'static str),
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Set<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub origin: Origin,
}

/// What a score is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// 100 is strongly present: more is worse.
    Flaw(Flaw),
    /// 100 is carried: less is worse.
    Norm(Norm),
}

/// Settings. What is not set has its default where it is used.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// Folders with rules.
    pub packs: Option<Set<Vec<String>>>,
    /// Rules and groups that judge.
    pub select: Option<Set<Vec<String>>>,
    /// Rules and groups that don't; those of every level add up.
    pub ignore: Vec<Set<String>>,
    /// The severity of rules and groups; none is off.
    pub severity: BTreeMap<String, Set<Option<Severity>>>,
    /// What is milder is not reported.
    pub min_severity: Option<Set<Severity>>,
    /// From where findings fail the run; none is never.
    pub fail_on: Option<Set<Option<Severity>>>,
    /// Scores that a contract may not be worse than.
    pub fail_under: BTreeMap<Measure, Set<f64>>,
    /// The language of the contracts.
    pub language: Option<Set<Language>>,
    /// The language of messages.
    pub messages: Option<Set<Language>>,
    /// Forms of report.
    pub output_format: Option<Set<Vec<String>>>,
    /// Whether contract text is left out of reports.
    pub redact: Option<Set<bool>>,
    /// The ledger.
    pub ledger: Option<Set<String>>,
    /// The day of the run.
    pub today: Option<Set<Date>>,
}

/// What a file says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file it builds on.
    pub extends: Option<Set<String>>,
    /// Its settings.
    pub settings: Settings,
    /// Settings for some of the contracts, in order; later ones win.
    pub overrides: Vec<Override>,
}

/// Settings for the contracts at some paths.
#[derive(Debug, Clone)]
pub struct Override {
    paths: Gitignore,
    /// What holds there.
    pub settings: Settings,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: u32,
    /// What.
    pub what: What,
}

/// Kinds of wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It is no TOML.
    Syntax(String),
    /// No key is called so here.
    UnknownKey {
        /// The key.
        key: String,
        /// Those that are known.
        known: Vec<&'static str>,
    },
    /// The value doesn't fit the key.
    Value {
        /// The key.
        key: String,
        /// What would fit.
        fits: String,
    },
}

impl Measure {
    /// All, flaws first.
    pub fn all() -> impl Iterator<Item = Measure> {
        Flaw::ALL.into_iter().map(Measure::Flaw).chain(Norm::ALL.into_iter().map(Measure::Norm))
    }

    /// The name in rules and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Flaw(flaw) => flaw.name(),
            Measure::Norm(norm) => norm.name(),
        }
    }

    /// The flaw or norm called `name`.
    pub fn parse(name: &str) -> Option<Measure> {
        Measure::all().find(|it| it.name() == name)
    }

    /// Whether `value` is worse than `bar`.
    pub fn is_worse(self, value: f64, bar: f64) -> bool {
        match self {
            Measure::Flaw(_) => value > bar,
            Measure::Norm(_) => value < bar,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Origin::File { file, line } => write!(out, "{file}:{line}"),
            Origin::Environment(name) | Origin::Flag(name) => out.write_str(name),
        }
    }
}

/// `info`, `warning` …; `off` is none.
pub fn level(name: &str) -> Option<Option<Severity>> {
    if name == "off" { Some(None) } else { Severity::parse(name).map(Some) }
}

/// A severity that can fail a run; `never` is none.
pub fn fail_on(name: &str) -> Option<Option<Severity>> {
    match name {
        "never" => Some(None),
        _ => Severity::parse(name).filter(|it| *it != Severity::Strength).map(Some),
    }
}

impl Settings {
    /// These settings, and those of `lower` where these say nothing. What is ignored adds up.
    pub fn over(self, lower: Settings) -> Settings {
        let mut ignore = lower.ignore;
        ignore.extend(self.ignore);
        let mut severity = lower.severity;
        severity.extend(self.severity);
        let mut fail_under = lower.fail_under;
        fail_under.extend(self.fail_under);
        Settings {
            packs: self.packs.or(lower.packs),
            select: self.select.or(lower.select),
            ignore,
            severity,
            min_severity: self.min_severity.or(lower.min_severity),
            fail_on: self.fail_on.or(lower.fail_on),
            fail_under,
            language: self.language.or(lower.language),
            messages: self.messages.or(lower.messages),
            output_format: self.output_format.or(lower.output_format),
            redact: self.redact.or(lower.redact),
            ledger: self.ledger.or(lower.ledger),
            today: self.today.or(lower.today),
        }
    }

    /// Whether the rule with this id judges; `on` where nothing is said of it.
    pub fn judges(&self, id: &str, on: bool) -> bool {
        let selected = match &self.select {
            Some(select) => select.value.iter().any(|it| names(it, id)),
            None => on,
        };
        let ignored = self.ignore.iter().any(|it| names(&it.value, id));
        selected && !ignored && self.severity_of(id) != Some(None)
    }

    /// What is said of the severity of this rule: its own id goes before its group.
    pub fn severity_of(&self, id: &str) -> Option<Option<Severity>> {
        let group = id.split_once('/').map_or(id, |it| it.0);
        let said = self.severity.get(id).or_else(|| self.severity.get(group));
        said.map(|it| it.value)
    }

    /// Whether not all rules that are on judge.
    pub fn chooses(&self) -> bool {
        let off = self.severity.values().any(|it| it.value.is_none());
        self.select.is_some() || !self.ignore.is_empty() || off
    }

    /// Gives rules that are named by an old name the one that `now` says.
    pub fn rename(&mut self, now: impl Fn(&str) -> String) {
        let lists = self.select.iter_mut().flat_map(|it| &mut it.value);
        for name in lists.chain(self.ignore.iter_mut().map(|it| &mut it.value)) {
            *name = now(name);
        }
        let severity = std::mem::take(&mut self.severity);
        self.severity = severity.into_iter().map(|(name, it)| (now(&name), it)).collect();
    }

    /// Every name of a rule or group that is said, with its place.
    pub fn rule_names(&self) -> impl Iterator<Item = (&str, &Origin)> {
        let select = self
            .select
            .iter()
            .flat_map(|set| set.value.iter().map(move |name| (name.as_str(), &set.origin)));
        let ignore = self.ignore.iter().map(|it| (it.value.as_str(), &it.origin));
        let severity = self.severity.iter().map(|(name, it)| (name.as_str(), &it.origin));
        select.chain(ignore).chain(severity)
    }
}

/// Whether `name` is the id of a rule or the group it is in.
pub fn names(name: &str, id: &str) -> bool {
    id == name || id.split_once('/').is_some_and(|(group, _)| group == name)
}

impl Override {
    /// Whether it holds for the contract at `path`, seen from the folder of the file.
    pub fn holds_for(&self, path: &Path) -> bool {
        path.is_relative() && self.paths.matched_path_or_any_parents(path, false).is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# Afspraken van de afdeling.
ignore = [\"unreadable\"]
fail-on = \"warning\"
today = 2026-11-22

[severity]
\"one-sided/sole-discretion\" = \"info\"
one-sided = \"off\"

[fail-under]
one-sided = 40
reciprocity = 55.5

[[override]]
paths = [\"bijlagen/**\", \"*.pdf\"]
select = [\"unowned\"]
";

    #[test]
    fn settings_know_their_line() {
        let config = parse("weeflint.toml", TEXT).unwrap();
        let settings = config.settings;
        let fail_on = settings.fail_on.clone().unwrap();
        assert_eq!(fail_on.value, Some(Severity::Warning));
        assert_eq!(fail_on.origin.to_string(), "weeflint.toml:3");
        assert_eq!(settings.today.clone().map(|it| it.value), Date::parse("2026-11-22"));
        assert_eq!(settings.fail_under.len(), 2);
        assert!(settings.judges("one-sided/sole-discretion", true), "its own id goes first");
        assert!(!settings.judges("one-sided/indemnity", true));
        assert!(!settings.judges("unreadable/long", true));
        let [only] = &config.overrides[..] else { panic!("one override") };
        for (path, holds) in
            [("bijlagen/a/b.md", true), ("x/y.pdf", true), ("x/y.md", false), ("/a.pdf", false)]
        {
            assert_eq!(only.holds_for(Path::new(path)), holds, "{path}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_by_line() {
        for (text, line, part) in [
            ("\nfial-on = \"error\"", 2, "fial-on"),
            ("fail-on = \"eror\"", 1, "never"),
            ("a = = 1", 1, "Syntax"),
            ("today = 12:00:00", 1, "2026"),
            ("[fail-under]\nkindness = 4", 2, "kindness"),
            ("[fail-under]\nunowned = 400", 2, "0 to 100"),
            ("[[override]]\nselect = []", 1, "paths"),
            ("[[override]]\npaths = [\"a\"]\nredact = true", 3, "redact"),
            ("override = 3", 1, "override"),
            ("redact = \"ja\"", 1, "true, false"),
            ("packs = [1]", 1, "packs"),
            ("severity = []", 1, "severity"),
        ] {
            let wrong = parse("x", text).unwrap_err();
            assert_eq!(wrong.line, line, "{text}");
            assert!(format!("{wrong:?}").contains(part), "{text}: {wrong:?}");
        }
    }

    #[test]
    fn what_stands_above_wins_and_what_is_ignored_adds_up() {
        let settings = |text: &str| parse("x", text).unwrap().settings;
        let upper = settings("ignore = [\"a\"]\nfail-on = \"never\"");
        let lower = settings("ignore = [\"b\"]\nfail-on = \"info\"\nredact = true");
        let both = upper.over(lower);
        assert_eq!(both.fail_on.unwrap().value, None);
        assert_eq!(both.ignore.len(), 2);
        assert!(both.redact.unwrap().value);
    }
}
