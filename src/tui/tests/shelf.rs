//! The list of episodes without a terminal: filled, drawn, and nothing open yet.

use ratatui::layout::Size;

use crate::library::{About, Entry, Problem, Scanned, Shelf, Told};
use crate::tui::action::{ACTIONS, Mode};
use crate::tui::event::Event;
use crate::tui::keymap::Keymap;
use crate::tui::runtime::Effect;
use crate::tui::scanning::News;
use crate::tui::state::{Overlay, State};
use crate::tui::table::Table;
use crate::tui::theme::Theme;
use crate::tui::update::Loaded;

use super::screens::picture;
use super::{drawn, press};

fn entry(series: &str, season: &str, number: &str, title: &str) -> Told {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut entry: Entry = Shelf::sample().entries[0].clone();
    entry.key = format!("{series}/{season}/{number}");
    entry.name = number.to_owned();
    entry.group = vec![series.to_owned(), season.to_owned()];
    entry.about = About {
        title: text(title),
        series: text(series),
        season: text(season),
        number: text(number),
        air_date: text("9 Nov, 1997"),
    };
    Told::Entry(Box::new(entry))
}

/// The reader while a scan goes on that has told nothing yet.
fn choosing(width: u16, height: u16) -> State {
    let shelf = Shelf { name: "coast".to_owned(), ..Shelf::default() };
    let mut state = State::new(shelf, Table::default(), Keymap::shipped().0, Theme::shipped());
    state.episodes.progress = Some((0, 0));
    state.show_shelf();
    state.update(Event::Resized(Size::new(width, height)));
    state
}

fn tell(state: &mut State, told: Vec<Told>, progress: (usize, usize)) {
    let news = News { told, progress, ..News::default() };
    state.update(Event::Background(Loaded::News(news)));
}

fn end(state: &mut State) -> usize {
    let scanned = Scanned { whole: true, ..Scanned::default() };
    let news = News { ended: Some(Box::new(scanned)), ..News::default() };
    let effects = state.update(Event::Background(Loaded::News(news)));
    effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Spawn { name, .. } if name.starts_with("reading ")))
        .count()
}

fn some() -> Vec<Told> {
    let fault = Problem { path: "lamp.txt".to_owned(), message: "a binary file; expected text".to_owned() };
    vec![
        entry("Tern", "", "1", "Anchor"),
        entry("Halyard", "2", "201", "Gull"),
        entry("Halyard", "1", "102", "Mast"),
        entry("Halyard", "1", "101", "Fog"),
        Told::Problem(fault),
    ]
}

#[test]
fn a_list_that_is_being_filled() {
    for (width, height) in [(80, 24), (40, 10)] {
        let mut state = choosing(width, height);
        tell(&mut state, some(), (4, 12));
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "../../../tests/snapshots/screens" }, {
            insta::assert_snapshot!(format!("library_{width}x{height}"), picture(&drawn(&state)));
        });
    }
}

#[test]
fn the_cursor_stays_on_the_first_until_it_is_moved() {
    let mut state = choosing(80, 24);
    tell(&mut state, vec![entry("Tern", "", "2", "Bell")], (1, 9));
    tell(&mut state, vec![entry("Tern", "", "1", "Anchor")], (2, 9));
    assert_eq!(state.overlay, Some(Overlay::Shelf(0)));
    press(&mut state, "j");
    tell(&mut state, vec![entry("Tern", "", "0", "Zephyr")], (3, 9));
    assert_eq!(state.overlay, Some(Overlay::Shelf(2)), "still on Bell");
}

#[test]
fn episodes_are_found_by_their_series_wherever_they_lie() {
    let mut state = choosing(80, 24);
    let Told::Entry(mut alone) = entry("Petrel", "", "7", "Squall") else { return };
    alone.group = Vec::new();
    tell(&mut state, vec![entry("Tern", "", "2", "Bell"), Told::Entry(alone)], (2, 2));
    press(&mut state, "/petr");
    assert_eq!(state.episodes.rows.len(), 1);
    press(&mut state, "x");
    assert!(state.episodes.rows.is_empty());
}

#[test]
fn a_list_that_ends_with_one_episode_opens_it() {
    let mut state = choosing(80, 24);
    tell(&mut state, vec![entry("Tern", "", "2", "Bell")], (1, 1));
    assert_eq!((end(&mut state), state.overlay), (1, None));
    let mut state = choosing(80, 24);
    tell(&mut state, some(), (4, 4));
    assert_eq!(end(&mut state), 0);
    assert!(state.overlay.is_some());
    let mut state = choosing(80, 24);
    assert_eq!(end(&mut state), 0);
    assert!(state.notice.is_some_and(|notice| notice.text.starts_with("no documents")));
}

#[test]
fn with_nothing_open_every_key_and_every_size_is_harmless() {
    for told in [Vec::new(), some()] {
        let mut state = choosing(120, 36);
        tell(&mut state, told, (1, 3));
        for closed in [false, true] {
            for row in ACTIONS.iter().filter(|row| row.mode == Mode::Reader) {
                if closed {
                    state.overlay = None;
                }
                state.act(row.action, Some(3));
                drawn(&state);
            }
        }
        state.show_shelf();
        for (width, height) in (0..60).step_by(7).flat_map(|width| (0..20).map(move |height| (width, height)))
        {
            state.update(Event::Resized(Size::new(width, height)));
            drawn(&state);
        }
    }
}
