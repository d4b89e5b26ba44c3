//! Keys for which what keys go to has no use: what leads elsewhere takes away what lies over the panes and is
//! done there; of the rest it is said where they mean something.

use crate::tui::action::{Action, Category};
use crate::tui::state::{Overlay, State};

use super::Effects;

impl State {
    /// Carries out `action` while something lies over the panes that has no use for it.
    pub(super) fn act_past_overlay(&mut self, action: Action, count: Option<usize>) -> Effects {
        if action == Action::Mouse {
            return self.toggle_mouse();
        }
        if matches!(self.overlay, Some(Overlay::Themes { .. })) || !leads_elsewhere(action) {
            self.say_misplaced(action);
            return Vec::new();
        }
        if self.opened.is_none() && !matches!(action, Action::Themes | Action::Palette | Action::Help) {
            self.say("no episode is open yet");
            return Vec::new();
        }
        self.overlay = None;
        self.act(action, count)
    }

    /// Says that `action` means nothing in what lies over the panes.
    pub(super) fn say_misplaced(&mut self, action: Action) {
        let name = action.description().map_or("this", |row| row.name);
        let key = self.keymap.first_key(Action::Clear);
        self.say(format!("{name} means nothing here; {key} leads back"));
    }

    /// Says in which pane `action` means something.
    pub(super) fn say_where(&mut self, action: Action) {
        let key = |action: Action| self.keymap.first_key(action);
        let said = match action {
            Action::Exclude => {
                format!(
                    "{} leaves a speaker out in the list of them: {}",
                    key(action),
                    key(Action::GoSpeakers)
                )
            }
            Action::Fold | Action::Unfold => {
                format!("{} is for acts, in the outline: {}", key(action), key(Action::GoOutline))
            }
            Action::Open => format!("{} goes to what a row of a list names", key(action)),
            _ => return,
        };
        self.say(said);
    }
}

/// Whether `action` opens or leads to something else than what lies over the panes.
fn leads_elsewhere(action: Action) -> bool {
    let category = action.description().map(|row| row.category);
    let panes = [
        Action::GoScript,
        Action::GoOutline,
        Action::GoSpeakers,
        Action::GoLogs,
        Action::GoScene,
        Action::GoBeside,
        Action::GoShelf,
    ];
    let lists = [Action::ListMarks, Action::ListNotes];
    let program = [Action::Themes, Action::Palette, Action::Help];
    let search = [Action::Search, Action::ResumeSearch, Action::Find, Action::Limit];
    category == Some(Category::Views)
        || [&panes[..], &lists, &program, &search].iter().any(|some| some.contains(&action))
}
