//! `weeflint questions`: contracts in, the sheet of questions beforehand out.

use super::Stop;
use super::assess::{Contracts, form, judged, put};
use crate::language::Language;
use crate::report::questions::{Copy, SHEETS};
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct Flags {
    /// Where to write the sheet; the extension tells its form: md, html or docx [default: md to standard output]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Name under each question the passages that raised it
    #[arg(long)]
    facilitator: bool,
    #[command(flatten)]
    contracts: Contracts,
}

pub(super) fn run(flags: Flags, environment: Language) -> Result<u8, Stop> {
    let said = flags.contracts.speech.messages.unwrap_or(environment);
    let path = flags.report.as_deref();
    let write = form(path, &SHEETS, said)?;
    let copy = if flags.facilitator { Copy::Facilitator } else { Copy::Participant };
    judged(flags.contracts, environment, |run, style| put(path, &write(run, style, copy)))
}
