//! The search: the query, how many hits it has, and the hits with what was found in them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::search::Hit;
use crate::tui::layout::Pane;
use crate::tui::widget::rows::window;
use crate::tui::widget::spans::spans;
use crate::tui::widget::wrap::{around, wrap};

use super::{Canvas, both_sides, row_at};

/// Columns for a hit's id.
const ID: usize = 7;

/// Columns for who speaks, at most.
const NAME: usize = 12;

pub(super) fn draw(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    prompt(canvas, row_at(area, 0), buffer);
    let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let below = match problem(canvas) {
        Some(problem) => {
            Line::styled(problem, canvas.theme.error).render(row_at(below, 0), buffer);
            Rect { y: below.y + below.height.min(1), height: below.height.saturating_sub(1), ..below }
        }
        None => below,
    };
    if canvas.state.search.query.is_none() {
        let width = usize::from(below.width);
        let rows = HINTS.iter().flat_map(|hint| wrap(hint, width).into_iter().map(|row| &hint[row]));
        for (at, row) in rows.enumerate() {
            Line::styled(row, canvas.theme.dim).render(row_at(below, at), buffer);
        }
    }
    hits(canvas, below, buffer);
}

/// What an empty query can become.
const HINTS: [&str; 4] = [
    "words, best first: phrase, words, beginnings, typos",
    "\"a phrase\"  'letters  'word'  ^begins  ends$  !not  a | b  ~loose",
    "@speaker  #scene  %act two  %kind log  9.06 goes to that line",
    "enter stays, esc returns, alt-enter stays and keeps this open",
];

/// What is wrong with the query: anywhere, or in this episode.
fn problem(canvas: &Canvas) -> Option<String> {
    let query = canvas.state.search.query.as_ref()?;
    let here =
        || canvas.state.table.index.as_ref().and_then(|index| index.problems(query).into_iter().next());
    query.problems().first().cloned().or_else(here).map(|problem| problem.message)
}

fn prompt(canvas: &Canvas, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let input = &state.search.input;
    let mut line = vec![Span::styled("> ", theme.current)];
    if state.arrangement.focus == Pane::Search {
        line.extend(input.spans(theme.text));
    } else {
        line.push(Span::styled(input.text(), theme.text));
    }
    both_sides(Line::from(line), Span::styled(counts(canvas), theme.dim), place, buffer);
}

/// How many lines answer: exactly, and nearly.
fn counts(canvas: &Canvas) -> String {
    let search = &canvas.state.search;
    if search.query.is_none() {
        return String::new();
    }
    if canvas.state.table.index.is_none() {
        return "reading the documents …".to_owned();
    }
    if let Some(line) = canvas.state.line_asked_for() {
        return canvas
            .state
            .table
            .episode
            .elements
            .get(line)
            .map_or_else(String::new, |e| format!("line {}", e.id));
    }
    let mut counts = format!("{} exact", search.answer.exact);
    if search.answer.near > 0 {
        counts.push_str(&format!(" · {} near", search.answer.near));
    }
    if !search.answer.told.is_empty() {
        counts.push_str(&format!(" · {} told", search.answer.told.len()));
    }
    counts
}

fn hits(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    let search = &canvas.state.search;
    let hits = &search.answer.hits;
    let seen = window(search.cursor, hits.len(), usize::from(area.height));
    for (at, index) in seen.enumerate() {
        let place = row_at(area, at);
        hit_row(canvas, &hits[index], index >= search.answer.exact, place, buffer);
        canvas.mark_row(Pane::Search, place, index == search.cursor, buffer);
    }
    let left = usize::from(area.height).saturating_sub(hits.len());
    for (at, told) in search.answer.told.iter().take(left).enumerate() {
        let text = format!(" {}: {}", told.witness, told.witness.text(&canvas.state.table.episode));
        Line::styled(text, canvas.theme.dim).render(row_at(area, hits.len() + at), buffer);
    }
}

fn hit_row(canvas: &Canvas, hit: &Hit, near: bool, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let episode = &state.table.episode;
    let Some(element) = episode.elements.get(hit.element.at()) else { return };
    let style = element.speakers.first().map_or(theme.dim, |ix| theme.speaker(state.table.colour(*ix)));
    let name = episode.speaker_name(element).unwrap_or_else(|| element.kind.name().to_owned());
    let name = crate::tui::widget::wrap::shorten(&name, NAME).into_owned();
    let mark = if near { "≈" } else { " " };
    let mut line = vec![
        Span::styled(mark, theme.borrowed),
        Span::styled(format!("{:<ID$}", element.id.to_string()), theme.id),
        Span::styled(format!("{name:<NAME$} "), style),
    ];
    let found = state.found(hit.element.at());
    let room = usize::from(place.width).saturating_sub(ID + NAME + 2);
    let part = around(&element.text, found.first().map_or(0, |range| range.start), room);
    let over: Vec<_> = found.into_iter().map(|range| (range, theme.matched)).collect();
    line.extend(spans(&element.text, part, theme.text, &over));
    Line::from(line).render(place, buffer);
}
