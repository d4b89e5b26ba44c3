//! The reader as an application of the [runtime](super::runtime).

use ratatui::Frame;

use crate::config::Config;

use super::event::{Event, Outbox};
use super::runtime::{Application, Effect};
use super::scanning::Scanning;
use super::settings;
use super::state::State;
use super::update::Loaded;
use super::view;

/// The reader.
pub(super) struct Reader {
    pub(super) state: State,
    /// What was set when it was opened.
    pub(super) config: Config,
    /// The scan that fills the list, where it goes on after the first frame.
    pub(super) scanning: Option<Scanning>,
}

impl Application for Reader {
    type Message = Loaded;

    /// The script alone is on the table by now: the rest is read while it is looked at.
    fn start(&mut self) -> Vec<Effect<Loaded>> {
        let mut effects = self.state.opened.map_or_else(Vec::new, |entry| self.state.open(entry));
        effects.extend(self.state.ask_for_ground());
        if let Some(scanning) = self.scanning.take() {
            let job = move |outbox: Outbox<Loaded>| scanning.relay(&outbox);
            effects.push(Effect::Spawn { name: "news of the scan".into(), job: Box::new(job) });
        }
        if let Some(folder) = self.config.folder.clone() {
            let last = self.config.clone();
            let job = move |outbox: Outbox<Loaded>| settings::watch(&folder, last, &outbox);
            effects.push(Effect::Spawn { name: "settings".into(), job: Box::new(job) });
        }
        effects.extend(self.state.begin_keeping());
        if self.state.mouse {
            effects.push(Effect::Mouse(true));
        }
        effects
    }

    fn update(&mut self, event: Event<Loaded>) -> Vec<Effect<Loaded>> {
        self.state.update(event)
    }

    fn before_exit(&mut self) {
        self.state.keep_all();
    }

    fn view(&self, frame: &mut Frame) {
        view::draw(&self.state, frame);
    }
}
