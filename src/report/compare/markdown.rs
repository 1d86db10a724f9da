//! Rounds as Markdown, to send round.

use super::{
    BECAUSE, CLAUSES, FINDINGS, FRAMES_HEAD, NOTE, Round, SCORES_HEAD, TurnLine, causes_text,
    change, course, figures, lot, name, numbers, redraft, turn, turned,
};
use crate::compare::{Course, Lot};
use crate::report::wrap::shorten;
use crate::report::{Style, harmless, messages};

pub(super) fn markdown(rounds: &[Round], style: &Style) -> String {
    let mut out = String::new();
    for round in rounds {
        let language = style.language_for(&round.new.document);
        let names = [round.old_name, round.new_name].map(escape);
        out.push_str(&format!("# {} → {}\n\n", names[0], names[1]));
        out.push_str(&format!("{}\n\n", redraft(round.comparison.redraft).get(language)));

        let counts = round.clause_counts(language);
        out.push_str(&format!("## {}\n\n{counts}\n\n", CLAUSES.get(language)));
        for it in round.changed() {
            let head = change(it.change).get(language);
            let opening = shorten(round.opening(it), 100, 1).concat();
            let numbers = numbers(it);
            let numbers = if numbers.is_empty() { String::new() } else { format!(" {numbers}") };
            out.push_str(&format!("- **{head}**{}: {}", escape(&numbers), escape(&opening)));
            if let Some(turned) = turned(it) {
                out.push_str(&format!(" ({})", escape(&turned)));
            }
            out.push('\n');
        }

        let counts = round.finding_counts(language);
        out.push_str(&format!("\n## {}\n\n{counts}\n\n", FINDINGS.get(language)));
        for it in round.traces(&[Lot::Gone, Lot::New, Lot::Reworded, Lot::Moved]) {
            let Some((_, finding)) = round.finding(it) else { continue };
            out.push_str(&format!(
                "- **{}** {}, {}: {} (`{}`)\n",
                lot(it.lot).get(language),
                messages::severity(finding.severity).get(language),
                escape(&round.where_is(it, language)),
                escape(&finding.message),
                finding.charge.rule,
            ));
        }

        out.push_str(&format!("\n## {}\n\n", SCORES_HEAD.get(language)));
        let score = messages::SCORE.get(language);
        let because = BECAUSE.get(language);
        out.push_str(&format!("| | {score} | | {because} |\n|---|---|---|---|\n"));
        for it in &round.comparison.shifts {
            let causes = match it.course {
                Course::Level => String::new(),
                _ => causes_text(round, it, language, true),
            };
            out.push_str(&format!(
                "| {} | {} | {} | {} |\n",
                name(it.of, language),
                figures(it, language),
                course(it.course).get(language),
                escape(&causes),
            ));
        }
        if !round.comparison.turns.is_empty() {
            out.push_str(&format!("\n## {}\n\n", FRAMES_HEAD.get(language)));
        }
        for it in &round.comparison.turns {
            let TurnLine { frame, part, course, because } = turn(round, it, language);
            let because = match because.is_empty() {
                true => String::new(),
                false => format!(" ({} {because})", BECAUSE.get(language)),
            };
            let text = format!("{frame}, {part}: {course}{because}");
            out.push_str(&format!("- {}\n", escape(&text)));
        }
        out.push_str(&format!("\n{}\n\n", NOTE.get(language)));
    }
    out
}

/// `text` so that Markdown shows it as it is.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in harmless(text).chars() {
        match char {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => {
                out.extend(['\\', char]);
            }
            '\n' => out.push(' '),
            _ => out.push(char),
        }
    }
    out
}
