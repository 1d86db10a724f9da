//! `@file` on the command line: a file of arguments, one a line.

use std::ffi::OsString;
use std::path::Path;

/// The arguments of this process, those in files put in their place. Empty lines and lines that
/// begin with `#` are passed over. What begins with `@` and names no file stays as it is.
pub(super) fn expanded(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut all = Vec::new();
    for (at, argument) in arguments.enumerate() {
        let path = argument.to_str().and_then(|it| it.strip_prefix('@')).filter(|_| at > 0);
        match path.and_then(|it| std::fs::read_to_string(Path::new(it)).ok()) {
            Some(text) => {
                let lines = text.lines().map(str::trim_end);
                let lines = lines.filter(|it| !it.is_empty() && !it.starts_with('#'));
                all.extend(lines.map(OsString::from));
            }
            None => all.push(argument),
        }
    }
    all
}
