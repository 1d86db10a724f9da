//! The baseline in prose, to edit and send round: the same order as the page of HTML, without its
//! map, its register and the text of the contract.

use super::baseline::{Baseline, Conversation, Proposal, words as say};
use super::prose::{
    Column, Line, Look, Piece, Prose, Table, Words, bar, emphasis, plain, strong, text,
};
use super::{Run, Style, messages};
use crate::assess::{Assessed, Card, Element, Polarity, Score, Status};
use crate::finding::Finding;
use crate::language::Language;
use crate::span::Span;

/// Proposals that are written out.
const PROPOSALS: usize = 12;

/// The baseline of every contract in the run.
pub(super) fn prose(run: &Run, style: &Style) -> Prose {
    let language = run.language(style);
    let mut pieces = Vec::new();
    for entry in &run.entries {
        match &entry.result {
            Ok(judged) => {
                let language = style.language_for(&judged.document);
                let baseline = Baseline::new(run, judged, language);
                Digest { pieces: &mut pieces, baseline: &baseline, language }.write(&entry.path);
            }
            Err(refusal) => {
                let head = messages::NOT_READ.get(language);
                pieces.push(Piece::Title(entry.path.clone()));
                let said = format!("{head}: {}", refusal.text(language));
                pieces.push(Piece::Note(text(said)));
            }
        }
    }
    let names: Vec<&str> = run.entries.iter().map(|it| it.path.as_str()).collect();
    let title = format!("{}: {}", say::TITLE.get(language), names.join(", "));
    Prose { title, language, pieces }
}

struct Digest<'a, 'b> {
    pieces: &'a mut Vec<Piece>,
    baseline: &'a Baseline<'b>,
    language: Language,
}

impl Digest<'_, '_> {
    fn write(&mut self, path: &str) {
        self.pieces.push(Piece::Title(self.get(say::TITLE).to_owned()));
        self.pieces.push(Piece::Note(text(self.get(say::NOT_PEOPLE))));
        self.facts(path);
        self.head(say::IN_SHORT);
        for sentence in self.baseline.summary() {
            self.say(sentence);
        }
        self.head(say::PROFILE);
        self.profile();
        self.strengths();
        self.talks();
        self.frames();
        self.rewrites();
        self.balance();
        self.absent();
        self.head(say::UNASSESSED);
        let lines = self.baseline.unassessed();
        self.items(lines);
        self.method();
    }

    fn get(&self, text: messages::Text) -> &'static str {
        text.get(self.language)
    }

    fn head(&mut self, text: messages::Text) {
        self.pieces.push(Piece::Heading(2, self.get(text).to_owned()));
    }

    fn say(&mut self, words: impl Into<String>) {
        self.pieces.push(Piece::Paragraph(text(words)));
    }

    fn items(&mut self, lines: Vec<String>) {
        self.pieces.push(Piece::Items(lines.into_iter().map(text).collect()));
    }

    fn decimal(&self, value: f64, digits: usize) -> String {
        messages::decimal(value, digits, self.language)
    }

    fn facts(&mut self, path: &str) {
        let judged = self.baseline.judged;
        let doc = self.baseline.doc();
        let mut facts = vec![(say::DOCUMENT, path.to_owned())];
        let parties: Vec<&str> = judged.facts.parties.iter().map(|it| it.name.as_str()).collect();
        if !parties.is_empty() {
            facts.push((say::PARTIES, parties.join(", ")));
        }
        facts.push((say::RUBRIC, judged.assessment.rubric.clone()));
        facts.push((say::EXTRACTION, self.decimal(f64::from(doc.quality.value), 2)));
        let sure = match judged.assessment.evidence.assessed {
            Assessed::No => self.get(messages::NOT_SCORED).to_owned(),
            _ => self.decimal(judged.assessment.evidence.confidence, 2),
        };
        facts.push((say::CONFIDENCE, sure));
        if !doc.sha256.is_empty() {
            facts.push((say::HASH, doc.sha256.clone()));
        }
        let lines = facts
            .into_iter()
            .map(|(name, value)| vec![strong(format!("{}: ", self.get(name))), plain(value)]);
        self.pieces.push(Piece::Items(lines.collect()));
    }

    fn profile(&mut self) {
        let assessment = &self.baseline.judged.assessment;
        if assessment.evidence.assessed == Assessed::No {
            self.say(self.get(messages::NOT_SCORED));
            let lines = &assessment.evidence.shortfalls;
            self.items(lines.iter().map(|it| messages::shortfall(it, self.language)).collect());
            return;
        }
        let value = |it: &Score| it.value.map_or("–".to_owned(), |it| self.decimal(it, 1));
        let rows = assessment.flaws.iter().map(|(flaw, score)| {
            let name = format!("{} {}", flaw.number(), self.get(messages::flaw(*flaw)));
            let chart = bar(0.0, score.value.unwrap_or(0.0), false);
            let band = score.band.filter(|it| it.high - it.low >= 1.0);
            let margin = band.map_or(String::new(), |it| format!("{:.0}–{:.0}", it.low, it.high));
            vec![text(name), chart, text(value(score)), text(margin)]
        });
        let columns = vec![
            Column::words(self.get(messages::FLAW), 40),
            Column::words(self.get(say::PICTURE), 32),
            Column::figures(self.get(messages::SCORE), 12),
            Column::figures(self.get(say::MARGIN), 16),
        ];
        let flaws = Table { columns, rows: rows.collect() };
        let rows = assessment.norms.iter().map(|(norm, score)| {
            let (support, violation) = score.sides();
            let chart = match score.status {
                Status::Silent | Status::NotEnoughEvidence => bar(0.0, 0.0, true),
                _ => bar(50.0 - violation / 2.0, 50.0 + support / 2.0, true),
            };
            let status = self.get(messages::status(score.status));
            vec![text(self.get(messages::norm(*norm))), chart, text(status), text(value(score))]
        });
        let columns = vec![
            Column::words(self.get(messages::NORM), 28),
            Column::words(self.get(say::PICTURE), 34),
            Column::words(self.get(messages::STATUS), 26),
            Column::figures(self.get(messages::SCORE), 12),
        ];
        let norms = Table { columns, rows: rows.collect() };
        for (scale, table) in [(say::FLAWS_RANGE, flaws), (say::NORMS_RANGE, norms)] {
            self.say(self.get(scale));
            self.pieces.push(Piece::Table(table));
        }
    }

    /// The words of a finding in their sentence.
    fn words(&self, finding: &Finding) -> Line {
        let quote = self.baseline.quote(finding);
        let open = if quote.from_start { "" } else { "… " };
        let close = if quote.to_end { "" } else { " …" };
        vec![
            plain(format!("{open}{}", quote.before)),
            Words { text: quote.words.to_owned(), look: Look::Marked },
            plain(format!("{}{close}", if quote.whole { quote.after } else { "" })),
        ]
    }

    fn quote(&mut self, finding: &Finding) {
        let place = self.baseline.place(finding);
        let source = text(format!("{place}. {}", finding.message));
        self.pieces.push(Piece::Quote(self.words(finding), source));
    }

    fn strengths(&mut self) {
        self.head(say::STRENGTHS);
        if self.baseline.strengths.is_empty() {
            return self.say(self.get(say::NO_STRENGTHS));
        }
        self.say(self.get(say::STRENGTHS_LEAD));
        for &index in &self.baseline.strengths {
            self.quote(self.baseline.finding(index));
        }
    }

    fn talks(&mut self) {
        self.head(say::TALKS);
        if self.baseline.conversations.is_empty() {
            return self.say(self.get(say::NO_TALKS));
        }
        self.say(self.get(say::TALKS_LEAD));
        for (at, talk) in self.baseline.conversations.iter().enumerate() {
            self.talk(at + 1, talk);
        }
    }

    fn talk(&mut self, number: usize, talk: &Conversation) {
        let title = format!("{number}. {}", self.get(say::theme(talk.theme)));
        self.pieces.push(Piece::Heading(3, title));
        for &index in &talk.passages {
            self.quote(self.baseline.finding(index));
        }
        for why in &talk.why {
            self.say(*why);
        }
        if let Some(question) = talk.question {
            let head = format!("{}: ", self.get(say::QUESTION));
            self.pieces.push(Piece::Paragraph(vec![strong(head), plain(question)]));
        }
        if let Some((_, rewrite)) = talk.rewrite {
            let effect = self.get(messages::effect(rewrite.effect));
            let head = format!("{} ({effect}): ", self.get(say::COULD_BE));
            self.pieces.push(Piece::Paragraph(vec![strong(head), plain(&rewrite.text)]));
        }
    }

    fn frames(&mut self) {
        self.head(say::FRAMES);
        let frameworks = &self.baseline.frameworks;
        if !frameworks.enough {
            return self.say(self.get(say::NOT_ENOUGH));
        }
        self.say(self.get(say::FRAMES_LEAD));
        if let Some(ratio) = frameworks.speech.ratio() {
            let share = format!("{:.0}", ratio * 100.0);
            let rest = format!("{:.0}", 100.0 - (ratio * 100.0).round());
            self.say(say::SPEECH_RATIO.fill(self.language, &[&share, &rest, &share]));
        }
        self.say(self.baseline.topics());
        self.pieces.push(Piece::Heading(3, self.get(say::POLES).to_owned()));
        self.say(self.get(say::POLES_RANGE));
        self.poles(&frameworks.polarities);
        for card in &frameworks.cards {
            self.card(card);
        }
    }

    fn poles(&mut self, poles: &[Polarity]) {
        let rows = poles.iter().map(|it| {
            let (left, right) = it.poles(self.language);
            let value = match it.position {
                Some(position) => self.decimal(-position, 2).replace('-', "−"),
                None => self.get(say::NO_POSITION).to_owned(),
            };
            vec![text(left), text(value), text(right)]
        });
        let columns = vec![
            Column::words(self.get(say::LEFT), 38),
            Column::figures(self.get(say::POSITION), 20),
            Column::words(self.get(say::RIGHT), 42),
        ];
        let table = Table { columns, rows: rows.collect() };
        self.pieces.push(Piece::Table(table));
    }

    fn card(&mut self, card: &Card) {
        self.pieces.push(Piece::Heading(3, card.title(self.language).to_owned()));
        self.say(format!("{} {}.", card.lead(self.language), self.baseline.sure(card)));
        let question = Piece::Paragraph(vec![emphasis(card.question(self.language))]);
        if !card.applies {
            self.say(self.get(say::NOT_APPLICABLE));
            return self.pieces.push(question);
        }
        if card.chooses() {
            self.pieces.push(Piece::Paragraph(vec![strong(self.baseline.chosen(card))]));
        }
        if let Some(caution) = card.caution(self.language) {
            self.say(caution);
        }
        if !card.elements.is_empty() {
            let rows = card.elements.iter().map(|it| self.element(it));
            let columns = vec![
                Column::words(self.get(say::ELEMENT), 36),
                Column::words(self.get(say::POSITION), 20),
                Column::words(self.get(say::FOR), 24),
                Column::words(self.get(say::AGAINST), 20),
            ];
            let table = Table { columns, rows: rows.collect() };
            self.pieces.push(Piece::Table(table));
        }
        if !card.poles.is_empty() {
            self.poles(&card.poles);
        }
        if let Some(value) = card.value {
            let value = self.decimal(value, 0);
            self.say(say::LADDER_VALUE.fill(self.language, &[&value]));
        }
        if !card.against.is_empty() {
            let places = self.places(&card.against);
            self.say(format!("{}: {places}", self.get(say::SPEAKS_AGAINST)));
        }
        if let Some(absent) = self.baseline.not_found(card) {
            self.say(absent);
        }
        self.pieces.push(question);
    }

    fn element(&self, element: &Element) -> Vec<Line> {
        let level = match element.level {
            Some(level) if level >= 1.0 => say::LEVEL_FULL,
            Some(level) if level > 0.0 => say::LEVEL_HALF,
            _ => say::LEVEL_NONE,
        };
        vec![
            text(element.name(self.language)),
            text(self.get(level)),
            text(self.places(&element.evidence)),
            text(self.places(&element.against)),
        ]
    }

    fn places(&self, spans: &[Span]) -> String {
        let places: Vec<String> = spans.iter().map(|it| self.baseline.passage(*it).1).collect();
        places.join("; ")
    }

    fn rewrites(&mut self) {
        self.head(say::REWRITES);
        if self.baseline.proposals.is_empty() {
            return self.say(self.get(say::NO_REWRITES));
        }
        self.say(self.get(say::REWRITES_LEAD));
        for proposal in self.baseline.proposals.iter().take(PROPOSALS) {
            self.proposal(proposal);
        }
    }

    fn proposal(&mut self, proposal: &Proposal) {
        let finding = self.baseline.finding(proposal.finding);
        let title = self.baseline.rule(finding).map_or(finding.charge.rule.as_str(), |it| {
            it.page.section(self.language).title.as_str()
        });
        let effect = self.get(messages::effect(proposal.rewrite.effect));
        let place = self.baseline.place(finding);
        let mut about = format!("{place}; {effect}.");
        if !proposal.others.is_empty() {
            let others = proposal.others.iter();
            let places: Vec<String> =
                others.map(|it| self.baseline.place(self.baseline.finding(*it))).collect();
            about.push_str(&format!(" {}: {}.", self.get(say::ALSO_AT), places.join("; ")));
        }
        self.pieces.push(Piece::Pair {
            title: title.to_owned(),
            now: (self.get(say::NOW).to_owned(), self.words(finding)),
            then: (self.get(say::THEN).to_owned(), text(&proposal.rewrite.text)),
            about: text(about),
        });
    }

    fn balance(&mut self) {
        self.head(say::BALANCE);
        if self.baseline.balance.is_empty() {
            return self.say(self.get(say::NO_BALANCE));
        }
        self.say(self.get(say::BALANCE_COUNTS));
        let figure = |it: usize| text(it.to_string());
        let rows = self.baseline.balance.iter().map(|it| {
            let counts = [it.must, it.may_not, it.may, it.as_it_sees_fit].map(figure);
            [text(&it.name)].into_iter().chain(counts).collect()
        });
        let columns = vec![
            Column::words(self.get(say::WHO), 40),
            Column::figures(self.get(say::MUST), 13),
            Column::figures(self.get(say::MAY_NOT), 13),
            Column::figures(self.get(say::MAY), 13),
            Column::figures(self.get(say::SEES_FIT), 21),
        ];
        let table = Table { columns, rows: rows.collect() };
        self.pieces.push(Piece::Table(table));
        self.paired();
    }

    fn paired(&mut self) {
        if self.baseline.paired.is_empty() {
            return;
        }
        self.pieces.push(Piece::Heading(3, self.get(say::PAIRED).to_owned()));
        self.say(self.get(say::PAIRED_LEAD));
        let rows = self.baseline.paired.iter().map(|it| {
            let holders = it.holders.iter().map(|(name, places, conditional)| {
                let condition = match conditional {
                    true => format!(" ({})", self.get(say::CONDITIONAL)),
                    false => String::new(),
                };
                let places = places.get(..places.len().min(4)).unwrap_or(places);
                format!("{name}{condition}: {}", self.places(places))
            });
            vec![
                text(self.get(say::subject(it.subject))),
                text(it.standing(self.language)),
                text(holders.collect::<Vec<_>>().join(". ")),
                text(it.readings(self.language).unwrap_or_default()),
            ]
        });
        let columns = vec![
            Column::words(self.get(say::RIGHT_OF), 18),
            Column::words(self.get(say::SPREAD), 18),
            Column::words(self.get(say::HOLDERS), 34),
            Column::words(self.get(say::READINGS), 30),
        ];
        let table = Table { columns, rows: rows.collect() };
        self.pieces.push(Piece::Table(table));
    }

    fn absent(&mut self) {
        self.head(say::ABSENT);
        if self.baseline.absences.is_empty() {
            return self.say(self.get(say::NO_ABSENT));
        }
        self.say(self.get(say::ABSENT_LEAD));
        let items = self.baseline.absences.iter().map(|&index| {
            let finding = self.baseline.finding(index);
            let mut line = vec![plain(&finding.message)];
            if let Some(question) = self.baseline.question(finding) {
                line.extend([plain(" "), emphasis(question)]);
            }
            line
        });
        let items = items.collect();
        self.pieces.push(Piece::Items(items));
    }

    fn method(&mut self) {
        self.head(say::METHOD);
        for line in self.baseline.method() {
            self.say(line);
        }
        self.head(say::NOT_SAID);
        let lines = [say::NOT_1, say::NOT_2, say::NOT_3, say::NOT_4, say::NOT_5, say::NOT_6];
        self.items(lines.map(|it| self.get(it).to_owned()).to_vec());
    }
}
