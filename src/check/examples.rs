//! The examples on a rule's page, run as tests.

use super::{Options, check};
use crate::analyze::{Beside, Facts, analyze};
use crate::document::Document;
use crate::language::Language;
use crate::rule::{Example, Expression, Reading, Rule, Rules, Shows};
use crate::span::Span;
use std::sync::Arc;

/// In which way an example came out otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fails {
    /// The rule speaks where it should be silent.
    Noisy,
    /// The rule is silent where it should speak.
    Missing,
    /// It speaks about other words.
    Wrong,
    /// The page or the rule itself lacks something.
    Broken,
}

/// An example that didn't come out as its page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// In which way.
    pub fails: Fails,
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
    for example in rule.examples.iter() {
        let doc = Arc::new(Document::from_paragraphs(&example.text, example.language));
        let facts = facts(example, &doc);
        let checked = check(
            rules,
            &doc,
            &facts,
            Options {
                messages: Some(example.language),
                expect_all: true,
                only: Some(index),
                ..Options::default()
            },
        );
        let mine = checked.findings.iter().filter(|it| it.charge.rule == rule.id);
        let got: Vec<Option<Span>> =
            mine.map(|it| (!it.absence).then(|| doc.source_of(it.span)).flatten()).collect();
        let faults: Vec<_> = checked.faults.iter().filter(|it| it.rule == rule.id).collect();
        let sound = faults.is_empty();
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
            let failure = Failure {
                fails: Fails::Broken,
                place: fault.place.clone(),
                rule: rule.id.clone(),
                expected: "no fault".to_owned(),
                got: fault.reason.clone(),
            };
            // One broken expression breaks every example; it is said once.
            if !failures.contains(&failure) {
                failures.push(failure);
            }
        }
        if sound && got != expected {
            let fails = match () {
                () if expected.iter().all(|it| got.contains(it)) => Fails::Noisy,
                () if got.iter().all(|it| expected.contains(it)) => Fails::Missing,
                () => Fails::Wrong,
            };
            let (expected, got) = (words(&expected), words(&got));
            failures.push(Failure { fails, place, rule: rule.id.clone(), expected, got });
        }
    }
    if !failures.iter().any(|it| it.fails == Fails::Broken) {
        failures.extend(broken(rule));
        failures.extend(noisy_proposals(rules, rule, index));
    }
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
                    fails: Fails::Broken,
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

/// What follows from an example, and from the document that is laid beside it.
fn facts(example: &Example, doc: &Document) -> Arc<Facts> {
    let mut facts = analyze(doc);
    if let Some(text) = &example.beside {
        facts.lay_beside(doc, &[Beside::of(&Document::of_paragraphs(text, None))]);
    }
    Arc::new(facts)
}

/// The proposals in the record of `rule` in which it finds again what they should mend.
fn noisy_proposals(rules: &Rules, rule: &Rule, index: usize) -> Vec<Failure> {
    if rule.charge.absent.is_some() {
        return Vec::new();
    }
    let mut failures = Vec::new();
    for language in Language::ALL {
        let proposal = rule.record.wording(language).and_then(|it| it.rewrite.as_deref());
        let Some(proposal) = proposal else { continue };
        let text = proposal.replace(['{', '}'], "");
        let doc = Arc::new(Document::from_paragraphs(&text, language));
        let facts = Arc::new(analyze(&doc));
        let options = Options { messages: Some(language), only: Some(index), ..Options::default() };
        let checked = check(rules, &doc, &facts, options);
        if let Some(finding) = checked.findings.iter().find(|it| it.charge.rule == rule.id) {
            failures.push(Failure {
                fails: Fails::Noisy,
                place: rule.place_of(proposal),
                rule: rule.id.clone(),
                expected: "a proposal that takes its finding away".to_owned(),
                got: format!("⟦{}⟧ in the proposal itself", &doc[finding.span]),
            });
        }
    }
    failures
}

/// An expression that no example of its rule wakes: whether it finds what it should is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// File and line of the expression.
    pub place: String,
    /// The rule.
    pub rule: String,
    /// The expression.
    pub pattern: String,
}

/// The expressions of `rule` (a part of `rules`) that no flagged example holds words of, and how
/// many it has.
pub fn coverage(rules: &Rules, rule: &Rule) -> (Vec<Uncovered>, usize) {
    let mut uncovered = Vec::new();
    let mut count = 0;
    for language in Language::ALL {
        let Some(wording) = rule.record.wording(language) else { continue };
        // What cures an absence is found in the examples that pass.
        let examples = rule.examples.iter().filter(|it| it.language == language);
        let readings: Vec<Reading> = examples
            .map(|it| {
                let doc = Arc::new(Document::from_paragraphs(&it.text, language));
                let facts = facts(it, &doc);
                Reading::new(rules, doc, facts)
            })
            .collect();
        for pattern in &wording.find {
            count += 1;
            let woken = readings.iter().any(|reading| {
                let speaker = reading.facts.speaker;
                let expression = Expression::new(pattern, language, speaker);
                let mut sentences = reading.doc.sentences.iter();
                sentences.any(|it| expression.is_in(&reading.view(it.span, Some(language))))
            });
            if !woken {
                uncovered.push(Uncovered {
                    place: rule.place_of(pattern),
                    rule: rule.id.clone(),
                    pattern: pattern.clone(),
                });
            }
        }
    }
    (uncovered, count)
}

/// What `rule` says about its flagged examples, a line each: to keep and compare.
pub fn said(rules: &Rules, rule: &Rule) -> Vec<String> {
    let Some(index) = rules.iter().position(|it| it.id == rule.id) else { return Vec::new() };
    let mut lines = Vec::new();
    let flagged = rule.examples.iter().filter(|it| it.shows == Shows::Flag);
    for (at, example) in flagged.enumerate() {
        let doc = Arc::new(Document::from_paragraphs(&example.text, example.language));
        let facts = facts(example, &doc);
        let options = Options {
            messages: Some(example.language),
            expect_all: true,
            only: Some(index),
            ..Options::default()
        };
        for it in check(rules, &doc, &facts, options).findings {
            let rewrites: Vec<&str> = it.rewrites.iter().map(|it| it.text.as_str()).collect();
            let (severity, rewrites) = (it.severity.name(), rewrites.join(" / "));
            lines.push(format!("{} {at}: {severity}: {} => {rewrites}", rule.id, it.message));
        }
    }
    lines
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
                    fails: Fails::Broken,
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
