//! Several lines taken together: copied, noted, bookmarked.

use crate::journal::What;
use crate::tui::own::OwnList;
use crate::tui::runtime::Effect;
use crate::tui::state::State;
use crate::tui::update::Loaded;

use super::{press, reader};

fn copied(state: &mut State, key: char) -> Option<String> {
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let key = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
    let effects: Vec<Effect<Loaded>> = state.update(crate::tui::event::Event::Key(key));
    effects.into_iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    })
}

#[test]
fn lines_are_copied_together_and_alone() {
    let table = [
        ("]}", 'y', "Lantern Reach 207 \"Two Long, One Short\" 2.01 "),
        ("]v}}", 'y', "Lantern Reach 207 \"Two Long, One Short\" 2.00-2.02\n"),
        ("]}}vk", 'y', "Lantern Reach 207 \"Two Long, One Short\" 2.01-2.02\n"),
    ];
    for (keys, key, begins) in table {
        let mut state = reader(120, 36);
        press(&mut state, keys);
        let text = copied(&mut state, key).expect("a copy");
        assert!(text.starts_with(begins) && text.ends_with('\n'), "{keys} {text}");
        assert!(state.selecting.is_none(), "{keys}");
    }
    let mut state = reader(120, 36);
    press(&mut state, "]}");
    let said = state.current().expect("a line").text.clone();
    assert_eq!(copied(&mut state, 'Y'), Some(format!("{said}\n")));
    press(&mut state, "v}");
    let both = copied(&mut state, 'Y').expect("a copy");
    assert_eq!(both.lines().count(), 2);
    assert!(both.lines().all(|line| line.contains(": ")), "{both}");
    press(&mut state, "v}g");
    assert_eq!(copied(&mut state, 'y'), Some("2.02-2.03\n".to_owned()));
}

#[test]
fn what_is_not_shown_is_not_copied() {
    let mut state = reader(120, 36);
    press(&mut state, ".]v}}}");
    let text = copied(&mut state, 'y').expect("a copy");
    assert!(!text.contains('('), "{text}");
}

#[test]
fn a_note_stands_beside_all_lines_that_it_is_of() {
    let mut state = reader(120, 36);
    press(&mut state, "]}v}}atwice<enter>");
    let noted: Vec<usize> = (0..state.table.episode.elements.len())
        .filter(|at| state.own.beside(*at).any(|here| matches!(here.what, What::Note(_))))
        .collect();
    assert_eq!(noted.len(), 3);
    assert!(noted.contains(&state.script.current) && state.selecting.is_none());
    let markdown = state.own.markdown(OwnList::Notes, &state.table.episode, None);
    assert!(markdown.contains("- **2.01–2.03** "), "{markdown}");
    assert!(markdown.contains(" / ") && markdown.contains("> twice"), "{markdown}");
    press(&mut state, "{a more<enter>");
    let notes: Vec<_> = state.own.here.iter().map(|here| (here.what.clone(), here.through)).collect();
    assert_eq!(notes, [(What::Note("twice more".to_owned()), Some(noted[2]))]);
    press(&mut state, "dd");
    assert!(state.own.here.is_empty());
}

#[test]
fn a_bookmark_of_several_lines_is_taken_away_from_any_of_them() {
    let mut state = reader(120, 36);
    press(&mut state, "]}V}}B");
    assert_eq!(state.own.here.len(), 1);
    press(&mut state, "{B");
    assert!(state.own.here.is_empty());
}

#[test]
fn a_selection_ends_by_its_key_by_esc_and_by_q() {
    for keys in ["vjv", "vj<esc>", "vjq", "Vjy"] {
        let mut state = reader(120, 36);
        press(&mut state, keys);
        assert!(state.selecting.is_none(), "{keys}");
    }
}
