//! Limiting the script to some of its lines: those that hold what is typed, those without directions.

use crate::tui::action::Action;
use crate::tui::layout::Pane;
use crate::tui::state::{Prompt, State};

impl State {
    /// Opens the line for what to limit the script to, empty: accepted so, all is shown again.
    pub(super) fn open_limit(&mut self) {
        self.focus(Pane::Script);
        self.shown.origin = self.script;
        self.shown.input = Default::default();
        self.typing = Some(Prompt::Limit);
        self.limit_again();
    }

    /// Carries out `action` where it belongs to what the script is limited to.
    pub(super) fn act_on_limit(&mut self, action: Action) -> bool {
        match action {
            Action::Accept | Action::Keep | Action::LeavePrompt | Action::LeavePromptBack => {
                self.typing = None;
                self.say_limit();
            }
            Action::Cancel => {
                self.typing = None;
                self.unlimit();
                self.show(self.shown.origin);
            }
            Action::HitDown => drop(self.move_by(Action::Down, None)),
            Action::HitUp => drop(self.move_by(Action::Up, None)),
            Action::HitPageDown => drop(self.move_by(Action::PageDown, None)),
            Action::HitPageUp => drop(self.move_by(Action::PageUp, None)),
            _ => return false,
        }
        true
    }

    /// Limits the script to what is typed now, and shows what is nearest to where one was.
    pub(super) fn limit_again(&mut self) {
        self.shown.ask(&self.table.episode);
        self.show_again(self.shown.origin.current);
    }

    /// Shows all lines again; directions only where they were shown.
    pub(super) fn unlimit(&mut self) {
        self.shown.forget(&self.table.episode);
        self.show_again(self.script.current);
    }

    /// Leaves directions out, or shows them again.
    pub(super) fn toggle_directions(&mut self) {
        self.shown.bare = !self.shown.bare;
        self.shown.ask(&self.table.episode);
        self.show_again(self.script.current);
        self.say(if self.shown.bare { "only what is said" } else { "with directions" });
    }

    /// Settles on what is shown now, near the element at `index`; a limit puts the cursor on a line
    /// that holds what it asks for.
    fn show_again(&mut self, index: usize) {
        let count = self.table.episode.elements.len();
        let mut near = self.shown.nearest(index, count);
        if self.shown.limit().is_some_and(|holding| holding > 0) && !self.holds_limit(near) {
            near = self.shown.nearest(near + 1, count);
        }
        if self.find.pattern.is_some() {
            self.find.ask(&self.table.episode, &self.shown);
        }
        self.glance(near);
    }

    /// Whether the element at `index` is not only there as the heading of others.
    fn holds_limit(&self, index: usize) -> bool {
        let heading = self.table.episode.elements.get(index).is_some_and(crate::tui::page::is_scene_heading);
        !heading || !self.found(index).is_empty()
    }

    fn say_limit(&mut self) {
        let typed = self.shown.input.text().to_owned();
        match self.shown.limit() {
            None => self.say("all lines"),
            Some(0) => {
                self.unlimit();
                self.say(format!("no line holds {typed}; all lines"));
            }
            Some(holding) => self.say(format!("{holding} lines hold {typed}")),
        }
    }
}
