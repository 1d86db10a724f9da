//! `weeflint init`: a first `weeflint.toml`, with what most people change first.

use super::{CLEAN, Speech, Stop, output, outputs};
use crate::config::FILES;
use crate::language::Language;
use crate::report::messages::Text;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct Flags {
    /// The folder of the contracts
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    speech: Speech,
}

const EXISTS: Text = Text::new(
    "'{}' bestaat al en blijft zoals het is; `weeflint config show --origin` zegt wat er geldt",
    "'{}' exists already and stays as it is; `weeflint config show --origin` says what holds",
);
const WRITTEN: Text = Text::new(
    "{} geschreven. Verder:\n  weeflint check {}                  wat er opvalt\n  weeflint config show --origin       wat er geldt, en waarom\n  weeflint rules                      alle regels",
    "Wrote {}. Next:\n  weeflint check {}                  what stands out\n  weeflint config show --origin       what holds, and why\n  weeflint rules                      all rules",
);
const NO_FOLDER: Text = Text::new(
    "'{}' is geen map; maak die eerst, of laat hem weg",
    "'{}' is no folder; make it first, or leave it out",
);

pub(super) fn run(flags: &Flags, environment: Language) -> Result<u8, Stop> {
    let language = flags.speech.messages.unwrap_or(environment);
    let shown = flags.folder.display().to_string();
    if !flags.folder.is_dir() {
        return Err(Stop(NO_FOLDER.fill(language, &[&shown])));
    }
    let inside = |name: &str| match flags.folder == Path::new(".") {
        true => PathBuf::from(name),
        false => flags.folder.join(name),
    };
    if let Some(there) = FILES.iter().map(|it| inside(it)).find(|it| it.exists()) {
        return Err(Stop(EXISTS.fill(language, &[&there.display().to_string()])));
    }
    let path = inside(FILES[0]);
    outputs::replace(&path, TEMPLATE.get(language).as_bytes())?;
    let path = path.display().to_string();
    output::show(&format!("{}\n", WRITTEN.fill(language, &[&path, &shown])))?;
    Ok(CLEAN)
}

/// All in comments, but for what does no harm: a first run shows what it showed without the file.
const TEMPLATE: Text = Text::new(NL, EN);

const NL: &str = "\
# Instellingen van weeflint voor de contracten in deze map en daaronder. Alle sleutels: docs/config.md
# of `weeflint schema config`. Wat hier uit staat (#), is de gewone waarde of een voorbeeld.

# Vanaf welke ernst een bevinding exitcode 1 geeft: info, warning, error of never.
fail-on = \"error\"

# Wat lichter is, wordt niet getoond: strength, info, warning of error.
# min-severity = \"info\"

# Regels of groepen die niet oordelen. `weeflint rules` noemt ze alle.
# ignore = [\"drafting\"]

# De taal van meldingen: nl of en. Zonder deze regel spreekt elk verslag de taal van het contract.
# messages = \"nl\"

# Geen woorden van contracten in verslagen.
# redact = true

# De dag waartegen vervaldata van besluiten worden gehouden; het programma kijkt niet op de klok.
# today = 2026-11-22

# Eigen regels (`weeflint new pack huisregels`).
# packs = [\"huisregels\"]

# Een andere ernst voor een regel of groep: strength, info, warning, error of off.
[severity]
# unreadable = \"info\"

# Een score die slechter is, geeft ook exitcode 1: een weeffout hoger, een norm lager.
[fail-under]
# one-sided = 40
# reciprocity = 55

# Voor sommige paden iets anders, zoals in een .gitignore.
# [[override]]
# paths = [\"bijlagen/**\", \"*.pdf\"]
# fail-on = \"never\"
";

const EN: &str = "\
# Settings of weeflint for the contracts in this folder and below. All keys: docs/config.md or
# `weeflint schema config`. What is off here (#) is the usual value or an example.

# From which severity a finding gives exit code 1: info, warning, error or never.
fail-on = \"error\"

# What is milder is not shown: strength, info, warning or error.
# min-severity = \"info\"

# Rules or groups that don't judge. `weeflint rules` names them all.
# ignore = [\"drafting\"]

# The language of messages: nl or en. Without this line each report speaks the contract's.
# messages = \"en\"

# No words of contracts in reports.
# redact = true

# The day that expiry of decisions is judged by; the program doesn't look at the clock.
# today = 2026-11-22

# Your own rules (`weeflint new pack house-rules`).
# packs = [\"house-rules\"]

# Another severity for a rule or group: strength, info, warning, error or off.
[severity]
# unreadable = \"info\"

# A score that is worse gives exit code 1 too: a flaw above it, a norm below it.
[fail-under]
# one-sided = 40
# reciprocity = 55

# Something else for some paths, as in a .gitignore.
# [[override]]
# paths = [\"annexes/**\", \"*.pdf\"]
# fail-on = \"never\"
";
