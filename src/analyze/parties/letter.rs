//! Whom a letter is written to: "Ms. Ann Lee" over "Dear Ann", who agrees by signing it.

use super::Found;
use super::member::person;
use crate::document::{Document, Zone};
use crate::language::DraftingWords;
use crate::span::Span;

/// How far into a letter it greets its reader, in blocks.
const OPENING: usize = 40;

impl Found {
    /// Whoever a letter is written to.
    pub(super) fn addressee(&mut self, doc: &Document) {
        let blocks = doc.blocks.get(..doc.blocks.len().min(OPENING)).unwrap_or_default();
        let greeting = |text: &str| {
            let words = ["Dear ", "Geachte ", "Beste "];
            let rest = words.iter().find_map(|it| text.strip_prefix(it))?;
            let end = rest.find([',', ':', '\n']).unwrap_or(rest.len());
            (end <= 60).then(|| rest[..end].to_owned())
        };
        let Some((at, greeted)) =
            blocks.iter().enumerate().find_map(|(at, it)| Some((at, greeting(&doc[it.span])?)))
        else {
            return;
        };
        // "Dear Chris" is Christopher.
        let greeted: Vec<String> = greeted
            .split(|it: char| !it.is_alphabetic())
            .filter(|it| it.chars().count() >= 3)
            .filter_map(|it| it.get(..it.char_indices().nth(3).map_or(it.len(), |it| it.0)))
            .map(str::to_lowercase)
            .collect();
        let signed = doc.blocks.iter().filter(|it| it.zone == Zone::Signature);
        for block in blocks[..at].iter().rev().take(12).chain(signed) {
            let text = &doc[block.span];
            let mut next = 0;
            for line in text.split([',', '\n']) {
                let offset = next;
                next += line.len() + 1;
                let bare = without_title(line);
                let Some((skip, name)) = person(bare) else { continue };
                let lower = name.to_lowercase();
                if lower.split(' ').any(|it| greeted.iter().any(|start| it.starts_with(start))) {
                    let from = offset + (line.len() - bare.len()) + skip;
                    let from = block.span.start as usize + from;
                    self.add(Some(name.to_owned()), &[], Span::new(from, from + name.len()));
                    return;
                }
            }
        }
    }
}

/// A line without the "Mr." or "mevrouw" that it begins with.
fn without_title(line: &str) -> &str {
    let trimmed = line.trim_start();
    let Some((first, rest)) = trimmed.split_once(' ') else { return trimmed };
    let title = first.trim_end_matches('.').to_lowercase();
    let known = DraftingWords::all().titles.contains(title.as_str());
    if known || matches!(title.as_str(), "dr" | "wm" | "prof") { rest } else { trimmed }
}
