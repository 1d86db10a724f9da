//! How hard the text is to read, by the measures that plain-language editors use.
//!
//! Dutch: Flesch–Douma (W.H. Douma, De leesbaarheid van landbouwbladen, 1960), English: Flesch
//! Reading Ease (R. Flesch, A new readability yardstick, 1948). Both run from about 0 (hard) to 100
//! (easy). They count, they don't understand: short sentences don't make a contract fair.

use crate::document::{Document, Zone};
use crate::language::Language;

/// Counts over the prose of a contract: operative text, recitals and definitions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Readability {
    /// Sentences counted.
    pub sentences: u32,
    /// Words counted.
    pub words: u32,
    /// Words per sentence.
    pub words_per_sentence: f32,
    /// Syllables per word; a syllable is a group of vowels.
    pub syllables_per_word: f32,
    /// The score, higher is easier; none under 100 words, where it says nothing.
    pub score: Option<f32>,
}

/// A word of so many letters counts as a hard one whatever it says.
const LONG: usize = 10;
/// What a share of hard words weighs beside the number of words.
const SHARE: f32 = 80.0;
/// Under so many words the share of hard ones says little: one of two is not half a text.
const FEW: u32 = 8;

/// How hard each sentence of `doc` is to read: its words, plus 80 times the share of hard ones,
/// after the form of Björnsson's LIX (Läsbarhet, 1968). About 15 is easy, 40 usual in contracts,
/// 70 very hard. Hard are words of ten letters or more and those of a table of the language.
pub fn reading_load(doc: &Document) -> Vec<f32> {
    let hard: Vec<bool> = doc
        .words
        .iter()
        .map(|it| {
            it.chars().count() >= LONG || doc.language.is_some_and(|l| l.hard_words().contains(it))
        })
        .collect();
    let load = |sentence| {
        let (mut words, mut count) = (0u32, 0u32);
        for token in doc.tokens_of(sentence) {
            words += 1;
            count += u32::from(hard.get(token.word as usize).copied().unwrap_or(false));
        }
        words as f32 + SHARE * count as f32 / words.max(FEW) as f32
    };
    doc.sentences.iter().map(load).collect()
}

/// The readability of `doc`.
pub fn readability(doc: &Document) -> Readability {
    let (mut sentences, mut words, mut syllables) = (0u32, 0u32, 0u32);
    // Every distinct word is counted once.
    let of_word: Vec<u32> = doc.words.iter().map(|it| syllables_of(it, doc.language)).collect();
    for sentence in &doc.sentences {
        let prose = matches!(sentence.zone, Zone::Operative | Zone::Recital | Zone::Definition);
        if !prose || sentence.words() == 0 {
            continue;
        }
        // An item goes on with the sentence that opens its list.
        sentences += 1;
        words += sentence.words();
        for token in doc.tokens_of(sentence) {
            syllables += of_word.get(token.word as usize).copied().unwrap_or(1);
        }
    }
    if words == 0 {
        return Readability::default();
    }
    let length = words as f32 / sentences.max(1) as f32;
    let weight = syllables as f32 / words as f32;
    let score = match doc.language {
        _ if words < 100 => None,
        Some(Language::Dutch) => Some(206.84 - 0.93 * length - 77.0 * weight),
        Some(Language::English) => Some(206.835 - 1.015 * length - 84.6 * weight),
        None => None,
    };
    Readability { sentences, words, words_per_sentence: length, syllables_per_word: weight, score }
}

/// The syllables of a word in lower case: groups of vowels, without the silent e that ends an
/// English word ("clause", but not "able").
fn syllables_of(word: &str, language: Option<Language>) -> u32 {
    let count = syllables(word);
    let silent =
        language == Some(Language::English) && word.ends_with('e') && !word.ends_with("le");
    if silent && count > 1 { count - 1 } else { count }
}

/// Groups of vowels, at least one.
fn syllables(word: &str) -> u32 {
    let mut count = 0;
    let mut inside = false;
    for char in word.chars() {
        let vowel = matches!(
            char,
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'á' | 'é' | 'è' | 'ê' | 'à' | 'ó' | 'ú' | 'í'
        );
        // A diaeresis starts a syllable: "beëindigen".
        let fresh = matches!(char, 'ë' | 'ï' | 'ö' | 'ü' | 'ä');
        if fresh || vowel && !inside {
            count += 1;
        }
        inside = vowel || fresh;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_groups_of_vowels() {
        for (word, count) in
            [("overeenkomst", 4), ("beëindigen", 4), ("de", 1), ("btw", 1), ("obligation", 4)]
        {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn short_words_and_sentences_read_easier() {
        let easy = "Wij bellen elke week. De klant krijgt de brief op tijd. ".repeat(12);
        let hard = "De onderhavige overeenkomst strekt ertoe de wederzijdse verantwoordelijkheden \
            aangaande de uitvoeringsverplichtingen nader te specificeren. "
            .repeat(12);
        let score = |text: &str| {
            readability(&Document::from_paragraphs(text, Language::Dutch)).score.unwrap_or(-999.0)
        };
        assert!(score(&easy) > 60.0, "{}", score(&easy));
        assert!(score(&hard) < 20.0, "{}", score(&hard));
    }

    #[test]
    fn plain_words_and_short_sentences_weigh_less() {
        for (language, hard, plain) in [
            (
                Language::Dutch,
                "De huurder dient onverwijld melding te doen van voornoemde gebreken.",
                "De huurder belt meteen als er iets stuk is.",
            ),
            (
                Language::English,
                "The tenant shall forthwith notify the landlord of any aforementioned defect.",
                "The tenant calls at once if something breaks.",
            ),
        ] {
            let load = |text| reading_load(&Document::from_paragraphs(text, language))[0];
            assert!(load(hard) > load(plain) + 10.0, "{} {}", load(hard), load(plain));
        }
    }

    #[test]
    fn a_few_words_get_no_score() {
        let doc = Document::from_paragraphs("Wij bellen elke week.", Language::Dutch);
        assert_eq!(readability(&doc).score, None);
    }
}
