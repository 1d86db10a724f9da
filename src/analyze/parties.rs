//! Who the parties are: name, role, aliases; and who speaks when the text says "we".

use crate::document::Document;
use crate::span::Span;

/// A party to the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name the contract uses most: its role label if it has one ("Opdrachtgever"), else its name.
    pub name: String,
    /// Every name it goes by, longest first: full name, trade name, role.
    pub aliases: Vec<String>,
    /// Where it is introduced.
    pub definition: Span,
    /// Every place one of its names stands, in order.
    pub mentions: Vec<Span>,
}

/// Who "wij/we" is. Counting we-words rates insurance terms as most relational, because there
/// the insurer calls itself "wij".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// The parties together, or nobody says we.
    #[default]
    Together,
    /// One party (the drafter); "u/je/you" is the other.
    OneParty,
}

/// The parties of `doc` and who speaks.
pub fn parties(_doc: &Document) -> (Vec<Party>, Speaker) {
    (Vec::new(), Speaker::Together)
}
