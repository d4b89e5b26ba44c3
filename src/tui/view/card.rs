//! The card of a speaker, over the panes: rows of what is known, some of which lead on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::episode::ElementIx;
use crate::statistics::{Stretch, presence};
use crate::tui::layout::Places;
use crate::tui::sheet::CardRow;
use crate::tui::state::State;
use crate::tui::widget::rows::window;
use crate::tui::widget::strip::{StripLook, strip};
use crate::tui::widget::wrap::{shorten, wrap};

use super::{Canvas, row_at};

/// The widest that a card gets.
const WIDEST: u16 = 78;

/// Cells for what a row says, and below how many cells of a card they are too many.
const LABEL: usize = 11;
const ROOMY: usize = 30;

/// A row on the screen: text, and the number of the row that leads somewhere, where it is one.
struct Shown {
    text: String,
    lead: Option<usize>,
}

/// The place of the card with its frame: as high as its rows, in the middle of the screen.
pub(in crate::tui) fn place(state: &State, places: &Places) -> Rect {
    let whole = places.sheet();
    if !places.framed {
        return whole;
    }
    let width = whole.width.min(WIDEST);
    let rows = shown(state, usize::from(width.saturating_sub(2))).len() + 3;
    let height = u16::try_from(rows).unwrap_or(u16::MAX).min(whole.height);
    Rect { x: whole.x + (whole.width - width) / 2, y: whole.y + (whole.height - height) / 2, width, height }
}

pub(super) fn title(canvas: &Canvas) -> Line<'static> {
    let (state, theme) = (canvas.state, canvas.theme);
    let ix = state.sheets.card.speaker;
    let speaker = state.table.episode.cast.speakers.get(ix.at());
    let name = speaker.map_or_else(|| "nobody".to_owned(), |speaker| speaker.name.clone());
    let style = theme.speaker(state.table.colour(ix)).patch(theme.title_focused);
    Line::from(vec![Span::raw(" "), Span::styled(name, style), Span::raw(" ")])
}

pub(super) fn draw(canvas: &Canvas, inside: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let rows = shown(state, usize::from(inside.width));
    let list = rows_place(inside);
    let cursor = cursor_row(state, &rows);
    for (at, index) in window(cursor, rows.len(), usize::from(list.height)).enumerate() {
        let (place, Some(row)) = (row_at(list, at), rows.get(index)) else { break };
        Line::raw(row.text.as_str()).style(style(canvas, row)).render(place, buffer);
        if row.lead == Some(state.sheets.card.cursor) {
            buffer.set_style(place, theme.selected.patch(theme.current));
        }
    }
    if list.height < inside.height {
        presence_strip(canvas, row_at(inside, usize::from(inside.height) - 1), buffer);
    }
}

/// Which of the rows that lead somewhere is at the height `y` of the screen.
pub(in crate::tui) fn lead_at(state: &State, inside: Rect, y: u16) -> Option<usize> {
    let rows = shown(state, usize::from(inside.width));
    let list = rows_place(inside);
    let seen = window(cursor_row(state, &rows), rows.len(), usize::from(list.height));
    let row = seen.start + usize::from(y.checked_sub(list.y)?);
    rows.get(row).filter(|_| seen.contains(&row))?.lead
}

/// The place of the rows; under them the strip, where there is room for it.
fn rows_place(inside: Rect) -> Rect {
    Rect { height: inside.height - u16::from(inside.height > 4), ..inside }
}

fn cursor_row(state: &State, rows: &[Shown]) -> usize {
    let cursor = state.sheets.card.cursor;
    // With the first that leads somewhere the beginning of the card is to be seen too.
    let at = rows.iter().position(|row| row.lead == Some(cursor)).unwrap_or_default();
    if cursor == 0 { 0 } else { at }
}

fn style(canvas: &Canvas, row: &Shown) -> Style {
    if row.lead.is_some() { canvas.theme.heading } else { canvas.theme.text }
}

/// The rows at `width` cells: what leads somewhere on one row, all else wrapped.
fn shown(state: &State, width: usize) -> Vec<Shown> {
    let label = if width >= ROOMY { LABEL } else { 0 };
    let room = width.saturating_sub(label + 1).max(1);
    let mut leads = 0;
    let mut rows = Vec::new();
    for CardRow { label: name, text, lead } in state.sheets.card.rows(&state.table) {
        let name = if label > 0 { format!("{name:>label$} ") } else { " ".to_owned() };
        if lead.is_some() {
            rows.push(Shown { text: format!("{name}{}", shorten(&text, room)), lead: Some(leads) });
            leads += 1;
            continue;
        }
        for (at, part) in wrap(&text, room).into_iter().enumerate() {
            let blank = " ".repeat(name.len());
            let lead = if at == 0 { &name } else { &blank };
            rows.push(Shown { text: format!("{lead}{}", &text[part]), lead: None });
        }
    }
    rows
}

/// The line that a cell of the strip leads to: the speaker's first in that stretch, or where it begins.
pub(in crate::tui) fn stretch_at(state: &State, inside: Rect, x: u16, y: u16) -> Option<ElementIx> {
    let on_strip = rows_place(inside).height < inside.height && y + 1 == inside.bottom();
    let stretches = stretches(state, inside.width);
    let stretch = stretches.get(usize::from(x.checked_sub(inside.x)?)).filter(|_| on_strip)?;
    Some(stretch.first.unwrap_or(ElementIx::new(stretch.elements.start)))
}

fn stretches(state: &State, cells: u16) -> Vec<Stretch> {
    let speaker = state.sheets.card.speaker;
    presence(&state.table.episode, usize::from(cells), |element| element.speakers.contains(&speaker))
}

/// Where over the episode the speaker speaks.
fn presence_strip(canvas: &Canvas, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let speaker = state.sheets.card.speaker;
    let stretches = stretches(state, place.width);
    let amounts: Vec<usize> = stretches.iter().map(|stretch| stretch.speeches).collect();
    let full = theme.speaker(state.table.colour(speaker));
    let look = StripLook { full, empty: theme.dim, here: theme.selected.patch(theme.current) };
    strip(&amounts, state.stretch_here(&stretches), look, place, buffer);
}
