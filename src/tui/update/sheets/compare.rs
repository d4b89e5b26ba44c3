//! Keys and the mouse where the script is compared: both sides move together, and the script with them.

use crate::comparison::passage_of;
use crate::tui::action::{Action, Category};
use crate::tui::layout::Pane;
use crate::tui::sheet::{Against, Sheet};
use crate::tui::state::State;

/// Steps that are taken one by one at most: a number before a key may be any.
const MOST_STEPS: usize = 1000;

impl State {
    /// Lays the script beside what there is to compare it with; false where there is nothing.
    pub(super) fn enter_compare(&mut self) -> bool {
        let against = self.sheets.compare.against;
        let mut all = (0..Against::ALL.len()).map(|steps| against.turned(steps));
        let Some(against) = all.find(|against| against.is_in(&self.table.episode)) else {
            self.say("nothing to compare the script with");
            return false;
        };
        self.sheets.compare.against = against;
        self.sheets.compare.origin = self.script;
        self.compare_anew();
        true
    }

    /// Compares what has been read again, where the comparison is open; what it held is of the past.
    pub(in crate::tui::update) fn renew_compare(&mut self) {
        self.sheets.compare.passages = Vec::new();
        if self.sheets.is_open(Sheet::Compare) {
            self.compare_anew();
        }
    }

    /// Compares with what is chosen now.
    fn compare_anew(&mut self) {
        let episode = self.table.episode.clone();
        self.sheets.compare.make(&episode);
        self.compare_here();
    }

    /// Puts the cursor on the passage of the current line.
    fn compare_here(&mut self) {
        let here = passage_of(&self.sheets.compare.passages, self.current_ix());
        self.sheets.compare.cursor = here.unwrap_or_default();
        self.glance_compare();
    }

    pub(super) fn act_on_compare(&mut self, action: Action, count: Option<usize>) -> bool {
        let times = count.unwrap_or(1);
        let page = self.sheet_page();
        let last = self.sheets.compare.passages.len().saturating_sub(1);
        match action {
            Action::Down => (0..times.min(MOST_STEPS)).for_each(|_| self.step_compare(false)),
            Action::Up => (0..times.min(MOST_STEPS)).for_each(|_| self.step_compare(true)),
            Action::HalfPageDown => self.compare_page((page / 2).max(1).saturating_mul(times), false),
            Action::HalfPageUp => self.compare_page((page / 2).max(1).saturating_mul(times), true),
            Action::PageDown | Action::Toggle => self.compare_page(page.saturating_mul(times), false),
            Action::PageUp => self.compare_page(page.saturating_mul(times), true),
            Action::Top => self.put_compare(0),
            Action::Bottom if count.is_none() => self.put_compare(last),
            Action::Unfold | Action::Fold => self.compare_difference(action == Action::Fold),
            Action::FocusNext => self.turn_compare(1),
            Action::FocusPrevious => self.turn_compare(Against::ALL.len() - 1),
            Action::NextHit | Action::PreviousHit => {
                self.walk(action == Action::NextHit);
                self.compare_here();
            }
            Action::Open => self.leave_compare(),
            _ => return self.move_script_beside(action, count),
        }
        true
    }

    /// Lets what moves the script move it, and both sides with it.
    fn move_script_beside(&mut self, action: Action, count: Option<usize>) -> bool {
        let category = action.description().map(|row| row.category);
        let moves = matches!(category, Some(Category::Moving | Category::Structure));
        let moved = moves && self.move_by(action, count);
        if moved {
            self.compare_here();
        }
        moved
    }

    fn turn_compare(&mut self, steps: usize) {
        self.sheets.compare.against = self.sheets.compare.against.turned(steps);
        self.compare_anew();
    }

    /// Lays the script beside the summary's quotes; where these are laid out already, takes them away.
    pub(super) fn open_quotes(&mut self) {
        if self.sheets.top() == Some(Sheet::Compare) && self.sheets.compare.against == Against::Quotes {
            return self.close_sheet();
        }
        self.sheets.compare.against = Against::Quotes;
        if self.sheets.top() == Some(Sheet::Compare) {
            self.compare_anew();
        } else if self.enter_compare() {
            self.sheets.lay(Sheet::Compare);
        }
    }

    fn compare_difference(&mut self, backward: bool) {
        match self.sheets.compare.next_difference(&self.table.episode, backward) {
            Some(passage) => {
                self.sheets.compare.cursor = passage;
                self.glance_compare();
                self.put_compare(passage);
            }
            None => self.say("no further difference"),
        }
    }

    /// Puts the cursor on a passage, and the script on the first line of it.
    fn put_compare(&mut self, passage: usize) {
        let sheet = &mut self.sheets.compare;
        sheet.cursor = passage.min(sheet.passages.len().saturating_sub(1));
        let first = sheet.passages.get(sheet.cursor).and_then(|passage| passage.first());
        self.settle_compare();
        if let Some(line) = first {
            self.glance(line.at());
        }
    }

    /// Brings the passage under the cursor in sight with what is around it.
    fn glance_compare(&mut self) {
        let size = self.places().inside_sheet().as_size();
        self.sheets.compare.top = self.sheets.compare.glanced(&self.table.episode, size);
    }

    fn settle_compare(&mut self) {
        let size = self.places().inside_sheet().as_size();
        self.sheets.compare.top = self.sheets.compare.settled(&self.table.episode, size);
    }

    /// To the next passage or the one before, or further through one that does not fit the place.
    fn step_compare(&mut self, backward: bool) {
        let size = self.places().inside_sheet().as_size();
        let (cursor, top) = self.sheets.compare.stepped(&self.table.episode, size, backward);
        self.sheets.compare.top = top;
        if cursor != self.sheets.compare.cursor {
            self.put_compare(cursor);
        }
    }

    fn compare_page(&mut self, rows: usize, backward: bool) {
        let size = self.places().inside_sheet().as_size();
        let (cursor, top) = self.sheets.compare.paged(&self.table.episode, size, rows, backward);
        self.sheets.compare.top = top;
        self.put_compare(cursor);
    }

    /// Stays where the comparison has led.
    fn leave_compare(&mut self) {
        let origin = self.sheets.compare.origin;
        self.sheets.close_all();
        if self.script.current != origin.current {
            self.jumps.back.push(origin);
            self.jumps.forward.clear();
        }
        self.focus(Pane::Script);
    }

    /// Returns to where one was before the comparison.
    pub(super) fn cancel_compare(&mut self) {
        self.show(self.sheets.compare.origin);
    }

    /// A click on a passage puts the cursor there.
    pub(super) fn click_compare(&mut self, y: u16) {
        let inside = self.places().inside_sheet();
        let Some(row) = y.checked_sub(inside.y).filter(|_| y < inside.bottom()) else { return };
        let sheet = &self.sheets.compare;
        let passage = sheet.passage_at(&self.table.episode, inside.as_size(), usize::from(row));
        self.put_compare(passage);
    }
}
