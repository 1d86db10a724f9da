//! Makes a finding of what a rule said: message, rewrite and fingerprint, with the contract's own
//! names and words put in.

use crate::analyze::Party;
use crate::finding::{Finding, Label};
use crate::language::Language;
use crate::rewrite::{Edit, Rewrite};
use crate::rule::{Reading, Record, Replaces, Rule, Verdict};
use crate::span::Span;
use std::cell::OnceCell;

/// Makes findings of what a rule said.
pub(super) struct Wording<'a> {
    pub(super) rule: &'a Rule,
    pub(super) reading: &'a Reading,
    /// The language of messages.
    pub(super) language: Language,
    /// Per party its name with its article, told when first needed.
    pub(super) names: &'a [OnceCell<String>],
}

impl Wording<'_> {
    /// The finding.
    pub(super) fn finding(&self, verdict: Verdict) -> Finding {
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
        let party = || group("party").or_else(|| self.party_in(verdict.sentence));
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
                "expected" => Some(verdict.expected.clone()).filter(|it| !it.is_empty()),
                "other" => group(name).map(|it| shortened(&it)),
                "count" => verdict.count.map(|it| it.to_string()),
                "party" => Some(party().unwrap_or_else(|| one(passage).to_owned())),
                "other_party" => Some(
                    group(name)
                        .or_else(|| self.other_than(party().as_deref()))
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
            // "… aan Zonnehof B.V." ends its sentence with the stop of its legal form.
            let stopped = out.ends_with('.') && after.starts_with('.') && !after.starts_with("..");
            rest = if stopped { &after[1..] } else { after };
        }
        out.push_str(rest);
        out
    }

    /// The first party that a sentence names.
    fn party_in(&self, sentence: Option<u32>) -> Option<String> {
        let span = self.reading.doc.sentences.get(sentence? as usize)?.span;
        let parties = self.reading.facts.parties.iter().enumerate();
        let first = |mentions: &[Span]| {
            let at = mentions.partition_point(|it| it.start < span.start);
            mentions.get(at).filter(|it| span.contains(**it)).map(|it| it.start)
        };
        let named = parties.filter_map(|(at, it)| Some((first(&it.mentions)?, at)));
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
            (true, false) => Some(self.name(1)),
            (false, true) => Some(self.name(0)),
            _ => None,
        }
    }

    /// The party's name with the article that the contract gives it: "the Supplier", "Leverancier".
    fn name(&self, party: usize) -> String {
        let parties = &self.reading.facts.parties;
        match (self.names.get(party), parties.get(party)) {
            (Some(known), Some(party)) => known.get_or_init(|| self.with_article(party)).clone(),
            _ => String::new(),
        }
    }

    fn with_article(&self, party: &Party) -> String {
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
        let mut next = |byte| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let mut take = |text: &str| {
            text.bytes().for_each(&mut next);
            next(0);
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
    let known = DUTCH_BLANKS.iter().find(|it| language == Language::Dutch && it.0 == name);
    known.map_or(name, |it| it.1)
}

/// Blanks that rules name in English, in the words of a Dutch reader.
const DUTCH_BLANKS: &[(&str, &str)] = &[
    ("amount", "bedrag"),
    ("annex", "bijlage"),
    ("assumption", "aanname"),
    ("beneficiary", "voor wie"),
    ("conduct", "gedrag"),
    ("contribution", "bijdrage"),
    ("date", "datum"),
    ("interest", "belang"),
    ("kpi", "maatstaf"),
    ("law", "wet"),
    ("limit", "grens"),
    ("number", "nummer"),
    ("other_contribution", "bijdrage van de ander"),
    ("other_interest", "belang van de ander"),
    ("other_role", "andere rol"),
    ("other_share", "deel van de ander"),
    ("outcome", "uitkomst"),
    ("own_conduct", "eigen gedrag"),
    ("place", "plaats"),
    ("purpose", "doel"),
    ("role", "rol"),
    ("share", "deel"),
    ("sign", "teken"),
    ("sign_one", "eerste teken"),
    ("sign_two", "tweede teken"),
    ("step", "stap"),
    ("step_one", "eerste stap"),
    ("step_two", "tweede stap"),
    ("subject", "onderwerp"),
    ("summary", "samenvatting"),
    ("term", "termijn"),
    ("topic_one", "eerste onderwerp"),
    ("topic_two", "tweede onderwerp"),
];

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
