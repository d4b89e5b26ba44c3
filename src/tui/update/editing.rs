//! Opening the document at the current line in the person's editor, and reading it again after that.

use std::path::PathBuf;

use crate::library::Place;
use crate::tui::runtime::Effect;
use crate::tui::state::State;

use super::Effects;

impl State {
    /// Opens the current line's document in the editor.
    pub(super) fn edit_document(&mut self) -> Effects {
        let editor = match &self.editor {
            Ok(editor) => editor,
            Err(why) => {
                self.complain(why.clone());
                return Vec::new();
            }
        };
        let line = self.current().map_or(1, |element| element.line);
        match self.file_of_current() {
            Some(path) => {
                let command = editor.open(&path, line);
                self.editing = true;
                vec![Effect::Foreground(Box::new(command))]
            }
            None => {
                self.say(
                    "this document comes with the program, from a pipe or from an archive; there is no file to open",
                );
                Vec::new()
            }
        }
    }

    /// The file that the current line stands in.
    fn file_of_current(&self) -> Option<PathBuf> {
        let source = self.current()?.source;
        let name = &self.table.episode.sources.get(source.at())?.source.name;
        let documents = &self.shelf.entries.get(self.opened?)?.documents;
        documents.iter().filter_map(Place::file).find_map(|path| {
            let file = path.file_name()?.to_string_lossy();
            (crate::text::clean::clean_line(&file) == *name).then(|| path.to_owned())
        })
    }

    /// Answers the end of another program: what may have been changed is read again.
    pub(super) fn returned(&mut self, failure: Option<String>) -> Effects {
        let edited = std::mem::take(&mut self.editing);
        match failure {
            Some(failure) => self.complain(failure),
            None if edited => return self.reload(),
            None => {}
        }
        Vec::new()
    }
}
