//! The distinct words of a document, each with a number, so that words are compared by number.

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
    /// The number of `word`, which must be lower-case already; a new one if it is new.
    pub fn intern(&mut self, word: &str) -> u32 {
        self.number(Key::of(word.as_bytes(), 0), word)
    }

    /// The number of `word`, a run of letters and digits, in lower case; a new one if it is new.
    pub(super) fn intern_any(&mut self, word: &str) -> u32 {
        let key = Key::of(word.as_bytes(), SMALL);
        let small = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit();
        if key.is_exact() {
            self.number(key, word)
        } else if word.bytes().all(small) {
            self.intern(word)
        } else {
            self.intern(&word.chars().flat_map(char::to_lowercase).collect::<String>())
        }
    }

    /// The number of `word`, if the document has it.
    pub fn find(&self, word: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.place(Key::of(word.as_bytes(), 0), word).ok()
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

/// The highest bit of every byte, which no letter of ASCII has.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The bit by which a small letter differs from its capital; digits have it too.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// Lengths up to sixteen, a bit of them in the highest bit of each byte.
static LENGTHS: [u64; 17] = {
    let mut table = [0; 17];
    let mut len = 0;
    while len < 17 {
        let mut bit = 0;
        while bit < 5 {
            table[len] |= (len as u64 >> bit & 1) << (8 * bit + 7);
            bit += 1;
        }
        len += 1;
    }
    table
};

impl Key {
    /// The key of `word`; `small` is 0, or [`SMALL`] for that of the word in lower case.
    fn of(word: &[u8], small: u64) -> Key {
        let eight = |at: Option<&[u8; 8]>| at.map_or(0, |it| u64::from_le_bytes(*it)) | small;
        let four = |at: Option<&[u8; 4]>| {
            at.map_or(0, |it| u32::from_le_bytes(*it).into()) | small & 0xFFFF_FFFF
        };
        let one = |at: Option<&u8>| at.map_or(0, |it| u64::from(*it)) | small & 0xFF;
        // The first and the last bytes, which overlap where the word has fewer.
        let (first, last) = match word.len() {
            0..4 => {
                let middle = one(word.get(word.len() / 2));
                (one(word.first()) << 8 | middle, one(word.last()))
            }
            4..8 => (four(word.first_chunk()), four(word.last_chunk())),
            8..=16 => (eight(word.first_chunk()), eight(word.last_chunk())),
            _ => return Key::hashed(word),
        };
        if (first | last) & HIGH != 0 {
            return Key::hashed(word);
        }
        // The length goes into bits that the letters leave free.
        Key(first, last | LENGTHS[word.len()])
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
        let numbers: Vec<u32> = texts.iter().map(|it| words.intern_any(it)).collect();
        for (text, number) in texts.iter().zip(&numbers) {
            assert_eq!(words.intern_any(&text.to_uppercase()), *number, "{text}");
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
            assert_eq!(words.intern_any(&format!("woord{number}")), number);
        }
        assert_eq!(words.iter().nth(4999), Some("woord4999"));
        assert_eq!(words.find("woord1234"), Some(1234));
    }
}
