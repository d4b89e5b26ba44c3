//! Scenes against speakers: a row a speaker, a column a scene, the darker the more is said there.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::episode::{SceneIx, SpeakerIx};
use crate::tui::sheet::{Matrix, parts};
use crate::tui::state::State;
use crate::tui::widget::shade::shade;
use crate::tui::widget::wrap::{shorten, width};

use super::sheet::tabs;
use super::{Canvas, row_at};

/// Rows over the cells: the acts, and the scenes' numbers.
const HEAD: u16 = 2;

pub(super) fn title(canvas: &Canvas) -> Line<'static> {
    let by_words = canvas.state.sheets.matrix.by_words;
    tabs(canvas, "Scenes and speakers", [("speeches", !by_words), ("words", by_words)].into_iter())
}

/// What of the matrix is seen, and the place of its cells with the names beside them.
fn seen(state: &State, inside: Rect) -> (Matrix, Rect) {
    let rows = parts(inside, HEAD).rows;
    let episode = &state.table.episode;
    let names = state.table.ranks.iter().map(|ix| width(&episode.speaker(*ix).name));
    let matrix = state.sheets.matrix.seen(names, episode.outline.scenes.len(), (rows.width, rows.height));
    (matrix, rows)
}

/// The row and the scene whose cell is at the position of the screen.
pub(in crate::tui) fn cell_at(state: &State, x: u16, y: u16) -> Option<(usize, usize)> {
    let (matrix, place) = seen(state, state.places().inside_sheet());
    let column = x.checked_sub(place.x + matrix.names)? / matrix.cell;
    let scene = matrix.scenes.start + usize::from(column);
    let row = matrix.rows.start + usize::from(y.checked_sub(place.y)?);
    (matrix.scenes.contains(&scene) && matrix.rows.contains(&row)).then_some((row, scene))
}

pub(super) fn draw(canvas: &Canvas, inside: Rect, buffer: &mut Buffer) {
    let state = canvas.state;
    let order = state.speakers_in_order();
    if order.is_empty() || state.table.episode.outline.scenes.is_empty() {
        let nothing = "nobody speaks in a scene of this episode";
        return Line::styled(nothing, canvas.theme.dim).render(inside, buffer);
    }
    let (matrix, place) = seen(state, inside);
    let parts = parts(inside, HEAD);
    head(canvas, &matrix, parts.head, buffer);
    let most = most(state);
    for (at, row) in matrix.rows.clone().enumerate() {
        if let Some(speaker) = order.get(row) {
            draw_row(canvas, &matrix, (row, *speaker), most, row_at(place, at), buffer);
        }
    }
    if let Some(speaker) = order.get(state.sheets.matrix.row) {
        foot(canvas, *speaker, parts.foot, buffer);
    }
}

/// The largest amount of a cell.
fn most(state: &State) -> usize {
    let sheet = &state.sheets.matrix;
    let speakers = state.table.statistics().speakers.iter();
    speakers.flat_map(|of| of.scenes.values()).map(|tally| sheet.amount(tally)).max().unwrap_or_default()
}

/// The place of a scene's cells in `row`.
fn cell(matrix: &Matrix, scene: usize, row: Rect) -> Rect {
    let column = u16::try_from(scene.saturating_sub(matrix.scenes.start)).unwrap_or_default();
    let x = row.x + matrix.names + column * matrix.cell;
    Rect { x, width: matrix.cell.min(row.right().saturating_sub(x)), ..row }
}

/// Where acts begin, and the scenes' numbers.
fn head(canvas: &Canvas, matrix: &Matrix, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let outline = &state.table.episode.outline;
    let (acts, numbers) = match place.height {
        0 => return,
        1 => (Rect { height: 0, ..place }, place),
        _ => (row_at(place, 0), row_at(place, 1)),
    };
    let mut shown = None;
    for index in matrix.scenes.clone() {
        let Some(scene) = outline.scenes.get(index) else { break };
        let act = scene.acts.first().copied();
        let here = cell(matrix, index, acts);
        if act.is_some() && act != shown && !acts.is_empty() {
            let name = act.and_then(|ix| outline.acts.get(ix.at())).map_or("", |act| act.name.as_str());
            let rest = Rect { width: acts.right().saturating_sub(here.x), ..here };
            buffer.set_style(rest, theme.text);
            Line::styled(format!("╷{name} "), theme.act).render(rest, buffer);
        }
        shown = act.or(shown);
        let number = scene.number.to_string();
        let room = usize::from(matrix.cell);
        // A number that does not fit leaves its last digits; the foot has the whole.
        let number = number.get(number.len().saturating_sub(room)..).unwrap_or_default();
        // Numbers that would run together leave out every second.
        let number = if number.len() == room && index % 2 == 1 { "" } else { number };
        let here = state.table.scene(state.script.current).is_some_and(|ix| ix.at() == index);
        let style = if here { theme.title_focused } else { theme.id };
        Line::styled(format!("{number:<room$}"), style).render(cell(matrix, index, numbers), buffer);
        if index == state.sheets.matrix.scene {
            buffer.set_style(cell(matrix, index, numbers), theme.selected);
        }
    }
}

fn draw_row(
    canvas: &Canvas,
    matrix: &Matrix,
    (row, speaker): (usize, SpeakerIx),
    most: usize,
    place: Rect,
    buffer: &mut Buffer,
) {
    let (state, theme) = (canvas.state, canvas.theme);
    let sheet = &state.sheets.matrix;
    let style = theme.speaker(state.table.colour(speaker));
    let names = Rect { width: matrix.names.min(place.width), ..place };
    let name = &state.table.episode.speaker(speaker).name;
    Line::styled(shorten(name, usize::from(names.width.saturating_sub(1))), style).render(names, buffer);
    if row == sheet.row {
        buffer.set_style(names, theme.selected);
    }
    for scene in matrix.scenes.clone() {
        let tally = state.table.statistics().crossing(SceneIx::new(scene), speaker);
        let amount = tally.map_or(0, |tally| sheet.amount(tally));
        let place = cell(matrix, scene, place);
        let mark = shade(amount, most).to_string();
        // One cell stays free between scenes where there are cells to spare; nothing is one dot.
        let times = if amount == 0 { 1 } else { usize::from(place.width).saturating_sub(1).max(1) };
        let style = if amount == 0 { theme.dim } else { style };
        Line::styled(mark.repeat(times), style).render(place, buffer);
        if row == sheet.row && scene == sheet.scene {
            buffer.set_style(place, theme.selected.patch(theme.current));
        }
    }
}

/// What the cell under the cursor says.
fn foot(canvas: &Canvas, speaker: SpeakerIx, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let sheet = &state.sheets.matrix;
    let episode = &state.table.episode;
    let Some(scene) = episode.outline.scenes.get(sheet.scene) else { return };
    let said = match sheet.tally(&state.table, speaker) {
        Some(tally) => format!("{} speeches, {} words", tally.speeches, tally.words),
        None => "says nothing".to_owned(),
    };
    let mut line = vec![
        Span::styled(episode.speaker(speaker).name.as_str(), theme.speaker(state.table.colour(speaker))),
        Span::styled(format!(" in {} {}: ", scene.number, scene.heading), theme.text),
        Span::styled(said, theme.text),
    ];
    if let Some(target) = sheet.target(&state.table, speaker) {
        let element = episode.element(target);
        line.push(Span::styled(format!("  {} ", element.id), theme.id));
        line.push(Span::styled(element.text.as_str(), theme.dim));
    }
    Line::from(line).render(place, buffer);
}
