//! Colour, where the output can show it.

use crate::finding::Severity;

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
