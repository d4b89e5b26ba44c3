//! The shelf: all episodes, one of which is open.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::library::Entry;
use crate::tui::filter::List;
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
    let rows = canvas.state.shelf_rows();
    let at = rows.iter().position(|row| *row == cursor);
    let mut title = Line::from(format!(" {} · {} of {} ", shelf.name, at.map_or(0, |at| at + 1), rows.len()));
    title.spans.extend(canvas.filter(List::Shelf));
    panel(title, theme.panel(true)).style(theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(1, 1));
    let faults = shelf.problems.len().min(usize::from(inside.height) / 4);
    let list = Rect { height: inside.height - u16::try_from(faults).unwrap_or_default(), ..inside };
    if rows.is_empty() {
        Line::styled("no episode is called so", theme.dim).render(list, buffer);
    }
    let seen = window(at.unwrap_or_default(), rows.len(), usize::from(list.height));
    for (at, index) in rows.get(seen).into_iter().flatten().copied().enumerate() {
        let place = row_at(list, at);
        let open = if index == canvas.state.opened { "▌" } else { " " };
        entry_row(canvas, index, &shelf.entries[index], open, place, buffer);
        if index == cursor {
            buffer.set_style(place, theme.selected.patch(theme.current));
        }
    }
    for (at, problem) in shelf.problems.iter().take(faults).enumerate() {
        let text = format!("{}: {}", problem.path, problem.message);
        Line::styled(text, theme.error).render(row_at(inside, usize::from(list.height) + at), buffer);
    }
}

fn entry_row(
    canvas: &Canvas,
    index: usize,
    entry: &Entry,
    open: &'static str,
    place: Rect,
    buffer: &mut Buffer,
) {
    let theme = canvas.theme;
    let documents = match entry.documents.len() {
        1 => "1 document".to_owned(),
        count => format!("{count} documents"),
    };
    let mut line = vec![Span::styled(open, theme.current), Span::raw(" ")];
    // A folder of one episode is its name already.
    let groups = entry.group.iter().filter(|group| **group != entry.name);
    line.extend(groups.map(|group| Span::styled(format!("{group} / "), theme.dim)));
    let title = canvas.state.titles.get(&index).filter(|title| **title != entry.name);
    match title {
        Some(title) => {
            line.push(Span::styled(title.as_str(), theme.text));
            line.push(Span::styled(format!("  {}", entry.name), theme.dim));
        }
        None => line.push(Span::styled(entry.name.as_str(), theme.text)),
    }
    both_sides(Line::from(line), Span::styled(documents, theme.id), place, buffer);
}
