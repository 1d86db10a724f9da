//! `weeflint pack`: packs that settings name, agreed on by their content. Only here, and only when
//! asked to add or update one, may anything be fetched: by the program git.

use super::git::{must, text};
use super::{CLEAN, FOUND, Speech, Stop, output, outputs};
use crate::config::{self, FILES, Set};
use crate::language::Language;
use crate::report::messages::Text;
use crate::rule::pack::lock::{self, Locked};
use crate::rule::{Pack, Rules};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// What the address of a git repository begins with in the settings.
const GIT: &str = "git+";
/// Where fetched packs are kept, beside the settings.
const STORE: &str = ".weeflint/packs";

#[derive(Args)]
pub(super) struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add a pack to weeflint.toml and weeflint.lock: a folder, a .zip, or git+URL#REVISION[:FOLDER]
    Add(Add),
    /// Agree on the packs as they are now; those of git are fetched again
    Update(Update),
    /// Tell whether the packs are still those that were agreed on
    Verify(Plain),
    /// List the packs of the settings
    List(Plain),
}

#[derive(Args)]
struct Add {
    /// A folder, a .zip, or git+URL#REVISION[:FOLDER]
    source: String,
    #[command(flatten)]
    speech: Speech,
}

#[derive(Args)]
struct Update {
    /// Only the packs of these names
    names: Vec<String>,
    #[command(flatten)]
    speech: Speech,
}

#[derive(Args)]
struct Plain {
    #[command(flatten)]
    speech: Speech,
}

const ADDED: Text =
    Text::new("{} {} toegevoegd: {} regels, sha256 {}", "{} {} added: {} rules, sha256 {}");
const AGREED: Text = Text::new("{} {}: {} regels, sha256 {}", "{} {}: {} rules, sha256 {}");
const DIFFERS: Text = Text::new(
    "pakket '{}' is anders dan in weeflint.lock staat (nu sha256 {}); kijk wat er veranderde en draai dan `weeflint pack update {}`",
    "pack '{}' differs from weeflint.lock (now sha256 {}); look what changed, then run `weeflint pack update {}`",
);
const NOT_LOCKED: Text = Text::new(
    "pakket '{}' is nog niet opgehaald; draai `weeflint pack add '{}'`",
    "pack '{}' was not fetched yet; run `weeflint pack add '{}'`",
);
const UNLOCKED: Text = Text::new("niet vastgelegd", "not locked");
const SAME: Text = Text::new("zoals vastgelegd", "as locked");
const CHANGED: Text = Text::new("ANDERS dan vastgelegd", "DIFFERS from the lock");
const NO_PACKS: Text = Text::new(
    "de instellingen noemen geen pakketten; `weeflint pack add` voegt er een toe",
    "the settings name no packs; `weeflint pack add` adds one",
);
const BROKEN: Text = Text::new(
    "het pakket heeft regels die niet kloppen: {}",
    "the pack holds rules that are wrong: {}",
);
const NO_SUCH_NAME: Text =
    Text::new("geen pakket in weeflint.lock heet '{}'", "no pack in weeflint.lock is called '{}'");

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    let here = Project::nearest()?;
    match flags.command {
        Command::Add(it) => add(&here, &it.source, it.speech.messages.unwrap_or(environment)),
        Command::Update(it) => update(&here, &it.names, it.speech.messages.unwrap_or(environment)),
        Command::Verify(it) => verify(&here, it.speech.messages.unwrap_or(environment)),
        Command::List(it) => list(&here, it.speech.messages.unwrap_or(environment)),
    }
}

/// The settings file that packs are added to, and the lock beside it.
struct Project {
    folder: PathBuf,
    file: PathBuf,
    /// Its text; empty where there is none yet.
    text: String,
    locked: Vec<Locked>,
}

impl Project {
    fn nearest() -> Result<Project, Stop> {
        let here = std::env::current_dir().map_err(|it| Stop(it.to_string()))?;
        let files = here.ancestors().flat_map(|folder| FILES.iter().map(move |it| folder.join(it)));
        let file = files.into_iter().find(|it| it.is_file()).unwrap_or(here.join(FILES[0]));
        let folder = file.parent().unwrap_or(Path::new(".")).to_owned();
        let text = read(&file)?;
        let locked = locked(&folder)?;
        // Paths are shown as short as they can be.
        let folder = if folder == here { PathBuf::from(".") } else { folder };
        Ok(Project {
            file: folder.join(file.file_name().unwrap_or_default()),
            folder,
            text,
            locked,
        })
    }

    /// What the settings say of packs.
    fn sources(&self) -> Result<Vec<String>, Stop> {
        let shown = self.file.display().to_string();
        let config = config::parse(&shown, &self.text)
            .map_err(|wrong| Stop(format!("{shown}:{}: {:?}", wrong.line, wrong.what)))?;
        Ok(config.settings.packs.map(|it| it.value).unwrap_or_default())
    }

    fn write_lock(&self, locked: &mut [Locked]) -> Result<(), Stop> {
        locked.sort_by(|a, b| a.source.cmp(&b.source));
        outputs::replace(&self.folder.join(lock::FILE), lock::write(locked).as_bytes())
    }

    /// The pack at `source` as it is now; one of git is fetched.
    fn take(&self, source: &str, language: Language) -> Result<Locked, Stop> {
        let (path, commit) = match source.strip_prefix(GIT) {
            Some(address) => {
                let (path, commit) = self.fetch(address)?;
                (path, Some(commit))
            }
            None => (self.folder.join(source), None),
        };
        if !path.exists() {
            return Err(super::files::missing(&path, language));
        }
        // The built-in rules come along, since a pack may change them.
        let rules = Rules::load(&[Pack::BuiltIn, Pack::Folder(path.clone())]);
        let rules = rules.map_err(|it| Stop(it.to_string()))?;
        if let Some(fault) = rules.faults.first() {
            let line = format!("{}: {}", fault.place, fault.reason);
            return Err(Stop(BROKEN.fill(language, &[&line])));
        }
        let Some(loaded) = rules.packs.into_iter().next() else {
            return Err(Stop(format!("{}: no pack", path.display())));
        };
        let version = loaded.manifest.as_ref().map_or(String::new(), |it| it.version.to_string());
        let file = match &commit {
            None => None,
            Some(_) => {
                let short = loaded.sha256.get(..12).unwrap_or_default();
                let name = format!("{STORE}/{}-{version}-{short}.zip", loaded.name);
                std::fs::rename(&path, self.folder.join(&name))
                    .map_err(|it| Stop(format!("{name}: {it}")))?;
                Some(name)
            }
        };
        Ok(Locked {
            source: source.to_owned(),
            name: loaded.name,
            version,
            commit,
            file,
            sha256: loaded.sha256,
            rules: loaded.rules,
        })
    }

    /// Fetches `URL#REVISION:FOLDER` into an archive; its path and the commit.
    fn fetch(&self, address: &str) -> Result<(PathBuf, String), Stop> {
        let (url, revision) = address.rsplit_once('#').unwrap_or((address, "HEAD"));
        let (revision, inside) = revision.split_once(':').unwrap_or((revision, ""));
        let store = self.folder.join(STORE);
        let work = store.join(format!(".fetch-{}", std::process::id()));
        let archive = store.join(format!(".fetch-{}.zip", std::process::id()));
        let said = |it: String| Stop(format!("git: {url}: {it}"));
        std::fs::create_dir_all(&work).map_err(|it| Stop(format!("{}: {it}", work.display())))?;
        let result = (|| {
            must(&work, &["init", "-q", "--bare"]).map_err(said)?;
            must(&work, &["fetch", "-q", "--depth", "1", "--no-tags", "--", url, revision])
                .map_err(said)?;
            let commit = must(&work, &["rev-parse", "--verify", "FETCH_HEAD^{commit}"]);
            let commit = text(commit.map_err(said)?);
            let tree =
                if inside.is_empty() { commit.clone() } else { format!("{commit}:{inside}") };
            let zip = must(&work, &["archive", "--format=zip", &tree]).map_err(said)?;
            std::fs::write(&archive, zip)
                .map_err(|it| Stop(format!("{}: {it}", archive.display())))?;
            Ok((archive.clone(), commit))
        })();
        // What is left of the fetch helps nobody; if it can't be removed, so be it.
        let _ = std::fs::remove_dir_all(&work);
        result
    }
}

fn add(here: &Project, source: &str, language: Language) -> Result<u8, Stop> {
    let taken = here.take(source, language)?;
    let mut locked = here.locked.clone();
    locked.retain(|it| it.source != source);
    if !here.sources()?.iter().any(|it| it == source) {
        outputs::replace(&here.file, with_pack(&here.text, source).as_bytes())?;
    }
    let line = ADDED
        .fill(language, &[&taken.name, &taken.version, &taken.rules.to_string(), &taken.sha256]);
    locked.push(taken);
    here.write_lock(&mut locked)?;
    output::show(&format!("{line}\n"))?;
    Ok(CLEAN)
}

fn update(here: &Project, names: &[String], language: Language) -> Result<u8, Stop> {
    if let Some(name) = names.iter().find(|name| here.locked.iter().all(|it| it.name != **name)) {
        return Err(Stop(NO_SUCH_NAME.fill(language, &[name])));
    }
    let mut locked = here.locked.clone();
    let mut lines = String::new();
    for it in &mut locked {
        if names.is_empty() || names.contains(&it.name) {
            *it = here.take(&it.source, language)?;
            let with = [&it.name, &it.version, &it.rules.to_string(), &it.sha256];
            lines.push_str(&format!("{}\n", AGREED.fill(language, &with.map(String::as_str))));
        }
    }
    here.write_lock(&mut locked)?;
    output::show(&lines)?;
    Ok(CLEAN)
}

fn verify(here: &Project, language: Language) -> Result<u8, Stop> {
    let mut code = CLEAN;
    let mut lines = String::new();
    for it in &here.locked {
        let state = state(it, &here.folder);
        if state != Some(true) {
            code = FOUND;
        }
        let word = if state == Some(true) { SAME } else { CHANGED };
        lines.push_str(&format!("{}  {}  {}\n", it.name, it.version, word.get(language)));
    }
    output::show(&lines)?;
    Ok(code)
}

fn list(here: &Project, language: Language) -> Result<u8, Stop> {
    let sources = here.sources()?;
    if sources.is_empty() {
        output::complain(NO_PACKS.get(language));
    }
    let mut lines = String::new();
    for source in &sources {
        let locked = here.locked.iter().find(|it| it.source == *source);
        let word = match locked.map(|it| state(it, &here.folder)) {
            None => UNLOCKED,
            Some(Some(true)) => SAME,
            Some(_) => CHANGED,
        };
        let (name, version) = match locked {
            Some(it) => (it.name.clone(), it.version.clone()),
            None => (String::from("-"), String::new()),
        };
        lines.push_str(&format!("{name}  {version}  {source}  {}\n", word.get(language)));
    }
    output::show(&lines)?;
    Ok(CLEAN)
}

/// Whether a pack is the one that was agreed on; none where it is gone or can't be read.
fn state(locked: &Locked, folder: &Path) -> Option<bool> {
    let path = folder.join(locked.file.as_ref().unwrap_or(&locked.source));
    let files = crate::rule::pack::source::files(&path).ok()?;
    Some(crate::rule::pack::source::hash(&files) == locked.sha256)
}

/// What the lock file in `folder` holds.
///
/// # Errors
/// When it can't be read.
fn locked(folder: &Path) -> Result<Vec<Locked>, Stop> {
    let path = folder.join(lock::FILE);
    lock::parse(&format!("{}\n", or_empty(read(&path)?)))
        .map_err(|(line, reason)| Stop(format!("{}:{line}: {reason}", path.display())))
}

fn or_empty(text: String) -> String {
    if text.is_empty() { "version = 1".to_owned() } else { text }
}

/// The text of a file; empty where there is none.
fn read(path: &Path) -> Result<String, Stop> {
    match std::fs::read_to_string(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Stop(format!("{}: {error}", path.display())))
        }
        read => Ok(read.unwrap_or_default()),
    }
}

/// Where the pack that settings in `folder` name `source` lies, seen from there.
///
/// # Errors
/// When it is one of git that was not fetched.
pub(super) fn place(source: &str, folder: &Path, language: Language) -> Result<String, Stop> {
    if !source.starts_with(GIT) {
        return Ok(source.to_owned());
    }
    let locked = locked(folder)?.into_iter().find(|it| it.source == source);
    let file = locked.and_then(|it| it.file).filter(|it| folder.join(it).is_file());
    file.ok_or_else(|| Stop(NOT_LOCKED.fill(language, &[source, source])))
}

/// Checks that the packs of `rules` that the settings in `folder` name are those agreed on.
///
/// # Errors
/// Names the first that isn't.
pub(super) fn agree(
    packs: &Set<Vec<String>>,
    rules: &Rules,
    language: Language,
) -> Result<(), Stop> {
    let config::Origin::File { file, .. } = &packs.origin else { return Ok(()) };
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    for it in locked(folder)? {
        let path = folder.join(it.file.as_ref().unwrap_or(&it.source)).canonicalize().ok();
        let loaded = rules.packs.iter().find(|pack| pack.path.canonicalize().ok() == path);
        if let Some(loaded) = loaded.filter(|pack| pack.sha256 != it.sha256) {
            let with = [it.name.as_str(), &loaded.sha256, &it.name];
            return Err(Stop(DIFFERS.fill(language, &with)));
        }
    }
    Ok(())
}

/// The text of the lock that holds for packs of the settings; none where they don't come from a file.
pub(super) fn lock_of(packs: &Set<Vec<String>>) -> Option<String> {
    let config::Origin::File { file, .. } = &packs.origin else { return None };
    read(&Path::new(file).parent().unwrap_or(Path::new("")).join(lock::FILE)).ok()
}

/// `text` of a settings file with one more pack; the rest stays as it is.
fn with_pack(text: &str, source: &str) -> String {
    let quoted = toml::Value::String(source.to_owned()).to_string();
    let table = DeTable::parse(text);
    let packs = table.as_ref().ok().and_then(|it| {
        it.get_ref().iter().find(|(key, _)| key.get_ref().as_ref() == "packs").map(|it| it.1)
    });
    match packs.map(|it| (it.get_ref(), it.span())) {
        None => format!("packs = [{quoted}]\n{text}"),
        Some((DeValue::Array(list), span)) => {
            let end = span.end.saturating_sub(1);
            let (before, after) = (text.get(..end).unwrap_or(text), text.get(end..).unwrap_or(""));
            let before = before.trim_end();
            let comma = if list.is_empty() || before.ends_with(',') { "" } else { ", " };
            let space = if before.ends_with(',') { " " } else { "" };
            format!("{before}{comma}{space}{quoted}{after}")
        }
        Some((_, span)) => {
            let (from, to) = (text.get(..span.start).unwrap_or(text), text.get(span.end..));
            let one = text.get(span).unwrap_or_default();
            format!("{from}[{one}, {quoted}]{}", to.unwrap_or(""))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_pack;

    #[test]
    fn a_pack_is_added_and_the_rest_stays() {
        for (before, after) in [
            ("", "packs = [\"b\"]\n"),
            ("# Ons.\nfail-on = \"error\"\n", "packs = [\"b\"]\n# Ons.\nfail-on = \"error\"\n"),
            ("packs = []\n", "packs = [\"b\"]\n"),
            ("packs = [\"a\"] # huis\n[severity]\n", "packs = [\"a\", \"b\"] # huis\n[severity]\n"),
            ("packs = [\n  \"a\",\n]\n", "packs = [\n  \"a\", \"b\"]\n"),
            ("packs = \"a\"\n", "packs = [\"a\", \"b\"]\n"),
        ] {
            assert_eq!(with_pack(before, "b"), after);
        }
    }
}
