//! Rules: one `.rhai` file each, holding its page in two languages, its record, its examples and,
//! where words alone don't decide, its judgment. The id of a rule is its path: no list names it.

mod api;
mod concordance;
mod emit;
pub mod example;
mod expression;
mod first;
mod guards;
mod keys;
mod known;
pub mod lint;
mod literal;
mod lookup;
mod macros;
pub mod manual;
mod matcher;
mod needs;
pub mod pack;
pub mod page;
mod program;
mod reading;
pub mod record;
mod script;
mod syntax;
mod trie;
mod verdict;
mod view;

pub use example::{Example, Shows};
pub use expression::Expression;
pub use guards::{capitals, negated, quoted};
pub use lookup::{Lookup, Scene};
pub use matcher::{Hit, Matcher};
pub use pack::{Loaded, Pack, PackError, Rules};
pub use page::{Page, Section};
pub use reading::Reading;
pub use record::{Each, Record, Replaces, Wording, nearest};
pub use script::{Host, Script};
pub use verdict::Verdict;
pub use view::View;

use crate::finding::{Charge, Fault};
use std::sync::{Arc, LazyLock};

/// The name of the pack that comes with the program.
const BUILT_IN: &str = "weeflint";

/// A rule as it was loaded.
#[derive(Debug)]
pub struct Rule {
    /// Its path under the pack without `.rhai`: `one-sided/sole-discretion`.
    pub id: String,
    /// The pack it comes from: `weeflint` for the built-in one.
    pub pack: String,
    /// Its file, as a person would look for it.
    pub file: String,
    /// What its findings count for.
    pub charge: Arc<Charge>,
    /// What `const RULE` says.
    pub record: Record,
    /// Its manual page in both languages.
    pub page: Later<Page>,
    /// The examples of the page, in order.
    pub examples: Later<Vec<Example>>,
    /// Its judgment, where it has one.
    pub script: Option<Script>,
    /// Its source, to name lines by.
    source: Arc<str>,
}

/// Read when it is first looked at: a check shows few pages.
pub type Later<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send + Sync>>;

fn later<T: 'static>(source: &Arc<str>, read: fn(&str) -> T) -> Later<T> {
    let source = source.clone();
    LazyLock::new(Box::new(move || read(&source)))
}

impl Rule {
    /// Reads a rule from its source. `file` is where a person would look for it.
    ///
    /// # Errors
    /// A fault that names the line and the mend.
    pub fn parse(pack: &str, id: &str, file: &str, source: String) -> Result<Rule, Fault> {
        let fault = |line: Option<u32>, reason: String| Fault {
            rule: id.to_owned(),
            place: line.map_or_else(|| file.to_owned(), |it| format!("{file}:{it}")),
            document: None,
            reason,
        };
        // What is wrong in a page shows at once, except in those that tests have proved.
        if pack != BUILT_IN {
            page::parse(&source).map_err(|(line, reason)| fault(Some(line), reason))?;
        }
        let source: Arc<str> = source.into();
        let (value, script) = match literal::record(&source) {
            Some((value, rest)) if rest.trim().is_empty() => (value, None),
            // What is wrong in a script shows at once, except in those that tests have proved.
            Some((value, rest)) if pack == BUILT_IN && rest.contains("fn check(") => {
                let script = Script::later(&value, source.len() - rest.len());
                (value, Some(script))
            }
            _ => script::compile(&source).map_err(|(line, reason)| fault(line, reason))?,
        };
        let (record, charge) = record::parse(id, &value)
            .map_err(|wrong| fault(line_of(&source, &wrong.key), wrong.reason))?;
        Ok(Rule {
            id: id.to_owned(),
            pack: pack.to_owned(),
            file: file.to_owned(),
            charge: Arc::new(charge),
            record,
            page: later(&source, |it| page::parse(it).unwrap_or_default().0),
            examples: later(&source, |it| page::parse(it).unwrap_or_default().1),
            script,
            source,
        })
    }

    /// `file:line` of the first line that holds `text`.
    pub fn place_of(&self, text: &str) -> String {
        match self.source.lines().position(|line| line.contains(text)) {
            Some(line) => format!("{}:{}", self.file, line + 1),
            None => self.file.clone(),
        }
    }
}

/// The line, from 1, on which `key:` stands in the record.
fn line_of(source: &str, key: &str) -> Option<u32> {
    let key_at = |line: &str| {
        line.match_indices(key).any(|(at, _)| {
            let alone = !line[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_');
            alone && line[at + key.len()..].trim_start().starts_with(':')
        })
    };
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let lines = || source.lines().enumerate().filter(|(_, line)| is_code(line));
    let found = lines().find(|(_, line)| key_at(line));
    found.or_else(|| lines().find(|it| it.1.contains("const RULE"))).map(|it| it.0 as u32 + 1)
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::language::Language;

    /// Contracts to hold a shortcut against the long way on, each with its name and language.
    pub(super) fn contracts() -> impl Iterator<Item = (&'static str, Language, Document)> {
        let contracts = [
            ("nl-diensten-eenzijdig", Language::Dutch),
            ("nl-diensten-relationeel", Language::Dutch),
            ("en-outsourcing", Language::English),
        ];
        contracts.into_iter().map(|(name, language)| {
            let path = format!("{}/fixtures/{name}/contract.txt", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).expect("a contract of the project");
            (name, language, Document::from_paragraphs(&text, language))
        })
    }
}
