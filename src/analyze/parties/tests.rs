//! What the shapes of introduction lead to, as lists of names.

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
        ["Tern Corporation = TERN = Tern", "Kestrel Services Corporation = Kestrel Services = KSC"]
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
