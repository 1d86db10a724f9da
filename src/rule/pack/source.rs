//! The files of a pack, from a folder or an archive, within bounds: a pack comes from others.
//!
//! Nothing is unpacked. An archive is read in memory, and a name in it that leads out of it is
//! refused, so that it can write and reach nothing.

use super::manifest;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Most rules in a pack.
const FILES: usize = 2_000;
/// Most entries of an archive and folders in a folder that are looked at.
const ENTRIES: usize = 20_000;
/// Most bytes of one file.
const BYTES: u64 = 1 << 20;
/// Most bytes of all files together.
const ALL_BYTES: u64 = 16 << 20;
/// Folders in folders.
const DEPTH: usize = 16;

/// A file of a pack: its path inside, with `/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inside {
    /// `one-sided/exit.rhai`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The rules of the pack at `path` and its manifest, by path.
///
/// # Errors
/// Why they can't be had, with the file it is about.
pub fn files(path: &Path) -> Result<Vec<Inside>, (PathBuf, String)> {
    let mut found = match path.is_file() {
        true => archive(path).map_err(|it| (path.to_owned(), it))?,
        false => folder(path)?,
    };
    if !found.iter().any(|it| is_rule(&it.path))
        && !found.iter().any(|it| it.path == manifest::FILE)
    {
        let reason = "holds no rule (a file that ends in .rhai) and no pack.toml";
        return Err((path.to_owned(), reason.to_owned()));
    }
    found.sort();
    Ok(found)
}

/// What tells one content from another, whether it lies in a folder or an archive.
pub fn hash(files: &[Inside]) -> String {
    let mut hash = Sha256::new();
    for it in files {
        // Git may give a file other line ends; they change no rule.
        let text = it.text.replace("\r\n", "\n");
        for part in [&it.path, &text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().iter().map(|it| format!("{it:02x}")).collect()
}

/// Whether a pack takes the file at this path.
fn is_part(path: &str) -> bool {
    is_rule(path) || path == manifest::FILE
}

fn is_rule(path: &str) -> bool {
    path.ends_with(".rhai")
}

/// What was taken so far.
#[derive(Default)]
struct Taken {
    files: Vec<Inside>,
    bytes: u64,
}

impl Taken {
    fn take(&mut self, path: String, from: impl Read) -> Result<(), String> {
        let mut bytes = Vec::new();
        from.take(BYTES + 1).read_to_end(&mut bytes).map_err(|it| it.to_string())?;
        self.bytes += bytes.len() as u64;
        if bytes.len() as u64 > BYTES {
            return Err(format!("{path} is larger than {BYTES} bytes"));
        }
        if self.bytes > ALL_BYTES || self.files.len() >= FILES {
            return Err(format!("holds more than {FILES} rules or {ALL_BYTES} bytes of them"));
        }
        let text = String::from_utf8(bytes).map_err(|_| format!("{path} is no UTF-8 text"))?;
        self.files.push(Inside { path, text });
        Ok(())
    }
}

fn folder(root: &Path) -> Result<Vec<Inside>, (PathBuf, String)> {
    let mut taken = Taken::default();
    let mut open = vec![(root.to_owned(), 0)];
    let mut seen = 0;
    while let Some((directory, depth)) = open.pop() {
        let failed = |reason: String| (directory.clone(), reason);
        for entry in std::fs::read_dir(&directory).map_err(|it| failed(it.to_string()))? {
            let entry = entry.map_err(|it| failed(it.to_string()))?;
            let path = entry.path();
            seen += 1;
            if seen > ENTRIES || depth > DEPTH {
                return Err(failed("holds too many files and folders to be a pack".to_owned()));
            }
            // A link to a folder may lead back to where it stands.
            if entry.file_type().is_ok_and(|it| it.is_dir()) {
                open.push((path, depth + 1));
                continue;
            }
            let inside: Vec<_> = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .iter()
                .map(|it| it.to_string_lossy())
                .collect();
            let inside = inside.join("/");
            // Only a regular file ends.
            if is_part(&inside) && path.metadata().is_ok_and(|it| it.is_file()) {
                let file = File::open(&path).map_err(|it| (path.clone(), it.to_string()))?;
                taken.take(inside, file).map_err(|it| (path.clone(), it))?;
            }
        }
    }
    Ok(taken.files)
}

fn archive(path: &Path) -> Result<Vec<Inside>, String> {
    let file = File::open(path).map_err(|it| it.to_string())?;
    let no_archive = |it: zip::result::ZipError| format!("is no zip archive: {it}");
    let mut zip = zip::ZipArchive::new(file).map_err(no_archive)?;
    if zip.len() > ENTRIES {
        return Err(format!("holds more than {ENTRIES} entries"));
    }
    // Archives of a repository hold all of it in one folder.
    let mut top: Option<String> = None;
    for at in 0..zip.len() {
        let entry = zip.by_index_raw(at).map_err(no_archive)?;
        let name = entry.name().map_err(no_archive)?.into_owned();
        let outside = name.starts_with('/')
            || name.contains(['\\', ':', '\0'])
            || name.split('/').any(|it| it == "..");
        if outside {
            return Err(format!("holds a name that leads out of it: {name:?}"));
        }
        if name == manifest::FILE || name.ends_with("/pack.toml") {
            let folder = name.trim_end_matches(manifest::FILE);
            if top.as_ref().is_none_or(|it| folder.len() < it.len()) {
                top = Some(folder.to_owned());
            }
        }
    }
    let top = top.unwrap_or_default();
    let mut taken = Taken::default();
    for at in 0..zip.len() {
        let entry = zip.by_index(at).map_err(no_archive)?;
        let name = entry.name().map_err(no_archive)?.into_owned();
        let Some(inside) = name.strip_prefix(top.as_str()).filter(|it| is_part(it)) else {
            continue;
        };
        if entry.is_symlink() {
            return Err(format!("holds a link: {name:?}"));
        }
        if taken.files.iter().any(|it| it.path == inside) {
            return Err(format!("holds {name:?} twice"));
        }
        let inside = inside.to_owned();
        taken.take(inside, entry)?;
    }
    Ok(taken.files)
}
