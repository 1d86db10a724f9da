//! Whose terms they are, where the text nowhere says so: whoever acts in them by name.

use super::name::is_proper;
use super::terms::{counterpart, is_product, uses};
use super::{is_role, nobody};
use crate::document::{Document, Token};
use crate::span::Span;

/// Words behind which somebody stands who does or gets something.
const TOWARDS: [&str; 16] = [
    "door", "van", "aan", "met", "jegens", "tussen", "bij", "by", "with", "to", "from", "between",
    "of", "against", "tegen", "and",
];

/// Words before which somebody stands who does something.
const ACTS: [&str; 22] = [
    "zal",
    "kan",
    "mag",
    "is",
    "heeft",
    "behoudt",
    "verstrekt",
    "streeft",
    "levert",
    "stelt",
    "geeft",
    "will",
    "may",
    "shall",
    "can",
    "has",
    "reserves",
    "does",
    "provides",
    "must",
    "moet",
    "verwerkt",
];

/// The name of whoever acts in terms that nowhere say whose they are: it has a capital and no
/// article, others deal with it, and it does things.
pub(super) fn acting(doc: &Document) -> Option<(String, Span)> {
    const ARTICLES: [&str; 14] = [
        "de", "het", "een", "the", "a", "an", "deze", "dit", "this", "these", "elke", "each",
        "any", "uw",
    ];
    // How often a word has a capital, stands behind an article, is dealt with, and acts.
    let mut counts: Vec<([u32; 4], Span)> = vec![Default::default(); doc.words.len()];
    // Which of the lists a word is in, so that the text is gone through once.
    let mut kinds: Vec<u8> = vec![0; doc.words.len()];
    let lists = [&ARTICLES[..], &TOWARDS[..], &ACTS[..]];
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
            && !TOWARDS.contains(&name.to_lowercase().as_str())
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
