//! `weeflint api`: what a script of a rule sees, and what its expressions and proposals may hold.

use super::{CLEAN, Stop, output};
use crate::rule::manual::{ENTRIES, FILLS, SIGNS, VERSION, definitions};
use clap::{Args, ValueEnum};
use serde_json::json;

#[derive(Args)]
pub(super) struct Flags {
    /// Form of the output; definitions are for editors that know Rhai
    #[arg(long, value_enum, default_value_t = Form::Markdown)]
    output_format: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Markdown,
    Json,
    Definitions,
}

pub(super) fn run(flags: &Flags) -> Result<u8, Stop> {
    let text = match flags.output_format {
        Form::Definitions => definitions(),
        Form::Json => {
            let entry = |it: &crate::rule::manual::Entry| {
                json!({
                    "of": it.of, "name": it.name, "takes": it.takes, "gives": it.gives,
                    "stable_since": it.stable_since, "says": it.says,
                })
            };
            let entries: Vec<_> = ENTRIES.iter().map(entry).collect();
            let table = |it: &[(&str, &str)]| {
                it.iter().map(|it| json!({ "name": it.0, "says": it.1 })).collect::<Vec<_>>()
            };
            let (signs, fills) = (table(SIGNS), table(FILLS));
            let all =
                json!({ "version": VERSION, "entries": entries, "signs": signs, "fills": fills });
            format!("{all:#}\n")
        }
        Form::Markdown => {
            let mut out = format!(
                "# What a rule sees\n\nVersion {VERSION} of the interface. `?` means: or `()`.\n\n\
                 | name | gives | what it is | stable since |\n| --- | --- | --- | --- |\n"
            );
            for it in ENTRIES {
                let of = it.of.to_lowercase();
                let dot = if of.is_empty() { "" } else { "." };
                let gives = it.gives.replace('|', "\\|");
                let (name, takes, says) = (it.name, it.takes, it.says);
                let since = it.stable_since;
                out.push_str(&format!(
                    "| `{of}{dot}{name}{takes}` | {gives} | {says} | {since} |\n"
                ));
            }
            out.push_str("\n## In expressions\n\n| sign | stands for |\n| --- | --- |\n");
            for (sign, says) in SIGNS {
                out.push_str(&format!("| `{sign}` | {says} |\n"));
            }
            out.push_str(
                "\n## Filled in messages and proposals\n\n| name | with |\n| --- | --- |\n",
            );
            for (name, says) in FILLS {
                out.push_str(&format!("| `{{{name}}}` | {says} |\n"));
            }
            out
        }
    };
    output::show(&text)?;
    Ok(CLEAN)
}
