//! Finding words in a document that is read as text: while they are typed, then from place to place.

use crate::tui::action::Action;
use crate::tui::state::{Prompt, State};

impl State {
    /// Opens the line for what to find in the document, empty.
    pub(super) fn open_sought(&mut self) {
        self.sheets.sought.forget();
        self.sheets.sought.origin = self.sheets.documents.at;
        self.typing = Some(Prompt::Sought);
    }

    /// Carries out `action` where it belongs to what is being looked for.
    pub(in crate::tui::update) fn act_on_sought(&mut self, action: Action) -> bool {
        match action {
            Action::Accept | Action::Keep | Action::LeavePrompt | Action::LeavePromptBack => {
                self.typing = None;
                self.say_sought();
            }
            Action::Cancel => {
                self.typing = None;
                self.sheets.sought.forget();
                self.sheets.documents.at = self.sheets.sought.origin;
            }
            Action::HitDown => self.step_sought(true),
            Action::HitUp => self.step_sought(false),
            _ => return false,
        }
        true
    }

    /// Looks for what is typed now: shows its first place from where one was.
    pub(in crate::tui::update) fn seek_again(&mut self) {
        self.seek_in_document();
        let origin = self.sheets.sought.origin;
        self.sheets.documents.at = self.sheets.sought.from(origin).unwrap_or(origin);
    }

    /// Looks for what was typed in the document that is read now.
    pub(super) fn seek_in_document(&mut self) {
        let document = self.table.episode.sources.get(self.sheets.documents.cursor);
        self.sheets.sought.ask(document.map_or("", |document| &document.source.text));
    }

    /// Goes to the next place, or the one before, and says which it is.
    pub(super) fn walk_sought(&mut self, forward: bool) {
        self.step_sought(forward);
        self.say_sought();
    }

    fn step_sought(&mut self, forward: bool) {
        let at = self.sheets.documents.at;
        self.sheets.documents.at = self.sheets.sought.next(at, forward).unwrap_or(at);
    }

    fn say_sought(&mut self) {
        let sought = &self.sheets.sought;
        let typed = sought.input.text().to_owned();
        let count = sought.count();
        match sought.number(self.sheets.documents.at) {
            Some(number) => self.say(format!("{number} of {count}: {typed}")),
            None if typed.is_empty() => self.say("nothing to find"),
            None => self.say(format!("not found: {typed}")),
        }
    }
}
