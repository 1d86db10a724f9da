//! What a board wants to know of a judged contract, gathered once for every form of the baseline
//! report: what carries, the conversations that matter, where it strains, who owes what, what
//! could be written instead. In comes what was judged; nothing is judged here.

mod articles;
mod balance;
mod choice;
pub(super) mod words;

pub(super) use articles::{Article, title};
pub(super) use balance::{Holder, Paired};
pub(super) use choice::{mass, theme};

use super::{Judged, Run, messages, place};
use crate::assess::{Assessed, Card, Frameworks, Rubric, Status};
use crate::document::Document;
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::rewrite::Rewrite;
use crate::rule::Rule;
use crate::span::Span;
use crate::weave::Flaw;

/// The score from which a flaw is named in the summary.
const CLEAR: f64 = 20.0;
/// Bytes of context shown on either side of quoted words.
const CONTEXT: usize = 220;

/// A contract as the baseline report shows it.
pub(super) struct Baseline<'a> {
    pub(super) run: &'a Run<'a>,
    pub(super) judged: &'a Judged,
    /// The language of the fixed texts.
    pub(super) language: Language,
    /// Passages that carry a norm, of as many kinds as there are, each as an index of a finding.
    pub(super) strengths: Vec<usize>,
    /// The themes with most severity mass, heaviest first.
    pub(super) conversations: Vec<Conversation<'a>>,
    /// What is missing, as indices of findings.
    pub(super) absences: Vec<usize>,
    /// What could be written instead, one for each rule, heaviest first.
    pub(super) proposals: Vec<Proposal<'a>>,
    /// Who must and may what.
    pub(super) balance: Vec<Holder>,
    /// The rights that both sides can have, and who has them.
    pub(super) paired: Vec<Paired>,
    /// The contract, article by article.
    pub(super) articles: Vec<Article>,
    /// The frameworks laid beside it.
    pub(super) frameworks: Frameworks,
}

/// A theme that findings share, with what the parties need to talk about it.
pub(super) struct Conversation<'a> {
    pub(super) theme: Flaw,
    /// Its part of the severity mass of all themes, 0–1.
    pub(super) share: f64,
    /// How many findings belong to it.
    pub(super) count: usize,
    /// Two passages, as indices of findings; fewer where there is one or only something missing.
    pub(super) passages: Vec<usize>,
    /// What the heaviest kinds of passage do to either side.
    pub(super) why: Vec<&'a str>,
    pub(super) question: Option<&'a str>,
    /// A proposal and the finding it belongs to.
    pub(super) rewrite: Option<(usize, &'a Rewrite)>,
}

/// A rewrite with every place it could be used at.
pub(super) struct Proposal<'a> {
    /// The finding that is shown.
    pub(super) finding: usize,
    pub(super) rewrite: &'a Rewrite,
    /// The other findings of the same rule.
    pub(super) others: Vec<usize>,
}

impl<'a> Baseline<'a> {
    /// All that the report shows of `judged`.
    pub(super) fn new(run: &'a Run<'a>, judged: &'a Judged, language: Language) -> Baseline<'a> {
        let mut baseline = Baseline {
            run,
            judged,
            language,
            strengths: Vec::new(),
            conversations: Vec::new(),
            absences: Vec::new(),
            proposals: Vec::new(),
            balance: balance::balance(judged, language),
            paired: judged
                .facts
                .balance
                .paired
                .iter()
                .map(|it| balance::paired(judged, it, language))
                .collect(),
            articles: articles::articles(judged),
            frameworks: judged.frameworks(),
        };
        baseline.strengths = baseline.strengths();
        baseline.absences = baseline.indices(|it| it.absence);
        baseline.conversations = baseline.conversations();
        baseline.proposals = baseline.proposals();
        baseline
    }

    pub(super) fn doc(&self) -> &'a Document {
        &self.judged.document
    }

    /// The finding at `index`; the indices of a baseline are those of its findings.
    pub(super) fn finding(&self, index: usize) -> &'a Finding {
        &self.judged.findings[index]
    }

    pub(super) fn rule(&self, finding: &Finding) -> Option<&'a Rule> {
        self.run.rule(&finding.charge.rule)
    }

    /// The question that the rule of `finding` raises.
    pub(super) fn question(&self, finding: &Finding) -> Option<&'a str> {
        let wording = self.rule(finding)?.record.wording(self.language)?;
        wording.question.as_deref().filter(|it| !it.is_empty())
    }

    /// Where `finding` stands, as a person would say it.
    pub(super) fn place(&self, finding: &Finding) -> String {
        match finding.absence {
            true => messages::WHOLE.get(self.language).to_owned(),
            false => place(self.doc(), finding.span).text(self.language),
        }
    }

    /// The article in which a passage stands, an index, and its words, cut short.
    pub(super) fn passage(&self, span: Span) -> (usize, String, &'a str, bool) {
        let doc = self.doc();
        let block = doc.block_at(span.start).unwrap_or(0);
        let after = self.articles.partition_point(|it| it.blocks.0 <= block);
        let (words, whole) = head(&doc[span], CONTEXT);
        (after.saturating_sub(1), place(doc, span).text(self.language), words, whole)
    }

    /// How many findings of `severity` there are that are about words that are there.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.judged.findings.iter().filter(|it| !it.absence && it.severity == severity).count()
    }

    /// The words of `finding`, with what stands before and behind them in their sentence.
    pub(super) fn quote(&self, finding: &Finding) -> Quote<'a> {
        let doc = self.doc();
        let first = doc.sentence_at(finding.span.start);
        let last = doc.sentence_at(finding.span.end.saturating_sub(1).max(finding.span.start));
        let spans = [first, last].into_iter().flatten();
        let around = spans
            .filter_map(|it| doc.sentences.get(it as usize))
            .fold(finding.span, |all, it| all.join(it.span));
        let before = doc.text.get(around.range().start..finding.span.range().start).unwrap_or("");
        let after = doc.text.get(finding.span.range().end..around.range().end).unwrap_or("");
        let (before, from_start) = tail(before, CONTEXT);
        let (after, to_end) = head(after, CONTEXT);
        let (words, whole) = head(&doc[finding.span], 3 * CONTEXT);
        Quote { before, words, after, from_start, to_end: to_end && whole, whole }
    }

    /// The picture in a few sentences.
    pub(super) fn summary(&self) -> Vec<String> {
        let language = self.language;
        let assessment = &self.judged.assessment;
        let count = |it| messages::count(it, self.count(it), language);
        let [info, warning, error] =
            [Severity::Info, Severity::Warning, Severity::Error].map(|it| self.count(it));
        let mut lines = vec![words::SHORT_COUNTS.fill(
            language,
            &[
                &(info + warning + error).to_string(),
                &count(Severity::Error),
                &count(Severity::Warning),
                &count(Severity::Info),
                &self.count(Severity::Strength).to_string(),
            ],
        )];
        if assessment.evidence.assessed == Assessed::No {
            lines.push(messages::NOT_SCORED.get(language).to_owned());
        } else {
            let mut flaws: Vec<_> = assessment.flaws.iter().collect();
            flaws.sort_by(|a, b| b.1.value.unwrap_or(0.0).total_cmp(&a.1.value.unwrap_or(0.0)));
            let name = |(flaw, value): (Flaw, f64)| {
                format!("{} ({value:.0})", messages::flaw(flaw).get(language).to_lowercase())
            };
            let strong: Vec<String> = flaws
                .iter()
                .filter_map(|it| Some((it.0, it.1.value.filter(|it| *it >= CLEAR)?)))
                .take(3)
                .map(name)
                .collect();
            lines.push(match strong.is_empty() {
                true => words::SHORT_NO_FLAWS.get(language).to_owned(),
                false => words::SHORT_FLAWS.fill(language, &[&list(&strong, language)]),
            });
            for (status, text) in [
                (Status::Supporting, words::SHORT_NORMS),
                (Status::Mixed, words::SHORT_MIXED),
                (Status::Violating, words::SHORT_AGAINST),
                (Status::Silent, words::SHORT_SILENT),
            ] {
                let norms = assessment.norms.iter().filter(|it| it.1.status == status);
                let names: Vec<String> =
                    norms.map(|it| words::norm(it.0).get(language).to_owned()).collect();
                if !names.is_empty() {
                    lines.push(text.fill(language, &[&list(&names, language)]));
                }
            }
        }
        if !self.absences.is_empty() {
            let count = self.absences.len().to_string();
            lines.push(words::SHORT_ABSENT.fill(language, &[&count]));
        }
        lines
    }

    /// What was left out and why, a sentence each.
    pub(super) fn unassessed(&self) -> Vec<String> {
        let language = self.language;
        let doc = self.doc();
        let evidence = &self.judged.assessment.evidence;
        let mut lines: Vec<String> = Vec::new();
        lines.extend(evidence.shortfalls.iter().map(|it| messages::shortfall(it, language)));
        lines.extend(doc.notes.iter().map(|it| it.text(language)));
        lines.extend(self.judged.facts.unchecked.iter().map(|it| it.text(language).to_owned()));
        if lines.is_empty() && evidence.assessed == Assessed::Full {
            lines.push(words::UNASSESSED_ALL.get(language).to_owned());
        }
        let counted = doc.sentences.iter().filter(|it| Rubric::builtin().zone(it.zone) > 0.0);
        let counted: usize = counted.map(|it| it.words() as usize).sum();
        let rest = doc.tokens.len().saturating_sub(counted);
        if rest > 0 {
            lines.push(words::UNASSESSED_ZONES.fill(language, &[&rest.to_string()]));
        }
        if !self.judged.decided.is_empty() {
            let count = self.judged.decided.len().to_string();
            lines.push(words::DECIDED.fill(language, &[&count]));
        }
        if self.run.selected {
            let count = self.run.rules.len().to_string();
            lines.push(messages::SELECTED.fill(language, &[&count]));
        }
        lines.push(words::UNASSESSED_OUTSIDE.get(language).to_owned());
        lines
    }

    /// How much of the text is about law, about the work and about the relation, in a sentence.
    pub(super) fn topics(&self) -> String {
        let topics = &self.frameworks.topics;
        let percent = |it: f64| format!("{:.0}", it * 100.0);
        let rest = percent(topics.unmatched_share());
        match topics.shares() {
            Some([legal, substantive, relational]) => words::TOPICS_SPLIT.fill(
                self.language,
                &[&percent(legal), &percent(substantive), &percent(relational), &rest],
            ),
            None => words::TOPICS_NONE.fill(self.language, &[&rest]),
        }
    }

    /// What a framework comes to, in a few words.
    pub(super) fn gist(&self, card: &Card) -> String {
        let language = self.language;
        if !card.applies {
            return words::NOT_APPLICABLE.get(language).to_owned();
        }
        if card.chooses() {
            return self.chosen(card);
        }
        if let Some(value) = card.value {
            return words::LADDER_GIST.fill(language, &[&messages::decimal(value, 0, language)]);
        }
        let listed = |counts: Vec<(usize, messages::Text)>| {
            let some = counts.into_iter().filter(|it| it.0 > 0);
            let texts: Vec<String> =
                some.map(|it| it.1.fill(language, &[&it.0.to_string()])).collect();
            texts.join(", ")
        };
        if card.elements.is_empty() {
            let leaning = |left: bool| {
                let known = card.poles.iter().filter_map(|it| it.position);
                known.filter(|it| (*it > 0.0) == left).count()
            };
            let none = card.poles.iter().filter(|it| it.position.is_none()).count();
            return listed(vec![
                (leaning(true), words::COUNT_LEFT),
                (leaning(false), words::COUNT_RIGHT),
                (none, words::COUNT_NONE),
            ]);
        }
        let count = |of: fn(f64) -> bool| {
            let levels = card.elements.iter().filter_map(|it| it.level);
            levels.filter(|it| of(*it)).count()
        };
        listed(vec![
            (count(|it| it >= 1.0), words::COUNT_THERE),
            (count(|it| it > 0.0 && it < 1.0), words::COUNT_PART),
            (count(|it| it == 0.0), words::COUNT_ABSENT),
        ])
    }

    /// Which element the contract belongs to.
    pub(super) fn chosen(&self, card: &Card) -> String {
        let language = self.language;
        let names: Vec<String> = card
            .chosen
            .iter()
            .filter_map(|at| Some(card.elements.get(*at)?.name(language).to_owned()))
            .collect();
        match names.is_empty() {
            true => words::NOT_CHOSEN.get(language).to_owned(),
            false => words::CHOSEN.fill(language, &[&list(&names, language)]),
        }
    }

    /// What a framework looked for and did not find, in a sentence; none where nothing is missing.
    pub(super) fn not_found(&self, card: &Card) -> Option<String> {
        let names: Vec<String> =
            card.absent().map(|it| it.name(self.language).to_owned()).collect();
        let some = !names.is_empty() && !card.chooses();
        some.then(|| words::ABSENT_ELEMENTS.fill(self.language, &[&names.join("; ")]))
    }

    /// How sure a framework is, as people read it.
    pub(super) fn sure(&self, card: &Card) -> String {
        let sure = messages::sure(card.confidence).get(self.language);
        let figure = messages::decimal(card.confidence, 2, self.language);
        words::SURE.fill(self.language, &[&figure, sure])
    }

    /// How the report was made, a paragraph each.
    pub(super) fn method(&self) -> [String; 3] {
        let language = self.language;
        let rules = self.run.rules.len().to_string();
        [
            words::METHOD_1.fill(language, &[env!("CARGO_PKG_VERSION"), &rules]),
            words::METHOD_2.get(language).to_owned(),
            words::METHOD_3.fill(language, &[&self.judged.assessment.rubric]),
        ]
    }

    fn indices(&self, which: impl Fn(&Finding) -> bool) -> Vec<usize> {
        (0..self.judged.findings.len()).filter(|&it| which(self.finding(it))).collect()
    }
}

/// Words of the contract with their surroundings.
pub(super) struct Quote<'a> {
    pub(super) before: &'a str,
    pub(super) words: &'a str,
    pub(super) after: &'a str,
    /// Whether nothing was left out before it, and behind it.
    pub(super) from_start: bool,
    pub(super) to_end: bool,
    /// Whether the words themselves are whole.
    pub(super) whole: bool,
}

/// `a, b en c`.
fn list(words: &[String], language: Language) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            format!("{} {} {last}", first.join(", "), words::AND.get(language))
        }
    }
}

/// The end of `text`, `most` bytes at most and from a word on, and whether it is all of it.
fn tail(text: &str, most: usize) -> (&str, bool) {
    if text.len() <= most {
        return (text, true);
    }
    let start = (text.len() - most..text.len()).find(|&it| text.is_char_boundary(it));
    let rest = start.and_then(|it| text.get(it..)).unwrap_or("");
    (rest.split_once(' ').map_or(rest, |it| it.1), false)
}

/// The start of `text`, `most` bytes at most and up to a word, and whether it is all of it.
fn head(text: &str, most: usize) -> (&str, bool) {
    if text.len() <= most {
        return (text, true);
    }
    let end = (0..=most).rev().find(|&it| text.is_char_boundary(it)).unwrap_or(0);
    let rest = text.get(..end).unwrap_or("");
    (rest.rsplit_once(' ').map_or(rest, |it| it.0), false)
}
