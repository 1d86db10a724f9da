//! Terms that are not defined, not used, defined twice or used before their definition.

use super::super::Facts;
use super::super::index::Index;
use super::super::parts::Parts;
use super::super::slips::{Slip, SlipKind};
use super::Term;
use crate::document::{Document, Kind, Zone};
use crate::language::Language;
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// Adds the slips of the terms of `doc` to `found`.
///
/// Names without a definition are looked for only where definitions are many and all stand in this
/// text.
pub(in super::super) fn slips(
    doc: &Document,
    index: &Index,
    parts: &Parts,
    facts: &Facts,
    found: &mut Vec<Slip>,
) {
    let terms = &facts.terms;
    super::form::slips(doc, index, parts, terms, &facts.references, found);
    let parties: HashSet<&str> = facts
        .parties
        .iter()
        .flat_map(|it| it.aliases.iter().chain([&it.name]))
        .map(String::as_str)
        .collect();
    late(doc, terms, &parties, found);
    unused(doc, index, terms, found);
    once(doc, index, terms, &parties, found);
    again(doc, parts, terms, &parties, found);
    let defined = terms.iter().filter(|it| !parties.contains(it.name.as_str())).count();
    if defined >= 3 && !lent(doc, index) {
        undefined(doc, index, terms, &parties, found);
    }
}

/// Whether the text says that its terms are defined in another.
pub(in super::super) fn lent(doc: &Document, index: &Index) -> bool {
    index.has_any(doc, LENT)
}

/// Terms that stand nowhere but where they are defined: not in another form, and not without
/// their capital either.
fn unused(doc: &Document, index: &Index, terms: &[Term], found: &mut Vec<Slip>) {
    let idle: Vec<&Term> = terms
        .iter()
        .filter(|it| it.uses.is_empty() && it.again.is_empty() && stem(&it.name).len() > 2)
        .filter(|it| is_judged(doc, it.definition))
        .collect();
    let stems: Vec<String> = idle.iter().map(|it| stem(&it.name)).collect();
    let words = Beginnings::of(doc, stems.iter().map(|it| last_word(it)));
    for (term, stem) in idle.into_iter().zip(&stems) {
        // Said once, in its own definition.
        let before = doc.text.get(..term.definition.start as usize).unwrap_or_default();
        let quoted = before.ends_with(['“', '"', '„', '‘', '\'', '«', '”']);
        let length = term.name.split(' ').count();
        let plain = !term.name.contains(['/', '(', '"', ','])
            && !term.name.contains(" or ")
            && !term.name.contains(" of ");
        // "Survival: these clauses stay in force" is a title.
        let titled = doc.clause_at(term.definition.start).and_then(|it| it.title);
        let titled = titled.is_some_and(|it| it.contains(term.definition));
        if term.name.len() > 2
            && plain
            && (!titled || quoted)
            && (quoted || length <= 3)
            && times(doc, index, &words, stem) == 1
        {
            found.push(Slip::at(SlipKind::UnusedTerm, term.definition).expecting(&term.name));
        }
    }
}

/// Terms of the list of definitions that are used in one place: there the meaning itself would do.
fn once(
    doc: &Document,
    index: &Index,
    terms: &[Term],
    parties: &HashSet<&str>,
    found: &mut Vec<Slip>,
) {
    let in_list = |it: &Term| {
        let block = doc.block_at(it.definition.start).and_then(|it| doc.blocks.get(it));
        block.is_some_and(|block| {
            block.zone == Zone::Definition && it.definition.start <= block.span.start + 4
        })
    };
    let rare: Vec<&Term> = terms
        .iter()
        .filter(|it| it.uses.len() == 1 && it.again.is_empty() && stem(&it.name).len() > 2)
        .filter(|it| !parties.contains(it.name.as_str()) && in_list(it))
        .collect();
    let stems: Vec<String> = rare.iter().map(|it| stem(&it.name)).collect();
    let words = Beginnings::of(doc, stems.iter().map(|it| last_word(it)));
    let once: Vec<&&Term> = rare
        .iter()
        .zip(&stems)
        .filter(|(term, stem)| {
            // In the definition of another term it saves words.
            let judged = doc.sentence_at(term.uses[0].start).map(|it| &doc.sentences[it as usize]);
            judged.is_some_and(|it| it.zone == Zone::Operative)
                && times(doc, index, &words, stem) == 2
        })
        .map(|it| it.0)
        .collect();
    // Where a third of the terms are, the list is the style of the house.
    if once.len() * 3 <= terms.len() {
        found.extend(once.into_iter().map(|it| {
            Slip::at(SlipKind::UsedOnce, it.definition).expecting(&it.name).against(it.uses[0])
        }));
    }
}

/// How often words that begin with `stem` stand, up to three: without its ending, "Services" is
/// found in "Service" and "Diensten" in "Dienst".
fn times(doc: &Document, index: &Index, words: &Beginnings, stem: &str) -> usize {
    let last = last_word(stem);
    let ahead = stem.len() - last.len();
    let ends = words.with(doc, last);
    let seen: usize = ends.iter().map(|&it| index.tokens(it).len()).sum();
    if ahead == 0 {
        return seen.min(3);
    }
    // Look from the rarer side: what begins with its last word, or one of the words before it.
    let rarest = crate::language::words(&stem[..ahead])
        .map(|it| (it.start as usize, index.tokens_of(doc, &stem[it.range()])))
        .min_by_key(|it| it.1.len());
    let stands = |start: Option<usize>| {
        let found = start.and_then(|it| doc.text.get(it..it + stem.len()));
        found.is_some_and(|it| it.eq_ignore_ascii_case(stem) || it.to_lowercase() == stem)
    };
    let at = |token: u32| doc.tokens[token as usize].span.start as usize;
    match rarest {
        Some((shift, tokens)) if tokens.len() < seen => {
            tokens.iter().filter(|&&it| stands(at(it).checked_sub(shift))).take(3).count()
        }
        _ => ends
            .iter()
            .flat_map(|&it| index.tokens(it))
            .filter(|&&it| stands(at(it).checked_sub(ahead)))
            .take(3)
            .count(),
    }
}

/// The last word of a name, or what is left of it.
fn last_word(name: &str) -> &str {
    let from = name.char_indices().rev().find(|it| !it.1.is_alphanumeric());
    from.map_or(name, |(at, char)| &name[at + char.len_utf8()..])
}

/// The distinct words of a document that may begin with one of some stems, sorted.
struct Beginnings(Vec<u32>);

impl Beginnings {
    fn of<'a>(doc: &Document, stems: impl Iterator<Item = &'a str>) -> Beginnings {
        let head = |it: &str| it.as_bytes().get(..2).map(|it| [it[0], it[1]]);
        let heads: HashSet<[u8; 2]> = stems.filter_map(head).collect();
        let mut words: Vec<u32> = (0..doc.words.len() as u32)
            .filter(|&it| head(doc.words.get(it)).is_some_and(|it| heads.contains(&it)))
            .collect();
        words.sort_unstable_by_key(|&it| doc.words.get(it));
        Beginnings(words)
    }

    /// The words that begin with `stem`.
    fn with(&self, doc: &Document, stem: &str) -> &[u32] {
        let from = self.0.partition_point(|&it| doc.words.get(it) < stem);
        let length = self.0[from..].partition_point(|&it| doc.words.get(it).starts_with(stem));
        &self.0[from..from + length]
    }
}

/// Whether a place stands where the contract speaks.
fn is_judged(doc: &Document, span: Span) -> bool {
    doc.block_at(span.start)
        .and_then(|it| doc.blocks.get(it))
        .is_some_and(|it| matches!(it.zone, Zone::Operative | Zone::Definition | Zone::Recital))
}

/// Names in the shape of a term ("the Delivery Date") without a definition: at least three, and
/// never without the capital.
fn undefined(
    doc: &Document,
    index: &Index,
    terms: &[Term],
    parties: &HashSet<&str>,
    found: &mut Vec<Slip>,
) {
    let mut uses: HashMap<&str, (Span, u32)> = HashMap::new();
    let lists = [(Language::English, DEFINABLE_ENGLISH), (Language::Dutch, DEFINABLE_DUTCH)];
    for (language, list) in lists {
        for &noun in list {
            for &token in index.tokens_of(doc, &noun.to_lowercase()) {
                if doc[doc.tokens[token as usize].span] != *noun {
                    continue;
                }
                let Some(span) = name_that_ends(doc, token as usize, language) else { continue };
                let known = uses.entry(&doc[span]).or_insert((span, 0));
                known.0 = known.0.min(span);
                known.1 += 1;
            }
        }
    }
    let mut often: Vec<(Span, u32)> = uses.into_values().filter(|it| it.1 >= 3).collect();
    often.sort_unstable();
    if often.is_empty() {
        return;
    }
    let lines = |names: &mut dyn Iterator<Item = &str>| -> String {
        names.map(|it| stem(it) + "\n").collect()
    };
    let defined: Vec<String> = terms.iter().map(|it| stem(&it.name)).collect();
    let defined: HashSet<&str> = defined.iter().map(String::as_str).collect();
    let terms = lines(&mut terms.iter().map(|it| it.name.as_str()));
    let mut parties: Vec<&str> = parties.iter().copied().collect();
    parties.sort_unstable();
    let parties = lines(&mut parties.into_iter());
    let titles = lines(&mut doc.clauses.iter().filter_map(|it| it.title).map(|it| &doc[it]));
    // More than this many undefined names say that the definitions are elsewhere.
    for (span, count) in often.into_iter().take(60) {
        let name = &doc[span];
        let mine = stem(name);
        let ends = mine.char_indices().any(|it| defined.contains(&mine[it.0..]));
        let known = ends || [&terms, &parties, &titles].iter().any(|it| it.contains(&mine));
        // "the Services" beside "the services" is no term; nor is what a heading names.
        if !known && is_only_a_name(doc, index, name) {
            found.push(Slip::at(SlipKind::UndefinedTerm, span).expecting(count.to_string()));
        }
    }
}

/// The name in the shape of a term that ends in this word: after a determiner, capitals to its
/// end, and nothing behind it that makes it part of something longer.
fn name_that_ends(doc: &Document, last: usize, language: Language) -> Option<Span> {
    let determiners: &[&str] = match language {
        Language::English => &["the", "any", "each", "such", "all", "its", "no"],
        Language::Dutch => &["de", "het", "een", "elke", "iedere", "deze", "dit", "die"],
    };
    let is_capital = |token: usize| {
        let word = &doc[doc.tokens[token].span];
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(|it| it.is_lowercase() || it == '-')
    };
    let sentence = &doc.sentences[doc.sentence_at(doc.tokens[last].span.start)? as usize];
    let (from, to) = (sentence.tokens.0 as usize, sentence.tokens.1 as usize);
    if sentence.zone != Zone::Operative || sentence.language != Some(language) {
        return None;
    }
    let beside = |a: usize, b: usize| {
        doc.text.get(doc.tokens[a].span.end as usize..doc.tokens[b].span.start as usize)
            == Some(" ")
    };
    let is_determiner = |it: usize| determiners.contains(&doc.words.get(doc.tokens[it].word));
    let mut first = last;
    while first > from
        && last - first < 3
        && !is_determiner(first - 1)
        && is_capital(first - 1)
        && beside(first - 1, first)
    {
        first -= 1;
    }
    let after = doc.text.get(doc.tokens[last].span.end as usize..).unwrap_or_default();
    let goes_on = last + 1 < to && is_capital(last + 1) && beside(last, last + 1);
    let longer = last - first < 3 && goes_on
        || after.starts_with(['-', '\'', '’', '®', '&'])
        || after.starts_with(" &")
        || after.starts_with(" of ") && language == Language::English;
    (first > from && is_determiner(first - 1) && !longer)
        .then(|| Span { start: doc.tokens[first].span.start, end: doc.tokens[last].span.end })
}

/// Whether a name stands nowhere without its capitals, in quotes, or before a meaning.
fn is_only_a_name(doc: &Document, index: &Index, name: &str) -> bool {
    const EXPLAINED: &[&str] = &[
        " means",
        " shall mean",
        " betekent",
        " includes",
        ": ",
        " is defined",
        " wordt verstaan",
    ];
    index.places(doc, name).into_iter().all(|it| {
        let after = doc.text.get(it.end as usize..).unwrap_or_default();
        let before = doc.text.get(..it.start as usize).unwrap_or_default();
        &doc[it] == name
            && !before.ends_with(['“', '"', '\'', '‘', '„'])
            && !EXPLAINED.iter().any(|it| after.starts_with(it))
    })
}

/// Terms that are defined once more, in another place.
fn again(
    doc: &Document,
    parts: &Parts,
    terms: &[Term],
    parties: &HashSet<&str>,
    found: &mut Vec<Slip>,
) {
    // A second list of definitions: several documents in one file.
    let twice = terms.iter().filter(|it| !it.again.is_empty()).count();
    if twice > 4 {
        return;
    }
    for term in terms {
        if parties.contains(term.name.as_str()) {
            continue;
        }
        let Some(&again) = term.again.first() else { continue };
        if parts.at(again.start) != parts.at(term.definition.start) {
            continue;
        }
        let block = |it: Span| doc.block_at(it.start);
        let words = |it: Span| doc.sentence_at(it.start).map_or("", |it| doc.sentence(it));
        let annex = |it: Span| doc.clause_at(it.start).is_some_and(|it| it.number.contains(", "));
        let judged = |it: Span| is_judged(doc, it);
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
        // "(“NASD”)" behind its full name twice is no second meaning.
        let short = term.name.len() <= 6 && term.name.bytes().all(|it| it.is_ascii_uppercase());
        if judged(again)
            && !short
            && judged(term.definition)
            && block(again) != block(term.definition)
            // The same words again say nothing else.
            && words(again) != words(term.definition)
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

/// Whether a place stands in the title of a clause, in a line of the contents, or before "of this
/// Agreement", where it is a plain word.
fn in_title(doc: &Document, span: Span) -> bool {
    let title = doc.clause_at(span.start).and_then(|it| it.title);
    let sentence = doc.sentence_at(span.start).and_then(|it| doc.sentences.get(it as usize));
    let figures = sentence.map_or(0, |it| {
        let is_figure =
            |it: &&crate::document::Token| doc[it.span].starts_with(|it: char| it.is_ascii_digit());
        doc.tokens_of(it).iter().filter(is_figure).count() * 6 / it.words().max(1) as usize
    });
    let after = doc.text.get(span.end as usize..).unwrap_or_default();
    title.is_some_and(|it| it.contains(span))
        || figures > 0
        || sentence.is_some_and(|it| it.words() < 4)
        || [" of this", " of the Agreement", " van deze", " van dit"]
            .iter()
            .any(|it| after.starts_with(it))
}

/// Terms that stand in a clause before the one that defines them, where the definition is not in
/// an article of definitions.
fn late(doc: &Document, terms: &[Term], parties: &HashSet<&str>, found: &mut Vec<Slip>) {
    let zone =
        |span: Span| doc.block_at(span.start).and_then(|it| doc.blocks.get(it)).map(|it| it.zone);
    for term in terms {
        if zone(term.definition) != Some(Zone::Operative)
            || !term.again.is_empty()
            || term.name.len() < 4
        {
            continue;
        }
        if parties.contains(term.name.as_str()) {
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
            .filter(|it| {
                zone(**it) == Some(Zone::Operative)
                    && whole(**it)
                    && !apart(**it)
                    && !in_title(doc, **it)
            })
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

/// A word without the endings of plural and inflection, in lower case.
fn stem(it: &str) -> String {
    let it = it.to_lowercase();
    it.trim_end_matches('s')
        .trim_end_matches("en")
        .trim_end_matches('e')
        .trim_end_matches("ie")
        .to_owned()
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
