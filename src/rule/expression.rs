//! Expressions of rules: Rust `regex` syntax with macros, compiled when first needed.
//!
//! They only ever run on sentences, as ASCII, that have the words they need. So Unicode tables,
//! literal prefilters and other things that pay in long texts stay out: a compile is five times
//! as fast, and a contract wakes a hundred of them.

use super::macros::{expand, fold};
use super::matcher::View;
use crate::analyze::Speaker;
use crate::language::Language;
use crate::span::Span;
use regex_automata::meta::{self, Regex};
use regex_automata::util::{primitives::PatternID, syntax};
use std::sync::OnceLock;

/// An expression that is compiled when it is first needed.
#[derive(Debug)]
pub struct Expression {
    pattern: String,
    /// Whose macros it holds; none when it holds none.
    macros: Option<(Language, Speaker)>,
    compiled: OnceLock<Result<Compiled, String>>,
}

#[derive(Debug)]
struct Compiled {
    regex: Regex,
    groups: Groups,
}

/// The numbers of the groups that mean something.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The words that are marked, where they are not the whole match.
    pub(super) here: Option<usize>,
    /// The others, by name.
    pub(super) named: Vec<(&'static str, usize)>,
}

/// The named groups that rules may use. A closed list keeps hits small and typos visible.
const GROUPS: [&str; 8] =
    ["party", "other_party", "party2", "party3", "subject", "term", "amount", "number"];

impl Expression {
    /// `pattern`, with its macros, for one language and speaker.
    pub fn new(pattern: &str, language: Language, speaker: Speaker) -> Expression {
        Expression {
            pattern: pattern.to_owned(),
            macros: Some((language, speaker)),
            compiled: OnceLock::new(),
        }
    }

    /// An expression without macros, the same in every language.
    pub fn plain(pattern: &str) -> Expression {
        Expression { pattern: pattern.to_owned(), macros: None, compiled: OnceLock::new() }
    }

    /// Whether it matches in `view`; one that is broken matches nowhere.
    pub fn is_in(&self, view: &View) -> bool {
        self.regex().is_ok_and(|it| it.is_match(&*view.bytes))
    }

    /// Whether one of its matches in `view` holds all of `span`.
    pub fn encloses(&self, view: &View, span: Span) -> bool {
        let Ok(regex) = self.regex() else { return false };
        let mut found = regex.find_iter(&*view.bytes);
        found.any(|it| view.span(it.start(), it.end()).contains(span))
    }

    /// As its author wrote it.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Why it could not be compiled, if that was tried.
    pub fn broken(&self) -> Option<&str> {
        self.compiled.get().and_then(|it| it.as_ref().err()).map(String::as_str)
    }

    /// The compiled expression.
    ///
    /// # Errors
    /// When the expression is none, names an unknown macro, or is larger than any sensible one.
    pub fn regex(&self) -> Result<&Regex, String> {
        self.compiled().map(|it| &it.regex)
    }

    /// The numbers of its groups; none when it is broken.
    pub(super) fn groups(&self) -> &Groups {
        static NONE: Groups = Groups { here: None, named: Vec::new() };
        self.compiled().map_or(&NONE, |it| &it.groups)
    }

    fn compiled(&self) -> Result<&Compiled, String> {
        let compiled = self.compiled.get_or_init(|| match self.macros {
            Some((language, speaker)) => compile(&expand(&self.pattern, language, speaker)?),
            None => compile(&fold(&self.pattern)),
        });
        compiled.as_ref().map_err(Clone::clone)
    }
}

fn compile(source: &str) -> Result<Compiled, String> {
    let syntax = syntax::Config::new().case_insensitive(true).unicode(false).utf8(false);
    // A megabyte holds any rule.
    let config = meta::Config::new()
        .utf8_empty(false)
        .nfa_size_limit(Some(1 << 20))
        .auto_prefilter(false)
        .onepass(false)
        .dfa(false);
    let regex = Regex::builder()
        .syntax(syntax)
        .configure(config)
        .build(source)
        .map_err(|wrong| reason(&wrong))?;
    let info = regex.group_info();
    let number = |name: &str| info.to_index(PatternID::ZERO, name);
    let groups = Groups {
        here: number("here"),
        named: GROUPS.iter().filter_map(|&it| Some((it, number(it)?))).collect(),
    };
    Ok(Compiled { regex, groups })
}

fn reason(wrong: &meta::BuildError) -> String {
    match wrong.syntax_error() {
        Some(syntax) => syntax.to_string().replace('\n', " "),
        None => wrong.to_string().replace('\n', " "),
    }
}
