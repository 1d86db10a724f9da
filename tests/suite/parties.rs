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

#[test]
fn each_of_a_list_has_a_name_to_call_it_by() {
    // An offshoot of a company, and somebody who is named elsewhere.
    check(
        &["Tern", "Growers"],
        "This Agreement is made among Tern Holdings, Inc., a Delaware corporation (\"Tern\"), and the managers of the farms named in Annex 1 (the \"Growers\"), and anybody who joins later.\n\nWHEREAS Tern sells pears;\n\n1. Tern pays the Growers.",
    );
    check(
        &["Pear Kiln, Inc.", "Franchisee"],
        "This Agreement is entered into between Pear Kiln, Inc., a Maine corporation, and the individual or entity named on the cover (\"Franchisee\"). A Franchisee may be a company.\n\n1. Franchisee bakes pears.",
    );
    check(
        &["Issuer", "Seller", "Dealer"],
        "This agreement is by and among Moss Life Insurance Company (\"Issuer\") and Moss Sales Corporation (\"Seller\"), on the one hand, and __________ and its affiliates named below, if any, (collectively \"Dealer\"), on the other hand.\n\n1. Dealer sells what Issuer insures.",
    );
    check(
        &["Network", "Affiliate"],
        "THIS AGREEMENT is between The Kelp Network, Inc., a Maine corporation (the \"Network\"), and Heron Sound Company, a Maine corporation (\"Affiliate\"), about the programme now known as \"Kelp\" (the \"Service\").\n\n1. Affiliate sends out the Service of the Network.",
    );
    check(
        &["Franchisor", "Developer"],
        "This agreement is made by and between Pear Oven, Inc., a Maine corporation (referred to herein as \"Pear Oven\" or \"Franchisor\"), and ________, an individual with an address at ________ (\"Developer\").\n\n1. Developer builds ovens. Franchisor helps.",
    );
}

#[test]
fn names_may_be_odd() {
    check(
        &["pears.com", "Sponsor"],
        "This Agreement is made by and between pears.com, inc., a Maine corporation (\"pears.com\"), and Quince Foods, Inc., a Maine corporation (\"Sponsor\").\n\n1. Sponsor pays pears.com.",
    );
    check(
        &["ALO", "GREB"],
        "DEVELOPMENT AGREEMENT\n\nbetween\n\nALO PHARMA A/S of Industrivej 5, Ballum, Denmark (hereinafter referred to as \"ALO\")\n\nand\n\nGREB (CHEMICALS) LIMITED of 4 Palm Street, Ely (hereinafter referred to as \"GREB\").\n\nWHEREAS ALO makes pills;\n\n1. ALO helps GREB.",
    );
    check(
        &["Kelp One", "Moss"],
        "Moss Energy, Inc. Exhibit 10.1\n\nThis Joint Supply Agreement (hereinafter referred to as the \"JSA\") is made on 3 May 2027 between Kelp One (USA) Inc., with offices at 1 Palm Street, Ely (\"Kelp One\"), and Moss Energy Operating, LLC, with offices at 2 Palm Street, Ely (\"Moss\").\n\n1. Moss sells to Kelp One.",
    );
    check(
        &["Oak Bank", "Agent"],
        "This Amendment is among Pear Mills Inc., a Maine corporation (the \"Oak Bank\"), and Fern Trust Company, as Agent.\n\n1. The Agent tells the Oak Bank.",
    );
}

#[test]
fn who_comes_later_is_no_party() {
    // The bracket behind the agreement itself, other contracts, and what is in the first clauses.
    check(
        &["Rook", "Licensor"],
        "CONTENT LICENCE AGREEMENT between Rook Cable Inc. (\"Rook\") and Kestrel Films Corp. (\"Licensor\") made as of 3 May 2027 (the \"Agreement\")\n\n1. RIGHTS GRANTED Licensor lets Rook show all films that it owns (collectively, \"Licensed Films\") in towns.\n\n2. Where Licensor lets a Pay Channel (\"PC\") show one, it tells Rook.",
    );
    check(
        &["Lender", "Borrower"],
        "AGREEMENT made by and between Key Bank National Association, a national bank at 1 Palm Street, Ely (hereinafter referred to as \"Lender\"), and Pear Works Incorporated, a Maine corporation (hereinafter referred to as \"Borrower\").\n\n1. Borrower holds land under a lease between the Ely Housing Authority, a public body (\"Sublessor\"), and Borrower, described as the land at Ely (\"Premises\").\n\n2. Lender pays Borrower.",
    );
    check(
        &["Company", "Investors", "Founders"],
        "This deed of 3 May 2027 is made between the Company, the Investors and the Founders.\n\n1. The Company issues shares to the Investors. The Founders agree.",
    );
}

#[test]
fn a_policy_is_of_whoever_says_we() {
    let policy = |told: &str| {
        format!(
            "Voorwaarden fietsverzekering\n\n1. Wij betalen als uw fiets gestolen is. U meldt de schade aan ons.\n\n2. U betaalt de premie op tijd. Wij sturen u een bewijs.\n\n{told}"
        )
    };
    check(
        &["Zonnehof Schadeverzekering N.V."],
        &policy("In deze voorwaarden noemen we Zonnehof Schadeverzekering N.V. ‘we’ of ‘wij’."),
    );
    check(
        &["Zonnehof N.V."],
        &policy(
            "Wij, ons, onze: Zonnehof N.V., Postbus 12, 1234 AB Ede. Meld klachten aan Merel B.V., Postbus 3.",
        ),
    );
    check(
        &["Zonnehof Nederland N.V."],
        &policy("Zonnehof Nederland N.V., KvK-nummer 12, staat onder toezicht."),
    );
}

#[test]
fn terms_apply_to_the_services_of_their_writer() {
    check(
        &["Handen & Voeten", "Cliënt"],
        "Algemene voorwaarden\n\nWat hier staat, geldt voor elke behandeling die wordt aangeboden door Handen & Voeten. De cliënt leest het vooraf.\n\nHanden & Voeten behandelt met zorg. De cliënt komt op tijd. Handen & Voeten vraagt of de cliënt pijn heeft. De cliënt betaalt Handen & Voeten na afloop.",
    );
}

#[test]
fn a_form_names_each_of_a_team() {
    check(
        &["Noor de Wit", "Sam Vos"],
        "Samenwerkingscontract\n\nNaam: Noor de Wit\n\nE-mail: noor@example.org\n\nNaam: Sam Vos\n\nE-mail: sam@example.org\n\nWe komen op tijd. We helpen elkaar.",
    );
    // The cover names two of three.
    check(
        &["Noor de Wit", "Sam Vos", "Milan Bakker"],
        "Samenwerkingsovereenkomst\n\nStudenten: Noor de Wit, Sam Vos\n\nOver ons\n\nDe teamleden maken samen afspraken over de tuin en over de taken daarin. Iedereen werkt elke week mee. Het team bestaat uit de volgende teamleden:\n\n- Noor de Wit\n- Sam Vos\n- Milan Bakker\n\nZij komen op tijd.",
    );
}

#[test]
fn people_are_named_in_one_sentence_or_by_their_first_names() {
    check(
        &["Noor de Wit", "Sam Vos", "Milan Bakker"],
        "Samenwerkingscontract\n\nWij, Noor de Wit, Sam Vos en Milan Bakker, spreken af:\n\n- we komen op tijd;\n- we helpen elkaar.",
    );
    check(
        &["Noor", "Sam", "Milan"],
        "# Teamafspraken\n\n**Teamleden:**\n\n* Noor (planner)\n* Sam (bouwer)\n* Milan (tester)\n\n## Afspraken\n\nWe komen op tijd. We helpen elkaar.",
    );
    check(
        &["Noor de Wit", "Sam Vos"],
        "Samenwerkingscontract\n\nProjectnaam: De Groene Tuin\n\nGroepsnaam: Vlugge Vossen\n\nNaam: Noor de Wit\n\nNaam: Sam Vos\n\nWe komen op tijd.",
    );
}

#[test]
fn two_who_are_each_a_member_are_two() {
    check(
        &["Pear Money", "Quince"],
        "JOINT VENTURE AGREEMENT made BETWEEN: Pear Money, Inc. of 5 Palm Road, Ely, and Quince, LLC of 4 Creek Street, Ely (individually the \"Member\" and collectively the \"Members\").\n\nBACKGROUND\n\n1. The Members sell pears.",
    );
    check(
        &["eTern", "Customer"],
        "HOSTING AGREEMENT. This Agreement is entered into by eTern Communications Corporation (\"eTern\") and Elm Corporation (\"Customer\") for the purpose of giving Customer what eTern makes, with help for its people and Online Guests (\"Users\").\n\n1. eTern serves Customer.",
    );
    check(
        &["Company", "Bank", "Agent"],
        "Ladies and Gentlemen:\n\nElm Bancorp, Inc. (the \"Company\") and Ely Savings and Loan Association, a mutual society (the \"Bank\"), hereby confirm their agreement with Reed & Moss, a Division of Vale, Inc. (the \"Agent\"), as follows:\n\n1. The Company offers shares. The Bank helps. The Agent sells them.",
    );
}

#[test]
fn whoever_has_no_name_goes_by_a_role() {
    check(
        &["Huurder", "Onderhuurder"],
        "ONDERHUUROVEREENKOMST\n\nTUSSEN\n\n________, wonende te ________\n\nhierna de \"Huurder\",\n\nEN\n\n________, wonende te ________\n\nhierna de \"Onderhuurder\",\n\nspreken af:\n\n1. De Huurder geeft de Onderhuurder een kamer in gebruik.",
    );
    check(
        &["Opdrachtgever", "Gebruiker"],
        "Algemene voorwaarden\n\nArtikel 1. Definities\n\nGebruiker: de Coach\n\nOpdrachtgever: de wederpartij van Gebruiker.\n\nArtikel 2\n\nGebruiker werkt met zorg. Opdrachtgever betaalt Gebruiker op tijd. Opdrachtgever geeft Gebruiker de stukken.",
    );
}

#[test]
fn terms_are_of_whoever_acts_in_them() {
    check(
        &["Klant", "Vossenkit"],
        "Algemene voorwaarden\n\n1. Deze voorwaarden gelden als Vossenkit goederen levert aan haar klant (hierna de “Klant”).\n\n2. Een offerte van Vossenkit is 14 dagen geldig. De Klant bestelt bij Vossenkit. Vossenkit levert binnen een week. Vossenkit mag later leveren als een leverancier te laat is.\n\n3. De Klant betaalt aan Vossenkit. Een leverancier van Vossenkit is geen partij.",
    );
}

/// Openings of contracts of many kinds, each under a line that tells its format and the parties.
const HEADS: &str = include_str!("parties/heads.txt");

#[test]
fn openings_of_many_kinds_name_their_parties() {
    for case in HEADS.split("=== ").skip(1) {
        let (head, text) = case.split_once('\n').expect("a case has a head and a text");
        let (format, expected) = head.split_once('|').expect("the head names the parties");
        let expected: Vec<&str> =
            expected.split(';').map(str::trim).filter(|it| !it.is_empty()).collect();
        let file = format!("contract.{}", format.trim());
        let doc = read(&file, text.as_bytes(), Default::default()).expect("text is read");
        let parties = analyze(&doc).parties.into_iter().map(|it| it.name);
        assert_eq!(expected, parties.collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn an_article_on_two_that_act_on_each_other_has_no_parties() {
    let moon = |year: u32| {
        format!(
            "Luna pulls at the seas of Gaia in year {year}. Gaia slows Luna down in return. \
             Luna shows Gaia the same face {year} times. "
        )
    };
    let article: String = (1..30).map(moon).collect();
    check(&[], &format!("TIDES\n\n{article}"));
    check(&["Luna", "Gaia"], &format!("TIDES\n\n{article} Luna pays Gaia for it."));
}

#[test]
fn what_stands_between_two_names_is_told_from_a_name() {
    // Both of a pair are one side, and somebody acts in a capacity only.
    check(
        &["Provider", "Recipient"],
        "This Agreement is made by and between Fern Works, Inc. (the \"Provider\"), and Kelp Ltd, a company of Kent, and Moss Ltd, a company of Ely (each and both of them \"Recipient\").\n\n1. Provider helps Recipient.",
    );
    check(
        &["Company", "Dealer", "Share Agent"],
        "This Agreement is among Pear Mills, Inc., a Maine corporation (the \"Company\"), Oak Securities Inc. (the \"Dealer\") and Fern Trust Company, not individually but solely as Share Agent.\n\n1. The Company pays the Dealer. The Share Agent keeps the shares.",
    );
    // A notice goes from one to another, and one lets the other sell.
    check(
        &["Company", "Dealer"],
        "# Letter\n\n{firm_name}, a Maine corporation (the \"Company\"), writes this letter to {dealer_name} (the \"Dealer\"). The Company ends the lease of the Dealer.",
    );
    check(
        &["KELP", "RESELLER"],
        "This Agreement gives the terms under which Kelp Media, Inc., a Maine corporation with an office at Ely (\"KELP\"), authorizes Moss Direct, Inc., a Kent corporation with an office at Lent (\"RESELLER\"), to sell its licences.\n\n1. Reseller sells. KELP helps Reseller.",
    );
}

#[test]
fn we_is_whoever_stands_in_the_bracket_with_it() {
    check(
        &["Kelp Market"],
        "# Terms of Service\n\nThese terms are between you and Kelp Market, which is run by a few friends (\"we,\" \"us,\" \"our,\" \"Kelp Market\"). You keep your password secret. We keep the site open. You pay us each month, and we send you a bill.",
    );
}

#[test]
fn who_is_only_named_in_the_head_has_the_role_that_bears_duties() {
    check(
        &["Tern Radio", "Licensee"],
        "Made between Tern Radio and Kestrel Films.\n\n1. Tern Radio shall deliver the tapes to the Licensee each week.\n\n2. The Licensee shall pay Tern Radio each month.\n\n3. The Licensee may play each tape twice and shall return it to Tern Radio.",
    );
}
