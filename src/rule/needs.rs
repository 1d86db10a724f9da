//! Which words an expression can't do without.
//!
//! From `\b(?:te allen tijde|op elk moment)\b<60>\bopzeg\w*` follows: one of `allen`, `moment`
//! must be in the sentence, and `opzeg` too. A matcher that knows the words of a sentence
//! then leaves the expression asleep nearly always.

use regex_syntax::ast::{Ast, RepetitionKind, RepetitionRange};

/// Any one of these letters-in-a-row, lower-case, must stand inside some word of the sentence.
pub type Need = Vec<String>;

/// Words so common in contracts that needing one tells little, with the parts of words that
/// common words are made of.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "aan", "als", "and", "any", "are", "bij", "but", "dat", "den", "der", "des", "die", "dit",
    "door", "een", "eer", "eke", "ent", "for", "from", "gen", "geen", "has", "heb", "heeft",
    "het", "hun", "ing", "ion", "its", "kan", "may", "men", "met", "mag", "naar", "niet", "not",
    "now", "ond", "ook", "oor", "opdracht", "other", "over", "overeenkomst", "partij", "partijen",
    "part", "parties", "party", "agreement", "services", "service", "shall", "such", "that",
    "the", "their", "ther", "then", "this", "all", "tot", "uit", "van", "ver", "voor", "was",
    "which", "will", "with", "word", "worden", "wordt", "zal", "zijn", "zullen", "contract",
    "lever", "klant", "client", "customer", "supplier", "company", "gebruik", "use", "have",
    "been", "under", "each", "must", "can", "who", "upon", "moet", "dient", "deze", "binnen",
    "days", "dagen",
];

/// Stands for macro number `n` in a pattern whose macros are not spelled out.
pub const MACRO: char = '\u{e000}';

/// Most needs that are looked at; more would hardly keep an expression asleep any longer.
const MOST: usize = 6;

/// What `pattern` needs, rarest first; none when it needs no certain word. A character from
/// [`MACRO`] on stands for a macro: `macros` holds what each of those needs.
///
/// # Errors
/// When it is no expression; says where.
pub fn needs(pattern: &str, macros: &[Vec<Need>]) -> Result<Vec<Need>, String> {
    let ast = regex_syntax::ast::parse::Parser::new()
        .parse(pattern)
        .map_err(|wrong| format!("{} (at {})", wrong.kind(), wrong.span().start.offset))?;
    let mut found = of(&ast, macros);
    found.sort_by_key(|need| std::cmp::Reverse(rarity(need)));
    found.dedup();
    found.truncate(MOST);
    Ok(found)
}

/// How rarely a need is met: long parts are rarer than short ones, one is rarer than many.
fn rarity(need: &Need) -> i64 {
    let worst = need
        .iter()
        .map(
            |part| {
                if COMMON.contains(&part.as_str()) { 1 } else { 10 * part.len().min(12) as i64 }
            },
        )
        .min()
        .unwrap_or(0);
    worst - 2 * need.len() as i64
}

fn of(ast: &Ast, macros: &[Vec<Need>]) -> Vec<Need> {
    let of = |ast: &Ast| of(ast, macros);
    let of_macro = |char: char| {
        let number = (char as usize).checked_sub(MACRO as usize)?;
        macros.get(number).cloned()
    };
    match ast {
        Ast::Literal(literal) => {
            of_macro(literal.c).unwrap_or_else(|| fragments(&literal.c.to_string()))
        }
        Ast::Group(group) => of(&group.ast),
        Ast::Concat(concat) => {
            let mut found = Vec::new();
            let mut literal = String::new();
            for part in &concat.asts {
                if let Ast::Literal(it) = part
                    && of_macro(it.c).is_none()
                {
                    literal.push(it.c);
                    continue;
                }
                found.extend(fragments(&std::mem::take(&mut literal)));
                found.extend(of(part));
            }
            found.extend(fragments(&literal));
            found
        }
        Ast::Alternation(alternation) => {
            let mut any = Need::new();
            for branch in &alternation.asts {
                match of(branch).into_iter().max_by_key(rarity) {
                    Some(best) => any.extend(best),
                    None => return Vec::new(),
                }
            }
            any.sort();
            any.dedup();
            vec![any]
        }
        Ast::Repetition(repetition) => {
            let at_least_once = match &repetition.op.kind {
                RepetitionKind::OneOrMore => true,
                RepetitionKind::Range(
                    RepetitionRange::Exactly(min)
                    | RepetitionRange::AtLeast(min)
                    | RepetitionRange::Bounded(min, _),
                ) => *min > 0,
                RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore => false,
            };
            if at_least_once { of(&repetition.ast) } else { Vec::new() }
        }
        Ast::Empty(_)
        | Ast::Flags(_)
        | Ast::Dot(_)
        | Ast::Assertion(_)
        | Ast::ClassUnicode(_)
        | Ast::ClassPerl(_)
        | Ast::ClassBracketed(_) => Vec::new(),
    }
}

/// The runs of letters and digits in `literal`, each a need of its own. One letter tells nothing.
fn fragments(literal: &str) -> Vec<Need> {
    literal
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|part| part.len() > 1)
        .map(|part| vec![part.to_ascii_lowercase()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::needs;

    fn shown(pattern: &str) -> String {
        let found = needs(pattern, &[]).unwrap();
        found.iter().map(|need| need.join("|")).collect::<Vec<_>>().join(" & ")
    }

    #[test]
    fn the_words_that_must_be_there() {
        assert_eq!(
            shown(r"naar eigen (?:inzicht|goeddunken)"),
            "goeddunken|inzicht & eigen & naar"
        );
        assert_eq!(
            shown(r"\w*kosten\b[^.;]{0,60}\b(?:geheel|volledig)"),
            "kosten & geheel|volledig"
        );
        assert_eq!(shown(r"diensten?"), "dienste");
        assert_eq!(shown(r"(?:a|b)? mag (?:x|boete)"), "mag");
        assert_eq!(shown(r"(?i)\w+"), "");
    }

    #[test]
    fn what_is_no_expression_says_where() {
        assert!(needs("a(b", &[]).unwrap_err().contains("at 1"));
    }
}
