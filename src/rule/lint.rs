//! What is wrong with a rule that loads all the same: words that can never be found, guards that
//! always hold, gaps without an end, things that are promised and not there.

use super::macros::expand;
use super::page::Section;
use super::{Expression, Rule};
use crate::language::Language;
use regex_syntax::hir::{Class, Hir, HirKind};

/// A doubt about a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// File and line.
    pub place: String,
    /// The rule.
    pub rule: String,
    /// What, in one line.
    pub what: String,
}

/// Fills of a message or rewrite that need no group of their own.
const FILLS: &[&str] = &[
    "words",
    "count",
    "expected",
    "other",
    "party",
    "other_party",
    "subject",
    "term",
    "amount",
    "number",
    "rule",
];

/// What there is to doubt about `rule`, which must speak `languages`.
pub fn lint(rule: &Rule, languages: &[Language]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut doubt = |place: String, what: String| {
        doubts.push(Doubt { place, rule: rule.id.clone(), what });
    };
    for &language in languages {
        let code = language.code();
        let section = match language {
            Language::Dutch => &rule.page.nl,
            Language::English => &rule.page.en,
        };
        let Section { title, why, .. } = section;
        if title.is_empty() || why.is_empty() {
            doubt(rule.file.clone(), format!("the page has no title or no reason in `{code}`"));
        }
        let Some(wording) = rule.record.wording(language) else {
            doubt(rule.place_of("const RULE"), format!("it doesn't speak `{code}`"));
            continue;
        };
        for pattern in &wording.find {
            let place = || rule.place_of(pattern);
            match parsed(pattern, language) {
                Err(reason) => doubt(place(), format!("`{pattern}` is no expression: {reason}")),
                Ok(it) => {
                    if it.properties().minimum_len() == Some(0) {
                        doubt(place(), format!("`{pattern}` is found where there is nothing"));
                    }
                    if it.properties().minimum_len().is_none() || never(&it) {
                        doubt(
                            place(),
                            format!(
                                "`{pattern}` is never found: no sentence holds a line end, a tab or two blanks in a row"
                            ),
                        );
                    }
                    if endless(&it) {
                        doubt(
                            place(),
                            format!(
                                "`{pattern}` has a gap without an end; give it one, as in <60>"
                            ),
                        );
                    }
                }
            }
        }
        for guard in &wording.unless {
            let place = || rule.place_of(guard);
            match parsed(guard, language) {
                Err(reason) => doubt(place(), format!("`{guard}` is no expression: {reason}")),
                Ok(it) => {
                    if it.properties().minimum_len() == Some(0) || wording.find.contains(guard) {
                        doubt(
                            place(),
                            format!("the guard `{guard}` always holds, so nothing is ever found"),
                        );
                    } else if it.properties().minimum_len().is_none() || never(&it) {
                        doubt(place(), format!("the guard `{guard}` never holds"));
                    }
                }
            }
        }
        for fill in fills(&wording.message) {
            let group = format!("(?P<{fill}>");
            let known = FILLS.contains(&fill) || wording.find.iter().any(|it| it.contains(&group));
            if !known {
                doubt(
                    rule.place_of(&wording.message),
                    format!("nothing fills {{{fill}}} in the message"),
                );
            }
        }
        for fill in wording.rewrite.iter().flat_map(|it| fills(it)) {
            let named = || super::manual::FILLS.iter().map(|it| it.0);
            if let Some(meant) = named().find(|it| resembles(fill, it)).filter(|it| *it != fill) {
                let blank = format!("{{{fill}}}");
                doubt(
                    rule.place_of(&blank),
                    format!("{blank} stays blank in the proposal; {{{meant}}} is filled in"),
                );
            }
        }
        for word in ["TODO", "VUL IN", "FILL IN"] {
            let said = [title, why, &wording.message];
            if said.iter().any(|it| it.contains(word)) {
                doubt(rule.place_of(word), format!("`{word}` is still to be filled in"));
            }
        }
    }
    doubts
}

/// Names of blanks in `text`.
fn fills(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|it| it.split_once('}').map(|it| it.0))
}

/// Whether a blank looks like a misspelt or translated name of a fill.
fn resembles(blank: &str, fill: &str) -> bool {
    let translated = [("partij", "party"), ("andere_partij", "other_party"), ("woorden", "words")];
    let blank = blank.to_lowercase();
    translated.contains(&(blank.as_str(), fill))
        || blank.replace(['-', ' ', '_'], "") == fill.replace('_', "")
        || fill.len() > 4 && super::record::nearest(&blank, std::iter::once(fill)).is_some()
}

fn parsed(pattern: &str, language: Language) -> Result<Hir, String> {
    Expression::new(pattern, language, Default::default()).check()?;
    let written_out = expand(pattern, language, Default::default())?;
    let mut parser = regex_syntax::ParserBuilder::new().utf8(false).unicode(false).build();
    parser.parse(&written_out).map_err(|it| it.to_string())
}

/// Whether it asks for what no sentence holds.
fn never(it: &Hir) -> bool {
    match it.kind() {
        HirKind::Literal(literal) => {
            let bytes = &literal.0;
            bytes.iter().any(|it| matches!(it, b'\n' | b'\t' | b'\r'))
                || bytes.windows(2).any(|it| it == b"  ")
        }
        HirKind::Concat(parts) => parts.iter().any(never),
        HirKind::Alternation(parts) => parts.iter().all(never),
        HirKind::Repetition(repetition) => repetition.min > 0 && never(&repetition.sub),
        HirKind::Capture(capture) => never(&capture.sub),
        _ => false,
    }
}

/// Whether it may run on over any number of words.
fn endless(it: &Hir) -> bool {
    let holds = |class: &Class, letter: u8| match class {
        Class::Unicode(it) => {
            it.iter().any(|it| (it.start()..=it.end()).contains(&char::from(letter)))
        }
        Class::Bytes(it) => it.iter().any(|it| (it.start()..=it.end()).contains(&letter)),
    };
    let words = |class: &Class| holds(class, b' ') && holds(class, b'e');
    match it.kind() {
        HirKind::Repetition(repetition) => {
            let wide = matches!(repetition.sub.kind(), HirKind::Class(class) if words(class));
            repetition.max.is_none() && wide || endless(&repetition.sub)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(endless),
        HirKind::Capture(capture) => endless(&capture.sub),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubts(nl: &str, languages: &[Language]) -> Vec<String> {
        let source = format!(
            "//! # nl Titel\n//!\n//! Waarom.\nconst RULE = #{{ flaws: [\"unowned\"], each: \"phrase\", severity: \"info\", weight: 1, effect: \"wording\",\n nl: #{{ {nl} }} }};"
        );
        let rule = Rule::parse("p", "a/b", "a/b.rhai", source).unwrap();
        lint(&rule, languages).into_iter().map(|it| it.what).collect()
    }

    #[test]
    fn each_doubt_is_named() {
        let dutch = [Language::Dutch];
        for (nl, part) in [
            ("message: \"x\", find: [`twee  blanco`]", "never found"),
            ("message: \"x\", find: [`regel\\neinde`]", "never found"),
            ("message: \"x\", find: [`(?:contract)?`]", "where there is nothing"),
            ("message: \"x\", find: [`contract.*einde`]", "without an end"),
            ("message: \"x\", find: [`contract`], unless: [`contract`]", "always holds"),
            ("message: \"x\", find: [`contract`], unless: [`\\w*`]", "always holds"),
            ("message: \"{wie} beslist\", find: [`contract`]", "nothing fills {wie}"),
            ("message: \"TODO\", find: [`contract`]", "still to be filled in"),
        ] {
            let doubts = doubts(nl, &dutch);
            assert!(doubts.iter().any(|it| it.contains(part)), "{nl}: {doubts:?}");
        }
        let sound =
            "message: \"{words}\", find: [`contract<60>einde`, `\\bwoord\\w*`], unless: [`niet`]";
        assert_eq!(doubts(sound, &dutch), Vec::<String>::new());
        assert_eq!(doubts(sound, &Language::ALL).len(), 2, "no English page, no English words");
    }
}
