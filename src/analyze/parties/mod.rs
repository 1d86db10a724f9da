//! Who the parties are: name, role, aliases, mentions; and who speaks when the text says "we".
//!
//! A contract introduces its parties near its start ("… hierna te noemen: Opdrachtgever", "(the
//! “Supplier”)"), lists them ("Groepsleden: …"), defines them, or only uses their roles; then the
//! roles are the parties.

mod acting;
mod bearing;
mod candidate;
mod deed;
mod form;
mod frame;
mod introduction;
mod letter;
mod listing;
mod member;
mod mention;
mod name;
mod opening;
mod particulars;
mod preamble;
mod proper;
mod speaker;
mod short;
mod terms;
mod writer;

use crate::document::Document;
use crate::language::PartyWords;
use crate::span::Span;

/// A party to the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name the contract uses most: its role label if it has one ("Opdrachtgever"), else its name.
    pub name: String,
    /// Its role ("Opdrachtgever"), where it goes by one.
    pub role: Option<String>,
    /// Every name it goes by, longest first: full name, trade name, role.
    pub aliases: Vec<String>,
    /// Where it is introduced.
    pub definition: Span,
    /// Every place that names it, in order.
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

/// The parties of `doc`, in the order in which they are introduced, and who speaks.
pub fn parties(doc: &Document) -> (Vec<Party>, Speaker) {
    let speaker = speaker::speaker(doc);
    let mut found = Found::default();
    if !found.between_whom(doc) && !found.between_roles(doc) {
        let items = frame::frame(doc, speaker);
        if !found.framed(&items) {
            found.introduced(doc);
            found.framed_by_name(&items);
        }
    }
    if found.parties.iter().all(|it| it.role.is_none()) {
        found.lettered(doc);
    }
    if found.parties.len() < 2 || found.parties.iter().all(|it| it.role.is_none()) {
        found.in_capacities(doc);
    }
    // Who is only "the other party" needs one to be the other of.
    let mut introduced = found.parties.iter().any(|it| it.name != "Wederpartij");
    if found.parties.len() == 1 {
        found.on_sides(doc);
    }
    if found.parties.len() < 2 && speaker == Speaker::Together {
        found.in_form(doc);
    }
    if found.parties.len() < 2 {
        found.members(doc);
    }
    if found.parties.len() < 2 {
        introduced |= found.defined(doc);
        found.instead();
    }
    if found.parties.is_empty() {
        found.signing_people(doc);
    }
    if found.parties.is_empty() {
        found.enumerated(doc);
    }
    if found.parties.is_empty() {
        found.filing(doc);
    }
    if found.parties.len() < 2 {
        found.in_title(doc, speaker, &terms::TITLES);
    }
    if found.parties.len() < 2
        && found.parties.iter().all(|it| it.aliases.iter().all(|it| is_role(it)))
    {
        found.in_scope(doc, speaker);
    }
    if found.parties.len() < 2 {
        found.in_roles(doc, speaker);
    }
    if found.parties.is_empty() {
        found.in_title(doc, speaker, &terms::SCOPES);
    }
    if found.parties.is_empty() && speaker == Speaker::Together {
        found.acting_together(doc);
    }
    if found.parties.len() < 2
        && speaker == Speaker::OneParty
        && found.parties.iter().all(|it| it.aliases.iter().all(|it| is_role(it)))
    {
        found.writing(doc);
    }
    if found.parties.len() < 2 {
        found.bearing(doc, speaker);
    }
    found.cast(doc);
    if found.parties.len() == 1 {
        found.addressee(doc);
    }
    // "We" of a team are its people, also where it says "you" to each of them.
    let speaker = if found.team { Speaker::Together } else { speaker };
    let mut parties = found.parties;
    short::abbreviate(doc, &mut parties);
    short::shorten(doc, &mut parties);
    // One role that faces nobody is no party: "Employee" in the text of a plan.
    if let [party] = &parties[..]
        && !introduced
        && speaker == Speaker::Together
        && party.aliases.iter().all(|it| is_role(it))
    {
        parties.clear();
    }
    mention::mention(doc, &mut parties);
    (parties, speaker)
}

/// Whether a name ends in a legal form: "Zonnehof B.V.".
pub(super) fn is_legal_person(name: &str) -> bool {
    form::without_legal_form(name).is_some()
}

/// The most parties that are kept: a list of hundreds is no list of parties.
const MOST: usize = 12;

#[derive(Default)]
struct Found {
    parties: Vec<Party>,
    /// Whether they are the people of a team.
    team: bool,
}

impl Found {
    /// Takes out who is no party where another is named: the insured beside the policyholder.
    fn instead(&mut self) {
        let instead = &PartyWords::all().instead;
        let names: Vec<String> = self.parties.iter().map(|it| it.name.to_lowercase()).collect();
        self.parties.retain(|it| {
            let other = instead.get(it.name.to_lowercase().as_str());
            other.is_none_or(|other| !names.iter().any(|it| it == other))
        });
    }

    /// Adds a party, or what is new about one that is known.
    fn add(&mut self, name: Option<String>, aliases: &[String], definition: Span) {
        let aliases: Vec<String> = aliases.iter().filter(|it| !nobody(it)).cloned().collect();
        self.put(name, &aliases, definition);
    }

    /// The same, where the names are known to be those of somebody.
    fn put(&mut self, name: Option<String>, aliases: &[String], definition: Span) {
        let role =
            aliases.iter().find(|it| is_role(it)).or(aliases.first()).map(|it| (*it).clone());
        let Some(called) = role.clone().or_else(|| name.clone()) else { return };
        let mut names = aliases.to_vec();
        names.extend(name.iter().cloned());
        let short = name.as_ref().and_then(|it| form::without_legal_form(it));
        // "Tern LLC" and "Tern Limited" are two companies.
        let other = |it: &String| {
            form::without_legal_form(it).is_some() && name.as_ref().is_some_and(|own| own != it)
        };
        let taken = |short: &str| {
            self.parties.iter().any(|it| {
                it.aliases.iter().any(|it| same(it, short)) && it.aliases.iter().any(other)
            })
        };
        if let Some(short) = short.filter(|it| !taken(it)) {
            names.push(short.to_owned());
        }
        let many = self.parties.len() >= MOST;
        let known = self
            .parties
            .iter_mut()
            .find(|it| it.aliases.iter().any(|it| names.iter().any(|name| same(name, it))));
        let party = match known {
            Some(party) => {
                let known = party.role.as_ref().is_some_and(|it| is_role(it));
                if !known && role.as_ref().is_some_and(|it| party.role.is_none() || is_role(it)) {
                    party.name = called;
                    party.role = role;
                }
                party
            }
            None if many => return,
            None => {
                self.parties.push(Party {
                    name: called,
                    role,
                    aliases: Vec::new(),
                    definition,
                    mentions: Vec::new(),
                });
                let Some(party) = self.parties.last_mut() else { return };
                party
            }
        };
        for name in names {
            if !party.aliases.contains(&name) {
                party.aliases.push(name);
            }
        }
        party.aliases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    }
}

/// Whether a word is a role, or many who have one: "Lenders".
fn is_role(word: &str) -> bool {
    let words = PartyWords::all();
    words.is_role(word) || word.strip_suffix(['s', 'S']).is_some_and(|it| words.is_role(it))
}

/// Whether a name is that of a thing, a date or a document.
fn nobody(name: &str) -> bool {
    let lower = name.to_lowercase();
    let bare = ["the ", "de ", "het ", "this ", "deze "]
        .iter()
        .find_map(|it| lower.strip_prefix(it))
        .unwrap_or(&lower);
    let words = PartyWords::all();
    // "Work Product", "Licensed Marks", "Stock Purchase Agreement", "Initial Term".
    words.not_parties.contains(bare)
        || bare.rsplit([' ', '-']).next().is_some_and(|it| words.things.contains(it))
}

fn listed(list: &[&str], word: &str) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// Whether a text has one of some words anywhere.
fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|it| text.contains(it))
}

/// Equal but for case and a plural s: "Verzekeraars" are the Verzekeraar.
fn same(one: &str, other: &str) -> bool {
    let singular = |word: &'_ str| word.len() - usize::from(word.ends_with('s'));
    let (one, other) = (&one[..singular(one)], &other[..singular(other)]);
    one.eq_ignore_ascii_case(other)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return String::new() };
    let rest = chars.as_str();
    let rest =
        if rest.chars().any(char::is_lowercase) { rest.to_owned() } else { rest.to_lowercase() };
    first.to_uppercase().chain(rest.chars()).collect()
}

#[cfg(test)]
mod tests;
