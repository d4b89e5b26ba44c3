//! Keys and the mouse in the card of a speaker, and whose card is opened.

use crate::episode::SpeakerIx;
use crate::tui::action::Action;
use crate::tui::layout::Pane;
use crate::tui::sheet::{CardSheet, Lead, Sheet, Subject};
use crate::tui::state::State;
use crate::tui::update::lists::moved;
use crate::tui::view;

impl State {
    /// Opens the card of whom keys or the current line speak of; false where that is nobody.
    pub(super) fn enter_card(&mut self) -> bool {
        let Some(speaker) = self.spoken_of() else {
            self.say("nobody speaks here; choose a speaker");
            return false;
        };
        self.sheets.card = CardSheet { speaker, cursor: 0 };
        true
    }

    /// The speaker of the row under the cursor, or of the current line.
    fn spoken_of(&self) -> Option<SpeakerIx> {
        match self.sheets.top() {
            Some(Sheet::Statistics) => {
                let sheet = &self.sheets.statistics;
                match sheet.rows(&self.table).get(sheet.cursor())?.subject {
                    Subject::Speaker(at) => return Some(SpeakerIx::new(at)),
                    Subject::Scene(_) | Subject::Act(_) => {}
                }
            }
            Some(Sheet::Matrix) => return self.speakers_in_order().get(self.sheets.matrix.row).copied(),
            None if self.arrangement.focus == Pane::Speakers => return self.speaker_under_cursor(),
            _ => {}
        }
        let current = self.current_ix();
        let log = self.table.episode.logs.iter().find(|log| log.element == current);
        let speaks = self.current().and_then(|element| element.speakers.first().copied());
        speaks.or(log.and_then(|log| Some(log.speaker?.value)))
    }

    pub(super) fn act_on_card(&mut self, action: Action, count: Option<usize>) -> bool {
        let last = self.sheets.card.leads(&self.table).saturating_sub(1);
        let page = self.sheet_page();
        match action {
            Action::Fold | Action::FocusPrevious => self.turn_card(-1),
            Action::Unfold | Action::FocusNext => self.turn_card(1),
            Action::Open => self.follow_card(),
            _ => match moved(action, count, self.sheets.card.cursor, last, page) {
                Some(cursor) => self.sheets.card.cursor = cursor,
                None => return false,
            },
        }
        true
    }

    /// Turns to the card of the next or previous speaker of the list.
    fn turn_card(&mut self, steps: isize) {
        let order = self.speakers_in_order();
        let at = order.iter().position(|ix| *ix == self.sheets.card.speaker).unwrap_or_default();
        if let Some(speaker) = order.get(at.saturating_add_signed(steps)) {
            self.sheets.card = CardSheet { speaker: *speaker, cursor: 0 };
        }
    }

    fn follow_card(&mut self) {
        match self.sheets.card.lead(&self.table) {
            Some(Lead::Line(line)) => self.leave_sheets_for(Some(line)),
            Some(Lead::Speaker(speaker)) => self.sheets.card = CardSheet { speaker, cursor: 0 },
            None => {}
        }
    }

    /// A click on a row that leads somewhere follows it, one on the strip goes to what is said there, one
    /// outside closes the card.
    pub(super) fn click_card(&mut self, x: u16, y: u16) {
        let (place, inside) = view::sheet_places(self, Sheet::Card);
        if !place.contains((x, y).into()) {
            return self.sheets.close();
        }
        if let Some(line) = view::card_stretch_at(self, inside, x, y) {
            return self.leave_sheets_for(Some(line));
        }
        if let Some(lead) = view::card_lead_at(self, inside, y) {
            self.sheets.card.cursor = lead;
            self.follow_card();
        }
    }
}
