//! The editor at the line, and the way to the shell and back.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use pty_session::{Folder, Program, Session};

use crate::reader::{program, quit, status_shows};

const SCRIPT: &str = "Fog Signal\n\n[Deck]\nMAREN: Sound the horn.\nORRIN: Aye.\n[Galley]\nMAREN: Tea?\nORRIN: Please.\n\
                      [Lamp room]\nMAREN: Trim it.\nORRIN: Done.\n";

/// A folder with a script and an editor in it that is called `vim`.
fn folder(editor: &str) -> Folder {
    let folder = Folder::new();
    folder.file("fog.txt", SCRIPT);
    let program = folder.file("vim", format!("#!/bin/sh\n{editor}\n"));
    fs::set_permissions(program, Permissions::from_mode(0o755)).expect("an editor that runs");
    folder
}

fn reading(folder: &Path, secure: &str) -> Session {
    let mut session = program()
        .arg(folder.join("fog.txt"))
        .env("EDITOR", folder.join("vim"))
        .env("TABLEREAD_SECURE", secure)
        .start();
    session.wait_for("Sound the horn");
    session
}

#[test]
fn the_editor_opens_at_the_line_and_what_it_changed_is_read() {
    let folder = folder("echo \"at $1\"; read go; sed -i 's/Tea?/Coffee?/' \"$2\"");
    let mut session = reading(&folder, "");
    session.keys("]").settle(std::time::Duration::from_millis(100));
    session.keys("e").wait_for("at +6");
    assert!(session.has_its_settings() && !session.picture().alternate_screen());
    session.keys("<enter>").wait_for("Coffee?");
    status_shows(&mut session, "read again");
    quit(&mut session);
}

#[test]
fn an_editor_that_dies_leaves_nothing_behind() {
    let folder = folder("stty raw -echo; kill -9 $$");
    let mut session = reading(&folder, "");
    session.keys("e");
    status_shows(&mut session, "signal: 9");
    quit(&mut session);
    session.assert_given_back();
}

#[test]
fn a_secure_reader_starts_no_editor() {
    let folder = folder("echo started > \"$HOME/started\"");
    let mut session = reading(&folder, "1");
    session.keys("e");
    status_shows(&mut session, "TABLEREAD_SECURE is set");
    assert!(!session.home().join("started").exists());
    quit(&mut session);
}

/// A command that is set to get copies is another program too.
#[test]
fn a_secure_reader_gives_copies_to_the_terminal_alone() {
    let folder = folder("true");
    folder.file("tableread/config.toml", "copy = 'cat > ~/copied'\n");
    for (secure, given) in [("", true), ("0", true), ("1", false)] {
        let program = program().arg(folder.join("fog.txt")).env("XDG_CONFIG_HOME", &folder);
        let mut session = program.env("TABLEREAD_SECURE", secure).start();
        session.wait_for("Sound the horn").keys("y").wait_for("sent to the terminal's clipboard");
        session.wait_for_bytes(b"\x1b]52;c;");
        if given {
            status_shows(&mut session, "and given to cat");
        }
        session.settle(std::time::Duration::from_millis(150));
        assert_eq!(session.home().join("copied").exists(), given, "{secure:?}");
        quit(&mut session);
    }
}

#[test]
fn suspended_and_continued_it_is_where_it_was() {
    let folder = folder("true");
    let command = format!("'{}' '{}'", env!("CARGO_BIN_EXE_tableread"), folder.join("fog.txt").display());
    let mut session = Program::new("sh").arg("-i").env("PS1", "$ ").start();
    session.wait_until("a prompt", |screen| screen.contents().trim_end().ends_with('$'));
    session.keys(&format!("{command}<enter>")).wait_for("Sound the horn").keys("]").wait_for("Tea?");
    status_shows(&mut session, "2.00");
    session.keys("<c-z>").wait_for("Stopped");
    assert!(!session.picture().alternate_screen() && !session.picture().hide_cursor());
    session.keys("fg<enter>");
    status_shows(&mut session, "2.00");
    session.keys("q").wait_until("the prompt", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("\n$")
    });
    session.keys("exit<enter>").finish();
}
