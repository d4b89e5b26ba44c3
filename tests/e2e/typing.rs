//! Typing faster than a library answers: every key is seen, the last query is the one that is answered, and no
//! thread is left of those before. How soon is measured by `benches/typing.rs`.

use std::time::Duration;

use pty_session::{Program, Session};

use crate::reader::quit;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
const TYPED: &str =
    "the lantern is out, and the fog comes in from the east, off-watch or not; ring the bell, keeper now!";

/// How many threads the program has.
fn threads(session: &Session) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", session.process())).unwrap_or_default();
    let threads = status.lines().find_map(|line| line.strip_prefix("Threads:"));
    threads.and_then(|threads| threads.trim().parse().ok()).unwrap_or_default()
}

#[test]
fn two_hundred_keys_typed_and_deleted_leave_the_last_query_and_no_thread() {
    let mut session = Program::new(env!("CARGO_BIN_EXE_tableread")).arg(SAMPLE).size(160, 40).start();
    session.wait_for("· by ").keys("f").wait_for("in all").keys("lamp").wait_for(" exact");
    session.settle(Duration::from_millis(300));
    let shown =
        |session: &Session| session.screen().lines().find(|line| line.contains("> lamp")).map(str::to_owned);
    let (at_leisure, before) = (shown(&session), threads(&session));
    assert!(at_leisure.as_ref().is_some_and(|line| line.contains("exact")), "{at_leisure:?}");
    session.keys("<c-u>");
    let letters: Vec<&str> = TYPED.split("").filter(|key| !key.is_empty()).collect();
    let keys = [letters.as_slice(), &vec!["<backspace>"; letters.len()], &["l", "a", "m", "p"]].concat();
    assert!(keys.len() > 200);
    session.keys_every(Duration::from_millis(1), &keys, |screen, pressed| {
        pressed == keys.len()
            && at_leisure.as_ref().is_some_and(|line| screen.contents().contains(line.as_str()))
    });
    session.settle(Duration::from_millis(300));
    assert!(threads(&session) <= before, "{} threads, {before} before", threads(&session));
    session.keys("<esc>").wait_for("q quit");
    quit(&mut session);
}
