//! `pack.toml`: what a pack says of itself, and what it changes in rules of others.

use super::super::nearest;
use crate::finding::Severity;
use crate::language::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// Name of the file.
pub const FILE: &str = "pack.toml";

/// Keys of a manifest, with what each holds. The published schema is made from this table.
pub const KEYS: &[(&str, &str)] = &[
    ("name", "small letters, digits and hyphens; the ids of the rules begin with it"),
    ("version", "version of the pack: 1.2.3"),
    ("engine", "versions of weeflint that it works with: \">=0.1, <0.3\"; any unless said"),
    ("description", "what it is for, in a sentence"),
    ("languages", "list of languages that every rule speaks: nl, en"),
    ("jurisdiction", "the law it was written for: NL"),
    ("licence", "an SPDX expression: MIT OR Apache-2.0"),
    ("renamed", "table of an old id of a rule to its new one"),
    ("removed", "table of an id that is no rule any more to the reason"),
    ("rules", "table of a rule of another pack to what this one changes in it"),
];

/// Keys of what a pack changes in a rule.
pub const CHANGE_KEYS: &[(&str, &str)] = &[
    ("severity", "strength, info, warning, error or off"),
    ("weight", "1 (hint) to 5 (defining)"),
    ("nl", "table: message, rewrite, question in Dutch"),
    ("en", "table: message, rewrite, question in English"),
];

/// What a pack says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manifest {
    /// Its name; the ids of its rules begin with it.
    pub name: String,
    /// Its version.
    pub version: Version,
    /// What it is for.
    pub description: String,
    /// Languages that every rule of it speaks.
    pub languages: Vec<Language>,
    /// The law it was written for.
    pub jurisdiction: String,
    /// An SPDX expression.
    pub licence: String,
    /// Old ids to new ones.
    pub renamed: BTreeMap<String, String>,
    /// Ids that are no rule any more, with the reason.
    pub removed: BTreeMap<String, String>,
    /// What it changes in rules of other packs.
    pub changes: Vec<Change>,
}

/// What a pack changes in a rule of another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The rule.
    pub rule: String,
    /// The line of `pack.toml`, from 1.
    pub line: u32,
    /// Another severity; `Some(None)` switches it off.
    pub severity: Option<Option<Severity>>,
    /// Another weight, 1 to 5.
    pub weight: Option<u8>,
    /// Other words in Dutch.
    pub nl: Words,
    /// Other words in English.
    pub en: Words,
}

/// Words that take the place of a rule's own.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What was found.
    pub message: Option<String>,
    /// The wording proposed.
    pub rewrite: Option<String>,
    /// The question for the parties.
    pub question: Option<String>,
}

/// Major, minor and patch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub [u64; 3]);

impl Version {
    /// The version of this program.
    pub fn of_program() -> Version {
        Version::parse(env!("CARGO_PKG_VERSION")).unwrap_or_default()
    }

    /// `1.2.3`, `1.2` or `1`.
    pub fn parse(text: &str) -> Option<Version> {
        let mut version = Version::default();
        let parts: Vec<&str> = text.trim().split('.').collect();
        if parts.len() > 3 {
            return None;
        }
        for (slot, part) in version.0.iter_mut().zip(parts) {
            *slot = part.parse().ok()?;
        }
        Some(version)
    }

    /// Whether it lies in `range`: comparisons with commas between them, as in `>=0.1, <0.3`. A
    /// bare version means that one and those after it that break nothing. None for no range.
    pub fn is_in(self, range: &str) -> Option<bool> {
        let mut inside = true;
        for part in range.split(',').map(str::trim) {
            let digit = part.find(|it: char| it.is_ascii_digit())?;
            let (sign, version) = part.split_at(digit);
            let version = Version::parse(version)?;
            inside &= match sign.trim() {
                ">=" => self >= version,
                ">" => self > version,
                "<=" => self <= version,
                "<" => self < version,
                "=" => self == version,
                "" | "^" => self >= version && self < version.breaking(),
                _ => return None,
            };
        }
        Some(inside)
    }

    /// The first version that may break what works with this one.
    fn breaking(self) -> Version {
        match self.0 {
            [0, 0, patch] => Version([0, 0, patch + 1]),
            [0, minor, _] => Version([0, minor + 1, 0]),
            [major, ..] => Version([major + 1, 0, 0]),
        }
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        let [major, minor, patch] = self.0;
        write!(out, "{major}.{minor}.{patch}")
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Spanned<String>,
    version: Spanned<String>,
    engine: Option<Spanned<String>>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    languages: Vec<Spanned<String>>,
    #[serde(default)]
    jurisdiction: String,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    renamed: BTreeMap<String, String>,
    #[serde(default)]
    removed: BTreeMap<String, String>,
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    severity: Option<Spanned<String>>,
    weight: Option<Spanned<i64>>,
    #[serde(default)]
    nl: Words,
    #[serde(default)]
    en: Words,
}

/// Reads the text of a manifest.
///
/// # Errors
/// The line, from 1, and what is wrong there.
pub fn parse(text: &str) -> Result<Manifest, (u32, String)> {
    let line = |at: usize| text.bytes().take(at).filter(|it| *it == b'\n').count() as u32 + 1;
    let file: File = toml::from_str(text).map_err(|error| {
        let what = error.message().lines().next().unwrap_or_default();
        (line(error.span().map_or(0, |it| it.start)), meant(what))
    })?;
    let name = file.name.get_ref().clone();
    let letters = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    if name.is_empty() || !name.chars().all(letters) || name == "weeflint" {
        let reason = "name takes small letters, digits and hyphens, and not weeflint's own name";
        return Err((line(file.name.span().start), reason.to_owned()));
    }
    let Some(version) = Version::parse(file.version.get_ref()) else {
        let reason = "version takes three numbers: \"1.2.3\"".to_owned();
        return Err((line(file.version.span().start), reason));
    };
    if let Some(engine) = &file.engine {
        let program = Version::of_program();
        let reason = match program.is_in(engine.get_ref()) {
            None => Some("engine takes a range: \">=0.1, <0.3\"".to_owned()),
            Some(false) => {
                Some(format!("needs weeflint {}, and this is {program}", engine.get_ref()))
            }
            Some(true) => None,
        };
        if let Some(reason) = reason {
            return Err((line(engine.span().start), reason));
        }
    }
    let mut languages = Vec::new();
    for it in &file.languages {
        let reason = || (line(it.span().start), "languages takes nl and en".to_owned());
        languages.push(Language::parse(it.get_ref()).ok_or_else(reason)?);
    }
    let mut changes = Vec::new();
    for (rule, entry) in file.rules {
        let severity = match &entry.severity {
            None => None,
            Some(said) if said.get_ref() == "off" => Some(None),
            Some(said) => {
                let parsed = Severity::parse(said.get_ref());
                let reason = "severity takes strength, info, warning, error or off";
                Some(Some(parsed.ok_or((line(said.span().start), reason.to_owned()))?))
            }
        };
        let weight = match &entry.weight {
            None => None,
            Some(said) => {
                let parsed = u8::try_from(*said.get_ref()).ok().filter(|it| (1..=5).contains(it));
                let reason = "weight takes 1, 2, 3, 4 or 5";
                Some(parsed.ok_or((line(said.span().start), reason.to_owned()))?)
            }
        };
        changes.push(Change {
            line: line(rule.span().start),
            rule: rule.into_inner(),
            severity,
            weight,
            nl: entry.nl,
            en: entry.en,
        });
    }
    Ok(Manifest {
        name,
        version,
        description: file.description,
        languages,
        jurisdiction: file.jurisdiction,
        licence: file.licence,
        renamed: file.renamed,
        removed: file.removed,
        changes,
    })
}

/// `unknown field …` with the key that may be meant.
fn meant(what: &str) -> String {
    let Some(key) = what.strip_prefix("unknown field `").and_then(|it| it.split('`').next()) else {
        return what.to_owned();
    };
    let keys = KEYS.iter().chain(CHANGE_KEYS).map(|it| it.0);
    let hint = nearest(key, keys).map_or(String::new(), |it| format!("; did you mean `{it}`?"));
    format!("unknown key `{key}`{hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_says_who_it_is_and_what_it_changes() {
        let text = "name = \"zorg\"\nversion = \"1.2.0\"\nengine = \">=0.1, <99\"\nlanguages = [\"nl\", \"en\"]\n\n[rules.\"a/b\"]\nseverity = \"off\"\n\n[rules.\"a/c\"]\nweight = 2\nnl.message = \"Anders.\"\n";
        let it = parse(text).unwrap();
        assert_eq!((it.name.as_str(), it.version.to_string().as_str()), ("zorg", "1.2.0"));
        assert_eq!((it.changes[0].severity, it.changes[0].line), (Some(None), 6));
        assert_eq!(it.changes[1].weight, Some(2));
        assert_eq!(it.changes[1].nl.message.as_deref(), Some("Anders."));
    }

    #[test]
    fn what_is_wrong_is_named_by_line() {
        let head = "name = \"zorg\"\nversion = \"1.0.0\"\n";
        for (text, line, part) in [
            ("name = \"Zorg\"\nversion = \"1\"".to_owned(), 1, "small letters"),
            ("name = \"zorg\"\nversion = \"een\"".to_owned(), 2, "three numbers"),
            (format!("{head}engine = \"later\""), 3, "range"),
            (format!("{head}engine = \">=99\""), 3, "needs weeflint >=99"),
            (format!("{head}langauges = []"), 3, "did you mean `languages`"),
            (format!("{head}languages = [\"fr\"]"), 3, "nl and en"),
            (format!("{head}[rules.\"a/b\"]\nweight = 9"), 4, "1, 2, 3"),
            (format!("{head}[rules.\"a/b\"]\nseverity = \"zwaar\""), 4, "off"),
            ("version = \"1\"".to_owned(), 1, "name"),
        ] {
            let (at, reason) = parse(&text).unwrap_err();
            assert!(reason.contains(part), "{text}: {reason}");
            assert_eq!(at, line, "{text}: {reason}");
        }
    }

    #[test]
    fn a_range_is_read_as_cargo_reads_it() {
        let version = Version::parse("0.3.1").unwrap();
        for (range, inside) in [
            ("0.3", Some(true)),
            ("0.4", Some(false)),
            ("^0.2", Some(false)),
            (">=0.1, <0.3", Some(false)),
            (">=0.1,<1", Some(true)),
            ("=0.3.1", Some(true)),
            ("~0.3", None),
            ("", None),
        ] {
            assert_eq!(version.is_in(range), inside, "{range}");
        }
    }
}
