//! The speakers: who says how much, who is present in this scene, whose lines are lit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::episode::SpeakerIx;
use crate::tui::layout::Pane;
use crate::tui::state::State;
use crate::tui::strip;
use crate::tui::widget::rows::window;
use crate::tui::widget::strip::{StripLook, strip as draw_cells};
use crate::tui::widget::wrap::shorten;

use super::{Canvas, both_sides, row_at};

/// Columns for the number of speeches and of words.
const SPEECHES: usize = 4;
const WORDS: usize = 6;

pub(super) fn draw(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    let state = canvas.state;
    let order = state.speakers_in_order();
    let scene = state.table.scene(state.script.current);
    let present = scene.and_then(|scene| state.table.scenes.get(scene.at()));
    let here = state.current().map(|element| element.speakers.clone()).unwrap_or_default();
    let (area, strip_place) = strip::places(area);
    draw_strip(canvas, strip_place, buffer);
    let seen = window(state.speakers.cursor, order.len(), usize::from(area.height));
    for (at, index) in seen.enumerate() {
        let speaker = order[index];
        let presence = if here.contains(&speaker) {
            "▌"
        } else if present.is_some_and(|present| present.contains(&speaker)) {
            "•"
        } else {
            " "
        };
        let place = row_at(area, at);
        speaker_row(canvas, speaker, presence, place, buffer);
        canvas.mark_row(Pane::Speakers, place, index == state.speakers.cursor, buffer);
    }
}

/// How many speakers' lines are lit.
pub(super) fn lit(state: &State) -> usize {
    state.table.ranks.iter().filter(|ix| state.speakers.choice.lights(**ix)).count()
}

fn speaker_row(canvas: &Canvas, ix: SpeakerIx, presence: &'static str, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let speaker = state.table.episode.speaker(ix);
    let choice = &state.speakers.choice;
    let style = if choice.excludes(ix) {
        theme.dim
    } else if choice.lights(ix) {
        theme.lit
    } else {
        theme.speaker(state.table.colour(ix))
    };
    let counts = format!("{:>SPEECHES$}{:>WORDS$}", speaker.speeches, speaker.words);
    let room = usize::from(place.width).saturating_sub(counts.len() + 3);
    let mark = match (choice.names(ix), choice.excludes(ix)) {
        (true, _) => "»",
        (_, true) => "×",
        _ => presence,
    };
    let line = vec![
        Span::styled(mark, theme.current),
        Span::raw(" "),
        Span::styled(shorten(&speaker.name, room).into_owned(), style),
    ];
    both_sides(Line::from(line), Span::styled(counts, theme.id), place, buffer);
}

/// Where over the episode those speak whose lines are lit; where nobody's are, the one under the cursor.
fn draw_strip(canvas: &Canvas, place: Rect, buffer: &mut Buffer) {
    if place.is_empty() {
        return;
    }
    let (state, theme) = (canvas.state, canvas.theme);
    let under = state.speaker_under_cursor().map_or(theme.text, |ix| theme.speaker(state.table.colour(ix)));
    let full = if state.speakers.choice.is_empty() { under } else { theme.lit };
    let stretches = state.stretches(place.width);
    let amounts: Vec<usize> = stretches.iter().map(|stretch| stretch.speeches).collect();
    let look = StripLook { full, empty: theme.dim, here: theme.selected.patch(theme.current) };
    draw_cells(&amounts, state.stretch_here(&stretches), look, place, buffer);
}
