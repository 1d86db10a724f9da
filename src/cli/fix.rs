//! `weeflint fix`: the proposals that need no answer from the parties, made in the files themselves.
//!
//! Each kind of change is asked for by how far it reaches; what moves rights is never made unless it
//! is named. After the changes the text is judged again, in memory, before anything is written.

use super::amend::{Amended, Change, Seen, amend, seen};
use super::check::Flags as Check;
use super::files::files;
use super::prepared::Prepared;
use super::settings::Choice;
use super::{CLEAN, FOUND, PARTLY, Packs, STOPPED, Speech, Stop, output, outputs};
use crate::config::Settings;
use crate::document::Format;
use crate::finding::Severity;
use crate::language::Language;
use crate::read::{Encoded, FORMATS};
use crate::report::messages::Text;
use crate::report::{Judged, fill, harmless, unified};
use crate::rewrite::{Effect, apply};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct Flags {
    /// Contracts in Markdown, text or HTML, folders of them, or - for standard input to standard output
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How far changes may reach: typographic (signs), wording (same rights and duties) or substance
    /// (rights or risks move: talk them over first)
    #[arg(long, value_name = "EFFECT", default_value = "wording", value_parser = effect)]
    effect: Effect,
    /// Say what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Show what would change as a unified diff, and write nothing
    #[arg(long, conflicts_with = "dry_run")]
    diff: bool,
    /// What to call standard input; its extension helps to tell the format
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    stdin_filename: String,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

const NO_TEXT_FILE: Text = Text::new(
    "{}: alleen Markdown, tekst en html worden hier herschreven; `weeflint check --all` toont de voorstellen, `weeflint assess --report verslag.docx` schrijft een verslag voor Word",
    "{}: only Markdown, text and HTML are rewritten here; `weeflint check --all` shows the proposals, `weeflint assess --report report.docx` writes a report for Word",
);
const PASSED_OVER: Text = Text::new(
    "{} bestand(en) in de mappen zijn geen Markdown, tekst of html, en blijven zoals ze zijn",
    "{} file(s) in the folders are no Markdown, text or HTML, and stay as they are",
);
const BROKEN_LETTERS: Text = Text::new(
    "{}: sommige letters zijn niet te lezen en zouden bij het schrijven verloren gaan; bewaar het bestand als UTF-8",
    "{}: some letters can't be read and would be lost in writing; save the file as UTF-8",
);
const MADE: Text = Text::new("{}: {} gewijzigd, {} niet", "{}: {} changed, {} not");
const WOULD: Text = Text::new("{}: {} te wijzigen, {} niet", "{}: {} to change, {} not");
const LEFT: Text = Text::new("niet, want het {}:", "not, because it {}:");
const GOES: Text = Text::new("- {}", "- {}");
const COMES: Text = Text::new("+ {}", "+ {}");
const READ_AGAIN: Text = Text::new(
    "lees de gewijzigde tekst na; dit is geen juridisch advies",
    "read the changed text; this is no legal advice",
);
const DIFF_SHOWS: Text = Text::new(
    "--diff toont contracttekst, en redact staat aan; gebruik --dry-run",
    "--diff shows contract text, and redact is on; use --dry-run",
);

/// Formats whose files are text.
const TEXTS: [Format; 3] = [Format::Markdown, Format::Text, Format::Html];

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    let said = flags.speech.messages.unwrap_or(environment);
    let files = files(&flags.paths, said)?;
    let named = |path: &PathBuf| flags.paths.contains(path);
    let (paths, passed): (Vec<PathBuf>, Vec<PathBuf>) =
        files.paths.into_iter().partition(|it| named(it) || is_text(it));
    let check = |choice: Choice| {
        let of = Check::of(paths.clone(), choice, flags.packs.clone(), flags.speech);
        Check { stdin_filename: flags.stdin_filename.clone(), ..of }
    };
    let chosen = Judge::new(check(flags.choice.clone()), environment)?;
    // What is not asked for may not come either, so all rules look at what is made.
    let whole = match flags.choice.selects() {
        true => Some(Judge::new(check(flags.choice.of_all()), environment)?),
        false => None,
    };
    let language = chosen.prepared.language;
    if flags.diff && chosen.prepared.redacts() {
        return Err(Stop(DIFF_SHOWS.get(language).to_owned()));
    }
    let run = Run { flags: &flags, chosen, whole, language };
    let mut code = if files.trouble.is_empty() { CLEAN } else { STOPPED };
    files.trouble.iter().for_each(|it| output::complain(it));
    if !passed.is_empty() {
        output::complain(&PASSED_OVER.fill(language, &[&passed.len().to_string()]));
    }
    for (at, path) in paths.iter().enumerate() {
        let of_file = run.file(at, path).unwrap_or_else(|Stop(line)| {
            output::complain(&line);
            STOPPED
        });
        code = worse(code, of_file);
    }
    Ok(code)
}

/// What judges: rules with all that was prepared for them.
struct Judge {
    check: Check,
    prepared: Prepared,
    /// What is milder is not asked for, per contract; it counts all the same when it is new.
    least: Vec<Option<Severity>>,
}

impl Judge {
    fn new(check: Check, environment: Language) -> Result<Judge, Stop> {
        let mut prepared = Prepared::new(&check, &check.paths, None, environment)?;
        let least = prepared.asked.iter_mut().map(|it| Some(it.min_severity.take()?.value));
        let least = least.collect();
        Ok(Judge { check, prepared, least })
    }

    /// The judgment of a text, and whether a rule failed over it.
    fn judge(&self, name: &str, bytes: &[u8], at: usize) -> Result<(Judged, bool), Stop> {
        let usual = Settings::default();
        let asked = self.prepared.asked.get(at).unwrap_or(&usual);
        let bench = self.prepared.bench(&self.check, None);
        let (judged, aside) = bench
            .judge(name, bytes, asked)
            .map_err(|it| Stop(format!("{name}: {}", it.text(self.prepared.language))))?;
        aside
            .faults
            .iter()
            .for_each(|it| output::complain(&format!("{}: {}", it.place, it.reason)));
        Ok((judged, !aside.faults.is_empty()))
    }
}

/// A run over files.
struct Run<'a> {
    flags: &'a Flags,
    chosen: Judge,
    whole: Option<Judge>,
    language: Language,
}

impl Run<'_> {
    /// Changes the file at `path`; its exit code.
    fn file(&self, at: usize, path: &Path) -> Result<u8, Stop> {
        let stdin = path.as_os_str() == "-";
        let name =
            if stdin { self.flags.stdin_filename.clone() } else { path.display().to_string() };
        let bytes = super::check::bytes(path, stdin)
            .map_err(|it| Stop(format!("{name}: {}", it.text(self.language))))?;
        let (judged, failed) = self.chosen.judge(&name, &bytes, at)?;
        if !TEXTS.contains(&judged.document.format) {
            return Err(Stop(NO_TEXT_FILE.fill(self.language, &[&name])));
        }
        let file = Encoded::of(&bytes)
            .ok_or_else(|| Stop(BROKEN_LETTERS.fill(self.language, &[&name])))?;
        let mut before = seen(&judged);
        if let Some(whole) = &self.whole {
            before.extend(seen(&whole.judge(&name, &bytes, at)?.0));
        }
        let again = |text: &str| -> Option<Vec<Seen>> {
            let bytes = file.bytes(text)?;
            let mut all = Vec::new();
            for judge in [Some(&self.chosen), self.whole.as_ref()].into_iter().flatten() {
                let (judged, failed) = judge.judge(&name, &bytes, at).ok()?;
                if failed {
                    return None;
                }
                all.extend(seen(&judged));
            }
            Some(all)
        };
        let least = self.chosen.least.get(at).copied().flatten();
        let amended = amend(
            &file.text,
            &before,
            &judged,
            self.flags.effect,
            |it| least.is_none_or(|least| it.severity >= least),
            |text| file.bytes(text).is_some(),
            &again,
        );
        self.put(&name, path, &file, &amended)?;
        Ok(match () {
            () if failed => PARTLY,
            () if (self.flags.dry_run || self.flags.diff) && !amended.made.is_empty() => FOUND,
            () => CLEAN,
        })
    }

    /// Writes the file where that is asked for, and says what changed.
    fn put(&self, name: &str, path: &Path, file: &Encoded, amended: &Amended) -> Result<(), Stop> {
        let stdin = path.as_os_str() == "-";
        let edits = amended.edits();
        let report = harmless(&self.report(name, amended)).into_owned();
        if self.flags.diff {
            output::note(&report);
            return output::show(&unified(name, &file.text, &edits));
        }
        if self.flags.dry_run {
            return output::show(&report);
        }
        let text = apply(&file.text, &edits);
        let bytes =
            file.bytes(&text).ok_or_else(|| Stop(BROKEN_LETTERS.fill(self.language, &[name])))?;
        if stdin {
            output::note(&report);
            return output::put(&bytes);
        }
        if !edits.is_empty() {
            outputs::replace(path, &bytes)?;
        }
        output::show(&report)
    }

    /// What changed and what did not, and why.
    fn report(&self, name: &str, amended: &Amended) -> String {
        let wrote = !self.flags.dry_run && !self.flags.diff;
        let counts = [amended.made.len().to_string(), amended.left.len().to_string()];
        let head = if wrote { MADE } else { WOULD };
        let mut out = head.fill(self.language, &[name, &counts[0], &counts[1]]);
        out.push('\n');
        let width = self.chosen.prepared.style.width;
        let mut line = |text: &str, indent: usize| {
            out.push_str(&fill(&format!("{}{text}", " ".repeat(indent)), width, indent + 2));
        };
        let head = |it: &Change| {
            let place = it.place.text(self.language);
            format!("{place}: {} ({})", it.rule, it.effect.name())
        };
        for it in &amended.made {
            line(&head(it), 2);
            if !self.chosen.prepared.redacts() {
                line(&GOES.fill(self.language, &[&it.words]), 4);
                line(&COMES.fill(self.language, &[&it.text]), 4);
            }
        }
        let mut reasons: Vec<String> = Vec::new();
        for (_, skip) in &amended.left {
            let why = skip.text(self.language);
            if !reasons.contains(&why) {
                reasons.push(why);
            }
        }
        for why in reasons {
            line(&LEFT.fill(self.language, &[&why]), 2);
            for (it, _) in amended.left.iter().filter(|it| it.1.text(self.language) == why) {
                line(&head(it), 4);
            }
        }
        if amended.made.iter().any(|it| it.effect > Effect::Typographic) {
            line(READ_AGAIN.get(self.language), 2);
        }
        out
    }
}

/// Whether a file in a folder is one to rewrite, by its name.
fn is_text(path: &Path) -> bool {
    let extension = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    let format = FORMATS
        .iter()
        .find(|it| extension.as_deref().is_some_and(|name| it.extensions.contains(&name)));
    format.is_some_and(|it| TEXTS.contains(&it.format))
}

/// The exit code of two files: what could not be done goes first, then what is not whole.
fn worse(a: u8, b: u8) -> u8 {
    let rank = |code: u8| [CLEAN, PARTLY, FOUND, STOPPED].iter().position(|it| *it == code);
    if rank(a) >= rank(b) { a } else { b }
}

fn effect(name: &str) -> Result<Effect, String> {
    Effect::parse(name).ok_or_else(|| Effect::ALL.map(Effect::name).join(", "))
}
