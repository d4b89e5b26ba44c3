//! The sheets over the panes: what they look like, and that they lead to lines and back.

use crate::tui::sheet::Sheet;

use super::screens::{snapshot, taken};
use super::{press, reader};

const SIZES: [(u16, u16); 4] = [(200, 60), (120, 36), (80, 24), (40, 10)];

/// Takes the screen after `keys` in the theme that has no colours.
fn without_colours(name: &str, keys: &str) {
    let mut state = reader(80, 24);
    state.theme = state.themes.iter().position(|theme| theme.name == "plain").expect("the theme");
    press(&mut state, keys);
    taken(name, &state);
}

#[test]
fn statistics() {
    for size in SIZES {
        snapshot("statistics", size, "]]Sjj");
    }
    snapshot("statistics_of_scenes", (80, 24), "]]S<tab>lll");
    without_colours("statistics_plain", "Sj");
}

#[test]
fn matrix() {
    for size in SIZES {
        snapshot("matrix", size, "]]Mjjl");
    }
    without_colours("matrix_plain", "Mj");
}

#[test]
fn every_row_of_the_statistics_is_gone_to_and_the_sheet_remembers_it() {
    let mut state = reader(120, 36);
    press(&mut state, "Sjj<enter>");
    let third = state.speakers_in_order()[2];
    assert_eq!(state.sheets.top(), None);
    assert!(state.current().is_some_and(|element| element.speakers.contains(&third)));
    press(&mut state, "S");
    assert_eq!((state.sheets.top(), state.sheets.statistics.cursor()), (Some(Sheet::Statistics), 2));
    press(&mut state, "<esc>");
    assert_eq!(state.sheets.top(), None);
}

#[test]
fn sorting_keeps_the_row_and_the_longest_speech_is_gone_to() {
    let mut state = reader(120, 36);
    press(&mut state, "Sjlll");
    let rows = state.sheets.statistics.rows(&state.table);
    let row = &rows[state.sheets.statistics.cursor()];
    let second = state.speakers_in_order()[1];
    assert_eq!(row.name, state.table.episode.speaker(second).name);
    let longest = row.tally.longest.expect("a longest speech").element;
    press(&mut state, "<enter>");
    assert_eq!(state.current_ix(), longest);
}

#[test]
fn a_cell_of_the_matrix_is_gone_to_and_the_way_back_leads_to_where_one_was() {
    let mut state = reader(120, 36);
    press(&mut state, "]]");
    let before = state.script.current;
    press(&mut state, "Mlllk<enter>");
    let (speaker, sheet) = (state.speakers_in_order()[state.sheets.matrix.row], state.sheets.matrix);
    let target = sheet.target(&state.table, speaker).expect("a line");
    assert_eq!(state.current_ix(), target);
    press(&mut state, "<c-o>");
    assert_eq!(state.script.current, before);
}

#[test]
fn a_key_that_leads_to_a_pane_takes_the_sheets_away() {
    let mut state = reader(120, 36);
    for (keys, open) in [("St", false), ("S/", false), ("SM", true), ("MS]", true), ("ST", true)] {
        press(&mut state, keys);
        assert_eq!(state.sheets.top().is_some(), open, "{keys}");
        press(&mut state, "<esc><esc><esc>");
        assert_eq!(state.sheets.top(), None);
    }
}
