//! Keys and the mouse in the matrix of scenes and speakers.

use crate::tui::action::Action;
use crate::tui::state::State;
use crate::tui::update::lists::moved;
use crate::tui::view;

impl State {
    /// Puts the cursor where one is: on the present scene and on who speaks. There is always a matrix.
    pub(super) fn enter_matrix(&mut self) -> bool {
        if let Some(scene) = self.table.scene(self.script.current) {
            self.sheets.matrix.scene = scene.at();
        }
        let speaker = self.current().and_then(|element| element.speakers.first().copied());
        let row = self.speakers_in_order().iter().position(|ix| Some(*ix) == speaker);
        self.sheets.matrix.row = row.unwrap_or(self.sheets.matrix.row);
        true
    }

    pub(super) fn act_on_matrix(&mut self, action: Action, count: Option<usize>) -> bool {
        let times = count.unwrap_or(1);
        let last_scene = self.table.episode.outline.scenes.len().saturating_sub(1);
        let last_row = self.table.ranks.len().saturating_sub(1);
        let page = self.sheet_page();
        let sheet = &mut self.sheets.matrix;
        match action {
            Action::Fold | Action::PreviousScene => sheet.scene = sheet.scene.saturating_sub(times),
            Action::Unfold | Action::NextScene => {
                sheet.scene = sheet.scene.saturating_add(times).min(last_scene)
            }
            Action::FocusNext | Action::FocusPrevious => sheet.by_words = !sheet.by_words,
            Action::Sort => self.sort_matrix(),
            Action::Open => self.open_cell(),
            _ => match moved(action, count, sheet.row, last_row, page) {
                Some(row) => sheet.row = row,
                None => return false,
            },
        }
        true
    }

    /// Sorts the speakers by the next of the orders; the cursor stays with its speaker.
    fn sort_matrix(&mut self) {
        let under = self.speakers_in_order().get(self.sheets.matrix.row).copied();
        self.sort_speakers();
        let row = self.speakers_in_order().iter().position(|ix| Some(*ix) == under);
        self.sheets.matrix.row = row.unwrap_or_default();
    }

    fn open_cell(&mut self) {
        let sheet = self.sheets.matrix;
        let speaker = self.speakers_in_order().get(sheet.row).copied();
        self.leave_sheets_for(speaker.and_then(|speaker| sheet.target(&self.table, speaker)));
    }

    /// A click on a cell goes to its line.
    pub(super) fn click_matrix(&mut self, x: u16, y: u16) {
        if let Some((row, scene)) = view::matrix_cell_at(self, x, y) {
            (self.sheets.matrix.row, self.sheets.matrix.scene) = (row, scene);
            self.open_cell();
        }
    }
}
