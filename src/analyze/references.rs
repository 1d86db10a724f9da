//! References: to clauses and annexes of this contract, and to statutes.
//!
//! What kind of target it is comes first: a missing article of the Civil Code is no mistake in
//! the contract.

use super::slips::{Slip, SlipKind};
use crate::document::{Document, Zone};
use crate::span::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;
use std::sync::LazyLock;

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

static NOUNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(WORDS.iter().map(|it| it.0))
        .ok()
});

/// Nouns of references, and whether they name an annex.
const WORDS: &[(&str, bool)] = &[
    ("artikel", false),
    ("artikelen", false),
    ("art.", false),
    ("article", false),
    ("articles", false),
    ("section", false),
    ("sections", false),
    ("clause", false),
    ("clauses", false),
    ("sub-clause", false),
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
pub fn references(doc: &Document) -> Vec<Reference> {
    let numbers = numbers(doc);
    let highest = doc.clauses.iter().filter_map(|it| leading(&it.number)).max().unwrap_or(0);
    let mut found = Vec::new();
    let Some(nouns) = NOUNS.as_ref() else { return found };
    let mut past = 0;
    for noun in nouns.find_iter(&doc.text) {
        let (start, end) = (noun.start(), noun.end());
        let before = doc.text[..start].chars().next_back();
        if start < past || before.is_some_and(|it| it.is_alphanumeric() || it == '-') {
            continue;
        }
        let Some(rest) = doc.text[end..].strip_prefix(' ') else { continue };
        let annex = WORDS[noun.pattern().as_usize()].1;
        let word = &doc.text[start..end];
        let first = end + 1;
        let cited = cited(rest, annex);
        let Some(last) = cited.last() else { continue };
        past = first + last.1;
        let after: String =
            doc.text[past..].chars().take(40).take_while(|&it| it != '\n').collect();
        let after = after.to_ascii_lowercase();
        let in_statute = STATUTES.iter().any(|it| {
            after.strip_prefix(it).is_some_and(|it| !it.starts_with(char::is_alphanumeric))
        }) || cited.iter().any(|it| it.2.contains(':'));
        for (index, (from, to, number)) in cited.into_iter().enumerate() {
            let at = if index == 0 { start } else { first + from };
            let span = Span::new(at, first + to);
            let number = if annex { format!("{} {number}", singular(word)) } else { number };
            // No contract of nineteen articles has an article 1798.
            let far = leading(&number).is_some_and(|it| it > 2 * highest + 20);
            let target = if in_statute || !annex && (far || numbers.len() < 3) {
                Target::Elsewhere
            } else if annex {
                Target::Annex(numbers.get(&number.to_lowercase()).copied())
            } else {
                Target::Clause(clause(doc, &numbers, span.start, &number))
            };
            found.push(Reference { span, number, target });
        }
    }
    found
}

/// The number that a citation starts with.
fn leading(number: &str) -> Option<u32> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    number[..digits].parse().ok()
}

/// The clauses by number, in lower case.
fn numbers(doc: &Document) -> HashMap<String, u32> {
    let mut numbers = HashMap::new();
    for (at, clause) in doc.clauses.iter().enumerate() {
        if !clause.number.is_empty() {
            numbers.entry(clause.number.to_lowercase()).or_insert(at as u32);
        }
    }
    numbers
}

/// The clause with this number, in the annex that the reference stands in or else in the body; of
/// "4.2(b)" the clause 4.2 will do, because letters often stand inside its text.
fn clause(doc: &Document, numbers: &HashMap<String, u32>, at: u32, number: &str) -> Option<u32> {
    let number = number.to_lowercase();
    let here = doc.clause_at(at).and_then(|it| it.number.rsplit_once(", ").map(|it| it.0));
    let find = |number: &str| {
        here.and_then(|annex| numbers.get(&format!("{}, {number}", annex.to_lowercase())))
            .or_else(|| numbers.get(number))
            .copied()
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

/// Words that make a reference in the same sentence one to another text.
const OTHER_TEXTS: &[&str] = &[
    " act",
    " code",
    " rule",
    "regulation",
    "directive",
    " law",
    " wet",
    "wetboek",
    "verordening",
    "richtlijn",
    "besluit",
    "statut",
    "cao",
    "voorwaarden",
    "terms and conditions",
    " plan",
    "lease",
    "treasury",
    "u.s.c",
    "c.f.r",
    " bw",
    "gdpr",
    " avg",
    "arvodi",
    "arbit",
    "incorporation",
    "bylaws",
    "by-laws",
    "indenture",
    "protocol",
    "raamovereenkomst",
    "hoofdovereenkomst",
    "master agreement",
    "that agreement",
    "such agreement",
    "thereof",
    "daarvan",
    "articles of",
    "prospectus",
    "offerte",
    "amend",
    "credit agreement",
    "purchase agreement",
    "reglement",
    "constitution",
    "treaty",
    "verdrag",
    "standard",
    " iso",
    "convention",
    "aanbestedings",
    "uav",
    "dnr",
    "akte",
    "charter",
    "of the contract",
    "form 10",
    "schedule 13",
    "exhibit 10",
    "schedule 14",
    "form s-",
    "registration statement",
    "commission",
    "principal agreement",
    "original agreement",
    "existing agreement",
    "prior agreement",
    "trust agreement",
    "policy",
    "merger agreement",
    "van de overeenkomst tussen",
    "main agreement",
    "basisovereenkomst",
    "statuut",
    "regeling",
    "standard contractual",
    "loan agreement",
    "escrow agreement",
    "accordance with its",
    "declaration",
    "ordinance",
    "statute",
];

/// Adds references that lead nowhere, and annexes that nothing leads to.
///
/// Silent where the numbers of the clauses can't be trusted: fewer than five, or too many
/// references that lead nowhere (the file lost its numbers, or speaks of another contract).
pub fn slips(doc: &Document, references: &[Reference], found: &mut Vec<Slip>) {
    let judged = |it: &&Reference| {
        doc.block_at(it.span.start)
            .and_then(|at| doc.blocks.get(at))
            .is_some_and(|it| matches!(it.zone, Zone::Operative | Zone::Recital | Zone::Definition))
    };
    let clauses = references.iter().filter(|it| matches!(it.target, Target::Clause(_)));
    let (there, missing): (Vec<&Reference>, Vec<&Reference>) =
        clauses.filter(judged).partition(|it| it.target != Target::Clause(None));
    let labels = labels(doc);
    let own: Vec<&&Reference> =
        missing.iter().filter(|it| is_own(doc, it) && !labels.has(&it.number)).collect();
    let numbered = doc.clauses.iter().filter(|it| !it.number.is_empty()).count();
    // What changes another contract cites that one.
    let opening = doc.text.get(..floor(&doc.text, 600)).unwrap_or_default().to_lowercase();
    let changes = ["amendment", "addendum", "wijzigingsovereenkomst", "allonge", "amending"];
    let numbered = if changes.iter().any(|it| opening.contains(it)) { 0 } else { numbered };
    // One wrong reference among a few may be all there is.
    if numbered >= 5 && own.len() <= 1 + there.len() / 10 {
        for reference in own {
            let slip = Slip::at(SlipKind::MissingClause, reference.span);
            found.push(slip.expecting(reference.number.clone()));
        }
    }
    this_clause(doc, &there, found);
    titles(doc, &there, found);
    annexes(doc, references, judged, found);
}

/// Whether a reference that leads nowhere is to this contract as far as its sentence tells.
fn is_own(doc: &Document, reference: &Reference) -> bool {
    let sentence = doc.sentence_at(reference.span.start).map_or("", |it| doc.sentence(it));
    let lower = format!(" {}", sentence.to_lowercase());
    // " plan" is a word of its own, so that "planning" is none.
    let is_in = |it: &&str| {
        lower.match_indices(*it).any(|(at, word)| {
            let rest = &lower[at + word.len()..];
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            !word.starts_with(' ') || !rest.starts_with(char::is_alphabetic)
        })
    };
    // "§ 4.2 Undertake to perform" is as often a heading as a reference.
    if OTHER_TEXTS.iter().any(is_in) || doc[reference.span].starts_with('§') {
        return false;
    }
    let after = doc.text.get(reference.span.end as usize..).unwrap_or_default();
    let after: String = after.chars().take_while(|it| *it != '\n').take(40).collect();
    let after = after.to_lowercase();
    // "Section 1.02. Accounting Terms" is that section itself.
    let heading = after.starts_with(". ") && reference.number.contains('.');
    if heading && doc.text[reference.span.range()].starts_with(['S', 'A']) {
        let before = doc.text.get(..reference.span.start as usize).unwrap_or_default();
        if before.ends_with(['\n', ')', '.', ' '])
            && !before.trim_end().ends_with(char::is_alphabetic)
        {
            return false;
        }
    }
    let after = after.trim_start_matches([',', ')', ' ']);
    let of = ["of ", "van ", "in ", "to ", "uit ", "bij ", "under "];
    let here = [
        "of this",
        "in this",
        "van deze",
        "van dit",
        "in deze",
        "hereof",
        "to this",
        "of the present",
    ];
    let elsewhere =
        of.iter().any(|it| after.starts_with(it)) && !here.iter().any(|it| after.starts_with(it));
    let further = [" van de ", " van het ", " of the ", " bij de ", " uit de "]
        .iter()
        .any(|it| format!(" {after}").contains(it));
    let elsewhere = elsewhere || further;
    let deep = reference.number.split('.').count() > 3;
    !elsewhere && !deep && !reference.number.contains(['-', ':'])
}

/// The numbers of clauses as they stand on the page: what is cited as 2.02 may have been put under
/// another number.
struct Labels(std::collections::HashSet<String>);

fn labels(doc: &Document) -> Labels {
    let mut labels = std::collections::HashSet::new();
    for clause in &doc.clauses {
        for text in [&clause.label, &clause.number] {
            let bare = text.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
            if let Some(last) = bare.rsplit([' ', ',']).next() {
                labels.insert(last.to_owned());
            }
        }
        // "Article XI" holds 11.1, and "Section 2.02" may have stood unseen beside 2.01.
        let first = clause.number.split('.').next().unwrap_or("");
        if clause.number.contains('.') {
            labels.insert(first.to_lowercase());
        }
    }
    Labels(labels)
}

impl Labels {
    fn has(&self, number: &str) -> bool {
        let base = number.split(['(', ' ']).next().unwrap_or("").to_lowercase();
        let roman = roman(&base).map(|it| it.to_string());
        let far = base.split('.').any(|it| it.parse::<u32>().is_ok_and(|it| it > 150));
        let lettered = base.trim_end_matches(|it: char| it.is_ascii_lowercase());
        let lettered = !lettered.is_empty() && self.0.contains(lettered);
        far || lettered || self.0.contains(&base) || roman.is_some_and(|it| self.0.contains(&it))
    }
}

fn roman(number: &str) -> Option<u32> {
    let value = |it: u8| match it {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    let digits: Option<Vec<u32>> = number.bytes().map(value).collect();
    let digits = digits.filter(|it| !it.is_empty())?;
    let mut total = 0i64;
    for (index, &digit) in digits.iter().enumerate() {
        let next = digits.get(index + 1).copied().unwrap_or(0);
        total += if digit < next { -i64::from(digit) } else { i64::from(digit) };
    }
    u32::try_from(total).ok()
}

/// Whether a block begins with the name of an annex: it is in the file, only not seen as one.
fn opens_a_block(doc: &Document, name: &str) -> bool {
    let name = name.to_lowercase();
    doc.blocks.iter().any(|it| {
        let text = &doc[it.span];
        let text = text.trim_start_matches(['“', '"', '(', '[', ' ']);
        text.get(..name.len()).is_some_and(|it| it.to_lowercase() == name)
    })
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// `this Section 3.4` that stands in section 5.
fn this_clause(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    for reference in there {
        let Target::Clause(Some(to)) = reference.target else { continue };
        let before = doc.text.get(..reference.span.start as usize).unwrap_or_default();
        let word = before.trim_end().rsplit([' ', '\n', '(']).next().unwrap_or("");
        if !["this", "dit", "deze"].iter().any(|it| it.eq_ignore_ascii_case(word)) {
            continue;
        }
        let top = |at: u32| {
            let mut at = at as usize;
            while let Some(parent) = doc.clauses.get(at).and_then(|it| it.parent) {
                at = parent as usize;
            }
            at
        };
        let Some(block) = doc.block_at(reference.span.start) else { continue };
        let Some(here) = doc.blocks[block].clause else { continue };
        let there = &doc.clauses[to as usize];
        let digits = |it: &str| it.bytes().take_while(u8::is_ascii_digit).count();
        let same =
            doc.clauses[here as usize].number.get(..digits(&doc.clauses[here as usize].number))
                == there.number.get(..digits(&there.number));
        let sure = |it: &str| it.starts_with(|it: char| it.is_ascii_digit());
        if top(here) != top(to)
            && !same
            && sure(&doc.clauses[here as usize].number)
            && sure(&there.number)
        {
            let number = doc.clauses[here as usize].number.clone();
            found.push(Slip::at(SlipKind::OtherThanThis, reference.span).expecting(number));
        }
    }
}

/// `Section 5 (Term)` where clause 5 is called "Payment".
fn titles(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    for reference in there {
        let Target::Clause(Some(to)) = reference.target else { continue };
        let target = &doc.clauses[to as usize];
        let Some(title) = target.title else { continue };
        let rest = doc.text.get(reference.span.end as usize..).unwrap_or_default();
        let Some(open) = rest.strip_prefix(" (") else { continue };
        let Some(said) = open.find(')').filter(|it| *it < 80).map(|it| &open[..it]) else {
            continue;
        };
        let bare = |it: &str| -> String {
            it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let plain = said.trim_matches(['“', '”', '"', '\'', '‘', '’', ' ']);
        let named = plain.starts_with(char::is_uppercase)
            && plain.split(' ').count() <= 6
            && plain.len() > 3
            && !plain.contains(|it: char| it.is_ascii_digit())
            && !plain.contains(['“', '"']);
        let exact = target.number.to_lowercase() == reference.number.to_lowercase();
        let (said, is) = (bare(plain), bare(&doc[title]));
        if named
            && exact
            && !is.contains(&said)
            && !said.contains(&is)
            && doc[title].split(' ').count() <= 8
        {
            // Shares no word of any length with it.
            let shares = doc[title].to_lowercase();
            let lower = plain.to_lowercase();
            let shared = lower
                .split(' ')
                .any(|it| it.len() > 3 && shares.contains(it.get(..it.len().min(6)).unwrap_or(it)));
            if !shared {
                let from = reference.span.start as usize;
                let end = reference.span.end as usize + 2 + open.find(')').unwrap_or(0) + 1;
                let slip = Slip::at(SlipKind::OtherTitle, Span::new(from, end));
                found.push(slip.expecting(&doc[title]).against(title));
            }
        }
    }
}

/// Annexes that are referred to and absent, where others are in the file; and the reverse.
fn annexes(
    doc: &Document,
    references: &[Reference],
    judged: impl Fn(&&Reference) -> bool,
    found: &mut Vec<Slip>,
) {
    let present: Vec<u32> = (0..doc.clauses.len() as u32)
        .filter(|&at| {
            let clause = &doc.clauses[at as usize];
            let first = clause.number.split(' ').next().unwrap_or("").to_lowercase();
            clause.parent.is_none()
                && WORDS.iter().any(|it| it.1 && it.0 == first)
                && !clause.number.contains(',')
        })
        .collect();
    let mut named: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    let last = |it: &str| it.rsplit(' ').next().unwrap_or("").to_lowercase();
    let annexes: Vec<&Reference> =
        references.iter().filter(|it| matches!(it.target, Target::Annex(_))).collect();
    annexes.iter().for_each(|it| {
        named.insert(last(&it.number));
    });
    let here: Vec<String> =
        present.iter().map(|&it| last(&doc.clauses[it as usize].number)).collect();
    let mut said = std::collections::BTreeSet::new();
    let mut absent = Vec::new();
    for reference in annexes.iter().filter(|it| judged(it)) {
        let number = last(&reference.number);
        // With no annex in the file, they are documents of their own and can't be checked.
        if reference.target == Target::Annex(None)
            && !here.is_empty()
            && !here.contains(&number)
            && !here.contains(&number.split(['.', '(']).next().unwrap_or("").to_owned())
            && is_own(doc, reference)
            && !opens_a_block(doc, &reference.number)
            && said.insert(number)
        {
            absent.push(
                Slip::at(SlipKind::MissingAnnex, reference.span)
                    .expecting(reference.number.clone()),
            );
        }
    }
    // Where most are absent, the annexes were left out of the file on purpose.
    if absent.len() <= here.len() {
        found.append(&mut absent);
    }
    if annexes.is_empty() || present.len() > 20 {
        return;
    }
    for &at in &present {
        let clause = &doc.clauses[at as usize];
        let number = last(&clause.number);
        let cited = named
            .iter()
            .any(|it| it.split(['.', '(', '-']).next() == Some(number.as_str()) || *it == number);
        // "the Price List" may be how the body calls annex 2.
        let called = clause.title.is_some_and(|title| {
            let title = doc[title].trim();
            let body =
                doc.text.get(..clause.span.start as usize).unwrap_or_default().to_lowercase();
            title.len() > 3 && body.contains(&title.to_lowercase())
        });
        if !cited && !called && clause.blocks.1 > clause.blocks.0 + 1 {
            let block = doc.blocks.get(clause.blocks.0 as usize).map_or(clause.span, |it| it.span);
            let span = clause.title.unwrap_or(block);
            found.push(Slip::at(SlipKind::UnmentionedAnnex, span).expecting(clause.number.clone()));
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
        references(&doc)
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
