//! The words by which contracts name their parties, of all languages together: an English role in
//! a Dutch contract is a role.

use super::Language;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The words by which contracts name their parties. All in lower case.
#[derive(Debug, Default)]
pub struct PartyWords {
    /// Roles, in the order of the tables: `opdrachtgever`, `supplier`.
    pub roles: Vec<&'static str>,
    /// Roles that face each other; those tried first come first.
    pub pairs: Vec<(&'static str, Vec<&'static str>)>,
    /// Roles of who is no party where another is named: `verzekerde` beside `verzekeringnemer`.
    pub instead: HashMap<&'static str, &'static str>,
    /// Names that an opening gives to what is nobody: `agreement`, `effective date`.
    pub not_parties: HashSet<&'static str>,
    /// Roles of whoever stands across from the writer of general terms.
    pub counterparts: Vec<&'static str>,
    /// Words of a definition that defines somebody.
    pub persons: Vec<&'static str>,
    /// What stands over a list of people who agree.
    pub members: HashSet<&'static str>,
    /// Words of forms that stand beside the place for a name: `email`, `handtekening`.
    pub labels: HashSet<&'static str>,
    /// What the name of a body starts with, in a small letter: `gemeente`.
    pub bodies: HashSet<&'static str>,
    /// The last word of the name of a body: `foundation`.
    pub organisations: HashSet<&'static str>,
    /// Words for whoever is meant by no name of their own: `undersigned`.
    pub somebody: HashSet<&'static str>,
    /// Words that say on which side somebody stands: `enerzijds`.
    pub sides: HashSet<&'static str>,
    /// What does no more than set two parties apart: `anderzijds`.
    pub apart: HashSet<&'static str>,
    /// Words that stand before a name: `mevrouw`.
    pub before_names: HashSet<&'static str>,
    /// How the names of contracts end: `overeenkomst`.
    pub contracts: Vec<&'static str>,
    /// What says of the name before it that it is somebody: `wonende`.
    pub seated: Vec<&'static str>,
    /// Words of a blank for an address or a number: `postcode`.
    pub places: Vec<&'static str>,
    /// Words for who stands beside a team and is none of it: `docent`.
    pub guides: Vec<&'static str>,
    /// Words of a title that say that a team works together.
    pub teams: Vec<&'static str>,
    /// What stands over signatures: `handtekeningen`.
    pub signing: Vec<&'static str>,
    /// What a form calls the place for a name: `naam organisatie`.
    pub names: HashSet<&'static str>,
    /// Words of the title of an offer: `offerte`.
    pub offers: Vec<&'static str>,
    /// What stands before who offers: `van`.
    pub offered_by: HashSet<&'static str>,
    /// What stands before whom it is offered to: `aan`.
    pub offered_to: HashSet<&'static str>,
    /// Words that open a list of who agree, as far as they stand alone: `ondergetekenden`.
    pub opens: HashSet<&'static str>,
    /// Words that close it: `komen overeen`.
    pub closes: Vec<&'static str>,
    /// What stands before the first of who agree: `between`.
    pub between: Vec<&'static str>,
    /// What stands behind the last, in its own letters: `WHEREAS`.
    pub stops: Vec<&'static str>,
    /// What follows in the same sentence: `for the purpose`.
    pub purposes: Vec<&'static str>,
    /// Words before a thing: `the`.
    pub articles: Vec<&'static str>,
    /// Words behind which somebody stands who does or gets something: `door`.
    pub towards: Vec<&'static str>,
    /// Words before which somebody stands who does something: `shall`.
    pub acts: Vec<&'static str>,
    /// What says of the name behind it that it is who speaks: `wij zijn`.
    pub we_before: Vec<&'static str>,
    /// What says so of the name before it: `hierna wij`.
    pub we_behind: Vec<&'static str>,
    /// What a colophon says of its company: `handelsregister`.
    pub colophon: Vec<&'static str>,
    /// How the names of others begin whom terms name: `herverzekering`.
    pub others: Vec<&'static str>,
    /// The last word of the name of a thing: `agreement`.
    pub things: HashSet<&'static str>,
    /// Words of the title of what nobody agrees to: `policy`.
    pub ruled: Vec<&'static str>,
    /// Words by which people bind themselves to each other: `agrees`.
    pub pledges: HashSet<&'static str>,
    /// Words for who or what is no party though it does something: `rechter`.
    pub faceless: HashSet<&'static str>,
    /// How words for many people end that sound like a thing: `vereniging`.
    pub groups: Vec<&'static str>,
    /// Words before what somebody has to or may do: `shall`.
    pub modal: HashSet<&'static str>,
    /// What things do, and words that look as if they were done: `geldt`.
    pub idle: HashSet<&'static str>,
    /// Words before somebody who is known: `the`.
    pub definite: HashSet<&'static str>,
    /// Small words within a name: `of`.
    pub particles: HashSet<&'static str>,
    /// Words behind which a clause may begin: `while`.
    pub joints: HashSet<&'static str>,
    /// What stands behind "may" where something is done to the subject: `be`.
    pub passive: HashSet<&'static str>,
    role_set: HashSet<&'static str>,
}

impl PartyWords {
    /// Those of all languages.
    pub fn all() -> &'static PartyWords {
        &WORDS
    }

    /// Whether `word` is a role, whatever its case.
    pub fn is_role(&self, word: &str) -> bool {
        // Nearly every word is no role by its length or letters alone; most are not lower-cased.
        word.len() <= 32 && self.role_set.contains(word.to_lowercase().as_str())
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    roles: String,
    pairs: String,
    instead: String,
    not_parties: String,
    counterparts: String,
    persons: String,
    members: String,
    labels: String,
    bodies: String,
    organisations: String,
    somebody: String,
    sides: String,
    apart: String,
    before_names: String,
    contracts: String,
    seated: String,
    places: String,
    guides: String,
    teams: String,
    signing: String,
    names: String,
    offers: String,
    offered_by: String,
    offered_to: String,
    opens: String,
    closes: String,
    between: String,
    stops: String,
    purposes: String,
    articles: String,
    towards: String,
    acts: String,
    we_before: String,
    we_behind: String,
    colophon: String,
    others: String,
    things: String,
    ruled: String,
    pledges: String,
    faceless: String,
    groups: String,
    modal: String,
    idle: String,
    definite: String,
    particles: String,
    joints: String,
    passive: String,
}

static WORDS: LazyLock<PartyWords> = LazyLock::new(|| {
    let mut words = PartyWords::default();
    for language in Language::ALL {
        // Part of the binary, and a test reads it: a broken table can't ship.
        let table: Table = toml::from_str(match language {
            Language::Dutch => include_str!("nl/parties.toml"),
            Language::English => include_str!("en/parties.toml"),
        })
        .unwrap_or_default();
        words.roles.extend(split(table.roles));
        words.pairs.extend(split(table.pairs).filter_map(|it| {
            let (one, others) = it.split_once(": ")?;
            Some((one, others.split(", ").collect()))
        }));
        words.instead.extend(split(table.instead).filter_map(|it| it.split_once(": ")));
        words.not_parties.extend(split(table.not_parties));
        words.counterparts.extend(split(table.counterparts));
        words.persons.extend(split(table.persons));
        words.members.extend(split(table.members));
        words.labels.extend(split(table.labels));
        words.bodies.extend(split(table.bodies));
        words.organisations.extend(split(table.organisations));
        words.somebody.extend(split(table.somebody));
        words.sides.extend(split(table.sides));
        words.apart.extend(split(table.apart));
        words.before_names.extend(split(table.before_names));
        words.contracts.extend(split(table.contracts));
        words.seated.extend(split(table.seated));
        words.places.extend(split(table.places));
        words.guides.extend(split(table.guides));
        words.teams.extend(split(table.teams));
        words.signing.extend(split(table.signing));
        words.names.extend(split(table.names));
        words.offers.extend(split(table.offers));
        words.offered_by.extend(split(table.offered_by));
        words.offered_to.extend(split(table.offered_to));
        words.opens.extend(split(table.opens));
        words.closes.extend(split(table.closes));
        words.between.extend(split(table.between));
        words.stops.extend(split(table.stops));
        words.purposes.extend(split(table.purposes));
        words.articles.extend(split(table.articles));
        words.towards.extend(split(table.towards));
        words.acts.extend(split(table.acts));
        words.we_before.extend(split(table.we_before));
        words.we_behind.extend(split(table.we_behind));
        words.colophon.extend(split(table.colophon));
        words.others.extend(split(table.others));
        words.things.extend(split(table.things));
        words.ruled.extend(split(table.ruled));
        words.pledges.extend(split(table.pledges));
        words.faceless.extend(split(table.faceless));
        words.groups.extend(split(table.groups));
        words.modal.extend(split(table.modal));
        words.idle.extend(split(table.idle));
        words.definite.extend(split(table.definite));
        words.particles.extend(split(table.particles));
        words.joints.extend(split(table.joints));
        words.passive.extend(split(table.passive));
    }
    words.role_set = words.roles.iter().copied().collect();
    words
});

pub(super) fn split(list: String) -> impl Iterator<Item = &'static str> {
    let list: &'static str = list.leak();
    list.split('|').map(str::trim).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        let words = PartyWords::all();
        assert!(words.is_role("Opdrachtgever") && words.is_role("SUPPLIER"));
        assert!(words.members.contains("groepsleden") && words.members.contains("team members"));
        assert!(words.not_parties.contains("ingangsdatum"));
        assert!(words.labels.contains("handtekening") && words.labels.contains("signature"));
        assert!(words.pledges.contains("betaalt") && words.pledges.contains("agrees"));
        assert!(words.ruled.contains(&"reglement") && words.ruled.contains(&"bylaws"));
        assert!(words.faceless.contains("rechter") && words.faceless.contains("court"));
        assert!(words.modal.contains("moet") && words.modal.contains("shall"));
        assert!(words.idle.contains("geldt") && words.idle.contains("applies"));
        for (one, other) in [("verzekerde", "verzekeringnemer"), ("insured", "policyholder")] {
            assert_eq!(words.instead.get(one), Some(&other));
            assert!(words.is_role(one) && words.is_role(other));
        }
        for (one, others) in &words.pairs {
            for role in others.iter().chain([one]) {
                assert!(words.is_role(role), "{role} is no role");
            }
        }
    }
}
