//! Outlines of short contracts, as a reader would draw them.

use crate::document::{Document, Draft, Format, Kind, Origin};
use crate::language::Language;

/// Reads a line as a block: `# ` is a heading, `| ` a table cell, others are paragraphs.
fn document(text: &str, language: Language) -> Document {
    let mut builder = Document::builder("test", Format::Text);
    builder.language(Some(language));
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (kind, text) = match line.split_once(' ') {
            Some(("#", text)) => (Kind::Heading(1), text),
            Some(("##", text)) => (Kind::Heading(2), text),
            Some(("|", text)) => (Kind::Cell { row: 0, column: 0 }, text),
            _ => (Kind::Paragraph, line),
        };
        let mut draft = Draft::new(kind);
        draft.push(text, Origin::Joined);
        builder.block(draft);
    }
    builder.finish()
}

/// The clauses as text: indented, each with its number and first words.
fn outline(text: &str, language: Language) -> String {
    let doc = document(text, language);
    let mut lines = Vec::new();
    for clause in &doc.clauses {
        let words: Vec<&str> =
            doc[doc.blocks[clause.blocks.0 as usize].span].split(' ').take(2).collect();
        let number = if clause.number.is_empty() { "-" } else { &clause.number };
        let indent = "  ".repeat(clause.level as usize - 1);
        lines.push(format!("{indent}{number} {}", words.join(" ")).trim_end().to_owned());
    }
    lines.join("\n")
}

fn check(language: Language, text: &str, expected: &str) {
    let lines: Vec<&str> = expected.lines().filter(|it| !it.trim().is_empty()).collect();
    let margin = lines.iter().map(|it| it.len() - it.trim_start().len()).min().unwrap_or(0);
    let expected: Vec<&str> = lines.iter().map(|it| &it[margin..]).collect();
    assert_eq!(outline(text, language), expected.join("\n"));
}

#[test]
fn dutch_articles_with_members_and_letters() {
    check(
        Language::Dutch,
        "HUUROVEREENKOMST
         Artikel 1 – Het gehuurde
         1. Verhuurder verhuurt aan Huurder de ruimte.
         2. Huurder gebruikt de ruimte uitsluitend voor:
         a. opslag van goederen;
         b. kantoor.
         Ander gebruik mag alleen na overleg.
         3. Partijen bekijken het gebruik elk jaar.
         Artikel 2 – Huurprijs
         1. De huurprijs bedraagt 1.000 euro.
         Bijlage 1: Plattegrond
         1. De ruimte ligt op de begane grond.",
        "
        1 Het gehuurde
          1 lid 1 Verhuurder verhuurt
          1 lid 2 Huurder gebruikt
            1 lid 2 onder a opslag van
            1 lid 2 onder b kantoor.
          1 lid 3 Partijen bekijken
        2 Huurprijs
          2 lid 1 De huurprijs
        Bijlage 1 Plattegrond
          Bijlage 1, 1 De ruimte",
    );
}

#[test]
fn decimal_clauses_with_letters_and_numerals() {
    check(
        Language::English,
        "SERVICES AGREEMENT
         1. Services
         1.1 The Supplier shall:
         (a) provide the Services;
         (b) keep records of:
         (i) hours worked; and
         (ii) costs made; and
         (c) report monthly.
         1.2 The Customer shall help.
         2. Fees
         2.1 Invoices. The Supplier invoices monthly. The Customer pays within 30 days.
         Schedule 1 Service levels
         1. Availability
         1.1 The Services are available.",
        "
        1 Services
          1.1 The Supplier
            1.1(a) provide the
            1.1(b) keep records
              1.1(b)(i) hours worked;
              1.1(b)(ii) costs made;
            1.1(c) report monthly.
          1.2 The Customer
        2 Fees
          2.1 Invoices. The
        Schedule 1 Service levels
          Schedule 1, 1 Availability
            Schedule 1, 1.1 The Services",
    );
}

#[test]
fn i_after_h_is_a_letter() {
    check(
        Language::English,
        "1. Duties
         1.1 The Supplier shall:
         (g) plan;
         (h) build;
         (i) test;
         (j) deliver.",
        "
        1 Duties
          1.1 The Supplier
            1.1(g) plan;
            1.1(h) build;
            1.1(i) test;
            1.1(j) deliver.",
    );
}

#[test]
fn articles_in_roman_with_decimal_sections() {
    check(
        Language::English,
        "ARTICLE IV
         PAYMENT
         Section 4.1 Fees. Customer pays the fees. Fees are fixed.
         Section 4.2 Taxes. Customer pays taxes. Supplier pays income tax.
         ARTICLE V
         TERM
         Section 5.1 Term. The term is a year. It renews.",
        "
        IV PAYMENT
          4.1 Fees. Customer
          4.2 Taxes. Customer
        V TERM
          5.1 Term. The",
    );
}

#[test]
fn a_number_cut_from_its_text_goes_back() {
    check(
        Language::Dutch,
        "# Artikel 4
         # Betaling
         4.1
         Opdrachtgever betaalt binnen 30 dagen.
         4.2
         Opdrachtnemer stuurt elke maand een factuur.
         # Artikel 5
         Deze overeenkomst duurt een jaar.",
        "
        4 Betaling
          4.1 Opdrachtgever betaalt
          4.2 Opdrachtnemer stuurt
        5",
    );
}

#[test]
fn headings_without_numbers_raise_clauses() {
    check(
        Language::Dutch,
        "# Samenwerkingsafspraken
         ## Overleg
         - Wij overleggen elke week.
         - Wij melden problemen meteen.
         ## Geld
         1. Wij delen de kosten.
         2. Wij delen de winst.
         ## Einde
         1. Ieder mag stoppen.",
        "
        - Overleg
        - Geld
          1 Wij delen
          2 Wij delen
        - Einde
          1 Ieder mag",
    );
}

#[test]
fn a_list_inside_a_list_goes_on_where_it_was() {
    check(
        Language::Dutch,
        "1. Levering
         De levering bestaat uit:
         1. de machine;
         2. de handleiding.
         2. Prijs
         De prijs is vast.",
        "
        1 Levering
          1 lid 1 de machine;
          1 lid 2 de handleiding.
        2 Prijs",
    );
}

#[test]
fn items_know_the_sentence_that_opens_their_list() {
    let doc = document(
        "1. Dienst
         1.1 Leverancier zal:
         a. de dienst leveren;
         b. storingen melden.
         1.2 Klant betaalt.",
        Language::Dutch,
    );
    let stems: Vec<String> = doc
        .sentences
        .iter()
        .filter_map(|it| Some(format!("{} {}", doc.sentence(it.stem?), &doc[it.span])))
        .collect();
    assert_eq!(
        stems,
        ["Leverancier zal: de dienst leveren;", "Leverancier zal: storingen melden."]
    );
}

#[test]
fn a_parent_contains_its_children() {
    let doc = document(
        "Artikel 1 – Doel
         1. Partijen werken samen.
         a. aan het plan
         Artikel 2 – Duur
         Een jaar.",
        Language::Dutch,
    );
    assert_eq!(doc.clauses.len(), 4);
    for (at, clause) in doc.clauses.iter().enumerate() {
        for &child in &clause.children {
            let child = &doc.clauses[child as usize];
            assert_eq!(child.parent, Some(at as u32));
            assert!(clause.span.contains(child.span));
            assert!(clause.sentences.1 >= child.sentences.1);
        }
    }
}
