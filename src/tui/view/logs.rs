//! The log entries: stardate, who speaks, how it begins.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::episode::{LogEntry, Origin};
use crate::tui::layout::Pane;
use crate::tui::widget::rows::window;

use super::{Canvas, row_at};

/// Columns for the stardate.
const STARDATE: usize = 8;

pub(super) fn draw(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    let state = canvas.state;
    let logs = &state.table.episode.logs;
    if logs.is_empty() {
        Line::styled("no log entries", canvas.theme.dim).render(area, buffer);
    }
    let seen = window(state.log, logs.len(), usize::from(area.height));
    for (at, index) in seen.enumerate() {
        let place = row_at(area, at);
        line(canvas, &logs[index]).render(place, buffer);
        canvas.mark_row(Pane::Logs, place, index == state.log, buffer);
        if logs[index].element.at() == state.script.current {
            buffer.set_style(place, canvas.theme.current);
        }
    }
}

fn line<'a>(canvas: &'a Canvas, log: &'a LogEntry) -> Line<'a> {
    let (episode, theme) = (&canvas.state.table.episode, canvas.theme);
    let stardate = log.stardate.as_deref().unwrap_or("suppl.");
    let mut spans = vec![Span::styled(format!("{stardate:<STARDATE$} "), theme.id)];
    if let Some(speaker) = log.speaker {
        let sure = if speaker.origin == Origin::Marked { "" } else { "~" };
        spans.push(Span::styled(format!("{sure}{} ", episode.speaker(speaker.value).name), theme.log));
    }
    spans.push(Span::styled(log.text.as_str(), theme.dim));
    Line::from(spans)
}
