//! The script in words, as a screen reader or a pipe gets it.

use std::process::{Command, Output};

fn read(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
    command.arg("read").args(arguments).output().expect("the program to run")
}

#[test]
fn the_script_is_told_in_words_by_parts() {
    let all = String::from_utf8(read(&["--plain"]).stdout).expect("text");
    assert!(all.contains("Scene 1: Bridge.\n") && all.contains("\nFENN: Twelve."));
    assert!(!all.contains(['─', '│', '━', '▌', '\t', '\u{1b}']));
    let part = read(&["--plain", "--scene", "2", "--speaker", "halloran", "--ids"]);
    let told = String::from_utf8(part.stdout).expect("text");
    assert!(
        told.contains("Scene 2: Wick room.") && told.contains("\n2.01 HALLORAN: ") && !told.contains("FENN:")
    );
    assert!(part.status.success());
}

#[test]
fn who_cannot_be_told_gets_the_exit_status_all_the_same() {
    let full = || std::fs::File::options().write(true).open("/dev/full").expect("a full disk");
    for arguments in [&["check", "not-there"][..], &["--no-such-option"], &["search", "lamp", "not-there"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
        let status = command.args(arguments).stderr(full()).status().expect("the program");
        assert_eq!(status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn what_is_not_there_is_an_error_in_one_line() {
    let output = read(&["--plain", "--speaker", "nobody"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(
        said.starts_with("tableread: no speaker is called nobody") && said.lines().count() == 1,
        "{said}"
    );
    assert_eq!(read(&["--from", "1.01"]).status.code(), Some(2), "parts are of the plain script");
}
