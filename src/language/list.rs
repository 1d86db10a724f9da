//! Short lists of words that are asked for at almost every word of a contract.

/// Words that are found in whatever case they are written. Most words are turned away by their
/// first letter and their length, before any is compared.
#[derive(Debug)]
pub struct WordList {
    words: &'static [&'static str],
    /// For each first letter, the lengths that words with it have: bit 4 for four bytes.
    lengths: [u32; 32],
    /// For each first letter, the place of the first word with it and the one behind the last.
    places: [(u16, u16); 32],
}

impl WordList {
    /// A list of `words`, all in lower case.
    pub const fn new(words: &'static [&'static str]) -> WordList {
        let mut lengths = [0; 32];
        let mut places = [(0, 0); 32];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            if let Some(first) = word.first() {
                let letter = letter(*first);
                if lengths[letter] == 0 {
                    places[letter].0 = at as u16;
                }
                places[letter].1 = at as u16 + 1;
                lengths[letter] |= length(word.len());
            }
            at += 1;
        }
        WordList { words, lengths, places }
    }

    /// Whether `word` is one of them, but for the case of its ASCII letters.
    pub fn has(&self, word: &str) -> bool {
        self.position(word).is_some()
    }

    /// Whether a word of ASCII may be one of them, by its first letter and its length.
    pub fn may_have(&self, word: &str) -> bool {
        let first = word.as_bytes().first();
        first.is_some_and(|it| self.lengths[letter(*it)] & length(word.len()) != 0)
    }

    /// The place of `word` in the list.
    pub fn position(&self, word: &str) -> Option<usize> {
        let first = *word.as_bytes().first()?;
        if self.lengths[letter(first)] & length(word.len()) == 0 {
            return None;
        }
        let (from, to) = self.places[letter(first)];
        let from = usize::from(from);
        let words = self.words.get(from..usize::from(to))?;
        words.iter().position(|it| it.eq_ignore_ascii_case(word)).map(|it| from + it)
    }
}

/// The same for a letter and its capital.
const fn letter(byte: u8) -> usize {
    byte as usize % 32
}

/// Lengths from 31 on share a bit.
const fn length(len: usize) -> u32 {
    1 << if len < 31 { len } else { 31 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_nothing_else_is() {
        const LIST: WordList =
            WordList::new(&["artikel", "art.", "§", "een-heel-lang-woord-van-veertig-letters"]);
        for word in ["artikel", "ARTIKEL", "Art.", "§", "Een-heel-lang-woord-van-veertig-letters"]
        {
            assert!(LIST.has(word), "{word}");
        }
        for word in [
            "",
            "art",
            "artikels",
            "lid",
            "¶",
            "1rtikel",
            "een-heel-lang-woord-van-dertig-letters-en",
        ] {
            assert!(!LIST.has(word), "{word}");
        }
        assert_eq!(LIST.position("ART."), Some(1));
    }
}
