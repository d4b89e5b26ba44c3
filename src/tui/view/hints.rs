//! What the keys pressed so far can become, after a pause in which nothing more was pressed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::tui::widget::panel::panel;
use crate::tui::widget::wrap::width;

use super::{Canvas, row_at};

/// The widest that it gets.
const WIDEST: u16 = 60;

pub(super) fn draw(canvas: &Canvas, buffer: &mut Buffer) {
    let (state, theme, screen) = (canvas.state, canvas.theme, canvas.places.screen);
    let after = state.keymap.after(state.mode(), &state.pressed);
    let body = screen.height.saturating_sub(1);
    let wanted = u16::try_from(after.len() + 2).unwrap_or(u16::MAX);
    let (columns, height) = (screen.width.min(WIDEST), wanted.min(body));
    let area = Rect { x: screen.width - columns, y: body - height, width: columns, height };
    Clear.render(area, buffer);
    let pressed: Vec<String> = state.pressed.iter().map(ToString::to_string).collect();
    let title = format!(" {} … ", pressed.join(" "));
    panel(title, theme.panel(true)).style(theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(2.min(columns / 2), 1));
    let widest = after.iter().map(|(keys, _)| width(keys)).max().unwrap_or_default();
    for (at, (keys, row)) in after.iter().enumerate() {
        let keys = Span::styled(format!("{keys:<widest$}  "), theme.title_focused);
        Line::from(vec![keys, Span::styled(row.doc, theme.text)]).render(row_at(inside, at), buffer);
    }
}
