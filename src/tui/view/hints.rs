//! What the keys pressed so far can become, after a pause in which nothing more was pressed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::tui::widget::panel::panel;
use crate::tui::widget::wrap::{shorten, width};

use crate::tui::action::Description;

use super::{Canvas, row_at};

/// The narrowest that it is where the screen has room.
const NARROWEST: u16 = 60;

/// What stands between keys and what they do.
const GAP: &str = "  ";

/// The columns of its frame and of the blanks within.
const AROUND: usize = 4;

pub(super) fn draw(canvas: &Canvas, buffer: &mut Buffer) {
    let (state, theme, screen) = (canvas.state, canvas.theme, canvas.places.screen);
    let after = state.keymap.after(state.mode(), &state.pressed);
    let body = screen.height.saturating_sub(1);
    let wanted = u16::try_from(after.len() + 2).unwrap_or(u16::MAX);
    let widest = after.iter().map(|(keys, _)| width(keys)).max().unwrap_or_default();
    let longest = after.iter().map(|(_, row)| widest + GAP.len() + width(row.doc) + AROUND).max();
    let longest = u16::try_from(longest.unwrap_or_default()).unwrap_or(u16::MAX);
    let (columns, height) = (screen.width.min(longest.max(NARROWEST)), wanted.min(body));
    let area = Rect { x: screen.width - columns, y: body - height, width: columns, height };
    Clear.render(area, buffer);
    let pressed: Vec<String> = state.pressed.iter().map(ToString::to_string).collect();
    let title = format!(" {} … ", pressed.join(" "));
    panel(title, theme.panel(true)).style(theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(2.min(columns / 2), 1));
    if after.len() > usize::from(inside.height) {
        return names(canvas, &after, inside, buffer);
    }
    let room = usize::from(inside.width).saturating_sub(widest + GAP.len());
    for (at, (keys, row)) in after.iter().enumerate() {
        let keys = Span::styled(format!("{keys:<widest$}{GAP}"), theme.title_focused);
        let does = Span::styled(shorten(row.doc, room), theme.text);
        Line::from(vec![keys, does]).render(row_at(inside, at), buffer);
    }
}

/// Keys and the names of what they do, in columns: where there is no room for all in one.
fn names(canvas: &Canvas, after: &[(String, &Description)], inside: Rect, buffer: &mut Buffer) {
    let rows = usize::from(inside.height).max(1);
    let columns = u16::try_from(after.len().div_ceil(rows)).unwrap_or(u16::MAX).max(1);
    let wide = inside.width / columns;
    for (column, part) in (0..columns).zip(after.chunks(rows)) {
        let place = Rect { x: inside.x + column * wide, width: wide.saturating_sub(1), ..inside };
        let widest = part.iter().map(|(keys, _)| width(keys)).max().unwrap_or_default();
        for (at, (keys, row)) in part.iter().enumerate() {
            let keys = Span::styled(format!("{keys:<widest$} "), canvas.theme.title_focused);
            let name = shorten(row.name, usize::from(place.width).saturating_sub(widest + 1));
            Line::from(vec![keys, Span::styled(name, canvas.theme.text)]).render(row_at(place, at), buffer);
        }
    }
}
