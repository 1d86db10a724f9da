//! Expressions of rules: Rust `regex` syntax with macros, compiled when first needed.
//!
//! Nearly all are run by a [`Program`], which is made for short texts. The regex crate runs the
//! others, says what is wrong with a broken one, and takes over where a program gives up.

use super::known::{self, Known};
use super::macros::{Macros, expand, fold, macros_of, short};
use super::needs::Needs;
use super::program::{ANYWHERE, Found, Program, SLOTS, Stretch, programs_of};
use super::syntax::{Node, parse};
use super::view::View;
use crate::analyze::Speaker;
use crate::language::Language;
use crate::span::Span;
use regex_automata::Input;
use regex_automata::meta::{self, Regex};
use regex_automata::util::{primitives::PatternID, syntax};
use std::sync::OnceLock;

/// An expression that is compiled when it is first needed.
#[derive(Debug)]
pub struct Expression {
    pattern: String,
    /// Whose macros it holds; none when it holds none.
    macros: Option<(Language, Speaker)>,
    program: OnceLock<Option<Program>>,
    compiled: OnceLock<Result<Compiled, String>>,
}

#[derive(Debug)]
struct Compiled {
    regex: Regex,
    /// The number of each of [`GROUPS`].
    groups: [Option<usize>; GROUPS.len()],
}

/// The named groups that rules may use. A closed list keeps hits small and typos visible. `here`
/// holds the words that are marked, where they are not the whole match.
const GROUPS: [&str; SLOTS / 2] =
    ["here", "party", "other_party", "party2", "party3", "subject", "term", "amount", "number"];

impl Expression {
    /// `pattern`, with its macros, for one language and speaker.
    pub fn new(pattern: &str, language: Language, speaker: Speaker) -> Expression {
        Expression {
            pattern: pattern.to_owned(),
            macros: Some((language, speaker)),
            program: OnceLock::new(),
            compiled: OnceLock::new(),
        }
    }

    /// An expression without macros, the same in every language.
    pub fn plain(pattern: &str) -> Expression {
        Expression {
            pattern: pattern.to_owned(),
            macros: None,
            program: OnceLock::new(),
            compiled: OnceLock::new(),
        }
    }

    /// Whether it matches in `view`; one that is broken matches nowhere.
    pub fn is_in(&self, view: &View) -> bool {
        matches!(self.search(&view.bytes, 0), Ok(Some(_)))
    }

    /// Where it matches in `view`; one that is broken matches nowhere.
    pub fn spans<'a>(&'a self, view: &'a View<'a>) -> impl Iterator<Item = Span> + 'a {
        self.matches(&view.bytes).map(|it| view.span(it.start, it.end))
    }

    /// As its author wrote it.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Why it could not be compiled, if that was tried.
    pub fn broken(&self) -> Option<&str> {
        self.compiled.get().and_then(|it| it.as_ref().err()).map(String::as_str)
    }

    /// Why it is no expression, where it isn't one.
    ///
    /// # Errors
    /// When the expression is none, names an unknown macro, or is larger than any sensible one.
    pub fn check(&self) -> Result<(), String> {
        self.compiled().map(|_| ())
    }

    /// The first match in `text` that starts at `from` or later.
    ///
    /// # Errors
    /// As [`Expression::check`].
    pub(super) fn search(&self, text: &[u8], from: usize) -> Result<Option<Found>, String> {
        self.search_at(text, from, ANYWHERE)
    }

    /// As [`Expression::search`], where every match is known to start in one of `starts`, which
    /// are in order.
    ///
    /// # Errors
    /// As [`Expression::check`].
    pub(super) fn search_at(
        &self,
        text: &[u8],
        from: usize,
        starts: &[Stretch],
    ) -> Result<Option<Found>, String> {
        if let Some(program) = self.program()
            && let Ok(found) = program.search(self.programs(), text, from, starts)
        {
            return Ok(found);
        }
        self.compiled().map(|it| it.search(text, from))
    }

    /// All matches in `text`, none overlapping the one before; none when it is broken.
    pub(super) fn matches<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Found> + 'a {
        self.matches_at(text, ANYWHERE)
    }

    /// As [`Expression::matches`], where every match is known to start in one of `starts`, which
    /// are in order.
    pub(super) fn matches_at<'a>(
        &'a self,
        text: &'a [u8],
        starts: &'a [Stretch],
    ) -> impl Iterator<Item = Found> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = (from <= text.len()).then(|| self.search_at(text, from, starts).ok());
            let found = found???;
            from = found.end.max(found.start + 1);
            Some(found)
        })
    }

    /// As [`Expression::matches`], by the regex crate.
    #[cfg(test)]
    pub(super) fn matches_slowly<'a>(
        &'a self,
        text: &'a [u8],
    ) -> Result<impl Iterator<Item = Found> + 'a, String> {
        let compiled = self.compiled()?;
        let mut from = 0;
        Ok(std::iter::from_fn(move || {
            let found = if from <= text.len() { compiled.search(text, from) } else { None }?;
            from = found.end.max(found.start + 1);
            Some(found)
        }))
    }

    /// The words it looks for.
    ///
    /// # Errors
    /// As [`Expression::check`].
    pub(super) fn needs(&self) -> Result<Needs, String> {
        if let Some(known) = self.known() {
            return Ok(known.needs());
        }
        match (self.node(), self.macros()) {
            (Some(node), Some(macros)) => Ok(Needs::of(&node, macros)),
            (Some(node), None) => {
                Ok(Needs::of(&node, macros_of(Language::Dutch, Speaker::Together)))
            }
            (None, _) => self.check().map(|()| Needs::default()),
        }
    }

    /// The sign, such as a bracket, that each match starts with.
    pub(super) fn sign(&self) -> Option<u8> {
        // Nearly all start with a word or a place; only the others are looked at.
        let first = self.pattern.strip_prefix('\\').unwrap_or(&self.pattern);
        if !first.starts_with(['[', '<', '{', '(']) || first.starts_with("(?") {
            return None;
        }
        let node = self.node()?;
        let first = match &node {
            Node::Concat(nodes) => nodes.first()?,
            node => node,
        };
        match first {
            Node::Literal(bytes) => bytes.first().copied().filter(u8::is_ascii_punctuation),
            _ => None,
        }
    }

    /// What a found group is called, with its place in [`Found::slots`].
    pub(super) fn groups(found: &Found) -> impl Iterator<Item = (&'static str, usize, usize)> {
        let taken = |it: &[u32]| it[1] != u32::MAX;
        let ends = found.slots.chunks_exact(2).zip(GROUPS).filter(move |(ends, _)| taken(ends));
        ends.map(|(ends, name)| (name, ends[0] as usize, ends[1] as usize))
    }

    /// What it looks for, where that is known since the program was built.
    pub(super) fn known(&self) -> Option<Known> {
        let (language, speaker) = self.macros?;
        known::find(&self.pattern, language, speaker)
    }

    fn programs(&self) -> &'static [Option<Program>] {
        self.macros.map_or(&[], |(language, speaker)| programs_of(language, speaker))
    }

    fn macros(&self) -> Option<&'static Macros> {
        self.macros.map(|(language, speaker)| macros_of(language, speaker))
    }

    fn node(&self) -> Option<Node> {
        match self.macros {
            Some((language, _)) => parse(&short(&self.pattern, language).ok()?),
            None => parse(&fold(&self.pattern)),
        }
    }

    fn program(&self) -> Option<&Program> {
        let program =
            self.program.get_or_init(|| Program::new(&self.node()?, &GROUPS, self.programs()));
        program.as_ref()
    }

    fn compiled(&self) -> Result<&Compiled, String> {
        let compiled = self.compiled.get_or_init(|| match self.macros {
            Some((language, speaker)) => compile(&expand(&self.pattern, language, speaker)?),
            None => compile(&fold(&self.pattern)),
        });
        compiled.as_ref().map_err(Clone::clone)
    }
}

impl Compiled {
    fn search(&self, text: &[u8], from: usize) -> Option<Found> {
        let input = Input::new(text).range(from..);
        let mut captures = self.regex.create_captures();
        self.regex.search_captures(&input, &mut captures);
        let all = captures.get_match()?;
        let mut slots = [u32::MAX; SLOTS];
        for (ends, group) in slots.chunks_exact_mut(2).zip(self.groups) {
            if let Some(span) = group.and_then(|it| captures.get_group(it)) {
                ends.copy_from_slice(&[span.start as u32, span.end as u32]);
            }
        }
        Some(Found { start: all.start(), end: all.end(), slots })
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
    let groups = GROUPS.map(|name| info.to_index(PatternID::ZERO, name));
    Ok(Compiled { regex, groups })
}

fn reason(wrong: &meta::BuildError) -> String {
    match wrong.syntax_error() {
        Some(syntax) => syntax.to_string().replace('\n', " "),
        None => wrong.to_string().replace('\n', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_that_every_match_starts_with() {
        let sign = |it| Expression::new(it, Language::Dutch, Speaker::Together).sign();
        assert_eq!(sign(r"\[ ?(?:naam|datum)\b"), Some(b'['));
        assert_eq!(sign(r"<(?:naam|datum)>"), Some(b'<'));
        assert_eq!(sign(r"\[x\]|datum"), None);
        assert_eq!(sign(r"\[?datum"), None);
        assert_eq!(sign(r"[a-z]+ datum"), None);
        assert_eq!(sign(r"<40>datum"), None);
        assert_eq!(sign(r"(?:\[|datum)"), None);
    }

    #[test]
    fn the_own_matcher_finds_what_the_regex_crate_finds() {
        let texts = [
            "",
            "De huurder betaalt 30 dagen na de factuur. en dan? niets",
            "kosten, kosten en nog eens kosten",
            "aab ab b",
            "Wij betalen.nee wel! x",
            "[note] 12% of 1.2.3 rest",
        ];
        let patterns = [
            r"[a-z]{4,}[.?!] [a-z]{2,} [a-z]",
            r"(?-i:[a-z]{4,}[.?!] [a-z]{2,})|\? [a-z]",
            r"[a-z]+\.",
            r"[a-z]+[.!]?",
            r"a?b",
            r"a+b",
            r"a|ab",
            r"b$",
            r"^%P%|\bkosten",
            r"(?P<amount>\d+)(?: ?%|\b)",
            r"(?:\d\.){2,}\d* ",
            r"\[ ?(?:note|x)\b",
            r"\w*kosten\b",
            r"k",
        ];
        for pattern in patterns {
            let expression = Expression::new(pattern, Language::Dutch, Speaker::Together);
            assert!(expression.program().is_some(), "{pattern}");
            for text in texts {
                let own: Vec<Found> = expression.matches(text.as_bytes()).collect();
                let other = expression.matches_slowly(text.as_bytes()).unwrap();
                assert_eq!(own, other.collect::<Vec<_>>(), "{pattern} in {text:?}");
            }
        }
    }
}
