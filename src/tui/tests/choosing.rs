//! The palette, the help's filter, the lists' filters, and what keys can become.

use std::time::Duration;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::library::Shelf;
use crate::tui::action::{ACTIONS, Mode};
use crate::tui::event::Event;
use crate::tui::filter::List;
use crate::tui::layout::Pane;
use crate::tui::palette::Offer;
use crate::tui::runtime::Effect;
use crate::tui::shelf::{Item, ShelfList};
use crate::tui::state::{Overlay, Prompt, State};

use super::{drawn, press, reader};

fn id(state: &State) -> String {
    state.current().map_or_else(String::new, |element| element.id.to_string())
}

fn text(state: &State) -> String {
    let buffer = drawn(state);
    buffer.content().iter().map(|cell| cell.symbol()).collect()
}

#[test]
fn the_palette_does_what_is_named() {
    let mut state = reader(120, 36);
    press(&mut state, ":zoom<enter>");
    assert!(state.arrangement.zoomed && state.overlay.is_none());
    press(&mut state, "<esc>:9.06<enter>");
    assert_eq!(id(&state), "9.06");
    press(&mut state, "<c-o>:theme light<enter>");
    assert_eq!(state.theme().name, "light");
    press(&mut state, ":zoom<esc>");
    assert!(!state.arrangement.zoomed && state.overlay.is_none());
    let line = state.table.episode.elements[40].line;
    press(&mut state, &format!(":{line}<enter>"));
    assert_eq!(state.current().map(|element| element.line), Some(line));
}

#[test]
fn every_action_of_the_panes_is_in_the_palette() {
    let mut state = reader(120, 36);
    for row in ACTIONS.iter().filter(|row| row.mode == Mode::Reader && row.name != "palette") {
        press(&mut state, &format!(":{}", row.name));
        let first = state.palette.offers.first().copied();
        assert!(matches!(first, Some(Offer::Action(found)) if found.name == row.name), "{}", row.name);
        press(&mut state, "<esc>");
    }
}

#[test]
fn the_help_shows_what_is_typed_or_what_a_key_does() {
    let mut state = reader(120, 36);
    press(&mut state, "?fold all");
    let shown = text(&state);
    assert!(shown.contains("Fold all acts") && !shown.contains("Next line"));
    press(&mut state, "<esc>");
    assert!(state.overlay.is_some() && text(&state).contains("Next line"), "first what is typed goes");
    press(&mut state, "@}");
    let shown = text(&state);
    assert!(shown.contains("Next speech") && !shown.contains("Previous speech"));
    press(&mut state, "<esc><esc>");
    assert_eq!(state.overlay, None);
}

#[test]
fn lists_show_the_rows_that_hold_what_is_typed() {
    let mut state = reader(120, 36);
    press(&mut state, "t");
    let all = state.outline_rows().len();
    press(&mut state, "/bridge");
    let some = state.outline_rows().len();
    assert!(0 < some && some < all);
    press(&mut state, "<down><enter>");
    assert_eq!(state.arrangement.focus, Pane::Script);
    assert!(state.current().is_some_and(|element| element.text.contains("Bridge")));
    assert_eq!(state.outline_rows().len(), all, "what was taken shows the whole list again");
    press(&mut state, "c/fen<a-enter>");
    assert_eq!(state.speakers_in_order().len(), 1);
    press(&mut state, " ");
    let lit = state.speakers.choice.only().map(|ix| state.table.episode.speaker(ix).name.clone());
    assert_eq!(lit.as_deref(), Some("FENN"));
    press(&mut state, "<esc>");
    assert!(state.filters.words(List::Speakers).is_none());
    assert!(!state.speakers.choice.is_empty(), "one thing at a time");
    press(&mut state, "gs");
    assert_eq!(state.prompt(), Some(Prompt::Filter(List::Outline)));
}

#[test]
fn the_shelf_is_filtered_and_opened() {
    let mut state = reader(80, 24);
    let mut shelf = Shelf::sample();
    let mut other = shelf.entries[0].clone();
    other.name = "harbour lights".to_owned();
    shelf.entries.push(other);
    state.episodes = ShelfList::of(&shelf);
    state.shelf = shelf;
    press(&mut state, "ge/harb");
    let Some(Overlay::Shelf(cursor)) = state.overlay else { panic!("the list of episodes") };
    let added = state.shelf.entries.len() - 1;
    assert_eq!(state.episodes.item(cursor), Some(&Item::Entry(added)));
    let effects = state.update(Event::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    assert_eq!((effects.len(), state.overlay), (1, None));
    press(&mut state, "ge");
    let all = state.episodes.rows.len();
    press(&mut state, "/nothing");
    assert_eq!(state.episodes.rows, []);
    press(&mut state, "<enter>");
    assert!(state.overlay.is_some(), "there is nothing to open");
    assert_eq!(state.episodes.rows.len(), all);
}

#[test]
fn what_keys_can_become_is_shown_after_a_pause_and_not_before() {
    let mut state = reader(120, 36);
    let effects = state.update(Event::Key(KeyEvent::new(KeyCode::Char('g'), KeyModifiers::NONE)));
    assert!(matches!(effects[..], [Effect::Remind(after)] if after > Duration::from_millis(100)));
    assert!(!text(&state).contains("To the log entries"));
    state.update(Event::Reminded);
    assert!(text(&state).contains("To the log entries"));
    press(&mut state, "l");
    assert!(!text(&state).contains("To the log entries"));
    state.update(Event::Reminded);
    assert!(!state.hinting, "a reminder that comes late shows nothing");
}

#[test]
fn a_share_of_the_way() {
    let mut state = reader(120, 36);
    let last = state.table.episode.elements.len() - 1;
    press(&mut state, "50%");
    assert_eq!(state.script.current, last / 2);
    press(&mut state, ":100%<enter>");
    assert_eq!(state.script.current, last);
}
