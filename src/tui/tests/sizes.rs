//! Every view at every size, down to nothing.

use ratatui::layout::Size;

use crate::tui::event::Event;

use super::{drawn, press, reader};

/// Keys that lead to each view, list, prompt and sheet.
pub(super) const VIEWS: [&str; 51] = [
    "",
    "flamp",
    "?",
    "ge",
    "t",
    "c ",
    "gl",
    "gw",
    "S",
    "S<tab>",
    "mab]]B",
    "Bg'",
    "athe lamp<enter>ga<tab>",
    "athe lamp that is out",
    "M",
    "K",
    "cjxjxK",
    "C",
    "C<tab>",
    "gm",
    "gd",
    "gdj<enter>G",
    "]]gd<enter>",
    "ZM",
    "Z",
    "o",
    "f'lamp !fog<enter>",
    "/lamp",
    "/lamp<enter>nn",
    ":",
    ":zo",
    "?zoom",
    "T",
    "t/lamp",
    "c/e<a-enter>",
    "ge/two",
    "v}}}",
    "v}}}athis scene",
    "v}}B]ga",
    "gd<enter>/the",
    "gd<enter>/the<enter>nn",
    "gq",
    "gq<tab>",
    "gq<tab><tab>",
    "&lamp",
    "&lamp<enter>G",
    ".]]",
    "gl/cap",
    "\\",
    "\\\\",
    "\\\\\\c",
];

#[test]
fn every_view_draws_at_every_size() {
    for keys in VIEWS {
        let mut state = reader(120, 36);
        press(&mut state, keys);
        for (width, height) in
            (0..=60).step_by(3).flat_map(|width| (0..=20).map(move |height| (width, height)))
        {
            state.update(Event::Resized(Size::new(width, height)));
            let buffer = drawn(&state);
            assert_eq!((buffer.area.width, buffer.area.height), (width, height));
        }
    }
}

#[test]
fn a_resize_keeps_the_line() {
    let mut state = reader(120, 36);
    press(&mut state, "42G");
    let line = state.script.current;
    for (width, height) in [(40, 10), (200, 60), (0, 0), (1, 1), (79, 24), (120, 36)] {
        state.update(Event::Resized(Size::new(width, height)));
        assert_eq!(state.script.current, line);
    }
}

#[test]
fn the_last_line_is_reached_and_shown_at_every_width() {
    for width in (20..160).step_by(7) {
        let mut state = reader(width, 24);
        let last = state.table.episode.elements.len() - 1;
        for keys in ["G", "<c-f>"] {
            press(&mut state, "gg");
            for _ in 0..if keys == "G" { 1 } else { 500 } {
                press(&mut state, keys);
            }
            assert_eq!(state.script.current, last, "{width} {keys}");
            let end = state.page().last_row(last);
            assert!(end <= state.page().below(state.script.top, state.script_height() - 1), "{width} {keys}");
        }
    }
}
