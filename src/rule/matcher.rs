//! Finds the words of all rules in one pass over a document.
//!
//! Every distinct word of the document is looked at once: which needs ([`super::needs`]) of which
//! expressions does it meet? The pass over the text then only follows these numbers, sentence by
//! sentence; an expression runs, and is compiled, only in a sentence that has all its words.

use super::macros::{expand, fold, fold_char};
use super::needs::{Need, needs};
use super::{Fault, Rule};
use crate::analyze::{Facts, Speaker};
use crate::document::{Document, indices};
use crate::language::Language;
use crate::span::Span;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::bytes::{Captures, Regex, RegexBuilder};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// An expression that is compiled when it is first needed.
#[derive(Debug)]
pub struct Expression {
    source: String,
    compiled: OnceLock<Result<Regex, String>>,
}

impl Expression {
    /// `pattern`, with its macros, for one language and speaker.
    ///
    /// # Errors
    /// Names an unknown macro.
    pub fn new(pattern: &str, language: Language, speaker: Speaker) -> Result<Expression, String> {
        Ok(Expression { source: expand(pattern, language, speaker)?, compiled: OnceLock::new() })
    }

    /// An expression without macros, the same in every language.
    pub fn plain(pattern: &str) -> Expression {
        Expression { source: fold(pattern), compiled: OnceLock::new() }
    }

    /// Whether it matches in `view`; one that is broken matches nowhere.
    pub fn is_in(&self, view: &View) -> bool {
        self.regex().is_ok_and(|it| it.is_match(&view.bytes))
    }

    /// Whether one of its matches in `view` holds all of `span`.
    pub fn encloses(&self, view: &View, span: Span) -> bool {
        let Ok(regex) = self.regex() else { return false };
        let mut found = regex.find_iter(&view.bytes);
        found.any(|it| view.span(it.start(), it.end()).contains(span))
    }

    /// The compiled expression.
    ///
    /// # Errors
    /// When the expression is none, or is larger than any sensible one.
    pub fn regex(&self) -> Result<&Regex, String> {
        let compiled = self.compiled.get_or_init(|| {
            // Views are ASCII, so Unicode tables would only cost; a megabyte holds any rule.
            RegexBuilder::new(&self.source)
                .case_insensitive(true)
                .unicode(false)
                .size_limit(1 << 20)
                .build()
                .map_err(|wrong| wrong.to_string().replace('\n', " "))
        });
        compiled.as_ref().map_err(Clone::clone)
    }
}

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

/// The named groups that rules may use. A closed list keeps hits small and typos visible.
pub const GROUPS: [&str; 8] =
    ["party", "other_party", "party2", "party3", "subject", "term", "amount", "number"];

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
            let mut guards = Vec::new();
            for pattern in unless {
                match Expression::new(pattern, language, speaker).and_then(|it| {
                    needs(&it.source)?;
                    Ok(it)
                }) {
                    Ok(expression) => guards.push(expression),
                    Err(reason) => made.fault(rule, pattern, reason),
                }
            }
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
        let expression = Expression::new(pattern, self.language, self.speaker)?;
        let mut wanted = needs(&expression.source)?.into_iter().map(|need| {
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
        let Ok(roles) = Expression::new("^%P%$", self.language, self.speaker) else {
            return Vec::new();
        };
        let Ok(roles) = roles.regex() else { return Vec::new() };
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
        let mut from = 0;
        while let Some(found) = regex.captures_at(&view.bytes, from) {
            let Some(all) = found.get(0) else { break };
            let here = found.name("here").unwrap_or(all);
            let groups = if regex.captures_len() > 1 { groups(&found, view) } else { Vec::new() };
            let span = trimmed(view, here.start(), here.end());
            if !span.is_empty() {
                hits.push(Hit { rule: pattern.rule, sentence, span, groups });
            }
            from = all.end().max(all.start() + 1);
            if from > view.bytes.len() {
                break;
            }
        }
    }

    /// Whether a guard of `rule` holds in `view`.
    ///
    /// # Errors
    /// When a guard can't be compiled.
    pub fn guarded(&self, rule: u32, view: &View) -> Result<bool, String> {
        for guard in self.guards.get(rule as usize).into_iter().flatten() {
            if guard.regex()?.is_match(&view.bytes) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Faults of expressions that could not be compiled when they were needed.
    pub fn faults_met(&self, rules: &[Rule]) -> Vec<Fault> {
        let broken = |expression: &Expression| match expression.compiled.get() {
            Some(Err(reason)) => Some((expression.source.clone(), reason.clone())),
            _ => None,
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

fn groups(found: &Captures, view: &View) -> Vec<(&'static str, Span)> {
    let named = GROUPS.iter().filter_map(|&name| Some((name, found.name(name)?)));
    named.map(|(name, it)| (name, trimmed(view, it.start(), it.end()))).collect()
}

/// `text` on one line of bearable length.
fn shorten(text: &str) -> String {
    let short: String = text.chars().take(120).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
