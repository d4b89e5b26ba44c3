//! The shelf: all episodes by series and season, one of which is open, and the scan that finds them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::library::Entry;
use crate::tui::filter::List;
use crate::tui::shelf::{Group, Item, ShelfRow};
use crate::tui::state::State;
use crate::tui::widget::panel::panel;
use crate::tui::widget::rows::window;

use super::{Canvas, both_sides, row_at};

/// The widest that the list gets.
const WIDEST: u16 = 80;

/// The columns from which on a row tells when the episode was first shown.
const DATED: u16 = 60;

/// The columns of the bar that shows how far a scan is.
const BAR: usize = 24;

pub(super) fn draw(canvas: &Canvas, cursor: usize, buffer: &mut Buffer) {
    let (theme, episodes) = (canvas.theme, &canvas.state.episodes);
    let area = area(canvas.places.screen);
    Clear.render(area, buffer);
    panel(title(canvas, cursor), theme.panel(true)).style(theme.text).render(area, buffer);
    let list = list(canvas.state, canvas.places.screen);
    if episodes.rows.is_empty() && !canvas.state.shelf.entries.is_empty() {
        Line::styled("no episode is called so", theme.dim).render(list, buffer);
    }
    for (at, index) in window(cursor, episodes.rows.len(), usize::from(list.height)).enumerate() {
        let place = row_at(list, at);
        let Some(row) = episodes.rows.get(index) else { continue };
        draw_row(canvas, row, place, buffer);
        if index == cursor {
            buffer.set_style(place, theme.selected.patch(theme.current));
        }
    }
    let inside = area.inner(Margin::new(1, 1));
    if let Some(progress) = episodes.progress.filter(|_| inside.height > list.height) {
        let place = row_at(inside, usize::from(list.height));
        Line::from(bar(progress)).style(theme.dim).render(place, buffer);
    }
}

fn area(screen: Rect) -> Rect {
    let width = screen.width.min(WIDEST);
    Rect { x: (screen.width - width) / 2, width, height: screen.height.saturating_sub(1), ..screen }
}

/// The place of the rows.
pub(super) fn list(state: &State, screen: Rect) -> Rect {
    let inside = area(screen).inner(Margin::new(1, 1));
    let scanning = u16::from(state.episodes.progress.is_some()).min(inside.height);
    Rect { height: inside.height - scanning, ..inside }
}

/// What the shelf is called, the episode under the cursor and how many there are, and their order.
fn title(canvas: &Canvas, cursor: usize) -> Line<'static> {
    let (shelf, episodes) = (&canvas.state.shelf, &canvas.state.episodes);
    let before = episodes.rows.get(..=cursor).unwrap_or(&episodes.rows);
    let number = before.iter().filter(|row| matches!(row.item, Item::Entry(_))).count();
    let order = episodes.order.name();
    let name = format!(" {} · {number} of {} · by {order} ", shelf.name, shelf.entries.len());
    Line::from_iter([Span::raw(name)].into_iter().chain(canvas.filter(List::Shelf)))
}

/// How far a scan is, in words and as a bar.
fn bar((done, found): (usize, usize)) -> String {
    let full = (BAR * done).checked_div(found).unwrap_or_default().min(BAR);
    format!(" {}{} {done} of {found} files", "━".repeat(full), "─".repeat(BAR - full))
}

fn draw_row(canvas: &Canvas, row: &ShelfRow, place: Rect, buffer: &mut Buffer) {
    let (theme, state) = (canvas.theme, canvas.state);
    let indent = "  ".repeat(row.depth);
    match &row.item {
        Item::Group(group, count) => {
            let mark = if state.episodes.is_folded(group) { "▸" } else { "▾" };
            let line = Line::styled(format!("{indent}{mark} {}", group_name(group)), theme.heading);
            both_sides(line, Span::styled(count.to_string(), theme.id), place, buffer);
        }
        Item::Problem(at) => {
            let problem = state.shelf.problems.get(*at).map(ToString::to_string).unwrap_or_default();
            Line::styled(format!("{indent}{problem}"), theme.error).render(place, buffer);
        }
        Item::Entry(at) => {
            let Some(entry) = state.shelf.entries.get(*at) else { return };
            let open = if state.opened == Some(*at) { "▌ " } else { "  " };
            let mut line = vec![Span::raw(indent), Span::styled(open, theme.current)];
            let (right, style) = match state.episodes.lost.get(at) {
                Some(why) => (why.clone(), theme.error),
                None => (documents(entry, place.width), theme.id),
            };
            entry_name(canvas, entry, row.depth == 0, &mut line);
            both_sides(Line::from(line), Span::styled(right, style), place, buffer);
        }
    }
}

fn group_name(group: &Group) -> String {
    match group {
        Group::Series(Some(series)) => series.clone(),
        Group::Series(None) => "Of no series".to_owned(),
        Group::Season(_, Some(season)) if season.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("Season {season}")
        }
        Group::Season(_, Some(season)) => season.clone(),
        Group::Season(_, None) => "Of no season".to_owned(),
        Group::Faults => "Could not be used".to_owned(),
    }
}

/// Number and title of an episode, then the name of its file or folder; with the folders before it
/// where no header tells of them.
fn entry_name<'a>(canvas: &Canvas, entry: &'a Entry, alone: bool, line: &mut Vec<Span<'a>>) {
    let (dim, text): (Style, Style) = (canvas.theme.dim, canvas.theme.text);
    // A folder of one episode is its name already.
    let groups = entry.group.iter().filter(|group| alone && **group != entry.name);
    line.extend(groups.map(|group| Span::styled(format!("{group} / "), dim)));
    if let Some(number) = &entry.about.number {
        line.push(Span::styled(format!("{number} "), canvas.theme.id));
    }
    line.push(Span::styled(entry.title(), text));
    if entry.title() != entry.name {
        line.push(Span::styled(format!("  {}", entry.name), dim));
    }
}

/// The day an episode was first shown, where there is room, and how many documents there are.
fn documents(entry: &Entry, width: u16) -> String {
    let count = match entry.documents.len() {
        1 => "1 document".to_owned(),
        count => format!("{count} documents"),
    };
    let date = entry.about.air_date.as_deref().filter(|_| width >= DATED);
    date.map_or_else(|| count.clone(), |date| format!("{date} · {count}"))
}
