//! Where each word and each telling sign stands, so that an analysis goes straight to the places
//! it is about instead of through the whole text.

use crate::document::Document;
use crate::span::Span;

/// The places of the words and signs of a document.
#[derive(Debug, Default)]
pub struct Index {
    /// Of word `n` the tokens are `tokens[starts[n]..starts[n + 1]]`, in order.
    starts: Vec<u32>,
    tokens: Vec<u32>,
    signs: Vec<Sign>,
}

/// A bracket, a quotation mark, the sign of a currency or of a section; or the start of a run of
/// underscores or stops, with `_` or `.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// The byte of the text at which it stands.
    pub at: u32,
    /// Which it is.
    pub char: char,
}

impl Index {
    /// The index of `doc`, in two passes over its words.
    pub fn of(doc: &Document) -> Index {
        let mut starts = vec![0u32; doc.words.len() + 1];
        for token in &doc.tokens {
            starts[token.word as usize + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut tokens = vec![0u32; doc.tokens.len()];
        for (at, token) in doc.tokens.iter().enumerate() {
            let place = &mut next[token.word as usize];
            tokens[*place as usize] = at as u32;
            *place += 1;
        }
        Index { starts, tokens, signs: signs(doc) }
    }

    /// The tokens of the word with this number, in order.
    pub fn tokens(&self, word: u32) -> &[u32] {
        match self.starts.get(word as usize..word as usize + 2) {
            Some(&[from, to]) => &self.tokens[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The tokens of a word in lower case, in order.
    pub fn tokens_of(&self, doc: &Document, word: &str) -> &[u32] {
        doc.words.find(word).map_or(&[], |it| self.tokens(it))
    }

    /// The tokens of all of `words`, in order.
    pub fn tokens_of_all<'a>(
        &self,
        doc: &Document,
        words: impl IntoIterator<Item = &'a str>,
    ) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        for word in words {
            found.extend(self.tokens_of(doc, word));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The places of a phrase in any case. It starts and ends with a word; between its words it
    /// stands in the text as it stands here.
    pub fn places(&self, doc: &Document, phrase: &str) -> Vec<Span> {
        let lower = phrase.to_lowercase();
        let mut rarest: Option<(usize, &[u32])> = None;
        for word in crate::language::words(&lower) {
            let tokens = self.tokens_of(doc, &lower[word.range()]);
            if rarest.is_none_or(|it| tokens.len() < it.1.len()) {
                rarest = Some((word.start as usize, tokens));
            }
        }
        let Some((ahead, tokens)) = rarest else { return Vec::new() };
        let places = tokens.iter().filter_map(|&it| {
            let start = (doc.tokens[it as usize].span.start as usize).checked_sub(ahead)?;
            let found = doc.text.get(start..start + phrase.len())?;
            let same = found.eq_ignore_ascii_case(phrase)
                || !found.is_ascii() && found.to_lowercase() == lower;
            let free = |it: Option<char>| it.is_none_or(|it| !it.is_alphanumeric());
            let whole = free(doc.text[..start].chars().next_back())
                && free(doc.text[start + phrase.len()..].chars().next());
            (same && whole).then(|| Span::new(start, start + phrase.len()))
        });
        places.collect()
    }

    /// Whether the text has one of these phrases.
    pub fn has_any(&self, doc: &Document, phrases: &[&str]) -> bool {
        phrases.iter().any(|it| !self.places(doc, it).is_empty())
    }

    /// All signs, in order.
    pub fn signs(&self) -> &[Sign] {
        &self.signs
    }

    /// The signs of one place after another.
    pub fn signs_in_order(&self) -> SignsInOrder<'_> {
        SignsInOrder(&self.signs)
    }
}

/// Gives the signs of one place after another, without looking for them.
pub struct SignsInOrder<'a>(&'a [Sign]);

impl<'a> SignsInOrder<'a> {
    /// The signs in `span`, in order; it starts no earlier than the one before ended.
    pub fn of(&mut self, span: Span) -> &'a [Sign] {
        let before = self.0.iter().take_while(|it| it.at < span.start).count();
        let rest = &self.0[before..];
        let (found, rest) = rest.split_at(rest.iter().take_while(|it| it.at < span.end).count());
        self.0 = rest;
        found
    }
}

/// The text from byte `from` to byte `to`, or a letter wider where that would cut one.
pub(super) fn window(text: &str, from: usize, to: usize) -> &str {
    let floor = |at: usize| {
        let at = at.min(text.len());
        (0..=at).rev().find(|&it| text.is_char_boundary(it)).unwrap_or(0)
    };
    &text[floor(from.min(to))..floor(to)]
}

/// What a byte may begin: 0 nothing, 1 a sign of one byte, 2 a run, 3 a sign of more bytes.
const BEGINS: [u8; 256] = {
    let mut begins = [0; 256];
    let signs = b"()[]\"'$";
    let mut at = 0;
    while at < signs.len() {
        begins[signs[at] as usize] = 1;
        at += 1;
    }
    begins[b'_' as usize] = 2;
    begins[b'.' as usize] = 2;
    begins[0xC2] = 3;
    begins[0xE2] = 3;
    begins
};

/// The signs of a document. None is a letter, so all stand between words.
fn signs(doc: &Document) -> Vec<Sign> {
    let text = doc.text.as_str();
    let mut signs = Vec::with_capacity(text.len() / 64);
    let mut from = 0;
    for token in &doc.tokens {
        let to = token.span.start as usize;
        if text.as_bytes().get(from..to) != Some(b" ") {
            signs_between(text, from, to, &mut signs);
        }
        from = token.span.end as usize;
    }
    signs_between(text, from, text.len(), &mut signs);
    signs
}

fn signs_between(text: &str, from: usize, to: usize, signs: &mut Vec<Sign>) {
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate().take(to).skip(from) {
        let char = match BEGINS[byte as usize] {
            0 => continue,
            1 => char::from(byte),
            2 => {
                let run = bytes[at..].starts_with(&[byte; 3]);
                if !run || at > 0 && bytes[at - 1] == byte {
                    continue;
                }
                char::from(byte)
            }
            _ => match text[at..].chars().next() {
                Some(
                    it @ ('“' | '”' | '„' | '‟' | '‘' | '’' | '«' | '»' | '€' | '£' | '§' | '…'),
                ) => it,
                _ => continue,
            },
        };
        signs.push(Sign { at: at as u32, char });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn text() -> (Document, Index) {
        let doc = Document::from_paragraphs(
            "De Dienst (€ 5) start. Elke dienst ‘telt’; § 4 ____ zegt dat.\n\nDe dienstverlening is geen Dienst.",
            Language::Dutch,
        );
        let index = Index::of(&doc);
        (doc, index)
    }

    #[test]
    fn words_are_found_in_order() {
        let (doc, index) = text();
        let starts = |it: &[u32]| -> Vec<usize> {
            it.iter().map(|&it| doc.tokens[it as usize].span.start as usize).collect()
        };
        assert_eq!(starts(index.tokens_of(&doc, "dienst")).len(), 3);
        assert!(index.tokens_of(&doc, "prijs").is_empty());
        assert_eq!(index.tokens_of_all(&doc, ["dienst", "de"]).len(), 5);
        let found: Vec<&str> =
            index.places(&doc, "elke dienst").iter().map(|it| &doc[*it]).collect();
        assert_eq!(found, ["Elke dienst"]);
        assert!(index.places(&doc, "geen diens").is_empty());
    }

    #[test]
    fn signs_stand_where_the_index_says() {
        let (doc, index) = text();
        let found: String = index.signs().iter().map(|it| it.char).collect();
        assert_eq!(found, "(€)‘’§_");
        assert!(index.signs().iter().all(|it| doc.text[it.at as usize..].starts_with(it.char)));
        let mut signs = index.signs_in_order();
        assert_eq!(signs.of(doc.blocks[0].span).len(), 7);
        assert_eq!(signs.of(doc.blocks[1].span), []);
    }
}
