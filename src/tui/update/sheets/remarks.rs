//! Keys and the mouse among the remarks: each leads to the place in its document.

use crate::tui::action::Action;
use crate::tui::sheet::{Sheet, remarks};
use crate::tui::state::State;
use crate::tui::update::lists::moved;
use crate::tui::view;
use crate::tui::widget::rows::window;

impl State {
    pub(super) fn act_on_remarks(&mut self, action: Action, count: Option<usize>) -> bool {
        if action == Action::Open {
            self.follow_remark();
            return true;
        }
        let last = remarks(&self.table.episode).len().saturating_sub(1);
        let to = moved(action, count, self.sheets.remarks.cursor, last, self.sheet_page());
        self.sheets.remarks.cursor = to.unwrap_or(self.sheets.remarks.cursor);
        to.is_some()
    }

    /// Opens the document at what the remark under the cursor is about.
    fn follow_remark(&mut self) {
        let remarks = remarks(&self.table.episode);
        let Some(remark) = remarks.get(self.sheets.remarks.cursor) else { return };
        let (source, span) = (remark.source, remark.span);
        let sheet = &mut self.sheets.documents;
        (sheet.cursor, sheet.at) = (source.at(), span.start);
        sheet.said = Some(span).filter(|span| !span.is_empty());
        self.sheets.lay(Sheet::Raw);
        self.seek_in_document();
    }

    /// A click on a remark follows it.
    pub(super) fn click_remarks(&mut self, y: u16) {
        let remarks = remarks(&self.table.episode);
        let cursor = self.sheets.remarks.cursor;
        let message = remarks.get(cursor).map_or("", |remark| &remark.message);
        let (rows, _) = view::remark_places(self.places().inside_sheet(), message);
        let seen = window(cursor, remarks.len(), usize::from(rows.height));
        let row = y.checked_sub(rows.y).map(|row| seen.start + usize::from(row));
        if let Some(row) = row.filter(|row| seen.contains(row)) {
            self.sheets.remarks.cursor = row;
            self.follow_remark();
        }
    }
}
