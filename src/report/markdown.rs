//! The report as CommonMark, to paste into a page, a ticket or a mail.

use super::{Judged, Run, Style, messages, place};
use crate::assess::{Assessed, Assessment, Score};
use crate::finding::{Finding, Severity};
use crate::language::Language;

/// Every contract, every finding.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let mut out = String::new();
    for entry in &run.entries {
        match &entry.result {
            Ok(judged) => {
                out.push_str(&format!("# {}\n\n", escape(&entry.path)));
                document(&mut out, run, judged, style.language_for(&judged.document));
            }
            Err(refusal) => {
                let language = run.language(style);
                out.push_str(&format!(
                    "# {}\n\n{}: {}\n\n",
                    escape(&entry.path),
                    messages::NOT_READ.get(language),
                    escape(refusal.text(language)),
                ));
            }
        }
    }
    if !run.faults.is_empty() {
        out.push_str(&format!("# {}\n\n", messages::FAULTS.get(run.language(style))));
        for fault in &run.faults {
            out.push_str(&format!("- `{}`: {}\n", fault.place, escape(&fault.reason)));
        }
        out.push('\n');
    }
    out
}

/// Whether a finding belongs in a part of the report.
type Belongs = fn(&Finding) -> bool;

fn document(out: &mut String, run: &Run, judged: &Judged, language: Language) {
    let groups: [(messages::Text, Belongs); 3] = [
        (messages::STRENGTHS, |it| !it.absence && it.severity == Severity::Strength),
        (messages::FINDINGS, |it| !it.absence && it.severity != Severity::Strength),
        (messages::ABSENCES, |it| it.absence),
    ];
    for (title, belongs) in groups {
        let findings: Vec<_> = judged.findings.iter().filter(|it| belongs(it)).collect();
        if !findings.is_empty() {
            out.push_str(&format!("## {}\n\n", title.get(language)));
            findings.into_iter().for_each(|it| finding(out, run, judged, it, language));
        }
    }
    out.push_str(&format!("## {}\n\n", messages::PROFILE.get(language)));
    let evidence = &judged.assessment.evidence;
    if evidence.assessed == Assessed::No {
        out.push_str(&format!("{}\n\n", messages::NOT_SCORED.get(language)));
    } else {
        profile(out, &judged.assessment, language);
    }
    for shortfall in &evidence.shortfalls {
        out.push_str(&format!("- {}\n", escape(&messages::shortfall(shortfall, language))));
    }
    for note in &judged.document.notes {
        out.push_str(&format!("- {}\n", escape(&note.text(language))));
    }
    for it in &judged.facts.unchecked {
        out.push_str(&format!("- {}\n", escape(it.text(language))));
    }
    if !judged.decided.is_empty() {
        let count = judged.decided.len().to_string();
        out.push_str(&format!("- {}\n", messages::DECIDED.fill(language, &[&count])));
    }
    if run.selected {
        let text = messages::SELECTED.fill(language, &[&run.rules.len().to_string()]);
        out.push_str(&format!("- {text}\n"));
    }
    let rubric = messages::RUBRIC.fill(language, &[&judged.assessment.rubric]);
    out.push_str(&format!("\n{rubric}. {}\n\n", messages::DISCLAIMER.get(language)));
}

/// The scores as two tables.
pub(super) fn profile(out: &mut String, assessment: &Assessment, language: Language) {
    let rows = assessment.flaws.iter();
    table(out, messages::FLAW, rows.map(|it| (messages::flaw(it.0), &it.1)), language);
    let rows = assessment.norms.iter();
    table(out, messages::NORM, rows.map(|it| (messages::norm(it.0), &it.1)), language);
}

fn finding(out: &mut String, run: &Run, judged: &Judged, it: &Finding, language: Language) {
    let word = messages::severity(it.severity).get(language);
    let place = match it.absence {
        true => messages::WHOLE.get(language).to_owned(),
        false => place(&judged.document, it.span).text(language),
    };
    out.push_str(&format!(
        "### {}\n\n**{word}**: {} (`{}`)\n\n",
        escape(&place),
        escape(&it.message),
        it.charge.rule
    ));
    let quote = &judged.document[it.span];
    if !it.absence && !quote.is_empty() {
        out.push_str(&format!("> {}\n\n", escape(quote)));
    }
    if let Some(rule) = run.rule(&it.charge.rule).filter(|_| it.severity != Severity::Strength) {
        let why = &rule.page.section(language).why;
        if !why.is_empty() {
            out.push_str(&format!("{}\n\n", why.trim()));
        }
    }
    for rewrite in &it.rewrites {
        let head = if it.absence { messages::TO_ADD } else { messages::REWRITE };
        out.push_str(&format!(
            "*{} ({})*: {}\n\n",
            head.get(language),
            messages::effect(rewrite.effect).get(language),
            escape(&rewrite.text)
        ));
    }
}

fn table<'a>(
    out: &mut String,
    first: messages::Text,
    rows: impl Iterator<Item = (messages::Text, &'a Score)>,
    language: Language,
) {
    let heads = [first, messages::SCORE, messages::STATUS].map(|it| it.get(language));
    out.push_str(&format!("| {} |\n| --- | ---: | --- |\n", heads.join(" | ")));
    for (name, score) in rows {
        let value = score.value.map_or("–".to_owned(), |it| messages::decimal(it, 1, language));
        let status = messages::status(score.status).get(language);
        out.push_str(&format!("| {} | {value} | {status} |\n", name.get(language)));
    }
    out.push('\n');
}

/// Words of a contract as plain text, whatever signs they hold.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '|' | '#' => {
                out.push('\\');
                out.push(char);
            }
            '\n' => out.push(' '),
            _ => out.push(char),
        }
    }
    out
}
