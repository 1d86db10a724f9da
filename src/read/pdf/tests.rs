//! Pages made of stretches of text, and small files, read back.

use super::glyphs::{Weight, Word};
use super::*;
use crate::document::{Kind, Zone};

/// A page of A4 with these stretches of text: left, baseline, size, text. Letters are half an
/// em wide. `**` before a text makes it bold.
fn sheet(number: u32, texts: &[(f32, f32, f32, &str)]) -> Sheet {
    let mut sheet = Sheet { number, width: 595.0, height: 842.0, ..Sheet::default() };
    for &(left, baseline, size, text) in texts {
        let mut x = left;
        let (weight, text) = match text.strip_prefix("**") {
            Some(text) => (Weight::Bold, text),
            None => (Weight::Regular, text),
        };
        for part in text.split(' ') {
            let start = sheet.text.len() as u32;
            sheet.text.push_str(part);
            let width = 0.5 * size * part.chars().count() as f32;
            sheet.letters += part.chars().count() as u32;
            sheet.words.push(Word {
                text: (start, sheet.text.len() as u32),
                left: x,
                right: x + width,
                baseline,
                size,
                weight,
                turn: 0,
                artifact: false,
                after_space: true,
                glued: false,
                table: None,
            });
            x += width + 0.25 * size;
        }
    }
    sheet
}

/// Lines of 10-point text under each other, from a height.
fn column<'a>(left: f32, top: f32, lines: &[&'a str]) -> Vec<(f32, f32, f32, &'a str)> {
    lines.iter().enumerate().map(|(at, it)| (left, top + 12.0 * at as f32, 10.0, *it)).collect()
}

/// The blocks of these pages, as kind and text.
fn blocks(sheets: Vec<Sheet>) -> Vec<(Kind, String)> {
    let outcomes = sheets.into_iter().map(Outcome::Read).collect();
    let read = document("proef.pdf", outcomes, &Options::default());
    let doc = read.map(Builder::finish).unwrap_or_default();
    doc.blocks.iter().map(|it| (it.kind, doc[it.span].to_owned())).collect()
}

fn texts(sheets: Vec<Sheet>) -> Vec<String> {
    blocks(sheets).into_iter().map(|it| it.1).collect()
}

#[test]
fn lines_of_a_paragraph_join_and_a_short_line_ends_it() {
    let page = sheet(
        1,
        &column(
            70.0,
            100.0,
            &[
                "De opdrachtnemer voert de opdracht uit met de zorg die van een goed vakman mag",
                "worden verwacht.",
                "Partijen overleggen elk kwartaal over de voortgang en over wat beter kan bij de",
                "uitvoering van het werk, en leggen de uitkomst samen vast in een kort verslag.",
            ],
        ),
    );
    let read = texts(vec![page]);
    assert_eq!(read.len(), 2, "{read:#?}");
    assert!(read[0].ends_with("goed vakman mag worden verwacht."));
}

#[test]
fn a_number_opens_a_clause_but_not_in_mid_sentence() {
    let page = sheet(
        1,
        &column(
            70.0,
            100.0,
            &[
                "2.1 De huurder betaalt de huur vooraf, en wel uiterlijk binnen de termijn van",
                "14 dagen die in dit artikel is genoemd, op de rekening van de verhuurder zoals",
                "2.2 De verhuurder stuurt hiervan een bevestiging.",
            ],
        ),
    );
    let read = texts(vec![page]);
    assert!(read[0].contains("termijn van 14 dagen"), "{read:#?}");
}

#[test]
fn words_at_impossible_places_end_nothing() {
    let far = [f32::MAX, f32::MIN, f32::INFINITY, f32::NAN];
    let page = |number| {
        let texts = far.map(|it| (70.0, it, 10.0, "ver weg van het papier"));
        sheet(number, &texts)
    };
    // What is read doesn't matter, as long as nothing is lost but the places.
    assert!(texts(vec![page(1), page(2), page(3)]).len() <= 12);
    let left = far.map(|it| (it, 100.0, 10.0, "ver weg van het papier"));
    let size = far.map(|it| (70.0, 100.0, it, "ver weg van het papier"));
    for odd in [left, size] {
        assert!(texts((1..4).map(|it| sheet(it, &odd)).collect()).len() <= 12);
    }
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let left = [
        "de leverancier levert de zaken op de",
        "overeengekomen plaats en tijd en de",
        "afnemer neemt ze daar in ontvangst na",
        "een korte controle op gebreken die",
        "zichtbaar zijn voor ieder die kijkt.",
    ];
    let right = [
        "betaling vindt plaats binnen dertig",
        "dagen na de datum van de factuur, op",
        "een manier die de leverancier bij de",
        "aanvang van de opdracht aangeeft en",
        "die de afnemer redelijk vindt.",
    ];
    let mut all = column(60.0, 100.0, &left);
    all.extend(column(310.0, 100.0, &right));
    let read = texts(vec![sheet(1, &all)]).join(" ");
    let wanted = format!("{} {}", left.join(" "), right.join(" "));
    assert_eq!(read, wanted);
}

#[test]
fn a_drawn_sign_does_not_mix_the_lines_beside_it() {
    let mut all = column(
        110.0,
        100.0,
        &["Bent u niet tevreden over ons werk, dan horen wij dat graag", "binnen een maand."],
    );
    all.push((70.0, 110.0, 28.0, "?"));
    let read = texts(vec![sheet(1, &all)]).join(" ").replace("? ", "");
    assert_eq!(
        read,
        "Bent u niet tevreden over ons werk, dan horen wij dat graag binnen een maand."
    );
}

#[test]
fn large_words_beside_two_lines_do_not_mix_them() {
    let left = [
        "De huurder meldt schade binnen een week nadat zij",
        "is ontdekt bij de beheerder van het gebouw, die dan",
        "samen met hem bepaalt wat er moet gebeuren en wie",
        "het herstel betaalt, en die dat schriftelijk vastlegt",
        "voordat iemand met het herstel van de schade begint.",
    ];
    let mut page = column(50.0, 100.0, &left);
    page.push((340.0, 119.0, 16.0, "Meld schade meteen"));
    page.extend(column(340.0, 148.0, &["en bewaar wat er kapot is gegaan tot het", "gezien is."]));
    let read = texts(vec![sheet(1, &page)]).join(" ");
    assert!(
        read.contains("nadat zij is ontdekt bij de beheerder van het gebouw, die dan samen"),
        "{read}"
    );
}

#[test]
fn a_word_struck_twice_in_other_pieces_is_read_once() {
    let struck = |pieces: &[(f32, &'static str)]| {
        let all: Vec<_> = pieces.iter().map(|it| (it.0, 100.0, 10.0, it.1)).collect();
        texts(vec![sheet(1, &all)]).join("|")
    };
    // "Artikel 4" as `A` `rtikel` and as `Ar` `tikel`; letters are five points wide.
    let twice = [(70.0, "A"), (75.0, "rtikel"), (70.3, "Ar"), (80.3, "tikel"), (110.0, "vier")];
    assert_eq!(struck(&twice), "Artikel vier");
    assert_eq!(struck(&[(70.0, "B"), (70.2, "Bij"), (75.0, "ijlage")]), "Bijlage");
    // What overlaps a little is no second stroke.
    assert_eq!(struck(&[(70.0, "e"), (73.5, "en")]), "e en");
}

#[test]
fn a_picture_beside_a_paragraph_ends_no_line_of_it() {
    let lines = [
        "Het bestuur van de coöperatie komt elk kwartaal bijeen in het gebouw van de",
        "gemeente, en nodigt daarbij uit:",
        "de leden die in dat kwartaal werkten voor het",
        "Waterschap, en wie zij meenemen.",
    ];
    let read = texts(vec![sheet(1, &column(70.0, 100.0, &lines))]).join("|");
    assert!(read.contains("werkten voor het Waterschap"), "{read}");
    let lines = [
        "Het bestuur van de coöperatie komt elk kwartaal bijeen in het gebouw van de gemeente.",
        "Sanne de Boer werkt als planner voor",
        "Waterschap Noord en leidt het team",
        "Onderhoud, dat de bruggen van",
        "Zwolle beheert.",
    ];
    let read = texts(vec![sheet(1, &column(70.0, 100.0, &lines))]).join("|");
    assert!(read.contains("voor Waterschap Noord en leidt het team Onderhoud"), "{read}");
}

#[test]
fn a_grid_becomes_cells() {
    let mut all = Vec::new();
    for (row, [a, b, c]) in
        [["Dienst", "Prijs", "Termijn"], ["Advies", "100", "maand"], ["Beheer", "250", "jaar"]]
            .into_iter()
            .enumerate()
    {
        let y = 100.0 + 14.0 * row as f32;
        all.extend([(70.0, y, 10.0, a), (220.0, y, 10.0, b), (370.0, y, 10.0, c)]);
    }
    let read = blocks(vec![sheet(1, &all)]);
    assert_eq!(read.len(), 9);
    assert_eq!(read[5], (Kind::Cell { row: 1, column: 2 }, "maand".to_owned()));
}

#[test]
fn running_headers_are_set_apart_and_a_sentence_crosses_the_page() {
    let pages = (1..=3)
        .map(|number| {
            let head = format!("Raamovereenkomst advies, pagina {number} van 3");
            let mut all = vec![(70.0, 40.0, 8.0, head.as_str())];
            let lines = [
                "partijen spreken af dat zij elkaar tijdig laten weten wat er speelt en dat zij",
                "samen zoeken naar een oplossing die voor beide werkt, ook wanneer het werk en",
            ];
            // The text doesn't begin at the same height on each page.
            all.extend(column(70.0, 100.0 + 5.0 * number as f32, &lines));
            sheet(number, &all)
        })
        .collect();
    let read = blocks(pages);
    assert_eq!(read.len(), 2, "{read:#?}");
    assert_eq!(read[0].1.matches("partijen spreken af").count(), 3);
    assert_eq!(read[1].0, Kind::Header);
}

#[test]
fn headings_notes_and_turned_text() {
    let mut all = vec![(70.0, 80.0, 16.0, "**Samenwerkingsovereenkomst")];
    all.extend(column(
        70.0,
        120.0,
        &[
            "Partijen werken samen aan het onderhoud van de gebouwen en delen wat zij leren",
            "met elkaar, zodat het werk ieder jaar beter wordt en minder kost dan daarvoor.",
        ],
    ));
    all.push((70.0, 780.0, 7.0, "1 Zie het plan van aanpak."));
    let mut page = sheet(1, &all);
    let margin = sheet(1, &[(300.0, 20.0, 8.0, "in de kantlijn")]);
    let offset = page.text.len() as u32;
    page.text.push_str(&margin.text);
    page.words.extend(margin.words.iter().map(|it| {
        let text = (it.text.0 + offset, it.text.1 + offset);
        Word { text, turn: 3, ..*it }
    }));
    let read = blocks(vec![page]);
    assert_eq!(read[0].0, Kind::Heading(1));
    assert_eq!(read[2].0, Kind::Footnote);
    assert!(read[2].1.ends_with("Zie het plan van aanpak."));
    assert_eq!(read.len(), 4, "{read:#?}");
}

#[test]
fn entries_of_a_table_of_contents_are_marked() {
    let page = sheet(
        1,
        &column(
            70.0,
            100.0,
            &["1. Definities .......... 3", "2. Betaling .......... 5", "3. Duur .......... 7"],
        ),
    );
    let read = document("proef.pdf", vec![Outcome::Read(page)], &Options::default());
    let doc = read.map(Builder::finish).unwrap_or_default();
    assert_eq!(doc.blocks.len(), 3);
    assert!(doc.blocks.iter().all(|it| it.zone == Zone::Contents));
    assert!(!doc.text.contains(".."), "{}", doc.text);
}

#[test]
fn a_word_knows_its_place() {
    let page = sheet(1, &[(70.0, 100.0, 10.0, "Partijen overleggen.")]);
    let read = document("proef.pdf", vec![Outcome::Read(page)], &Options::default());
    let doc = read.map(Builder::finish).unwrap_or_default();
    let crate::document::Origin::Pdf { page, bbox } = doc.pieces[0].origin else { panic!() };
    assert_eq!((page, bbox[0], bbox[2]), (1, 70.0, 110.0));
    assert!(bbox[1] < 100.0 && bbox[3] > 100.0);
}

/// A PDF with a page for each content stream, in Helvetica.
fn file(pages: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] >>",
            pages.len(),
            (0..pages.len()).map(|it| format!("{} 0 R ", 4 + 2 * it)).collect::<String>()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    for (at, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * at
        ));
        objects.push(format!("<< /Length {} >> stream\n{content}\nendstream", content.len()));
    }
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj {object} endobj\n", at + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF").bytes(),
    );
    bytes
}

#[test]
fn a_whole_file_is_read() {
    let content = "BT /F1 12 Tf 72 700 Td (Partijen overleggen) Tj 0 -14 Td (elke maand.) Tj ET";
    let read = pdf("proef.pdf", &file(&[content, ""]), &Options::default());
    let doc = read.map(Builder::finish).unwrap_or_default();
    assert_eq!(doc.text, "Partijen overleggen elke maand.");
    assert_eq!(doc.quality.pages_without_text, 0.5);
    assert!(doc.notes.contains(&Note::PagesWithoutText { pages: vec![2], of: 2 }));
}

#[test]
fn what_cannot_be_read_is_refused_in_one_line() {
    let refusal = |bytes: &[u8]| {
        pdf("proef.pdf", bytes, &Options::default()).err().map(|it| it.en).unwrap_or_default()
    };
    assert!(refusal(b"<html>").starts_with("This is not a PDF"));
    assert!(refusal(b"%PDF-1.7 and nothing else").contains("damaged"));
    assert!(refusal(&file(&[""])).contains("no text"));
    assert!(refusal(&file(&[])).contains("no pages") || refusal(&file(&[])).contains("damaged"));
}

#[test]
fn no_cut_of_a_file_panics() {
    let whole = file(&["BT /F1 12 Tf 72 700 Td (Partijen overleggen) Tj ET"]);
    for end in (0..whole.len()).step_by(7) {
        let read = pdf("proef.pdf", &whole[..end], &Options::default());
        assert!(read.is_ok() || read.is_err_and(|it| !it.nl.is_empty()));
    }
}
