//! What happens to a line that is typed, whichever it is.

use crate::tui::action::Action;
use crate::tui::state::{Overlay, Prompt, State};

use super::Effects;

impl State {
    /// Carries out `action` where it belongs to the line that is typed; `None` where it does not.
    pub(super) fn act_on_prompt(&mut self, action: Action) -> Option<Effects> {
        let prompt = self.prompt()?;
        if prompt == Prompt::Query && action == Action::DeleteBack && self.can_take_back() {
            self.search_wider();
            return Some(Vec::new());
        }
        // A note has lines, and knows better where one begins and ends.
        if prompt == Prompt::Note && self.act_on_note(action) || self.edit(prompt, action) {
            return Some(Vec::new());
        }
        match prompt {
            Prompt::Query => self.act_on_query(action).then(Vec::new),
            Prompt::Find => self.act_on_find(action).then(Vec::new),
            Prompt::Limit => self.act_on_limit(action).then(Vec::new),
            Prompt::Sought => self.act_on_sought(action).then(Vec::new),
            Prompt::Filter(list) => self.act_on_filter(list, action),
            Prompt::Palette => self.act_on_palette(action),
            Prompt::Help => self.act_on_help(action),
            Prompt::Note => None,
        }
    }

    fn edit(&mut self, prompt: Prompt, action: Action) -> bool {
        let input = self.typed_mut(prompt);
        match action {
            Action::CursorLeft => input.left(),
            Action::CursorRight => input.right(),
            Action::WordLeft => input.word_left(),
            Action::WordRight => input.word_right(),
            Action::CursorStart => input.start(),
            Action::CursorEnd => input.end(),
            Action::DeleteBack => input.delete_back(),
            Action::DeleteForward => input.delete_forward(),
            Action::DeleteWord => input.delete_word(),
            Action::DeleteWordForward => input.delete_word_forward(),
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
            Prompt::Limit => self.limit_again(),
            Prompt::Sought => self.seek_again(),
            Prompt::Filter(list) => self.filter_again(list),
            Prompt::Palette => self.offer_again(),
            Prompt::Help => {
                if let Some(Overlay::Help { over, .. }) = self.overlay {
                    self.overlay = Some(Overlay::Help { top: 0, over });
                }
            }
            Prompt::Note => {}
        }
    }
}
