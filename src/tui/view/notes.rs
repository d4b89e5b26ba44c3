//! A note being written, over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect, Size};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::action::Action;
use crate::tui::widget::area;
use crate::tui::widget::panel::panel;
use crate::tui::widget::rows::window;
use crate::tui::widget::wrap::{shorten, width};

use super::{Canvas, row_at};

/// The widest that it gets.
const WIDEST: u16 = 76;

/// Rows of text that it has at least, where the screen has them.
const ROWS: usize = 4;

/// The columns of a row of the note on a screen of `size`.
pub(in crate::tui) fn width_at(size: Size) -> usize {
    usize::from(size.width.min(WIDEST).saturating_sub(4))
}

pub(super) fn draw(canvas: &Canvas, buffer: &mut Buffer) {
    let (screen, theme) = (canvas.places.screen, canvas.theme);
    let editor = &canvas.state.own.editor;
    let text = editor.input.text();
    let rows = area::rows(text, width_at(canvas.state.size));
    let place = place(screen, rows.len());
    Clear.render(place, buffer);
    let speaker = editor.line.speaker.as_ref().map_or_else(String::new, |name| format!(" {name}"));
    let last = editor.through.as_ref().map_or_else(String::new, |last| format!("–{}", last.id));
    let title = format!(" Note on {}{last}{speaker} ", editor.line.id);
    let room = usize::from(place.width.saturating_sub(2));
    panel(shorten(&title, room).into_owned(), theme.panel(true)).style(theme.text).render(place, buffer);
    let inside = place.inner(Margin::new(2, 1));
    let (cursor, _) = area::position(text, &rows, editor.input.before().len());
    for (at, row) in window(cursor, rows.len(), usize::from(inside.height)).enumerate() {
        let part = rows.get(row).and_then(|row| text.get(row.clone())).unwrap_or_default();
        let start = rows.get(row).map_or(0, |row| row.start);
        let place = row_at(inside, at);
        match editor.input.before().len().checked_sub(start).filter(|_| row == cursor) {
            Some(byte) => with_cursor(canvas, part, byte).render(place, buffer),
            None => Line::styled(part, theme.text).render(place, buffer),
        }
    }
    hints(canvas, place, buffer);
}

/// The box: at the bottom of the screen, above the status line, as high as the note wants.
fn place(screen: Rect, rows: usize) -> Rect {
    let body = screen.height.saturating_sub(1);
    let wanted = u16::try_from(rows.max(ROWS) + 2).unwrap_or(u16::MAX);
    let height = wanted.min((body / 2).max(6)).min(body);
    let width = screen.width.min(WIDEST);
    Rect { x: (screen.width - width) / 2, y: body - height, width, height }
}

/// A row of the note with the cursor before the byte `at`.
fn with_cursor<'a>(canvas: &Canvas, row: &'a str, at: usize) -> Line<'a> {
    let style = canvas.theme.text;
    let (before, after) = row.split_at_checked(at).unwrap_or((row, ""));
    let under = after.graphemes(true).next().unwrap_or(" ");
    let rest = after.get(under.len()..).unwrap_or_default();
    Line::from(vec![
        Span::styled(before, style),
        Span::styled(under, style.add_modifier(Modifier::REVERSED)),
        Span::styled(rest, style),
    ])
}

/// The keys that keep and leave it, in the lower frame.
fn hints(canvas: &Canvas, place: Rect, buffer: &mut Buffer) {
    let key = |action: Action| canvas.state.keymap.first_key(action);
    let (keep, line, leave) = (key(Action::Accept), key(Action::Keep), key(Action::Cancel));
    let hints = format!(" {keep} keeps it  {line} new line  {leave} leaves it ");
    let room = usize::from(place.width.saturating_sub(2));
    if place.height > 2 && width(&hints) <= room {
        let row = Rect { x: place.x + 1, y: place.bottom() - 1, width: place.width - 2, height: 1 };
        Line::styled(hints, canvas.theme.dim).render(row, buffer);
    }
}
