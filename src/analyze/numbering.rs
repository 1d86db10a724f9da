//! The numbering of clauses: gaps, numbers given twice, titles given twice, clauses without text.
//!
//! A number that isn't at the start of a block may still stand in the text (a file that lost its
//! line breaks), so a gap is only one when the number is nowhere between its neighbours.

use super::Unchecked;
use super::index::Index;
use super::parts::{Parts, ordinal};
use super::slips::{Slip, SlipKind};
use crate::document::{Clause, Document, Kind, Zone};
use crate::span::Span;
use std::collections::HashMap;

/// Adds the slips of `doc` to `found`.
pub(super) fn slips(
    doc: &Document,
    index: &Index,
    parts: &Parts,
    found: &mut Vec<Slip>,
    unchecked: &mut Vec<Unchecked>,
) {
    let roots: Vec<u32> = (0..doc.clauses.len() as u32)
        .filter(|&it| doc.clauses[it as usize].parent.is_none())
        .collect();
    let mut numbers = Vec::new();
    row(doc, parts, &roots, &mut numbers);
    titles(doc, parts, &roots, found);
    for clause in &doc.clauses {
        row(doc, parts, &clause.children, &mut numbers);
    }
    // Many slips say that the file lost its numbers or holds several documents.
    if numbers.len() <= 2 + (doc.clauses.len() / 25).min(3) {
        found.append(&mut numbers);
    } else {
        unchecked.push(Unchecked::NumberingUnsure);
    }
    let mut bare = Vec::new();
    empty(doc, &mut bare);
    // Many say that the text was cut wrongly; a title that returns is an entry of the contents.
    if bare.len() <= 3 {
        bare.retain(|it| index.places(doc, &doc[it.span]).len() == 1);
        found.append(&mut bare);
    }
    inline_lists(doc, index, found);
}

/// The place of a clause in its row, with what must be equal for two to be in one row.
struct Place<'a> {
    clause: u32,
    style: Style<'a>,
    at: u32,
}

/// What stands around the last number of a label: "Artikel ", "4." and the brackets.
#[derive(Clone, Copy)]
struct Style<'a> {
    /// `1`, `a` or `A`.
    kind: char,
    before: &'a str,
    /// Empty where a number or word stands before.
    after: &'a str,
}

impl PartialEq for Style<'_> {
    fn eq(&self, other: &Style<'_>) -> bool {
        let same = |a: &str, b: &str| a == b || a.to_lowercase() == b.to_lowercase();
        self.kind == other.kind && self.after == other.after && same(self.before, other.before)
    }
}

/// Gaps and repeats among clauses that stand side by side.
fn row(doc: &Document, parts: &Parts, clauses: &[u32], found: &mut Vec<Slip>) {
    let mut run: Vec<Place<'_>> = Vec::new();
    let mut part = 0;
    for &at in clauses {
        let clause = &doc.clauses[at as usize];
        if is_annex(&clause.label) || clause.label.contains('§') {
            continue;
        }
        let Some((style, place)) = place(clause, &run) else { continue };
        let here = parts.at(clause.span.start);
        let other = std::mem::replace(&mut part, here) != here;
        if other || run.last().is_some_and(|it| it.style != style || place < it.at) {
            judge(doc, &run, found);
            run.clear();
        }
        run.push(Place { clause: at, style, at: place });
    }
    judge(doc, &run, found);
}

/// A row that starts at 1 or goes on for three numbers is a row; a stray number is not.
fn judge(doc: &Document, run: &[Place<'_>], found: &mut Vec<Slip>) {
    let steps = run.windows(2).filter(|it| it[1].at == it[0].at + 1).count();
    if run.len() < 3 || run[0].at > 1 && steps < 3 || 2 * steps < run.len() - 1 {
        return;
    }
    for (index, pair) in run.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let (before, after) = (&doc.clauses[a.clause as usize], &doc.clauses[b.clause as usize]);
        // The row must go on behind the slip, unless the slip is at its end.
        let next = run.get(index + 2).map(|it| it.at);
        if b.at == a.at && next.is_none_or(|it| it == b.at + 1) && index > 0 {
            let slip = Slip::at(SlipKind::RepeatedNumber, mark(doc, after))
                .expecting(after.label.clone())
                .against(mark(doc, before));
            found.push(slip);
        }
        let skipped = b.at > a.at + 1 && b.at <= a.at + 3;
        if skipped && next.is_none_or(|it| it == b.at + 1) {
            let missing = renumbered(&after.label, b.at, a.at + 1);
            let between = doc
                .text
                .get(before.span.start as usize..mark(doc, after).start as usize)
                .unwrap_or_default();
            let stands = number_of(&missing).is_some_and(|it| stands_in(between, it));
            if !stands && !missing.is_empty() {
                let slip = Slip::at(SlipKind::MissingNumber, mark(doc, after))
                    .expecting(missing)
                    .against(mark(doc, before));
                found.push(slip);
            }
        }
    }
}

/// `4`, `4.2` or `c` in `Artikel 4`, `4.2`, `(c)`.
fn number_of(label: &str) -> Option<&str> {
    let trimmed = label.trim_matches(|it: char| !it.is_alphanumeric());
    trimmed.rsplit(' ').next()
}

/// Whether `number` stands in `text` as a word of its own.
fn stands_in(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, it)| {
        let before = text[..at].chars().next_back();
        let after = text[at + it.len()..].chars().next();
        let single = number.len() == 1 && number.bytes().all(|it| it.is_ascii_alphabetic());
        let free = |it: Option<char>| it.is_none_or(|it| !it.is_alphanumeric());
        free(before) && free(after) && (!single || after.is_some_and(|it| matches!(it, ')' | '.')))
    })
}

/// `label` with the number `to` in the place of `from`; empty where that can't be told.
fn renumbered(label: &str, from: u32, to: u32) -> String {
    let core = label.trim_matches(|it: char| !it.is_alphanumeric());
    let last = core.rsplit(['.', ' ', '-']).next().unwrap_or(core);
    let Some(at) = label.rfind(last) else { return String::new() };
    let new = if last.parse::<u32>() == Ok(from) {
        // "1.03" follows "1.02".
        format!("{to:0width$}", width = if last.starts_with('0') { last.len() } else { 1 })
    } else if last.len() == 1 {
        let first = if last.bytes().all(|it| it.is_ascii_uppercase()) { b'A' } else { b'a' };
        u8::try_from(to)
            .ok()
            .filter(|it| (1..=26).contains(it))
            .map_or(String::new(), |it| char::from(first + it - 1).to_string())
    } else {
        String::new()
    };
    if new.is_empty() {
        return String::new();
    }
    format!("{}{new}{}", &label[..at], &label[at + last.len()..])
}

/// Where in its row a clause stands. Letters count only while they can't be roman numerals.
fn place<'a>(clause: &'a Clause, run: &[Place<'_>]) -> Option<(Style<'a>, u32)> {
    let label = clause.label.as_str();
    let core = label.trim_matches(|it: char| !it.is_alphanumeric());
    let last = core.rsplit(['.', ' ', '-']).next()?;
    let at = core.len() - last.len();
    let kind = if last.bytes().all(|it| it.is_ascii_digit()) {
        '1'
    } else if last.bytes().all(|it| it.is_ascii_lowercase()) {
        'a'
    } else if last.bytes().all(|it| it.is_ascii_uppercase()) {
        'A'
    } else {
        return None;
    };
    let style = if at == 0 {
        let (before, after) = label.split_once(last)?;
        Style { kind, before, after }
    } else {
        Style { kind, before: &core[..at], after: "" }
    };
    let value = if kind == '1' {
        last.parse().ok().filter(|it| *it < 1000)?
    } else {
        let letter = u32::from(last.bytes().next()?.to_ascii_lowercase() - b'a') + 1;
        let expected = run.last().filter(|it| it.style == style).map_or(1, |it| it.at + 1);
        if last.len() > 1 {
            return None;
        }
        // "i" after "h" is a letter; at the start of a row it is a numeral.
        if matches!(last, "i" | "v" | "x" | "I" | "V" | "X") && letter != expected {
            return None;
        }
        letter
    };
    Some((style, value))
}

/// The first line of a clause: its title, or else its first words.
fn mark(doc: &Document, clause: &Clause) -> Span {
    if let Some(title) = clause.title {
        return title;
    }
    let block = doc.blocks.get(clause.blocks.0 as usize);
    let from = block.map_or(clause.span.start, |it| it.span.start);
    let sentence = block.and_then(|it| doc.sentences.get(it.sentences.0 as usize));
    let end = sentence.map_or(clause.span.end, |it| it.span.end);
    let text = doc.text.get(from as usize..end as usize).unwrap_or_default();
    let length = text.match_indices(' ').nth(7).map_or(text.len(), |it| it.0);
    Span { start: from, end: from + length as u32 }
}

/// Titles that say nothing of what a clause is about, and so may stand twice.
const PLAIN: &[&str] = &["general", "algemeen", "reserved", "intentionally omitted", "vervallen"];

/// Titles that stand twice among the clauses at the top; below an article the same title may fit
/// twice: "By the Client".
fn titles(doc: &Document, parts: &Parts, clauses: &[u32], found: &mut Vec<Slip>) {
    let mut known: HashMap<(usize, String), (u32, u32)> = HashMap::new();
    for (index, &at) in clauses.iter().enumerate() {
        let index = index as u32;
        let clause = &doc.clauses[at as usize];
        let Some(title) = clause.title.filter(|_| !clause.number.is_empty()) else { continue };
        // A whole sentence set in bold is no title.
        let text = doc[title].trim_matches([' ', '.', ':', '-', '–', ';']);
        let key = text.to_lowercase();
        let words = key.split(' ').count();
        if key.len() < 4
            || words > 8
            || PLAIN.iter().any(|it| key.contains(it))
            || !text.chars().any(char::is_alphabetic)
            || is_annex(&clause.label)
            || ["continued", "source:", "page "].iter().any(|it| key.contains(it))
        {
            continue;
        }
        let style = clause.label.trim_start().starts_with(|it: char| it.is_ascii_digit());
        let same = |it: &(u32, u32)| {
            let other = &doc.clauses[it.0 as usize];
            other.label.trim_start().starts_with(|it: char| it.is_ascii_digit()) == style
                && other.number != clause.number
                // Numbered on through, not begun anew: another document in the same file.
                && ordinal(&clause.label).checked_sub(ordinal(&other.label)) == Some(index - it.1)
        };
        let key = (parts.at(clause.span.start), key);
        match known.get(&key) {
            Some(first) if same(first) => {
                let other = doc.clauses[first.0 as usize].title.unwrap_or(title);
                let number = doc.clauses[first.0 as usize].number.clone();
                found.push(
                    Slip::at(SlipKind::RepeatedTitle, title).expecting(number).against(other),
                );
            }
            _ => {
                known.insert(key, (at, index));
            }
        }
    }
}

fn is_annex(label: &str) -> bool {
    const WORDS: &[&str] = &[
        "bijlage",
        "annex",
        "appendix",
        "schedule",
        "exhibit",
        "attachment",
        "aanhangsel",
        "addendum",
        "part",
        "deel",
        "chapter",
        "hoofdstuk",
    ];
    let lower = label.to_lowercase();
    WORDS.iter().any(|it| lower.starts_with(it))
}

/// Numbered clauses with a title and nothing else.
fn empty(doc: &Document, found: &mut Vec<Slip>) {
    for (at, clause) in doc.clauses.iter().enumerate() {
        let Some(title) = clause.title else { continue };
        if clause.number.is_empty()
            || !clause.children.is_empty()
            || clause.blocks.1 != clause.blocks.0 + 1
            || is_annex(&clause.label)
            || clause.number.contains(", ")
        {
            continue;
        }
        let block = &doc.blocks[clause.blocks.0 as usize];
        let text = doc[title].to_lowercase();
        let omitted = [
            "omitted",
            "reserved",
            "vervallen",
            "n.v.t",
            "not used",
            "blank",
            "deleted",
            "applicable",
        ]
        .iter()
        .any(|it| text.contains(it));
        // The clause behind it must be its neighbour, with a title of the same kind: else the
        // text may have been cut wrongly.
        let next = doc.clauses.get(at + 1);
        let neighbour = next.is_some_and(|it| {
            it.title.is_some()
                && it.parent == clause.parent
                && !it.number.is_empty()
                && it.blocks.1 > it.blocks.0 + 1
                && ordinal(&clause.label) > 0
                && ordinal(&it.label) == ordinal(&clause.label) + 1
        });
        let previous = at.checked_sub(1).and_then(|it| doc.clauses.get(it));
        let alone = previous.is_none_or(|it| it.blocks.1 > it.blocks.0 + 1 || it.parent.is_some());
        if matches!(block.kind, Kind::Heading(_))
            && block.span == title
            && !omitted
            && neighbour
            && alone
            && doc[title].split(' ').count() <= 8
            && !doc[title].ends_with(['.', ';', ','])
            && !matches!(block.zone, Zone::Contents | Zone::Data | Zone::Signature)
        {
            found.push(Slip::at(SlipKind::EmptyClause, title).expecting(clause.number.clone()));
        }
    }
}

/// Words before a letter in brackets that make it a reference.
const CITING: &[&str] = &[
    "clause",
    "clauses",
    "section",
    "sections",
    "paragraph",
    "paragraphs",
    "item",
    "items",
    "sub",
    "onder",
    "to",
    "through",
    "subclause",
    "subsection",
    "subsections",
    "subparagraph",
    "t/m",
    "with",
    "under",
    "by",
    "in",
    "this",
    "part",
    "see",
    "lid",
    "van",
    "either",
    "foregoing",
];

/// `(a) … (b) … (d)` inside one sentence.
fn inline_lists(doc: &Document, index: &Index, found: &mut Vec<Slip>) {
    let mut all = index.signs_in_order();
    for sentence in &doc.sentences {
        let signs = all.of(sentence.span);
        if signs.len() < 4 {
            continue;
        }
        if !matches!(sentence.zone, Zone::Operative | Zone::Recital | Zone::Definition) {
            continue;
        }
        let text = &doc[sentence.span];
        if !text.contains("(a)") || !text.contains("(b)") {
            continue;
        }
        let mut last = 0;
        let mut start = 0;
        for sign in signs.iter().filter(|it| it.char == '(') {
            let at = (sign.at - sentence.span.start) as usize;
            let [letter, b')'] = text.as_bytes().get(at + 1..at + 3).unwrap_or_default() else {
                continue;
            };
            // "Section 4(b)" and "clause (c)" are references.
            let before = text[..at].trim_end();
            let word = before.rsplit(' ').next().unwrap_or("");
            let cited = !text[..at].ends_with(' ') && at > 0
                || word.starts_with(|it: char| it.is_ascii_digit())
                || CITING.iter().any(|it| word.eq_ignore_ascii_case(it));
            if cited || !letter.is_ascii_lowercase() {
                continue;
            }
            let place = u32::from(letter - b'a') + 1;
            if place == 1 {
                start = at;
                last = 1;
            } else if last >= 2 && place == last + 2 {
                let from = sentence.span.start as usize + at;
                let slip = Slip::at(SlipKind::ListedOutOfOrder, Span::new(from, from + 3));
                let missing = char::from(b'a' + last as u8);
                let first = sentence.span.start as usize + start;
                let slip =
                    slip.expecting(format!("({missing})")).against(Span::new(first, first + 3));
                if !text.contains(&format!("({missing})")) {
                    found.push(slip);
                }
                last = 0;
            } else if place == last + 1 {
                last = place;
            } else {
                last = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::English);
        let mut found = Vec::new();
        slips(&doc, &Index::of(&doc), &Parts::of(&doc), &mut found, &mut Vec::new());
        found.sort_by_key(|it| (it.kind, it.span));
        found
            .iter()
            .map(|it| format!("{:?} {} ({})", it.kind, &doc[it.span], it.expected))
            .collect()
    }

    const ROW: &str = "1. Purpose\n\nThe parties share the work on the site.\n\n2. Fees\n\nThe customer pays each month.";

    #[test]
    fn gaps_and_repeats() {
        let text = format!(
            "{ROW}\n\n4. Term\n\nIt lasts a year from now.\n\n5. Law\n\nDutch law applies to it."
        );
        assert_eq!(found(&text), ["MissingNumber Term (3.)"]);
        let text = format!(
            "{ROW}\n\n2. Term\n\nIt lasts a year from now.\n\n3. Law\n\nDutch law applies to it."
        );
        assert_eq!(found(&text), ["RepeatedNumber Term (2.)"]);
        let text = format!(
            "{ROW}\n\n3. Term\n\nIt lasts a year from now.\n\n4. Law\n\nDutch law applies to it."
        );
        assert!(found(&text).is_empty());
    }

    #[test]
    fn titles_that_stand_twice() {
        let text = format!(
            "{ROW}\n\n3. Fees\n\nIt lasts a year from now.\n\n4. Law\n\nDutch law applies to it."
        );
        assert_eq!(found(&text), ["RepeatedTitle Fees (2)"]);
    }

    #[test]
    fn letters_in_running_text() {
        assert_eq!(
            found("The supplier shall (a) plan, (b) build, (d) test and (e) run the site."),
            ["ListedOutOfOrder (d) ((c))"]
        );
        assert!(
            found("The supplier shall (a) plan and (b) build as Section 4(d) says.").is_empty()
        );
    }
}
