//! The examples on a rule's page, run as tests.

use super::{Options, check};
use crate::document::Document;
use crate::language::Language;
use crate::rule::{Expression, Rule, Rules, Shows};
use crate::span::Span;
use std::sync::Arc;

/// An example that didn't come out as its page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// File and line of the example.
    pub place: String,
    /// The rule.
    pub rule: String,
    /// What the page promises.
    pub expected: String,
    /// What came out.
    pub got: String,
}

/// Runs the examples of `rule` (a part of `rules`) with that rule alone.
pub fn examples(rules: &Rules, rule: &Rule) -> Vec<Failure> {
    let Some(index) = rules.iter().position(|it| it.id == rule.id) else { return Vec::new() };
    let mut failures = Vec::new();
    for example in &rule.examples {
        let doc = Arc::new(Document::from_paragraphs(&example.text, example.language));
        let facts = Arc::new(crate::analyze::analyze(&doc));
        let checked = check(
            rules,
            &doc,
            &facts,
            Options { messages: Some(example.language), expect_all: true, only: Some(index) },
        );
        let mine = checked.findings.iter().filter(|it| it.charge.rule == rule.id);
        let got: Vec<Option<Span>> =
            mine.map(|it| (!it.absence).then(|| doc.source_of(it.span)).flatten()).collect();
        let faults = checked.faults.iter().filter(|it| it.rule == rule.id);
        let expected: Vec<Option<Span>> = match example.shows {
            Shows::Flag if rule.charge.absent.is_some() => vec![None],
            Shows::Flag => example.marks.iter().copied().map(Some).collect(),
            Shows::Pass | Shows::Rewrite => Vec::new(),
        };
        let words = |spans: &[Option<Span>]| {
            let shown: Vec<String> = spans
                .iter()
                .map(|it| match it {
                    Some(span) => format!("⟦{}⟧", example.text.get(span.range()).unwrap_or("?")),
                    None => "absence".to_owned(),
                })
                .collect();
            if shown.is_empty() { "nothing".to_owned() } else { shown.join(" ") }
        };
        let place = format!("{}:{}", rule.file, example.line);
        for fault in faults {
            failures.push(Failure {
                place: fault.place.clone(),
                rule: rule.id.clone(),
                expected: "no fault".to_owned(),
                got: fault.reason.clone(),
            });
        }
        if got != expected {
            let (expected, got) = (words(&expected), words(&got));
            failures.push(Failure { place, rule: rule.id.clone(), expected, got });
        }
    }
    failures.extend(broken(rule));
    let shows = |shows: Shows, language: Language| {
        rule.examples.iter().any(|it| it.shows == shows && it.language == language)
    };
    for language in Language::ALL {
        if rules.all()[index].record.wording(language).is_none() {
            continue;
        }
        for (kind, name) in [(Shows::Flag, "flag"), (Shows::Pass, "pass")] {
            if !shows(kind, language) {
                failures.push(Failure {
                    place: rule.file.clone(),
                    rule: rule.id.clone(),
                    expected: format!("a ```{name} example in `{}`", language.code()),
                    got: "none".to_owned(),
                });
            }
        }
    }
    failures
}

/// Expressions of `rule` that don't compile, those that no example wakes too.
fn broken(rule: &Rule) -> Vec<Failure> {
    let mut failures = Vec::new();
    for language in Language::ALL {
        for pattern in rule
            .record
            .wording(language)
            .into_iter()
            .flat_map(|it| it.find.iter().chain(&it.unless))
        {
            let expression = Expression::new(pattern, language, Default::default());
            if let Err(reason) = expression.check() {
                failures.push(Failure {
                    place: rule.place_of(pattern),
                    rule: rule.id.clone(),
                    expected: "an expression".to_owned(),
                    got: reason,
                });
            }
        }
    }
    failures
}
