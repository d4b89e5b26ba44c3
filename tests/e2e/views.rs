//! The views over the panes, driven by keys on the sample that comes with the program.

use std::time::Duration;

use pty_session::{Ended, Program, Session};

fn reading_at(columns: u16, rows: u16) -> Session {
    let mut session = Program::new(env!("CARGO_BIN_EXE_tableread")).size(columns, rows).start();
    session.wait_for("~ from the summary").settle(Duration::from_millis(100));
    session
}

fn quit(session: &mut Session) {
    session.keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
}

#[test]
fn who_says_most_is_looked_up_and_their_longest_speech_read() {
    let mut session = reading_at(120, 36);
    session.keys("S").wait_for("Statistics ‹speakers›").wait_for("▾speeches").wait_for("FENN");
    session.keys("lll").wait_for("▾longest").wait_for("longest ");
    session.keys("<tab>").wait_for("‹scenes›").keys("<tab>").wait_for("‹acts›").wait_for("Act Three");
    session.keys("<tab>gg<enter>").wait_for("Speakers 13").wait_for("15.03");
    quit(&mut session);
}

#[test]
fn the_matrix_shows_who_is_where_and_leads_there_and_back() {
    let mut session = reading_at(120, 36);
    session.keys("M").wait_for("Scenes and speakers").wait_for("╷Act One").wait_for("speeches, ");
    session.keys("llll<enter>").wait_for("Speakers 13");
    session.keys("M<tab>").wait_for("‹words›").keys("<esc>").wait_for("Speakers 13");
    session.keys("<c-o>").wait_for("1.00");
    quit(&mut session);
}
