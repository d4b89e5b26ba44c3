//! The documents of the episode: what each was taken for, and the line of it that speaks of here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::document::Severity;
use crate::episode::{EpisodeSource, SourceIx};
use crate::tui::sheet::{parts, said_of};
use crate::tui::widget::columns::{Columns, Wanted};
use crate::tui::widget::rows::window;
use crate::tui::widget::wrap::width;

use super::{Canvas, row_at};

/// The most cells that the name of a document takes.
const LONGEST: usize = 48;

pub(super) fn title(canvas: &Canvas) -> Line<'static> {
    let here = canvas.state.current().map_or_else(String::new, |element| format!("at {} ", element.id));
    Line::from(format!(" Documents {here}"))
}

pub(super) fn draw(canvas: &Canvas, inside: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let sources = &state.table.episode.sources;
    let parts = parts(inside, 1);
    let names = sources.iter().map(|document| width(&document.source.name));
    let name = names.max().unwrap_or_default().clamp(8, LONGEST);
    let wanted = |width, rank| Wanted { width, rank };
    let others = [wanted(11, 6), wanted(6, 3), wanted(7, 5), wanted(12, 1), wanted(8, 2)];
    let columns = Columns::fit(name, &others, usize::from(inside.width));
    let titles = ["document", "read as", "lines", "here", "encoding", "remarks"];
    columns.line(&titles.map(|title| (title.to_owned(), theme.dim))).render(parts.head, buffer);
    let cursor = state.sheets.documents.cursor;
    for (at, index) in window(cursor, sources.len(), usize::from(parts.rows.height)).enumerate() {
        let (place, Some(document)) = (row_at(parts.rows, at), sources.get(index)) else { break };
        columns.line(&cells(canvas, SourceIx::new(index), document)).render(place, buffer);
        if index == cursor {
            buffer.set_style(place, theme.selected.patch(theme.current));
        }
    }
    foot(canvas, parts.foot, buffer);
}

fn cells(canvas: &Canvas, ix: SourceIx, document: &EpisodeSource) -> [(String, Style); 6] {
    let (state, theme) = (canvas.state, canvas.theme);
    let episode = &state.table.episode;
    let said = said_of(episode, ix, state.current_ix());
    let here = said.map_or_else(String::new, |(span, exact)| {
        let line = document.source.line_of(span.start);
        if exact { line.to_string() } else { format!("~{line}") }
    });
    let of = episode.diagnostics.iter().filter(|told| told.source == ix);
    let remarks = of.filter(|told| told.diagnostic.severity != Severity::Note).count();
    [
        (document.source.name.clone(), theme.text),
        (document.kind.name().to_owned(), theme.text),
        (document.source.line_count().to_string(), theme.id),
        (here, theme.title_focused),
        (document.source.encoding.to_owned(), theme.dim),
        (if remarks == 0 { String::new() } else { remarks.to_string() }, theme.error),
    ]
}

/// What the document under the cursor says of the current line.
fn foot(canvas: &Canvas, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let ix = SourceIx::new(state.sheets.documents.cursor);
    let Some(document) = state.table.episode.sources.get(ix.at()) else { return };
    let line = match said_of(&state.table.episode, ix, state.current_ix()) {
        Some((span, true)) => Line::styled(document.source.flow(span), theme.text),
        Some((span, false)) => Line::from(vec![
            Span::styled("of what was before: ", theme.dim),
            Span::styled(document.source.flow(span), theme.dim),
        ]),
        None => Line::styled("it says nothing of this line", theme.dim),
    };
    line.render(place, buffer);
}
