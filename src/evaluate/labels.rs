//! Labelled passages from a file of JSON lines: which forms are known, and what each says.

use crate::language::Language;
use crate::weave::{Flaw, Norm};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A form of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Passages labelled for flaws and norms, one or more labellings each:
    /// `{id, lang, text, labels: [{flaws: {"6": 1}, norms: {"reciprocity": -1}}]}`.
    Gold,
    /// Quotes from terms of service judged good, neutral, bad or blocker (tosdr.org).
    Tosdr,
    /// Sentences of terms of service tagged for unfairness (CLAUDETTE): `ltd2`, `ch3` …; 1 is fair.
    UnfairTos,
    /// Spans of contracts with a topic (CUAD). Only topics that show a flaw by definition count.
    Cuad,
    /// A text and its plain rewriting: `{text, plain}`, or `{was, wordt}`.
    Pairs,
}

impl Form {
    /// All.
    pub const ALL: [Form; 5] = [Form::Gold, Form::Tosdr, Form::UnfairTos, Form::Cuad, Form::Pairs];

    /// The name on the command line and in JSON: `unfair-tos`.
    pub fn name(self) -> &'static str {
        match self {
            Form::Gold => "gold",
            Form::Tosdr => "tosdr",
            Form::UnfairTos => "unfair-tos",
            Form::Cuad => "cuad",
            Form::Pairs => "pairs",
        }
    }

    /// The form called `name`.
    pub fn parse(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The form of a file, told by the fields of its first line.
    pub fn detect(text: &str) -> Option<Form> {
        let first: Value =
            serde_json::from_str(text.lines().find(|it| !it.trim().is_empty())?).ok()?;
        let fields = [
            ("labels", Form::Gold),
            ("polarity", Form::Tosdr),
            ("tags", Form::UnfairTos),
            ("category", Form::Cuad),
            ("plain", Form::Pairs),
            ("wordt", Form::Pairs),
        ];
        fields.into_iter().find(|it| first.get(it.0).is_some()).map(|it| it.1)
    }
}

/// A passage with the answer to find.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Its id, to find it again by.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Its language.
    pub language: Language,
    /// What is known about it.
    pub answer: Answer,
}

/// What labels say about a passage.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Which flaws and norms it shows.
    Weave(Wanted),
    /// Whether it is good for the user; none is neutral.
    Polarity(Option<bool>),
    /// Tags of the families of unfair terms it belongs to.
    Families(BTreeSet<String>),
    /// A topic, and the flaw that its passages show.
    Topic(String, Flaw),
    /// The same said in plain words.
    Plain(String),
}

/// Flaws and norms that a passage shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The flaws.
    pub flaws: BTreeSet<Flaw>,
    /// The norms, supported (+1) or worked against (−1).
    pub norms: BTreeSet<(Norm, i8)>,
}

/// A line that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub reason: String,
}

/// The passages in `text`, and lines that are none. With `all_labellers` a label counts only
/// where every labelling of the passage has it, else where any has.
pub fn passages(text: &str, form: Form, all_labellers: bool) -> (Vec<Passage>, Vec<Trouble>) {
    let mut passages = Vec::new();
    let mut troubles = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|it| !it.1.trim().is_empty()) {
        let row = match form {
            Form::Gold => gold(line, all_labellers).map(Some),
            Form::Tosdr => tosdr(line),
            Form::UnfairTos => unfair(line).map(Some),
            Form::Cuad => cuad(line),
            Form::Pairs => pair(line, index),
        };
        match row {
            Ok(passage) => passages.extend(passage),
            Err(error) => {
                troubles.push(Trouble { line: index + 1, reason: error.to_string() });
            }
        }
    }
    (passages, troubles)
}

#[derive(Deserialize)]
struct Gold {
    id: String,
    lang: String,
    text: String,
    labels: Vec<Labelling>,
}

#[derive(Deserialize)]
struct Labelling {
    #[serde(default)]
    flaws: BTreeMap<String, i64>,
    #[serde(default)]
    norms: BTreeMap<String, i64>,
}

fn gold(line: &str, all_labellers: bool) -> serde_json::Result<Passage> {
    let row: Gold = serde_json::from_str(line)?;
    let mut answers = row.labels.iter().map(wanted);
    let mut answer = answers.next().unwrap_or_default();
    for other in answers {
        if all_labellers {
            answer.flaws.retain(|it| other.flaws.contains(it));
            answer.norms.retain(|it| other.norms.contains(it));
        } else {
            answer.flaws.extend(other.flaws);
            answer.norms.extend(other.norms);
        }
    }
    Ok(Passage {
        id: row.id,
        language: Language::parse(&row.lang).unwrap_or(Language::English),
        text: row.text,
        answer: Answer::Weave(answer),
    })
}

fn wanted(labelling: &Labelling) -> Wanted {
    let flaw = |name: &str| {
        let number = |it: &Flaw| it.number().to_string() == name;
        Flaw::parse(name).or_else(|| Flaw::ALL.into_iter().find(number))
    };
    let flaws = labelling.flaws.iter().filter(|it| *it.1 > 0);
    let norms = labelling.norms.iter().filter(|it| *it.1 != 0);
    Wanted {
        flaws: flaws.filter_map(|it| flaw(it.0)).collect(),
        norms: norms
            .filter_map(|(name, sign)| Some((Norm::parse(name)?, sign.signum() as i8)))
            .collect(),
    }
}

#[derive(Deserialize)]
struct Point {
    id: String,
    text: String,
    polarity: Option<String>,
}

/// A quote; none where nobody judged it.
fn tosdr(line: &str) -> serde_json::Result<Option<Passage>> {
    let row: Point = serde_json::from_str(line)?;
    let answer = match row.polarity.as_deref() {
        Some("good") => Some(true),
        Some("bad" | "blocker") => Some(false),
        Some("neutral") => None,
        _ => return Ok(None),
    };
    Ok(Some(Passage {
        id: row.id,
        text: without_tags(&row.text),
        language: Language::English,
        answer: Answer::Polarity(answer),
    }))
}

/// Quotes are cut out of web pages and end in the middle of tags: `…old.</p>`.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let opens = after.starts_with(|it: char| it.is_ascii_alphabetic() || it == '/');
        match after.split_once('>').filter(|_| opens) {
            Some((_, after)) => {
                out.push(' ');
                rest = after;
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    for (entity, sign) in [("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        if out.contains(entity) {
            out = out.replace(entity, sign);
        }
    }
    out
}

#[derive(Deserialize)]
struct Tagged {
    doc: String,
    i: u64,
    #[serde(default)]
    lang: String,
    text: String,
    tags: Vec<String>,
}

fn unfair(line: &str) -> serde_json::Result<Passage> {
    let row: Tagged = serde_json::from_str(line)?;
    let tags = row.tags.iter().filter_map(|it| {
        let (name, grade) = it.split_at_checked(it.len().checked_sub(1)?)?;
        matches!(grade, "2" | "3").then(|| name.to_owned())
    });
    Ok(Passage {
        id: format!("{}:{}", row.doc, row.i),
        answer: Answer::Families(tags.collect()),
        language: Language::parse(&row.lang).unwrap_or(Language::English),
        text: row.text,
    })
}

#[derive(Deserialize)]
struct Marked {
    doc: String,
    category: String,
    start: u64,
    text: String,
}

/// A span; none where its topic shows no flaw by definition.
fn cuad(line: &str) -> serde_json::Result<Option<Passage>> {
    let row: Marked = serde_json::from_str(line)?;
    Ok(TABLE.topics.get(&row.category).and_then(|it| Flaw::parse(it)).map(|flaw| Passage {
        id: format!("{}:{}", row.doc, row.start),
        text: row.text,
        language: Language::English,
        answer: Answer::Topic(row.category, flaw),
    }))
}

#[derive(Deserialize)]
struct Pair {
    id: Option<String>,
    doc: Option<String>,
    lang: Option<String>,
    #[serde(alias = "was")]
    text: String,
    #[serde(alias = "wordt")]
    plain: String,
}

/// Words from which a text can be hard to read at all.
const SOME: usize = 6;

/// A pair; none where one side is empty or only a few words.
fn pair(line: &str, index: usize) -> serde_json::Result<Option<Passage>> {
    let row: Pair = serde_json::from_str(line)?;
    if row.text.split_whitespace().nth(SOME - 1).is_none() || row.plain.trim().is_empty() {
        return Ok(None);
    }
    let named = row.lang.as_deref().and_then(Language::parse);
    Ok(Some(Passage {
        id: format!("{}:{}", row.id.or(row.doc).unwrap_or_default(), index + 1),
        language: named.unwrap_or_else(|| language_of(&row.text)),
        text: row.text,
        answer: Answer::Plain(row.plain),
    }))
}

/// The language more of whose own small words stand in `text`.
fn language_of(text: &str) -> Language {
    let words = text.to_lowercase();
    let count = |language: Language| {
        let markers = &language.tables().markers;
        words.split(|it: char| !it.is_alphabetic()).filter(|it| markers.contains(it)).count()
    };
    if count(Language::Dutch) > count(Language::English) {
        Language::Dutch
    } else {
        Language::English
    }
}

/// A family of unfair terms.
#[derive(Debug, Deserialize)]
pub(super) struct Family {
    /// Its tag without the grade: `ltd`.
    pub(super) tag: String,
    /// What it is about.
    pub(super) name: String,
    /// The rules that look for it.
    pub(super) rules: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    families: Vec<Family>,
    topics: BTreeMap<String, String>,
}

// The table comes with the program and a test reads it.
static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("families.toml")).unwrap_or_default());

/// The families of unfair terms, in the order of the table.
pub(super) fn families() -> &'static [Family] {
    &TABLE.families
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = r#"{"id": "a", "lang": "nl", "text": "Boete verschuldigd.", "labels": [{"flaws": {"8": 2, "6": 1}, "norms": {"equity": -1}}, {"flaws": {"8": 1}, "norms": {}}]}"#;

    fn weave(all: bool) -> Wanted {
        match passages(GOLD, Form::Gold, all).0.remove(0).answer {
            Answer::Weave(wanted) => wanted,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_label_counts_when_any_or_all_labellings_have_it() {
        assert_eq!(weave(false).flaws.len(), 2);
        assert_eq!(weave(false).norms, BTreeSet::from([(Norm::Equity, -1)]));
        assert_eq!(weave(true).flaws, BTreeSet::from([Flaw::RiskAvoidance]));
        assert!(weave(true).norms.is_empty());
    }

    #[test]
    fn the_form_shows_in_the_first_line() {
        assert_eq!(Form::detect(GOLD), Some(Form::Gold));
        assert_eq!(Form::detect("\n{\"tags\": []}"), Some(Form::UnfairTos));
        assert_eq!(Form::detect("{\"text\": \"x\"}"), None);
        assert_eq!(Form::detect("no json"), None);
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_count() {
        let text = format!("{GOLD}\n{{\"id\": 3}}\n{GOLD}\n");
        let (found, troubles) = passages(&text, Form::Gold, false);
        assert_eq!((found.len(), troubles.len()), (2, 1));
        assert_eq!(troubles[0].line, 2);
    }

    #[test]
    fn only_unfair_grades_count() {
        let line = r#"{"doc": "x", "lang": "en", "i": 4, "text": "We may stop.", "tags": ["ter3", "law1"]}"#;
        let (found, _) = passages(line, Form::UnfairTos, false);
        assert_eq!(found[0].answer, Answer::Families(BTreeSet::from(["ter".to_owned()])));
    }

    #[test]
    fn tags_of_web_pages_go_and_other_angles_stay() {
        assert_eq!(without_tags("Be 16 years old.</p>"), "Be 16 years old. ");
        assert_eq!(without_tags("if a < b &amp; b > c"), "if a < b & b > c");
        assert_eq!(without_tags("cut <a hre"), "cut <a hre");
    }

    #[test]
    fn the_table_is_read_and_its_flaws_exist() {
        assert_eq!(families().len(), 8);
        assert!(!TABLE.topics.is_empty());
        for flaw in TABLE.topics.values() {
            assert!(Flaw::parse(flaw).is_some(), "{flaw}");
        }
    }

    #[test]
    fn a_pair_knows_its_language_and_what_is_too_short_is_left_out() {
        let text = r#"{"text": "De huurder dient onverwijld melding te doen van gebreken.", "plain": "De huurder belt meteen."}
{"was": "The tenant shall forthwith notify the landlord.", "wordt": "The tenant calls at once."}
{"text": "Te kort.", "plain": "Kort."}"#;
        assert_eq!(Form::detect(text), Some(Form::Pairs));
        let (passages, troubles) = passages(text, Form::Pairs, false);
        assert!(troubles.is_empty());
        let languages: Vec<Language> = passages.iter().map(|it| it.language).collect();
        assert_eq!(languages, [Language::Dutch, Language::English]);
    }
}
