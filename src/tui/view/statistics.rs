//! Who says how much: speakers, scenes or acts as rows of numbers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::episode::SpeakerIx;
use crate::tui::sheet::{Column, Grouping, StatRow, Subject, parts};
use crate::tui::state::State;
use crate::tui::widget::columns::{Columns, Wanted};
use crate::tui::widget::rows::window;
use crate::tui::widget::shade::bar;
use crate::tui::widget::wrap::width;

use super::sheet::tabs;
use super::{Canvas, row_at};

/// The most cells that a name takes, and a bar.
const LONGEST_NAME: usize = 40;
const LONGEST_BAR: usize = 40;

/// Cells below which a bar says nothing.
const SHORTEST_BAR: usize = 6;

/// Cells before a row: the mark of what one is in.
const GUTTER: u16 = 2;

pub(super) fn title(canvas: &Canvas) -> Line<'static> {
    let shown = canvas.state.sheets.statistics.grouping;
    tabs(
        canvas,
        "Statistics",
        Grouping::ALL.into_iter().map(|grouping| (grouping.title(), grouping == shown)),
    )
}

pub(super) fn draw(canvas: &Canvas, inside: Rect, buffer: &mut Buffer) {
    let state = canvas.state;
    let sheet = &state.sheets.statistics;
    let rows = sheet.rows(&state.table);
    let columns = columns(&rows, inside.width);
    let parts = parts(inside, 1);
    head(canvas, &columns, text(parts.head), buffer);
    if rows.is_empty() {
        let nothing = format!("no {} in this episode", sheet.grouping.title());
        return Line::styled(nothing, canvas.theme.dim).render(text(parts.rows), buffer);
    }
    let most = rows.iter().map(|row| row.tally.words).max().unwrap_or_default();
    let seen = window(sheet.cursor(), rows.len(), usize::from(parts.rows.height));
    for (at, index) in seen.enumerate() {
        let place = row_at(parts.rows, at);
        let Some(row) = rows.get(index) else { break };
        draw_row(canvas, row, &columns, most, place, buffer);
        if index == sheet.cursor() {
            buffer.set_style(place, canvas.theme.selected.patch(canvas.theme.current));
        }
    }
    if let Some(row) = rows.get(sheet.cursor()) {
        foot(canvas, row, parts.foot, buffer);
    }
}

/// The column that the cell `x` of the sheet's head stands over.
pub(in crate::tui) fn column_at(state: &State, x: u16) -> Option<Column> {
    let rows = state.sheets.statistics.rows(&state.table);
    let inside = state.places().inside_sheet();
    let x = x.checked_sub(inside.x + GUTTER)?;
    Column::ALL.get(columns(&rows, inside.width).at(usize::from(x))?).copied()
}

fn text(place: Rect) -> Rect {
    let gutter = GUTTER.min(place.width);
    Rect { x: place.x + gutter, width: place.width - gutter, ..place }
}

fn columns(rows: &[StatRow], room: u16) -> Columns {
    let name = rows.iter().map(|row| width(&row.name)).max().unwrap_or_default().clamp(8, LONGEST_NAME);
    let wanted = |width, rank| Wanted { width, rank };
    let others = [wanted(9, 2), wanted(9, 5), wanted(6, 6), wanted(6, 1), wanted(8, 3), wanted(7, 4)];
    Columns::fit(name, &others, usize::from(room.saturating_sub(GUTTER)))
}

fn head(canvas: &Canvas, columns: &Columns, place: Rect, buffer: &mut Buffer) {
    let sheet = &canvas.state.sheets.statistics;
    let (sorted, reversed) = sheet.sorting();
    let cells = Column::ALL.map(|column| {
        let title = column.title(sheet.grouping);
        if column != sorted {
            return (title.to_owned(), canvas.theme.dim);
        }
        let way = if (column == Column::Name) == reversed { "▾" } else { "▴" };
        (format!("{way}{title}"), canvas.theme.title_focused)
    });
    columns.line(&cells).render(place, buffer);
}

fn draw_row(
    canvas: &Canvas,
    row: &StatRow,
    columns: &Columns,
    most: usize,
    place: Rect,
    buffer: &mut Buffer,
) {
    let (state, theme) = (canvas.state, canvas.theme);
    if is_here(state, row) {
        Span::styled("▌", theme.current).render(Rect { width: place.width.min(1), ..place }, buffer);
    }
    let place = text(place);
    let plain = |text: String| (text, Style::new());
    let style = match row.subject {
        Subject::Speaker(at) => theme.speaker(state.table.colour(SpeakerIx::new(at))),
        Subject::Scene(_) => theme.text,
        Subject::Act(_) => theme.act,
    };
    let share = row.tally.share(&state.table.statistics().whole) * 100.0;
    let cells = [
        (row.name.clone(), style),
        plain(row.among.to_string()),
        plain(row.tally.speeches.to_string()),
        plain(row.tally.words.to_string()),
        plain(format!("{:.1}", row.tally.mean())),
        plain(row.tally.longest.map_or(0, |longest| longest.words).to_string()),
        plain(format!("{share:.1} %")),
    ];
    columns.line(&cells).render(place, buffer);
    let used = u16::try_from(columns.width() + 2).unwrap_or(u16::MAX).min(place.width);
    let rest = Rect { x: place.x + used, width: place.width - used, ..place };
    if usize::from(rest.width) >= SHORTEST_BAR {
        let bar = bar(row.tally.words, most, usize::from(rest.width).min(LONGEST_BAR));
        Line::styled(bar, style).render(rest, buffer);
    }
}

/// Whether the current line is of the row's speaker, scene or act.
fn is_here(state: &State, row: &StatRow) -> bool {
    let current = state.script.current;
    match row.subject {
        Subject::Speaker(at) => {
            state.current().is_some_and(|element| element.speakers.iter().any(|ix| ix.at() == at))
        }
        Subject::Scene(at) => state.table.scene(current).is_some_and(|ix| ix.at() == at),
        Subject::Act(at) => state.table.act(current).is_some_and(|ix| ix.at() == at),
    }
}

/// What the row leads to: which line, and how it begins.
fn foot(canvas: &Canvas, row: &StatRow, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let (column, _) = state.sheets.statistics.sorting();
    let Some(target) = row.target(column) else { return };
    let element = state.table.episode.element(target);
    let what = if column == Column::Longest && row.tally.longest.is_some() { "longest" } else { "first" };
    let line = vec![
        Span::styled(format!("{what} {} ", element.id), theme.id),
        Span::styled(element.text.as_str(), theme.dim),
    ];
    Line::from(line).render(text(place), buffer);
}
