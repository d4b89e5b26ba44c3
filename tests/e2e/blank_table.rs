//! `examples/blank_table.rs` on a terminal: the runtime with next to nothing on it, so that what
//! fails with it is the runtime's.

use std::path::PathBuf;

use pty_session::{Program, Session};

/// Where cargo puts the example. `cargo test` builds it; `cargo test --test e2e` alone does not.
pub(crate) fn path() -> PathBuf {
    let test = std::env::current_exe().expect("this test's path");
    let folder = test.ancestors().nth(2).expect("a build folder");
    let example = folder.join("examples/blank_table");
    assert!(example.exists(), "first: cargo build --example blank_table");
    example
}

/// The example with its first frame shown.
pub(crate) fn running() -> Session {
    let mut session = Program::new(path()).start();
    session.wait_for("A blank table").wait_for("120x36");
    assert!(session.picture().alternate_screen() && session.picture().bracketed_paste());
    assert!(!session.has_its_settings(), "raw mode");
    session
}
