//! The parties between the words that open a list of who agrees and those that close it: "De
//! ondergetekenden: de maatschap Lensink, als pachter; en … verklaren".
//!
//! Whoever stands there is a party, also without a name to call it by.

use super::super::index::window;
use super::candidate::unnumbered;
use super::form::without_legal_form;
use super::introduction::every_introduction;
use super::member::person;
use super::name::{is_blank, named};
use super::proper::{is_public_body, is_taken_from};
use super::{Found, MOST, Speaker, capitalised, has_any, is_role, nobody};
use crate::document::{Block, Document, Kind, Zone};
use crate::language::PartyWords;
use crate::span::Span;

/// How far into a contract the list begins, in blocks and bytes.
const OPENING: (usize, u32) = (40, 10_000);

/// How long it may be, in blocks and bytes.
const LENGTH: (usize, u32) = (40, 6_000);

/// How long a block of it may be, in bytes.
const LONGEST: usize = 4_000;

/// How many places that may open the list are tried.
const TRIES: usize = 6;

/// Somebody of the list.
pub(super) struct Item {
    name: Option<String>,
    aliases: Vec<String>,
    /// Whether more than a capital says that it is somebody.
    sure: bool,
    /// Whether words say that it is called so, or it is a role.
    told: bool,
    place: Span,
}

impl Found {
    /// Parties that stand between "de ondergetekenden" and "komen overeen", each with a name to
    /// call it by; whether there were any.
    pub(super) fn framed(&mut self, items: &[Item]) -> bool {
        let called = items.iter().filter(|it| !it.aliases.is_empty()).count();
        let fits = items.len() >= 2 && called * 2 >= items.len();
        if fits {
            self.listed(items);
        }
        fits
    }

    /// Those who stand there without one, where nobody else was found.
    pub(super) fn framed_by_name(&mut self, items: &[Item]) {
        if self.parties.len() < 2 && items.len() >= 2 {
            self.parties.clear();
            self.listed(items);
        }
    }

    fn listed(&mut self, items: &[Item]) {
        for item in items {
            self.put(item.name.clone(), &item.aliases, item.place);
        }
    }
}

/// Who stands between the words that open a list of who agrees and those that close it: of the
/// first lists the one that gives most of them a name to call them by.
pub(super) fn frame(doc: &Document, speaker: Speaker) -> Vec<Item> {
    let end = doc.blocks.len().min(OPENING.0);
    let blocks = doc.blocks[..end].iter().enumerate();
    let opened = blocks
        .take_while(|it| it.1.span.start < OPENING.1)
        .filter(|it| !is_beside(it.1))
        .filter_map(|(at, block)| Some((at, opens(&doc[block.span])?)));
    let lists = opened.take(TRIES).map(|(at, offset)| items(doc, at, offset));
    let mut lists = lists.filter(|it| (2..=MOST).contains(&it.len()));
    let Some(mut best) = lists.next() else {
        // Where one speaks to its reader, the text begins with what it is about.
        return if speaker == Speaker::Together { unopened(doc) } else { Vec::new() };
    };
    let called = |it: &[Item]| it.iter().filter(|it| !it.aliases.is_empty()).count();
    for list in lists {
        if called(&best) * 2 < best.len() && called(&list) > called(&best) {
            best = list;
        }
    }
    best
}

/// How far into a contract a list that no words open must be over, in blocks.
const UNOPENED: usize = 20;

/// A list that no words open: from behind the title to "komen overeen", or items that each say what
/// they will call somebody: "De Vijzel (hierna: de apotheek)".
fn unopened(doc: &Document) -> Vec<Item> {
    let blocks = &doc.blocks[..doc.blocks.len().min(UNOPENED)];
    let first = blocks.iter().position(|it| !is_beside(it) && !matches!(it.kind, Kind::Heading(_)));
    let Some(first) = first else { return Vec::new() };
    let closed = blocks[first..].iter().position(|it| {
        let text = &doc[it.span];
        text.len() <= 400 && closes(text).is_some()
    });
    if closed.is_some() {
        let found = items(doc, first, 0);
        if (2..=MOST).contains(&found.len()) && found.iter().all(|it| it.told) {
            return found;
        }
    }
    let mut run: Vec<Item> = Vec::new();
    for block in blocks.iter().filter(|it| !is_beside(it)) {
        let text = &doc[block.span];
        let own = (text.len() <= 300 && is_called(text))
            .then(|| item(text, block.span.start as usize))
            .flatten();
        match own.filter(|it| it.told && it.name.is_some()) {
            Some(item) => run.push(item),
            None if run.len() >= 2 => break,
            None if is_joint(text.trim()) => {}
            None => run.clear(),
        }
    }
    if run.len() >= 2 { run } else { Vec::new() }
}

/// Whether a block is no part of the running text.
fn is_beside(block: &Block) -> bool {
    matches!(block.zone, Zone::Contents | Zone::Furniture)
}

/// Where behind the words that open the list it begins, if a block has them.
fn opens(text: &str) -> Option<usize> {
    let words = &PartyWords::all().opens;
    let start = text.len() - text.trim_start_matches(|it: char| !it.is_alphabetic()).len();
    let bare = text[start..].trim_end_matches(|it: char| !it.is_alphabetic());
    if bare.len() <= 80 && words.contains(bare.to_lowercase().as_str()) {
        return Some(text.len());
    }
    // "Dit contract is gesloten tussen:" and "De partijen bij dit protocol zijn:".
    let lower = window(text, text.len().saturating_sub(120), text.len());
    let lower = lower.trim_end_matches([':', ' ', '*', '_']).to_lowercase();
    let all = has_any(&lower, &["partijen", "parties"]) && text.ends_with(':');
    if [" tussen", " between", " among", " aangegaan door"].iter().any(|it| lower.ends_with(it))
        || all && [" zijn", " are"].iter().any(|it| lower.ends_with(it))
    {
        return Some(text.len());
    }
    // "De ondergetekenden, de heer …".
    let head = window(text, start, start + 40).to_lowercase();
    let word = words.iter().filter(|it| head.starts_with(**it)).max_by_key(|it| it.len())?;
    let rest = text.get(start + word.len()..)?;
    let between = ["tussen", "between"].contains(word) && rest.starts_with(' ');
    (between || rest.starts_with([',', ':', '\n'])).then_some(start + word.len())
}

/// Where words that close the list stand in a block.
fn closes(text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    // Letters whose small form is longer would move all places.
    if lower.len() != text.len() {
        return None;
    }
    let stands = |at: usize, word: &str| {
        let before = lower[..at].trim_end_matches(|it: char| !it.is_alphanumeric());
        let between = &lower[before.len()..at];
        let own = before.is_empty() || between.contains([',', ';', ')', '"', '”', '\'', '’', '\n']);
        let behind = lower[at + word.len()..].chars().next();
        own && behind.is_none_or(|it| !it.is_alphanumeric())
    };
    let words = PartyWords::all().closes.iter();
    words
        .flat_map(|it| lower.match_indices(it))
        .filter(|it| stands(it.0, it.1))
        .map(|it| it.0)
        .min()
}

/// The parties that stand from byte `offset` of block `at` to where the list is closed.
fn items(doc: &Document, at: usize, offset: usize) -> Vec<Item> {
    let first = doc.blocks[at].span.start;
    let blocks = doc.blocks[at..].iter().take(LENGTH.0);
    let blocks: Vec<&Block> = blocks.take_while(|it| it.span.start < first + LENGTH.1).collect();
    let begin = |number: usize| if number == 0 { offset } else { 0 };
    let closed = blocks.iter().enumerate().find_map(|(number, block)| {
        let text = &doc[block.span];
        let text = window(text, begin(number), begin(number) + LONGEST);
        Some((number, begin(number) + closes(text)?))
    });
    // Without such words a heading ends the list, and who stands in it must have a name to go by.
    let (last, end) = closed.unwrap_or_else(|| {
        let over = |it: &&Block| {
            matches!(it.kind, Kind::Heading(_)) || it.clause.is_some() && it.zone == Zone::Operative
        };
        let from = 1 + usize::from(blocks.get(1).is_some_and(over));
        let over = blocks.iter().skip(from).position(over);
        (over.map_or(0, |it| it + from), 0)
    });
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut joint = true;
    let mut clause = blocks[0].clause;
    for (number, block) in blocks.iter().enumerate().take(last + 1).filter(|it| !is_beside(it.1)) {
        let (start, text) = (block.span.start as usize, &doc[block.span]);
        // Behind all who agree a heading opens what they say.
        let heads = matches!(block.kind, Kind::Heading(_)) && places.len() >= 2 && !joint;
        if heads && !is_joint(text) && item(text, start).is_none_or(|it| !it.sure) {
            break;
        }
        let stop = if number == last { end } else { text.len() };
        // A block that goes on and on lists nobody.
        if stop > begin(number) + LONGEST {
            return Vec::new();
        }
        let next = block.clause.is_some() && block.clause != clause;
        let numbered = next || matches!(block.kind, Kind::Item(_));
        clause = block.clause;
        for (from, to) in segments(text, begin(number), stop) {
            let words = text[from..to].trim_start_matches(|it: char| !it.is_alphanumeric());
            if is_joint(words.trim_end_matches(|it: char| !it.is_alphanumeric())) {
                joint = true;
                continue;
            }
            if words.is_empty() && !is_blank(&text[from..to]) {
                continue;
            }
            let first = words.split([' ', '\n']).next().unwrap_or_default();
            let split = from > begin(number) && is_joint(first);
            let fresh =
                joint || split || numbered && from == begin(number) || labelled(words).is_some();
            // "…, hierna de school," on one line and "…, hierna de student," on the next.
            let called = |open: &(usize, usize)| {
                is_called(&doc.text[open.0..open.1]) && is_called(&text[from..to])
            };
            match places.last_mut() {
                Some(open) if !fresh && !called(open) => open.1 = start + to,
                _ => places.push((start + from, start + to)),
            }
            joint = ends_in_joint(&text[from..to]);
        }
    }
    let all_people = || people(doc, blocks.get(usize::from(offset > 0)..last).unwrap_or_default());
    if places.len() < 2 && closed.is_some() {
        return all_people();
    }
    // What names nobody goes on about who came before.
    let mut whole: Vec<(usize, usize)> = Vec::new();
    for (start, end) in places {
        match whole.last_mut() {
            Some(open) if item(&doc.text[start..end], start).is_none() => open.1 = end,
            _ => whole.push((start, end)),
        }
    }
    let items = whole.into_iter().filter_map(|(start, end)| item(&doc.text[start..end], start));
    let known = |name: &String| without_legal_form(name).is_some() || is_public_body(name);
    let named = |it: &Item| !it.aliases.is_empty() || it.name.as_ref().is_some_and(known);
    items.filter(|it| it.sure && (closed.is_some() || named(it))).collect()
}

/// Whether a text says what it will call somebody.
fn is_called(text: &str) -> bool {
    every_introduction(text).iter().any(|it| it.announced && !it.together)
}

/// The people of a list that gives each a line and nothing else.
fn people(doc: &Document, blocks: &[&Block]) -> Vec<Item> {
    let named = |block: &&Block| {
        let text = doc[block.span].trim();
        let (skip, name) = person(text)?;
        let whole = skip == 0 && name.len() + 3 >= text.len();
        whole.then(|| (name.to_owned(), block.span))
    };
    let all: Option<Vec<(String, Span)>> = blocks.iter().map(named).collect();
    let all = all.unwrap_or_default().into_iter();
    all.map(|(name, place)| Item {
        name: Some(name),
        aliases: Vec::new(),
        sure: true,
        told: false,
        place,
    })
    .collect()
}

/// The parts of a block from `from` to `to`: a semicolon, and an "en" behind a comma or bracket,
/// stand between two parties.
fn segments(text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = from;
    let Some(part) = text.get(from..to) else { return found };
    let mut depth = 0_u32;
    for (at, char) in part.char_indices() {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let at = from + at;
        // "geboren te Ede; “Werknemer”" goes on.
        let named = text[at + char.len_utf8()..].trim_start().starts_with(['"', '“', '\'', '‘']);
        if char == ';' && !named {
            found.push((start, at + 1));
            start = at + 1;
        }
        let rest = text.get(at..to).unwrap_or_default();
        let joint = [" en ", " and ", "\nen ", "\nand ", " EN ", " AND ", " en\n", " and\n"]
            .iter()
            .any(|it| rest.starts_with(it));
        let before = text.get(start..at).unwrap_or_default().trim_end();
        let marked = before.ends_with([')', ',', '"', '”', '’', '\'', ']']);
        if joint && marked && may_begin(rest) {
            found.push((start, at));
            start = at;
        }
    }
    if start < to {
        found.push((start, to));
    }
    found
}

/// Whether somebody may begin behind an "en": a name, with what it is before it, or an article.
fn may_begin(text: &str) -> bool {
    let party_words = PartyWords::all();
    let mut words = text.split([' ', '\n']).filter(|it| !it.is_empty()).skip(1);
    let capital = |it: &str| it.starts_with(|it: char| !it.is_lowercase());
    let first = words.next().unwrap_or_default();
    capital(first)
        || party_words.before_names.contains(first.trim_end_matches('.'))
        || party_words.bodies.contains(first)
        || words.next().is_some_and(|it| it.starts_with(char::is_uppercase))
}

/// Whether words do no more than set two parties apart.
fn is_joint(words: &str) -> bool {
    words.len() <= 20 && PartyWords::all().apart.contains(words.to_lowercase().as_str())
}

/// Whether a part ends in what sets it apart from the next.
fn ends_in_joint(text: &str) -> bool {
    let bare = text.trim_end_matches([' ', '\n', ',', ':']);
    let last = bare.rsplit([' ', '\n']).next().unwrap_or_default();
    bare.ends_with(';') || is_joint(last)
}

/// The words before a colon that say as what somebody agrees, and what stands behind it: "de
/// coach: …", "Verkoper(s): …", "Naam docent: …".
fn labelled(text: &str) -> Option<(Vec<String>, &str)> {
    let (label, rest) = text.split_once(':').filter(|it| it.0.len() <= 40)?;
    let label = label.trim().trim_end_matches("(s)").trim_end_matches("(en)").trim_end();
    let lower = label.to_lowercase();
    let joined = ["en ", "and "].iter().find_map(|it| lower.strip_prefix(it)).unwrap_or(&lower);
    let article = ["de ", "het ", "the "].iter().find_map(|it| joined.strip_prefix(it));
    let word = article.unwrap_or(joined);
    let word = word.strip_prefix("naam ").or(word.strip_prefix("gegevens ")).unwrap_or(word);
    let lettered = ["partij ", "party "].iter().any(|it| word.starts_with(it) && word.len() <= 8);
    if lettered {
        return Some((vec![letter(word)], rest));
    }
    if is_role(word) {
        return Some((vec![capitalised(word)], rest));
    }
    // "de eigenaar van het paard:".
    let of = article.and_then(|it| it.split_once(" van ")).map(|it| it.0);
    let word = of.unwrap_or(word);
    let single = word.chars().all(char::is_alphabetic) && word.len() >= 4;
    let known = PartyWords::all().labels.contains(word) || nobody(word);
    let said =
        article.is_some() && lower.ends_with(word) || of.is_some() || word.len() < joined.len();
    (single && !known && said).then(|| (vec![capitalised(word), word.to_owned()], rest))
}

/// "Partij A", however it is written.
pub(super) fn letter(label: &str) -> String {
    let (word, letter) = label.split_once(' ').unwrap_or((label, ""));
    format!("{} {}", capitalised(word), letter.to_uppercase())
}

/// Who a part of the list is about.
fn item(text: &str, base: usize) -> Option<Item> {
    let bare = unnumbered(text);
    let label = labelled(bare);
    let described = label.as_ref().map_or(bare, |it| it.1);
    let mut introduced: Vec<_> = every_introduction(text);
    introduced.retain(|it| {
        let fits = |it: &String| !nobody(it) || is_role(it);
        it.aliases.iter().any(fits) && !is_contract(&it.aliases)
    });
    // "(NAAM HUURDER), verder te noemen Huurder".
    introduced.sort_by_key(|it| it.in_passing);
    let introduced = introduced.into_iter().next();
    let before = match &introduced {
        Some(it) => described.get(..(it.cue + described.len()).saturating_sub(text.len())),
        None => Some(described),
    };
    let before = before.unwrap_or_default();
    let name = named(before.trim());
    // "(DO)" right behind a name.
    let short = |it: &String| it.len() <= 6 && !it.contains(char::is_lowercase);
    let introduced = introduced.filter(|it| {
        let own = || name.as_ref().is_some_and(|name| is_taken_from(name, &it.aliases));
        !it.in_passing || it.aliases.iter().any(|it| is_role(it) || short(it)) || own()
    });
    let announced = introduced.as_ref().is_some_and(|it| it.announced);
    let mut aliases = introduced.map(|it| it.aliases).unwrap_or_default();
    if aliases.is_empty() {
        aliases.extend(capacity(text));
    }
    let labelled = aliases.is_empty() && label.is_some();
    if let Some((roles, _)) = label.filter(|_| aliases.is_empty()) {
        aliases = roles;
    }
    // "de opdrachtgever" alone is called so.
    let (name, aliases) = match name {
        Some(name) if is_role(&name) && aliases.is_empty() => (None, vec![name]),
        Some(name) if is_role(&name) => (None, aliases),
        name => (name, aliases),
    };
    let sure = !aliases.is_empty()
        || name.as_ref().is_some_and(|name| {
            without_legal_form(name).is_some()
                || is_public_body(name)
                || person(name).is_some()
                || has_any(text, &PartyWords::all().seated)
        });
    if name.is_none() && aliases.is_empty() {
        return None;
    }
    let told = announced || labelled || aliases.iter().any(|it| is_role(it));
    let called = name.as_ref().or(aliases.last())?;
    let start = base + text.find(called.as_str()).unwrap_or(0);
    let end = (start + called.len()).min(base + text.len());
    Some(Item { name, aliases, sure, told, place: Span::new(start, end.max(start)) })
}

/// Whether the names are those of the contract itself.
fn is_contract(aliases: &[String]) -> bool {
    let ends = &PartyWords::all().contracts;
    aliases.iter().any(|it| ends.iter().any(|end| it.to_lowercase().ends_with(end)))
}

/// The role in "de maatschap Lensink, als pachter".
fn capacity(text: &str) -> Option<String> {
    [" als ", " as "].iter().find_map(|cue| {
        text.match_indices(cue).find_map(|(at, _)| {
            let rest = &text[at + cue.len()..];
            let rest = ["de ", "the "].iter().find_map(|it| rest.strip_prefix(it)).unwrap_or(rest);
            let word = rest.split(|it: char| !it.is_alphanumeric() && it != '-').next()?;
            is_role(word).then(|| capitalised(word))
        })
    })
}
