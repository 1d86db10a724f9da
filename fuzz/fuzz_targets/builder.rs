//! Blocks of any kind, in any order, with any text: the document that comes out holds together.
//!
//! Each line is a block; its first byte says which kind.

#![no_main]

use libfuzzer_sys::fuzz_target;
use weeflint::analyze::analyze;
use weeflint::document::{Document, Draft, Format, Kind, Origin, Zone};
use weeflint::span::Span;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut builder = Document::builder("fuzz", Format::Text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let kind = line.bytes().next().unwrap_or_default();
        let mut draft = Draft::new(match kind % 8 {
            0 => Kind::Heading(kind / 8),
            1 => Kind::Item(kind / 8),
            2 => Kind::Cell { row: u16::from(kind / 64), column: u16::from(kind / 8 % 8) },
            3 => Kind::Footnote,
            4 => Kind::Header,
            5 => Kind::Footer,
            _ => Kind::Paragraph,
        });
        if kind % 3 == 0 {
            draft.label = line.split(' ').nth(1).map(str::to_owned);
        }
        draft.zone = (kind % 11 == 0).then_some(Zone::Contents);
        draft.page = (kind % 2 == 0).then_some(u32::from(kind));
        draft.push(line, Origin::Bytes(Span::new(start, start + line.len())));
        builder.block(draft);
        start += line.len();
    }
    let doc = builder.finish();
    for span in doc.blocks.iter().map(|it| it.span).chain(doc.sentences.iter().map(|it| it.span)) {
        assert!(doc.text.get(span.range()).is_some(), "a span stands on letters");
    }
    for clause in &doc.clauses {
        assert!(doc.text.get(clause.span.range()).is_some(), "a clause stands on letters");
    }
    let _ = analyze(&doc);
});
