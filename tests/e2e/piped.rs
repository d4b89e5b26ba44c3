//! A document that comes by standard input, for reading and for other programs.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use pty_session::{Ended, Program, Session};

use crate::reader::quit;

const BINARY: &str = env!("CARGO_BIN_EXE_tableread");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/two-long-one-short/transcript.txt");

/// What the program says to `document` on its standard input.
fn given(document: &[u8], arguments: &[&str]) -> Output {
    let mut command = Command::new(BINARY);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    child.stdin.take().expect("a pipe").write_all(document).expect("written");
    child.wait_with_output().expect("its end")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

/// The program in a shell's pipe, on a terminal.
fn in_a_shell(script: &str) -> Session {
    Program::new("sh").arg("-c").arg(script).arg(BINARY).arg(SCRIPT).size(120, 36).start()
}

#[test]
fn a_document_from_a_pipe_is_read_with_keys_from_the_terminal() {
    let mut session = in_a_shell(r#"cat "$1" | "$0" -; echo "ended $?""#);
    session.wait_for("Two Long, One Short").wait_for("places, marks and notes are not kept");
    session.keys("f").keys("lamp").wait_for(" exact").keys("<esc><esc>").wait_for("q quit");
    session.keys("q").wait_for("ended 0");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
}

#[test]
fn it_is_stopped_and_goes_on_as_any_other() {
    let mut session =
        Program::new("sh").arg("-ic").arg(r#"cat "$1" | "$0" -; fg"#).arg(BINARY).arg(SCRIPT).start();
    session.wait_for("q quit").keys("<c-z>").wait_for_bytes(b"\x1b[?1049l").wait_for("q quit");
    quit(&mut session);
}

#[test]
fn a_terminal_is_no_document() {
    let mut session = in_a_shell(r#""$0" -"#);
    assert_eq!(session.finish(), Ended::Code(2));
    assert!(session.screen().contains("standard input is a terminal; expected a document"));
}

#[test]
fn other_commands_take_it_too() {
    let script = std::fs::read(SCRIPT).expect("the sample");
    for arguments in [
        &["check", "-"][..],
        &["outline", "-"],
        &["speakers", "-"],
        &["stats", "-"],
        &["search", "lamp", "-"],
        &["export", "-", "--format", "fountain"],
        &["export", "-", "--format", "jsonl"],
        &["read", "--plain", "-"],
        &["-"],
    ] {
        let (piped, named) = (given(&script, arguments), {
            let named: Vec<&str> = arguments.iter().map(|it| if *it == "-" { SCRIPT } else { it }).collect();
            given(b"", &named)
        });
        assert_eq!(piped.status.code(), Some(0), "{arguments:?}: {}", text(&piped.stderr));
        // But for where it came from, it is what it is in a file.
        let same = |output: &Output| -> Vec<String> {
            let lines = text(&output.stdout).lines().filter(|line| line.contains("lamp"));
            lines.map(|line| line.replace(SCRIPT, "-").replace("transcript.txt", "-")).collect()
        };
        let (piped, named) = (same(&piped), same(&named));
        let unnamed: Vec<String> = piped.iter().map(|line| line.replace("standard input", "-")).collect();
        assert_eq!(unnamed, named, "{arguments:?}");
    }
    assert_eq!(given(b"\x00\x01\x02", &["check", "-"]).status.code(), Some(2));
}

/// What was kept of one document is never an answer about the next.
#[test]
fn what_was_piped_before_is_forgotten() {
    let first = given(b"MAREN: The lamp is out.\nORRIN: Then light it.\n", &["search", "lamp", "-"]);
    let second = given(b"MAREN: The bell is out.\nORRIN: Then ring it.\n", &["search", "lamp", "-"]);
    assert_eq!((first.status.code(), second.status.code()), (Some(0), Some(1)));
}
