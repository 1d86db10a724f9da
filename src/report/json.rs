//! The report for programs. Its shape is described in `docs/json.md`; [`SCHEMA`] goes up when a
//! field changes its meaning or goes away. A new field is no new version.

use super::{Entry, Judged, Place, Run, Style, messages, place};
use crate::assess::{Card, Element, Frameworks, Polarity, Rubric, Score};
use crate::finding::{Fault, Finding};
use crate::language::Language;
use crate::ledger::Decision;
use crate::rewrite::Rewrite;
use crate::span::Span;
use crate::weave::{Flaw, Norm};
use serde::Serialize;
use std::collections::BTreeMap;

/// Version of the shape.
pub(super) const SCHEMA: u32 = 1;

/// The whole run, indented, with a newline at the end.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let report = Report {
        schema_version: SCHEMA,
        tool: TOOL,
        rubric: &Rubric::builtin().version,
        documents: run.entries.iter().map(|it| document(run, it, style)).collect(),
        faults: run.faults.iter().map(fault).collect(),
    };
    // Owned strings and finite numbers always serialise.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    tool: Tool,
    rubric: &'a str,
    documents: Vec<DocumentOut<'a>>,
    faults: Vec<FaultOut<'a>>,
}

#[derive(Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// This program.
pub(super) const TOOL: Tool =
    Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };

#[derive(Serialize)]
pub(super) struct DocumentOut<'a> {
    path: &'a str,
    sha256: Option<&'a str>,
    format: Option<&'static str>,
    language: Option<&'static str>,
    assessed: &'static str,
    notes: Vec<String>,
    unchecked: Vec<UncheckedOut>,
    /// Left out where they stand on lines of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) findings: Option<Vec<FindingOut<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decided: Vec<DecidedOut<'a>>,
    scores: Option<Scores<'a>>,
    assessment: Option<AssessmentOut>,
}

/// A check that was not made.
#[derive(Serialize)]
struct UncheckedOut {
    check: &'static str,
    reason: &'static str,
}

#[derive(Serialize)]
struct DecidedOut<'a> {
    #[serde(flatten)]
    finding: FindingOut<'a>,
    decision: DecisionOut<'a>,
}

#[derive(Serialize)]
struct DecisionOut<'a> {
    state: &'static str,
    reason: &'a str,
    owner: Option<&'a str>,
    expires: Option<String>,
}

#[derive(Serialize)]
pub(super) struct FindingOut<'a> {
    rule: &'a str,
    flaws: Vec<&'static str>,
    norms: BTreeMap<&'static str, i8>,
    severity: &'static str,
    confidence: &'static str,
    absence: bool,
    message: &'a str,
    quote: &'a str,
    span: SpanOut,
    place: PlaceOut,
    rewrites: Vec<RewriteOut<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct SpanOut {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct PlaceOut {
    clause: Option<String>,
    page: Option<u32>,
    line: Option<u32>,
}

#[derive(Serialize)]
struct RewriteOut<'a> {
    effect: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Scores<'a> {
    #[serde(serialize_with = "in_order")]
    flaws: Vec<(&'static str, ScoreOut<'a>)>,
    #[serde(serialize_with = "in_order")]
    norms: Vec<(&'static str, ScoreOut<'a>)>,
}

#[derive(Serialize)]
struct AssessmentOut {
    enough_evidence: bool,
    confidence: f64,
    speech: SpeechOut,
    topics: TopicsOut,
    polarities: Vec<PolarityOut>,
    frameworks: Vec<CardOut>,
}

#[derive(Serialize)]
struct SpeechOut {
    ratio: Option<f64>,
    directive: f64,
    substantive: f64,
    both: f64,
    neither: f64,
}

#[derive(Serialize)]
struct TopicsOut {
    shares: Option<[f64; 3]>,
    unmatched: f64,
}

#[derive(Serialize)]
struct PolarityOut {
    left: &'static str,
    right: &'static str,
    position: Option<f64>,
    leans_left: f64,
    leans_right: f64,
    left_evidence: Vec<SpanOut>,
    right_evidence: Vec<SpanOut>,
    question: &'static str,
}

#[derive(Serialize)]
struct CardOut {
    id: &'static str,
    title: &'static str,
    applies: bool,
    confidence: f64,
    value: Option<f64>,
    elements: Vec<ElementOut>,
    absent: Vec<&'static str>,
    chosen: Vec<&'static str>,
    poles: Vec<PolarityOut>,
    against: Vec<SpanOut>,
    caution: Option<&'static str>,
    question: &'static str,
}

#[derive(Serialize)]
struct ElementOut {
    id: &'static str,
    name: &'static str,
    level: Option<f64>,
    evidence: Vec<SpanOut>,
    against: Vec<SpanOut>,
}

#[derive(Serialize)]
struct ScoreOut<'a> {
    value: Option<f64>,
    band: Option<[f64; 2]>,
    confidence: f64,
    status: &'static str,
    parts: Vec<PartOut<'a>>,
}

#[derive(Serialize)]
struct PartOut<'a> {
    points: f64,
    reason: &'static str,
    rule: Option<&'a str>,
    spans: Vec<SpanOut>,
}

#[derive(Serialize)]
pub(super) struct FaultOut<'a> {
    rule: &'a str,
    place: &'a str,
    document: Option<&'a str>,
    reason: &'a str,
}

/// A list of pairs as a map that keeps their order: flaws and norms in the order of the source.
fn in_order<S: serde::Serializer>(
    pairs: &[(&'static str, ScoreOut)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|it| (it.0, &it.1)))
}

/// A contract with all that was found in it.
pub(super) fn document<'a>(run: &Run, entry: &'a Entry, style: &Style) -> DocumentOut<'a> {
    let judged = match &entry.result {
        Ok(judged) => judged,
        Err(refusal) => {
            return DocumentOut {
                path: &entry.path,
                sha256: None,
                format: None,
                language: None,
                assessed: "no",
                notes: vec![refusal.text(run.language(style)).to_owned()],
                unchecked: Vec::new(),
                findings: Some(Vec::new()),
                decided: Vec::new(),
                scores: None,
                assessment: None,
            };
        }
    };
    let doc = &judged.document;
    let language = style.language_for(doc);
    let mut notes: Vec<String> = doc.notes.iter().map(|it| it.text(language)).collect();
    let shortfalls = &judged.assessment.evidence.shortfalls;
    notes.extend(shortfalls.iter().map(|it| messages::shortfall(it, language)));
    if run.selected {
        notes.push(messages::SELECTED.fill(language, &[&run.rules.len().to_string()]));
    }
    DocumentOut {
        path: &entry.path,
        sha256: Some(doc.sha256.as_str()).filter(|it| !it.is_empty()),
        format: Some(doc.format.name()),
        language: doc.language.map(|it| it.code()),
        assessed: judged.assessment.evidence.assessed.name(),
        notes,
        unchecked: judged
            .facts
            .unchecked
            .iter()
            .map(|it| UncheckedOut { check: it.name(), reason: it.text(language) })
            .collect(),
        findings: Some(judged.findings.iter().map(|it| finding(judged, it)).collect()),
        decided: judged.decided.iter().map(|it| decided(judged, &it.0, &it.1)).collect(),
        scores: Some(Scores {
            flaws: scores(&judged.assessment.flaws, Flaw::name),
            norms: scores(&judged.assessment.norms, Norm::name),
        }),
        assessment: Some(assessment(judged, language)),
    }
}

/// A finding.
pub(super) fn finding<'a>(judged: &'a Judged, it: &'a Finding) -> FindingOut<'a> {
    let Place { clause, page, line, .. } = match it.absence {
        true => Place::default(),
        false => place(&judged.document, it.span),
    };
    FindingOut {
        rule: &it.charge.rule,
        flaws: it.charge.flaws.iter().map(|it| it.0.name()).collect(),
        norms: it.charge.norms.iter().map(|it| (it.0.name(), it.1)).collect(),
        severity: it.severity.name(),
        confidence: it.confidence.name(),
        absence: it.absence,
        message: &it.message,
        quote: if it.absence { "" } else { &judged.document[it.span] },
        span: span(it.span),
        place: PlaceOut { clause, page, line },
        rewrites: it.rewrites.iter().map(rewrite).collect(),
        fingerprint: &it.fingerprint,
    }
}

fn decided<'a>(judged: &'a Judged, it: &'a Finding, by: &'a Decision) -> DecidedOut<'a> {
    DecidedOut {
        finding: finding(judged, it),
        decision: DecisionOut {
            state: by.state.name(),
            reason: &by.reason,
            owner: by.owner.as_deref(),
            expires: by.expires.map(|it| it.to_string()),
        },
    }
}

fn rewrite(it: &Rewrite) -> RewriteOut<'_> {
    RewriteOut { effect: it.effect.name(), text: &it.text }
}

fn scores<T: Copy>(
    scores: &[(T, Score)],
    name: fn(T) -> &'static str,
) -> Vec<(&'static str, ScoreOut<'_>)> {
    scores.iter().map(|(of, it)| (name(*of), score(it))).collect()
}

fn score(it: &Score) -> ScoreOut<'_> {
    ScoreOut {
        value: it.value,
        band: it.band.map(|it| [it.low, it.high]),
        confidence: it.confidence,
        status: it.status.name(),
        parts: it
            .parts
            .iter()
            .map(|it| PartOut {
                points: it.points,
                reason: it.reason.name(),
                rule: it.rule.as_deref(),
                spans: it.spans.iter().map(|it| span(*it)).collect(),
            })
            .collect(),
    }
}

/// The frameworks. Shares to a thousandth: more would be noise.
fn assessment(judged: &Judged, language: Language) -> AssessmentOut {
    let Frameworks { enough, confidence, speech, topics, polarities, cards } = judged.frameworks();
    AssessmentOut {
        enough_evidence: enough,
        confidence,
        speech: SpeechOut {
            ratio: speech.ratio().filter(|_| enough).map(share),
            directive: speech.directive,
            substantive: speech.substantive,
            both: speech.both,
            neither: speech.neither,
        },
        topics: TopicsOut {
            shares: topics.shares().filter(|_| enough).map(|it| it.map(share)),
            unmatched: share(topics.unmatched_share()),
        },
        polarities: polarities.iter().map(|it| polarity(it, language)).collect(),
        frameworks: cards.iter().map(|it| card(it, language)).collect(),
    }
}

fn card(it: &Card, language: Language) -> CardOut {
    let chosen = it.chosen.iter().filter_map(|at| it.elements.get(*at));
    CardOut {
        id: it.id(),
        title: it.title(language),
        applies: it.applies,
        confidence: it.confidence,
        value: it.value,
        elements: it.elements.iter().map(|it| element(it, language)).collect(),
        absent: it.absent().map(Element::id).collect(),
        chosen: chosen.map(Element::id).collect(),
        poles: it.poles.iter().map(|it| polarity(it, language)).collect(),
        against: spans(&it.against),
        caution: it.caution(language),
        question: it.question(language),
    }
}

fn element(it: &Element, language: Language) -> ElementOut {
    ElementOut {
        id: it.id(),
        name: it.name(language),
        level: it.level,
        evidence: spans(&it.evidence),
        against: spans(&it.against),
    }
}

fn polarity(it: &Polarity, language: Language) -> PolarityOut {
    let (left, right) = it.poles(language);
    PolarityOut {
        left,
        right,
        position: it.position.map(share),
        leans_left: share(it.left),
        leans_right: share(it.right),
        left_evidence: spans(&it.left_evidence),
        right_evidence: spans(&it.right_evidence),
        question: it.question(language),
    }
}

fn share(it: f64) -> f64 {
    (it * 1000.0).round() / 1000.0
}

fn spans(it: &[Span]) -> Vec<SpanOut> {
    it.iter().map(|it| span(*it)).collect()
}

fn span(it: Span) -> SpanOut {
    SpanOut { start: it.start, end: it.end }
}

/// A rule that failed.
pub(super) fn fault(it: &Fault) -> FaultOut<'_> {
    FaultOut {
        rule: &it.rule,
        place: &it.place,
        document: it.document.as_deref(),
        reason: &it.reason,
    }
}
