//! What went wrong and needs more than a line: faults of the settings with their place, and notices
//! that the status line has no room for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use crate::config::{Excerpt, Fault};
use crate::tui::widget::panel::panel;
use crate::tui::widget::wrap::{width, wrap};

use super::{Canvas, row_at};

/// The widest that it gets.
const WIDEST: u16 = 64;

/// The most faults that are shown at once.
const MOST: usize = 2;

type Row = (String, Style);

pub(super) fn draw(canvas: &Canvas, buffer: &mut Buffer) {
    let (state, theme, screen) = (canvas.state, canvas.theme, canvas.places.screen);
    let columns = screen.width.min(WIDEST);
    let room = usize::from(columns.saturating_sub(4));
    if !state.faults.is_empty() {
        let rows = faults(canvas, &state.faults, room);
        let area = Rect { x: screen.width - columns, width: columns, ..screen };
        boxed(canvas, " Settings · esc closes ", &rows, area, false, buffer);
    }
    let long = |text: &str| width(text) + 2 > usize::from(screen.width);
    if let Some(notice) = state.notice.as_ref().filter(|notice| long(&notice.text)) {
        let style = if notice.is_error { theme.error } else { theme.text };
        let rows: Vec<Row> =
            wrap(&notice.text, room).into_iter().map(|row| (notice.text[row].to_owned(), style)).collect();
        let area = Rect { height: screen.height.saturating_sub(1), width: columns, ..screen };
        boxed(canvas, " Notice ", &rows, area, true, buffer);
    }
}

/// Draws `rows` in a box at the top or the bottom of `area`.
fn boxed(canvas: &Canvas, title: &'static str, rows: &[Row], area: Rect, low: bool, buffer: &mut Buffer) {
    let height = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX).min(area.height);
    let y = if low { area.bottom() - height } else { area.y };
    let area = Rect { y, height, ..area };
    Clear.render(area, buffer);
    panel(title, canvas.theme.panel(true)).style(canvas.theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(2, 1));
    for (at, (text, style)) in rows.iter().enumerate() {
        Line::styled(text.as_str(), *style).render(row_at(inside, at), buffer);
    }
}

fn faults(canvas: &Canvas, faults: &[Fault], room: usize) -> Vec<Row> {
    let theme = canvas.theme;
    let mut rows: Vec<Row> = Vec::new();
    for fault in faults.iter().take(MOST) {
        rows.push((fault.place(), theme.title_focused));
        if let Some(excerpt) = &fault.excerpt {
            let (line, carets) = marked(excerpt, room);
            rows.push((line, theme.text));
            rows.push((carets, theme.error));
        }
        let wrapped = |text: &str, style: Style| -> Vec<Row> {
            wrap(text, room).into_iter().map(|row| (text[row].to_owned(), style)).collect()
        };
        rows.extend(wrapped(&fault.message, theme.text));
        rows.extend(fault.hint.iter().flat_map(|hint| wrapped(hint, theme.direction)));
    }
    if let more @ 1.. = faults.len().saturating_sub(MOST) {
        rows.push((format!("and {more} more"), theme.dim));
    }
    rows
}

/// The part of a line around what is wrong in it, and carets for the row under it.
fn marked(excerpt: &Excerpt, room: usize) -> (String, String) {
    let long = excerpt.line.chars().count() > room;
    let hidden = if long { excerpt.mark.start.saturating_sub(room / 2) } else { 0 };
    let line = excerpt.line.chars().skip(hidden).take(room).collect();
    let column = excerpt.mark.start - hidden;
    let carets = "^".repeat(excerpt.mark.len().min(room.saturating_sub(column)));
    (line, format!("{}{carets}", " ".repeat(column)))
}
