//! The part of regex syntax that rules are written in, as a tree.
//!
//! Literals, classes, groups, alternatives, repetition, `\b ^ $`, and a stand-in for each macro.
//! What lies outside it (look at Unicode classes, flags other than `-i`) is left to the regex
//! crate, which then runs the expression as it is and says what is wrong with it.

use super::macros::MACRO;

/// ASCII characters, a bit each. Sentences are ASCII when they are matched.
pub(super) type Set = u128;

/// Letters, digits and `_`: what `\w` matches and `\b` looks at.
pub(super) const WORD: Set = range(b'a', b'z') | range(b'A', b'Z') | range(b'0', b'9') | 1 << b'_';
/// What `\d` matches.
pub(super) const DIGIT: Set = range(b'0', b'9');
/// What `\s` matches.
const SPACE: Set = range(b'\t', b'\r') | 1 << b' ';

/// Most bytes that an expression may grow to when its repetitions are written out.
const MOST_REPEATED: u32 = 1_000;

const fn range(from: u8, to: u8) -> Set {
    let mut set = 0;
    let mut at = from;
    while at <= to {
        set |= 1 << at;
        at += 1;
    }
    set
}

/// Whether `set` holds `byte`.
#[inline]
pub(super) fn holds(set: Set, byte: u8) -> bool {
    let half = if byte < 64 { set as u64 } else { (set >> 64) as u64 };
    byte < 128 && half >> (byte & 63) & 1 == 1
}

/// An expression, or part of one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Nothing.
    Empty,
    /// These bytes, in lower case; either case matches.
    Literal(Vec<u8>),
    /// One character of a set.
    Class(Set),
    /// A place between two characters.
    Assert(Assert),
    /// The macro with this number.
    Macro(usize),
    /// All, one after another.
    Concat(Vec<Node>),
    /// The first that leads to a match.
    Either(Vec<Node>),
    /// Again and again, as often as can be where it is greedy.
    Repeat {
        /// What.
        node: Box<Node>,
        /// How often at least.
        min: u32,
        /// How often at most.
        max: Option<u32>,
        /// Whether more is tried before less.
        greedy: bool,
    },
    /// A group with a name.
    Named(String, Box<Node>),
}

/// A place between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assert {
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`
    Boundary,
    /// `\B`
    Inside,
}

/// The tree of `pattern`; none when it is not in the plain part of the syntax.
pub(super) fn parse(pattern: &str) -> Option<Node> {
    let mut parser = Parser { rest: pattern, exact: false, depth: 0, names: Vec::new() };
    let node = parser.either()?;
    parser.rest.is_empty().then_some(node)
}

struct Parser<'a> {
    rest: &'a str,
    /// Whether case matters, inside `(?-i:…)`.
    exact: bool,
    depth: u32,
    names: Vec<&'a str>,
}

impl<'a> Parser<'a> {
    fn take(&mut self) -> Option<char> {
        let char = self.rest.chars().next()?;
        self.rest = &self.rest[char.len_utf8()..];
        Some(char)
    }

    fn skip(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn either(&mut self) -> Option<Node> {
        let mut branches = vec![self.concat()?];
        while self.skip("|") {
            branches.push(self.concat()?);
        }
        if branches.len() == 1 { branches.pop() } else { Some(Node::Either(branches)) }
    }

    fn concat(&mut self) -> Option<Node> {
        let mut parts: Vec<Node> = Vec::new();
        // Whether the last part is a literal that may grow.
        let mut grows = false;
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            if let Some(plain) = self.plain() {
                match parts.last_mut() {
                    Some(Node::Literal(before)) if grows => before.extend(plain),
                    _ => parts.push(Node::Literal(plain)),
                }
                grows = true;
                continue;
            }
            let atom = self.atom()?;
            let (atom, repeated) = self.repeated(atom)?;
            match (parts.last_mut(), atom) {
                (Some(Node::Literal(before)), Node::Literal(more)) if grows && !repeated => {
                    before.extend(more);
                }
                (_, atom) => {
                    grows = !repeated && matches!(atom, Node::Literal(_));
                    parts.push(atom);
                }
            }
        }
        match parts.len() {
            0 => Some(Node::Empty),
            1 => parts.pop(),
            _ => Some(Node::Concat(parts)),
        }
    }

    /// The letters, digits and spaces that come next, but not one that is repeated.
    fn plain(&mut self) -> Option<Vec<u8>> {
        let is_plain = |it: u8| it.is_ascii_alphanumeric() || b" ,:;'-".contains(&it);
        let bytes = self.rest.as_bytes();
        let mut length = bytes.iter().position(|&it| !is_plain(it)).unwrap_or(bytes.len());
        if bytes.get(length).is_some_and(|it| b"?*+{".contains(it)) {
            length = length.saturating_sub(1);
        }
        if length == 0 || self.exact {
            return None;
        }
        let (plain, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(plain.as_bytes().to_ascii_lowercase())
    }

    fn atom(&mut self) -> Option<Node> {
        Some(match self.take()? {
            '(' => return self.group(),
            '[' => Node::Class(self.class()?),
            '.' => Node::Class(!(1 << b'\n')),
            '^' => Node::Assert(Assert::Start),
            '$' => Node::Assert(Assert::End),
            '\\' => match self.take()? {
                'b' if !self.rest.starts_with('{') => Node::Assert(Assert::Boundary),
                'B' => Node::Assert(Assert::Inside),
                char => match kind(char) {
                    Some(set) => Node::Class(set),
                    None => self.literal(escaped(char)?),
                },
            },
            '*' | '+' | '?' | '{' => return None,
            char if char >= MACRO => Node::Macro((char as usize).checked_sub(MACRO as usize)?),
            char => self.literal(u8::try_from(char).ok().filter(u8::is_ascii)?),
        })
    }

    fn literal(&self, byte: u8) -> Node {
        if self.exact && byte.is_ascii_alphabetic() {
            return Node::Class(1 << byte);
        }
        Node::Literal(vec![byte.to_ascii_lowercase()])
    }

    fn group(&mut self) -> Option<Node> {
        let before = self.exact;
        let mut name = None;
        if self.skip("?-i:") {
            self.exact = true;
        } else if self.skip("?i:") {
            self.exact = false;
        } else if self.skip("?P<") || self.skip("?<") {
            let (found, rest) = self.rest.split_once('>')?;
            let plain = found.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
            let digit = found.starts_with(|it: char| it.is_ascii_digit());
            if found.is_empty() || !plain || digit || self.names.contains(&found) {
                return None;
            }
            self.names.push(found);
            name = Some(found);
            self.rest = rest;
        } else if !self.skip("?:") && self.rest.starts_with('?') {
            return None;
        }
        self.depth += 1;
        // The regex crate gives up somewhere beyond; no rule comes near.
        if self.depth > 50 {
            return None;
        }
        let node = self.either()?;
        self.depth -= 1;
        if !self.skip(")") {
            return None;
        }
        self.exact = before;
        Some(match name {
            Some(name) => Node::Named(name.to_owned(), Box::new(node)),
            None => node,
        })
    }

    /// `node` with the repetition that follows it, and whether one did.
    fn repeated(&mut self, node: Node) -> Option<(Node, bool)> {
        let (min, max) = match self.rest.as_bytes().first() {
            Some(b'?') => (0, Some(1)),
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'{') => {
                let (inside, _) = self.rest[1..].split_once('}')?;
                let (min, max) = match inside.split_once(',') {
                    None => (inside.parse().ok()?, Some(inside.parse().ok()?)),
                    Some((min, "")) => (min.parse().ok()?, None),
                    Some((min, max)) => (min.parse().ok()?, Some(max.parse().ok()?)),
                };
                self.rest = &self.rest[inside.len() + 1..];
                (min, max)
            }
            _ => return Some((node, false)),
        };
        self.rest = &self.rest[1..];
        let greedy = !self.skip("?");
        let doubled = self.rest.starts_with(['?', '*', '+', '{']);
        let asserts = matches!(node, Node::Assert(_) | Node::Empty);
        if doubled || asserts || max.is_some_and(|it| it < min || it > MOST_REPEATED) {
            return None;
        }
        Some((Node::Repeat { node: Box::new(node), min, max, greedy }, true))
    }

    fn class(&mut self) -> Option<Set> {
        let negated = self.skip("^");
        let mut set: Set = 0;
        let mut first = true;
        loop {
            let from = match self.take()? {
                ']' if !first => break,
                // Nested classes, set operations and a bracket at the start are rare.
                '[' | ']' => return None,
                '&' | '~' if self.rest.starts_with(['&', '~']) => return None,
                '\\' => {
                    let char = self.take()?;
                    if let Some(all) = kind(char) {
                        set |= all;
                        first = false;
                        continue;
                    }
                    escaped(char)?
                }
                char => u8::try_from(char).ok().filter(u8::is_ascii)?,
            };
            let alone = !self.rest.starts_with('-') || self.rest.starts_with("-]");
            let to = if alone {
                from
            } else {
                self.skip("-");
                match self.take()? {
                    '[' | '-' | ']' => return None,
                    '\\' => escaped(self.take()?)?,
                    char => u8::try_from(char).ok().filter(u8::is_ascii)?,
                }
            };
            if to < from {
                return None;
            }
            set |= range(from, to);
            first = false;
        }
        if !self.exact {
            let lower = set & range(b'a', b'z');
            let upper = set & range(b'A', b'Z');
            set |= lower >> 32 | upper << 32;
        }
        Some(if negated { !set } else { set })
    }
}

/// The set that `\w` and its like stand for.
fn kind(char: char) -> Option<Set> {
    Some(match char {
        'w' => WORD,
        'W' => !WORD,
        'd' => DIGIT,
        'D' => !DIGIT,
        's' => SPACE,
        'S' => !SPACE,
        _ => return None,
    })
}

/// The character that a backslash before `char` stands for.
fn escaped(char: char) -> Option<u8> {
    match char {
        't' => Some(b'\t'),
        'n' => Some(b'\n'),
        _ => u8::try_from(char)
            .ok()
            .filter(u8::is_ascii_punctuation)
            .filter(|it| !b"<>".contains(it)),
    }
}
