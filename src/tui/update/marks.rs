//! Marks and bookmarks: setting them, going to them, taking them away.

use crate::episode::ElementIx;
use crate::journal::{Anchor, Item, Record, What};
use crate::tui::action::Action;
use crate::tui::layout::Pane;
use crate::tui::own::{Here, OwnList, Undo};
use crate::tui::state::{Prompt, State};

use super::Effects;

impl State {
    /// Carries out `action` where it concerns what a person puts beside lines; `None` where it does not.
    pub(super) fn act_on_own(&mut self, action: Action) -> Option<Effects> {
        match action {
            Action::SetMark => self.set_mark(),
            Action::GoMark => self.go_to_mark(),
            Action::Select => self.toggle_selection(),
            Action::Bookmark => self.toggle_bookmark(),
            Action::Note => self.open_note_here(),
            Action::ListMarks => self.open_own(OwnList::Marks),
            Action::ListNotes => self.open_own(OwnList::Notes),
            Action::Erase => self.erase_here(),
            Action::Undo => self.undo(),
            Action::CopyNotes => return Some(self.copy_noted(OwnList::Notes, None)),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Changes what is kept, so that it can be taken back, and says so.
    pub(super) fn change(&mut self, record: Record, said: String) {
        self.change_all(vec![record], said);
    }

    /// Changes what is kept by several records, so that they can be taken back together, and says so.
    fn change_all(&mut self, records: Vec<Record>, said: String) {
        self.own.change(records);
        self.look_up();
        let kept = self.own.saving.journal.is_some();
        self.say(if kept { said } else { format!("{said}, for this run only") });
    }

    /// Looks up the lines of the open episode that something was put beside.
    pub(in crate::tui) fn look_up(&mut self) {
        self.own.look_up(&self.table.episode);
    }

    /// The current line as it is remembered.
    pub(super) fn anchor_here(&self) -> Option<Anchor> {
        Anchor::of(&self.table.episode, self.current_ix())
    }

    /// The current line, or the first and the last of those selected, as they are remembered.
    pub(super) fn anchors_here(&self) -> Option<(Anchor, Option<Anchor>)> {
        let Some(selected) = self.selected() else { return Some((self.anchor_here()?, None)) };
        let anchor = |at: usize| Anchor::of(&self.table.episode, ElementIx::new(at));
        let last = Some(*selected.end()).filter(|last| last != selected.start());
        Some((anchor(*selected.start())?, last.and_then(anchor)))
    }

    /// Selects lines from the current one on, or no more.
    fn toggle_selection(&mut self) {
        self.focus(Pane::Script);
        self.selecting = if self.selecting.is_some() { None } else { Some(self.script.current) };
    }

    /// The letter that was pressed; without one it is said that one is needed.
    fn pressed_letter(&mut self) -> Option<char> {
        let letter = self.letter.filter(char::is_ascii_lowercase);
        if letter.is_none() {
            let (set, go) = (self.keymap.first_key(Action::SetMark), self.keymap.first_key(Action::GoMark));
            self.say(format!("a mark has a letter from a to z: {set} sets it, {go} goes there"));
        }
        letter
    }

    fn set_mark(&mut self) {
        let Some(letter) = self.pressed_letter() else { return };
        let Some(line) = self.anchor_here() else { return };
        let id = format!("{letter} {}", self.own.key.path);
        let said = match self.own.kept.item(&id) {
            Some(was) => format!("mark {letter} is {} now; it was {}", line.id, was.item.line.id),
            None => format!("mark {letter} is {}", line.id),
        };
        let item = Item { id, what: What::Mark(letter), line, through: None };
        self.change(Record::Keep { episode: self.own.key.clone(), item }, said);
    }

    fn go_to_mark(&mut self) {
        let Some(letter) = self.pressed_letter() else { return };
        let marked = self.own.here.iter().find(|here| here.what == What::Mark(letter));
        match marked.map(|here| (here.at(), here.id.clone())) {
            Some((Some(at), _)) => self.jump(at),
            Some((None, id)) => self.say_lost(&id),
            None => self.say(format!("there is no mark {letter}")),
        }
    }

    fn toggle_bookmark(&mut self) {
        let there = self.own.beside(self.script.current).find(|here| here.what == What::Bookmark);
        let there = there.filter(|_| self.selected().is_none());
        if let Some(id) = there.map(|here| here.id.clone()) {
            return self.change(Record::Erase { id }, "the bookmark is taken away".to_owned());
        }
        let Some((line, through)) = self.anchors_here() else { return };
        self.selecting = None;
        let said = match &through {
            Some(last) => format!("{} to {} are bookmarked", line.id, last.id),
            None => format!("{} is bookmarked", line.id),
        };
        let item = Item { id: self.own.new_id(), what: What::Bookmark, line, through };
        self.change(Record::Keep { episode: self.own.key.clone(), item }, said);
    }

    /// Takes away what stands beside the current line: notes first, then bookmarks, then marks; where lines
    /// are selected, all that begins on one of them.
    fn erase_here(&mut self) {
        if let Some(selected) = self.selected() {
            let within = |here: &&Here| here.at().is_some_and(|at| selected.contains(&at));
            let ids: Vec<String> = self.own.here.iter().filter(within).map(|here| here.id.clone()).collect();
            self.selecting = None;
            return match ids.is_empty() {
                true => self.say("nothing is noted on these lines"),
                false => self.erase(ids),
            };
        }
        let order = |what: &What| match what {
            What::Note(_) => 0,
            What::Bookmark => 1,
            What::Mark(_) => 2,
        };
        let here = self.own.beside(self.script.current).min_by_key(|here| order(&here.what));
        match here.map(|here| here.id.clone()) {
            Some(id) => self.erase(vec![id]),
            None => self.say("nothing is noted on this line"),
        }
    }

    /// Takes away what has these ids.
    pub(super) fn erase(&mut self, ids: Vec<String>) {
        let whats: Vec<&What> =
            ids.iter().filter_map(|id| Some(&self.own.kept.item(id)?.item.what)).collect();
        let key = self.keymap.first_key(Action::Undo);
        let said = match whats.as_slice() {
            [] => return,
            [What::Note(_)] => format!("the note is taken away; {key} brings it back"),
            [What::Bookmark] => format!("the bookmark is taken away; {key} brings it back"),
            [What::Mark(letter)] => format!("mark {letter} is taken away; {key} brings it back"),
            several => format!("{} of them are taken away; {key} brings them back", several.len()),
        };
        self.change_all(ids.into_iter().map(|id| Record::Erase { id }).collect(), said);
    }

    /// Takes back the last change to what is kept.
    pub(super) fn undo(&mut self) {
        match self.own.undo.pop() {
            Some(Undo::Records(records)) => {
                records.into_iter().for_each(|record| self.own.keep(record));
                self.look_up();
                self.say("taken back");
            }
            Some(Undo::Draft(editor)) => {
                self.own.editor = *editor;
                self.overlay = None;
                self.typing = Some(Prompt::Note);
            }
            None => self.say("nothing to take back"),
        }
    }
}
