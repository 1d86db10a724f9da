//! Finds the words of all rules in one pass over a document.
//!
//! Every distinct word of the document is looked at once: which needs ([`super::needs`]) of which
//! expressions does it meet? The pass over the text then only follows these numbers, sentence by
//! sentence; an expression runs, and is compiled, only in a sentence that has all its words in
//! the right order.

use super::expression::Expression;
use super::macros::{fold, fold_char};
use super::needs::{Need, Part};
use super::program::Found;
use super::{Fault, Rule};
use crate::analyze::{Facts, Speaker};
use crate::document::{Document, Sentence, Token, indices};
use crate::language::Language;
use crate::span::Span;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A sentence as expressions see it: ASCII, one byte a character, the contract's own party names
/// replaced by role nouns that `%P%` knows.
pub struct View<'a> {
    /// The text.
    pub bytes: Cow<'a, [u8]>,
    /// Document position of each byte, and of the end; empty when the bytes are the document's.
    at: Vec<u32>,
    base: u32,
}

impl View<'static> {
    /// `text` without a document, as expressions see it.
    pub fn of(text: &str) -> View<'static> {
        let bytes = text.chars().map(fold_char).collect();
        let at = text.char_indices().map(|it| it.0 as u32).chain([text.len() as u32]).collect();
        View { bytes: Cow::Owned(bytes), at, base: 0 }
    }
}

impl View<'_> {
    /// The span of the document that bytes `from..to` of the view show.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.at.get(from), self.at.get(to)) {
            (Some(&from), Some(&to)) => Span { start: from, end: to.max(from) },
            _ => Span::new(self.base as usize + from, self.base as usize + to),
        }
    }

    /// The byte of the view at which document position `at` is shown.
    pub fn position(&self, at: u32) -> usize {
        if self.at.is_empty() {
            (at.saturating_sub(self.base)) as usize
        } else {
            self.at.partition_point(|&it| it < at)
        }
    }
}

/// A place where an expression of a rule matches.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Index of the rule.
    pub rule: u32,
    /// The sentence it stands in.
    pub sentence: u32,
    /// The matched words (the group `here`, where the expression has one).
    pub span: Span,
    /// Named groups that took part.
    pub groups: Vec<(&'static str, Span)>,
}

#[derive(Debug)]
struct Pattern {
    rule: u32,
    expression: Expression,
    /// The words it can't do without, in order.
    needs: Vec<u32>,
}

/// An expression that drops hits, of one rule or of many.
#[derive(Debug)]
struct Guard {
    expression: Expression,
    /// As in [`Pattern`].
    needs: Vec<u32>,
}

/// All expressions of all rules in one language.
#[derive(Debug)]
pub struct Matcher {
    language: Language,
    patterns: Vec<Pattern>,
    /// Exactly a role noun of the `%P%` macro.
    roles: Expression,
    guards: Vec<Guard>,
    /// Per rule, what drops a finding: indices of guards.
    guarded_by: Vec<Vec<u32>>,
    /// Finds the parts of words that needs speak of.
    parts: Option<AhoCorasick>,
    /// Per run of letters: the needs it meets, and where in a word it must stand.
    meets: Vec<Vec<(u32, bool, bool)>>,
    /// How many needs there are.
    needs: usize,
    /// Rules whose expressions are wrong.
    pub faults: Vec<Fault>,
}

/// Which needs the words of a document meet.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// Per word a row of bits.
    bits: Vec<u64>,
    /// 64 bits each, a row.
    row: usize,
    /// The needs that the role nouns meet which stand in for names, as a row.
    by_name: Vec<u64>,
}

/// What the words of one document mean to a matcher, and where its parties are named.
#[derive(Debug, Default)]
pub struct Lookup {
    met: Met,
    /// Per word: the patterns to try in a sentence that has it, a stretch of `waiting`.
    ranges: Vec<(u32, u32)>,
    waiting: Vec<u32>,
    /// Patterns to try in a sentence that names a party by its own name.
    by_name: Vec<u32>,
    /// Patterns that need no word.
    always: Vec<u32>,
    /// Mentions of parties by names that no macro knows, in order, with the role noun to show.
    names: Vec<(Span, &'static str)>,
}

impl Matcher {
    /// The expressions of `rules` in `language`, for contracts where "we" is `speaker`.
    pub fn new(rules: &[Rule], language: Language, speaker: Speaker) -> Matcher {
        let mut made = Matcher {
            language,
            patterns: Vec::new(),
            roles: Expression::new("^%P%$", language, speaker),
            guards: Vec::new(),
            guarded_by: Vec::new(),
            parts: None,
            meets: Vec::new(),
            needs: 0,
            faults: Vec::new(),
        };
        let mut numbers = Numbers::default();
        let mut known: HashMap<&str, u32> = HashMap::new();
        for (index, rule) in rules.iter().enumerate() {
            let wording = rule.record.wording(language);
            let (find, unless) =
                wording.map_or((&[][..], &[][..]), |it| (&it.find[..], &it.unless[..]));
            for pattern in find {
                let expression = Expression::new(pattern, language, speaker);
                match expression.needs() {
                    Ok(needs) => {
                        let needs = numbers.of(needs);
                        made.patterns.push(Pattern { rule: index as u32, expression, needs });
                    }
                    Err(reason) => made.fault(rule, pattern, reason),
                }
            }
            let mut of_rule = Vec::with_capacity(unless.len());
            for pattern in unless {
                of_rule.push(*known.entry(pattern).or_insert_with(|| {
                    let expression = Expression::new(pattern, language, speaker);
                    // A wrong guard shows when it is first run, or in `weeflint test`.
                    let needs = numbers.of(expression.needs().unwrap_or_default());
                    made.guards.push(Guard { expression, needs });
                    made.guards.len() as u32 - 1
                }));
            }
            made.guarded_by.push(of_rule);
        }
        made.index(numbers);
        made
    }

    fn fault(&mut self, rule: &Rule, pattern: &str, reason: String) {
        self.faults.push(Fault {
            rule: rule.id.clone(),
            place: rule.place_of(pattern),
            document: None,
            reason: format!("expression `{}`: {reason}", shorten(pattern)),
        });
    }

    /// Prepares the search for word parts.
    fn index(&mut self, numbers: Numbers) {
        let mut needs: Vec<(Need, u32)> = numbers.known.into_iter().collect();
        needs.sort_unstable_by_key(|it| it.1);
        self.needs = needs.len();
        let mut letters: Vec<String> = Vec::new();
        let mut places: HashMap<String, usize, BuildHasherDefault<Mix>> = HashMap::default();
        for (need, number) in needs {
            for Part { letters: part, starts, ends } in need {
                let place = *places.entry(part).or_insert_with_key(|part| {
                    letters.push(part.clone());
                    self.meets.push(Vec::new());
                    letters.len() - 1
                });
                self.meets[place].push((number, starts, ends));
            }
        }
        // A contiguous NFA builds in a fraction of a DFA's time; it only sees each word once.
        self.parts =
            AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&letters).ok();
    }

    /// Looks at every distinct word of `doc`: which needs does it meet, and which patterns are to
    /// be tried where it stands? A pattern waits for the need that this document meets least.
    pub fn look_up(&self, doc: &Document, facts: &Facts) -> Lookup {
        let mut uses = vec![0u32; doc.words.len()];
        doc.tokens.iter().for_each(|it| uses[it.word as usize] += 1);
        let mut frequency = vec![0u32; self.needs];
        let names = self.unknown_names(facts);
        let met = Met::new(doc, self.language, self.needs, |word, number, meet| {
            let uses = number.map_or(names.len() as u32, |it| uses[it]);
            self.needs_met(word, &mut |need| {
                if meet(need) {
                    frequency[need as usize] += uses;
                }
            });
        });
        let mut waits = vec![Vec::new(); self.needs];
        let mut awaited = vec![0u64; met.row];
        let mut always = Vec::new();
        for (number, pattern) in self.patterns.iter().enumerate() {
            match pattern.needs.iter().min_by_key(|it| frequency[**it as usize]) {
                Some(&rarest) => {
                    waits[rarest as usize].push(number as u32);
                    awaited[rarest as usize / 64] |= 1 << (rarest % 64);
                }
                None => always.push(number as u32),
            }
        }
        let wake = |row: &[u64], waiting: &mut Vec<u32>| {
            for (at, (bits, awaited)) in row.iter().zip(&awaited).enumerate() {
                let mut bits = bits & awaited;
                while bits != 0 {
                    waiting.extend(&waits[64 * at + bits.trailing_zeros() as usize]);
                    bits &= bits - 1;
                }
            }
        };
        let mut ranges = Vec::with_capacity(doc.words.len());
        let mut waiting: Vec<u32> = Vec::new();
        for number in 0..doc.words.len() as u32 {
            let from = waiting.len() as u32;
            wake(met.of(number), &mut waiting);
            ranges.push((from, waiting.len() as u32));
        }
        let mut by_name = Vec::new();
        wake(&met.by_name, &mut by_name);
        Lookup { met, ranges, waiting, by_name, always, names }
    }

    /// Tells which needs the letters and digits of `word` meet, some more than once.
    fn needs_met(&self, word: &str, meet: &mut impl FnMut(u32)) {
        let Some(parts) = &self.parts else { return };
        for part in parts.find_overlapping_iter(word) {
            let (opens, closes) = (part.start() == 0, part.end() == word.len());
            for &(need, starts, ends) in &self.meets[part.pattern().as_usize()] {
                if (opens || !starts) && (closes || !ends) {
                    meet(need);
                }
            }
        }
    }

    /// Where parties are named by something else than a role noun of the `%P%` macro.
    fn unknown_names(&self, facts: &Facts) -> Vec<(Span, &'static str)> {
        let nouns = nouns(self.language);
        let mut names: Vec<(Span, &'static str)> = Vec::new();
        for (party, noun) in facts.parties.iter().zip(nouns.iter().cycle()) {
            let known =
                |name: &str| matches!(self.roles.search(fold(name).as_bytes(), 0), Ok(Some(_)));
            if party.aliases.iter().all(|it| known(it)) {
                continue;
            }
            names.extend(party.mentions.iter().map(|&it| (it, *noun)));
        }
        names.sort();
        names
    }

    /// All places in sentences `range` (indices) where an expression matches, by sentence, rule
    /// and place.
    pub fn scan(&self, doc: &Document, lookup: &Lookup, range: (u32, u32)) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut seen = vec![0u32; self.patterns.len()];
        let mut awake: Vec<u32> = Vec::new();
        for index in range.0..range.1 {
            let sentence = &doc.sentences[index as usize];
            if sentence.language != Some(self.language) {
                continue;
            }
            let tokens = doc.tokens_of(sentence);
            let named = !lookup.names_in(sentence.span).is_empty();
            let stamp = index + 1;
            awake.clear();
            awake.extend(&lookup.always);
            let by_words = tokens
                .iter()
                .flat_map(|it| &lookup.waiting[indices(lookup.ranges[it.word as usize])]);
            let by_names = lookup.by_name.iter().filter(|_| named);
            for &number in by_words.chain(by_names) {
                let before = std::mem::replace(&mut seen[number as usize], stamp);
                let pattern = &self.patterns[number as usize];
                if before != stamp && lookup.met.in_order(tokens, &pattern.needs, named) {
                    awake.push(number);
                }
            }
            if awake.is_empty() {
                continue;
            }
            awake.sort_unstable();
            let view = lookup.view(doc, sentence.span);
            let from = hits.len();
            for &number in &awake {
                let Pattern { rule, expression, .. } = &self.patterns[number as usize];
                // One that doesn't compile is a fault of its rule; `faults_met` reports it.
                take(*rule, index, &view, expression.matches(&view.bytes), &mut hits);
            }
            in_order(&mut hits[from..]);
        }
        hits
    }

    /// Whether a guard of `rule` holds in `sentence`, which `view` shows.
    ///
    /// # Errors
    /// When a guard can't be compiled.
    pub fn guarded(
        &self,
        rule: u32,
        (doc, lookup): (&Document, &Lookup),
        sentence: &Sentence,
        view: &View,
    ) -> Result<bool, String> {
        let tokens = doc.tokens_of(sentence);
        let named = !lookup.names_in(sentence.span).is_empty();
        for &guard in self.guarded_by.get(rule as usize).into_iter().flatten() {
            let guard = &self.guards[guard as usize];
            if lookup.met.in_order(tokens, &guard.needs, named)
                && guard.expression.search(&view.bytes, 0)?.is_some()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Faults of expressions that could not be compiled when they were needed.
    pub fn faults_met(&self, rules: &[Rule]) -> Vec<Fault> {
        let broken = |expression: &Expression| {
            expression.broken().map(|reason| (expression.pattern().to_owned(), reason.to_owned()))
        };
        let finds = self.patterns.iter().filter_map(|it| Some((it.rule, broken(&it.expression)?)));
        let guards = self.guarded_by.iter().enumerate().flat_map(|(rule, guards)| {
            let broken = move |it: &u32| broken(&self.guards[*it as usize].expression);
            guards.iter().filter_map(move |it| Some((rule as u32, broken(it)?)))
        });
        finds
            .chain(guards)
            .filter_map(|(rule, (source, reason))| {
                let rule = rules.get(rule as usize)?;
                Some(Fault {
                    rule: rule.id.clone(),
                    place: rule.file.clone(),
                    document: None,
                    reason: format!("expression `{}`: {}", shorten(&source), shorten(&reason)),
                })
            })
            .collect()
    }

    /// How many expressions there are, and how many of them need no certain word.
    pub fn size(&self) -> (usize, usize) {
        let always = self.patterns.iter().filter(|it| it.needs.is_empty());
        (self.patterns.len(), always.count())
    }
}

impl Met {
    /// Asks `tell` which of `count` needs each word of `doc` meets; of a role noun, which has no
    /// number in the document, too. What it is given says whether it hears of that for the first time.
    fn new(
        doc: &Document,
        language: Language,
        count: usize,
        mut tell: impl FnMut(&str, Option<usize>, &mut dyn FnMut(u32) -> bool),
    ) -> Met {
        let row = count.div_ceil(64);
        let mut bits = vec![0u64; row * doc.words.len()];
        for (number, word) in doc.words.iter().enumerate() {
            let row = &mut bits[number * row..(number + 1) * row];
            let meet = &mut |need| set(row, need);
            if word.is_ascii() {
                tell(word, Some(number), meet);
                continue;
            }
            // A letter may have lost its accent, or stand for a capital that keeps its own.
            let plain: String =
                word.chars().map(|it| if it.is_ascii() { it } else { ' ' }).collect();
            for word in [fold(word), plain] {
                let parts = word.split(|it: char| !it.is_ascii_alphanumeric());
                parts.for_each(|word| tell(word, Some(number), meet));
            }
        }
        let mut by_name = vec![0u64; row];
        for noun in nouns(language) {
            tell(noun, None, &mut |need| set(&mut by_name, need));
        }
        Met { bits, row, by_name }
    }

    fn of(&self, word: u32) -> &[u64] {
        let word = word as usize;
        &self.bits[word * self.row..(word + 1) * self.row]
    }

    /// Whether the words of a sentence meet `needs` one after another. Where a party is `named`
    /// by its own name, the place of its role noun is not looked at.
    fn in_order(&self, tokens: &[Token], needs: &[u32], named: bool) -> bool {
        let mut needs = needs.iter().filter(|&&it| !(named && has(&self.by_name, it)));
        let Some(mut next) = needs.next() else { return true };
        for token in tokens {
            let met = self.of(token.word);
            while has(met, *next) {
                match needs.next() {
                    Some(following) => next = following,
                    None => return true,
                }
            }
        }
        false
    }
}

/// Sets a bit; whether it was not set.
fn set(row: &mut [u64], bit: u32) -> bool {
    let (at, bit) = (bit as usize / 64, 1 << (bit % 64));
    row.get_mut(at).is_some_and(|it| {
        let before = *it;
        *it |= bit;
        before != *it
    })
}

/// In which sentences of a document an expression of a script can match.
pub(super) struct Trail<'a> {
    lookup: &'a Lookup,
    met: Met,
    needs: Vec<u32>,
}

impl<'a> Trail<'a> {
    /// The trail of an expression that needs `needs`, in order.
    pub(super) fn new(
        doc: &Document,
        lookup: &'a Lookup,
        language: Language,
        needs: &[Need],
    ) -> Trail<'a> {
        let met = Met::new(doc, language, needs.len(), |word, _, meet| {
            for (number, need) in needs.iter().enumerate() {
                if need.iter().any(|it| it.is_in(word)) {
                    meet(number as u32);
                }
            }
        });
        Trail { lookup, met, needs: (0..needs.len() as u32).collect() }
    }

    /// Whether it may match in `sentence`.
    pub(super) fn leads_to(&self, doc: &Document, sentence: &Sentence) -> bool {
        let named = !self.lookup.names_in(sentence.span).is_empty();
        self.met.in_order(doc.tokens_of(sentence), &self.needs, named)
    }
}

impl Lookup {
    /// The text of `span` (a sentence, or part of a block) as expressions see it.
    pub fn view<'a>(&self, doc: &'a Document, span: Span) -> View<'a> {
        view(doc, span, self.names_in(span))
    }

    fn names_in(&self, span: Span) -> &[(Span, &'static str)] {
        let from = self.names.partition_point(|it| it.0.start < span.start);
        let to = self.names.partition_point(|it| it.0.start < span.end);
        &self.names[from..to]
    }
}

/// Adds what an expression of `rule` found in a sentence.
fn take(
    rule: u32,
    sentence: u32,
    view: &View,
    found: impl Iterator<Item = Found>,
    hits: &mut Vec<Hit>,
) {
    for found in found {
        let mut span = trimmed(view, found.start, found.end);
        let mut groups = Vec::new();
        for (name, from, to) in Expression::groups(&found) {
            match name {
                "here" => span = trimmed(view, from, to),
                _ => groups.push((name, trimmed(view, from, to))),
            }
        }
        if !span.is_empty() {
            hits.push(Hit { rule, sentence, span, groups });
        }
    }
}

/// Puts the hits in one sentence in order of rule and place.
fn in_order(hits: &mut [Hit]) {
    hits.sort_by_key(|it| (it.rule, it.span.start, std::cmp::Reverse(it.span.end)));
}

fn has(row: &[u64], bit: u32) -> bool {
    row.get(bit as usize / 64).is_some_and(|it| it >> (bit % 64) & 1 == 1)
}

/// A number for each distinct need.
#[derive(Default)]
struct Numbers {
    known: HashMap<Need, u32, BuildHasherDefault<Mix>>,
}

/// Multiply and rotate: the needs of rules are no input that anyone could choose to collide.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

impl Numbers {
    fn of(&mut self, needs: Vec<Need>) -> Vec<u32> {
        let number = |need: Need| {
            let next = self.known.len() as u32;
            *self.known.entry(need).or_insert(next)
        };
        needs.into_iter().map(number).collect()
    }
}

/// Role nouns that the `%P%` macro of a language knows, to show in place of a party's own name.
fn nouns(language: Language) -> &'static [&'static str] {
    match language {
        Language::Dutch => &["opdrachtgever", "opdrachtnemer", "leverancier", "aanbieder"],
        Language::English => &["customer", "supplier", "contractor", "consultant"],
    }
}

fn view<'a>(doc: &'a Document, span: Span, names: &[(Span, &'static str)]) -> View<'a> {
    let text = &doc[span];
    if text.is_ascii() && names.is_empty() {
        return View { bytes: Cow::Borrowed(text.as_bytes()), at: Vec::new(), base: span.start };
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = Vec::with_capacity(text.len() + 1);
    let mut names = names.iter().peekable();
    let mut skip_to = span.start;
    for (offset, char) in text.char_indices() {
        let position = span.start + offset as u32;
        if position < skip_to {
            continue;
        }
        if let Some((mention, noun)) = names.next_if(|(it, _)| it.start <= position)
            && mention.start == position
            && mention.end <= span.end
        {
            bytes.extend(noun.bytes());
            at.extend(std::iter::repeat_n(position, noun.len()));
            skip_to = mention.end;
            continue;
        }
        bytes.push(fold_char(char));
        at.push(position);
    }
    at.push(span.end);
    View { bytes: Cow::Owned(bytes), at, base: span.start }
}

/// The span of `from..to` without spaces at its ends, which gaps like `%G%` leave.
fn trimmed(view: &View, mut from: usize, mut to: usize) -> Span {
    let blank = |it: usize| view.bytes.get(it).is_some_and(|it| *it == b' ');
    while from < to && blank(from) {
        from += 1;
    }
    while from < to && blank(to - 1) {
        to -= 1;
    }
    view.span(from, to)
}

/// `text` on one line of bearable length.
fn shorten(text: &str) -> String {
    let short: String = text.chars().take(120).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use crate::analyze::analyze;
    use crate::document::Document;
    use crate::language::Language;
    use crate::rule::{Hit, Rules};

    /// What the regex crate finds when every expression looks at every sentence.
    fn found_by_looking_everywhere(rules: &Rules, doc: &Document, language: Language) -> Vec<Hit> {
        let facts = analyze(doc);
        let matcher = rules.matcher(language, facts.speaker);
        let lookup = matcher.look_up(doc, &facts);
        let mut hits = Vec::new();
        for (index, sentence) in doc.sentences.iter().enumerate() {
            let view = lookup.view(doc, sentence.span);
            let from = hits.len();
            for pattern in &matcher.patterns {
                let found = pattern.expression.matches_slowly(&view.bytes).unwrap();
                super::take(pattern.rule, index as u32, &view, found, &mut hits);
            }
            super::in_order(&mut hits[from..]);
        }
        hits
    }

    #[test]
    fn what_is_left_asleep_would_not_have_matched() {
        let rules = Rules::builtin();
        for (name, language) in [
            ("nl-diensten-eenzijdig", Language::Dutch),
            ("nl-diensten-relationeel", Language::Dutch),
            ("en-outsourcing", Language::English),
        ] {
            let path = format!("{}/fixtures/{name}/contract.txt", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).unwrap();
            let doc = Document::from_paragraphs(&text, language);
            let facts = analyze(&doc);
            let matcher = rules.matcher(language, facts.speaker);
            let lookup = matcher.look_up(&doc, &facts);
            let hits = matcher.scan(&doc, &lookup, (0, doc.sentences.len() as u32));
            assert!(hits.len() > 30, "{name}: {} hits", hits.len());
            let slow = found_by_looking_everywhere(&rules, &doc, language);
            assert_eq!(format!("{hits:#?}"), format!("{slow:#?}"), "{name}");
        }
    }
}
