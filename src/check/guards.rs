//! What drops a hit of any rule: words that are quoted, cited, defined, negated or mutual.

use crate::language::Language;
use crate::rule::{Expression, View};
use crate::span::Span;
use std::sync::LazyLock;

/// What guards every rule of a language.
pub(super) struct Guards {
    /// Mutual wording (G-MUT of the catalogue).
    pub(super) mutual: Guard,
    /// A definition (G-DEF).
    defines: Guard,
    /// The same words where they define nothing: "this means that we may stop", "by means of".
    explains: Guard,
    /// A citation of a statute (G-STAT): words of the law, not of the parties.
    pub(super) statute: Guard,
}

/// An expression that is only tried on text with letters that it can't do without: most sentences
/// have none of them, and looking for letters costs little.
pub(super) struct Guard {
    /// In lower case; all of one group must be there.
    cues: &'static [&'static [&'static str]],
    expression: Expression,
}

impl Guard {
    fn new(cues: &'static [&'static [&'static str]], expression: &str) -> Guard {
        Guard { cues, expression: Expression::plain(expression) }
    }

    /// Whether it matches in `view`.
    pub(super) fn is_in(&self, view: &View) -> bool {
        self.may_match(view) && self.expression.is_in(view)
    }

    /// Where it matches in `view`.
    pub(super) fn spans(&self, view: &View) -> Vec<Span> {
        if self.may_match(view) { self.expression.spans(view).collect() } else { Vec::new() }
    }

    fn may_match(&self, view: &View) -> bool {
        self.cues.iter().any(|group| group.iter().all(|cue| holds(&view.bytes, cue.as_bytes())))
    }
}

/// Whether `cue`, in lower case, stands anywhere in `text`, in any case.
fn holds(text: &[u8], cue: &[u8]) -> bool {
    let Some((&first, rest)) = cue.split_first() else { return true };
    text.iter().enumerate().any(|(at, byte)| {
        byte.to_ascii_lowercase() == first
            && text
                .get(at + 1..at + cue.len())
                .is_some_and(|after| after.eq_ignore_ascii_case(rest))
    })
}

impl Guards {
    /// Those of `language`.
    pub(super) fn of(language: Language) -> &'static Guards {
        static GUARDS: LazyLock<[Guards; 2]> = LazyLock::new(|| {
            [
                Guards {
                    mutual: Guard::new(
                        &[
                            &["partij"],
                            &["over en weer"],
                            &["weder"],
                            &["elkaar"],
                            &["gezamenlijk"],
                        ],
                        r"\b(?:partijen|(?:iedere|elke|beide) partij(?:en)?|elk (?:van de|der) partijen|de andere partij|over en weer|weder(?:zijds|kerig)\w*|elkaars?|gezamenlijk)\b",
                    ),
                    defines: Guard::new(
                        &[&["verstaan"], &["bedoeld met"], &["betekent"]],
                        r"\b(?:wordt|worden) (?:[^ .;:]+ ){0,8}verstaan\b|\bwordt bedoeld met\b|\bbetekent\b",
                    ),
                    explains: Guard::new(
                        &[&["betekent"]],
                        r"\b(?:dit|dat|wat|het|daarvan) betekent\b|\bbetekent (?:dat|niet|ook|voor)\b",
                    ),
                    statute: Guard::new(
                        &[&["art"]],
                        r"\bart(?:ikel(?:en)?|\.) ?\d+(?::\d+)?\w?(?: (?:lid|leden|en|t/m|tot en met|jo\.?|sub|onder) [\da-z]+)* (?:van (?:het|de) )?(?:BW|Rv|AVG|Awb|Fw|Sr|Burgerlijk Wetboek|Faillissementswet|(?:\w+ )?wet\w*)\b",
                    ),
                },
                Guards {
                    mutual: Guard::new(
                        &[&["part"], &["mutual"], &["each other"], &["one another"]],
                        r"\b(?:each|either|both|neither|the other) part(?:y|ies)\b|\b(?:mutual(?:ly)?|each other|one another)\b|\bthe parties\b",
                    ),
                    defines: Guard::new(
                        &[&["mean"], &["defined as"]],
                        r"\b(?:means|shall mean|ha(?:s|ve) the meanings?|is defined as)\b",
                    ),
                    explains: Guard::new(
                        &[&["means"]],
                        r"\b(?:this|that|it|which|what|by|any|all|no|other|such|same|these|those|sole|exclusive|only|reasonable|similar|alternative) means\b|\bmeans (?:that|of|to|by|we|you|whatsoever)\b",
                    ),
                    statute: Guard::new(
                        &[
                            &["section", " of the "],
                            &["art", " of the "],
                            &["act ", "19"],
                            &["act ", "20"],
                        ],
                        r"\b(?:sections?|articles?|art\.) ?\d+[\w.()]* of the (?:[\w-]+ ){1,6}(?:Act|Code|Regulation|Directive|Law)\b|\b(?:the )?(?:\w+ ){0,4}Act (?:of )?(?:19|20)\d\d\b",
                    ),
                },
            ]
        });
        &GUARDS[language as usize]
    }

    /// Whether `view` gives a word a meaning.
    pub(super) fn define(&self, view: &View) -> bool {
        if !self.defines.is_in(view) {
            return false;
        }
        let explained = self.explains.spans(view);
        self.defines.spans(view).iter().any(|it| !explained.iter().any(|by| by.contains(*it)))
    }
}

/// Whether `from..to` stands between quotation marks: words about words.
pub(super) fn quoted(text: &[u8], from: usize, to: usize) -> bool {
    let before = text.get(..from).unwrap_or(text);
    let after = text.get(to..).unwrap_or_default();
    before.iter().filter(|it| **it == b'"').count() % 2 == 1 && after.contains(&b'"')
}

/// Whether one of the three words before is a negation that reaches the words after it.
pub(super) fn negated(before: &[u8]) -> bool {
    const WORDS: [&[u8]; 11] = [
        b"geen", b"niet", b"nooit", b"nimmer", b"noch", b"zonder", b"no", b"not", b"never",
        b"without", b"nor",
    ];
    let clause = before.rsplit(|it| b".;:,(".contains(it)).next().unwrap_or_default();
    let words = clause.split(|it| *it == b' ').rev().filter(|it| !it.is_empty());
    words.take(3).any(|word| WORDS.iter().any(|it| it.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sentence_means_for_somebody_is_no_definition() {
        let defines = |language, text| Guards::of(language).define(&View::of(text));
        for text in [
            "This means that we may stop the service.",
            "Our right to end the plan means that we may close your account.",
            "Arbitration is the exclusive means of settling a dispute.",
        ] {
            assert!(!defines(Language::English, text), "{text}");
        }
        assert!(defines(Language::English, "\"Goods\" means the pumps in annex 2."));
        assert!(!defines(Language::Dutch, "Dit betekent dat wij de dienst mogen stoppen."));
        assert!(defines(Language::Dutch, "Levering betekent de dag van aankomst."));
    }

    #[test]
    fn a_cue_is_found_in_any_case_and_at_the_edges() {
        for text in ["Partijen spreken af", "beide PARTIJ", "partij"] {
            assert!(holds(text.as_bytes(), b"partij"), "{text}");
        }
        for text in ["", "part", "de opdrachtgever"] {
            assert!(!holds(text.as_bytes(), b"partij"), "{text}");
        }
    }
}
