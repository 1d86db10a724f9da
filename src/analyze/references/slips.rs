//! References that lead nowhere or to the wrong place, and annexes that nothing leads to.

use super::super::Unchecked;
use super::super::index::{Index, window};
use super::super::slips::{Slip, SlipKind};
use super::{Reference, Target, WORDS};
use crate::document::{Document, Zone};
use crate::span::Span;
use std::cell::LazyCell;

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
pub(in super::super) fn slips(
    doc: &Document,
    index: &Index,
    references: &[Reference],
    found: &mut Vec<Slip>,
    unchecked: &mut Vec<Unchecked>,
) {
    let judged = |it: &&Reference| {
        doc.block_at(it.span.start)
            .and_then(|at| doc.blocks.get(at))
            .is_some_and(|it| matches!(it.zone, Zone::Operative | Zone::Recital | Zone::Definition))
    };
    let clauses = references.iter().filter(|it| matches!(it.target, Target::Clause(_)));
    let (there, missing): (Vec<&Reference>, Vec<&Reference>) =
        clauses.filter(judged).partition(|it| it.target != Target::Clause(None));
    let labels = if missing.is_empty() { Labels::default() } else { labels(doc) };
    let mut shown = Shown::default();
    let own: Vec<&&Reference> = missing
        .iter()
        .filter(|it| !labels.has(&it.number) && is_own(doc, it) && !is_heading(doc, it))
        .filter(|it| !shown.opens_text(doc, index, &it.number))
        .collect();
    let numbered = doc.clauses.iter().filter(|it| !it.number.is_empty()).count();
    if numbered >= 5 && !changes_another(doc) {
        // One wrong reference among a few may be all there is.
        if own.len() <= 1 + there.len() / 10 {
            for reference in own {
                let slip = Slip::at(SlipKind::MissingClause, reference.span);
                found.push(slip.expecting(reference.number.clone()));
            }
        } else {
            unchecked.push(Unchecked::NumbersUnsure);
        }
    }
    directions(doc, &there, found);
    lapsed(doc, &there, found);
    ambiguous(doc, &there, found);
    styles(doc, references, found);
    let mut other = Vec::new();
    this_clause(doc, &there, &mut other);
    // More than these say that the clauses were not told apart rightly.
    if other.len() <= 3 {
        found.append(&mut other);
    }
    titles(doc, &there, found);
    let annexed: Vec<&Reference> = references
        .iter()
        .filter(|it| matches!(it.target, Target::Annex(Some(_))))
        .filter(judged)
        .collect();
    titles(doc, &annexed, found);
    annexes(doc, index, references, judged, found);
}

/// Whether a text says at its head that it changes another agreement: then it cites that one.
pub(in super::super) fn changes_another(doc: &Document) -> bool {
    let opening = window(&doc.text, 0, 600).to_lowercase();
    ["amendment", "addendum", "wijzigingsovereenkomst", "allonge", "amending"]
        .iter()
        .any(|it| opening.contains(it))
}

/// Whether a reference that leads nowhere is to this contract as far as its sentence tells.
fn is_own(doc: &Document, reference: &Reference) -> bool {
    let sentence =
        doc.sentence_at(reference.span.start).and_then(|it| doc.sentences.get(it as usize));
    // Of a "sentence" without end only what stands near.
    let span = sentence.map_or(reference.span, |it| it.span);
    let from = span.start.max(reference.span.start.saturating_sub(600)) as usize;
    let to = (span.end as usize).min(reference.span.end as usize + 600);
    let near = window(&doc.text, from, to);
    let lower = format!(" {}", near.to_lowercase());
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

/// Whether what looks like a reference is the heading of a clause that was not seen as one:
/// `ARTICLE VII "Plan Management"`, or the number of the clause it stands in ("this Section 4.2").
fn is_heading(doc: &Document, reference: &Reference) -> bool {
    let before = doc.text.get(..reference.span.start as usize).unwrap_or_default();
    let word = before.trim_end().rsplit([' ', '\n', '(']).next().unwrap_or("");
    let this = ["this", "dit", "deze"].iter().any(|it| it.eq_ignore_ascii_case(word));
    let words = &doc[reference.span];
    let shouted = !words.contains(char::is_lowercase) && words.contains(char::is_uppercase);
    let opens = before.is_empty() || before.ends_with('\n') || before.trim_end().ends_with('.');
    let after = doc.text.get(reference.span.end as usize..).unwrap_or_default();
    let titled = after.trim_start_matches([' ', '.', ':', '-', '–', '"', '“', '(', ')', '[']);
    let titled = titled.starts_with(char::is_uppercase) || after.starts_with('\n');
    // "COMMERCIAL CLAUSE 5.1 Invoices" and "---- Section 2.01 Term" run on from another line.
    let opens = opens
        || !word.starts_with(|it: char| {
            it.is_lowercase() || it.is_ascii_digit() || "§(“\"".contains(it)
        });
    // A digit read as a letter: "2.l(a)".
    let unread = reference.number.split('.').skip(1).any(|it| it.starts_with(['l', 'I', 'O', 'o']));
    this || unread || opens && titled && (shouted || words.starts_with(char::is_uppercase))
}

/// Which numbers stand in the text as the number of a clause that was not seen as one.
#[derive(Default)]
struct Shown(std::collections::HashMap<String, bool>);

impl Shown {
    /// Whether `number` stands before a capital, and not behind the noun of a reference.
    fn opens_text(&mut self, doc: &Document, index: &Index, number: &str) -> bool {
        let base = number.split(['(', ' ']).next().unwrap_or("").to_lowercase();
        if let Some(&known) = self.0.get(&base) {
            return known;
        }
        let parts: Vec<&str> = base.split('.').collect();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
        let (first, last) = (index.tokens_of(doc, first), index.tokens_of(doc, last));
        let (tokens, ahead) = if first.len() <= last.len() {
            (first, 0)
        } else {
            (last, base.len() - parts.last().map_or(0, |it| it.len()))
        };
        let opens = tokens.iter().any(|&token| {
            let Some(start) = (doc.tokens[token as usize].span.start as usize).checked_sub(ahead)
            else {
                return false;
            };
            let here = doc.text.get(start..start + base.len());
            if !here.is_some_and(|it| it.eq_ignore_ascii_case(&base)) {
                return false;
            }
            let before = doc.text[..start].trim_end();
            let word = before.rsplit([' ', '\n', '(']).next().unwrap_or("");
            let cited =
                WORDS.iter().any(|it| it.0.eq_ignore_ascii_case(word.trim_end_matches('.')))
                    && !before.ends_with('\n')
                    || ["and", "en", "or", "of", "to", "t/m", "through"].contains(&word)
                    || before.ends_with(',');
            let after = &doc.text[start + base.len()..];
            let title = after.trim_start_matches(['.', ')', ':', ' ', '-', '–', '"', '“']);
            let spaced = after.starts_with(['.', ')', ':', ' ']);
            let decimal = base.contains('.') || after.starts_with(['.', ')']);
            let glued = doc.text[..start].ends_with(['.', ',', '/', '-']);
            !cited && !glued && spaced && decimal && title.starts_with(char::is_uppercase)
        });
        self.0.insert(base, opens);
        opens
    }
}

/// The numbers of clauses as they stand on the page: what is cited as 2.02 may have been put under
/// another number.
#[derive(Default)]
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
        // Of "19.3.1" the clause 19.3 is there, and its parts may stand in its text.
        let mut parts = base.split('.');
        let outer =
            [parts.next(), parts.next()].into_iter().flatten().collect::<Vec<_>>().join(".");
        let deep = parts.next().is_some() && self.0.contains(&outer);
        let lettered = base.trim_end_matches(|it: char| it.is_ascii_lowercase());
        let lettered = !lettered.is_empty() && self.0.contains(lettered);
        far || deep
            || lettered
            || self.0.contains(&base)
            || roman.is_some_and(|it| self.0.contains(&it))
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

/// The first two words of each block that begins with the name of an annex: it is in the file,
/// only not seen as one.
fn opened_annexes(doc: &Document) -> std::collections::HashSet<String> {
    let mut opened = std::collections::HashSet::new();
    for block in &doc.blocks {
        let text = doc[block.span].trim_start_matches(['“', '"', '(', '[', ' ']);
        let mut words = text.split([' ', '\n']);
        let (Some(noun), Some(number)) = (words.next(), words.next()) else { continue };
        if WORDS.iter().any(|it| it.1 && it.0.eq_ignore_ascii_case(noun)) {
            let number = number.trim_end_matches(|it: char| !it.is_alphanumeric());
            opened.insert(format!("{noun} {number}").to_lowercase());
        }
    }
    opened
}

/// `artikel 9 hierboven` in article 3.
fn directions(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    let numbers = LazyCell::new(|| {
        let mut numbers: std::collections::HashMap<&str, u32> = std::collections::HashMap::new();
        for clause in &doc.clauses {
            *numbers.entry(&clause.number).or_default() += 1;
        }
        numbers
    });
    const ABOVE: &[&str] = &["above", "hierboven"];
    const BELOW: &[&str] = &["below", "hieronder"];
    for reference in there {
        let Target::Clause(Some(to)) = reference.target else { continue };
        let rest = doc.text.get(reference.span.end as usize..).unwrap_or_default();
        let rest = rest.strip_prefix(',').unwrap_or(rest);
        let Some(rest) = rest.strip_prefix(' ') else { continue };
        let said = |words: &[&'static str]| {
            words.iter().copied().find(|it| {
                let after = rest.strip_prefix(*it);
                after
                    .is_some_and(|it| !it.starts_with(|it: char| it.is_alphanumeric() || it == '-'))
            })
        };
        let (above, below) = (said(ABOVE), said(BELOW));
        if above.or(below).is_none() {
            continue;
        }
        let target = &doc.clauses[to as usize];
        // An annex cites the body "above"; a number that stands twice is an entry of the contents.
        let exact = target.number.eq_ignore_ascii_case(&reference.number)
            && numbers.get(target.number.as_str()) == Some(&1)
            && !target.title.is_some_and(|it| doc[it].ends_with(|it: char| it.is_ascii_digit()))
            && doc.clause_at(reference.span.start).is_some_and(|it| {
                it.number.starts_with(|it: char| it.is_ascii_digit()) && !it.number.contains(", ")
            });
        // By their numbers too: a file may hold its clauses in another order.
        let here = doc.clause_at(reference.span.start).map_or(&[][..], |it| it.number.as_bytes());
        let order = digits(target.number.as_bytes()).cmp(&digits(here));
        let (word, wrong) = match (above, below) {
            (Some(word), _) => (word, target.span.start > reference.span.end && order.is_gt()),
            (_, Some(word)) => (word, target.span.end <= reference.span.start && order.is_lt()),
            _ => continue,
        };
        if wrong && exact {
            let end = (doc.text.len() - rest.len() + word.len()) as u32;
            let slip =
                Slip::at(SlipKind::WrongDirection, Span { start: reference.span.start, end });
            found.push(slip.against(heading(doc, to)));
        }
    }
}

/// The numbers at the head of a clause number: 7 and 2 of `7.2(b)`.
fn digits(number: &[u8]) -> Vec<u32> {
    let end = number.iter().position(|it| !(it.is_ascii_digit() || *it == b'.'));
    let head = number.get(..end.unwrap_or(number.len())).unwrap_or_default();
    head.split(|it| *it == b'.')
        .filter_map(|it| std::str::from_utf8(it).ok()?.parse().ok())
        .collect()
}

/// A reference to a clause that says only "intentionally omitted" or "vervallen".
fn lapsed(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    const LAPSED: &[&str] = &[
        "intentionally omitted",
        "intentionally left blank",
        "reserved",
        "deleted",
        "vervallen",
        "not used",
        "omitted",
        "niet van toepassing",
        "intentionally deleted",
    ];
    for reference in there {
        let Target::Clause(Some(to)) = reference.target else { continue };
        let target = &doc.clauses[to as usize];
        if target.span.len() > 60 || !target.number.eq_ignore_ascii_case(&reference.number) {
            continue;
        }
        let text = doc[target.span].to_lowercase();
        let text = text.trim_matches(|it: char| !it.is_alphanumeric());
        if LAPSED.contains(&text) && !target.span.contains(reference.span) {
            let slip = Slip::at(SlipKind::LapsedClause, reference.span);
            found.push(slip.expecting(&doc[target.span]).against(target.span));
        }
    }
}

/// A reference to a number that two clauses have.
fn ambiguous(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    let twice: std::collections::BTreeMap<String, Span> = found
        .iter()
        .filter(|it| it.kind == SlipKind::RepeatedNumber)
        .filter_map(|it| {
            let clause = doc.clause_at(it.span.start)?;
            Some((clause.number.to_lowercase(), it.other?))
        })
        .collect();
    if twice.is_empty() {
        return;
    }
    for reference in there {
        if let Some(first) = twice.get(&reference.number.to_lowercase()) {
            let slip = Slip::at(SlipKind::AmbiguousReference, reference.span);
            found.push(slip.expecting(reference.number.clone()).against(*first));
        }
    }
}

/// The title of a clause, or where it begins.
fn heading(doc: &Document, at: u32) -> Span {
    let clause = &doc.clauses[at as usize];
    clause.title.unwrap_or(Span { start: clause.span.start, end: clause.span.start })
}

/// "art. 4" where other references say "artikel 4": the first of the rarer.
fn styles(doc: &Document, references: &[Reference], found: &mut Vec<Slip>) {
    let mut forms: [Vec<Span>; 2] = Default::default();
    for reference in references {
        let words = doc[reference.span].to_lowercase();
        let form = match words.split(' ').next() {
            Some("art.") => 0,
            Some("artikel" | "article") => 1,
            _ => continue,
        };
        if matches!(reference.target, Target::Clause(Some(_))) {
            forms[form].push(reference.span);
        }
    }
    let [short, long] = &forms;
    let (rare, often) = if short.len() <= long.len() { (short, long) } else { (long, short) };
    if let (Some(rare), Some(other)) = (rare.first(), often.first())
        && often.len() >= 3
    {
        let word = doc[*other].split(' ').next().unwrap_or("");
        found.push(Slip::at(SlipKind::ReferenceStyle, *rare).expecting(word).against(*other));
    }
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

/// The titles of the clauses that hold clause `at`, letters only.
fn titles_above(doc: &Document, at: u32) -> String {
    let mut titles = String::new();
    let mut parent = doc.clauses[at as usize].parent;
    while let Some(it) = parent.and_then(|it| doc.clauses.get(it as usize)) {
        let title = it.title.map_or("", |it| &doc[it]);
        titles.extend(title.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase));
        titles.push(' ');
        parent = it.parent;
    }
    titles
}

/// `Section 5 (Term)` where clause 5 is called "Payment".
fn titles(doc: &Document, there: &[&Reference], found: &mut Vec<Slip>) {
    for reference in there {
        let (Target::Clause(Some(to)) | Target::Annex(Some(to))) = reference.target else {
            continue;
        };
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
        // In quotes it is a term that is defined there.
        let plain = said.trim();
        let named = plain.starts_with(char::is_uppercase)
            && plain.split(' ').count() <= 6
            && plain.len() > 3
            && !plain.contains(|it: char| it.is_ascii_digit())
            && !plain.contains(['“', '"', '‘', '’', '\'', '„']);
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
            let words = doc[title].split(' ').filter_map(|it| it.chars().next());
            let initials: String = words.flat_map(char::to_lowercase).collect();
            let short: String = plain.split(' ').filter_map(|it| it.chars().next()).collect();
            let short = short.to_lowercase();
            // "End User License Agreement" is called "EULA", and a part goes by the whole's title.
            let above = titles_above(doc, to);
            let shared = short == shares
                || initials == lower
                || above.contains(&said)
                || lower.split(' ').any(|it| {
                    it.len() > 3 && shares.contains(it.get(..it.len().min(6)).unwrap_or(it))
                });
            if !shared {
                let from = reference.span.start as usize;
                let end = reference.span.end as usize + 2 + open.find(')').unwrap_or(0) + 1;
                let slip = Slip::at(SlipKind::OtherTitle, Span::new(from, end));
                found.push(slip.expecting(&doc[title]).against(title));
            }
        }
    }
}

/// Annexes in the file, and no word about what prevails where they differ from the text.
fn no_precedence(doc: &Document, index: &Index, present: &[u32], found: &mut Vec<Slip>) {
    const SAID: &[&str] = &[
        "voorrang",
        "rangorde",
        "prevaleert",
        "prevaleren",
        "strijdigheid",
        "tegenstrijdigheid",
        "tegenstrijdigheden",
        "tegenstrijdig",
        "prevail",
        "prevails",
        "precedence",
        "priority",
        "conflict",
        "conflicts",
        "inconsistency",
        "inconsistencies",
        "discrepancy",
        "hiërarchie",
        "strijd",
        "supersede",
        "supersedes",
        "govern",
        "voorgaat",
        "voorgaan",
        "inconsistent",
    ];
    let lasting = (2..=12).contains(&present.len());
    if !lasting || SAID.iter().any(|it| !index.tokens_of(doc, it).is_empty()) {
        return;
    }
    let Some(clause) = present.first().and_then(|&it| doc.clauses.get(it as usize)) else { return };
    if let Some(title) = clause.title.filter(|it| !it.is_empty() && !doc[*it].starts_with('[')) {
        let slip = Slip::at(SlipKind::NoPrecedence, title);
        found.push(slip.expecting(present.len().to_string()));
    }
}

/// "13.13 Schedules 42" in a table of contents.
fn is_page_number(doc: &Document, reference: &Reference) -> bool {
    let words = doc[reference.span].to_lowercase();
    let plural = words.split(' ').next().is_some_and(|it| it.ends_with('s') || it.ends_with("en"));
    let after = doc.text.get(reference.span.end as usize..).unwrap_or_default();
    let listed = [" and ", " en ", ", ", " or ", " of ", " to ", " t/m "];
    plural && !listed.iter().any(|it| after.starts_with(it))
}

/// Annexes that are referred to and absent, where others are in the file; and the reverse.
fn annexes(
    doc: &Document,
    index: &Index,
    references: &[Reference],
    judged: impl Fn(&&Reference) -> bool,
    found: &mut Vec<Slip>,
) {
    let present: Vec<u32> = (0..doc.clauses.len() as u32)
        .filter(|&at| {
            let clause = &doc.clauses[at as usize];
            let first = clause.number.split(' ').next().unwrap_or("");
            clause.parent.is_none()
                && WORDS.iter().any(|it| it.1 && it.0.eq_ignore_ascii_case(first))
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
    let opened = LazyCell::new(|| opened_annexes(doc));
    for reference in annexes.iter().filter(|it| judged(it)) {
        let number = last(&reference.number);
        // With no annex in the file, they are documents of their own and can't be checked.
        if reference.target == Target::Annex(None)
            && !here.is_empty()
            && !here.contains(&number)
            && !here.contains(&number.split(['.', '(']).next().unwrap_or("").to_owned())
            && is_own(doc, reference)
            && !opened.contains(&reference.number.to_lowercase())
            && !is_page_number(doc, reference)
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
    no_precedence(doc, index, &present, found);
    // "The Schedules" names them all.
    let plurals = ["bijlagen", "annexes", "schedules", "exhibits", "appendices", "attachments"];
    let together = plurals.iter().flat_map(|it| index.tokens_of(doc, it)).any(|&it| {
        let after = doc.text.get(doc.tokens[it as usize].span.end as usize..).unwrap_or_default();
        !after.starts_with([':', '\n'])
    });
    if annexes.is_empty() || present.len() > 20 || together {
        return;
    }
    let mut unmentioned = Vec::new();
    for &at in &present {
        let clause = &doc.clauses[at as usize];
        let number = last(&clause.number);
        let cited = named
            .iter()
            .any(|it| it.split(['.', '(', '-']).next() == Some(number.as_str()) || *it == number);
        // "the Price List" may be how the body calls annex 2.
        let called = clause.title.is_some_and(|title| {
            let title = doc[title].trim();
            let mut places = index.places(doc, title).into_iter();
            title.len() > 3 && places.any(|it| it.start < clause.span.start)
        });
        // "Exhibit 10.43" is how a filing numbers the contract itself.
        let filed = number.contains('.') || clause.span.start as usize * 4 < doc.text.len();
        let titled = clause.title.is_some_and(|it| !it.is_empty());
        if !cited && !called && !filed && titled && clause.blocks.1 > clause.blocks.0 + 1 {
            let block = doc.blocks.get(clause.blocks.0 as usize).map_or(clause.span, |it| it.span);
            let span = clause.title.unwrap_or(block);
            unmentioned
                .push(Slip::at(SlipKind::UnmentionedAnnex, span).expecting(clause.number.clone()));
        }
    }
    // More than these: the annexes are called otherwise.
    if unmentioned.len() <= 2 {
        found.append(&mut unmentioned);
    }
}
