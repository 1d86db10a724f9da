//! Lists that stop short: an item that promises another, a list of one.

use super::slips::{Slip, SlipKind};
use crate::document::{Document, Kind, Zone};
use crate::span::Span;

/// Adds the slips of the lists of `doc` to `found`.
pub(super) fn slips(doc: &Document, found: &mut Vec<Slip>) {
    let mut unfinished = Vec::new();
    promises(doc, &mut unfinished);
    // Many say that the file was cut into lines in another way than its author did.
    if unfinished.len() <= 3 {
        found.append(&mut unfinished);
    }
    let mut lonely = Vec::new();
    alone(doc, &mut lonely);
    if lonely.len() <= 3 {
        found.append(&mut lonely);
    }
}

/// `(c) the keys; and` right before the next article.
fn promises(doc: &Document, found: &mut Vec<Slip>) {
    for (at, clause) in doc.clauses.iter().enumerate() {
        if !clause.children.is_empty() || !is_letter(&clause.label) {
            continue;
        }
        let text = doc[clause.span].trim_end();
        let Some(promise) =
            ["; and", "; or", "; en", "; of", ", and", ", en", "; and/or", "; en/of"]
                .iter()
                .find(|it| text.ends_with(**it))
        else {
            continue;
        };
        let next = doc.clauses.get(at + 1);
        // Followed by a clause that is numbered as a part above it, with a title of its own.
        let block = doc.blocks.get(clause.blocks.1 as usize);
        let ends = match (next, block) {
            (Some(next), Some(block)) => {
                next.level < clause.level
                    && !is_letter(&next.label)
                    && !next.number.is_empty()
                    && matches!(block.kind, Kind::Heading(_))
            }
            (None, None) => true,
            _ => false,
        };
        let judged = doc
            .blocks
            .get(clause.blocks.0 as usize)
            .is_some_and(|it| matches!(it.zone, Zone::Operative | Zone::Recital));
        if ends && judged {
            let end = clause.span.start + text.len() as u32;
            let span = Span { start: end - promise.len() as u32, end };
            found.push(Slip::at(SlipKind::UnfinishedList, span));
        }
    }
}

/// `(a)` that is never followed by `(b)`.
fn alone(doc: &Document, found: &mut Vec<Slip>) {
    for clause in &doc.clauses {
        let [only] = clause.children[..] else { continue };
        let item = &doc.clauses[only as usize];
        let label = item.label.trim_matches(|it: char| !it.is_alphanumeric());
        if label != "a" || !item.children.is_empty() {
            continue;
        }
        let judged = doc.blocks.get(item.blocks.0 as usize);
        let judged = judged.is_some_and(|it| it.zone == Zone::Operative);
        // A second item may stand unseen in the text of the first or behind it.
        let all = &doc[clause.span];
        let hidden = ["(b)", " b)", " b.", "(ii)"].iter().any(|it| all.contains(it));
        let opens = doc.text[..item.span.start as usize].trim_end().ends_with([':', ';']);
        if judged && !hidden && opens {
            let end = item.span.start + doc[item.span].find(' ').unwrap_or(0) as u32;
            let span = Span { start: item.span.start, end };
            found.push(Slip::at(SlipKind::SingleItem, span).expecting(item.label.clone()));
        }
    }
}

fn is_letter(label: &str) -> bool {
    let bare = label.trim_matches(|it: char| !it.is_alphanumeric());
    let letter = bare.len() == 1 && bare.bytes().all(|it| it.is_ascii_lowercase());
    letter || !bare.is_empty() && bare.bytes().all(|it| b"ivx".contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::from_paragraphs(text, Language::English);
        let mut found = Vec::new();
        slips(&doc, &mut found);
        found.iter().map(|it| format!("{:?} {}", it.kind, &doc[it.span])).collect()
    }

    const END: &str = "Article 2. Price\n\n2.1 Customer pays each month.\n\nArticle 3. Term\n\n3.1 It lasts a year.";

    #[test]
    fn an_item_that_promises_another() {
        let list = "Article 1. Work\n\n1.1 Supplier brings:\n\n(a) the ladder;\n\n(b) the hose";
        assert_eq!(found(&format!("{list}; and\n\n{END}")), ["UnfinishedList ; and"]);
        assert!(found(&format!("{list}.\n\n{END}")).is_empty());
    }

    #[test]
    fn a_list_of_one() {
        let list = "Article 1. Work\n\n1.1 Supplier brings:\n\n(a) the ladder.";
        assert_eq!(found(&format!("{list}\n\n{END}")), ["SingleItem the"]);
        assert!(found(&format!("{list}\n\n(b) the hose.\n\n{END}")).is_empty());
    }
}
