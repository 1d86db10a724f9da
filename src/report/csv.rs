//! A table for spreadsheets and statistics: a row a finding (RFC 4180, UTF-8).

use super::{Judged, Place, Run, Style, place};
use crate::finding::Finding;

/// The columns. New ones come at the end.
const COLUMNS: [&str; 16] = [
    "path",
    "severity",
    "rule",
    "flaws",
    "norms",
    "confidence",
    "clause",
    "page",
    "line",
    "absence",
    "message",
    "quote",
    "effect",
    "rewrite",
    "fingerprint",
    "language",
];

/// A head and a row for each finding. What was not read or not assessed stands in the other
/// reports; a table has no place for it.
pub(super) fn write(run: &Run, _style: &Style) -> String {
    let mut out = String::new();
    row(&mut out, COLUMNS.map(str::to_owned));
    for entry in &run.entries {
        let Ok(judged) = &entry.result else { continue };
        for finding in &judged.findings {
            row(&mut out, cells(&entry.path, judged, finding));
        }
    }
    out
}

fn cells(path: &str, judged: &Judged, finding: &Finding) -> [String; 16] {
    let Place { clause, page, line, .. } = match finding.absence {
        true => Place::default(),
        false => place(&judged.document, finding.span),
    };
    let number = |it: Option<u32>| it.map_or(String::new(), |it| it.to_string());
    let names = |it: Vec<String>| it.join(" ");
    let rewrite = finding.rewrites.first();
    let quote = if finding.absence { "" } else { &judged.document[finding.span] };
    [
        path.to_owned(),
        finding.severity.name().to_owned(),
        finding.charge.rule.clone(),
        names(finding.charge.flaws.iter().map(|it| it.0.name().to_owned()).collect()),
        names(
            finding.charge.norms.iter().map(|it| format!("{}:{:+}", it.0.name(), it.1)).collect(),
        ),
        finding.confidence.name().to_owned(),
        clause.unwrap_or_default(),
        number(page),
        number(line),
        finding.absence.to_string(),
        finding.message.clone(),
        quote.to_owned(),
        rewrite.map_or(String::new(), |it| it.effect.name().to_owned()),
        rewrite.map_or(String::new(), |it| it.text.clone()),
        finding.fingerprint.clone(),
        judged.document.language.map_or(String::new(), |it| it.code().to_owned()),
    ]
}

fn row(out: &mut String, cells: [String; 16]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&quoted(cell));
    }
    out.push_str("\r\n");
}

/// A cell. One that a spreadsheet would take for a formula gets an apostrophe in front: a contract
/// may hold anything.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    match cell.contains(['"', ',', '\n', '\r', ';']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("@som(A1,B1)"), "\"'@som(A1,B1)\"");
        assert_eq!(quoted("zegt \"ja\""), "\"zegt \"\"ja\"\"\"");
        assert_eq!(quoted("gewoon"), "gewoon");
    }
}
