//! Rounds for a person at a terminal.

use super::{
    ALL_LEVEL, BECAUSE, CLAUSES, FINDINGS, FRAMES_HEAD, LEVEL, LOOK, NO_SCORES, NOTE, Round,
    SCORES_HEAD, TurnLine, causes_text, change, course, figures, lot, name, numbers, redraft, turn,
    turned,
};
use crate::compare::{Course, Lot, Shift};
use crate::report::ink::{Ink, Role};
use crate::report::messages::{self, Text};
use crate::report::wrap::{fill, shorten};
use crate::report::{Style, harmless, pad};

pub(super) fn terminal(rounds: &[Round], style: &Style) -> String {
    let mut out = String::new();
    for (at, round) in rounds.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        terminal_round(&mut out, round, style);
    }
    out.push('\n');
    let language = rounds.last().map_or(style.fallback, |it| style.language_for(&it.new.document));
    out.push_str(&fill(NOTE.get(language), style.width, 0));
    out
}

fn terminal_round(out: &mut String, round: &Round, style: &Style) {
    let language = style.language_for(&round.new.document);
    let ink = Ink { color: style.color };
    let line = |out: &mut String, text: &str, indent: usize| {
        out.push_str(&fill(&harmless(text), style.width, indent));
    };
    let heading = |out: &mut String, title: Text, counts: &str| {
        out.push('\n');
        out.push_str(&ink.paint(Role::Heading, title.get(language)));
        out.push('\n');
        if !counts.is_empty() {
            out.push_str(&fill(&format!("  {counts}"), style.width, 2));
        }
    };
    line(out, &format!("{} → {}", round.old_name, round.new_name), 2);
    line(out, redraft(round.comparison.redraft).get(language), 0);

    heading(out, CLAUSES, &round.clause_counts(language));
    let columns = style.width.saturating_sub(4);
    for it in round.changed() {
        let head = format!("  {:<16} {}", change(it.change).get(language), numbers(it));
        line(out, head.trim_end(), 19);
        for text in shorten(&harmless(round.opening(it)), columns, 1) {
            out.push_str(&format!("    {}\n", ink.paint(Role::Border, &text)));
        }
        if let Some(turned) = turned(it) {
            line(out, &format!("    {}", LOOK.fill(language, &[&turned])), 4);
        }
    }

    heading(out, FINDINGS, &round.finding_counts(language));
    let shown: &'static [Lot] = match style.all {
        true => &[Lot::Gone, Lot::New, Lot::Reworded, Lot::Moved],
        false => &[Lot::Gone, Lot::New],
    };
    for it in round.traces(shown) {
        let Some((_, finding)) = round.finding(it) else { continue };
        let place = round.where_is(it, language);
        let word = messages::severity(finding.severity).get(language);
        let rule = &finding.charge.rule;
        let head = lot(it.lot).get(language);
        line(out, &format!("  {head:<16} {word}, {place}: {} [{rule}]", finding.message), 4);
    }

    heading(out, SCORES_HEAD, "");
    let mut level = 0;
    let none = |it: &Shift| it.course == Course::NotComparable;
    if round.comparison.shifts.iter().all(none) {
        line(out, &format!("  {}", NO_SCORES.get(language)), 2);
        return;
    }
    for it in &round.comparison.shifts {
        if it.course == Course::Level && !style.all {
            level += 1;
            continue;
        }
        let course = course(it.course).get(language);
        let name = pad(&name(it.of, language), 27);
        let figures = figures(it, language);
        line(out, format!("  {name} {figures:>15}  {course}").trim_end(), 4);
        let causes = causes_text(round, it, language, style.all);
        if !causes.is_empty() && it.course != Course::Level {
            line(out, &format!("    {} {causes}", BECAUSE.get(language)), 4);
        }
    }
    if level > 0 {
        let text = match level == round.comparison.shifts.len() {
            true => LEVEL.get(language).to_owned(),
            false => ALL_LEVEL.get(language).to_owned(),
        };
        line(out, &format!("  {text}"), 2);
    }
    if round.comparison.turns.is_empty() {
        return;
    }
    heading(out, FRAMES_HEAD, "");
    for it in &round.comparison.turns {
        let TurnLine { frame, part, course, because } = turn(round, it, language);
        line(out, &format!("  {frame}, {part}: {course}"), 4);
        if !because.is_empty() {
            line(out, &format!("    {} {because}", BECAUSE.get(language)), 4);
        }
    }
}
