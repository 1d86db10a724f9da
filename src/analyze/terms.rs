//! Defined terms: where each is defined, and every place it is used.
//!
//! Whether that is good (defined twice, never used, used before it is defined) is for rules to say.

use crate::document::{Document, Kind, Zone};
use crate::span::Span;
use aho_corasick::{AhoCorasick, MatchKind};
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
pub fn terms(doc: &Document) -> Vec<Term> {
    let mut places = Vec::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        if matches!(block.zone, Zone::Contents | Zone::Furniture | Zone::Signature) {
            continue;
        }
        let start = block.span.start as usize;
        let text = &doc[block.span];
        let found = places.len();
        quoted(text, |from, to| places.push(Span::new(start + from, start + to)));
        let listed = block.zone == Zone::Definition || is_definition_cell(doc, index);
        if places.len() == found
            && listed
            && let Some((from, to)) = listed_name(text, is_definition_cell(doc, index))
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
fn quoted(text: &str, mut found: impl FnMut(usize, usize)) {
    let mut at = 0;
    while let Some(open) = text[at..].find(['"', '“', '”', '„', '«', '‘', '\'']).map(|it| it + at)
    {
        let Some(quote) = text[open..].chars().next() else { return };
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
        let inner = &text[from..floor(text, from + 80)];
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
    let tail = &before[floor(before, before.len().saturating_sub(90))..];
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
        "shall be",
        "shall include",
        "verwijst naar",
        "staat voor",
    ];
    let starts = |verb: &&&str| {
        next.get(..verb.len()).is_some_and(|it| it.eq_ignore_ascii_case(verb))
            && !next[verb.len()..].starts_with(char::is_alphanumeric)
    };
    if VERBS.iter().any(|it| starts(&it)) {
        return true;
    }
    // "X": the meaning. Only where the name opens the block.
    let opens = text[..open].trim_matches(['*', ' ', '_']).is_empty();
    opens && after.trim_start_matches(['*', ' ']).starts_with([':', '–', '—'])
        || text[..open].trim_end().to_ascii_lowercase().ends_with("onder")
            && next.contains("verstaan")
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

/// Finds every use of every term, in one pass.
fn find_uses(doc: &Document, terms: &mut [Term]) {
    let names: Vec<&str> = terms.iter().map(|it| it.name.as_str()).collect();
    let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names);
    let Ok(finder) = finder else { return };
    let mut uses: Vec<Vec<Span>> = vec![Vec::new(); terms.len()];
    let mut block = 0;
    for found in finder.find_iter(&doc.text) {
        let (start, end) = (found.start(), found.end());
        let before = doc.text.get(..start).and_then(|it| it.chars().next_back());
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = &doc.text[end..];
        let plural = ["'s", "’s", "en", "es", "s", "n", ""].iter().find(|it| {
            rest.strip_prefix(**it).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        if plural.is_none() {
            continue;
        }
        while doc.blocks.get(block).is_some_and(|it| (it.span.end as usize) < start) {
            block += 1;
        }
        let zone = doc.blocks.get(block).map(|it| it.zone);
        if matches!(zone, Some(Zone::Contents | Zone::Furniture)) {
            continue;
        }
        uses[found.pattern().as_usize()].push(Span::new(start, end));
    }
    for (term, uses) in terms.iter_mut().zip(uses) {
        let definition = term.definition;
        let again = &term.again;
        term.uses = uses
            .into_iter()
            .filter(|&it| it != definition && again.binary_search(&it).is_err())
            .collect();
    }
}

fn listed(list: &[&str], word: &str) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(word))
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::Dutch);
        terms(&doc).iter().map(|it| format!("{} {}", it.name, it.uses.len())).collect()
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
        let terms = terms(&doc);
        assert_eq!((terms.len(), terms[0].again.len(), terms[0].uses.len()), (1, 1, 1));
    }
}
