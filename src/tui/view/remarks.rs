//! What there is to remark on the documents, a row each; the one under the cursor in full below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::document::Severity;
use crate::tui::sheet::{Remark, remarks};
use crate::tui::widget::rows::window;
use crate::tui::widget::wrap::{shorten, width, wrap};

use super::{Canvas, row_at};

/// The most cells that the name of a document takes in a row.
const LONGEST: usize = 32;
/// The most rows for the remark under the cursor.
const MOST_ROWS: usize = 4;

pub(super) fn title(canvas: &Canvas) -> Line<'static> {
    let count = remarks(&canvas.state.table.episode).len();
    Line::from(format!(" Remarks {count} "))
}

/// The place of the rows, and that of what is said of the one under the cursor, which `message` is.
pub(in crate::tui) fn places(inside: Rect, message: &str) -> (Rect, Rect) {
    let needed = wrap(message, usize::from(inside.width).max(1)).len().min(MOST_ROWS);
    let room = usize::from(inside.height) / 3;
    let foot = u16::try_from(needed.min(room)).unwrap_or_default();
    let [rows, foot] = Layout::vertical([Constraint::Fill(1), Constraint::Length(foot)]).areas(inside);
    (rows, foot)
}

pub(super) fn draw(canvas: &Canvas, inside: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let remarks = remarks(&state.table.episode);
    let cursor = state.sheets.remarks.cursor;
    let Some(here) = remarks.get(cursor) else {
        return Line::styled("nothing: all was understood", theme.dim).render(inside, buffer);
    };
    let (rows, foot) = places(inside, &here.message);
    let names = remarks.iter().map(|remark| width(&place_of(canvas, remark)));
    let name = names.max().unwrap_or_default().clamp(8, LONGEST);
    for (at, index) in window(cursor, remarks.len(), usize::from(rows.height)).enumerate() {
        let (row, Some(remark)) = (row_at(rows, at), remarks.get(index)) else { break };
        let place = place_of(canvas, remark);
        let place = shorten(&place, name);
        let gap = " ".repeat(name + 2 - width(&place).min(name));
        let message = shorten(&remark.message, usize::from(row.width).saturating_sub(name + 2));
        let spans =
            [Span::styled(place, theme.id), Span::raw(gap), Span::styled(message, style(canvas, remark))];
        Line::from_iter(spans).render(row, buffer);
        if index == cursor {
            buffer.set_style(row, theme.selected.patch(theme.current));
        }
    }
    for (at, row) in wrap(&here.message, usize::from(foot.width).max(1)).into_iter().enumerate() {
        if at < usize::from(foot.height) {
            Line::styled(here.message[row].to_owned(), theme.dim).render(row_at(foot, at), buffer);
        }
    }
}

/// The document and the line of it that a remark speaks of.
fn place_of(canvas: &Canvas, remark: &Remark) -> String {
    let source = canvas.state.table.episode.sources.get(remark.source.at());
    source.map_or_else(String::new, |document| {
        format!("{}:{}", document.source.name, document.source.line_of(remark.span.start))
    })
}

fn style(canvas: &Canvas, remark: &Remark) -> Style {
    if remark.severity == Severity::Note { canvas.theme.text } else { canvas.theme.error }
}
