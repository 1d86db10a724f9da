//! The name in the words that describe a party: "ACME Inc., a Delaware corporation", "De besloten
//! vennootschap … Voorbeeld B.V., gevestigd te Utrecht".

use super::candidate::unnumbered;
use super::form::{after_legal_form, is_inside_name, without_legal_form};
use super::preamble::is_example;
use super::proper::{is_body, is_proper, is_public_body};
use super::{is_role, nobody};
use crate::language::{Language, PartyWords};

/// The name at the start of a description: "ACME Inc., a Delaware corporation", "De besloten
/// vennootschap … Voorbeeld B.V., gevestigd te Utrecht".
pub(super) fn name_in(description: &str) -> Option<String> {
    let mut text = description;
    let lower = description.to_ascii_lowercase();
    let mut start = 0;
    for cue in [
        "between ",
        "between:",
        "among ",
        "tussen ",
        "tussen:",
        "ondergetekenden:",
        "ondergetekenden ",
        "enerzijds:",
        "anderzijds:",
        "partij 1:",
        "partij 2:",
        "partij a:",
        "partij b:",
        "entered into by ",
        "under which ",
        "pursuant to which ",
        "whereby ",
        "authorizes ",
        "appoints ",
        "engages ",
        "name:",
        "naam:",
    ] {
        if let Some(at) = lower.rfind(cue) {
            start = start.max(at + cue.len());
        }
    }
    text = text.get(start..)?;
    loop {
        let before = text.len();
        text = text.trim_start_matches(|it: char| {
            !it.is_alphanumeric() && !matches!(it, '[' | '{' | '<' | '&')
        });
        for prefix in PREFIXES {
            if let Some(rest) = strip_start(text, prefix)
                && rest.starts_with([' ', ':', ',', ')', '.'])
            {
                text = rest;
            }
        }
        // A number of the party: "1." or "(i)".
        if let Some((number, rest)) = text.split_once([' ', ')'])
            && number.len() <= 3
            && number.trim_end_matches(['.', ')']).bytes().all(|it| it.is_ascii_digit())
        {
            text = rest;
        }
        if text.len() == before {
            break;
        }
    }
    let mut end = text.len();
    let lower = text.to_ascii_lowercase();
    for stop in [
        " gevestigd",
        " statutair",
        " kantoorhoudende",
        " wonende",
        " geboren",
        " ten deze",
        ";",
        " handelend",
        " ingeschreven",
        " vertegenwoordigd",
        " te dezen",
        " a company",
        " a corporation",
        " a limited",
        " whose ",
        " having ",
        " with its ",
        " with a ",
        " located ",
        " met adres",
        "\n",
        " and ",
        " rechtsgeldig",
        " hierna",
        " organized",
        " incorporated",
        " acting",
        " residing",
        " as of",
        " a delaware",
        " hereinafter",
        " op het adres",
        "](",
        "]",
        " dated",
        " krachtens",
        " waarop",
        " waarvan",
        " zoals",
        " betreffende",
        " voor zover",
        " met wie",
        " with respect",
        " with whom",
        " an ",
        " stated in",
        " op het gebied",
    ] {
        // "Kestrel Savings and Loan Association" is one name.
        let loan = |at: usize| lower[at..].starts_with(" and loan ");
        if let Some(at) = lower.find(stop).filter(|&at| !loan(at)) {
            end = end.min(at);
        }
    }
    let bracket = text.match_indices(" (").find(|it| !is_inside_name(text, it.0));
    end = bracket.map_or(end, |it| end.min(it.0));
    // "college van Ede over de wijze van toezicht".
    if let Some(at) = lower.find(" over ")
        && is_public_body(&text[..at])
    {
        end = end.min(at);
    }
    let mut from = 0;
    while let Some(at) = text[from..end].find(", ").map(|it| from + it) {
        let next = &lower[at + 2..end.max(at + 2)];
        let form =
            ["inc", "llc", "l.l.c", "ltd", "l.p", "lp", "n.a", "corp", "s.a", "plc", "gmbh", "b.v"]
                .iter()
                .any(|it| next.starts_with(it));
        if !form {
            end = at;
            break;
        }
        from = at + 2;
    }
    end = end.min(after_legal_form(text).unwrap_or(end));
    // "Uitgeverij De Brug te Ede".
    if let Some(at) = lower.find(" te ").filter(|&at| at >= 3 && at < end)
        && text[at + 4..].starts_with(char::is_uppercase)
    {
        end = at;
    }
    // "Verzekerde voor schade als gevolg van": the role alone.
    if let Some((first, rest)) = text[..end].split_once(' ')
        && is_role(first)
        && !PartyWords::all().bodies.contains(first)
        && rest.starts_with(char::is_lowercase)
        && !rest.starts_with("of ")
        && !rest.starts_with("van ")
    {
        end = first.len();
    }
    let marks = [',', ':', '"', '“', '*', '_', ' '];
    let name = text[..end].trim_end_matches(marks).trim();
    let account = name.starts_with("IBAN") || name.starts_with("KvK") || name.starts_with("BTW");
    let fits = (2..=90).contains(&name.len())
        && (is_public_body(name)
            || without_legal_form(name).is_some() && !name.starts_with("a ")
            || name.starts_with(|it: char| {
                it.is_uppercase() || it.is_ascii_digit() || matches!(it, '[' | '{' | '<')
            }))
        && name.split(' ').count() <= 10
        && name.contains(char::is_alphabetic)
        && !name.contains([':', '”'])
        && name.matches('(').count() == name.matches(')').count()
        && !account
        && !nobody(name);
    fits.then(|| name.to_owned())
}

/// A name without the date that stands behind it on a cover: "GINARES GROUP AG January 5".
fn without_date(name: String) -> String {
    let is_month = |it: &str| {
        let lower = it.to_lowercase();
        Language::ALL.iter().any(|at| at.tables().months.contains(&lower.as_str()))
    };
    let words = name.split(' ').skip(1).find(|it| is_month(it));
    match words.and_then(|it| name.find(it)) {
        Some(at) => name[..at].trim_end_matches([' ', ',']).to_owned(),
        None => name,
    }
}

/// The name right before the words that give it another: the last of "…, a Delaware corporation,
/// and Tern Limited".
pub(super) fn name_before(described: &str) -> Option<String> {
    // "De Brug, vertegenwoordigd door mevrouw A en de heer B": whoever acts for a party is none.
    let acts = ["vertegenwoordigd door", "represented by"].iter().find_map(|it| described.find(it));
    let head = acts.map(|at| &described[..at]);
    let head = head.and_then(|it| name_before(it).or_else(|| named(unnumbered(it))));
    let head = head.filter(|it| is_proper(it));
    if head.is_some() {
        return head;
    }
    // What stands to the right of these can be a name of its own, if it looks like that of a body.
    let mut end = described.len();
    while let Some(at) = [" and ", " AND ", " en ", "; ", " & (", "(b) ", "(ii) ", "hand, "]
        .iter()
        .filter_map(|it| described.get(..end)?.rfind(it).map(|at| (at, at + it.len())))
        .max()
    {
        let chunk = described.get(at.1..).unwrap_or("");
        if let Some(name) = name_in(chunk).filter(|it| is_proper(it))
            && (without_legal_form(&name).is_some()
                || is_public_body(&name)
                || name.contains(' ') && described_as(chunk, &name))
        {
            return Some(name);
        }
        end = at.0;
    }
    name_in(described)
}

/// The name that a description begins with, also behind what somebody is: "bewonersgroep De Brug".
pub(super) fn named(described: &str) -> Option<String> {
    let fits = |it: &String| is_proper(it) && !is_form(it);
    // The full stop of a sentence is no part of a name.
    let end = described.trim_end_matches(['.', ' ']);
    let long = end.rsplit([' ', '.']).next().is_some_and(|it| it.chars().count() > 4);
    let described = if long { end } else { described };
    if let Some(name) = name_in(described).filter(fits) {
        return Some(name);
    }
    let mut rest = described.trim_start_matches(|it: char| !it.is_alphabetic());
    for _ in 0..4 {
        let (word, next) = rest.split_once(' ')?;
        let plain = word.chars().all(|it| it.is_lowercase() || it == '-');
        if !plain || ["door", "by", "aan", "te", "in", "van", "namens"].contains(&word) {
            return None;
        }
        rest = next.trim_start();
        if rest.starts_with(char::is_uppercase) {
            return name_in(rest).filter(fits);
        }
    }
    None
}

/// Whether a name is a word of a form: "Adres", "Telefoonnummer".
fn is_form(name: &str) -> bool {
    let first = name.split([' ', ':', '/']).next().unwrap_or_default().to_lowercase();
    const OTHERS: [&str; 12] = [
        "adres",
        "address",
        "kvk",
        "kvk-nummer",
        "postcode",
        "woonplaats",
        "geboortedatum",
        "vertegenwoordigd",
        "contactpersoon",
        "btw-nummer",
        "iban",
        "represented",
    ];
    PartyWords::all().labels.contains(first.as_str()) || OTHERS.contains(&first.as_str())
}

/// Whether a name is followed by nothing, or by what somebody is: ", a Delaware corporation".
fn described_as(chunk: &str, name: &str) -> bool {
    let Some(at) = chunk.find(name) else { return false };
    let rest = chunk.get(at + name.len()..).unwrap_or("").trim_start_matches([',', ' ']);
    rest.is_empty()
        || rest.starts_with("a ")
        || rest.starts_with("an ")
        || rest.starts_with("wonende")
}

/// Whether a template leaves the name open here: "____", "{{naam}}", "[naam]", ", gevestigd te".
pub(super) fn is_blank(described: &str) -> bool {
    described.contains("___")
        || described.contains("...")
        || described.contains(['{', '[', '<', '•'])
        || described.contains("(NAAM")
        || described.trim_start().starts_with([',', '('])
}

/// Words before a name that are not part of it, in lower case.
const PREFIXES: &[&str] = &[
    "on the one hand,",
    "on the other hand,",
    "on the one hand",
    "on the other hand",
    "on one hand,",
    "en",
    "and",
    "de",
    "the",
    "het",
    "besloten vennootschap met beperkte aansprakelijkheid",
    "besloten vennootschap",
    "naamloze vennootschap",
    "commanditaire vennootschap",
    "vennootschap onder firma",
    "vennootschap",
    "eenmanszaak",
    "publiekrechtelijke rechtspersoon",
    "rechtspersoon",
    "de heer",
    "heer",
    "mevrouw",
    "dhr.",
    "dhr",
    "mw.",
    "mr.",
    "naar nederlands recht",
    "enerzijds",
    "anderzijds",
    "partij a",
    "partij b",
    "partij 1",
    "partij 2",
    "ondergetekende",
    "ondergetekenden",
    "de ondergetekenden",
    "stichting naar nederlands recht",
    "this",
    "agreement",
    "party a",
    "party b",
    "between",
    "by",
    "tussen",
    "onderneming",
    "dagelijks bestuur van",
    "algemeen bestuur van",
    "gedeputeerde staten van",
    "college van burgemeester en wethouders van",
    "college van b&w van",
    "burgemeester van",
    "mevr.",
    "mevr",
    "dhr./mevr.",
    "heer/mevrouw",
];

/// The role and the name in "Opdrachtgever: Voorbeeld B.V.".
pub(super) fn role_and_name(text: &str) -> Option<(&str, String)> {
    let (role, rest) = text.split_once(':')?;
    let role = role.trim();
    let name = name_in(rest)?;
    (is_role(role) && role.starts_with(char::is_uppercase)).then_some((role, name))
}

/// The names in "between X and Y", where no other name is given to them but "you, the Merchant".
pub(super) fn between(text: &str) -> Option<[(String, Option<String>); 2]> {
    let lower = text.to_ascii_lowercase();
    let at = [" between ", " tussen ", "between ", "tussen "]
        .iter()
        .find_map(|it| lower.find(it).map(|at| at + it.len()))
        .filter(|&at| !is_example(text.get(..at).unwrap_or_default()))?;
    let rest = text.get(at..)?;
    let lower = rest.to_ascii_lowercase();
    let (end, word) = [" and ", " en "].iter().find_map(|it| Some((lower.find(it)?, it)))?;
    let (first, second) = (rest.get(..end)?, rest.get(end + word.len()..)?);
    // "tussen Noordland, Zuidland en Sint Joris" names three.
    let listed = |it: &str| {
        it.starts_with(char::is_uppercase) && it.split(' ').count() <= 3 && is_proper(it)
    };
    if first.contains(", ") && without_legal_form(first).is_none() && first.split(", ").all(listed)
    {
        return None;
    }
    let reader = second.strip_prefix("you, the ").or_else(|| second.strip_prefix("you (the "));
    // "between {{minUnits}} and {{maxUnits}}" is an amount.
    let amount = |it: &str| {
        let lower = it.to_lowercase();
        it.starts_with(['{', '[', '<'])
            && ["min", "max", "date", "number", "amount"].iter().any(|it| lower.contains(it))
    };
    let named = |it: &str| {
        let name = name_in(it).map(without_date).filter(|it| is_proper(it) || is_body(it));
        name.filter(|it| !amount(it))
    };
    let second = match reader.and_then(|it| it.split(|it: char| !it.is_alphanumeric()).next()) {
        Some(role) if role.starts_with(char::is_uppercase) => (role.to_owned(), None),
        _ => (in_placeholder(second).map_or_else(|| named(second), Some)?, None),
    };
    let first = in_placeholder(first).map_or_else(|| named(first), Some)?;
    // "an agreement between Provider and Subprocessor" is one that a clause speaks of.
    let word = |it: &str| !is_role(it) && !it.contains([' ', '{', '[', '<']);
    let mixed = is_role(&first) && word(&second.0) || is_role(&second.0) && word(&first);
    (!mixed).then_some([(first, None), second])
}

/// The role that a blank is called after: "{customer_name}" is the Customer.
pub(super) fn in_placeholder(text: &str) -> Option<String> {
    let inner = text.trim_start().strip_prefix(['{', '[', '<'])?;
    let inner = &inner[..inner.find(['}', ']', '>'])?];
    let mut words = inner.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    let first = words.next()?;
    // "[naam opdrachtnemer]".
    let named = ["naam", "name", "bedrijfsnaam"].contains(&first.to_lowercase().as_str());
    let role = if named { words.next()? } else { first };
    is_role(role).then(|| super::capitalised(role))
}

pub(super) fn strip_start<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    let start = text.get(..lower.len())?;
    start.eq_ignore_ascii_case(lower).then(|| &text[lower.len()..])
}
