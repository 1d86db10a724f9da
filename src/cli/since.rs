//! `--since REV`, `--new-only`, `--baseline FILE`: which findings were there before.
//!
//! What is new is told by finding, not by line: the version before is judged by the same rules, and
//! a finding that has an earlier self (in other words, in another place) is not new. Git is asked
//! for that version and for nothing else.

use super::Stop;
use super::git::{git, text};
use crate::assess::Assessment;
use crate::compare::{Lot, Version, compare};
use crate::document::Document;
use crate::finding::Finding;
use crate::language::Language;
use crate::ledger::contract;
use crate::read::Refusal;
use crate::report::messages::Text;
use crate::rule::Rules;
use clap::Args;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Args, Debug, Clone, Default)]
pub(super) struct Since {
    /// Show only what changed the contracts since this revision of git brought
    #[arg(long, value_name = "REV", conflicts_with_all = ["new_only", "baseline"])]
    since: Option<String>,
    /// Show only what isn't committed yet brought: the same as --since HEAD
    #[arg(long, conflicts_with = "baseline")]
    new_only: bool,
    /// Show only what is not in this earlier report, written with --output-format json:FILE
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

impl Since {
    /// Whether only what is new is asked for.
    pub(super) fn asks(&self) -> bool {
        self.since.is_some() || self.new_only || self.baseline.is_some()
    }
}

/// What was there before.
pub(super) enum Before {
    /// In a revision of git.
    Revision {
        /// As it was asked for.
        name: String,
        /// The commit it stands for, per folder of contracts.
        commits: BTreeMap<PathBuf, Commit>,
    },
    /// In an earlier report.
    Report {
        /// Its path.
        path: String,
        /// How many findings of each contract, rule and fingerprint it holds.
        findings: BTreeMap<(String, String, String), u32>,
    },
}

/// A commit, as seen from a folder.
pub(super) struct Commit {
    hash: String,
    /// Files that have another name now: the new path to the old one, seen from the top.
    renames: BTreeMap<String, String>,
    /// The folder, seen from the top.
    prefix: String,
}

const NO_GIT: Text = Text::new(
    "git start niet ({}); zonder git kan --baseline FILE",
    "git doesn't start ({}); without git, --baseline FILE does the same",
);
const NO_REVISION: Text = Text::new(
    "git kent revisie '{}' niet in '{}'; probeer HEAD, HEAD~1 of een tak, of gebruik --baseline FILE",
    "git knows no revision '{}' in '{}'; try HEAD, HEAD~1 or a branch, or use --baseline FILE",
);
const NO_REPORT: Text = Text::new(
    "'{}' is geen verslag van weeflint; schrijf er een met --output-format json:{}",
    "'{}' is no report of weeflint; write one with --output-format json:{}",
);
const KNOWN_SINCE: Text = Text::new(
    "alleen wat nieuw is sinds {}; {} bevinding(en) van daarvoor niet getoond; scores gaan over de hele tekst",
    "only what is new since {}; {} finding(s) from before not shown; scores are of the whole text",
);
const UNREAD_BEFORE: Text = Text::new(
    "de versie van daarvoor is niet te lezen, dus alles geldt als nieuw: {}",
    "the version before can't be read, so everything counts as new: {}",
);

impl Before {
    /// What `flags` ask for, if they ask.
    ///
    /// # Errors
    /// When git or the report can't tell.
    pub(super) fn new(
        flags: &Since,
        paths: &[PathBuf],
        stdin: &str,
        language: Language,
    ) -> Result<Option<Before>, Stop> {
        if let Some(path) = &flags.baseline {
            return report(path, language).map(Some);
        }
        let name = match &flags.since {
            Some(name) => name.clone(),
            None if flags.new_only => "HEAD".to_owned(),
            None => return Ok(None),
        };
        let mut commits = BTreeMap::new();
        for path in paths {
            let path = if path.as_os_str() == "-" { Path::new(stdin) } else { path };
            if let Entry::Vacant(place) = commits.entry(folder(path)) {
                let commit = Commit::new(place.key(), &name, language)?;
                place.insert(commit);
            }
        }
        Ok(Some(Before::Revision { name, commits }))
    }

    /// Which findings of the contract at `path` were there before. `judge` reads and judges other
    /// bytes the same way.
    ///
    /// # Errors
    /// When the version before can't be read: a line that says so.
    pub(super) fn known(
        &self,
        path: &str,
        bytes: &[u8],
        rules: &Rules,
        new: Version,
        judge: impl Fn(&[u8]) -> Result<(Arc<Document>, Vec<Finding>, Assessment), Refusal>,
    ) -> Result<Vec<bool>, Refusal> {
        let findings = new.findings;
        match self {
            Before::Report { findings: of_report, .. } => {
                let mut left = of_report.clone();
                let known = |it: &Finding| {
                    let key =
                        (contract(path).to_owned(), it.charge.rule.clone(), it.fingerprint.clone());
                    let left = left.get_mut(&key).filter(|it| **it > 0);
                    left.map(|it| *it -= 1).is_some()
                };
                Ok(findings.iter().map(known).collect())
            }
            Before::Revision { commits, .. } => {
                let folder = folder(Path::new(path));
                let old = commits.get(&folder).and_then(|it| it.bytes(&folder, Path::new(path)));
                let Some(old) = old else { return Ok(vec![false; findings.len()]) };
                if old == bytes {
                    return Ok(vec![true; findings.len()]);
                }
                let (document, of_old, assessment) = judge(&old).map_err(|refusal| {
                    let line = |language| UNREAD_BEFORE.fill(language, &[refusal.text(language)]);
                    Refusal::new(line(Language::Dutch), line(Language::English))
                })?;
                let old = Version {
                    document: &document,
                    findings: &of_old,
                    assessment: &assessment,
                    frameworks: None,
                };
                let mut known = vec![false; findings.len()];
                for trace in compare(rules, old, new).findings {
                    if let Some(known) = trace.new.and_then(|it| known.get_mut(it)) {
                        *known = trace.lot != Lot::New;
                    }
                }
                Ok(known)
            }
        }
    }

    /// That `count` findings were there before and are not shown.
    pub(super) fn hidden(&self, count: usize, language: Language) -> String {
        let name = match self {
            Before::Revision { name, .. } => name,
            Before::Report { path, .. } => path,
        };
        KNOWN_SINCE.fill(language, &[name, &count.to_string()])
    }
}

impl Commit {
    fn new(folder: &Path, name: &str, language: Language) -> Result<Commit, Stop> {
        let revision = format!("{name}^{{commit}}");
        let asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", &revision];
        let hash = git(folder, &asked).map_err(|it| Stop(NO_GIT.fill(language, &[&it])))?;
        let Some(hash) = hash.map(text).filter(|it| !it.is_empty()) else {
            let folder = folder.display().to_string();
            return Err(Stop(NO_REVISION.fill(language, &[name, &folder])));
        };
        // Where these tell nothing, files simply have no other name.
        let said = |arguments: &[&str]| git(folder, arguments).ok().flatten().map(text);
        let prefix = said(&["rev-parse", "--show-prefix"]).unwrap_or_default();
        let moved = said(&[
            "diff",
            "--name-status",
            "-z",
            "--find-renames",
            "--diff-filter=R",
            &hash,
            "--",
        ]);
        let mut renames = BTreeMap::new();
        let moved = moved.unwrap_or_default();
        let mut words = moved.split('\0');
        while let (Some(_), Some(old), Some(new)) = (words.next(), words.next(), words.next()) {
            renames.insert(new.to_owned(), old.to_owned());
        }
        Ok(Commit { hash, renames, prefix })
    }

    /// The file at `path`, in `folder`, as it was; none where it wasn't there.
    fn bytes(&self, folder: &Path, path: &Path) -> Option<Vec<u8>> {
        let inside = format!("{}{}", self.prefix, path.file_name()?.to_str()?);
        let inside = self.renames.get(&inside).unwrap_or(&inside);
        let object = format!("{}:{inside}", self.hash);
        // The blob itself: no filter or converter of the repository is run.
        git(folder, &["cat-file", "blob", &object]).ok().flatten()
    }
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// What an earlier report holds.
fn report(path: &Path, language: Language) -> Result<Before, Stop> {
    let shown = path.display().to_string();
    if !path.exists() {
        return Err(super::files::missing(path, language));
    }
    let text = std::fs::read_to_string(path).map_err(|it| Stop(format!("{shown}: {it}")))?;
    let no_report = || Stop(NO_REPORT.fill(language, &[&shown, &shown]));
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|_| no_report())?;
    let documents = value.get("documents").and_then(|it| it.as_array()).ok_or_else(no_report)?;
    let mut findings = BTreeMap::new();
    for document in documents {
        let said = |it: &serde_json::Value, key| it.get(key)?.as_str().map(str::to_owned);
        let path = said(document, "path").ok_or_else(no_report)?;
        let lists =
            ["findings", "decided"].into_iter().filter_map(|it| document.get(it)?.as_array());
        for it in lists.flatten() {
            let (Some(rule), Some(print)) = (said(it, "rule"), said(it, "fingerprint")) else {
                return Err(no_report());
            };
            *findings.entry((contract(&path).to_owned(), rule, print)).or_default() += 1;
        }
    }
    Ok(Before::Report { path: shown, findings })
}
