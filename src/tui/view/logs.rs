//! The log entries: stardate, who speaks, how it begins.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::episode::{LogEntry, Origin};
use crate::tui::layout::Pane;
use crate::tui::widget::rows::window;
use crate::tui::widget::wrap::shorten;

use super::{Canvas, row_at};

/// Columns for the stardate.
const STARDATE: usize = 8;

pub(super) fn draw(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    let state = canvas.state;
    let listed = state.logs_listed();
    if listed.is_empty() {
        let none = if state.table.episode.logs.is_empty() { "no log entries" } else { "none of them" };
        Line::styled(none, canvas.theme.dim).render(area, buffer);
    }
    let seen = window(state.log, listed.len(), usize::from(area.height));
    for (at, row) in seen.enumerate() {
        let place = row_at(area, at);
        let log = listed.get(row).and_then(|log| state.table.episode.logs.get(*log));
        let Some(log) = log else { break };
        line(canvas, log, usize::from(place.width)).render(place, buffer);
        canvas.mark_row(Pane::Logs, place, row == state.log, buffer);
        if log.element.at() == state.script.current {
            buffer.set_style(place, canvas.theme.current);
        }
    }
}

/// Day and speaker, and as much of what is said as `room` cells hold.
fn line<'a>(canvas: &'a Canvas, log: &'a LogEntry, room: usize) -> Line<'a> {
    let (episode, theme) = (&canvas.state.table.episode, canvas.theme);
    let stardate = log.stardate.as_deref().unwrap_or("suppl.");
    let mut spans = vec![Span::styled(format!("{stardate:<STARDATE$} "), theme.id)];
    if let Some(speaker) = log.speaker {
        let sure = if speaker.origin == Origin::Marked { "" } else { "~" };
        spans.push(Span::styled(format!("{sure}{} ", episode.speaker(speaker.value).name), theme.log));
    }
    let mut line = Line::from(spans);
    let room = room.saturating_sub(line.width());
    line.push_span(Span::styled(shorten(&log.text, room), theme.dim));
    line
}
