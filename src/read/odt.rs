//! OpenDocument text: `content.xml` read as LibreOffice shows it, with the numbers of its lists.
//!
//! Deleted text stands apart in the file and the body marks its place; inserted text stands between
//! two marks. Places are bytes of `content.xml`.

mod changes;
mod numbers;
mod page;

use super::{Options, Refusal};
use crate::document::{Builder, Document, Format, Quality};
use page::Page;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Reads an OpenDocument text.
///
/// # Errors
/// When the file is damaged, protected by a password, or no text.
pub(super) fn odt(name: &str, bytes: &[u8], options: &Options) -> Result<Builder, Refusal> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if part(&mut zip, "META-INF/manifest.xml")?.is_some_and(|it| it.contains("encryption-data")) {
        return Err(Refusal::new(
            "Dit bestand is met een wachtwoord beveiligd: bewaar het zonder wachtwoord.",
            "This file is protected by a password: save it without one.",
        ));
    }
    let content = part(&mut zip, "content.xml")?.ok_or_else(damaged)?;
    if !content.contains("<office:text") {
        return Err(Refusal::new(
            "Dit OpenDocument-bestand is geen tekst maar een rekenblad of presentatie.",
            "This OpenDocument file is no text but a spreadsheet or presentation.",
        ));
    }
    let mut page = Page { view: options.revisions, ..Page::default() };
    if let Some(styles) = part(&mut zip, "styles.xml")? {
        page.walk(&styles, true);
    }
    let share = page.walk(&content, false);
    // Where the XML breaks off, what was read of the open paragraphs counts.
    let open = page.joined.take().into_iter().chain(page.open.drain(..));
    page.drafts.extend(open.chain(page.waiting.drain(..)).collect::<Vec<_>>());
    let mut builder = Document::builder(name, Format::Odt);
    for draft in std::mem::take(&mut page.drafts) {
        builder.block(draft);
    }
    page.notes(&mut builder, share.is_none());
    if let Some(share) = share {
        builder.quality(Quality::broken_off(share));
    }
    Ok(builder)
}

/// Whether a file is an OpenDocument file: its first entry says so, unpacked.
pub(super) fn is_odt(bytes: &[u8]) -> bool {
    let mark = b"application/vnd.oasis.opendocument";
    let head = &bytes[..bytes.len().min(200)];
    head.starts_with(b"PK") && head.windows(mark.len()).any(|it| it == mark)
}

fn damaged() -> Refusal {
    Refusal::new(
        "Dit OpenDocument-bestand is beschadigd of niet compleet: vraag het opnieuw op.",
        "This OpenDocument file is damaged or incomplete: ask for it again.",
    )
}

/// Bytes a part may unpack to: larger than any contract.
const LARGEST_PART: u64 = 128 << 20;

/// XML packs 10 to 40 times; above this, and past [`SMALL`], a part was made to fill memory.
const MOST_RATIO: u64 = 500;

/// Bytes a part may unpack to whatever its ratio.
const SMALL: u64 = 16 << 20;

/// The text of the part called `name`, as far as it can be unpacked; none if there is no such part.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Refusal> {
    let mut xml = Vec::new();
    let Ok(file) = zip.by_name(name) else { return Ok(None) };
    let packed = file.compressed_size().max(1);
    // What could be unpacked before the damage is read.
    let _ = file.take(LARGEST_PART + 1).read_to_end(&mut xml);
    let size = xml.len() as u64;
    if size > LARGEST_PART || size > SMALL && size / packed > MOST_RATIO {
        return Err(Refusal::new(
            "Dit bestand wordt bij het uitpakken zo groot dat het geen contract kan zijn; het is niet gelezen.",
            "Unpacking this file takes so much memory that it can't be a contract; it was not read.",
        ));
    }
    let text = String::from_utf8(xml);
    Ok(Some(text.unwrap_or_else(|it| String::from_utf8_lossy(it.as_bytes()).into_owned())))
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use crate::document::{Document, Format, View};
    use crate::language::Language;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    fn document(body: &str) -> Document {
        viewed(body, View::Accepted)
    }

    fn viewed(body: &str, revisions: View) -> Document {
        let content = format!(
            "<office:document-content><office:automatic-styles><text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/><text:list-level-style-number text:level='2' style:num-format='a' style:num-prefix='(' style:num-suffix=')'/></text:list-style></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let files =
            [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)];
        for (name, text) in files {
            let written =
                zip.start_file(name, stored).is_ok() && zip.write_all(text.as_bytes()).is_ok();
            assert!(written);
        }
        let bytes = zip.finish().map(Cursor::into_inner).unwrap_or_default();
        let options = Options { revisions, ..Options::default() };
        read("contract.odt", &bytes, options).unwrap_or_default()
    }

    #[test]
    fn lists_carry_their_numbers_and_deleted_text_stays_out() {
        let doc = document(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Nooit.</text:p></text:deletion></text:changed-region></text:tracked-changes><text:h text:outline-level='1'>Opdracht</text:h><text:list text:style-name='L1'><text:list-item><text:p>De klant<text:s/>betaalt &amp; meldt:</text:p><text:list><text:list-item><text:p>tijdig;</text:p></text:list-item><text:list-item><text:p>schriftelijk.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ook per e-mail.</text:p></text:note-body></text:note></text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>De leverancier helpt.</text:p></text:list-item></text:list>",
        );
        assert_eq!(doc.format, Format::Odt);
        let shown: Vec<String> = doc
            .blocks
            .iter()
            .map(|it| format!("{}|{}", it.label.as_deref().unwrap_or(""), &doc[it.span]))
            .collect();
        assert_eq!(
            shown,
            [
                "|Opdracht",
                "1.|De klant betaalt & meldt:",
                "(a)|tijdig;",
                "(b)|schriftelijk.",
                "|Ook per e-mail.",
                "2.|De leverancier helpt.",
            ]
        );
    }

    #[test]
    fn items_that_line_breaks_set_apart_are_blocks() {
        let doc = document(
            "<text:p>De klant:<text:line-break/>(a) betaalt op tijd;<text:line-break/>b) <text:span>meldt</text:span> wat er speelt,<text:line-break/>ook als dat lastig is.</text:p><text:p>Zij overleggen.</text:p>",
        );
        assert_eq!(
            doc.text,
            "De klant:\nbetaalt op tijd;\nmeldt wat er speelt, ook als dat lastig is.\nZij overleggen."
        );
        let labels: Vec<_> = doc.blocks.iter().map(|it| it.label.as_deref()).collect();
        assert_eq!(labels, [None, Some("(a)"), Some("b)"), None]);
    }

    #[test]
    fn tracked_changes_can_be_read_as_they_were_before() {
        let body = "<text:tracked-changes>\
            <text:changed-region text:id='a'><text:insertion><office:change-info><dc:creator>B. Smit</dc:creator></office:change-info></text:insertion></text:changed-region>\
            <text:changed-region text:id='b'><text:deletion><office:change-info><dc:creator>A. de Vries</dc:creator></office:change-info><text:p>60</text:p></text:deletion></text:changed-region>\
            <text:changed-region text:id='c'><text:deletion><text:p> na overleg.</text:p><text:p>Daarna </text:p></text:deletion></text:changed-region>\
            <text:changed-region text:id='d'><text:insertion/></text:changed-region></text:tracked-changes>\
            <text:p>Betaling binnen <text:change text:change-id='b'/><text:change-start text:change-id='a'/>30<text:change-end text:change-id='a'/> dagen.</text:p>\
            <text:p>Partijen besluiten<text:change text:change-id='c'/>evalueren zij.</text:p>\
            <text:p>Zij delen <text:change-start text:change-id='d'/>alles.</text:p><text:p>Ook <text:change-end text:change-id='d'/>cijfers.</text:p>";
        let texts = |view| viewed(body, view).text;
        assert_eq!(
            texts(View::Accepted),
            "Betaling binnen 30 dagen.\nPartijen besluitenevalueren zij.\nZij delen alles.\nOok cijfers."
        );
        assert_eq!(
            texts(View::Original),
            "Betaling binnen 60 dagen.\nPartijen besluiten na overleg.\nDaarna evalueren zij.\nZij delen cijfers."
        );
        let notes = viewed(body, View::Original).notes;
        assert_eq!(
            notes.iter().map(|it| it.text(Language::English)).collect::<Vec<_>>(),
            [
                "Tracked changes: 2 inserted, 2 deleted (B. Smit, A. de Vries); read as the text was before them (all rejected)."
            ]
        );
    }
}
