//! Keys, pastes, sizes and the clipboard through a real terminal, and silence while nothing happens.

use std::time::Duration;

use pty_session::Ended;

use crate::blank_table::running;

#[test]
fn every_size_is_survived_and_the_last_one_shown() {
    let mut session = running();
    for (columns, rows) in [(0, 0), (1, 1), (2, 2), (5, 1), (80, 3), (1000, 500)] {
        session.resize(columns, rows);
    }
    for columns in 40..140 {
        session.resize(columns, 30);
    }
    session.resize(81, 25).wait_for("81x25").keys("j").wait_for("keys 1").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
}

#[test]
fn a_burst_of_keys_is_taken_whole() {
    let mut session = running();
    session.keys(&"j".repeat(3000)).wait_for("keys 3000").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}

#[test]
fn a_paste_is_one_event() {
    let mut session = running();
    session.send(b"\x1b[200~qqq\x1b[201~").wait_for("pasted 3 characters").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}

#[test]
fn a_copy_goes_to_the_terminal_without_its_final_newline() {
    let mut session = running();
    session
        .keys("y")
        .wait_for_bytes(b"\x1b]52;c;dGhlIGxhbXAgaXMgb3V0\x1b\\")
        .wait_for("copied 16: true")
        .keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}

#[test]
fn the_mouse_is_captured_only_when_asked() {
    let mut session = running();
    assert!(!String::from_utf8_lossy(&session.raw_bytes()).contains("?1000h"));
    session.keys("m").wait_for_bytes(b"\x1b[?1006h").send(b"\x1b[<0;5;6M").wait_for("mouse at 4,5");
    session.keys("m").wait_for_bytes(b"\x1b[?1000l").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}

#[test]
fn nothing_is_done_while_nothing_happens() {
    let mut session = running();
    let before = processor_ticks(session.process());
    session.stays_quiet(Duration::from_secs(1));
    let spent = processor_ticks(session.process()) - before;
    assert!(spent == 0, "{spent} ticks in an idle second");
    session.keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}

#[test]
fn a_frame_is_one_synchronized_update() {
    let mut session = running();
    let painted = session.raw_bytes().len();
    session.keys("j").wait_for("keys 1").wait_for_bytes(b"\x1b[?2026l");
    let frame = session.raw_bytes().split_off(painted);
    assert!(frame.starts_with(b"\x1b[?2026h") && frame.ends_with(b"\x1b[?2026l"), "{}", frame.escape_ascii());
    session.keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}

/// Time that a process has spent on the processor, user and system, in ticks (proc(5), fields 14, 15).
fn processor_ticks(process: i32) -> u64 {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a living process");
    let (_, fields) = line.rsplit_once(") ").expect("a name in brackets");
    fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("ticks")).sum()
}
