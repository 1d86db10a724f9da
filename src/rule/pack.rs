//! Packs: folders of rules. The built-in one is embedded in the program.

use super::{Matcher, Rule};
use crate::analyze::Speaker;
use crate::finding::Fault;
use crate::language::Language;
use rayon::prelude::*;
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
    /// A folder of `.rhai` files; the folders in it are groups.
    Folder(PathBuf),
}

/// Why a pack could not be loaded at all. A single broken rule is a [`Fault`] instead.
#[derive(Debug)]
pub struct PackError {
    /// The folder.
    pub path: PathBuf,
    /// What the system said, or that it holds no rule.
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
    /// Files that are no rule, with the reason.
    pub faults: Vec<Fault>,
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
        for pack in packs {
            match pack {
                Pack::BuiltIn => sources.extend(BUILTIN.iter().map(|(id, source)| {
                    let file = format!("rules/{id}.rhai");
                    ("weeflint".to_owned(), (*id).to_owned(), file, (*source).to_owned())
                })),
                Pack::Folder(path) => sources.extend(folder(path)?),
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
        Ok(rules)
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

/// Name of the pack, id, file and source of every rule under `root`.
fn folder(root: &Path) -> Result<Vec<(String, String, String, String)>, PackError> {
    let failed = |path: &Path, reason: String| PackError { path: path.to_owned(), reason };
    let name = root.file_name().map_or("pack".into(), |it| it.to_string_lossy().into_owned());
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(directory) = open.pop() {
        let entries =
            std::fs::read_dir(&directory).map_err(|it| failed(&directory, it.to_string()))?;
        for entry in entries {
            let path = entry.map_err(|it| failed(&directory, it.to_string()))?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "rhai") {
                let source =
                    std::fs::read_to_string(&path).map_err(|it| failed(&path, it.to_string()))?;
                let inside = path.strip_prefix(root).unwrap_or(&path).with_extension("");
                let id: Vec<_> = inside.iter().map(|it| it.to_string_lossy()).collect();
                found.push((name.clone(), id.join("/"), path.display().to_string(), source));
            }
        }
    }
    if found.is_empty() {
        return Err(failed(root, "holds no rule (a file that ends in .rhai)".to_owned()));
    }
    found.sort();
    Ok(found)
}
