//! Which words an expression can't do without, in the order in which they must come.
//!
//! From `\b(?:te allen tijde|op elk moment)\b<60>\bopzeg\w*` follows: the word `allen` or
//! `moment` must be in the sentence, and a word that starts with `opzeg` after it (or be it). A
//! matcher that knows the words of a sentence then leaves the expression asleep nearly always.

use super::macros::Macros;
use super::syntax::{Assert, DIGIT, Node, Set, WORD, holds};
use std::borrow::Cow;

/// Any one of these must be met by a word of the sentence.
pub(super) type Need = Vec<Part>;

/// Letters in a row, lower-case, and where in a word they must stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Part {
    /// The letters and digits.
    pub(super) letters: Cow<'static, str>,
    /// Whether the word starts with them.
    pub(super) starts: bool,
    /// Whether the word ends with them.
    pub(super) ends: bool,
}

impl Part {
    /// Whether `word`, in lower case, meets it.
    pub(super) fn is_in(&self, word: &str) -> bool {
        let letters = &*self.letters;
        let (first, last) = (letters.bytes().next(), letters.bytes().next_back());
        if self.starts && word.bytes().next() != first
            || self.ends && word.bytes().next_back() != last
            || word.len() < letters.len()
        {
            return false;
        }
        match (self.starts, self.ends) {
            (true, true) => word == letters,
            (true, false) => word.starts_with(letters),
            (false, true) => word.ends_with(letters),
            (false, false) => word.contains(letters),
        }
    }
}

/// Words so common in contracts that needing one tells little.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "aan", "als", "and", "any", "are", "bij", "but", "dat", "der", "des", "die", "dit", "door",
    "een", "for", "from", "geen", "has", "heb", "heeft", "het", "hun", "its", "kan", "may", "met",
    "mag", "naar", "niet", "not", "ook", "opdracht", "other", "over", "overeenkomst", "partij",
    "partijen", "part", "parties", "party", "agreement", "services", "service", "shall", "such",
    "that", "the", "their", "then", "this", "all", "tot", "uit", "van", "ver", "voor", "was",
    "which", "will", "with", "word", "worden", "wordt", "zal", "zijn", "zullen", "contract",
    "klant", "client", "customer", "supplier", "company", "gebruik", "use", "have", "been",
    "under", "each", "must", "can", "who", "upon", "moet", "dient", "deze", "binnen", "days",
    "dagen",
];

/// Most needs that are looked at; more would hardly keep an expression asleep any longer.
const MOST: usize = 8;

/// The words that an expression looks for.
#[derive(Debug, Default, Clone)]
pub(super) struct Needs {
    /// Those it can't do without, in order; none when it needs no certain word.
    pub(super) words: Vec<Need>,
    /// Those that a match can start with, where each match starts with, or in, such a word.
    pub(super) opener: Option<Need>,
    /// Where one of several ways to match begins with a word like any other ("on behalf of" beside
    /// "obtain"): what each of them looks for, since the others are then rare.
    pub(super) ways: Vec<Needs>,
}

impl Needs {
    /// Those of `node`.
    pub(super) fn of(node: &Node, macros: &Macros) -> Needs {
        Needs { ways: ways(node, macros), ..Needs::of_all(node, macros) }
    }

    /// Those of all ways to match together.
    fn of_all(node: &Node, macros: &Macros) -> Needs {
        let mut opener = Need::new();
        let opens = opening(node, macros, (false, false), &mut opener) == Some(Opening::Word);
        opener.sort();
        opener.dedup();
        Needs { words: needs(node, macros), opener: opens.then_some(opener), ways: Vec::new() }
    }

    /// Whether it begins with a word like any other, where another word of it tells more.
    fn opens_commonly(&self) -> bool {
        self.opener.as_ref().is_none_or(|it| rarity(it) <= COMMONLY)
            && self.words.iter().any(|it| rarity(it) > COMMONLY)
    }
}

/// How rare a word like any other is.
const COMMONLY: i64 = 2;

/// Most ways to match that are told apart.
const MOST_WAYS: usize = 12;

/// What each way to match `node` looks for; none where it pays to look at all ways as one.
fn ways(node: &Node, macros: &Macros) -> Vec<Needs> {
    let parts = match node {
        Node::Concat(parts) => &parts[..],
        node => std::slice::from_ref(node),
    };
    let Some(at) = parts.iter().position(|it| !matches!(it, Node::Assert(_))) else {
        return Vec::new();
    };
    let Some(branches) = branches(&parts[at]) else { return Vec::new() };
    let through = |branches: Vec<Node>| {
        let (before, after) = (parts[..at].iter().cloned(), parts[at + 1..].iter().cloned());
        // Of a single branch all words are known, of a choice only the rarest of each.
        let middle = match <[Node; 1]>::try_from(branches) {
            Ok([branch]) => branch,
            Err(branches) => Node::Either(branches),
        };
        let whole = before.chain([middle]).chain(after).collect();
        Needs::of_all(&Node::Concat(whole), macros)
    };
    let (mut ways, mut others) = (Vec::new(), Vec::new());
    for branch in branches {
        let needs = through(vec![branch.clone()]);
        match needs.opens_commonly() {
            true => ways.push(needs),
            false => others.push(branch.clone()),
        }
    }
    if !others.is_empty() {
        ways.push(through(others));
    }
    let tell_little = ways.iter().any(|it| it.words.is_empty() && it.opener.is_none());
    if tell_little || !(2..=MOST_WAYS).contains(&ways.len()) { Vec::new() } else { ways }
}

/// The branches that `node` is a choice between.
fn branches(node: &Node) -> Option<&[Node]> {
    match node {
        Node::Either(branches) => Some(branches),
        Node::Named(_, node) => branches(node),
        _ => None,
    }
}

/// What `node` needs, in order; none when it needs no certain word.
pub(super) fn needs(node: &Node, macros: &Macros) -> Vec<Need> {
    let mut found = Vec::new();
    collect(node, macros, (false, false), &mut found);
    while found.len() > MOST {
        let commonest = (0..found.len()).min_by_key(|&it| rarity(&found[it])).unwrap_or(0);
        found.remove(commonest);
    }
    found
}

/// How rarely a need is met: long parts are rarer than short ones, one is rarer than many.
fn rarity(need: &Need) -> i64 {
    let of = |part: &Part| {
        let whole = part.starts && part.ends;
        let loose = if whole { 0 } else { 5 };
        match part.letters.len().min(12) as i64 {
            _ if COMMON.contains(&&*part.letters) => 1,
            0..=2 => 2,
            length => 10 * length - loose,
        }
    };
    let worst = need.iter().map(of).min().unwrap_or(0);
    worst - 2 * need.len() as i64
}

/// Adds the needs of `node`, given whether a word can't go on before and after it.
fn collect(node: &Node, macros: &Macros, (before, after): (bool, bool), found: &mut Vec<Need>) {
    match node {
        Node::Literal(bytes) => parts(bytes, (before, after), found),
        Node::Macro(number) => found.extend(macros.needs(*number).iter().cloned()),
        Node::Named(_, node) => collect(node, macros, (before, after), found),
        Node::Repeat { node, min, max, .. } if *min > 0 => {
            let once = *max == Some(1);
            collect(node, macros, (before && once, after && once), found);
        }
        Node::Concat(nodes) => {
            let mut opens = vec![after; nodes.len()];
            for at in (1..nodes.len()).rev() {
                opens[at - 1] = is_edge(&nodes[at], macros, opens[at], Side::Before);
            }
            let mut before = before;
            for (node, after) in nodes.iter().zip(opens) {
                collect(node, macros, (before, after), found);
                before = is_edge(node, macros, before, Side::After);
            }
        }
        Node::Either(branches) => {
            let mut any = Need::new();
            for branch in branches {
                let mut needs = Vec::new();
                collect(branch, macros, (before, after), &mut needs);
                match needs.into_iter().max_by_key(rarity) {
                    Some(best) => any.extend(best),
                    None => return,
                }
            }
            any.sort();
            any.dedup();
            found.push(any);
        }
        Node::Empty | Node::Class(_) | Node::Assert(_) | Node::Repeat { .. } => {}
    }
}

/// How a part of an expression begins.
#[derive(Clone, Copy, PartialEq)]
enum Opening {
    /// With a word.
    Word,
    /// With a word or with nothing, and then what follows begins.
    Perhaps,
    /// With nothing, where a word starts.
    Bound,
}

/// Adds the words that `node` can begin with, given whether a word can't go on before and after
/// it; none when it can begin with something else.
fn opening(
    node: &Node,
    macros: &Macros,
    (before, after): (bool, bool),
    found: &mut Need,
) -> Option<Opening> {
    match node {
        Node::Literal(bytes) => {
            let rest = bytes.iter().position(|it| !it.is_ascii_alphanumeric());
            let ends = after || rest.is_some();
            let letters = &bytes[..rest.unwrap_or(bytes.len())];
            // Nearly every word holds some letter.
            if letters.is_empty() || letters.len() == 1 && !(before && ends) {
                return None;
            }
            let letters = Cow::Owned(String::from_utf8_lossy(letters).into_owned());
            found.push(Part { letters, starts: before, ends });
            Some(Opening::Word)
        }
        // Few words hold a digit; letters are left to the bytes.
        Node::Class(set) if *set & !DIGIT == 0 => {
            let digits = (b'0'..=b'9').filter(|it| holds(*set, *it));
            let part = |it: u8| Part {
                letters: Cow::Owned(char::from(it).into()),
                starts: before,
                ends: false,
            };
            found.extend(digits.map(part));
            Some(Opening::Word)
        }
        Node::Macro(number) => opening(macros.node(*number)?, macros, (before, after), found),
        Node::Named(_, node) => opening(node, macros, (before, after), found),
        Node::Repeat { node, min, max, .. } => {
            let after = after && *max == Some(1);
            let opens = opening(node, macros, (before, after), found)?;
            Some(if *min > 0 { opens } else { Opening::Perhaps })
        }
        Node::Concat(nodes) => {
            // The first part or two tell; what stands far behind them is hardly ever looked at.
            let edge_behind = |at: usize| {
                let edge = |node: &Node, other| is_edge(node, macros, other, Side::Before);
                let behind = &nodes[at + 1..];
                let decides = behind.iter().find(|it| edge(it, true) == edge(it, false));
                decides.map_or(after, |it| edge(it, false))
            };
            let mut bound = before;
            for (at, node) in nodes.iter().enumerate() {
                let after = edge_behind(at);
                match opening(node, macros, (bound, after), found)? {
                    Opening::Word => return Some(Opening::Word),
                    Opening::Perhaps => {}
                    Opening::Bound => bound = true,
                }
            }
            Some(if bound && !before { Opening::Bound } else { Opening::Perhaps })
        }
        Node::Either(branches) => {
            let mut all = Opening::Word;
            for branch in branches {
                if opening(branch, macros, (before, after), found)? != Opening::Word {
                    all = Opening::Perhaps;
                }
            }
            Some(all)
        }
        Node::Assert(Assert::Boundary | Assert::Start) => Some(Opening::Bound),
        Node::Empty => Some(Opening::Perhaps),
        Node::Class(_) | Node::Assert(_) => None,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Before,
    After,
}

/// Whether no word goes on at this side of `node`, given whether none does at its other side.
fn is_edge(node: &Node, macros: &Macros, other: bool, side: Side) -> bool {
    let edge = |node: &Node, other: bool| is_edge(node, macros, other, side);
    const LETTER: Set = WORD & !(1 << b'_');
    match node {
        Node::Empty => other,
        Node::Literal(bytes) => {
            let last = if side == Side::After { bytes.last() } else { bytes.first() };
            last.is_some_and(|&it| !holds(LETTER, it))
        }
        Node::Class(set) => set & LETTER == 0,
        Node::Assert(assert) => *assert != Assert::Inside,
        Node::Macro(number) => macros.node(*number).is_some_and(|it| edge(it, false)),
        Node::Named(_, node) => edge(node, other),
        Node::Concat(nodes) => match side {
            Side::After => nodes.iter().fold(other, |other, it| edge(it, other)),
            Side::Before => nodes.iter().rev().fold(other, |other, it| edge(it, other)),
        },
        Node::Either(branches) => branches.iter().all(|it| edge(it, other)),
        Node::Repeat { node, min, max, .. } => {
            let once = *max == Some(1);
            edge(node, other && once) && (*min > 0 || other)
        }
    }
}

/// The runs of letters and digits in `literal`, each a need of its own.
fn parts(literal: &[u8], (before, after): (bool, bool), found: &mut Vec<Need>) {
    let mut from = 0;
    while let Some(skip) = literal[from..].iter().position(u8::is_ascii_alphanumeric) {
        let start = from + skip;
        let rest = &literal[start..];
        let length = rest.iter().position(|it| !it.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let starts = start > 0 || before;
        let ends = start + length < literal.len() || after;
        from = start + length;
        // A letter that may stand anywhere tells nothing.
        if length > 1 || starts && ends {
            let letters = Cow::Owned(String::from_utf8_lossy(&rest[..length]).into_owned());
            found.push(vec![Part { letters, starts, ends }]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Speaker;
    use crate::language::Language;
    use crate::rule::macros::macros_of;
    use crate::rule::syntax::parse;

    /// `-` stands where a word may go on.
    fn shown(pattern: &str) -> String {
        of(pattern).words.iter().map(need).collect::<Vec<_>>().join(" ")
    }

    fn ways(pattern: &str) -> Vec<String> {
        let words = |it: &Needs| it.words.iter().map(need).collect::<Vec<_>>().join(" ");
        of(pattern).ways.iter().map(words).collect()
    }

    fn opener(pattern: &str) -> String {
        of(pattern).opener.as_ref().map_or("anything".to_owned(), need)
    }

    fn of(pattern: &str) -> Needs {
        Needs::of(&parse(pattern).unwrap(), macros_of(Language::Dutch, Speaker::Together))
    }

    fn need(need: &Need) -> String {
        let part = |it: &Part| {
            let (before, after) =
                (if it.starts { "" } else { "-" }, if it.ends { "" } else { "-" });
            format!("{before}{}{after}", it.letters)
        };
        need.iter().map(part).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_words_that_must_be_there_in_order() {
        assert_eq!(shown(r"naar eigen (?:inzicht|goeddunken)\b"), "-naar eigen goeddunken|inzicht");
        assert_eq!(
            shown(r"\w*kosten\b[^.;]{0,60}\b(?:geheel|volledig)"),
            "-kosten geheel-|volledig-"
        );
        assert_eq!(shown(r"\bdiensten?\b"), "dienste-");
        assert_eq!(shown(r"\b(?:a|b)? mag (?:x|boete)\b"), "mag boete|x");
        assert_eq!(shown(r"\w+ (?:\d+|mag)"), "");
    }

    #[test]
    fn ways_that_begin_with_a_common_word_are_told_apart() {
        assert_eq!(
            ways(r"\b(?:mitsdien|in rechte|op straffe van|alsdan)\b"),
            ["in rechte", "op straffe van", "alsdan|mitsdien"]
        );
        assert_eq!(ways(r"\b(?:[a-z]+ boete|schade \d)"), ["boete-", "schade"]);
        assert!(ways(r"\b(?:mitsdien|alsdan)\b").is_empty());
        assert!(ways(r"\bin (?:rechte|zake)\b").is_empty());
        assert!(ways(r"\b(?:op straffe|\w+)\b").is_empty());
    }

    #[test]
    fn a_word_ends_only_where_it_must() {
        assert_eq!(shown(r"\b(?:be|ver)koop\b"), "be-|ver- -koop");
        assert_eq!(shown(r"\b(?:de )?kosten (?:van )?\w"), "kosten");
        assert_eq!(shown(r"\bde-?kosten"), "de- -kosten-");
        assert_eq!(shown(r"(?:^|\W)recht$"), "recht");
    }

    #[test]
    fn the_word_that_a_match_starts_with() {
        assert_eq!(opener(r"naar eigen inzicht"), "-naar");
        assert_eq!(opener(r"\b(?:indien|in het geval|mits\b)"), "in|indien-|mits");
        assert_eq!(opener(r"\b(?:de )?kosten van"), "de|kosten");
        assert_eq!(opener(r"(?P<party>\b(?:de )?(?:huur|koop)der) mag"), "de|huur-|koop-");
        assert_eq!(opener(r"\b[12] (?:dag|weken)"), "1-|2-");
    }

    #[test]
    fn a_match_that_may_start_with_anything_has_no_opener() {
        for pattern in
            [r"\w+ kosten", r"\(kosten", r"(?:[^ ]+ )?kosten", r"a?", r"(?:x|, )y", r"s kosten"]
        {
            assert_eq!(opener(pattern), "anything", "{pattern}");
        }
    }
}
