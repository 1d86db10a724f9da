//! Checkstyle XML, which most build servers know.

use super::location::slashed;
use super::xml::escape;
use super::{Judged, Run, Style, messages, place};
use crate::finding::{Finding, Severity};

/// An element for each contract and each finding in it. Strengths are left out: the format knows
/// only what is wrong.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<checkstyle version=\"8.0\">\n");
    for entry in &run.entries {
        out.push_str(&format!("  <file name=\"{}\">\n", escape(&slashed(&entry.path))));
        match &entry.result {
            Ok(judged) => {
                for finding in &judged.findings {
                    if finding.severity != Severity::Strength {
                        error(&mut out, judged, finding, style);
                    }
                }
            }
            Err(refusal) => out.push_str(&format!(
                "    <error line=\"1\" severity=\"error\" message=\"{}\" source=\"weeflint\"/>\n",
                escape(refusal.text(run.language(style)))
            )),
        }
        out.push_str("  </file>\n");
    }
    for fault in &run.faults {
        out.push_str(&format!(
            "  <file name=\"{}\">\n    <error line=\"1\" severity=\"error\" message=\"{}\" \
             source=\"{}\"/>\n  </file>\n",
            escape(&fault.place),
            escape(&fault.reason),
            escape(&fault.rule),
        ));
    }
    out.push_str("</checkstyle>\n");
    out
}

fn error(out: &mut String, judged: &Judged, finding: &Finding, style: &Style) {
    let doc = &judged.document;
    let language = style.language_for(doc);
    let region = judged.source.as_ref().and_then(|it| it.region(doc, finding.span));
    let at = place(doc, finding.span);
    let (line, column, place) = match (finding.absence, region) {
        (true, _) => (1, None, messages::WHOLE.get(language).to_owned()),
        (false, Some(region)) => (region.start_line, Some(region.start_column), at.text(language)),
        (false, None) => (at.line.unwrap_or(1) as usize, None, at.text(language)),
    };
    let column = column.map_or(String::new(), |it| format!(" column=\"{it}\""));
    out.push_str(&format!(
        "    <error line=\"{line}\"{column} severity=\"{}\" message=\"{}\" source=\"{}\"/>\n",
        finding.severity.name(),
        escape(&format!("{place}: {}", finding.message)),
        escape(&finding.charge.rule),
    ));
}
