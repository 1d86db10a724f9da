//! What a match can start with: it saves a look at most places of a text.

use super::program::{Program, Step};
use super::syntax::{Assert, Set, holds};

/// Where in a text a match can start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Anywhere.
    None,
    /// Where a word does.
    Word,
    /// Where the text does.
    Text,
}

/// What an expression may meet first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct First {
    pub(super) set: Set,
    /// What may come after that; everything where it may be all that is met.
    second: Set,
    /// It may match without meeting anything.
    pub(super) nothing: bool,
}

impl First {
    /// Nothing is known.
    const ANYTHING: First = First { set: Set::MAX, second: Set::MAX, nothing: true };

    /// Of one character of `set`, then what `next` may meet.
    fn then(set: Set, next: First) -> First {
        First { set, second: if next.nothing { Set::MAX } else { next.set }, nothing: false }
    }

    fn or(self, other: First) -> First {
        First {
            set: self.set | other.set,
            second: self.second | other.second,
            nothing: self.nothing || other.nothing,
        }
    }

    /// Whether `text` may go on at `at` with what is met.
    #[inline]
    pub(super) fn admits(self, text: &[u8], at: usize) -> bool {
        if self.nothing {
            return true;
        }
        let second = |at| text.get(at).is_some_and(|&it| holds(self.second, it));
        text.get(at).is_some_and(|&it| holds(self.set, it))
            && (self.second == Set::MAX || second(at + 1))
    }
}

/// What may come first at step `at`; works it out for the steps it leads to.
pub(super) fn first(
    steps: &[Step],
    macros: &[Option<Program>],
    at: usize,
    known: &mut [Option<First>],
) -> First {
    if let Some(first) = known[at] {
        return first;
    }
    // Until it is known, a loop back to here may meet anything.
    known[at] = Some(First::ANYTHING);
    let found = match &steps[at] {
        Step::Literal(bytes) => {
            let either = |it: u8| 1 << it | 1 << it.to_ascii_uppercase();
            match bytes[..] {
                [one] => First::then(either(one), first(steps, macros, at + 1, known)),
                [one, two, ..] => First { set: either(one), second: either(two), nothing: false },
                [] => First::ANYTHING,
            }
        }
        Step::Class(set) => First::then(*set, first(steps, macros, at + 1, known)),
        Step::Run { set, min, max, .. } => {
            let next = first(steps, macros, at + 1, known);
            let once = First::then(*set, next);
            let again = First { second: if *max > 1 { *set } else { 0 }, ..once };
            match min {
                0 => once.or(again).or(next),
                1 => once.or(again),
                _ => again,
            }
        }
        Step::Assert(_) | Step::Save(_) => first(steps, macros, at + 1, known),
        Step::Jump(to) => first(steps, macros, *to as usize, known),
        Step::Switch(_) => First::ANYTHING,
        Step::Either(branches) => {
            let branches = branches.iter();
            branches.fold(First::default(), |all, &branch| {
                all.or(first(steps, macros, branch as usize, known))
            })
        }
        Step::Call(number) => match macros.get(*number as usize).and_then(Option::as_ref) {
            Some(called) if !called.firsts[0].nothing => called.firsts[0],
            _ => First::ANYTHING,
        },
        Step::Match => First::ANYTHING,
    };
    known[at] = Some(found);
    found
}

/// Where a match from step `at` on can start, a word's end taken for its start.
pub(super) fn anchor(steps: &[Step], macros: &[Option<Program>], at: usize) -> Anchor {
    match &steps[at] {
        Step::Assert(Assert::Boundary) => Anchor::Word,
        Step::Assert(Assert::Start) => Anchor::Text,
        Step::Save(_) => anchor(steps, macros, at + 1),
        Step::Call(number) => {
            let called = macros.get(*number as usize).and_then(Option::as_ref);
            called.map_or(Anchor::None, |it| it.anchor)
        }
        _ => Anchor::None,
    }
}

/// The set of the run that a match begins with, where nothing else begins with one of the set and
/// a match only goes on from the end of the run; empty where there is no such run.
pub(super) fn lead(steps: &[Step], firsts: &[First]) -> Set {
    let branches = match &steps[0] {
        Step::Either(branches) => &branches[..],
        _ => &[0],
    };
    let run = |at: u32| match &steps[at as usize] {
        Step::Run { set, min: 1.., max: u32::MAX, .. } => {
            let next = firsts[at as usize + 1];
            Some(*set).filter(|it| !next.nothing && next.set & it == 0)
        }
        _ => None,
    };
    let mut runs = branches.iter().filter_map(|&it| run(it));
    let (Some(set), None) = (runs.next(), runs.next()) else { return 0 };
    let apart = |at: u32| !firsts[at as usize].nothing && firsts[at as usize].set & set == 0;
    if branches.iter().all(|&it| run(it).is_some() || apart(it)) { set } else { 0 }
}
