//! The form of definitions: their capitals, their order, and where they send the reader.

use super::super::index::Index;
use super::super::parts::Parts;
use super::super::references::{Reference, Target};
use super::super::slips::{Slip, SlipKind};
use super::{Term, starts_with_word};
use crate::document::{Document, Zone};
use crate::span::Span;
use std::collections::HashMap;

/// Adds the slips in the form of the definitions of `doc` to `found`.
pub(in super::super) fn slips(
    doc: &Document,
    index: &Index,
    parts: &Parts,
    terms: &[Term],
    references: &[Reference],
    found: &mut Vec<Slip>,
) {
    without_capitals(doc, index, terms, found);
    small_names(doc, index, terms, found);
    let lists = lists(doc, parts, terms);
    out_of_order(&lists, found);
    other_marks(doc, &lists, found);
    other_verbs(doc, &lists, found);
    circular(doc, terms, found);
    not_there(doc, terms, references, found);
}

/// `the confidential information`, where "Confidential Information" is defined and elsewhere used
/// with its capitals. Of one word ("services") nobody can tell whether the term is meant, nor of
/// "effective date" before "of the termination".
fn without_capitals(doc: &Document, index: &Index, terms: &[Term], found: &mut Vec<Slip>) {
    const DETERMINERS: &[&str] = &["the", "such", "de", "het", "deze", "dit", "this", "these"];
    for term in terms.iter().filter(|it| it.uses.len() >= 4) {
        let words = term.name.split(' ').count();
        let capitals = term.name.split(' ').all(|it| it.starts_with(char::is_uppercase));
        if words < 2 || !capitals {
            continue;
        }
        let small: Vec<Span> = index
            .places(doc, &term.name)
            .into_iter()
            .filter(|it| !doc[*it].contains(char::is_uppercase))
            .filter(|it| it.start > term.definition.end && !in_definition(doc, *it))
            .collect();
        // More often without: then it is said on purpose.
        let [first] = small[..] else { continue };
        let before = doc.text.get(..first.start as usize).unwrap_or_default();
        let word = before.trim_end().rsplit([' ', '\n', '(']).next().unwrap_or("");
        let after = doc.text.get(first.end as usize..).unwrap_or_default();
        let longer = [" of ", " van ", "-", "\"", "”", " ("].iter().any(|it| after.starts_with(it));
        let defines = ["means the", "betekent de", "betekent het", "mean the"];
        if before.ends_with(' ')
            && !defines.iter().any(|it| before.trim_end().ends_with(it))
            && DETERMINERS.iter().any(|it| it.eq_ignore_ascii_case(word))
            && !longer
        {
            let slip = Slip::at(SlipKind::SmallUse, first).expecting(&term.name);
            found.push(slip.against(term.definition));
        }
    }
}

fn in_definition(doc: &Document, span: Span) -> bool {
    let block = doc.block_at(span.start).and_then(|it| doc.blocks.get(it));
    block.is_none_or(|it| it.zone != Zone::Operative)
}

/// `“services” means`, in a contract whose other terms carry a capital.
fn small_names(doc: &Document, index: &Index, terms: &[Term], found: &mut Vec<Slip>) {
    if terms.len() < 3 {
        return;
    }
    for sign in index.signs().iter().filter(|it| matches!(it.char, '"' | '“' | '„' | '«')) {
        let open = sign.at as usize;
        let from = open + sign.char.len_utf8();
        let rest = super::super::index::window(&doc.text, from, from + 60);
        let Some(end) = rest.find(['"', '”', '“', '»', '\n']) else { continue };
        let name = &rest[..end];
        // "cGMP" is written so.
        let small = !name.contains(char::is_uppercase) && name.len() > 2;
        if !small || name.split(' ').count() > 4 || rest[end..].starts_with('\n') {
            continue;
        }
        let after = doc.text[from + end..].trim_start_matches(['"', '”', '“', '»', ' ']);
        const VERBS: &[&str] =
            &["means", "shall mean", "betekent", "wordt verstaan", "has the meaning"];
        let block = doc.block_at(sign.at).and_then(|it| doc.blocks.get(it));
        // In its own line of the list; a word explained on the way ("as used here, “control”
        // means") is not given a name.
        let opens = block.is_some_and(|it| {
            it.span.start == sign.at && matches!(it.zone, Zone::Operative | Zone::Definition)
        });
        let defines = VERBS.iter().any(|it| starts_with_word(after, it));
        if opens && defines {
            found.push(Slip::at(SlipKind::SmallTerm, Span::new(from, from + end)));
        }
    }
}

/// The definitions that open a block, list by list.
fn lists<'a>(doc: &Document, parts: &Parts, terms: &'a [Term]) -> Vec<Vec<&'a Term>> {
    let place = |it: &Term| {
        let block = doc.block_at(it.definition.start)?;
        let opens = it.definition.start.saturating_sub(doc.blocks[block].span.start) <= 4;
        let zone = doc.blocks[block].zone;
        (opens && zone == Zone::Definition).then(|| (parts.at(it.definition.start), block))
    };
    let mut lists: Vec<((usize, usize), Vec<&Term>)> = Vec::new();
    for term in terms {
        let Some((part, block)) = place(term) else { continue };
        match lists.last_mut() {
            Some((last, list)) if last.0 == part && block - last.1 <= 6 && block > last.1 => {
                last.1 = block;
                list.push(term);
            }
            _ => lists.push(((part, block), vec![term])),
        }
    }
    lists.into_iter().map(|it| it.1).filter(|it| it.len() >= 5).collect()
}

/// The one definition without the quotation marks of all others, or with them.
fn other_marks(doc: &Document, lists: &[Vec<&Term>], found: &mut Vec<Slip>) {
    for list in lists {
        let quoted = |it: &&&Term| {
            let before = doc.text.get(..it.definition.start as usize).unwrap_or_default();
            before.ends_with(['“', '"', '„', '‘', '\'', '«', '”'])
        };
        let (with, without): (Vec<&Term>, Vec<&Term>) = list.iter().partition(|it| quoted(it));
        let (([one], others) | (others, [one])) = (&with[..], &without[..]) else { continue };
        if let [other, ..] = others {
            let slip = Slip::at(SlipKind::DefinitionMark, one.definition).expecting(&one.name);
            found.push(slip.against(other.definition));
        }
    }
}

/// The one definition that gives its meaning with another verb than all others.
fn other_verbs(doc: &Document, lists: &[Vec<&Term>], found: &mut Vec<Slip>) {
    // "means" and "shall mean" are one way; a definition that sends the reader on has its own.
    const VERBS: &[(&str, &str)] = &[
        ("means and includes", "means and includes"),
        ("means", "means"),
        ("mean", "means"),
        ("shall mean", "shall mean"),
        ("will mean", "shall mean"),
        ("refers to", "refers to"),
        ("shall refer to", "refers to"),
        ("includes", "includes"),
        ("shall include", "includes"),
        ("betekent", "betekent"),
        ("betekenen", "betekent"),
        ("verwijst naar", "verwijst naar"),
        ("staat voor", "staat voor"),
        ("is", "is"),
        ("omvat", "omvat"),
        (":", ":"),
    ];
    const SENDS: &[&str] =
        &["is defined", "is gedefinieerd", "is omschreven", "is set", "is given"];
    for list in lists {
        let verb = |it: &Term| -> Option<&'static str> {
            let after = doc.text.get(it.definition.end as usize..)?;
            let after = after.trim_start_matches(['"', '”', '“', '»', '’', '\'', '*', ' ']);
            if SENDS.iter().any(|it| after.starts_with(it)) {
                return None;
            }
            let found = VERBS.iter().find(|it| starts_with_word(after, it.0));
            found.map(|it| it.1)
        };
        let verbs: Vec<(&Term, &str)> =
            list.iter().filter_map(|it| Some((*it, verb(it)?))).collect();
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for (_, verb) in &verbs {
            match counts.iter_mut().find(|it| it.0 == *verb) {
                Some(known) => known.1 += 1,
                None => counts.push((verb, 1)),
            }
        }
        counts.sort_by_key(|it| std::cmp::Reverse(it.1));
        let [(usual, often), (other, 1)] = counts[..] else { continue };
        if often >= 4
            && let Some((term, _)) = verbs.iter().find(|it| it.1 == other)
        {
            found.push(Slip::at(SlipKind::DefinitionVerb, term.definition).expecting(usual));
        }
    }
}

/// The one definition in a sorted list that stands in the wrong place.
fn out_of_order(lists: &[Vec<&Term>], found: &mut Vec<Slip>) {
    // Letter by letter ("Knowledge, Know-How"), or word by word ("Support Hours, Supported").
    let letters = |it: &Term| -> String {
        it.name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words = |it: &Term| -> String {
        let spaced = it.name.chars().map(|it| if it.is_alphanumeric() { it } else { ' ' });
        spaced.flat_map(char::to_lowercase).collect()
    };
    for list in lists {
        let (letters, words): (Vec<String>, Vec<String>) =
            list.iter().map(|it| (letters(it), words(it))).unzip();
        let (Some((one, next)), Some((other, _))) = (stranger(&letters), stranger(&words)) else {
            continue;
        };
        if one == other {
            let slip = Slip::at(SlipKind::UnsortedTerm, list[one].definition);
            found.push(slip.expecting(next.map_or("", |it| list[it].name.as_str())));
        }
    }
}

/// The one key without which the rest is sorted, and the one before which it belongs. None where
/// all is sorted already, or nothing is.
fn stranger(keys: &[String]) -> Option<(usize, Option<usize>)> {
    let mut falls = (1..keys.len()).filter(|&it| keys[it] < keys[it - 1]);
    let (Some(at), None) = (falls.next(), falls.next()) else { return None };
    let sorted_without = |skip: &usize| {
        keys.iter().enumerate().filter(|it| it.0 != *skip).map(|it| it.1).is_sorted()
    };
    let stranger = [at, at - 1].into_iter().find(sorted_without)?;
    Some((stranger, keys.iter().position(|it| *it > keys[stranger])))
}

/// `“Service” means the Service`, and two terms that only mean each other.
fn circular(doc: &Document, terms: &[Term], found: &mut Vec<Slip>) {
    let heads: HashMap<&str, (&str, Span)> = terms
        .iter()
        .filter_map(|it| Some((it.name.as_str(), (meaning(doc, it)?, it.definition))))
        .collect();
    for term in terms {
        let Some(&(head, _)) = heads.get(term.name.as_str()) else { continue };
        let back = head == term.name
            || heads.get(head).is_some_and(|it| it.0 == term.name && it.1 < term.definition);
        if back {
            found.push(Slip::at(SlipKind::CircularTerm, term.definition).expecting(head));
        }
    }
}

/// The name that is the whole meaning of a term: `Service` in `“Dienst” means the Service.`
fn meaning<'a>(doc: &'a Document, term: &Term) -> Option<&'a str> {
    let after = doc.text.get(term.definition.end as usize..)?;
    let after = after.trim_start_matches(['"', '”', '“', '»', '’', '\'', '*', ' ', ':']);
    let verb = ["means", "shall mean", "betekent", "is"];
    let rest = verb.iter().find_map(|it| {
        starts_with_word(after, it).then(|| after[it.len()..].trim_start_matches([' ', ':']))
    })?;
    let rest = ["the ", "de ", "het ", "een ", "an ", "a ", "each ", "elke ", "any "]
        .iter()
        .find_map(|it| rest.strip_prefix(it))
        .unwrap_or(rest);
    let end = rest.find(['.', ';', '\n', ',', '(']).unwrap_or(rest.len());
    if rest[end..].starts_with([',', '(']) {
        return None;
    }
    let name = rest[..end].trim();
    (name.starts_with(char::is_uppercase) && name.len() < 60).then_some(name)
}

/// `“Fee” has the meaning given in clause 4`, and clause 4 says nothing of a fee.
fn not_there(doc: &Document, terms: &[Term], references: &[Reference], all: &mut Vec<Slip>) {
    let mut found = Vec::new();
    const SENDS: &[&str] = &[
        "as defined in",
        "meaning set forth in",
        "meaning given in",
        "meaning given to it in",
        "meaning assigned to it in",
        "meaning ascribed to it in",
        "meaning set out in",
        "gedefinieerd in",
        "de betekenis van",
        "omschreven in",
        "is defined in",
        "meaning specified in",
    ];
    let mut places: Vec<(Span, &str)> = terms
        .iter()
        .flat_map(|it| it.uses.iter().chain([&it.definition]).map(|span| (*span, it.name.as_str())))
        .collect();
    places.sort_unstable();
    for reference in references {
        let Target::Clause(Some(to)) = reference.target else { continue };
        let before = doc.text.get(..reference.span.start as usize).unwrap_or_default().trim_end();
        let Some(sends) = SENDS.iter().find(|it| before.ends_with(**it)) else { continue };
        let from = (before.len() - sends.len()) as u32;
        // The term that stands right before these words.
        let at = places.partition_point(|it| it.0.end <= from);
        let Some(&(span, name)) = at.checked_sub(1).and_then(|it| places.get(it)) else { continue };
        let gap = doc.text.get(span.end as usize..from as usize).unwrap_or_default();
        const PLAIN: &[&str] =
            &["", "has the", "shall have the", "have the", "is", "zoals", "heeft", "such term is"];
        let gap = gap.trim_matches([' ', '"', '”', '“', '’', '\'', '(', ',', '*', '»']);
        let clause = &doc.clauses[to as usize];
        let exact = clause.number.eq_ignore_ascii_case(&reference.number);
        let bare = |it: &str| -> String {
            it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let text = bare(&doc[clause.span]);
        let stem = bare(name);
        let stem = stem.trim_end_matches('s').trim_end_matches("en");
        if PLAIN.contains(&gap)
            && exact
            && !clause.span.contains(reference.span)
            && clause.span.len() > 40
            && !text.contains(stem)
        {
            let slip = Slip::at(SlipKind::NotDefinedThere, reference.span).expecting(name);
            found.push(slip.against(
                clause.title.unwrap_or(Span { start: clause.span.start, end: clause.span.start }),
            ));
        }
    }
    // More than these say that the clauses were not told apart rightly.
    if found.len() <= 2 {
        all.append(&mut found);
    }
}
