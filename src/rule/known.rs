//! What the expressions of the built-in rules look for, worked out when the program was built: to
//! find it out for all of them takes as long as to judge ten pages. Those of other packs are looked
//! at when they are loaded.
//!
//! A table is bytes, since two megabytes of source would take the compiler half a minute: counts of
//! needs and expressions, the place of each of them, then what `build.rs` writes of each; numbers
//! have two bytes, places four, the lower first.

use super::macros::index;
use super::needs::{Need, Needs, Part};
use crate::analyze::Speaker;
use crate::language::Language;
use std::borrow::Cow;

/// By language and speaker.
static TABLES: [Bytes; 4] = [
    Bytes(include_bytes!(concat!(env!("OUT_DIR"), "/needs-0"))),
    Bytes(include_bytes!(concat!(env!("OUT_DIR"), "/needs-1"))),
    Bytes(include_bytes!(concat!(env!("OUT_DIR"), "/needs-2"))),
    Bytes(include_bytes!(concat!(env!("OUT_DIR"), "/needs-3"))),
];

/// Stands for no need.
const NONE: u16 = u16::MAX;

/// What is known of one expression.
#[derive(Clone, Copy)]
pub(super) struct Known {
    table: Bytes,
    /// All ways to match together.
    all: KnownWay,
    /// How many ways are told apart, and what is written of them.
    ways: (u16, Bytes),
}

/// What is known of one way to match.
#[derive(Clone, Copy)]
pub(super) struct KnownWay {
    /// The number of the need that it starts with.
    pub(super) opener: Option<u16>,
    words: Bytes,
}

/// Any one of its parts must be met by a word of the sentence.
#[derive(Clone, Copy)]
pub(super) struct KnownNeed(Bytes);

/// What is known of `pattern`.
pub(super) fn find(pattern: &str, language: Language, speaker: Speaker) -> Option<Known> {
    let table = TABLES[index(language, speaker)];
    let mut counts = table;
    let (needs, expressions) = (counts.number()?, counts.number()?);
    let (mut from, mut to) = (0, usize::from(expressions));
    while from < to {
        let middle = (from + to) / 2;
        let mut here = table.record(usize::from(needs) + middle)?;
        let length = here.number()?;
        match here.take(length.into())?.cmp(pattern.as_bytes()) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
            std::cmp::Ordering::Equal => {
                let all = here.way()?;
                return Some(Known { table, all, ways: (here.number()?, here) });
            }
        }
    }
    None
}

impl KnownWay {
    /// The numbers of the needs that it can't do without, in order.
    pub(super) fn words(self) -> impl Iterator<Item = u16> {
        let mut words = self.words;
        std::iter::from_fn(move || words.number())
    }
}

impl Known {
    /// The ways to match, or all as one where they are not told apart.
    pub(super) fn ways(self) -> impl Iterator<Item = KnownWay> {
        let all = Some(self.all).filter(|_| self.ways.0 == 0);
        all.into_iter().chain(self.apart())
    }

    /// The ways that are told apart.
    fn apart(self) -> impl Iterator<Item = KnownWay> {
        let (count, mut ways) = self.ways;
        (0..count).map_while(move |_| ways.way())
    }

    /// The need with this number.
    pub(super) fn need(self, number: u16) -> KnownNeed {
        KnownNeed(self.table.record(number.into()).unwrap_or(Bytes(&[])))
    }

    /// All of it.
    pub(super) fn needs(self) -> Needs {
        let need = |it: u16| -> Need { self.need(it).parts().collect() };
        let of = |it: KnownWay| Needs {
            words: it.words().map(need).collect(),
            opener: it.opener.map(need),
            ways: Vec::new(),
        };
        Needs { ways: self.apart().map(of).collect(), ..of(self.all) }
    }
}

impl KnownNeed {
    /// Its parts.
    pub(super) fn parts(self) -> impl Iterator<Item = Part> {
        self.letters().map(|(letters, starts, ends)| {
            let letters = Cow::Borrowed(letters);
            Part { letters, starts, ends }
        })
    }

    /// Of each part the letters, and whether a word starts and ends with them.
    pub(super) fn letters(self) -> impl Iterator<Item = (&'static str, bool, bool)> {
        let KnownNeed(mut rest) = self;
        let mut left = rest.number().unwrap_or_default();
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let &[length, place] = rest.take(2)? else { return None };
            let letters = std::str::from_utf8(rest.take(length.into())?).ok()?;
            Some((letters, place & 1 != 0, place & 2 != 0))
        })
    }
}

/// What is left to read of a table.
#[derive(Clone, Copy)]
struct Bytes(&'static [u8]);

impl Bytes {
    fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u16> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u16::from_le_bytes(*taken))
    }

    fn way(&mut self) -> Option<KnownWay> {
        let opener = self.number().filter(|it| *it != NONE);
        let words = self.number()?;
        Some(KnownWay { opener, words: Bytes(self.take(2 * usize::from(words))?) })
    }

    /// What stands of need or expression `number` in this table; expressions come after needs.
    fn record(self, number: usize) -> Option<Bytes> {
        let place = self.0.get(4 + 4 * number..)?.first_chunk()?;
        Some(Bytes(self.0.get(u32::from_le_bytes(*place) as usize..)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::macros::{macros_of, short};
    use crate::rule::syntax::parse;

    #[test]
    fn what_was_worked_out_is_what_would_be_found_now() {
        let rules = crate::rule::Rules::builtin();
        let mut count = 0;
        for language in Language::ALL {
            for speaker in [Speaker::Together, Speaker::OneParty] {
                let wordings = rules.iter().filter_map(|it| it.record.wording(language));
                for pattern in wordings.flat_map(|it| it.find.iter().chain(&it.unless)) {
                    let node = short(pattern, language).ok().and_then(|it| parse(&it));
                    let now = node.map(|it| Needs::of(&it, macros_of(language, speaker)));
                    let known = find(pattern, language, speaker).map(Known::needs);
                    assert_eq!(format!("{known:?}"), format!("{now:?}"), "{pattern}");
                    count += usize::from(known.is_some());
                }
            }
        }
        assert!(count > 4_000, "{count} expressions are known");
    }
}
