//! The baseline as CommonMark, to edit and send round: the same order as the page of HTML, without
//! its charts, its map and the text of the contract.

use super::baseline::{Baseline, Conversation, words as say};
use super::markdown::escape;
use super::{Run, Style, messages};
use crate::assess::{Assessed, Card};
use crate::finding::Finding;
use crate::language::Language;
use crate::span::Span;
use std::fmt::Write;

/// Proposals that are written out.
const PROPOSALS: usize = 6;

/// The baseline of every contract in the run.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let mut out = String::new();
    for entry in &run.entries {
        match &entry.result {
            Ok(judged) => {
                let language = style.language_for(&judged.document);
                let baseline = Baseline::new(run, judged, language);
                Digest { out: &mut out, baseline: &baseline, language }.write(&entry.path);
            }
            Err(refusal) => {
                let language = run.language(style);
                let text = escape(refusal.text(language));
                let head = messages::NOT_READ.get(language);
                line(&mut out, &format!("# {}\n\n{head}: {text}\n", escape(&entry.path)));
            }
        }
    }
    out
}

/// Writing to a string can't fail.
fn line(out: &mut String, text: &str) {
    let _ = writeln!(out, "{text}");
}

struct Digest<'a, 'b> {
    out: &'a mut String,
    baseline: &'a Baseline<'b>,
    language: Language,
}

impl Digest<'_, '_> {
    fn write(&mut self, path: &str) {
        self.line(&format!("# {}\n", self.get(say::TITLE)));
        self.line(&format!("> {}\n", self.get(say::NOT_PEOPLE)));
        let judged = self.baseline.judged;
        let evidence = &judged.assessment.evidence;
        self.item(say::DOCUMENT, path);
        self.item(say::RUBRIC, &judged.assessment.rubric);
        let two = |it| messages::decimal(it, 2, self.baseline.language);
        self.item(say::EXTRACTION, &two(f64::from(self.baseline.doc().quality.value)));
        self.item(say::CONFIDENCE, &two(evidence.confidence));
        self.item(say::HASH, &self.baseline.doc().sha256);
        self.head(say::IN_SHORT);
        self.line(&format!("{}\n", escape(&self.baseline.summary().join(" "))));
        self.head(say::PROFILE);
        if evidence.assessed == Assessed::No {
            self.line(&format!("{}\n", self.get(messages::NOT_SCORED)));
        } else {
            let assessment = &judged.assessment;
            super::markdown::profile(self.out, assessment, self.language);
        }
        self.strengths();
        self.talks();
        self.frames();
        self.rewrites();
        self.balance();
        self.absent();
        self.unassessed();
        self.head(say::NOT_SAID);
        for text in [say::NOT_1, say::NOT_2, say::NOT_3, say::NOT_4, say::NOT_5, say::NOT_6] {
            self.line(&format!("- {}", self.get(text)));
        }
        self.line("");
    }

    fn get(&self, text: messages::Text) -> &'static str {
        text.get(self.language)
    }

    fn line(&mut self, text: &str) {
        line(self.out, text);
    }

    fn head(&mut self, text: messages::Text) {
        self.line(&format!("\n## {}\n", self.get(text)));
    }

    fn item(&mut self, name: messages::Text, value: &str) {
        self.line(&format!("- {}: {}", self.get(name), escape(value)));
    }

    /// The words of a finding in their sentence, with its place.
    fn quote(&mut self, finding: &Finding) {
        let quote = self.baseline.quote(finding);
        let place = escape(&self.baseline.place(finding));
        self.line(&format!(
            "> {}{}**{}**{}{}\n> — {place}. {}\n",
            if quote.from_start { "" } else { "… " },
            escape(quote.before),
            escape(quote.words),
            escape(quote.after),
            if quote.to_end { "" } else { " …" },
            escape(&finding.message),
        ));
    }

    fn strengths(&mut self) {
        self.head(say::STRENGTHS);
        if self.baseline.strengths.is_empty() {
            self.line(&format!("{}\n", self.get(say::NO_STRENGTHS)));
        }
        for &index in &self.baseline.strengths {
            self.quote(self.baseline.finding(index));
        }
    }

    fn talks(&mut self) {
        self.head(say::TALKS);
        if self.baseline.conversations.is_empty() {
            self.line(&format!("{}\n", self.get(say::NO_TALKS)));
        }
        for (at, talk) in self.baseline.conversations.iter().enumerate() {
            self.talk(at + 1, talk);
        }
    }

    fn talk(&mut self, number: usize, talk: &Conversation) {
        self.line(&format!("### {number}. {}\n", self.get(say::theme(talk.theme))));
        for &index in &talk.passages {
            self.quote(self.baseline.finding(index));
        }
        for why in &talk.why {
            self.line(&format!("{}\n", escape(why)));
        }
        if let Some(question) = talk.question {
            self.line(&format!("**{}**: {}\n", self.get(say::QUESTION), escape(question)));
        }
        if let Some((_, rewrite)) = talk.rewrite {
            let effect = self.get(messages::effect(rewrite.effect));
            let head = self.get(say::COULD_BE);
            self.line(&format!("**{head}** ({effect}): {}\n", escape(&rewrite.text)));
        }
    }

    fn frames(&mut self) {
        self.head(say::FRAMES);
        let frameworks = &self.baseline.frameworks;
        if !frameworks.enough {
            self.line(&format!("{}\n", self.get(say::NOT_ENOUGH)));
            return;
        }
        if let Some(ratio) = frameworks.speech.ratio() {
            let share = format!("{:.0}", ratio * 100.0);
            let rest = format!("{:.0}", 100.0 - (ratio * 100.0).round());
            self.line(&format!(
                "{}\n",
                say::SPEECH_RATIO.fill(self.language, &[&share, &rest, &share])
            ));
        }
        self.line(&format!(
            "| {} | {} | {} |\n| --- | ---: | --- |",
            self.get(say::LEFT),
            self.get(say::POSITION),
            self.get(say::RIGHT)
        ));
        for it in &frameworks.polarities {
            let (left, right) = it.poles(self.language);
            let value = match it.position {
                Some(position) => messages::decimal(-position, 2, self.language),
                None => self.get(say::NO_POSITION).to_owned(),
            };
            self.line(&format!("| {left} | {value} | {right} |"));
        }
        for card in &frameworks.cards {
            self.card(card);
        }
    }

    fn card(&mut self, card: &Card) {
        self.line(&format!(
            "\n### {}\n\n{}\n",
            card.title(self.language),
            card.lead(self.language)
        ));
        for element in &card.elements {
            let level = match element.level {
                Some(level) if level >= 1.0 => say::LEVEL_FULL,
                Some(level) if level > 0.0 => say::LEVEL_HALF,
                _ => say::LEVEL_NONE,
            };
            let mut text = format!("- {}: {}", element.name(self.language), self.get(level));
            if !element.evidence.is_empty() {
                text.push_str(&format!(" ({})", self.places(&element.evidence)));
            }
            self.line(&text);
        }
        if !card.against.is_empty() {
            let places = self.places(&card.against);
            self.line(&format!("- {}: {places}", self.get(say::SPEAKS_AGAINST)));
        }
        self.line(&format!("\n*{}*\n", card.question(self.language)));
    }

    fn places(&self, spans: &[Span]) -> String {
        let places: Vec<String> =
            spans.iter().map(|it| escape(&self.baseline.passage(*it).1)).collect();
        places.join("; ")
    }

    fn rewrites(&mut self) {
        self.head(say::REWRITES);
        if self.baseline.proposals.is_empty() {
            self.line(&format!("{}\n", self.get(say::NO_REWRITES)));
        }
        for proposal in self.baseline.proposals.iter().take(PROPOSALS) {
            self.quote(self.baseline.finding(proposal.finding));
            let effect = self.get(messages::effect(proposal.rewrite.effect));
            let head = self.get(say::THEN);
            self.line(&format!("**{head}** ({effect}): {}\n", escape(&proposal.rewrite.text)));
        }
    }

    fn balance(&mut self) {
        self.head(say::BALANCE);
        if self.baseline.balance.is_empty() {
            self.line(&format!("{}\n", self.get(say::NO_BALANCE)));
            return;
        }
        let heads = [say::WHO, say::MUST, say::MAY_NOT, say::MAY, say::SEES_FIT];
        let heads: Vec<&str> = heads.into_iter().map(|it| self.get(it)).collect();
        self.line(&format!("| {} |\n| --- | ---: | ---: | ---: | ---: |", heads.join(" | ")));
        for it in &self.baseline.balance {
            self.line(&format!(
                "| {} | {} | {} | {} | {} |",
                escape(&it.name),
                it.must,
                it.may_not,
                it.may,
                it.as_it_sees_fit
            ));
        }
    }

    fn absent(&mut self) {
        self.head(say::ABSENT);
        if self.baseline.absences.is_empty() {
            self.line(&format!("{}\n", self.get(say::NO_ABSENT)));
        }
        for &index in &self.baseline.absences {
            let finding = self.baseline.finding(index);
            let question = self.baseline.question(finding).unwrap_or("");
            self.line(&format!("- {} {}", escape(&finding.message), escape(question)));
        }
    }

    fn unassessed(&mut self) {
        self.head(say::UNASSESSED);
        for text in self.baseline.unassessed() {
            self.line(&format!("- {}", escape(&text)));
        }
    }
}
