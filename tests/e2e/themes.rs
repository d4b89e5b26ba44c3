//! Themes as a person chooses them, and the theme that fits the terminal.

use pty_session::vt100::Color;

use crate::reader::{program, quit, reading, status_shows};

/// The background of the status line.
fn background(screen: &pty_session::vt100::Screen) -> Color {
    let (rows, _) = screen.size();
    screen.cell(rows.get() - 1, 0).map_or(Color::Default, |cell| cell.bgcolor())
}

#[test]
fn a_theme_is_chosen_with_its_looks_before_ones_eyes() {
    let mut session = reading();
    let dark = background(&session.picture());
    session.keys("T").wait_for("enter takes it").keys("j");
    session.wait_until("another background", move |screen| background(screen) != dark);
    session.keys("<esc>");
    session.wait_until("the first again", move |screen| background(screen) == dark);
    session.keys("Tj<enter>");
    status_shows(&mut session, "theme light");
    quit(&mut session);
}

#[test]
fn the_terminals_answer_chooses_the_theme_and_is_no_keys() {
    let mut session = program().start();
    session.wait_for_bytes(b"\x1b]11;?").wait_for("~ from the summary");
    let dark = background(&session.picture());
    session.send(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    session.wait_until("the light theme", move |screen| background(screen) != dark);
    status_shows(&mut session, "1.00");
    quit(&mut session);
}

#[test]
fn no_question_where_no_colours_are_wanted() {
    let mut session = program().env("NO_COLOR", "1").start();
    session.wait_for("~ from the summary").settle(std::time::Duration::from_millis(100));
    assert!(!String::from_utf8_lossy(&session.raw_bytes()).contains("]11;"));
    session.keys("T");
    status_shows(&mut session, "NO_COLOR is set");
    quit(&mut session);
}
