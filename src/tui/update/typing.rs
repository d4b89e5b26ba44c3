//! What happens to a line that is typed, whichever it is.

use crate::tui::action::Action;
use crate::tui::state::{Prompt, State};

impl State {
    /// Carries out `action` where it belongs to the line that is typed.
    pub(super) fn act_on_prompt(&mut self, action: Action) -> bool {
        let Some(prompt) = self.prompt() else { return false };
        if prompt == Prompt::Query && action == Action::DeleteBack && self.can_take_back() {
            self.search_wider();
            return true;
        }
        // A note has lines, and knows better where one begins and ends.
        if prompt == Prompt::Note && self.act_on_note(action) || self.edit(prompt, action) {
            return true;
        }
        match prompt {
            Prompt::Query => self.act_on_query(action),
            Prompt::Find => self.act_on_find(action),
            Prompt::Note => false,
        }
    }

    fn edit(&mut self, prompt: Prompt, action: Action) -> bool {
        let input = self.typed_mut(prompt);
        match action {
            Action::CursorLeft => input.left(),
            Action::CursorRight => input.right(),
            Action::CursorStart => input.start(),
            Action::CursorEnd => input.end(),
            Action::DeleteBack => input.delete_back(),
            Action::DeleteForward => input.delete_forward(),
            Action::DeleteWord => input.delete_word(),
            Action::DeleteAll => input.delete_all(),
            Action::DeleteRest => input.delete_rest(),
            _ => return false,
        }
        self.typed_anew(prompt);
        true
    }

    /// Answers what is typed now.
    pub(super) fn typed_anew(&mut self, prompt: Prompt) {
        match prompt {
            Prompt::Query => self.search_again(),
            Prompt::Find => self.find_again(),
            Prompt::Note => {}
        }
    }
}
