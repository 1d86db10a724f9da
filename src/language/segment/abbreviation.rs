//! Whether the word before a stop is cut short: from a table, an initial, or made like one.

use super::{languages, last_word};
use crate::language::tables::After;
use crate::language::{Language, WordList};

/// What `word` before a stop stands for, if it is an abbreviation.
pub(super) fn abbreviation(word: &str, before: &str, language: Option<Language>) -> Option<After> {
    let mut letters = word.chars();
    let first = letters.next()?;
    if letters.next().is_none() {
        return single_letter(first, word, before, language);
    }
    if !word.ends_with(char::is_alphabetic) {
        return None;
    }
    if word.len() <= 12 {
        let known = |word: &str| {
            let tables = languages(language).map(|it| it.tables());
            // Most words can be none by their first letter and their length.
            let mut likely = tables.filter(|it| !word.is_ascii() || it.shortened.may_have(word));
            likely.find_map(|it| it.abbreviations.get(word).copied())
        };
        let small = || word.contains(char::is_uppercase).then(|| word.to_lowercase());
        if let Some(after) = known(word).or_else(|| known(&small()?)) {
            return Some(after);
        }
    }
    if let Some((_, last)) = word.rsplit_once('.')
        && !word.contains('@')
        && !word.starts_with("www")
    {
        // Not in a table, but made like an abbreviation: `w.v.s`, `J.P`, `rek.nr`.
        let same =
            languages(language).any(|it| it.tables().abbreviations.get(last) == Some(&After::Same));
        if same || follows_title(before, word) {
            return Some(After::Same);
        }
        // A web address has a longer part.
        let short = word.split('.').all(|it| it.chars().count() <= 2);
        return short.then_some(After::Opener);
    }
    // No vowel, so no word: `hfdst`, `bldg`. In capitals it is an acronym, which is one.
    let clipped = word.len() <= 5
        && word.bytes().all(|it| it.is_ascii_lowercase())
        && !word.bytes().any(|it| matches!(it, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'));
    clipped.then_some(After::Opener)
}

/// `J.` is an initial, but in `Bijlage A.` the letter names the annex and the sentence may end.
fn single_letter(
    first: char,
    word: &str,
    before: &str,
    language: Option<Language>,
) -> Option<After> {
    if first.is_numeric() || !first.is_alphabetic() {
        return None;
    }
    if first.is_lowercase() {
        let same = matches!(first, 'v' | 'p' | 'c' | 'r' | 't');
        return Some(if same { After::Same } else { After::Opener });
    }
    let named = last_word(before[..before.len() - word.len()].trim_end());
    let names_a_part =
        languages(language).any(|it| it.tables().numbered.has(named)) || LETTERED.has(named);
    if names_a_part {
        None
    } else if follows_title(before, word) {
        Some(After::Same)
    } else {
        Some(After::Opener)
    }
}

/// Words that a capital letter follows as a name: `Partij A`, `Fase B`.
static LETTERED: WordList = WordList::new(&[
    "partij",
    "party",
    "optie",
    "option",
    "klasse",
    "class",
    "categorie",
    "category",
    "perceel",
    "lot",
    "groep",
    "group",
    "serie",
    "series",
    "plan",
    "onderdeel",
    "sub",
    "deel",
    "fase",
    "phase",
    "lid",
    "type",
    "form",
    "vitamine",
]);

/// Whether a title of address stands before `word`: `mr. J.`, `de heer A.B.`.
fn follows_title(before: &str, word: &str) -> bool {
    let rest = before[..before.len() - word.len()].trim_end().trim_end_matches('.');
    ADDRESS.has(last_word(rest))
}

/// Titles of address.
static ADDRESS: WordList = WordList::new(&[
    "mr", "mrs", "ms", "dr", "drs", "ir", "ing", "prof", "heer", "mevrouw", "mw", "dhr", "heren",
]);
