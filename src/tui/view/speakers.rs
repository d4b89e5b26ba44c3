//! The speakers: who says how much, who is present in this scene, whose lines are lit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::episode::SpeakerIx;
use crate::tui::layout::Pane;
use crate::tui::widget::rows::window;
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

fn speaker_row(canvas: &Canvas, ix: SpeakerIx, presence: &'static str, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let speaker = state.table.episode.speaker(ix);
    let lit = state.speakers.lit == Some(ix);
    let style = if lit { theme.lit } else { theme.speaker(state.table.colour(ix)) };
    let counts = format!("{:>SPEECHES$}{:>WORDS$}", speaker.speeches, speaker.words);
    let room = usize::from(place.width).saturating_sub(counts.len() + 3);
    let mark = if lit { "»" } else { presence };
    let line = vec![
        Span::styled(mark, theme.current),
        Span::raw(" "),
        Span::styled(shorten(&speaker.name, room).into_owned(), style),
    ];
    both_sides(Line::from(line), Span::styled(counts, theme.id), place, buffer);
}
