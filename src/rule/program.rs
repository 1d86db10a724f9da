//! Runs an expression on a sentence.
//!
//! A compile takes some microseconds, where that of a general engine takes hundreds, and a run in
//! a sentence where the expression can't match hardly more than a look at each first letter. The
//! matches are those of the regex crate: the leftmost, and of those the one that the expression
//! prefers. Work is bounded: an expression that tries too many ways in one text gives up
//! ([`TooMuch`]), and the regex crate, which is linear whatever the expression, takes over.

use super::emit::emit;
use super::first::{Anchor, First, anchor, first, lead};
use super::macros::{index, macros_of};
use super::syntax::{Assert, Node, Set, WORD, holds};
use crate::analyze::Speaker;
use crate::language::Language;
use std::cell::RefCell;
use std::sync::OnceLock;

/// A compiled expression.
#[derive(Debug)]
pub(super) struct Program {
    steps: Vec<Step>,
    /// Per choice between many branches: those that each character admits.
    switches: Vec<Switch>,
    /// Per step: what may come next in the text when it is taken.
    pub(super) firsts: Vec<First>,
    /// Where a match can start.
    pub(super) anchor: Anchor,
    /// Characters that lead every match in as one run: where the first of them led to none, the
    /// others lead to none either.
    lead: Set,
    /// The only character that a match can start with.
    lone: Option<u8>,
}

/// A stretch of a text, from a byte up to another.
pub(super) type Stretch = (u32, u32);

/// All of a text, whatever its length.
pub(super) const ANYWHERE: &[Stretch] = &[(0, u32::MAX)];

/// The branches of a choice by the character that comes next, which leaves one or two of fifty.
#[derive(Debug)]
struct Switch {
    /// Where the branches of each character start in `branches`; one more for the end.
    starts: Vec<u16>,
    branches: Vec<u32>,
}

/// From this many branches on a choice gets a [`Switch`].
const MANY_BRANCHES: usize = 6;

/// What an expression does next.
#[derive(Debug)]
pub(super) enum Step {
    Literal(Box<[u8]>),
    Class(Set),
    Assert(Assert),
    /// Characters of a set, one after another.
    Run {
        set: Set,
        min: u32,
        max: u32,
        greedy: bool,
    },
    /// The first of these steps that leads to a match.
    Either(Vec<u32>),
    /// As `Either`, by the switch with this number.
    Switch(u32),
    Jump(u32),
    Save(u32),
    Call(u32),
    Match,
}

/// The macros of `language` where "we" is `speaker`, as they are run.
pub(super) fn programs_of(language: Language, speaker: Speaker) -> &'static [Option<Program>] {
    static PROGRAMS: [OnceLock<Vec<Option<Program>>>; 4] = [const { OnceLock::new() }; 4];
    PROGRAMS[index(language, speaker)].get_or_init(|| {
        let nodes = macros_of(language, speaker).nodes.iter();
        nodes.map(|it| Program::new(it.as_ref()?, &[], &[])).collect()
    })
}

/// The expression tries too many ways in this text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

/// Most named groups that are told apart, with the two ends of each.
pub(super) const SLOTS: usize = 18;

/// Where an expression matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// First byte.
    pub(super) start: usize,
    /// Past the last.
    pub(super) end: usize,
    /// Start and end of each group; `u32::MAX` where it took no part.
    pub(super) slots: [u32; SLOTS],
}

enum Frame {
    Try { step: u32, at: u32 },
    Restore { slot: u32, value: u32 },
}

impl Program {
    /// The program of `node`, in which the group called `names[n]` has slots `2n` and `2n + 1`,
    /// given the programs of the macros. None when it is too large or may loop on nothing.
    pub(super) fn new(node: &Node, names: &[&str], macros: &[Option<Program>]) -> Option<Program> {
        let mut steps = Vec::new();
        emit(node, names, macros, &mut steps)?;
        steps.push(Step::Match);
        let mut firsts = vec![None; steps.len()];
        for step in (0..steps.len()).rev() {
            first(&steps, macros, step, &mut firsts);
        }
        let firsts: Vec<First> = firsts.into_iter().map(Option::unwrap_or_default).collect();
        let anchor = match anchor(&steps, macros, 0) {
            // The end of a word is a boundary too.
            Anchor::Word if firsts[0].nothing || firsts[0].set & !WORD != 0 => Anchor::None,
            known => known,
        };
        let lead = lead(&steps, &firsts);
        let mut switches = Vec::new();
        for step in &mut steps {
            let Step::Either(branches) = step else { continue };
            if branches.len() >= MANY_BRANCHES
                && let Some(switch) = Switch::new(branches, &firsts)
            {
                switches.push(switch);
                *step = Step::Switch(switches.len() as u32 - 1);
            }
        }
        let lone = match firsts[0] {
            First { set, nothing: false, .. } if set.count_ones() == 1 => {
                Some(set.trailing_zeros() as u8)
            }
            _ => None,
        };
        Some(Program { steps, switches, firsts, anchor, lead, lone })
    }

    /// The first match in `text` that starts at `from` or later, in one of `starts`, which are in
    /// order.
    pub(super) fn search(
        &self,
        macros: &[Option<Program>],
        text: &[u8],
        from: usize,
        starts: &[Stretch],
    ) -> Result<Option<Found>, TooMuch> {
        thread_local! {
            static STACK: RefCell<Vec<Frame>> = const { RefCell::new(Vec::new()) };
        }
        let mut stack = STACK.take();
        let mut run = Run {
            text,
            macros,
            stack: std::mem::take(&mut stack),
            slots: [u32::MAX; SLOTS],
            // A sentence takes some looks a letter; a run-away takes thousands.
            fuel: 4_000 + 100 * text.len().min(10_000) as i64,
        };
        let found = run.search(self, from, starts);
        run.stack.clear();
        STACK.set(run.stack);
        found
    }

    /// Whether step `step` may be taken where the text goes on as at `at`.
    fn admits(&self, step: u32, text: &[u8], at: usize) -> bool {
        self.firsts[step as usize].admits(text, at)
    }
}

impl Switch {
    /// The switch of a choice; none where one of its branches may match nothing.
    fn new(branches: &[u32], firsts: &[First]) -> Option<Switch> {
        if branches.len() > 500 {
            return None;
        }
        let mut counts = [0u16; 128];
        for &branch in branches {
            let First { set, nothing, .. } = firsts[branch as usize];
            if nothing || set.count_ones() > 64 {
                return None;
            }
            members(set).for_each(|byte| counts[byte] += 1);
        }
        let mut starts = Vec::with_capacity(129);
        let mut sum = 0;
        for count in counts {
            starts.push(sum);
            sum += count;
        }
        starts.push(sum);
        let mut next = starts.clone();
        let mut sorted = vec![0; sum as usize];
        for &branch in branches {
            for byte in members(firsts[branch as usize].set) {
                sorted[next[byte] as usize] = branch;
                next[byte] += 1;
            }
        }
        Some(Switch { starts, branches: sorted })
    }

    /// The branches to try at `at`, in order.
    fn admitted(&self, text: &[u8], at: usize) -> &[u32] {
        match text.get(at) {
            Some(&byte) if byte < 128 => {
                let (from, to) = (self.starts[byte as usize], self.starts[byte as usize + 1]);
                &self.branches[from as usize..to as usize]
            }
            _ => &[],
        }
    }
}

/// The characters of `set`.
fn members(mut set: Set) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(lowest)
    })
}

struct Run<'a> {
    text: &'a [u8],
    macros: &'a [Option<Program>],
    stack: Vec<Frame>,
    slots: [u32; SLOTS],
    fuel: i64,
}

impl Run<'_> {
    fn search(
        &mut self,
        program: &Program,
        from: usize,
        starts: &[Stretch],
    ) -> Result<Option<Found>, TooMuch> {
        let first = program.firsts[0];
        let text = self.text;
        if program.lone.is_some_and(|it| !text.contains(&it)) {
            return Ok(None);
        }
        let passed = starts.partition_point(|it| it.1 as usize <= from);
        for &(open, past) in &starts[passed..] {
            let mut next = from.max(open as usize);
            // A match of nothing may stand at the very end.
            let past = (past as usize).min(text.len() + 1);
            while next < past {
                if !first.nothing {
                    let rest = text.get(next..past.min(text.len())).unwrap_or_default();
                    let Some(skip) = rest.iter().position(|&it| holds(first.set, it)) else {
                        break;
                    };
                    next += skip;
                }
                let start = next;
                next += 1;
                match program.anchor {
                    Anchor::Word if start > 0 && holds(WORD, text[start - 1]) => continue,
                    Anchor::Text if start > 0 => return Ok(None),
                    _ if !first.admits(text, start) => continue,
                    _ => {}
                }
                self.stack.clear();
                self.stack.push(Frame::Try { step: 0, at: start as u32 });
                if let Some(end) = self.next_end(program, 0)? {
                    return Ok(Some(Found { start, end, slots: self.slots }));
                }
                if holds(program.lead, text.get(start).copied().unwrap_or_default()) {
                    let run = text[next..].iter().take_while(|it| holds(program.lead, **it));
                    next += run.count();
                }
            }
        }
        Ok(None)
    }

    /// The end of the next match in order of preference, by what is on the stack above `floor`.
    fn next_end(&mut self, program: &Program, floor: usize) -> Result<Option<usize>, TooMuch> {
        let text = self.text;
        'frames: while self.stack.len() > floor {
            let (mut step, mut at) = match self.stack.pop() {
                Some(Frame::Try { step, at }) => (step, at as usize),
                Some(Frame::Restore { slot, value }) => {
                    self.slots[slot as usize] = value;
                    continue;
                }
                None => break,
            };
            loop {
                self.fuel -= 1;
                if self.fuel < 0 {
                    return Err(TooMuch);
                }
                match &program.steps[step as usize] {
                    Step::Literal(literal) => {
                        let here = text.get(at..at + literal.len());
                        if !here.is_some_and(|it| it.eq_ignore_ascii_case(literal)) {
                            continue 'frames;
                        }
                        at += literal.len();
                    }
                    Step::Class(set) => {
                        if !text.get(at).is_some_and(|&it| holds(*set, it)) {
                            continue 'frames;
                        }
                        at += 1;
                    }
                    Step::Assert(assert) => {
                        if !stands(*assert, text, at) {
                            continue 'frames;
                        }
                    }
                    Step::Jump(to) => {
                        step = *to;
                        continue;
                    }
                    Step::Save(slot) => {
                        let before = &mut self.slots[*slot as usize];
                        self.stack.push(Frame::Restore { slot: *slot, value: *before });
                        *before = at as u32;
                    }
                    Step::Match => return Ok(Some(at)),
                    Step::Either(branches) => {
                        let top = self.stack.len();
                        for &branch in branches.iter().rev() {
                            if program.admits(branch, text, at) {
                                self.stack.push(Frame::Try { step: branch, at: at as u32 });
                            }
                        }
                        self.fuel -= branches.len() as i64 / 8;
                        match self.stack.len() > top {
                            true => match self.stack.pop() {
                                Some(Frame::Try { step: next, .. }) => step = next,
                                _ => continue 'frames,
                            },
                            false => continue 'frames,
                        }
                        continue;
                    }
                    Step::Switch(number) => {
                        let switch = &program.switches[*number as usize];
                        let Some((&best, others)) = switch.admitted(text, at).split_first() else {
                            continue 'frames;
                        };
                        let others = others.iter().rev();
                        self.stack.extend(others.map(|&step| Frame::Try { step, at: at as u32 }));
                        step = best;
                        continue;
                    }
                    Step::Run { set, min, max, greedy } => {
                        match self.run(program, (*set, *min, *max, *greedy), step + 1, at) {
                            Some(next) => at = next,
                            None => continue 'frames,
                        }
                    }
                    Step::Call(number) => match self.call(program, *number, step + 1, at)? {
                        Some(next) => at = next,
                        None => continue 'frames,
                    },
                }
                step += 1;
            }
        }
        Ok(None)
    }

    /// Past a run of characters at `at`, where step `next` may follow; the other places that it
    /// may end are left on the stack.
    fn run(
        &mut self,
        program: &Program,
        (set, min, max, greedy): (Set, u32, u32, bool),
        next: u32,
        at: usize,
    ) -> Option<usize> {
        let text = self.text;
        let most = &text[at..text.len().min(at.saturating_add(max as usize))];
        let length = most.iter().position(|&it| !holds(set, it)).unwrap_or(most.len());
        self.fuel -= length as i64 / 4;
        if length < min as usize {
            return None;
        }
        let first = program.firsts[next as usize];
        if !first.nothing && first.set & set == 0 {
            // What follows can't be one of the run: only its very end will do.
            return program.admits(next, text, at + length).then_some(at + length);
        }
        let mut best = None;
        let mut keep = |to: usize| {
            if program.admits(next, text, to)
                && let Some(worse) = best.replace(to)
            {
                self.stack.push(Frame::Try { step: next, at: worse as u32 });
            }
        };
        let (least, most) = (at + min as usize, at + length);
        if greedy {
            (least..=most).for_each(&mut keep);
        } else {
            (least..=most).rev().for_each(&mut keep);
        }
        best
    }

    /// As [`Run::run`], past the macro with this number.
    fn call(
        &mut self,
        program: &Program,
        number: u32,
        next: u32,
        at: usize,
    ) -> Result<Option<usize>, TooMuch> {
        let Some(Some(called)) = self.macros.get(number as usize) else { return Ok(None) };
        if !called.admits(0, self.text, at) {
            return Ok(None);
        }
        let floor = self.stack.len();
        self.stack.push(Frame::Try { step: 0, at: at as u32 });
        let mut ends: Vec<usize> = Vec::new();
        while let Some(end) = self.next_end(called, floor)? {
            if program.admits(next, self.text, end) && !ends.contains(&end) {
                ends.push(end);
            }
        }
        let mut ends = ends.into_iter();
        let best = ends.next();
        for worse in ends.rev() {
            self.stack.push(Frame::Try { step: next, at: worse as u32 });
        }
        Ok(best)
    }
}

fn stands(assert: Assert, text: &[u8], at: usize) -> bool {
    let is_word =
        |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|&it| holds(WORD, it));
    let boundary = || is_word(at.checked_sub(1)) != is_word(Some(at));
    match assert {
        Assert::Start => at == 0,
        Assert::End => at == text.len(),
        Assert::Boundary => boundary(),
        Assert::Inside => !boundary(),
    }
}
