//! Which language each block is in. Long blocks are told by their words, short ones follow.
//!
//! Small words (het, niet; the, shall) tell most blocks at once; the statistics of letters are
//! asked where those don't decide. A language that is not judged needs small words of its own
//! before it is believed: a Dutch list of names looks German to statistics.

use super::tables::OTHERS;
use super::{Language, WordList, words};
use crate::span::Span;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The languages of a document's blocks.
pub struct Detected {
    /// The language of most of the words that were told.
    pub main: Option<Language>,
    /// Per block: its language, or none when it is in a language that is not judged.
    pub blocks: Vec<Option<Language>>,
    /// Other languages by name, with the number of their words, most words first.
    pub others: Vec<(String, u32)>,
}

/// Bytes from which a block can be told by itself.
const LONG: usize = 80;

/// Bytes of a block that are looked at; more doesn't change the outcome.
const SAMPLE: usize = 600;

/// What was found about one block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Known(Language),
    Other(&'static str),
    Unsure,
}

/// Tells the language of each of `blocks` in `text`, given all its words, both in order; `of` gives
/// the place of a word and its [`marks`].
pub fn detect_blocks<Word>(
    text: &str,
    blocks: impl Iterator<Item = Span>,
    words: &[Word],
    of: impl Fn(&Word) -> (Span, Marks),
) -> Detected {
    let mut next = 0;
    let mut told = Vec::new();
    let mut bytes = [0, 0];
    let mut others: BTreeMap<&str, u32> = BTreeMap::new();
    for span in blocks {
        let block = text.get(span.range()).unwrap_or("");
        let mut counts = Counts::new(block.len() < LONG);
        let end = span.start + head(block, SAMPLE).len() as u32;
        let first = next;
        while let Some((word, marks)) = words.get(next).map(&of)
            && word.start < end
        {
            next += 1;
            if word.end <= end {
                counts.add(text, word, marks);
            } else {
                let cut = Span { end, ..word };
                counts.add(text, cut, self::marks(text.get(cut.range()).unwrap_or("")));
            }
        }
        next += words[next..].iter().take_while(|it| of(it).0.start < span.end).count();
        let all = (next - first) as u32;
        let found = tell(block, &counts);
        match found {
            Told::Known(language) => bytes[language as usize] += span.len(),
            Told::Other(name) => *others.entry(name).or_default() += all,
            Told::Unsure => {}
        }
        told.push(found);
    }
    let main = match bytes {
        [0, 0] if others.is_empty() => guess(text),
        [0, 0] => None,
        [nl, en] if nl >= en => Some(Language::Dutch),
        _ => Some(Language::English),
    };
    inherit(&mut told, main);
    let blocks = told
        .into_iter()
        .map(|it| match it {
            Told::Known(language) => Some(language),
            Told::Other(_) | Told::Unsure => None,
        })
        .collect();
    let mut others: Vec<(String, u32)> =
        others.into_iter().map(|(name, words)| (name.to_owned(), words)).collect();
    others.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Detected { main, blocks, others }
}

/// A block that couldn't be told takes the language its neighbours agree on; where they differ,
/// that of the document, if one of them has it, else that of the one before.
fn inherit(told: &mut [Told], main: Option<Language>) {
    let mut after = vec![Told::Unsure; told.len()];
    let mut next = Told::Unsure;
    for (at, told) in told.iter().enumerate().rev() {
        after[at] = next;
        if *told != Told::Unsure {
            next = *told;
        }
    }
    let known = main.map_or(Told::Unsure, Told::Known);
    let mut before = Told::Unsure;
    for (told, after) in told.iter_mut().zip(after) {
        if *told != Told::Unsure {
            before = *told;
            continue;
        }
        *told = match (before, after) {
            (Told::Unsure, Told::Unsure) => known,
            (Told::Unsure, it) | (it, Told::Unsure) => it,
            (a, b) if a == b => a,
            (a, b) if a == known || b == known => known,
            (a, _) => a,
        };
    }
}

/// The language of one block, where it shows; `counts` are those of its first words.
fn tell(block: &str, counts: &Counts) -> Told {
    let sample = head(block, SAMPLE);
    let [nl, en] = counts.markers();
    if nl >= 2 && nl > 4 * en {
        return Told::Known(Language::Dutch);
    }
    if en >= 2 && en > 4 * nl {
        return Told::Known(Language::English);
    }
    // A heading in capitals, a row of figures or a list of names says too little.
    if block.len() < LONG || counts.words < 10 || counts.small * 2 < counts.words {
        return Told::Unsure;
    }
    match whichlang::detect_language(sample) {
        // The statistics only settle what the small words left open.
        whichlang::Lang::Nld if nl >= en => Told::Known(Language::Dutch),
        whichlang::Lang::Eng if en >= nl => Told::Known(Language::English),
        whichlang::Lang::Nld | whichlang::Lang::Eng => Told::Unsure,
        other => confirm(sample, other.three_letter_code(), nl.max(en), counts.words),
    }
}

/// Another language, if at least two of its small words stand in `sample`, and more of them than
/// of Dutch or English. Scripts of their own need no words.
fn confirm(sample: &str, name: &'static str, known: u32, words_in_all: u32) -> Told {
    let Some(list) = OTHERS.get(name) else {
        let foreign = sample.chars().filter(|it| it.is_alphabetic() && *it > '\u{2ff}').count();
        return if foreign * 4 > sample.len() { Told::Other(name) } else { Told::Unsure };
    };
    let found = words(sample)
        .filter(|it| list.contains(sample[it.range()].to_lowercase().as_str()))
        .count() as u32;
    if found >= 2 && found > 2 * known && found * 12 >= words_in_all {
        Told::Other(name)
    } else {
        Told::Unsure
    }
}

/// What the words of a sample say.
struct Counts {
    small_only: bool,
    /// Small words that only Dutch, and only English, has, as in [`Marks`].
    markers: u64,
    /// Words in all.
    words: u32,
    /// Words that start with a small letter.
    small: u32,
}

impl Counts {
    /// No word yet; `small_only` leaves out those with a capital, which in a short block may be
    /// names: `WE THE CROWD`.
    fn new(small_only: bool) -> Counts {
        Counts { small_only, markers: 0, words: 0, small: 0 }
    }

    /// Counts a word of `text`.
    fn add(&mut self, text: &str, word: Span, marks: Marks) {
        self.words += 1;
        let first = text.as_bytes().get(word.start as usize).copied().unwrap_or_default();
        let is_small = !first.is_ascii_uppercase() && !first.is_ascii_digit();
        self.small += u32::from(is_small);
        if is_small || !self.small_only {
            self.markers += marks.0;
        }
    }

    /// Small words that only Dutch, and only English, has.
    fn markers(&self) -> [u32; 2] {
        [self.markers as u32, (self.markers >> 32) as u32]
    }
}

/// The languages that have a word as one of their small words: a count of 0 or 1 for Dutch in the low
/// half, for English in the high half, so that both are added up at once.
#[derive(Clone, Copy, Debug)]
pub struct Marks(u64);

/// What `word` says of the language it stands in.
pub fn marks(word: &str) -> Marks {
    static SMALL: LazyLock<[WordList; 2]> = LazyLock::new(|| {
        Language::ALL.map(|it| {
            let mut words: Vec<&str> = it.tables().markers.iter().copied().collect();
            // Words with the same first letter side by side: only those are compared.
            words.sort_unstable();
            WordList::new(words.leak())
        })
    });
    Marks(u64::from(SMALL[0].has(word)) | u64::from(SMALL[1].has(word)) << 32)
}

/// The language of a text without one block that could be told: all short, or nearly so.
fn guess(text: &str) -> Option<Language> {
    let sample = head(text, 4 * SAMPLE);
    let mut counts = Counts::new(false);
    for word in words(sample) {
        counts.add(sample, word, marks(&sample[word.range()]));
    }
    let [nl, en] = counts.markers();
    if nl != en {
        return Some(if nl > en { Language::Dutch } else { Language::English });
    }
    match whichlang::detect_language(sample) {
        whichlang::Lang::Eng => Some(Language::English),
        whichlang::Lang::Nld => Some(Language::Dutch),
        _ => None,
    }
}

/// The first `len` bytes of `text`, or a few less so as not to cut a character.
fn head(text: &str, len: usize) -> &str {
    if text.len() <= len { text } else { &text[..text.floor_char_boundary(len)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NL: &str = "Partijen overleggen ten minste eens per kwartaal over de voortgang en leggen de uitkomst vast.";
    const EN: &str = "The parties discuss progress at least once a quarter and record the outcome of each meeting.";
    const DE: &str = "Die Parteien besprechen den Fortschritt und halten das Ergebnis fest, das für beide nicht bindend ist.";
    const FR: &str = "Les parties discutent des progrès au moins une fois par trimestre et le résultat est consigné.";

    fn detect(blocks: &[&str]) -> Detected {
        let text = blocks.join("\n");
        let mut at = 0;
        let spans: Vec<Span> = blocks
            .iter()
            .map(|it| {
                let span = Span::new(at, at + it.len());
                at = span.end as usize + 1;
                span
            })
            .collect();
        let found: Vec<Span> = words(&text).collect();
        detect_blocks(&text, spans.into_iter(), &found, |it| (*it, marks(&text[it.range()])))
    }

    #[test]
    fn long_blocks_are_told_and_short_ones_follow() {
        let found =
            detect(&["OVEREENKOMST", NL, "GENERAL TERMS", NL, "Artikel 2", EN, "Signed", EN, EN]);
        assert_eq!(found.main, Some(Language::English));
        let codes: Vec<_> = found.blocks.iter().map(|it| it.map_or("-", Language::code)).collect();
        assert_eq!(codes, ["nl", "nl", "nl", "nl", "en", "en", "en", "en", "en"]);
        assert!(found.others.is_empty());
    }

    #[test]
    fn a_capital_heading_is_not_english() {
        let found = detect(&[
            "SAMENWERKINGSOVEREENKOMST WATERMAN B.V. EN HARBOUR INTERNATIONAL HOLDING GROUP N.V. 2026",
            NL,
        ]);
        assert_eq!(found.blocks[0], Some(Language::Dutch));
    }

    #[test]
    fn other_languages_are_named_with_their_words() {
        let found = detect(&[NL, DE, NL, FR, "Article 2", FR]);
        assert_eq!(found.main, Some(Language::Dutch));
        assert_eq!(found.blocks[1], None);
        assert_eq!(found.blocks[4], None);
        assert_eq!(found.others, [("fra".to_owned(), 32), ("deu".to_owned(), 16)]);
    }

    #[test]
    fn names_and_figures_are_no_other_language() {
        let names = "Waterman Bauunternehmung Schmidt Holding, Hauptstrasse 12, Venlo; KvK 12345678; btw NL001";
        let found = detect(&[NL, names, NL]);
        assert_eq!(found.blocks[1], Some(Language::Dutch));
        assert!(found.others.is_empty());
    }

    #[test]
    fn short_texts_are_guessed_and_empty_ones_are_not() {
        assert_eq!(detect(&["Wij leveren het werk."]).main, Some(Language::Dutch));
        assert_eq!(detect(&["We shall deliver."]).main, Some(Language::English));
        assert_eq!(detect(&["12", "34"]).blocks.len(), 2);
        assert_eq!(detect(&[]).blocks.len(), 0);
    }
}
