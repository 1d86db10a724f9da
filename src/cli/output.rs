//! Where text goes: results to standard output, trouble to standard error.

use super::{Speech, Stop};
use crate::language::Language;
use crate::report::{Style, harmless};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Columns that read well; wider terminals get a margin.
const READABLE: usize = 100;
/// Columns where nothing says how many there are.
const USUAL: usize = 80;

/// Writes a result. That the reader stopped reading (`| head`) is no trouble.
pub(super) fn show(text: &str) -> Result<(), Stop> {
    put(text.as_bytes())
}

/// Writes a result that is a file.
pub(super) fn put(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Stop(error.to_string())),
        _ => Ok(()),
    }
}

/// Says a line of trouble. Where even that can't be written, nothing is left to say it to.
pub(super) fn complain(line: &str) {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(io::stderr().lock(), "weeflint: {}", harmless(&line));
}

/// Says more than a line beside the result.
pub(super) fn note(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// How many contracts are done, on standard error: on a terminal only, and gone at the end.
pub(super) struct Progress {
    all: usize,
    done: AtomicUsize,
}

impl Progress {
    /// Of `all` contracts; of one there is nothing to tell.
    pub(super) fn of(all: usize) -> Progress {
        let silent = all < 2 || !io::stderr().is_terminal();
        Progress { all: if silent { 0 } else { all }, done: AtomicUsize::new(0) }
    }

    /// One more is done.
    pub(super) fn step(&self) {
        if self.all > 0 {
            let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
            let _ = write!(io::stderr().lock(), "\r{done}/{}", self.all);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.all > 0 {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
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
