//! PDF: glyphs at places on pages, back to the paragraphs somebody typed.
//!
//! In: the bytes of a PDF. Out: a builder that holds its blocks, each word with its page and box.
//! The steps, one file each: [`glyphs`] takes down what a page draws, [`lines`] makes lines of
//! it, [`furniture`] sets running headers and page numbers apart, [`columns`] finds the reading
//! order, [`ruled`] and [`tables`] find tables by their rules or their grid, [`paragraphs`] rebuilds blocks, [`weave`] writes them out with
//! the words joined that a line end cut in two. Only [`glyphs`] and this page know the PDF crate.

mod columns;
mod furniture;
mod glyphs;
mod label;
mod lines;
mod paragraphs;
mod ruled;
mod tables;
mod weave;

use super::{Options, Refusal};
use crate::clock::Instant;
use crate::document::{Builder, Document, Doubt, Format, Note, PageQuality, Quality};
use glyphs::{Sheet, Shelf, Stop};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

/// Stack of a reading thread: nested forms and broken page trees recurse deeply.
const STACK: usize = 16 << 20;

/// Pages that are read of one file; a contract with its annexes stays far below.
const MOST_PAGES: usize = 5_000;

/// Time for one file. A guard against files that draw without end, not a limit for contracts:
/// 700 pages take a second.
const LONGEST: Duration = Duration::from_secs(30);

/// Fewest pages that are worth a thread of their own.
const PAGES_PER_THREAD: usize = 12;

/// One unknown letter in so many loses words: some bullets of odd fonts do not.
const LOST_LETTERS: u32 = 20;

/// Words below which a page with a picture is a scan with a stamp.
const FEWEST_WORDS: usize = 20;

/// Reads the bytes of a PDF into blocks.
///
/// # Errors
/// When the file is encrypted, damaged, no PDF, without pages, or without text on any page.
pub(super) fn pdf(name: &str, bytes: &[u8], options: &Options) -> Result<Builder, Refusal> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    if !head.windows(5).any(|it| it == b"%PDF-") {
        return Err(refuse(
            "Dit is geen PDF: het bestand begint niet als een PDF.",
            "This is not a PDF: the file does not begin like one.",
        ));
    }
    let bytes = Arc::new(bytes.to_vec());
    // WebAssembly in a page has one thread.
    if cfg!(target_family = "wasm") {
        return document(name, open(bytes)?, options);
    }
    let read = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let read = thread.spawn_scoped(scope, || catch_unwind(AssertUnwindSafe(|| open(bytes))));
        read.ok()?.join().ok()?.ok()
    });
    let pages = read.unwrap_or_else(|| Err(damaged()))?;
    document(name, pages, options)
}

/// What became of one page.
enum Outcome {
    Read(Sheet),
    /// The page was left, because of this.
    Left(Reason),
}

/// Why a page was not read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reason {
    Time,
    Size,
    Broken,
}

impl Reason {
    fn text(self) -> &'static str {
        match self {
            Reason::Time => "tijd op / out of time",
            Reason::Size => "te veel tekening / too much drawing",
            Reason::Broken => "beschadigd / damaged",
        }
    }
}

/// The outcomes of all pages, in order.
fn open(bytes: Arc<Vec<u8>>) -> Result<Vec<Outcome>, Refusal> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => refuse(
            "De PDF is met een wachtwoord beveiligd; sla hem op zonder wachtwoord.",
            "The PDF is protected by a password; save it without one.",
        ),
        LoadPdfError::Decryption(_) => refuse(
            "De PDF is versleuteld op een manier die weeflint niet kent; sla hem op zonder beveiliging.",
            "The PDF is encrypted in a way that weeflint does not know; save it without protection.",
        ),
        LoadPdfError::Invalid => damaged(),
    })?;
    let count = pdf.pages().len().min(MOST_PAGES);
    if count == 0 {
        return Err(refuse("De PDF heeft geen pagina's.", "The PDF has no pages."));
    }
    let deadline = Instant::now() + LONGEST;
    // Many contracts at once already keep every core busy; one contract may use them all.
    let cores = match rayon::current_thread_index() {
        Some(_) => 1,
        None => rayon::current_num_threads(),
    };
    let threads = cores.min(count / PAGES_PER_THREAD).max(1);
    let share = count.div_ceil(threads);
    let pdf = &pdf;
    let mut outcomes = Vec::with_capacity(count);
    std::thread::scope(|scope| {
        let mut others = Vec::new();
        for first in (share..count).step_by(share) {
            let range = first..(first + share).min(count);
            let thread = std::thread::Builder::new().stack_size(STACK);
            let work = range.clone();
            let spawned = thread.spawn_scoped(scope, move || stretch(pdf, work, deadline));
            others.push((range, spawned));
        }
        outcomes.extend(stretch(pdf, 0..share, deadline));
        for (range, thread) in others {
            match thread.map(|it| it.join()) {
                Ok(Ok(read)) => outcomes.extend(read),
                _ => outcomes.extend(range.map(|_| Outcome::Left(Reason::Broken))),
            }
        }
    });
    Ok(outcomes)
}

/// Reads the pages `range`; one that fails doesn't take the others along.
fn stretch(pdf: &Pdf, range: std::ops::Range<usize>, deadline: Instant) -> Vec<Outcome> {
    let mut shelf = Shelf::new();
    let mut outcomes = Vec::with_capacity(range.len());
    for index in range {
        let Some(page) = pdf.pages().get(index) else {
            outcomes.push(Outcome::Left(Reason::Broken));
            continue;
        };
        let number = index as u32 + 1;
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            glyphs::sheet(pdf, page, number, &mut shelf, deadline)
        }));
        outcomes.push(match drawn {
            Ok(sheet) => Outcome::Read(sheet),
            Err(cause) => {
                // What was half done when it failed is not used again.
                shelf = Shelf::new();
                Outcome::Left(match cause.downcast_ref::<Stop>() {
                    Some(Stop::Time) => Reason::Time,
                    Some(Stop::Size) => Reason::Size,
                    None => Reason::Broken,
                })
            }
        });
    }
    outcomes
}

/// The blocks of what was drawn.
fn document(name: &str, outcomes: Vec<Outcome>, options: &Options) -> Result<Builder, Refusal> {
    let count = outcomes.len();
    let mut builder = Document::builder(name, Format::Pdf);
    builder.language(options.language);
    let mut sheets = Vec::with_capacity(count);
    let mut left = 0;
    let mut pages = Vec::with_capacity(count);
    for (index, outcome) in outcomes.into_iter().enumerate() {
        match outcome {
            Outcome::Read(sheet) => {
                pages.push(quality(&sheet));
                sheets.push(sheet);
            }
            Outcome::Left(reason) => {
                left += 1;
                pages.push(PageQuality {
                    page: index as u32 + 1,
                    value: 0.0,
                    words: 0,
                    letters: 0,
                    unknown: 0,
                    reason: Some(Doubt::NotRead),
                });
                builder.note(Note::NotRead {
                    part: format!("p. {}", index + 1),
                    reason: reason.text().to_owned(),
                });
            }
        }
    }
    let bare: Vec<u32> = sheets.iter().filter(|it| is_bare(it)).map(|it| it.number).collect();
    // Stamps on a scan are no contract; one page of a few words may be one.
    let blank = sheets.iter().all(|it| it.words.is_empty());
    if blank || sheets.len() > 1 && bare.len() == sheets.len() {
        return Err(if left == count { damaged() } else { scanned(&sheets) });
    }
    let letters: u32 = sheets.iter().map(|it| it.letters).sum();
    let unknown: u32 = sheets.iter().map(|it| it.unknown).sum();
    if letters > 0 && unknown * 10 > letters * 9 {
        return Err(refuse(
            "De PDF zegt niet welke letters er staan; alleen met tekstherkenning (OCR) is hij te lezen.",
            "The PDF does not say which letters it shows; it can only be read by text recognition (OCR).",
        ));
    }
    let lost = pages.iter().filter(|it| it.unknown * LOST_LETTERS > it.letters);
    let (numbers, lost): (Vec<u32>, Vec<u32>) = lost.map(|it| (it.page, it.unknown)).unzip();
    if !numbers.is_empty() {
        builder.note(Note::UnknownLetters { letters: lost.iter().sum(), pages: numbers });
    }
    builder.quality(Quality::of_pages(pages));
    if !bare.is_empty() {
        builder.note(Note::PagesWithoutText { pages: bare, of: count as u32 });
    }

    let mut pages = Vec::with_capacity(sheets.len());
    let mut turned = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        let (main, others) = lines::lines(sheet);
        pages.push(main);
        turned.push(others);
    }
    let mut running = furniture::take(&sheets, &mut pages);
    running.extend(furniture::take(&sheets, &mut turned));
    running.extend(furniture::artifacts(&sheets));
    let mut ruled = Vec::with_capacity(sheets.len());
    let regions: Vec<Vec<columns::Region>> = sheets
        .iter()
        .zip(pages)
        .zip(turned)
        .map(|((sheet, lines), others)| {
            let (tables, lines) = ruled::take(sheet, lines);
            ruled.push(tables);
            let mut regions = columns::regions(sheet, lines);
            regions.extend(columns::regions(sheet, others));
            regions
        })
        .collect();
    let style = paragraphs::Style::of(&regions);
    let passages = paragraphs::passages(&sheets, regions, &ruled, &style);
    weave::write(&mut builder, &sheets, &passages, &running);
    Ok(builder)
}

/// How well the text of a page could be taken.
fn quality(sheet: &Sheet) -> PageQuality {
    let known = 1.0 - sheet.unknown as f32 / sheet.letters.max(1) as f32;
    let (value, reason) = match sheet.unknown {
        _ if is_bare(sheet) && sheet.pictures > 0 => (0.0, Some(Doubt::Picture)),
        _ if is_bare(sheet) => (0.0, Some(Doubt::NoText)),
        0 => (1.0, None),
        _ => (known.clamp(0.0, 1.0), Some(Doubt::UnknownLetters)),
    };
    PageQuality {
        page: sheet.number,
        value,
        words: sheet.words.len() as u32,
        letters: sheet.letters,
        unknown: sheet.unknown,
        reason,
    }
}

/// Whether a page has no text, or so little beside a picture that the picture is the page.
fn is_bare(sheet: &Sheet) -> bool {
    sheet.words.is_empty() || sheet.pictures > 0 && sheet.words.len() < FEWEST_WORDS
}

fn refuse(nl: &str, en: &str) -> Refusal {
    Refusal::new(nl, en)
}

fn damaged() -> Refusal {
    refuse(
        "De PDF is beschadigd en kan niet worden gelezen.",
        "The PDF is damaged and cannot be read.",
    )
}

/// The refusal of a file without any text.
fn scanned(sheets: &[Sheet]) -> Refusal {
    if sheets.iter().any(|it| it.pictures > 0) {
        return refuse(
            "De PDF bevat geen tekst, alleen beeld (een scan): lees hem eerst met tekstherkenning (OCR).",
            "The PDF holds no text, only images (a scan): run text recognition (OCR) on it first.",
        );
    }
    refuse("De PDF bevat geen tekst.", "The PDF holds no text.")
}

#[cfg(test)]
mod tests {
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
        let content =
            "BT /F1 12 Tf 72 700 Td (Partijen overleggen) Tj 0 -14 Td (elke maand.) Tj ET";
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
        assert!(
            refusal(&file(&[])).contains("no pages") || refusal(&file(&[])).contains("damaged")
        );
    }

    #[test]
    fn no_cut_of_a_file_panics() {
        let whole = file(&["BT /F1 12 Tf 72 700 Td (Partijen overleggen) Tj ET"]);
        for end in (0..whole.len()).step_by(7) {
            let read = pdf("proef.pdf", &whole[..end], &Options::default());
            assert!(read.is_ok() || read.is_err_and(|it| !it.nl.is_empty()));
        }
    }
}
