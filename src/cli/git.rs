//! The program git, asked for what is in a repository.

use std::path::Path;
use std::process::Command;

/// What git says in `folder`; none where it says no.
///
/// # Errors
/// When it doesn't start.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, String> {
    let output = command(folder, arguments).output().map_err(|it| it.to_string())?;
    Ok(output.status.success().then_some(output.stdout))
}

/// The same where git must say yes.
///
/// # Errors
/// What git said instead, in one line.
pub(super) fn must(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = command(folder, arguments).output().map_err(|it| format!("git: {it}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(said.lines().last().unwrap_or("git failed").trim().to_owned())
        }
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["--no-optional-locks", "-c", "core.fsmonitor=false"]);
    command.args(arguments);
    // A hook sets these for its own folder.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    // No transport that runs a program of the address's choosing, and no question at a terminal.
    command.env("GIT_ALLOW_PROTOCOL", "https:ssh:file").env("GIT_TERMINAL_PROMPT", "0");
    command
}

/// What git said, as text without its last line end.
pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_owned()
}
