//! The reader as an application of the [runtime](super::runtime).

use ratatui::Frame;

use super::event::Event;
use super::runtime::{Application, Effect};
use super::state::State;
use super::update::Loaded;
use super::view;

/// The reader.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) state: State,
}

impl Application for Reader {
    type Message = Loaded;

    /// The script alone is on the table by now: the rest is read while it is looked at.
    fn start(&mut self) -> Vec<Effect<Loaded>> {
        let mut effects = self.state.open(self.state.opened);
        effects.extend(self.state.ask_for_ground());
        effects.extend(self.state.ask_for_titles());
        if self.state.mouse {
            effects.push(Effect::Mouse(true));
        }
        effects
    }

    fn update(&mut self, event: Event<Loaded>) -> Vec<Effect<Loaded>> {
        self.state.update(event)
    }

    fn view(&self, frame: &mut Frame) {
        view::draw(&self.state, frame);
    }
}
