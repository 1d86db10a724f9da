//! Every place that names a party. It compares words as numbers, so a long text full of parties
//! costs no more than one without.

use super::{Party, is_role};
use crate::document::{Document, Token};
use crate::language::{self, Language};
use crate::span::Span;

/// A name, ready to be found among words.
struct Name {
    text: String,
    /// Its words, as numbers of the document; the first is the key of the list it is in.
    words: Vec<u32>,
    /// Bytes before its first word: the bracket of "[Naam]".
    lead: usize,
    role: bool,
    party: usize,
}

/// Finds every place that names a party, in one pass.
pub(super) fn mention(doc: &Document, parties: &mut [Party]) {
    let mut names: Vec<Name> = Vec::new();
    for (party, aliases) in parties.iter().map(|it| &it.aliases).enumerate() {
        names.extend(aliases.iter().filter_map(|it| name(doc, it, party)));
        // "Buyers" are the Buyer; as a word it is another.
        names.extend(aliases.iter().filter_map(|it| {
            let role = is_role(it);
            Some(Name { role, ..name(doc, &format!("{it}s"), party)? })
        }));
    }
    if names.is_empty() {
        return;
    }
    // The longest of those that start with one word comes first.
    names.sort_by(|a, b| a.words[0].cmp(&b.words[0]).then(b.text.len().cmp(&a.text.len())));
    let mut starts: Vec<u16> = vec![u16::MAX; doc.words.len()];
    for (at, name) in names.iter().enumerate().rev() {
        starts[name.words[0] as usize] = u16::try_from(at).unwrap_or(u16::MAX);
    }
    let mut mentions: Vec<Vec<Span>> = vec![Vec::new(); parties.len()];
    let mut skip = 0;
    for (at, token) in doc.tokens.iter().enumerate() {
        let first = starts[token.word as usize];
        if first == u16::MAX || at < skip {
            continue;
        }
        let alike = names[usize::from(first)..].iter().take_while(|it| it.words[0] == token.word);
        for name in alike {
            if let Some((span, behind)) = found(doc, at, token, name) {
                mentions[name.party].push(span);
                skip = behind;
                break;
            }
        }
    }
    drop(names);
    for (party, mentions) in parties.iter_mut().zip(mentions) {
        party.mentions = mentions;
    }
}

/// `alias` as words of the document, if it has them all.
fn name(doc: &Document, alias: &str, party: usize) -> Option<Name> {
    let mut words = Vec::new();
    let mut lead = None;
    for span in language::words(alias) {
        lead.get_or_insert(span.start as usize);
        words.push(doc.words.find(&alias[span.range()].to_lowercase())?);
    }
    Some(Name { text: alias.to_owned(), lead: lead?, role: is_role(alias), party, words })
}

/// The place of `name` at word `at`, and the word behind it.
fn found(doc: &Document, at: usize, token: &Token, name: &Name) -> Option<(Span, usize)> {
    let behind = at + name.words.len();
    let tokens = doc.tokens.get(at..behind)?;
    if !tokens.iter().zip(&name.words).all(|(token, word)| token.word == *word) {
        return None;
    }
    let start = (token.span.start as usize).checked_sub(name.lead)?;
    let end = tokens.last()?.span.end as usize;
    let words = doc.text.get(start..end)?;
    // What stands between the words must be the same; a full stop or bracket behind them may be
    // that of the sentence.
    let bare = name.text.get(..words.len())?;
    if !words.eq_ignore_ascii_case(bare) && words.to_lowercase() != bare.to_lowercase() {
        return None;
    }
    let whole = doc.text.get(start..start + name.text.len()).filter(|it| *it == name.text);
    // "the company" need not be "the Company"; "opdrachtgever" is always Opdrachtgever.
    // "Hands4Flow" is Hands4flow: a name of one's own is known by its letters.
    let named = words == bare
        || !name.role && words.len() >= 6 && words.starts_with(char::is_uppercase)
        || !words.chars().any(char::is_lowercase)
        // A role that is introduced in capitals: "PROVIDER" goes on as "Provider".
        || name.role
            && !bare.chars().any(char::is_lowercase)
            && words.starts_with(char::is_uppercase)
        || doc.language == Some(Language::Dutch) && name.role;
    let end = if whole.is_some() { start + name.text.len() } else { end };
    named.then(|| (Span::new(start, end), behind))
}
