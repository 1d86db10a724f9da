//! What follows from the page: facts computed once, in Rust, and read by every rule.
//! Whether a fact is good is for rules to say.

mod accounts;
mod amendments;
mod amounts;
mod beside;
mod capitals;
mod dates;
mod duties;
mod holidays;
mod index;
mod kind;
mod lists;
mod names;
mod numbering;
mod parties;
mod parts;
mod periods;
mod phrases;
mod readability;
mod references;
mod residue;
mod signing;
mod slips;
pub mod symmetry;
mod terms;
mod tongues;
mod topics;
mod twins;
mod unchecked;

pub use beside::{Beside, Compared};
pub use duties::{Bearer, Duty, Modality, Owner, Standard, Voice};
pub use kind::Kind;
pub use parties::{Party, Speaker};
pub use readability::{Readability, reading_load};
pub use references::{Reference, Target};
pub use slips::{Slip, SlipKind};
pub use terms::Term;
pub use topics::{Class, Topic, Topics};
pub use unchecked::Unchecked;

use crate::document::Document;

/// What is known about a contract beyond its text.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// What kind of document it is.
    pub kind: Kind,
    /// The parties, in order of first mention in the party block.
    pub parties: Vec<Party>,
    /// Who "wij/we" is.
    pub speaker: Speaker,
    /// The defined terms, in order of definition.
    pub terms: Vec<Term>,
    /// Who must, may and may not do what, in order.
    pub duties: Vec<Duty>,
    /// How these are spread over the parties.
    pub balance: symmetry::Balance,
    /// What the clauses are about.
    pub topics: Topics,
    /// The references, in order.
    pub references: Vec<Reference>,
    /// How hard it is to read.
    pub readability: Readability,
    /// Where its form is not right, by kind and then in order.
    pub slips: Vec<Slip>,
    /// What could not be checked in this file, and why.
    pub unchecked: Vec<Unchecked>,
}

/// What was agreed in `doc`: its kind, its parties, their duties, its topics. The other facts, which
/// say how it was written, are left empty: who only looks at a contract need not wait for them.
pub fn agreed(doc: &Document) -> Facts {
    let (parties, speaker) = parties::parties(doc);
    let duties = duties::duties(doc, &parties, speaker);
    Facts {
        kind: kind::kind(doc),
        balance: symmetry::balance(&duties, parties.len()),
        duties,
        parties,
        speaker,
        topics: topics::topics(doc),
        ..Facts::default()
    }
}

/// All facts of `doc`.
pub fn analyze(doc: &Document) -> Facts {
    let agreed = agreed(doc);
    let index = index::Index::of(doc);
    let parts = parts::Parts::of(doc);
    let terms = terms::terms(doc, &index);
    let references = references::references(doc, &index, &parts);
    let mut unchecked = unchecked::unchecked(doc, &index, &agreed.parties, &terms, &references);
    let readability = readability::readability(doc);
    let mut facts = Facts { terms, references, readability, ..agreed };
    facts.slips = slips::slips(doc, &facts, &index, &parts, &mut unchecked);
    unchecked.sort_unstable();
    facts.unchecked = unchecked;
    facts
}
