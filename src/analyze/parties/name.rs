//! The name in the words that describe a party: "ACME Inc., a Delaware corporation", "De besloten
//! vennootschap … Voorbeeld B.V., gevestigd te Utrecht".

use super::{is_role, listed, nobody, same};
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

/// Whether a name is that of a public body, with or without a capital: "College toezicht water".
fn is_body(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    PartyWords::all().bodies.contains(first.as_str())
}

/// Whether a bracket belongs to a name that goes on behind it: "Tern (Africa) (Pty) Limited".
pub(super) fn is_inside_name(text: &str, at: usize) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().trim_start();
    for _ in 0..3 {
        if !rest.starts_with('(') {
            break;
        }
        let Some(end) = rest.find(')').filter(|it| *it <= 24) else { return false };
        rest = rest[end + 1..].trim_start();
    }
    const FORMS: [&str; 11] = [
        "limited", "ltd", "b.v.", "inc", "llc", "plc", "l.p.", "gmbh", "co ltd", "co., ltd",
        "co. ltd",
    ];
    FORMS.iter().any(|it| strip_start(rest, it).is_some())
}

/// Where a name ends by the legal form of who has it: "Tern B.V. te Lent".
fn after_legal_form(text: &str) -> Option<usize> {
    const FORMS: [&str; 21] = [
        " a/s ",
        " ag ",
        " llp ",
        " bvba ",
        " s.p.a. ",
        " b.v. ",
        " bv ",
        " n.v. ",
        " nv ",
        " inc. ",
        " inc ",
        " llc ",
        " ltd. ",
        " ltd ",
        " limited ",
        " corp. ",
        " gmbh ",
        " plc ",
        " v.o.f. ",
        " s.r.l. ",
        " co., ltd. ",
    ];
    let lower = text.to_ascii_lowercase();
    let form = FORMS.iter().filter_map(|it| lower.find(it).map(|at| at + it.len() - 1)).min();
    // "Tern Corporation 12 Palm Avenue".
    let street = lower.find(" corporation ").map(|at| at + " corporation".len()).filter(|&at| {
        lower.get(at + 1..).is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()))
    });
    form.into_iter().chain(street).min()
}

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

/// The name right before the words that give it another: the last of "…, a Delaware corporation,
/// and Tern Limited".
pub(super) fn name_before(described: &str) -> Option<String> {
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
        .find_map(|it| lower.find(it).map(|at| at + it.len()))?;
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
    Some([(first, None), second])
}

/// The role that a blank is called after: "{customer_name}" is the Customer.
pub(super) fn in_placeholder(text: &str) -> Option<String> {
    let inner = text.trim_start().strip_prefix(['{', '[', '<'])?;
    let inner = inner.trim_start_matches(['{', '[', '<', '_']);
    let end = inner.find(|it: char| !it.is_alphanumeric())?;
    let role = inner.get(..end)?;
    is_role(role).then(|| super::capitalised(role))
}

/// The name without ", Inc." or " B.V.", where it has one and enough is left to know it by.
pub(super) fn without_legal_form(name: &str) -> Option<&str> {
    const FORMS: &[&str] = &[
        " b.v.",
        " bv",
        " n.v.",
        " nv",
        " inc.",
        " inc",
        " llc",
        " l.l.c.",
        " ltd.",
        " ltd",
        " limited",
        " corp.",
        " corp",
        " corporation",
        " plc",
        " gmbh",
        " v.o.f.",
        " vof",
        " s.a.",
        " l.p.",
        " lp",
        " co.",
        " s.r.l.",
        " a/s",
        " a.s.",
        " bvba",
        " ag",
        " llp",
        " incorporated",
    ];
    let lower = name.to_ascii_lowercase();
    let form = FORMS.iter().find(|it| lower.ends_with(*it))?;
    let short = name.get(..name.len() - form.len())?.trim_end_matches([',', ' ']);
    (short.len() >= 4).then_some(short)
}
fn strip_start<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    let start = text.get(..lower.len())?;
    start.eq_ignore_ascii_case(lower).then(|| &text[lower.len()..])
}
