//! Who must, may and may not do what: each shape of sentence that was once read wrongly, in
//! sentences of our own.

use weeflint::analyze::{Bearer, analyze};
use weeflint::document::Document;
use weeflint::language::Language;

/// Each duty of a text as `obligation Leverancier by binnen 30 dagen`.
fn duties(language: Language, text: &str) -> Vec<String> {
    let doc = Document::from_paragraphs(text, language);
    let facts = analyze(&doc);
    let duties = facts.duties.iter().map(|it| {
        let who = match it.bearer {
            Bearer::Party(at) => facts.parties[at].name.clone(),
            other => format!("{other:?}"),
        };
        let by = it.deadline.map_or(String::new(), |it| format!(" by {}", &doc[it]));
        format!("{} {who}{by}", it.modality.name())
    });
    duties.collect()
}

#[track_caller]
fn dutch(text: &str, expected: &[&str]) {
    // Both roles are named often enough to be the parties.
    let text = format!("{text}\n\nOpdrachtgever en Leverancier. Leverancier en Opdrachtgever.");
    assert_eq!(duties(Language::Dutch, &text), expected, "{text}");
}

#[track_caller]
fn english(text: &str, expected: &[&str]) {
    let text = format!("{text}\n\nThe Customer and the Supplier. The Supplier and the Customer.");
    assert_eq!(duties(Language::English, &text), expected, "{text}");
}

#[test]
fn two_duties_in_one_sentence_fall_to_each_with_its_own_deadline() {
    dutch(
        "Leverancier levert de kas binnen 3 weken en Opdrachtgever betaalt binnen 30 dagen.",
        &[
            "obligation Leverancier by binnen 3 weken",
            "obligation Opdrachtgever by binnen 30 dagen",
        ],
    );
    dutch(
        "Leverancier zal de kas leveren, maar Opdrachtgever mag het werk keuren.",
        &["obligation Leverancier", "permission Opdrachtgever"],
    );
    english(
        "The Supplier shall deliver the kiln within 20 days and the Customer shall pay within 30 days.",
        &["obligation Supplier by within 20 days", "obligation Customer by within 30 days"],
    );
    english(
        "The Supplier may change the plan; the Customer may not resell the kiln.",
        &["permission Supplier", "prohibition Customer"],
    );
}

#[test]
fn one_duty_stays_one() {
    dutch(
        "Leverancier zal de kas leveren en de tuin onderhouden. Indien Leverancier te laat is en Opdrachtgever schade heeft, moet Leverancier die vergoeden.",
        &["obligation Leverancier", "obligation Leverancier"],
    );
    english(
        "The Supplier shall deliver the kiln and keep the Customer informed. The Supplier and the Customer shall meet each week.",
        &["obligation Supplier", "obligation Every"],
    );
}

#[test]
fn a_pronoun_means_who_was_named() {
    dutch(
        "Ook bij een melding door Opdrachtgever, zoals hierboven bedoeld, moet zij de rekening betalen. Zij zullen op elkaars verzoek binnen drie weken reageren.",
        &["obligation Opdrachtgever", "obligation Every by binnen drie weken"],
    );
}

#[test]
fn what_is_denied_and_what_is_not() {
    dutch(
        "Leverancier is echter niet tot geheimhouding verplicht. Leverancier zal een niet voor matiging vatbare boete verschuldigd zijn. Leverancier houdt het recht om schade te vorderen.",
        &["exemption Leverancier", "obligation Leverancier", "right Leverancier"],
    );
    english(
        "The Supplier shall not be obligated to store the kiln. The Customer may be required to show the garden. The Supplier makes no guarantees about the weather.",
        &["exemption Supplier", "obligation Customer", "exemption Supplier"],
    );
}

#[test]
fn a_modal_in_a_condition_is_not_the_duty() {
    english(
        "To the extent that the Customer shall not have paid, the Supplier shall stop the work.",
        &["obligation Supplier"],
    );
    dutch("De rechter te Utrecht is bevoegd kennis te nemen van geschillen.", &[]);
}

#[test]
fn a_passive_far_behind_its_verb_has_its_doer() {
    dutch(
        "De factuur dient binnen 10 dagen, zonder iets in te houden, door de Opdrachtgever te worden voldaan.",
        &["obligation Opdrachtgever by binnen 10 dagen"],
    );
}
