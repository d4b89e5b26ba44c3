//! Writing a note: opening it, typing, keeping or leaving it.

use crate::journal::{Item, KeptItem, Record, What};
use crate::tui::action::Action;
use crate::tui::own::{Editor, OwnList, Undo};
use crate::tui::state::{Overlay, Prompt, State};
use crate::tui::view;
use crate::tui::widget::area;

impl State {
    /// Opens the note on the current line, or a new one.
    pub(super) fn open_note_here(&mut self) {
        let Some((line, through)) = self.anchors_here() else { return };
        let there = self.own.beside(self.script.current).filter(|here| matches!(here.what, What::Note(_)));
        let id = there.last().filter(|_| through.is_none()).map(|here| here.id.clone());
        self.selecting = None;
        let episode = self.own.key.clone();
        match id.as_deref().and_then(|id| self.own.kept.item(id)).cloned() {
            Some(KeptItem { item: Item { id, what: What::Note(before), line, through }, .. }) => {
                self.open_editor(Editor {
                    id: Some(id),
                    episode,
                    line,
                    through,
                    before,
                    ..Editor::default()
                });
            }
            _ => self.open_editor(Editor { episode, line, through, ..Editor::default() }),
        }
    }

    /// Opens the note of a row of a list.
    pub(super) fn open_note_of(&mut self, id: &str, from: (OwnList, usize)) {
        let Some(KeptItem { episode, item, .. }) = self.own.kept.item(id).cloned() else { return };
        let What::Note(before) = item.what else { return self.say("a mark has no text; a note has") };
        let Item { id, line, through, .. } = item;
        let (id, from) = (Some(id), Some(from));
        self.open_editor(Editor { id, episode, line, through, before, from, ..Editor::default() });
    }

    fn open_editor(&mut self, mut editor: Editor) {
        editor.input.insert(&editor.before);
        self.own.editor = editor;
        self.overlay = None;
        self.typing = Some(Prompt::Note);
    }

    /// Carries out `action` where it belongs to the note that is written and to no other line.
    pub(super) fn act_on_note(&mut self, action: Action) -> bool {
        let width = view::note_width(self.size);
        let input = &mut self.own.editor.input;
        match action {
            Action::Accept => self.keep_note(),
            Action::Cancel => self.leave_note(),
            Action::Keep => input.insert("\n"),
            Action::HitDown => area::move_by_row(input, true, width),
            Action::HitUp => area::move_by_row(input, false, width),
            Action::CursorStart => {
                let start = input.before().rfind('\n').map_or(0, |newline| newline + 1);
                input.go_to(start);
            }
            Action::CursorEnd => {
                let at = input.before().len();
                let newline = input.text().get(at..).and_then(|after| after.find('\n'));
                input.go_to(newline.map_or(usize::MAX, |newline| at + newline));
            }
            _ => return false,
        }
        true
    }

    /// Closes the note that is written; gives it, with what it says now.
    fn close_note(&mut self) -> (Editor, String) {
        let editor = std::mem::take(&mut self.own.editor);
        self.typing = None;
        self.overlay = editor.from.map(|(list, cursor)| Overlay::Own { list, cursor, from: None });
        let text = editor.input.text().trim_end().to_owned();
        (editor, text)
    }

    /// Keeps what was written; nothing at all takes the note away.
    fn keep_note(&mut self) {
        let (editor, text) = self.close_note();
        match (editor.id, text.is_empty()) {
            (None, true) => {}
            (Some(id), true) => self.erase(vec![id]),
            (Some(_), false) if text == editor.before => {}
            (id, false) => {
                let said = format!("the note on {} is kept", editor.line.id);
                let id = id.unwrap_or_else(|| self.own.new_id());
                let item = Item { id, what: What::Note(text), line: editor.line, through: editor.through };
                self.change(Record::Keep { episode: editor.episode, item }, said);
            }
        }
    }

    /// Leaves the note as it was; what was written can be brought back.
    fn leave_note(&mut self) {
        let (editor, text) = self.close_note();
        if text != editor.before {
            self.own.can_undo(Undo::Draft(Box::new(editor)));
            let key = self.keymap.first_key(Action::Undo);
            self.say(format!("the note is as it was; {key} opens what was written again"));
        }
    }

    /// Keeps a note that is still being written: on the way out.
    pub(super) fn keep_open_note(&mut self) {
        if self.typing == Some(Prompt::Note) {
            self.keep_note();
        }
    }
}
