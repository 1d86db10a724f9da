//! What differs between rounds of a contract, for a person at a terminal, as Markdown to send
//! round, and for a program.

use super::ink::{Ink, Role};
use super::messages::{self, Text, decimal};
use super::wrap::{fill, shorten};
use super::{Judged, Style, harmless, pad, place};
use crate::compare::{Change, Comparison, Course, Fate, Lot, Of, Passage, Redraft, Shift, Trace};
use crate::finding::Finding;
use crate::language::Language;
use serde_json::{Value, json};

/// Two rounds and what differs between them.
#[derive(Debug)]
pub struct Round<'a> {
    /// The earlier one's name.
    pub old_name: &'a str,
    /// The later one's name.
    pub new_name: &'a str,
    /// The earlier one.
    pub old: &'a Judged,
    /// The later one.
    pub new: &'a Judged,
    /// What differs.
    pub comparison: Comparison,
}

/// A form in which rounds are shown.
pub struct Form {
    /// Its name on the command line.
    pub name: &'static str,
    /// Writes it.
    pub write: fn(&[Round], &Style) -> String,
}

/// Every form, the default first.
pub const FORMS: [Form; 3] = [
    Form { name: "terminal", write: terminal },
    Form { name: "json", write: json },
    Form { name: "markdown", write: markdown },
];

const CLAUSES: Text = Text::new("Bepalingen", "Clauses");
const FINDINGS: Text = Text::new("Bevindingen", "Findings");
const LOOK: Text = Text::new("let op: {}", "look: {}");
const NO_SCORES: Text = Text::new(
    "Niet te vergelijken: een van de twee heeft geen scores.",
    "Not comparable: one of the two has no scores.",
);
const NOTE: Text = Text::new(
    "Dit zegt wat de regels en de woorden laten zien. Een wijziging in de tekst is nog geen \
     wijziging in de relatie, en dit is geen juridisch advies.",
    "This says what the rules and the words show. A change of text is no change of the \
     relationship yet, and this is no legal advice.",
);
const SCORES_HEAD: Text = Text::new("Scores", "Scores");
const BECAUSE: Text = Text::new("door", "because of");
const LEVEL: Text = Text::new("geen aantoonbaar verschil", "no demonstrable difference");
const ALL_LEVEL: Text = Text::new(
    "Geen aantoonbaar verschil in de andere scores.",
    "No demonstrable difference in the other scores.",
);

fn redraft(of: Redraft) -> Text {
    match of {
        Redraft::None => Text::new(
            "Geen verschil: dezelfde woorden, volgorde en nummers.",
            "No difference: the same words, order and numbers.",
        ),
        Redraft::Order => Text::new(
            "Alleen volgorde of nummers zijn anders; de woorden zijn gelijk.",
            "Only order or numbers differ; the words are the same.",
        ),
        Redraft::Words => Text::new(
            "Andere woorden, geen aanwijzing dat rechten, plichten of risico's verschuiven.",
            "Other words, no sign that rights, duties or risk move.",
        ),
        Redraft::Content => Text::new(
            "De inhoud is anders (bepalingen, getallen, \"niet\", \"mag\" of \"moet\"), maar geen \
             bevinding over de balans kwam of verdween. Lees die plekken na.",
            "The content differs (clauses, figures, \"not\", \"may\" or \"shall\"), but no finding \
             about the balance came or went. Read those places.",
        ),
        Redraft::Balance => Text::new(
            "De balans is anders: bevindingen over rechten, plichten of risico's kwamen of verdwenen.",
            "The balance differs: findings about rights, duties or risk came or went.",
        ),
    }
}

fn change(of: Change) -> Text {
    match of {
        Change::Same => Text::new("gelijk", "same"),
        Change::Renumbered => Text::new("vernummerd", "renumbered"),
        Change::Moved => Text::new("verplaatst", "moved"),
        Change::Reworded => Text::new("anders verwoord", "reworded"),
        Change::Split => Text::new("gesplitst", "split"),
        Change::Merged => Text::new("samengevoegd", "merged"),
        Change::Gone => Text::new("vervallen", "gone"),
        Change::New => Text::new("nieuw", "new"),
    }
}

fn lot(of: Lot) -> Text {
    match of {
        Lot::Kept => Text::new("gebleven", "kept"),
        Lot::Moved => Text::new("verplaatst", "moved"),
        Lot::Reworded => Text::new("anders verwoord", "reworded"),
        Lot::Gone => Text::new("verdwenen", "gone"),
        Lot::New => Text::new("nieuw", "new"),
    }
}

fn course(of: Course) -> Text {
    match of {
        Course::Better => Text::new("beter", "better"),
        Course::Worse => Text::new("slechter", "worse"),
        Course::Level => LEVEL,
        Course::NotComparable => Text::new("niet te vergelijken", "not comparable"),
    }
}

fn name(of: Of, language: Language) -> String {
    match of {
        Of::Flaw(flaw) => format!("{} {}", flaw.number(), messages::flaw(flaw).get(language)),
        Of::Norm(norm) => messages::norm(norm).get(language).to_owned(),
    }
}

impl Round<'_> {
    /// The finding that a trace ends in, and the version it stands in.
    fn finding(&self, it: &Trace) -> Option<(&Judged, &Finding)> {
        match it.new {
            Some(at) => Some((self.new, self.new.findings.get(at)?)),
            None => Some((self.old, self.old.findings.get(it.old?)?)),
        }
    }

    fn where_is(&self, it: &Trace, language: Language) -> String {
        match self.finding(it) {
            Some((_, finding)) if finding.absence => messages::WHOLE.get(language).to_owned(),
            Some((judged, finding)) => place(&judged.document, finding.span).text(language),
            None => String::new(),
        }
    }

    /// `12 same, 2 moved`; what didn't happen is left out.
    fn clause_counts(&self, language: Language) -> String {
        let counts = Change::ALL.map(|it| (self.comparison.count(it), change(it).get(language)));
        listed(&counts)
    }

    fn finding_counts(&self, language: Language) -> String {
        let counts = Lot::ALL.map(|it| (self.comparison.count_findings(it), lot(it).get(language)));
        listed(&counts)
    }

    /// Clauses worth a line: all that changed, but for those with only another number.
    fn changed(&self) -> impl Iterator<Item = &Fate> {
        let quiet = |it: &Change| matches!(it, Change::Same | Change::Renumbered);
        self.comparison.clauses.iter().filter(move |it| !quiet(&it.change))
    }

    /// Findings worth a line.
    fn traces(&self, lots: &'static [Lot]) -> impl Iterator<Item = &Trace> {
        self.comparison.findings.iter().filter(|it| lots.contains(&it.lot))
    }

    /// The first words of a clause, new where there are new ones.
    fn opening(&self, it: &Fate) -> &str {
        match (it.new.first(), it.old.first()) {
            (Some(passage), _) => &self.new.document[passage.span],
            (None, Some(passage)) => &self.old.document[passage.span],
            (None, None) => "",
        }
    }

    /// The clauses behind a shift, each once, in order.
    fn causes(&self, it: &Shift, language: Language) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        for trace in it.causes.iter().filter_map(|at| self.comparison.findings.get(*at)) {
            let place = self.where_is(trace, language);
            let text = format!("{place} ({})", lot(trace.lot).get(language));
            if !places.contains(&text) {
                places.push(text);
            }
        }
        places
    }
}

fn listed(counts: &[(usize, &str)]) -> String {
    let parts = counts.iter().filter(|it| it.0 > 0).map(|it| format!("{} {}", it.0, it.1));
    parts.collect::<Vec<_>>().join(", ")
}

/// `4.3 → 4.4, 4.5`; one number where both are the same.
fn numbers(it: &Fate) -> String {
    let of = |passages: &[Passage]| {
        let mut numbers: Vec<&str> = passages.iter().map(|it| it.number.as_str()).collect();
        numbers.dedup();
        numbers.retain(|it| !it.is_empty());
        numbers.join(", ")
    };
    match (of(&it.old), of(&it.new)) {
        (old, new) if old == new || new.is_empty() => old,
        (old, new) if old.is_empty() => new,
        (old, new) => format!("{old} → {new}"),
    }
}

fn turned(it: &Fate) -> Option<String> {
    let some = !it.turned_from.is_empty() || !it.turned_to.is_empty();
    let list = |words: &[String]| match words.is_empty() {
        true => "–".to_owned(),
        false => words.join(" "),
    };
    some.then(|| format!("{} → {}", list(&it.turned_from), list(&it.turned_to)))
}

fn figures(it: &Shift, language: Language) -> String {
    let figure = |value: Option<f64>| match value {
        Some(value) => decimal(value, 1, language),
        None => "–".to_owned(),
    };
    format!("{} → {}", figure(it.old.value), figure(it.new.value))
}

/// Most clauses that are named as the cause of a shift.
const CAUSES: usize = 6;

fn causes_text(round: &Round, it: &Shift, language: Language, all: bool) -> String {
    let causes = round.causes(it, language);
    let shown = if all { causes.len() } else { CAUSES };
    let mut text = causes.iter().take(shown).cloned().collect::<Vec<_>>().join("; ");
    if causes.len() > shown {
        text.push_str(" …");
    }
    text
}

fn terminal(rounds: &[Round], style: &Style) -> String {
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
}

fn markdown(rounds: &[Round], style: &Style) -> String {
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

fn json(rounds: &[Round], style: &Style) -> String {
    let rounds: Vec<Value> = rounds.iter().map(|it| json_round(it, style)).collect();
    let value = json!({
        "schema_version": 1,
        "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "rounds": rounds,
    });
    format!("{value:#}\n")
}

fn json_round(round: &Round, style: &Style) -> Value {
    let language = style.language_for(&round.new.document);
    let passages = |passages: &[Passage]| -> Vec<Value> {
        let one = |it: &Passage| json!({ "clause": it.number, "span": { "start": it.span.start, "end": it.span.end } });
        passages.iter().map(one).collect()
    };
    let clauses: Vec<Value> = round
        .comparison
        .clauses
        .iter()
        .map(|it| {
            json!({
                "change": it.change.name(),
                "moved": it.moved,
                "old": passages(&it.old),
                "new": passages(&it.new),
                "turned_from": it.turned_from,
                "turned_to": it.turned_to,
            })
        })
        .collect();
    let findings: Vec<Value> = round
        .comparison
        .findings
        .iter()
        .filter_map(|it| {
            let (_, finding) = round.finding(it)?;
            let before = it.old.and_then(|at| round.old.findings.get(at));
            Some(json!({
                "change": it.lot.name(),
                "rule": finding.charge.rule,
                "severity": finding.severity.name(),
                "effect": finding.charge.effect.name(),
                "message": finding.message,
                "place": round.where_is(it, language),
                "fingerprint": finding.fingerprint,
                "old_fingerprint": before.map(|it| it.fingerprint.as_str()),
            }))
        })
        .collect();
    let scores: Vec<Value> = round
        .comparison
        .shifts
        .iter()
        .map(|it| {
            let (kind, name) = match it.of {
                Of::Flaw(flaw) => ("flaw", flaw.name()),
                Of::Norm(norm) => ("norm", norm.name()),
            };
            json!({
                "kind": kind,
                "name": name,
                "old": it.old.value,
                "new": it.new.value,
                "old_band": it.old.band.map(|it| [it.low, it.high]),
                "new_band": it.new.band.map(|it| [it.low, it.high]),
                "course": it.course.name(),
                "because": round.causes(it, language),
            })
        })
        .collect();
    json!({
        "old": { "path": round.old_name, "sha256": round.old.document.sha256 },
        "new": { "path": round.new_name, "sha256": round.new.document.sha256 },
        "redraft": round.comparison.redraft.name(),
        "clauses": clauses,
        "findings": findings,
        "scores": scores,
    })
}
