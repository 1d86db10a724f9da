//! The main part of a Word file, in both views of its tracked changes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use weeflint::document::View;
use weeflint::read::{Options, read};

const LINKS: &str = "<Relationships><Relationship Id='1' Type='x/officeDocument' Target='d.xml'/></Relationships>";

fuzz_target!(|xml: &[u8]| {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    // The numbering and the styles are whatever the same bytes say, so that these are met too.
    let links = "<Relationships><Relationship Id='2' Type='x/styles' Target='d.xml'/><Relationship Id='3' Type='x/numbering' Target='d.xml'/><Relationship Id='4' Type='x/footnotes' Target='d.xml'/></Relationships>";
    for (name, bytes) in [
        ("_rels/.rels", LINKS.as_bytes()),
        ("_rels/d.xml.rels", links.as_bytes()),
        ("d.xml", xml),
    ] {
        zip.start_file(name, stored).expect("a new part");
        zip.write_all(bytes).expect("room for it");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    for revisions in [View::Accepted, View::Original] {
        let _ = read("contract.docx", &bytes, Options { revisions, ..Options::default() });
    }
});
