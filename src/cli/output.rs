//! Where text goes: results to standard output, trouble to standard error.

use super::{Speech, Stop};
use crate::language::Language;
use crate::report::{Style, harmless};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Columns that read well; wider terminals get a margin.
const READABLE: usize = 100;
/// Columns where nothing says how many there are.
const USUAL: usize = 80;

/// Writes a result. That the reader stopped reading (`| head`) is no trouble.
pub(super) fn show(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Stop(error.to_string())),
        _ => Ok(()),
    }
}

/// Says a line of trouble. Where even that can't be written, nothing is left to say it to.
pub(super) fn complain(line: &str) {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(io::stderr().lock(), "weeflint: {}", harmless(&line));
}

/// How to show results on this terminal, or in this pipe.
pub(super) fn style(speech: Speech, all: bool, fallback: Language) -> Style {
    let terminal = io::stdout().is_terminal();
    let set = |name| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    let dumb = std::env::var("TERM").is_ok_and(|it| it == "dumb");
    Style {
        language: speech.messages,
        fallback,
        width: speech.width.map_or_else(width, usize::from),
        color: terminal && !set("NO_COLOR") && !dumb,
        all,
        fail_on: None,
    }
}

/// What `COLUMNS` says, else what the terminal says, within what reads well.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|it| it.trim().parse().ok());
    let measured = || terminal_size::terminal_size().map(|it| usize::from(it.0.0));
    said.filter(|it| *it > 0).or_else(measured).unwrap_or(USUAL).clamp(20, READABLE)
}
