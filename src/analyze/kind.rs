//! What kind of contract a document is, as far as it decides what can be expected in it.

use crate::document::{Document, Kind as BlockKind};

/// A kind of document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// A contract under which parties work together for a while.
    #[default]
    Lasting,
    /// General terms: the rules of one party for many contracts.
    Terms,
    /// One exchange: a sale, a loan, a deed.
    OneOff,
    /// A contract about one duty beside the work: secrecy, data processing.
    Ancillary,
    /// A statement that nobody agrees to work under: privacy notice, policy.
    Statement,
    /// Rules that an authority lays down; nobody agreed to them, whatever they are about.
    Decree,
}

impl Kind {
    /// Whether a shared purpose, a change procedure, a review can be expected in it (wn-1, C6).
    pub fn is_lasting(self) -> bool {
        matches!(self, Kind::Lasting | Kind::Terms)
    }
}

/// Words of titles that tell a kind, lower-case; the first that is found counts.
const TITLES: &[(&str, Kind)] = &[
    ("geheimhouding", Kind::Ancillary),
    ("non-disclosure", Kind::Ancillary),
    ("nondisclosure", Kind::Ancillary),
    ("confidentiality agreement", Kind::Ancillary),
    ("vertrouwelijkheids", Kind::Ancillary),
    ("verwerkersovereenkomst", Kind::Ancillary),
    ("data processing", Kind::Ancillary),
    ("privacy", Kind::Statement),
    ("cookie", Kind::Statement),
    ("disclaimer", Kind::Statement),
    ("koopovereenkomst", Kind::OneOff),
    ("koopakte", Kind::OneOff),
    ("leenovereenkomst", Kind::OneOff),
    ("geldlening", Kind::OneOff),
    ("loan agreement", Kind::OneOff),
    ("promissory note", Kind::OneOff),
    ("purchase and sale", Kind::OneOff),
    ("simple agreement for future equity", Kind::OneOff),
    ("algemene voorwaarden", Kind::Terms),
    ("inkoopvoorwaarden", Kind::Terms),
    ("leveringsvoorwaarden", Kind::Terms),
    ("polisvoorwaarden", Kind::Terms),
    ("verzekeringsvoorwaarden", Kind::Terms),
    ("gebruiksvoorwaarden", Kind::Terms),
    ("terms of service", Kind::Terms),
    ("terms of use", Kind::Terms),
    ("terms and conditions", Kind::Terms),
];

/// The kind of `doc`, told by its title: the first of the short blocks before the first clause that
/// names a kind. The heading of an article says what that article is about, not what the whole is.
pub fn kind(doc: &Document) -> Kind {
    let is_title = |it: &&crate::document::Block| {
        let short = doc[it.span].split(' ').count() <= 14;
        short && !matches!(it.kind, BlockKind::Header | BlockKind::Footer)
    };
    let numbered = doc.clauses.iter().find(|it| !it.number.is_empty());
    let first = numbered.map_or(u32::MAX, |it| it.span.start);
    let titles = doc.blocks.iter().take(6).filter(is_title);
    let mut titles = titles.enumerate().take_while(|(at, it)| *at == 0 || it.span.start < first);
    let kind = |it: &crate::document::Block| {
        let title = doc[it.span].to_lowercase();
        TITLES.iter().find(|(words, _)| title.contains(words)).map(|it| it.1)
    };
    let told = titles.find_map(|(_, it)| kind(it));
    told.or_else(|| is_enacted(doc).then_some(Kind::Decree)).unwrap_or_default()
}

/// What an authority says when it lays down rules, lower-case, at the end of a line before them.
const ENACTS: &[&str] = &[
    "besluit:",
    "besluiten:",
    "hebben goedgevonden en verstaan:",
    "stelt de volgende regels vast:",
];

/// Blocks of the preamble of a decree, with what it considered: long ones have some dozens.
const PREAMBLE: usize = 60;

/// Whether an authority enacts it: it names the law it goes by, then the formula that stands in front
/// of the rules. Parties may decide something too, but not by virtue of a law.
fn is_enacted(doc: &Document) -> bool {
    let preamble = || doc.blocks.iter().take(PREAMBLE).map(|it| doc[it.span].trim_end());
    if !preamble().any(|it| it.to_lowercase().contains("gelet op ")) {
        return false;
    }
    let ends = |block: &str, formula: &&str| {
        let from = block.len().checked_sub(formula.len());
        from.and_then(|it| block.get(it..)).is_some_and(|it| it.eq_ignore_ascii_case(formula))
    };
    preamble()
        .filter(|it| it.ends_with(':'))
        .any(|it| ENACTS.iter().any(|formula| ends(it, formula)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn a_title_tells_the_kind_and_the_heading_of_an_article_does_not() {
        for (text, expected) in [
            (
                "ALGEMENE VOORWAARDEN\n\nArtikel 1 Privacy\n\n1.1 Wij gaan zorgvuldig met gegevens om.",
                Kind::Terms,
            ),
            (
                "Samenwerkingsovereenkomst\n\nArtikel 1 Privacy\n\n1.1 Wij delen geen gegevens.",
                Kind::Lasting,
            ),
            (
                "Privacyverklaring\n\nArtikel 1 Algemene voorwaarden\n\n1.1 Die gelden ook.",
                Kind::Statement,
            ),
            (
                "Regeling samenwerking waterkeringen\n\nDe Minister,\n\nGelet op artikel 4 van de \
                 wet; Besluit:\n\nArtikel 1\n\nDe dijkgraaf overlegt met de gemeente.",
                Kind::Decree,
            ),
            (
                "Samenwerkingsovereenkomst\n\nHet college gaf zijn besluit: akkoord.\n\nTekst.",
                Kind::Lasting,
            ),
            (
                "Verwerkersovereenkomst\n\nAlgemene voorwaarden bijgevoegd\n\nTekst.",
                Kind::Ancillary,
            ),
        ] {
            let doc = Document::from_paragraphs(text, Language::Dutch);
            assert_eq!(expected, kind(&doc), "{text}");
        }
    }
}
