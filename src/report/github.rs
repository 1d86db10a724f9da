//! GitHub Actions: annotations beside the lines of a pull request, and the summary of a job.

use super::location::slashed;
use super::markdown::escape as markdown;
use super::{Judged, Run, Style, messages, place};
use crate::assess::Assessed;
use crate::finding::{Finding, Severity};

/// The most that GitHub takes as the summary of a step, with room for a closing line.
const MOST: usize = 1_000_000;

/// A workflow command for each finding. Strengths are left to the summary.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let mut out = String::new();
    for entry in &run.entries {
        let path = slashed(&entry.path);
        match &entry.result {
            Ok(judged) => {
                for finding in &judged.findings {
                    annotation(&mut out, &path, judged, finding, style);
                }
            }
            Err(refusal) => out.push_str(&format!(
                "::error file={},title=weeflint::{}\n",
                property(&path),
                message(refusal.text(run.language(style)))
            )),
        }
    }
    for fault in &run.faults {
        let text = format!("{}: {}", fault.place, fault.reason);
        let title = property(&fault.rule);
        out.push_str(&format!("::warning title={title}::{}\n", message(&text)));
    }
    out
}

/// The run as Markdown: a table of the contracts, and of each its findings.
pub(super) fn summary(run: &Run, style: &Style) -> String {
    let language = run.language(style);
    let mut out = String::from("## weeflint\n\n");
    let severities = [Severity::Error, Severity::Warning, Severity::Info, Severity::Strength];
    let words = severities.map(|it| messages::severity(it).get(language));
    out.push_str(&format!(
        "| {} | {} | |\n| --- | ---: | ---: | ---: | ---: | --- |\n",
        messages::FILE.get(language),
        words.join(" | ")
    ));
    for entry in &run.entries {
        let path = markdown(&slashed(&entry.path));
        match &entry.result {
            Ok(judged) => {
                let count = |of| judged.findings.iter().filter(|it| it.severity == of).count();
                let counts = severities.map(|it| count(it).to_string()).join(" | ");
                let short = match judged.assessment.evidence.assessed {
                    Assessed::Full => "",
                    Assessed::Partly => messages::PARTLY.get(language),
                    Assessed::No => messages::NOT_SCORED.get(language),
                };
                out.push_str(&format!("| {path} | {counts} | {short} |\n"));
            }
            Err(refusal) => {
                let text = markdown(refusal.text(language));
                let unread = messages::NOT_READ.get(language);
                out.push_str(&format!("| {path} | | | | | {unread}: {text} |\n"));
            }
        }
    }
    out.push('\n');
    let mut left_out = 0;
    for entry in &run.entries {
        let Ok(judged) = &entry.result else { continue };
        let part = findings(&slashed(&entry.path), judged, style);
        if out.len() + part.len() > MOST {
            left_out += judged.findings.len();
        } else {
            out.push_str(&part);
        }
    }
    if left_out > 0 {
        let text = messages::SUMMARY_FULL.fill(language, &[&left_out.to_string()]);
        out.push_str(&format!("{text}\n\n"));
    }
    for fault in &run.faults {
        out.push_str(&format!("- `{}`: {}\n", fault.place, markdown(&fault.reason)));
    }
    out.push_str(&format!("{}\n", messages::DISCLAIMER.get(language)));
    out
}

fn findings(path: &str, judged: &Judged, style: &Style) -> String {
    if judged.findings.is_empty() {
        return String::new();
    }
    let language = style.language_for(&judged.document);
    let heads = [messages::PLACE, messages::SEVERITY, messages::FINDINGS, messages::RULE];
    let heads = heads.map(|it| it.get(language)).join(" | ");
    let mut out = format!(
        "<details><summary>{}</summary>\n\n| {heads} |\n| --- | --- | --- | --- |\n",
        super::xml::escape(path)
    );
    let mut sorted: Vec<&Finding> = judged.findings.iter().collect();
    sorted.sort_by_key(|it| std::cmp::Reverse(it.severity));
    for finding in sorted {
        let at = match finding.absence {
            true => messages::WHOLE.get(language).to_owned(),
            false => place(&judged.document, finding.span).text(language),
        };
        out.push_str(&format!(
            "| {} | {} | {} | `{}` |\n",
            markdown(&at),
            messages::severity(finding.severity).get(language),
            markdown(&finding.message),
            finding.charge.rule
        ));
    }
    out.push_str("\n</details>\n\n");
    out
}

fn annotation(out: &mut String, path: &str, judged: &Judged, finding: &Finding, style: &Style) {
    let command = match finding.severity {
        Severity::Strength => return,
        Severity::Info => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let doc = &judged.document;
    let language = style.language_for(doc);
    let mut properties = format!("file={}", property(path));
    let mut at = messages::WHOLE.get(language).to_owned();
    if !finding.absence {
        let place = place(doc, finding.span);
        at = place.text(language);
        let region = judged.source.as_ref().and_then(|it| it.region(doc, finding.span));
        if let Some(region) = region {
            properties.push_str(&format!(",line={}", region.start_line));
            properties.push_str(&format!(",endLine={}", region.end_line));
            // GitHub refuses columns of a stretch over several lines; its end column is the last.
            if region.start_line == region.end_line {
                let last = region.end_column.saturating_sub(1).max(region.start_column);
                properties.push_str(&format!(",col={},endColumn={last}", region.start_column));
            }
        } else if let Some(line) = place.line {
            properties.push_str(&format!(",line={line}"));
        }
    }
    let mut text = format!("{at}: {}", finding.message);
    for rewrite in &finding.rewrites {
        let head = if finding.absence { messages::TO_ADD } else { messages::REWRITE };
        let effect = messages::effect(rewrite.effect).get(language);
        text.push_str(&format!("\n{} ({effect}): {}", head.get(language), rewrite.text));
    }
    out.push_str(&format!(
        "::{command} {properties},title={}::{}\n",
        property(&finding.charge.rule),
        message(&text)
    ));
}

/// The text of a workflow command: nothing in it may end the line or begin another command.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_begin_another_command() {
        assert_eq!(message("50%\n::set-env::x"), "50%25%0A::set-env::x");
        assert_eq!(property("a,b:c\r"), "a%2Cb%3Ac%0D");
    }
}
