//! Parties that a cover or a preamble lists: "among Tern Inc., as Borrower, the Banks listed herein
//! and Kestrel Trust, as Agent", "Party A: …", "tussen Nederland, Aruba en Curaçao".

use super::super::index::window;
use super::form::without_legal_form;
use super::name::{name_before, name_in};
use super::opening::between_cue;
use super::proper::is_proper;
use super::{Found, capitalised, is_role};
use crate::document::{Block, Document, Kind, Zone};
use crate::span::Span;

/// How far into a contract its parties are listed, in blocks and bytes.
const OPENING: (usize, u32) = (60, 12_000);

/// How many blocks a list on a cover may fill.
const COVER: usize = 14;

impl Found {
    /// "Party A: Tern Co., Ltd." and "Party B: …", each in a block of its own or in one.
    pub(super) fn lettered(&mut self, doc: &Document) {
        const LABELS: [[&str; 2]; 6] = [
            ["Party A", "Party B"],
            ["Partij A", "Partij B"],
            ["Partij 1", "Partij 2"],
            ["Party 1", "Party 2"],
            ["PARTY A", "PARTY B"],
            ["PARTIJ A", "PARTIJ B"],
        ];
        let mut found: Vec<(&str, String, Span)> = Vec::new();
        for block in opening(doc) {
            let text = &doc[block.span];
            for label in LABELS.iter().flatten() {
                if found.iter().any(|it| it.0 == *label) {
                    continue;
                }
                let Some(at) = text.find(&format!("{label}:")) else { continue };
                let rest = &text[at + label.len() + 1..];
                let end = LABELS.iter().flatten().filter_map(|it| rest.find(it)).min();
                let rest = &rest[..end.unwrap_or(rest.len())];
                if let Some(name) = name_in(rest).filter(|it| is_proper(it)) {
                    let start = block.span.start as usize + at;
                    found.push((label, name, Span::new(start, start + label.len())));
                }
            }
        }
        if found.len() >= 2 {
            for (label, name, place) in found {
                self.add(Some(name), &[label.to_owned()], place);
            }
        }
    }

    /// "Tern Inc., as Borrower" in the list that follows "among".
    pub(super) fn in_capacities(&mut self, doc: &Document) {
        let Some((list, place)) = cover(doc) else { return };
        let capacities = capacities(&list);
        if capacities.is_empty() {
            return;
        }
        let mut from = 0;
        for (at, end, role) in capacities {
            let item = list.get(from..at).unwrap_or("");
            from = end;
            let name = name_before(item).filter(|it| is_proper(it));
            // "Tern Inc., the Banks listed herein and Kestrel Trust, as Agent".
            if let Some(first) = name_in(item).filter(|it| name.as_ref() != Some(it))
                && without_legal_form(&first).is_some()
            {
                let role = defined_as(doc, &first);
                self.add(Some(first), role.as_slice(), place);
            }
            if let Some(role) = collective(item) {
                self.add(None, &[role], place);
            }
            if name.is_some() {
                self.add(name, &[role], place);
            }
        }
        if let Some(role) = collective(list.get(from..).unwrap_or("")) {
            self.add(None, &[role], place);
        }
    }

    /// "De minister van Landbouw, partij ter ene zijde, en …": a side that nothing else names.
    pub(super) fn on_sides(&mut self, doc: &Document) {
        const SIDES: [&str; 4] =
            ["ter ene zijde", "enerzijds", "on the one hand", "ter andere zijde"];
        for block in opening(doc).take(12) {
            let text = &doc[block.span];
            let Some(at) = SIDES.iter().find_map(|it| text.find(it)) else { continue };
            let Some(name) = name_in(&text[..at]).filter(|it| is_proper(it)) else { continue };
            let first = name.split(' ').next().unwrap_or_default();
            let aliases: Vec<String> =
                [capitalised(first)].into_iter().filter(|it| is_role(it)).collect();
            self.add(Some(name), &aliases, block.span);
            return;
        }
    }

    /// Whoever signs a filing that "the undersigned" make together: no opening names them.
    pub(super) fn filing(&mut self, doc: &Document) {
        let start = window(&doc.text, 0, 1_500).to_lowercase();
        if !start.contains("joint filing") && !start.contains("gezamenlijke melding") {
            return;
        }
        let mut signed: Vec<(String, Span)> = Vec::new();
        for (at, block) in doc.blocks.iter().enumerate() {
            let text = doc[block.span].trim_end();
            let next = doc.blocks.get(at + 1).map_or("", |it| &doc[it.span]);
            let by = text.find(" By:").or_else(|| text.find(" By "));
            let head = match by {
                Some(by) => &text[..by],
                None if next.starts_with("By:") || next.starts_with("By ") => text,
                None => continue,
            };
            let own = !head.starts_with("By") && head.len() <= 80;
            let known = signed.iter().any(|it| it.0 == head);
            if own && !known && is_proper(head) && without_legal_form(head).is_some() {
                let start = block.span.start as usize;
                signed.push((head.to_owned(), Span::new(start, start + head.len())));
            }
        }
        if signed.len() >= 2 {
            for (name, place) in signed {
                self.add(Some(name), &[], place);
            }
        }
    }

    /// "tussen Nederland, Aruba, Curaçao en Sint Maarten" in the title.
    pub(super) fn enumerated(&mut self, doc: &Document) {
        for block in opening(doc).take(5) {
            let text = &doc[block.span];
            let Some(at) = [" tussen ", " between ", " among "]
                .iter()
                .find_map(|it| text.rfind(it).map(|at| at + it.len()))
            else {
                continue;
            };
            let list = text[at..].trim_end_matches(['.', ',', ':', ' ', ')']);
            let Some((rest, last)) = list.rsplit_once(" en ").or(list.rsplit_once(" and ")) else {
                continue;
            };
            let names: Vec<&str> = rest.split(", ").chain([last]).map(str::trim).collect();
            let fits = |it: &&str| {
                it.starts_with(char::is_uppercase) && it.split(' ').count() <= 4 && is_proper(it)
            };
            if (3..=8).contains(&names.len()) && names.iter().all(fits) {
                for name in names {
                    self.add(Some(name.to_owned()), &[], block.span);
                }
                return;
            }
        }
    }
}

fn opening(doc: &Document) -> impl Iterator<Item = &Block> {
    doc.blocks
        .iter()
        .take(OPENING.0)
        .take_while(|it| it.span.start < OPENING.1)
        .filter(|it| it.zone != Zone::Contents)
}

/// What follows "between" or "among" on the cover, as one line, and where it starts.
fn cover(doc: &Document) -> Option<(String, Span)> {
    let mut list: Option<(String, Span)> = None;
    let mut blocks = 0;
    for block in opening(doc) {
        let text = &doc[block.span];
        match &mut list {
            Some((list, _)) => {
                let ends = matches!(block.kind, Kind::Heading(_)) && blocks > 0;
                if ends || blocks == COVER || text.len() > 1_000 {
                    break;
                }
                blocks += 1;
                let joint =
                    matches!(text.trim_matches([',', ' ']), "and" | "And" | "AND" | "en" | "EN");
                let joined = list.ends_with([',', ' ']) || joint || list.ends_with(" and");
                list.push_str(if joined { " " } else { ", " });
                list.push_str(if joint { "and" } else { text });
            }
            None => {
                let lower = text.trim_end_matches([':', ' ', '*']).to_ascii_lowercase();
                let ends = ["between", "among", "tussen"].iter().any(|it| lower.ends_with(it));
                if ends {
                    list = Some((String::new(), block.span));
                } else if let Some(at) = between_cue(text) {
                    list = Some((text.get(at..)?.to_owned(), block.span));
                    blocks = COVER - 1;
                }
            }
        }
    }
    list
}

/// Each "as Borrower": where it starts, where it ends, and the role.
pub(super) fn capacities(list: &str) -> Vec<(usize, usize, String)> {
    // They arrange the loan, and owe nobody anything by it.
    const ARRANGE: [&str; 6] =
        ["Syndication", "Documentation", "Co-", "Arranger", "Managing", "Bookrunner"];
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = list.get(from..).and_then(|it| it.find("as ")).map(|it| from + it) {
        from = at + 3;
        let before = list[..at].chars().next_back();
        if before.is_some_and(|it| !matches!(it, ' ' | ',' | '(')) {
            continue;
        }
        let rest = list[from..].trim_start_matches("the ").trim_start_matches("an ");
        let start = list.len() - rest.len();
        let words: Vec<&str> = rest
            .split(' ')
            .take_while(|it| it.starts_with(char::is_uppercase))
            .take(3)
            .scan(false, |over, it| {
                let word = (!*over).then(|| it.trim_end_matches([',', ';', '.', ')', ':']));
                *over = word.is_some_and(|word| word != it);
                word
            })
            .collect();
        // "as Administrative Agent", and where that is no role, "Agent" alone.
        let role = (1..=words.len()).rev().map(|it| words[..it].join(" ")).find(|it| {
            is_role(it) || it.split(' ').next_back().is_some_and(is_role) && !it.contains("Bank ")
        });
        let Some(role) = role else { continue };
        if !ARRANGE.iter().any(|it| role.contains(it)) {
            from = start + role.len();
            found.push((at, from, role));
        }
    }
    found
}

/// The Banks of "the Banks listed herein", "the Lenders from time to time party hereto".
fn collective(item: &str) -> Option<String> {
    const LISTED: [&str; 8] =
        ["listed", "from time", "party", "parties", "named", "signator", "hereto", "and "];
    let lower = item.to_ascii_lowercase();
    lower.match_indices("the ").find_map(|(at, the)| {
        let rest = item.get(at + the.len()..)?;
        let word = rest.split(|it: char| !it.is_alphanumeric()).next()?;
        let singular = word.strip_suffix(['s', 'S'])?;
        let after = rest.get(word.len()..)?.trim_start().to_ascii_lowercase();
        let listed = LISTED.iter().any(|it| after.starts_with(it));
        (is_role(singular) && listed).then(|| word.to_owned())
    })
}

/// The role that a definition gives to a name: `"Borrower" means Tern Inc., a Delaware corporation`.
fn defined_as(doc: &Document, name: &str) -> Option<String> {
    let sentences = doc.sentences.iter().filter(|it| it.zone == Zone::Definition);
    sentences.take(500).find_map(|it| {
        let text = &doc[it.span];
        let (role, rest) =
            text.split_once(" means ").or_else(|| text.split_once(" shall mean "))?;
        let role = role.trim_matches(|it: char| !it.is_alphanumeric());
        let spaced = rest.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
        (is_role(role) && spaced.starts_with(name)).then(|| role.to_owned())
    })
}
