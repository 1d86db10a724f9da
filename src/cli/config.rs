//! `weeflint config show`: the settings that hold, as a `weeflint.toml`, and where each comes from.

use super::settings::{Asked, Configs};
use super::{CLEAN, Speech, Stop, output};
use crate::config::Set;
use crate::finding::Severity;
use crate::language::Language;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show the settings that hold for a contract
    Show(Show),
}

#[derive(Args)]
struct Show {
    /// A contract or folder [default: the working folder]
    path: Option<PathBuf>,
    /// Say of each setting where it comes from
    #[arg(long)]
    origin: bool,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    speech: Speech,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    let Command::Show(flags) = flags.command;
    let language = flags.speech.messages.unwrap_or(environment);
    let mut configs = Configs::new(&flags.asked, language)?;
    if let Some(path) = flags.path.as_ref().filter(|it| !it.exists()) {
        return Err(super::files::missing(path, language));
    }
    let path = flags.path.unwrap_or_else(|| PathBuf::from("."));
    let settings = configs.of(&path)?;
    let mut page = Page { text: String::new(), origin: flags.origin };
    page.line("packs", settings.packs.as_ref(), |it| list(it), "[]");
    page.line("select", settings.select.as_ref(), |it| list(it), "");
    if settings.ignore.is_empty() {
        page.put("ignore", "[]", "default");
    } else {
        page.text.push_str("ignore = [\n");
        for it in &settings.ignore {
            page.put("", &format!("    {},", quoted(&it.value)), &it.origin.to_string());
        }
        page.text.push_str("]\n");
    }
    let name = |it: &Severity| quoted(it.name());
    page.line("min-severity", settings.min_severity.as_ref(), name, "\"strength\"");
    let fail_on = |it: &Option<Severity>| quoted(it.map_or("never", Severity::name));
    page.line("fail-on", settings.fail_on.as_ref(), fail_on, "\"error\"");
    let code = |it: &Language| quoted(it.code());
    page.line("language", settings.language.as_ref(), code, "");
    page.line("messages", settings.messages.as_ref(), code, "");
    page.line("output-format", settings.output_format.as_ref(), |it| list(it), "[\"terminal\"]");
    page.line("redact", settings.redact.as_ref(), ToString::to_string, "false");
    page.line("ledger", settings.ledger.as_ref(), |it| quoted(it), "");
    page.line("today", settings.today.as_ref(), |it| quoted(&it.to_string()), "");
    if !settings.severity.is_empty() {
        page.text.push_str("\n[severity]\n");
    }
    for (rule, it) in &settings.severity {
        let level = quoted(it.value.map_or("off", Severity::name));
        page.put(&quoted(rule), &level, &it.origin.to_string());
    }
    if !settings.fail_under.is_empty() {
        page.text.push_str("\n[fail-under]\n");
    }
    for (measure, it) in &settings.fail_under {
        page.put(measure.name(), &it.value.to_string(), &it.origin.to_string());
    }
    output::show(&page.text)?;
    Ok(CLEAN)
}

struct Page {
    text: String,
    origin: bool,
}

impl Page {
    /// A setting; one that has no value and no default is named in a comment.
    fn line<T>(
        &mut self,
        key: &str,
        set: Option<&Set<T>>,
        show: impl Fn(&T) -> String,
        default: &str,
    ) {
        match set {
            Some(set) => self.put(key, &show(&set.value), &set.origin.to_string()),
            None if default.is_empty() => self.text.push_str(&format!("# {key} is not set\n")),
            None => self.put(key, default, "default"),
        }
    }

    fn put(&mut self, key: &str, value: &str, origin: &str) {
        let line = if key.is_empty() { value.to_owned() } else { format!("{key} = {value}") };
        self.text.push_str(&match self.origin {
            true => format!("{line:<44} # {origin}\n"),
            false => format!("{line}\n"),
        });
    }
}

fn list(list: &[String]) -> String {
    let texts: Vec<String> = list.iter().map(|it| quoted(it)).collect();
    format!("[{}]", texts.join(", "))
}

/// As TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
