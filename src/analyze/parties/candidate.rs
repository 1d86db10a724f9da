//! Who begins in the words before a name to be called by: behind an "and", a comma or a line, by a
//! name or by what stands where one is still to come.

use super::super::index::window;
use super::form::without_legal_form;
use super::listing::capacities;
use super::name::{is_blank, name_in};
use super::proper::{is_proper, is_public_body};
use super::{has_any, is_role};
use crate::language::PartyWords;

/// How many bytes are looked at for one name and what is said of it.
const NAMED: usize = 400;

/// Who may be a party: where the words about it start, and its name.
pub(super) struct Candidate {
    pub(super) name: Option<String>,
    /// What it does in this contract: "as Administrative Agent".
    pub(super) role: Option<String>,
    pub(super) at: usize,
    /// Whether its name shows that it is one, also where nothing else is said of it.
    pub(super) sure: bool,
}

/// What sets one party apart from the next.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    Word,
    Line,
    Comma,
}

/// Who begins in the words before a name to be called by.
pub(super) fn candidates(described: &str, offset: usize, found: &mut Vec<Candidate>) {
    let words = PartyWords::all();
    let mut direct_taken = false;
    for (start, joint) in joints(described, offset == 0) {
        let head = &described[..start];
        let direct = !direct_taken
            && head
                .split(|it: char| !it.is_alphanumeric())
                .all(|it| it.is_empty() || words.sides.contains(it.to_lowercase().as_str()));
        let chunk = unnumbered(window(described, start, start + NAMED));
        let name = name_in(chunk).filter(|it| is_proper(it) && chunk_starts_with(chunk, it));
        let blank = is_blank(chunk.get(..chunk.len().min(40)).unwrap_or_default())
            || chunk.starts_with(BLANKS);
        // A blank behind a comma is that of an address.
        let open = name.as_ref().is_some_and(|it| it.starts_with(BLANKS));
        let owned = joint == Joint::Comma && (open || is_owner(head));
        let sure = !owned && name.as_ref().is_some_and(|name| is_sure(name, chunk, head));
        // Only a line that is about somebody begins with a name.
        let ends = name.as_ref().is_some_and(|it| {
            let rest = chunk.find(it.as_str()).and_then(|at| chunk.get(at + it.len()..));
            rest.is_some_and(|it| it.trim().is_empty())
        });
        let whole = ends && name.as_ref().is_some_and(|it| it.contains(' '));
        let weak = direct
            && match joint {
                Joint::Word => true,
                Joint::Line => ends,
                Joint::Comma => whole,
            };
        if let Some(name) = name.filter(|_| sure || weak) {
            let at = described[start..].find(name.as_str()).unwrap_or(0);
            direct_taken |= direct;
            // "Tern, Inc." is met again behind its comma, a part of a name behind its "and".
            let part = found.last().is_some_and(|it| {
                let end = it.at + it.name.as_ref().map_or(0, String::len);
                offset + start + at < end
            });
            let behind = described.get(start + at + name.len()..).unwrap_or_default();
            let capacity = capacity(behind);
            if !part && capacity != Some(None) {
                let role = capacity.flatten();
                found.push(Candidate { name: Some(name), role, at: offset + start + at, sure });
            }
        } else if joint == Joint::Word
            && (direct && chunk.len() > 3 || is_somebody(chunk) || chunk.starts_with(BLANKS))
            || direct && joint == Joint::Line && blank
            || direct && joint == Joint::Comma && is_group(chunk)
        {
            found.push(Candidate { name: None, role: None, at: offset + start, sure: false });
        }
    }
    // Whoever has neither a name nor a place for one waits only for the name that comes next.
    let last = found.len().saturating_sub(1);
    let mut at = 0;
    found.retain(|it| {
        at += 1;
        it.name.is_some() || at > last
    });
}

/// Whether a chunk is about somebody without a name: "the individual named on the cover".
fn is_somebody(chunk: &str) -> bool {
    let mut words = chunk.split([' ', '\n', ',']).filter(|it| !it.is_empty());
    let article = words.next().is_some_and(|it| ["the", "each", "any", "de"].contains(&it));
    article && words.next().is_some_and(|it| PartyWords::all().somebody.contains(it))
}

/// Whether a chunk is about some of many: "the banks listed herein".
fn is_group(chunk: &str) -> bool {
    ["the ", "each of the ", "certain ", "each "].iter().any(|it| chunk.starts_with(it))
}

/// Where a party may begin.
fn joints(text: &str, first: bool) -> Vec<(usize, Joint)> {
    let mut found = Vec::new();
    if first {
        found.push((0, Joint::Word));
    }
    let mut depth = 0_u32;
    let mut word = None;
    for (at, char) in text.char_indices().chain([(text.len(), ' ')]) {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '\n' => depth = 0,
            _ => {}
        }
        if char.is_alphanumeric() {
            word.get_or_insert(at);
            continue;
        }
        let ended = word.take().and_then(|it| text.get(it..at)).unwrap_or_default();
        if depth > 0 {
            continue;
        }
        let with = ended == "with" && text[..at].ends_with("agreement with");
        if with || ["and", "en"].iter().any(|it| ended.eq_ignore_ascii_case(it)) {
            found.push((at, Joint::Word));
        }
        match char {
            '\n' => found.push((at + 1, Joint::Line)),
            ';' => found.push((at + 1, Joint::Word)),
            ',' => found.push((at + 1, Joint::Comma)),
            _ => {}
        }
    }
    found
}

/// What stands where a name is still to come.
const BLANKS: [char; 6] = ['{', '[', '_', '<', '•', '●'];

/// Whether what ends here is the name of who owns a party: "a division of Reed, Moss & Vale, Inc."
fn is_owner(head: &str) -> bool {
    let head = head.trim_end_matches(',');
    let last = &head[head.rfind([',', '(', ')', '\n']).unwrap_or(0)..];
    let owners = ["ivision of ", "ubsidiary of ", "ffiliate of ", "part of ", "unit of "];
    has_any(last, &owners)
}

/// Whether a name shows that somebody is named: by a legal form, or by what is said of it.
fn is_sure(name: &str, chunk: &str, head: &str) -> bool {
    if without_legal_form(name).is_some() || is_public_body(name) {
        return true;
    }
    // "as the Swing Bank and the Letter Bank" says what somebody does.
    let clause = head.rfind(['(', ')', '\n']).map_or(head, |it| &head[it..]);
    if is_organisation(name) && !clause.contains(" as ") {
        return true;
    }
    if is_role(name) {
        let behind = chunk.find(name).and_then(|it| chunk.get(it + name.len()..));
        let ends =
            |it: &str| it.is_empty() || it.starts_with([',', ';']) || it.starts_with(" and ");
        return chunk.starts_with("the ") && behind.is_some_and(ends) && !clause.contains(" as ");
    }
    if name.starts_with(['{', '[', '<']) {
        return !is_place(name);
    }
    let Some(rest) = chunk.find(name).and_then(|it| chunk.get(it + name.len()..)) else {
        return false;
    };
    // "under the laws of England and Wales, with an office at Ely" names a place.
    let near = head.rfind(',').map_or(head, |it| &head[it..]);
    let place = ["laws of", "law of", "located", "office", "gevestigd"];
    let said = [
        ", a ",
        ", an ",
        ", whose ",
        ", residing",
        ", individually",
        ", wonende",
        ", geboren",
        ", doing business",
        " d/b/a",
    ];
    name.contains(' ') && !has_any(near, &place) && said.iter().any(|it| rest.starts_with(it))
}

/// Whether a blank is that of an address or a number: "<adres>".
fn is_place(blank: &str) -> bool {
    has_any(&blank.to_lowercase(), &PartyWords::all().places)
}

/// Whether the last word of a name is that of a company or body: "Kestrel Assurance Company".
fn is_organisation(name: &str) -> bool {
    let last = name.rsplit([' ', ',']).next().unwrap_or_default().to_lowercase();
    // "Kestrel Bank, National Association" is one.
    let form = name.eq_ignore_ascii_case("national association");
    name.contains(' ') && PartyWords::all().organisations.contains(last.as_str()) && !form
}

/// Whether a chunk begins with a name, but for articles and what people are addressed by.
fn chunk_starts_with(chunk: &str, name: &str) -> bool {
    chunk.find(name).is_some_and(|at| at <= 120)
}

/// A chunk without the number or letter of its item: "(ii) Tern Inc.", "2. Tern Inc.", "& Tern".
pub(super) fn unnumbered(chunk: &str) -> &str {
    let mut rest =
        chunk.trim_start_matches([' ', ',', ':', '\n', '*', '_', '-', '–', '&', '.', ';']);
    // "sub 1: Ann Lee".
    if let Some((number, after)) =
        rest.strip_prefix("sub ").and_then(|it| it.split_once([':', ' ']))
        && (1..=2).contains(&number.len())
    {
        rest = after.trim_start();
    }
    if let Some((number, after)) = rest.split_once([')', '.'])
        && let number = number.trim_start_matches('(')
        && number.len() <= 3
        && (number.bytes().all(|it| it.is_ascii_digit() || b"ivxabcdABCD".contains(&it))
            || number.len() == 1 && number.bytes().all(|it| it.is_ascii_lowercase()))
        && !number.is_empty()
    {
        rest = after.trim_start_matches([' ', ')']);
    }
    rest
}

/// The role in ", as Administrative Agent" right behind a name; none where it says that the name
/// is of somebody who only arranges.
fn capacity(behind: &str) -> Option<Option<String>> {
    const BEFORE: [&str; 6] = [
        ", as ",
        " as ",
        ", not individually but solely as ",
        ", not in its individual capacity but solely as ",
        ", solely as ",
        ", acting as ",
    ];
    let rest = BEFORE.iter().find_map(|it| behind.strip_prefix(it))?;
    let end = rest.find([',', ';', '(', '\n']).unwrap_or(rest.len());
    let phrase = &behind[..behind.len() - rest.len() + end];
    let role = capacities(phrase).into_iter().next().map(|it| it.2);
    let arranges = ["Arranger", "Bookrunner", "Syndication", "Managing", "Documentation"];
    match role {
        Some(role) => Some(Some(role)),
        None if has_any(phrase, &arranges) => Some(None),
        None => None,
    }
}
