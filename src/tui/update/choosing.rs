//! The palette, the help's filter and the filters of the lists: typing, choosing a row, taking it.

use crate::tui::action::Action;
use crate::tui::filter::List;
use crate::tui::layout::Pane;
use crate::tui::outline::OutlineRow;
use crate::tui::palette::{self, Offer};
use crate::tui::state::{Overlay, Prompt, State};

use super::Effects;
use super::lists::moved;

impl State {
    /// Opens the palette, everything in it.
    pub(super) fn open_palette(&mut self) {
        self.palette = Default::default();
        self.overlay = Some(Overlay::Palette);
        self.offer_again();
    }

    /// Offers what answers what is typed now.
    pub(super) fn offer_again(&mut self) {
        let themes: Vec<String> = self.themes.iter().map(|theme| theme.name.clone()).collect();
        self.palette.offers = palette::offers(self.palette.input.text(), &self.table.episode, &themes);
        self.palette.cursor = 0;
    }

    /// Carries out `action` where it belongs to the palette.
    pub(super) fn act_on_palette(&mut self, action: Action) -> Option<Effects> {
        match action {
            Action::Accept | Action::Keep => return Some(self.take_offer()),
            Action::Cancel => self.overlay = None,
            action => {
                let last = self.palette.offers.len().saturating_sub(1);
                let page = usize::from(self.size.height / 2).max(2);
                let to = moved(in_list(action)?, None, self.palette.cursor, last, page)?;
                self.palette.cursor = to;
            }
        }
        Some(Vec::new())
    }

    fn take_offer(&mut self) -> Effects {
        self.overlay = None;
        match self.palette.offers.get(self.palette.cursor).copied() {
            Some(Offer::Action(row)) => return self.act(row.action, None),
            Some(Offer::Theme(theme)) => self.take_named_theme(theme),
            Some(Offer::Element(element)) => {
                self.sheets.close_all();
                self.focus(Pane::Script);
                self.jump(element);
            }
            None => self.say(palette::leads_nowhere(self.palette.input.text(), &self.table.episode)),
        }
        Vec::new()
    }

    /// Opens the help, all of it; over the list of episodes where that is open.
    pub(super) fn open_help(&mut self, over: Option<usize>) {
        self.help = Default::default();
        self.overlay = Some(Overlay::Help { top: 0, over });
    }

    /// Carries out `action` where it belongs to the help.
    pub(super) fn act_on_help(&mut self, action: Action) -> Option<Effects> {
        let Some(Overlay::Help { over, .. }) = self.overlay else { return None };
        match action {
            Action::Cancel if !self.help.text().is_empty() => self.open_help(over),
            Action::Accept | Action::Keep | Action::Cancel => {
                self.overlay = over.map(Overlay::Shelf);
            }
            action => _ = self.move_overlay(in_list(action)?, None),
        }
        Some(Vec::new())
    }

    /// Opens the filter of the list that keys go to; of the script, what to find.
    pub(super) fn open_find_or_filter(&mut self) {
        let list = match (self.overlay, self.arrangement.focus) {
            (Some(Overlay::Shelf(_)), _) => List::Shelf,
            (_, Pane::Outline) => List::Outline,
            (_, Pane::Speakers) => List::Speakers,
            (_, Pane::Logs) => List::Logs,
            _ => return self.open_find(),
        };
        *self.filters.of_mut(list) = Default::default();
        self.typing = Some(Prompt::Filter(list));
        self.filter_again(list);
    }

    /// Puts the cursor on the first row that holds what is typed now.
    pub(super) fn filter_again(&mut self, list: List) {
        match list {
            List::Shelf => self.filter_shelf(),
            List::Speakers => self.speakers.cursor = 0,
            List::Logs => self.log = 0,
            List::Outline => {
                let rows = self.outline_rows();
                let scene = |row: &OutlineRow| matches!(row, OutlineRow::Scene { .. });
                self.outline.cursor = match self.filters.words(list) {
                    Some(_) => rows.iter().position(scene).unwrap_or_default(),
                    None => self.outline_row_here(),
                };
            }
        }
    }

    /// Shows the episodes that hold what is typed.
    fn filter_shelf(&mut self) {
        let cursor = match self.overlay {
            Some(Overlay::Shelf(cursor)) => Some(cursor),
            _ => None,
        };
        let words = self.filters.words(List::Shelf);
        let to = self.episodes.filter(&self.shelf, words, cursor.unwrap_or_default());
        if cursor.is_some() {
            self.overlay = Some(Overlay::Shelf(to));
        }
    }

    /// Carries out `action` where it belongs to the filter of a list.
    pub(super) fn act_on_filter(&mut self, list: List, action: Action) -> Option<Effects> {
        match action {
            Action::Accept => return Some(self.take_row(list)),
            Action::Keep | Action::LeavePrompt | Action::LeavePromptBack => self.typing = None,
            Action::Cancel => {
                self.typing = None;
                self.unfilter(list);
            }
            action if list == List::Shelf => _ = self.move_overlay(in_list(action)?, None),
            action => {
                self.act_on_list(in_list(action)?, None);
            }
        }
        Some(Vec::new())
    }

    /// Goes to what the row under the cursor names, and shows the whole list again.
    fn take_row(&mut self, list: List) -> Effects {
        self.typing = None;
        match (list, self.overlay) {
            (List::Shelf, Some(Overlay::Shelf(cursor))) => {
                let effects = self.open_from_shelf(cursor);
                self.unfilter(list);
                return effects;
            }
            _ => self.open_row(self.arrangement.focus),
        }
        self.unfilter(list);
        Vec::new()
    }

    /// Shows all of a list again, the cursor on the row that it is on.
    pub(super) fn unfilter(&mut self, list: List) {
        let speaker = self.speakers_in_order().get(self.speakers.cursor).copied();
        let row = self.outline_rows().get(self.outline.cursor).copied();
        let log = self.logs_listed().get(self.log).copied();
        *self.filters.of_mut(list) = Default::default();
        match list {
            List::Shelf => self.filter_shelf(),
            List::Speakers => {
                let all = self.speakers_in_order();
                let at = all.iter().position(|ix| Some(*ix) == speaker);
                self.speakers.cursor = at.unwrap_or_default();
            }
            List::Logs => self.log = log.unwrap_or_default(),
            List::Outline => {
                let at = self.outline_rows().iter().position(|shown| Some(*shown) == row);
                self.outline.cursor = at.unwrap_or_else(|| self.outline_row_here());
            }
        }
    }

    /// Shows all of the list that keys go to; false where it is not filtered.
    pub(super) fn unfilter_focused(&mut self) -> bool {
        let list = match self.arrangement.focus {
            Pane::Outline => List::Outline,
            Pane::Speakers => List::Speakers,
            Pane::Logs => List::Logs,
            _ => return false,
        };
        let filtered = self.filters.words(list).is_some();
        if filtered {
            self.unfilter(list);
        }
        filtered
    }
}

/// What a key of the prompt is for the list under it.
fn in_list(action: Action) -> Option<Action> {
    match action {
        Action::HitDown => Some(Action::Down),
        Action::HitUp => Some(Action::Up),
        Action::HitPageDown => Some(Action::PageDown),
        Action::HitPageUp => Some(Action::PageUp),
        _ => None,
    }
}
