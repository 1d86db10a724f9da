//! The keys of a word list, and how many of them stand in a text.

use std::borrow::Cow;

/// Words and phrases, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    all: Vec<String>,
    /// Where in `all` those begin that start with each byte; one more for the end.
    starts: Vec<u32>,
}

impl Keys {
    /// The list of `keys`, in any order.
    pub(super) fn new<'a>(keys: impl Iterator<Item = &'a str>) -> Keys {
        let mut all: Vec<String> = keys.filter(|it| !it.is_empty()).map(str::to_owned).collect();
        all.sort();
        let from = |byte: usize| all.partition_point(|it| usize::from(it.as_bytes()[0]) < byte);
        let starts = (0..=256).map(|byte| from(byte) as u32).collect();
        Keys { all, starts }
    }

    /// How many of the keys stand in `text`, whatever its case, each after a space or at the start.
    pub(super) fn count_in(&self, text: &str) -> u32 {
        let text = match text.bytes().any(|it| !it.is_ascii() || it.is_ascii_uppercase()) {
            true if text.is_ascii() => Cow::Owned(text.to_ascii_lowercase()),
            true => Cow::Owned(text.to_lowercase()),
            false => Cow::Borrowed(text),
        };
        let mut seen = vec![0u64; self.all.len().div_ceil(64)];
        let mut rest = if self.all.is_empty() { &[] } else { text.as_bytes() };
        while let Some(&first) = rest.first() {
            let (from, to) = (self.starts[first as usize], self.starts[first as usize + 1]);
            let alike = &self.all[from as usize..to as usize];
            // The second letter tells most of them apart; a key of one letter comes first.
            let second = |key: &String| key.as_bytes().get(1).copied();
            let next = rest.get(1).copied();
            let skipped = alike.partition_point(|it| second(it) < next);
            let same = alike[skipped..].iter().take_while(|it| second(it) == next);
            let whole = same.map(|it| rest.starts_with(it.as_bytes()));
            let letter = alike.first().filter(|it| it.len() == 1 && next.is_some());
            for (at, _) in (from as usize + skipped..).zip(whole).filter(|it| it.1) {
                seen[at / 64] |= 1 << (at % 64);
            }
            if letter.is_some() {
                seen[from as usize / 64] |= 1 << (from % 64);
            }
            let Some(space) = rest.iter().position(|it| *it == b' ') else { break };
            rest = &rest[space + 1..];
        }
        seen.into_iter().map(u64::count_ones).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_counts_once_where_a_word_starts() {
        let keys = Keys::new(["hereby", "here", "in lieu of", "a", "één keer"].into_iter());
        for (text, count) in [
            ("Hereby the tenant signs", 2),
            ("hereby and hereby", 3),
            ("adhere to it", 1),
            ("(here) it is", 0),
            ("paid in  lieu of it", 0),
            ("paid In Lieu Of it", 1),
            ("Eén keer of ÉÉN KEER", 1),
            ("", 0),
        ] {
            assert_eq!(keys.count_in(text), count, "{text}");
        }
        assert_eq!(Keys::default().count_in("Hereby"), 0);
    }
}
