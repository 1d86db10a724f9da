//! The manual of what a script sees: one entry for each thing that `api` registers. A test
//! reads the registrations and fails where the two differ.

/// The version of the interface. Within a version nothing that is stable goes or changes meaning.
pub const VERSION: u32 = 1;

/// A thing that a script can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it is of: `Place`, `Finding`, `Rule`, `Table`; empty for a function of its own.
    pub of: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Parameters, `()` and all, for a function; empty for a property.
    pub takes: &'static str,
    /// What it gives.
    pub gives: &'static str,
    /// The version of weeflint since which it stays as it is.
    pub stable_since: &'static str,
    /// What it is, in a line.
    pub says: &'static str,
}

/// What expressions hold beside the syntax of regular expressions: how it is written, what it
/// stands for. Matching ignores case and accents.
pub const SIGNS: &[(&str, &str)] = &[
    (
        "%P%",
        "one party: a role with its article, the contract's own names; in we/you contracts also we",
    ),
    ("%B%", "the parties together, as subject or adverb: partijen, elkaar, each party"),
    ("%K%", "this contract"),
    ("%N%", "a number, in digits or words"),
    ("%T%", "a period: a number with days, weeks, months …"),
    ("%END%", "to end the contract: opzeggen, ontbinden, terminate"),
    ("%g%", "up to three words"),
    ("%G%", "up to eight words"),
    ("<60>", "a gap of at most 60 letters within the sentence"),
    ("(?P<here>…)", "only these of the words that were found are marked"),
    (
        "(?P<party>%P%)",
        "fills {party}; so do other_party, subject, term, amount, number and any name of your own",
    ),
];

/// What fills a message or a proposal. Any other name between braces stays as a blank for the
/// parties.
pub const FILLS: &[(&str, &str)] = &[
    ("words", "the words that were found"),
    ("party", "the party: of the group, else the first that the sentence names"),
    ("other_party", "the other one"),
    ("count", "how many, where a script counts"),
    ("expected", "of a slip: what was expected"),
    ("other", "of a slip: the words it is held against"),
];

const fn of(
    of: &'static str,
    name: &'static str,
    takes: &'static str,
    gives: &'static str,
    says: &'static str,
) -> Entry {
    Entry { of, name, takes, gives, stable_since: "0.1", says }
}

/// Every entry, in reading order.
pub const ENTRIES: &[Entry] = &[
    of("Place", "text", "", "String", "the words of the place; of a match those of its sentence"),
    of("Place", "matched", "", "String", "the words that were found"),
    of("Place", "words", "", "int", "how many words it has; of a contract, each sentence once"),
    of("Place", "position", "", "float", "where in the contract it stands, 0.0 to 1.0"),
    of("Place", "language", "", "String", "\"nl\", \"en\" or \"\""),
    of("Place", "zone", "", "String", "the part of the contract: \"operative\", \"recital\" …"),
    of("Place", "is_item", "", "bool", "whether it is an item of a list"),
    of("Place", "capitals", "", "int", "how many of its words stand in capitals"),
    of("Place", "is_match", "", "bool", "whether words were found in it"),
    of("Place", "sentence", "", "Place", "the sentence it stands in"),
    of("Place", "previous", "", "Place?", "the sentence before, or ()"),
    of("Place", "next", "", "Place?", "the sentence after, or ()"),
    of("Place", "stem", "", "Place?", "the sentence that opens the list, or ()"),
    of("Place", "clause", "", "Place?", "the clause it stands in, or ()"),
    of("Place", "number", "", "String", "of a clause: its number as the reader sees it"),
    of("Place", "title", "", "String", "of a clause: its title"),
    of("Place", "level", "", "int", "of a clause: 1 for the outermost"),
    of(
        "Place",
        "sentences",
        "",
        "Array|int",
        "of a clause its sentences; of the contract how many",
    ),
    of("Place", "clauses", "", "Array", "of the contract: every clause"),
    of("Place", "hits", "", "Array", "of a clause or the contract: places that match `find`"),
    of("Place", "parties", "", "Array", "of the contract: every party"),
    of("Place", "words_in", "(zone: String)", "int", "words in sentences of that part"),
    of("Place", "name", "", "String", "of a party, term, reference or slip: its name or words"),
    of("Place", "aliases", "", "Array", "of a party: its other names"),
    of("Place", "mentions", "", "int", "of a party: how often it is named"),
    of("Place", "uses", "", "int", "of a term: how often it is used"),
    of("Place", "again", "", "int", "of a term: how often it is defined once more"),
    of("Place", "leads_to", "", "String", "of a reference: \"clause\", \"annex\" or \"elsewhere\""),
    of("Place", "is_there", "", "bool", "of a reference: whether what it names is there"),
    of(
        "Place",
        "slips",
        "(kind: String)",
        "Array",
        "of the contract: places whose form is not right",
    ),
    of("Place", "expected", "", "String", "of a slip: what would be right"),
    of("Place", "other", "", "Place?", "of a slip: the place it clashes with, or ()"),
    of("Place", "words_per_sentence", "", "float", "of the contract: the mean"),
    of("Place", "readability", "", "float?", "of the contract: Flesch–Douma or Flesch, or ()"),
    of("Place", "has", "(expression: String)", "bool", "whether it matches"),
    of("Place", "how_many_of", "(expressions: Array)", "int", "how many of them match"),
    of(
        "Place",
        "said_before",
        "(expression: String)",
        "bool",
        "whether a sentence before it in its clause, of other words, matches too",
    ),
    of(
        "Place",
        "count",
        "(expression: String)",
        "int",
        "matches; of a clause or the contract, sentences that match",
    ),
    of(
        "Place",
        "position_of",
        "(expression: String)",
        "float",
        "where it first matches, 0.0 to 1.0, or -1.0",
    ),
    of("Place", "find", "(expression: String)", "Array", "places that match, one a sentence"),
    of("Place", "group", "(name: String)", "String", "the words of a named group of the match"),
    of(
        "Place",
        "modality",
        "",
        "String",
        "of a sentence: \"obligation\", \"right\", \"permission\", \"prohibition\", \"discretion\", \"exemption\" or \"\"",
    ),
    of(
        "Place",
        "bearer",
        "",
        "String",
        "of a sentence: on whom its duty or right lies: a party, \"every\", \"speaker\", \"reader\" or \"nobody\"",
    ),
    of("Place", "counterparty", "", "String", "of a sentence: towards whom, in the same words"),
    of(
        "Place",
        "voice",
        "",
        "String",
        "of a sentence: \"active\", \"passive\", \"imperative\" or \"\"",
    ),
    of("Place", "action", "", "String", "of a sentence: what must or may be done"),
    of("Place", "condition", "", "String", "of a sentence: on which condition"),
    of(
        "Place",
        "owner",
        "",
        "String",
        "of a sentence: who is to do its duty: \"party\", \"role\", \"person\", \"nobody\" or \"\"",
    ),
    of("Place", "deadline", "", "String", "of a sentence: by when"),
    of(
        "Place",
        "standard",
        "",
        "String",
        "of a sentence: whether a figure or an open word measures it: \"measured\", \"open\" or \"\"",
    ),
    of("Place", "sanction", "", "String", "of a sentence: what follows when it is not done"),
    of(
        "Place",
        "is_about",
        "(subject: String)",
        "bool",
        "of a sentence: whether its duty or right is about this paired right",
    ),
    of(
        "Place",
        "duties",
        "",
        "Array",
        "of a clause, party or the contract: sentences that lay something on somebody",
    ),
    of("Place", "bound", "", "int", "of a party: how much binds it"),
    of("Place", "free", "", "int", "of a party: how much it may do or need not do"),
    of("Place", "topic", "", "String", "of a clause or sentence: its topic"),
    of(
        "Place",
        "topic_class",
        "",
        "String",
        "of a clause or sentence: \"legal\", \"substance\", \"relational\" or \"\"",
    ),
    of(
        "Place",
        "topic_shares",
        "",
        "Array?",
        "of the contract: the shares of legal, substance and relational text, or ()",
    ),
    of(
        "Place",
        "paired",
        "(subject: String)",
        "String",
        "of the contract: how a right is spread: \"mutual\", \"mirrored\", \"uneven\", \"one-sided\", \"unclear\" or \"\"",
    ),
    of(
        "Place",
        "favoured",
        "(subject: String)",
        "String",
        "of the contract: who has more of this paired right",
    ),
    of(
        "Place",
        "holdings",
        "(subject: String)",
        "Array",
        "of the contract: sentences that give or take this paired right",
    ),
    of(
        "Place",
        "with_group",
        "(name: String, words: String)",
        "String?",
        "its text with other words for those of a named group, or () where they are not in it",
    ),
    of(
        "String",
        "contains_any_of",
        "(parts: Array)",
        "bool",
        "whether one of these texts stands in it",
    ),
    of("Rule", "params", "", "Table", "the `params` of the record"),
    of("Rule", "id", "", "String", "the id of the rule"),
    of("Table", "keys", "()", "Array", "the keys of a table"),
    of("Table", "contains", "(key: String)", "bool", "whether a table has this key"),
    of(
        "Table",
        "keys_in",
        "(place: Place)",
        "int",
        "how many of its keys stand in the place, each at the start of a word",
    ),
    of("", "flag", "(place: Place)", "Finding", "a finding with the words of the record"),
    of("", "flag", "(place: Place, message: String)", "Finding", "a finding with its own message"),
    of(
        "",
        "flag_words",
        "(place: Place, expression: String)",
        "Finding?",
        "a finding on the first match in the place, or ()",
    ),
    of("Finding", "severity", "(name: String)", "Finding", "the finding, as severe as this"),
    of("Finding", "weight", "(weight: int)", "Finding", "the finding with this weight, 1 to 5"),
    of("Finding", "message", "(message: String)", "Finding", "the finding with this message"),
    of("Finding", "rewrite", "(text: String)", "Finding", "the finding with this wording proposed"),
    of(
        "Finding",
        "label",
        "(place: Place, text: String)",
        "Finding",
        "the finding with another place that belongs to it",
    ),
];

/// A definitions file for editors that know Rhai: what the interface holds, without bodies.
pub fn definitions() -> String {
    let mut out = format!(
        "//! What a rule of weeflint sees, version {VERSION}. Made by `weeflint api`.\n\nmodule static;\n"
    );
    for it in ENTRIES {
        let takes = it.takes.trim_start_matches('(').trim_end_matches(')');
        let parameters = match (it.of, takes) {
            ("", takes) => takes.to_owned(),
            (of, "") => format!("self: {of}"),
            (of, takes) => format!("self: {of}, {takes}"),
        };
        let get = if it.takes.is_empty() { "get " } else { "" };
        let gives = it.gives.replace('?', "|()");
        out.push_str(&format!(
            "\n/// {}\nfn {get}{}({parameters}) -> {gives};\n",
            it.says, it.name
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_manual_holds_what_is_registered_and_nothing_else() {
        // Blanks aside: a long registration breaks behind its bracket.
        let code: String = [include_str!("api.rs"), include_str!("api/duties.rs")]
            .iter()
            .flat_map(|it| it.split_whitespace())
            .collect();
        let mut registered = BTreeSet::new();
        for opening in ["get(engine,\"", "register_fn(\"", "register_get(\""] {
            for after in code.split(opening).skip(1) {
                registered.insert(after.split('"').next().unwrap());
            }
        }
        let told: BTreeSet<&str> = ENTRIES.iter().map(|it| it.name).collect();
        assert_eq!(told, registered);
    }

    #[test]
    fn every_macro_is_told() {
        for table in
            [include_str!("../language/nl/macros.toml"), include_str!("../language/en/macros.toml")]
        {
            for line in table.lines().filter_map(|it| it.strip_prefix('[')) {
                let name = format!("%{}%", line.split(']').next().unwrap());
                assert!(SIGNS.iter().any(|it| it.0 == name), "{name}");
            }
        }
    }

    #[test]
    fn the_definitions_name_every_entry_once() {
        let text = definitions();
        assert_eq!(text.matches("\nfn ").count(), ENTRIES.len());
        assert!(text.contains("fn get text(self: Place) -> String;"));
        assert!(text.contains("fn label(self: Finding, place: Place, text: String) -> Finding;"));
    }
}
