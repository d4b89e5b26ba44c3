//! The keys, from the keymap in use.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use crate::tui::action::{ACTIONS, Category};
use crate::tui::state::State;
use crate::tui::widget::panel::panel;

use super::{Canvas, row_at};

/// Columns for the keys.
const KEYS: usize = 22;

/// The widest that the help gets.
const WIDEST: u16 = 90;

pub(super) fn draw(canvas: &Canvas, top: usize, buffer: &mut Buffer) {
    let screen = canvas.places.screen;
    let width = screen.width.min(WIDEST);
    let area = Rect { x: (screen.width - width) / 2, width, ..screen };
    Clear.render(area, buffer);
    panel(" Keys ", canvas.theme.panel(true)).style(canvas.theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(2, 1));
    let rows = rows(canvas.state).into_iter().skip(top).take(usize::from(inside.height));
    for (at, (text, is_title)) in rows.enumerate() {
        let style = if is_title { canvas.theme.heading } else { Style::new() };
        Line::styled(text, style).render(row_at(inside, at), buffer);
    }
}

/// How many rows the help has.
pub(in crate::tui) fn row_count(state: &State) -> usize {
    rows(state).len()
}

/// Each row, and whether it is the title of a category.
fn rows(state: &State) -> Vec<(String, bool)> {
    let mut rows = Vec::new();
    for category in Category::ALL {
        if !rows.is_empty() {
            rows.push((String::new(), false));
        }
        rows.push((category.title().to_owned(), true));
        for row in ACTIONS.iter().filter(|row| row.category == category) {
            let keys = state.keymap.keys(row.action).join("  ");
            rows.push((format!("{keys:<KEYS$} {}", row.doc), false));
        }
    }
    rows
}
