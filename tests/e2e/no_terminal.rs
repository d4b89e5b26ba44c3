//! Where there is no terminal to take, a message says so and nothing is switched on.

use std::process::{Command, Stdio};

use pty_session::{Ended, Program};

use crate::blank_table;

#[test]
fn a_pipe_is_no_terminal() {
    let output = Command::new(blank_table::path()).stdin(Stdio::null()).output().expect("the example");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "blank_table: standard input is not a terminal\n");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_dumb_terminal_is_told_so() {
    let mut session = Program::new(blank_table::path()).env("TERM", "dumb").start();
    assert_eq!(session.finish(), Ended::Code(2));
    assert!(session.screen().contains("TERM=dumb: this terminal cannot show a full screen"));
    assert!(!session.raw_bytes().contains(&0x1b));
}
