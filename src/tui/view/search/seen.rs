//! Which of the results are in sight, and how each breaks into rows.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::search::Hit;
use crate::tui::dock::Row;
use crate::tui::layout::Pane;
use crate::tui::state::State;
use crate::tui::widget::rows::window_of;
use crate::tui::widget::wrap::rows_around;

use super::list_area;
use super::results::also_in;

/// Rows that a long hit takes.
const LONG: usize = 2;

/// The columns before a hit's words, in a list of some width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Margins {
    /// For the line's id.
    pub(super) id: usize,
    /// For who speaks.
    pub(super) name: usize,
    /// For the words; one more, before them, has the mark that something is left out.
    pub(super) words: usize,
}

/// Columns below which who speaks has less room.
const ROOMY: usize = 56;

impl Margins {
    pub(super) fn of(columns: u16) -> Self {
        let columns = usize::from(columns);
        let (id, name) = if columns < ROOMY { (6, 7) } else { (7, 12) };
        Self { id, name, words: columns.saturating_sub(id + name + 2) }
    }
}

/// The rows of the listing that are in sight.
pub(in crate::tui) fn results_seen(state: &State) -> Range<usize> {
    let area = list_area(state, state.places().inside(Pane::Search));
    rows_seen(state, area)
}

/// The row of the listing at the row `y` of the pane, from 0.
pub(in crate::tui) fn result_at(state: &State, y: usize) -> Option<usize> {
    let pane = state.places().inside(Pane::Search);
    let area = list_area(state, pane);
    let mut below = y.checked_sub(usize::from(area.y - pane.y))?;
    for at in rows_seen(state, area) {
        let height = height(state, area.width, at);
        if below < height {
            return Some(at);
        }
        below -= height;
    }
    None
}

/// The rows of the listing that `area` shows; the last may be cut.
pub(super) fn rows_seen(state: &State, area: Rect) -> Range<usize> {
    let search = &state.search;
    let tall = |at: usize| height(state, area.width, at);
    window_of(search.cursor, search.listing.rows.len(), usize::from(area.height), tall)
}

/// How many rows of the screen the row `at` of the listing takes.
pub(super) fn height(state: &State, columns: u16, at: usize) -> usize {
    match state.search.listing.rows.get(at) {
        Some(Row::Hit(hit)) => {
            let margins = Margins::of(columns);
            state.search.answer.hits.get(*hit).map_or(1, |hit| words_of_hit(state, margins, hit).len())
        }
        _ => 1,
    }
}

/// The rows of a hit's words: around what was found in them.
pub(super) fn words_of_hit(state: &State, margins: Margins, hit: &Hit) -> Vec<Range<usize>> {
    let element = hit.element.at();
    let text = state.table.episode.elements.get(element).map_or("", |element| element.text.as_str());
    let found = state.answering(element).first().map_or(0, |found| found.start);
    let rows = if state.search.listing.wrapped { LONG } else { 1 };
    // One column at the end is for the mark that something is left out, some for where else it is found.
    let also = also_in(hit);
    let aside = if also.is_empty() { 1 } else { also.len() + 2 };
    rows_around(text, found, margins.words.saturating_sub(aside), rows)
}
