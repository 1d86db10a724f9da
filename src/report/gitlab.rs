//! GitLab code quality: what a merge request brings and takes away.

use super::location::slashed;
use super::{Judged, Run, Style, messages, place};
use crate::finding::{Finding, Severity};
use serde::Serialize;
use std::collections::BTreeMap;

/// A list of issues. Strengths are left out: the format knows only what is wrong.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let mut issues = Vec::new();
    for entry in &run.entries {
        let path = slashed(&entry.path);
        match &entry.result {
            Ok(judged) => {
                let mut seen = BTreeMap::new();
                for finding in &judged.findings {
                    if finding.severity != Severity::Strength {
                        // The same words may stand in two clauses; GitLab wants them told apart.
                        let count: &mut u32 = seen.entry(&finding.fingerprint).or_default();
                        *count += 1;
                        let print = format!("{path}\n{}\n{count}", finding.fingerprint);
                        issues.push(issue(&path, judged, finding, &print, style));
                    }
                }
            }
            Err(refusal) => issues.push(Issue {
                description: refusal.text(run.language(style)).to_owned(),
                check_name: "weeflint".to_owned(),
                fingerprint: hash(&format!("{path}\nunread")),
                severity: "blocker",
                location: Location { path, lines: Lines { begin: 1 } },
            }),
        }
    }
    // Owned strings always serialise.
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

fn issue(path: &str, judged: &Judged, finding: &Finding, print: &str, style: &Style) -> Issue {
    let doc = &judged.document;
    let language = style.language_for(doc);
    let at = place(doc, finding.span);
    let (line, text) = match finding.absence {
        true => (None, messages::WHOLE.get(language).to_owned()),
        false => (at.line, at.text(language)),
    };
    Issue {
        description: format!("{text}: {}", finding.message),
        check_name: finding.charge.rule.clone(),
        fingerprint: hash(print),
        severity: match finding.severity {
            Severity::Strength | Severity::Info => "info",
            Severity::Warning => "minor",
            Severity::Error => "major",
        },
        // A line is required; where a format has none the place stands in the description.
        location: Location { path: path.to_owned(), lines: Lines { begin: line.unwrap_or(1) } },
    }
}

/// FNV-1a in hexadecimal.
fn hash(text: &str) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
}
