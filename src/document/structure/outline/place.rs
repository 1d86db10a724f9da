//! Where a number goes in the tree: with the row that it goes on, else under what is open; and what
//! its clause is cited by there.

use super::super::label::{Form, Mark};
use super::Outline;

/// A row of numbers: `(a)`, `(b)` … in one clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) form: Form,
    pub(super) style: u8,
    /// `4.1` and `4.1.1` are different rows.
    pub(super) depth: u8,
    pub(super) heading: bool,
}

/// A clause that is open, or the document at the bottom of the stack.
pub(super) struct Open {
    pub(super) clause: Option<u32>,
    pub(super) row: Option<Row>,
    pub(super) path: Vec<u16>,
    /// Level of the heading, where it is one.
    pub(super) rank: Option<u8>,
    /// Order of `Deel`, `Hoofdstuk`, `Afdeling`.
    pub(super) part: u8,
    /// Level of the list item, where it is one.
    pub(super) item: Option<u8>,
    /// The rows that its children are in, each with its last number.
    pub(super) rows: Vec<(Row, u16)>,
    /// The sentence that opens a list.
    pub(super) stem: Option<u32>,
    /// Whether it is an item of a list that a sentence opened.
    pub(super) listed: bool,
}

impl Open {
    pub(super) fn form(&self) -> Option<Form> {
        self.row.map(|it| it.form)
    }

    pub(super) fn last(&self, row: Row) -> Option<u16> {
        self.rows.iter().find(|it| it.0 == row).map(|it| it.1)
    }

    pub(super) fn is_item(&self) -> bool {
        match self.row {
            Some(row) => {
                !row.heading
                    && (row.form >= Form::Letter || row.form == Form::Decimal && row.depth == 1)
            }
            None => false,
        }
    }
}

impl Outline {
    /// Decides whether `(i)` is a letter or a numeral: it goes on with the row that is open, and
    /// where both rows could go on, the number after it tells.
    pub(super) fn settle_numeral(&self, mark: &mut Mark, heading: bool, next: Option<&Mark>) {
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
    pub(super) fn parent_of(
        &self,
        mark: &Mark,
        row: Row,
        rank: Option<u8>,
        item: Option<u8>,
    ) -> usize {
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
    pub(super) fn number(&self, mark: &Mark) -> String {
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
}
