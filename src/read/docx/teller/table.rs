//! Tables: the row and the column that a paragraph stands in, and cells that a view leaves out.

use super::super::xml::{self, Tag};
use super::Teller;
use crate::document::View;

/// A table that is being read.
#[derive(Default)]
pub(super) struct Table {
    pub(super) row: u16,
    pub(super) column: u16,
    /// Columns that the cell takes.
    span: u16,
    pub(super) row_gone: bool,
    cell_gone: bool,
}

impl Teller<'_> {
    /// Something of a table begins.
    pub(super) fn table(&mut self, name: &str, tag: &Tag<'_>, has_content: bool) {
        if name == "tbl" && has_content {
            self.flush();
            self.tables.push(Table { span: 1, ..Table::default() });
            return;
        }
        let Some(table) = self.tables.last_mut() else { return };
        match name {
            "tr" => table.column = 0,
            "tc" => table.span = 1,
            "trPr" => self.row_properties = has_content,
            "gridSpan" => table.span = xml::number(tag).unwrap_or(1),
            "gridBefore" => {
                table.column = table.column.saturating_add(xml::number(tag).unwrap_or(0));
            }
            "cellIns" | "cellDel" => {
                let inserted = name == "cellIns";
                self.seen.inserted += u32::from(inserted);
                self.seen.deleted += u32::from(!inserted);
                let left_out = inserted == (self.seen.view == View::Original);
                if left_out && !std::mem::replace(&mut table.cell_gone, true) {
                    self.gone += 1;
                }
            }
            _ => {}
        }
    }

    /// A row ends.
    pub(super) fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            if std::mem::take(&mut table.row_gone) {
                self.gone = self.gone.saturating_sub(1);
            } else {
                table.row = table.row.saturating_add(1);
            }
        }
    }

    /// A cell ends.
    pub(super) fn end_cell(&mut self) {
        self.flush();
        if let Some(table) = self.tables.last_mut() {
            table.column = table.column.saturating_add(table.span);
            if std::mem::take(&mut table.cell_gone) {
                self.gone = self.gone.saturating_sub(1);
            }
        }
    }
}
