//! The clause tree: which number belongs to which block, which block to which clause, and in
//! which part of the contract each stands.
//!
//! Formats disagree about what is a heading and where a number stands; here they are brought to
//! one shape, so that rules and citations don't depend on the format.
//!
//! What a clause is cited by ([`super::Clause::number`]): `7.2` for decimal numbers, with letters
//! and numerals behind it, `7.2(b)(iv)`. A number under an article is a "lid" in a Dutch contract,
//! `4 lid 2 onder b`, and `4.2(b)` in an English one. Annexes go in front: `Bijlage 1, 3.2`.
//! Parts and chapters don't, because articles are numbered on through them. A heading without a
//! number raises a clause with an empty number; a bullet raises none, as nobody can cite it.

mod contents;
mod label;
mod outline;
mod phrases;
mod words;
mod zone;

use super::{Document, Draft, Kind, Zone};
use contents::{goes_on_with_contents, has_leaders, is_page_number, mark_contents};
use label::{Form, Mark, typed_label};

/// Whether a text line starts a block of its own because it starts with a clause number or a
/// bullet. For readers of formats in which only line breaks show where a block ends.
pub fn opens_block(line: &str) -> bool {
    typed_label(line, Kind::Paragraph)
        // "13." alone is as often the end of a sentence that was broken off before it.
        .is_some_and(|(label, at)| at < line.trim_end().len() || stands_alone(&label))
}

/// Whether a block without text is worth keeping for its number: "Artikel 4" above its members.
pub(super) fn stands_alone(label: &str) -> bool {
    label::read(label).is_some_and(|it| it.form <= Form::Article)
}

/// Blocks as they should enter the text, and their numbers: a number cut from its text goes back to
/// it, one typed into the text is taken out of it, a line that can only be a heading becomes one,
/// list items are items, contents and page numbers are told.
pub(super) fn prepare(drafts: Vec<Draft>) -> (Vec<Draft>, Numbers) {
    let mut drafts = with_their_numbers(drafts);
    mark_contents(&mut drafts);
    // A page header that the reader took for a line of its own, above the title.
    let headed = matches!(&drafts[..], [a, b, ..] if a.words() == b.words());
    let mut typed: Vec<Typed> = Vec::with_capacity(drafts.len());
    let mut marks: Vec<Option<(Mark, usize)>> = Vec::with_capacity(drafts.len());
    let mut announced = false;
    for (index, draft) in drafts.iter_mut().enumerate() {
        announced = goes_on_with_contents(draft.words(), announced);
        // A contents page whose lines were joined has leaders.
        if announced || draft.text().len() > 60 && has_leaders(draft.text()) {
            draft.zone.get_or_insert(Zone::Contents);
        }
        let numbered = draft.kind == Kind::Paragraph && is_page_number(draft.text());
        if index == 0 && headed || numbered {
            draft.zone.get_or_insert(Zone::Furniture);
        }
        let number = typed_number(draft);
        marks.push(mark(draft, &number));
        typed.push(number);
    }
    let kinds: Vec<Kind> = (0..drafts.len()).map(|it| kind(&drafts, &marks, it)).collect();
    let mut numbers = Vec::with_capacity(drafts.len());
    for (((draft, kind), typed), mark) in drafts.iter_mut().zip(kinds).zip(typed).zip(marks) {
        let is_heading = |it: Kind| matches!(it, Kind::Heading(_));
        // What is a number in a heading may be none in a sentence.
        let again = is_heading(draft.kind) != is_heading(kind);
        draft.kind = kind;
        let (typed, mark) = if again && draft.label.is_none() {
            let typed = typed_number(draft);
            let mark = self::mark(draft, &typed);
            (typed, mark)
        } else {
            (typed, mark)
        };
        let numbered = take_number(draft, typed);
        numbers.push(mark.filter(|_| numbered).map(|it| it.0));
    }
    (drafts, Numbers(numbers))
}

/// The numbers of the blocks of a document, as they were read from their labels.
pub(super) struct Numbers(Vec<Option<Mark>>);

/// A number typed at the start of a block, and the byte at which the text after it starts.
type Typed = Option<(String, usize)>;

/// The number typed at the start of a block that has no other.
fn typed_number(draft: &Draft) -> Typed {
    if draft.label.is_some() { None } else { typed_label(draft.text(), draft.kind) }
}

/// Takes the number that was typed at the start of a block out of its text, and says whether the
/// block has a number now.
fn take_number(draft: &mut Draft, typed: Typed) -> bool {
    // A line of the contents keeps its number: it cites a clause and is none.
    if draft.label.is_none()
        && draft.zone != Some(Zone::Contents)
        && let Some((label, at)) = typed
    {
        // A note's number is the place it hangs on, not a clause; Word keeps it out of the text.
        draft.label = (draft.kind != Kind::Footnote).then_some(label);
        draft.cut_front(at);
    }
    draft.label.is_some()
}

/// From this many blocks on, a short first line is taken to be the title.
const TITLED: usize = 6;

/// Raises the clause tree over the blocks, which have these numbers, and says in which zone each
/// block and sentence stands.
pub(super) fn raise(doc: &mut Document, numbers: &Numbers) {
    outline::raise(doc, &numbers.0);
    zone::assign(doc, &numbers.0);
}

/// Puts a number that stands in a block of its own before the block it numbers.
fn with_their_numbers(mut drafts: Vec<Draft>) -> Vec<Draft> {
    // Hardly a contract has one.
    let apart = |draft: &Draft| match draft.label {
        Some(_) => draft.is_empty(),
        None => number_alone(draft).is_some(),
    };
    if !drafts.iter().any(apart) {
        for draft in &mut drafts {
            draft.label = draft.label.take().map(one_spelling);
        }
        return drafts;
    }
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut drafts = drafts.into_iter().peekable();
    while let Some(mut draft) = drafts.next() {
        draft.label = draft.label.map(one_spelling);
        if let Some(next) = drafts.peek_mut()
            && let Some(number) = number_alone(&draft)
            && takes_number(&draft, &number, next)
        {
            if stands_alone(&number) {
                let level = match (draft.kind, next.kind) {
                    (Kind::Heading(level), _) | (_, Kind::Heading(level)) => level,
                    _ => 2,
                };
                next.kind = Kind::Heading(level);
            }
            next.label = Some(number);
            next.page = draft.page.or(next.page);
            continue;
        }
        kept.push(draft);
    }
    kept
}

/// The label that a format gave, as it would be typed: every format has its own bullet, and Word
/// makes the dash of "Artikel 4 –" part of the number.
fn one_spelling(label: String) -> String {
    if label::is_bullet(label.trim()) {
        return "•".to_owned();
    }
    let bare = label.trim().trim_end_matches([' ', '-', '–', '—', ':', '|']);
    let worded = bare.starts_with(char::is_alphabetic) && bare.contains(' ');
    if worded { bare.trim_end_matches('.').to_owned() } else { bare.to_owned() }
}

/// The number that is all a block holds.
fn number_alone(draft: &Draft) -> Option<String> {
    if let Some(label) = &draft.label {
        return draft.is_empty().then(|| label.clone());
    }
    let text = draft.text().trim_end();
    if label::is_bullet(text) && draft.kind == Kind::Paragraph {
        return Some("•".to_owned());
    }
    if text.len() > 24 {
        return None;
    }
    let kind = if matches!(draft.kind, Kind::Cell { .. }) { Kind::Paragraph } else { draft.kind };
    let (label, at) = typed_label(text, kind)?;
    (at >= text.len()).then_some(label)
}

fn takes_number(draft: &Draft, number: &str, next: &Draft) -> bool {
    if next.label.is_some() || next.is_empty() || draft.zone != next.zone {
        return false;
    }
    match (draft.kind, next.kind) {
        // A table that lays out clauses: the number in one cell, the words in the next.
        (Kind::Cell { row, .. }, Kind::Cell { row: other, .. }) => {
            row == other && words_up_to(next.text(), 5) == 5
        }
        (Kind::Cell { .. }, _) | (_, Kind::Cell { .. }) => false,
        (_, Kind::Heading(_) | Kind::Paragraph | Kind::Item(_)) => {
            typed_label(next.text(), next.kind).is_none()
                && (!stands_alone(number) || is_title_block(next))
        }
        _ => false,
    }
}

fn is_title_block(draft: &Draft) -> bool {
    let text = draft.words();
    match draft.kind {
        Kind::Heading(_) => true,
        Kind::Paragraph => label::is_title(text) && words_up_to(text, 9) <= 8,
        _ => false,
    }
}

/// The number of a block, given or typed, and the byte at which its text starts.
fn mark(draft: &Draft, typed: &Typed) -> Option<(Mark, usize)> {
    match (&draft.label, typed) {
        (Some(label), _) => Some((label::read(label)?, 0)),
        (None, Some((label, at))) => Some((label::read(label)?, *at)),
        (None, None) => None,
    }
}

/// What a block is, from its number, its words and what comes next.
fn kind(drafts: &[Draft], marks: &[Option<(Mark, usize)>], index: usize) -> Kind {
    let draft = &drafts[index];
    let text = draft.words();
    let level = match draft.kind {
        // "Utrecht, 3 maart 2026" above the signatures is no heading.
        Kind::Heading(_) if marks[index].is_none() && is_dateline(text) => return Kind::Paragraph,
        Kind::Paragraph => 1,
        Kind::Item(level) => level,
        other => return other,
    };
    if draft.zone.is_some() {
        return draft.kind;
    }
    let Some((mark, at)) = &marks[index] else {
        return if index == 0 && drafts.len() >= TITLED && label::is_title(text) {
            // What stands on top is the title, whatever the format calls it.
            Kind::Heading(1)
        } else if is_shouted(text) && draft.kind == Kind::Paragraph {
            Kind::Heading(2)
        } else {
            draft.kind
        };
    };
    let rest = draft.words().get(*at..).unwrap_or("").trim_ascii_start();
    let title = || label::is_title(rest);
    match mark.form {
        Form::Annex | Form::Chapter if rest.is_empty() || title() => Kind::Heading(1),
        Form::Article if rest.is_empty() || title() => Kind::Heading(2),
        Form::Annex | Form::Chapter | Form::Article => Kind::Paragraph,
        Form::Decimal => {
            let words = || words_up_to(rest, 10);
            let bare = rest.strip_suffix('.').unwrap_or(rest);
            let opens = || {
                has_parts(marks, index)
                    && (label::is_line(rest) || words() <= 8 && label::is_title(bare))
            };
            let titles = || title() && words() <= 9 && !is_in_row(marks, index);
            if index + 1 < marks.len() && (opens() || titles()) {
                Kind::Heading(mark.path.len().min(5) as u8 + 1)
            } else if mark.path.len() > 1 {
                Kind::Paragraph
            } else {
                Kind::Item(level)
            }
        }
        Form::Letter | Form::Roman if is_shouted(rest) && !is_in_row(marks, index) => {
            Kind::Heading(2)
        }
        Form::Letter | Form::Roman | Form::Bullet => Kind::Item(level),
    }
}

/// Whether one of the next blocks is the first part of this one: `2.1` after `2`.
fn has_parts(marks: &[Option<(Mark, usize)>], index: usize) -> bool {
    let at = |index: usize| marks.get(index).and_then(|it| it.as_ref()).map(|it| &it.0.path);
    let Some(this) = at(index) else { return false };
    (index + 1..index + 6)
        .filter_map(at)
        .find(|next| next.len() == this.len() || next.starts_with(this))
        .is_some_and(|next| next.len() == this.len() + 1 && next.last() == Some(&1))
}

/// Whether the next or the previous block continues the row that this number is in, as in a list.
fn is_in_row(marks: &[Option<(Mark, usize)>], index: usize) -> bool {
    let at = |index: usize| marks.get(index).and_then(|it| it.as_ref()).map(|it| &it.0);
    let Some(this) = at(index) else { return false };
    let continues = |first: &Mark, second: &Mark| {
        first.form == second.form
            && first.style == second.style
            && first.path.len() == second.path.len()
            && first.path.last().map(|it| it + 1) == second.path.last().copied()
    };
    at(index + 1).is_some_and(|next| continues(this, next))
        || index.checked_sub(1).and_then(at).is_some_and(|last| continues(last, this))
}

/// How many words `text` has, which one space each stands between; `most` where it has more.
fn words_up_to(text: &str, most: usize) -> usize {
    1 + text.bytes().filter(|it| *it == b' ').take(most - 1).count()
}

/// A place and a date.
fn is_dateline(text: &str) -> bool {
    let year = text.rsplit(' ').next().unwrap_or("");
    text.contains(", ")
        && words_up_to(text, 7) < 7
        && year.len() == 4
        && year.bytes().all(|it| it.is_ascii_digit())
}

/// A short line in capitals: `ALGEMENE VOORWAARDEN`. A line of some words that ends in a full stop
/// is a sentence that is shouted, such as a disclaimer, and counts like any other.
fn is_shouted(text: &str) -> bool {
    text.len() < 120
        && !text.chars().any(char::is_lowercase)
        && text.chars().filter(|it| it.is_alphabetic()).take(4).count() == 4
        && words_up_to(text, 15) < if text.ends_with('.') { 7 } else { 15 }
        && !text.contains("___")
        && !text.ends_with([';', ','])
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Draft, Format, Kind, Origin};
    use proptest::prelude::*;

    /// Beginnings and endings that numbers, headings and parts of a contract are made of.
    const SCRAPS: &[&str] = &[
        "1.",
        "1",
        "(a)",
        "(i)",
        "ii.",
        "A.",
        "Artikel 4",
        "Artikel",
        "§",
        "Bijlage 1:",
        "Section 5.10",
        "4.1",
        "1.02",
        "•",
        "Definities",
        "partijen",
        "hierna te noemen:",
        "“Dienst”",
        "(the “",
        "”)",
        "(",
        "„",
        "BW",
        "é",
        "’s",
        "…",
        "....... 3",
        "12",
        "zal:",
        "overwegende dat",
        "komen overeen",
        "aldus ondertekend",
        "betaalt.",
        "__",
        ",",
        "\u{a0}",
        "Artikel 4 lid 2 onder b",
        "IV",
        "wij",
        "u",
    ];

    fn kind(number: u8) -> Kind {
        match number % 7 {
            0 => Kind::Heading(number % 9),
            1 => Kind::Item(number % 5),
            2 => Kind::Cell { row: 0, column: u16::from(number % 3) },
            3 => Kind::Footnote,
            _ => Kind::Paragraph,
        }
    }

    proptest! {
        /// Whatever the words: spans lie on letters, a parent holds its children, and every
        /// analysis comes to an end.
        #[test]
        fn no_text_breaks_the_outline(
            blocks in prop::collection::vec((any::<u8>(), prop::collection::vec(0..SCRAPS.len(), 0..7)), 0..40)
        ) {
            let mut builder = Document::builder("test", Format::Text);
            for (number, scraps) in &blocks {
                let mut draft = Draft::new(kind(*number));
                for &scrap in scraps {
                    draft.push(SCRAPS[scrap], Origin::Joined);
                    draft.push(" ", Origin::Joined);
                }
                if number % 11 == 0 {
                    draft.label = Some(SCRAPS[*number as usize % SCRAPS.len()].to_owned());
                }
                builder.block(draft);
            }
            let doc = builder.finish();
            for clause in &doc.clauses {
                prop_assert!(doc.text.get(clause.span.range()).is_some());
                for &child in &clause.children {
                    prop_assert!(clause.span.contains(doc.clauses[child as usize].span));
                    prop_assert!(doc.clauses[child as usize].level > clause.level);
                }
            }
            for sentence in &doc.sentences {
                prop_assert!(doc.text.get(sentence.span.range()).is_some());
            }
            let facts = crate::analyze::analyze(&doc);
            for party in &facts.parties {
                prop_assert!(party.mentions.iter().all(|it| doc.text.get(it.range()).is_some()));
            }
            for reference in &facts.references {
                prop_assert!(doc.text.get(reference.span.range()).is_some());
            }
            for term in &facts.terms {
                prop_assert_eq!(&doc[term.definition], term.name.as_str());
            }
        }
    }
}
