//! Defined terms: where each is defined, and every place it is used.
//!
//! Whether that is good (defined twice, never used, used before it is defined) is for rules to say.

use super::Party;
use super::slips::{Slip, SlipKind};
use crate::document::{Document, Kind, Zone};
use crate::language::Language;
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

/// Nouns that a contract capitalises only to define them. English capitalises much else, so only
/// these tell there.
const DEFINABLE_ENGLISH: &[&str] = &[
    "Services",
    "Products",
    "Deliverables",
    "Fees",
    "Fee",
    "Term",
    "Territory",
    "Premises",
    "Property",
    "Equipment",
    "Software",
    "Specifications",
    "Materials",
    "Documentation",
    "Data",
    "Date",
    "Period",
    "Price",
    "Information",
    "Work",
    "Works",
    "Project",
    "Goods",
    "Rent",
    "Royalty",
    "Royalties",
    "Losses",
    "Claims",
    "Site",
    "System",
    "Platform",
    "Order",
    "Orders",
    "Milestones",
    "Milestone",
    "Charges",
    "Amount",
    "Event",
    "Payment",
    "Commencement",
    "Results",
    "Technology",
    "Licence",
    "License",
    "Rate",
    "Shares",
    "Assets",
    "Business",
    "Personnel",
];

const DEFINABLE_DUTCH: &[&str] = &[
    "Diensten",
    "Dienst",
    "Producten",
    "Product",
    "Werkzaamheden",
    "Opdracht",
    "Vergoeding",
    "Ingangsdatum",
    "Werkdag",
    "Werkdagen",
    "Resultaten",
    "Resultaat",
    "Prijs",
    "Prijzen",
    "Gehuurde",
    "Software",
    "Apparatuur",
    "Locatie",
    "Project",
    "Levering",
    "Leveringen",
    "Goederen",
    "Informatie",
    "Documentatie",
    "Gebrek",
    "Gebreken",
    "Persoonsgegevens",
    "Specificaties",
    "Termijn",
    "Looptijd",
    "Honorarium",
    "Tarieven",
    "Tarief",
    "Materialen",
    "Systeem",
    "Platform",
    "Bestelling",
    "Bestellingen",
    "Storing",
    "Storingen",
    "Wijziging",
    "Oplevering",
    "Koopprijs",
    "Huurprijs",
    "Aandelen",
    "Onderneming",
    "Planning",
    "Programma",
    "Personeel",
    "Acceptatie",
];

/// Words that say that terms are defined in another text.
const LENT: &[&str] = &[
    "cover page",
    "key terms",
    "order form",
    "voorblad",
    "meanings ascribed",
    "meaning ascribed",
    "meanings given",
    "meanings set forth in the",
    "meaning set forth in the",
    "same meaning as in",
    "as defined in the",
    "not otherwise defined",
    "not defined herein",
    "defined in the agreement",
    "meanings assigned",
    "meanings specified",
    "dezelfde betekenis als",
    "zoals gedefinieerd in de",
    "de betekenis die daaraan",
    "betekenis als in",
    "gedefinieerd in de overeenkomst",
    "same meanings",
    "meanings as set forth",
    "meaning given to",
    "meaning assigned",
    "meaning as in",
    "meaning set out",
    "meanings set out",
    "begrippen uit",
    "definities van de",
    "definities uit",
    "definities in de",
    "meaning specified in",
];

/// Adds terms without a definition, and terms used before it.
///
/// Silent where definitions are few or stand in another text.
pub fn slips(doc: &Document, terms: &[Term], parties: &[Party], found: &mut Vec<Slip>) {
    late(doc, terms, parties, found);
    unused(doc, terms, found);
    again(doc, terms, parties, found);
    let defined = terms
        .iter()
        .filter(|it| {
            !parties.iter().any(|party| party.aliases.contains(&it.name) || party.name == it.name)
        })
        .count();
    if defined < 3 {
        return;
    }
    let lower = doc.text.to_lowercase();
    if LENT.iter().any(|it| lower.contains(it)) {
        return;
    }
    undefined(doc, terms, parties, found);
}

/// Terms that stand nowhere but where they are defined: not in another form, and not without
/// their capital either.
fn unused(doc: &Document, terms: &[Term], found: &mut Vec<Slip>) {
    let idle: Vec<&Term> = terms
        .iter()
        .filter(|it| it.uses.is_empty() && it.again.is_empty() && stem(&it.name).len() > 2)
        .collect();
    // Without its ending, "Services" is found in "Service" and "Diensten" in "Dienst".
    let stems: Vec<String> = idle.iter().map(|it| stem(&it.name)).collect();
    let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(&stems);
    let Ok(finder) = finder else { return };
    let mut seen = vec![0u32; idle.len()];
    for hit in finder.find_overlapping_iter(&doc.text) {
        let before = doc.text.get(..hit.start()).and_then(|it| it.chars().next_back());
        if !before.is_some_and(char::is_alphanumeric) {
            seen[hit.pattern().as_usize()] += 1;
        }
    }
    for (term, seen) in idle.iter().zip(seen) {
        let zone = doc.block_at(term.definition.start).and_then(|it| doc.blocks.get(it));
        let judged = zone.is_some_and(|it| {
            matches!(it.zone, Zone::Operative | Zone::Definition | Zone::Recital)
        });
        // Said once, in its own definition.
        let before = doc.text.get(..term.definition.start as usize).unwrap_or_default();
        let quoted = before.ends_with(['“', '"', '„', '‘', '\'', '«', '”']);
        let words = term.name.split(' ').count();
        let plain = !term.name.contains(['/', '(', '"', ','])
            && !term.name.contains(" or ")
            && !term.name.contains(" of ");
        if judged && seen == 1 && term.name.len() > 2 && plain && (quoted || words <= 3) {
            found.push(Slip::at(SlipKind::UnusedTerm, term.definition).expecting(&term.name));
        }
    }
}

/// Terms that are defined once more, in another place.
fn again(doc: &Document, terms: &[Term], parties: &[Party], found: &mut Vec<Slip>) {
    // A second list of definitions: several documents in one file.
    let twice = terms.iter().filter(|it| !it.again.is_empty()).count();
    if twice > 4 {
        return;
    }
    for term in terms {
        if parties.iter().any(|it| it.aliases.contains(&term.name) || it.name == term.name) {
            continue;
        }
        let Some(&again) = term.again.first() else { continue };
        let block = |it: Span| doc.block_at(it.start);
        let annex = |it: Span| doc.clause_at(it.start).is_some_and(|it| it.number.contains(", "));
        let judged = |it: Span| {
            block(it).and_then(|it| doc.blocks.get(it)).is_some_and(|it| {
                matches!(it.zone, Zone::Operative | Zone::Definition | Zone::Recital)
            })
        };
        // A definition that sends the reader to the other is one definition in two places.
        let sends = |it: Span| {
            let sentence = doc.sentence_at(it.start).map_or("", |it| doc.sentence(it));
            let lower = sentence.to_lowercase();
            [
                "section",
                "artikel",
                "article",
                "as defined",
                "defined in",
                "meaning set",
                "clause",
                "paragraph",
                "preamble",
                "recital",
                "above",
                "below",
                "same meaning",
                "meaning given",
                "meaning assigned",
                "meaning ascribed",
                "meaning specified",
                "bijlage",
                "exhibit",
                "hereof",
                "schedule",
                "considerans",
                "aanhef",
            ]
            .iter()
            .any(|it| lower.contains(it))
        };
        if judged(again)
            && judged(term.definition)
            && block(again) != block(term.definition)
            && !annex(again)
            && !sends(again)
            && !sends(term.definition)
        {
            found.push(
                Slip::at(SlipKind::DefinedTwice, again)
                    .expecting(&term.name)
                    .against(term.definition),
            );
        }
    }
}

/// A word without the endings of plural and inflection, in lower case.
fn stem(it: &str) -> String {
    let it = it.to_lowercase();
    it.trim_end_matches('s')
        .trim_end_matches("en")
        .trim_end_matches('e')
        .trim_end_matches("ie")
        .to_owned()
}

/// Names in the shape of a term ("the Delivery Date") without a definition: at least three, and
/// never without the capital.
fn undefined(doc: &Document, terms: &[Term], parties: &[Party], found: &mut Vec<Slip>) {
    let mut uses: HashMap<&str, (Span, u32)> = HashMap::new();
    let mut order: Vec<&str> = Vec::new();
    let is_capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(|it| it.is_lowercase() || it == '-')
    };
    for sentence in &doc.sentences {
        if sentence.zone != Zone::Operative {
            continue;
        }
        let (list, determiners): (&[&str], &[&str]) = match sentence.language {
            Some(Language::English) => {
                (DEFINABLE_ENGLISH, &["the", "any", "each", "such", "all", "its", "no"])
            }
            Some(Language::Dutch) => {
                (DEFINABLE_DUTCH, &["de", "het", "een", "elke", "iedere", "deze", "dit", "die"])
            }
            None => continue,
        };
        let tokens = doc.tokens_of(sentence);
        for index in 1..tokens.len() {
            let determiner = doc.words.get(tokens[index - 1].word);
            if !determiners.contains(&determiner) || !is_capital(&doc[tokens[index].span]) {
                continue;
            }
            let mut end = index;
            while end + 1 < tokens.len()
                && end < index + 3
                && is_capital(&doc[tokens[end + 1].span])
                && doc.text.get(tokens[end].span.end as usize..tokens[end + 1].span.start as usize)
                    == Some(" ")
            {
                end += 1;
            }
            let last = &doc[tokens[end].span];
            // A hyphen or a further name behind it makes it part of something longer.
            let after = doc.text.get(tokens[end].span.end as usize..).unwrap_or_default();
            if !list.contains(&last)
                || after.starts_with(['-', '\'', '’', '®', '&'])
                || after.starts_with(" &")
                || after.starts_with(" of ") && sentence.language == Some(Language::English)
            {
                continue;
            }
            let span = Span { start: tokens[index].span.start, end: tokens[end].span.end };
            let name = &doc[span];
            match uses.get_mut(name) {
                Some(it) => it.1 += 1,
                None => {
                    uses.insert(name, (span, 1));
                    order.push(name);
                }
            }
        }
    }
    let lower = doc.text.to_lowercase();
    // More than this many undefined names say that the definitions are elsewhere.
    let often: Vec<&str> =
        order.into_iter().filter(|it| uses.get(it).is_some_and(|it| it.1 >= 3)).collect();
    for name in often.into_iter().take(60) {
        let Some(&(span, count)) = uses.get(name) else { continue };
        let known = terms.iter().any(|it| {
            let term = stem(&it.name);
            let mine = stem(name);
            term.contains(&mine) || mine.ends_with(&term)
        }) || parties
            .iter()
            .any(|it| it.aliases.iter().chain([&it.name]).any(|it| stem(it).contains(&stem(name))));
        // "the Services" beside "the services" is no term; nor is what a heading names.
        let total = doc.text.matches(name).count();
        let anywhere = lower.matches(&name.to_lowercase()).count();
        let titled = doc
            .clauses
            .iter()
            .filter_map(|it| it.title)
            .any(|it| stem(&doc[it]).contains(&stem(name)));
        let explained = [
            " means",
            " shall mean",
            " betekent",
            " includes",
            ": ",
            " is defined",
            " wordt verstaan",
        ]
        .iter()
        .any(|it| doc.text.contains(&format!("{name}{it}")));
        let quoted = explained
            || ["“", "\"", "'", "‘", "„"]
                .iter()
                .any(|quote| doc.text.contains(&format!("{quote}{name}")));
        if !known && !titled && !quoted && anywhere == total {
            found.push(Slip::at(SlipKind::UndefinedTerm, span).expecting(count.to_string()));
        }
    }
}

/// Terms that stand in a clause before the one that defines them, where the definition is not in
/// an article of definitions.
fn late(doc: &Document, terms: &[Term], parties: &[Party], found: &mut Vec<Slip>) {
    let zone =
        |span: Span| doc.block_at(span.start).and_then(|it| doc.blocks.get(it)).map(|it| it.zone);
    for term in terms {
        if zone(term.definition) != Some(Zone::Operative)
            || !term.again.is_empty()
            || term.name.len() < 4
        {
            continue;
        }
        if parties.iter().any(|it| it.aliases.contains(&term.name) || it.name == term.name) {
            continue;
        }
        // A definition in brackets is made on the way; others stand in a list, wherever it is.
        let before = doc.text.get(..term.definition.start as usize).unwrap_or_default();
        let near = before.char_indices().rev().nth(24).map_or("", |it| &before[it.0..]);
        if !near.contains('(') {
            continue;
        }
        let Some(&first) = term.uses.first() else { continue };
        let (Some(here), Some(there)) =
            (doc.clause_at(first.start), doc.clause_at(term.definition.start))
        else {
            continue;
        };
        let whole = |it: Span| {
            // "Term" in "Term Loan" is another name.
            let after = doc.text.get(it.end as usize..).unwrap_or_default();
            let before = doc.text.get(..it.start as usize).unwrap_or_default();
            let word = before.trim_end().rsplit([' ', '\n']).next().unwrap_or("");
            let opens = before.is_empty()
                || before.ends_with(['\n', '“', '"'])
                || before.trim_end().ends_with(['.', ':', ';']);
            !after.trim_start().starts_with(|it: char| it.is_uppercase())
                && !word.starts_with(char::is_uppercase)
                && !opens
        };
        // An annex or a cell of a table is read apart from the text.
        let apart = |it: Span| {
            let cell = doc.block_at(it.start).and_then(|at| doc.blocks.get(at));
            cell.is_some_and(|it| matches!(it.kind, Kind::Cell { .. }))
                || doc.clause_at(it.start).is_some_and(|it| it.number.contains(", "))
        };
        let early: Vec<&Span> = term
            .uses
            .iter()
            .take_while(|it| it.start < term.definition.start)
            .filter(|it| zone(**it) == Some(Zone::Operative) && whole(**it) && !apart(**it))
            .collect();
        let Some(&&early) = early.first() else { continue };
        let _ = here;
        let same = doc.clause_at(early.start).map(|it| it.span) == Some(there.span);
        let sentence =
            doc.sentence_at(early.start).map_or("", |it| doc.sentence(it)).to_lowercase();
        let says = [
            "as defined",
            "defined below",
            "hereinafter defined",
            "hereafter defined",
            "zoals gedefinieerd",
            "zoals omschreven in",
            "zoals bedoeld in",
        ]
        .iter()
        .any(|it| sentence.contains(it));
        if !same && !says {
            found.push(
                Slip::at(SlipKind::LateDefinition, early)
                    .expecting(&term.name)
                    .against(term.definition),
            );
        }
    }
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

    #[test]
    fn names_like_terms_without_a_definition() {
        let doc = Document::from_paragraphs(
            "Artikel 1. Definities\n\n1.1 “Dienst” betekent het onderhoud.\n\n1.2 “Storing” betekent elke uitval.\n\n1.3 “Rapport” betekent het verslag.\n\nArtikel 2. Werk\n\n2.1 Na de Keuring test Leverancier de pomp. De uitslag van de Oplevering komt in het logboek. Vóór de Oplevering blijft de pomp uit, en na de Oplevering draait zij.",
            Language::Dutch,
        );
        let terms = terms(&doc);
        assert_eq!(terms.len(), 3);
        let mut found = Vec::new();
        slips(&doc, &terms, &[], &mut found);
        let undefined = found.iter().filter(|it| it.kind == SlipKind::UndefinedTerm);
        assert_eq!(undefined.map(|it| &doc[it.span]).collect::<Vec<_>>(), ["Oplevering"]);
    }
}
