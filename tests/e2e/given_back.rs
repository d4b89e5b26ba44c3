//! The terminal is given back, whatever ends or stops the program.

use std::time::{Duration, Instant};

use pty_session::{Ended, Program, Session, Signal};

use crate::blank_table::{self, running};

/// How a painting of the whole screen begins, but for the first, whose screen is new.
const ERASED: &[u8] = b"\x1b[0m\x1b[2J";

/// The number of keys, which the example writes into its home on the way out.
fn saved(session: &Session) -> String {
    std::fs::read_to_string(session.home().join("keys")).expect("a saved state")
}

/// The signals that end a program unless it sees to them, and what the system calls them.
pub(crate) const ENDING: [(Signal, &str); 4] = [
    (Signal::TERM, "Terminated"),
    (Signal::HUP, "Hangup"),
    (Signal::INT, "Interrupt"),
    (Signal::QUIT, "Quit"),
];

#[test]
fn on_return() {
    let mut session = running();
    session.keys("jjm").wait_for("keys 3").wait_for_bytes(b"\x1b[?1002h").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
    assert_eq!(saved(&session), "4");
}

#[test]
fn on_signals_that_come_while_it_is_taken() {
    for (signal, name) in ENDING.into_iter().cycle().take(20) {
        let mut session = Program::new(blank_table::path()).start();
        session.wait_for_bytes(b"\x1b").signal(signal);
        assert_eq!(session.finish(), Ended::Signal(name.to_owned()));
        session.assert_given_back();
    }
}

#[test]
fn on_signals_and_the_parent_sees_the_signal() {
    for (signal, name) in ENDING {
        let mut session = running();
        session.keys("m").wait_for("keys 1").signal(signal);
        assert_eq!(session.finish(), Ended::Signal(name.to_owned()));
        session.assert_given_back();
        assert_eq!(saved(&session), "1", "{name}");
    }
}

#[test]
fn on_a_panic_of_the_main_thread_before_its_message() {
    let mut session = running();
    session.keys("mp");
    assert_eq!(session.finish(), Ended::Code(101));
    session.assert_given_back();
    assert!(session.screen().contains("asked to panic"), "{}", session.screen());
    assert!(!session.screen().contains("A blank table"), "{}", session.screen());
    assert_eq!(saved(&session), "2");
}

#[test]
fn on_a_panic_at_the_first_frame() {
    let mut session = Program::new(blank_table::path()).env("TABLEREAD_TEST_PANIC", "main").start();
    assert_eq!(session.finish(), Ended::Code(101));
    session.assert_given_back();
}

#[test]
fn a_panic_of_another_thread_is_told_and_the_screen_stays() {
    let mut session = running();
    session.keys("w").wait_for("worker panicked: asked to panic");
    assert!(session.picture().alternate_screen());
    session.keys("b").wait_for("background says 7").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
}

#[test]
fn a_panic_of_a_bare_thread_is_told_too() {
    let mut session = Program::new(blank_table::path()).env("TABLEREAD_TEST_PANIC", "worker").start();
    session.wait_for("unnamed panicked: asked to panic for a test").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}

#[test]
fn the_window_closed_ends_it_at_once_with_its_state_saved() {
    for ignored in ["", "trap '' HUP; "] {
        let script = format!("{ignored}exec '{}'", blank_table::path().display());
        let mut session = Program::new("sh").arg("-c").arg(script).start();
        session.wait_for("A blank table");
        let closed = Instant::now();
        assert_eq!(session.close().finish(), Ended::Signal("Hangup".to_owned()));
        let took = closed.elapsed();
        assert!(took < Duration::from_secs(1), "{took:?} with {ignored:?}");
        assert!(session.home().join("keys").exists(), "saved with {ignored:?}");
    }
}

#[test]
fn suspended_and_continued_by_a_shell() {
    suspend_and_continue(&format!("'{}'", blank_table::path().display()));
}

/// A parent that waits for the program must stop with it, or the shell never gets the terminal.
#[test]
fn suspended_together_with_a_script_that_runs_it() {
    suspend_and_continue(&format!("sh -c \"'{}'; true\"", blank_table::path().display()));
}

fn suspend_and_continue(command: &str) {
    let mut session = Program::new("sh").arg("-i").env("PS1", "$ ").start();
    wait_for_prompt(&mut session);
    session
        .keys(&format!("stty -g > before; {command}<enter>"))
        .wait_for("A blank table")
        .keys("jm")
        .wait_for("keys 2")
        .keys("<c-z>");
    wait_for_prompt(&mut session);
    assert!(session.screen().contains("Stopped"), "{}", session.screen());
    assert!(!session.picture().hide_cursor() && !session.picture().bracketed_paste());
    session.keys("stty -g > stopped<enter>");
    wait_for_prompt(&mut session);
    session.resize(60, 20).keys("fg<enter>");
    session.wait_for("60x20").wait_for("keys 3").wait_until("modes on", |screen| {
        screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor()
    });
    session.keys("jq");
    wait_for_prompt(&mut session);
    session.keys("stty -g > after; exit<enter>");
    session.finish();
    session.assert_given_back();
    let read = |name| std::fs::read_to_string(session.home().join(name)).expect("settings");
    assert_eq!(read("before"), read("stopped"));
    assert_eq!(read("before"), read("after"));
}

/// Waits until the shell is ready for a line: what is typed earlier could still reach the program.
fn wait_for_prompt(session: &mut Session) {
    session.wait_until("the shell's prompt", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("\n$")
            || screen.contents().trim() == "$"
    });
}

#[test]
fn stopped_from_outside_and_continued_it_paints_anew() {
    let mut session = running();
    session.signal(Signal::STOP).signal(Signal::CONT).wait_for_bytes(b"\x1b[?1049l").wait_for_bytes(ERASED);
    session.wait_for("A blank table").keys("j").wait_for("keys 1");
    session.keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
}

#[test]
fn suspending_without_a_shell_changes_nothing() {
    let mut session = running();
    session.keys("<c-z>j").wait_for("keys 2").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}
