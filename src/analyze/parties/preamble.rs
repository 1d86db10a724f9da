//! The words that say between whom a contract is, read as a list: "between Tern Inc., a Delaware
//! corporation (“Tern”), and the Growers named in Annex 1 (the “Growers”)".
//!
//! What stands before a name to be called by describes whoever it is for; the next party begins
//! behind an "and", a semicolon or a line. Where no such list is found, `opening` looks on.

use super::candidate::{Candidate, candidates, unnumbered};
use super::form::without_legal_form;
use super::introduction::{Introduction, every_introduction};
use super::name::name_in;
use super::proper::is_taken_from;
use super::{Found, is_role, nobody};
use crate::document::{Document, Zone};
use crate::language::PartyWords;
use crate::span::Span;
use aho_corasick::{AhoCorasick, AhoCorasickKind::ContiguousNFA};
use std::sync::LazyLock;

/// How far into a contract the list begins, in blocks and bytes, and how long it may be.
const OPENING: (usize, u32, usize) = (120, 24_000, 6_000);

/// How many places that say "between" are tried.
const TRIES: usize = 12;

/// How far from the start of who has no name the name to call it by may stand, in bytes.
const FAR: usize = 600;

/// What stands behind the last party.
static STOPPED: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let stops = &PartyWords::all().stops;
    AhoCorasick::builder().kind(Some(ContiguousNFA)).build(stops).ok()
});

/// Somebody of the list.
#[derive(Debug)]
struct Item {
    name: Option<String>,
    aliases: Vec<String>,
    place: Span,
}

impl Found {
    /// Parties that stand behind "between", each with a name to call it by; whether there were any.
    pub(super) fn between_whom(&mut self, doc: &Document) -> bool {
        let mut best: Option<(usize, Vec<Item>)> = None;
        let mut tries = 0;
        let mut over = false;
        for block in doc.blocks.iter().take(OPENING.0) {
            let found = best.as_ref().is_some_and(|it| it.0 >= 2);
            if over || found || block.span.start > OPENING.1 || tries >= TRIES {
                break;
            }
            if matches!(block.zone, Zone::Contents | Zone::Furniture | Zone::Definition) {
                continue;
            }
            let text = &doc[block.span];
            let reasons =
                ["WHEREAS", "Whereas", "WITNESSETH"].iter().filter_map(|it| text.find(it)).min();
            over = reasons.is_some();
            let before = &text[..reasons.unwrap_or(text.len())];
            let mut places = cues(before);
            places.extend(confirming(before));
            for at in places {
                tries += 1;
                let start = block.span.start as usize + at;
                let items = items(window(&doc.text, start), start);
                let aliased = items.iter().filter(|it| !it.aliases.is_empty()).count();
                // The first of those with a name to call each by: a cover gives none, and further
                // on other contracts are named.
                if aliased >= 1
                    && items.len() >= 2
                    && best.as_ref().is_none_or(|it| it.0 < 2 && aliased > it.0)
                {
                    best = Some((aliased, items));
                }
            }
        }
        let Some((_, items)) = best else { return false };
        for item in items {
            self.put(item.name, &item.aliases, item.place);
        }
        true
    }

    /// Roles that stand behind "between" where no name does: "is between the Company, the
    /// Investors and the Founders"; whether there were any.
    pub(super) fn between_roles(&mut self, doc: &Document) -> bool {
        for block in doc.blocks.iter().take(40).take_while(|it| it.span.start < 8_000) {
            if matches!(block.zone, Zone::Contents | Zone::Furniture) {
                continue;
            }
            let text = &doc[block.span];
            for at in cues(text) {
                let rest = text[at..].trim_start();
                let start = block.span.start as usize + (text.len() - rest.len());
                let roles = roles(rest);
                if roles.len() >= 2 {
                    for (role, at) in roles {
                        let place = Span::new(start + at, start + at + role.len());
                        self.put(None, &[role], place);
                    }
                    return true;
                }
            }
        }
        false
    }
}

/// The roles in "the Company, the Investors and the Founders.", if that is all there is.
fn roles(text: &str) -> Vec<(String, usize)> {
    let end = text.find(['.', ';', ':', '(', '\n']).unwrap_or(text.len());
    let list = &text[..end];
    let mut found = Vec::new();
    let mut at = 0;
    for part in list.split(", ").flat_map(|it| it.split(" and ")) {
        let Some(offset) = list[at..].find(part).map(|it| at + it) else { return Vec::new() };
        at = offset + part.len();
        let bare = part.trim().trim_start_matches("and ");
        let Some(role) = bare.strip_prefix("the ").or_else(|| bare.strip_prefix("de ")) else {
            return Vec::new();
        };
        let role = role.trim_end();
        let known = is_role(role.rsplit(' ').next().unwrap_or_default()) || found.len() >= 2;
        if !known || !role.split(' ').all(|it| it.starts_with(char::is_uppercase)) {
            return Vec::new();
        }
        let from = offset + part.find(role).unwrap_or(0);
        found.push((role.to_owned(), from));
    }
    found
}

/// Where the words behind each "between" start.
fn cues(text: &str) -> Vec<usize> {
    let lower = text.to_ascii_lowercase();
    let whole = |at: usize, end: usize| {
        let free = |it: Option<char>| it.is_none_or(|it| !it.is_alphanumeric());
        free(lower[..at].chars().next_back()) && free(lower[end..].chars().next())
    };
    let mut found: Vec<usize> = PartyWords::all()
        .between
        .iter()
        .flat_map(|cue| lower.match_indices(cue).map(|it| (it.0, it.0 + cue.len())))
        .filter(|it| whole(it.0, it.1) && !is_example(&lower[..it.0]))
        .map(|it| it.1)
        .collect();
    found.sort_unstable();
    found
}

/// Whether what follows is told as an example: "for example, “Agreement between Tern Inc. and …”".
pub(super) fn is_example(before: &str) -> bool {
    let sentence = before[before.rfind(". ").unwrap_or(0)..].to_lowercase();
    ["for example", "e.g.", "bijvoorbeeld"].iter().any(|it| sentence.contains(it))
}

/// Where a letter begins in which two confirm what they agree: "Tern Inc. (“Tern”) hereby confirms
/// its agreement with Kestrel Ltd (“Kestrel”)".
fn confirming(text: &str) -> Option<usize> {
    let told = ["agreement with ", "agrees with ", "has agreed that ", "agreed with "];
    let at = told.iter().filter_map(|it| text.find(it)).min()?;
    let before = &text[..at];
    let named = before.contains(['“', '"']) && before.contains('(');
    (named && before.len() <= 900).then_some(0)
}

/// The text from `start` to where the list must be over.
fn window(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let mut end = rest.len().min(OPENING.2);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let rest = &rest[..end];
    let stop = STOPPED.iter().find_map(|it| it.find(rest)).map_or(end, |it| it.start());
    // "between Tern and Kestrel" on the cover goes before the sentence that says it again.
    let again = [" between ", " among ", " tussen "].iter().filter_map(|it| rest.find(it)).min();
    &rest[..again.unwrap_or(stop).min(stop)]
}

/// Whether the words behind "between" begin with somebody: "tussen partijen" names nobody.
fn begins(text: &str) -> bool {
    let bare = unnumbered(text);
    let mut words = bare.split([' ', '\n', ',', ':']).filter(|it| !it.is_empty());
    let article = ["the", "each", "a", "an", "de", "het", "een"];
    let first = words.next().unwrap_or_default();
    let everybody = |it: &str| {
        ["parties", "partijen", "the", "de"].contains(&it.to_lowercase().as_str()) || it == "us"
    };
    if article.contains(&first.to_lowercase().as_str()) {
        return words.next().is_some_and(|it| !everybody(it));
    }
    !everybody(first)
        && first.starts_with(|it: char| {
            it.is_uppercase() || it.is_ascii_digit() || "[{<_\"“('".contains(it) || it == '•'
        })
        || without_legal_form(&name_in(bare).unwrap_or_default()).is_some()
}

/// The parties in the words behind "between", which start at byte `base`.
fn items(text: &str, base: usize) -> Vec<Item> {
    if !begins(text) {
        return Vec::new();
    }
    let mut found: Vec<Item> = Vec::new();
    let mut waiting: Vec<Candidate> = Vec::new();
    let mut from = 0;
    let mut over = false;
    // Without a name to call anybody by it is no such list.
    let introductions = every_introduction(text);
    if introductions.is_empty() {
        return Vec::new();
    }
    for introduction in introductions {
        if introduction.cue < from {
            continue;
        }
        let described = &text[from..introduction.cue];
        let known = found.len() + waiting.len();
        if known > 0
            && let Some(end) = sentence_end(described)
        {
            candidates(&described[..end], from, &mut waiting);
            over = true;
            break;
        }
        // "… for the purpose of helping Users" is said when all have been named.
        over =
            found.len() >= 2 && PartyWords::all().purposes.iter().any(|it| described.contains(it));
        if over {
            break;
        }
        let before = waiting.len();
        candidates(described, from, &mut waiting);
        let name = waiting.last().and_then(|it| it.name.clone());
        let fits = introduction.aliases.iter().any(|it| is_role(it))
            || name.is_some_and(|it| is_taken_from(&it, &introduction.aliases));
        if introduction.in_passing && !fits {
            waiting.truncate(before);
            continue;
        }
        from = introduction.end;
        // "… made as of 3 May (the “Agreement”)" is said when all have been named.
        over = found.len() >= 2 && introduction.aliases.iter().any(|it| is_document(it));
        if over {
            break;
        }
        let opening = &text[introduction.cue..];
        let each = opening.starts_with("(each") || opening.starts_with("(individually");
        let together = introduction.together || each;
        // "Tern Inc. and Kestrel Ltd (each a “Member”)", and nobody else: two parties.
        if each && found.is_empty() && waiting.len() >= 2 && waiting.iter().all(|it| it.sure) {
            found.extend(waiting.drain(..).filter_map(|it| named(it, base)));
            continue;
        }
        introduce(Introduction { together, ..introduction }, base, &mut waiting, &mut found);
    }
    if !over && from > 0 {
        let rest = &text[from..];
        candidates(&rest[..sentence_end(rest).unwrap_or(rest.len())], from, &mut waiting);
    }
    if !found.is_empty() {
        found.extend(waiting.drain(..).filter(|it| it.sure).filter_map(|it| item(it, base)));
    }
    found
}

/// Whether a name is that of the contract itself.
fn is_document(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["agreement", "contract", "addendum", "amendment", "overeenkomst", "convenant"]
        .iter()
        .any(|it| lower.ends_with(it))
}

/// Gives a name to call it by to whoever waits for one.
fn introduce(
    introduction: Introduction,
    base: usize,
    waiting: &mut Vec<Candidate>,
    found: &mut Vec<Item>,
) {
    let (start, end) = introduction.alias;
    let place = Span::new(base + start, base + end);
    let aliases = introduction.aliases;
    // A few names of things can be those of a body as well.
    let body = ["affiliate", "affiliates", "fund", "funds", "registrant", "trust", "trustees"];
    let thing = aliases.iter().all(|it| nobody(it));
    let bodies = aliases.iter().all(|it| body.contains(&it.to_lowercase().as_str()));
    if aliases.is_empty() || thing && !bodies {
        return;
    }
    if introduction.together {
        // "Tern Inc. and Kestrel Ltd (together the “Sellers”)" are one side; behind parties that
        // have their own names it is no new one.
        let names: Vec<String> = waiting.iter().filter_map(|it| it.name.clone()).collect();
        if waiting.is_empty() {
            return;
        }
        waiting.clear();
        let mut names = names.into_iter();
        let name = names.next();
        found.push(Item { name, aliases: aliases.into_iter().chain(names).collect(), place });
        return;
    }
    match waiting.pop() {
        // Nobody waits so long for a name.
        Some(last) if start > last.at + FAR && !last.sure => {}
        Some(last) => {
            found.extend(waiting.drain(..).filter(|it| it.sure).filter_map(|it| item(it, base)));
            if thing && !last.sure {
                return;
            }
            // "the Company (the “Seller”)" has two names and both are roles.
            let (name, role) = match last.name {
                Some(name) if is_role(&name) => (None, Some(name)),
                name => (name, None),
            };
            found.push(Item { name, aliases: aliases.into_iter().chain(role).collect(), place });
        }
        None => {
            // "Kestrel Ltd (“KL”), a Beijing company (the “Sponsor”)" is one party.
            if let Some(item) = found.last_mut().filter(|_| aliases.iter().any(|it| is_role(it))) {
                let own = item.aliases.iter().any(|it| is_role(it));
                item.aliases.extend(aliases.into_iter().filter(|_| !own));
            }
        }
    }
}

/// Somebody who goes by a name of their own.
fn named(candidate: Candidate, base: usize) -> Option<Item> {
    let name = candidate.name.as_deref()?;
    let short = without_legal_form(name).unwrap_or(name).to_owned();
    let mut item = item(candidate, base)?;
    item.aliases.push(short);
    Some(item)
}

fn item(candidate: Candidate, base: usize) -> Option<Item> {
    let name = candidate.name?;
    let start = base + candidate.at;
    let place = Span::new(start, start + name.len());
    match is_role(&name) {
        true => Some(Item { name: None, aliases: vec![name], place }),
        false => {
            Some(Item { name: Some(name), aliases: candidate.role.into_iter().collect(), place })
        }
    }
}

/// Where the sentence ends, if that is before the end of the text: the list is over then.
fn sentence_end(text: &str) -> Option<usize> {
    text.match_indices('.').map(|it| it.0).find(|&at| {
        let mut after = text[at + 1..].chars();
        let spaced = after.next().is_some_and(|it| it == ' ' || it == '\n');
        let rest = text[at + 1..].trim_start();
        // Behind "Hong Kong. AND: Kestrel Ltd" it goes on.
        let joint = rest.get(..3).is_some_and(|it| it.eq_ignore_ascii_case("and"));
        let word = text[..at].rsplit(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
        // "Ave.", "Inc." and "Blvd." end no sentence.
        let whole = word.is_empty() || word.chars().count() >= 5;
        spaced && rest.starts_with(char::is_uppercase) && !joint && whole
    })
}
