//! The manual page of a rule: the `//!` lines at the head of its file.

use crate::language::Language;

/// A page in two languages.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The Dutch half.
    pub nl: Section,
    /// The English half.
    pub en: Section,
}

/// One language of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The words after `# nl` or `# en`.
    pub title: String,
    /// Why it matters: the first paragraph.
    pub why: String,
    /// All of it as Markdown, examples included, marks removed.
    pub text: String,
}

impl Page {
    /// The half in `language`.
    pub fn section(&self, language: Language) -> &Section {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}
