//! Finds the words of all rules in one pass over a document.
//!
//! Every distinct word of the document is looked at once: which needs ([`super::needs`]) of which
//! expressions does it meet? The pass over the text then only follows these numbers, sentence by
//! sentence; an expression runs, and is compiled, only in a sentence that has all its words.

use super::expression::Expression;
use super::macros::{fold, fold_char, needs_of};
use super::needs::Need;
use super::{Fault, Rule};
use crate::analyze::{Facts, Speaker};
use crate::document::{Document, indices};
use crate::language::Language;
use crate::span::Span;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex_automata::Input;
use std::borrow::Cow;
use std::collections::HashMap;

/// A sentence as expressions see it: ASCII, one byte a character, the contract's own party names
/// replaced by role nouns that `%P%` knows.
pub struct View<'a> {
    /// The text.
    pub bytes: Cow<'a, [u8]>,
    /// Document position of each byte, and of the end; empty when the bytes are the document's.
    at: Vec<u32>,
    base: u32,
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
    /// Needs beside the one it waits for.
    also: Vec<u32>,
}

/// All expressions of all rules in one language.
#[derive(Debug)]
pub struct Matcher {
    language: Language,
    speaker: Speaker,
    patterns: Vec<Pattern>,
    /// Exactly a role noun of the `%P%` macro.
    roles: Expression,
    /// Per rule, what drops a finding.
    guards: Vec<Vec<Expression>>,
    /// Per need: the patterns that wait for it.
    waiting: Vec<Vec<u32>>,
    /// Patterns that need no word.
    always: Vec<u32>,
    /// Finds the parts of words that needs speak of.
    parts: Option<AhoCorasick>,
    /// Per part: the needs it meets.
    meets: Vec<Vec<u32>>,
    /// Rules whose expressions are wrong.
    pub faults: Vec<Fault>,
}

/// What the words of one document mean to a matcher, and where its parties are named.
#[derive(Debug, Default)]
pub struct Lookup {
    ranges: Vec<(u32, u32)>,
    needs: Vec<u32>,
    /// Mentions of parties by names that no macro knows, in order, with the role noun to show.
    names: Vec<(Span, &'static str)>,
    name_needs: Vec<u32>,
}

impl Matcher {
    /// The expressions of `rules` in `language`, for contracts where "we" is `speaker`.
    pub fn new(rules: &[Rule], language: Language, speaker: Speaker) -> Matcher {
        let mut made = Matcher {
            language,
            speaker,
            patterns: Vec::new(),
            roles: Expression::new("^%P%$", language, speaker),
            guards: Vec::new(),
            waiting: Vec::new(),
            always: Vec::new(),
            parts: None,
            meets: Vec::new(),
            faults: Vec::new(),
        };
        let mut numbers: HashMap<Need, u32> = HashMap::new();
        for (index, rule) in rules.iter().enumerate() {
            let wording = rule.record.wording(language);
            let (find, unless) =
                wording.map_or((&[][..], &[][..]), |it| (&it.find[..], &it.unless[..]));
            for pattern in find {
                if let Err(reason) = made.add(index as u32, pattern, &mut numbers) {
                    made.fault(rule, pattern, reason);
                }
            }
            // What is wrong with a guard shows when it is first needed, or in `weeflint test`.
            let guards = unless.iter().map(|it| Expression::new(it, language, speaker)).collect();
            made.guards.push(guards);
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

    fn add(
        &mut self,
        rule: u32,
        pattern: &str,
        numbers: &mut HashMap<Need, u32>,
    ) -> Result<(), String> {
        let expression = Expression::new(pattern, self.language, self.speaker);
        let mut wanted = needs_of(pattern, self.language, self.speaker)?.into_iter().map(|need| {
            let next = numbers.len() as u32;
            *numbers.entry(need).or_insert(next)
        });
        let number = self.patterns.len() as u32;
        match wanted.next() {
            None => self.always.push(number),
            Some(first) => {
                let also: Vec<u32> = wanted.collect();
                self.waiting.resize_with(numbers.len().max(self.waiting.len()), Vec::new);
                self.waiting[first as usize].push(number);
                self.patterns.push(Pattern { rule, expression, also });
                return Ok(());
            }
        }
        self.patterns.push(Pattern { rule, expression, also: Vec::new() });
        Ok(())
    }

    /// Prepares the search for word parts.
    fn index(&mut self, numbers: HashMap<Need, u32>) {
        self.waiting.resize_with(numbers.len(), Vec::new);
        let mut parts: Vec<(String, u32)> = numbers
            .into_iter()
            .flat_map(|(need, number)| need.into_iter().map(move |part| (part, number)))
            .collect();
        parts.sort();
        let mut names: Vec<String> = Vec::new();
        for (part, number) in parts {
            if names.last() != Some(&part) {
                names.push(part);
                self.meets.push(Vec::new());
            }
            if let Some(meets) = self.meets.last_mut() {
                meets.push(number);
            }
        }
        // A contiguous NFA builds in a fraction of a DFA's time; it only sees each word once.
        self.parts =
            AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&names).ok();
    }

    /// Looks at every distinct word of `doc`.
    pub fn look_up(&self, doc: &Document, facts: &Facts) -> Lookup {
        let mut ranges = Vec::with_capacity(doc.words.len());
        let mut found = Vec::new();
        for word in doc.words.iter() {
            let from = found.len() as u32;
            if word.is_ascii() {
                self.needs_met(word, &mut found);
            } else {
                self.needs_met(&fold(word), &mut found);
            }
            ranges.push((from, found.len() as u32));
        }
        let names = self.unknown_names(facts);
        let mut name_needs = Vec::new();
        for noun in nouns(self.language) {
            self.needs_met(noun, &mut name_needs);
        }
        Lookup { ranges, needs: found, names, name_needs }
    }

    fn needs_met(&self, word: &str, found: &mut Vec<u32>) {
        let Some(parts) = &self.parts else { return };
        let from = found.len();
        for part in parts.find_overlapping_iter(word) {
            found.extend(&self.meets[part.pattern().as_usize()]);
        }
        if found.len() > from + 1 {
            found[from..].sort_unstable();
            let mut kept = from + 1;
            for next in from + 1..found.len() {
                if found[next] != found[kept - 1] {
                    found[kept] = found[next];
                    kept += 1;
                }
            }
            found.truncate(kept);
        }
    }

    /// Where parties are named by something else than a role noun of the `%P%` macro.
    fn unknown_names(&self, facts: &Facts) -> Vec<(Span, &'static str)> {
        let Ok(roles) = self.roles.regex() else { return Vec::new() };
        let nouns = nouns(self.language);
        let mut names: Vec<(Span, &'static str)> = Vec::new();
        for (party, noun) in facts.parties.iter().zip(nouns.iter().cycle()) {
            let known = |name: &str| roles.is_match(fold(name).as_bytes());
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
        let mut seen = vec![0u32; self.waiting.len()];
        let (mut met, mut awake): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for index in range.0..range.1 {
            let sentence = &doc.sentences[index as usize];
            if sentence.language != Some(self.language) {
                continue;
            }
            let stamp = index + 1;
            met.clear();
            let mut meet = |need: u32| {
                if seen[need as usize] != stamp {
                    seen[need as usize] = stamp;
                    met.push(need);
                }
            };
            for token in doc.tokens_of(sentence) {
                let range = lookup.ranges[token.word as usize];
                lookup.needs[indices(range)].iter().for_each(|&it| meet(it));
            }
            if !lookup.names_in(sentence.span).is_empty() {
                lookup.name_needs.iter().for_each(|&it| meet(it));
            }
            awake.clear();
            awake.extend(&self.always);
            for &need in &met {
                awake.extend(self.waiting[need as usize].iter().filter(|&&pattern| {
                    let also = &self.patterns[pattern as usize].also;
                    also.iter().all(|&it| seen[it as usize] == stamp)
                }));
            }
            if awake.is_empty() {
                continue;
            }
            awake.sort_unstable();
            let view = lookup.view(doc, sentence.span);
            let from = hits.len();
            for &number in &awake {
                self.run(&self.patterns[number as usize], index, &view, &mut hits);
            }
            hits[from..].sort_by_key(|it| (it.rule, it.span.start, std::cmp::Reverse(it.span.end)));
        }
        hits
    }

    fn run(&self, pattern: &Pattern, sentence: u32, view: &View, hits: &mut Vec<Hit>) {
        // An expression that doesn't compile is a fault of its rule; `faults_met` reports it.
        let Ok(regex) = pattern.expression.regex() else { return };
        let names = pattern.expression.groups();
        let mut found = regex.create_captures();
        let mut from = 0;
        while from <= view.bytes.len() {
            let input = Input::new(&*view.bytes).range(from..);
            // Most expressions that are awake don't match; the bounds alone are told fastest.
            let Some(all) = regex.search_half(&input).and_then(|_| {
                regex.search_captures(&input, &mut found);
                found.get_match()
            }) else {
                break;
            };
            let here = names.here.and_then(|it| found.get_group(it)).unwrap_or(all.span());
            let named = names.named.iter();
            let groups = named
                .filter_map(|&(name, number)| {
                    let it = found.get_group(number)?;
                    Some((name, trimmed(view, it.start, it.end)))
                })
                .collect();
            let span = trimmed(view, here.start, here.end);
            if !span.is_empty() {
                hits.push(Hit { rule: pattern.rule, sentence, span, groups });
            }
            from = all.end().max(all.start() + 1);
        }
    }

    /// Whether a guard of `rule` holds in `view`.
    ///
    /// # Errors
    /// When a guard can't be compiled.
    pub fn guarded(&self, rule: u32, view: &View) -> Result<bool, String> {
        for guard in self.guards.get(rule as usize).into_iter().flatten() {
            if guard.regex()?.is_match(&*view.bytes) {
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
        let guards = self.guards.iter().enumerate().flat_map(|(rule, guards)| {
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
        (self.patterns.len(), self.always.len())
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
