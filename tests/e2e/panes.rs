//! Panes made larger, by keys and by the mouse, and a page turned.

use crate::reader::{quit, reading, status_shows};

/// The column of the script's title in the first row of the screen.
fn script_begins(screen: &str) -> Option<usize> {
    let row = screen.lines().next()?;
    row.find(" Script ").map(|at| row[..at].chars().count())
}

#[test]
fn panes_are_resized_by_keys_and_by_the_mouse() {
    let mut session = reading();
    let corner = |session: &pty_session::Session| script_begins(&session.screen());
    let before = corner(&session);
    session.keys("><lt>>>");
    session
        .wait_until("a wider outline", |screen| !screen.contents().starts_with("┌ Two Long, One Short ───┐"));
    let wider = corner(&session);
    assert!(wider > before, "{before:?} {wider:?}");
    session.keys("z=");
    session.wait_until("the outline as it was", |screen| script_begins(&screen.contents()) == before);
    session.send(b"\x1b[24~");
    status_shows(&mut session, "the mouse is the reader's");
    session.send(b"\x1b[<0;26;12M\x1b[<32;40;12M\x1b[<0;40;12m");
    session.wait_until("the line dragged", |screen| script_begins(&screen.contents()) > before);
    quit(&mut session);
}

#[test]
fn a_page_marks_the_first_row_that_it_brings() {
    let mut session = reading();
    session.keys("<c-f>").wait_for("›").keys("j");
    session.wait_until("no mark", |screen| !screen.contents().contains('›'));
    quit(&mut session);
}
