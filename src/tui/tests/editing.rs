//! Opening the document in an editor, without one.

use std::path::Path;

use crate::cache::Cache;
use crate::library::Shelf;
use crate::tui::editor::Editor;
use crate::tui::event::Event;
use crate::tui::runtime::Effect;
use crate::tui::state::State;
use crate::tui::table::Table;

use super::{press, reader};

fn with_editor(mut state: State) -> State {
    state.editor = Editor::of_environment(|name| (name == "EDITOR").then(|| "vim".to_owned()));
    state
}

/// The reader on the sample as files.
fn on_files() -> State {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/two-long-one-short");
    let mut state = with_editor(reader(80, 24));
    state.shelf = Shelf::open(&path, &Cache::none()).expect("the sample");
    state.table = Table::with_index(state.shelf.entries[0].load().0);
    state
}

#[test]
fn the_document_is_opened_at_the_line_and_read_again() {
    let mut state = on_files();
    press(&mut state, "42G");
    let line = state.current().map_or(0, |element| element.line);
    let effects = state.act(crate::tui::action::Action::Edit, None);
    let [Effect::Foreground(command)] = &effects[..] else { panic!("an editor") };
    let words: Vec<String> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    assert_eq!(words[0], format!("+{line}"));
    assert!(words[1].ends_with("two-long-one-short/transcript.txt"));
    let effects = state.update(Event::Returned { failure: None });
    assert!(matches!(effects[..], [Effect::Spawn { .. }]), "read again");
    assert!(state.update(Event::Returned { failure: None }).is_empty(), "once");
}

#[test]
fn why_nothing_is_opened_is_told() {
    let said = |state: &State| state.notice.as_ref().map_or(String::new(), |notice| notice.text.clone());
    let mut state = reader(80, 24);
    press(&mut state, "e");
    assert!(said(&state).contains("neither VISUAL nor EDITOR"));
    let mut state = with_editor(reader(80, 24));
    press(&mut state, "e");
    assert!(said(&state).contains("comes with the program"));
    let mut state = on_files();
    press(&mut state, "e");
    assert!(state.update(Event::Returned { failure: Some("vim: exit status: 1".to_owned()) }).is_empty());
    assert!(said(&state).contains("exit status: 1"));
}
