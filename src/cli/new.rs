//! `weeflint new rule` and `new pack`: a first version that passes its own test, to write over.

use super::{CLEAN, Stop, output, outputs};
use crate::language::Language;
use crate::report::messages::Text;
use crate::rule::pack::manifest;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the file of a new rule, in Dutch and English, with examples
    Rule(Rule),
    /// Write a new pack: pack.toml and a first rule
    Pack(Pack),
}

#[derive(Args)]
struct Rule {
    /// Group and name: plain/hollow-recital
    #[arg(value_name = "GROUP/NAME", value_parser = rule_id)]
    id: String,
    /// The pack it belongs to [default: the pack or rules folder that the working folder is or holds]
    #[arg(long, value_name = "DIR")]
    pack: Option<PathBuf>,
}

#[derive(Args)]
struct Pack {
    /// Small letters, digits and hyphens
    #[arg(value_parser = pack_name)]
    name: String,
}

const WRITTEN: Text = Text::new("{} geschreven", "wrote {}");
const NEXT: Text = Text::new(
    "Schrijf wat er staat over, en draai telkens:\n  weeflint test {} --pack {}\n  weeflint lint {} --pack {}\n  weeflint explain {} --pack {}",
    "Write over what is there, and run after each change:\n  weeflint test {} --pack {}\n  weeflint lint {} --pack {}\n  weeflint explain {} --pack {}",
);
const EXISTS: Text =
    Text::new("'{}' bestaat al; kies een andere naam", "'{}' exists already; choose another name");

pub(super) fn run(flags: &Flags, language: Language) -> Result<u8, Stop> {
    match &flags.command {
        Command::Rule(it) => {
            let pack = it.pack.clone().unwrap_or_else(|| {
                // In the source of the program the rules lie in a folder of their own.
                let rules = Path::new("rules");
                let own = Path::new(manifest::FILE).is_file() || !rules.is_dir();
                PathBuf::from(if own { "." } else { "rules" })
            });
            let path = write_rule(&pack, &it.id, language)?;
            output::show(&format!(
                "{}\n{}\n",
                WRITTEN.fill(language, &[&path]),
                next(&pack, &it.id, language)?
            ))?;
        }
        Command::Pack(it) => {
            let folder = PathBuf::from(&it.name);
            if folder.exists() {
                return Err(Stop(EXISTS.fill(language, &[&it.name])));
            }
            let [major, minor, _] = manifest::Version::of_program().0;
            let text = format!(
                "name = \"{}\"\nversion = \"0.1.0\"\nengine = \">={major}.{minor}, <{major}.{}\"\ndescription = \"TODO\"\nlanguages = [\"nl\", \"en\"]\nlicence = \"MIT OR Apache-2.0\"\n",
                it.name,
                minor + 1
            );
            create(&folder)?;
            outputs::replace(&folder.join(manifest::FILE), text.as_bytes())?;
            let path = write_rule(&folder, "plain/first-rule", language)?;
            let manifest = folder.join(manifest::FILE).display().to_string();
            let lines = [manifest, path].map(|it| WRITTEN.fill(language, &[&it]));
            let next = next(&folder, "plain/first-rule", language)?;
            output::show(&format!("{}\n{next}\n", lines.join("\n")))?;
        }
    }
    Ok(CLEAN)
}

/// What to do with the rule `id` of the pack in `folder`.
fn next(folder: &Path, id: &str, language: Language) -> Result<String, Stop> {
    let manifest = std::fs::read_to_string(folder.join(manifest::FILE)).ok();
    let named = manifest.and_then(|it| manifest::parse(&it).ok());
    let id = named.map_or_else(|| id.to_owned(), |it| format!("{}/{id}", it.name));
    let pack = folder.display().to_string();
    Ok(NEXT.fill(language, &[&id, &pack, &id, &pack, &id, &pack]))
}

fn write_rule(pack: &Path, id: &str, language: Language) -> Result<String, Stop> {
    let path = pack.join(format!("{id}.rhai"));
    let shown = path.display().to_string();
    if path.exists() {
        return Err(Stop(EXISTS.fill(language, &[&shown])));
    }
    create(path.parent().unwrap_or(pack))?;
    outputs::replace(&path, TEMPLATE.as_bytes())?;
    Ok(shown)
}

fn create(folder: &Path) -> Result<(), Stop> {
    std::fs::create_dir_all(folder).map_err(|it| Stop(format!("{}: {it}", folder.display())))
}

fn rule_id(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('/').collect();
    let good = parts.len() == 2 && parts.iter().all(|it| is_name(it));
    if good {
        Ok(text.to_owned())
    } else {
        Err("group/name, as in plain/hollow-recital".to_owned())
    }
}

fn pack_name(text: &str) -> Result<String, String> {
    if is_name(text) {
        Ok(text.to_owned())
    } else {
        Err("small letters, digits, hyphens".to_owned())
    }
}

fn is_name(text: &str) -> bool {
    let letters = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    !text.is_empty() && text.chars().all(letters)
}

/// A rule that passes its own test. What is to be written over says TODO, and `lint` looks for that.
const TEMPLATE: &str = r#"//! # nl TODO: wat de regel vindt, in drie woorden
//!
//! TODO: waarom dit de relatie belast, in gewone woorden.
//!
//! ```flag
//! Leverancier is ⟦alleen op maandag⟧ bereikbaar.
//! ```
//! ```rewrite
//! Leverancier is op werkdagen bereikbaar.
//! ```
//! ```pass
//! Leverancier levert op maandag en dinsdag.
//! ```
//!
//! # en TODO: what the rule finds, in three words
//!
//! TODO: why this weighs on the relationship, in plain words.
//!
//! ```flag
//! The Supplier can be reached ⟦on Mondays only⟧.
//! ```
//! ```rewrite
//! The Supplier can be reached on working days.
//! ```
//! ```pass
//! The Supplier delivers on Mondays and Tuesdays.
//! ```
const RULE = #{
    flaws: ["unowned"],          // the first is primary; `weeflint schema record` lists every key
    each: "phrase",              // phrase, sentence, clause, party, term, reference, contract
    severity: "info",            // strength, info, warning, error
    weight: 2,                   // 1 hint, 3 clear, 5 defining
    confidence: "medium",        // high, medium, low
    effect: "substance",         // what a rewrite changes: typographic, wording, substance
    nl: #{
        message: "Bereikbaarheid is beperkt: \"{words}\".",
        find: [`\balleen op (?:maan|dins|woens|donder|vrij)dag\b`],
        rewrite: "op werkdagen",
        question: "Wanneer hebben jullie elkaar nodig?",
    },
    en: #{
        message: "Reachability is limited: \"{words}\".",
        find: [`\bon (?:mon|tues|wednes|thurs|fri)days only\b`],
        rewrite: "on working days",
        question: "When do you need each other?",
    },
};
"#;
