//! References that lead nowhere: whether they are to this contract, and whether the clause they name
//! may be there without having been seen.

use super::super::index::{Index, window};
use super::{Reference, WORDS};
use crate::document::Document;
use crate::language::DraftingWords;

/// Whether a reference that leads nowhere is to this contract as far as its sentence tells.
pub(super) fn is_own(doc: &Document, reference: &Reference) -> bool {
    let sentence =
        doc.sentence_at(reference.span.start).and_then(|it| doc.sentences.get(it as usize));
    // Of a "sentence" without end only what stands near.
    let span = sentence.map_or(reference.span, |it| it.span);
    let from = span.start.max(reference.span.start.saturating_sub(600)) as usize;
    let to = (span.end as usize).min(reference.span.end as usize + 600);
    let near = window(&doc.text, from, to);
    let lower = format!(" {}", near.to_lowercase());
    // " plan" is a word of its own, so that "planning" is none.
    let is_in = |it: &String| {
        lower.match_indices(it.as_str()).any(|(at, word)| {
            let rest = &lower[at + word.len()..];
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            !word.starts_with(' ') || !rest.starts_with(char::is_alphabetic)
        })
    };
    // "§ 4.2 Undertake to perform" is as often a heading as a reference.
    if DraftingWords::all().other_texts.iter().any(is_in) || doc[reference.span].starts_with('§') {
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
pub(super) fn is_heading(doc: &Document, reference: &Reference) -> bool {
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
pub(super) struct Shown(std::collections::HashMap<String, bool>);

impl Shown {
    /// Whether `number` stands before a capital, and not behind the noun of a reference.
    pub(super) fn opens_text(&mut self, doc: &Document, index: &Index, number: &str) -> bool {
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
pub(super) struct Labels(std::collections::HashSet<String>);

pub(super) fn labels(doc: &Document) -> Labels {
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
    pub(super) fn has(&self, number: &str) -> bool {
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
