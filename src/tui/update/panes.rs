//! Panes made wider, narrower, higher, lower: by keys, or with the line between them in hand.

use ratatui::crossterm::event::{MouseButton, MouseEventKind};
use ratatui::layout::Position;

use crate::tui::layout::{Divider, Pane, Places};
use crate::tui::state::State;

impl State {
    /// Makes the pane that keys go to larger by `by` columns or rows, or smaller, as far as there is a
    /// line to move.
    pub(super) fn resize_pane(&mut self, columns: bool, by: i16) {
        let places = self.places();
        let focus = self.arrangement.focus;
        let stacked = places.tabs.contains(&Pane::Outline);
        let lines = if columns { upright(focus) } else { level(focus, stacked) };
        match lines.iter().find(|(divider, _)| places.line(*divider).is_some()) {
            Some((divider, way)) => self.move_line(*divider, by * way),
            None => self.say("there is no line beside this pane to move"),
        }
    }

    /// Moves a line between panes by `by`, as far as both keep some room.
    fn move_line(&mut self, divider: Divider, by: i16) {
        let Some(before) = self.places().line(divider) else { return };
        self.arrangement.shifts.add(divider, by);
        let Some(after) = self.places().line(divider) else { return };
        // What found no room is not remembered: moving back has to show at once.
        let moved = after.distance(Position::new(before.zone.x, before.zone.y));
        self.arrangement.shifts.add(divider, -moved - by);
        self.settle();
    }

    /// Takes hold of the line under the mouse, moves it along, lets it go; false where none is held.
    pub(super) fn drag(&mut self, kind: MouseEventKind, position: Position, places: &Places) -> bool {
        match (kind, self.dragged) {
            (MouseEventKind::Down(MouseButton::Left), _) => {
                self.dragged = places.line_at(position).map(|line| line.divider);
                // The click goes to a pane all the same.
                false
            }
            (MouseEventKind::Drag(MouseButton::Left), Some(divider)) => {
                if let Some(line) = places.line(divider) {
                    self.move_line(divider, line.distance(position));
                }
                true
            }
            (MouseEventKind::Up(_), Some(_)) => {
                self.dragged = None;
                true
            }
            _ => false,
        }
    }
}

/// The lines that make a pane wider, with the way to move them; the first that is shown counts.
fn upright(pane: Pane) -> &'static [(Divider, i16)] {
    match pane {
        Pane::Outline | Pane::Script | Pane::Search => &[(Divider::Left, 1)],
        Pane::Speakers | Pane::Logs | Pane::Beside => &[(Divider::Right, -1), (Divider::Left, 1)],
    }
}

/// The lines that make a pane higher; `stacked` where all panes but the script share the panel under it.
fn level(pane: Pane, stacked: bool) -> &'static [(Divider, i16)] {
    match pane {
        Pane::Outline if stacked => &[(Divider::Panel, -1)],
        Pane::Outline => &[(Divider::Panel, 1)],
        Pane::Script => &[(Divider::Search, 1)],
        Pane::Search => &[(Divider::Search, -1)],
        Pane::Speakers => &[(Divider::Speakers, 1), (Divider::Panel, -1)],
        Pane::Logs => &[(Divider::Logs, 1), (Divider::Panel, -1)],
        Pane::Beside => &[(Divider::Logs, -1), (Divider::Panel, -1)],
    }
}
