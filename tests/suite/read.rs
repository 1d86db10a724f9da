//! Files that are cut, damaged or made to do harm: each is a document or one clear line, soon.
//!
//! What the fuzzer of `fuzz/` does for hours is done here for seconds, with a fixed seed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that can't prepare has failed")]

use rayon::prelude::*;
use std::io::{Cursor, Read, Write};
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};
use weeflint::document::{Document, Format, Origin};
use weeflint::read::{Options, Refusal, read};
use zip::write::SimpleFileOptions;

/// A file, by the name that it is read under.
type File = (String, Vec<u8>);

/// Every fixture in every format, those that the fixtures lack made of their text.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    for fixture in std::fs::read_dir(root).unwrap().map(|it| it.unwrap().path()) {
        let Ok(text) = std::fs::read_to_string(fixture.join("contract.txt")) else { continue };
        for format in ["docx", "pdf", "md", "txt"] {
            let path = fixture.join(format!("contract.{format}"));
            found.push((path.display().to_string(), std::fs::read(path).unwrap()));
        }
        let name = fixture.display();
        let tagged = |open: &str, close: &str| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            text.split("\n\n").map(|it| format!("{open}{it}{close}")).collect::<String>()
        };
        let html = format!("<html><body>{}</body></html>", tagged("<p>", "</p>"));
        found.push((format!("{name}.html"), html.into_bytes()));
        found.push((format!("{name}.odt"), odt(&tagged("<text:p>", "</text:p>"))));
        let rich: String = text
            .chars()
            .map(|it| match it {
                '\n' => "\\par\n".to_owned(),
                it if it.is_ascii() => it.to_string(),
                it => format!("\\u{}?", it as u32),
            })
            .collect();
        found.push((format!("{name}.rtf"), format!("{{\\rtf1\\ansi {rich}}}").into_bytes()));
    }
    found.sort();
    assert!(found.len() >= 35, "the fixtures are there");
    found
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = match *name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:text>{body}</office:text></office:document-content>"
    );
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
    ])
}

fn docx(body: &str) -> Vec<u8> {
    let links = b"<Relationships><Relationship Id='1' Type='x/officeDocument' Target='word/document.xml'/></Relationships>";
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    packed(&[("_rels/.rels", links), ("word/document.xml", document.as_bytes())])
}

/// The same zip with one part changed.
fn with_part(bytes: &[u8], part: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let name = file.name().unwrap().to_string();
        parts.push((name.clone(), if name == part { change(content) } else { content }));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(a, b)| (a.as_str(), b.as_slice())).collect();
    packed(&parts)
}

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// Each of these files cut at 12 places, and 20 times with some of its bytes changed. What is
/// packed is also changed inside.
fn damaged(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut all: Vec<Vec<u8>> = (0..12).map(|it| bytes[..bytes.len() * it / 12].to_vec()).collect();
    for _ in 0..20 {
        all.push(flipped(bytes, &mut dice));
    }
    all
}

fn flipped(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    for _ in 0..=dice.below(12) {
        let at = dice.below(changed.len());
        match dice.below(4) {
            0 => changed[at] = dice.below(256) as u8,
            1 => changed[at] ^= 1 << dice.below(8),
            // Signs that mean something to one format or another.
            2 => changed[at] = b"<>&\"'/{}\\|#*()[]-\n\0"[dice.below(19)],
            _ => {
                let end = (at + dice.below(40)).min(changed.len());
                let piece = changed[at..end].to_vec();
                let to = dice.below(changed.len());
                changed.splice(to..to, piece);
            }
        }
    }
    changed
}

/// Reads a file, whatever it is: no panic, a refusal in one line, spans that stand on letters.
fn survives(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    let started = Instant::now();
    let read = catch_unwind(|| read(name, bytes, Options::default()));
    let read = read.unwrap_or_else(|_| {
        let path = std::env::temp_dir().join("weeflint-broken");
        let _ = std::fs::write(&path, bytes);
        panic!("{name} panics; the bytes are in {}", path.display())
    });
    assert!(started.elapsed() < Duration::from_secs(20), "{name} takes {:?}", started.elapsed());
    match &read {
        Err(refusal) => {
            for line in [&refusal.nl, &refusal.en] {
                assert!(!line.is_empty() && !line.contains('\n'), "{name}: {line:?}");
            }
        }
        Ok(doc) => {
            let sentences = doc.sentences.iter().map(|it| it.span);
            for span in doc.blocks.iter().map(|it| it.span).chain(sentences) {
                assert!(doc.text.get(span.range()).is_some(), "{name}: {span:?}");
            }
            assert!((0.0..=1.0).contains(&doc.quality.value), "{name}: {:?}", doc.quality);
        }
    }
    read
}

#[test]
fn a_file_that_is_cut_or_damaged_is_a_document_or_a_refusal() {
    files().par_iter().for_each(|(name, bytes)| {
        survives(name, bytes).unwrap();
        for (at, bytes) in damaged(bytes).iter().enumerate() {
            let _ = survives(&format!("{at} {name}"), bytes);
        }
        let part = match name.rsplit('.').next() {
            Some("docx") => "word/document.xml",
            Some("odt") => "content.xml",
            _ => return,
        };
        let mut dice = Dice(7);
        for at in 0..16 {
            let seed = dice.below(usize::MAX) as u64;
            let change = |it: Vec<u8>| flipped(&it, &mut Dice(seed | 1));
            let _ = survives(&format!("inner {at} {name}"), &with_part(bytes, part, change));
        }
    });
}

/// The parts of a zip that origins number, in their order: the text, then (of a Word file) notes,
/// headers and footers as the relationships list them.
fn numbered_parts(name: &str, bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut out = Vec::new();
        zip.by_name(name).map(|mut it| it.read_to_end(&mut out)).ok().map(|_| out)
    };
    if name.ends_with("odt") {
        return vec![part("content.xml").unwrap()];
    }
    let mut parts = vec![part("word/document.xml").unwrap()];
    let links = part("word/_rels/document.xml.rels").unwrap_or_default();
    let links = String::from_utf8(links).unwrap();
    for link in links.split("<Relationship ").skip(1) {
        let value = |key: &str| link.split_once(key)?.1.split('"').nth(1);
        let kind = value("Type=").unwrap().rsplit('/').next().unwrap();
        if ["footnotes", "endnotes", "header", "footer"].contains(&kind) {
            parts.push(part(&format!("word/{}", value("Target=").unwrap())).unwrap());
        }
    }
    parts
}

/// What a span says stands where its origin says: byte by byte where the source has bytes, in a box
/// on a page of the file where it has none.
#[test]
fn every_span_is_found_at_its_origin() {
    for (name, bytes) in files() {
        let doc = read(&name, &bytes, Options::default()).unwrap();
        let zipped = name.ends_with("docx") || name.ends_with("odt");
        let parts = if zipped { numbered_parts(&name, &bytes) } else { vec![bytes] };
        let pages = doc.blocks.iter().filter_map(|it| it.page).max();
        let (mut told, mut same) = (0, 0);
        for piece in &doc.pieces {
            let text = &doc[piece.span];
            told += text.len();
            let (part, source) = match piece.origin {
                Origin::Bytes(source) => (0, source),
                Origin::Docx { part, bytes, .. } => (usize::from(part), bytes),
                Origin::Pdf { page, bbox: [left, top, right, bottom] } => {
                    assert!((1..=pages.unwrap()).contains(&page), "{name}: page {page}");
                    assert!(left >= 0.0 && left <= right && right < 2_000.0, "{name}: {text}");
                    assert!(top >= 0.0 && top <= bottom && bottom < 2_000.0, "{name}: {text}");
                    same += text.len();
                    continue;
                }
                Origin::Joined => continue,
            };
            let found = parts[part].get(source.range()).unwrap();
            if source.len() == text.len() && text != " " {
                assert_eq!(found, text.as_bytes(), "{name}: {text}");
                same += text.len();
            } else {
                // A character written otherwise: `&amp;`, `\u233?`, a line end for a space.
                assert!(!found.is_empty() || text == " ", "{name}: {text}");
            }
        }
        assert!(same * 10 > told * 8, "{name}: {same} of {told} bytes are found at their place");
    }
}

#[test]
fn what_breaks_off_is_no_whole_contract() {
    for (name, bytes) in files() {
        let part = match name.rsplit('.').next() {
            Some("docx") => "word/document.xml",
            Some("odt") => "content.xml",
            _ => continue,
        };
        let half = with_part(&bytes, part, |it| {
            // Between two tags, so that it is an end tag too many.
            let half = it.len() / 2;
            let at = half + it[half..].iter().position(|it| *it == b'<').unwrap();
            [&it[..at], b"</broken>", &it[at..]].concat()
        });
        let doc = survives(&name, &half).unwrap();
        assert!((0.2..0.8).contains(&doc.quality.value), "{name}: {:?}", doc.quality);
        assert!(doc.notes.iter().any(|it| it.leaves_text_out()), "{name}");
    }
}

#[test]
fn nesting_without_end_is_no_trouble() {
    let deep = 10_000;
    let sentence = "The Supplier and the Customer meet every month and decide together.";
    let around = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(deep), close.repeat(deep))
    };
    let word = format!("<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>");
    let text = format!("<text:p>{sentence}</text:p>");
    let tag = format!("<p>{sentence}</p>");
    let cases = [
        ("tables.docx", docx(&around("<w:tbl><w:tr><w:tc>", &word, "</w:tc></w:tr></w:tbl>"))),
        (
            "boxes.docx",
            docx(&around("<w:p><w:r><w:txbxContent>", &word, "</w:txbxContent></w:r></w:p>")),
        ),
        ("changes.docx", docx(&around("<w:ins>", &word, "</w:ins>"))),
        ("unclosed.docx", docx(&around("<w:sdt><w:tbl>", &word, ""))),
        (
            "lists.odt",
            odt(&around("<text:list><text:list-item>", &text, "</text:list-item></text:list>")),
        ),
        ("frames.odt", odt(&around("<text:p><draw:text-box>", &text, "</draw:text-box></text:p>"))),
        ("lists.html", format!("<html>{}", around("<ul><li>", &tag, "</li></ul>")).into_bytes()),
        (
            "tables.html",
            format!("<html>{}", around("<table><tr><td>", &tag, "</td></tr></table>")).into_bytes(),
        ),
        ("groups.rtf", format!("{{\\rtf1 {}}}", around("{", sentence, "}")).into_bytes()),
        ("quotes.md", around("> ", sentence, "").into_bytes()),
        ("lists.md", around("- ", sentence, "").into_bytes()),
        ("brackets.md", around("[", sentence, "](x)").into_bytes()),
        ("stars.md", around("*a ", sentence, "*").into_bytes()),
    ];
    cases.par_iter().for_each(|(name, bytes)| {
        let doc = survives(name, bytes).unwrap();
        assert!(doc.text.contains("decide together"), "{name}: {:.200}", doc.text);
    });
}

#[test]
fn what_is_made_to_fill_memory_is_refused_or_cut() {
    let spaces = vec![b' '; 24 << 20];
    let bomb = packed(&[("word/document.xml", &spaces)]);
    let refusal = survives("bomb.docx", &bomb).unwrap_err();
    assert!(refusal.en.contains("unpack") || refusal.en.contains("memory"), "{}", refusal.en);
    let content = [b"<office:text><text:p>Partijen overleggen elke maand.", &*spaces].concat();
    let bomb = packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
    ]);
    let refusal = survives("bomb.odt", &bomb).unwrap_err();
    assert!(refusal.en.contains("unpack") || refusal.en.contains("memory"), "{}", refusal.en);
}

#[test]
fn a_name_that_says_otherwise_is_noted() {
    for (name, bytes) in files().iter().filter(|it| it.0.contains("en-nda-short")) {
        let doc = survives("contract.csv", bytes).unwrap();
        let as_itself = survives(name, bytes).unwrap();
        if doc.format != Format::Text {
            assert_eq!(doc.text, as_itself.text, "{name}");
        }
        for wrong in ["contract.docx", "contract.pdf", "contract.rtf"] {
            let doc = survives(wrong, bytes).unwrap();
            let same = wrong.ends_with(doc.format.name());
            assert_eq!(doc.notes.len() > as_itself.notes.len(), !same, "{name} as {wrong}");
        }
        assert!(survives(name, b"").unwrap_err().en.contains("empty"));
    }
}
