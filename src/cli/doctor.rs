//! `weeflint doctor`: what this program is, what it finds here, and what it can reach. For a report
//! of trouble, without a word of a contract.

use super::settings::{Asked, Configs};
use super::{CLEAN, FOUND, Packs, Speech, Stop, cache, git, output};
use crate::language::Language;
use crate::report::messages::Text;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct Flags {
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    speech: Speech,
}

const NETWORK: Text = Text::new(
    "geen; alleen `pack add` en `pack update` halen iets op, en alleen als u dat vraagt",
    "none; only `pack add` and `pack update` fetch anything, and only when asked",
);
const HEALTHY: Text = Text::new("Alles in orde.", "All is well.");
const TROUBLE: Text = Text::new("Niet in orde: {}.", "Not well: {}.");

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let mut trouble: Vec<String> = Vec::new();
    let mut out = String::new();
    let mut line = |name: &str, value: &str| out.push_str(&format!("{name:<12} {value}\n"));
    line("weeflint", env!("CARGO_PKG_VERSION"));
    line("system", &format!("{} {}", std::env::consts::OS, std::env::consts::ARCH));
    let processors = std::thread::available_parallelism().map_or(0, |it| it.get());
    line("processors", &processors.to_string());
    let style = output::style(flags.speech, false, environment);
    let color = if style.color { "colour" } else { "no colour" };
    line("terminal", &format!("{} columns, {color}, messages {}", style.width, language.code()));
    line("network", NETWORK.get(language));
    let version = git::git(Path::new("."), &["--version"]).ok().flatten().map(git::text);
    line("git", version.as_deref().unwrap_or("-"));
    let mut packs = flags.packs.clone();
    match Configs::new(&flags.asked, language).and_then(|mut it| it.of_the_run()) {
        Ok(settings) => {
            let origin = |it: Option<String>| it.unwrap_or_else(|| "-".to_owned());
            line("ledger", &origin(settings.ledger.map(|it| it.value)));
            if let Some(more) = settings.packs {
                line("packs", &format!("{} ({})", more.value.join(", "), more.origin));
                packs.packs.splice(0..0, more.value.iter().map(PathBuf::from));
            }
        }
        Err(Stop(reason)) => trouble.push(reason),
    }
    match packs.load() {
        Ok(rules) => {
            let on = rules.iter().filter(|it| it.record.on).count();
            line("rules", &format!("{} ({on} on)", rules.all().len()));
            for it in &rules.packs {
                let version =
                    it.manifest.as_ref().map_or(String::new(), |it| it.version.to_string());
                let short = it.sha256.get(..12).unwrap_or_default();
                line("pack", &format!("{} {version} {short} ({} rules)", it.name, it.rules));
            }
            trouble.extend(rules.faults.iter().map(|it| format!("{}: {}", it.place, it.reason)));
        }
        Err(Stop(reason)) => trouble.push(reason),
    }
    let folder = cache::usual().map(|it| it.display().to_string());
    line("cache", folder.as_deref().unwrap_or("-"));
    match trouble.is_empty() {
        true => out.push_str(&format!("\n{}\n", HEALTHY.get(language))),
        false => {
            out.push('\n');
            for it in &trouble {
                out.push_str(&format!("{}\n", TROUBLE.fill(language, &[it])));
            }
        }
    }
    output::show(&out)?;
    Ok(if trouble.is_empty() { CLEAN } else { FOUND })
}
