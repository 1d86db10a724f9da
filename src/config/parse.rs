//! From the text of a settings file to a [`Config`], and what is wrong in it, with its line.

use super::{Config, KEYS, Measure, OVERRIDE_KEYS, Origin, Override, Set, Settings, What, Wrong};
use super::{fail_on, level};
use crate::date::Date;
use crate::finding::Severity;
use crate::language::Language;
use ignore::gitignore::GitignoreBuilder;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads the text of a file that a person would look for at `file`.
///
/// # Errors
/// The first thing that is wrong, with its line.
pub fn parse(file: &str, text: &str) -> Result<Config, Wrong> {
    let table = DeTable::parse(text).map_err(|error| Wrong {
        line: line(text, error.span().map_or(0, |it| it.start)),
        what: What::Syntax(error.message().lines().next().unwrap_or_default().to_owned()),
    })?;
    let reader = Reader { file, text };
    let mut config = Config::default();
    let mut entries: Vec<_> = table.get_ref().iter().collect();
    entries.sort_by_key(|it| it.0.span().start);
    for (key, value) in entries {
        let entry = Entry { reader: &reader, key: key.get_ref(), at: key.span(), value };
        match key.get_ref().as_ref() {
            "extends" => config.extends = Some(entry.text("a path")?),
            "override" => {
                let Some(list) = value.get_ref().as_array() else {
                    return Err(entry.wrong("[[override]] tables"));
                };
                for value in list.iter() {
                    config.overrides.push(Entry { value, ..entry.clone() }.one_override()?);
                }
            }
            _ => entry.set(&mut config.settings)?,
        }
    }
    Ok(config)
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
}

/// A key and its value.
#[derive(Clone)]
struct Entry<'a, 'i> {
    reader: &'a Reader<'a>,
    key: &'a str,
    at: Range<usize>,
    value: &'a Spanned<DeValue<'i>>,
}

impl<'a, 'i> Entry<'a, 'i> {
    /// Puts the value where the key says.
    fn set(&self, into: &mut Settings) -> Result<(), Wrong> {
        match self.key {
            "packs" => into.packs = Some(self.texts("a list of folders")?),
            "select" => into.select = Some(self.texts("a list of rules")?),
            "ignore" => {
                let Set { value, origin } = self.texts("a list of rules")?;
                let each = value.into_iter().map(|value| Set { value, origin: origin.clone() });
                into.ignore = each.collect();
            }
            "severity" => {
                for entry in self.table("a table of rule = \"severity\"")? {
                    let set = entry.parsed(level, "strength, info, warning, error, off")?;
                    into.severity.insert(entry.key.to_owned(), set);
                }
            }
            "min-severity" => {
                let set = self.parsed(Severity::parse, "strength, info, warning, error")?;
                into.min_severity = Some(set);
            }
            "fail-on" => {
                into.fail_on = Some(self.parsed(fail_on, "info, warning, error, never")?);
            }
            "fail-under" => {
                for entry in self.table("a table of flaw = score")? {
                    let Some(measure) = Measure::parse(entry.key) else {
                        return Err(entry.unknown(Measure::all().map(Measure::name).collect()));
                    };
                    into.fail_under.insert(measure, entry.score()?);
                }
            }
            "language" => into.language = Some(self.parsed(Language::parse, "nl, en")?),
            "messages" => into.messages = Some(self.parsed(Language::parse, "nl, en")?),
            "output-format" => into.output_format = Some(self.texts("a form of report")?),
            "redact" => {
                let Some(value) = self.value.get_ref().as_bool() else {
                    return Err(self.wrong("true, false"));
                };
                into.redact = Some(Set { value, origin: self.origin() });
            }
            "ledger" => into.ledger = Some(self.text("a path")?),
            "today" => into.today = Some(self.date()?),
            _ => return Err(self.unknown(KEYS.iter().map(|it| it.0).collect())),
        }
        Ok(())
    }

    fn one_override(&self) -> Result<Override, Wrong> {
        let mut paths = None;
        let mut settings = Settings::default();
        for entry in self.table("[[override]] tables")? {
            if entry.key == "paths" {
                let mut globs = GitignoreBuilder::new("");
                for glob in entry.texts("a list of paths")?.value {
                    globs
                        .add_line(None, &glob)
                        .map_err(|error| entry.wrong(&format!("a path pattern ({error})")))?;
                }
                let built = globs.build();
                paths = Some(built.map_err(|error| entry.wrong(&error.to_string()))?);
            } else if OVERRIDE_KEYS.contains(&entry.key) {
                entry.set(&mut settings)?;
            } else {
                return Err(entry.unknown(OVERRIDE_KEYS.to_vec()));
            }
        }
        match paths {
            Some(paths) => Ok(Override { paths, settings }),
            None => Err(self.wrong("paths = [\"…\"] in each [[override]]")),
        }
    }

    /// The entries of a table, in the order of the file.
    fn table(&self, fits: &str) -> Result<Vec<Entry<'a, 'i>>, Wrong> {
        let Some(table) = self.value.get_ref().as_table() else { return Err(self.wrong(fits)) };
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                reader: self.reader,
                key: key.get_ref(),
                at: key.span(),
                value,
            })
            .collect();
        entries.sort_by_key(|it| it.at.start);
        Ok(entries)
    }

    fn parsed<T>(&self, parse: fn(&str) -> Option<T>, fits: &str) -> Result<Set<T>, Wrong> {
        let value = self.value.get_ref().as_str().and_then(parse);
        let value = value.ok_or_else(|| self.wrong(fits))?;
        Ok(Set { value, origin: self.origin() })
    }

    fn text(&self, fits: &str) -> Result<Set<String>, Wrong> {
        self.parsed(|it| (!it.is_empty()).then(|| it.to_owned()), fits)
    }

    /// A list of texts; a single one counts as a list.
    fn texts(&self, fits: &str) -> Result<Set<Vec<String>>, Wrong> {
        let value = match self.value.get_ref() {
            DeValue::String(text) => Some(vec![text.to_string()]),
            DeValue::Array(list) => {
                list.iter().map(|it| it.get_ref().as_str().map(str::to_owned)).collect()
            }
            _ => None,
        };
        let value = value.ok_or_else(|| self.wrong(fits))?;
        Ok(Set { value, origin: self.origin() })
    }

    fn score(&self) -> Result<Set<f64>, Wrong> {
        let digits = match self.value.get_ref() {
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            _ => String::new(),
        };
        let value = digits.parse().ok().filter(|it| (0.0..=100.0).contains(it));
        let value = value.ok_or_else(|| self.wrong("0 to 100"))?;
        Ok(Set { value, origin: self.origin() })
    }

    fn date(&self) -> Result<Set<Date>, Wrong> {
        let text = match self.value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(day) => day.to_string(),
            _ => String::new(),
        };
        let value = Date::parse(&text).ok_or_else(|| self.wrong("2026-11-22"))?;
        Ok(Set { value, origin: self.origin() })
    }

    fn origin(&self) -> Origin {
        Origin::File { file: self.reader.file.to_owned(), line: self.line() }
    }

    fn line(&self) -> u32 {
        line(self.reader.text, self.at.start)
    }

    fn wrong(&self, fits: &str) -> Wrong {
        let what = What::Value { key: self.key.to_owned(), fits: fits.to_owned() };
        Wrong { line: self.line(), what }
    }

    fn unknown(&self, known: Vec<&'static str>) -> Wrong {
        Wrong { line: self.line(), what: What::UnknownKey { key: self.key.to_owned(), known } }
    }
}

/// The line, from 1, of a byte.
fn line(text: &str, at: usize) -> u32 {
    text.bytes().take(at).filter(|it| *it == b'\n').count() as u32 + 1
}
