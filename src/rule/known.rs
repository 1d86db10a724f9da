//! What the expressions of the built-in rules look for, worked out when the program was built: to
//! find it out for all of them takes as long as to judge ten pages. Those of other packs are looked
//! at when they are loaded.

use super::macros::index;
use super::needs::{Needs, Part};
use crate::analyze::Speaker;
use crate::language::Language;
use std::borrow::Cow;

/// What is known of the expressions of one language and speaker.
pub(super) struct Table {
    /// What expressions need, each once.
    needs: &'static [&'static [Part]],
    /// Expressions in order; the need that opens it or [`NONE`]; what it needs, in order.
    expressions: &'static [(&'static str, u16, &'static [u16])],
}

/// Stands for no need.
const NONE: u16 = u16::MAX;

// Made by build.rs: `static TABLES: [Table; 4]`.
include!(concat!(env!("OUT_DIR"), "/needs.rs"));

/// What is known of one expression.
#[derive(Clone, Copy)]
pub(super) struct Known {
    table: &'static Table,
    /// The number of the need that it starts with.
    pub(super) opener: Option<u16>,
    /// The numbers of those that it can't do without, in order.
    pub(super) words: &'static [u16],
}

/// What is known of `pattern`.
pub(super) fn find(pattern: &str, language: Language, speaker: Speaker) -> Option<Known> {
    let table = &TABLES[index(language, speaker)];
    let at = table.expressions.binary_search_by_key(&pattern, |it| it.0).ok()?;
    let (_, opener, words) = table.expressions[at];
    Some(Known { table, opener: (opener != NONE).then_some(opener), words })
}

impl Known {
    /// The need with this number.
    pub(super) fn need(self, number: u16) -> &'static [Part] {
        self.table.needs.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// All of it.
    pub(super) fn needs(self) -> Needs {
        let need = |it: u16| self.need(it).to_vec();
        Needs {
            words: self.words.iter().map(|it| need(*it)).collect(),
            opener: self.opener.map(need),
        }
    }
}

/// For the tables that build.rs writes.
const fn p(letters: &'static str, starts: bool, ends: bool) -> Part {
    Part { letters: Cow::Borrowed(letters), starts, ends }
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
