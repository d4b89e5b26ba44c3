//! Keys and the mouse among the documents and in the one that is read.

use crate::episode::SourceIx;
use crate::tui::action::Action;
use crate::tui::sheet::{Sheet, parts, said_of, spoken_of_at};
use crate::tui::state::State;
use crate::tui::update::lists::moved;
use crate::tui::view;
use crate::tui::widget::rows::window;
use crate::tui::widget::tall::At;

impl State {
    pub(super) fn act_on_documents(&mut self, action: Action, count: Option<usize>) -> bool {
        let last = self.table.episode.sources.len().saturating_sub(1);
        if action == Action::Open {
            self.read_document();
            return true;
        }
        let to = moved(action, count, self.sheets.documents.cursor, last, self.sheet_page());
        self.sheets.documents.cursor = to.unwrap_or(self.sheets.documents.cursor);
        to.is_some()
    }

    /// Opens the document under the cursor at what it says of the current line.
    fn read_document(&mut self) {
        let source = SourceIx::new(self.sheets.documents.cursor);
        if self.table.episode.sources.get(source.at()).is_none() {
            return;
        }
        let said = said_of(&self.table.episode, source, self.current_ix());
        self.sheets.documents.said = said.filter(|(_, exact)| *exact).map(|(span, _)| span);
        self.sheets.documents.at = said.map_or(0, |(span, _)| span.start);
        self.sheets.lay(Sheet::Raw);
        self.seek_in_document();
        match said {
            Some((_, true)) => {}
            Some((_, false)) => self.say("it says nothing of that line; this is of what was before"),
            None => self.say("it says nothing of that line"),
        }
    }

    pub(super) fn act_on_raw(&mut self, action: Action, count: Option<usize>) -> bool {
        match action {
            Action::Open => self.leave_document(),
            Action::FocusNext => self.turn_document(1),
            Action::FocusPrevious => self.turn_document(-1),
            Action::Find => self.open_sought(),
            Action::NextHit | Action::PreviousHit => self.walk_sought(action == Action::NextHit),
            _ => match self.moved_in_document(action, count) {
                Some(at) => self.sheets.documents.at = at,
                None => return false,
            },
        }
        true
    }

    /// Goes to the line of the script that the row under the cursor speaks of.
    fn leave_document(&mut self) {
        let sheet = self.sheets.documents;
        let line = spoken_of_at(&self.table.episode, SourceIx::new(sheet.cursor), sheet.at);
        if line.is_none() {
            self.say("this speaks of no line of the script");
        }
        self.leave_sheets_for(line);
    }

    /// Reads the next document, or the one before, at what it says of the current line.
    fn turn_document(&mut self, steps: isize) {
        let to = self.sheets.documents.cursor.saturating_add_signed(steps);
        if to < self.table.episode.sources.len() && to != self.sheets.documents.cursor {
            self.sheets.documents.cursor = to;
            self.read_document();
        }
    }

    /// The byte that the cursor is at after `action`; `None` for one that does not move it.
    fn moved_in_document(&self, action: Action, count: Option<usize>) -> Option<usize> {
        let page = self.sheet_page();
        let times = count.unwrap_or(1);
        let raw = view::raw(self).filter(|raw| raw.source.line_count() > 0)?;
        let tall = raw.tall();
        let at = raw.row_of(self.sheets.documents.at);
        let last = raw.source.line_count() - 1;
        let to = match action {
            Action::Down => tall.below(at, times),
            Action::Up => tall.above(at, times),
            Action::HalfPageDown => tall.below(at, (page / 2).max(1).saturating_mul(times)),
            Action::HalfPageUp => tall.above(at, (page / 2).max(1).saturating_mul(times)),
            Action::PageDown | Action::Toggle => tall.below(at, page.saturating_mul(times)),
            Action::PageUp => tall.above(at, page.saturating_mul(times)),
            Action::Top => At::default(),
            Action::Bottom => match count {
                Some(line) => At { item: line.saturating_sub(raw.source.first_line()).min(last), row: 0 },
                None => tall.last_row(last),
            },
            _ => return None,
        };
        Some(raw.byte_of(to))
    }

    /// A click on a document reads it.
    pub(super) fn click_documents(&mut self, y: u16) {
        let rows = parts(self.places().inside_sheet(), 1).rows;
        let count = self.table.episode.sources.len();
        let seen = window(self.sheets.documents.cursor, count, usize::from(rows.height));
        let row = y.checked_sub(rows.y).map(|row| seen.start + usize::from(row));
        if let Some(row) = row.filter(|row| seen.contains(row)) {
            self.sheets.documents.cursor = row;
            self.read_document();
        }
    }

    /// A click on a row of a document puts the cursor there.
    pub(super) fn click_raw(&mut self, y: u16) {
        if let Some(at) = self.byte_at_row(y) {
            self.sheets.documents.at = at;
        }
    }

    /// The first byte of the row at the height `y` of the screen.
    fn byte_at_row(&self, y: u16) -> Option<usize> {
        let inside = self.places().inside_sheet();
        let raw = view::raw(self).filter(|raw| raw.source.line_count() > 0)?;
        let row = y.checked_sub(inside.y).filter(|_| y < inside.bottom())?;
        let top = view::raw_top(self, raw, usize::from(inside.height));
        Some(raw.byte_of(raw.tall().below(top, usize::from(row))))
    }
}
