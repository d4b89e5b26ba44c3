//! The theme: the one that fits, the one that was asked for, choosing one with its looks before one's eyes.

use crate::tui::action::Action;
use crate::tui::runtime::Effect;
use crate::tui::state::{Overlay, State};
use crate::tui::theme::{self, Theme};

use super::Effects;
use super::lists::moved;

impl State {
    /// Sees which theme fits the environment, and takes it.
    pub(in crate::tui) fn look_around(&mut self, variable: impl Fn(&str) -> Option<String>) {
        self.fitting = theme::fitting(variable);
        self.colourless = self.fitting == "plain";
        self.take_theme("auto");
    }

    /// Takes the theme called `wanted`, or the one that fits where there is none of that name.
    pub(in crate::tui) fn take_theme(&mut self, wanted: &str) {
        let named = |name: &str| self.themes.iter().position(|theme| theme.name == name);
        let wanted = Some(wanted).filter(|name| *name != "auto" && !self.colourless);
        let found = wanted.and_then(named);
        self.theme_was_asked_for = found.is_some();
        self.theme = found.or(self.fitting_theme()).unwrap_or_default();
    }

    /// The theme that fits the terminal's background, where that is known, or the environment.
    fn fitting_theme(&self) -> Option<usize> {
        let known = self.ground_is_light.filter(|_| !self.colourless);
        let fits = |theme: &Theme| match known {
            Some(light) if self.fitting != "sixteen" => theme.is_light() == Some(light),
            _ => theme.name == self.fitting,
        };
        self.themes.iter().position(fits)
    }

    /// What to ask the terminal: its background, where a theme is made for one.
    pub(in crate::tui) fn ask_for_ground(&self) -> Effects {
        let matters = self.themes.get(self.theme).is_some_and(|theme| theme.is_light().is_some());
        if matters && !self.colourless { vec![Effect::AskForGround] } else { Vec::new() }
    }

    /// Takes the background that the terminal says it has; where nobody asked for a theme, the one that
    /// fits it.
    pub(super) fn take_ground(&mut self, colour: [u8; 3]) {
        let light = theme::is_light(colour);
        self.ground_is_light = Some(light);
        if !self.theme_was_asked_for {
            self.theme = self.fitting_theme().unwrap_or(self.theme);
        }
    }

    /// Opens the list of themes.
    pub(super) fn open_themes(&mut self) {
        if self.colourless {
            return self.say("NO_COLOR is set: there is one theme without colours");
        }
        self.overlay = Some(Overlay::Themes { before: self.theme });
    }

    /// Carries out `action` in the list of themes: the one under the cursor is in use at once, and what
    /// closes the list without taking it brings the one `before` back.
    pub(super) fn act_on_themes(&mut self, before: usize, action: Action, count: Option<usize>) -> Effects {
        let last = self.themes.len().saturating_sub(1);
        match action {
            Action::Open | Action::Toggle => {
                self.overlay = None;
                self.take_named_theme(self.theme);
            }
            Action::Clear | Action::Quit => {
                self.overlay = None;
                self.theme = before;
            }
            Action::Themes => self.theme = if self.theme == last { 0 } else { self.theme + 1 },
            action => match moved(action, count, self.theme, last, last) {
                Some(theme) => self.theme = theme,
                None => return self.act_past_overlay(action, count),
            },
        }
        Vec::new()
    }

    /// Takes a theme because a person asked for it.
    pub(in crate::tui) fn take_named_theme(&mut self, theme: usize) {
        if self.colourless {
            return self.say("NO_COLOR is set: there is one theme without colours");
        }
        self.theme = theme;
        self.theme_was_asked_for = true;
        let name = self.theme().name;
        self.say(format!("theme {name}; config.toml keeps it: theme = \"{name}\""));
    }
}
