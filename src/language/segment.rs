//! Where sentences end and what the words are, in legal Dutch and English.
//!
//! A stop is a candidate. What stands before it (a word, an abbreviation, an initial, a list
//! marker) and what comes after it (a capital, a small letter, a number, a bracket) decide.

mod abbreviation;

use super::Language;
use super::seek::{run_end, seek_near};
use super::tables::After;
use crate::span::Span;
use abbreviation::abbreviation;

/// The sentences of one block, as spans of it without the spaces around them.
///
/// ```
/// let text = "Acme B.V. levert conform art. 6:248 lid 2 BW. De klant betaalt binnen 14 dagen.";
/// let cuts = weeflint::language::sentences(text, Some(weeflint::language::Language::Dutch));
/// assert_eq!(&text[cuts[0].range()], "Acme B.V. levert conform art. 6:248 lid 2 BW.");
/// ```
pub fn sentences(block: &str, language: Option<Language>) -> Vec<Span> {
    let mut found = Vec::new();
    each_sentence(block, language, |it| found.push(it));
    found
}

/// Gives the sentences of one block to `found`, in order.
pub(crate) fn each_sentence(block: &str, language: Option<Language>, mut found: impl FnMut(Span)) {
    let bytes = block.as_bytes();
    let mut start = skip_spaces(block, 0);
    let mut at = start;
    loop {
        at = seek_near(bytes, at, may_end);
        if at == bytes.len() {
            break;
        }
        let Some(stop) = Stop::at(block, start, at) else {
            at += 1;
            continue;
        };
        at = stop.end;
        if stop.ends_sentence(block, language) {
            found(Span::new(start, stop.end));
            start = stop.next;
            at = start;
        }
    }
    let end = block.trim_end().len();
    if start < end {
        found(Span::new(start, end));
    }
}

/// The words of a sentence: runs of letters and digits.
pub fn words(sentence: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = run_end(sentence, at, false);
        let start = at;
        at = run_end(sentence, at, true);
        (start < at).then(|| Span::new(start, at))
    })
}

/// Whether a sentence may end at this byte; `0xE2` opens the single-character ellipsis.
fn may_end(byte: u8) -> bool {
    // Compared one by one, so that many bytes are compared at once.
    (byte == b'.') | (byte == b'?') | (byte == b'!') | (byte == b';') | (byte == 0xE2)
}

/// A run of stops with the quotes and brackets that close after it.
struct Stop {
    /// Where the sentence starts that it may end.
    sentence: usize,
    /// Where the run starts.
    at: usize,
    /// Past the run.
    run: usize,
    /// Past the closing quotes and brackets.
    end: usize,
    /// Where the next word or mark starts.
    next: usize,
}

impl Stop {
    fn at(block: &str, sentence: usize, at: usize) -> Option<Stop> {
        match block.as_bytes().get(at..)? {
            // Most are one stop before a space.
            [b'.' | b'?' | b'!' | b';', b' ', ..] => {
                let end = at + 1;
                return Some(Stop { sentence, at, run: end, end, next: skip_spaces(block, end) });
            }
            // A quote or a dash.
            [0xE2, second, third, ..] if (*second, *third) != (0x80, 0xA6) => return None,
            _ => {}
        }
        let run = at
            + block[at..]
                .char_indices()
                .find(|(_, it)| !matches!(it, '.' | '?' | '!' | '…' | ';'))
                .map_or(block.len() - at, |(len, _)| len);
        if run == at {
            return None;
        }
        let end = run
            + block[run..]
                .char_indices()
                .find(|(_, it)| !matches!(it, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}'))
                .map_or(block.len() - run, |(len, _)| len);
        // The mark of a note stands behind the stop: `month.[2] The`.
        let end = end + note_mark(&block[end..]);
        // A straight quote may as well open what follows: `betaalt. "Dienst" betekent`.
        Some(Stop { sentence, at, run, end, next: skip_spaces(block, end) })
    }

    fn ends_sentence(&self, block: &str, language: Option<Language>) -> bool {
        let after = &block[self.next..];
        if after.is_empty() {
            return true;
        }
        let run = &block[self.at..self.run];
        if self.next == self.end {
            return run == "." && self.end == self.run && is_glued(block, self.at, after);
        }
        if run.starts_with(';') {
            return is_marker_after_semicolon(after);
        }
        let next = Next::of(after);
        if run.contains(['?', '!']) {
            return next.starts != Starts::Small;
        }
        let before = &block[self.sentence..self.at];
        if run != "." {
            // A row of dots is a blank to fill in; three dots end a sentence like one.
            let dots = run.chars().filter(|it| *it == '.').count();
            return dots < 4 && !before.ends_with(' ') && next.starts == Starts::Capital;
        }
        let word = last_word(before);
        if is_label_of_sentence(before, word) {
            return false;
        }
        match abbreviation(word, before, language) {
            Some(After::Same) => return false,
            Some(After::New) => {
                let fits = next.starts == Starts::Capital && !next.bracket || next.marker;
                return fits;
            }
            Some(After::Opener) => return next.is_opener(language) && !next.bracket || next.marker,
            Some(After::Number) if next.is_number() => return false,
            Some(After::Number) | None => {}
        }
        match next.starts {
            Starts::Capital | Starts::Symbol => true,
            Starts::Digit => next.marker || !is_small_number(word),
            Starts::Small => next.marker || next.quote,
        }
    }
}

/// Length of the mark of a note right after a stop: `[2]`, `²`.
fn note_mark(after: &str) -> usize {
    let superscript =
        after.chars().take_while(|it| matches!(it, '¹' | '²' | '³' | '⁴'..='⁹' | '⁰'));
    let len: usize = superscript.map(char::len_utf8).sum();
    if len > 0 || !after.starts_with('[') {
        return len;
    }
    match after.find(']') {
        Some(at @ 2..=4) if after[1..at].bytes().all(|it| it.is_ascii_digit()) => at + 1,
        _ => 0,
    }
}

/// What comes after a stop.
struct Next<'a> {
    word: &'a str,
    starts: Starts,
    /// It opens with a bracket.
    bracket: bool,
    /// It opens with a double quote.
    quote: bool,
    /// It is a list marker: `2.`, `(b)`, `c)`.
    marker: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Starts {
    Capital,
    Small,
    Digit,
    Symbol,
}

impl Next<'_> {
    fn of(after: &str) -> Next<'_> {
        let open =
            |it: char| matches!(it, '(' | '[' | '{' | '"' | '“' | '„' | '‘' | '\'' | '«' | '’');
        let inner = after.trim_start_matches(open);
        let opening = &after[..after.len() - inner.len()];
        let len = inner.find(|it: char| !it.is_alphanumeric()).unwrap_or(inner.len());
        let mut word = &inner[..len];
        // `'s Avonds`, `'t Huis`: the capital comes after the clipped word.
        if matches!(word, "s" | "t" | "n") && opening.ends_with(['\'', '’', '‘']) {
            let rest = inner[len..].trim_start();
            if rest.starts_with(char::is_uppercase) {
                word = &rest[..rest.find(|it: char| !it.is_alphanumeric()).unwrap_or(rest.len())];
            }
        }
        let starts = match word.chars().next() {
            Some(first) if first.is_uppercase() => Starts::Capital,
            Some(first) if first.is_numeric() => Starts::Digit,
            Some(_) => Starts::Small,
            None => Starts::Symbol,
        };
        Next {
            word,
            starts,
            bracket: opening.contains(['(', '[', '{']),
            quote: opening.contains(['"', '“', '„', '«']),
            marker: is_marker(after),
        }
    }

    fn is_opener(&self, language: Option<Language>) -> bool {
        if self.starts != Starts::Capital {
            return false;
        }
        let word = self.word.to_lowercase();
        languages(language).any(|it| it.tables().openers.contains(word.as_str()))
    }

    /// A number in digits, in Roman numerals, or a blank for one.
    fn is_number(&self) -> bool {
        matches!(self.starts, Starts::Digit | Starts::Symbol)
            || self.word.chars().all(|it| matches!(it, 'I' | 'V' | 'X' | 'L' | 'C'))
            || self.word.len() == 1
    }
}

/// The languages whose tables apply; both where the language is not known.
fn languages(language: Option<Language>) -> impl Iterator<Item = Language> {
    Language::ALL.into_iter().filter(move |it| language.is_none_or(|known| known == *it))
}

fn skip_spaces(block: &str, at: usize) -> usize {
    block.len() - block[at..].trim_start().len()
}

/// The word right before a stop, with the stops inside it: `B.V` of `(Acme B.V`.
fn last_word(before: &str) -> &str {
    let from = before
        .char_indices()
        .rev()
        .find(|(_, it)| it.is_whitespace() || is_break_in_word(*it))
        .map_or(0, |(at, char)| at + char.len_utf8());
    &before[from..]
}

/// Marks that part an abbreviation from what it is glued to: `(art`, `en/of art`, `niet-excl`.
fn is_break_in_word(char: char) -> bool {
    matches!(
        char,
        '(' | '[' | '{' | '"' | '“' | '„' | '‘' | '«' | '/' | '–' | '—' | ':' | ',' | '>'
    )
}

/// Whether all that the sentence has so far is its number: `1.`, `IV.`, `a.`, `Artikel 4.`
fn is_label_of_sentence(before: &str, word: &str) -> bool {
    let gap = &before[..before.len() - word.len()];
    let lead = gap.trim_end();
    let number = is_number(word);
    // The first item of a list in running text: `de ondergetekenden: 1. de koper; en 2. …`.
    let joined = [" en", " of", " and", " or"].iter().find_map(|it| lead.strip_suffix(it));
    let item = gap.ends_with(' ')
        && word.len() <= 3
        && (lead.ends_with([':', ';']) || joined.is_some_and(|it| it.ends_with([';', ','])));
    if lead.is_empty() || item {
        return number;
    }
    number && Language::ALL.into_iter().any(|it| it.tables().numbered.has(lead))
}

/// `12`, `7.2`, `a`, `IV`: what a list counts with.
fn is_number(word: &str) -> bool {
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_alphanumeric) && letters.next().is_none();
    single
        || word.len() <= 12
            && !word.is_empty()
            && word.bytes().all(|it| it.is_ascii_digit() || it == b'.')
        || word.len() <= 6 && !word.is_empty() && word.bytes().all(|it| b"IVXLC".contains(&it))
        || word.len() <= 6 && !word.is_empty() && word.bytes().all(|it| b"ivxl".contains(&it))
}

/// A day, a lid, a rank: a stop between it and another number is no end.
fn is_small_number(word: &str) -> bool {
    word.len() <= 2 && !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit())
}

/// A marker of a list in running text: `2. `, `2) `, `b. `, `(b) `, `(iii) `, `• `.
fn is_marker(after: &str) -> bool {
    // Most sentences start with a word that has a capital.
    if matches!(after.as_bytes(), [b'A'..=b'Z', b'a'..=b'z', ..]) {
        return false;
    }
    if is_bullet(after) {
        return true;
    }
    let (inner, bracket) = match after.strip_prefix('(') {
        Some(inner) => (inner, true),
        None => (after, false),
    };
    let len =
        inner.find(|it: char| !it.is_ascii_alphanumeric() && it != '.').unwrap_or(inner.len());
    let (label, rest) = inner.split_at(len);
    let closed = rest.starts_with(')');
    let dotted = label.ends_with('.');
    let label = label.trim_end_matches('.');
    let rest = rest.strip_prefix(')').unwrap_or(rest);
    let counts = is_number(label)
        && (label.len() < 4
            || label.contains('.')
            || !label.starts_with(|it: char| it.is_ascii_digit()));
    // A capital with a stop is an initial: `J. de Vries`.
    let initial = dotted && !bracket && label.starts_with(|it: char| it.is_ascii_uppercase());
    counts && !initial && rest.starts_with(' ') && if bracket { closed } else { closed || dotted }
}

fn is_bullet(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(
        chars.next(),
        Some('•' | '●' | '▪' | '○' | '‣' | '◦' | '·' | '-' | '–' | '*' | '\u{f0b7}')
    ) && chars.next() == Some(' ')
}

/// After a semicolon an item in brackets goes on in the sentence; one on a line of its own, whose
/// line end was lost, starts a new one.
fn is_marker_after_semicolon(after: &str) -> bool {
    !after.starts_with('(') && !after.starts_with(['–', '-']) && is_marker(after)
}

/// A stop without a space after it, between a word and a sentence: `overeenkomst.De koper`.
fn is_glued(block: &str, at: usize, after: &str) -> bool {
    let mut next = after.chars();
    let capital = next.next().is_some_and(char::is_uppercase)
        && next.next().is_some_and(|it| it.is_lowercase() || it == ' ');
    if !capital {
        return false;
    }
    let word = last_word(&block[..at]);
    let ends_word = word.len() > 3 && word.chars().skip(1).all(char::is_lowercase);
    let token = after.split(' ').next().unwrap_or(after);
    let plain = token.trim_end_matches(['.', ',']).chars().all(char::is_alphabetic);
    ends_word && (plain || !token.contains(['.', '@', '/', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &str, language: Language) {
        let mut wrong = Vec::new();
        for case in cases.lines().filter(|it| !it.starts_with('#') && !it.is_empty()) {
            let text = case.replace(" | ", " ").replace("|", "");
            let want: Vec<&str> = case.split('|').map(str::trim).collect();
            let cut = |language| -> Vec<&str> {
                sentences(&text, language).into_iter().map(|it| &text[it.range()]).collect()
            };
            let got = cut(Some(language));
            if got != want {
                wrong.push(format!("want {want:?}\n got {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn dutch_sentences() {
        check(include_str!("nl/sentences.txt"), Language::Dutch);
    }

    #[test]
    fn english_sentences() {
        check(include_str!("en/sentences.txt"), Language::English);
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let text = "Eén euro's-korting: € 1.250,- (naïef) 7.2";
        let got: Vec<&str> = words(text).map(|it| &text[it.range()]).collect();
        assert_eq!(got, ["Eén", "euro", "s", "korting", "1", "250", "naïef", "7", "2"]);
        assert_eq!(words("").count() + words(" …–").count(), 0);
    }

    #[test]
    fn nothing_is_lost_between_sentences() {
        for text in ["", " ", ".", "...", "a. b. c.", "De koper. ", "€.€ é?É", "). (x"] {
            let cuts = sentences(text, None);
            let kept: usize =
                cuts.iter().map(|it| text[it.range()].split_whitespace().count()).sum();
            assert_eq!(kept, text.split_whitespace().count(), "{text:?}");
            assert!(cuts.windows(2).all(|it| it[0].end <= it[1].start));
        }
    }
}
