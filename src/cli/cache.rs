//! `--cache`: what a run showed, kept to show again when nothing changed: not a contract, not a
//! setting, not a rule, not the program.
//!
//! A report holds words of contracts, and those may lie nowhere in the open. So an entry is kept
//! enciphered under a key that is made from the bytes of the contracts themselves and is kept
//! nowhere: whoever has the contracts can read the entry, and nobody else. Names of entries are
//! hashes, and tell nothing either. (The cipher is SHA-256 in counter mode under a nonce made from
//! key and text, with a hash of both to know a damaged entry by.)

use super::{Stop, output};
use crate::language::Language;
use crate::report::messages::Text;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// Entries that are kept; older ones go.
const KEPT: usize = 32;
/// Variables that change what is shown.
const VARIABLES: [&str; 14] = [
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "COLUMNS",
    "NO_COLOR",
    "TERM",
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "WEEFLINT_SELECT",
    "WEEFLINT_IGNORE",
    "WEEFLINT_MIN_SEVERITY",
    "WEEFLINT_FAIL_ON",
    "WEEFLINT_OUTPUT_FORMAT",
    "WEEFLINT_REDACT",
];

const NOT_KEPT: Text =
    Text::new("de cache is niet te schrijven: {}", "the cache can't be written: {}");

/// All that a run shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shown {
    /// Each report with its file; without one it goes to standard output.
    pub(super) reports: Vec<(Option<PathBuf>, String)>,
    /// What is added to the summary of a job.
    pub(super) summary: Option<String>,
    /// Lines for standard error.
    pub(super) lines: Vec<String>,
    /// The exit code.
    pub(super) code: u8,
    /// Whether the same would come out again.
    pub(super) lasting: bool,
}

/// The place of one run in the cache.
pub(super) struct Cache {
    path: PathBuf,
    key: [u8; 32],
}

impl Cache {
    /// The place of a run over the files at `paths`, as `settings` (their whole text) ask. None
    /// where it can't be told whether anything changed: standard input, a file that can't be read.
    pub(super) fn of(folder: Option<&Path>, paths: &[PathBuf], settings: &str) -> Option<Cache> {
        let folder = folder.map(Path::to_owned).or_else(usual)?;
        let mut contents = hash(b"weeflint cache: contracts");
        for path in paths {
            // A pipe can be read only once.
            if !path.is_file() {
                return None;
            }
            let bytes = std::fs::read(path).ok()?;
            part(&mut contents, path.as_os_str().as_encoded_bytes());
            part(&mut contents, &bytes);
        }
        let contents = contents.finalize();
        let mut asked = hash(b"weeflint cache: asked");
        part(&mut asked, settings.as_bytes());
        part(&mut asked, program().as_bytes());
        for argument in std::env::args_os() {
            part(&mut asked, argument.as_encoded_bytes());
        }
        part(&mut asked, std::env::current_dir().ok()?.as_os_str().as_encoded_bytes());
        for name in VARIABLES {
            part(&mut asked, std::env::var_os(name).unwrap_or_default().as_encoded_bytes());
        }
        let wide = terminal_size::terminal_size().map_or(0, |it| it.0.0);
        part(&mut asked, format!("{wide} {}", std::io::stdout().is_terminal()).as_bytes());
        let asked = asked.finalize();
        let made = |purpose: &[u8]| {
            let mut hash = hash(purpose);
            part(&mut hash, &contents);
            part(&mut hash, &asked);
            hash.finalize()
        };
        let name: String =
            made(b"weeflint cache: name").iter().take(16).map(|it| format!("{it:02x}")).collect();
        let key = made(b"weeflint cache: key").into();
        Some(Cache { path: folder.join(format!("{name}.run")), key })
    }

    /// What the same run showed, if it is kept and whole.
    pub(super) fn read(&self) -> Option<Shown> {
        let bytes = std::fs::read(&self.path).ok()?;
        unpacked(&open(&self.key, &bytes)?)
    }

    /// Keeps what a run showed. That it can't be kept is said, and no trouble.
    pub(super) fn keep(&self, shown: &Shown, language: Language) {
        if !shown.lasting {
            return;
        }
        if let Err(error) = self.write(shown) {
            output::complain(&NOT_KEPT.fill(language, &[&error.to_string()]));
        }
    }

    fn write(&self, shown: &Shown) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let sealed = seal(&self.key, &packed(shown)?);
        let beside = self.path.with_extension(format!("{}.tmp", std::process::id()));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&beside)?.write_all(&sealed)?;
        std::fs::rename(&beside, &self.path)?;
        let mut entries: Vec<_> = std::fs::read_dir(folder)?
            .flatten()
            .filter(|it| it.path().extension().is_some_and(|it| it == "run"))
            .filter_map(|it| Some((it.metadata().ok()?.modified().ok()?, it.path())))
            .collect();
        entries.sort();
        for (_, old) in entries.iter().rev().skip(KEPT) {
            // Another run may have removed it.
            let _ = std::fs::remove_file(old);
        }
        Ok(())
    }
}

impl Shown {
    /// Shows it.
    ///
    /// # Errors
    /// When a report can't be written.
    pub(super) fn put(&self) -> Result<u8, Stop> {
        for (path, text) in &self.reports {
            match path {
                None => output::show(text)?,
                Some(path) => super::outputs::replace(path, text.as_bytes())?,
            }
        }
        if let Some(summary) = &self.summary {
            super::outputs::summarise(summary)?;
        }
        self.lines.iter().for_each(|it| output::complain(it));
        Ok(self.code)
    }
}

/// `$XDG_CACHE_HOME/weeflint`, or `.cache/weeflint` at home.
pub(super) fn usual() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let folder = set("XDG_CACHE_HOME").or_else(|| set("LOCALAPPDATA"));
    Some(folder.or_else(|| set("HOME").map(|it| it.join(".cache")))?.join("weeflint"))
}

/// What tells this program from another build of it.
fn program() -> String {
    let file = std::env::current_exe().ok().and_then(|it| it.metadata().ok());
    let built = file.map(|it| format!("{} {:?}", it.len(), it.modified().ok()));
    format!("{} {built:?}", env!("CARGO_PKG_VERSION"))
}

fn hash(purpose: &[u8]) -> Sha256 {
    let mut hash = Sha256::new();
    part(&mut hash, purpose);
    hash
}

fn part(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

/// `shown`, small: its reports are taken out of the JSON, where each of their signs would be read twice,
/// and all is compressed, since it is the enciphering that takes time.
fn packed(shown: &Shown) -> std::io::Result<Vec<u8>> {
    let lengths: Vec<usize> = shown.reports.iter().map(|it| it.1.len()).collect();
    let paths = shown.reports.iter().map(|it| (it.0.clone(), String::new())).collect();
    let rest = Shown {
        reports: paths,
        summary: shown.summary.clone(),
        lines: shown.lines.clone(),
        code: shown.code,
        lasting: shown.lasting,
    };
    let head = serde_json::to_vec(&(lengths, rest))?;
    let mut small = DeflateEncoder::new(Vec::new(), Compression::fast());
    small.write_all(&(head.len() as u64).to_le_bytes())?;
    small.write_all(&head)?;
    for (_, text) in &shown.reports {
        small.write_all(text.as_bytes())?;
    }
    small.finish()
}

/// What was packed, if it is whole.
fn unpacked(small: &[u8]) -> Option<Shown> {
    let mut small = DeflateDecoder::new(small);
    // A report is large, and is read to where it stays.
    let mut next = |length: u64| -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(usize::try_from(length).ok()?).ok()?;
        let read = (&mut small).take(length).read_to_end(&mut bytes).ok()?;
        (read as u64 == length).then_some(bytes)
    };
    let length = u64::from_le_bytes(next(8)?.try_into().ok()?);
    let (lengths, mut shown): (Vec<u64>, Shown) = serde_json::from_slice(&next(length)?).ok()?;
    for (report, length) in shown.reports.iter_mut().zip(lengths) {
        report.1 = String::from_utf8(next(length)?).ok()?;
    }
    Some(shown)
}

/// Nonce (of key and text), then the text enciphered.
fn seal(key: &[u8; 32], text: &[u8]) -> Vec<u8> {
    let mut sealed = nonce(key, text).to_vec();
    sealed.extend_from_slice(text);
    let (nonce, text) = sealed.split_at_mut(32);
    encipher(key, nonce, text);
    sealed
}

/// The text, where key and nonce belong to it.
fn open(key: &[u8; 32], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce_of, text) = sealed.split_at_checked(32)?;
    let mut text = text.to_vec();
    encipher(key, nonce_of, &mut text);
    (nonce(key, &text) == nonce_of).then_some(text)
}

fn nonce(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    let mut hash = hash(b"weeflint cache: nonce");
    part(&mut hash, key);
    part(&mut hash, text);
    hash.finalize().into()
}

fn encipher(key: &[u8; 32], nonce: &[u8], text: &mut [u8]) {
    let mut start = hash(b"weeflint cache: stream");
    start.update(key);
    start.update(nonce);
    for (at, block) in text.chunks_mut(32).enumerate() {
        let stream = start.clone().chain_update((at as u64).to_le_bytes()).finalize();
        block.iter_mut().zip(stream).for_each(|(byte, with)| *byte ^= with);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shown_is_packed_whole() {
        let shown = Shown {
            reports: vec![
                (None, "één regel\n".repeat(1000)),
                (Some("a.json".into()), String::new()),
                (Some("b.json".into()), "{}".to_owned()),
            ],
            summary: Some("kort".to_owned()),
            lines: vec!["gezegd".to_owned()],
            code: 3,
            lasting: true,
        };
        let small = packed(&shown).expect("memory");
        assert!(small.len() < 1000, "{}", small.len());
        assert_eq!(unpacked(&small), Some(shown));
        assert_eq!(unpacked(&small[..small.len() / 2]), None);
        assert_eq!(unpacked(b""), None);
    }

    #[test]
    fn an_entry_is_read_with_its_key_and_with_no_other() {
        let text = "Opdrachtgever kan de opdracht naar eigen inzicht wijzigen. ".repeat(9);
        let sealed = seal(&[7; 32], text.as_bytes());
        assert_eq!(open(&[7; 32], &sealed).as_deref(), Some(text.as_bytes()));
        assert_eq!(open(&[8; 32], &sealed), None);
        let mut damaged = sealed.clone();
        damaged[40] ^= 1;
        assert_eq!(open(&[7; 32], &damaged), None);
        assert_eq!(open(&[7; 32], &sealed[..10]), None);
        assert!(!String::from_utf8_lossy(&sealed).contains("Opdrachtgever"));
    }
}
