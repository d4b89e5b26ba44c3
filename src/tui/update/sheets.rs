//! Sheets over the panes: opening and closing them, and what keys and the mouse do in them.

mod card;
mod compare;
mod documents;
mod matrix;
mod remarks;
mod sought;
mod statistics;
mod timeline;

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::episode::ElementIx;
use crate::tui::action::{Action, Category};
use crate::tui::layout::Pane;
use crate::tui::sheet::Sheet;
use crate::tui::state::State;

/// Rows that one notch of the wheel moves.
const NOTCH: usize = 3;

impl State {
    /// Opens the sheet that `action` asks for; the same again closes it.
    pub(super) fn open_sheet(&mut self, action: Action) -> bool {
        let sheet = match action {
            Action::Quotes => {
                self.open_quotes();
                return true;
            }
            Action::Card => Sheet::Card,
            Action::Statistics => Sheet::Statistics,
            Action::Matrix => Sheet::Matrix,
            Action::Timeline => Sheet::Timeline,
            Action::Compare => Sheet::Compare,
            Action::Documents => Sheet::Documents,
            Action::Remarks => Sheet::Remarks,
            _ => return false,
        };
        if self.sheets.top() == Some(sheet) {
            self.close_sheet();
            return true;
        }
        let opens = match sheet {
            Sheet::Card => self.enter_card(),
            Sheet::Statistics | Sheet::Documents | Sheet::Raw | Sheet::Remarks => true,
            Sheet::Timeline => self.enter_timeline(),
            Sheet::Compare => self.enter_compare(),
            Sheet::Matrix => self.enter_matrix(),
        };
        if opens {
            self.sheets.lay(sheet);
        }
        true
    }

    /// Carries out `action` while a sheet is open, where it means something there. What leads to a
    /// pane takes the sheets away first; of what would move something that is not seen it is said that it does
    /// nothing.
    pub(super) fn act_on_sheet(&mut self, action: Action, count: Option<usize>) -> bool {
        let Some(sheet) = self.sheets.top() else { return false };
        if action == Action::Clear && sheet == Sheet::Raw && self.sheets.sought.count() > 0 {
            self.sheets.sought.forget();
            return true;
        }
        if matches!(action, Action::Clear | Action::Quit) {
            self.close_sheet();
            return true;
        }
        let done = match sheet {
            Sheet::Card => self.act_on_card(action, count),
            Sheet::Statistics => self.act_on_statistics(action, count),
            Sheet::Matrix => self.act_on_matrix(action, count),
            Sheet::Timeline => self.act_on_timeline(action, count),
            Sheet::Compare => self.act_on_compare(action, count),
            Sheet::Documents => self.act_on_documents(action, count),
            Sheet::Raw => self.act_on_raw(action, count),
            Sheet::Remarks => self.act_on_remarks(action, count),
        };
        if done {
            return true;
        }
        match action.description().map(|row| row.category) {
            Some(Category::Moving | Category::Structure) => {
                self.say_misplaced(action);
                true
            }
            Some(Category::Panes | Category::Search) => {
                self.sheets.close_all();
                false
            }
            _ => false,
        }
    }

    /// Takes the uppermost sheet away and returns to where one was before it.
    fn close_sheet(&mut self) {
        if self.sheets.top() == Some(Sheet::Compare) {
            self.cancel_compare();
        }
        self.sheets.close();
    }

    /// Rows of a page in the sheet that is open.
    fn sheet_page(&self) -> usize {
        usize::from(self.places().inside_sheet().height).saturating_sub(3).max(1)
    }

    /// Takes the sheets away and goes to `target`.
    fn leave_sheets_for(&mut self, target: Option<ElementIx>) {
        if let Some(target) = target {
            self.sheets.close_all();
            self.focus(Pane::Script);
            self.jump(target.at());
        }
    }

    /// Answers the mouse while a sheet is open.
    pub(super) fn mouse_on_sheet(&mut self, event: MouseEvent) {
        match (event.kind, self.sheets.top()) {
            (MouseEventKind::ScrollDown, _) => drop(self.act_on_sheet(Action::Down, Some(NOTCH))),
            (MouseEventKind::ScrollUp, _) => drop(self.act_on_sheet(Action::Up, Some(NOTCH))),
            (MouseEventKind::Down(MouseButton::Left), Some(sheet)) => match sheet {
                Sheet::Card => self.click_card(event.column, event.row),
                Sheet::Statistics => self.click_statistics(event.column, event.row),
                Sheet::Matrix => self.click_matrix(event.column, event.row),
                Sheet::Timeline => self.click_timeline(event.row),
                Sheet::Compare => self.click_compare(event.row),
                Sheet::Documents => self.click_documents(event.row),
                Sheet::Raw => self.click_raw(event.row),
                Sheet::Remarks => self.click_remarks(event.row),
            },
            _ => {}
        }
    }
}
