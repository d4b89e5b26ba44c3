//! The reader without a terminal: keys in, screens out.

mod choosing;
mod docking;
mod editing;
mod finding;
mod hostile;
mod limiting;
mod own;
mod panes;
mod reading_text;
mod readme;
mod screens;
mod selecting;
mod settings;
mod sheets;
mod shelf;
mod silent;
mod sizes;
mod themes;
mod walks;

use std::sync::LazyLock;

use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

use crate::library::Shelf;

use super::event::Event;
use super::keymap::Keymap;
use super::state::State;
use super::table::Table;
use super::theme::Theme;
use super::view;

/// The sample with everything tied, read once for all tests.
static SAMPLE: LazyLock<Table> = LazyLock::new(|| {
    let (episode, problems) = Shelf::sample().entries[0].load();
    assert!(problems.is_empty(), "{problems:?}");
    Table::with_index(episode)
});

/// The reader on the sample with everything tied, at a size.
fn reader(width: u16, height: u16) -> State {
    let mut state = State::new(Shelf::sample(), SAMPLE.clone(), Keymap::shipped().0, Theme::shipped());
    state.update(Event::Resized(Size::new(width, height)));
    state
}

/// Presses keys: characters as they stand, other keys by name in angle brackets.
fn press(state: &mut State, keys: &str) {
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let named = if first == '<' { rest.find('>') } else { None };
        let (code, modifiers, taken) = match named {
            Some(end) => {
                let (code, modifiers) = named_key(&rest[1..end]);
                (code, modifiers, end + 1)
            }
            None => (KeyCode::Char(first), KeyModifiers::NONE, first.len_utf8()),
        };
        state.update(Event::Key(KeyEvent::new(code, modifiers)));
        rest = &rest[taken..];
    }
}

fn named_key(name: &str) -> (KeyCode, KeyModifiers) {
    match name {
        "enter" => (KeyCode::Enter, KeyModifiers::NONE),
        "a-enter" => (KeyCode::Enter, KeyModifiers::ALT),
        "esc" => (KeyCode::Esc, KeyModifiers::NONE),
        "tab" => (KeyCode::Tab, KeyModifiers::NONE),
        "down" => (KeyCode::Down, KeyModifiers::NONE),
        "up" => (KeyCode::Up, KeyModifiers::NONE),
        "lt" => (KeyCode::Char('<'), KeyModifiers::NONE),
        "c-up" => (KeyCode::Up, KeyModifiers::CONTROL),
        "c-down" => (KeyCode::Down, KeyModifiers::CONTROL),
        "backspace" => (KeyCode::Backspace, KeyModifiers::NONE),
        name => match name.split_once('-').map(|(held, key)| (held, key.chars().next())) {
            Some(("c", Some(key))) => (KeyCode::Char(key), KeyModifiers::CONTROL),
            Some(("a", Some(key))) => (KeyCode::Char(key), KeyModifiers::ALT),
            _ => panic!("no key is called {name}"),
        },
    }
}

/// What the reader draws.
fn drawn(state: &State) -> Buffer {
    let backend = TestBackend::new(state.size.width, state.size.height);
    let mut terminal = ratatui::Terminal::new(backend).expect("a terminal in memory");
    terminal.draw(|frame| view::draw(state, frame)).expect("drawing in memory");
    terminal.backend().buffer().clone()
}
