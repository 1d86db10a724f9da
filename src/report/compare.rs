//! What differs between rounds of a contract, for a person at a terminal, as a page, as Markdown to
//! send round, and for a program.

use super::baseline::words as say;
use super::ink::{Ink, Role};
use super::messages::{self, Text, decimal};
use super::wrap::{fill, shorten};
use super::{Judged, Style, harmless, html, pad, place};
use crate::assess::{Frameworks, Polarity};
use crate::compare::{
    Change, Comparison, Course, Fate, Lot, Of, Part, Passage, Redraft, Shift, Trace, Turn,
};
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
    /// The frameworks laid beside the later one, for the names of their parts.
    pub frameworks: &'a Frameworks,
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
pub const FORMS: [Form; 4] = [
    Form { name: "terminal", write: terminal },
    Form { name: "html", write: html::rounds },
    Form { name: "json", write: json },
    Form { name: "markdown", write: markdown },
];

pub(super) const CLAUSES: Text = Text::new("Bepalingen", "Clauses");
pub(super) const FINDINGS: Text = Text::new("Bevindingen", "Findings");
pub(super) const LOOK: Text = Text::new("let op: {}", "look: {}");
pub(super) const NO_SCORES: Text = Text::new(
    "Niet te vergelijken: een van de twee heeft geen scores.",
    "Not comparable: one of the two has no scores.",
);
pub(super) const NOTE: Text = Text::new(
    "Dit zegt wat de regels en de woorden laten zien. Een wijziging in de tekst is nog geen \
     wijziging in de relatie, en dit is geen juridisch advies.",
    "This says what the rules and the words show. A change of text is no change of the \
     relationship yet, and this is no legal advice.",
);
pub(super) const SCORES_HEAD: Text = Text::new("Scores", "Scores");
const BECAUSE: Text = Text::new("door", "because of");
pub(super) const BECAUSE_HEAD: Text = Text::new("Door", "Because of");
pub(super) const FRAMES_HEAD: Text = Text::new("Kaders", "Frameworks");
const SPEECH: Text = Text::new("aandeel opdragende taal", "share of directive speech");
const RELATION: Text =
    Text::new("aandeel van de tekst over de relatie", "share of the text on the relation");
const FIGURE: Text = Text::new("cijfer", "figure");
const NO_LEVEL: Text = Text::new("geen positie", "no position");
const TOWARD: Text = Text::new("naar: {}", "toward: {}");
const LEVEL: Text = Text::new("geen aantoonbaar verschil", "no demonstrable difference");
const ALL_LEVEL: Text = Text::new(
    "Geen aantoonbaar verschil in de andere scores.",
    "No demonstrable difference in the other scores.",
);

pub(super) fn redraft(of: Redraft) -> Text {
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

pub(super) fn change(of: Change) -> Text {
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

pub(super) fn lot(of: Lot) -> Text {
    match of {
        Lot::Kept => Text::new("gebleven", "kept"),
        Lot::Moved => Text::new("verplaatst", "moved"),
        Lot::Reworded => Text::new("anders verwoord", "reworded"),
        Lot::Gone => Text::new("verdwenen", "gone"),
        Lot::New => Text::new("nieuw", "new"),
    }
}

pub(super) fn course(of: Course) -> Text {
    match of {
        Course::Better => Text::new("beter", "better"),
        Course::Worse => Text::new("slechter", "worse"),
        Course::Level => LEVEL,
        Course::NotComparable => Text::new("niet te vergelijken", "not comparable"),
    }
}

pub(super) fn name(of: Of, language: Language) -> String {
    match of {
        Of::Flaw(flaw) => format!("{} {}", flaw.number(), messages::flaw(flaw).get(language)),
        Of::Norm(norm) => messages::norm(norm).get(language).to_owned(),
    }
}

impl Round<'_> {
    /// The finding that a trace ends in, and the version it stands in.
    pub(super) fn finding(&self, it: &Trace) -> Option<(&Judged, &Finding)> {
        match it.new {
            Some(at) => Some((self.new, self.new.findings.get(at)?)),
            None => Some((self.old, self.old.findings.get(it.old?)?)),
        }
    }

    pub(super) fn where_is(&self, it: &Trace, language: Language) -> String {
        match self.finding(it) {
            Some((_, finding)) if finding.absence => messages::WHOLE.get(language).to_owned(),
            Some((judged, finding)) => place(&judged.document, finding.span).text(language),
            None => String::new(),
        }
    }

    /// `12 same, 2 moved`; what didn't happen is left out.
    pub(super) fn clause_counts(&self, language: Language) -> String {
        let counts = Change::ALL.map(|it| (self.comparison.count(it), change(it).get(language)));
        listed(&counts)
    }

    pub(super) fn finding_counts(&self, language: Language) -> String {
        let counts = Lot::ALL.map(|it| (self.comparison.count_findings(it), lot(it).get(language)));
        listed(&counts)
    }

    /// Clauses worth a line: all that changed, but for those with only another number.
    pub(super) fn changed(&self) -> impl Iterator<Item = &Fate> {
        let quiet = |it: &Change| matches!(it, Change::Same | Change::Renumbered);
        self.comparison.clauses.iter().filter(move |it| !quiet(&it.change))
    }

    /// Findings worth a line.
    fn traces(&self, lots: &'static [Lot]) -> impl Iterator<Item = &Trace> {
        self.comparison.findings.iter().filter(|it| lots.contains(&it.lot))
    }

    /// The first words of a clause, new where there are new ones.
    pub(super) fn opening(&self, it: &Fate) -> &str {
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
pub(super) fn numbers(it: &Fate) -> String {
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

pub(super) fn turned(it: &Fate) -> Option<String> {
    let some = !it.turned_from.is_empty() || !it.turned_to.is_empty();
    let list = |words: &[String]| match words.is_empty() {
        true => "–".to_owned(),
        false => words.join(" "),
    };
    some.then(|| format!("{} → {}", list(&it.turned_from), list(&it.turned_to)))
}

pub(super) fn figures(it: &Shift, language: Language) -> String {
    let figure = |value: Option<f64>| match value {
        Some(value) => decimal(value, 1, language),
        None => "–".to_owned(),
    };
    format!("{} → {}", figure(it.old.value), figure(it.new.value))
}

/// What happened to a part of a framework, in words.
pub(super) struct TurnLine {
    pub(super) frame: String,
    pub(super) part: String,
    pub(super) course: String,
    pub(super) because: String,
}

/// A turn in words.
pub(super) fn turn(round: &Round, turn: &Turn, language: Language) -> TurnLine {
    let frameworks = round.frameworks;
    let poles = |it: &Polarity| {
        let (left, right) = it.poles(language);
        let pole = if turn.rises() { left } else { right };
        (format!("{left} – {right}"), TOWARD.fill(language, &[pole]))
    };
    let card = |at: usize| frameworks.cards.get(at);
    let title = |at: usize| card(at).map_or("", |it| it.title(language)).to_owned();
    let percent =
        |it: Option<f64>| it.map_or("–".to_owned(), |it| format!("{:.0} %", it * 100.0));
    let shares = format!("{} → {}", percent(turn.old), percent(turn.new));
    let figure = |it: Option<f64>| it.map_or("–".to_owned(), |it| format!("{it:.0}"));
    let figures = format!("{} → {}", figure(turn.old), figure(turn.new));
    let level = |it: Option<f64>| {
        let text = match it {
            Some(it) if it >= 1.0 => say::LEVEL_FULL,
            Some(it) if it > 0.0 => say::LEVEL_HALF,
            Some(_) => say::LEVEL_NONE,
            None => NO_LEVEL,
        };
        text.get(language)
    };
    let (frame, part, course) = match turn.part {
        Part::Speech => {
            (say::SPEECH.get(language).to_owned(), SPEECH.get(language).to_owned(), shares)
        }
        Part::Relation => {
            (say::TOPICS.get(language).to_owned(), RELATION.get(language).to_owned(), shares)
        }
        Part::Polarity(at) => {
            let (part, course) = frameworks.polarities.get(at).map(poles).unwrap_or_default();
            (say::POLES.get(language).to_owned(), part, course)
        }
        Part::Value(at) => (title(at), FIGURE.get(language).to_owned(), figures),
        Part::Element(at, element) => {
            let element = card(at).and_then(|it| it.elements.get(element));
            let name = element.map_or("", |it| it.name(language)).to_owned();
            (title(at), name, format!("{} → {}", level(turn.old), level(turn.new)))
        }
        Part::Pole(at, pole) => {
            let pole = card(at).and_then(|it| it.poles.get(pole));
            let (part, course) = pole.map(poles).unwrap_or_default();
            (title(at), part, course)
        }
    };
    let doc = if turn.in_new { &round.new.document } else { &round.old.document };
    let mut places: Vec<String> = Vec::new();
    for span in &turn.because {
        let mut text = place(doc, *span).text(language);
        if !turn.in_new {
            text = format!("{text} ({})", lot(Lot::Gone).get(language));
        }
        if !places.contains(&text) {
            places.push(text);
        }
    }
    TurnLine { frame, part, course, because: places.join("; ") }
}

/// Words in a row, and whether the other text lacks them.
pub(super) type Stretch<'a> = (bool, &'a str);

/// Most words of either text that are laid side by side.
const LONGEST: usize = 600;

/// Two texts in stretches of words that both have, in the same order, and words that only one has.
/// Texts that are too long to lay side by side, and one beside nothing, are one stretch each.
pub(super) fn differ<'a>(old: &'a str, new: &'a str) -> (Vec<Stretch<'a>>, Vec<Stretch<'a>>) {
    let (a, b) = (words(old), words(new));
    if a.len() > LONGEST || b.len() > LONGEST || a.is_empty() || b.is_empty() {
        let whole = |it: &'a str| if it.is_empty() { vec![] } else { vec![(false, it)] };
        return (whole(old), whole(new));
    }
    // The longest common subsequence of what is left from each pair of places on.
    let width = b.len() + 1;
    let mut longest = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = match a[i].0 == b[j].0 {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut only_old, mut only_new) = (vec![true; a.len()], vec![true; b.len()]);
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i].0 == b[j].0 {
            (only_old[i], only_new[j]) = (false, false);
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    (stretches(old, &a, &only_old), stretches(new, &b, &only_new))
}

/// The words of a text, with where each stands.
fn words(text: &str) -> Vec<(&str, usize)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(|it| (it, it.as_ptr() as usize - start)).collect()
}

fn stretches<'a>(text: &'a str, words: &[(&str, usize)], only: &[bool]) -> Vec<Stretch<'a>> {
    let mut out: Vec<Stretch<'a>> = Vec::new();
    let mut from = 0;
    for at in 1..=words.len() {
        if at == words.len() || only[at] != only[from] {
            let (start, last) = (words[from].1, words[at - 1]);
            out.push((only[from], text.get(start..last.1 + last.0.len()).unwrap_or("")));
            from = at;
        }
    }
    out
}

/// Most clauses that are named as the cause of a shift.
const CAUSES: usize = 6;

pub(super) fn causes_text(round: &Round, it: &Shift, language: Language, all: bool) -> String {
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
    let frameworks: Vec<Value> = round
        .comparison
        .turns
        .iter()
        .map(|it| {
            let line = turn(round, it, language);
            json!({
                "framework": line.frame,
                "part": line.part,
                "old": it.old,
                "new": it.new,
                "because": line.because,
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
        "frameworks": frameworks,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_one_text_has_stand_apart() {
        let (old, new) =
            differ("De bakker mag de prijs wijzigen.", "De bakker mag nooit de prijs wijzigen.");
        assert_eq!(old, [(false, "De bakker mag de prijs wijzigen.")]);
        let expected = [(false, "De bakker mag"), (true, "nooit"), (false, "de prijs wijzigen.")];
        assert_eq!(new, expected);
        assert_eq!(differ("", "Alles is nieuw."), (vec![], vec![(false, "Alles is nieuw.")]));
        assert_eq!(differ("weg", "").0, [(false, "weg")]);
    }
}
