//! Whose terms they are, where the text nowhere says so: whoever acts in them by name.

use super::super::index::window;
use super::form::without_legal_form;
use super::proper::is_proper;
use super::terms::{counterpart, is_product, uses};
use super::{Found, capitalised, is_role, nobody};
use crate::document::{Document, Token, Zone};
use crate::language::{Language, PartyWords};
use crate::span::Span;
use std::collections::HashMap;

/// The name of whoever acts in terms that nowhere say whose they are: it has a capital and no
/// article, others deal with it, and it does things.
pub(super) fn acting(doc: &Document) -> Option<(String, Span)> {
    // How often a word has a capital, stands behind an article, is dealt with, and acts.
    let mut counts: Vec<([u32; 4], Span)> = vec![Default::default(); doc.words.len()];
    // Which of the lists a word is in, so that the text is gone through once.
    let mut kinds: Vec<u8> = vec![0; doc.words.len()];
    let words = PartyWords::all();
    let lists = [&words.articles, &words.towards, &words.acts];
    for (kind, list) in lists.iter().enumerate() {
        for word in list.iter().filter_map(|it| doc.words.find(it)) {
            kinds[word as usize] |= 1 << kind;
        }
    }
    let is = |word: Option<&Token>, kind: u8| {
        word.map_or(0, |it| u32::from(kinds[it.word as usize] >> kind & 1))
    };
    for (at, token) in doc.tokens.iter().enumerate() {
        let text = &doc[token.span];
        if text.len() < 4 || !text.starts_with(char::is_uppercase) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|it| doc.tokens.get(it));
        let (count, first) = &mut counts[token.word as usize];
        if count[0] == 0 {
            *first = token.span;
        }
        count[0] += 1;
        count[1] += is(before, 0);
        count[2] += is(before, 1);
        count[3] += is(doc.tokens.get(at + 1), 2);
    }
    let often = counts.into_iter().filter(|([all, article, dealt, acts], place)| {
        let name = &doc[*place];
        let coded =
            name.contains(|it: char| it.is_ascii_digit()) || !name.contains(char::is_lowercase);
        *all >= 6
            && !coded
            && !words.towards.contains(&name.to_lowercase().as_str())
            && article * 6 <= *all
            && *dealt >= 3
            && *acts >= 2
            && !nobody(name)
            && !is_role(name)
            && !counterpart(name)
            && !is_product(name)
            // A site may be called after it in small letters.
            && uses(doc, &name.to_lowercase()).0 * 3 <= *all * 4
    });
    let (count, place) =
        often.max_by_key(|(count, place)| (count[0], std::cmp::Reverse(place.start)))?;
    // "Merel Market" has a second word nearly all the time.
    let next = doc.tokens.partition_point(|it| it.span.start <= place.start);
    let whole = doc.tokens.get(next).map(|it| place.join(it.span)).filter(|it| {
        let name = &doc[*it];
        let two = name.split(' ').count() == 2 && is_proper(name);
        two && uses(doc, &name.to_lowercase()).0 * 5 >= count[0] * 4
    });
    let place = whole.unwrap_or(place);
    Some((doc[place].to_owned(), place))
}

/// How many words of a text are looked at for who acts in it.
const WORDS: usize = 6_000;

/// How far from its start, and from its end, a text must name whoever agrees, in bytes.
const ENDS: (usize, usize) = (700, 500);

/// How often somebody is named, and acts.
#[derive(Default)]
struct Acts {
    named: u32,
    acts: u32,
    place: Span,
}

impl Found {
    /// Two or three who act by name, where nothing says who agrees: "De Brug zorgt voor kratten.
    /// Bakker Vos zet het brood klaar."
    pub(super) fn acting_together(&mut self, doc: &Document) {
        // The rules of a body are agreed by nobody by name.
        let title = window(&doc.text, 0, 300).to_lowercase();
        let rules = ["statuten", "reglement", "statutes", "bylaws", "constitution", "articles of"];
        if rules.iter().any(|it| title.contains(it)) {
            return;
        }
        let mut acting: HashMap<String, Acts> = HashMap::new();
        // Which words the text has in small letters too.
        let mut small = vec![false; doc.words.len()];
        for token in &doc.tokens {
            small[token.word as usize] |= doc[token.span].starts_with(char::is_lowercase);
        }
        let mut behind = 0;
        for at in 0..doc.tokens.len().min(WORDS) {
            if at < behind {
                continue;
            }
            let Some((end, place)) = name_at(doc, at, &small) else { continue };
            behind = end;
            let own = acting.entry(doc[place].to_owned()).or_default();
            if own.named == 0 {
                own.place = place;
            }
            own.named += 1;
            own.acts += u32::from(acts(doc, end));
        }
        let start = window(&doc.text, 0, ENDS.0);
        let close = window(&doc.text, doc.text.len().saturating_sub(ENDS.1), doc.text.len());
        let mut found: Vec<(&String, &Acts)> = acting
            .iter()
            .filter(|(name, it)| {
                let company = without_legal_form(name).is_some();
                (it.acts >= 2 || company && it.acts >= 1 && it.named >= 2)
                    && (start.contains(name.as_str()) || close.contains(name.as_str()))
                    && !is_product(name)
            })
            .collect();
        found.sort_by_key(|it| it.1.place.start);
        // "Zonnehof" is short for "Zonnehof B.V." that acts as well.
        let names: Vec<String> = found.iter().map(|it| it.0.clone()).collect();
        found
            .retain(|it| !names.iter().any(|other| other != it.0 && other.contains(it.0.as_str())));
        if found.len() == 1
            && let Some((_, Acts { named: 3.., .. })) = found.first()
        {
            let across = PartyWords::all().counterparts.iter().filter(|it| **it != "lid");
            let across = across
                .map(|it| uses(doc, it))
                .filter(|it| it.0 >= 2)
                .max_by_key(|it| (it.0, std::cmp::Reverse(it.1.start)));
            if let Some((_, place)) = across {
                let (name, own) = found[0];
                self.put(Some(name.clone()), &[], own.place);
                self.put(None, &[capitalised(&doc[place])], place);
            }
            return;
        }
        if (2..=3).contains(&found.len()) {
            for (name, own) in found {
                self.put(Some(name.clone()), &[], own.place);
            }
        }
    }
}

/// The name that begins at a word, and the word behind it: one to five words with capitals, and
/// no article before them.
fn name_at(doc: &Document, at: usize, small: &[bool]) -> Option<(usize, Span)> {
    let first = doc.tokens.get(at)?;
    let block = doc.block_at(first.span.start).and_then(|it| doc.blocks.get(it))?;
    if !matches!(block.zone, Zone::Operative | Zone::Recital | Zone::Parties) {
        return None;
    }
    let capital = |it: &Token| doc[it.span].starts_with(char::is_uppercase);
    let opens = |it: &Token| {
        let lower = doc[it.span].to_lowercase();
        Language::ALL.iter().any(|it| it.tables().openers.contains(lower.as_str()))
    };
    // "Als Boer Vos spuit": the name begins behind the first word.
    if !capital(first) || opens(first) {
        return None;
    }
    let mut end = at + 1;
    let mut place = first.span;
    for (number, token) in doc.tokens.iter().enumerate().skip(at + 1).take(5) {
        let between = doc.text.get(place.end as usize..token.span.start as usize)?;
        let joined = between == " " || between == " & " || between == ".";
        let small = ["van", "de", "het", "der", "of", "the"].contains(&&doc[token.span]);
        let goes_on = small && doc.tokens.get(number + 1).is_some_and(capital);
        if !joined || !(capital(token) || goes_on) || token.span.end > block.span.end {
            break;
        }
        place = place.join(token.span);
        end = number + 1;
    }
    // The full stop of "B.V." belongs to it.
    let form = doc[place].ends_with("B.V") || doc[place].ends_with("N.V");
    if form && doc.text.get(place.end as usize..).is_some_and(|it| it.starts_with('.')) {
        place.end += 1;
    }
    let name = &doc[place];
    let before =
        at.checked_sub(1).and_then(|it| doc.tokens.get(it)).map(|it| doc[it.span].to_lowercase());
    let article = before.is_some_and(|it| {
        ["de", "het", "een", "the", "a", "an", "each", "elke"].contains(&it.as_str())
    });
    let single = end == at + 1;
    // A word that the text has in small letters too is one that opens a sentence.
    let plain = || small.get(first.word as usize).is_some_and(|it| *it);
    let fits = name.len() >= 3
        && !article
        && name.contains(char::is_lowercase)
        && !nobody(name)
        && !is_role(name)
        && !counterpart(name)
        && is_proper(name)
        && !(single && plain());
    fits.then_some((end, place))
}

/// Whether what stands behind a name says what somebody does.
fn acts(doc: &Document, at: usize) -> bool {
    const NO_VERBS: [&str; 9] = ["het", "met", "dat", "niet", "uit", "wat", "tot", "iet", "want"];
    let Some(token) = doc.tokens.get(at) else { return false };
    let word = &doc[token.span];
    let close = doc.text.get(doc.tokens[at - 1].span.end as usize..token.span.start as usize);
    let spaced = close.is_some_and(|it| it.trim_start_matches('.') == " ");
    let dutch = doc.language == Some(Language::Dutch)
        && word.len() >= 3
        && word.ends_with('t')
        && word.chars().all(char::is_lowercase)
        && !NO_VERBS.contains(&word);
    spaced && (dutch || PartyWords::all().acts.contains(&word))
}
