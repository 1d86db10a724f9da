//! Which sentences of a document are word for word the same: a copy is no second sentence to what
//! weighs a text.

use super::{Document, OfText};
use std::collections::HashMap;

/// The wordings of the sentences of a document, numbered in order of first use.
#[derive(Debug, Clone, Default)]
pub struct Wordings {
    numbers: Vec<u32>,
    count: usize,
}

impl Wordings {
    pub(super) fn of(doc: &Document) -> Wordings {
        let mut known: HashMap<&str, u32, OfText> =
            HashMap::with_capacity_and_hasher(doc.sentences.len(), OfText::default());
        let number = |it: &super::Sentence| {
            let next = known.len() as u32;
            *known.entry(&doc[it.span]).or_insert(next)
        };
        let numbers = doc.sentences.iter().map(number).collect();
        Wordings { numbers, count: known.len() }
    }

    /// The number of the wording of the sentence with this index.
    pub fn number(&self, sentence: usize) -> Option<usize> {
        self.numbers.get(sentence).map(|it| *it as usize)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Tells of each sentence that it is asked about whether it is the first of its wording among
    /// those.
    pub fn firsts(&self) -> impl FnMut(usize) -> bool {
        let mut seen = vec![false; self.count];
        move |sentence| {
            let seen = self.number(sentence).and_then(|it| seen.get_mut(it));
            seen.is_some_and(|it| !std::mem::replace(it, true))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::language::Language;

    #[test]
    fn a_copy_shares_the_number_of_its_sentence() {
        let text = "De klant betaalt. De leverancier levert. De klant betaalt.\n\nDe klant meldt. De klant betaalt.";
        let doc = Document::from_paragraphs(text, Language::Dutch);
        let wordings = doc.wordings();
        let numbers: Vec<_> = (0..6).map(|it| wordings.number(it)).collect();
        assert_eq!(numbers, [Some(0), Some(1), Some(0), Some(2), Some(0), None]);
        assert_eq!(wordings.len(), 3);
        let mut is_first = wordings.firsts();
        assert_eq!([1, 2, 0, 4, 3].map(&mut is_first), [true, true, false, false, true]);
        assert!(!is_first(9));
    }
}
