use super::*;
use crate::document::{Origin, View, Zone};
use crate::language::Language;
use std::io::{Cursor, Read, Write};

/// A Word file with these parts beside the usual ones; the first is the main part's body.
fn file(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a new part");
        zip.write_all(text.as_bytes()).expect("room for the part");
    };
    put(
        "_rels/.rels",
        "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='word/document.xml'/></Relationships>",
    );
    put(
        "word/document.xml",
        &format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"),
    );
    let mut links = String::from("<Relationships>");
    for (at, (name, text)) in parts.iter().enumerate() {
        let kind = name.trim_end_matches(|it: char| it.is_ascii_digit());
        links += &format!("<Relationship Id='id{at}' Type='x/{kind}' Target='{name}.xml'/>");
        put(&format!("word/{name}.xml"), text);
    }
    put("word/_rels/document.xml.rels", &(links + "</Relationships>"));
    zip.finish().expect("a zip").into_inner()
}

fn read(bytes: &[u8]) -> Document {
    docx("contract.docx", bytes, &Options::default()).expect("a readable file").finish()
}

/// The blocks as lines: kind, number, text.
fn lines(body: &str, parts: &[(&str, &str)]) -> String {
    let doc = read(&file(body, parts));
    let mut out = String::new();
    for block in &doc.blocks {
        let kind = match block.kind {
            Kind::Heading(level) => format!("h{level}"),
            Kind::Paragraph => "p".to_owned(),
            Kind::Item(level) => format!("i{level}"),
            Kind::Cell { row, column } => format!("{row}:{column}"),
            Kind::Footnote => "note".to_owned(),
            Kind::Header => "header".to_owned(),
            Kind::Footer => "footer".to_owned(),
        };
        let label = block.label.as_ref().map(|it| format!("[{it}] ")).unwrap_or_default();
        out += &format!("{kind} {label}{}\n", &doc[block.span]);
    }
    out
}

fn notes(body: &str) -> Vec<String> {
    read(&file(body, &[])).notes.iter().map(|it| it.text(Language::English)).collect()
}

/// A paragraph with these properties and this text.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const NUMBERING: &str = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>
    <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:pStyle w:val='Kop1'/><w:lvlText w:val='Artikel %1'/></w:lvl>
    <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>
    <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%3.'/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{f0b7}'/></w:lvl></w:abstractNum>
    <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num></w:numbering>";
const STYLES: &str =
    "<w:styles xmlns:w='w'><w:style w:type='paragraph' w:styleId='Kop1'><w:name w:val='heading 1'/>
    <w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='0'/></w:pPr></w:style>
    <w:style w:type='paragraph' w:styleId='Inhopg1'><w:name w:val='toc 1'/></w:style></w:styles>";

fn numbered(list: u8, level: u8) -> String {
    format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>")
}

#[test]
fn clauses_carry_the_numbers_that_word_shows() {
    let body = [
        p("<w:pStyle w:val='Kop1'/>", "Opdracht"),
        p(&numbered(1, 1), "Opdrachtnemer voert de opdracht zorgvuldig uit:"),
        p(&numbered(1, 2), "binnen de afgesproken termijn; en"),
        p(&numbered(2, 0), "zonder extra kosten."),
        // Carries a section break and nothing else: Word shows no number.
        "<w:p><w:pPr><w:pStyle w:val='Kop1'/><w:sectPr/></w:pPr></w:p>".to_owned(),
        p("<w:pStyle w:val='Kop1'/><w:numPr><w:numId w:val='0'/></w:numPr>", "Bijlage"),
        p("<w:pStyle w:val='Kop1'/>", "Betaling"),
    ]
    .concat();
    assert_eq!(
        lines(&body, &[("numbering", NUMBERING), ("styles", STYLES)]),
        "h2 [Artikel 1] Opdracht\n\
         p [1.1] Opdrachtnemer voert de opdracht zorgvuldig uit:\n\
         i1 [a.] binnen de afgesproken termijn; en\n\
         i1 [•] zonder extra kosten.\n\
         h2 Bijlage\n\
         h2 [Artikel 2] Betaling\n"
    );
}

#[test]
fn a_clause_in_a_heading_style_is_no_heading() {
    let text = "The Supplier shall deliver the Goods to the Customer on the agreed Delivery Date.";
    let body = p("<w:pStyle w:val='Kop1'/>", text);
    let got = lines(&body, &[("numbering", NUMBERING), ("styles", STYLES)]);
    assert_eq!(got, format!("p [Artikel 1] {text}\n"));
}

#[test]
fn tables_say_row_and_column() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p("", text));
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("uurtarief"));
    let body = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{}</w:tc>{}</w:tr><w:tr>{}<w:tc>{inner}{}</w:tc></w:tr></w:tbl>{}",
        p("", "Dienst"),
        cell("Tarief"),
        cell("Advies"),
        p("", "per uur"),
        p("", "Daarna volgt tekst.")
    );
    assert_eq!(
        lines(&body, &[]),
        "0:0 Dienst\n0:2 Tarief\n1:0 Advies\n0:0 uurtarief\n1:1 per uur\np Daarna volgt tekst.\n"
    );
}

#[test]
fn tracked_changes_read_as_accepted_and_are_counted() {
    let body = "<w:p><w:r><w:t xml:space='preserve'>Betaling binnen </w:t></w:r>\
        <w:del w:author='A. de Vries'><w:r><w:delText>60</w:delText></w:r></w:del>\
        <w:ins w:author='B. Smit'><w:r><w:t>30</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> dagen</w:t></w:r></w:p>\
        <w:p><w:moveFrom w:author='B. Smit'><w:r><w:t>verplaatst</w:t></w:r></w:moveFrom></w:p>\
        <w:tbl><w:tr><w:trPr><w:del w:author='B. Smit'/></w:trPr><w:tc><w:p><w:r><w:t>geschrapte rij</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:p><w:r><w:t>blijft</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(lines(body, &[]), "p Betaling binnen 30 dagen\n0:0 blijft\n");
    assert_eq!(
        notes(body),
        [
            "Tracked changes: 1 inserted, 3 deleted (A. de Vries, B. Smit); read as if all were accepted."
        ]
    );
}

#[test]
fn tracked_changes_can_be_read_as_they_were_before() {
    let run = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let gone =
        |text: &str| format!("<w:r><w:delText xml:space='preserve'>{text}</w:delText></w:r>");
    let row = |mark: &str, text: &str| {
        format!("<w:tr><w:trPr>{mark}</w:trPr><w:tc>{}</w:tc></w:tr>", p("", text))
    };
    let body = [
        format!(
            "<w:p>{}<w:del w:author='A'>{}</w:del><w:ins w:author='B'>{}<w:del w:author='A'>{}</w:del></w:ins>{}</w:p>",
            run("Betaling binnen "),
            gone("60"),
            run("30"),
            gone("45"),
            run(" dagen.")
        ),
        // Moved from here to the end.
        format!("<w:p><w:moveFrom w:author='A'>{}</w:moveFrom></w:p>", run("Geheim blijft geheim.")),
        // An inserted end of paragraph: there was one clause, now there are two.
        p(
            &numbered(1, 0).replace("<w:numPr>", "<w:rPr><w:ins w:author='B'/></w:rPr><w:numPr>"),
            "Partijen overleggen ",
        ),
        p(&numbered(1, 0), "elk kwartaal."),
        // A deleted one: there were two, now there is one.
        p(
            &numbered(1, 0).replace("<w:numPr>", "<w:rPr><w:del w:author='B'/></w:rPr><w:numPr>"),
            "Zij leggen besluiten vast; ",
        ),
        p(&numbered(1, 0), "ook de kleine."),
        // Was no clause before its formatting was changed.
        p(
            &format!("{}<w:pPrChange w:author='B'><w:pPr/></w:pPrChange>", numbered(1, 1)),
            "Samen.",
        ),
        format!(
            "<w:tbl>{}{}</w:tbl>",
            row("<w:ins w:author='B'/>", "nieuw"),
            row("<w:del w:author='B'/>", "oud")
        ),
        format!("<w:p><w:moveTo w:author='A'>{}</w:moveTo></w:p>", run("Geheim blijft geheim.")),
    ]
    .concat();
    let bytes = file(&body, &[("numbering", NUMBERING)]);
    let seen = |revisions| {
        let options = Options { revisions, ..Options::default() };
        let doc = docx("contract.docx", &bytes, &options).expect("a readable file").finish();
        let line = |it: &crate::document::Block| {
            format!("{}|{}", it.label.as_deref().unwrap_or_default(), &doc[it.span])
        };
        let note = doc.notes.first().map(|it| it.text(Language::English)).unwrap_or_default();
        (doc.blocks.iter().map(line).collect::<Vec<_>>(), note)
    };
    let (accepted, note) = seen(View::Accepted);
    assert_eq!(
        accepted,
        [
            "|Betaling binnen 30 dagen.",
            "Artikel 1|Partijen overleggen",
            "Artikel 2|elk kwartaal.",
            "Artikel 3|Zij leggen besluiten vast; ook de kleine.",
            "3.1|Samen.",
            "|nieuw",
            "|Geheim blijft geheim.",
        ]
    );
    assert!(note.ends_with("(A, B); read as if all were accepted."), "{note}");
    let (original, note) = seen(View::Original);
    assert_eq!(
        original,
        [
            "|Betaling binnen 60 dagen.",
            "|Geheim blijft geheim.",
            "Artikel 1|Partijen overleggen elk kwartaal.",
            "Artikel 2|Zij leggen besluiten vast;",
            "Artikel 3|ook de kleine.",
            "|Samen.",
            "|oud",
        ]
    );
    assert!(note.ends_with("(A, B); read as the text was before them (all rejected)."), "{note}");
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let unmarked =
        numbered(1, 0).replace("<w:numPr>", "<w:rPr><w:del w:author='A'/></w:rPr><w:numPr>");
    let body = [
        p(&unmarked, "Partijen overleggen "),
        p(&numbered(1, 0), "elk kwartaal."),
        p(&numbered(1, 0), "Daarna besluiten zij."),
    ]
    .concat();
    assert_eq!(
        lines(&body, &[("numbering", NUMBERING)]),
        "p [Artikel 1] Partijen overleggen elk kwartaal.\np [Artikel 2] Daarna besluiten zij.\n"
    );
}

#[test]
fn notes_follow_their_paragraph_and_furniture_comes_last() {
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:t>Als bedoeld in de wet.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let footer = "<w:ftr xmlns:w='w'><w:p><w:r><w:t>Vertrouwelijk</w:t></w:r></w:p></w:ftr>";
    let body = "<w:p><w:r><w:t>Persoonsgegevens</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t xml:space='preserve'> blijven hier.</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Slot</w:t></w:r></w:p><w:sectPr><w:footerReference r:id='id1'/><w:footerReference r:id='id2'/></w:sectPr>";
    let parts =
        [("footnotes", notes), ("footer1", footer), ("footer2", footer), ("footer3", footer)];
    assert_eq!(
        lines(body, &parts),
        "p Persoonsgegevens blijven hier.\nnote Als bedoeld in de wet.\np Slot\nfooter Vertrouwelijk\n"
    );
    let doc = read(&file(body, &parts));
    assert_eq!(doc.blocks.last().map(|it| it.zone), Some(Zone::Furniture));
}

#[test]
fn text_boxes_are_read_once_and_after_their_paragraph() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Ankeralinea</w:t></w:r></w:p>",
        text_box("Let op"),
        text_box("Let op")
    );
    assert_eq!(lines(&body, &[]), "p Ankeralinea\np Let op\n");
}

#[test]
fn fields_show_their_result_and_a_table_of_contents_its_zone() {
    let char = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let text = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}</w:p><w:p>{}{}</w:p><w:p>{}{}{}{}{}{}{}</w:p>",
        char("begin"),
        code(" TOC \\o "),
        char("separate"),
        text("Opdracht 3"),
        text("Betaling 4"),
        char("end"),
        text("Partijen overleggen zoals staat in artikel "),
        char("begin"),
        code(" REF _Ref1 \\r "),
        char("separate"),
        text("7.2"),
        char("end"),
        text("."),
    );
    let doc = read(&file(&body, &[]));
    let contents: Vec<_> =
        doc.blocks.iter().map(|it| (&doc[it.span], it.zone == Zone::Contents)).collect();
    assert_eq!(
        contents,
        [
            ("Opdracht 3", true),
            ("Betaling 4", true),
            ("Partijen overleggen zoals staat in artikel 7.2.", false)
        ]
    );
}

#[test]
fn marks_breaks_and_hidden_words() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>niet</w:t><w:noBreakHyphen/><w:t>nakoming</w:t><w:tab/><w:t>R&amp;D</w:t><w:br/><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space='preserve'> geheim beding</w:t></w:r></w:p>";
    assert_eq!(lines(body, &[]), "p niet-nakoming R&D ☑ geheim beding\n");
    assert_eq!(notes(body), ["2 words are formatted as hidden; they were read."]);
}

#[test]
fn words_that_are_highlighted_are_counted() {
    let run = |look: &str, text: &str| {
        format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
    };
    let yellow = run("<w:b/><w:highlight w:val='yellow'/>", "twee weken ");
    let none = run("<w:b/><w:highlight w:val='none'/>", "na ontvangst ");
    let body = format!("<w:p>{}{yellow}{none}{yellow}</w:p>", run("<w:b/>", "Betaal binnen "));
    assert_eq!(notes(&body), ["4 words are highlighted in colour: is something still open there?"]);
}

#[test]
fn a_number_typed_among_numbers_that_count_is_told() {
    let counted = p(&numbered(1, 0), "Leverancier levert elke week.").repeat(6);
    let typed = p("", "7. Klant betaalt elke maand.");
    let told = |body: &str| {
        let doc = read(&file(body, &[("numbering", NUMBERING)]));
        doc.notes.iter().map(|it| it.text(Language::English)).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&format!("{counted}{typed}")),
        ["1 number(s) typed by hand, 6 count by themselves: after a change they part."]
    );
    assert!(told(&counted).is_empty());
    assert!(told(&typed).is_empty());
}

#[test]
fn pages_are_counted_once_per_break() {
    let body = "<w:p><w:r><w:t>een</w:t></w:r></w:p><w:p><w:r><w:br w:type='page'/></w:r></w:p>\
        <w:p><w:r><w:lastRenderedPageBreak/><w:t>twee</w:t></w:r></w:p>\
        <w:p><w:r><w:lastRenderedPageBreak/><w:t>drie</w:t></w:r></w:p>";
    let doc = read(&file(body, &[]));
    let pages: Vec<_> = doc.blocks.iter().map(|it| it.page).collect();
    assert_eq!(pages, [Some(1), Some(2), Some(3)]);
    assert_eq!(read(&file(&p("", "een"), &[])).blocks[0].page, None);
}

#[test]
fn every_letter_knows_its_bytes_in_the_part() {
    let body = "<w:p><w:r><w:t xml:space='preserve'>Leverancier  levert </w:t></w:r><w:r><w:t>R&amp;D-diensten; café.</w:t></w:r></w:p>";
    let bytes = file(body, &[]);
    let doc = read(&bytes);
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes[..])).expect("a zip");
    let mut xml = String::new();
    zip.by_name("word/document.xml").expect("the part").read_to_string(&mut xml).expect("text");
    assert_eq!(&doc.text, "Leverancier levert R&D-diensten; café.");
    let mut equal = 0;
    for piece in &doc.pieces {
        let Origin::Docx { part: 0, paragraph: 0, run, bytes } = piece.origin else {
            panic!("no origin in the part: {piece:?}")
        };
        let (text, source) = (&doc[piece.span], &xml[bytes.range()]);
        assert_eq!(run, u32::from(text.contains(['&', 'R', 'D'])), "{text}");
        if text.len() == source.len() {
            assert_eq!(text, source);
            equal += 1;
        } else {
            assert_eq!((text, source), ("&", "&amp;"));
        }
    }
    assert!(equal >= 4, "{:?}", doc.pieces);
}

#[test]
fn strict_files_and_other_prefixes_read_alike() {
    let body = "<document xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><body><p><r><t>Strikt</t></r></p></body></document>";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word\\document.xml", zip::write::SimpleFileOptions::default()).expect("part");
    zip.write_all(body.as_bytes()).expect("room");
    let doc = read(&zip.finish().expect("a zip").into_inner());
    assert_eq!(doc.text, "Strikt");
}

#[test]
fn broken_xml_keeps_what_stands_before_the_break_and_says_so() {
    let whole = p("", "Dit staat er nog.");
    let doc = read(&file(&format!("{whole}<w:p><w:r><w:t>Dit half</w:t></w:p>"), &[]));
    assert_eq!(doc.text, "Dit staat er nog.\nDit half");
    assert!(matches!(&doc.notes[..], [Note::NotRead { .. }]) && doc.quality.value < 1.0);
    let refused = docx("c.docx", &file("<w:p></w:r>", &[]), &Options::default()).err();
    assert!(refused.is_some_and(|it| it.en.contains("damaged") && it.nl.contains("beschadigd")));
}

#[test]
fn a_part_made_to_fill_memory_is_refused() {
    let body = p("", &" ".repeat(20 << 20));
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("part");
    zip.write_all(body.as_bytes()).expect("room");
    let bytes = zip.finish().expect("a zip").into_inner();
    let refused = docx("c.docx", &bytes, &Options::default()).err();
    assert!(refused.is_some_and(|it| it.en.contains("out of proportion")));
}

#[test]
fn items_set_apart_by_line_breaks_are_blocks_of_their_own() {
    let body = "<w:p><w:r><w:t>Leverancier zorgt voor:</w:t><w:br/><w:t>- onderhoud;</w:t><w:br/><w:t>- toezicht</w:t><w:br/><w:t>op de bouw.</w:t></w:r></w:p>";
    assert_eq!(
        lines(body, &[]),
        "p Leverancier zorgt voor:\ni1 [•] onderhoud;\ni1 [•] toezicht op de bouw.\n"
    );
}

#[test]
fn properties_met_before_say_the_same_again() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let bold = run("<w:b/><w:sz w:val='22'/>", "Vrij.");
    let hidden = run("<w:b/><w:vanish/>", "Intern.");
    // A number counts on each time, deleted marks join each time, words are hidden each time.
    let item = p(&(numbered(1, 1) + "<w:spacing w:after='0'/>"), "Artikel");
    let joined = "<w:p><w:pPr><w:rPr><w:del w:author='A'/></w:rPr></w:pPr><w:r><w:t>Samen </w:t></w:r></w:p>";
    let body =
        format!("{item}{item}{item}{joined}{joined}<w:p>{bold}{bold}{hidden}{bold}{hidden}</w:p>");
    let expected = "p [1.1] Artikel\np [1.2] Artikel\np [1.3] Artikel\n\
                    p Samen Samen Vrij.Vrij.Intern.Vrij.Intern.\n";
    let shown = lines(&body, &[("numbering", NUMBERING)]);
    assert_eq!(shown.replace("i2 ", "p "), expected);
    assert!(
        notes(&body).iter().any(|it| it.contains('2') && it.contains("hidden")),
        "{:?}",
        notes(&body)
    );
}
