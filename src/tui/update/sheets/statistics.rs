//! Keys and the mouse in the statistics.

use crate::tui::action::Action;
use crate::tui::sheet::{Column, parts};
use crate::tui::state::State;
use crate::tui::update::lists::moved;
use crate::tui::view;
use crate::tui::widget::rows::window;

impl State {
    pub(super) fn act_on_statistics(&mut self, action: Action, count: Option<usize>) -> bool {
        let steps = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let sheet = &mut self.sheets.statistics;
        match action {
            Action::FocusNext => sheet.turn(1),
            Action::FocusPrevious => sheet.turn(2),
            Action::Sort => self.sort_statistics(self.sheets.statistics.sorting().0),
            Action::Fold => self.sort_beside(-steps),
            Action::Unfold => self.sort_beside(steps),
            Action::Open => self.open_statistics_row(),
            _ => {
                let last = self.sheets.statistics.rows(&self.table).len().saturating_sub(1);
                let cursor = self.sheets.statistics.cursor();
                let Some(to) = moved(action, count, cursor, last, self.sheet_page()) else { return false };
                self.sheets.statistics.put_cursor(to);
            }
        }
        true
    }

    /// Sorts by the column so many to the right of the present one.
    fn sort_beside(&mut self, steps: isize) {
        let column = self.sheets.statistics.column_beside(steps);
        if column != self.sheets.statistics.sorting().0 {
            self.sort_statistics(column);
        }
    }

    /// Sorts by `column`, or by it the other way round; the cursor stays with its row.
    fn sort_statistics(&mut self, column: Column) {
        let sheet = &mut self.sheets.statistics;
        let under = sheet.rows(&self.table).get(sheet.cursor()).map(|row| row.subject);
        sheet.sort_by(column);
        let row = sheet.rows(&self.table).iter().position(|row| Some(row.subject) == under);
        sheet.put_cursor(row.unwrap_or_default());
    }

    fn open_statistics_row(&mut self) {
        let sheet = &self.sheets.statistics;
        let (column, _) = sheet.sorting();
        let target = sheet.rows(&self.table).get(sheet.cursor()).and_then(|row| row.target(column));
        self.leave_sheets_for(target);
    }

    /// A click on a column's title sorts by it, one on a row goes to its line.
    pub(super) fn click_statistics(&mut self, x: u16, y: u16) {
        let parts = parts(self.places().inside_sheet(), 1);
        if parts.head.y <= y && y < parts.head.bottom() {
            if let Some(column) = view::statistics_column_at(self, x) {
                self.sort_statistics(column);
            }
            return;
        }
        let rows = self.sheets.statistics.rows(&self.table).len();
        let seen = window(self.sheets.statistics.cursor(), rows, usize::from(parts.rows.height));
        let row = y.checked_sub(parts.rows.y).map(|row| seen.start + usize::from(row));
        if let Some(row) = row.filter(|row| seen.contains(row)) {
            self.sheets.statistics.put_cursor(row);
            self.open_statistics_row();
        }
    }
}
