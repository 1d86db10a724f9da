//! Looking through the bytes of a text many at a time, which nearly every step of reading does.

use crate::span::Span;

/// The first byte from `from` on for which `stops` holds; the end of `bytes` where there is none.
#[inline(always)]
pub fn seek(bytes: &[u8], from: usize, stops: impl Fn(u8) -> bool) -> usize {
    let mut at = from;
    // Sixteen at once, as far as it holds for none of them.
    while let Some(next) = bytes.get(at..at + 16)
        && !next.iter().fold(false, |found, it| found | stops(*it))
    {
        at += 16;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|it| stops(*it)).map_or(bytes.len(), |len| at + len)
}

/// The same as [`seek`], where it mostly holds for one of the next few bytes.
#[inline(always)]
pub(super) fn seek_near(bytes: &[u8], from: usize, stops: impl Fn(u8) -> bool) -> usize {
    let mut at = from;
    // The lowest byte that is not zero is the first of sixteen for which it holds.
    let found = |of: &[u8; 16]| u128::from_le_bytes(of.map(|it| u8::from(stops(it))));
    while let Some(next) = bytes.get(at..).and_then(|it| it.first_chunk()) {
        let found = found(next);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 16;
    }
    let left = bytes.len().saturating_sub(at);
    match bytes.last_chunk() {
        // The last ones, with those that were looked at already to make sixteen.
        Some(last) if left > 0 => {
            let found = found(last) >> (8 * (16 - left));
            if found == 0 { bytes.len() } else { at + found.trailing_zeros() as usize / 8 }
        }
        _ => {
            let rest = bytes.get(at..).unwrap_or_default();
            rest.iter().position(|it| stops(*it)).map_or(bytes.len(), |len| at + len)
        }
    }
}

/// How many of `bytes` `counts` holds for.
#[inline(always)]
pub fn count(bytes: &[u8], counts: impl Fn(u8) -> bool) -> usize {
    // As many as one byte can count, so that many are counted at once.
    let part = |it: &[u8]| it.iter().fold(0u8, |sum, it| sum + u8::from(counts(*it)));
    bytes.chunks(255).map(|it| usize::from(part(it))).sum()
}

/// The highest bit of every byte, which no character of ASCII has.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// One in every byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// The end of the run of letters and digits, or of all else, that starts at byte `at` of `text`.
#[inline(always)]
pub(super) fn run_end(text: &str, mut at: usize, of_words: bool) -> usize {
    let bytes = text.as_bytes();
    loop {
        let byte = if let Some(&eight) = bytes.get(at..).and_then(|it| it.first_chunk()) {
            let eight = u64::from_le_bytes(eight);
            let words = alphanumeric(eight);
            // A letter beyond ASCII is neither, until it is looked up.
            let stops = if of_words { words ^ HIGH } else { words | (eight & HIGH) };
            at += stops.trailing_zeros() as usize / 8;
            if stops == 0 {
                continue;
            }
            bytes[at]
        } else {
            match bytes.get(at) {
                None => return at,
                Some(byte) if byte.is_ascii_alphanumeric() == of_words && byte.is_ascii() => {
                    at += 1;
                    continue;
                }
                Some(byte) => *byte,
            }
        };
        if byte.is_ascii() {
            return at;
        }
        match text.get(at..).and_then(|it| it.chars().next()) {
            Some(char) if char.is_alphanumeric() == of_words => at += char.len_utf8(),
            _ => return at,
        }
    }
}

/// Gives every run of letters and digits in `text` to `found`, in order: the words of a whole
/// document, found 64 bytes at a time.
pub fn each_word(text: &str, mut found: impl FnMut(Span)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut start = None;
    while let Some(block) = bytes.get(at..).and_then(|it| it.first_chunk()) {
        let (letters, len) = letters(block, &text[at..]);
        // A word starts or ends where a letter is beside another byte.
        let mut edges = letters ^ (letters << 1 | u64::from(start.is_some()));
        edges &= u64::MAX >> (64 - len);
        while edges != 0 {
            let edge = at + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            match start.take() {
                Some(start) => found(Span::new(start, edge)),
                None => start = Some(edge),
            }
        }
        at += len;
    }
    // From where the rest's first word started, if it did.
    let mut at = start.unwrap_or(at);
    loop {
        at = run_end(text, at, false);
        let end = run_end(text, at, true);
        if at == end {
            break;
        }
        found(Span::new(at, end));
        at = end;
    }
}

/// The bits of the bytes of `block`, with which `text` starts, that are of letters and digits, and
/// how many bytes hold whole characters.
#[inline]
fn letters(block: &[u8; 64], text: &str) -> (u64, usize) {
    let (mut letters, mut high) = (0, 0);
    for (eight, place) in block.as_chunks().0.iter().zip(0..) {
        let eight = u64::from_le_bytes(*eight);
        letters |= bits(alphanumeric(eight)) << (8 * place);
        high |= eight & HIGH;
    }
    if high == 0 {
        return (letters, 64);
    }
    let mut at = 0;
    while let Some(next) = block[at..].iter().position(|it| !it.is_ascii()) {
        at += next;
        let Some(char) = text[at..].chars().next() else { break };
        let len = char.len_utf8();
        if at + len > 64 {
            return (letters, at);
        }
        if char.is_alphanumeric() {
            letters |= ((1 << len) - 1) << at;
        }
        at += len;
    }
    (letters, 64)
}

/// The highest bits of eight bytes, as the bits of one.
#[inline]
fn bits(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The highest bit of each of eight bytes that is a letter or digit of ASCII.
#[inline]
fn alphanumeric(bytes: u64) -> u64 {
    // With seven bits a byte, adding up to the eighth tells what is at least something, and no
    // byte runs over into the next.
    let low = bytes & !HIGH;
    let small = low | (EACH * 0x20);
    let from = |it: u64, least: u8| it + EACH * u64::from(0x80 - least);
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    let digits = from(low, b'0') & !from(low, b'9' + 1);
    (letters | digits) & !bytes & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_ascii_is_told() {
        for byte in 0..=255u8 {
            let bytes = u64::from_le_bytes([b' ', byte, b'.', b'a', b'@', b'[', byte, b'/']);
            let told = byte.is_ascii_alphanumeric();
            let expected = if told { 0x0080_0000_8000_8000 } else { 0x8000_0000 };
            assert_eq!(alphanumeric(bytes), expected, "{byte}");
        }
    }

    #[test]
    fn runs_end_where_letters_do() {
        let text = "overeenkomstenrecht één naïef: ……  7b";
        let end = run_end(text, 0, true);
        assert_eq!(&text[..end], "overeenkomstenrecht");
        assert_eq!(&text[end + 1..run_end(text, end + 1, true)], "één");
        let colon = text.find(':').unwrap_or_default();
        assert_eq!(&text[colon..run_end(text, colon, false)], ": ……  ");
        assert_eq!(run_end(text, text.len() - 2, true), text.len());
    }

    #[test]
    fn each_word_is_found_wherever_it_stands() {
        let texts = ["", "a", "één", "De koper’s €5 betaalt – naïef – vóór 1 mei… ", "x\u{1F600}y"];
        for text in texts {
            // Moved through the blocks, and long enough for some of them.
            for moved in 0..70 {
                let text = format!("{}{text}{text} en {text}", " ".repeat(moved)).repeat(3);
                let mut found = Vec::new();
                each_word(&text, |it| found.push(it));
                assert_eq!(found, crate::language::words(&text).collect::<Vec<_>>(), "{text}");
            }
        }
    }

    #[test]
    fn all_are_counted() {
        for length in [0, 1, 16, 254, 255, 256, 1000] {
            let text = "a.".repeat(length);
            assert_eq!(count(text.as_bytes(), |it| it == b'.'), length);
        }
    }

    #[test]
    fn what_is_sought_is_found_wherever_it_stands() {
        for length in 0..50 {
            let text = format!("{};", "a".repeat(length));
            assert_eq!(seek_near(text.as_bytes(), 0, |it| it == b';'), length);
            assert_eq!(seek_near(text.as_bytes(), 0, |it| it == b'.'), length + 1);
            assert_eq!(seek(text.as_bytes(), 0, |it| it == b';'), length);
            assert_eq!(seek(text.as_bytes(), length + 1, |it| it == b';'), length + 1);
            assert_eq!(seek(text.as_bytes(), 0, |it| it == b'.'), length + 1);
        }
    }
}
