//! The strip over the episode: a cell a stretch of the script, for the speakers that are lit.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::episode::SpeakerIx;
use crate::statistics::{Stretch, presence};

use super::layout::Pane;
use super::outline;
use super::state::State;

/// Rows of a pane below which its list has none to spare for a strip, and columns below which a strip
/// says little.
const ROOM: (u16, u16) = (12, 6);

/// The list of speakers and the strip under it, of the pane's `inside`.
pub(super) fn places(inside: Rect) -> (Rect, Rect) {
    let height = u16::from(inside.width >= ROOM.0 && inside.height >= ROOM.1);
    let [list, strip] = Layout::vertical([Constraint::Fill(1), Constraint::Length(height)]).areas(inside);
    (list, strip)
}

impl State {
    /// The speaker under the cursor of the list.
    pub(super) fn speaker_under_cursor(&self) -> Option<SpeakerIx> {
        self.speakers_in_order().get(self.speakers.cursor).copied()
    }

    /// The place of the pane's list: above the speakers' strip, above what is said of an outline's row.
    pub(super) fn list_place(&self, pane: Pane) -> Rect {
        let inside = self.places().inside(pane);
        match pane {
            Pane::Speakers => places(inside).0,
            Pane::Outline => outline::places(inside).0,
            _ => inside,
        }
    }

    /// The script in as many stretches as `cells`, with the speeches of those who are lit; where
    /// nobody is, of the one under the cursor.
    pub(super) fn stretches(&self, cells: u16) -> Vec<Stretch> {
        let under = self.speaker_under_cursor();
        let choice = &self.speakers.choice;
        presence(&self.table.episode, usize::from(cells), |element| match choice.is_empty() {
            true => under.is_some_and(|speaker| element.speakers.contains(&speaker)),
            false => choice.lights_any(&element.speakers),
        })
    }

    /// Which of `stretches` one is in.
    pub(super) fn stretch_here(&self, stretches: &[Stretch]) -> Option<usize> {
        stretches.iter().position(|stretch| stretch.elements.contains(&self.script.current))
    }
}
