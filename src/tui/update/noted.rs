//! The lists of what was put beside lines: choosing, going there, taking away, copying.

use crate::journal::KeptItem;
use crate::tui::action::Action;
use crate::tui::layout::Pane;
use crate::tui::own::OwnList;
use crate::tui::state::{Overlay, State};

use super::Effects;

impl State {
    /// Opens a list, the cursor on what is at or before the current line.
    pub(super) fn open_own(&mut self, list: OwnList) {
        let current = self.script.current;
        let passed = |id: &&&str| {
            self.own.here.iter().any(|here| here.id == **id && here.at().is_some_and(|at| at <= current))
        };
        let cursor = match list {
            OwnList::Everything => 0,
            _ => self.own.ids(list).iter().filter(passed).count().saturating_sub(1),
        };
        self.overlay = Some(Overlay::Own { list, cursor, from: None });
    }

    /// Carries out `action` in a list with its cursor, and the row from which on rows are selected.
    pub(super) fn act_on_own_list(
        &mut self,
        list: OwnList,
        (cursor, from): (usize, Option<usize>),
        action: Action,
        count: Option<usize>,
    ) -> Effects {
        let ids: Vec<String> = self.own.selected(list, (cursor, from)).map(str::to_owned).collect();
        let id = self.own.ids(list).get(cursor).map(|id| (*id).to_owned());
        match (action, id) {
            (Action::Quit | Action::Clear | Action::Select, _) if from.is_some() => {
                self.overlay = Some(Overlay::Own { list, cursor, from: None });
            }
            (Action::Select, Some(_)) => {
                self.overlay = Some(Overlay::Own { list, cursor, from: Some(cursor) });
            }
            (Action::Quit | Action::Clear, _) => self.overlay = None,
            (Action::FocusNext, _) => self.open_own(list.next()),
            (Action::FocusPrevious, _) => self.open_own(list.next().next()),
            (Action::ListMarks, _) => self.open_own(OwnList::Marks),
            (Action::ListNotes, _) => self.open_own(OwnList::Notes),
            (Action::Help, _) => self.overlay = Some(Overlay::Help { top: 0, over: None }),
            (Action::Undo, _) => self.undo(),
            (Action::Copy, Some(_)) if from.is_some() => {
                self.overlay = Some(Overlay::Own { list, cursor, from: None });
                return self.copy_noted(list, Some(&ids));
            }
            (Action::Copy | Action::CopyNotes, _) => return self.copy_noted(list, None),
            (Action::Open, Some(id)) => return self.go_to_own(&id),
            (Action::Note, Some(id)) => self.open_note_of(&id, (list, cursor)),
            (Action::Erase, Some(_)) => {
                self.overlay =
                    Some(Overlay::Own { list, cursor: cursor.min(from.unwrap_or(cursor)), from: None });
                self.erase(ids);
            }
            (action, _) if self.move_overlay(action, count) => {}
            (action, _) => return self.act_past_overlay(action, count),
        }
        self.settle_own_list();
        Vec::new()
    }

    /// Keeps the cursor of the list on a row.
    fn settle_own_list(&mut self) {
        if let Some(Overlay::Own { list, cursor, from }) = self.overlay {
            let last = self.own.ids(list).len().saturating_sub(1);
            self.overlay = Some(Overlay::Own { list, cursor: cursor.min(last), from });
        }
    }

    /// Goes to the line of a row, in another episode where it is of another.
    fn go_to_own(&mut self, id: &str) -> Effects {
        let Some(KeptItem { episode, item, .. }) = self.own.kept.item(id).cloned() else { return Vec::new() };
        if !episode.is(&self.own.key) {
            self.overlay = None;
            return self.go_elsewhere(episode, item.line);
        }
        match self.own.here.iter().find(|here| here.id == id).and_then(|here| here.at()) {
            Some(at) => {
                self.overlay = None;
                self.focus(Pane::Script);
                self.jump(at);
            }
            None => self.say_lost(id),
        }
        Vec::new()
    }

    /// Says that the line of what has this id is lost, and what it was.
    pub(super) fn say_lost(&mut self, id: &str) {
        if let Some(kept) = self.own.kept.item(id) {
            let line = &kept.item.line;
            let said = format!("lost: {} is no longer in the script: {}", line.id, line.words);
            self.complain(said);
        }
    }

    /// Copies what a list is about, as Markdown; of it what has these `ids`, or all.
    pub(super) fn copy_noted(&mut self, list: OwnList, ids: Option<&[String]>) -> Effects {
        let text = self.own.markdown(list, &self.table.episode, ids);
        if text.is_empty() {
            self.say("nothing is noted");
            return Vec::new();
        }
        self.send_copy(text)
    }
}
