//! What is said over the minutes of the recording.

use crate::statistics::Timeline;
use crate::tui::state::State;

/// Lengths of a row, seconds.
const STEPS: [u32; 6] = [10, 15, 30, 60, 120, 300];

/// Where one is in the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) struct TimelineSheet {
    /// The row under the cursor.
    pub(in crate::tui) cursor: usize,
    /// Which of the lengths a row has.
    step: usize,
}

impl Default for TimelineSheet {
    fn default() -> Self {
        Self { cursor: 0, step: 3 }
    }
}

impl TimelineSheet {
    /// The timeline of the episode on the table, those lines counted that are lit.
    pub(in crate::tui) fn timeline(&self, state: &State) -> Timeline {
        let step = STEPS.get(self.step).copied().unwrap_or(60);
        let choice = &state.speakers.choice;
        Timeline::of(&state.table.episode, step, |element| choice.lights_any(&element.speakers))
    }

    /// Makes rows longer, or shorter.
    pub(in crate::tui) fn lengthen(&mut self, longer: bool) {
        let to = if longer { self.step + 1 } else { self.step.saturating_sub(1) };
        self.step = to.min(STEPS.len() - 1);
    }
}
