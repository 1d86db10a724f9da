//! Decisions about findings, kept outside the text: the text of a ledger in, and which decision is
//! about which finding out.
//!
//! A decision is known again by rule and fingerprint; where the words were edited, by the rule and
//! what is left of the words. It changes what is asked of the parties, not what the text is: scores
//! stay as they are.

use crate::date::Date;
use crate::document::Document;
use crate::finding::Finding;
use crate::span::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// Its usual name.
pub const FILE: &str = "weeflint.ledger.toml";

/// What the parties (or one of them) decided about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is so, and it stays so.
    Accepted,
    /// The rule is wrong here.
    Disputed,
    /// It will be talked about later.
    Deferred,
}

impl State {
    /// All.
    pub const ALL: [State; 3] = [State::Accepted, State::Disputed, State::Deferred];

    /// The name in a ledger.
    pub fn name(self) -> &'static str {
        match self {
            State::Accepted => "accepted",
            State::Disputed => "disputed",
            State::Deferred => "deferred",
        }
    }

    /// The state called `name`.
    pub fn parse(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The rule whose finding it is about.
    pub rule: String,
    /// The finding; none for all findings of the rule.
    pub fingerprint: Option<String>,
    /// The words of the passage, in small letters, to know it again after an edit.
    pub words: Option<String>,
    /// The contract, by file name without extension; none for any.
    pub contract: Option<String>,
    /// What was decided.
    pub state: State,
    /// Why.
    pub reason: String,
    /// Whose decision it is.
    pub owner: Option<String>,
    /// When it was made.
    pub date: Option<Date>,
    /// The last day it holds.
    pub expires: Option<Date>,
    /// The line of the ledger, from 1; of the contract, for a comment in the text.
    pub line: u32,
}

/// What is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: u32,
    /// What.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    decision: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    fingerprint: Option<String>,
    words: Option<String>,
    contract: Option<String>,
    state: State,
    reason: String,
    owner: Option<String>,
    date: Option<toml::Value>,
    expires: Option<toml::Value>,
}

/// Reads the text of a ledger.
///
/// # Errors
/// The first thing that is wrong: no TOML, an unknown key, a decision without a reason.
pub fn parse(text: &str) -> Result<Vec<Decision>, Wrong> {
    let file: File = toml::from_str(text).map_err(|error| Wrong {
        line: line(text, error.span().map_or(0, |it| it.start)),
        reason: error.message().lines().next().unwrap_or_default().to_owned(),
    })?;
    file.decision.into_iter().map(|it| decision(text, it)).collect()
}

fn decision(text: &str, entry: Spanned<Entry>) -> Result<Decision, Wrong> {
    let line = line(text, entry.span().start);
    let it = entry.into_inner();
    let wrong = |reason: &str| Wrong { line, reason: reason.to_owned() };
    if it.reason.trim().is_empty() {
        return Err(wrong("a decision has a `reason`"));
    }
    let date = |value: Option<toml::Value>, key: &str| match value {
        None => Ok(None),
        Some(value) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let day = Date::parse(&text);
            day.map(Some).ok_or_else(|| wrong(&format!("`{key}` takes a day: 2026-11-22")))
        }
    };
    Ok(Decision {
        date: date(it.date, "date")?,
        expires: date(it.expires, "expires")?,
        rule: it.rule,
        fingerprint: it.fingerprint,
        words: it.words,
        contract: it.contract,
        state: it.state,
        reason: it.reason,
        owner: it.owner,
        line,
    })
}

impl Decision {
    /// The decision as it stands in a ledger.
    pub fn to_toml(&self) -> String {
        let quoted = |it: &str| toml::Value::String(it.to_owned()).to_string();
        let mut out = String::from("[[decision]]\n");
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                out.push_str(&format!("{key} = {value}\n"));
            }
        };
        put("rule", Some(quoted(&self.rule)));
        put("contract", self.contract.as_deref().map(quoted));
        put("state", Some(quoted(self.state.name())));
        put("reason", Some(quoted(&self.reason)));
        put("owner", self.owner.as_deref().map(quoted));
        put("date", self.date.map(|it| it.to_string()));
        put("expires", self.expires.map(|it| it.to_string()));
        put("fingerprint", self.fingerprint.as_deref().map(quoted));
        put("words", self.words.as_deref().map(quoted));
        out
    }

    /// Whether it is about every finding of its rule.
    pub fn is_blanket(&self) -> bool {
        self.fingerprint.is_none() && self.words.is_none()
    }

    /// Whether its last day lies before `today`.
    pub fn is_expired(&self, today: Option<Date>) -> bool {
        matches!((self.expires, today), (Some(last), Some(today)) if last < today)
    }

    /// Whether it can be about the contract at `path`.
    pub fn is_for(&self, path: &str) -> bool {
        self.contract.as_ref().is_none_or(|it| contract(it) == contract(path))
    }
}

/// A contract's name in a ledger: that of its file without extension, so that it is the same as
/// Word file and as PDF.
pub fn contract(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |it| it.0)
}

/// The words of the passage that `finding` is about, in small letters.
pub fn words(doc: &Document, finding: &Finding) -> Option<String> {
    if finding.absence {
        return None;
    }
    let sentence = finding.sentence.and_then(|it| doc.sentences.get(it as usize));
    let span: Span = sentence.map_or(finding.span, |it| it.span);
    let from = doc.tokens.partition_point(|it| it.span.start < span.start);
    let to = doc.tokens.partition_point(|it| it.span.start < span.end);
    let tokens = doc.tokens.get(from..to).unwrap_or_default();
    Some(tokens.iter().map(|it| doc.words.get(it.word)).collect::<Vec<_>>().join(" "))
}

/// For each finding in the contract at `path` the decision that is about it, an index into
/// `decisions`. Fingerprints go first; then words, the most alike pair first, a decision for one
/// finding; then decisions about a whole rule.
pub fn decide(
    decisions: &[Decision],
    path: &str,
    doc: &Document,
    findings: &[Finding],
) -> Vec<Option<usize>> {
    let mut decided: Vec<Option<usize>> = vec![None; findings.len()];
    let mut used = vec![false; decisions.len()];
    let mut of_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, it) in decisions.iter().enumerate().filter(|it| it.1.is_for(path)) {
        of_rule.entry(&it.rule).or_default().push(at);
    }
    let about = |finding: &Finding| of_rule.get(finding.charge.rule.as_str());
    for (slot, finding) in decided.iter_mut().zip(findings) {
        let same = |it: &&usize| decisions[**it].fingerprint.as_ref() == Some(&finding.fingerprint);
        if let Some(&at) = about(finding).and_then(|it| it.iter().find(same)) {
            *slot = Some(at);
            used[at] = true;
        }
    }
    let mut pairs = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        let Some(candidates) = about(finding).filter(|_| decided[index].is_none()) else {
            continue;
        };
        let Some(new) = words(doc, finding) else { continue };
        for &at in candidates.iter().filter(|it| !used[**it]) {
            let old = decisions[at].words.as_deref().unwrap_or("");
            let alike = alike(old, &new);
            if alike >= ENOUGH {
                pairs.push((std::cmp::Reverse(alike), at, index));
            }
        }
    }
    pairs.sort_unstable();
    for (_, at, index) in pairs {
        if decided[index].is_none() && !used[at] {
            decided[index] = Some(at);
            used[at] = true;
        }
    }
    for (slot, finding) in decided.iter_mut().zip(findings) {
        let whole = |it: &&usize| decisions[**it].is_blanket();
        if slot.is_none() {
            *slot = about(finding).and_then(|it| it.iter().find(whole)).copied();
        }
    }
    decided
}

/// How alike two passages must be to be the same one, edited: of 1000.
const ENOUGH: u32 = 500;

/// How alike two passages are, 0 to 1000: the share of word pairs they have in common, of both
/// (Dice) or, where one was cut or grew, of the shorter one at nine tenths.
fn alike(a: &str, b: &str) -> u32 {
    let (a, b) = (pairs_of(a), pairs_of(b));
    let count = |it: &BTreeMap<(&str, &str), u32>| it.values().sum::<u32>();
    let (all_a, all_b) = (count(&a), count(&b));
    if all_a == 0 || all_b == 0 {
        return 0;
    }
    let common: u32 = a.iter().filter_map(|(pair, of_a)| Some(*of_a.min(b.get(pair)?))).sum();
    let dice = 2000 * common / (all_a + all_b);
    let shorter = all_a.min(all_b);
    let inside = if shorter < 6 { 0 } else { 900 * common / shorter };
    // Inside counts only when nearly all of the shorter one is left.
    dice.max(if inside >= 700 { inside } else { 0 })
}

fn pairs_of(text: &str) -> BTreeMap<(&str, &str), u32> {
    let mut pairs = BTreeMap::new();
    let mut before = "";
    for word in text.split(' ').filter(|it| !it.is_empty()) {
        *pairs.entry((before, word)).or_insert(0) += 1;
        before = word;
    }
    pairs
}

/// A comment in the text: `<!-- weeflint: accept RULE reason -->`.
#[derive(Debug, Clone, PartialEq)]
pub struct Directive {
    /// The decision it stands for, about its rule (or group) in that place.
    pub decision: Decision,
    /// The passage: where its block starts or the comment ends, a byte of the file.
    pub at: Place,
}

/// What a comment in the text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The paragraph that starts at or after this byte of the file.
    After(u32),
    /// The paragraph that holds this byte, or ends before it.
    Before(u32),
    /// All of the file (`accept-file`).
    File,
}

/// The comments for weeflint in a text file, and the lines of those without a reason.
pub fn directives(text: &str) -> (Vec<Directive>, Vec<u32>) {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|it| it.find("<!--")).map(|it| it + from) {
        let inside = open + 4;
        let Some(close) = text.get(inside..).and_then(|it| it.find("-->")) else { break };
        let said = text.get(inside..inside + close).unwrap_or("").trim();
        from = inside + close + 3;
        let Some(said) = said.strip_prefix("weeflint:") else { continue };
        let line = line(text, open);
        let mut parts = said.trim().splitn(3, char::is_whitespace);
        let (verb, rule) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let reason = parts.next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let before = text.get(..open).unwrap_or("").rsplit('\n').next().unwrap_or("");
        let at = match verb {
            "accept-file" => Place::File,
            "accept" if before.trim().is_empty() => Place::After(from as u32),
            "accept" => Place::Before(open as u32),
            _ => {
                wrong.push(line);
                continue;
            }
        };
        if rule.is_empty() || reason.is_empty() {
            wrong.push(line);
            continue;
        }
        let decision = Decision {
            rule: rule.to_owned(),
            fingerprint: None,
            words: None,
            contract: None,
            state: State::Accepted,
            reason,
            owner: None,
            date: None,
            expires: None,
            line,
        };
        found.push(Directive { decision, at });
    }
    (found, wrong)
}

impl Directive {
    /// Whether it is about `finding`.
    pub fn is_about(&self, doc: &Document, finding: &Finding) -> bool {
        let rule = finding.charge.rule.as_str();
        let group = rule.split_once('/').map_or(rule, |it| it.0);
        if self.decision.rule != rule && self.decision.rule != group {
            return false;
        }
        let start = |index: usize| {
            let span = doc.blocks.get(index)?.span;
            Some(doc.source_of(span)?.start)
        };
        let starts = || (0..doc.blocks.len()).filter_map(|it| Some((start(it)?, it)));
        // A block that is the comment itself, as in plain text, is not what it is about.
        let block = match self.at {
            Place::File => return true,
            Place::After(at) => starts().filter(|it| it.0 >= at).min(),
            Place::Before(at) => starts().filter(|it| it.0 <= at).max(),
        };
        !finding.absence && block.map(|it| it.1) == doc.block_at(finding.span.start)
    }
}

/// `text` without the decisions at these lines; comments and the other decisions stay as they are.
pub fn without(text: &str, lines: &[u32]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut dropping = false;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("[[") {
            dropping = lines.contains(&(index as u32 + 1));
        } else if dropping && trimmed.starts_with('#') {
            // A comment after a decision introduces the next one.
            dropping = false;
        }
        if !dropping {
            out.push_str(line);
        }
    }
    out
}

/// The line, from 1, of a byte.
fn line(text: &str, at: usize) -> u32 {
    text.bytes().take(at).filter(|it| *it == b'\n').count() as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# Wat wij besloten.
[[decision]]
rule = \"one-sided/sole-discretion\"
state = \"accepted\"
reason = \"Bij spoed moet één iemand kunnen kiezen.\"
expires = 2027-06-30
words = \"opdrachtgever kan de opdracht naar eigen inzicht wijzigen\"

# De volgende.
[[decision]]
rule = \"unowned/nobody\"
state = \"deferred\"
reason = \"Na de start.\"
";

    #[test]
    fn a_decision_is_read_and_written_back() {
        let decisions = parse(TEXT).unwrap();
        assert_eq!((decisions.len(), decisions[0].line, decisions[1].line), (2, 2, 10));
        assert!(decisions[1].is_blanket() && !decisions[0].is_blanket());
        assert!(decisions[0].is_expired(Date::parse("2027-07-01")));
        assert!(!decisions[0].is_expired(Date::parse("2027-06-30")));
        assert!(!decisions[0].is_expired(None), "no day, no expiry");
        let again = parse(&decisions[0].to_toml()).unwrap();
        assert_eq!(Decision { line: 2, ..again[0].clone() }, decisions[0]);
    }

    #[test]
    fn what_is_wrong_is_named_by_line() {
        for (text, line, part) in [
            ("[[decision]]\nrule = \"a\"\nstate = \"accepted\"\n", 1, "reason"),
            ("[[decision]]\nrule = \"a\"\nstate = \"accepted\"\nreason = \" \"", 1, "reason"),
            ("[[decision]]\nrule = \"a\"\nstate = \"maybe\"\nreason = \"b\"", 3, "maybe"),
            ("[[decisoin]]\n", 1, "decisoin"),
            ("= 3", 1, ""),
            (
                "[[decision]]\nrule = \"a\"\nstate = \"accepted\"\nreason = \"b\"\ndate = 3",
                1,
                "date",
            ),
        ] {
            let wrong = parse(text).unwrap_err();
            assert_eq!(wrong.line, line, "{text}: {wrong:?}");
            assert!(wrong.reason.contains(part), "{text}: {wrong:?}");
        }
    }

    #[test]
    fn pruning_leaves_the_rest_as_it_is() {
        let left = without(TEXT, &[2]);
        assert_eq!(left, TEXT[..20].to_owned() + &TEXT[TEXT.find("# De volgende").unwrap()..]);
        assert_eq!(without(TEXT, &[]), TEXT);
    }

    #[test]
    fn edited_words_are_known_again_and_others_are_not() {
        let old =
            "opdrachtgever kan de opdracht naar eigen inzicht wijzigen ook wanneer dat geld kost";
        for new in [
            "opdrachtgever kan de opdracht geheel naar eigen inzicht wijzigen ook wanneer dat leverancier geld kost",
            "opdrachtgever kan de opdracht naar eigen inzicht wijzigen",
        ] {
            assert!(alike(old, new) >= ENOUGH, "{new}: {}", alike(old, new));
        }
        let other =
            "verhuurder mag de toegang naar eigen inzicht weigeren zonder dat te hoeven uitleggen";
        assert!(alike(old, other) < ENOUGH);
        assert_eq!(alike("", "a"), 0);
    }

    #[test]
    fn a_comment_says_rule_and_reason() {
        let text = "Een zin. <!-- weeflint: accept a/b omdat het zo is -->\n\n<!-- weeflint: accept a -->\n<!-- gewoon -->\n<!-- weeflint: accept-file c wij\nwillen dat -->\n<!-- weeflint: accept";
        let (found, wrong) = directives(text);
        assert_eq!(wrong, [3]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].at, Place::Before(9));
        assert_eq!(
            (found[1].at, found[1].decision.reason.as_str()),
            (Place::File, "wij willen dat")
        );
    }
}
