//! The record of a rule: `const RULE = #{ … }`, a literal that is read without running anything.

use super::keys::Keys;
use crate::document::Zone;
use crate::finding::{Charge, Confidence, Severity};
use crate::language::Language;
use crate::rewrite::Effect;
use crate::weave::{Flaw, Norm};
use std::collections::BTreeMap;

/// What the host walks for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Each {
    /// Every stretch of words that matches; each is a finding.
    Phrase,
    /// Every sentence with a match; one finding a sentence, at the first match.
    Sentence,
    /// Every numbered clause.
    Clause,
    /// Every party.
    Party,
    /// Every defined term.
    Term,
    /// Every reference to a clause, an annex or a statute.
    Reference,
    /// Once for the whole contract.
    Contract,
}

/// What a rewrite takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaces {
    /// The matched words.
    Words,
    /// The sentence they stand in.
    Sentence,
}

/// The settings of a rule.
#[derive(Debug, Clone)]
pub struct Record {
    /// What the host walks.
    pub each: Each,
    /// How much a finding asks of its reader, unless the script says otherwise.
    pub severity: Severity,
    /// 1 (hint) to 5 (defining).
    pub weight: u8,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// The parts of a contract it looks at.
    pub zones: Vec<Zone>,
    /// Whether mutual wording in the sentence ("partijen", "each party") drops the finding.
    pub unless_mutual: bool,
    /// Whether a negation just before the words drops the finding.
    pub unless_negated: bool,
    /// Needed matches in the contract (in different sentences) before any is a finding.
    pub at_least: u32,
    /// Fewest matches in one sentence that are worth a look.
    pub times: u32,
    /// Fewest words of a sentence that is worth a look.
    pub from_words: u32,
    /// Fewest words in capitals of a sentence that is worth a look.
    pub from_capitals: u32,
    /// Fewest keys of `params.nl` or `params.en` in a sentence that is worth a look.
    pub from_keys: u32,
    /// Most words for each of those keys; 0 for any number.
    pub words_a_key: u32,
    /// The keys of `params.nl` and `params.en`, where they are counted.
    keys: [Keys; 2],
    /// What its rewrite takes the place of.
    pub replaces: Replaces,
    /// Whether it runs without being asked for by name.
    pub on: bool,
    /// Its words in Dutch.
    pub nl: Option<Wording>,
    /// Its words in English.
    pub en: Option<Wording>,
}

/// What a rule looks for and says in one language.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// What was found, in one sentence; `{party}`, `{words}` … are filled from the match.
    pub message: String,
    /// Expressions (regex syntax with `%P%`-like macros) that find the words.
    pub find: Vec<String>,
    /// Expressions that, found in the same sentence, drop the finding.
    pub unless: Vec<String>,
    /// The relational wording proposed for the sentence (or to add, when something is absent).
    pub rewrite: Option<String>,
    /// The question it raises for the parties to talk about.
    pub question: Option<String>,
}

impl Record {
    /// Whether a sentence in `language` holds as many keys of `params` as are worth a look.
    pub fn has_keys(&self, language: Language, text: &str, words: u32) -> bool {
        let count = || self.keys[language as usize].count_in(text);
        self.from_keys == 0 || {
            let count = count();
            count >= self.from_keys && (self.words_a_key == 0 || count * self.words_a_key >= words)
        }
    }

    /// The wording in `language`, if the rule knows it.
    pub fn wording(&self, language: Language) -> Option<&Wording> {
        match language {
            Language::Dutch => self.nl.as_ref(),
            Language::English => self.en.as_ref(),
        }
    }
}

/// A literal of a record, free of the script engine that read it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `true`
    Bool(bool),
    /// `4` or `0.15`
    Number(f64),
    /// `"…"`
    Text(String),
    /// `[…]`
    List(Vec<Value>),
    /// `#{…}`
    Map(BTreeMap<String, Value>),
    /// Anything else: no literal of a record.
    Other,
}

/// Keys of a record, with what each holds. The published schema is made from this table.
pub const KEYS: &[(&str, &str)] = &[
    ("flaws", "list of flaws it shows; the first is primary, the others count half"),
    ("norms", "map of norm to +1 (supports) or -1 (works against)"),
    ("each", "phrase | sentence | clause | party | term | reference | contract"),
    ("severity", "strength | info | warning | error"),
    ("weight", "1 (hint) to 5 (defining)"),
    ("confidence", "high | medium | low; medium unless said"),
    ("effect", "typographic | wording | substance: what the rewrite changes"),
    ("absent", "0–1: points when nothing in the contract matches `find`"),
    ("zones", "list of parts of the contract it looks at; operative and recital unless said"),
    ("unless_mutual", "true: mutual wording in the sentence drops the finding; false unless said"),
    (
        "unless_negated",
        "false: a negation before the words doesn't drop the finding; true unless said",
    ),
    ("at_least", "number of different sentences that must match before any is a finding"),
    ("times", "fewest matches in one sentence that are worth a look; 1 unless said"),
    ("from_words", "fewest words of a sentence that is worth a look; 0 unless said"),
    ("from_capitals", "fewest words in capitals of a sentence that is worth a look; 0 unless said"),
    ("from_keys", "fewest keys of params.nl or params.en in a sentence that is worth a look"),
    ("words_a_key", "most words for each of those keys in a sentence that is worth a look"),
    (
        "replaces",
        "words | sentence: what the rewrite takes the place of; words for a phrase, else the sentence, unless said",
    ),
    ("on", "false: runs only when asked for by name"),
    ("params", "map of anything the script wants"),
    ("nl", "map: message, find, unless, rewrite, question in Dutch"),
    ("en", "map: message, find, unless, rewrite, question in English"),
];

/// Keys of a wording.
pub const WORDING_KEYS: &[(&str, &str)] = &[
    ("message", "what was found, in one sentence; {words}, {party} … are filled"),
    ("find", "list of expressions that find the words"),
    ("unless", "list of expressions that drop a finding in the same sentence"),
    ("rewrite", "the relational wording proposed"),
    ("question", "the question it raises for the parties"),
];

/// Names of zones in a record.
const ZONES: &[(&str, Zone)] = &[
    ("operative", Zone::Operative),
    ("recital", Zone::Recital),
    ("definition", Zone::Definition),
    ("heading", Zone::Heading),
    ("parties", Zone::Parties),
    ("contents", Zone::Contents),
    ("signature", Zone::Signature),
    ("data", Zone::Data),
    ("furniture", Zone::Furniture),
];

impl Zone {
    /// The name in records, scripts and JSON: `operative`.
    pub fn name(self) -> &'static str {
        ZONES.iter().find(|it| it.1 == self).map_or("", |it| it.0)
    }
}

/// Something wrong in a record: the key it is about, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The key, to find its line by.
    pub key: String,
    /// What is wrong, with the mend.
    pub reason: String,
}

fn wrong<T>(key: &str, reason: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { key: key.to_owned(), reason: reason.into() })
}

/// Reads a record, with the charge that all findings of the rule `id` share.
///
/// # Errors
/// The first thing that is missing, misspelled or of the wrong kind.
pub fn parse(id: &str, value: &Value) -> Result<(Record, Charge), Wrong> {
    let Value::Map(map) = value else {
        return wrong("RULE", "RULE must be a map: const RULE = #{ … };");
    };
    known(map, KEYS)?;
    let each = one_of(map, "each", EACH)?;
    let severity = one_of(map, "severity", &named(&Severity::ALL, Severity::name))?;
    let weight = number(map, "weight")?.unwrap_or(f64::NAN);
    if !(1.0..=5.0).contains(&weight) || weight.fract() != 0.0 {
        return wrong("weight", "weight must be 1, 2, 3, 4 or 5");
    }
    let confidence = match map.get("confidence") {
        None => Confidence::Medium,
        Some(_) => one_of(map, "confidence", &named(&Confidence::ALL, Confidence::name))?,
    };
    let effect = match map.get("effect") {
        None if severity == Severity::Strength => Effect::Wording,
        _ => one_of(map, "effect", &named(&Effect::ALL, Effect::name))?,
    };
    let absent = number(map, "absent")?;
    if absent.is_some_and(|it| !(0.0..=1.0).contains(&it)) {
        return wrong("absent", "absent must be from 0 to 1");
    }
    if absent.is_some() && each != Each::Contract {
        return wrong("absent", "a rule about something absent has each: \"contract\"");
    }
    let at_least = number(map, "at_least")?.unwrap_or(1.0);
    if at_least < 1.0 || at_least.fract() != 0.0 {
        return wrong("at_least", "at_least must be a whole number from 1");
    }
    let times = number(map, "times")?.unwrap_or(1.0);
    if times < 1.0 || times.fract() != 0.0 {
        return wrong("times", "times must be a whole number from 1");
    }
    let words = |key: &str| match number(map, key)?.unwrap_or(0.0) {
        it if it < 0.0 || it.fract() != 0.0 => wrong(key, format!("{key} must be a whole number")),
        it => Ok(it as u32),
    };
    let replaces = match map.get("replaces") {
        None if each == Each::Phrase => Replaces::Words,
        None => Replaces::Sentence,
        _ => one_of(
            map,
            "replaces",
            &[("words", Replaces::Words), ("sentence", Replaces::Sentence)],
        )?,
    };
    let from_keys = words("from_keys")?;
    let keys = |language: Language| match map.get("params") {
        Some(Value::Map(params)) if from_keys > 0 => match params.get(language.code()) {
            Some(Value::Map(it)) => Keys::new(it.keys().map(String::as_str)),
            _ => Keys::default(),
        },
        _ => Keys::default(),
    };
    let record = Record {
        each,
        severity,
        weight: weight as u8,
        confidence,
        zones: zones(map)?,
        unless_mutual: flag(map, "unless_mutual", false)?,
        unless_negated: flag(map, "unless_negated", true)?,
        at_least: at_least as u32,
        times: times as u32,
        from_words: words("from_words")?,
        from_capitals: words("from_capitals")?,
        from_keys,
        words_a_key: words("words_a_key")?,
        keys: Language::ALL.map(keys),
        replaces,
        on: flag(map, "on", true)?,
        nl: wording(map, "nl")?,
        en: wording(map, "en")?,
    };
    if record.nl.is_none() && record.en.is_none() {
        return wrong("nl", "a rule needs `nl: #{ message: …, find: […] }` or `en`, best both");
    }
    let charge =
        Charge { rule: id.to_owned(), flaws: flaws(map)?, norms: norms(map)?, effect, absent };
    if severity == Severity::Strength && charge.norms.iter().all(|it| it.1 < 0) {
        return wrong("norms", "a strength supports at least one norm: norms: #{ loyalty: 1 }");
    }
    Ok((record, charge))
}

const EACH: &[(&str, Each)] = &[
    ("phrase", Each::Phrase),
    ("sentence", Each::Sentence),
    ("clause", Each::Clause),
    ("party", Each::Party),
    ("term", Each::Term),
    ("reference", Each::Reference),
    ("contract", Each::Contract),
];

fn named<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<(&'static str, T)> {
    all.iter().map(|&it| (name(it), it)).collect()
}

fn known(map: &BTreeMap<String, Value>, keys: &[(&str, &str)]) -> Result<(), Wrong> {
    for key in map.keys() {
        if keys.iter().all(|it| it.0 != key) {
            let near = nearest(key, keys.iter().map(|it| it.0));
            let hint = near.map_or(String::new(), |it| format!("; did you mean `{it}`?"));
            return wrong(key, format!("unknown key `{key}`{hint}"));
        }
    }
    Ok(())
}

fn one_of<T: Copy>(
    map: &BTreeMap<String, Value>,
    key: &str,
    choices: &[(&str, T)],
) -> Result<T, Wrong> {
    let list = || choices.iter().map(|it| it.0).collect::<Vec<_>>().join(", ");
    match map.get(key) {
        Some(Value::Text(text)) => match choices.iter().find(|it| it.0 == text) {
            Some(found) => Ok(found.1),
            None => {
                let near = nearest(text, choices.iter().map(|it| it.0));
                let hint = near.map_or(String::new(), |it| format!("; did you mean \"{it}\"?"));
                wrong(key, format!("{key} can't be \"{text}\" (one of {}){hint}", list()))
            }
        },
        Some(_) => wrong(key, format!("{key} must be a text: one of {}", list())),
        None => wrong(key, format!("`{key}` is missing: one of {}", list())),
    }
}

fn number(map: &BTreeMap<String, Value>, key: &str) -> Result<Option<f64>, Wrong> {
    match map.get(key) {
        None => Ok(None),
        Some(Value::Number(number)) => Ok(Some(*number)),
        Some(_) => wrong(key, format!("{key} must be a number")),
    }
}

fn flag(map: &BTreeMap<String, Value>, key: &str, default: bool) -> Result<bool, Wrong> {
    match map.get(key) {
        None => Ok(default),
        Some(Value::Bool(it)) => Ok(*it),
        Some(_) => wrong(key, format!("{key} must be true or false")),
    }
}

fn texts(map: &BTreeMap<String, Value>, key: &str) -> Result<Vec<String>, Wrong> {
    let Some(value) = map.get(key) else { return Ok(Vec::new()) };
    let list = || wrong(key, format!("{key} must be a list of texts"));
    let Value::List(items) = value else { return list() };
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        let Value::Text(text) = item else { return list() };
        texts.push(text.clone());
    }
    Ok(texts)
}

fn zones(map: &BTreeMap<String, Value>) -> Result<Vec<Zone>, Wrong> {
    if !map.contains_key("zones") {
        return Ok(vec![Zone::Operative, Zone::Recital]);
    }
    let mut zones = Vec::new();
    for name in texts(map, "zones")? {
        match ZONES.iter().find(|it| it.0 == name) {
            Some(zone) => zones.push(zone.1),
            None => {
                let near = nearest(&name, ZONES.iter().map(|it| it.0));
                let hint = near.map_or(String::new(), |it| format!("; did you mean \"{it}\"?"));
                return wrong("zones", format!("there is no zone \"{name}\"{hint}"));
            }
        }
    }
    Ok(zones)
}

fn flaws(map: &BTreeMap<String, Value>) -> Result<Vec<(Flaw, f64)>, Wrong> {
    let mut flaws = Vec::new();
    for name in texts(map, "flaws")? {
        let Some(flaw) = Flaw::parse(&name) else {
            let near = nearest(&name, Flaw::ALL.into_iter().map(Flaw::name));
            let hint = near.map_or(String::new(), |it| format!("; did you mean \"{it}\"?"));
            return wrong("flaws", format!("there is no flaw \"{name}\"{hint}"));
        };
        // Primary role 1, secondary .5 (wn-1, C2).
        flaws.push((flaw, if flaws.is_empty() { 1.0 } else { 0.5 }));
    }
    Ok(flaws)
}

fn norms(map: &BTreeMap<String, Value>) -> Result<Vec<(Norm, i8)>, Wrong> {
    let Some(value) = map.get("norms") else { return Ok(Vec::new()) };
    let Value::Map(entries) = value else {
        return wrong("norms", "norms must be a map: norms: #{ reciprocity: -1 }");
    };
    let mut norms = Vec::new();
    for (name, sign) in entries {
        let Some(norm) = Norm::parse(name) else {
            let near = nearest(name, Norm::ALL.into_iter().map(Norm::name));
            let hint = near.map_or(String::new(), |it| format!("; did you mean `{it}`?"));
            return wrong(name, format!("there is no norm `{name}`{hint}"));
        };
        match sign {
            Value::Number(1.0) => norms.push((norm, 1)),
            Value::Number(-1.0) => norms.push((norm, -1)),
            _ => return wrong(name, "a norm is +1 (supports) or -1 (works against)"),
        }
    }
    norms.sort();
    Ok(norms)
}

fn wording(map: &BTreeMap<String, Value>, language: &str) -> Result<Option<Wording>, Wrong> {
    let map = match map.get(language) {
        None => return Ok(None),
        Some(Value::Map(map)) => map,
        Some(_) => return wrong(language, format!("{language} must be a map")),
    };
    known(map, WORDING_KEYS)?;
    let text = |key: &str| match map.get(key) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text.clone())),
        Some(_) => wrong(key, format!("{key} must be a text")),
    };
    let Some(message) = text("message")? else {
        return wrong(language, format!("{language} needs a message"));
    };
    Ok(Some(Wording {
        message,
        find: texts(map, "find")?,
        unless: texts(map, "unless")?,
        rewrite: text("rewrite")?,
        question: text("question")?,
    }))
}

/// Of `choices` the one that `word` may have been meant to be: at most a third of its letters off.
pub fn nearest<'a>(word: &str, choices: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    choices
        .map(|it| (distance(word, it), it))
        .filter(|(distance, it)| *distance <= it.chars().count().max(3) / 3)
        .min()
        .map(|it| it.1)
}

/// Letters to change, add, drop or swap with a neighbour to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised() {
        let keys = || KEYS.iter().map(|it| it.0);
        assert_eq!(nearest("wieght", keys()), Some("weight"));
        assert_eq!(nearest("flaw", keys()), Some("flaws"));
        assert_eq!(nearest("banana", keys()), None);
    }
}
