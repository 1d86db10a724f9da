//! The sheet of questions that everyone answers alone, in writing, before the first conversation:
//! eight to twelve open questions, from purpose to what to remind each other of. They come from
//! what rules found and from `rules/questions.toml`; a clause is named on the facilitator's copy
//! only, so that no participant starts by defending one.

use super::baseline::{Baseline, mass, theme, words as say};
use super::prose::{Ask, Piece, Prose, text};
use super::{Run, Style, docx, html, messages};
use crate::analyze::{Bearer, Modality};
use crate::assess::Status;
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::weave::{Flaw, Norm};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Questions on a sheet, at most and at least.
const MOST: usize = 12;
const LEAST: usize = 8;
/// Questions about one theme, at most.
const PER_THEME: usize = 2;
/// Places that are named under a question.
const PLACES: usize = 3;

/// A part of the conversation, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Stage {
    Purpose,
    Vision,
    Works,
    Past,
    Interests,
    Worries,
    Change,
    Roles,
    Success,
    Reminders,
    /// Apart from the others, and later.
    Pressure,
}

/// Which part of a person a question speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Layer {
    Head,
    Heart,
    Belly,
}

/// A question on the sheet.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) stage: Stage,
    /// None for one that a rule raises.
    pub(super) layer: Option<Layer>,
    pub(super) text: String,
    /// The theme it is about, if it is about one.
    theme: Option<Flaw>,
    /// The findings that raised it, heaviest first, as indices.
    pub(super) raised_by: Vec<usize>,
    /// The norm that the text is silent on, where that raised it.
    pub(super) silent: Option<Norm>,
    always: bool,
    mass: f64,
}

/// For whom a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// Without clauses.
    Participant,
    /// With the passages that raised each question.
    Facilitator,
}

/// Writes the sheet of a run.
pub type Write = fn(&Run, &Style, Copy) -> Vec<u8>;

/// Every form of the sheet, by the extension of its file, the default first.
pub const SHEETS: [(&str, Write); 3] = [
    ("md", |run, style, copy| prose(run, style, copy).markdown().into_bytes()),
    ("html", |run, style, copy| html::questions(run, style, copy).into_bytes()),
    ("docx", |run, style, copy| docx::write(&prose(run, style, copy))),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    question: Vec<Row>,
    party: Vec<PartyRow>,
}

/// A question for one party.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartyRow {
    of: Share,
    nl: String,
    en: String,
}

/// Which passages raise a question for a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Share {
    /// None: it is always asked.
    All,
    /// It may do what a finding is about.
    Decides,
    /// It must do, or may not do, what a finding is about.
    Bound,
    /// Another may do what a finding is about, and it may not.
    Waits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    stage: Stage,
    layer: Layer,
    #[serde(default)]
    always: bool,
    #[serde(default)]
    flaws: Vec<String>,
    silent: Option<String>,
    nl: String,
    en: String,
}

/// The questions that `baseline` gives reason for, in the order of the conversation.
pub(super) fn sheet(baseline: &Baseline) -> Vec<Question> {
    let mut all = candidates(baseline);
    all.retain(|it| it.stage != Stage::Pressure);
    all.sort_by(|a, b| {
        b.always.cmp(&a.always).then(b.mass.total_cmp(&a.mass)).then(a.stage.cmp(&b.stage))
    });
    let mut chosen: Vec<Question> = Vec::new();
    let mut themes: BTreeMap<Flaw, usize> = BTreeMap::new();
    for question in all {
        let raised = question.always || question.mass > 0.0;
        if chosen.len() == MOST || (!raised && chosen.len() >= LEAST) {
            continue;
        }
        if chosen.iter().any(|it| is_alike(&it.text, &question.text)) {
            continue;
        }
        if let Some(theme) = question.theme.filter(|_| !question.always) {
            let count = themes.entry(theme).or_default();
            if *count == PER_THEME {
                continue;
            }
            *count += 1;
        }
        chosen.push(question);
    }
    // What a person would ask first stays first within a stage: the wide question, then the narrow.
    chosen.sort_by(|a, b| a.stage.cmp(&b.stage).then(a.layer.is_none().cmp(&b.layer.is_none())));
    chosen
}

/// A part of the paper: its heading, a line below it, and its questions.
pub(super) struct Part {
    pub(super) title: String,
    pub(super) lead: Option<String>,
    pub(super) questions: Vec<Question>,
}

/// The whole paper: the sheet for all in the order of the conversation, what to ask later, and what
/// to ask each party.
pub(super) fn paper(baseline: &Baseline) -> Vec<Part> {
    let language = baseline.language;
    let mut parts: Vec<Part> = Vec::new();
    let later = candidates(baseline).into_iter().filter(|it| it.stage == Stage::Pressure);
    for question in sheet(baseline).into_iter().chain(later) {
        let title = question.stage.title().get(language);
        match parts.last_mut().filter(|it| it.title == title) {
            Some(part) => part.questions.push(question),
            None => {
                let title = title.to_owned();
                parts.push(Part { title, lead: None, questions: vec![question] });
            }
        }
    }
    let parties = &baseline.judged.facts.parties;
    if (2..=PARTIES).contains(&parties.len()) {
        for (at, party) in parties.iter().enumerate() {
            parts.push(Part {
                title: say::FOR_PARTY.fill(language, &[&party.name]),
                lead: Some(say::FOR_PARTY_LEAD.fill(language, &[&party.name])),
                questions: of_party(baseline, at, &party.name),
            });
        }
    }
    parts
}

/// Parties that get questions of their own, at most.
const PARTIES: usize = 8;

/// The questions for one party, each with the passages that raise it.
fn of_party(baseline: &Baseline, party: usize, name: &str) -> Vec<Question> {
    let findings = &baseline.judged.findings;
    let duties = &baseline.judged.facts.duties;
    let duty = |finding: &Finding| {
        // The first of those that a sentence lays on several.
        let sentence = finding.sentence?;
        let first = duties.partition_point(|it| it.sentence < sentence);
        duties.get(first).filter(|it| it.sentence == sentence)
    };
    let strains = (0..findings.len()).filter(|&it| {
        let finding = &findings[it];
        finding.severity > Severity::Info && !finding.absence && theme(finding).is_some()
    });
    let (mut decides, mut bound, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    for at in strains {
        let Some(duty) = duty(&findings[at]) else { continue };
        let Bearer::Party(bearer) = duty.bearer else { continue };
        let binds = matches!(duty.modality, Modality::Obligation | Modality::Prohibition);
        match (bearer == party, binds) {
            (true, true) => bound.push(at),
            (true, false) => decides.push(at),
            (false, false) => waits.push(at),
            (false, true) => {}
        }
    }
    let rows = table().party.iter().filter_map(|row| {
        let raised_by = match row.of {
            Share::All => Vec::new(),
            Share::Decides => decides.clone(),
            Share::Bound => bound.clone(),
            Share::Waits => waits.clone(),
        };
        let text = match baseline.language {
            Language::Dutch => &row.nl,
            Language::English => &row.en,
        };
        (row.of == Share::All || !raised_by.is_empty()).then(|| Question {
            stage: Stage::Roles,
            layer: None,
            text: text.replace("{party}", name),
            theme: None,
            raised_by,
            silent: None,
            always: false,
            mass: 0.0,
        })
    });
    rows.collect()
}

/// Whether two questions ask the same in nearly the same words.
fn is_alike(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let lower = text.to_lowercase();
        lower.split(|it: char| !it.is_alphanumeric()).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    3 * shared > a.union(&b).count()
}

fn candidates(baseline: &Baseline) -> Vec<Question> {
    let findings = &baseline.judged.findings;
    let weighed = |index: &usize| mass(baseline.doc(), baseline.finding(*index));
    let heaviest = |mut all: Vec<usize>| {
        all.sort_by(|a, b| weighed(b).total_cmp(&weighed(a)).then(a.cmp(b)));
        all
    };
    let about = |flaws: &[Flaw]| {
        let all = (0..findings.len())
            .filter(|&it| theme(&findings[it]).is_some_and(|theme| flaws.contains(&theme)));
        heaviest(all.collect())
    };
    let mut questions = Vec::new();
    for row in &table().question {
        let flaws: Vec<Flaw> = row.flaws.iter().filter_map(|it| Flaw::parse(it)).collect();
        let silent = row.silent.as_deref().and_then(Norm::parse);
        let is_silent = silent.is_some_and(|norm| {
            let norms = &baseline.judged.assessment.norms;
            norms.iter().any(|it| it.0 == norm && it.1.status == Status::Silent)
        });
        if silent.is_some() && !is_silent {
            continue;
        }
        let raised_by = about(&flaws);
        let sum: f64 = raised_by.iter().map(&weighed).sum();
        questions.push(Question {
            stage: row.stage,
            layer: Some(row.layer),
            text: match baseline.language {
                Language::Dutch => row.nl.clone(),
                Language::English => row.en.clone(),
            },
            theme: flaws.first().copied(),
            // A silent norm weighs as much as a few passages: enough to be asked about.
            mass: if is_silent { SILENT } else { sum },
            raised_by,
            silent,
            always: row.always,
        });
    }
    let mut by_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if theme(finding).is_some() {
            by_rule.entry(&finding.charge.rule).or_default().push(index);
        }
    }
    for raised_by in by_rule.into_values() {
        let Some(first) = raised_by.first().map(|&it| baseline.finding(it)) else { continue };
        let (Some(text), Some(theme)) = (baseline.question(first), theme(first)) else { continue };
        questions.push(Question {
            stage: stage(theme),
            layer: None,
            text: text.to_owned(),
            theme: Some(theme),
            mass: raised_by.iter().map(&weighed).sum(),
            raised_by: heaviest(raised_by),
            silent: None,
            always: false,
        });
    }
    questions
}

/// The severity mass that a silent norm stands for.
const SILENT: f64 = 40.0;

/// When to talk about what shows a flaw.
fn stage(of: Flaw) -> Stage {
    match of {
        Flaw::ConflictingInterests | Flaw::ExpectationMismatch | Flaw::Unreadable => {
            Stage::Interests
        }
        Flaw::ChangeIsDelay => Stage::Change,
        Flaw::DetachedFromReality => Stage::Success,
        Flaw::OneSided | Flaw::Unowned => Stage::Roles,
        Flaw::RiskAvoidance => Stage::Worries,
    }
}

impl Stage {
    /// Its heading.
    pub(super) fn title(self) -> messages::Text {
        match self {
            Stage::Purpose => say::STAGE_PURPOSE,
            Stage::Vision => say::STAGE_VISION,
            Stage::Past => say::STAGE_PAST,
            Stage::Pressure => say::STAGE_PRESSURE,
            Stage::Works => say::STAGE_WORKS,
            Stage::Interests => say::STAGE_INTERESTS,
            Stage::Worries => say::STAGE_WORRIES,
            Stage::Change => say::STAGE_CHANGE,
            Stage::Roles => say::STAGE_ROLES,
            Stage::Success => say::STAGE_SUCCESS,
            Stage::Reminders => say::STAGE_REMINDERS,
        }
    }
}

impl Layer {
    fn title(self) -> messages::Text {
        match self {
            Layer::Head => say::LAYER_HEAD,
            Layer::Heart => say::LAYER_HEART,
            Layer::Belly => say::LAYER_BELLY,
        }
    }
}

impl Question {
    /// Why it is on the sheet, for the facilitator, a line each.
    pub(super) fn reasons(&self, baseline: &Baseline) -> Vec<String> {
        let language = baseline.language;
        let mut lines = Vec::new();
        if let Some(layer) = self.layer {
            lines.push(layer.title().get(language).to_owned());
        }
        if let Some(norm) = self.silent {
            lines.push(say::RAISED_SILENT.fill(language, &[say::norm(norm).get(language)]));
        }
        let mut sentences = BTreeSet::new();
        let places = self.raised_by.iter().copied().filter(|&it| {
            let finding = baseline.finding(it);
            finding.absence || sentences.insert(finding.sentence)
        });
        for index in places.take(PLACES) {
            let finding = baseline.finding(index);
            lines.push(format!("{}: {}", baseline.place(finding), finding.message));
        }
        let more = self.raised_by.len().saturating_sub(PLACES);
        if more > 0 {
            lines.push(say::AND_MORE.fill(language, &[&more.to_string()]));
        }
        lines
    }
}

fn table() -> &'static Table {
    #[expect(clippy::expect_used, reason = "the table is embedded; a test reads it")]
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        toml::from_str(include_str!("../../rules/questions.toml"))
            .expect("rules/questions.toml is a table of questions")
    });
    &TABLE
}

/// The sheet in prose.
fn prose(run: &Run, style: &Style, copy: Copy) -> Prose {
    let mut pieces = Vec::new();
    for judged in run.judged() {
        let language = style.language_for(&judged.document);
        let baseline = Baseline::new(run, judged, language);
        pieces.push(Piece::Title(say::SHEET.get(language).to_owned()));
        let about = format!("{}: {}", say::SHEET_ABOUT.get(language), judged.document.name);
        pieces.push(Piece::Paragraph(text(about)));
        let lead = match copy {
            Copy::Participant => say::SHEET_LEAD,
            Copy::Facilitator => say::SHEET_FACILITATOR,
        };
        pieces.push(Piece::Note(text(lead.get(language))));
        let mut number = 0;
        for part in paper(&baseline) {
            pieces.push(Piece::Heading(2, part.title));
            if let Some(lead) = part.lead {
                pieces.push(Piece::Paragraph(text(lead)));
            }
            let asks = part.questions.iter().map(|question| {
                number += 1;
                Ask {
                    number,
                    text: question.text.clone(),
                    reasons: match copy {
                        Copy::Participant => Vec::new(),
                        Copy::Facilitator => question.reasons(&baseline),
                    },
                    room: copy == Copy::Participant,
                }
            });
            pieces.push(Piece::Questions(asks.collect()));
        }
    }
    let language = run.language(style);
    let names: Vec<&str> = run.entries.iter().map(|it| it.path.as_str()).collect();
    let title = format!("{}: {}", say::SHEET.get(language), names.join(", "));
    Prose { title, language, pieces }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::entry;

    #[test]
    fn the_table_is_read_and_names_only_what_there_is() {
        let table = table();
        assert!(table.question.len() >= 15);
        for row in &table.question {
            assert!(row.flaws.iter().all(|it| Flaw::parse(it).is_some()), "{}", row.en);
            assert!(row.silent.as_deref().is_none_or(|it| Norm::parse(it).is_some()), "{}", row.en);
            assert!(row.nl.ends_with('?') && row.en.ends_with('?'), "{}", row.en);
            let raised = row.always || !row.flaws.is_empty() || row.silent.is_some();
            assert!(raised, "nothing raises {}", row.en);
        }
    }

    #[test]
    fn the_same_question_in_other_words_is_asked_once() {
        let wide = "Wat verwacht je van de ander dat nergens staat?";
        assert!(is_alike(wide, "Wat verwacht u van de ander dat nog nergens staat?"));
        assert!(!is_alike(wide, "Wie springt in als het werk blijft liggen?"));
    }

    #[test]
    fn a_sheet_is_in_order_not_too_long_and_has_head_heart_and_belly() {
        let entry = entry();
        let judged = entry.result.as_ref().expect("it was judged");
        let run = Run {
            entries: vec![],
            faults: vec![],
            rules: vec![],
            selected: false,
            only_new: false,
        };
        let baseline = Baseline::new(&run, judged, Language::Dutch);
        let sheet = sheet(&baseline);
        assert!((LEAST..=MOST).contains(&sheet.len()), "{}", sheet.len());
        assert!(sheet.is_sorted_by_key(|it| it.stage));
        for layer in [Layer::Head, Layer::Heart, Layer::Belly] {
            assert!(sheet.iter().any(|it| it.layer == Some(layer)), "{layer:?}");
        }
        for theme in Flaw::ALL {
            let about = |it: &&Question| !it.always && it.theme == Some(theme);
            assert!(sheet.iter().filter(about).count() <= PER_THEME, "{theme:?}");
        }
        assert_eq!(sheet.first().map(|it| it.stage), Some(Stage::Purpose));
        assert_eq!(sheet.last().map(|it| it.stage), Some(Stage::Reminders));
    }
}
