//! The JSON report a line at a time: for streams, `jq` and tables. The objects are those of the
//! JSON report, each with its `type`.

use super::{Run, Style, json};
use crate::assess::Rubric;
use serde::Serialize;

/// A line for the run, one for each contract, each finding and each rule that failed.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let mut out = String::new();
    line(
        &mut out,
        &Line::Run {
            schema_version: json::SCHEMA,
            tool: json::TOOL,
            rubric: &Rubric::builtin().version,
        },
    );
    for entry in &run.entries {
        let mut document = json::document(run, entry, style);
        let findings = document.findings.take();
        line(&mut out, &Line::Document(document));
        for finding in findings.into_iter().flatten() {
            line(&mut out, &Line::Finding { path: &entry.path, finding });
        }
    }
    for fault in &run.faults {
        line(&mut out, &Line::Fault(json::fault(fault)));
    }
    out
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    Run {
        schema_version: u32,
        tool: json::Tool,
        rubric: &'a str,
    },
    Document(json::DocumentOut<'a>),
    Finding {
        path: &'a str,
        #[serde(flatten)]
        finding: json::FindingOut<'a>,
    },
    Fault(json::FaultOut<'a>),
}

fn line(out: &mut String, line: &Line) {
    // Owned strings and finite numbers always serialise.
    out.push_str(&serde_json::to_string(line).unwrap_or_default());
    out.push('\n');
}
