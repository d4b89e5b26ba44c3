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
fn an_answer_that_comes_after_the_last_key_is_not_typed_into_the_shell() {
    let script = r#"stty -echo; "$0"; IFS= read -r line; printf 'typed:%s.' "$line""#;
    let shell = pty_session::Program::new("sh").arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_tableread"));
    let mut session = shell.start();
    session.wait_for_bytes(b"\x1b]11;?").wait_for("~ from the summary").keys("q");
    session.wait_for_bytes(b"\x1b[c").send(b"\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c");
    // What is typed while the reader is on its way out is the shell's. As a newline: the reader may still be about
    // to hand back the settings that would make one of enter.
    session.wait_for_bytes(b"\x1b[?1049l").send(b"lamp\n").wait_for("typed:lamp.");
}

#[test]
fn a_terminal_that_answers_nothing_is_not_waited_for_long() {
    let mut session = program().start();
    session.wait_for_bytes(b"\x1b]11;?").wait_for("~ from the summary");
    let begun = std::time::Instant::now();
    quit(&mut session);
    assert!(begun.elapsed() < std::time::Duration::from_secs(2), "{:?}", begun.elapsed());
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
