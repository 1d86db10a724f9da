//! Runs the rules over a document and puts what they say in order.
//!
//! One pass finds the words of all rules; guards drop what is quoted, negated, mutual or a
//! definition; scripts judge the places they asked for; rules about something absent come last,
//! since a sentence that is flagged for a flaw can't cure it.

use crate::analyze::{Facts, Party};
use crate::document::{Document, Zone};
use crate::finding::{Fault, Finding, Label, Severity};
use crate::language::Language;
use crate::rewrite::{Edit, Rewrite};
use crate::rule::{
    Each, Expression, Hit, Host, Reading, Record, Replaces, Rule, Rules, Shows, Verdict, View,
};
use crate::span::Span;
use crate::weave::Flaw;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// How to check.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The language of messages; the document's own when not said.
    pub messages: Option<Language>,
    /// Judge what is absent even in a text too short or of a kind to expect it in (examples).
    pub expect_all: bool,
    /// Run only the rule at this index.
    pub only: Option<usize>,
}

/// What the rules said about one document.
#[derive(Debug, Default)]
pub struct Checked {
    /// In order of place, then rule.
    pub findings: Vec<Finding>,
    /// Rules that failed, in order of rule.
    pub faults: Vec<Fault>,
}

/// Sentences a thread takes at a time: enough to outweigh the hand-over.
const CHUNK: u32 = 512;

/// Runs `rules` over `doc`.
pub fn check(rules: &Rules, doc: &Arc<Document>, facts: &Arc<Facts>, options: Options) -> Checked {
    let reading = Arc::new(Reading::new(rules, doc.clone(), facts.clone()));
    let (hits, mut faults) = hits(rules, &reading);
    let judge = |index: usize, flagged: &Flagged| {
        let rule = &rules.all()[index];
        let from = hits.partition_point(|it| (it.rule as usize) < index);
        let to = hits.partition_point(|it| (it.rule as usize) <= index);
        let hits = &hits[from..to];
        Judge { rule, index: index as u32, rules, reading: &reading, flagged }.judge(hits)
    };
    let asked = (0..rules.all().len()).filter(|it| options.only.is_none_or(|only| only == *it));
    let (absent, present): (Vec<usize>, Vec<usize>) =
        asked.partition(|&it| rules.all()[it].charge.absent.is_some());
    let none = Flagged::default();
    let mut said: Vec<(usize, Judged)> =
        present.into_par_iter().map(|it| (it, judge(it, &none))).collect();
    if options.expect_all || expects_all(doc, facts) {
        let flagged = Flagged::by(rules, &said);
        said.par_extend(absent.into_par_iter().map(|it| (it, judge(it, &flagged))));
    }
    let language = options.messages.or(doc.language).unwrap_or(Language::Dutch);
    let mut findings = Vec::new();
    for (index, judged) in said {
        faults.extend(judged.faults);
        let word = Wording { rule: &rules.all()[index], reading: &reading, language };
        findings.extend(judged.verdicts.into_iter().map(|it| word.finding(it)));
    }
    findings.sort_by(|a, b| {
        (a.span, &a.charge.rule, &a.message).cmp(&(b.span, &b.charge.rule, &b.message))
    });
    findings.dedup_by(|a, b| a.span == b.span && a.charge.rule == b.charge.rule);
    faults.sort();
    faults.dedup();
    Checked { findings, faults }
}

/// Whether a text is one in which a shared purpose, a change procedure … can be expected: a whole
/// contract in a language that is judged (wn-1, C6), not a fragment.
fn expects_all(doc: &Document, facts: &Facts) -> bool {
    let judged =
        |it: &&crate::document::Sentence| it.zone == Zone::Operative && it.language.is_some();
    let sentences = doc.sentences.iter().filter(judged).count();
    let words: u32 = doc.sentences.iter().filter(judged).map(|it| it.words()).sum();
    words >= 300 && sentences >= 15 && facts.kind.is_lasting()
}

/// The sentences that are flagged, per flaw.
#[derive(Default)]
struct Flagged([BTreeSet<u32>; 8]);

impl Flagged {
    fn by(rules: &Rules, said: &[(usize, Judged)]) -> Flagged {
        let mut flagged = Flagged::default();
        for (index, judged) in said {
            let rule = &rules.all()[*index];
            for &(flaw, _) in &rule.charge.flaws {
                let sentences = judged.verdicts.iter().filter_map(|it| it.sentence);
                flagged.0[flaw as usize].extend(sentences);
            }
        }
        flagged
    }

    fn has(&self, flaws: &[(Flaw, f64)], sentence: u32) -> bool {
        flaws.first().is_some_and(|it| self.0[it.0 as usize].contains(&sentence))
    }
}

/// All hits of all rules, by rule, sentence and place; and rules whose expressions are wrong.
fn hits(rules: &Rules, reading: &Reading) -> (Vec<Hit>, Vec<Fault>) {
    let doc = &reading.doc;
    let count = doc.sentences.len() as u32;
    let mut hits = Vec::new();
    let mut faults = Vec::new();
    for (_, matcher, lookup) in reading.languages(rules) {
        let chunks: Vec<Vec<Hit>> = (0..count.div_ceil(CHUNK))
            .into_par_iter()
            .map(|chunk| {
                let range = (chunk * CHUNK, ((chunk + 1) * CHUNK).min(count));
                matcher.scan(doc, lookup, range)
            })
            .collect();
        hits.extend(chunks.into_iter().flatten());
        faults.extend(matcher.faults.iter().cloned());
        faults.extend(matcher.faults_met(rules.all()));
    }
    hits.sort_by_key(|it| (it.rule, it.sentence, it.span.start, std::cmp::Reverse(it.span.end)));
    (hits, faults)
}

/// What one rule said about the document.
#[derive(Default)]
struct Judged {
    verdicts: Vec<Verdict>,
    faults: Vec<Fault>,
}

struct Judge<'a> {
    rule: &'a Rule,
    index: u32,
    rules: &'a Rules,
    reading: &'a Arc<Reading>,
    flagged: &'a Flagged,
}

impl Judge<'_> {
    fn judge(&self, hits: &[Hit]) -> Judged {
        let mut judged = Judged::default();
        let record = &self.rule.record;
        let hits = match self.kept(hits) {
            Ok(hits) => hits,
            Err(fault) => {
                judged.faults.push(fault);
                return judged;
            }
        };
        if record.at_least > 1 && (self.distinct(&hits) as u32) < record.at_least {
            return judged;
        }
        let host = Host::new(self.rule, self.reading.clone());
        let scripted = self.rule.script.is_some();
        match record.each {
            Each::Phrase | Each::Sentence if scripted && !self.looks_for_words() => {
                for at in self.sentences() {
                    if !judged.take(host.on_sentence(at)) {
                        break;
                    }
                }
            }
            Each::Phrase | Each::Sentence => {
                for hit in &hits {
                    if !scripted {
                        judged.verdicts.push(Verdict::on(hit));
                    } else if !judged.take(host.on_hit(hit)) {
                        break;
                    }
                }
            }
            Each::Clause => self.clauses(&hits, &host, &mut judged),
            Each::Party => {
                judged.take_all(self.reading.facts.parties.len(), |at| host.on_party(at));
            }
            Each::Term => {
                judged.take_all(self.reading.facts.terms.len(), |at| host.on_term(at));
            }
            Each::Reference => {
                judged.take_all(self.reading.facts.references.len(), |at| host.on_reference(at));
            }
            Each::Contract if scripted => {
                judged.take(host.on_contract(&self.one_a_sentence(&hits)));
            }
            Each::Contract if self.rule.charge.absent.is_some() => {
                if hits.is_empty() && self.knows_language() {
                    judged.verdicts.push(Verdict::absent(&self.reading.doc));
                }
            }
            Each::Contract => {
                if let Some(first) = hits.first() {
                    let count = Some(self.one_a_sentence(&hits).len());
                    judged.verdicts.push(Verdict { count, ..Verdict::on(first) });
                }
            }
        }
        judged
    }

    fn looks_for_words(&self) -> bool {
        let record = &self.rule.record;
        [&record.nl, &record.en].into_iter().flatten().any(|it| !it.find.is_empty())
    }

    /// A rule about something absent can't know in a language it has no words for.
    fn knows_language(&self) -> bool {
        let main = self.reading.doc.language;
        main.and_then(|it| self.rule.record.wording(it)).is_some_and(|it| !it.find.is_empty())
    }

    fn sentences(&self) -> impl Iterator<Item = u32> {
        let sentences = self.reading.doc.sentences.iter().enumerate();
        sentences
            .filter(|(_, it)| {
                self.rule.record.zones.contains(&it.zone)
                    && it.language.is_some_and(|it| self.rule.record.wording(it).is_some())
            })
            .map(|(at, _)| at as u32)
    }

    /// Per clause once, at its first hit; without words to look for, every clause.
    fn clauses(&self, hits: &[Hit], host: &Host, judged: &mut Judged) {
        let doc = &self.reading.doc;
        let clause_of = |hit: &Hit| doc.sentences[hit.sentence as usize].clause;
        if !self.looks_for_words() {
            for at in 0..doc.clauses.len() as u32 {
                if !judged.take(host.on_clause(at, &[])) {
                    break;
                }
            }
            return;
        }
        for hits in hits.chunk_by(|a, b| clause_of(a) == clause_of(b)) {
            match (clause_of(&hits[0]), self.rule.script.is_some()) {
                (Some(clause), true) => {
                    if !judged.take(host.on_clause(clause, hits)) {
                        break;
                    }
                }
                (None, true) => {
                    if !judged.take(host.on_hit(&hits[0])) {
                        break;
                    }
                }
                (_, false) => {
                    judged
                        .verdicts
                        .push(Verdict { count: Some(hits.len()), ..Verdict::on(&hits[0]) });
                }
            }
        }
    }

    fn one_a_sentence(&self, hits: &[Hit]) -> Vec<Hit> {
        hits.chunk_by(|a, b| a.sentence == b.sentence).map(|it| it[0].clone()).collect()
    }

    /// Sentences with a hit that differ in words: a repeated paragraph tells nothing new (M3).
    fn distinct(&self, hits: &[Hit]) -> usize {
        let texts: BTreeSet<&str> =
            hits.iter().map(|it| self.reading.doc.sentence(it.sentence)).collect();
        texts.len()
    }

    /// The hits that no guard drops. Of a rule per sentence the first in each sentence; of others
    /// those that don't overlap an earlier one.
    fn kept(&self, hits: &[Hit]) -> Result<Vec<Hit>, Fault> {
        let record = &self.rule.record;
        let doc = &self.reading.doc;
        let mut kept: Vec<Hit> = Vec::new();
        for of_sentence in hits.chunk_by(|a, b| a.sentence == b.sentence) {
            let at = of_sentence[0].sentence;
            let sentence = &doc.sentences[at as usize];
            if !record.zones.contains(&sentence.zone) {
                continue;
            }
            if self.rule.charge.absent.is_some() && self.flagged.has(&self.rule.charge.flaws, at) {
                continue;
            }
            let Some(language) = sentence.language else { continue };
            let matcher = self.rules.matcher(language, self.reading.facts.speaker);
            let view = self.reading.view(sentence.span, Some(language));
            let stem = sentence.stem.and_then(|it| doc.sentences.get(it as usize));
            let stem = stem.map(|it| self.reading.view(it.span, Some(language)));
            let guarded = |view: &View| -> Result<bool, Fault> {
                let guards = Guards::of(language);
                Ok(record.unless_mutual && guards.mutual.is_in(view)
                    || matcher.guarded(self.index, view).map_err(|reason| Fault {
                        rule: self.rule.id.clone(),
                        place: self.rule.file.clone(),
                        document: None,
                        reason,
                    })?)
            };
            if guarded(&view)? {
                continue;
            }
            if let Some(stem) = &stem
                && guarded(stem)?
            {
                continue;
            }
            let defines = !record.zones.contains(&Zone::Definition)
                && self.rule.charge.absent.is_none()
                && Guards::of(language).defines.is_in(&view);
            if defines {
                continue;
            }
            let mut end = 0;
            for hit in of_sentence {
                let from = view.position(hit.span.start);
                let cited = || Guards::of(language).statute.encloses(&view, hit.span);
                let dropped = hit.span.start < end
                    || cited()
                    || quoted(&view.bytes, from, view.position(hit.span.end))
                    || record.unless_negated && negated(&view.bytes[..from.min(view.bytes.len())]);
                if dropped {
                    continue;
                }
                end = hit.span.end;
                kept.push(hit.clone());
                if record.each != Each::Phrase {
                    break;
                }
            }
        }
        Ok(kept)
    }
}

impl Judged {
    /// Asks about places `0..count` until one fails.
    fn take_all(&mut self, count: usize, ask: impl Fn(usize) -> Result<Vec<Verdict>, Fault>) {
        for at in 0..count {
            if !self.take(ask(at)) {
                break;
            }
        }
    }

    /// Keeps what a script said; whether to go on. A script that fails once is not asked again.
    fn take(&mut self, said: Result<Vec<Verdict>, Fault>) -> bool {
        match said {
            Ok(verdicts) => self.verdicts.extend(verdicts),
            Err(fault) => {
                // What it said before it failed depends on where it failed: leave it out.
                self.verdicts.clear();
                self.faults.push(fault);
                return false;
            }
        }
        true
    }
}

/// Expressions that guard every rule of a language.
struct Guards {
    /// Mutual wording (G-MUT of the catalogue).
    mutual: Expression,
    /// A definition (G-DEF).
    defines: Expression,
    /// A citation of a statute (G-STAT): words of the law, not of the parties.
    statute: Expression,
}

impl Guards {
    fn of(language: Language) -> &'static Guards {
        static GUARDS: LazyLock<[Guards; 2]> = LazyLock::new(|| {
            [
                Guards {
                    mutual: Expression::plain(
                        r"\b(?:partijen|(?:iedere|elke|beide) partij(?:en)?|elk (?:van de|der) partijen|de andere partij|over en weer|weder(?:zijds|kerig)\w*|elkaars?|gezamenlijk)\b",
                    ),
                    defines: Expression::plain(
                        r"\b(?:wordt|worden) (?:[^ .;:]+ ){0,8}verstaan\b|\bwordt bedoeld met\b|\bbetekent\b",
                    ),
                    statute: Expression::plain(
                        r"\bart(?:ikel(?:en)?|\.) ?\d+(?::\d+)?\w?(?: (?:lid|leden|en|t/m|tot en met|jo\.?|sub|onder) [\da-z]+)* (?:van (?:het|de) )?(?:BW|Rv|AVG|Awb|Fw|Sr|Burgerlijk Wetboek|Faillissementswet|(?:\w+ )?wet\w*)\b",
                    ),
                },
                Guards {
                    mutual: Expression::plain(
                        r"\b(?:each|either|both|neither|the other) part(?:y|ies)\b|\b(?:mutual(?:ly)?|each other|one another)\b|\bthe parties\b",
                    ),
                    defines: Expression::plain(
                        r"\b(?:means|shall mean|ha(?:s|ve) the meanings?|is defined as)\b",
                    ),
                    statute: Expression::plain(
                        r"\b(?:sections?|articles?|art\.) ?\d+[\w.()]* of the (?:[\w-]+ ){1,6}(?:Act|Code|Regulation|Directive|Law)\b|\b(?:the )?(?:\w+ ){0,4}Act (?:of )?(?:19|20)\d\d\b",
                    ),
                },
            ]
        });
        &GUARDS[language as usize]
    }
}

/// Whether `from..to` stands between quotation marks: words about words.
fn quoted(text: &[u8], from: usize, to: usize) -> bool {
    let before = text.get(..from).unwrap_or(text);
    let after = text.get(to..).unwrap_or_default();
    before.iter().filter(|it| **it == b'"').count() % 2 == 1 && after.contains(&b'"')
}

/// Whether one of the three words before is a negation that reaches the words after it.
fn negated(before: &[u8]) -> bool {
    const WORDS: [&[u8]; 11] = [
        b"geen", b"niet", b"nooit", b"nimmer", b"noch", b"zonder", b"no", b"not", b"never",
        b"without", b"nor",
    ];
    let clause = before.rsplit(|it| b".;:,(".contains(it)).next().unwrap_or_default();
    let words = clause.split(|it| *it == b' ').rev().filter(|it| !it.is_empty());
    words.take(3).any(|word| WORDS.iter().any(|it| it.eq_ignore_ascii_case(word)))
}

/// Makes findings of what a rule said.
struct Wording<'a> {
    rule: &'a Rule,
    reading: &'a Reading,
    language: Language,
}

impl Wording<'_> {
    fn finding(&self, verdict: Verdict) -> Finding {
        let record = &self.rule.record;
        let doc = &self.reading.doc;
        let sentence = verdict.sentence.and_then(|it| doc.sentences.get(it as usize));
        // The rewrite speaks the language of the passage, the message that of the report.
        let passage = sentence.and_then(|it| it.language).or(doc.language).unwrap_or(self.language);
        let template = verdict
            .message
            .clone()
            .or_else(|| self.text(self.language, |it| Some(it.message.clone())));
        let message = self.fill(template.as_deref().unwrap_or(""), &verdict, passage);
        let rewrite =
            verdict.rewrite.clone().or_else(|| self.text_in(passage, |it| it.rewrite.clone()));
        let rewrites = rewrite
            .map(|it| self.rewrite(&it, &verdict, sentence.map(|it| it.span), record, passage));
        Finding {
            charge: self.rule.charge.clone(),
            span: verdict.span,
            absence: verdict.absence,
            sentence: verdict.sentence,
            message,
            severity: verdict.severity.unwrap_or(record.severity),
            confidence: record.confidence,
            weight: verdict.weight.unwrap_or(record.weight),
            labels: verdict
                .labels
                .iter()
                .map(|(span, text)| Label { span: *span, text: text.clone() })
                .collect(),
            rewrites: rewrites.into_iter().collect(),
            fingerprint: self.fingerprint(&verdict, sentence.map(|it| it.span)),
        }
    }

    fn text(
        &self,
        language: Language,
        of: impl Fn(&crate::rule::Wording) -> Option<String>,
    ) -> Option<String> {
        self.text_in(language, &of).or_else(|| {
            let other = Language::ALL.into_iter().find(|it| *it != language)?;
            self.text_in(other, &of)
        })
    }

    fn text_in(
        &self,
        language: Language,
        of: impl Fn(&crate::rule::Wording) -> Option<String>,
    ) -> Option<String> {
        self.rule.record.wording(language).and_then(of)
    }

    fn rewrite(
        &self,
        template: &str,
        verdict: &Verdict,
        sentence: Option<Span>,
        record: &Record,
        passage: Language,
    ) -> Rewrite {
        let text = self.fill(template, verdict, passage);
        let replaced = match record.replaces {
            _ if verdict.absence => None,
            Replaces::Words => Some(verdict.span),
            Replaces::Sentence => Some(sentence.unwrap_or(verdict.span)),
        };
        let edits = replaced.map(|span| Edit { span, text: text.clone() }).into_iter().collect();
        Rewrite { effect: self.rule.charge.effect, edits, text }
    }

    /// `template` with what is known put in its `{blanks}`; the others stay for the parties.
    fn fill(&self, template: &str, verdict: &Verdict, passage: Language) -> String {
        let doc = &self.reading.doc;
        let group = |name: &str| {
            let found = verdict.groups.iter().find(|it| it.0 == name)?;
            Some(doc[found.1].to_owned())
        };
        let party = group("party").or_else(|| self.party_in(verdict.sentence));
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                rest = after;
                out.push('{');
                continue;
            };
            let value = match name {
                "words" => Some(shortened(&doc[verdict.span])),
                "count" => verdict.count.map(|it| it.to_string()),
                "party" => Some(party.clone().unwrap_or_else(|| one(passage).to_owned())),
                "other_party" => Some(
                    group(name)
                        .or_else(|| self.other_than(party.as_deref()))
                        .unwrap_or_else(|| other(passage).to_owned()),
                ),
                _ => group(name),
            };
            match value {
                Some(value) => out.push_str(&cased(&value, &out)),
                None => {
                    out.push('{');
                    out.push_str(blank(name, passage));
                    out.push('}');
                }
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// The first party that a sentence names.
    fn party_in(&self, sentence: Option<u32>) -> Option<String> {
        let span = self.reading.doc.sentences.get(sentence? as usize)?.span;
        let parties = self.reading.facts.parties.iter();
        let first = |mentions: &[Span]| {
            let at = mentions.partition_point(|it| it.start < span.start);
            mentions.get(at).filter(|it| span.contains(**it)).map(|it| it.start)
        };
        let named = parties.filter_map(|it| Some((first(&it.mentions)?, it)));
        named.min_by_key(|it| it.0).map(|it| self.name(it.1))
    }

    /// Of two parties the one that `party` is not.
    fn other_than(&self, party: Option<&str>) -> Option<String> {
        let [a, b] = &self.reading.facts.parties[..] else { return None };
        let party = party?.to_lowercase();
        let is = |it: &Party| {
            it.aliases.iter().chain([&it.name]).any(|name| party.ends_with(&name.to_lowercase()))
        };
        match (is(a), is(b)) {
            (true, false) => Some(self.name(b)),
            (false, true) => Some(self.name(a)),
            _ => None,
        }
    }

    /// The party's name with the article that the contract gives it: "the Supplier", "Leverancier".
    fn name(&self, party: &Party) -> String {
        let doc = &self.reading.doc;
        let before = |it: &Span| doc.text.get(..it.start as usize).unwrap_or_default();
        let named: Vec<&Span> = party
            .mentions
            .iter()
            .filter(|it| doc[**it].eq_ignore_ascii_case(&party.name))
            .collect();
        for article in ["the", "de", "het"] {
            let with = |it: &&&Span| {
                let before = before(it).trim_end();
                let word = before.rsplit(' ').next().unwrap_or_default();
                word.eq_ignore_ascii_case(article)
            };
            if 2 * named.iter().filter(with).count() > named.len() {
                return format!("{article} {}", party.name);
            }
        }
        party.name.clone()
    }

    /// FNV-1a over the rule's id and the words of the place, in lower case: stable under edits
    /// elsewhere, renumbering and a change of format.
    fn fingerprint(&self, verdict: &Verdict, sentence: Option<Span>) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut take = |text: &str| {
            for byte in text.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        take(&self.rule.id);
        if !verdict.absence {
            let doc = &self.reading.doc;
            for span in [sentence.unwrap_or(verdict.span), verdict.span] {
                let from = doc.tokens.partition_point(|it| it.span.start < span.start);
                let to = doc.tokens.partition_point(|it| it.span.start < span.end);
                doc.tokens[from..to].iter().for_each(|it| take(doc.words.get(it.word)));
                take("");
            }
        }
        format!("{hash:016x}")
    }
}

/// The name of a blank as the reader of the rewrite says it.
fn blank(name: &str, language: Language) -> &str {
    match (language, name) {
        (Language::Dutch, "term") => "termijn",
        (Language::Dutch, "subject") => "onderwerp",
        (Language::Dutch, "amount") => "bedrag",
        (Language::Dutch, "number") => "nummer",
        _ => name,
    }
}

fn one(language: Language) -> &'static str {
    match language {
        Language::Dutch => "de ene partij",
        Language::English => "one party",
    }
}

fn other(language: Language) -> &'static str {
    match language {
        Language::Dutch => "de andere partij",
        Language::English => "the other party",
    }
}

/// `value` with a capital at the start of a sentence, its article without one elsewhere.
fn cased(value: &str, before: &str) -> String {
    let before = before.trim_end_matches(['"', '“', '(', '«']).trim_end();
    let opens = before.is_empty() || before.ends_with(['.', '?', '!']);
    let mut chars = value.chars();
    match chars.next() {
        Some(first) if opens => first.to_uppercase().chain(chars).collect(),
        Some(first)
            if ["De ", "Het ", "Een ", "The ", "A ", "An "]
                .iter()
                .any(|it| value.starts_with(it)) =>
        {
            first.to_lowercase().chain(chars).collect()
        }
        _ => value.to_owned(),
    }
}

/// At most a dozen words of `text`; a message quotes, it doesn't copy.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() <= 12 {
        return text.to_owned();
    }
    format!("{} … {}", words[..7].join(" "), words[words.len() - 4..].join(" "))
}

/// An example that didn't come out as its page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// File and line of the example.
    pub place: String,
    /// The rule.
    pub rule: String,
    /// What the page promises.
    pub expected: String,
    /// What came out.
    pub got: String,
}

/// Runs the examples of `rule` (a part of `rules`) with that rule alone.
pub fn examples(rules: &Rules, rule: &Rule) -> Vec<Failure> {
    let Some(index) = rules.iter().position(|it| it.id == rule.id) else { return Vec::new() };
    let mut failures = Vec::new();
    for example in &rule.examples {
        let doc = Arc::new(Document::from_paragraphs(&example.text, example.language));
        let facts = Arc::new(crate::analyze::analyze(&doc));
        let checked = check(
            rules,
            &doc,
            &facts,
            Options { messages: Some(example.language), expect_all: true, only: Some(index) },
        );
        let mine = checked.findings.iter().filter(|it| it.charge.rule == rule.id);
        let got: Vec<Option<Span>> =
            mine.map(|it| (!it.absence).then(|| doc.source_of(it.span)).flatten()).collect();
        let faults = checked.faults.iter().filter(|it| it.rule == rule.id);
        let expected: Vec<Option<Span>> = match example.shows {
            Shows::Flag if rule.charge.absent.is_some() => vec![None],
            Shows::Flag => example.marks.iter().copied().map(Some).collect(),
            Shows::Pass | Shows::Rewrite => Vec::new(),
        };
        let words = |spans: &[Option<Span>]| {
            let shown: Vec<String> = spans
                .iter()
                .map(|it| match it {
                    Some(span) => format!("⟦{}⟧", example.text.get(span.range()).unwrap_or("?")),
                    None => "absence".to_owned(),
                })
                .collect();
            if shown.is_empty() { "nothing".to_owned() } else { shown.join(" ") }
        };
        let place = format!("{}:{}", rule.file, example.line);
        for fault in faults {
            failures.push(Failure {
                place: fault.place.clone(),
                rule: rule.id.clone(),
                expected: "no fault".to_owned(),
                got: fault.reason.clone(),
            });
        }
        if got != expected {
            let (expected, got) = (words(&expected), words(&got));
            failures.push(Failure { place, rule: rule.id.clone(), expected, got });
        }
    }
    let shows = |shows: Shows, language: Language| {
        rule.examples.iter().any(|it| it.shows == shows && it.language == language)
    };
    for language in Language::ALL {
        if rules.all()[index].record.wording(language).is_none() {
            continue;
        }
        for (kind, name) in [(Shows::Flag, "flag"), (Shows::Pass, "pass")] {
            if !shows(kind, language) {
                failures.push(Failure {
                    place: rule.file.clone(),
                    rule: rule.id.clone(),
                    expected: format!("a ```{name} example in `{}`", language.code()),
                    got: "none".to_owned(),
                });
            }
        }
    }
    failures
}

/// Whether a finding counts as one for exit codes: strengths don't.
pub fn at_least(finding: &Finding, severity: Severity) -> bool {
    finding.severity != Severity::Strength && finding.severity >= severity
}
