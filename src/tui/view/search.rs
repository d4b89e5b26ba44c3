//! The search: the prompt, what is to be said of the query, and the results under it.

mod results;
mod seen;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

use crate::search::{Answer, Grouping, KwicOrder};
use crate::tui::dock::{LINK, Scope, View};
use crate::tui::layout::Pane;
use crate::tui::state::State;
use crate::tui::widget::wrap::{shorten, width, wrap};

use super::{Canvas, row_at};

pub(in crate::tui) use seen::{result_at, results_seen};

/// What stands before what is typed.
const PROMPT: &str = "> ";

pub(super) fn draw(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    prompt(canvas, row_at(area, 0), buffer);
    let notes = notes(canvas.state, area.width);
    for (at, note) in notes.iter().enumerate() {
        let style = if note.is_wrong { canvas.theme.error } else { canvas.theme.dim };
        Line::styled(note.text.as_str(), style).render(row_at(area, at + 1), buffer);
    }
    let below = list_area(canvas.state, area);
    if canvas.state.search.asked.is_empty() {
        hints(canvas, below, buffer);
    } else {
        results::draw(canvas, below, buffer);
    }
}

/// The pane's title: where is searched, and how the results are listed.
pub(super) fn title(state: &State) -> String {
    let search = &state.search;
    let mut parts = vec![Pane::Search.title().to_owned()];
    let outline = &state.table.episode.outline;
    parts.extend(match search.scope {
        Scope::Episode => None,
        Scope::Library => Some(format!("in all {} episodes", state.shelf.entries.len())),
        Scope::Scene(ix) => outline.scenes.get(ix.at()).map(|scene| format!("in scene {}", scene.number)),
        Scope::Speaker(ix) => {
            let speakers = &state.table.episode.cast.speakers;
            speakers.get(ix.at()).map(|speaker| format!("what {} says", speaker.name))
        }
    });
    let listed = match (search.listing.view, search.listing.grouping) {
        (View::KeyWords(KwicOrder::Place), _) => Some("in context"),
        (View::KeyWords(KwicOrder::Left), _) => Some("in context, by the word before"),
        (View::KeyWords(KwicOrder::Right), _) => Some("in context, by the word after"),
        (View::Lines, Some(Grouping::Speaker)) => Some("by speaker"),
        (View::Lines, Some(Grouping::Scene)) => Some("by scene"),
        (View::Lines, Some(Grouping::Episode)) => Some("by episode"),
        (View::Lines, None) => None,
    };
    parts.extend(listed.map(str::to_owned));
    parts.join(" · ")
}

/// What an empty query can become.
const HINTS: [&str; 5] = [
    "words, best first: phrase, words, beginnings, typos",
    "\"a phrase\"  'letters  'word'  ^begins  ends$  !not  a | b  ~loose",
    "@speaker  #scene  %act two  %kind log  9.06 goes to that line",
    "enter stays, esc returns, alt-enter stays and keeps this open",
    "^g groups  ^r scope  ^t within  ^v in context  ^x lines around  ^p older",
];

fn hints(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width);
    let rows = HINTS.iter().flat_map(|hint| wrap(hint, width).into_iter().filter_map(|row| hint.get(row)));
    for (at, row) in rows.enumerate() {
        Line::styled(row, canvas.theme.dim).render(row_at(area, at), buffer);
    }
}

/// A row under the prompt.
struct Note {
    text: String,
    is_wrong: bool,
}

/// What is to be said of the query: what is wrong with it and where, else how it was understood.
fn notes(state: &State, columns: u16) -> Vec<Note> {
    let search = &state.search;
    let room = usize::from(columns);
    let Some(problem) = &search.problem else {
        let echo = search.echo.as_ref().map(|echo| shorten(&format!("= {echo}"), room).into_owned());
        return echo.map(|text| Note { text, is_wrong: false }).into_iter().collect();
    };
    let typed = search.input.text();
    let columns_of = |range: std::ops::Range<usize>| typed.get(range).map_or(0, width);
    let before =
        before_typed(state).iter().map(Span::width).sum::<usize>() + columns_of(0..problem.span.start);
    let before = before.saturating_sub(shift(state, columns)).min(room.saturating_sub(1));
    let carets = "^".repeat(columns_of(problem.span.clone()).clamp(1, (room - before).max(1)));
    let marked = format!("{}{carets}", " ".repeat(before));
    let wrong = |text: String| Note { text, is_wrong: true };
    if width(&marked) + 1 + width(&problem.message) <= room {
        return vec![wrong(format!("{marked} {}", problem.message))];
    }
    vec![wrong(marked), wrong(shorten(&problem.message, room).into_owned())]
}

/// What is left of `area` for the results.
fn list_area(state: &State, area: Rect) -> Rect {
    let above = u16::try_from(notes(state, area.width).len()).unwrap_or(u16::MAX).saturating_add(1);
    let above = above.min(area.height);
    Rect { y: area.y + above, height: area.height - above, ..area }
}

fn prompt(canvas: &Canvas, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let counts = Span::styled(counts(state), theme.dim);
    let typing = Rect { width: prompt_columns(state, place.width), ..place };
    let mut line = Line::default();
    line.extend(before_typed(state).map(|text| text.style(theme.current)));
    if state.arrangement.focus == Pane::Search {
        line.extend(state.search.input.spans(theme.text));
    } else {
        line.push_span(Span::styled(state.search.input.text(), theme.text));
    }
    let shift = u16::try_from(shift(state, place.width)).unwrap_or(u16::MAX);
    Paragraph::new(line).scroll((0, shift)).render(typing, buffer);
    let columns = u16::try_from(counts.width()).unwrap_or(u16::MAX).min(place.width);
    counts.render(Rect { x: place.right() - columns, width: columns, ..place }, buffer);
}

/// What stands before what is typed: the queries that it narrows.
fn before_typed(state: &State) -> [Span<'static>; 2] {
    let narrowed: String = state.search.narrowed.iter().map(|query| format!("{query}{LINK}")).collect();
    [Span::raw(PROMPT), Span::raw(narrowed)]
}

/// The columns of the prompt beside the counts, in a pane of `columns`.
fn prompt_columns(state: &State, columns: u16) -> u16 {
    let counts = u16::try_from(width(&counts(state))).unwrap_or(u16::MAX);
    columns.saturating_sub(counts.saturating_add(u16::from(counts > 0)))
}

/// How many columns of the prompt are out of sight on the left, so that the place where one types is
/// in sight.
fn shift(state: &State, columns: u16) -> usize {
    let before: usize = before_typed(state).iter().map(Span::width).sum();
    let cursor = before + width(state.search.input.before());
    (cursor + 1).saturating_sub(usize::from(prompt_columns(state, columns)))
}

/// How many lines of the library answer, or how far the making of its index is.
fn library_counts(state: &State) -> String {
    let search = &state.search;
    let answer = &search.library.answer;
    if let Some((ready, all)) = search.library.making {
        return format!("reading episode {ready} of {all} …");
    }
    if let (Some(problem), false) = (&answer.problem, search.waiting) {
        return problem.clone();
    }
    let mut counts = format!("{} exact", answer.exact);
    if answer.near > 0 {
        counts.push_str(&format!(" · {} near", answer.near));
    }
    if answer.told > 0 {
        counts.push_str(&format!(" · {} told", answer.told));
    }
    if search.waiting {
        counts.push_str(" …");
    }
    counts
}

/// How many lines answer: exactly, nearly, and in other documents alone.
fn counts(state: &State) -> String {
    let search = &state.search;
    if search.asked.is_empty() {
        return String::new();
    }
    if search.scope == Scope::Library {
        return library_counts(state);
    }
    if state.table.index.is_none() {
        return "reading the documents …".to_owned();
    }
    if let Some(element) = state.line_asked_for().and_then(|line| state.table.episode.elements.get(line)) {
        return format!("line {}", element.id);
    }
    let Answer { exact, near, told, .. } = &search.answer;
    let mut counts = format!("{exact} exact");
    if *near > 0 {
        counts.push_str(&format!(" · {near} near"));
    }
    if !told.is_empty() {
        counts.push_str(&format!(" · {} told", told.len()));
    }
    if search.waiting {
        counts.push_str(" …");
    }
    counts
}
