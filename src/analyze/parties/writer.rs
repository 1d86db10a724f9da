//! Who "we" is, in terms that speak to their reader and name nobody else: "We noemen Zonnehof N.V.
//! ‘wij’", "Wij, ons, onze: Zonnehof N.V.", or the company in whose colophon the text ends.

use super::super::index::window;
use super::super::names;
use super::form::without_legal_form;
use super::name::name_in;
use super::proper::is_proper;
use super::{Found, is_role, nobody, terms};
use crate::document::Document;
use crate::language::PartyWords;
use crate::span::Span;

/// How many letters beside a name are looked at.
const NEAR: (usize, usize) = (70, 60);

/// How many blocks the first and the last page have, as far as they name the writer.
const FIRST: usize = 12;
const LAST: usize = 25;

/// How far into a text "we" is said to be somebody, and how many bytes may describe whom.
const DEFINED: usize = 30_000;
const DESCRIBED: usize = 400;

impl Found {
    /// Whoever speaks, by the name that the text gives of itself.
    pub(super) fn writing(&mut self, doc: &Document) {
        let words = PartyWords::all();
        let told = insurer(doc).or_else(|| addressed(doc)).or_else(|| bracketed(doc));
        if let Some((name, span)) = told {
            self.add(Some(name), &[], span);
            return;
        }
        // A name, its first place, how often it stands, and in how many colophons.
        let mut named: Vec<(String, Span, u32, u32)> = Vec::new();
        for span in names::companies_in(doc) {
            let name = doc[span].replace('\n', " ");
            let (start, end) = (span.start as usize, span.end as usize);
            let before = window(&doc.text, start.saturating_sub(NEAR.0), start).to_lowercase();
            let behind = window(&doc.text, end, end + NEAR.1).to_lowercase();
            let before_it = before.replace('\n', " ");
            let speaks =
                words.we_before.iter().any(|it| before_it.trim_end().ends_with(it.trim_end()))
                    || words.we_before.iter().any(|it| last_words(&before_it).contains(it))
                    || words.we_behind.iter().any(|it| first_words(&behind).contains(it));
            let lower = name.to_lowercase();
            // "Verzekeringsmaatschappij N.V." is the end of a name that a line cuts in two.
            let cut = lower.split(' ').count() == 2 && lower.contains("verzekering");
            let other = cut
                || lower.split(' ').any(|word| words.others.iter().any(|it| word.starts_with(it)))
                || nobody(&name);
            if speaks && (!other || lower.contains("rechtsbijstand")) {
                self.add(Some(name), &[], span);
                return;
            }
            if other {
                continue;
            }
            let told =
                words.colophon.iter().any(|it| before_it.contains(it) || behind.contains(it));
            match named.iter_mut().find(|it| it.0 == name) {
                Some(known) => {
                    known.2 += 1;
                    known.3 += u32::from(told);
                }
                None => named.push((name, span, 1, u32::from(told))),
            }
        }
        let own = named.into_iter().filter(|it| it.3 >= 1);
        // Of equals the first.
        let most = own.max_by_key(|it| (it.2, std::cmp::Reverse(it.1.start)));
        if let Some((name, span, ..)) = most {
            self.add(Some(name), &[], span);
        }
    }
}

/// "Zonnehof is de verzekeraar van deze verzekering".
fn insurer(doc: &Document) -> Option<(String, Span)> {
    let at = doc.text.find(" is de verzekeraar ")?;
    let before = window(&doc.text, at.saturating_sub(60), at);
    let from = before.rfind(['.', '\n', ':', ';']).map_or(0, |it| it + 1);
    let name = before[from..].trim();
    let start = at - name.len();
    let fits = is_proper(name) && name.split(' ').count() <= 4 && !nobody(name) && !is_role(name);
    (fits && name.starts_with(char::is_uppercase)).then(|| (name.to_owned(), Span::new(start, at)))
}

/// "between Tern Inc., a Maine corporation with an office at Ely (“we” or “us”)".
fn bracketed(doc: &Document) -> Option<(String, Span)> {
    let start = window(&doc.text, 0, DEFINED);
    let cues = ["(“we", "(\"we", "(“We", "(\"We"];
    let at = cues.iter().filter_map(|it| start.find(it)).min()?;
    // "(“we,” “us,” “Tern Market”)".
    let inner = start[at..].split(')').next().unwrap_or_default();
    let own = inner.split(['“', '”', '"']).skip(1).step_by(2).find(|it| {
        let name = it.trim_end_matches([',', ' ']);
        let pronoun = ["We", "Us", "Our", "Ours"].contains(&name);
        name.starts_with(char::is_uppercase) && !pronoun && is_proper(name) && !nobody(name)
    });
    if let Some(own) = own.map(|it| it.trim_end_matches([',', ' ']))
        && let Some(place) = inner.find(own).map(|it| at + it)
    {
        return Some((own.to_owned(), Span::new(place, place + own.len())));
    }
    let before = window(start, at.saturating_sub(DESCRIBED), at);
    let from = before.rfind("between").map_or(0, |it| it + "between".len());
    let name = name_in(&before[from..]).filter(|it| without_legal_form(it).is_some())?;
    let place = at - before.len() + from + before[from..].find(name.as_str())?;
    let end = place + name.len();
    Some((name, Span::new(place, end)))
}

/// The name over the address on the first or the last page.
fn addressed(doc: &Document) -> Option<(String, Span)> {
    let last = doc.blocks.len().saturating_sub(LAST);
    let first = doc.blocks.get(..FIRST.min(doc.blocks.len()))?;
    first.windows(2).chain(doc.blocks.get(last..)?.windows(2)).find_map(|pair| {
        let [name, address] = pair else { return None };
        let said = doc[address.span].starts_with("Postbus ");
        let words = doc[name.span].trim();
        let fits = words.len() <= 40
            && is_proper(words)
            && words.starts_with(char::is_uppercase)
            && !words.contains(|it: char| it.is_ascii_digit())
            && terms::uses(doc, &words.to_lowercase()).0 >= 2;
        (said && fits).then(|| (words.to_owned(), name.span))
    })
}

/// The words right before a name, from the sentence that it stands in.
fn last_words(before: &str) -> &str {
    let from = before.rfind(". ").map_or(0, |it| it + 2);
    let rest = &before[from..];
    let mut cut = rest.len().saturating_sub(34);
    while !rest.is_char_boundary(cut) {
        cut += 1;
    }
    &rest[cut..]
}

/// The words right behind a name.
fn first_words(behind: &str) -> &str {
    let mut cut = behind.len().min(30);
    while !behind.is_char_boundary(cut) {
        cut -= 1;
    }
    &behind[..cut]
}
