//! Who may stand in a sentence, and whether the word behind says what they do: "de tuinder
//! betaalt", "the Farm shall".

use super::bearing::is_known;
use super::nobody;
use super::proper::is_proper;
use super::terms::is_product;
use crate::document::{Document, Sentence, Token};
use crate::language::{Language, PartyWords};
use crate::span::Span;

/// Words that may stand for somebody.
pub(super) struct Phrase {
    pub(super) place: Span,
    pub(super) proper: bool,
    pub(super) plural: bool,
    /// The word behind it.
    pub(super) behind: usize,
}

/// What stands for somebody from word `at`: "de tuinder", "Bewoner", "De Bode van Walcheren".
pub(super) fn phrase(
    doc: &Document,
    sentence: &Sentence,
    tokens: &[Token],
    at: usize,
) -> Option<Phrase> {
    let text = |at: usize| tokens.get(at).map(|it| &doc[it.span]);
    let gap = |at: usize| {
        let (one, other) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at)?);
        doc.text.get(one.span.end as usize..other.span.start as usize)
    };
    let capital = |at: usize| text(at).is_some_and(|it| it.starts_with(char::is_uppercase));
    let dutch = sentence.language == Some(Language::Dutch);
    let words = PartyWords::all();
    let first = text(at)?;
    let article = first.len() <= 6 && words.definite.contains(first.to_lowercase().as_str());
    let from = at + usize::from(article);
    if article && gap(from) != Some(" ") {
        return None;
    }
    let noun = text(from)?;
    let initials = || !article && noun.bytes().all(|it| it.is_ascii_uppercase());
    // "the Co-op", "WK".
    let short = noun.len() == 2 && (initials() || gap(from + 1) == Some("-"));
    if noun.len() < 3 && !short || !noun.chars().all(|it| it.is_alphabetic() || "-’'".contains(it))
    {
        return None;
    }
    let mut end = from + 1;
    while end < from + 6 && capital(from) {
        let hyphen = gap(end) == Some("-");
        let joined = hyphen || matches!(gap(end), Some(" " | " & " | "."));
        let small = hyphen || text(end).is_some_and(|it| words.particles.contains(it));
        let goes_on = small && (capital(end + 1) || capital(end + 2) && end + 2 < from + 6);
        if !joined || !(capital(end) || goes_on) {
            break;
        }
        end += 1;
    }
    while end > from + 1 && !capital(end - 1) {
        end -= 1;
    }
    let place = tokens[from].span.join(tokens[end - 1].span);
    let name = &doc[place];
    let many = end > from + 1;
    let lower = name.to_lowercase();
    let known = is_known(name);
    // In English a word behind an article has a capital where it stands for a party.
    let fits = match (article, many) {
        (true, false) => capital(from) || dutch || known,
        (true, true) => is_proper(name),
        (false, false) => capital(from) || dutch && known,
        (false, true) => is_proper(name),
    };
    // "What the Volunteer does": the name begins behind the first word, but "Van Dorp" with it.
    let opening = first.to_lowercase();
    let own = if many { words.particles.contains(opening.as_str()) } else { known };
    let opens = !article
        && !own
        && Language::ALL.iter().any(|it| it.tables().openers.contains(opening.as_str()));
    let labelled = !article && words.labels.contains(lower.as_str()) && !known;
    let fits = fits
        && !nobody(name)
        && !is_product(name)
        && !words.faceless.contains(lower.as_str())
        && !labelled
        && !opens
        && (many || !lower.ends_with("ing") || words.groups.iter().any(|it| lower.ends_with(it)));
    let plural = name.ends_with('s') || name.ends_with("en");
    let proper = many || !article && !known;
    fits.then_some(Phrase { place, proper, plural, behind: end })
}

/// Whether a clause may begin at a word: behind a comma, an "en", an "als".
pub(super) fn opens_clause(doc: &Document, tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|it| tokens.get(it)) else { return true };
    let gap = doc.text.get(before.span.end as usize..tokens[at].span.start as usize);
    gap.is_some_and(|it| it.contains([',', ';', ':', ')']))
        || doc[before.span].starts_with(|it: char| it.is_ascii_digit())
        || PartyWords::all().joints.contains(doc[before.span].to_lowercase().as_str())
}

/// Whether the word at `at` says what somebody does.
pub(super) fn does(doc: &Document, tokens: &[Token], at: usize, plural: bool) -> bool {
    let (Some(before), Some(token)) =
        (at.checked_sub(1).and_then(|it| tokens.get(it)), tokens.get(at))
    else {
        return false;
    };
    let gap = doc.text.get(before.span.end as usize..token.span.start as usize);
    let word = &doc[token.span];
    if gap.is_none_or(|it| it.trim_start_matches(['.', ')', '\'', '’']) != " ")
        || !word.chars().all(char::is_lowercase)
    {
        return false;
    }
    let words = PartyWords::all();
    // "de huurder betaalt." may as well be "… legt het volume vast."
    let Some(next) = tokens.get(at + 1).map(|it| &doc[it.span]) else { return false };
    if words.modal.contains(word) {
        // What can be done is a thing: "de prijs kan worden gewijzigd", "may be changed".
        return !words.passive.contains(next);
    }
    if words.idle.contains(word) || word.len() < 4 {
        return false;
    }
    match doc.language {
        Some(Language::English) => {
            word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ous")
        }
        _ => word.ends_with('t') || plural && word.ends_with("en"),
    }
}
