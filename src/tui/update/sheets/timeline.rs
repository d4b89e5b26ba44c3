//! Keys and the mouse in the timeline.

use crate::tui::action::Action;
use crate::tui::sheet::parts;
use crate::tui::state::State;
use crate::tui::update::lists::moved;
use crate::tui::widget::rows::window;

impl State {
    /// Puts the cursor on the time of the current line; false where nothing has a time.
    pub(super) fn enter_timeline(&mut self) -> bool {
        let timeline = self.sheets.timeline.timeline(self);
        if timeline.bins.is_empty() {
            self.say("no subtitles with times");
            return false;
        }
        if let Some(timing) = self.table.episode.timing(self.current_ix()) {
            self.sheets.timeline.cursor = timeline.bin_at(timing.value.start);
        }
        true
    }

    pub(super) fn act_on_timeline(&mut self, action: Action, count: Option<usize>) -> bool {
        let timeline = self.sheets.timeline.timeline(self);
        let last = timeline.bins.len().saturating_sub(1);
        let cursor = self.sheets.timeline.cursor;
        match (action, count) {
            (Action::Open, _) => self.open_time(cursor),
            (Action::Widen | Action::Narrow, _) => self.lengthen_rows(action == Action::Narrow),
            (Action::Bottom, Some(minute)) => {
                let minute = f64::from(u32::try_from(minute).unwrap_or(u32::MAX));
                self.sheets.timeline.cursor = timeline.bin_at(minute * 60.0).min(last);
            }
            _ => match moved(action, count, cursor, last, self.sheet_page()) {
                Some(row) => self.sheets.timeline.cursor = row,
                None => return false,
            },
        }
        true
    }

    /// Makes rows stand for more time, or less; the cursor stays at its time.
    fn lengthen_rows(&mut self, longer: bool) {
        let before = self.sheets.timeline.timeline(self);
        let at = before.starts_at(self.sheets.timeline.cursor);
        self.sheets.timeline.lengthen(longer);
        let after = self.sheets.timeline.timeline(self);
        self.sheets.timeline.cursor = after.bin_at(at).min(after.bins.len().saturating_sub(1));
    }

    /// Goes to the first line of a row, or of the next that has one.
    fn open_time(&mut self, row: usize) {
        let timeline = self.sheets.timeline.timeline(self);
        let target = timeline.bins.iter().skip(row).find_map(|bin| bin.first);
        self.leave_sheets_for(target);
    }

    /// A click on a row goes to its first line.
    pub(super) fn click_timeline(&mut self, y: u16) {
        let rows = parts(self.places().inside_sheet(), 0).rows;
        let count = self.sheets.timeline.timeline(self).bins.len();
        let seen = window(self.sheets.timeline.cursor, count, usize::from(rows.height));
        let row = y.checked_sub(rows.y).map(|row| seen.start + usize::from(row));
        if let Some(row) = row.filter(|row| seen.contains(row)) {
            self.sheets.timeline.cursor = row;
            self.open_time(row);
        }
    }
}
