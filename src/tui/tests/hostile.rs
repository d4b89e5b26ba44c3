//! Hostile documents, names and settings in every view: what is written to the terminal is looked at byte
//! by byte.

use std::sync::LazyLock;

use proptest::prelude::*;
use pty_session::{Folder, hostile, sequences};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{TerminalOptions, Viewport};

use crate::cache::Cache;
use crate::config::Config;
use crate::episode::Episode;
use crate::export;
use crate::library::{Entry, Problem, Shelf};
use crate::loader::{self, Given};
use crate::source::Source;
use crate::tui::action::ACTIONS;
use crate::tui::event::Event;
use crate::tui::settings::Looks;
use crate::tui::state::State;
use crate::tui::table::Table;
use crate::tui::view;

use super::sizes::VIEWS;
use super::{press, walks};

/// The hostile library, read once for all tests.
struct Library {
    shelf: Shelf,
    episodes: Vec<(Episode, Vec<Problem>)>,
    /// The episode with most documents.
    table: Table,
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let folder = Folder::new();
    hostile::library(&folder);
    let shelf = Shelf::open(&folder, &Cache::none()).expect("something to read");
    let episodes: Vec<_> = shelf.entries.iter().map(Entry::load).collect();
    let whole = episodes.iter().max_by_key(|(episode, _)| episode.sources.len()).expect("an episode");
    let table = Table::with_index(whole.0.clone());
    Library { shelf, episodes, table }
});

/// The hostile settings.
static SETTINGS: LazyLock<Config> = LazyLock::new(|| {
    let settings = Folder::new();
    hostile::settings(&settings);
    Config::read_from(&settings)
});

/// The reader on the hostile library with hostile settings.
fn reader(width: u16, height: u16) -> State {
    let looks = Looks::of(&SETTINGS);
    let (shelf, table) = (LIBRARY.shelf.clone(), LIBRARY.table.clone());
    let mut state = State::new(shelf, table, looks.keymap, looks.themes);
    assert!(looks.faults.len() >= 6, "{:?}", looks.faults);
    state.faults = looks.faults;
    state.update(Event::Resized(Size::new(width, height)));
    state
}

/// What a frame of `state` on an empty screen sends to the terminal.
fn written(state: &State) -> Vec<u8> {
    let mut bytes = Vec::new();
    let viewport = Viewport::Fixed(Rect::from((Position::ORIGIN, state.size)));
    let backend = CrosstermBackend::new(&mut bytes);
    let options = TerminalOptions { viewport };
    let mut terminal = ratatui::Terminal::with_options(backend, options).expect("a terminal in memory");
    terminal.draw(|frame| view::draw(state, frame)).expect("drawing in memory");
    drop(terminal);
    bytes
}

fn check(state: &State) {
    sequences::assert_harmless(
        &[b"\x1b[?1049h", written(state).as_slice()].concat(),
        usize::from(state.size.width),
    );
}

#[test]
fn no_view_lets_anything_through() {
    for (width, height) in [(120, 36), (80, 24), (40, 10), (200, 60), (9, 3)] {
        for keys in VIEWS {
            let mut state = reader(width, height);
            press(&mut state, keys);
            check(&state);
            state.faults.clear();
            check(&state);
        }
    }
}

#[test]
fn every_line_is_drawn_and_none_lets_anything_through() {
    let mut state = reader(100, 30);
    for _ in 0..state.table.episode.elements.len() / 10 {
        press(&mut state, "10j");
        check(&state);
    }
}

#[test]
fn the_library_attacks_with_everything_there_is() {
    let episode = &LIBRARY.table.episode;
    assert!(episode.sources.len() >= 4, "{:?}", LIBRARY.shelf);
    assert!(episode.cast.speakers.len() > 5 && !episode.logs.is_empty() && !episode.outline.acts.is_empty());
    assert!(!episode.summary.is_empty() && !episode.subtitles.is_empty() && !episode.quotes.is_empty());
    assert!(!LIBRARY.shelf.problems.is_empty() && LIBRARY.shelf.entries.len() >= 3);
}

#[test]
fn every_name_fault_and_text_is_harmless() {
    let shelf = &LIBRARY.shelf;
    let names = shelf.entries.iter().flat_map(|entry| [entry.place(), entry.title().to_owned()]);
    let loading = LIBRARY.episodes.iter().flat_map(|(_, problems)| problems);
    let problems = shelf.problems.iter().chain(loading).map(ToString::to_string);
    for text in names.chain(problems).chain([shelf.name.clone()]) {
        assert!(text.chars().all(sequences::is_harmless), "{text:?}");
    }
    for (episode, _) in &LIBRARY.episodes {
        check_strings(&serde_json::to_value(export::exported(episode)).expect("a value"));
    }
}

/// Asserts that no string of `value` has anything but newlines and tabs that a terminal obeys.
fn check_strings(value: &serde_json::Value) {
    match value {
        serde_json::Value::String(text) => {
            let harmless = |character| matches!(character, '\n' | '\t') || sequences::is_harmless(character);
            assert!(text.chars().all(harmless), "{text:?}");
        }
        serde_json::Value::Array(values) => values.iter().for_each(check_strings),
        serde_json::Value::Object(values) => {
            assert!(values.keys().flat_map(|key| key.chars()).all(sequences::is_harmless));
            values.values().for_each(check_strings);
        }
        _ => {}
    }
}

/// Text with more of what matters than chance would give.
fn any_text() -> impl Strategy<Value = String> {
    let row = prop::sample::select(hostile::ROWS.as_slice()).prop_map(str::to_owned);
    let piece =
        prop_oneof![2 => any::<String>(), 3 => row, 2 => "[A-Za-z ,.!]{1,40}", 1 => "[日本語é👍🏽]{1,20}"];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// A few where nobody asks for more by `PROPTEST_CASES`: each is many frames.
fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(cases.unwrap_or(32))
}

proptest! {
    #![proptest_config(cases())]
    #[test]
    fn whatever_is_pressed_nothing_gets_through(
        steps in prop::collection::vec(0..ACTIONS.len(), 1..60),
        typed in any_text(),
        size in (1u16..140, 1u16..45),
    ) {
        let mut state = reader(size.0, size.1);
        for step in steps {
            walks::act(&mut state, ACTIONS[step].action);
            check(&state);
        }
        state.update(Event::Paste(typed.clone()));
        check(&state);
        for keys in ["<esc><esc><esc>f", "<esc>/", "<esc>&", "<esc>:", "<esc>a", "<esc>?"] {
            press(&mut state, keys);
            state.update(Event::Paste(typed.clone()));
            check(&state);
        }
    }

    #[test]
    fn whatever_a_document_says_nothing_gets_through(
        words in prop::collection::vec((any_text(), any_text(), any_text()), 1..12),
        keys in prop::sample::select(VIEWS.as_slice()),
        size in (0u16..300, 0u16..100),
    ) {
        let mut script = String::new();
        for (place, name, said) in words {
            script.push_str(&format!("[{place}]\nMAREN: {said}\n{name}: {said}\n({said})\nORRIN: {place}\n"));
        }
        let given = Given::from(Source::from_bytes(&script, script.as_bytes()));
        let mut state = reader(size.0, size.1);
        state.table = Table::with_index(loader::load(vec![given], &script));
        state.update(Event::Resized(Size::new(size.0, size.1)));
        press(&mut state, keys);
        check(&state);
    }
}
