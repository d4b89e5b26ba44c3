//! What is said over the minutes of the recording: a row a minute, as long as there are lines in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::statistics::{Bin, Timeline};
use crate::tui::sheet::parts;
use crate::tui::state::State;
use crate::tui::widget::rows::window;
use crate::tui::widget::shade::bar;
use crate::tui::widget::wrap::width;

use super::{Canvas, clock, row_at};

/// Cells for the mark and the time, for the number of lines, and at most for the bar.
const TIME: u16 = 9;
const LINES: u16 = 9;
const LONGEST_BAR: u16 = 60;

/// Cells below which the scene gives way to the bar.
const ROOM_FOR_SCENE: u16 = 56;

pub(super) fn title(canvas: &Canvas) -> Line<'static> {
    let timeline = canvas.state.sheets.timeline.timeline(canvas.state);
    let step = match timeline.step {
        60 => "a minute".to_owned(),
        step if step % 60 == 0 => format!("{} minutes", step / 60),
        step => format!("{step} seconds"),
    };
    Line::from(format!(" Timeline · {step} a row "))
}

pub(super) fn draw(canvas: &Canvas, inside: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let timeline = state.sheets.timeline.timeline(state);
    if timeline.bins.is_empty() {
        return Line::styled("no subtitles with times", theme.dim).render(inside, buffer);
    }
    let parts = parts(inside, 0);
    let cursor = state.sheets.timeline.cursor;
    let most = timeline.bins.iter().map(|bin| bin.lines).max().unwrap_or_default();
    let here = here(state, &timeline);
    for (at, index) in window(cursor, timeline.bins.len(), usize::from(parts.rows.height)).enumerate() {
        let (place, Some(bin)) = (row_at(parts.rows, at), timeline.bins.get(index)) else { break };
        let time = clock(timeline.starts_at(index));
        draw_row(canvas, &time, bin, most, place, buffer);
        if here == Some(index) {
            Span::styled("▌", theme.current).render(Rect { width: place.width.min(1), ..place }, buffer);
        }
        if index == cursor {
            buffer.set_style(place, theme.selected.patch(theme.current));
        }
    }
    if let Some(bin) = timeline.bins.get(cursor) {
        foot(canvas, bin, parts.foot, buffer);
    }
}

/// The row that the current line begins in.
fn here(state: &State, timeline: &Timeline) -> Option<usize> {
    let timing = state.table.episode.timing(state.current_ix())?;
    Some(timeline.bin_at(timing.value.start))
}

fn draw_row(canvas: &Canvas, time: &str, bin: &Bin, most: usize, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let part = |from: u16, width: u16| {
        let from = from.min(place.width);
        Rect { x: place.x + from, width: width.min(place.width - from), ..place }
    };
    Line::styled(format!("  {time:>6}"), theme.id).render(part(0, TIME), buffer);
    let counted = if state.speakers.choice.is_empty() {
        format!("{:>4}", bin.lines)
    } else {
        format!("{:>3}/{}", bin.wanted, bin.lines)
    };
    Line::raw(counted).render(part(TIME, LINES), buffer);
    let rest = place.width.saturating_sub(TIME + LINES);
    let scene = if rest >= ROOM_FOR_SCENE { rest / 3 } else { 0 };
    let room = (rest - scene).min(LONGEST_BAR);
    let long = |amount: usize| bar(amount, most, usize::from(room));
    // What is lit and what is not differ by more than colour.
    let all = if state.speakers.choice.is_empty() {
        Line::styled(long(bin.lines), theme.text)
    } else {
        Line::styled("░".repeat(width(&long(bin.lines))), theme.dim)
    };
    all.render(part(TIME + LINES, room), buffer);
    Line::styled(long(bin.wanted), theme.lit).render(part(TIME + LINES, room), buffer);
    let of = bin.first.and_then(|first| state.table.scene(first.at()));
    if let Some(of) = of.and_then(|of| state.table.episode.outline.scenes.get(of.at())) {
        let name = format!("{} {}", of.number, of.heading);
        Line::styled(name, theme.heading).render(part(TIME + LINES + room + 1, scene), buffer);
    }
}

/// The first line of the row.
fn foot(canvas: &Canvas, bin: &Bin, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let Some(first) = bin.first else {
        return Line::styled("  nothing is said here", theme.dim).render(place, buffer);
    };
    let element = state.table.episode.element(first);
    let name = state.table.episode.speaker_name(element).unwrap_or_default();
    let line = vec![
        Span::styled(format!("  {} ", element.id), theme.id),
        Span::styled(format!("{name} "), theme.heading),
        Span::styled(element.text.as_str(), theme.dim),
    ];
    Line::from(line).render(place, buffer);
}
