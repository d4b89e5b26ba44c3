//! Another program on our terminal: it gets all keys and a terminal as the shell gave it, and we get
//! it back.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use pty_session::{Ended, Session};

use crate::blank_table::running;

/// The example, with `script` as the program that it runs.
fn with_editor(script: &str) -> Session {
    let session = running();
    let editor = session.home().join("editor");
    fs::write(&editor, format!("#!/bin/sh\n{script}\n")).expect("an editor");
    fs::set_permissions(&editor, Permissions::from_mode(0o755)).expect("an editor that runs");
    session
}

#[test]
fn an_editor_has_the_keys_and_the_shells_terminal() {
    let mut session = with_editor("echo editing; read line; echo \"$line\" > \"$HOME/line\"");
    session.keys("e").wait_for("editing");
    assert!(session.has_its_settings() && !session.picture().alternate_screen());
    session.keys("qqq<enter>").wait_for("returned").wait_for("keys 1").keys("jq");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
    assert_eq!(fs::read_to_string(session.home().join("line")).expect("a line"), "qqq\n");
}

#[test]
fn interrupting_the_editor_does_not_end_the_reader() {
    let mut session = with_editor("trap 'exit 3' INT; echo editing; while :; do read line; done");
    session.keys("e").wait_for("editing").keys("<c-c>").wait_for("exit status: 3").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
}

#[test]
fn an_editor_that_is_not_there_is_a_message() {
    let mut session = running();
    session.keys("e").wait_for("/editor: No such file").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}
