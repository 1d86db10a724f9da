//! Defined terms: where each is defined, and every place it is used.
//!
//! Whether that is good (defined twice, never used, used before it is defined) is for rules to say.

mod form;
mod idle;
mod slips;
mod undefined;

use super::index::{Index, Sign, window};
use crate::document::{Document, Kind, Zone};
use crate::span::Span;
pub(super) use slips::{lent, slips};
use std::collections::HashMap;

/// A name the parties gave a meaning of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The name, without its quotes.
    pub name: String,
    /// The name where it is first defined, without its quotes.
    pub definition: Span,
    /// Where it is defined again, in order.
    pub again: Vec<Span>,
    /// Every other place the name stands with its capital, in order.
    pub uses: Vec<Span>,
}

/// The terms of `doc`, in order of definition.
pub fn terms(doc: &Document, index: &Index) -> Vec<Term> {
    let mut places = Vec::new();
    let mut all = index.signs_in_order();
    for (at, block) in doc.blocks.iter().enumerate() {
        if matches!(block.zone, Zone::Contents | Zone::Furniture | Zone::Signature) {
            continue;
        }
        let start = block.span.start as usize;
        let text = &doc[block.span];
        let found = places.len();
        let signs = all.of(block.span);
        quoted(text, block.span.start, signs, |from, to| {
            places.push(Span::new(start + from, start + to));
        });
        let cell = is_definition_cell(doc, at);
        let listed = block.zone == Zone::Definition || cell;
        if places.len() == found
            && listed
            && let Some((from, to)) = listed_name(text, cell)
        {
            places.push(Span::new(start + from, start + to));
        }
    }
    let mut terms: Vec<Term> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for place in places {
        let name = doc[place].to_owned();
        if name.is_empty() {
            continue;
        }
        match known.get(&name) {
            Some(&at) => terms[at].again.push(place),
            None => {
                known.insert(name.clone(), terms.len());
                terms.push(Term { name, definition: place, again: Vec::new(), uses: Vec::new() });
            }
        }
    }
    find_uses(doc, &mut terms);
    terms
}

/// Names in quotes that the words around them define: `“X” means`, `(the “X”)`, `onder “X” wordt
/// verstaan`. Calls `found` with the bytes of each name, without its quotes.
fn quoted(text: &str, start: u32, signs: &[Sign], mut found: impl FnMut(usize, usize)) {
    let mut at = 0;
    for sign in signs {
        let (open, quote) = ((sign.at - start) as usize, sign.char);
        let opens = matches!(quote, '"' | '“' | '”' | '„' | '«' | '‘' | '\'');
        if !opens || open < at {
            continue;
        }
        let from = open + quote.len_utf8();
        at = from;
        // The apostrophe in "party's" opens nothing.
        if matches!(quote, '\'' | '‘')
            && text[..open].chars().next_back().is_some_and(char::is_alphanumeric)
        {
            continue;
        }
        let closing: &[char] = match quote {
            '«' => &['»'],
            '‘' | '\'' => &['’', '\''],
            _ => &['"', '”', '“'],
        };
        let inner = window(text, from, from + 80);
        let Some(length) = inner.find(closing).filter(|&it| it > 1) else { continue };
        let end = from + length;
        let after = &text[end..];
        let after = &after[after.chars().next().map_or(0, char::len_utf8)..];
        let name = inner[..length].trim_end_matches([',', '.', ';', ':', ' ']);
        let fits = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 7;
        if fits && (introduced(&text[..open]) || defined_after(text, open, after)) {
            found(from, from + name.len());
        }
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
}

/// Whether the words before a quotation announce a name: an open bracket with only fillers in it,
/// "hierna te noemen", "hereinafter referred to as".
fn introduced(before: &str) -> bool {
    const FILLERS: &[&str] = &[
        "the",
        "de",
        "het",
        "a",
        "an",
        "each",
        "or",
        "of",
        "en",
        "and",
        "as",
        "als",
        "hierna",
        "verder",
        "te",
        "noemen",
        "genoemd",
        "hereinafter",
        "hereafter",
        "collectively",
        "together",
        "gezamenlijk",
        "tezamen",
        "referred",
        "to",
        "called",
        "such",
        "this",
        "deze",
        "dit",
        "all",
        "individually",
        "ook",
        "aan",
        "duiden",
        "with",
        "in",
        "being",
        "samen",
        "any",
        "these",
    ];
    let tail = window(before, before.len().saturating_sub(90), before.len());
    let mut announced = false;
    let mut bracket = false;
    let mut rest = tail.trim_end();
    for _ in 0..12 {
        rest = rest.trim_end_matches([' ', ',', ':', '"', '“', '”', '„']);
        if rest.ends_with('(') {
            bracket = true;
            break;
        }
        let start = rest.rfind([' ', '(', ',']).map_or(0, |it| it + 1);
        let word = &rest[start..];
        if word.is_empty() || !listed(FILLERS, word) {
            // A second name in one bracket: (“Customer” or “Client”).
            break;
        }
        announced |=
            listed(&["noemen", "genoemd", "hereinafter", "hereafter", "hierna", "called"], word)
                || word.eq_ignore_ascii_case("referred");
        rest = &rest[..start];
    }
    bracket || announced
}

/// Whether the words after a quotation give it a meaning.
fn defined_after(text: &str, open: usize, after: &str) -> bool {
    let next = after.trim_start_matches([' ', '*', ')', ',', '–', '—', '-']);
    const VERBS: &[&str] = &[
        "means",
        "mean",
        "shall mean",
        "will mean",
        "shall have the meaning",
        "has the meaning",
        "have the meaning",
        "refers to",
        "shall refer",
        "includes",
        "betekent",
        "betekenen",
        "wordt verstaan",
        "heeft de betekenis",
        "is defined",
        "is gedefinieerd",
        "is omschreven",
        "shall be",
        "shall include",
        "verwijst naar",
        "staat voor",
    ];
    const CHANGED: &[&str] =
        &["amended", "deleted", "replaced", "substituted", "inserted", "changed"];
    let changed = || CHANGED.iter().any(|it| window(next, 0, 40).contains(it));
    if VERBS.iter().any(|it| starts_with_word(next, it)) && !changed() {
        return true;
    }
    // "X": the meaning. Only where the name opens the block.
    let opens = text[..open].trim_matches(['*', ' ', '_']).is_empty();
    opens && after.trim_start_matches(['*', ' ']).starts_with([':', '–', '—'])
        || ends_with_word(&text[..open], "onder") && window(next, 0, 300).contains("verstaan")
}

/// The name that opens a line of the definitions: `Dienst: wat …`, `Service means …`.
fn listed_name(text: &str, cell: bool) -> Option<(usize, usize)> {
    const ENDS: &[&str] =
        &[": ", " means ", " shall mean ", " betekent ", " – ", " — ", " - ", " betekenen ", ": "];
    let name = if cell {
        text
    } else {
        let end = ENDS.iter().filter_map(|it| text.find(it)).min()?;
        &text[..end]
    };
    let bare = name.trim_matches(['*', ' ', '_', ':', '.', '"', '“', '”', '(', ')', '[', ']']);
    let from = name.find(bare)?;
    let words = bare.split(' ').count();
    let fits = bare.len() > 1
        && bare.len() < 60
        && words <= 6
        && bare.starts_with(char::is_uppercase)
        && !bare.contains(". ")
        // The line that a filing puts at the foot of each page.
        && !["Source", "Note", "Noot", "Page", "Pagina"].contains(&bare)
        && !bare.ends_with(" onder");
    fits.then_some((from, from + bare.len()))
}

/// Whether a cell is the left of a row in a table of definitions.
fn is_definition_cell(doc: &Document, index: usize) -> bool {
    let block = &doc.blocks[index];
    let Kind::Cell { row, column: 0 } = block.kind else { return false };
    let titled = block
        .clause
        .and_then(|it| doc.clauses.get(it as usize)?.title)
        .is_some_and(|it| is_definitions_title(&doc[it]));
    let right = doc.blocks.get(index + 1);
    titled
        && row > 0
        && right.is_some_and(|it| it.kind == Kind::Cell { row, column: 1 } && it.span.len() > 20)
}

fn is_definitions_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    ["defini", "begrip", "glossary"].iter().any(|it| lower.contains(it))
}

/// Finds every use of every term, in one pass over the words.
///
/// Of two names that start at one word the longer is used; a name inside a longer one ("Term" in
/// "Term Loan") is not used there.
fn find_uses(doc: &Document, terms: &mut [Term]) {
    let mut firsts: HashMap<u32, Vec<u32>> = HashMap::new();
    for (at, term) in terms.iter().enumerate() {
        let lower = term.name.to_lowercase();
        let Some(first) = crate::language::words(&lower).next() else { continue };
        let first = &lower[first.range()];
        // The last word may carry an ending: "Dienst" is used as "Diensten".
        let one = first.len() == lower.len();
        for ending in if one { &["", "s", "es", "en", "n"][..] } else { &[""] } {
            if let Some(word) = doc.words.find(&format!("{first}{ending}")) {
                firsts.entry(word).or_default().push(at as u32);
            }
        }
    }
    let mut groups: Vec<Group> = Vec::with_capacity(firsts.len());
    // Of each word its group plus one.
    let mut group_of = vec![0u32; doc.words.len()];
    let mut firsts: Vec<(u32, Vec<u32>)> = firsts.into_iter().collect();
    firsts.sort_unstable();
    for (word, named) in firsts {
        groups.push(Group::of(terms, &named));
        group_of[word as usize] = groups.len() as u32;
    }
    let (mut block, mut past) = (0, 0);
    // In the order of the text: to jump from word to word costs more than to look at all.
    let mut uses: Vec<(u32, Span)> = Vec::new();
    for token in &doc.tokens {
        let group = group_of[token.word as usize];
        let Some(group) = (group as usize).checked_sub(1).map(|it| &groups[it]) else { continue };
        let start = token.span.start;
        if start < past {
            continue;
        }
        let Some((length, term)) = group.longest(&doc.text[start as usize..]) else { continue };
        past = start + length;
        while doc.blocks.get(block).is_some_and(|it| it.span.end < start) {
            block += 1;
        }
        let zone = doc.blocks.get(block).map(|it| it.zone);
        if !matches!(zone, Some(Zone::Contents | Zone::Furniture)) {
            uses.push((term, Span { start, end: past }));
        }
    }
    for (term, span) in uses {
        let term = &mut terms[term as usize];
        if span != term.definition && term.again.binary_search(&span).is_err() {
            term.uses.push(span);
        }
    }
}

/// The names that start with one word.
struct Group {
    /// How long they are, longest first: thousands may share a word, but not their length.
    lengths: Vec<usize>,
    /// In order, with the terms they are.
    names: Vec<(String, u32)>,
}

impl Group {
    fn of(terms: &[Term], named: &[u32]) -> Group {
        let name = |it: u32| terms[it as usize].name.clone();
        let mut names: Vec<(String, u32)> = named.iter().map(|&it| (name(it), it)).collect();
        names.sort_unstable();
        let mut lengths: Vec<usize> =
            named.iter().map(|&it| terms[it as usize].name.len()).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        Group { lengths, names }
    }

    /// The longest name that `text` starts with, and its length.
    fn longest(&self, text: &str) -> Option<(u32, u32)> {
        self.lengths.iter().find_map(|&length| {
            let (name, rest) = text.split_at_checked(length)?;
            let at = self.names.binary_search_by(|it| it.0.as_str().cmp(name)).ok()?;
            let term = self.names.get(at).filter(|_| ends_word(rest))?.1;
            Some((length as u32, term))
        })
    }
}

/// Whether a word ends before `rest`, with or without the ending of a plural or genitive.
fn ends_word(rest: &str) -> bool {
    ["", "'s", "’s", "en", "es", "s", "n"].iter().any(|it| {
        rest.strip_prefix(it).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether `text` starts with `word`, in any case, and that word ends there.
fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word))
        && !text[word.len()..].starts_with(char::is_alphanumeric)
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let text = text.trim_end();
    let at = text.len().checked_sub(word.len());
    at.and_then(|it| text.get(it..)).is_some_and(|it| it.eq_ignore_ascii_case(word))
}

fn listed(list: &[&str], word: &str) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::super::parts::Parts;
    use super::super::slips::SlipKind;
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::Dutch);
        terms(&doc, &Index::of(&doc))
            .iter()
            .map(|it| format!("{} {}", it.name, it.uses.len()))
            .collect()
    }

    #[test]
    fn names_in_quotes_with_a_meaning() {
        assert_eq!(
            found("“Services” means hosting. The Supplier provides the Services."),
            ["Services 1"]
        );
        assert_eq!(found("Acme Ltd (the \"Vendor\") sells. The Vendor pays."), ["Vendor 1"]);
        assert_eq!(
            found("Onder „Gebrek” wordt verstaan elke afwijking. Een Gebrek wordt gemeld."),
            ["Gebrek 1"]
        );
        assert_eq!(
            found("Zonnehof B.V., hierna te noemen: ‘Opdrachtgever’. Opdrachtgever betaalt."),
            ["Opdrachtgever 1"]
        );
        assert_eq!(found("«Dienst» betekent hosting. De Diensten starten."), ["Dienst 1"]);
    }

    #[test]
    fn names_that_open_a_definition() {
        assert_eq!(
            found(
                "Artikel 1 – Definities\n\nDienst: het beheer van de site.\n\nFee means the price per month.\n\nArtikel 2 – Uitvoering\n\nOpdrachtnemer levert de Dienst voor de Fee."
            ),
            ["Dienst 1", "Fee 1"]
        );
    }

    #[test]
    fn a_quotation_alone_defines_nothing() {
        assert!(found("He said \"Hello there\" and left. The party's \"Best\" effort.").is_empty());
    }

    #[test]
    fn a_second_definition_is_kept() {
        let doc = Document::from_paragraphs(
            "“Fee” means ten.\n\n“Fee” means twenty. The Fee is due.",
            Language::English,
        );
        let index = Index::of(&doc);
        let terms = terms(&doc, &index);
        assert_eq!((terms.len(), terms[0].again.len(), terms[0].uses.len()), (1, 1, 1));
    }

    #[test]
    fn names_like_terms_without_a_definition() {
        let doc = Document::from_paragraphs(
            "Artikel 1. Definities\n\n1.1 “Dienst” betekent het onderhoud.\n\n1.2 “Storing” betekent elke uitval.\n\n1.3 “Rapport” betekent het verslag.\n\nArtikel 2. Werk\n\n2.1 Na de Keuring test Leverancier de pomp. De uitslag van de Oplevering komt in het logboek. Vóór de Oplevering blijft de pomp uit, en na de Oplevering draait zij.",
            Language::Dutch,
        );
        let index = Index::of(&doc);
        let terms = terms(&doc, &index);
        assert_eq!(terms.len(), 3);
        let mut found = Vec::new();
        let facts = Facts { terms, ..Facts::default() };
        slips(&doc, &index, &Parts::of(&doc), &facts, &mut found);
        let undefined = found.iter().filter(|it| it.kind == SlipKind::UndefinedTerm);
        assert_eq!(undefined.map(|it| &doc[it.span]).collect::<Vec<_>>(), ["Oplevering"]);
    }
}
