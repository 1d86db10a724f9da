//! Finds the words of all rules in one pass over a document.
//!
//! Every distinct word of the document is looked at once ([`super::lookup`]). The pass over the text
//! then only follows the rows of these words, sentence by sentence; an expression runs, and is
//! compiled, only in a sentence that has all its words in the right order, and only where one of
//! the words stands that it can start with.

use super::expression::Expression;
use super::guards::{Guard, Guards};
use super::known::{Known, KnownNeed};
use super::lookup::{Lookup, Met, Scene, Way, Words, nouns};
use super::macros::fold;
use super::needs::Need;
use super::program::Found;
use super::trie::Trie;
use super::view::View;
use super::{Fault, Rule};
use crate::analyze::{Facts, Speaker};
use crate::document::Document;
use crate::language::Language;
use crate::span::Span;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

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
    words: Words,
    /// The sign that each match starts with, where it is one that few sentences hold.
    sign: Option<u8>,
}

/// All expressions of all rules in one language.
#[derive(Debug)]
pub struct Matcher {
    language: Language,
    patterns: Vec<Pattern>,
    /// Exactly a role noun of the `%P%` macro.
    roles: Expression,
    /// Expressions that drop hits, each of one rule or of many.
    guards: Vec<Guard>,
    /// What drops hits of any rule.
    common: Guards,
    /// Per rule, what drops a finding: indices of guards.
    guarded_by: Vec<Vec<u32>>,
    /// The parts of words that needs speak of: those that a word starts with, and the others.
    heads: Trie,
    parts: Trie,
    /// How many needs there are.
    needs: usize,
    /// Rules whose expressions are wrong.
    pub faults: Vec<Fault>,
}

impl Matcher {
    /// The expressions of `rules` in `language`, for contracts where "we" is `speaker`.
    pub fn new(rules: &[Rule], language: Language, speaker: Speaker) -> Matcher {
        let mut numbers = Numbers::default();
        let common = Guards::new(language, |it| numbers.of(it).unwrap_or_default());
        let mut made = Matcher {
            language,
            patterns: Vec::new(),
            roles: Expression::new("^%P%$", language, speaker),
            guards: Vec::new(),
            common,
            guarded_by: Vec::new(),
            heads: Trie::default(),
            parts: Trie::default(),
            needs: 0,
            faults: Vec::new(),
        };
        let mut known: HashMap<&str, u32> = HashMap::new();
        for (index, rule) in rules.iter().enumerate() {
            let wording = rule.record.wording(language);
            let (find, unless) =
                wording.map_or((&[][..], &[][..]), |it| (&it.find[..], &it.unless[..]));
            for pattern in find {
                let expression = Expression::new(pattern, language, speaker);
                match numbers.of(&expression) {
                    Ok(words) => {
                        let sign = expression.sign();
                        made.patterns.push(Pattern { rule: index as u32, expression, words, sign });
                    }
                    Err(reason) => made.fault(rule, pattern, reason),
                }
            }
            let mut of_rule = Vec::with_capacity(unless.len());
            for pattern in unless {
                of_rule.push(*known.entry(pattern).or_insert_with(|| {
                    let expression = Expression::new(pattern, language, speaker);
                    // A wrong guard shows when it is first run, or in `weeflint test`.
                    let words = numbers.of(&expression).unwrap_or_default();
                    made.guards.push(Guard { expression, words });
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
        self.needs = numbers.needs.len();
        let (mut heads, mut parts) = (Vec::new(), Vec::new());
        for (need, number) in numbers.needs.iter().zip(0..) {
            let mut add = |letters, starts, ends| match starts {
                true => heads.push((letters, number, ends)),
                false => parts.push((letters, number, ends)),
            };
            match need {
                OneOf::Known(need) => need.letters().for_each(|it| add(it.0, it.1, it.2)),
                OneOf::Other(need) => {
                    need.iter().for_each(|it| add(&it.letters, it.starts, it.ends));
                }
            }
        }
        (self.heads, self.parts) = (Trie::new(heads), Trie::new(parts));
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
        let mut awaited = vec![0u64; met.by_name().len()];
        let mut always = Vec::new();
        for (number, pattern) in self.patterns.iter().enumerate() {
            let rarest =
                |it: &Way| it.needs.iter().copied().min_by_key(|it| frequency[*it as usize]);
            for rarest in pattern.words.ways().iter().filter_map(rarest) {
                waits[rarest as usize].push(number as u32);
                awaited[rarest as usize / 64] |= 1 << (rarest % 64);
            }
            if pattern.words.ways().is_empty() {
                always.push(number as u32);
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
        let mut ranges = Vec::with_capacity(met.rows());
        let mut waiting: Vec<u32> = Vec::new();
        for row in 0..met.rows() as u32 {
            let from = waiting.len() as u32;
            wake(met.row(row), &mut waiting);
            ranges.push((from, waiting.len() as u32));
        }
        let mut by_name = Vec::new();
        wake(met.by_name(), &mut by_name);
        Lookup { met, ranges, waiting, by_name, always, names }
    }

    /// Tells which needs the letters and digits of `word` meet, some more than once.
    fn needs_met(&self, word: &str, meet: &mut impl FnMut(u32)) {
        let word = word.as_bytes();
        self.heads.parts_at(word, 0, meet);
        (0..word.len()).for_each(|at| self.parts.parts_at(word, at, meet));
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

    /// Goes through sentences `range` (indices) and tells `take` of each in which an expression
    /// matches, with the places by rule and place.
    pub fn scan(
        &self,
        doc: &Document,
        lookup: &Lookup,
        range: (u32, u32),
        mut take: impl FnMut(&[Hit], &Scene),
    ) {
        let mut scene = Scene::empty(doc, lookup);
        let mut seen = vec![0u32; self.patterns.len()];
        let mut awake: Vec<u32> = Vec::new();
        let mut openings = Vec::new();
        let mut hits = Vec::new();
        for index in range.0..range.1 {
            let sentence = &doc.sentences[index as usize];
            if sentence.language != Some(self.language) {
                continue;
            }
            scene.turn_to(sentence);
            let stamp = index + 1;
            awake.clear();
            awake.extend(&lookup.always);
            for number in scene.woken() {
                let before = std::mem::replace(&mut seen[number as usize], stamp);
                let Pattern { words, sign, .. } = &self.patterns[number as usize];
                // "Name" and "date" are common words; "[name]" is not.
                let has_sign = || sign.is_none_or(|it| scene.view().bytes.contains(&it));
                if before != stamp && has_sign() && words.are_in(&scene) {
                    awake.push(number);
                }
            }
            awake.sort_unstable();
            hits.clear();
            for &number in &awake {
                let Pattern { rule, expression, words, .. } = &self.patterns[number as usize];
                let starts = words.starts(&scene, &mut openings);
                // One that doesn't compile is a fault of its rule; `faults_met` reports it.
                let found = expression.matches_at(&scene.view().bytes, starts);
                add(*rule, index, scene.view(), found, &mut hits);
            }
            if !hits.is_empty() {
                in_order(&mut hits);
                take(&hits, &scene);
            }
        }
    }

    /// Whether a guard of `rule` holds in a sentence.
    ///
    /// # Errors
    /// When a guard can't be compiled.
    pub fn guarded(&self, rule: u32, scene: &Scene) -> Result<bool, String> {
        for &guard in self.guarded_by.get(rule as usize).into_iter().flatten() {
            if self.guards[guard as usize].holds(scene)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the words of a sentence hold for both parties.
    pub fn is_mutual(&self, scene: &Scene) -> bool {
        self.common.is_mutual(scene)
    }

    /// Whether a sentence gives a word a meaning.
    pub fn defines(&self, scene: &Scene) -> bool {
        self.common.define(scene)
    }

    /// The statutes that a sentence cites.
    pub fn statutes(&self, scene: &Scene) -> Vec<Span> {
        self.common.statutes(scene)
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
        let always = self.patterns.iter().filter(|it| it.words.ways().is_empty());
        (self.patterns.len(), always.count())
    }
}

/// Adds what an expression of `rule` found in a sentence.
fn add(
    rule: u32,
    sentence: u32,
    view: &View,
    found: impl Iterator<Item = Found>,
    hits: &mut Vec<Hit>,
) {
    for found in found {
        let mut span = view.trimmed(found.start, found.end);
        let mut groups = Vec::new();
        for (name, from, to) in Expression::groups(&found) {
            match name {
                "here" => span = view.trimmed(from, to),
                _ => groups.push((name, view.trimmed(from, to))),
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

/// A number for each distinct need.
#[derive(Default)]
struct Numbers {
    needs: Vec<OneOf>,
    /// By number among those of the built-in rules.
    known: Vec<Option<u32>>,
    /// The numbers of others.
    others: HashMap<Need, u32, BuildHasherDefault<Mix>>,
}

/// Parts of which a word must meet one.
enum OneOf {
    Known(KnownNeed),
    Other(Need),
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
    /// The words that `expression` looks for.
    fn of(&mut self, expression: &Expression) -> Result<Words, String> {
        if let Some(known) = expression.known() {
            let at_start = |it| known.need(it).letters().all(|part| part.1);
            return Ok(Words::new(known.ways().map(|way| {
                let opener = way.opener.map(|it| (self.known(known, it), at_start(it)));
                Way::new(opener, way.words().map(|it| self.known(known, it)))
            })));
        }
        let mut needs = expression.needs()?;
        let ways = std::mem::take(&mut needs.ways);
        let ways = if ways.is_empty() { vec![needs] } else { ways };
        let at_start = |it: &Need| it.iter().all(|part| part.starts);
        Ok(Words::new(ways.into_iter().map(|way| {
            let opener = way.opener.map(|it| (at_start(&it), self.other(it)));
            let opener = opener.map(|(at_start, need)| (need, at_start));
            Way::new(opener, way.words.into_iter().map(|it| self.other(it)))
        })))
    }

    fn known(&mut self, known: Known, number: u16) -> u32 {
        let at = usize::from(number);
        if self.known.len() <= at {
            self.known.resize(at + 1, None);
        }
        *self.known[at].get_or_insert_with(|| {
            self.needs.push(OneOf::Known(known.need(number)));
            self.needs.len() as u32 - 1
        })
    }

    fn other(&mut self, need: Need) -> u32 {
        let Numbers { needs, others, .. } = self;
        *others.entry(need).or_insert_with_key(|need| {
            needs.push(OneOf::Other(need.clone()));
            needs.len() as u32 - 1
        })
    }
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
                super::add(pattern.rule, index as u32, &view, found, &mut hits);
            }
            super::in_order(&mut hits[from..]);
        }
        hits
    }

    #[test]
    fn what_is_left_asleep_would_not_have_matched() {
        let rules = Rules::builtin();
        for (name, language, doc) in crate::rule::tests::contracts() {
            let facts = analyze(&doc);
            let matcher = rules.matcher(language, facts.speaker);
            let lookup = matcher.look_up(&doc, &facts);
            let mut hits = Vec::new();
            let all = (0, doc.sentences.len() as u32);
            matcher.scan(&doc, &lookup, all, |found, _| hits.extend_from_slice(found));
            assert!(hits.len() > 30, "{name}: {} hits", hits.len());
            let slow = found_by_looking_everywhere(&rules, &doc, language);
            assert_eq!(format!("{hits:#?}"), format!("{slow:#?}"), "{name}");
        }
    }
}
