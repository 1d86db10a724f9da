//! What could not be checked in this file, and why: silence about it says nothing.

use super::index::Index;
use super::{Party, Reference, Target, Term};
use crate::document::{Document, Zone};
use crate::language::Language;

/// A check that was not made, with the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unchecked {
    /// Annexes that the text refers to are not in the file.
    AnnexesElsewhere,
    /// The clauses of the file carry no numbers, so references can't be followed.
    NumbersLost,
    /// So many references lead nowhere that the numbers of the file can't be right.
    NumbersUnsure,
    /// The text changes another agreement and cites that one.
    ChangesAnother,
    /// The text lends its terms from another.
    TermsElsewhere,
    /// There are too few definitions to tell a name without one.
    FewTerms,
    /// The numbering has so many gaps and repeats that the file can't be trusted.
    NumberingUnsure,
    /// There is no signature block in the file.
    NoSignatures,
    /// A document laid beside this one shares neither clauses nor subjects with it.
    NothingShared,
}

/// Each with its name in JSON, and as a sentence.
const TEXTS: &[(Unchecked, &str, &str, &str)] = &[
    (
        Unchecked::AnnexesElsewhere,
        "annexes",
        "Bijlagen: de tekst verwijst ernaar, maar ze staan niet in dit bestand. Of ze er zijn en of ze kloppen met de tekst, is niet nagegaan.",
        "Annexes: the text refers to them, but they are not in this file. Whether they exist and agree with the text was not checked.",
    ),
    (
        Unchecked::NumbersLost,
        "references",
        "Verwijzingen: de artikelen in dit bestand hebben geen nummers. Of verwijzingen ergens heen leiden, is niet nagegaan.",
        "References: the clauses in this file carry no numbers. Whether references lead somewhere was not checked.",
    ),
    (
        Unchecked::NumbersUnsure,
        "references",
        "Verwijzingen: te veel ervan leiden nergens heen; de nummers in dit bestand zijn niet te vertrouwen. Ontbrekende artikelen zijn daarom niet gemeld.",
        "References: too many of them lead nowhere; the numbers in this file can't be trusted. Missing clauses are therefore not reported.",
    ),
    (
        Unchecked::ChangesAnother,
        "references",
        "Verwijzingen: deze tekst wijzigt een andere overeenkomst. Of verwijzingen naar die overeenkomst kloppen, is niet nagegaan.",
        "References: this text changes another agreement. Whether references to that agreement are right was not checked.",
    ),
    (
        Unchecked::TermsElsewhere,
        "terms",
        "Begrippen: de tekst gebruikt begrippen uit een ander document. Of elk begrip gedefinieerd is, is niet nagegaan.",
        "Terms: the text uses terms of another document. Whether every term is defined was not checked.",
    ),
    (
        Unchecked::FewTerms,
        "terms",
        "Begrippen: er staan minder dan drie definities in dit bestand. Naar begrippen zonder definitie is niet gezocht.",
        "Terms: this file has fewer than three definitions. Terms without a definition were not looked for.",
    ),
    (
        Unchecked::NumberingUnsure,
        "numbering",
        "Nummering: er zijn zo veel gaten en herhalingen dat het bestand waarschijnlijk nummers heeft verloren of meer stukken bevat. Ze zijn niet gemeld.",
        "Numbering: there are so many gaps and repeats that the file has probably lost numbers or holds several documents. They are not reported.",
    ),
    (
        Unchecked::NoSignatures,
        "signatures",
        "Ondertekening: er staan geen handtekeningen of ondertekenvelden in dit bestand. Wie tekent, is niet nagegaan.",
        "Signatures: there are no signatures or lines to sign on in this file. Who signs was not checked.",
    ),
    (
        Unchecked::NothingShared,
        "beside",
        "Het document dat hiernaast is gelegd: er is niets in gevonden om mee te vergelijken, geen artikelen met dezelfde nummers en geen afspraken over dezelfde onderwerpen.",
        "The document laid beside this one: nothing was found in it to compare with, neither clauses of the same numbers nor agreements on the same subjects.",
    ),
];

impl Unchecked {
    /// The subject of the check: `annexes`, `references`, `terms`, `numbering`, `signatures`, `beside`.
    pub fn name(self) -> &'static str {
        TEXTS.iter().find(|it| it.0 == self).map_or("", |it| it.1)
    }

    /// What was not checked and why, in a sentence or two.
    pub fn text(self, language: Language) -> &'static str {
        TEXTS.iter().find(|it| it.0 == self).map_or("", |it| match language {
            Language::Dutch => it.2,
            Language::English => it.3,
        })
    }
}

/// What the file itself leaves open, before any check was tried.
pub(super) fn unchecked(
    doc: &Document,
    index: &Index,
    parties: &[Party],
    terms: &[Term],
    references: &[Reference],
) -> Vec<Unchecked> {
    let mut found = Vec::new();
    let annexes = references.iter().filter(|it| matches!(it.target, Target::Annex(_)));
    let (there, absent): (Vec<&Reference>, Vec<&Reference>) =
        annexes.partition(|it| it.target != Target::Annex(None));
    if !absent.is_empty() && there.is_empty() {
        found.push(Unchecked::AnnexesElsewhere);
    }
    let numbered = doc.clauses.iter().filter(|it| !it.number.is_empty()).count();
    let cited = references.iter().any(|it| {
        it.target == Target::Elsewhere && !it.number.contains(':') && !doc[it.span].starts_with('§')
    });
    if numbered < 3 && cited {
        found.push(Unchecked::NumbersLost);
    } else if super::references::changes_another(doc) && !references.is_empty() {
        found.push(Unchecked::ChangesAnother);
    }
    if super::terms::lent(doc, index) {
        found.push(Unchecked::TermsElsewhere);
    } else if terms.len() < 3 {
        found.push(Unchecked::FewTerms);
    }
    if parties.len() >= 2 && doc.blocks.iter().all(|it| it.zone != Zone::Signature) {
        found.push(Unchecked::NoSignatures);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Unchecked> {
        crate::analyze::analyze(&Document::from_paragraphs(text, Language::English)).unchecked
    }

    #[test]
    fn what_the_file_leaves_open_is_said() {
        let bare = "Purpose\n\nThe parties share the work as Section 4 and Schedule 1 say.";
        assert_eq!(
            found(bare),
            [Unchecked::AnnexesElsewhere, Unchecked::NumbersLost, Unchecked::FewTerms]
        );
        let whole = "1. Terms\n\n“Work” means the garden. “Fee” means the price. “Term” means a year.\n\n2. Work\n\nSupplier does the Work, see clause 3.\n\n3. Fee\n\nThe Fee is due each Term.";
        assert_eq!(found(whole), []);
    }

    #[test]
    fn every_kind_has_its_words() {
        for it in TEXTS {
            assert!(!it.0.name().is_empty());
            assert_ne!(it.0.text(Language::Dutch), it.0.text(Language::English));
        }
    }
}
