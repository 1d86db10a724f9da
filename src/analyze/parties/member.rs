//! People who agree, by a list of their names: "Groepsleden", and a name on each line; "Groep 6 –
//! Ann Lee, Bo Chen en Jan Smit"; or the names under which a team sets its signatures.

use super::super::index::window;
use super::{Found, has_any, nobody, terms};
use crate::document::{Block, Document, Kind, Zone};
use crate::language::{DraftingWords, PartyWords};
use crate::span::Span;

/// How far into a contract its members are listed, in blocks.
const OPENING: usize = 60;

/// How many blocks of other words may stand between a label and the first name: a sentence, and
/// the head of a table.
const LEAD: usize = 2;

/// How many people a list may name.
const MOST: std::ops::RangeInclusive<usize> = 2..=10;

/// How many blocks at the end of a text its signatures fill.
const TAIL: usize = 20;

/// How many letters may stand beside a name that somebody signs with: a date, a title.
const SIGNS: usize = 40;

/// A name and where it stands.
type Names = Vec<(String, Span)>;

impl Found {
    /// Parties by a list of names under a label.
    pub(super) fn members(&mut self, doc: &Document) {
        let blocks = doc.blocks.get(..doc.blocks.len().min(OPENING)).unwrap_or_default();
        let mut most = Names::new();
        for (at, block) in blocks.iter().enumerate() {
            if block.zone == Zone::Contents {
                continue;
            }
            let text = &doc[block.span];
            let mut names = Names::new();
            if let Some(rest) = declaring(text) {
                let offset = text.len() - rest.len();
                listed_names(rest, block.span.start as usize + offset, &mut names);
                if most.is_empty() && MOST.contains(&names.len()) {
                    most = names;
                }
                continue;
            }
            // "Het team bestaat uit Noor, Sam en Milan."
            if let Some(at) = consists(text) {
                let start = block.span.start as usize + at;
                let rest = text[at..].split('.').next().unwrap_or_default();
                listed_names(rest, start, &mut names);
                let called = first_names(rest, start);
                let found = if called.len() > names.len() { called } else { names };
                if most.is_empty() && MOST.contains(&found.len()) {
                    most = found;
                }
                continue;
            }
            // The names may follow the label in its own line, or each on a line of its own.
            let Some((end, rest)) = label(text) else { continue };
            let start = block.span.start as usize + end;
            listed_names(rest, start, &mut names);
            if rest.trim().is_empty() || rest.trim_end().ends_with(',') {
                let mut lead = 0;
                for next in blocks[at + 1..].iter().take(30) {
                    let before = names.len();
                    // "(begeleidend docent)" beside a name: no member.
                    if is_guide(&doc[next.span]) {
                        names.pop();
                        continue;
                    }
                    listed_names(&doc[next.span], next.span.start as usize, &mut names);
                    // A cell with a number or an address may stand between two names.
                    let short = doc[next.span].split(' ').count() <= 3;
                    if names.len() > before || short {
                        continue;
                    }
                    lead += 1;
                    if !names.is_empty() || lead > LEAD {
                        break;
                    }
                }
            }
            if names.is_empty() && rest.trim().is_empty() {
                names = called(doc, &blocks[at + 1..]);
            }
            // A cover may name fewer than the article about the team.
            let all = most.iter().all(|it| names.iter().any(|other| other.0 == it.0));
            if MOST.contains(&names.len()) && all {
                most = names;
            }
        }
        if is_team(doc) {
            let named = named(doc, &doc.blocks);
            let all = most.iter().all(|it| named.iter().any(|other| other.0 == it.0));
            if MOST.contains(&named.len()) && all {
                most = named;
            }
        }
        self.people(most);
    }

    /// Parties by the names under which a team sets its signatures, and by those of who says to
    /// agree: "Chalome, Kyan en Rick gaan akkoord".
    pub(super) fn signing_people(&mut self, doc: &Document) {
        if !is_team(doc) {
            return;
        }
        let mut names = Names::new();
        let last = doc.blocks.len().saturating_sub(TAIL);
        let signed = doc.blocks.iter().position(|it| it.zone == Zone::Signature);
        let said = || doc.blocks.iter().rposition(|it| signs(&doc[it.span]));
        // A list of names may close the text without a word over it.
        let first = signed.or_else(said).unwrap_or(last);
        let over = first != last;
        let lines = doc.blocks.iter().skip(first);
        for block in lines.filter(|it| !matches!(it.kind, Kind::Heading(_) | Kind::Header)) {
            let (text, start) = (&doc[block.span], block.span.start as usize);
            let before = names.len();
            listed_names(text, start, &mut names);
            side_by_side(doc, &mut names);
            let named: usize = names[before..].iter().map(|it| it.1.len()).sum();
            let alone = text.trim().len() <= named + if over { SIGNS } else { 2 };
            if names.len() > before && !alone {
                names.truncate(before);
            }
            // "Noël:" before the place for a signature, or "----Noël----" on its line.
            let word = text.trim_matches([':', '_', '.', ' ', '-']);
            let on_line = || {
                word.split("--").map(|it| it.trim_matches([' ', '-'])).find(|it| is_first_name(it))
            };
            let word = if text.contains("--") { on_line().unwrap_or(word) } else { word };
            if over && names.len() == before && is_first_name(word) {
                let from = start + text.find(word).unwrap_or(0);
                if !names.iter().any(|it| it.0.split(' ').next() == Some(word)) {
                    names.push((word.to_owned(), Span::new(from, from + word.len())));
                }
            }
        }
        if !self.people(names) {
            let said = doc.blocks.iter().skip(last).find_map(|it| {
                let names = first_names(&doc[it.span], it.span.start as usize);
                let to = doc.text.len().min(it.span.end as usize + 80);
                let near = window(&doc.text, it.span.start as usize, to).to_lowercase();
                let agree = ["akkoord", "verklaren wij", "agree to", "eens met"];
                (names.len() >= 2 && has_any(&near, &agree)).then_some(names)
            });
            self.people(said.unwrap_or_default());
        }
    }

    /// Adds people, where there are neither too few nor too many to have agreed.
    fn people(&mut self, names: Names) -> bool {
        if !MOST.contains(&names.len()) {
            return false;
        }
        self.team = true;
        for (name, place) in names {
            self.add(Some(name), &[], place);
        }
        true
    }
}

/// Where the names begin in "Het team bestaat uit Noor, Sam en Milan."
fn consists(text: &str) -> Option<usize> {
    let at =
        [" bestaat uit ", " consists of "].iter().find_map(|it| Some(text.find(it)? + it.len()))?;
    let before = text[..at].to_lowercase();
    let team = has_any(&before, &["team", "groep", "group"]);
    (team && at <= 80 && text[at..].starts_with(char::is_uppercase)).then_some(at)
}

/// The list in "Wij, Ann Lee en Bo Chen, spreken af".
fn declaring(text: &str) -> Option<&str> {
    const STARTS: [&str; 5] =
        ["Wij, ", "We, ", "Wij ondergetekenden", "De ondergetekenden, ", "Ondergetekenden, "];
    let rest = STARTS.iter().find_map(|it| text.strip_prefix(it))?;
    let end = [" spreken", " verklaren", " komen", " gaan", " maken", " agree", " promise", ":"]
        .iter()
        .filter_map(|it| rest.find(it))
        .min()?;
    (end <= 300).then(|| &rest[..end])
}

/// People by their first names, each an item of a list: "Noor (planner)".
fn called(doc: &Document, blocks: &[Block]) -> Names {
    let mut names = Names::new();
    for block in blocks.iter().take_while(|it| matches!(it.kind, Kind::Item(_))) {
        let text = doc[block.span].trim_start();
        let end = text.find([' ', ':', ',', '(']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let role = rest.trim_start();
        let fits = role.is_empty() || role.starts_with(['(', '-', '–', ':', ',']);
        if !is_first_name(name) || !fits || text.len() > 60 {
            return Names::new();
        }
        let start = block.span.start as usize + (doc[block.span].len() - text.len());
        names.push((name.to_owned(), Span::new(start, start + name.len())));
    }
    names
}

/// What stands before a name in a form.
const LABELS: [&str; 4] = ["Naam:", "Name:", "naam:", "name:"];

/// Whether the words before "name:" say that it is the name of a project: "Projectnaam:".
fn names_a_thing(before: &str) -> bool {
    let lower = before.trim_end().to_lowercase();
    let things = ["team", "project", "group", "groep", "company", "course", "product", "file"];
    before.ends_with(char::is_alphabetic) || things.iter().any(|it| lower.ends_with(it))
}

/// The people of a form: "Naam: Ann Lee", and an address and a number, for each.
fn named(doc: &Document, blocks: &[Block]) -> Names {
    let mut names = Names::new();
    for (number, block) in blocks.iter().enumerate() {
        let text = &doc[block.span];
        // A form of two columns has the name in the next cell.
        let bare = text.trim_end();
        let label = LABELS.iter().any(|it| {
            let before = bare.strip_suffix(it);
            before.is_some_and(|it| !names_a_thing(it))
        });
        if let Some(next) = blocks.get(number + 1).filter(|_| label)
            && let Some((skip, name)) = person(&doc[next.span])
            && !names.iter().any(|it| it.0 == name)
        {
            let start = next.span.start as usize + skip;
            names.push((name.to_owned(), Span::new(start, start + name.len())));
            continue;
        }
        let labels = LABELS.iter().flat_map(|it| text.match_indices(it));
        for (at, label) in labels.filter(|it| !names_a_thing(&text[..it.0])) {
            let from = at + label.len();
            let rest = text[from..].lines().next().unwrap_or_default();
            if let Some((skip, name)) = person(rest) {
                let start = block.span.start as usize + from + skip;
                if !names.iter().any(|it| it.0 == name) {
                    names.push((name.to_owned(), Span::new(start, start + name.len())));
                }
            }
        }
    }
    names
}

/// Cuts "Ann Lee Bo Chen" in two, where the text has one or both elsewhere too: two names stood
/// side by side.
fn side_by_side(doc: &Document, names: &mut Names) {
    let Some((name, place)) = names.last().cloned() else { return };
    let often = |it: &str| terms::uses(doc, &it.to_lowercase()).0 >= 2;
    let words = name.split(' ').count();
    let whole = name.split(' ').all(|it| it.len() >= 3 && it.starts_with(char::is_uppercase));
    let cut = name.match_indices(' ').map(|it| it.0).skip(1).find(|&at| {
        let (one, other) = (&name[..at], &name[at + 1..]);
        // "R. G. Reed" is one person.
        let full = |it: &str| it.split(' ').all(|it| it.chars().count() >= 2 && !it.contains('.'));
        let two = other.starts_with(char::is_uppercase) && other.contains(' ');
        let two = two && full(one) && full(other);
        // Of two names in two words each, one met elsewhere is enough.
        let even = words == 4 && whole && one.split(' ').count() == 2;
        two && (often(one) && often(other) || even && (often(one) || often(other)))
    });
    let Some(cut) = cut else { return };
    names.pop();
    let (start, at) = (place.start as usize, place.start as usize + cut);
    names.push((name[..cut].to_owned(), Span::new(start, at)));
    names.push((name[cut + 1..].to_owned(), Span::new(at + 1, place.end as usize)));
}

/// Whether a block says of the name before it that it is a teacher's or a client's.
fn is_guide(text: &str) -> bool {
    let inner = text.trim().strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    has_any(&inner.unwrap_or_default().to_lowercase(), &PartyWords::all().guides)
}

/// Whether the title or the first lines say that a team or a group works together.
fn is_team(doc: &Document) -> bool {
    let end = doc.text.len();
    let opening = window(&doc.text, 0, 600).to_lowercase();
    let close = window(&doc.text, end.saturating_sub(600), end).to_lowercase();
    let teams = &PartyWords::all().teams;
    has_any(&opening, teams) || has_any(&close, teams)
}

/// Whether a block says that signatures follow.
fn signs(text: &str) -> bool {
    let lower = text.trim_matches(|it: char| !it.is_alphabetic()).to_lowercase();
    lower.len() <= 60 && PartyWords::all().signing.iter().any(|it| lower.starts_with(it))
}

/// Where a label of a list of members ends, and what follows in its block.
fn label(text: &str) -> Option<(usize, &str)> {
    let members = &PartyWords::all().members;
    let is_label = |it: &str| {
        // "2.0 TEAM MEMBERS" is numbered.
        let bare = it.trim_start_matches(|it: char| !it.is_alphabetic());
        let lower = bare.trim_end_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
        let bare = lower
            .trim_end_matches(" zijn de volgende")
            .trim_end_matches(" zijn")
            .trim_end_matches(" van de groep");
        members.contains(bare) || members.contains(lower.as_str())
    };
    // Other labels may stand before it in one block: "Projectgroep: 4. Projectleden: …".
    for (at, _) in text.match_indices(':').take(4).take_while(|it| it.0 <= 120) {
        let before = &text[..at];
        let word = before.rfind([' ', '\n']).map_or(0, |it| it + 1);
        if is_label(&before[word..]) || at <= 60 && is_label(before) {
            return Some((at + 1, &text[at + 1..]));
        }
    }
    // "… Het team bestaat uit de volgende teamleden:" over a list.
    if let Some(before) = text.trim_end().strip_suffix(':') {
        let word = before.rfind(' ').map_or(0, |it| it + 1);
        if is_label(&before[word..]) {
            return Some((text.len(), ""));
        }
    }
    if text.contains(':') {
        return None;
    }
    if text.len() <= 60 && is_label(text) {
        return Some((text.len(), ""));
    }
    // "Groep 6 – Ann Lee, Bo Chen en Jan Smit".
    let dash = [" – ", " - ", " — "].iter().find_map(|it| Some((text.find(it)?, it.len())))?;
    let (group, number) = text[..dash.0].rsplit_once(' ')?;
    let group =
        ["groep", "group", "team", "projectgroep"].iter().any(|it| group.eq_ignore_ascii_case(it));
    let numbered = group && number.len() <= 3;
    numbered.then(|| (dash.0 + dash.1, &text[dash.0 + dash.1..]))
}

/// The names of people in a line: one, or several set apart by commas.
fn listed_names(text: &str, start: usize, names: &mut Names) {
    let mut at = 0;
    let chunks = text.split([',', ';', '&', '•', '\n']).flat_map(|it| it.split(" en "));
    for chunk in chunks.flat_map(|it| it.split(" and ")) {
        // `split` on two kinds of marks: find the chunk again from where the last one ended.
        let Some(found) = text.get(at..).and_then(|it| it.find(chunk)) else { continue };
        let from = at + found;
        at = from + chunk.len();
        if let Some((skip, name)) = person(chunk) {
            let from = start + from + skip;
            if !names.iter().any(|it| it.0 == name) {
                names.push((name.to_owned(), Span::new(from, from + name.len())));
            }
        }
    }
}

/// The first names in "Chalome, Kyan en Rick" and "verklaren wij, Pirmin, Thomas en Chevan, dat".
fn first_names(text: &str, start: usize) -> Names {
    let Some((at, joint)) = [" en ", " and "].iter().find_map(|it| Some((text.find(it)?, it)))
    else {
        return Names::new();
    };
    let rest = &text[at + joint.len()..];
    let last = rest.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
    let mut found = vec![(last, at + joint.len())];
    let mut end = at;
    // To the left, each behind a comma.
    while let Some(before) = text.get(..end) {
        let from = before.rfind([' ', ',', '\n']).map_or(0, |it| it + 1);
        let word = &before[from..];
        if !is_first_name(word) {
            break;
        }
        found.push((word, from));
        match before[..from].trim_end().strip_suffix(',') {
            Some(rest) => end = rest.len(),
            None => break,
        }
    }
    if found.len() < 3 || !found.iter().all(|it| is_first_name(it.0)) {
        return Names::new();
    }
    let place = |at: usize, len: usize| Span::new(start + at, start + at + len);
    found.reverse();
    found.into_iter().map(|(name, at)| (name.to_owned(), place(at, name.len()))).collect()
}

/// Whether a word can be what somebody is called by those who know them.
fn is_first_name(word: &str) -> bool {
    (2..=16).contains(&word.chars().count())
        && word.starts_with(char::is_uppercase)
        && word.chars().skip(1).all(|it| it.is_lowercase() || matches!(it, '-' | '’' | '\''))
        && !is_label_word(word)
        && !nobody(word)
}

/// Whether a word stands in forms beside the place for a name, rather than in a name.
fn is_label_word(word: &str) -> bool {
    let lower = word.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
    let words = PartyWords::all();
    words.labels.contains(lower.as_str())
        || words.is_role(&lower)
        || DraftingWords::all().offices.contains(lower.as_str())
}

/// The name of a person at the start of a chunk: two to six words with capitals, but for the
/// small words of Dutch names, and nothing behind it but a number, what stands in brackets or what
/// the person is or does.
pub(super) fn person(chunk: &str) -> Option<(usize, &str)> {
    const SMALL: &[&str] = &[
        "van", "de", "den", "der", "het", "ten", "ter", "te", "in", "el", "al", "von", "'t", "bin",
    ];
    let trimmed = chunk.trim_start_matches(|it: char| !it.is_alphabetic());
    let skip = chunk.len() - trimmed.len();
    let end = trimmed
        .find(|it: char| {
            it.is_ascii_digit() || matches!(it, '(' | '[' | '<' | '@' | ':' | '|' | '–' | '/' | '_')
        })
        .unwrap_or(trimmed.len());
    let end = [" is ", " works ", " - ", " currently ", " recently ", " studies ", " has "]
        .iter()
        .filter_map(|it| trimmed[..end].find(it))
        .min()
        .unwrap_or(end);
    let name = trimmed[..end].trim_end_matches(|it: char| !it.is_alphanumeric() && it != '.');
    // The full stop of a sentence is no part of a name, that of an initial is.
    let last = name.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
    let name = if last.chars().count() > 3 { name.trim_end_matches('.') } else { name };
    // "Ann Lee Ann Lee": the name and the signature.
    let half = name.len() / 2;
    let name = match (name.get(..half), name.get(half + 1..)) {
        (Some(first), Some(second)) if first == second => first,
        _ => name,
    };
    let words: Vec<&str> = name.split(' ').collect();
    let capital = |it: &&&str| it.starts_with(char::is_uppercase);
    let fits = (2..=6).contains(&words.len())
        && words.first().is_some_and(|it| it.starts_with(char::is_uppercase))
        && words.iter().all(|it| capital(&it) || SMALL.contains(it))
        && words.iter().filter(capital).count() >= 2
        && words.iter().all(|it| it.chars().all(|it| it.is_alphabetic() || ".-'’".contains(it)))
        && !words.iter().any(|it| is_label_word(it) || it.ends_with('.') && it.len() > 4)
        && !name.ends_with('.')
        && !nobody(name);
    fits.then_some((skip, name))
}
