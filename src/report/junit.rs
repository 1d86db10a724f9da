//! JUnit XML: a suite for each contract, a test for each finding, so that any build server shows
//! them. What fails the run fails its test; lighter findings are tests that passed, with their text
//! as output.

use super::location::slashed;
use super::xml::escape;
use super::{Judged, Run, Style, messages, place};
use crate::assess::Assessed;
use crate::finding::{Finding, Severity};
use crate::language::Language;

/// A suite for each contract, and one for rules that failed.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let mut suites: Vec<Suite> = Vec::new();
    for entry in &run.entries {
        let name = slashed(&entry.path);
        let mut suite = Suite { name, ..Suite::default() };
        match &entry.result {
            Ok(judged) => {
                suite.assessed(judged, style);
                for finding in &judged.findings {
                    if finding.severity != Severity::Strength {
                        suite.finding(judged, finding, style);
                    }
                }
            }
            Err(refusal) => suite.broken("read", refusal.text(run.language(style))),
        }
        suites.push(suite);
    }
    if !run.faults.is_empty() {
        let name = messages::FAULTS.get(run.language(style)).to_owned();
        let mut suite = Suite { name, ..Suite::default() };
        for fault in &run.faults {
            suite.broken(&fault.rule, &format!("{}: {}", fault.place, fault.reason));
        }
        suites.push(suite);
    }
    let sum = |count: fn(&Suite) -> usize| -> usize { suites.iter().map(count).sum() };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!(
        "<testsuites name=\"weeflint\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
        sum(|it| it.tests),
        sum(|it| it.failures),
        sum(|it| it.errors),
    ));
    for suite in &suites {
        out.push_str(&format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n{}  </testsuite>\n",
            escape(&suite.name),
            suite.tests,
            suite.failures,
            suite.errors,
            suite.skipped,
            suite.cases,
        ));
    }
    out.push_str("</testsuites>\n");
    out
}

#[derive(Default)]
struct Suite {
    name: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
    cases: String,
}

impl Suite {
    /// The test that the contract was assessed in full: a clean report on half a contract is none.
    fn assessed(&mut self, judged: &Judged, style: &Style) {
        let evidence = &judged.assessment.evidence;
        let language = style.language_for(&judged.document);
        let inside = match evidence.assessed {
            Assessed::Full => String::new(),
            Assessed::Partly | Assessed::No => {
                self.skipped += 1;
                let reasons: Vec<String> = evidence
                    .shortfalls
                    .iter()
                    .map(|it| messages::shortfall(it, language))
                    .collect();
                format!("<skipped message=\"{}\"/>", escape(&reasons.join(" ")))
            }
        };
        self.case("assessed", &inside);
    }

    fn finding(&mut self, judged: &Judged, finding: &Finding, style: &Style) {
        let language = style.language_for(&judged.document);
        let at = match finding.absence {
            true => messages::WHOLE.get(language).to_owned(),
            false => place(&judged.document, finding.span).text(language),
        };
        let text = text(judged, finding, &at, language);
        let fails = style.fail_on.is_some_and(|it| finding.severity >= it);
        let inside = match fails {
            true => {
                self.failures += 1;
                format!(
                    "<failure type=\"{}\" message=\"{}\">{}</failure>",
                    finding.severity.name(),
                    escape(&finding.message),
                    escape(&text)
                )
            }
            false => format!("<system-out>{}</system-out>", escape(&text)),
        };
        self.case(&format!("{} ({at})", finding.charge.rule), &inside);
    }

    /// A test that could not be done.
    fn broken(&mut self, name: &str, reason: &str) {
        self.errors += 1;
        self.case(name, &format!("<error type=\"weeflint\" message=\"{}\"/>", escape(reason)));
    }

    fn case(&mut self, name: &str, inside: &str) {
        self.tests += 1;
        let class = escape(&self.name);
        let name = escape(name);
        self.cases.push_str(&match inside {
            "" => format!("    <testcase classname=\"{class}\" name=\"{name}\"/>\n"),
            _ => {
                format!("    <testcase classname=\"{class}\" name=\"{name}\">{inside}</testcase>\n")
            }
        });
    }
}

/// The finding in a few lines.
fn text(judged: &Judged, finding: &Finding, at: &str, language: Language) -> String {
    let severity = messages::severity(finding.severity).get(language);
    let mut lines = vec![format!("{severity}: {}", finding.message), at.to_owned()];
    let quote = &judged.document[finding.span];
    if !finding.absence && !quote.is_empty() {
        lines.push(format!("> {quote}"));
    }
    for rewrite in &finding.rewrites {
        let effect = messages::effect(rewrite.effect).get(language);
        lines.push(format!("{} ({effect}): {}", messages::REWRITE.get(language), rewrite.text));
    }
    lines.join("\n")
}
