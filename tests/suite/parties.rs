//! Who the parties are: each shape of introduction in which they were once missed, in sentences of
//! our own.

#![allow(clippy::expect_used, reason = "a test that can't prepare has failed")]

use weeflint::analyze::analyze;
use weeflint::read::read;

/// The names of the parties that a text is found to have.
fn names(text: &str) -> Vec<String> {
    let doc = read("contract.md", text.as_bytes(), Default::default()).expect("text is read");
    analyze(&doc).parties.into_iter().map(|it| it.name).collect()
}

#[track_caller]
fn check(expected: &[&str], text: &str) {
    assert_eq!(expected, names(text), "{text}");
}

#[test]
fn a_team_signs_with_first_names() {
    check(
        &["Noor", "Sam", "Milan"],
        "Samenwerkingscontract project Kas\n\nProjectgroep: 3\n\nOpdrachtgever: E. van Dam\n\nDe projectgroep spreekt het volgende af:\n\nJe meldt het als je te laat komt.\n\nJe houdt je aan de planning van het team.\n\nOndertekening projectgroepleden:\n\nNoor:\n\nSam:\n\nMilan:\n\nDatum: 3 mei 2027",
    );
    check(
        &["Noor", "Sam", "Milan"],
        "Samenwerkingscontract\n\nWe komen op tijd.\n\nWe ruimen samen op.\n\nHierbij verklaren wij, Noor, Sam en Milan, dat we het eens zijn met deze afspraken.",
    );
}

#[test]
fn a_team_is_listed() {
    check(
        &["Ann Reed", "Bo Moss", "Cy Stone"],
        "# Team contract\n\n## 2.0 TEAM MEMBERS\n\nThe following people form the team and look after the garden.\n\n| Name | Email | Role |\n|---|---|---|\n| Ann Reed | ann@example.org | Planner |\n| Bo Moss | bo@example.org | Gardener |\n| Cy Stone | cy@example.org | Gardener |\n\n## 3.0 MEETINGS\n\nThe team meets each Monday and writes down what it decides.",
    );
    check(
        &["Noor de Wit", "Sam Vos", "Milan Bakker"],
        "Samenwerkingsovereenkomst project 3\n\nGroep 6 – Noor de Wit, Sam Vos en Milan Bakker\n\nIedereen doet zijn werk goed.\n\nWie te laat komt, meldt dat aan de groep.",
    );
    check(
        &["T. Reed", "W. G. Moss", "J. Stone"],
        "# Team contract\n\nThe members of the team meet each week and share the work in the garden.\n\nEach member tells the team in time when something goes wrong.\n\nT. Reed\n\nW. G. Moss\n\nJ. Stone",
    );
}

#[test]
fn a_table_of_definitions_names_the_roles() {
    check(
        &["Operator", "Provider"],
        "# Convenant\n\n## Definities\n\n| **Term** | **Definitie** |\n| --- | --- |\n| Operator | De Partij met de rol fietsen te stallen en te onderhouden. |\n| Provider | De Partij met de rol reizen aan te bieden aan de gebruiker. |\n| Fiets | Een voertuig op twee wielen. |\n\n## Afspraken\n\nOperator en Provider spreken het volgende met elkaar af. Operator meldt elke dag waar de fietsen staan.",
    );
}

#[test]
fn a_bracket_that_says_more_ends_in_the_name() {
    check(
        &["Reed", "TGS"],
        "This Agreement is made by and between Dr. Ann Reed (\"Reed\") and Tern Garden Systems, Inc., a Nevada company (with every affiliate that it has, \"TGS\").\n\n1. Reed helps TGS. TGS pays Reed each month.",
    );
}

#[test]
fn parties_that_agree_as_follows_need_no_between() {
    check(
        &["HMOK", "Agency"],
        "AGENCY AGREEMENT\n\nHarbour Mutual of Kent, a Kent mutual society (HMOK) and Reed & Moss, Inc., a Nevada corporation, (\"Agency\"), (below also called the Parties) agree as follows:\n\n1. The Agency sends each request to HMOK. HMOK pays the Agency.",
    );
}

#[test]
fn the_first_of_two_has_no_name_but_its_own() {
    check(
        &["Tern", "Kestrel"],
        "This Agreement is between Tern Inc., a public corporation with an office at Ely, and Kestrel Works Ltd. of Kent (\"Kestrel\").\n\n1. Tern builds the kiln. Kestrel pays Tern. Tern and Kestrel meet each week. Tern reports.",
    );
}

#[test]
fn bodies_are_known_by_their_abbreviation() {
    check(
        &["CTW", "ART"],
        "# Samenwerkingsprotocol\n\nAfspraken tussen het College toezicht water en het college van de Autoriteit Rivieren en Tuinen over de wijze van samenwerking bij het toezicht\n\nGehanteerde afkortingen\n\nCTW: College toezicht water\n\nART: Autoriteit Rivieren en Tuinen\n\n1. CTW en ART overleggen elke maand. ART meldt klachten aan CTW.",
    );
}

#[test]
fn terms_have_a_writer_and_whoever_stands_across() {
    check(
        &["Tuinwerk", "Opdrachtgever"],
        "Deze voorwaarden gelden voor alle offertes en diensten van Tuinwerk, gevestigd te Ede.\n\n## Opdracht\n\nDeze voorwaarden zijn van toepassing op overeenkomsten tussen Tuinwerk en zakelijke opdrachtgevers. Andere voorwaarden van de opdrachtgever gelden niet. Tuinwerk werkt zorgvuldig. Opdrachtgevers betalen binnen 30 dagen. Tuinwerk meldt vertraging.",
    );
    check(
        &["DE GROENE HAND", "Opdrachtgever"],
        "Algemene voorwaarden\n\nArtikel 1 - Definities\n\n1. DE GROENE HAND: de onderneming die tuinen onderhoudt.\n\n2. Opdrachtgever: iedere natuurlijke persoon of rechtspersoon die met DE GROENE HAND een overeenkomst aangaat.\n\nArtikel 2 - Werk\n\nDE GROENE HAND voert het werk uit. Opdrachtgever betaalt.",
    );
}

#[test]
fn a_letter_has_a_reader() {
    check(
        &["Company", "Ann B. Reed"],
        "TERN WORKS, INC.\n\nMay 3, 2027\n\nMs. Ann B. Reed\n\n12 Palm Avenue, Ely\n\nDear Ann:\n\nOn behalf of Tern Works, Inc. (the “Company”), I am pleased to offer you the position of head gardener. Your salary will be 3,000 a month. The Company will pay your travel. You will keep what you learn at the Company secret.\n\nSincerely,\n\nBo Moss\n\nAccepted: Ann B. Reed",
    );
}

#[test]
fn decrees_and_products_name_no_parties() {
    check(
        &[],
        "# Samenwerkingsregeling toezicht\n\nDe Minister van Tuinen besluit:\n\nArtikel 1\n\nDe dienst houdt toezicht op de tuinen.\n\nRaad van Bomen\n\nHof van Planten\n\nKamer van Zaden",
    );
}
