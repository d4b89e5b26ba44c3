//! The sheet that lies over the panes: its frame and title; what is in it each view draws itself.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::tui::action::Action;
use crate::tui::sheet::Sheet;
use crate::tui::state::State;
use crate::tui::widget::panel::panel;

use super::{Canvas, card, compare, documents, matrix, raw, remarks, statistics, timeline};

/// The place of a sheet, with its frame and without it or the title.
pub(in crate::tui) fn places(state: &State, sheet: Sheet) -> (Rect, Rect) {
    let places = state.places();
    if sheet != Sheet::Card || !places.framed {
        return (places.sheet(), places.inside_sheet());
    }
    let place = card::place(state, &places);
    (place, place.inner(Margin::new(1, 1)))
}

/// Draws the sheet with its frame.
pub(super) fn draw(canvas: &Canvas, sheet: Sheet, buffer: &mut Buffer) {
    let (place, inside) = places(canvas.state, sheet);
    Clear.render(place, buffer);
    buffer.set_style(place, canvas.theme.text);
    let look = canvas.theme.panel(true);
    let title = title(canvas, sheet);
    if canvas.places.framed {
        panel(title, look).title_bottom(keys(canvas, sheet, place.width)).render(place, buffer);
    } else {
        title.style(look.title).render(place, buffer);
    }
    if inside.is_empty() {
        return;
    }
    match sheet {
        Sheet::Card => card::draw(canvas, inside, buffer),
        Sheet::Statistics => statistics::draw(canvas, inside, buffer),
        Sheet::Matrix => matrix::draw(canvas, inside, buffer),
        Sheet::Timeline => timeline::draw(canvas, inside, buffer),
        Sheet::Compare => compare::draw(canvas, inside, buffer),
        Sheet::Documents => documents::draw(canvas, inside, buffer),
        Sheet::Raw => raw::draw(canvas, inside, buffer),
        Sheet::Remarks => remarks::draw(canvas, inside, buffer),
    }
}

/// What keys do in a sheet that they do not do elsewhere.
fn told(sheet: Sheet) -> &'static [(Action, &'static str)] {
    match sheet {
        Sheet::Card => &[(Action::Unfold, "next speaker")],
        Sheet::Statistics => &[
            (Action::Unfold, "next column"),
            (Action::Sort, "other way round"),
            (Action::FocusNext, "next table"),
        ],
        Sheet::Matrix => &[
            (Action::Unfold, "next scene"),
            (Action::Sort, "sort speakers"),
            (Action::FocusNext, "speeches or words"),
        ],
        Sheet::Timeline => &[(Action::Widen, "finer"), (Action::Narrow, "coarser")],
        Sheet::Compare => &[
            (Action::Unfold, "next difference"),
            (Action::NextScene, "next scene"),
            (Action::FocusNext, "next telling"),
        ],
        Sheet::Documents => &[(Action::Open, "read"), (Action::Remarks, "remarks")],
        Sheet::Remarks => &[(Action::Open, "read there")],
        Sheet::Raw => {
            &[(Action::Find, "find"), (Action::FocusNext, "next document"), (Action::Open, "to the script")]
        }
    }
}

/// The keys that are told at the foot of a frame of `width` columns, as many as fit it.
fn keys(canvas: &Canvas, sheet: Sheet, width: u16) -> Line<'static> {
    let mut line = Line::default().right_aligned();
    for (action, does) in told(sheet) {
        let key = canvas.state.keymap.first_key(*action);
        let more = [
            Span::styled(format!(" {key}"), canvas.theme.title_focused),
            Span::styled(format!(" {does} "), canvas.theme.dim),
        ];
        let wide: usize = more.iter().map(Span::width).sum();
        if line.width() + wide + 2 > usize::from(width) {
            break;
        }
        line.extend(more);
    }
    line
}

fn title(canvas: &Canvas, sheet: Sheet) -> Line<'static> {
    match sheet {
        Sheet::Card => card::title(canvas),
        Sheet::Statistics => statistics::title(canvas),
        Sheet::Matrix => matrix::title(canvas),
        Sheet::Timeline => timeline::title(canvas),
        Sheet::Compare => compare::title(canvas),
        Sheet::Documents => documents::title(canvas),
        Sheet::Raw => raw::title(canvas),
        Sheet::Remarks => remarks::title(canvas),
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
