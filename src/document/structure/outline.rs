//! Raises the clauses over the blocks, from their numbers and headings alone.
//!
//! One walk, with the clauses that are open kept on a stack. A number goes where its row goes on:
//! `(c)` after `(b)`, whatever came in between; `4.2` under the open `4`. A number that starts a
//! row goes under what is open.

use super::super::{Clause, Document, Kind, Zone};
use super::label::{self, Form, Mark};
use crate::language::Language;
use crate::span::Span;

/// Deeper nesting than this is noise; it also bounds the work per block.
const DEEPEST: usize = 14;

/// A row of numbers: `(a)`, `(b)` … in one clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    form: Form,
    style: u8,
    /// `4.1` and `4.1.1` are different rows.
    depth: u8,
    heading: bool,
}

/// A clause that is open, or the document at the bottom of the stack.
struct Open {
    clause: Option<u32>,
    row: Option<Row>,
    path: Vec<u16>,
    /// Level of the heading, where it is one.
    rank: Option<u8>,
    /// Order of `Deel`, `Hoofdstuk`, `Afdeling`.
    part: u8,
    /// Level of the list item, where it is one.
    item: Option<u8>,
    /// The rows that its children are in, each with its last number.
    rows: Vec<(Row, u16)>,
    /// The sentence that opens a list.
    stem: Option<u32>,
    /// Whether it is an item of a list that a sentence opened.
    listed: bool,
}

impl Open {
    fn form(&self) -> Option<Form> {
        self.row.map(|it| it.form)
    }

    fn last(&self, row: Row) -> Option<u16> {
        self.rows.iter().find(|it| it.0 == row).map(|it| it.1)
    }

    fn is_item(&self) -> bool {
        match self.row {
            Some(row) => {
                !row.heading
                    && (row.form >= Form::Letter || row.form == Form::Decimal && row.depth == 1)
            }
            None => false,
        }
    }
}

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
                let next = marks[index + 1..].iter().flatten().take(12).find(|it| {
                    matches!(it.form, Form::Letter | Form::Roman) && it.style == mark.style
                });
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

    /// Decides whether `(i)` is a letter or a numeral: it goes on with the row that is open, and
    /// where both rows could go on, the number after it tells.
    fn settle_numeral(&self, mark: &mut Mark, heading: bool, next: Option<&Mark>) {
        if mark.form != Form::Letter {
            return;
        }
        let Some(numeral) = mark.roman else { return };
        let letter = mark.path.first().copied().unwrap_or(0);
        let style = mark.style;
        let goes_on = |form: Form, value: u16| {
            let row = Row { form, style, depth: 1, heading };
            self.stack.iter().any(|it| it.last(row).is_some_and(|last| last + 1 == value))
        };
        let as_letter = goes_on(Form::Letter, letter);
        let as_numeral = goes_on(Form::Roman, numeral);
        let next_is_numeral = next.is_some_and(|it| it.roman == Some(numeral + 1));
        let next_is_letter = next.is_some_and(|it| {
            it.form == Form::Letter && it.path.first().copied() == Some(letter + 1)
        });
        let is_numeral = match (as_letter, as_numeral) {
            (false, true) => true,
            (true, false) => numeral == 1 && next_is_numeral && !next_is_letter,
            (true, true) => next_is_numeral && !next_is_letter,
            (false, false) => numeral == 1,
        };
        if is_numeral {
            mark.form = Form::Roman;
            mark.path = vec![numeral];
        }
    }

    /// The place on the stack under which a number belongs.
    fn parent_of(&self, mark: &Mark, row: Row, rank: Option<u8>, item: Option<u8>) -> usize {
        let stack = &self.stack;
        let floor = stack.iter().rposition(|it| it.form() == Some(Form::Annex)).unwrap_or(0);
        let innermost = stack.len() - 1;
        let innermost_where = |test: &dyn Fn(&Open) -> bool| {
            (floor..stack.len()).rev().find(|&at| at == floor || test(&stack[at])).unwrap_or(floor)
        };
        let higher_heading = |it: &Open| {
            it.row.is_none() && it.rank.is_some_and(|own| rank.is_none_or(|rank| own < rank))
        };
        match mark.form {
            Form::Annex => 0,
            Form::Chapter => innermost_where(&|it| {
                higher_heading(it) || it.form() == Some(Form::Chapter) && it.part < mark.style
            }),
            Form::Article => innermost_where(&|it| {
                higher_heading(it)
                    || it.last(row).is_some()
                    || it.form() == Some(Form::Chapter)
                    || it.row.is_some_and(|it| it.form == Form::Article && it.style != mark.style)
            }),
            Form::Decimal if mark.path.len() > 1 => {
                let under = (floor..stack.len()).rev().find(|&at| {
                    let open = &stack[at];
                    matches!(open.form(), Some(Form::Article | Form::Decimal))
                        && open.path.len() < mark.path.len()
                        && mark.path.starts_with(&open.path)
                });
                under.unwrap_or_else(|| {
                    innermost_where(&|it| {
                        it.last(row).is_some()
                            || it.row.is_none() && it.rank.is_some()
                            || matches!(it.form(), Some(Form::Article | Form::Chapter))
                    })
                })
            }
            _ => {
                let value = mark.path.last().copied().unwrap_or(0);
                let goes_on = |gap: u16| {
                    // A title that doesn't look like one still goes on with the titles' row.
                    let other = Row { heading: !row.heading, ..row };
                    [row, other].into_iter().find_map(|row| {
                        (floor..stack.len()).rev().find(|&at| {
                            stack[at]
                                .last(row)
                                .is_some_and(|last| value > last && value - last <= gap)
                        })
                    })
                };
                if let Some(at) = goes_on(1) {
                    return at;
                }
                if value <= 1 {
                    if rank.is_some() {
                        return innermost_where(&|it| {
                            higher_heading(it)
                                || matches!(it.form(), Some(Form::Chapter | Form::Article))
                        });
                    }
                    // "1." after "1." in one list: numbers that the reader's software fills in.
                    let top = &stack[innermost];
                    let repeated = top.row == Some(row)
                        && top.path.last() == Some(&value)
                        && top.item == item
                        && top.stem.is_none();
                    return if repeated { innermost.saturating_sub(1) } else { innermost };
                }
                goes_on(6)
                    .or_else(|| {
                        (floor..stack.len()).rev().find(|&at| stack[at].last(row).is_some())
                    })
                    .unwrap_or_else(|| {
                        innermost_where(&|it| match mark.form {
                            // "13." among "1.2" and "1.4" is a slip, no part of 1.2.
                            Form::Decimal => it.rank.is_some() || it.form() == Some(Form::Article),
                            _ => !it.is_item(),
                        })
                    })
            }
        }
    }

    /// What the clause with this number is cited by, under what is open.
    fn number(&self, mark: &Mark) -> String {
        let above = self.stack.last().and_then(|it| self.clauses.get(it.clause? as usize));
        let above_form = self.stack.last().and_then(Open::form);
        let annex = self.stack.iter().rev().find(|it| it.form() == Some(Form::Annex));
        let annex = annex.and_then(|it| self.clauses.get(it.clause? as usize));
        let in_annex = |number: &str| match annex {
            Some(annex) if !annex.number.is_empty() => format!("{}, {number}", annex.number),
            _ => number.to_owned(),
        };
        let parent = match above {
            Some(above) if !matches!(above_form, Some(Form::Annex | Form::Chapter)) => {
                above.number.as_str()
            }
            _ => "",
        };
        match mark.form {
            Form::Annex | Form::Chapter => mark.core.clone(),
            Form::Article => in_annex(&mark.core),
            Form::Decimal if mark.path.len() > 1 || parent.is_empty() => in_annex(&mark.core),
            Form::Decimal => match above_form {
                Some(Form::Article | Form::Decimal) if !parent.contains(['(', ' ', '.']) => {
                    if self.dutch {
                        format!("{parent} lid {}", mark.core)
                    } else {
                        format!("{parent}.{}", mark.core)
                    }
                }
                _ => format!("{parent}({})", mark.core),
            },
            _ if parent.is_empty() => in_annex(&format!("({})", mark.core)),
            _ if self.dutch && (parent.contains(" lid ") || above_form == Some(Form::Article)) => {
                format!("{parent} onder {}", mark.core)
            }
            _ => format!("{parent}({})", mark.core),
        }
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
        && text.split(' ').nth(8).is_none()
        && label::is_title(text)
        && !text.split(' ').next().is_some_and(label::is_verb);
    title.then(|| Span::new(first.start as usize, first.start as usize + text.len()))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Draft, Format, Kind, Origin};
    use crate::language::Language;

    /// Reads a line as a block: `# ` is a heading, `| ` a table cell, others are paragraphs.
    fn document(text: &str, language: Language) -> Document {
        let mut builder = Document::builder("test", Format::Text);
        builder.language(Some(language));
        for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
            let (kind, text) = match line.split_once(' ') {
                Some(("#", text)) => (Kind::Heading(1), text),
                Some(("##", text)) => (Kind::Heading(2), text),
                Some(("|", text)) => (Kind::Cell { row: 0, column: 0 }, text),
                _ => (Kind::Paragraph, line),
            };
            let mut draft = Draft::new(kind);
            draft.push(text, Origin::Joined);
            builder.block(draft);
        }
        builder.finish()
    }

    /// The clauses as text: indented, each with its number and first words.
    fn outline(text: &str, language: Language) -> String {
        let doc = document(text, language);
        let mut lines = Vec::new();
        for clause in &doc.clauses {
            let words: Vec<&str> =
                doc[doc.blocks[clause.blocks.0 as usize].span].split(' ').take(2).collect();
            let number = if clause.number.is_empty() { "-" } else { &clause.number };
            let indent = "  ".repeat(clause.level as usize - 1);
            lines.push(format!("{indent}{number} {}", words.join(" ")).trim_end().to_owned());
        }
        lines.join("\n")
    }

    fn check(language: Language, text: &str, expected: &str) {
        let lines: Vec<&str> = expected.lines().filter(|it| !it.trim().is_empty()).collect();
        let margin = lines.iter().map(|it| it.len() - it.trim_start().len()).min().unwrap_or(0);
        let expected: Vec<&str> = lines.iter().map(|it| &it[margin..]).collect();
        assert_eq!(outline(text, language), expected.join("\n"));
    }

    #[test]
    fn dutch_articles_with_members_and_letters() {
        check(
            Language::Dutch,
            "HUUROVEREENKOMST
             Artikel 1 – Het gehuurde
             1. Verhuurder verhuurt aan Huurder de ruimte.
             2. Huurder gebruikt de ruimte uitsluitend voor:
             a. opslag van goederen;
             b. kantoor.
             Ander gebruik mag alleen na overleg.
             3. Partijen bekijken het gebruik elk jaar.
             Artikel 2 – Huurprijs
             1. De huurprijs bedraagt 1.000 euro.
             Bijlage 1: Plattegrond
             1. De ruimte ligt op de begane grond.",
            "
            1 Het gehuurde
              1 lid 1 Verhuurder verhuurt
              1 lid 2 Huurder gebruikt
                1 lid 2 onder a opslag van
                1 lid 2 onder b kantoor.
              1 lid 3 Partijen bekijken
            2 Huurprijs
              2 lid 1 De huurprijs
            Bijlage 1 Plattegrond
              Bijlage 1, 1 De ruimte",
        );
    }

    #[test]
    fn decimal_clauses_with_letters_and_numerals() {
        check(
            Language::English,
            "SERVICES AGREEMENT
             1. Services
             1.1 The Supplier shall:
             (a) provide the Services;
             (b) keep records of:
             (i) hours worked; and
             (ii) costs made; and
             (c) report monthly.
             1.2 The Customer shall help.
             2. Fees
             2.1 Invoices. The Supplier invoices monthly. The Customer pays within 30 days.
             Schedule 1 Service levels
             1. Availability
             1.1 The Services are available.",
            "
            1 Services
              1.1 The Supplier
                1.1(a) provide the
                1.1(b) keep records
                  1.1(b)(i) hours worked;
                  1.1(b)(ii) costs made;
                1.1(c) report monthly.
              1.2 The Customer
            2 Fees
              2.1 Invoices. The
            Schedule 1 Service levels
              Schedule 1, 1 Availability
                Schedule 1, 1.1 The Services",
        );
    }

    #[test]
    fn i_after_h_is_a_letter() {
        check(
            Language::English,
            "1. Duties
             1.1 The Supplier shall:
             (g) plan;
             (h) build;
             (i) test;
             (j) deliver.",
            "
            1 Duties
              1.1 The Supplier
                1.1(g) plan;
                1.1(h) build;
                1.1(i) test;
                1.1(j) deliver.",
        );
    }

    #[test]
    fn articles_in_roman_with_decimal_sections() {
        check(
            Language::English,
            "ARTICLE IV
             PAYMENT
             Section 4.1 Fees. Customer pays the fees. Fees are fixed.
             Section 4.2 Taxes. Customer pays taxes. Supplier pays income tax.
             ARTICLE V
             TERM
             Section 5.1 Term. The term is a year. It renews.",
            "
            IV PAYMENT
              4.1 Fees. Customer
              4.2 Taxes. Customer
            V TERM
              5.1 Term. The",
        );
    }

    #[test]
    fn a_number_cut_from_its_text_goes_back() {
        check(
            Language::Dutch,
            "# Artikel 4
             # Betaling
             4.1
             Opdrachtgever betaalt binnen 30 dagen.
             4.2
             Opdrachtnemer stuurt elke maand een factuur.
             # Artikel 5
             Deze overeenkomst duurt een jaar.",
            "
            4 Betaling
              4.1 Opdrachtgever betaalt
              4.2 Opdrachtnemer stuurt
            5",
        );
    }

    #[test]
    fn headings_without_numbers_raise_clauses() {
        check(
            Language::Dutch,
            "# Samenwerkingsafspraken
             ## Overleg
             - Wij overleggen elke week.
             - Wij melden problemen meteen.
             ## Geld
             1. Wij delen de kosten.
             2. Wij delen de winst.
             ## Einde
             1. Ieder mag stoppen.",
            "
            - Overleg
            - Geld
              1 Wij delen
              2 Wij delen
            - Einde
              1 Ieder mag",
        );
    }

    #[test]
    fn a_list_inside_a_list_goes_on_where_it_was() {
        check(
            Language::Dutch,
            "1. Levering
             De levering bestaat uit:
             1. de machine;
             2. de handleiding.
             2. Prijs
             De prijs is vast.",
            "
            1 Levering
              1 lid 1 de machine;
              1 lid 2 de handleiding.
            2 Prijs",
        );
    }

    #[test]
    fn items_know_the_sentence_that_opens_their_list() {
        let doc = document(
            "1. Dienst
             1.1 Leverancier zal:
             a. de dienst leveren;
             b. storingen melden.
             1.2 Klant betaalt.",
            Language::Dutch,
        );
        let stems: Vec<String> = doc
            .sentences
            .iter()
            .filter_map(|it| Some(format!("{} {}", doc.sentence(it.stem?), &doc[it.span])))
            .collect();
        assert_eq!(
            stems,
            ["Leverancier zal: de dienst leveren;", "Leverancier zal: storingen melden."]
        );
    }

    #[test]
    fn a_parent_contains_its_children() {
        let doc = document(
            "Artikel 1 – Doel
             1. Partijen werken samen.
             a. aan het plan
             Artikel 2 – Duur
             Een jaar.",
            Language::Dutch,
        );
        assert_eq!(doc.clauses.len(), 4);
        for (at, clause) in doc.clauses.iter().enumerate() {
            for &child in &clause.children {
                let child = &doc.clauses[child as usize];
                assert_eq!(child.parent, Some(at as u32));
                assert!(clause.span.contains(child.span));
                assert!(clause.sentences.1 >= child.sentences.1);
            }
        }
    }
}
