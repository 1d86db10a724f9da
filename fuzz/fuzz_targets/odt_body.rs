//! The text of an OpenDocument file, in both views of its tracked changes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use weeflint::document::View;
use weeflint::read::{Options, read};

fuzz_target!(|xml: &[u8]| {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    let content = [b"<office:text>", xml].concat();
    for (name, bytes) in [
        ("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()),
        ("styles.xml", xml),
        ("content.xml", &content),
    ] {
        zip.start_file(name, stored).expect("a new part");
        zip.write_all(bytes).expect("room for it");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    for revisions in [View::Accepted, View::Original] {
        let _ = read("contract.odt", &bytes, Options { revisions, ..Options::default() });
    }
});
