//! Parties in a form: "Stagebedrijf: De Pers", "Partij A" over "Naam: …", the rows of a table of
//! particulars, "Aan:" and "Van:" of an offer.

use super::frame::letter;
use super::name::{is_blank, name_in};
use super::proper::is_proper;
use super::terms::uses;
use super::{Found, capitalised, has_any, is_role, nobody};
use crate::document::{Document, Kind, Zone};
use crate::language::PartyWords;
use crate::span::Span;
use std::collections::HashSet;

/// How far into a contract its particulars stand, in blocks and bytes.
const OPENING: (usize, u32) = (60, 6_000);

/// How many lines behind a label give the name.
const NEXT: usize = 3;

/// A line of a form.
struct Line<'a> {
    label: &'a str,
    value: &'a str,
    /// Whether a colon or a cell sets them apart.
    set: bool,
    place: Span,
}

impl Found {
    /// Parties that a form names beside what they are called.
    pub(super) fn in_form(&mut self, doc: &Document) {
        if self.in_columns(doc) {
            return;
        }
        let lines = lines(doc);
        let mut found: Vec<(String, Option<String>, Span)> = Vec::new();
        // "Projectleden: …" alone says nothing of who agrees: one must be a known role.
        let known = lines.iter().any(|it| role(it).is_some());
        for (at, line) in lines.iter().enumerate().filter(|_| known) {
            let over = lines.get(at + 1).is_some_and(|it| is_name_label(it.label));
            // A label that comes back stands beside something of each.
            let once = lines.iter().filter(|it| it.label == line.label).count() == 1;
            let role = role(line).or_else(|| told(doc, line, over).filter(|_| once));
            let Some(role) = role else { continue };
            let known = found.iter().any(|it| it.0.eq_ignore_ascii_case(&role));
            // "Partij A en partij B spreken af" is no label.
            if known {
                continue;
            }
            let own = name(line.value);
            let further = || {
                let next = lines.get(at + 1..)?.iter().take(NEXT);
                let mut next = next.take_while(|it| role_of(it).is_none());
                next.find_map(|it| is_name_label(it.label).then(|| name(it.value)).flatten())
            };
            found.push((role, own.or_else(further), line.place));
        }
        // What the text does not go on to use is a field of the form.
        found.retain(|it| uses(doc, &it.0.to_lowercase()).0 >= 2);
        if found.len() >= 2 && found.iter().any(|it| it.1.is_some()) {
            self.parties.clear();
            for (role, name, place) in found.into_iter().take(4) {
                self.put(name, &[role], place);
            }
            return;
        }
        if !self.parties.is_empty() {
            return;
        }
        let words = PartyWords::all();
        let sides = [&words.offered_by, &words.offered_to];
        let side = |words: &HashSet<&str>| {
            let mut labels = lines.iter().filter(|it| it.set);
            let line = labels.find(|it| words.contains(it.label.to_lowercase().as_str()))?;
            Some((name(line.value)?, line.place))
        };
        let title = doc
            .blocks
            .iter()
            .take(4)
            .any(|it| has_any(&doc[it.span].to_lowercase(), &words.offers));
        if let [Some(from), Some(to)] = sides.map(side)
            && title
            && from.0 != to.0
        {
            self.put(Some(from.0), &[], from.1);
            self.put(Some(to.0), &[], to.1);
        }
    }
}

/// Somebody at the head of a column: what they are called, their name, and where.
type Column = (String, Option<String>, Span);

impl Found {
    /// Parties that stand side by side: "| | Opdrachtgever | Opdrachtnemer |" over "| Naam | De
    /// Brug | Vos |"; whether there were any.
    fn in_columns(&mut self, doc: &Document) -> bool {
        let blocks = doc.blocks.iter().take(OPENING.0).take_while(|it| it.span.start < OPENING.1);
        let mut heads: Vec<(u16, u16, Column)> = Vec::new();
        let mut named = false;
        for block in blocks {
            let Kind::Cell { row, column } = block.kind else { continue };
            let text = doc[block.span].trim().trim_end_matches(':');
            if heads.first().is_none_or(|it| it.0 == row) {
                if let Some(role) = label_role(text).filter(|_| column > 0) {
                    heads.push((row, column, (role, None, block.span)));
                }
                continue;
            }
            if column == 0 {
                named = is_name_label(text);
            }
            let head = heads.iter_mut().find(|it| it.1 == column).filter(|_| named);
            if let Some((.., head)) = head {
                head.1 = head.1.take().or_else(|| name(text));
            }
        }
        let found = heads.len() >= 2 && heads.iter().any(|it| it.2.1.is_some());
        for (.., (role, name, place)) in heads.into_iter().take(if found { 4 } else { 0 }) {
            self.put(name, &[role], place);
        }
        found
    }
}

/// The lines of a form at the start of a contract: "Naam: De Pers" and cells beside each other.
fn lines(doc: &Document) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let blocks = doc.blocks.iter().take(OPENING.0).take_while(|it| it.span.start < OPENING.1);
    for (at, block) in blocks.enumerate() {
        if matches!(block.zone, Zone::Contents | Zone::Furniture | Zone::Definition) {
            continue;
        }
        let text = &doc[block.span];
        let next = doc.blocks.get(at + 1);
        if let Kind::Cell { row, column } = block.kind
            && let Some(next) = next
            && let Kind::Cell { row: same, column: beside } = next.kind
            && (same, beside) == (row, column + 1)
            && !text.contains(": ")
        {
            let label = text.trim().trim_end_matches([':', ' ']);
            let value = doc[next.span].trim_start_matches([':', ' ']);
            found.push(Line { label, value, set: true, place: block.span });
            continue;
        }
        for line in text.split('\n').filter(|it| it.len() <= 200) {
            let line = line.trim().trim_matches(['*', '_', '#', ' ']);
            let (label, value) = line.split_once(':').unwrap_or((line, ""));
            let (label, value) = (label.trim(), value.trim_matches(['*', ' ']));
            if !label.is_empty() && label.len() <= 40 {
                found.push(Line { label, value, set: line.contains(':'), place: block.span });
            }
        }
    }
    found
}

/// What the text goes on to call somebody who stands in a form: "Maker: Ann Lee", "de maker".
fn told(doc: &Document, line: &Line, over: bool) -> Option<String> {
    let word = capitalised(line.label.trim_start_matches(if over { "De " } else { "" }));
    let single =
        word.chars().all(char::is_alphabetic) && line.label.starts_with(char::is_uppercase);
    let lower = word.to_lowercase();
    if !single
        || !line.set && !over
        || nobody(&word)
        || PartyWords::all().labels.contains(lower.as_str())
    {
        return None;
    }
    name(line.value).or_else(|| over.then(String::new))?;
    (uses(doc, &lower).0 >= 3).then_some(word)
}

/// As what a line says that somebody agrees.
fn role(line: &Line) -> Option<String> {
    role_of(line).filter(|_| line.label.starts_with(char::is_uppercase))
}

fn role_of(line: &Line) -> Option<String> {
    label_role(line.label)
}

fn label_role(label: &str) -> Option<String> {
    let label = label.trim_end_matches("(s)").trim_end_matches("(en)").trim_end_matches(['.', ' ']);
    let lower = label.to_lowercase();
    let word = ["naam ", "gegevens ", "naam van de ", "gegevens van de ", "gegevens van ", "de "]
        .iter()
        .filter_map(|it| lower.strip_prefix(it))
        .min_by_key(|it| it.len())
        .unwrap_or(&lower);
    let number = ["partij ", "party "].iter().find_map(|it| word.strip_prefix(it));
    let lettered = number.is_some_and(|it| matches!(it, "a" | "b" | "c" | "1" | "2" | "3"));
    let called = if lettered { letter(word) } else { capitalised(word) };
    (is_role(word) || lettered).then_some(called)
}

/// Whether a label stands before a name.
fn is_name_label(label: &str) -> bool {
    PartyWords::all().names.contains(label.to_lowercase().as_str())
}

/// The name that fills a place of a form.
fn name(value: &str) -> Option<String> {
    if is_blank(value) || value.is_empty() {
        return None;
    }
    let first = value.split([' ', ',', ':']).next().unwrap_or_default().to_lowercase();
    let form = PartyWords::all().labels.contains(first.as_str()) || label_role(value).is_some();
    name_in(value).filter(|it| is_proper(it) && !is_role(it) && !nobody(it) && !form)
}
