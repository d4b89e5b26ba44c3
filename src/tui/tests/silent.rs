//! Every key says something: where it changes nothing that is seen, it says why.

use ratatui::layout::Size;

use crate::library::Shelf;
use crate::loader::{self, Given};
use crate::source::Source;
use crate::tui::action::{ACTIONS, Action, Category, Description, Mode};
use crate::tui::event::Event;
use crate::tui::keymap::Keymap;
use crate::tui::state::State;
use crate::tui::table::Table;
use crate::tui::theme::Theme;

use super::{drawn, press};

/// Places to press keys in: how one comes there from the second scene.
const PLACES: &[&str] = &[
    "",
    "t",
    "c",
    "gl",
    "gw",
    "S",
    "M",
    "K",
    "gd",
    "gd<enter>",
    "g'",
    "ga",
    "ge",
    "flamp<enter>",
    "T",
    "Z",
    "o",
];

const SCRIPT: &str = "Fog\n\n[Deck]\nMAREN: Is the lamp lit?\nORRIN: It is.\n(A bell.)\nMAREN: Whose bell?\n\
                      [Galley]\nMAREN: Tea?\nORRIN: Please.\nMAREN: No lamp, no tea.\nORRIN: It is lit.\n\
                      [Deck]\nORRIN: The lamp!\nMAREN: Out.\nORRIN: Out?\nMAREN: Dark as a boot.\n";

/// The reader where `keys` lead.
fn there((table, keymap, themes): &(Table, Keymap, Vec<Theme>), keys: &str) -> State {
    let mut state = State::new(Shelf::sample(), table.clone(), keymap.clone(), themes.clone());
    state.update(Event::Resized(Size::new(120, 36)));
    press(&mut state, &format!("]}}}}aone<enter>BmajmbB{keys}"));
    state.notice = None;
    state
}

/// Whether it is no wonder that nothing is seen: at the end of a list one moves no further, nor where there is
/// one thing alone, and one is where a key leads.
fn is_no_wonder(keys: &str, row: &Description) -> bool {
    let there = [
        ("", Action::GoScript),
        ("flamp<enter>", Action::GoScript),
        ("t", Action::GoOutline),
        ("t", Action::Unfold),
        ("c", Action::GoSpeakers),
        ("gl", Action::GoLogs),
        ("gw", Action::GoBeside),
        ("K", Action::Fold),
        ("K", Action::FocusPrevious),
        ("K", Action::Unfold),
        ("K", Action::FocusNext),
        ("gd<enter>", Action::FocusNext),
        ("gd<enter>", Action::FocusPrevious),
        ("Z", Action::GoScript),
        ("o", Action::GoScript),
        ("g'", Action::ListMarks),
        ("ga", Action::ListNotes),
        ("ge", Action::GoShelf),
        ("ge", Action::Fold),
        ("ge", Action::Unfold),
        ("ge", Action::FoldAll),
        ("ge", Action::UnfoldAll),
    ];
    let moves = row.category == Category::Moving && ![Action::Percent, Action::Back].contains(&row.action);
    moves || row.action == Action::Toggle || there.contains(&(keys, row.action))
}

#[test]
fn no_key_does_nothing_without_a_word() {
    let script = Given::from(Source::from_bytes("fog.txt", SCRIPT.as_bytes()));
    let table = Table::with_index(loader::load(vec![script], "Fog"));
    // Read once: each key is pressed in a reader of its own.
    let reader = (table, Keymap::shipped().0, Theme::shipped());
    let mut silent = Vec::new();
    for keys in PLACES {
        let before = there(&reader, keys);
        let seen = drawn(&before);
        for row in ACTIONS.iter().filter(|row| row.mode == before.mode() && row.mode == Mode::Reader) {
            let mut state = there(&reader, keys);
            let effects = state.act(row.action, None);
            let is_seen = !effects.is_empty() || state.notice.is_some() || drawn(&state) != seen;
            if !is_seen && !is_no_wonder(keys, row) {
                silent.push(format!("{keys:?} {}", row.name));
            }
        }
    }
    assert_eq!(silent, [""; 0]);
}
