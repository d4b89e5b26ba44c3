//! The sheet that lies over the panes: its frame and title; what is in it each view draws itself.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::tui::sheet::Sheet;
use crate::tui::widget::panel::panel;

use super::{Canvas, matrix, statistics};

/// Draws the uppermost sheet, where one is open; gives whether it covers the panes.
pub(super) fn draw(canvas: &Canvas, sheet: Sheet, buffer: &mut Buffer) {
    let place = canvas.places.sheet();
    Clear.render(place, buffer);
    buffer.set_style(place, canvas.theme.text);
    let look = canvas.theme.panel(true);
    let title = title(canvas, sheet);
    if canvas.places.framed {
        panel(title, look).render(place, buffer);
    } else {
        title.style(look.title).render(place, buffer);
    }
    let inside = canvas.places.inside_sheet();
    if inside.is_empty() {
        return;
    }
    match sheet {
        Sheet::Statistics => statistics::draw(canvas, inside, buffer),
        Sheet::Matrix => matrix::draw(canvas, inside, buffer),
    }
}

fn title(canvas: &Canvas, sheet: Sheet) -> Line<'static> {
    match sheet {
        Sheet::Statistics => statistics::title(canvas),
        Sheet::Matrix => matrix::title(canvas),
    }
}

/// A title with tabs, the chosen one marked by more than its colour.
pub(super) fn tabs<'a>(
    canvas: &Canvas,
    name: &'static str,
    tabs: impl Iterator<Item = (&'a str, bool)>,
) -> Line<'static> {
    let theme = canvas.theme;
    let mut spans = vec![Span::raw(format!(" {name} "))];
    for (tab, chosen) in tabs {
        let (text, style) = if chosen {
            (format!("‹{tab}›"), theme.title_focused)
        } else {
            (format!(" {tab} "), theme.dim)
        };
        spans.push(Span::styled(text, style));
    }
    spans.push(Span::raw(" "));
    Line::from(spans)
}
