//! Who the parties are: name, role, aliases, mentions; and who speaks when the text says "we".
//!
//! A contract introduces its parties near its start ("… hierna te noemen: Opdrachtgever", "(the
//! “Supplier”)"), lists them ("Groepsleden: …"), defines them, or only uses their roles; then the
//! roles are the parties.

mod acting;
mod candidate;
mod introduction;
mod letter;
mod listing;
mod member;
mod mention;
mod name;
mod opening;
mod preamble;
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
        found.introduced(doc);
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
    if found.parties.len() < 2
        && speaker == Speaker::OneParty
        && found.parties.iter().all(|it| it.aliases.iter().all(|it| is_role(it)))
    {
        found.writing(doc);
    }
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
    name::without_legal_form(name).is_some()
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
        let short = name.as_ref().and_then(|it| name::without_legal_form(it));
        // "Tern LLC" and "Tern Limited" are two companies.
        let other = |it: &String| {
            name::without_legal_form(it).is_some() && name.as_ref().is_some_and(|own| own != it)
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
    // "Work Product", "Licensed Marks", "Stock Purchase Agreement", "Initial Term".
    const THINGS: &[&str] = &[
        "agreement",
        "agreements",
        "date",
        "term",
        "services",
        "products",
        "product",
        "act",
        "period",
        "marks",
        "site",
        "sites",
        "property",
        "information",
        "data",
        "shares",
        "stock",
        "plan",
        "notes",
        "overeenkomst",
        "voorwaarden",
        "gegevens",
        "diensten",
        "wet",
        "software",
        "territory",
        "use",
        "policy",
        "price",
        "fee",
        "cases",
        "court",
        "rate",
        "order",
        "regeling",
        "deadline",
        "committee",
        "content",
        "letter",
        "effectiveness",
    ];
    let words = &PartyWords::all().not_parties;
    words.contains(bare) || bare.rsplit([' ', '-']).next().is_some_and(|it| THINGS.contains(&it))
}

fn listed(list: &[&str], word: &str) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(word))
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
mod tests {
    use super::*;
    use crate::document::{Draft, Format, Kind, Origin};
    use crate::language::Language;

    fn document(text: &str) -> Document {
        let mut builder = Document::builder("test", Format::Text);
        let dutch = text.contains(" de ") || text.contains(" te ") || text.contains(" je ");
        builder.language(Some(if dutch { Language::Dutch } else { Language::English }));
        for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
            let mut draft = Draft::new(Kind::Paragraph);
            draft.push(line, Origin::Joined);
            builder.block(draft);
        }
        builder.finish()
    }

    fn names(text: &str) -> Vec<String> {
        let (parties, _) = parties(&document(text));
        parties.iter().map(|it| it.aliases.join(" = ")).collect()
    }

    #[test]
    fn dutch_introductions() {
        assert_eq!(
            names(
                "OVEREENKOMST VAN OPDRACHT
                 De ondergetekenden:
                 1. De besloten vennootschap met beperkte aansprakelijkheid Zonnehof B.V., gevestigd te Utrecht, hierna te noemen: “Opdrachtgever”;
                 en
                 2. Mevrouw A. de Boer, wonende te Breda, verder te noemen Opdrachtnemer;
                 hierna gezamenlijk te noemen: Partijen;
                 komen het volgende overeen:
                 Artikel 1 – Opdracht
                 Opdrachtnemer voert de opdracht uit."
            ),
            ["Opdrachtgever = Zonnehof B.V. = Zonnehof", "Opdrachtnemer = A. de Boer"]
        );
    }

    #[test]
    fn english_introductions() {
        assert_eq!(
            names(
                "This Services Agreement (the \"Agreement\") is made as of 1 May 2024 by and between Northwind, Inc., a Delaware corporation (the “Supplier”), and Blue Lake Limited, a company incorporated in England (“Customer”)."
            ),
            ["Northwind, Inc. = Northwind = Supplier", "Blue Lake Limited = Blue Lake = Customer"]
        );
    }

    #[test]
    fn roles_alone_are_parties() {
        assert_eq!(
            names(
                "Algemene voorwaarden
                 1. Opdrachtgever betaalt de factuur. Opdrachtnemer levert het werk.
                 2. Opdrachtnemer meldt vertraging aan de opdrachtgever."
            ),
            ["Opdrachtgever", "Opdrachtnemer"]
        );
    }

    #[test]
    fn blanks_leave_the_role() {
        assert_eq!(
            names(
                "OVEREENKOMST VAN OPDRACHT
                 Partijen
                 1. Zonnehof B.V., gevestigd te Utrecht, te dezen vertegenwoordigd door ______ (hierna: Zonnehof)
                 2. ________________, gevestigd te ________ (hierna: Bouwer),
                 Overwegende dat
                 Zonnehof een site wil."
            ),
            ["Zonnehof B.V. = Zonnehof", "Bouwer"]
        );
    }

    #[test]
    fn the_last_name_before_the_bracket_counts() {
        assert_eq!(
            names(
                "This Agreement is made by and between Tern Corporation (\"TERN\"), a Delaware Corporation, 12 Palm Avenue, Ely, and Kestrel Services Corporation (\"KSC\"), a Nevada corporation."
            ),
            [
                "Tern Corporation = TERN = Tern",
                "Kestrel Services Corporation = Kestrel Services = KSC"
            ]
        );
    }

    #[test]
    fn lists_on_a_cover_are_parties() {
        assert_eq!(
            names(
                "CREDIT AGREEMENT
                 dated as of 12 June 2021
                 among
                 Alder Mills, Inc., as Borrower
                 The Banks Listed Herein
                 and
                 Heron Trust Company, as Administrative Agent
                 TABLE OF CONTENTS"
            ),
            [
                "Alder Mills, Inc. = Alder Mills = Borrower",
                "Banks",
                "Administrative Agent = Heron Trust Company"
            ]
        );
        assert_eq!(
            names(
                "Cooperation Agreement Party A: Plum Harbour Co., Ltd. Party B: Quince Energy Co., Ltd. Party A welcomes the plan of Party B."
            ),
            [
                "Plum Harbour Co., Ltd. = Plum Harbour Co. = Party A",
                "Quince Energy Co., Ltd. = Quince Energy Co. = Party B"
            ]
        );
        assert_eq!(
            names(
                "Regeling over de samenwerking tussen Noordland, Zuidland en Sint Joris\nDe landen werken te allen tijde samen."
            ),
            ["Noordland", "Zuidland", "Sint Joris"]
        );
    }

    #[test]
    fn a_second_name_and_bare_brackets_belong_to_the_party_before() {
        assert_eq!(
            names(
                "This Agreement is made between Elder Systems of Maine, Inc. (ESM), an Iowa corporation (the \"Sponsor\"), and Ruth Vale (EMPLOYEE). WHEREAS Birch Ltd (the \"Seller\") sold the stock;"
            ),
            [
                "Elder Systems of Maine, Inc. = Elder Systems of Maine = Sponsor = ESM",
                "Ruth Vale = EMPLOYEE"
            ]
        );
    }

    #[test]
    fn a_minister_and_whoever_signs_are_parties() {
        assert_eq!(
            names(
                "De minister van Landbouw, partij ter ene zijde en de Stichting Weidegang, hierna te noemen: de Stichting Weidegang, gevestigd te Ede, partij ter andere zijde,"
            ),
            ["Stichting Weidegang", "minister van Landbouw = Minister"]
        );
        assert_eq!(
            names(
                "Terms\nAs used herein, “Recipient” refers to the signing person. The Recipient keeps the drawings secret."
            ),
            ["Recipient"]
        );
    }

    #[test]
    fn products_and_forms_are_no_parties() {
        assert_eq!(
            names(
                "Polisvoorwaarden Fietspolis\n1. De Fietspolis geldt te allen tijde. De Fietspolis dekt diefstal. De Fietspolis eindigt."
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn members_are_parties() {
        assert_eq!(
            names(
                "Samenwerkingscontract
                 Groepsleden
                 Jan van den Berg 0912345
                 Fatima el Idrissi
                 Bo Chen
                 Wij komen op tijd te vergaderen.
                 Wie te laat is, meldt dat."
            ),
            ["Jan van den Berg", "Fatima el Idrissi", "Bo Chen"]
        );
    }

    #[test]
    fn general_terms_name_their_writer() {
        assert_eq!(
            names(
                "Algemene voorwaarden van Studio Zonnehof
                 1. Deze voorwaarden gelden voor de opdrachten aan Studio Zonnehof.
                 2. Studio Zonnehof voert de opdracht uit. De klant betaalt de rekening.
                 3. De klant keurt het werk. De klant meldt gebreken."
            ),
            ["Studio Zonnehof", "Klant"]
        );
    }

    #[test]
    fn a_text_without_parties_has_none() {
        assert_eq!(names("The weather was fine.\nIt rained later."), Vec::<String>::new());
    }

    #[test]
    fn mentions_are_whole_words() {
        let doc = document(
            "This agreement is made between Oak Ltd (\"Buyer\") and Elm Ltd (\"Seller\").
             1. The Seller delivers to the Buyer. The Buyer's staff helps. No buyer, no Buyers' club.",
        );
        let (parties, _) = parties(&doc);
        let found: Vec<&str> = parties[0].mentions.iter().map(|&it| &doc[it]).collect();
        assert_eq!(found, ["Oak Ltd", "Buyer", "Buyer", "Buyer", "Buyers"]);
    }

    #[test]
    fn we_is_one_party_when_the_reader_is_addressed() {
        let speaker = |text| speaker::speaker(&document(text));
        assert_eq!(
            speaker(
                "Wij vergoeden je schade. Je meldt schade aan ons. Je betaalt te laat? Dan stoppen wij."
            ),
            Speaker::OneParty
        );
        assert_eq!(
            speaker(
                "Wij overleggen elke week over de planning. Ieder van ons houdt de afspraken bij te allen tijde."
            ),
            Speaker::Together
        );
        assert_eq!(
            speaker(
                "Wij vergoeden de schade aan verzekerde. Verzekerde meldt de schade te allen tijde aan ons. Wij onderzoeken de schade."
            ),
            Speaker::OneParty
        );
        assert_eq!(
            speaker(
                "Wij beginnen op tijd. Wij helpen elkaar en wij leren van elkaar. Wij vieren samen wat ons lukt. Wij zeggen het als je te laat bent."
            ),
            Speaker::Together
        );
        assert_eq!(
            speaker("Example Ltd (“we”, “us”) sells goods. The customer pays."),
            Speaker::OneParty
        );
    }
}
