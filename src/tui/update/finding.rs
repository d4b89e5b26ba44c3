//! Finding words in the script: going along while they are typed, then from place to place.

use crate::tui::action::Action;
use crate::tui::layout::Pane;
use crate::tui::page::{Place, Row};
use crate::tui::state::{Prompt, ScriptPane, State};

impl State {
    /// Opens the line for what to find, empty; what was found before can be asked for again by
    /// accepting it so.
    pub(super) fn open_find(&mut self) {
        self.find.origin = self.script;
        self.find.last = self.find.input.text().to_owned();
        self.find.input = Default::default();
        self.find.forget();
        self.focus(Pane::Script);
        self.typing = Some(Prompt::Find);
    }

    /// Carries out `action` where it belongs to what is being looked for.
    pub(super) fn act_on_find(&mut self, action: Action) -> bool {
        match action {
            Action::Accept | Action::Keep => self.accept_find(),
            Action::Cancel => self.cancel_find(),
            Action::HitDown => self.step_find(true),
            Action::HitUp => self.step_find(false),
            _ => return false,
        }
        true
    }

    /// Looks for what is typed now: shows its first place from where one was.
    pub(super) fn find_again(&mut self) {
        self.find.ask(&self.table.episode, &self.shown);
        match self.find.from(self.find.origin.current) {
            Some(at) => {
                self.find.at = at;
                self.show_found();
            }
            None => self.show(self.find.origin),
        }
    }

    fn accept_find(&mut self) {
        self.typing = None;
        if self.find.input.text().is_empty() {
            let last = std::mem::take(&mut self.find.last);
            self.find.input.insert(&last);
            self.find_again();
        }
        let went = self.script.current != self.find.origin.current;
        if self.find.matches.is_empty() {
            self.show(self.find.origin);
        } else if went {
            self.jumps.back.push(self.find.origin);
            self.jumps.forward.clear();
        }
        self.say_found(false);
    }

    fn cancel_find(&mut self) {
        self.typing = None;
        self.find.forget();
        self.show(self.find.origin);
    }

    /// Goes to the next place while typing goes on.
    fn step_find(&mut self, forward: bool) {
        if let Some((at, _)) = self.find.next(self.script.current, forward) {
            self.find.at = at;
            self.show_found();
        }
    }

    /// Goes to the next place, or the one before, of what was found or searched last.
    pub(super) fn walk(&mut self, forward: bool) {
        if self.find.pattern.is_none() {
            return self.walk_hits(forward);
        }
        match self.find.next(self.script.current, forward) {
            Some((at, wrapped)) => {
                let from = self.script;
                self.find.at = at;
                self.show_found();
                if self.script.current != from.current {
                    self.jumps.back.push(from);
                    self.jumps.forward.clear();
                }
                self.say_found(wrapped);
            }
            None => self.say_found(false),
        }
    }

    /// Shows the place that is looked at, the row of it in sight.
    fn show_found(&mut self) {
        if let Some(found) = self.find.here().cloned() {
            self.show_words(found.element, found.range.start);
        }
    }

    /// Shows the element, the row of it in sight that has the byte `at` of its text.
    pub(super) fn show_words(&mut self, element: usize, at: usize) {
        self.glance(element);
        let page = self.page();
        let rows = page.rows(element);
        let row = rows
            .iter()
            .rposition(|row| matches!(row, Row::Words(words) if words.start <= at))
            .unwrap_or(page.first_row(element).row);
        let place = Place { element, row };
        let height = self.script_height();
        let seen = self.script.top <= place && place <= page.below(self.script.top, height - 1);
        if !seen {
            let top = page.above(place, height / 3);
            self.show(ScriptPane { top, ..self.script });
        }
    }

    fn say_found(&mut self, wrapped: bool) {
        let typed = self.find.input.text().to_owned();
        let count = self.find.matches.len();
        if count == 0 {
            let nothing =
                if typed.is_empty() { "nothing to find".to_owned() } else { format!("not found: {typed}") };
            return self.say(nothing);
        }
        let wrapped = if wrapped { ", round the end" } else { "" };
        self.say(format!("{} of {count}{wrapped}: {typed}", self.find.at + 1));
    }
}
