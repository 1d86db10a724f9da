//! References: to clauses and annexes of this contract, and to statutes.
//!
//! What kind of target it is comes first: a missing article of the Civil Code is no mistake in
//! the contract.

mod annexes;
mod missing;
mod slips;

use super::index::{Index, window};
use super::parts::Parts;
use crate::document::Document;
use crate::span::Span;
pub(super) use slips::{changes_another, slips};
use std::collections::HashMap;

/// A passage that sends the reader elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The words: `artikel 4 lid 2`, `Section 5.10(b)`, `Bijlage 1`. In a list ("artikelen 7, 9 en
    /// 11") only the first has its noun.
    pub span: Span,
    /// The number, as a clause is cited: `4 lid 2`, `5.10(b)`, `Bijlage 1`.
    pub number: String,
    /// Where it leads.
    pub target: Target,
}

/// Where a reference leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A clause of this contract, an index into [`Document::clauses`]; none when there is none
    /// with that number.
    Clause(Option<u32>),
    /// An annex to this contract; none when it is not in the file.
    Annex(Option<u32>),
    /// A statute or another document; or a clause of a contract whose clauses carry no numbers
    /// (they were lost in the file), so that nothing can be said.
    Elsewhere,
}

/// Nouns of references, and whether they name an annex.
const WORDS: &[(&str, bool)] = &[
    ("artikel", false),
    ("artikelen", false),
    ("art", false),
    ("article", false),
    ("articles", false),
    ("section", false),
    ("sections", false),
    ("clause", false),
    ("clauses", false),
    ("paragraph", false),
    ("paragraphs", false),
    ("paragraaf", false),
    ("§", false),
    ("bijlage", true),
    ("bijlagen", true),
    ("annex", true),
    ("annexes", true),
    ("schedule", true),
    ("schedules", true),
    ("exhibit", true),
    ("exhibits", true),
    ("appendix", true),
    ("appendices", true),
    ("attachment", true),
];

/// Words after the number that place it in a statute, in lower case.
const STATUTES: &[&str] = &[
    " bw",
    " awb",
    " avg",
    " gdpr",
    " uavg",
    " rv",
    " sr",
    " fw",
    " vweu",
    " tfeu",
    " wetboek",
    " burgerlijk",
    " van de wet",
    " van het wetboek",
    " van de algemene verordening",
    " of the gdpr",
    " wet ",
    " act",
    " code",
    " u.s.c",
    " of the act",
    " of the code",
    " of the securities",
    " of the internal",
    " van de avg",
    " statuten",
    " van verordening",
    " of regulation",
    " of directive",
    " of the bankruptcy",
    " of the uniform",
    " lid bw",
    " of title",
    " regulation",
    " directive",
    " van richtlijn",
    " van de verordening",
    " gw",
    " wbp",
    " of the exchange",
];

/// The references of `doc`, in order.
pub(super) fn references(doc: &Document, index: &Index, parts: &Parts) -> Vec<Reference> {
    let numbers = Numbers::of(doc, parts);
    let highest = doc.clauses.iter().filter_map(|it| leading(&it.number)).max().unwrap_or(0);
    let changes = changes_another(doc);
    let mut found = Vec::new();
    let mut past = 0;
    for (noun, annex) in nouns(doc, index) {
        let (start, end) = (noun.start as usize, noun.end as usize);
        if start < past {
            continue;
        }
        let Some(rest) = doc.text[end..].strip_prefix(' ') else { continue };
        let word = &doc.text[start..end];
        let first = end + 1;
        let cited = cited(rest, annex);
        let Some(last) = cited.last() else { continue };
        past = first + last.1;
        let after = &doc.text.as_bytes()[past..];
        let in_statute = STATUTES.iter().any(|it| {
            after.get(..it.len()).is_some_and(|it2| it2.eq_ignore_ascii_case(it.as_bytes()))
                && !after.get(it.len()).is_some_and(|it| it.is_ascii_alphanumeric() || *it > 127)
        }) || cited.iter().any(|it| it.2.contains(':'))
            || is_code(window(&doc.text, start.saturating_sub(14), start));
        let other = in_statute || of_another(&doc.text[past..], changes);
        if !annex && is_heading(doc, start, past) {
            continue;
        }
        for (index, (from, to, number)) in cited.into_iter().enumerate() {
            let at = if index == 0 { start } else { first + from };
            let span = Span::new(at, first + to);
            let number = if annex { format!("{} {number}", singular(word)) } else { number };
            // No contract of nineteen articles has an article 1798.
            let far = leading(&number).is_some_and(|it| it > 2 * highest + 20)
                || number.split('.').any(|it| it.parse::<u32>().is_ok_and(|it| it > 150));
            let target = if other || !annex && (far || numbers.0.len() < 3) {
                Target::Elsewhere
            } else if annex {
                Target::Annex(numbers.find(parts.at(span.start), &number.to_lowercase()))
            } else {
                Target::Clause(clause(doc, &numbers, parts.at(span.start), span.start, &number))
            };
            found.push(Reference { span, number, target });
        }
    }
    found
}

/// Whether the words before a section sign name a code of statutes: `Wash. Rev. Code §`.
fn is_code(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '§']);
    ["Code", "Stat.", "U.S.C.", "C.F.R.", "Regs.", "Rev.", "Act"]
        .iter()
        .any(|it| before.ends_with(it))
}

/// Whether what stands behind a reference names another agreement: "of the Base Agreement", or "of
/// the Agreement" in a text that changes that agreement.
fn of_another(after: &str, changes: bool) -> bool {
    const OF: &[&str] =
        &[" of the ", " of that ", " van de ", " in the ", " under the ", " to the "];
    const TEXTS: &[&str] = &[
        "Agreement",
        "Contract",
        "Lease",
        "Plan",
        "Indenture",
        "Policy",
        "Order",
        "Overeenkomst",
        "Raamovereenkomst",
        "Hoofdovereenkomst",
        "MSA",
        "Mortgage",
        "Note",
        "Act",
        "Code",
        "Treaty",
        "Charter",
        "Bylaws",
        "Statuten",
        "Voorwaarden",
        "Reglement",
    ];
    let Some(rest) = OF.iter().find_map(|it| after.strip_prefix(it)) else { return false };
    let capital = |it: &&str| it.starts_with(char::is_uppercase);
    let plain = |it| str::trim_matches(it, |it: char| !it.is_alphanumeric());
    let name: Vec<&str> = rest.split([' ', '\n']).take(6).take_while(capital).map(plain).collect();
    let last = name.iter().rposition(|it| TEXTS.contains(it));
    last.is_some_and(|it| it > 0 || changes)
}

/// Whether what looks like a reference is the heading of a clause that was not seen as one: it
/// opens its line, and a title or nothing follows.
fn is_heading(doc: &Document, start: usize, end: usize) -> bool {
    let before = window(&doc.text, start.saturating_sub(8), start);
    let line = before.rsplit('\n').next().unwrap_or("");
    let opens = (before.len() < 8 || before.contains('\n'))
        && line.chars().all(|it| matches!(it, '#' | '*' | '|' | '_' | ' ' | '>' | '§'));
    let named = doc.text[start..].starts_with(char::is_uppercase);
    let after = doc.text[end..].split('\n').next().unwrap_or("");
    let title = after.trim_start_matches(['.', ':', '-', '–', '—', '|', ' ', '*', ')', '_']);
    opens && named && (title.is_empty() || title.starts_with(char::is_uppercase))
}

/// The number that a citation starts with.
fn leading(number: &str) -> Option<u32> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    number[..digits].parse().ok()
}

/// The nouns of references in order, each with whether it names an annex.
fn nouns(doc: &Document, index: &Index) -> Vec<(Span, bool)> {
    let mut nouns: Vec<(Span, bool)> = Vec::new();
    for &(word, annex) in WORDS {
        if word == "§" {
            let signs = index.signs().iter().filter(|it| it.char == '§');
            nouns.extend(signs.map(|it| (Span { start: it.at, end: it.at + 2 }, annex)));
            continue;
        }
        for &token in index.tokens_of(doc, word) {
            let mut span = doc.tokens[token as usize].span;
            let before = &doc.text[..span.start as usize];
            // "sub-clause" is a noun of its own; other compounds are not references.
            if before.ends_with('-') {
                let sub = before.len().checked_sub(4).and_then(|at| before.get(at..));
                if !word.starts_with("clause")
                    || !sub.is_some_and(|it| it.eq_ignore_ascii_case("sub-"))
                {
                    continue;
                }
                span.start -= 4;
            }
            if word == "art" {
                if !doc.text[span.end as usize..].starts_with('.') {
                    continue;
                }
                span.end += 1;
            }
            nouns.push((span, annex));
        }
    }
    nouns.sort_unstable();
    nouns
}

/// The clauses by number, in lower case: the first with it in each part of the file that has one,
/// with the part, in order.
struct Numbers(HashMap<String, Vec<(usize, u32)>>);

impl Numbers {
    fn of(doc: &Document, parts: &Parts) -> Numbers {
        let mut numbers: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
        for (at, clause) in (0..).zip(&doc.clauses) {
            if !clause.number.is_empty() {
                let part = parts.at(clause.span.start);
                let places = numbers.entry(clause.number.to_lowercase()).or_default();
                if places.last().is_none_or(|it| it.0 < part) {
                    places.push((part, at));
                }
            }
        }
        Numbers(numbers)
    }

    /// The clause with this number, first of all in this part.
    fn find(&self, part: usize, number: &str) -> Option<u32> {
        let places = self.0.get(number)?;
        let own = places.binary_search_by_key(&part, |it| it.0).unwrap_or(0);
        places.get(own).map(|it| it.1)
    }
}

/// The clause with this number, in the annex that the reference stands in or else in the body; of
/// "4.2(b)" the clause 4.2 will do, because letters often stand inside its text.
fn clause(doc: &Document, numbers: &Numbers, part: usize, at: u32, number: &str) -> Option<u32> {
    let number = number.to_lowercase();
    let here = doc.clause_at(at).and_then(|it| it.number.rsplit_once(", ").map(|it| it.0));
    let find = |number: &str| {
        here.and_then(|annex| numbers.find(part, &format!("{}, {number}", annex.to_lowercase())))
            .or_else(|| numbers.find(part, number))
    };
    let base = number.split(['(', ' ']).next().unwrap_or("");
    // "artikel 4 lid 2" may be numbered 4.2 in the contract, and the other way round.
    let dotted = number.replace(" lid ", ".").replace(" onder ", "(");
    find(&number)
        .or_else(|| find(&dotted))
        .or_else(|| find(dotted.split(['(', ' ']).next().unwrap_or("")))
        .or_else(|| number.contains(['(', ' ']).then(|| find(base)).flatten())
}

/// The numbers at the start of `text`, "7, 9 en 11", each with its bytes.
fn cited(text: &str, annex: bool) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let token_end = rest.find([' ', ',', ';', '\n']).unwrap_or(rest.len());
        let token = rest[..token_end].trim_end_matches(['.', ':', '”', '"', '’', '\'']);
        // "(see 4.2.)"
        let token = if token.ends_with(".)") { token.trim_end_matches(['.', ')']) } else { token };
        let token = if token.contains('(') { token } else { token.trim_end_matches(')') };
        if !is_number(token, annex, found.is_empty()) {
            break;
        }
        let mut number = token.to_owned();
        let mut end = at + token.len();
        // " lid 2", ", lid 2", " onder b".
        for part in ["lid", "onder", "sub"] {
            let after = text[end..].trim_start_matches([',', ' ']);
            if let Some(value) = after.strip_prefix(part).and_then(|it| it.strip_prefix(' ')) {
                let len = value.find(|it: char| !it.is_alphanumeric()).unwrap_or(value.len());
                if (1..=3).contains(&len) {
                    let part = if part == "sub" { "onder" } else { part };
                    number = format!("{number} {part} {}", &value[..len]);
                    end = text.len() - value.len() + len;
                }
            }
        }
        found.push((at, end, number));
        let rest = &text[end..];
        let Some(gap) =
            [", ", " en ", " and ", " of ", " or ", " t/m ", " tot en met ", " to ", " through "]
                .iter()
                .find(|it| rest.starts_with(**it))
        else {
            break;
        };
        at = end + gap.len();
        if found.len() >= 20 {
            break;
        }
    }
    found
}

/// `4`, `4.2`, `4.2(b)`, `6:248`, `IV`; for annexes `A` and `1b` too.
fn is_number(token: &str, annex: bool, first: bool) -> bool {
    if token.is_empty() || token.len() > 16 {
        return false;
    }
    let base = token.split('(').next().unwrap_or("");
    let digits = base.starts_with(|it: char| it.is_ascii_digit())
        && base.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b':' | b'-'))
        && base.bytes().filter(u8::is_ascii_alphabetic).count() <= 1
        && base.len() <= 10;
    let numeral = first && base.bytes().all(|it| matches!(it, b'I' | b'V' | b'X'));
    let letter = annex && base.len() == 1 && base.bytes().all(|it| it.is_ascii_uppercase());
    digits || numeral && !base.is_empty() || letter
}

fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.as_str() {
        "bijlagen" => "Bijlage".to_owned(),
        "appendices" => "Appendix".to_owned(),
        "annexes" => "Annex".to_owned(),
        "schedules" => "Schedule".to_owned(),
        "exhibits" => "Exhibit".to_owned(),
        _ => {
            let mut chars = lower.chars();
            chars.next().map_or(String::new(), |it| it.to_uppercase().chain(chars).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    /// Each reference as `words → where it leads`.
    fn found(language: Language, text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, language);
        references(&doc, &Index::of(&doc), &Parts::of(&doc))
            .iter()
            .map(|it| {
                let target = match it.target {
                    Target::Clause(Some(at)) | Target::Annex(Some(at)) => {
                        doc.clauses[at as usize].number.clone()
                    }
                    Target::Clause(None) | Target::Annex(None) => "missing".to_owned(),
                    Target::Elsewhere => "elsewhere".to_owned(),
                };
                format!("{} → {target}", &doc[it.span])
            })
            .collect()
    }

    #[test]
    fn clauses_of_this_contract() {
        assert_eq!(
            found(
                Language::Dutch,
                "Artikel 1 – Doel\n\n1. Dit artikel verwijst naar artikel 2 lid 1 en artikel 9.\n\nArtikel 2 – Duur\n\n1. Zie de artikelen 1, 2 en 3.\n\n2. Bijlage 1 is leidend, zie bijlage 2."
            ),
            [
                "artikel 2 lid 1 → 2 lid 1",
                "artikel 9 → missing",
                "artikelen 1 → 1",
                "2 → 2",
                "3 → missing",
                "Bijlage 1 → missing",
                "bijlage 2 → missing",
            ]
        );
    }

    #[test]
    fn statutes_are_elsewhere() {
        assert_eq!(
            found(
                Language::Dutch,
                "Partijen sluiten art. 6:258 BW niet uit. Artikel 28 van de AVG geldt. Zie artikel 7 BW."
            ),
            ["art. 6:258 → elsewhere", "Artikel 28 → elsewhere", "artikel 7 → elsewhere"]
        );
        assert_eq!(
            found(Language::English, "It is made under Section 409A of the Code."),
            ["Section 409A → elsewhere"]
        );
    }

    #[test]
    fn english_sections_with_letters() {
        assert_eq!(
            found(
                Language::English,
                "1. Fees\n\n1.1 Subject to Section 1.2(b) and Schedule 1, Customer pays.\n\n1.2 Taxes: (a) one; (b) two.\n\nSchedule 1 Prices\n\n1. The price is ten."
            ),
            ["Section 1.2(b) → 1.2", "Schedule 1 → Schedule 1"]
        );
    }
}
