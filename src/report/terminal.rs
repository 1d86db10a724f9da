//! The report for a person at a terminal: what already carries, what may strain and how to say it
//! relationally, what is missing, the profile, and what was not assessed.

use super::ink::{Ink, Role, harmless};
use super::profile::{line, profile};
use super::{Entry, Judged, Run, Style, excerpt, messages, place, wrap};
use crate::assess::Assessed;
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::rewrite::Rewrite;
use std::collections::{BTreeMap, BTreeSet};

/// Findings of one rule that are written out; the others are counted, with their places.
const PER_RULE: usize = 3;
/// Strengths that are shown.
const STRENGTHS: usize = 7;
/// Places that are named of what was found more often.
const PLACES: usize = 8;

/// All contracts, one after the other, and the sum of it.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let ink = Ink { color: style.color };
    let mut out = String::new();
    for entry in &run.entries {
        if !out.is_empty() {
            out.push('\n');
        }
        match &entry.result {
            Ok(judged) => {
                let language = style.language_for(&judged.document);
                let view = View { run, entry, judged, style, language, ink };
                view.write(&mut out);
            }
            Err(refusal) => {
                let language = run.language(style);
                title(&mut out, &entry.path, style, ink);
                line(&mut out, 0, messages::NOT_READ.get(language), style);
                line(&mut out, 2, refusal.text(language), style);
            }
        }
    }
    let language = run.language(style);
    if !run.faults.is_empty() {
        out.push('\n');
        section(&mut out, messages::FAULTS.get(language), ink);
        for fault in &run.faults {
            let document = fault.document.as_deref().map_or(String::new(), |it| format!(" ({it})"));
            line(&mut out, 2, &format!("{}: {}{document}", fault.place, fault.reason), style);
        }
    }
    if run.entries.len() > 1 {
        out.push('\n');
        section(&mut out, messages::OVERVIEW.get(language), ink);
        for entry in &run.entries {
            let text = match &entry.result {
                Ok(judged) => outcome(judged, language),
                Err(_) => messages::NOT_READ.get(language).to_owned(),
            };
            line(&mut out, 2, &format!("{}: {text}", entry.path), style);
        }
        let findings: Vec<&Finding> = run.judged().flat_map(|it| &it.findings).collect();
        let total = messages::TOTAL.fill(language, &[&counts(&findings, language)]);
        line(&mut out, 2, &total, style);
    }
    harmless(&out).into_owned()
}

/// One contract in its report.
struct View<'a> {
    run: &'a Run<'a>,
    entry: &'a Entry,
    judged: &'a Judged,
    style: &'a Style,
    language: Language,
    ink: Ink,
}

impl View<'_> {
    fn write(&self, out: &mut String) {
        title(out, &self.entry.path, self.style, self.ink);
        line(out, 0, &self.subtitle(), self.style);
        let (absences, places): (Vec<&Finding>, Vec<&Finding>) =
            self.judged.findings.iter().partition(|it| it.absence);
        let (strengths, findings): (Vec<&Finding>, Vec<&Finding>) =
            places.into_iter().partition(|it| it.severity == Severity::Strength);
        self.strengths(out, &strengths);
        let mut explained = BTreeSet::new();
        self.findings(out, &findings, &mut explained);
        self.absences(out, &absences, &mut explained);
        self.profile(out);
        self.reading(out);
        self.unchecked(out);
        out.push('\n');
        line(out, 0, &outcome(self.judged, self.language), self.style);
        line(out, 0, messages::DISCLAIMER.get(self.language), self.style);
    }

    fn text(&self, text: messages::Text) -> &'static str {
        text.get(self.language)
    }

    /// Format, language, size.
    fn subtitle(&self) -> String {
        let doc = &self.judged.document;
        let language = match doc.language {
            Some(Language::Dutch) => messages::DUTCH,
            Some(Language::English) => messages::ENGLISH,
            None => messages::LANGUAGE_UNKNOWN,
        };
        let words = messages::WORDS.fill(self.language, &[&doc.tokens.len().to_string()]);
        format!("{} · {} · {words}", doc.format.name(), self.text(language))
    }

    fn strengths(&self, out: &mut String, strengths: &[&Finding]) {
        out.push('\n');
        section(out, self.text(messages::STRENGTHS), self.ink);
        if strengths.is_empty() {
            line(out, 2, self.text(messages::NO_STRENGTHS), self.style);
        }
        let most = if self.style.all { usize::MAX } else { STRENGTHS };
        for finding in choose(strengths, most) {
            let place = place(&self.judged.document, finding.span).text(self.language);
            let sign = self.ink.paint(Role::For, "+");
            let norms: Vec<&str> = finding
                .charge
                .norms
                .iter()
                .filter(|it| it.1 > 0)
                .map(|it| messages::norm(it.0).get(self.language))
                .collect();
            let text = match norms.is_empty() {
                true => format!("{place}: {}", finding.message),
                false => format!("{place}: {} ({})", finding.message, norms.join(", ")),
            };
            self.item(out, &sign, &text);
        }
        if strengths.len() > most {
            let more = (strengths.len() - most).to_string();
            line(out, 4, &messages::HIDDEN_STRENGTHS.fill(self.language, &[&more]), self.style);
        }
    }

    fn findings<'f>(
        &self,
        out: &mut String,
        findings: &[&'f Finding],
        explained: &mut BTreeSet<&'f str>,
    ) {
        out.push('\n');
        section(out, self.text(messages::FINDINGS), self.ink);
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        let mut repeats: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        let mut mild = 0;
        let mut written = 0;
        for finding in findings {
            let rule = finding.charge.rule.as_str();
            let before = shown.entry(rule).or_default();
            if !self.style.all && finding.severity < Severity::Warning {
                mild += 1;
            } else if !self.style.all && *before >= PER_RULE {
                repeats.entry(rule).or_default().push(finding);
            } else {
                *before += 1;
                written += 1;
                self.finding(out, finding, explained.insert(rule));
            }
        }
        if findings.is_empty() {
            line(out, 2, self.text(messages::NO_FINDINGS), self.style);
        } else if written == 0 {
            line(out, 2, self.text(messages::NOTHING_TO_SHOW), self.style);
        }
        self.repeats(out, &repeats);
        if mild > 0 {
            let text = messages::HIDDEN_MILD.fill(self.language, &[&mild.to_string()]);
            out.push('\n');
            line(out, 0, &text, self.style);
        }
    }

    /// What was found more often than it was written out: how often, and where.
    fn repeats(&self, out: &mut String, repeats: &BTreeMap<&str, Vec<&Finding>>) {
        if repeats.is_empty() {
            return;
        }
        out.push('\n');
        section(out, self.text(messages::MORE_OFTEN), self.ink);
        for (rule, findings) in repeats {
            let times = findings.len().to_string();
            let mut places: Vec<String> = Vec::new();
            for finding in findings {
                let place = place(&self.judged.document, finding.span).text(self.language);
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
            let more = places.len() > PLACES;
            places.truncate(PLACES);
            let times = messages::TIMES_MORE.fill(self.language, &[&times]);
            line(out, 2, &format!("{} · {times}", self.title_of(rule)), self.style);
            let mut text = places.join("; ");
            if more {
                text.push_str("; …");
            }
            line(out, 4, &text, self.style);
        }
        let all: usize = repeats.values().map(Vec::len).sum();
        line(
            out,
            2,
            &messages::HIDDEN_REPEATS.fill(self.language, &[&all.to_string()]),
            self.style,
        );
    }

    /// What the rule is called, with its id.
    fn title_of(&self, rule: &str) -> String {
        let title = self.run.rule(rule).map(|it| it.page.section(self.language).title.as_str());
        match title.filter(|it| !it.is_empty()) {
            Some(title) => format!("{title} [{rule}]"),
            None => rule.to_owned(),
        }
    }

    fn finding(&self, out: &mut String, finding: &Finding, explain: bool) {
        out.push('\n');
        self.header(out, finding);
        let doc = &self.judged.document;
        let place_text = place(doc, finding.span).text(self.language);
        let heading = self.heading(&place_text, &finding.charge.rule);
        let also: Vec<_> = finding.labels.iter().map(|it| it.span).collect();
        let more = self.text(messages::AND_MORE_LINES);
        if doc.text.is_empty() {
            // A report without contract text: the place has to do.
            out.push_str(&format!("  {heading}\n"));
        } else {
            let width = self.style.width;
            let text = excerpt::excerpt(doc, finding.span, &also, &heading, more, width, self.ink);
            out.push_str(&text);
        }
        for label in &finding.labels {
            let at = place(doc, label.span).text(self.language);
            let quote = wrap::shorten(&doc[label.span], 50, 1).concat();
            self.note(out, &format!("{at}: \"{quote}\": {}", label.text));
        }
        self.advice(out, finding, explain);
    }

    /// The place and the rule, on two lines where one is too narrow.
    fn heading(&self, place: &str, rule: &str) -> String {
        let id = self.ink.paint(Role::Border, rule);
        if wrap::width(place) + wrap::width(rule) + 8 <= self.style.width {
            return format!("{place}  {id}");
        }
        let border = self.ink.paint(Role::Border, "│");
        let place = wrap::shorten(place, self.columns(6), 1).concat();
        let id = match wrap::width(rule) + 4 <= self.style.width {
            true => id,
            false => {
                self.ink.paint(Role::Border, rule).replacen('/', &format!("/\n  {border} "), 1)
            }
        };
        format!("{place}\n  {border} {id}")
    }

    /// `knelpunt: Opdrachtgever mag hier alleen beslissen.`
    fn header(&self, out: &mut String, finding: &Finding) {
        let word = messages::severity(finding.severity).get(self.language);
        let text = format!("{word}: {}", finding.message);
        for (index, text) in wrap::wrap(&text, self.columns(2)).into_iter().enumerate() {
            match text.strip_prefix(word).filter(|_| index == 0) {
                Some(rest) => {
                    out.push_str(&self.ink.paint(Role::Severity(finding.severity), word));
                    out.push_str(rest);
                }
                None => {
                    out.push_str("  ");
                    out.push_str(text);
                }
            }
            out.push('\n');
        }
    }

    /// Why it matters and the question to talk about, once for each rule; the rewrites each time.
    fn advice(&self, out: &mut String, finding: &Finding, explain: bool) {
        if let Some(rule) = self.run.rule(&finding.charge.rule).filter(|_| explain) {
            let why = &rule.page.section(self.language).why;
            if !why.is_empty() {
                let text = format!("{}: {why}", self.text(messages::WHY));
                // Two lines of a usual page, as much text in a narrow one.
                let columns = self.columns(4);
                let most = (2 * 76_usize).div_ceil(columns.max(1)).max(2);
                self.note(out, &wrap::sentences(&text, columns, most));
            }
            let wording = rule.record.wording(self.language);
            if let Some(question) = wording.and_then(|it| it.question.as_ref()) {
                self.note(out, &format!("{}: {question}", self.text(messages::QUESTION)));
            }
        }
        for rewrite in &finding.rewrites {
            self.rewrite(out, rewrite, finding.absence);
        }
    }

    fn rewrite(&self, out: &mut String, rewrite: &Rewrite, absence: bool) {
        let head = if absence { messages::TO_ADD } else { messages::REWRITE };
        let effect = messages::effect(rewrite.effect).get(self.language);
        self.note(out, &format!("{} ({effect})", self.text(head)));
        for text in wrap::wrap(&rewrite.text, self.columns(6)) {
            out.push_str(&format!("      {}\n", self.ink.paint(Role::For, text)));
        }
    }

    /// `  = waarom: …`, continued under its first word.
    fn note(&self, out: &mut String, text: &str) {
        self.item(out, &self.ink.paint(Role::Border, "="), text);
    }

    fn absences<'f>(
        &self,
        out: &mut String,
        absences: &[&'f Finding],
        explained: &mut BTreeSet<&'f str>,
    ) {
        if absences.is_empty() {
            return;
        }
        out.push('\n');
        section(out, self.text(messages::ABSENCES), self.ink);
        let evidence = &self.judged.assessment.evidence;
        if evidence.assessed != Assessed::No && !evidence.whole {
            line(out, 2, self.text(messages::ABSENCES_UNCOUNTED), self.style);
        }
        // Each counts in the scores, so each is named; the lighter ones in a line.
        let (full, brief): (Vec<&Finding>, Vec<&Finding>) =
            absences.iter().partition(|it| self.style.all || it.severity >= Severity::Warning);
        for finding in &full {
            out.push('\n');
            self.header(out, finding);
            line(out, 2, &self.ink.paint(Role::Border, &finding.charge.rule), self.style);
            self.advice(out, finding, explained.insert(&finding.charge.rule));
        }
        if !full.is_empty() && !brief.is_empty() {
            out.push('\n');
        }
        for finding in brief {
            self.item(out, &self.ink.paint(Role::Against, "−"), &finding.message);
        }
    }

    /// A line of a list, continued under its first word.
    fn item(&self, out: &mut String, sign: &str, text: &str) {
        for (index, text) in wrap::wrap(text, self.columns(4)).into_iter().enumerate() {
            let sign = if index == 0 { sign } else { " " };
            out.push_str(&format!("  {sign} {text}\n"));
        }
    }

    fn profile(&self, out: &mut String) {
        let assessment = &self.judged.assessment;
        let evidence = &assessment.evidence;
        out.push('\n');
        section(out, self.text(messages::PROFILE), self.ink);
        let sure = match evidence.confidence {
            it if it >= 0.75 => messages::HIGH,
            it if it >= 0.5 => messages::MIDDLING,
            _ => messages::LOW,
        };
        let value = messages::decimal(evidence.confidence, 2, self.language);
        let confidence = messages::CONFIDENCE.fill(self.language, &[&value, self.text(sure)]);
        let rubric = messages::RUBRIC.fill(self.language, &[&assessment.rubric]);
        let scored = evidence.assessed != Assessed::No;
        let text = if scored { format!("{rubric} · {confidence}") } else { rubric };
        line(out, 0, &text, self.style);
        if self.run.selected {
            let number = self.run.rules.len().to_string();
            line(out, 0, &messages::SELECTED.fill(self.language, &[&number]), self.style);
        }
        out.push('\n');
        out.push_str(&profile(self.judged, self.style, self.language, self.ink));
        for shortfall in &evidence.shortfalls {
            line(out, 2, &messages::shortfall(shortfall, self.language), self.style);
        }
        if !self.judged.decided.is_empty() {
            let count = self.judged.decided.len().to_string();
            line(out, 2, &messages::DECIDED.fill(self.language, &[&count]), self.style);
        }
    }

    /// What the reader must know about the reading: what was left out, what was guessed.
    fn reading(&self, out: &mut String) {
        let notes = &self.judged.document.notes;
        if notes.is_empty() {
            return;
        }
        out.push('\n');
        section(out, self.text(messages::READING), self.ink);
        for note in notes {
            line(out, 2, &note.text(self.language), self.style);
        }
    }

    /// What could not be checked: silence about it says nothing.
    fn unchecked(&self, out: &mut String) {
        let unchecked = &self.judged.facts.unchecked;
        if unchecked.is_empty() {
            return;
        }
        out.push('\n');
        section(out, self.text(messages::UNCHECKED), self.ink);
        for it in unchecked {
            line(out, 2, it.text(self.language), self.style);
        }
    }

    fn columns(&self, indent: usize) -> usize {
        self.style.width.saturating_sub(indent)
    }
}

/// At most `most` of `findings`, in their order: one of each rule first, so that many kinds show.
fn choose<'f>(findings: &[&'f Finding], most: usize) -> Vec<&'f Finding> {
    let mut rules = BTreeSet::new();
    let (first, more): (Vec<usize>, Vec<usize>) =
        (0..findings.len()).partition(|&at| rules.insert(findings[at].charge.rule.as_str()));
    let mut chosen: Vec<usize> = first.into_iter().chain(more).take(most).collect();
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|at| findings.get(at).copied()).collect()
}

fn title(out: &mut String, text: &str, style: &Style, ink: Ink) {
    for line in wrap::wrap(text, style.width) {
        out.push_str(&ink.paint(Role::Heading, line));
        out.push('\n');
    }
    out.push_str(&ink.paint(Role::Border, &"─".repeat(wrap::width(text).min(style.width))));
    out.push('\n');
}

fn section(out: &mut String, text: &str, ink: Ink) {
    out.push_str(&ink.paint(Role::Heading, text));
    out.push('\n');
}

/// `2 knelpunten, 5 aandachtspunten, 1 kracht`, heaviest first.
/// What came of one contract. "Nothing found" stands alone only where all of it was assessed.
fn outcome(judged: &Judged, language: Language) -> String {
    let counts = counts(&judged.findings.iter().collect::<Vec<_>>(), language);
    match judged.assessment.evidence.assessed {
        Assessed::Full => counts,
        Assessed::Partly => format!("{counts}; {}", messages::ONLY_PARTLY.get(language)),
        Assessed::No => format!("{counts}; {}", messages::NOT_ASSESSED_IT.get(language)),
    }
}

fn counts(findings: &[&Finding], language: Language) -> String {
    let count = |of: Severity| {
        let number = findings.iter().filter(|it| it.severity == of).count();
        (number > 0).then(|| messages::count(of, number, language))
    };
    let counts: Vec<String> = Severity::ALL.into_iter().rev().filter_map(count).collect();
    match counts.is_empty() {
        true => messages::NOTHING.get(language).to_owned(),
        false => counts.join(", "),
    }
}
