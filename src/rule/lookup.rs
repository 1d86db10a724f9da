//! What the words of one document mean to the expressions of a matcher.
//!
//! Every distinct word is looked at once: which needs ([`super::needs`]) does it meet? Most words
//! of a contract meet none. A sentence is then a short list of rows of bits ([`Scene`]), and
//! whether an expression can match in it, and where a match can start, is told by those bits.

use super::macros::fold;
use super::needs::Need;
use super::program::{ANYWHERE, Stretch};
use super::view::View;
use crate::document::{Document, Sentence, indices};
use crate::language::Language;
use crate::span::Span;
use std::cell::OnceCell;

/// Which needs the words of a document meet.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// Per word its row; all words that meet nothing have row 0.
    row_of: Vec<u32>,
    /// The rows, a bit a need.
    bits: Vec<u64>,
    /// What is not 0 in them, each with its place in the row: a word meets few needs.
    filled: Vec<(u32, u64)>,
    /// Per row where it ends in `filled`.
    ends: Vec<u32>,
    /// 64 bits each, a row.
    width: usize,
    /// The needs that the role nouns meet which stand in for names, as a row.
    by_name: Vec<u64>,
}

impl Met {
    /// Asks `tell` which of `count` needs each word of `doc` meets; of a role noun, which has no
    /// number in the document, too. What it is given says whether it hears of that for the first time.
    pub(super) fn new(
        doc: &Document,
        language: Language,
        count: usize,
        mut tell: impl FnMut(&str, Option<usize>, &mut dyn FnMut(u32) -> bool),
    ) -> Met {
        let width = count.div_ceil(64);
        let mut made = Met {
            row_of: Vec::with_capacity(doc.words.len()),
            bits: vec![0; width],
            filled: Vec::new(),
            ends: vec![0],
            width,
            by_name: vec![0; width],
        };
        let mut row = vec![0u64; width];
        for (number, word) in doc.words.iter().enumerate() {
            let mut meets = false;
            let meet = &mut |need| {
                meets = true;
                set(&mut row, need)
            };
            if word.is_ascii() {
                tell(word, Some(number), meet);
            } else {
                spellings(word).for_each(|word| tell(&word, Some(number), meet));
            }
            made.row_of.push(if meets { made.rows() as u32 } else { 0 });
            if meets {
                made.bits.extend(&row);
                made.end_row();
                row.fill(0);
            }
        }
        for noun in nouns(language) {
            tell(noun, None, &mut |need| set(&mut made.by_name, need));
        }
        made
    }

    /// That of a few `needs`, given which words meet which, in order.
    pub(super) fn sparse(
        doc: &Document,
        language: Language,
        needs: &[Need],
        meeting: &[(u32, u32)],
    ) -> Met {
        let width = needs.len().div_ceil(64);
        let mut made = Met {
            row_of: vec![0; doc.words.len()],
            bits: vec![0; width],
            filled: Vec::new(),
            ends: vec![0],
            width,
            by_name: vec![0; width],
        };
        for of_word in meeting.chunk_by(|a, b| a.0 == b.0) {
            made.row_of[of_word[0].0 as usize] = made.rows() as u32;
            let from = made.bits.len();
            made.bits.resize(from + width, 0);
            for &(_, need) in of_word {
                set(&mut made.bits[from..], need);
            }
            made.end_row();
        }
        for (number, need) in needs.iter().enumerate() {
            if is_noun(language, need) {
                set(&mut made.by_name, number as u32);
            }
        }
        made
    }

    /// Tells the last row apart from the next.
    fn end_row(&mut self) {
        let last = self.bits.len() - self.width;
        let bits = self.bits[last..].iter().zip(0..).filter(|it| *it.0 != 0);
        self.filled.extend(bits.map(|(bits, at)| (at, *bits)));
        self.ends.push(self.filled.len() as u32);
    }

    /// What is not 0 in a row, each with its place.
    fn filled(&self, row: u32) -> &[(u32, u64)] {
        let row = row as usize;
        let from = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.filled[from as usize..self.ends[row] as usize]
    }

    /// Tells of rows whether they meet `need`.
    fn meets(&self, need: u32) -> impl Fn(u32) -> bool {
        let (at, bit) = (need as usize / 64, 1 << (need % 64));
        move |row| self.bits[row as usize * self.width + at] & bit != 0
    }

    /// Whether a role noun that stands in for a name meets `need`.
    pub(super) fn is_by_name(&self, need: u32) -> bool {
        has(&self.by_name, need)
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.bits.len().checked_div(self.width).unwrap_or(1)
    }

    /// A row.
    pub(super) fn row(&self, row: u32) -> &[u64] {
        let row = row as usize;
        &self.bits[row * self.width..(row + 1) * self.width]
    }

    /// The row of what the role nouns meet.
    pub(super) fn by_name(&self) -> &[u64] {
        &self.by_name
    }

    /// Whether words with these rows meet `needs` one after another. Where a party is `named`
    /// by its own name, the place of its role noun is not looked at.
    fn in_order(&self, rows: impl Iterator<Item = u32>, needs: &[u32], named: bool) -> bool {
        let mut needs = needs.iter().filter(|&&it| !(named && has(&self.by_name, it)));
        let Some(next) = needs.next() else { return true };
        let mut meets = self.meets(*next);
        for row in rows {
            while meets(row) {
                match needs.next() {
                    Some(next) => meets = self.meets(*next),
                    None => return true,
                }
            }
        }
        false
    }
}

/// What the words of one document mean to a matcher, and where its parties are named.
#[derive(Debug, Default)]
pub struct Lookup {
    pub(super) met: Met,
    /// Per row: the patterns to try in a sentence with a word of it, a stretch of `waiting`.
    pub(super) ranges: Vec<(u32, u32)>,
    pub(super) waiting: Vec<u32>,
    /// Patterns to try in a sentence that names a party by its own name.
    pub(super) by_name: Vec<u32>,
    /// Patterns that need no word.
    pub(super) always: Vec<u32>,
    /// Mentions of parties by names that no macro knows, in order, with the role noun to show.
    pub(super) names: Vec<(Span, &'static str)>,
}

impl Lookup {
    /// The text of `span` (a sentence, or part of a block) as expressions see it.
    pub fn view<'a>(&self, doc: &'a Document, span: Span) -> View<'a> {
        View::new(doc, span, self.names_in(span))
    }

    /// The sentences in which a party is named by its own name.
    pub(super) fn named_sentences(&self, doc: &Document) -> impl Iterator<Item = u32> {
        self.names.iter().filter_map(|it| doc.sentence_at(it.0.start))
    }

    fn names_in(&self, span: Span) -> &[(Span, &'static str)] {
        let from = self.names.partition_point(|it| it.0.start < span.start);
        let names = &self.names[from..];
        &names[..names.partition_point(|it| it.0.start < span.end)]
    }
}

/// The words that an expression looks for, by number.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Of each way to match; none when it looks for no certain word.
    ways: Vec<Way>,
}

/// The words that one way to match looks for.
#[derive(Debug)]
pub(super) struct Way {
    /// Those it can't do without, in order; the one it starts with comes first.
    pub(super) needs: Vec<u32>,
    /// Those that each match starts with, where that is known.
    opener: Option<Opener>,
}

/// What the first word of a match meets.
#[derive(Debug, Clone, Copy)]
struct Opener {
    need: u32,
    /// Whether a match can only start where the word does.
    at_start: bool,
}

impl Way {
    /// `opener` is the need that a match starts with, and whether it starts where the word does.
    pub(super) fn new(opener: Option<(u32, bool)>, others: impl Iterator<Item = u32>) -> Way {
        let opener = opener.map(|(need, at_start)| Opener { need, at_start });
        let mut needs: Vec<u32> = opener.iter().map(|it| it.need).chain(others).collect();
        needs.dedup();
        Way { needs, opener }
    }
}

impl Words {
    /// The words of `ways`; none of any use where one of them needs no word.
    pub(super) fn new(ways: impl Iterator<Item = Way>) -> Words {
        let ways: Vec<Way> = ways.collect();
        if ways.iter().any(|it| it.needs.is_empty()) { Words::default() } else { Words { ways } }
    }

    /// Those of each way to match; none when the expression looks for no certain word.
    pub(super) fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// Whether the words of `scene` allow a match.
    pub(super) fn are_in(&self, scene: &Scene) -> bool {
        self.ways.is_empty() || self.ways.iter().any(|it| scene.meets(&it.needs))
    }

    /// Where in the view of `scene`, which has them, a match may start; `openings` is room to tell
    /// it in.
    pub(super) fn starts<'a>(
        &self,
        scene: &Scene,
        openings: &'a mut Vec<Stretch>,
    ) -> &'a [Stretch] {
        openings.clear();
        let is_only = self.ways.len() == 1;
        for way in self.ways.iter().filter(|it| is_only || scene.meets(&it.needs)) {
            let Some(opener) = way.opener else { return ANYWHERE };
            scene.openings(opener, openings);
        }
        if self.ways.is_empty() {
            return ANYWHERE;
        }
        if !is_only {
            in_order(openings);
        }
        openings
    }
}

/// Puts stretches in order and makes one of those that overlap.
fn in_order(stretches: &mut Vec<Stretch>) {
    stretches.sort_unstable();
    stretches.dedup_by(|next, before| {
        let overlaps = next.0 < before.1;
        if overlaps {
            before.1 = before.1.max(next.1);
        }
        overlaps
    });
}

/// A sentence, as the expressions of one matcher look at it.
pub struct Scene<'a> {
    doc: &'a Document,
    lookup: &'a Lookup,
    span: Span,
    /// Its words that meet a need, each with its row.
    words: Vec<(Span, u32)>,
    /// What they meet together.
    met: Vec<u64>,
    names: &'a [(Span, &'static str)],
    view: OnceCell<View<'a>>,
}

impl<'a> Scene<'a> {
    /// A scene without a sentence.
    pub(super) fn empty(doc: &'a Document, lookup: &'a Lookup) -> Scene<'a> {
        Scene {
            doc,
            lookup,
            span: Span::default(),
            words: Vec::new(),
            met: Vec::new(),
            names: &[],
            view: OnceCell::new(),
        }
    }

    /// The scene of `sentence`.
    pub fn new(doc: &'a Document, lookup: &'a Lookup, sentence: &Sentence) -> Scene<'a> {
        let mut made = Scene::empty(doc, lookup);
        made.turn_to(sentence);
        made
    }

    /// Looks at `sentence` from here on.
    pub(super) fn turn_to(&mut self, sentence: &Sentence) {
        let Lookup { met, .. } = self.lookup;
        self.span = sentence.span;
        self.names = self.lookup.names_in(sentence.span);
        self.view.take();
        self.words.clear();
        self.met.clear();
        self.met.resize(met.width, 0);
        if self.is_named() {
            self.met.copy_from_slice(&met.by_name);
        }
        for token in self.doc.tokens_of(sentence) {
            let row = met.row_of[token.word as usize];
            if row != 0 {
                self.words.push((token.span, row));
                met.filled(row).iter().for_each(|(at, bits)| self.met[*at as usize] |= bits);
            }
        }
    }

    /// Its text.
    pub fn view(&self) -> &View<'a> {
        self.view.get_or_init(|| View::new(self.doc, self.span, self.names))
    }

    /// The patterns that its words wake, some more than once.
    pub(super) fn woken(&self) -> impl Iterator<Item = u32> {
        let Lookup { ranges, waiting, by_name, .. } = self.lookup;
        let by_words = self.words.iter().flat_map(|it| &waiting[indices(ranges[it.1 as usize])]);
        by_words.chain(by_name.iter().filter(|_| self.is_named())).copied()
    }

    /// Whether its words meet `needs` one after another.
    pub(super) fn meets(&self, needs: &[u32]) -> bool {
        needs.iter().all(|&it| has(&self.met, it))
            && self.lookup.met.in_order(self.words.iter().map(|it| it.1), needs, self.is_named())
    }

    /// Adds the stretches of the view in which a match can start that `opener` opens to `found`.
    fn openings(&self, opener: Opener, found: &mut Vec<Stretch>) {
        let Lookup { met, .. } = self.lookup;
        let Opener { need, at_start } = opener;
        let view = self.view();
        let place = |it: u32| view.position(it) as u32;
        let meets = met.meets(need);
        for (span, row) in &self.words {
            if meets(*row) {
                let start = place(span.start);
                // With letters beyond ASCII, a word of the contract may be several in the view.
                let end = if at_start && view.is_plain() { start + 1 } else { place(span.end) };
                found.push((start, end));
            }
        }
        if self.is_named() && has(&met.by_name, need) {
            found.extend(self.names.iter().map(|it| (place(it.0.start), place(it.0.end))));
            found.sort_unstable();
        }
    }

    /// Whether a party is named by its own name.
    fn is_named(&self) -> bool {
        !self.names.is_empty()
    }
}

/// The runs of ASCII letters and digits that a word with others can show as: a letter may have lost
/// its accent, or stand for a capital that keeps its own.
pub(super) fn spellings(word: &str) -> impl Iterator<Item = String> {
    let plain: String = word.chars().map(|it| if it.is_ascii() { it } else { ' ' }).collect();
    [fold(word), plain].into_iter().flat_map(|word| {
        let parts = word.split(|it: char| !it.is_ascii_alphanumeric());
        parts.map(str::to_owned).collect::<Vec<_>>()
    })
}

/// Sets a bit; whether it was not set.
pub(super) fn set(row: &mut [u64], bit: u32) -> bool {
    let (at, bit) = (bit as usize / 64, 1 << (bit % 64));
    row.get_mut(at).is_some_and(|it| {
        let before = *it;
        *it |= bit;
        before != *it
    })
}

/// Whether a bit is set.
pub(super) fn has(row: &[u64], bit: u32) -> bool {
    row.get(bit as usize / 64).is_some_and(|it| it >> (bit % 64) & 1 == 1)
}

/// Whether a role noun that stands in for a name meets `need`.
pub(super) fn is_noun(language: Language, need: &Need) -> bool {
    nouns(language).iter().any(|noun| need.iter().any(|it| it.is_in(noun)))
}

/// Role nouns that the `%P%` macro of a language knows, to show in place of a party's own name.
pub(super) fn nouns(language: Language) -> &'static [&'static str] {
    match language {
        Language::Dutch => &["opdrachtgever", "opdrachtnemer", "leverancier", "aanbieder"],
        Language::English => &["customer", "supplier", "contractor", "consultant"],
    }
}
