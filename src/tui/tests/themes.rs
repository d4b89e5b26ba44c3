//! Choosing a theme, the theme that fits, and what the terminal says of its background.

use ratatui::style::Color;

use crate::tui::event::Event;
use crate::tui::runtime::Effect;
use crate::tui::state::{Overlay, State};

use super::{drawn, press, reader};

/// A reader in an environment.
fn reader_in(wanted: Option<&str>, variables: &'static [(&str, &str)]) -> State {
    let mut state = reader(80, 24);
    let variable = |name: &str| {
        let set = variables.iter().find(|(key, _)| *key == name);
        set.map(|(_, value)| (*value).to_owned())
    };
    state.look_around(variable);
    if let Some(wanted) = wanted {
        state.take_theme(wanted);
        assert!(wanted == "auto" || state.colourless || state.theme().name == wanted);
    }
    state
}

const MANY_COLOURS: &[(&str, &str)] = &[("TERM", "xterm-256color")];

fn backgrounds(state: &State) -> usize {
    let buffer = drawn(state);
    buffer.content().iter().filter(|cell| cell.bg == Color::Reset).count()
}

#[test]
fn a_theme_is_seen_while_one_chooses_and_taken_back() {
    let mut state = reader_in(None, MANY_COLOURS);
    press(&mut state, "T");
    assert_eq!(state.overlay, Some(Overlay::Themes { before: 0 }));
    press(&mut state, "jj");
    assert_eq!(state.theme().name, "lamp");
    press(&mut state, "<esc>");
    assert_eq!((state.theme().name.as_str(), state.overlay), ("dark", None));
    press(&mut state, "TG<enter>");
    assert_eq!(state.theme().name, "plain");
    assert!(state.theme_was_asked_for);
}

#[test]
fn without_colours_there_is_nothing_to_choose() {
    let mut state = reader_in(Some("light"), &[("TERM", "xterm-256color"), ("NO_COLOR", "1")]);
    assert_eq!(state.theme().name, "plain");
    press(&mut state, "T");
    assert_eq!(state.overlay, None);
    press(&mut state, ":theme light<enter>");
    assert_eq!(state.theme().name, "plain");
    assert!(state.ask_for_ground().is_empty());
    assert!(drawn(&state).content().iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
}

#[test]
fn the_theme_follows_the_background_unless_one_was_asked_for() {
    let mut state = reader_in(Some("auto"), MANY_COLOURS);
    assert!(matches!(state.ask_for_ground()[..], [Effect::AskForGround]));
    state.update(Event::Ground([250, 250, 240]));
    assert_eq!(state.theme().name, "light");
    state.update(Event::Ground([20, 20, 40]));
    assert_eq!(state.theme().name, "dark");
    let mut state = reader_in(Some("lamp"), MANY_COLOURS);
    state.update(Event::Ground([250, 250, 240]));
    assert_eq!(state.theme().name, "lamp");
}

#[test]
fn a_background_is_painted_only_where_the_terminals_own_does_not_do() {
    let mut state = reader_in(None, MANY_COLOURS);
    assert!(backgrounds(&state) > 0, "nobody asked for it: the terminal's own");
    state.update(Event::Ground([250, 250, 240]));
    assert!(backgrounds(&state) > 0, "the theme fits the terminal");
    press(&mut state, ":theme lamp<enter>");
    assert_eq!(backgrounds(&state), 0, "dark on a light terminal");
    press(&mut state, ":theme paper<enter>");
    assert!(backgrounds(&state) > 0);
    let state = reader_in(Some("light"), MANY_COLOURS);
    assert_eq!(backgrounds(&state), 0, "asked for, and the terminal has not said what it has");
    let state = reader_in(Some("sixteen"), MANY_COLOURS);
    assert!(backgrounds(&state) > 0);
    assert!(state.ask_for_ground().is_empty());
}

#[test]
fn every_theme_draws_every_view() {
    for theme in 0..reader(80, 24).themes.len() {
        for keys in ["", "flamp", "?", "ge", "c ", ":", "S", "M"] {
            let mut state = reader(80, 24);
            state.take_named_theme(theme);
            press(&mut state, keys);
            drawn(&state);
        }
    }
}
