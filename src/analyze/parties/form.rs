//! Legal forms: where a name ends by the form of who has it, and the name without it.

use super::name::strip_start;

/// Forms that no other word looks like, in lower case.
const FORMS: &[&str] = &[
    "b.v.",
    "bv",
    "n.v.",
    "nv",
    "inc.",
    "inc",
    "llc",
    "l.l.c.",
    "ltd.",
    "ltd",
    "limited",
    "corp.",
    "corp",
    "corporation",
    "plc",
    "gmbh",
    "v.o.f.",
    "vof",
    "s.a.",
    "l.p.",
    "lp",
    "co.",
    "s.r.l.",
    "a/s",
    "a.s.",
    "bvba",
    "ag",
    "llp",
    "incorporated",
    "u.a.",
    "c.v.",
    "s.p.a.",
    "b.v.b.a.",
    "vzw",
    "s.à.r.l.",
];

/// Forms that are words, or the ends of words, in other letters.
const CAPITAL_FORMS: &[&str] =
    &["SA", "SE", "AB", "KG", "SAS", "CV", "SpA", "Oy", "ApS", "AS", "SRL", "Sàrl", "SARL", "UA"];

/// The name without ", Inc." or " B.V.", where it has one and enough is left to know it by.
pub(super) fn without_legal_form(name: &str) -> Option<&str> {
    let last = name.rfind(' ')?;
    let form = &name[last + 1..];
    let known = CAPITAL_FORMS.contains(&form)
        || form.len() <= 12 && FORMS.contains(&form.to_lowercase().as_str());
    let short = name[..last].trim_end_matches([',', ' ']);
    (known && short.len() >= 4).then_some(short)
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
    const BEHIND: [&str; 11] = [
        "limited", "ltd", "b.v.", "inc", "llc", "plc", "l.p.", "gmbh", "co ltd", "co., ltd",
        "co. ltd",
    ];
    BEHIND.iter().any(|it| strip_start(rest, it).is_some())
}

/// Where a name ends by the legal form of who has it: "Tern B.V. te Lent".
pub(super) fn after_legal_form(text: &str) -> Option<usize> {
    const ENDS: [&str; 25] = [
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
        " u.a. ",
        " vof ",
        " c.v. ",
        " vzw ",
    ];
    let lower = text.to_ascii_lowercase();
    let form = ENDS.iter().filter_map(|it| lower.find(it).map(|at| at + it.len() - 1)).min();
    // "Tern Corporation 12 Palm Avenue".
    let street = lower.find(" corporation ").map(|at| at + " corporation".len()).filter(|&at| {
        lower.get(at + 1..).is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()))
    });
    form.into_iter().chain(street).min()
}
