//! One contract judged: read, checked by the rules that its settings ask for, scored, and set
//! against the decisions and what was there before.

use super::since::Before;
use crate::analyze::{Beside, Compared, Facts, analyze};
use crate::assess::assess;
use crate::check::{self, Checked, Cost, check};
use crate::compare::Version;
use crate::config::Settings;
use crate::date::Date;
use crate::document::Document;
use crate::finding::{Fault, Finding};
use crate::ledger::{self, Decision};
use crate::read::{self, Refusal, read};
use crate::report::messages::Text;
use crate::report::{Entry, Judged, Source, Style, messages};
use crate::rule::Rules;
use crate::span::Span;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How to take what is read.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    /// What standard input is called.
    pub(super) stdin: &'a str,
    /// How it is read.
    pub(super) options: read::Options,
}

/// All that every contract is judged with.
pub(super) struct Bench<'a> {
    pub(super) input: Input<'a>,
    pub(super) rules: &'a Rules,
    pub(super) style: &'a Style,
    pub(super) decisions: &'a [Decision],
    /// Other documents of the deal.
    pub(super) beside: &'a [Beside],
    pub(super) today: Option<Date>,
    /// What was there before, where only what is new is asked for.
    pub(super) before: Option<&'a Before>,
    /// Whether to measure what each rule costs.
    pub(super) profile: bool,
}

/// What comes beside the judgment of one contract.
#[derive(Default)]
pub(super) struct Aside {
    pub(super) faults: Vec<Fault>,
    /// The decisions that a finding answers to, indices.
    pub(super) answered: Vec<usize>,
    /// What there is to say of comments in the text, with the line.
    pub(super) comments: Vec<(u32, Text)>,
    /// How far other documents of the deal could be compared with it.
    pub(super) compared: Vec<Compared>,
    /// What each rule cost, where that was asked for.
    pub(super) costs: Vec<Cost>,
    /// What it took to look for the words of all rules.
    pub(super) scan: Duration,
    /// Findings that were there before, and so are not shown.
    pub(super) known: usize,
    /// What stopped the look at the version before.
    pub(super) unknown: Option<Refusal>,
}

/// A contract and what the rules say of it.
struct Reviewed {
    document: Arc<Document>,
    facts: Arc<Facts>,
    checked: Checked,
    /// How far other documents of the deal could be compared with it.
    compared: Vec<Compared>,
}

impl Bench<'_> {
    /// Reads and judges the contract at `path`.
    pub(super) fn entry(&self, path: &Path, asked: &Settings) -> (Entry, Aside) {
        let stdin = path.as_os_str() == "-";
        let name = match stdin {
            true => self.input.stdin.to_owned(),
            false => path.display().to_string(),
        };
        self.guarded(&name, || bytes(path, stdin).map(Cow::Owned), asked)
    }

    /// Judges the bytes that `read` gives, as the contract called `name`. A defect of ours in one
    /// contract must not take the others along.
    pub(super) fn guarded<'b>(
        &self,
        name: &str,
        read: impl FnOnce() -> Result<Cow<'b, [u8]>, Refusal>,
        asked: &Settings,
    ) -> (Entry, Aside) {
        let judged = catch_unwind(AssertUnwindSafe(|| self.judge(name, &read()?, asked)));
        let result = judged.unwrap_or_else(|_| {
            Err(Refusal::new(
                "Er ging iets mis in weeflint zelf; dit contract is niet beoordeeld.",
                "Something went wrong in weeflint itself; this contract was not assessed.",
            ))
        });
        let path = name.to_owned();
        match result {
            Ok((judged, aside)) => (Entry { path, result: Ok(judged) }, aside),
            Err(refusal) => (Entry { path, result: Err(refusal) }, Aside::default()),
        }
    }

    /// Reads and judges `bytes`, the contract called `name`.
    ///
    /// # Errors
    /// When they can't be read.
    pub(super) fn judge(
        &self,
        name: &str,
        bytes: &[u8],
        asked: &Settings,
    ) -> Result<(Judged, Aside), Refusal> {
        let options = read::Options {
            language: asked.language.as_ref().map(|it| it.value).or(self.input.options.language),
            revisions: self.input.options.revisions,
        };
        let Reviewed { document, facts, checked, compared } =
            self.check(name, bytes, options, asked)?;
        let assessment = assess(&document, &facts, &checked.findings);
        let source = Source::new(bytes, document.format);
        let mut known = vec![false; checked.findings.len()];
        let mut unknown = None;
        if let Some(before) = self.before {
            let new = Version {
                document: &document,
                findings: &checked.findings,
                assessment: &assessment,
                frameworks: None,
            };
            let judge = |old: &[u8]| {
                let Reviewed { document, facts, checked, .. } =
                    self.check(name, old, options, asked)?;
                let assessment = assess(&document, &facts, &checked.findings);
                Ok((document, checked.findings, assessment))
            };
            match before.known(name, bytes, self.rules, new, judge) {
                Ok(of_before) => known = of_before,
                Err(why) => unknown = Some(why),
            }
        }
        let mut aside = Aside {
            faults: checked
                .faults
                .into_iter()
                .map(|it| Fault { document: Some(name.to_owned()), ..it })
                .collect(),
            costs: checked.costs,
            scan: checked.scan,
            known: known.iter().filter(|it| **it).count(),
            unknown,
            compared,
            ..Aside::default()
        };
        let known: BTreeSet<(Span, String)> = checked
            .findings
            .iter()
            .zip(&known)
            .filter(|it| *it.1)
            .map(|it| (it.0.span, it.0.charge.rule.clone()))
            .collect();
        let text = source.as_ref().and_then(|_| std::str::from_utf8(bytes).ok());
        let (mut findings, mut decided) =
            self.decide(name, &document, checked.findings, text, &mut aside);
        // Decisions are looked up for all, so that none seems to belong to nothing.
        let is_new = |it: &Finding| !known.contains(&(it.span, it.charge.rule.clone()));
        findings.retain(is_new);
        decided.retain(|it| is_new(&it.0));
        if let Some(least) = &asked.min_severity {
            findings.retain(|it| it.severity >= least.value);
            decided.retain(|it| it.0.severity >= least.value);
        }
        Ok((Judged { document, facts, findings, decided, assessment, source }, aside))
    }

    /// What the rules that were asked for say about `bytes`, as severe as was asked for.
    fn check(
        &self,
        name: &str,
        bytes: &[u8],
        options: read::Options,
        asked: &Settings,
    ) -> Result<Reviewed, Refusal> {
        let document = Arc::new(read(name, bytes, options)?);
        let mut facts = analyze(&document);
        let compared = facts.lay_beside(&document, self.beside);
        let facts = Arc::new(facts);
        let options = check::Options {
            messages: Some(self.style.language_for(&document)),
            profile: self.profile,
            ..check::Options::default()
        };
        let mut checked = check(self.rules, &document, &facts, options);
        // Another contract of the run may ask for rules that this one does not.
        let on = |id: &str| self.rules.get(id).is_some_and(|it| it.record.on);
        checked.findings.retain(|it| asked.judges(&it.charge.rule, on(&it.charge.rule)));
        for finding in &mut checked.findings {
            if let Some(Some(severity)) = asked.severity_of(&finding.charge.rule) {
                finding.severity = severity;
            }
        }
        Ok(Reviewed { document, facts, checked, compared })
    }

    /// Sets apart the findings that were decided, in the ledger or in a comment in the text.
    fn decide(
        &self,
        name: &str,
        doc: &Document,
        findings: Vec<Finding>,
        text: Option<&str>,
        aside: &mut Aside,
    ) -> (Vec<Finding>, Vec<(Finding, Decision)>) {
        let of_ledger = ledger::decide(self.decisions, name, doc, &findings);
        let (comments, wrong) = text.map(ledger::directives).unwrap_or_default();
        aside.comments.extend(wrong.into_iter().map(|line| (line, messages::NO_REASON)));
        let mut heard = vec![false; comments.len()];
        let (mut open, mut decided) = (Vec::new(), Vec::new());
        for (finding, at) in findings.into_iter().zip(of_ledger) {
            aside.answered.extend(at);
            let decision = at.and_then(|it| self.decisions.get(it));
            let decision = decision.filter(|it| !it.is_expired(self.today));
            let comment = comments.iter().position(|it| it.is_about(doc, &finding));
            if let Some(at) = comment {
                heard[at] = true;
            }
            match decision.or(comment.and_then(|it| comments.get(it)).map(|it| &it.decision)) {
                Some(decision) => decided.push((finding, decision.clone())),
                None => open.push(finding),
            }
        }
        let unheard = comments.iter().zip(heard).filter(|it| !it.1);
        aside.comments.extend(unheard.map(|it| (it.0.decision.line, messages::UNHEARD)));
        (open, decided)
    }
}

/// The bytes at `path`.
pub(super) fn bytes(path: &Path, stdin: bool) -> Result<Vec<u8>, Refusal> {
    let read = match stdin {
        true => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        false => std::fs::read(path),
    };
    read.map_err(|error| Refusal::new(error.to_string(), error.to_string()))
}
