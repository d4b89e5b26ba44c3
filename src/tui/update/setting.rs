//! The settings: taken when the reader is opened, and again when their files have changed.

use crate::config::{Config, Settings};
use crate::tui::runtime::Effect;
use crate::tui::settings::Looks;
use crate::tui::state::State;

use super::Effects;

impl State {
    /// Takes what is set and is not so yet. What a key has changed meanwhile stays, unless its setting
    /// has changed as well.
    pub(in crate::tui) fn take_settings(&mut self, settings: Option<&Settings>) {
        let Some(settings) = settings else { return };
        let before = self.settings.replace(settings.clone());
        let before = before.as_ref();
        if before.is_none_or(|before| before.theme != settings.theme) {
            self.take_theme(&settings.theme);
        }
        if before.is_none_or(|before| before.measure != settings.measure) {
            self.measure = settings.measure;
            self.comfortable = settings.measure;
        }
        if before.is_none_or(|before| before.mouse != settings.mouse) {
            self.mouse = settings.mouse;
        }
    }

    /// Takes the settings as their files have them now. What is faulty is shown, and of it what was
    /// before stays, or what is shipped.
    pub(super) fn set_again(&mut self, config: &Config) -> Effects {
        let looks = Looks::of(config);
        let name = self.themes.get(self.theme).map(|theme| theme.name.clone());
        self.keymap = looks.keymap;
        self.themes = looks.themes;
        self.faults = looks.faults;
        self.pressed.clear();
        let same = self.themes.iter().position(|theme| Some(&theme.name) == name.as_ref());
        self.theme = same.unwrap_or_default();
        let captured = self.mouse;
        self.take_settings(config.settings.as_ref());
        if self.faults.is_empty() {
            self.say("settings read again");
        }
        self.settle();
        if captured == self.mouse { Vec::new() } else { vec![Effect::Mouse(self.mouse)] }
    }
}
