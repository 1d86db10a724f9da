//! People who agree, by a list of their names: "Groepsleden", and a name on each line.

use super::{Found, nobody};
use crate::document::{Document, Zone};
use crate::language::PartyWords;
use crate::span::Span;

/// How far into a contract its members are listed, in blocks.
const OPENING: usize = 60;

impl Found {
    /// Parties by a list of names under a label.
    pub(super) fn members(&mut self, doc: &Document) {
        let blocks = doc.blocks.get(..doc.blocks.len().min(OPENING)).unwrap_or_default();
        for (at, block) in blocks.iter().enumerate() {
            if block.zone == Zone::Contents {
                continue;
            }
            let text = &doc[block.span];
            // The names may follow the label in its own line, or each on a line of its own.
            let Some((end, rest)) = label(text) else { continue };
            let mut names: Vec<(String, Span)> = Vec::new();
            let start = block.span.start as usize + end;
            listed_names(rest, start, &mut names);
            if rest.trim().is_empty() {
                for next in blocks[at + 1..].iter().take(30) {
                    let before = names.len();
                    listed_names(&doc[next.span], next.span.start as usize, &mut names);
                    // A cell with a number or an address may stand between two names.
                    let short = doc[next.span].split(' ').count() <= 3;
                    if names.len() == before && !short {
                        break;
                    }
                }
            }
            if (2..=10).contains(&names.len()) {
                for (name, place) in names {
                    self.add(Some(name), &[], place);
                }
                return;
            }
        }
    }
}

/// Where a label of a list of members ends, and what follows in its block.
fn label(text: &str) -> Option<(usize, &str)> {
    let members = &PartyWords::all().members;
    let is_label = |it: &str| {
        let lower = it.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
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
    if text.contains(':') {
        return None;
    }
    (text.len() <= 60 && is_label(text)).then_some((text.len(), ""))
}

/// The names of people in a line: one, or several set apart by commas.
fn listed_names(text: &str, start: usize, names: &mut Vec<(String, Span)>) {
    let mut at = 0;
    for chunk in text.split([',', ';', '&', '•', '\n']).flat_map(|it| it.split(" en ")) {
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

/// The name of a person at the start of a chunk: two to five words with capitals, but for the
/// small words of Dutch names, and nothing but a number or what stands in brackets behind it.
fn person(chunk: &str) -> Option<(usize, &str)> {
    const SMALL: &[&str] = &[
        "van", "de", "den", "der", "het", "ten", "ter", "te", "in", "el", "al", "von", "'t", "bin",
    ];
    let trimmed = chunk.trim_start_matches(|it: char| !it.is_alphabetic());
    let skip = chunk.len() - trimmed.len();
    let end = trimmed
        .find(|it: char| {
            it.is_ascii_digit() || matches!(it, '(' | '[' | '<' | '@' | ':' | '|' | '–' | '/')
        })
        .unwrap_or(trimmed.len());
    let name = trimmed[..end].trim_end_matches(|it: char| !it.is_alphanumeric() && it != '.');
    // The full stop of a sentence is no part of a name, that of an initial is.
    let last = name.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
    let name = if last.chars().count() > 3 { name.trim_end_matches('.') } else { name };
    let words: Vec<&str> = name.split(' ').collect();
    let capital = |it: &&&str| it.starts_with(char::is_uppercase);
    let fits = (2..=6).contains(&words.len())
        && words.first().is_some_and(|it| it.starts_with(char::is_uppercase))
        && words.iter().all(|it| capital(&it) || SMALL.contains(it))
        && words.iter().filter(capital).count() >= 2
        && words.iter().all(|it| it.chars().all(|it| it.is_alphabetic() || ".-'’".contains(it)))
        && !name.ends_with('.')
        && !nobody(name);
    fits.then_some((skip, name))
}
