//! What happens to the state when something happens. No input, no output: what is to be done outside
//! is given back as effects.

mod choosing;
mod copying;
mod editing;
mod elsewhere;
mod failing;
mod finding;
mod keeping;
mod keys;
mod limiting;
mod lists;
mod loading;
mod marks;
mod misplaced;
mod mouse;
mod moving;
mod noted;
mod notes;
mod panes;
mod program;
mod searching;
mod setting;
mod sheets;
mod shelf;
mod stating;
mod strip;
mod themes;
mod typing;

use super::action::Action;
use super::event::Event;
use super::runtime::Effect;
use super::state::{Overlay, State};

pub(super) use loading::Loaded;

/// What there is to do outside.
pub(super) type Effects = Vec<Effect<Loaded>>;

impl State {
    /// Answers one event, and has written what is to be kept of it.
    pub(super) fn update(&mut self, event: Event<Loaded>) -> Effects {
        let mut effects = self.answer(event);
        effects.extend(self.library_effects());
        effects.extend(self.save());
        effects
    }

    fn answer(&mut self, event: Event<Loaded>) -> Effects {
        match event {
            Event::Key(key) => return self.key(key),
            Event::Mouse(mouse) => return self.mouse_event(mouse),
            Event::Paste(text) => self.paste(&text),
            Event::Resized(size) => {
                self.size = size;
                self.settle();
            }
            Event::Copied { bytes, sent: true } => {
                self.say(format!("{bytes} bytes sent to the terminal's clipboard"))
            }
            Event::Copied { bytes, sent: false } => {
                self.complain(format!("{bytes} bytes are more than a terminal's clipboard takes"));
            }
            Event::Returned { failure } => return self.returned(failure),
            Event::Panicked { thread, message } => self.failed(&thread, &message),
            Event::Ground(colour) => self.take_ground(colour),
            Event::Reminded => self.hinting = !self.pressed.is_empty(),
            Event::Background(loaded) => return self.take(loaded),
        }
        Vec::new()
    }

    /// Does again what was done last.
    fn repeat(&mut self) -> Effects {
        let Some((action, count, letter)) = self.done else {
            self.say("nothing was done yet");
            return Vec::new();
        };
        self.letter = letter;
        self.act(action, count)
    }

    /// Carries out `action`, `count` times where that means something.
    pub(super) fn act(&mut self, action: Action, count: Option<usize>) -> Effects {
        if let Some(effects) = self.act_on_prompt(action) {
            return effects;
        }
        let anywhere = [Action::Suspend, Action::QuitNow, Action::Redraw];
        if action == Action::Repeat {
            return self.repeat();
        }
        self.done = Some((action, count, self.letter));
        let filters = action == Action::Find && matches!(self.overlay, Some(Overlay::Shelf(_)));
        if self.overlay.is_some() && !filters && !anywhere.contains(&action) {
            return self.act_on_overlay(action, count);
        }
        if self.open_sheet(action) || self.act_on_sheet(action, count) {
            return Vec::new();
        }
        if self.act_on_list(action, count) || self.move_by(action, count) {
            return Vec::new();
        }
        self.act_on_own(action).unwrap_or_else(|| self.act_on_program(action))
    }
}
