//! What drops a hit of any rule: words that are quoted, cited, defined, negated or mutual.

use crate::language::Language;
use crate::rule::Expression;
use std::sync::LazyLock;

/// Expressions that guard every rule of a language.
pub(super) struct Guards {
    /// Mutual wording (G-MUT of the catalogue).
    pub(super) mutual: Expression,
    /// A definition (G-DEF).
    pub(super) defines: Expression,
    /// A citation of a statute (G-STAT): words of the law, not of the parties.
    pub(super) statute: Expression,
}

impl Guards {
    /// Those of `language`.
    pub(super) fn of(language: Language) -> &'static Guards {
        static GUARDS: LazyLock<[Guards; 2]> = LazyLock::new(|| {
            [
                Guards {
                    mutual: Expression::plain(
                        r"\b(?:partijen|(?:iedere|elke|beide) partij(?:en)?|elk (?:van de|der) partijen|de andere partij|over en weer|weder(?:zijds|kerig)\w*|elkaars?|gezamenlijk)\b",
                    ),
                    defines: Expression::plain(
                        r"\b(?:wordt|worden) (?:[^ .;:]+ ){0,8}verstaan\b|\bwordt bedoeld met\b|\bbetekent\b",
                    ),
                    statute: Expression::plain(
                        r"\bart(?:ikel(?:en)?|\.) ?\d+(?::\d+)?\w?(?: (?:lid|leden|en|t/m|tot en met|jo\.?|sub|onder) [\da-z]+)* (?:van (?:het|de) )?(?:BW|Rv|AVG|Awb|Fw|Sr|Burgerlijk Wetboek|Faillissementswet|(?:\w+ )?wet\w*)\b",
                    ),
                },
                Guards {
                    mutual: Expression::plain(
                        r"\b(?:each|either|both|neither|the other) part(?:y|ies)\b|\b(?:mutual(?:ly)?|each other|one another)\b|\bthe parties\b",
                    ),
                    defines: Expression::plain(
                        r"\b(?:means|shall mean|ha(?:s|ve) the meanings?|is defined as)\b",
                    ),
                    statute: Expression::plain(
                        r"\b(?:sections?|articles?|art\.) ?\d+[\w.()]* of the (?:[\w-]+ ){1,6}(?:Act|Code|Regulation|Directive|Law)\b|\b(?:the )?(?:\w+ ){0,4}Act (?:of )?(?:19|20)\d\d\b",
                    ),
                },
            ]
        });
        &GUARDS[language as usize]
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
