//! The mouse, while it is captured: the wheel scrolls what is under it, a click goes there.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::tui::action::Action;
use crate::tui::layout::Pane;
use crate::tui::state::State;
use crate::tui::widget::rows::window;

/// Rows that one notch of the wheel scrolls.
const NOTCH: usize = 3;

impl State {
    pub(super) fn mouse_event(&mut self, event: MouseEvent) {
        if event.kind != MouseEventKind::Moved {
            self.notice = None;
        }
        let overlaid = match event.kind {
            MouseEventKind::ScrollDown => Some(Action::Down),
            MouseEventKind::ScrollUp => Some(Action::Up),
            _ => None,
        };
        if let (Some(action), true) = (overlaid, self.overlay.is_some()) {
            let _moved = self.move_overlay(action, Some(NOTCH));
            return;
        }
        if self.sheets.top().is_some() && self.overlay.is_none() {
            return self.mouse_on_sheet(event);
        }
        let places = self.places();
        let position = Position::new(event.column, event.row);
        if self.overlay.is_none() && self.drag(event.kind, position, &places) {
            return;
        }
        let Some(pane) = places.at(position).filter(|_| self.overlay.is_none()) else { return };
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
