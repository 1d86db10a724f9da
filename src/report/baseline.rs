//! What a board wants to know of a judged contract, gathered once for every form of the baseline
//! report: what carries, the conversations that matter, where it strains, who owes what, what
//! could be written instead. In comes what was judged; nothing is judged here.

pub(super) mod words;

use super::{Judged, Run, messages, place};
use crate::analyze::symmetry::{PairedRight, Standing, Subject};
use crate::analyze::{Bearer, Modality};
use crate::assess::{Assessed, Card, Frameworks, Rubric, Status};
use crate::document::{Document, Sentence};
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::rewrite::Rewrite;
use crate::rule::Rule;
use crate::span::Span;
use crate::weave::{Flaw, Norm};
use std::collections::{BTreeMap, BTreeSet};

/// Conversations that are worked out.
const CONVERSATIONS: usize = 3;
/// Strengths that are quoted.
const STRENGTHS: usize = 7;
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

/// Somebody who must or may do something.
pub(super) struct Holder {
    pub(super) name: String,
    pub(super) must: usize,
    pub(super) may_not: usize,
    pub(super) may: usize,
    pub(super) as_it_sees_fit: usize,
}

/// A right that both sides can have.
pub(super) struct Paired {
    pub(super) subject: Subject,
    pub(super) standing: Standing,
    /// Who gains by it, each with the places that say so and whether one is on a condition.
    pub(super) holders: Vec<(String, Vec<Span>, bool)>,
    /// Who has more, and who has less, where somebody does.
    pub(super) favours: Option<(String, String)>,
}

/// An article: a clause at the top of the tree, or the text between two of those.
pub(super) struct Article {
    /// The clause, an index into the document's clauses.
    pub(super) clause: Option<u32>,
    /// Its blocks, as indices.
    pub(super) blocks: (usize, usize),
    /// Words in it.
    pub(super) words: u32,
    /// Where findings lie: words before, words of the sentence, the gravest severity.
    pub(super) marks: Vec<(u32, u32, Severity)>,
    /// How many findings of each severity, mildest first.
    pub(super) counts: [usize; 4],
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
            balance: balance(judged, language),
            paired: judged
                .facts
                .balance
                .paired
                .iter()
                .map(|it| paired(judged, it, language))
                .collect(),
            articles: articles(judged),
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

    /// One of each rule first, so that they are of many kinds; in order of place.
    fn strengths(&self) -> Vec<usize> {
        let mut all = self.indices(|it| !it.absence && it.severity == Severity::Strength);
        all.sort_by(|&a, &b| by_force(self.finding(a), self.finding(b)));
        let mut seen = BTreeSet::new();
        let (mut first, rest): (Vec<usize>, Vec<usize>) =
            all.into_iter().partition(|&it| seen.insert(&self.finding(it).charge.rule));
        first.extend(rest);
        first.truncate(STRENGTHS);
        first.sort_unstable();
        first
    }

    fn conversations(&self) -> Vec<Conversation<'a>> {
        let mut themes: BTreeMap<Flaw, (f64, Vec<usize>)> = BTreeMap::new();
        for (index, finding) in self.judged.findings.iter().enumerate() {
            let Some(theme) = theme(finding) else { continue };
            let entry = themes.entry(theme).or_default();
            entry.0 += mass(self.doc(), finding);
            entry.1.push(index);
        }
        let whole: f64 = themes.values().map(|it| it.0).sum();
        let mut themes: Vec<(Flaw, f64, Vec<usize>)> =
            themes.into_iter().map(|(theme, (mass, all))| (theme, mass, all)).collect();
        themes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        themes.truncate(CONVERSATIONS);
        let share = |mass: f64| if whole > 0.0 { mass / whole } else { 0.0 };
        themes.into_iter().map(|it| self.conversation(it.0, share(it.1), it.2)).collect()
    }

    fn conversation(&self, theme: Flaw, share: f64, mut all: Vec<usize>) -> Conversation<'a> {
        let count = all.len();
        all.sort_by(|&a, &b| by_force(self.finding(a), self.finding(b)));
        let mut rules = BTreeSet::new();
        let mut sentences = BTreeSet::new();
        // Two kinds of passage say more than the same kind twice.
        let heaviest: Vec<usize> =
            all.iter().copied().filter(|&it| rules.insert(&self.finding(it).charge.rule)).collect();
        let passages: Vec<usize> = heaviest
            .iter()
            .chain(&all)
            .copied()
            .filter(|&it| !self.finding(it).absence)
            .filter(|&it| sentences.insert(self.finding(it).sentence))
            .take(2)
            .collect();
        let shown: Vec<usize> = passages.iter().chain(&heaviest).copied().collect();
        let mut why: Vec<&str> = Vec::new();
        for &it in &shown {
            let text = self
                .rule(self.finding(it))
                .map_or("", |it| it.page.section(self.language).why.as_str());
            if why.len() < 2 && !text.is_empty() && !why.contains(&text) {
                why.push(text);
            }
        }
        let question = shown.iter().find_map(|&it| self.question(self.finding(it)));
        let rewrite = shown.iter().find_map(|&it| Some((it, self.finding(it).rewrites.first()?)));
        Conversation { theme, share, count, passages, why, question, rewrite }
    }

    fn proposals(&self) -> Vec<Proposal<'a>> {
        let mut all = self.indices(|it| !it.absence && !it.rewrites.is_empty());
        all.sort_by(|&a, &b| by_force(self.finding(a), self.finding(b)));
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        let mut proposals: Vec<Proposal> = Vec::new();
        for index in all {
            let finding = self.finding(index);
            match at.get(finding.charge.rule.as_str()) {
                Some(&known) => proposals[known].others.push(index),
                None => {
                    let Some(rewrite) = finding.rewrites.first() else { continue };
                    at.insert(&finding.charge.rule, proposals.len());
                    proposals.push(Proposal { finding: index, rewrite, others: Vec::new() });
                }
            }
        }
        proposals.iter_mut().for_each(|it| it.others.sort_unstable());
        proposals
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

/// The conversation a finding belongs to; none for a strength.
///
/// Findings about norms alone go with the flaw that parties would talk about in the same breath.
pub(super) fn theme(finding: &Finding) -> Option<Flaw> {
    if finding.severity == Severity::Strength {
        return None;
    }
    let against = || finding.charge.norms.iter().find(|it| it.1 < 0).map(|it| it.0);
    finding.charge.flaws.first().map(|it| it.0).or_else(|| {
        Some(match against()? {
            Norm::Loyalty | Norm::Equity => Flaw::ConflictingInterests,
            Norm::Reciprocity | Norm::Autonomy | Norm::Integrity => Flaw::OneSided,
            Norm::Honesty => Flaw::ExpectationMismatch,
        })
    })
}

/// The severity mass of a finding: the share it takes of its sentence times the words of that
/// sentence (6 to 60, as in scores). What is missing counts as a sentence of 25 words.
pub(super) fn mass(doc: &Document, finding: &Finding) -> f64 {
    let sentence = finding.sentence.and_then(|it| doc.sentences.get(it as usize));
    let words = match finding.absence {
        true => 25,
        false => sentence.map_or(6, |it: &Sentence| it.words().clamp(6, 60)),
    };
    0.16 * force(finding) * f64::from(words)
}

fn force(finding: &Finding) -> f64 {
    f64::from(finding.weight) * finding.confidence.factor()
}

/// Heaviest first, then in order of place.
pub(super) fn by_force(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    b.severity
        .cmp(&a.severity)
        .then(force(b).total_cmp(&force(a)))
        .then((a.span, &a.charge.rule).cmp(&(b.span, &b.charge.rule)))
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

/// Who must and may what: the parties in order, then all of them together, then nobody.
fn balance(judged: &Judged, language: Language) -> Vec<Holder> {
    let facts = &judged.facts;
    let holder = |name: String| Holder { name, must: 0, may_not: 0, may: 0, as_it_sees_fit: 0 };
    let text = |it: messages::Text| it.get(language).to_owned();
    let mut holders: Vec<Holder> = facts.parties.iter().map(|it| holder(it.name.clone())).collect();
    let parties = holders.len();
    holders.extend([
        holder(text(messages::HOLDER_SPEAKER)),
        holder(text(messages::HOLDER_READER)),
        holder(text(messages::HOLDER_EVERY)),
        holder(text(messages::HOLDER_NOBODY)),
    ]);
    for duty in &facts.duties {
        let at = match duty.bearer {
            Bearer::Party(at) => at,
            Bearer::Speaker => parties,
            Bearer::Reader => parties + 1,
            Bearer::Every => parties + 2,
            Bearer::Nobody => parties + 3,
        };
        let Some(holder) = holders.get_mut(at) else { continue };
        match duty.modality {
            Modality::Obligation => holder.must += 1,
            Modality::Prohibition => holder.may_not += 1,
            Modality::Right | Modality::Permission | Modality::Exemption => holder.may += 1,
            Modality::Discretion => holder.as_it_sees_fit += 1,
        }
    }
    holders.retain(|it| it.must + it.may_not + it.may + it.as_it_sees_fit > 0);
    holders
}

/// Who is meant, as people say it.
fn holder_name(judged: &Judged, bearer: Bearer, language: Language) -> String {
    let text = |it: messages::Text| it.get(language).to_owned();
    match bearer {
        Bearer::Party(at) => {
            judged.facts.parties.get(at).map_or(String::new(), |it| it.name.clone())
        }
        Bearer::Speaker => text(messages::HOLDER_SPEAKER),
        Bearer::Reader => text(messages::HOLDER_READER),
        Bearer::Every => text(messages::HOLDER_EVERY),
        Bearer::Nobody => text(messages::HOLDER_NOBODY),
    }
}

fn paired(judged: &Judged, it: &PairedRight, language: Language) -> Paired {
    let facts = &judged.facts;
    let mut holders: Vec<(Bearer, Vec<Span>, bool)> = Vec::new();
    for holding in it.holdings.iter().filter(|it| it.gains != Bearer::Nobody) {
        let Some(duty) = facts.duties.get(holding.duty as usize) else { continue };
        let conditional = holding.condition.is_some();
        match holders.iter_mut().find(|it| it.0 == holding.gains) {
            Some(holder) => {
                // One clause often says it more than once.
                let here = |it: Span| place(&judged.document, it).text(language);
                if !holder.1.iter().any(|it| here(*it) == here(duty.words)) {
                    holder.1.push(duty.words);
                }
                holder.2 |= conditional;
            }
            None => holders.push((holding.gains, vec![duty.words], conditional)),
        }
    }
    holders.sort_by_key(|it| it.0);
    let name = |it: Bearer| holder_name(judged, it, language);
    let favours = it.standing.favours().map(|who| {
        // With more than two parties there is no one other.
        let other = match (who, facts.parties.len()) {
            (Bearer::Party(at), 2) => name(Bearer::Party(1 - at.min(1))),
            (Bearer::Speaker, _) => name(Bearer::Reader),
            (Bearer::Reader, _) => name(Bearer::Speaker),
            _ => words::THE_OTHER.get(language).to_owned(),
        };
        (name(who), other)
    });
    let holders = holders.into_iter().map(|it| (opened(&name(it.0)), it.1, it.2)).collect();
    Paired { subject: it.subject, standing: it.standing, holders, favours }
}

impl Paired {
    /// How it is spread, in words.
    pub(super) fn standing(&self, language: Language) -> String {
        let who = self.favours.as_ref().map_or("", |it| it.0.as_str());
        match self.standing {
            Standing::Mutual => words::STANDING_MUTUAL.get(language).to_owned(),
            Standing::Mirrored => words::STANDING_MIRRORED.get(language).to_owned(),
            Standing::Uneven(_) => words::STANDING_UNEVEN.fill(language, &[who]),
            Standing::OneSided(_) => words::STANDING_ONE.fill(language, &[who]),
            Standing::Unclear => words::STANDING_UNCLEAR.get(language).to_owned(),
        }
    }

    /// How either side may read it; none where nobody has more.
    pub(super) fn readings(&self, language: Language) -> Option<String> {
        let (who, other) = self.favours.as_ref()?;
        let burden = matches!(
            self.subject,
            Subject::Liability | Subject::Indemnity | Subject::Confidentiality | Subject::Notice
        );
        let text = match self.standing {
            _ if burden => words::READ_BURDEN,
            Standing::Uneven(_) => words::READ_UNEVEN,
            _ => words::READ_ONE,
        };
        Some(text.fill(language, &[&opened(who), &opened(other)]))
    }
}

/// `text` as a sentence opens: with a capital.
fn opened(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or(String::new(), |it| it.to_uppercase().chain(rest).collect())
}

/// The articles of a document, in order; together they hold all its blocks.
fn articles(judged: &Judged) -> Vec<Article> {
    let doc = &judged.document;
    let mut articles: Vec<Article> = Vec::new();
    let mut at = 0;
    let article =
        |clause, blocks| Article { clause, blocks, words: 0, marks: Vec::new(), counts: [0; 4] };
    for (index, clause) in doc.clauses.iter().enumerate().filter(|it| it.1.parent.is_none()) {
        let (from, to) = (clause.blocks.0 as usize, clause.blocks.1 as usize);
        if at < from {
            articles.push(article(None, (at, from)));
        }
        if at.max(from) < to {
            articles.push(article(Some(index as u32), (at.max(from), to)));
        }
        at = at.max(to);
    }
    if at < doc.blocks.len() {
        articles.push(article(None, (at, doc.blocks.len())));
    }
    let mut gravest: BTreeMap<u32, Severity> = BTreeMap::new();
    let mut counts: BTreeMap<u32, [usize; 4]> = BTreeMap::new();
    for finding in judged.findings.iter().filter(|it| !it.absence) {
        let Some(sentence) = finding.sentence.or_else(|| doc.sentence_at(finding.span.start))
        else {
            continue;
        };
        let known = gravest.entry(sentence).or_insert(finding.severity);
        *known = (*known).max(finding.severity);
        counts.entry(sentence).or_default()[finding.severity as usize] += 1;
    }
    for article in &mut articles {
        let blocks = doc.blocks.get(article.blocks.0..article.blocks.1).unwrap_or(&[]);
        for sentence in blocks.iter().flat_map(|it| it.sentences.0..it.sentences.1) {
            let words = doc.sentences.get(sentence as usize).map_or(0, Sentence::words);
            if let Some(severity) = gravest.get(&sentence) {
                article.marks.push((article.words, words, *severity));
            }
            for (sum, one) in
                article.counts.iter_mut().zip(counts.get(&sentence).into_iter().flatten())
            {
                *sum += one;
            }
            article.words += words;
        }
    }
    articles
}

/// Number and title of a clause as a heading: `7 Aansprakelijkheid`; what it starts with where it
/// has neither.
pub(super) fn title(doc: &Document, article: &Article) -> String {
    let clause = article.clause.and_then(|it| doc.clauses.get(it as usize));
    let number = clause.map_or("", |it| it.number.trim());
    let words = clause.and_then(|it| it.title).map(|it: Span| &doc[it]);
    match (number, words) {
        ("", Some(words)) => words.to_owned(),
        (number, Some(words)) if !number.is_empty() => format!("{number} {words}"),
        (number, _) if !number.is_empty() => number.to_owned(),
        _ => {
            let first = doc.blocks.get(article.blocks.0).map_or("", |it| &doc[it.span]);
            let (words, whole) = head(first, 48);
            if whole { words.to_owned() } else { format!("{words} …") }
        }
    }
}
