//! Some of the script's lines alone: those that hold something, those without directions; and other
//! panes beside them.

use crate::episode::ElementKind;
use crate::tui::layout::Pane;
use crate::tui::state::State;

use super::{drawn, press, reader};

fn current_holds(state: &State, word: &str) -> bool {
    let element = state.current().expect("a line");
    let name = state.table.episode.speaker_name(element).unwrap_or_default();
    format!("{name} {}", element.text).to_lowercase().contains(word)
}

fn said(state: &State) -> &str {
    state.notice.as_ref().map_or("", |notice| notice.text.as_str())
}

fn screen(state: &State) -> String {
    let buffer = drawn(state);
    let rows = (0..buffer.area.height).map(|y| {
        (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn moving_goes_from_one_line_that_holds_it_to_the_next() {
    for keys in ["j", "}", "<c-f>", "<c-d>"] {
        let mut state = reader(120, 36);
        press(&mut state, "&lamp<enter>");
        let holding = state.shown.limit().expect("a limit");
        let mut passed = 0;
        loop {
            let heading = state.current().is_some_and(|element| element.kind == ElementKind::Heading);
            assert!(heading || current_holds(&state, "lamp"), "{keys}");
            passed += usize::from(current_holds(&state, "lamp"));
            let before = state.script.current;
            press(&mut state, keys);
            if state.script.current == before {
                break;
            }
            assert!(state.script.current > before, "{keys}");
        }
        assert!(passed <= holding && (keys != "j" || passed == holding), "{keys} {passed} {holding}");
        press(&mut state, "gg");
        assert!(state.shown.contains(state.script.current));
        press(&mut state, "Gk");
        assert!(state.script.current + 1 < state.table.episode.elements.len());
    }
}

#[test]
fn a_limit_is_left_by_esc_by_nothing_typed_and_for_nothing_found() {
    for (keys, limited) in [
        ("&lamp<enter>", true),
        ("&lamp<esc>", false),
        ("&lamp<enter><esc>", false),
        ("&lamp<enter>&<enter>", false),
        ("&nowhere to be found<enter>", false),
        ("&lamp<enter>&fog<enter>", true),
    ] {
        let mut state = reader(120, 36);
        press(&mut state, keys);
        assert_eq!(state.shown.limit().is_some(), limited, "{keys}");
        assert!(state.typing.is_none(), "{keys}");
    }
    let mut state = reader(120, 36);
    press(&mut state, "]]&nowhere to be found<enter>");
    assert_eq!(said(&state), "no line holds nowhere to be found; all lines");
}

#[test]
fn a_jump_out_of_the_limit_arrives_and_the_next_step_is_in_it_again() {
    let mut state = reader(120, 36);
    press(&mut state, "]]}ma&lamp<enter>'a");
    let marked = state.script.current;
    assert!(!current_holds(&state, "lamp"));
    assert!(screen(&state).contains(&state.current().expect("a line").id.to_string()));
    press(&mut state, "j");
    assert!(state.script.current > marked && !state.shown.contains(marked));
    press(&mut state, "<esc>");
    assert!((0..state.table.episode.elements.len()).all(|at| state.shown.contains(at)));
}

#[test]
fn what_is_found_is_found_in_the_lines_that_are_shown() {
    let mut state = reader(120, 36);
    press(&mut state, "/fenn<enter><esc>/the<enter>");
    let all = state.find.matches.len();
    press(&mut state, "<esc>&fenn<enter>/the<enter>");
    assert!(state.find.matches.len() < all && !state.find.matches.is_empty());
    press(&mut state, "n");
    assert!(state.shown.contains(state.script.current));
}

#[test]
fn directions_are_left_out_and_acts_still_begin() {
    let mut state = reader(120, 60);
    let acts = |state: &State| {
        let page = state.page();
        (0..state.table.episode.elements.len())
            .filter(|at| !page.rows(*at).is_empty() && page.opened_act(*at).is_some())
            .count()
    };
    let before = acts(&state);
    press(&mut state, ".");
    assert_eq!((said(&state), acts(&state)), ("only what is said", before));
    for _ in 0..300 {
        press(&mut state, "j");
        assert_ne!(state.current().expect("a line").kind, ElementKind::Direction);
    }
    press(&mut state, ".");
    assert_eq!(said(&state), "with directions");
}

#[test]
fn log_entries_are_filtered_and_gone_to() {
    let mut state = reader(120, 36);
    let all = state.logs_listed().len();
    press(&mut state, "gl/fenn");
    let some = state.logs_listed();
    assert!(!some.is_empty() && some.len() < all);
    let wanted = state.table.episode.logs[some[0]].element.at();
    press(&mut state, "<enter>");
    assert_eq!((state.script.current, state.logs_listed().len()), (wanted, all));
}

#[test]
fn layouts_come_round_and_a_pane_that_keys_go_to_is_shown() {
    let mut state = reader(120, 36);
    let shown = |state: &State| {
        Pane::ALL.into_iter().filter(|pane| state.places().of(*pane).is_some()).collect::<Vec<_>>()
    };
    let all = shown(&state);
    press(&mut state, "\\");
    assert_eq!(shown(&state), [Pane::Outline, Pane::Script]);
    press(&mut state, "c");
    assert!(shown(&state).contains(&Pane::Speakers));
    press(&mut state, "\\");
    assert_eq!(shown(&state), [Pane::Script, Pane::Speakers, Pane::Logs, Pane::Beside]);
    press(&mut state, "\\");
    assert_eq!(shown(&state), [Pane::Script]);
    press(&mut state, "flamp");
    assert_eq!(shown(&state), [Pane::Script, Pane::Search]);
    press(&mut state, "<esc>\\");
    assert_eq!(shown(&state), all);
}

#[test]
fn a_layout_that_a_screen_has_no_room_for_says_so() {
    let mut state = reader(40, 10);
    press(&mut state, "\\");
    assert_eq!(said(&state), "the outline beside the script, on a wider screen");
    press(&mut state, "\\\\");
    assert_eq!(said(&state), "the script alone");
}

#[test]
fn the_last_thing_is_done_again() {
    let mut state = reader(120, 36);
    press(&mut state, "]g.g.");
    let mut twin = reader(120, 36);
    press(&mut twin, "]]]");
    assert_eq!(state.script.current, twin.script.current);
    press(&mut state, "3}g.");
    press(&mut twin, "6}");
    assert_eq!(state.script.current, twin.script.current);
    let mut state = reader(120, 36);
    press(&mut state, "g.");
    assert_eq!(said(&state), "nothing was done yet");
}
