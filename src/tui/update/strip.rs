//! The strip over the episode: its cells lead to what the lit speakers say there.

use ratatui::layout::Position;

use crate::tui::layout::Pane;
use crate::tui::state::State;
use crate::tui::strip;

impl State {
    /// Goes to the first lit line of the next stretch that has one, or of the previous one.
    pub(super) fn go_along_strip(&mut self, backward: bool) {
        let width = self.places().inside(Pane::Speakers).width;
        let stretches = self.stretches(width);
        let here = self.stretch_here(&stretches).unwrap_or_default();
        let ahead = stretches.iter().skip(here + 1).find_map(|stretch| stretch.first);
        let behind = stretches.iter().take(here).rev().find_map(|stretch| stretch.first);
        match if backward { behind } else { ahead } {
            Some(line) => self.jump(line.at()),
            None => self.say("no further stretch with them"),
        }
    }

    /// Answers a click on the strip; false where it is not there.
    pub(super) fn click_strip(&mut self, position: Position) -> bool {
        let (_, strip) = strip::places(self.places().inside(Pane::Speakers));
        if !strip.contains(position) {
            return false;
        }
        let stretches = self.stretches(strip.width);
        if let Some(stretch) = stretches.get(usize::from(position.x - strip.x)) {
            self.jump(stretch.first.map_or(stretch.elements.start, |line| line.at()));
        }
        true
    }
}
