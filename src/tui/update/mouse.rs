//! The mouse, while it is captured: the wheel scrolls what is under it, a click goes there.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::tui::action::Action;
use crate::tui::layout::Pane;
use crate::tui::state::{Overlay, State};
use crate::tui::view;
use crate::tui::widget::rows::window;

use super::Effects;

/// Rows that one notch of the wheel scrolls.
const NOTCH: usize = 3;

impl State {
    pub(super) fn mouse_event(&mut self, event: MouseEvent) -> Effects {
        if event.kind != MouseEventKind::Moved {
            self.notice = None;
        }
        if self.overlay.is_some() {
            return self.mouse_on_overlay(event);
        }
        if self.sheets.top().is_some() {
            self.mouse_on_sheet(event);
        } else {
            self.mouse_on_panes(event);
        }
        Vec::new()
    }

    /// Answers the mouse while a list lies over the panes: a click chooses its row; of the themes the first one
    /// shows it.
    fn mouse_on_overlay(&mut self, event: MouseEvent) -> Effects {
        let position = Position::new(event.column, event.row);
        let wheel = match event.kind {
            MouseEventKind::ScrollDown => Action::Down,
            MouseEventKind::ScrollUp => Action::Up,
            MouseEventKind::Down(MouseButton::Left) => {
                return view::overlay_row_at(self, position)
                    .map_or_else(Vec::new, |row| self.choose_row(row));
            }
            _ => return Vec::new(),
        };
        match self.overlay {
            Some(Overlay::Palette) => {
                let hit = if wheel == Action::Down { Action::HitDown } else { Action::HitUp };
                (0..NOTCH).for_each(|_| drop(self.act_on_palette(hit)));
            }
            Some(Overlay::Themes { .. }) => return self.act_on_overlay(wheel, None),
            _ => _ = self.move_overlay(wheel, Some(NOTCH)),
        }
        Vec::new()
    }

    /// Chooses a row of what lies over the panes.
    fn choose_row(&mut self, row: usize) -> Effects {
        match self.overlay {
            Some(Overlay::Palette) => {
                self.palette.cursor = row;
                return self.act_on_palette(Action::Accept).unwrap_or_default();
            }
            Some(Overlay::Themes { .. }) if self.theme != row => {
                self.theme = row;
                return Vec::new();
            }
            Some(Overlay::Shelf(_)) => self.overlay = Some(Overlay::Shelf(row)),
            Some(Overlay::Own { list, .. }) => {
                self.overlay = Some(Overlay::Own { list, cursor: row, from: None });
            }
            _ => {}
        }
        self.act_on_overlay(Action::Open, None)
    }

    fn mouse_on_panes(&mut self, event: MouseEvent) {
        let places = self.places();
        let position = Position::new(event.column, event.row);
        if self.drag(event.kind, position, &places) {
            return;
        }
        let Some(pane) = places.at(position) else { return };
        match event.kind {
            MouseEventKind::ScrollDown => self.wheel(pane, Action::Down),
            MouseEventKind::ScrollUp => self.wheel(pane, Action::Up),
            MouseEventKind::Down(MouseButton::Left) => {
                self.focus(pane);
                if pane == Pane::Speakers && self.click_strip(position) {
                    return;
                }
                let inside = self.list_place(pane);
                if inside.contains(position) {
                    self.click(pane, usize::from(event.row - inside.y), usize::from(inside.height));
                }
            }
            _ => {}
        }
    }

    fn wheel(&mut self, pane: Pane, action: Action) {
        let focus = self.arrangement.focus;
        self.arrangement.focus = pane;
        if pane == Pane::Search {
            let hit = if action == Action::Down { Action::HitDown } else { Action::HitUp };
            self.act_on_query(hit);
        } else if !self.act_on_list(action, Some(NOTCH)) {
            self.move_by(action, Some(NOTCH));
        }
        self.arrangement.focus = focus;
    }

    fn click(&mut self, pane: Pane, row: usize, height: usize) {
        let cursor = match pane {
            Pane::Script => {
                let place = self.page().below(self.script.top, row);
                return self.show(crate::tui::state::ScriptPane { current: place.element, ..self.script });
            }
            Pane::Outline => self.outline.cursor,
            Pane::Speakers => self.speakers.cursor,
            Pane::Logs => self.log,
            Pane::Beside => return,
            Pane::Search => return self.choose_result(row),
        };
        let rows = match pane {
            Pane::Outline => self.outline_rows().len(),
            Pane::Speakers => self.speakers_in_order().len(),
            _ => self.logs_listed().len(),
        };
        let seen = window(cursor, rows, height);
        if seen.start + row < seen.end {
            self.select(pane, seen.start + row);
            self.open_row(pane);
        }
    }
}
