//! The outline: acts with their scenes, each with how much is said in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::episode::{Act, Origin, Scene, SpeakerIx};
use crate::tui::layout::Pane;
use crate::tui::outline::{OutlineRow, elements, places, row_of, who_speaks};
use crate::tui::widget::rows::window;
use crate::tui::widget::wrap::{shorten, width};

use super::script::lender;
use super::{Canvas, both_sides, row_at};

pub(super) fn draw(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    let state = canvas.state;
    let rows = state.outline_rows();
    let cursor = state.outline.cursor;
    let here = row_of(&state.table.episode.outline, &rows, state.script.current);
    let (area, foot) = places(area);
    if let Some(row) = rows.get(cursor) {
        draw_foot(canvas, *row, foot, buffer);
    }
    let seen = window(cursor, rows.len(), usize::from(area.height));
    for (at, index) in seen.enumerate() {
        let place = row_at(area, at);
        let (line, size) = match rows[index] {
            OutlineRow::Act(act) => act_row(canvas, act, place.width),
            OutlineRow::Scene { scene, act, continued, goes_on } => {
                let (line, size) = scene_row(canvas, scene, act, place.width, continued);
                (if goes_on { with_arrow(line) } else { line }, size)
            }
        };
        both_sides(line, Span::styled(size, canvas.theme.id), place, buffer);
        canvas.mark_row(Pane::Outline, place, index == cursor, buffer);
        if Some(index) == here {
            buffer.set_style(place, canvas.theme.current);
        }
    }
}

fn act_row(canvas: &Canvas, act: usize, width: u16) -> (Line<'static>, String) {
    let (state, theme) = (canvas.state, canvas.theme);
    let Some(shown) = state.table.episode.outline.acts.get(act) else { return Default::default() };
    let fold = if state.outline.folded.contains(&act) { "▸" } else { "▾" };
    let mark = if matches!(shown.origin, Origin::Marked | Origin::Stated) { "" } else { "~" };
    let size = state.table.speeches(shown.elements.clone()).to_string();
    let room = usize::from(width).saturating_sub(size.len() + 4);
    let name = shorten(&shown.name, room).into_owned();
    let line = vec![
        Span::styled(format!("{fold} "), theme.dim),
        Span::styled(mark, theme.borrowed),
        Span::styled(name, theme.act),
    ];
    (Line::from(line), size)
}

fn scene_row(
    canvas: &Canvas,
    scene: usize,
    act: Option<usize>,
    width: u16,
    continued: bool,
) -> (Line<'static>, String) {
    let (state, theme) = (canvas.state, canvas.theme);
    let outline = &state.table.episode.outline;
    let Some(shown) = outline.scenes.get(scene) else { return Default::default() };
    let part = OutlineRow::Scene { scene, act, continued, goes_on: false };
    let size = state.table.speeches(elements(outline, part).unwrap_or_default()).to_string();
    let arrow = if continued { "⤷" } else { "" };
    let lead = format!("{:>3} {arrow}", shown.number);
    let room = usize::from(width).saturating_sub(lead.chars().count() + size.len() + 3);
    let (name, named) = match shown.titled() {
        name if name.is_empty() => (first_words(canvas, shown).into(), false),
        name => (name, true),
    };
    let name = shorten(&name, room).into_owned();
    let style = if continued || !named { theme.dim } else { theme.text };
    (Line::from(vec![Span::styled(lead, theme.id), Span::styled(name, style)]), size)
}

/// How a scene without a name begins.
fn first_words<'a>(canvas: &Canvas<'a>, scene: &Scene) -> &'a str {
    let elements = canvas.state.table.episode.elements.get(scene.elements.clone()).unwrap_or_default();
    elements.iter().map(|element| element.text.as_str()).find(|text| !text.is_empty()).unwrap_or_default()
}

/// Says that the scene goes on in the next act.
fn with_arrow(mut line: Line<'static>) -> Line<'static> {
    line.push_span(Span::raw(" ⤵"));
    line
}

/// What is to be said of the row under the cursor: how sure a borrowed act is, and who speaks there.
fn draw_foot(canvas: &Canvas, row: OutlineRow, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let episode = &state.table.episode;
    let mut left = usize::from(place.height);
    let act = if let OutlineRow::Act(act) = row { episode.outline.acts.get(act) } else { None };
    if let Some(act) = act.filter(|_| left > 0) {
        let origin = origin(act);
        let room = usize::from(place.width);
        let blank = if width(&origin) < room { " " } else { "" };
        Line::styled(format!("{blank}{}", shorten(&origin, room)), theme.borrowed).render(place, buffer);
        left -= 1;
    }
    let speaks = who_speaks(episode, elements(&episode.outline, row).unwrap_or_default());
    let first = usize::from(place.height) - left;
    let mut rows = names(canvas, &speaks, usize::from(place.width));
    if rows.len() > left {
        rows.truncate(left);
        // The comma says that there are more; where they end it is said that they go on.
        if let Some(comma) = rows.last_mut().and_then(|row| row.spans.last_mut()) {
            *comma = Span::styled("…", theme.dim);
        }
    }
    for (at, line) in rows.into_iter().enumerate() {
        line.render(row_at(place, first + at), buffer);
    }
}

/// Names with how often each speaks, as many on a row as `room` cells hold.
fn names<'a>(canvas: &Canvas<'a>, speaks: &[(SpeakerIx, usize)], room: usize) -> Vec<Line<'a>> {
    let (state, theme) = (canvas.state, canvas.theme);
    let mut rows = vec![Line::default()];
    let mut used = 0;
    for (at, (speaker, speeches)) in speaks.iter().enumerate() {
        let name = format!("{} {speeches}", state.table.episode.speaker(*speaker).name);
        let more = if at + 1 < speaks.len() { "," } else { "" };
        let wide = width(&name) + more.len() + 1;
        if used > 0 && used + wide > room {
            rows.push(Line::default());
            used = 0;
        }
        used += wide;
        let style = theme.speaker(state.table.colour(*speaker));
        if let Some(row) = rows.last_mut() {
            row.extend([Span::raw(" "), Span::styled(name, style), Span::styled(more, theme.dim)]);
        }
    }
    rows
}

/// Where an act's place comes from, and how sure it is.
fn origin(act: &Act) -> String {
    let percent = act.confidence * 100.0;
    match act.origin {
        Origin::Marked => "marked in the script".to_owned(),
        Origin::Stated => "stated by you".to_owned(),
        Origin::Aligned => format!("~{percent:.0} %, from the {}", lender(act)),
        Origin::Inferred => format!("~{percent:.0} %, concluded"),
    }
}
