//! Whether words can be a name: by their capitals, by what a body is called, by what is made of
//! them.

use super::form::without_legal_form;
use super::{listed, same};
use crate::language::PartyWords;

/// Whether every word of a name has a capital, but for the small words in it.
pub(super) fn is_proper(name: &str) -> bool {
    const SMALL: &[&str] = &[
        "de",
        "den",
        "der",
        "van",
        "het",
        "te",
        "ten",
        "ter",
        "en",
        "of",
        "the",
        "and",
        "for",
        "voor",
        "und",
        "von",
        "in",
        "&",
        "gemeente",
        "minister",
        "ministerie",
        "hogeschool",
        "universiteit",
        "stichting",
        "vereniging",
        "provincie",
        "waterschap",
        "coöperatie",
        "’t",
        "'t",
        "on",
        "op",
        "d.o.o.",
        "maatschap",
        "du",
        "des",
        "la",
        "le",
        "del",
        "di",
        "et",
        "y",
        "bij",
        "aan",
        "tot",
        "politie",
        "staat",
        "college",
    ];
    // Laws, documents and dates have capitals too.
    const THINGS: &[&str] = &[
        "act",
        "code",
        "policy",
        "plan",
        "agreement",
        "regulation",
        "program",
        "statement",
        "date",
        "period",
        "dated",
        "wet",
        "regeling",
        "overeenkomst",
        "december",
        "january",
        "june",
        "july",
        "amendment",
        "addendum",
        "exhibit",
    ];
    const STARTS: &[&str] = &[
        "on", "upon", "in", "as", "at", "for", "to", "this", "if", "when", "all", "any", "each",
        "op",
    ];
    let thing = name.split([' ', ',']).any(|it| listed(THINGS, it));
    let opens = name.split(' ').next().is_some_and(|it| listed(STARTS, it));
    !thing
        && !opens
        && (!name.contains(". ") || is_initialled(name))
        && name.split(' ').all(|word| {
            let first = word.trim_start_matches(['(', '"', '“', '’', '\'']).chars().next();
            // "iPayment, Inc." has its capital inside.
            let inside = word.chars().nth(1).is_some_and(char::is_uppercase);
            // "ternbooks.com, Inc." is called after its site.
            let bare = word.trim_end_matches([',', '.']);
            let inside = inside || bare.contains('.') || ["inc", "llc", "ltd"].contains(&bare);
            SMALL.contains(&word) || first.is_none_or(|it| !it.is_lowercase()) || inside
        })
}

/// Whether the full stops in a name follow initials: "A. de Boer", "J.P. Smit B.V. te Lent".
fn is_initialled(name: &str) -> bool {
    name.split(' ')
        .filter(|it| it.ends_with('.'))
        .all(|it| it.len() <= 5 || it.matches('.').count() > 1)
}

/// Whether one of the aliases is taken from the name, or the name is that of a legal person.
pub(super) fn belongs(name: &str, aliases: &[String]) -> bool {
    without_legal_form(name).is_some() || is_taken_from(name, aliases)
}

/// Whether one of the aliases is a word of the name or its initials.
pub(super) fn is_taken_from(name: &str, aliases: &[String]) -> bool {
    let words = name.split(' ').filter(|it| !listed(&["of", "the", "and", "van", "de", "&"], it));
    let initials: String = words.filter_map(|it| it.chars().next()).collect();
    // "MICOA" takes its o from an "of".
    let all: String = name.split(' ').filter_map(|it| it.chars().next()).collect();
    let all = all.to_uppercase();
    aliases.iter().any(|alias| {
        name.split([' ', ',']).any(|word| word.len() > 2 && same(word, alias))
            || name.contains(alias.as_str())
            || initials.starts_with(alias.as_str())
            || alias.len() >= 3 && all.starts_with(alias.as_str())
    })
}

/// A name that starts with a small letter: "gemeente Utrecht".
pub(super) fn is_public_body(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(first, rest)| {
        PartyWords::all().bodies.contains(first)
            && ["van de ", "van het ", "van ", "of the ", "of "]
                .iter()
                .find_map(|it| rest.strip_prefix(it))
                .unwrap_or(rest)
                .starts_with(char::is_uppercase)
    })
}

/// Whether a name is that of a public body, with or without a capital: "College toezicht water".
pub(super) fn is_body(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    PartyWords::all().bodies.contains(first.as_str())
}
