//! Finding in the script: what is looked at, what is said, and the way back.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{press, reader};
use crate::tui::event::Event;
use crate::tui::page::{Place, Row};
use crate::tui::state::{Overlay, Prompt, State};

fn said(state: &State) -> &str {
    state.notice.as_ref().map_or("", |notice| notice.text.as_str())
}

fn here(state: &State) -> String {
    state.current().map_or_else(String::new, |element| element.text.to_lowercase())
}

#[test]
fn goes_along_while_typed_then_on_and_round_the_end() {
    let mut state = reader(120, 36);
    press(&mut state, "/lamp");
    assert!(here(&state).contains("lamp"));
    let count = state.find.matches.len();
    assert!(count > 3);
    press(&mut state, "<enter>");
    assert_eq!(said(&state), format!("1 of {count}: lamp"));
    press(&mut state, "n");
    assert_eq!(said(&state), format!("2 of {count}: lamp"));
    assert!(here(&state).contains("lamp"));
    press(&mut state, "NN");
    assert_eq!(said(&state), format!("{count} of {count}, round the end: lamp"));
    press(&mut state, "n");
    assert_eq!(said(&state), format!("1 of {count}, round the end: lamp"));
    press(&mut state, "<esc>");
    assert!(state.find.matches.is_empty(), "escape puts the lights out");
}

#[test]
fn escape_returns_and_the_way_back_is_kept() {
    let mut state = reader(120, 36);
    press(&mut state, "]]");
    let began = state.script;
    press(&mut state, "/barometer<esc>");
    assert_eq!(state.script, began);
    press(&mut state, "G/lamp<enter>");
    let found = state.script.current;
    press(&mut state, "<c-o>");
    assert_ne!(state.script.current, found);
    press(&mut state, "/no such words<enter>");
    assert_eq!(said(&state), "not found: no such words");
}

#[test]
fn a_capital_means_itself_and_nothing_typed_means_the_last() {
    let mut state = reader(120, 36);
    press(&mut state, "/the<enter>");
    let either = state.find.matches.len();
    press(&mut state, "/The<enter>");
    let capital = state.find.matches.len();
    assert!(0 < capital && capital < either);
    press(&mut state, "gg/<enter>");
    assert_eq!(said(&state), format!("1 of {capital}: The"));
}

#[test]
fn n_walks_what_was_asked_last() {
    let mut state = reader(120, 36);
    press(&mut state, "/the<enter>flamp<enter>");
    press(&mut state, "n");
    assert!(said(&state).starts_with("hit "), "{}", said(&state));
    press(&mut state, "/the<enter>n");
    assert!(said(&state).ends_with(": the"), "{}", said(&state));
}

#[test]
fn the_words_found_are_in_sight_in_the_smallest_pane() {
    let mut state = reader(24, 5);
    press(&mut state, "/the<enter>");
    for _ in 0..state.find.matches.len() {
        press(&mut state, "n");
        let found = state.find.here().expect("a place").clone();
        let page = state.page();
        let row = page
            .rows(found.element)
            .iter()
            .position(|row| matches!(row, Row::Words(words) if words.contains(&found.range.start)));
        let row = row.unwrap_or(page.first_row(found.element).row);
        let (place, top) = (Place { element: found.element, row }, state.script.top);
        assert!(top <= place && place <= page.below(top, state.script_height() - 1));
    }
}

#[test]
fn alt_and_a_key_are_escape_and_that_key() {
    let mut state = reader(120, 36);
    press(&mut state, "]]/lamp<enter>");
    let at = state.script;
    press(&mut state, "ga<a-n>");
    assert!(state.overlay.is_none() && state.script != at, "the list is closed, and the next lamp found");
    press(&mut state, "g<a-:>");
    assert_eq!(state.overlay, Some(Overlay::Palette), "what was begun is given up");
    press(&mut state, "<esc>/lamp<a-t>");
    assert_eq!(state.prompt(), Some(Prompt::Find), "what is typed is not lost to a slip of the hand");
    let held = KeyModifiers::ALT | KeyModifiers::CONTROL;
    state.update(Event::Key(KeyEvent::new(KeyCode::Char('d'), held)));
    assert_eq!(state.prompt(), None);
}
