//! Panes made larger and smaller, by keys and by the mouse; the first row that a page brings.

use ratatui::crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Size;

use crate::tui::event::Event;
use crate::tui::layout::Pane;
use crate::tui::runtime::Effect;
use crate::tui::state::State;

use super::{drawn, press, reader};

fn width(state: &State, pane: Pane) -> u16 {
    state.places().of(pane).map_or(0, |place| place.width)
}

fn height(state: &State, pane: Pane) -> u16 {
    state.places().of(pane).map_or(0, |place| place.height)
}

fn mouse(state: &mut State, kind: MouseEventKind, column: u16, row: u16) {
    state.update(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

#[test]
fn keys_make_the_pane_they_go_to_larger_and_smaller() {
    let mut state = reader(120, 36);
    let (outline, speakers) = (width(&state, Pane::Outline), height(&state, Pane::Speakers));
    press(&mut state, ">>");
    assert_eq!(width(&state, Pane::Outline), outline + 4);
    press(&mut state, "gl>");
    assert_eq!(width(&state, Pane::Outline), outline + 4);
    assert_eq!(width(&state, Pane::Logs), 30);
    press(&mut state, "c<c-up>");
    assert_eq!(height(&state, Pane::Speakers), speakers + 1);
    press(&mut state, "<c-down><c-down>");
    assert_eq!(height(&state, Pane::Speakers), speakers - 1);
    press(&mut state, "z=");
    assert_eq!((width(&state, Pane::Outline), height(&state, Pane::Speakers)), (outline, speakers));
}

#[test]
fn at_the_end_of_the_way_back_moves_at_once() {
    let mut state = reader(120, 36);
    press(&mut state, &"<lt>".repeat(40));
    let narrowest = width(&state, Pane::Outline);
    press(&mut state, ">");
    assert_eq!(width(&state, Pane::Outline), narrowest + 2);
}

#[test]
fn the_mouse_drags_the_line_between_panes() {
    let mut state = reader(120, 36);
    let script = width(&state, Pane::Script);
    mouse(&mut state, MouseEventKind::Down(MouseButton::Left), 25, 10);
    for column in [26, 30, 33] {
        mouse(&mut state, MouseEventKind::Drag(MouseButton::Left), column, 10);
    }
    mouse(&mut state, MouseEventKind::Up(MouseButton::Left), 33, 10);
    assert_eq!(width(&state, Pane::Script), script - 8);
    let outline = width(&state, Pane::Outline);
    mouse(&mut state, MouseEventKind::Drag(MouseButton::Left), 50, 10);
    assert_eq!(width(&state, Pane::Outline), outline, "the line was let go");
}

#[test]
fn moved_lines_keep_every_size_whole() {
    let mut state = reader(120, 36);
    press(&mut state, "f>>");
    press(&mut state, "<esc>");
    press(&mut state, &">".repeat(30));
    for (width, height) in [(0, 0), (20, 3), (60, 20), (80, 16), (119, 30), (200, 60)] {
        state.update(Event::Resized(Size::new(width, height)));
        drawn(&state);
    }
}

#[test]
fn lines_get_wider_narrower_and_as_they_were() {
    let mut state = reader(200, 60);
    let measure = state.page().width;
    press(&mut state, "---");
    assert_eq!(state.page().width, measure - 12);
    press(&mut state, "=");
    assert_eq!(state.page().width, measure);
    press(&mut state, "+");
    assert_eq!(state.page().width, measure + 4);
}

#[test]
fn the_first_row_that_a_page_brings_is_marked_until_the_next_key() {
    let mut state = reader(80, 24);
    let page = state.page();
    let last_seen = page.below(state.script.top, state.script_height() - 1);
    press(&mut state, "<c-f>");
    let fresh = state.fresh.expect("a mark");
    assert!(fresh > last_seen && fresh <= state.page().below(last_seen, 2));
    assert!(drawn(&state).content().iter().any(|cell| cell.symbol() == "›"));
    press(&mut state, "j");
    assert_eq!(state.fresh, None);
    let first_seen = state.script.top;
    press(&mut state, "<c-b>");
    assert!(state.fresh.is_some_and(|fresh| fresh < first_seen));
    press(&mut state, "gg<c-b>");
    assert_eq!(state.fresh, None, "a page that brings nothing marks nothing");
}

#[test]
fn a_click_chooses_a_row_of_what_lies_over_the_panes() {
    let click = |state: &mut State, keys: &str, wanted: &str| {
        press(state, keys);
        let screen = drawn(state);
        let width = usize::from(screen.area.width);
        let rows: Vec<String> =
            screen.content.chunks(width).map(|row| row.iter().map(|cell| cell.symbol()).collect()).collect();
        let place = |(at, row): (usize, &String)| Some((at, row[..row.find(wanted)?].chars().count()));
        let (row, column) = rows.iter().enumerate().find_map(place).expect("the row");
        let at = |number: usize| u16::try_from(number).expect("on the screen");
        let (kind, column, row) = (MouseEventKind::Down(MouseButton::Left), at(column), at(row));
        state.update(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
    };
    let mut state = reader(120, 36);
    press(&mut state, "]ma]mb]");
    click(&mut state, "g'", "b 3.00");
    assert_eq!((state.overlay, state.current().map(|line| line.id.to_string())), (None, Some("3.00".into())));
    click(&mut state, ":zen", "Only the script's text");
    assert!(state.arrangement.zen && state.overlay.is_none());
    press(&mut state, "<esc>");
    click(&mut state, "T", "paper ");
    assert!(state.overlay.is_some() && state.theme().name == "paper");
    click(&mut state, "", "paper ");
    assert!(state.overlay.is_none() && state.theme().name == "paper");
    state.opened = Some(1);
    let effects = click(&mut state, "ge", "Two Long, One Short ");
    assert!(state.overlay.is_none() && matches!(effects[..], [Effect::Spawn { .. }, ..]));
    // Beside the list there is nothing to choose.
    press(&mut state, "ge");
    mouse(&mut state, MouseEventKind::Down(MouseButton::Left), 1, 1);
    assert!(state.overlay.is_some());
}
