//! The shelf: all episodes, one of which is open.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::library::Entry;
use crate::tui::widget::panel::panel;
use crate::tui::widget::rows::window;

use super::{Canvas, both_sides, row_at};

/// The widest that the list gets.
const WIDEST: u16 = 80;

pub(super) fn draw(canvas: &Canvas, cursor: usize, buffer: &mut Buffer) {
    let (screen, theme, shelf) = (canvas.places.screen, canvas.theme, &canvas.state.shelf);
    let width = screen.width.min(WIDEST);
    let body = screen.height.saturating_sub(1);
    let area = Rect { x: (screen.width - width) / 2, width, height: body, ..screen };
    Clear.render(area, buffer);
    let title = format!(" {} · {} of {} ", shelf.name, cursor + 1, shelf.entries.len());
    panel(title, theme.panel(true)).style(theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(1, 1));
    let faults = shelf.problems.len().min(usize::from(inside.height) / 4);
    let list = Rect { height: inside.height - u16::try_from(faults).unwrap_or_default(), ..inside };
    for (at, index) in window(cursor, shelf.entries.len(), usize::from(list.height)).enumerate() {
        let place = row_at(list, at);
        let open = if index == canvas.state.opened { "▌" } else { " " };
        entry_row(canvas, &shelf.entries[index], open, place, buffer);
        if index == cursor {
            buffer.set_style(place, theme.selected.patch(theme.current));
        }
    }
    for (at, problem) in shelf.problems.iter().take(faults).enumerate() {
        Line::styled(problem.to_string(), theme.error)
            .render(row_at(inside, usize::from(list.height) + at), buffer);
    }
}

fn entry_row(canvas: &Canvas, entry: &Entry, open: &'static str, place: Rect, buffer: &mut Buffer) {
    let theme = canvas.theme;
    let documents = match entry.documents.len() {
        1 => "1 document".to_owned(),
        count => format!("{count} documents"),
    };
    let mut line = vec![Span::styled(open, theme.current), Span::raw(" ")];
    // A folder of one episode is its name already.
    let groups = entry.group.iter().filter(|group| **group != entry.name);
    line.extend(groups.map(|group| Span::styled(format!("{group} / "), theme.dim)));
    let title = Some(entry.title()).filter(|title| *title != entry.name);
    match title {
        Some(title) => {
            line.push(Span::styled(title, theme.text));
            line.push(Span::styled(format!("  {}", entry.name), theme.dim));
        }
        None => line.push(Span::styled(entry.name.as_str(), theme.text)),
    }
    both_sides(Line::from(line), Span::styled(documents, theme.id), place, buffer);
}
