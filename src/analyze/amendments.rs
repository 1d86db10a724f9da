//! Amendments: "artikel 5 komt te luiden: “6. …”" changes one clause and quotes another.

use super::index::window;
use super::slips::{Slip, SlipKind};
use super::{Reference, Target};
use crate::document::Document;
use crate::span::Span;

/// Words behind which the new text of a clause stands.
const CHANGES: &[&str] = &[
    "komt te luiden",
    "komt als volgt te luiden",
    "wordt vervangen door",
    "worden vervangen door",
    "wordt gewijzigd als volgt",
    "luidt voortaan",
    "replaced with",
    "replaced by",
    "replaced in its entirety",
    "replaced in their entirety",
    "amended and restated",
    "amended to read",
    "to read as follows",
    "is amended as follows",
];

/// How far behind a reference the new text starts, in bytes.
const REACH: usize = 240;

/// Adds the slips of the amendments in `doc` to `found`.
pub(super) fn slips(doc: &Document, references: &[Reference], found: &mut Vec<Slip>) {
    for (at, reference) in references.iter().enumerate() {
        let clause = matches!(reference.target, Target::Clause(_) | Target::Elsewhere);
        let end = reference.span.end as usize;
        if !clause || !reference.number.starts_with(|it: char| it.is_ascii_digit()) {
            continue;
        }
        let mut rest = window(&doc.text, end, end + REACH);
        // What a later reference changes is its own.
        if let Some(next) = references.get(at + 1) {
            let gap = (next.span.start as usize).saturating_sub(end);
            let quoted = rest.find(['“', '"', '„']).is_some_and(|it| it < gap);
            if gap < rest.len() && !quoted {
                rest = &rest[..gap];
            }
        }
        let Some(open) = rest.find(['“', '"', '„']) else { continue };
        if !CHANGES.iter().any(|it| rest[..open].contains(it)) {
            continue;
        }
        let quoted = &rest[open..];
        let text = quoted.trim_start_matches(['“', '"', '„', ' ', '*']);
        let skip = quoted.len() - text.len();
        let word = ["Artikel ", "artikel ", "Section ", "Clause ", "Article ", "SECTION "]
            .iter()
            .find_map(|it| text.starts_with(it).then_some(it.len()))
            .unwrap_or(0);
        let number: String =
            text[word..].chars().take_while(|it| it.is_ascii_digit() || *it == '.').collect();
        let bare = number.trim_end_matches('.');
        // "5 days" is no number of a clause.
        let numbered = word > 0 || number.ends_with('.') || number.contains('.');
        let behind = text[word + number.len()..].starts_with([' ', '\n', '\t']);
        let known = reference.number.trim_end_matches('.');
        let part = |one: &str, other: &str| {
            one.strip_prefix(other).is_some_and(|it| it.is_empty() || it.starts_with(['.', '(']))
        };
        if !bare.is_empty() && numbered && behind && !part(bare, known) && !part(known, bare) {
            let from = end + open + skip;
            let span = Span::new(from, from + word + bare.len());
            let slip = Slip::at(SlipKind::OtherAmended, span).expecting(known);
            found.push(slip.against(reference.span));
        }
    }
}

/// Whether the words behind `reference` change the clause that it names.
pub(super) fn changes(doc: &Document, reference: &Reference) -> bool {
    let end = reference.span.end as usize;
    let rest = window(&doc.text, end, end + REACH);
    CHANGES.iter().any(|it| rest.contains(it))
}

#[cfg(test)]
mod tests {
    use super::super::analyze;
    use super::*;
    use crate::language::Language;

    fn found(text: &str, language: Language) -> Vec<String> {
        let doc = Document::from_paragraphs(text, language);
        let facts = analyze(&doc);
        let slips = facts.slips.iter().filter(|it| it.kind == SlipKind::OtherAmended);
        slips.map(|it| format!("{} ({})", &doc[it.span], it.expected)).collect()
    }

    #[test]
    fn the_new_text_has_the_number_of_the_clause() {
        let amendment = |number: &str| {
            format!(
                "Amendment to the garden agreement of 3 May 2024.\n\nSection 3.2 of the Agreement is deleted and replaced with the following: “{number}. The owner pays each month.”"
            )
        };
        assert_eq!(found(&amendment("3.4"), Language::English), ["3.4 (3.2)"]);
        assert!(found(&amendment("3.2"), Language::English).is_empty());
        let days = "Section 3.2 of the Agreement is replaced with “5 days are enough.”";
        assert!(found(days, Language::English).is_empty());
    }
}
