//! Signatures: whether the block says when it was signed and on whose authority.

use super::Party;
use super::index::window;
use super::slips::{Slip, SlipKind};
use crate::document::{Document, Zone};
use crate::language::Language;

/// How much of the text behind the first signature is looked at, in bytes.
const REACH: usize = 6_000;

/// What a signature block is known by.
const SPOTS: &[&str] = &["naam:", "name:", "by:", "/s/", "handtekening", "signature", "____", "……"];

/// What says when it was signed.
const DATED: &[&str] =
    &["datum", "date", "dated", "d.d.", " op ", " on ", "day of", "as of", " 20", "/20", "-20"];

/// What says on whose authority.
const CAPACITY: &[&str] = &[
    "functie",
    "title:",
    "title ",
    "its:",
    "hoedanigheid",
    "capacity",
    "bestuurder",
    "directeur",
    "director",
    "president",
    "officer",
    "manager",
    "secretary",
    "gevolmachtigde",
    "authorised",
    "authorized",
    "vertegenwoordigd",
    "represented",
    "attorney",
    "general counsel",
    "voorzitter",
    "burgemeester",
    "eigenaar",
    "owner:",
    "partner",
    "member",
    "trustee",
    "ceo",
    "cfo",
    "treasurer",
    "chair",
];

/// Adds the signatures of `doc` that lack a date or a capacity to `found`.
pub(super) fn slips(doc: &Document, parties: &[Party], found: &mut Vec<Slip>) {
    let Some(first) = doc.blocks.iter().find(|it| it.zone == Zone::Signature) else { return };
    if parties.len() < 2 {
        return;
    }
    let from = first.span.start as usize;
    let text = window(&doc.text, from, from + REACH).to_lowercase();
    let spots = SPOTS.iter().map(|it| text.matches(it).count()).max().unwrap_or(0);
    if spots < 2 {
        return;
    }
    let has = |words: &[&str], text: &str| words.iter().any(|it| text.contains(it));
    // "Made on 3 May 2024" at the start dates it as well.
    let opening = window(&doc.text, 0, 1_500).to_lowercase();
    let dated = has(DATED, &text) || has(&["datum", "date", " 20", "day of"], &opening);
    // A person signs for nobody else; a company can't hold a pen.
    let company =
        parties.iter().any(|it| it.aliases.iter().any(|it| super::parties::is_legal_person(it)));
    // Who signs was told where the party was introduced.
    let told = has(CAPACITY, &text) || has(&["vertegenwoordigd", "represented"], &opening);
    let nl = doc.language == Some(Language::Dutch);
    let missing: Vec<&str> = [
        (!dated).then_some(if nl { "datum" } else { "date" }),
        (company && !told).then_some(if nl { "functie" } else { "title" }),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !missing.is_empty() {
        let missing = missing.join(if nl { " en " } else { " and " });
        found.push(Slip::at(SlipKind::BareSignature, first.span).expecting(missing));
    }
}

#[cfg(test)]
mod tests {
    use super::super::analyze;
    use super::super::slips::told;
    use super::*;

    fn found(signature: &str) -> Vec<String> {
        let text = format!(
            "Linden House Ltd (the “Customer”) and Stone Ltd (the “Supplier”) agree.\n\n1. Work\n\nThe Supplier keeps the garden.\n\n2. Price\n\nThe Customer pays.\n\n3. Close\n\nEnglish law applies.\n\nSigned by the parties:\n\n{signature}"
        );
        let doc = Document::from_paragraphs(&text, Language::English);
        let slips = analyze(&doc).slips;
        let bare: Vec<Slip> =
            slips.into_iter().filter(|it| it.kind == SlipKind::BareSignature).collect();
        told(&doc, &bare)
    }

    #[test]
    fn a_company_signs_by_somebody_on_a_day() {
        assert_eq!(
            found("Linden House Ltd\n\nName: A. Reed\n\nStone Ltd\n\nName: B. Moss"),
            ["BareSignature Signed by the parties: (date and title)"]
        );
        assert!(
            found(
                "Linden House Ltd\n\nName: A. Reed\n\nTitle: director\n\nDate: 3 May 2027\n\nStone Ltd\n\nName: B. Moss"
            )
            .is_empty()
        );
    }
}
