//! Packs: folders and archives of rules. The built-in one is embedded in the program.
//!
//! A pack with a `pack.toml` has a name, and its rules are called `name/group/rule`; one without
//! adds to the built-in rules, and a rule of the same id takes the place of the built-in one.

pub mod lock;
pub mod manifest;
pub mod source;

use super::{BUILT_IN, Matcher, Rule, nearest};
use crate::analyze::Speaker;
use crate::finding::Fault;
use crate::language::Language;
use manifest::{Change, Manifest, Words};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

// Every `.rhai` file under rules/: `(id, source)`, by id. Made by build.rs, so that no list names
// a rule.
include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// Where rules come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pack {
    /// The rules that come with the program.
    BuiltIn,
    /// A folder of `.rhai` files, the folders in it are groups; or a zip archive of one.
    Folder(PathBuf),
}

/// A pack that was loaded.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Where it was found.
    pub path: PathBuf,
    /// Its name: that of its manifest, or of its folder.
    pub name: String,
    /// What it says of itself; none without `pack.toml`.
    pub manifest: Option<Manifest>,
    /// What tells its content from another, in hexadecimal digits.
    pub sha256: String,
    /// How many rules it holds, broken ones too.
    pub rules: usize,
}

/// Why a pack could not be loaded at all. A single broken rule is a [`Fault`] instead.
#[derive(Debug)]
pub struct PackError {
    /// The folder, archive or file in it.
    pub path: PathBuf,
    /// What the system said, or what is wrong with it.
    pub reason: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}: {}", self.path.display(), self.reason)
    }
}

/// Loaded rules, ready to match.
#[derive(Debug, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    /// Files that are no rule, with the reason; and changes to rules that don't exist.
    pub faults: Vec<Fault>,
    /// The packs they come from, beside the built-in one, in order.
    pub packs: Vec<Loaded>,
    /// Rules that a pack switched off, each with the name of the pack.
    pub switched_off: BTreeMap<String, String>,
    /// Per language and speaker; built when first needed.
    matchers: [OnceLock<Matcher>; 4],
}

impl Rules {
    /// The rules of `packs`, in order of id. A rule of a later pack takes the place of an earlier
    /// one with the same id.
    ///
    /// # Errors
    /// When a folder can't be read or holds no rule.
    pub fn load(packs: &[Pack]) -> Result<Rules, PackError> {
        let mut sources: Vec<(String, String, String, String)> = Vec::new();
        let mut of_packs: Vec<Loaded> = Vec::new();
        for pack in packs {
            match pack {
                Pack::BuiltIn => sources.extend(BUILTIN.iter().map(|(id, source)| {
                    let file = format!("rules/{id}.rhai");
                    (BUILT_IN.to_owned(), (*id).to_owned(), file, (*source).to_owned())
                })),
                Pack::Folder(path) => {
                    let (loaded, of_pack) = load(path)?;
                    // The same pack may be named in the settings and as a flag.
                    let twice = |it: &Loaded| it.manifest.is_some() && it.name == loaded.name;
                    of_packs.retain(|it| !twice(it));
                    sources.extend(of_pack);
                    of_packs.push(loaded);
                }
            }
        }
        let mut loaded: Vec<Result<Rule, Fault>> = sources
            .into_par_iter()
            .map(|(pack, id, file, source)| Rule::parse(&pack, &id, &file, source))
            .collect();
        let mut rules = Rules::default();
        for result in loaded.drain(..) {
            match result {
                Ok(rule) => {
                    rules.rules.retain(|it| it.id != rule.id);
                    rules.rules.push(rule);
                }
                Err(fault) => rules.faults.push(fault),
            }
        }
        rules.rules.sort_by(|a, b| a.id.cmp(&b.id));
        for pack in &of_packs {
            for change in pack.manifest.iter().flat_map(|it| &it.changes) {
                rules.change(pack, change);
            }
        }
        rules.packs = of_packs;
        Ok(rules)
    }

    /// The name that a rule has now, where a pack renamed it.
    pub fn renamed<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        // A name may have changed more than once; a circle ends somewhere in it.
        for _ in 0..8 {
            let manifests = self.packs.iter().filter_map(|it| it.manifest.as_ref());
            match manifests.filter_map(|it| it.renamed.get(id)).next() {
                Some(now) => id = now,
                None => break,
            }
        }
        id
    }

    /// Why there is no rule of this name any more, where a pack says so.
    pub fn removed(&self, id: &str) -> Option<&str> {
        let manifests = self.packs.iter().filter_map(|it| it.manifest.as_ref());
        manifests.filter_map(|it| it.removed.get(id)).map(String::as_str).next()
    }

    fn change(&mut self, pack: &Loaded, change: &Change) {
        let Some(rule) = self.rules.iter_mut().find(|it| it.id == change.rule) else {
            let meant = nearest(&change.rule, self.rules.iter().map(|it| it.id.as_str()));
            let hint = meant.map_or(String::new(), |it| format!("; did you mean `{it}`?"));
            self.faults.push(Fault {
                rule: change.rule.clone(),
                place: format!("{}:{}", pack.path.join(manifest::FILE).display(), change.line),
                document: None,
                reason: format!("no rule is called `{}`{hint}", change.rule),
            });
            return;
        };
        match change.severity {
            Some(None) => {
                rule.record.on = false;
                self.switched_off.insert(change.rule.clone(), pack.name.clone());
            }
            Some(Some(severity)) => rule.record.severity = severity,
            None => (),
        }
        rule.record.weight = change.weight.unwrap_or(rule.record.weight);
        for (wording, words) in
            [(&mut rule.record.nl, &change.nl), (&mut rule.record.en, &change.en)]
        {
            let Some(wording) = wording else { continue };
            let Words { message, rewrite, question } = words.clone();
            wording.message = message.unwrap_or_else(|| std::mem::take(&mut wording.message));
            wording.rewrite = rewrite.or_else(|| wording.rewrite.take());
            wording.question = question.or_else(|| wording.question.take());
        }
    }

    /// The built-in rules.
    pub fn builtin() -> Rules {
        // Only folders can fail to load.
        Rules::load(&[Pack::BuiltIn]).unwrap_or_default()
    }

    /// Keeps the rules that `keep` says yes to.
    pub fn retain(&mut self, keep: impl Fn(&Rule) -> bool) {
        self.rules.retain(keep);
        self.matchers = Default::default();
    }

    /// The rules, in order of id.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The rules as a slice; a [`super::Hit`] names a rule by its index.
    pub fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        let at = self.rules.binary_search_by(|it| it.id.as_str().cmp(id)).ok()?;
        Some(&self.rules[at])
    }

    /// The matcher of these rules for one language and speaker.
    pub fn matcher(&self, language: Language, speaker: Speaker) -> &Matcher {
        let index = 2 * usize::from(language == Language::English)
            + usize::from(speaker == Speaker::OneParty);
        self.matchers[index].get_or_init(|| Matcher::new(&self.rules, language, speaker))
    }
}

/// Name of the pack, id, file and source of a rule.
type Source = (String, String, String, String);

/// The pack at `path`, with its rules.
fn load(path: &Path) -> Result<(Loaded, Vec<Source>), PackError> {
    let files = source::files(path).map_err(|(path, reason)| PackError { path, reason })?;
    let manifest = files.iter().find(|it| it.path == manifest::FILE);
    let manifest = manifest.map(|it| manifest::parse(&it.text)).transpose();
    let manifest = manifest.map_err(|(line, reason)| PackError {
        path: path.join(format!("{}:{line}", manifest::FILE)),
        reason,
    })?;
    let folder = path.file_stem().map_or("pack".into(), |it| it.to_string_lossy().into_owned());
    let name = manifest.as_ref().map_or(folder, |it| it.name.clone());
    let prefix = manifest.as_ref().map_or(String::new(), |it| format!("{}/", it.name));
    let sha256 = source::hash(&files);
    let rules: Vec<Source> = files
        .into_iter()
        .filter_map(|it| {
            let inside = it.path.strip_suffix(".rhai")?;
            let file = path.join(&it.path).display().to_string();
            Some((name.clone(), format!("{prefix}{inside}"), file, it.text))
        })
        .collect();
    let loaded = Loaded { path: path.to_owned(), name, manifest, sha256, rules: rules.len() };
    Ok((loaded, rules))
}
