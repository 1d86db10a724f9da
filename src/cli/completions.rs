//! `weeflint completions` and `weeflint man`: made from the flags, as help is.

use super::{CLEAN, Cli, Stop, output};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct Flags {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Args)]
pub(super) struct Man {
    /// A folder to write a page for each command to [default: the main page to standard output]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(flags: &Flags) -> Result<u8, Stop> {
    let mut text = Vec::new();
    clap_complete::generate(flags.shell, &mut Cli::command(), "weeflint", &mut text);
    output::show(&String::from_utf8_lossy(&text))?;
    Ok(CLEAN)
}

pub(super) fn man(flags: &Man) -> Result<u8, Stop> {
    let command = Cli::command();
    let Some(folder) = &flags.folder else {
        let mut text = Vec::new();
        let made = clap_mangen::Man::new(command).render(&mut text);
        made.map_err(|it| Stop(it.to_string()))?;
        output::show(&String::from_utf8_lossy(&text))?;
        return Ok(CLEAN);
    };
    let stop = |it: std::io::Error| Stop(format!("{}: {it}", folder.display()));
    std::fs::create_dir_all(folder).map_err(stop)?;
    clap_mangen::generate_to(command, folder).map_err(stop)?;
    Ok(CLEAN)
}
