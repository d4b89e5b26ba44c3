//! The themes to choose from, at the side, so that the rest of the screen shows the one under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::tui::state::State;
use crate::tui::widget::panel::panel;
use crate::tui::widget::rows::window;

use super::{Canvas, row_at};

/// The widest that the list gets.
const WIDEST: u16 = 32;

pub(super) fn draw(canvas: &Canvas, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let area = area(state, canvas.places.screen);
    Clear.render(area, buffer);
    panel(" Themes ", theme.panel(true)).style(theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(1, 1));
    let list = list(state, canvas.places.screen);
    let seen = window(state.theme, state.themes.len(), usize::from(list.height));
    for (at, index) in seen.enumerate() {
        let place = row_at(list, at);
        let Some(shown) = state.themes.get(index) else { continue };
        let kind = match shown.is_light() {
            Some(true) => "light",
            Some(false) => "dark",
            None => "",
        };
        let name = format!(" {:<18} ", shown.name);
        Line::from(vec![Span::styled(name, theme.text), Span::styled(kind, theme.dim)]).render(place, buffer);
        if index == state.theme {
            buffer.set_style(place, theme.selected.patch(theme.current));
        }
    }
    if inside.height > 0 {
        let hint = Line::styled(" enter takes it, esc does not", theme.dim);
        hint.render(row_at(inside, usize::from(inside.height) - 1), buffer);
    }
}

fn area(state: &State, screen: Rect) -> Rect {
    let width = screen.width.min(WIDEST);
    let body = screen.height.saturating_sub(1);
    let height = u16::try_from(state.themes.len() + 3).unwrap_or(u16::MAX).min(body);
    Rect { x: screen.width - width, y: body - height, width, height }
}

/// The place of the rows.
pub(super) fn list(state: &State, screen: Rect) -> Rect {
    let inside = area(state, screen).inner(Margin::new(1, 1));
    Rect { height: inside.height.saturating_sub(1), ..inside }
}
