//! PDF: glyphs at places on pages, back to the paragraphs somebody typed.
//!
//! In: the bytes of a PDF. Out: a builder that holds its blocks, each word with its page and box.
//! The steps, one file each: [`glyphs`] takes down what a page draws, [`lines`] makes lines of
//! it, [`furniture`] sets running headers and page numbers apart, [`columns`] finds the reading
//! order, [`ruled`] and [`tables`] find tables by their rules or their grid, [`contents`] tables of contents, [`paragraphs`] rebuilds
//! blocks, [`weave`] writes them out with the words joined that a line end cut in two. Only [`glyphs`] and this page know the PDF crate.

mod columns;
mod contents;
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
mod tests;
