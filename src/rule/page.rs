//! The manual page of a rule: the `//!` lines at the head of its file.

use super::example::{BESIDE, Example, Shows, unmark};
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
    /// Why it matters: the first paragraph, on one line.
    pub why: String,
    /// All of it as Markdown, examples included.
    pub text: String,
}

impl Page {
    /// The half in `language`; the other one where that is empty.
    pub fn section(&self, language: Language) -> &Section {
        let (first, second) = match language {
            Language::Dutch => (&self.nl, &self.en),
            Language::English => (&self.en, &self.nl),
        };
        if first.title.is_empty() { second } else { first }
    }
}

/// The page and the examples in the source of a rule.
///
/// # Errors
/// The line (from 1) and what is wrong there: a mark without its partner, a fence left open.
pub fn parse(source: &str) -> Result<(Page, Vec<Example>), (u32, String)> {
    let mut page = Page::default();
    let mut examples = Vec::new();
    let mut language = None;
    let mut fence: Option<(Option<Shows>, String, u32)> = None;
    for (number, line) in source.lines().enumerate() {
        let number = number as u32 + 1;
        let Some(line) = line.trim_start().strip_prefix("//!") else { continue };
        let line = line.strip_prefix(' ').unwrap_or(line);
        if let Some(title) = line.strip_prefix("# ") {
            let (code, title) = title.split_once(' ').unwrap_or((title, ""));
            language = Language::parse(code);
            if language.is_none() {
                return Err((
                    number,
                    format!("a half of the page opens with `# nl` or `# en`, not `# {code}`"),
                ));
            }
            let section = half(&mut page, language);
            title.trim().clone_into(&mut section.title);
            continue;
        }
        let section = half(&mut page, language);
        section.text.push_str(line);
        section.text.push('\n');
        match (&mut fence, line.trim().strip_prefix("```")) {
            (None, Some(kind)) => {
                let shows = match kind {
                    "flag" => Some(Shows::Flag),
                    "pass" => Some(Shows::Pass),
                    "rewrite" => Some(Shows::Rewrite),
                    _ => None,
                };
                fence = Some((shows, String::new(), number + 1));
            }
            (Some(_), Some(_)) => {
                if let Some((Some(shows), text, line)) = fence.take() {
                    let (beside, text) = match text.split_once(&format!("\n{BESIDE}\n")) {
                        Some((beside, text)) => (Some(beside.trim().to_owned()), text.trim()),
                        None => (None, text.trim_end()),
                    };
                    let (text, marks) = unmark(text).map_err(|it| (line, it))?;
                    let language = language.unwrap_or(Language::Dutch);
                    examples.push(Example { shows, language, text, beside, marks, line });
                }
            }
            (Some((_, text, _)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => (),
        }
    }
    if let Some((_, _, line)) = fence {
        return Err((line, "this example is not closed with ```".to_owned()));
    }
    for section in [&mut page.nl, &mut page.en] {
        section.text = section.text.trim().to_owned();
        let paragraph =
            section.text.lines().take_while(|it| !it.is_empty() && !it.starts_with("```"));
        section.why = paragraph.collect::<Vec<_>>().join(" ");
    }
    Ok((page, examples))
}

fn half(page: &mut Page, language: Option<Language>) -> &mut Section {
    match language {
        Some(Language::English) => &mut page.en,
        _ => &mut page.nl,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! # nl Te laat\n//!\n//! Wie wacht,\n//! verliest.\n//!\n//! Meer.\n//! ```flag\n//! Het ⟦duurt⟧ lang.\n//! ```\n//! # en Too late\n//!\n//! Who waits loses.\n//! ```pass\n//! It is quick.\n//! ```\nconst RULE = #{};\n";

    #[test]
    fn a_page_has_two_halves_and_its_examples() {
        let (page, examples) = parse(SOURCE).unwrap();
        assert_eq!(page.nl.title, "Te laat");
        assert_eq!(page.nl.why, "Wie wacht, verliest.");
        assert_eq!(page.section(Language::English).why, "Who waits loses.");
        assert_eq!(examples.len(), 2);
        assert_eq!(&examples[0].text[examples[0].marks[0].range()], "duurt");
        assert_eq!((examples[0].line, examples[1].language), (8, Language::English));
    }

    #[test]
    fn what_is_left_open_is_named_by_line() {
        assert_eq!(parse("//! # nl X\n//! ```flag\n//! a ⟦b\n//! ```\n").unwrap_err().0, 3);
        assert_eq!(parse("//! # nl X\n//! ```flag\n//! a\n").unwrap_err().0, 3);
        assert_eq!(parse("//! # de X\n").unwrap_err().0, 1);
    }
}
