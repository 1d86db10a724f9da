//! The numbers of lists and headings, which OpenDocument keeps out of the text.

use super::page::Page;
use crate::document::Kind;

/// How one level of a list shows its number.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// `1`, `a`, `A`, `i`, `I`; empty for bullets and for levels without a number.
    pub(super) format: String,
    pub(super) bullet: bool,
    pub(super) prefix: String,
    pub(super) suffix: String,
    /// How many levels the number shows: 2 for `7.2`.
    pub(super) shown: usize,
    pub(super) start: u32,
}

/// A list around the text.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) style: String,
    /// The next paragraph opens an item and gets its number.
    pub(super) item: bool,
}

/// The name under which the numbering of headings is kept.
pub(super) const OUTLINE: &str = "\u{0}outline";

/// The deepest level of a list.
pub(super) const DEEPEST: usize = 10;

impl Page {
    /// Opens a list; one that is not said to continue counts from its start.
    pub(super) fn list(&mut self, style: Option<String>, continues: bool) {
        let outer = self.lists.last().map(|it| it.style.clone());
        let style = style.or(outer).unwrap_or_default();
        if self.lists.is_empty() && !continues {
            self.counters.remove(&style);
        }
        self.lists.push(List { style, item: false });
    }

    /// The number of a paragraph: from the list around it, else from the outline of headings.
    pub(super) fn number(&mut self, kind: Kind, style: Option<String>) -> Option<String> {
        if self.in_note {
            return None;
        }
        let depth = self.lists.len();
        if let Some(list) = self.lists.last_mut() {
            if !std::mem::take(&mut list.item) {
                return None;
            }
            let mut name = list.style.clone();
            // The style of the paragraph may bring its own list style.
            let mut based = style;
            for _ in 0..DEEPEST {
                if !name.is_empty() {
                    break;
                }
                let Some((own, parent)) = based.and_then(|it| self.paragraph_styles.get(&it))
                else {
                    break;
                };
                name = own.clone().unwrap_or_default();
                based = parent.clone();
            }
            return self.count(&name, depth);
        }
        match kind {
            Kind::Heading(level) => self.count(OUTLINE, level.into()),
            _ => None,
        }
    }

    /// Counts one on at `depth` (from 1) of a list style, and shows the number.
    fn count(&mut self, style: &str, depth: usize) -> Option<String> {
        let levels = self.styles.get(style)?;
        let at = depth.checked_sub(1).filter(|it| *it < DEEPEST)?;
        let level = levels.get(at)?;
        if level.bullet {
            return Some("•".to_owned());
        }
        let counters = self.counters.entry(style.to_owned()).or_default();
        counters[at] = if counters[at] == 0 { level.start } else { counters[at].saturating_add(1) };
        counters[at + 1..].fill(0);
        if level.format.is_empty() {
            return None;
        }
        let from = (at + 1).saturating_sub(level.shown.max(1));
        let parts = (from..=at).filter(|it| !levels[*it].format.is_empty());
        let shown: Vec<String> = parts
            .map(|it| {
                super::super::counted(
                    counters[it].max(1),
                    levels[it].format.bytes().next().unwrap_or(b'1'),
                )
            })
            .collect();
        Some(format!("{}{}{}", level.prefix, shown.join("."), level.suffix).trim().to_owned())
    }
}
