//! A hash of text that takes eight bytes at a time: every sentence and every article is looked up
//! once, and nothing else is done with most of them.

use std::hash::{BuildHasherDefault, Hasher};

/// What makes a hasher for a map whose keys are text.
pub type OfText = BuildHasherDefault<TextHasher>;

/// Multiply and rotate, as in rustc's FxHash. The text is its user's own: nobody gains by making
/// two sentences collide.
#[derive(Debug, Default)]
pub struct TextHasher(u64);

impl TextHasher {
    fn add(&mut self, eight: u64) {
        self.0 = (self.0.rotate_left(5) ^ eight).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for TextHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        eights.iter().for_each(|it| self.add(u64::from_le_bytes(*it)));
        self.add(rest.iter().fold(rest.len() as u64, |sum, it| sum << 8 | u64::from(*it)));
    }

    fn finish(&self) -> u64 {
        // The high bits are the mixed ones; a table wants them low.
        self.0 ^ self.0 >> 32
    }
}
