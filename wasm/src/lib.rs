//! weeflint in a page or a worker: the bytes of a contract in, a report out.
//!
//! The caller writes a contract and then an [`Ask`] in JSON where [`input`] says, calls [`report`],
//! and reads what came of it where [`output`] says; `weeflint.mjs` does so. The built-in rules
//! judge. There are no settings, no ledger, no files and no clock, and nothing leaves the page.

use serde::Deserialize;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use weeflint::analyze::analyze;
use weeflint::assess::assess;
use weeflint::check;
use weeflint::finding::Severity;
use weeflint::language::Language;
use weeflint::read::{Options, read};
use weeflint::report::questions::{Copy, SHEETS};
use weeflint::report::{BASELINES, Entry, Judged, REPORTS, Run, Source, Style};
use weeflint::rule::Rules;

static RULES: OnceLock<Rules> = OnceLock::new();
static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// What is asked of a contract.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// What to call the contract; its extension helps to tell the format.
    pub name: String,
    /// What to write.
    pub command: Command,
    /// In which form: a format of `check`, or the extension of a file of `assess` and `questions`.
    pub form: String,
    /// The language of the fixed texts, `nl` or `en`; none takes that of the contract.
    #[serde(default)]
    pub messages: Option<String>,
}

/// What to write, by the name it has on the command line.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Command {
    /// The findings.
    Check,
    /// The baseline.
    Assess,
    /// The questions beforehand, as participants get them.
    Questions,
}

/// Makes room for `length` bytes, the contract and then what is asked, and says where.
#[allow(unsafe_code, reason = "the name by which a page calls it is the only thing unsafe here")]
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    let mut input = lock(&INPUT);
    input.clear();
    input.resize(length, 0);
    input.as_mut_ptr()
}

/// Judges what was written, of which the last `ask` bytes say what is asked. The length of what came
/// of it; a negative length is that of one line about what could not be done.
#[allow(unsafe_code, reason = "the name by which a page calls it is the only thing unsafe here")]
#[unsafe(no_mangle)]
pub extern "C" fn report(ask: usize) -> isize {
    let input = std::mem::take(&mut *lock(&INPUT));
    let (bytes, ask) = input.split_at(input.len().saturating_sub(ask));
    let result = serde_json::from_slice(ask)
        .map_err(|error| error.to_string())
        .and_then(|ask| written(bytes, &ask));
    let sign = if result.is_ok() { 1 } else { -1 };
    let mut output = lock(&OUTPUT);
    *output = result.unwrap_or_else(String::into_bytes);
    output.len().cast_signed() * sign
}

/// Where the last answer stands.
#[allow(unsafe_code, reason = "the name by which a page calls it is the only thing unsafe here")]
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    lock(&OUTPUT).as_ptr()
}

/// What is asked of a contract, as the program would write it: the same bytes.
///
/// # Errors
/// One line where there is no such form or language, and where `assess` and `questions` have no
/// text because the contract can't be read; `check` reports that as the program does.
pub fn written(bytes: &[u8], ask: &Ask) -> Result<Vec<u8>, String> {
    let language = match ask.messages.as_deref() {
        None => None,
        Some("nl") => Some(Language::Dutch),
        Some("en") => Some(Language::English),
        Some(other) => return Err(format!("no messages in '{other}': nl or en")),
    };
    let style = Style {
        language,
        fallback: language.unwrap_or(Language::English),
        width: 80,
        color: false,
        all: false,
        fail_on: Some(Severity::Error),
    };
    let unknown = |known: &[&str]| format!("no form '{}': {}", ask.form, known.join(", "));
    match ask.command {
        Command::Check => {
            let form = REPORTS.iter().find(|it| it.name == ask.form);
            let form = form.ok_or_else(|| unknown(&REPORTS.each_ref().map(|it| it.name)))?;
            Ok((form.write)(&run(bytes, &ask.name, &style), &style).into_bytes())
        }
        Command::Assess => {
            let form = BASELINES.iter().find(|it| it.0 == ask.form);
            let form = form.ok_or_else(|| unknown(&BASELINES.map(|it| it.0)))?;
            Ok((form.1)(&readable(run(bytes, &ask.name, &style), &style)?, &style))
        }
        Command::Questions => {
            let form = SHEETS.iter().find(|it| it.0 == ask.form);
            let form = form.ok_or_else(|| unknown(&SHEETS.map(|it| it.0)))?;
            let run = readable(run(bytes, &ask.name, &style), &style)?;
            Ok((form.1)(&run, &style, Copy::Participant))
        }
    }
}

/// The contract called `name`, read and judged.
fn run(bytes: &[u8], name: &str, style: &Style) -> Run<'static> {
    let rules = RULES.get_or_init(|| {
        let mut rules = Rules::builtin();
        rules.retain(|it| it.record.on);
        rules
    });
    let mut faults = rules.faults.clone();
    let result = read(name, bytes, Options::default()).map(|document| {
        let document = Arc::new(document);
        let facts = Arc::new(analyze(&document));
        let messages = Some(style.language_for(&document));
        let options = check::Options { messages, ..check::Options::default() };
        let checked = check::check(rules, &document, &facts, options);
        faults.extend(checked.faults);
        faults.sort();
        let assessment = assess(&document, &facts, &checked.findings);
        let source = Source::new(bytes, document.format);
        let findings = checked.findings;
        Judged { document, facts, findings, decided: Vec::new(), assessment, source }
    });
    let entry = Entry { path: name.to_owned(), result };
    let rules = rules.iter().collect();
    Run { entries: vec![entry], faults, rules, selected: false, only_new: false }
}

fn readable<'a>(run: Run<'a>, style: &Style) -> Result<Run<'a>, String> {
    match run.entries.iter().find_map(|it| it.result.as_ref().err()) {
        Some(refusal) => Err(refusal.text(style.fallback).to_owned()),
        None => Ok(run),
    }
}

fn lock(of: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
