//! What drops a hit of any rule: words that are quoted, cited, defined, negated or mutual.

use super::expression::Expression;
use super::lookup::{Scene, Words};
use crate::language::Language;
use crate::span::Span;

/// What guards every rule of a language.
#[derive(Debug)]
pub(super) struct Guards {
    /// Mutual wording (G-MUT of the catalogue).
    mutual: Guard,
    /// A definition (G-DEF).
    defines: Guard,
    /// The same words where they define nothing: "this means that we may stop", "by means of".
    explains: Guard,
    /// A citation of a statute (G-STAT): words of the law, not of the parties.
    statute: Guard,
}

/// An expression that drops hits. It only runs in a sentence that has its words.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) expression: Expression,
    pub(super) words: Words,
}

impl Guard {
    /// Whether it matches in `scene`.
    ///
    /// # Errors
    /// When the expression can't be compiled.
    pub(super) fn holds(&self, scene: &Scene) -> Result<bool, String> {
        if !self.words.are_in(scene) {
            return Ok(false);
        }
        let mut openings = Vec::new();
        let starts = self.words.starts(scene, &mut openings);
        Ok(self.expression.search_at(&scene.view().bytes, 0, starts)?.is_some())
    }

    /// Where it matches in `scene`.
    fn spans(&self, scene: &Scene) -> Vec<Span> {
        if !self.words.are_in(scene) {
            return Vec::new();
        }
        let view = scene.view();
        let mut openings = Vec::new();
        let starts = self.words.starts(scene, &mut openings);
        let found = self.expression.matches_at(&view.bytes, starts);
        found.map(|it| view.span(it.start, it.end)).collect()
    }
}

impl Guards {
    /// Those of `language`, whose words `number` gives numbers.
    pub(super) fn new(language: Language, mut number: impl FnMut(&Expression) -> Words) -> Guards {
        let mut guard = |expression: &str| {
            let expression = Expression::plain(expression);
            let words = number(&expression);
            Guard { expression, words }
        };
        match language {
            Language::Dutch => Guards {
                mutual: guard(
                    r"\b(?:partijen|(?:iedere|elke|beide) partij(?:en)?|elk (?:van de|der) partijen|de andere partij|over en weer|weder(?:zijds|kerig)\w*|elkaars?|gezamenlijk)\b",
                ),
                defines: guard(
                    r"\b(?:wordt|worden) (?:[^ .;:]+ ){0,8}verstaan\b|\bwordt bedoeld met\b|\bbetekent\b",
                ),
                explains: guard(
                    r"\b(?:dit|dat|wat|het|daarvan) betekent\b|\bbetekent (?:dat|niet|ook|voor)\b",
                ),
                statute: guard(
                    r"\bart(?:ikel(?:en)?|\.) ?\d+(?::\d+)?\w?(?: (?:lid|leden|en|t/m|tot en met|jo\.?|sub|onder) [\da-z]+)* (?:van (?:het|de) )?(?:BW|Rv|AVG|Awb|Fw|Sr|Burgerlijk Wetboek|Faillissementswet|(?:\w+ )?wet\w*)\b",
                ),
            },
            Language::English => Guards {
                mutual: guard(
                    r"\b(?:each|either|both|neither|the other) part(?:y|ies)\b|\b(?:mutual(?:ly)?|each other|one another)\b|\bthe parties\b",
                ),
                defines: guard(r"\b(?:means|shall mean|ha(?:s|ve) the meanings?|is defined as)\b"),
                explains: guard(
                    r"\b(?:this|that|it|which|what|by|any|all|no|other|such|same|these|those|sole|exclusive|only|reasonable|similar|alternative|automated|automatic|electronic|technical|legal|lawful) means\b|\bmeans (?:that|of|to|by|we|you|whatsoever)\b|\bmeans,? such as\b|\bwhat \w+ means\b",
                ),
                statute: guard(
                    r"\b(?:sections?|articles?|art\.) ?\d+[\w.()]* of the (?:[\w-]+ ){1,6}(?:Act|Code|Regulation|Directive|Law)\b|\b(?:the )?(?:\w+ ){0,4}Act (?:of )?(?:19|20)\d\d\b",
                ),
            },
        }
    }

    /// Whether the words of `scene` hold for both parties.
    pub(super) fn is_mutual(&self, scene: &Scene) -> bool {
        matches!(self.mutual.holds(scene), Ok(true))
    }

    /// Whether `scene` gives a word a meaning.
    pub(super) fn define(&self, scene: &Scene) -> bool {
        let defined = self.defines.spans(scene);
        if defined.is_empty() {
            return false;
        }
        let explained = self.explains.spans(scene);
        defined.iter().any(|it| !explained.iter().any(|by| by.contains(*it)))
    }

    /// The statutes that `scene` cites.
    pub(super) fn statutes(&self, scene: &Scene) -> Vec<Span> {
        self.statute.spans(scene)
    }
}

/// Whether `from..to` stands between quotation marks: words about words.
pub fn quoted(text: &[u8], from: usize, to: usize) -> bool {
    let before = text.get(..from).unwrap_or(text);
    let after = text.get(to..).unwrap_or_default();
    before.iter().filter(|it| **it == b'"').count() % 2 == 1 && after.contains(&b'"')
}

/// Whether one of the three words before is a negation that reaches the words after it.
pub fn negated(before: &[u8]) -> bool {
    const WORDS: [&[u8]; 11] = [
        b"geen", b"niet", b"nooit", b"nimmer", b"noch", b"zonder", b"no", b"not", b"never",
        b"without", b"nor",
    ];
    let clause = before.rsplit(|it| b".;:,(".contains(it)).next().unwrap_or_default();
    let words = clause.split(|it| *it == b' ').rev().filter(|it| !it.is_empty());
    words.take(3).any(|word| WORDS.iter().any(|it| it.eq_ignore_ascii_case(word)))
}

/// How many words of `text` stand in capitals: words of two letters or more, set apart by spaces.
pub fn capitals(text: &str) -> usize {
    text.split(' ').filter(|it| is_in_capitals(it)).count()
}

/// As Rhai compares a word of two letters or more with itself in upper and in lower case.
fn is_in_capitals(word: &str) -> bool {
    if word.is_ascii() {
        return word.len() > 1
            && word.bytes().any(|it| it.is_ascii_uppercase())
            && !word.bytes().any(|it| it.is_ascii_lowercase());
    }
    word.chars().nth(1).is_some() && word == word.to_uppercase() && word != word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::analyze::analyze;
    use crate::document::Document;
    use crate::language::Language;
    use crate::rule::{Rules, Scene};

    #[test]
    fn what_a_sentence_means_for_somebody_is_no_definition() {
        let rules = Rules::default();
        let defines = |language, text| {
            let doc = Document::from_paragraphs(text, language);
            let facts = analyze(&doc);
            let matcher = rules.matcher(language, facts.speaker);
            let lookup = matcher.look_up(&doc, &facts);
            matcher.defines(&Scene::new(&doc, &lookup, &doc.sentences[0]))
        };
        for text in [
            "This means that we may stop the service.",
            "Our right to end the plan means that we may close your account.",
            "Arbitration is the exclusive means of settling a dispute.",
            "We may collect what you do by automated means, such as web beacons.",
        ] {
            assert!(!defines(Language::English, text), "{text}");
        }
        assert!(defines(Language::English, "\"Goods\" means the pumps in annex 2."));
        assert!(!defines(Language::Dutch, "Dit betekent dat wij de dienst mogen stoppen."));
        assert!(defines(Language::Dutch, "Levering betekent de dag van aankomst."));
    }
}
