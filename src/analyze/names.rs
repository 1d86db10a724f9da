//! Names: a company spelled in two ways, a role that no party has, a party that doesn't sign, a
//! name that is right but for one letter.

mod company;

use super::index::{Index, window};
use super::parties::is_legal_person;
use super::slips::{Slip, SlipKind};
use super::{Party, Term};
use crate::document::{Document, Zone};
use crate::language::DraftingWords;
use crate::span::Span;
use company::{Company, companies};
use std::collections::HashMap;

pub(super) use company::companies_in;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(
    doc: &Document,
    index: &Index,
    parties: &[Party],
    terms: &[Term],
    found: &mut Vec<Slip>,
) {
    let companies = companies(doc, index);
    variants(doc, &companies, found);
    strangers(doc, &companies, parties, found);
    unknown_roles(doc, index, parties, terms, found);
    not_signing(doc, parties, found);
    misspelled(doc, index, parties, terms, found);
}

/// Most companies beside the parties that are told of: a text about a group names many.
const STRANGERS: usize = 2;

/// A company that is named in one place, is no party and gets no name: often that of the contract
/// this one was made from. Silent where the parties aren't known by name.
fn strangers(doc: &Document, companies: &[Company], parties: &[Party], found: &mut Vec<Slip>) {
    let bare = |it: &str| -> String {
        it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let mine: Vec<String> = parties
        .iter()
        .flat_map(|it| &it.aliases)
        .map(|it| bare(it))
        .filter(|it| it.len() > 3)
        .collect();
    let named = parties.iter().filter(|it| it.aliases.iter().any(|it| is_legal_person(it))).count();
    if named < 2 {
        return;
    }
    let strange: Vec<&Company> = companies
        .iter()
        .filter(|it| !mine.iter().any(|mine| mine.contains(&it.key) || it.key.contains(mine)))
        .collect();
    // Half a name ("Beheer B.V.") is part of another.
    let part = |it: &Company| {
        companies.iter().any(|other| other.key != it.key && other.key.ends_with(&it.key))
    };
    // One that is another but for a letter is that one, misspelled.
    let variant =
        |it: &Company| companies.iter().any(|other| differ_little(&doc[other.span], &doc[it.span]));
    let mut told: Vec<Slip> = strange
        .iter()
        .filter(|it| it.count == 1 && !part(it) && !variant(it))
        .filter(|it| {
            let block = doc.block_at(it.span.start).and_then(|it| doc.blocks.get(it));
            let after = doc.text.get(it.span.end as usize..).unwrap_or_default();
            // "a Delaware Corporation" is what a party is.
            let before = doc.text.get(..it.span.start as usize).unwrap_or_default();
            let what =
                before.ends_with(" a ") || before.ends_with(" an ") || before.ends_with(": ");
            let introduced = after.trim_start_matches([',', ' ', '.']).starts_with(['(', '“', '"']);
            block.is_some_and(|it| it.zone == Zone::Operative && it.clause.is_some())
                && !introduced
                && !what
        })
        .map(|it| Slip::at(SlipKind::Stranger, it.span).expecting(&doc[it.span]))
        .collect();
    if strange.len() <= STRANGERS {
        found.append(&mut told);
    }
}

/// Names with a legal form that differ by a letter or two: `Zonnehof Beheer B.V.` and `Zonnehof
/// Beher B.V.`, or `B.V.` and `N.V.` of one name.
fn variants(doc: &Document, names: &[Company], found: &mut Vec<Slip>) {
    for (index, Company { key, form: kind, span, .. }) in names.iter().enumerate() {
        let clash = names[..index].iter().find(|other| {
            let same = other.key == *key && other.form != *kind;
            // Inc. beside Corp. or Ltd. may be two companies of a group; B.V. and N.V. hardly.
            let forms = ["bv", "nv"];
            same && forms.contains(kind) && forms.contains(&other.form)
                || other.form == *kind
                    && key.len() >= 7
                    && key.len().abs_diff(other.key.len()) <= 3
                    && key.as_bytes().first() == other.key.as_bytes().first()
                    && differ_little(&doc[other.span], &doc[*span])
        });
        if let Some(other) = clash {
            let slip = Slip::at(SlipKind::NameVariant, *span).expecting(&doc[other.span]);
            found.push(slip.against(other.span));
        }
    }
}

/// Whether two names have as many words, of which one differs by at most two letters.
fn differ_little(a: &str, b: &str) -> bool {
    let words = |it: &str| -> Vec<String> {
        it.split(' ')
            .map(|it| {
                it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
            })
            .filter(|it: &String| !it.is_empty())
            .collect()
    };
    let (a, b) = (words(a), words(b));
    if a.len() != b.len() {
        return false;
    }
    let mut differing = a.iter().zip(&b).filter(|(a, b)| a != b);
    let (Some((x, y)), None) = (differing.next(), differing.next()) else { return false };
    // "Fund II" and "Fund III", "Bank 1" and "Bank 2" are two names.
    let plain = |it: &str| it.chars().count() >= 5 && it.chars().all(char::is_alphabetic);
    plain(x) && plain(y) && one_letter(x, y)
}

/// Whether two words differ by one letter put in, left out or changed, or by two that changed
/// places.
fn one_letter(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (x, y) = (&a[start..], &b[start..]);
    let end = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a == b).count();
    let (x, y) = (&x[..x.len() - end], &y[..y.len() - end]);
    match (x.len(), y.len()) {
        (0, 1) | (1, 0) | (1, 1) => true,
        (2, 2) => x[0] == y[1] && x[1] == y[0],
        _ => false,
    }
}

/// Role words used as a party's name that no party goes by. Silent unless two parties are known
/// by roles, and in texts that lend from another contract.
fn unknown_roles(
    doc: &Document,
    index: &Index,
    parties: &[Party],
    terms: &[Term],
    found: &mut Vec<Slip>,
) {
    let roles = &DraftingWords::all().named_roles;
    let is_role = |name: &String| roles.iter().any(|it| it.eq_ignore_ascii_case(name));
    let with_role =
        parties.iter().filter(|it| it.role.iter().chain([&it.name]).any(is_role)).count();
    if with_role < 2 || parties.len() > 3 {
        return;
    }
    let known = |role: &str| {
        let role = role.to_lowercase();
        parties.iter().any(|it| {
            it.aliases.iter().chain([&it.name]).chain(it.role.as_ref()).any(|name| {
                name.to_lowercase().contains(&role) || role.contains(&name.to_lowercase())
            })
        }) || terms.iter().any(|it| it.name.to_lowercase().contains(&role))
    };
    for &role in roles {
        if known(role) {
            continue;
        }
        let mut places = Vec::new();
        let mut plain = 0;
        for &token in index.tokens_of(doc, &role.to_lowercase()) {
            let Span { start, end } = doc.tokens[token as usize].span;
            let (at, end) = (start as usize, end as usize);
            if doc.text[at..end] != *role {
                continue;
            }
            let before = doc.text[..at].chars().next_back();
            let after = doc.text[end..].chars().next();
            if before.is_some_and(|it| it.is_alphanumeric() || it == '-')
                || after.is_some_and(|it| it.is_alphanumeric() || it == '-')
            {
                continue;
            }
            let block = doc.block_at(at as u32).and_then(|it| doc.blocks.get(it));
            if block.is_none_or(|it| it.zone != Zone::Operative) {
                continue;
            }
            let words = doc.text[..at].trim_end();
            let last = words.rsplit([' ', '\n']).next().unwrap_or("");
            let next = doc.text[end..].trim_start();
            // "the Customer", "Opdrachtgever zal", not "Client Portal" or "Prime Contractor".
            let named = next.starts_with(char::is_uppercase)
                || last.starts_with(char::is_uppercase) && !["The", "De", "Het"].contains(&last);
            if named {
                plain += 1;
                continue;
            }
            places.push(Span::new(at, end));
        }
        // Once or twice is what was left from another contract; more often, and it may have been
        // introduced in a way that isn't seen here.
        if let [first, ..] = places[..]
            && places.len() <= 3
            && plain == 0
        {
            found.push(Slip::at(SlipKind::UnknownRole, first).expecting(role));
        }
    }
}

/// Parties whose name isn't among the signatures, where another's is.
fn not_signing(doc: &Document, parties: &[Party], found: &mut Vec<Slip>) {
    if !(2..=3).contains(&parties.len()) {
        return;
    }
    // All that follows the first signature: one in a table may not have been seen as one.
    let first = doc.blocks.iter().find(|it| it.zone == Zone::Signature);
    let from = first.map_or(doc.text.len(), |it| it.span.start as usize);
    let text = window(&doc.text, from, from + 20_000).to_lowercase();
    // A form in an annex is signed by whoever uses it.
    let annex = first.and_then(|it| doc.clause_at(it.span.start)).is_some_and(|it| {
        ["Exhibit", "Annex", "Schedule", "Appendix", "Bijlage"]
            .iter()
            .any(|word| it.number.starts_with(word))
    });
    if annex || text.len() < 20 {
        return;
    }
    let bare = |it: &str| -> String {
        it.to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect()
    };
    let bare_text = bare(&text);
    let signs = |party: &Party| {
        party
            .aliases
            .iter()
            .chain([&party.name])
            .chain(party.role.as_ref())
            .any(|it| it.len() > 2 && bare_text.contains(&bare(it)))
            // The first word of its name says enough.
            || party.aliases.iter().any(|it| {
                let first = it.split([' ', ',']).find(|it| it.len() > 3);
                first.is_some_and(|it| bare_text.contains(&bare(it)))
            })
    };
    let absent: Vec<&Party> = parties.iter().filter(|it| !signs(it)).collect();
    // A signature of which the name is an image or a blank can be anyone's.
    let lines =
        ["________", "……", "........"].iter().map(|it| text.matches(it).count()).sum::<usize>();
    let spots = ["by:", "/s/", "name:", "naam:", "namens", "title:", "functie:"];
    let spots = spots.iter().map(|it| text.matches(it).count()).max().unwrap_or(0);
    if let [party] = absent[..]
        && spots <= 1
        && parties.len() - absent.len() >= 1
        && lines < 2
        // Of a party that is only known by its role, the signature carries an unknown name.
        && party.aliases.iter().any(|it| it.contains(' ') && Some(it) != party.role.as_ref())
        && parties.iter().all(|it| it.aliases.len() > 1)
    {
        let first = doc.blocks.iter().find(|it| it.zone == Zone::Signature);
        let span = first.map_or(party.definition, |it| it.span);
        found.push(
            Slip::at(SlipKind::NotSigning, span).expecting(&party.name).against(party.definition),
        );
    }
}

/// Words with a capital that are a much used term or party but for one letter.
fn misspelled(
    doc: &Document,
    index: &Index,
    parties: &[Party],
    terms: &[Term],
    found: &mut Vec<Slip>,
) {
    let mut names: HashMap<String, usize> = HashMap::new();
    let all = terms.iter().map(|it| (it.name.as_str(), it.uses.len())).chain(
        parties.iter().flat_map(|it| {
            it.role.iter().chain([&it.name]).map(move |name| (name.as_str(), it.mentions.len()))
        }),
    );
    for (name, uses) in all {
        let fits = name.chars().count() >= 7 && name.chars().all(char::is_alphabetic) && uses >= 4;
        if fits && !name.chars().all(char::is_uppercase) {
            names.entry(name.to_lowercase()).or_insert(uses);
        }
    }
    // A word that is one letter from a name, and not its plural or another form of it, begins and
    // ends as the name does.
    let mut alike: HashMap<(char, String), Vec<&str>> = HashMap::new();
    let mut sorted: Vec<&String> = names.keys().collect();
    sorted.sort();
    for name in sorted {
        if let Some(first) = name.chars().next() {
            alike.entry((first, tail(name))).or_default().push(name);
        }
    }
    if alike.is_empty() {
        return;
    }
    let mut clash: HashMap<u32, Option<&str>> = HashMap::new();
    for sentence in &doc.sentences {
        if !matches!(sentence.zone, Zone::Operative | Zone::Recital | Zone::Definition) {
            continue;
        }
        for token in doc.tokens_of(sentence) {
            if index.tokens(token.word).len() > 2
                || !doc[token.span].starts_with(char::is_uppercase)
            {
                continue;
            }
            let name = *clash.entry(token.word).or_insert_with(|| {
                let word = doc.words.get(token.word);
                let long = word.chars().count() >= 6 && word.chars().all(char::is_alphabetic);
                if !long || names.contains_key(word) {
                    return None;
                }
                let first = word.chars().next()?;
                let alike = alike.get(&(first, tail(word)))?;
                alike.iter().copied().find(|it| one_letter(word, it))
            });
            // "Automatic Renewal." opens a clause: a title, though a party is called Automattic.
            let after = doc.text.get(token.span.end as usize..).unwrap_or_default();
            let title = token.span.start == sentence.span.start
                && after.trim_start().starts_with(char::is_uppercase);
            if let Some(name) = name.filter(|_| !title) {
                found.push(Slip::at(SlipKind::Misspelled, token.span).expecting(name));
            }
        }
    }
}

/// The last two letters: where they differ, it is another form of the word ("Licensor" and
/// "Licensee", singular and plural).
fn tail(word: &str) -> String {
    let from = word.char_indices().rev().nth(1).map_or(0, |it| it.0);
    word[from..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_but_for_a_letter() {
        assert!(one_letter("opdrachtgever", "opdrachgever"));
        assert!(one_letter("leverancier", "leverancire"));
        assert!(!one_letter("licensor", "licensee"));
        assert!(differ_little("Zonnehof Beheer B.V.", "Zonnehof Beher B.V."));
        assert!(!differ_little("Fund II L.P.", "Fund III L.P."));
        assert!(!differ_little("Noord Beheer B.V.", "Zuid Beheer B.V."));
    }
}
