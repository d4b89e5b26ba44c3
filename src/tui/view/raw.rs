//! A document as text, with the numbers of its lines, and what it says of the current line lit.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::source::Source;
use crate::tui::sheet::{Raw, TAB};
use crate::tui::state::State;
use crate::tui::widget::spans::spans;
use crate::tui::widget::tall::At;
use crate::tui::widget::wrap::{shorten, width};

use super::script::HERE;
use super::{Canvas, row_at};

/// Columns below which lines have no numbers.
const ROOMY: u16 = 24;

pub(super) fn title(canvas: &Canvas) -> Line<'static> {
    let state = canvas.state;
    let Some(document) = state.table.episode.sources.get(state.sheets.documents.cursor) else {
        return Line::default();
    };
    let line = document.source.line_of(state.sheets.documents.at);
    let (name, kind) = (&document.source.name, document.kind.name());
    let place = format!("line {line} of {}", document.source.last_line());
    let room = usize::from(canvas.places.inside_sheet().width);
    let whole = format!(" {name} · {kind} · {place} ");
    if width(&whole) <= room {
        return Line::from(whole);
    }
    let rest = format!(" · {place} ");
    Line::from(format!(" {}{rest}", shorten(name, room.saturating_sub(width(&rest) + 1))))
}

/// Cells for the numbers of lines and the mark before them.
fn numbers(source: &Source, width: u16) -> usize {
    if width < ROOMY { 1 } else { source.last_line().max(1).ilog10() as usize + 3 }
}

/// The rows of the document that is read at the width it is shown in.
pub(in crate::tui) fn raw(state: &State) -> Option<Raw<'_>> {
    let document = state.table.episode.sources.get(state.sheets.documents.cursor)?;
    let inside = state.places().inside_sheet();
    let source = &document.source;
    let width = usize::from(inside.width).saturating_sub(numbers(source, inside.width)).max(1);
    Some(Raw { source, width, kept: &state.sheets.text })
}

/// The topmost row that a place of `height` rows shows.
pub(in crate::tui) fn top(state: &State, raw: Raw, height: usize) -> At {
    let tall = raw.tall();
    let cursor = raw.row_of(state.sheets.documents.at);
    let end = tall.last_row(raw.source.line_count().saturating_sub(1));
    tall.above(cursor, height / 3).min(tall.above(end, height.saturating_sub(1)))
}

pub(super) fn draw(canvas: &Canvas, inside: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let Some(raw) = raw(state).filter(|raw| raw.source.line_count() > 0) else {
        return Line::styled("nothing stands in this document", theme.dim).render(inside, buffer);
    };
    let cursor = raw.row_of(state.sheets.documents.at);
    let mut at = top(state, raw, usize::from(inside.height));
    let mut drawn = 0;
    while drawn < usize::from(inside.height) && at.item < raw.source.line_count() {
        let room = usize::from(inside.height) - drawn;
        for (row, bytes) in raw.rows(at.item).iter().enumerate().skip(at.row).take(room) {
            let place = row_at(inside, drawn);
            let here = cursor == At { item: at.item, row };
            draw_row(canvas, raw, (at.item, row, here), bytes.clone(), place, buffer);
            drawn += 1;
        }
        at = At { item: at.item + 1, row: 0 };
    }
}

fn draw_row(
    canvas: &Canvas,
    raw: Raw,
    (line, row, here): (usize, usize, bool),
    bytes: Range<usize>,
    place: Rect,
    buffer: &mut Buffer,
) {
    if place.is_empty() {
        return;
    }
    let theme = canvas.theme;
    let margin = numbers(raw.source, place.width);
    let number = if row == 0 { (raw.source.first_line() + line).to_string() } else { String::new() };
    let mark = if here { "▌" } else { " " };
    let mut shown = vec![Span::styled(mark, theme.current)];
    if margin > 1 {
        let room = margin - 2;
        shown.push(Span::styled(format!("{number:>room$} "), theme.id));
    }
    let said = canvas.state.sheets.documents.said.map(|span| (span.start..span.end, theme.lit));
    let sought = &canvas.state.sheets.sought;
    let found = sought.within(&bytes).iter().map(|range| (range.clone(), theme.matched));
    let at = canvas.state.sheets.documents.at;
    let looked_at = sought.within(&bytes).iter().filter(|range| range.start == at);
    let lit: Vec<_> =
        said.into_iter().chain(found).chain(looked_at.map(|range| (range.clone(), HERE))).collect();
    for span in spans(&raw.source.text, bytes, theme.text, &lit) {
        // A tab is as wide as it was counted.
        shown.push(Span::styled(span.content.replace('\t', &" ".repeat(TAB)), span.style));
    }
    Line::from(shown).render(place, buffer);
}
