//! Colour, where the output can show it, and no other sign that steers a terminal.

use crate::finding::Severity;
use std::borrow::Cow;

/// Every escape code that is written.
const CODES: [&str; 6] = ["\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[36m", "\x1b[1;31m"];

/// Colour or no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    /// Whether escape codes may be written.
    pub(super) color: bool,
}

/// What is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading.
    Heading,
    /// Lines around a passage, and what may stand back.
    Border,
    /// The words that a finding is about.
    Mark,
    /// A severity in front of a finding.
    Severity(Severity),
    /// What works against.
    Against,
    /// What supports.
    For,
}

impl Ink {
    /// What starts this colour.
    pub(super) fn on(self, role: Role) -> &'static str {
        if !self.color {
            return "";
        }
        match role {
            Role::Heading => "\x1b[1m",
            Role::Border | Role::Severity(Severity::Info) => "\x1b[2m",
            Role::Mark | Role::Against | Role::Severity(Severity::Warning) => "\x1b[33m",
            Role::Severity(Severity::Error) => "\x1b[1;31m",
            Role::For | Role::Severity(Severity::Strength) => "\x1b[36m",
        }
    }

    /// What ends any colour.
    pub(super) fn off(self) -> &'static str {
        if self.color { "\x1b[0m" } else { "" }
    }

    /// `text` in a colour.
    pub(super) fn paint(self, role: Role, text: &str) -> String {
        format!("{}{text}{}", self.on(role), self.off())
    }
}

/// `text` without signs that steer a terminal, which a contract or a file name may hold: control
/// characters and changes of writing direction become `�`. Our own colours and line ends stay.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let steers = |it: char| {
        it.is_control() && it != '\n'
            || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(steers) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let code = CODES.into_iter().find(|it| after.starts_with(it));
        out.push_str(code.unwrap_or("\u{fffd}"));
        let width = code.map_or_else(|| after.chars().next().map_or(1, char::len_utf8), str::len);
        rest = after.get(width..).unwrap_or("");
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_can_not_steer_the_terminal() {
        assert_eq!(harmless("gewone tekst\n"), "gewone tekst\n");
        assert_eq!(
            harmless("titel \x1b]0;weg\x07 \x1b[2Jleeg"),
            "titel \u{fffd}]0;weg\u{fffd} \u{fffd}[2Jleeg"
        );
        assert_eq!(harmless("\u{202e}moksrednev"), "\u{fffd}moksrednev");
        assert_eq!(harmless("\x1b[33mgeel\x1b[0m"), "\x1b[33mgeel\x1b[0m");
    }

    #[test]
    fn every_colour_is_one_of_the_known_codes() {
        let ink = Ink { color: true };
        let severities = Severity::ALL.map(Role::Severity);
        let others = [Role::Heading, Role::Border, Role::Mark, Role::Against, Role::For];
        for role in severities.into_iter().chain(others) {
            assert!(CODES.contains(&ink.on(role)), "{role:?}");
        }
        assert!(CODES.contains(&ink.off()));
    }
}
