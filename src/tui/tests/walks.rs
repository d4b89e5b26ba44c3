//! Random walks over all actions: whatever is pressed, what must hold holds.

use proptest::prelude::*;
use ratatui::layout::Size;

use crate::tui::action::{ACTIONS, Action, Mode};
use crate::tui::event::Event;
use crate::tui::layout::Pane;
use crate::tui::state::State;

use super::{drawn, press, reader};

/// Carries out an action where its keys would be listened to.
pub(super) fn act(state: &mut State, action: Action) {
    if action.description().map(|row| row.mode) == Some(state.mode()) {
        state.act(action, None);
    }
}

fn check(state: &State) {
    let elements = state.table.episode.elements.len();
    assert!(state.script.current < elements);
    let page = state.page();
    let seen = page.below(state.script.top, state.script_height() - 1);
    let (first, last) = (page.first_row(state.script.current), page.last_row(state.script.current));
    assert!(first <= seen && last >= state.script.top, "the current line is in sight");
    assert!(state.outline.cursor < state.outline_rows().len().max(1));
    assert!(state.speakers.cursor < state.table.ranks.len().max(1));
    assert!(state.log < state.logs_listed().len().max(1));
    assert!(state.selected().is_none_or(|selected| *selected.end() < elements));
    assert!(state.shown.contains(state.script.current), "the current line is shown");
    let search = &state.search;
    assert!(!state.arrangement.searching || search.listing.stop_near(search.cursor) == search.cursor);
    assert!(state.arrangement.searching || state.arrangement.focus != Pane::Search);
    assert!(state.places().of(state.arrangement.focus).is_some() || state.arrangement.zen);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn whatever_is_pressed_what_must_hold_holds(
        steps in prop::collection::vec((0..ACTIONS.len(), 0u8..16), 1..120),
        size in (1u16..140, 1u16..45),
    ) {
        let mut state = reader(size.0, size.1);
        for (action, other) in steps {
            match other {
                0 => press(&mut state, "fla"),
                1 => press(&mut state, "<esc>"),
                2 => press(&mut state, "<enter>"),
                3 => press(&mut state, "<tab>"),
                5 => press(&mut state, ":"),
                6 => press(&mut state, "t/b"),
                7 => press(&mut state, "&la"),
                8 => press(&mut state, "gl/c"),
                9 => press(&mut state, "gd<enter>/la"),
                4 => drop(state.update(Event::Resized(Size::new(size.1 * 3, size.0 / 3 + 1)))),
                _ => act(&mut state, ACTIONS[action].action),
            }
            check(&state);
        }
        drawn(&state);
        prop_assert!(matches!(state.mode(), Mode::Reader | Mode::Prompt));
    }
}
