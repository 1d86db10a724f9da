//! Who is to do what a duty asks, where no party bears it: somebody by role ("de projectleider"),
//! or somebody by name ("mevrouw De Boer").

use super::{Bearer, Owner, Voice};
use crate::document::{Document, Token};
use crate::language::DraftingWords;
use crate::span::Span;

/// Words behind which somebody is spoken of, and does nothing.
const PREPOSITIONS: &[&str] = &[
    "aan", "van", "met", "voor", "bij", "over", "tegen", "uit", "naar", "namens", "tot", "onder",
    "of", "to", "with", "for", "from", "against", "at", "about", "under", "upon", "on",
];

/// Words behind a passive or a modal among which the owner stands.
const REACH: usize = 8;

/// Whose task it is, given who bears the duty and where its modal stands among `tokens`.
pub(super) fn owner(
    doc: &Document,
    tokens: &[Token],
    modal: (usize, usize),
    bearer: Bearer,
    voice: Voice,
) -> Owner {
    if bearer != Bearer::Nobody {
        return Owner::Party;
    }
    // What a passive names before its verb undergoes it: "de projectleider wordt geïnformeerd".
    let acts = |at: &usize| voice != Voice::Passive && is_subject(doc, tokens, *at);
    let before = (0..modal.0.min(tokens.len())).filter(acts);
    // "Dan zal de projectleider …", and "… wordt door de projectleider …".
    let inverted = (modal.1..modal.1 + 3).filter(acts);
    let agents = (modal.1..tokens.len()).filter(|&at| {
        (at.saturating_sub(3)..at).any(|it| matches!(word(doc, tokens, it), "door" | "by"))
            && at < modal.1 + 2 * REACH
    });
    before
        .chain(inverted)
        .chain(agents)
        .find_map(|at| named(doc, tokens, at))
        .unwrap_or(Owner::Nobody)
}

fn word<'a>(doc: &'a Document, tokens: &[Token], at: usize) -> &'a str {
    tokens.get(at).map_or("", |it| doc.words.get(it.word))
}

/// Whether a word can be the one who acts: no preposition stands within two words before it.
fn is_subject(doc: &Document, tokens: &[Token], at: usize) -> bool {
    at < tokens.len()
        && (at.saturating_sub(3)..at).all(|it| !PREPOSITIONS.contains(&word(doc, tokens, it)))
}

/// Who a word names, by role or by name.
fn named(doc: &Document, tokens: &[Token], at: usize) -> Option<Owner> {
    let token = tokens.get(at)?;
    let lower = doc.words.get(token.word);
    let words = DraftingWords::all();
    if words.titles.contains(lower) {
        let mut end = None;
        for next in tokens.iter().skip(at + 1).take(4) {
            let small = matches!(doc.words.get(next.word), "van" | "de" | "den" | "der" | "el");
            if doc[next.span].starts_with(char::is_uppercase) {
                end = Some(next.span);
            } else if !small {
                break;
            }
        }
        return end.map(|it| Owner::Person(token.span.join(it)));
    }
    let compound =
        || words.office_endings.iter().any(|it| lower.len() > it.len() + 3 && lower.ends_with(*it));
    (words.offices.contains(lower) || compound()).then(|| {
        // "account manager", "Steering Committee": the word before belongs to it.
        let first = at.checked_sub(1).and_then(|it| tokens.get(it)).filter(|it| {
            let gap = doc.text.get(it.span.end as usize..token.span.start as usize);
            let word = doc.words.get(it.word);
            gap == Some(" ")
                && !["the", "a", "an", "de", "het", "een", "door", "by", "zal", "dan"]
                    .contains(&word)
        });
        let start: Span = first.map_or(token.span, |it| it.span);
        Owner::Role(start.join(token.span))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::analyze;
    use crate::language::Language;

    /// The owner of each duty of a text that names no party.
    fn owners(language: Language, text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, language);
        let facts = analyze(&doc);
        let owners = facts.duties.iter().map(|it| match it.owner {
            Owner::Role(span) => format!("role {}", &doc[span]),
            Owner::Person(span) => format!("person {}", &doc[span]),
            other => format!("{other:?}"),
        });
        owners.collect()
    }

    #[test]
    fn a_role_or_a_person_can_own_a_task() {
        assert_eq!(
            owners(
                Language::Dutch,
                "De planning moet door de projectleider worden bijgewerkt. De risico's moeten worden besproken. Het verslag moet door mevrouw De Boer worden geschreven. De uitkomst moet aan de projectleider worden gemeld."
            ),
            ["role projectleider", "Nobody", "person mevrouw De Boer", "Nobody"]
        );
        assert_eq!(
            owners(
                Language::English,
                "The risks must be reviewed by the Steering Committee. The plan must be updated each month. The project manager must be told."
            ),
            ["role Steering Committee", "Nobody", "Nobody"]
        );
    }
}
