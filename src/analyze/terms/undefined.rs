//! Names in the shape of a term that nobody defines.

use super::super::index::Index;
use super::super::slips::{Slip, SlipKind};
use super::Term;
use super::slips::stem;
use crate::document::{Document, Zone};
use crate::language::{DraftingWords, Language};
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// Names in the shape of a term ("the Delivery Date") without a definition: at least three, and
/// never without the capital.
pub(super) fn undefined(
    doc: &Document,
    index: &Index,
    terms: &[Term],
    parties: &HashSet<&str>,
    found: &mut Vec<Slip>,
) {
    let mut uses: HashMap<&str, (Span, u32)> = HashMap::new();
    for &(language, noun) in &DraftingWords::all().definable {
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
