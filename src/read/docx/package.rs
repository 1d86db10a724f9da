//! The package: a zip of XML parts that point at each other through relationships.
//!
//! Bytes come in, parts as text go out. What isn't a Word file, or can't be trusted to stay small
//! when it is unpacked, is refused here, with a line that says how to mend it.

mod unpack;

use super::xml::{self, Part, Scan, Xml};
use crate::read::Refusal;
use std::collections::HashMap;
use std::io::Cursor;
use unpack::{Unpacker, checksum};
use zip::{CompressionMethod, ZipArchive};

/// No document that people made has more parts; the largest seen has some hundreds.
const MOST_ENTRIES: usize = 10_000;
/// Bytes one part may unpack to. Contracts stay under 20 MB.
const MOST_BYTES: u64 = 256 << 20;
/// Bytes all parts may unpack to together.
const MOST_IN_ALL: u64 = 512 << 20;
/// Word's XML packs 10 to 40 times, a table of empty cells 200 times; above this, and past
/// [`SMALL`], a part was made to fill memory.
const MOST_RATIO: u64 = 500;
/// Bytes that are looked at behind a packed part.
const BEHIND: usize = 16;
/// Bytes a part may unpack to whatever its ratio.
const SMALL: u64 = 16 << 20;

/// The first bytes of a compound file: Word 97–2003, and any Office file with a password.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// An opened Word file.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    archive: ZipArchive<Cursor<&'a [u8]>>,
    unpacker: Unpacker,
    /// Entry by part name, in lower case and without a leading slash: part names don't differ by
    /// case, and some programs write `\` or a wrong case.
    entries: HashMap<String, usize>,
    unpacked: u64,
}

/// What one part says about another.
#[derive(Debug, Clone)]
pub(super) struct Relationship {
    /// The id that the XML refers to it by.
    pub id: String,
    /// The last segment of its type: `footnotes`, `header`, `officeDocument`.
    pub kind: String,
    /// The part's full name; for a target outside the package, its address.
    pub target: String,
    /// Whether the target is outside the package.
    pub external: bool,
}

impl<'a> Package<'a> {
    /// Opens the file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Refusal> {
        if bytes.starts_with(COMPOUND) {
            return Err(compound(bytes));
        }
        if !bytes.starts_with(b"PK") {
            return Err(not_word());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if archive.len() > MOST_ENTRIES {
            return Err(bomb());
        }
        let mut entries = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            let Some(Ok(name)) = archive.name_for_index(index) else { continue };
            if let Some(name) = part_name(&name) {
                entries.entry(name).or_insert(index);
            }
        }
        Ok(Package { bytes, archive, unpacker: Unpacker::new(), entries, unpacked: 0 })
    }

    /// The name of the part that holds the contract's text.
    pub(super) fn main(&mut self) -> Result<String, Refusal> {
        let named = self
            .relationships("")?
            .into_iter()
            .find(|it| it.kind == "officeDocument" && !it.external)
            .map(|it| it.target)
            .filter(|it| self.has(it));
        let name = match named {
            Some(name) => Some(name),
            None => self.main_by_type()?,
        };
        let name = name.unwrap_or_else(|| "word/document.xml".to_owned());
        if self.has(&name) && !is_other_office(&name) {
            return Ok(name);
        }
        Err(if self.has("mimetype") || self.entries.keys().any(|it| is_other_office(it)) {
            other_office()
        } else {
            without_document()
        })
    }

    /// The main part as `[Content_Types].xml` declares it, for files whose relationships are lost.
    fn main_by_type(&mut self) -> Result<Option<String>, Refusal> {
        let Some(part) = self.part("[content_types].xml")? else { return Ok(None) };
        let mut scan = Scan::new(&part);
        while let Some(event) = scan.next() {
            let (Xml::Open(tag) | Xml::Empty(tag)) = event else { continue };
            let word = xml::attribute(&tag, "ContentType").is_some_and(|it| {
                (it.contains("wordprocessingml") || it.contains("ms-word"))
                    && it.ends_with("main+xml")
            });
            if word && let Some(name) = xml::attribute(&tag, "PartName") {
                return Ok(part_name(&name).filter(|it| self.has(it)));
            }
        }
        Ok(None)
    }

    fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_lowercase())
    }

    /// The text of the part called `name`; none if the package has no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part>, Refusal> {
        let Some(&index) = self.entries.get(&name.to_lowercase()) else { return Ok(None) };
        // The bytes as they are packed: they are unpacked here in one go, not piece by piece.
        let file = self.archive.by_index_raw(index).map_err(|_| broken())?;
        let packed = file.compressed_size();
        let limit = MOST_BYTES.min(MOST_IN_ALL - self.unpacked);
        // The declared size is only a hint; the ratio bounds what a lie can make us reserve.
        let hint = file.size().min(packed.saturating_mul(40)).min(limit);
        let start = file.data_start().and_then(|it| usize::try_from(it).ok());
        let rest = start.and_then(|it| self.bytes.get(it..)).unwrap_or_default();
        let stored = rest.get(..packed as usize).unwrap_or(rest);
        // Packed text says itself where it ends; with bytes behind it, the last ones are unpacked as
        // fast as the others.
        let packed_text = rest.get(..(packed as usize).saturating_add(BEHIND)).unwrap_or(rest);
        let most = limit as usize + 1;
        let (bytes, whole) = match file.compression() {
            _ if file.encrypted() => return Err(broken()),
            CompressionMethod::Stored => {
                let bytes = stored.get(..most).unwrap_or(stored).to_vec();
                (bytes, stored.len() as u64 == packed)
            }
            CompressionMethod::Deflated => self.unpacker.unpack(packed_text, hint as usize, most),
            _ => return Err(broken()),
        };
        let whole = whole && checksum(&bytes) == file.crc32();
        let size = bytes.len() as u64;
        if size > limit || (size > SMALL && size / packed.max(1) > MOST_RATIO) {
            return Err(bomb());
        }
        if !whole && bytes.is_empty() {
            return Err(broken());
        }
        self.unpacked += size;
        Ok(Some(Part::new(name, bytes, whole)))
    }

    /// The relationships of the part called `of` (the package itself when empty).
    pub(super) fn relationships(&mut self, of: &str) -> Result<Vec<Relationship>, Refusal> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = join(folder, &format!("_rels/{file}.rels"));
        let Some(part) = self.part(&name)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let mut scan = Scan::new(&part);
        while let Some(event) = scan.next() {
            let (Xml::Open(tag) | Xml::Empty(tag)) = event else { continue };
            let (mut id, mut kind, mut target, mut external) = (None, None, None, false);
            for (name, value) in xml::attributes(&tag) {
                match name {
                    "Id" => id = id.or(Some(value)),
                    "Type" => kind = kind.or(Some(value)),
                    "Target" => target = target.or(Some(value)),
                    "TargetMode" => external |= value == "External",
                    _ => {}
                }
            }
            let (Some(id), Some(kind), Some(target)) = (id, kind, target) else { continue };
            let target = if external {
                target.into_owned()
            } else if let Some(name) = resolve(folder, &target) {
                name
            } else {
                continue;
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relationship { id: id.into_owned(), kind, target, external });
        }
        Ok(found)
    }
}

/// The name of a zip entry as a part name; none for one that climbs out of the package.
fn part_name(entry: &str) -> Option<String> {
    let name = entry.replace('\\', "/").to_lowercase();
    let name = name.trim_start_matches('/');
    (!name.is_empty() && !name.split('/').any(|it| it == "..")).then(|| name.to_owned())
}

/// The part that `target`, written in a part of `folder`, names.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().unwrap_or_default().replace('\\', "/");
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => join(folder, &target),
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    (!segments.is_empty()).then(|| segments.join("/"))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Whether a part belongs to a workbook or a presentation.
fn is_other_office(name: &str) -> bool {
    ["xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"]
        .iter()
        .any(|it| name.eq_ignore_ascii_case(it))
}

/// Why a compound file is refused: names of its streams tell a password from an old format. They
/// stand in the file as UTF-16.
fn compound(bytes: &[u8]) -> Refusal {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|it| it == wide)
    };
    if holds("EncryptedPackage") {
        Refusal::new(
            "Dit bestand is met een wachtwoord beveiligd. Open het in Word, haal het wachtwoord weg (Bestand > Info > Document beveiligen) en bewaar het opnieuw.",
            "This file is protected by a password. Open it in Word, remove the password (File > Info > Protect Document) and save it again.",
        )
    } else if holds("WordDocument") {
        Refusal::new(
            "Dit is een Word-bestand van voor 2007 (.doc). Open het in Word of LibreOffice en bewaar het als .docx.",
            "This is a Word file from before 2007 (.doc). Open it in Word or LibreOffice and save it as .docx.",
        )
    } else {
        Refusal::new(
            "Dit is een ouder Office-bestand zonder Word-tekst. Geef het contract als .docx of .pdf.",
            "This is an older Office file without Word text. Give the contract as .docx or .pdf.",
        )
    }
}

fn not_word() -> Refusal {
    Refusal::new(
        "Dit is geen Word-bestand, al lijkt de naam dat te zeggen. Open het in het programma waarmee het gemaakt is en bewaar het als .docx.",
        "This is no Word file, though its name may say so. Open it in the program that made it and save it as .docx.",
    )
}

fn broken() -> Refusal {
    Refusal::new(
        "Dit Word-bestand is beschadigd of niet compleet. Haal het opnieuw op, of open het in Word, laat het herstellen en bewaar het opnieuw.",
        "This Word file is damaged or incomplete. Fetch it again, or open it in Word, let Word repair it and save it again.",
    )
}

fn bomb() -> Refusal {
    Refusal::new(
        "Dit bestand wordt bij het uitpakken buitensporig groot en is daarom niet gelezen. Bewaar het contract opnieuw vanuit Word.",
        "This file grows out of proportion when it is unpacked, so it was not read. Save the contract again from Word.",
    )
}

fn other_office() -> Refusal {
    Refusal::new(
        "Dit is geen Word-document maar een rekenblad, een presentatie of een ander Office-bestand. Geef het contract als .docx of .pdf.",
        "This is no Word document but a spreadsheet, a presentation or another Office file. Give the contract as .docx or .pdf.",
    )
}

fn without_document() -> Refusal {
    Refusal::new(
        "Dit zip-bestand bevat geen Word-document. Pak het uit en geef de bestanden die erin zitten.",
        "This zip file holds no Word document. Unpack it and give the files that are in it.",
    )
}

/// Why a document whose XML breaks off before any text is refused.
pub(super) fn unreadable(reason: &str) -> Refusal {
    Refusal::new(
        format!(
            "De tekst van dit Word-bestand is beschadigd ({reason}). Open het in Word, laat het herstellen en bewaar het opnieuw."
        ),
        format!(
            "The text of this Word file is damaged ({reason}). Open it in Word, let Word repair it and save it again."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_part() {
        assert_eq!(resolve("word", "header1.xml").as_deref(), Some("word/header1.xml"));
        assert_eq!(resolve("word", "/word/header1.xml").as_deref(), Some("word/header1.xml"));
        assert_eq!(
            resolve("word", "../customXml/item1.xml").as_deref(),
            Some("customXml/item1.xml")
        );
        assert_eq!(resolve("", "../../etc/passwd"), None);
    }

    #[test]
    fn a_name_that_climbs_out_is_no_part() {
        assert_eq!(part_name("Word\\Document.xml").as_deref(), Some("word/document.xml"));
        assert_eq!(part_name("../../document.xml"), None);
    }

    #[test]
    fn what_is_no_word_file_is_refused_with_a_remedy() {
        let refused = |bytes: &[u8]| match Package::open(bytes) {
            Ok(_) => String::new(),
            Err(refusal) => refusal.en,
        };
        assert!(refused(b"Overeenkomst van opdracht").contains("no Word file"));
        assert!(refused(b"PK\x03\x04 and then nothing").contains("damaged"));
        let mut locked = COMPOUND.to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(refused(&locked).contains("password"));
        let mut old = COMPOUND.to_vec();
        old.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(refused(&old).contains("before 2007"));
    }
}
