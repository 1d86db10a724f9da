//! The distinct words of a document, each with a number, so that words are compared by number.

use crate::span::Span;

/// The distinct words of a document, lower-cased, numbered in order of first use.
#[derive(Debug, Clone, Default)]
pub struct Words {
    text: String,
    ends: Vec<u32>,
    /// What each word is known by.
    keys: Vec<Key>,
    /// Open addressing; a slot holds the number of a word plus one.
    slots: Vec<u32>,
}

/// What a word is known by: a short word, as nearly all are, by its letters, so that nothing else
/// need be compared; a longer one, or one with letters beyond ASCII, by a hash of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key(u64, u64);

impl Words {
    /// None yet, with room for those of a text of `bytes`: the longer it is, the fewer are new.
    pub(super) fn for_text(bytes: usize) -> Words {
        let distinct = (bytes / 12).min(4000);
        Words {
            text: String::with_capacity(distinct * 9),
            ends: Vec::with_capacity(distinct),
            keys: Vec::with_capacity(distinct),
            slots: vec![0; (distinct * 2).next_power_of_two().max(1024)],
        }
    }

    /// The number of `word`, which must be lower-case already; a new one if it is new.
    pub fn intern(&mut self, word: &str) -> u32 {
        self.number(Key::of(word.as_bytes(), word.len(), 0), word)
    }

    /// The number of the run of letters and digits at `place` of `text`, in lower case; a new one if
    /// it is new.
    #[inline]
    pub(super) fn intern_any(&mut self, text: &str, place: Span) -> u32 {
        let from = text.as_bytes().get(place.start as usize..).unwrap_or_default();
        let key = Key::of(from, place.len(), SMALL);
        match self.known(key) {
            Some(number) => number,
            None => self.intern_other(key, text.get(place.range()).unwrap_or("")),
        }
    }

    /// The number of the word whose letters `key` says, if it is not new.
    #[inline]
    fn known(&self, key: Key) -> Option<u32> {
        if !key.is_exact() {
            return None;
        }
        let mut slot = key.hash() as usize;
        loop {
            let number = self.slots.get(slot & self.slots.len().wrapping_sub(1))?.checked_sub(1)?;
            if self.keys.get(number as usize) == Some(&key) {
                return Some(number);
            }
            slot += 1;
        }
    }

    /// The number of a word that is new, long, or has letters beyond ASCII.
    fn intern_other(&mut self, key: Key, word: &str) -> u32 {
        let small = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit();
        if key.is_exact() || word.bytes().all(small) {
            self.number(key, word)
        } else {
            self.intern(&word.chars().flat_map(char::to_lowercase).collect::<String>())
        }
    }

    /// The number of `word`, if the document has it.
    pub fn find(&self, word: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.place(Key::of(word.as_bytes(), word.len(), 0), word).ok()
    }

    /// The word with this number; empty for a number that no word has.
    pub fn get(&self, number: u32) -> &str {
        let Some(&end) = self.ends.get(number as usize) else { return "" };
        let start = (number as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..end as usize]
    }

    /// How many distinct words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All words, in order of number.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|number| self.get(number))
    }

    /// The number of the word that `key` is the key of: `word`, whose letters of ASCII may be
    /// capitals where the key says all.
    fn number(&mut self, key: Key, word: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        match self.place(key, word) {
            Ok(number) => number,
            Err(slot) => {
                let start = self.text.len();
                self.text.push_str(word);
                if key.is_exact() {
                    self.text[start..].make_ascii_lowercase();
                }
                self.ends.push(self.text.len() as u32);
                self.keys.push(key);
                self.slots[slot] = self.ends.len() as u32;
                self.ends.len() as u32 - 1
            }
        }
    }

    /// The number of a word, or the empty slot where it belongs. There must be slots.
    fn place(&self, key: Key, word: &str) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = key.hash() as usize & mask;
        loop {
            let Some(number) = self.slots[slot].checked_sub(1) else { return Err(slot) };
            let same = self.keys[number as usize] == key;
            if same && (key.is_exact() || self.get(number) == word) {
                return Ok(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        self.slots = vec![0; size];
        for (key, number) in self.keys.iter().zip(1..) {
            let mut slot = key.hash() as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = number;
        }
    }
}

/// For a number of letters up to sixteen, all bits of so many bytes.
static LETTERS: [u128; 17] = {
    let mut table = [0; 17];
    let mut len = 1;
    while len < 17 {
        table[len] = (table[len - 1] << 8) | 0xFF;
        len += 1;
    }
    table
};

/// The highest bit of every byte, which no letter of ASCII has.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The bit by which a small letter differs from its capital; digits have it too.
const SMALL: u128 = 0x2020_2020_2020_2020_2020_2020_2020_2020;

impl Key {
    /// The key of the `len` bytes that `text` starts with; `small` is 0, or [`SMALL`] for that of
    /// the word in lower case.
    #[inline]
    fn of(text: &[u8], len: usize, small: u128) -> Key {
        match (LETTERS.get(len), text.first_chunk()) {
            (Some(mask), Some(sixteen)) => {
                let letters = (u128::from_le_bytes(*sixteen) | small) & mask;
                let (first, last) = (letters as u64, (letters >> 64) as u64);
                let plain = (first | last) & HIGH == 0;
                if plain { Key(first, last) } else { Key::hashed(text.get(..len).unwrap_or(text)) }
            }
            _ => Key::of_rest(text.get(..len).unwrap_or(text), small),
        }
    }

    /// The key of a word longer than sixteen bytes, or one among the last of a text.
    #[cold]
    fn of_rest(word: &[u8], small: u128) -> Key {
        let mut sixteen = [0; 16];
        sixteen.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
        match LETTERS.get(word.len()) {
            Some(_) => Key::of(&sixteen, word.len(), small),
            None => Key::hashed(word),
        }
    }

    /// Two hashes; the high bits of the first say that it is no word of ASCII letters.
    fn hashed(word: &[u8]) -> Key {
        let mix =
            |sum: u64, byte: &u8| (sum.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(FACTOR);
        let sum = word.iter().fold(word.len() as u64, mix);
        Key(sum | HIGH, sum.wrapping_mul(FACTOR))
    }

    /// Whether equal keys are equal words.
    fn is_exact(self) -> bool {
        self.0 & HIGH == 0
    }

    fn hash(self) -> u64 {
        let mixed = (self.0.wrapping_mul(FACTOR)).rotate_left(26) ^ self.1;
        let mixed = mixed.wrapping_mul(FACTOR);
        mixed ^ mixed >> 32
    }
}

/// As in rustc's FxHash. Nobody can choose words to make a document slow beyond its length in
/// probes.
const FACTOR: u64 = 0x517c_c1b7_2722_0a95;

#[cfg(test)]
mod tests {
    use super::*;

    /// Interns a word that stands at the end of a text, and among more of it.
    fn intern(words: &mut Words, word: &str) -> u32 {
        let text = format!("in een {word}: en wat er verder staat");
        let place = Span::new(7, 7 + word.len());
        let number = words.intern_any(&text, place);
        assert_eq!(words.intern_any(&text[..place.end as usize], place), number);
        number
    }

    #[test]
    fn a_word_has_one_number_in_whatever_case() {
        let mut words = Words::default();
        let texts = [
            "a",
            "aa",
            "aaa",
            "aaaa",
            "aaaaa",
            "aaaaaa",
            "aaaaaaaa",
            "aaaaaaaaa",
            "de",
            "Een",
            "één",
            "ÉÉN",
            "partij",
            "partijen",
            "overeenkomst",
            "aansprakelijkheid",
            "aansprakelijkheidsverzekering",
            "7",
            "2026",
        ];
        let numbers: Vec<u32> = texts.iter().map(|it| intern(&mut words, it)).collect();
        for (text, number) in texts.iter().zip(&numbers) {
            assert_eq!(intern(&mut words, &text.to_uppercase()), *number, "{text}");
            assert_eq!(words.get(*number), text.to_lowercase());
            assert_eq!(words.find(&text.to_lowercase()), Some(*number));
        }
        // "één" and "ÉÉN" are one word.
        assert_eq!(words.len(), texts.len() - 1);
        assert_eq!(words.find("Een"), None);
        assert_eq!(
            (words.find(""), words.find("artikel"), Words::default().find("x")),
            (None, None, None)
        );
    }

    #[test]
    fn many_words_are_told_apart() {
        let mut words = Words::default();
        for number in 0..5000 {
            assert_eq!(intern(&mut words, &format!("woord{number}")), number);
        }
        assert_eq!(words.iter().nth(4999), Some("woord4999"));
        assert_eq!(words.find("woord1234"), Some(1234));
    }
}
