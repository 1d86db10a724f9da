//! Which files were meant: those that are named, and the contracts in folders that are named.

use super::Stop;
use crate::language::Language;
use crate::read::FORMATS;
use crate::report::messages;
use crate::rule::nearest;
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// What was named on the command line, folders opened.
pub(super) struct Files {
    /// In order; of a folder by name.
    pub(super) paths: Vec<PathBuf>,
    /// A line for each thing that could not be opened.
    pub(super) trouble: Vec<String>,
}

/// The files at `named`. Folders are walked the way git does: what is hidden or ignored is not a
/// contract; what is named is, whatever its extension.
///
/// # Errors
/// When a path does not exist.
pub(super) fn files(named: &[PathBuf], language: Language) -> Result<Files, Stop> {
    let mut files = Files { paths: Vec::new(), trouble: Vec::new() };
    for path in named {
        if path.as_os_str() == "-" || path.is_file() {
            files.paths.push(path.clone());
        } else if path.is_dir() {
            walk(path, &mut files);
        } else if path.exists() {
            // A pipe such as <(…): read like a file.
            files.paths.push(path.clone());
        } else {
            return Err(missing(path, language));
        }
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Files) {
    let walk = WalkBuilder::new(folder).sort_by_file_path(Path::cmp).build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                if entry.file_type().is_some_and(|it| it.is_file()) && is_contract(entry.path()) {
                    files.paths.push(entry.into_path());
                }
            }
            Err(error) => files.trouble.push(error.to_string()),
        }
    }
}

fn is_contract(path: &Path) -> bool {
    let extension = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    let name = path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
    // Word leaves `~$contract.docx` beside a file that is open.
    !name.starts_with("~$")
        && extension.is_some_and(|it| FORMATS.iter().any(|f| f.extensions.contains(&it.as_str())))
}

/// That nothing is at `path`, and which neighbour may be meant.
pub(super) fn missing(path: &Path, language: Language) -> Stop {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let neighbours: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .collect();
    let name = path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
    let meant = nearest(&name, neighbours.iter().map(String::as_str))
        .map(|it| path.with_file_name(it).display().to_string());
    let path = path.display().to_string();
    Stop(super::did_you_mean(messages::NO_SUCH_PATH, &path, meant.as_deref(), language))
}
