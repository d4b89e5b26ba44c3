//! The lists: outline, speakers, log entries; and the pane beside, which scrolls.

use crate::episode::SpeakerIx;
use crate::tui::action::Action;
use crate::tui::choice::Choice;
use crate::tui::layout::Pane;
use crate::tui::outline::{self, OutlineRow};
use crate::tui::state::{SpeakerOrder, State};

impl State {
    /// Carries out `action` where it belongs to the list that keys go to.
    pub(super) fn act_on_list(&mut self, action: Action, count: Option<usize>) -> bool {
        let times = count.unwrap_or(1);
        match self.arrangement.focus {
            Pane::Script | Pane::Search => false,
            Pane::Beside => self.scroll_beside(action, times),
            pane => self.move_in_list(pane, action, count) || self.act_on_row(pane, action),
        }
    }

    fn move_in_list(&mut self, pane: Pane, action: Action, count: Option<usize>) -> bool {
        let page = usize::from(self.list_place(pane).height).max(2) - 1;
        let (length, cursor) = self.list(pane);
        let last = length.saturating_sub(1);
        let moves = action != Action::Toggle || pane != Pane::Speakers;
        let Some(to) = moved(action, count, cursor, last, page).filter(|_| moves) else { return false };
        *self.list_cursor(pane) = to.min(last);
        true
    }

    /// How many rows a list has, and the row under its cursor.
    fn list(&self, pane: Pane) -> (usize, usize) {
        match pane {
            Pane::Outline => (self.outline_rows().len(), self.outline.cursor),
            Pane::Speakers => (self.speakers_in_order().len(), self.speakers.cursor),
            Pane::Logs => (self.logs_listed().len(), self.log),
            Pane::Search => (self.search.listing.rows.len(), self.search.cursor),
            Pane::Script | Pane::Beside => (0, 0),
        }
    }

    fn list_cursor(&mut self, pane: Pane) -> &mut usize {
        match pane {
            Pane::Outline => &mut self.outline.cursor,
            Pane::Speakers => &mut self.speakers.cursor,
            Pane::Logs => &mut self.log,
            Pane::Search => &mut self.search.cursor,
            Pane::Script | Pane::Beside => &mut self.beside,
        }
    }

    /// Puts the cursor of a list on `row`.
    pub(super) fn select(&mut self, pane: Pane, row: usize) {
        let (length, _) = self.list(pane);
        if row < length {
            *self.list_cursor(pane) = row;
        }
    }

    fn act_on_row(&mut self, pane: Pane, action: Action) -> bool {
        match (pane, action) {
            (Pane::Outline, Action::Fold) => self.fold(),
            (Pane::Outline, Action::Unfold) => self.unfold(),
            (Pane::Speakers, Action::Toggle) => self.choose(Choice::toggle),
            (Pane::Speakers, Action::Exclude) => self.choose(Choice::exclude),
            (Pane::Speakers, Action::Fold | Action::Unfold) => self.go_along_strip(action == Action::Fold),
            (_, Action::Open) => self.open_row(pane),
            (_, Action::Toggle) => return self.move_in_list(pane, Action::PageDown, None),
            _ => return false,
        }
        true
    }

    /// Goes to what the row under the cursor names.
    pub(super) fn open_row(&mut self, pane: Pane) {
        match pane {
            Pane::Outline => {
                let row = self.outline_rows().get(self.outline.cursor).copied();
                let element = row.and_then(|row| outline::first_element(&self.table.episode.outline, row));
                self.open_element(element);
            }
            Pane::Logs => {
                let log = self.logs_listed().get(self.log).copied();
                let log = log.and_then(|log| self.table.episode.logs.get(log));
                match log.map(|log| log.element.at()) {
                    Some(element) => self.open_element(Some(element)),
                    None => self.say("no log entry to go to"),
                }
            }
            Pane::Speakers => {
                let chosen = self.speakers_in_order().get(self.speakers.cursor).copied();
                if let Some(speaker) = chosen {
                    self.speakers.choice.solo(speaker);
                    // The list keeps the keys where the line can be seen beside it.
                    if self.places().of(Pane::Script).is_none() {
                        self.focus(Pane::Script);
                    }
                    self.go_to_next_line_of(speaker);
                }
            }
            Pane::Script | Pane::Search | Pane::Beside => {}
        }
    }

    fn open_element(&mut self, element: Option<usize>) {
        if let Some(element) = element {
            self.focus(Pane::Script);
            self.jump(element);
        }
    }

    /// Changes by `change` what is chosen of the speaker under the cursor.
    fn choose(&mut self, change: fn(&mut Choice, SpeakerIx)) {
        if let Some(speaker) = self.speaker_under_cursor() {
            change(&mut self.speakers.choice, speaker);
        }
    }

    /// Sorts the speakers by the next of the orders; the cursor stays with its speaker.
    pub(super) fn sort_speakers(&mut self) {
        let under = self.speakers_in_order().get(self.speakers.cursor).copied();
        self.speakers.order = match self.speakers.order {
            SpeakerOrder::Speeches => SpeakerOrder::Words,
            SpeakerOrder::Words => SpeakerOrder::FirstLine,
            SpeakerOrder::FirstLine => SpeakerOrder::Speeches,
        };
        let sorted = self.speakers_in_order();
        self.speakers.cursor = sorted.iter().position(|ix| Some(*ix) == under).unwrap_or_default();
        self.say(format!("speakers by {}", self.speakers.order.name()));
    }

    fn act_under_cursor(&self) -> Option<usize> {
        match self.outline_rows().get(self.outline.cursor)? {
            OutlineRow::Act(act) => Some(*act),
            OutlineRow::Scene { act, .. } => *act,
        }
    }

    fn fold(&mut self) {
        let Some(act) = self.act_under_cursor() else { return self.say("no act to fold") };
        let rows = self.outline_rows();
        if matches!(rows.get(self.outline.cursor), Some(OutlineRow::Act(_))) {
            self.outline.folded.insert(act);
        } else {
            self.outline.cursor =
                rows.iter().position(|row| *row == OutlineRow::Act(act)).unwrap_or_default();
        }
    }

    fn unfold(&mut self) {
        if let Some(act) = self.act_under_cursor() {
            self.outline.folded.remove(&act);
        }
    }

    /// Folds all acts or none; the cursor stays in its act.
    pub(super) fn fold_all(&mut self, folded: bool) {
        let act = self.act_under_cursor();
        let acts = self.table.episode.outline.acts.len();
        self.outline.folded = if folded { (0..acts).collect() } else { Default::default() };
        let rows = self.outline_rows();
        let row = act.and_then(|act| rows.iter().position(|row| *row == OutlineRow::Act(act)));
        self.outline.cursor = row.unwrap_or_default();
        self.say(if folded { "all acts are folded" } else { "no act is folded" });
        self.settle();
    }

    fn scroll_beside(&mut self, action: Action, times: usize) -> bool {
        let inside = self.places().inside(Pane::Beside);
        let rows = crate::tui::view::beside_rows(self, inside.width).len();
        let last = rows.saturating_sub(usize::from(inside.height));
        let page = usize::from(inside.height).max(2) - 1;
        let to = match action {
            Action::Down => self.beside.saturating_add(times),
            Action::Up => self.beside.saturating_sub(times),
            Action::PageDown | Action::HalfPageDown | Action::Toggle => self.beside + page,
            Action::PageUp | Action::HalfPageUp => self.beside.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => last,
            _ => return false,
        };
        self.beside = to.min(last);
        true
    }

    /// Lets keys go to `pane`.
    pub(super) fn focus(&mut self, pane: Pane) {
        if pane == Pane::Search && !self.arrangement.searching {
            return;
        }
        if !matches!(pane, Pane::Script | Pane::Search | Pane::Outline) {
            self.arrangement.tab = pane;
        }
        self.arrangement.zen &= pane == Pane::Script;
        if pane != self.arrangement.focus {
            self.typing = None;
        }
        self.arrangement.focus = pane;
        self.settle();
    }

    /// Lets keys go to the next pane, or the previous one.
    pub(super) fn focus_next(&mut self, backward: bool) {
        let searching = self.arrangement.searching;
        let panes: Vec<Pane> =
            Pane::ALL.into_iter().filter(|pane| searching || *pane != Pane::Search).collect();
        let at = panes.iter().position(|pane| *pane == self.arrangement.focus).unwrap_or_default();
        let step = if backward { panes.len() - 1 } else { 1 };
        if let Some(pane) = panes.get((at + step) % panes.len()) {
            self.focus(*pane);
        }
    }
}

/// Where a list's cursor is after `action`, with rows from 0 to `last` and `page` of them in sight;
/// `None` for an action that does not move it. A number before the key for the end is a row.
pub(super) fn moved(
    action: Action,
    count: Option<usize>,
    cursor: usize,
    last: usize,
    page: usize,
) -> Option<usize> {
    let times = count.unwrap_or(1);
    let to = match action {
        Action::Down => cursor.saturating_add(times),
        Action::Up => cursor.saturating_sub(times),
        Action::HalfPageDown => cursor.saturating_add(page.div_ceil(2).saturating_mul(times)),
        Action::HalfPageUp => cursor.saturating_sub(page.div_ceil(2).saturating_mul(times)),
        Action::PageDown | Action::Toggle => cursor.saturating_add(page.saturating_mul(times)),
        Action::PageUp => cursor.saturating_sub(page.saturating_mul(times)),
        Action::Top => 0,
        Action::Bottom => count.map_or(last, |row| row.saturating_sub(1)),
        _ => return None,
    };
    Some(to.min(last))
}
