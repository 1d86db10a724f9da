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
    ("gebruiksvoorwaarden", Kind::Terms),
    ("terms of service", Kind::Terms),
    ("terms of use", Kind::Terms),
    ("terms and conditions", Kind::Terms),
];

/// The kind of `doc`, told by its title: the first blocks with no more words than a title has.
pub fn kind(doc: &Document) -> Kind {
    let is_title = |it: &&crate::document::Block| {
        let short = doc[it.span].split(' ').count() <= 14;
        short && !matches!(it.kind, BlockKind::Header | BlockKind::Footer)
    };
    let titles: Vec<String> =
        doc.blocks.iter().take(6).filter(is_title).map(|it| doc[it.span].to_lowercase()).collect();
    let tells = |words: &str| titles.iter().any(|it| it.contains(words));
    TITLES.iter().find(|it| tells(it.0)).map_or(Kind::Lasting, |it| it.1)
}
