//! Raises the clauses over the blocks, from their numbers and headings alone.
//!
//! One walk, with the clauses that are open kept on a stack. A number goes where its row goes on:
//! `(c)` after `(b)`, whatever came in between; `4.2` under the open `4`. A number that starts a
//! row goes under what is open.

mod place;

use super::super::{Clause, Document, Kind, Zone};
use super::label::{self, Form, Mark};
use super::words_up_to;
use crate::language::Language;
use crate::span::Span;
use place::{Open, Row};

/// Deeper nesting than this is noise; it also bounds the work per block.
const DEEPEST: usize = 14;

/// Fills the clauses of `doc`, and the clause and stem of each block and sentence. `marks` are the
/// numbers of the blocks.
pub(super) fn raise(doc: &mut Document, marks: &[Option<Mark>]) {
    let mut outline = Outline {
        stack: vec![Open {
            clause: None,
            row: None,
            path: Vec::new(),
            rank: None,
            part: 0,
            item: None,
            rows: Vec::new(),
            stem: None,
            listed: false,
        }],
        clauses: Vec::new(),
        dutch: doc.language == Some(Language::Dutch),
    };
    let mut titled = false;
    for index in 0..doc.blocks.len() {
        let block = &doc.blocks[index];
        let outside = matches!(block.zone, Zone::Contents | Zone::Furniture)
            || matches!(block.kind, Kind::Header | Kind::Footer | Kind::Footnote);
        if outside {
            let clause = outline.stack.last().and_then(|it| it.clause);
            // A page header belongs to no clause; a footnote to the one it stands in.
            doc.blocks[index].clause = if block.kind == Kind::Footnote { clause } else { None };
            continue;
        }
        let mark = marks[index].as_ref().filter(|it| it.form != Form::Bullet);
        let bullet = marks[index].as_ref().is_some_and(|it| it.form == Form::Bullet);
        match (mark, block.kind) {
            // A filing's own number on top ("Exhibit 10.4") is no annex to what follows.
            (Some(mark), _)
                if !(is_listed_annex(doc, marks, index)
                    || mark.form == Form::Annex && index < 6 && outline.clauses.is_empty()) =>
            {
                let alike = |it: &&Mark| {
                    matches!(it.form, Form::Letter | Form::Roman) && it.style == mark.style
                };
                // Only what may be a letter or a numeral is told by what comes next.
                let mut after = marks[index + 1..].iter().flatten().take(12);
                let next = mark.roman.and_then(|_| after.find(alike));
                outline.numbered(doc, index, mark.clone(), next);
            }
            (_, Kind::Heading(level)) => {
                // The title of the contract is no clause that the others are part of.
                if titled || index > 4 || !outline.clauses.is_empty() {
                    outline.heading(doc, index, level);
                }
                titled = true;
            }
            _ => outline.running(doc, index, bullet),
        }
        if let Some(open) = outline.stack.last() {
            doc.blocks[index].clause = open.clause;
        }
        doc.blocks[index].kind = outline.level(doc.blocks[index].kind, mark.is_some());
    }
    let clauses = outline.finish(doc);
    doc.clauses = clauses;
    for index in 0..doc.blocks.len() {
        let (from, to) = doc.blocks[index].sentences;
        let clause = doc.blocks[index].clause;
        for sentence in doc.sentences.get_mut(from as usize..to as usize).into_iter().flatten() {
            sentence.clause = clause;
        }
    }
}

/// Whether an annex number stands in a list of annexes rather than above one.
fn is_listed_annex(doc: &Document, marks: &[Option<Mark>], index: usize) -> bool {
    let is_annex = |index: usize| {
        marks.get(index).and_then(|it| it.as_ref()).is_some_and(|it| it.form == Form::Annex)
    };
    is_annex(index)
        && (is_annex(index + 1) || index.checked_sub(1).is_some_and(is_annex))
        && index + 1 < doc.blocks.len()
}

struct Outline {
    stack: Vec<Open>,
    clauses: Vec<Clause>,
    dutch: bool,
}

impl Outline {
    /// A block with a number.
    fn numbered(&mut self, doc: &mut Document, index: usize, mut mark: Mark, next: Option<&Mark>) {
        let kind = doc.blocks[index].kind;
        let rank = if let Kind::Heading(level) = kind { Some(level) } else { None };
        let item = if let Kind::Item(level) = kind { Some(level) } else { None };
        self.settle_numeral(&mut mark, rank.is_some(), next);
        let row = Row {
            form: mark.form,
            style: mark.style,
            depth: mark.path.len() as u8,
            heading: rank.is_some(),
        };
        let value = mark.path.last().copied().unwrap_or(0);
        let at = self.parent_of(&mark, row, rank, item).min(DEEPEST);
        self.stack.truncate(at + 1);
        let Some(parent) = self.stack.last_mut() else { return };
        match parent.rows.iter_mut().find(|it| it.0 == row) {
            Some(found) => found.1 = value,
            None => parent.rows.push((row, value)),
        }
        let stem = parent.stem;
        let number = self.number(&mark);
        let part = if mark.form == Form::Chapter { mark.style } else { 0 };
        let label = doc.blocks[index].label.clone().unwrap_or_default();
        self.open(
            doc,
            index,
            number,
            label,
            Open {
                clause: None,
                row: Some(row),
                path: mark.path,
                rank,
                part,
                item,
                rows: Vec::new(),
                stem: None,
                listed: stem.is_some(),
            },
        );
        self.give_stem(doc, index, if rank.is_some() { None } else { stem });
        if rank.is_none() {
            self.keep_stem(doc, index);
        }
    }

    /// A heading without a number.
    fn heading(&mut self, doc: &mut Document, index: usize, level: u8) {
        let inside = |open: &Open| match open.form() {
            None => open.clause.is_none() || open.rank.is_some_and(|it| it < level),
            Some(Form::Annex) => open.rank.is_none_or(|it| it <= level),
            Some(_) => open.rank.is_some_and(|it| it < level),
        };
        while self.stack.len() > 1 && !self.stack.last().is_some_and(inside) {
            self.stack.pop();
        }
        self.stack.truncate(DEEPEST);
        let label = doc.blocks[index].label.clone().unwrap_or_default();
        self.open(
            doc,
            index,
            String::new(),
            label,
            Open {
                clause: None,
                row: None,
                path: Vec::new(),
                rank: Some(level),
                part: 0,
                item: None,
                rows: Vec::new(),
                stem: None,
                listed: false,
            },
        );
    }

    /// A block without a number that can be cited: text, a bullet, a cell.
    fn running(&mut self, doc: &mut Document, index: usize, bullet: bool) {
        if bullet || matches!(doc.blocks[index].kind, Kind::Item(_)) {
            let stem = self.stack.last().and_then(|it| it.stem);
            self.give_stem(doc, index, stem);
            return;
        }
        if matches!(doc.blocks[index].kind, Kind::Paragraph) {
            // Words after a list close the clause that the list is in; words after a "lid" or a
            // clause are its second paragraph.
            while self.stack.len() > 1
                && let [.., above, last] = self.stack.as_slice()
                && last.is_item()
                && (last.form() != Some(Form::Decimal)
                    || last.listed && above.form() != Some(Form::Article))
            {
                self.stack.pop();
            }
        }
        self.keep_stem(doc, index);
    }

    /// Opens a clause under the top of the stack.
    fn open(&mut self, doc: &Document, index: usize, number: String, label: String, open: Open) {
        let at = self.clauses.len() as u32;
        let parent = self.stack.last().and_then(|it| it.clause);
        if let Some(parent) = parent.and_then(|it| self.clauses.get_mut(it as usize)) {
            parent.children.push(at);
        }
        let block = &doc.blocks[index];
        let title = match block.kind {
            Kind::Heading(_) if block.span.is_empty() => None,
            Kind::Heading(_) => Some(block.span),
            _ => run_in_title(doc, index),
        };
        self.clauses.push(Clause {
            span: block.span,
            number,
            label,
            title,
            level: self.stack.len().min(u8::MAX as usize) as u8,
            parent,
            children: Vec::new(),
            blocks: (index as u32, index as u32 + 1),
            sentences: block.sentences,
        });
        self.stack.push(Open { clause: Some(at), ..open });
    }

    /// The kind with its level as the tree has it, whatever level the format gave it.
    fn level(&self, kind: Kind, numbered: bool) -> Kind {
        match kind {
            // The title is level 1.
            Kind::Heading(_) => {
                let depth = self
                    .stack
                    .last()
                    .and_then(|it| it.clause)
                    .map_or(0, |_| self.stack.len().saturating_sub(1));
                Kind::Heading(depth.min(8) as u8 + 1)
            }
            Kind::Item(_) if numbered => {
                let items = self.stack.iter().rev().take_while(|it| it.is_item()).count();
                Kind::Item(items.clamp(1, 9) as u8)
            }
            other => other,
        }
    }

    /// Keeps the last sentence of a block as the one that opens a list, where it does.
    fn keep_stem(&mut self, doc: &Document, index: usize) {
        let (from, to) = doc.blocks[index].sentences;
        let stem = (from < to && ends_open(&doc[doc.blocks[index].span])).then(|| to - 1);
        if let Some(open) = self.stack.last_mut() {
            open.stem = stem;
        }
    }

    /// Ties the first sentence of a list item to the sentence that opens the list.
    fn give_stem(&self, doc: &mut Document, index: usize, stem: Option<u32>) {
        let (from, to) = doc.blocks[index].sentences;
        if from < to
            && let Some(sentence) = doc.sentences.get_mut(from as usize)
        {
            sentence.stem = stem;
        }
    }

    /// Extends each clause over its blocks and its children.
    fn finish(self, doc: &Document) -> Vec<Clause> {
        let mut clauses = self.clauses;
        for (index, block) in doc.blocks.iter().enumerate() {
            let Some(clause) = block.clause.and_then(|it| clauses.get_mut(it as usize)) else {
                continue;
            };
            clause.blocks.1 = clause.blocks.1.max(index as u32 + 1);
            clause.sentences.1 = clause.sentences.1.max(block.sentences.1);
            clause.span = clause.span.join(block.span);
        }
        // A child stands after its parent, so one walk back carries every end upward.
        for at in (0..clauses.len()).rev() {
            let (span, blocks, sentences) =
                (clauses[at].span, clauses[at].blocks, clauses[at].sentences);
            if let Some(parent) = clauses[at].parent.and_then(|it| clauses.get_mut(it as usize)) {
                parent.span = parent.span.join(span);
                parent.blocks.1 = parent.blocks.1.max(blocks.1);
                parent.sentences.1 = parent.sentences.1.max(sentences.1);
            }
        }
        clauses
    }
}

/// Whether a block ends in a way that only a list can go on from.
fn ends_open(text: &str) -> bool {
    text.ends_with([':', '—', '–']) || text.ends_with(":-")
}

/// The title that runs into the text: `Fees. Customer pays …`.
fn run_in_title(doc: &Document, index: usize) -> Option<Span> {
    let (from, to) = doc.blocks[index].sentences;
    if to < from + 2 {
        return None;
    }
    let first = doc.sentences.get(from as usize)?.span;
    let text = doc[first].trim_end_matches(['.', ':']);
    let title = text.len() < doc[first].len()
        && words_up_to(text, 9) < 9
        && label::is_title(text)
        && !text.split(' ').next().is_some_and(label::is_verb);
    title.then(|| Span::new(first.start as usize, first.start as usize + text.len()))
}

#[cfg(test)]
mod tests;
