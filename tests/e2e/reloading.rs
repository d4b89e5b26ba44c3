//! Documents that change while they are read.

use std::fs;
use std::time::Duration;

use pty_session::{Folder, Session};

use crate::reader::{program, quit, status_shows};

const SCRIPT: &str =
    "Fog\n\n[Deck]\nMAREN: Is it lit?\nORRIN: It is.\n[Galley]\nMAREN: Tea?\nORRIN: Please.\n";

/// The reader on `path`, at the second line of the galley.
fn reading(path: impl AsRef<std::ffi::OsStr>) -> Session {
    let mut session = program().arg(path).start();
    session.wait_for("Is it lit?").settle(Duration::from_millis(300)).keys("]}}");
    status_shows(&mut session, "2.02");
    session
}

#[test]
fn what_is_written_into_an_open_document_is_read_and_one_stays_where_one_is() {
    let folder = Folder::new();
    let path = folder.file("fog.txt", SCRIPT);
    let mut session = reading(&path);
    let more =
        SCRIPT.replace("[Galley]", "MAREN: Then light the other.\n[Stairs]\nORRIN: Mind the step.\n[Galley]");
    fs::write(&path, &more).expect("written over");
    session.wait_for("Mind the step.");
    status_shows(&mut session, "read again");
    // Many editors put another file in its place.
    let new = folder.file("fog.txt.new", more.replace("Mind the step", "Mind the third step"));
    fs::rename(new, &path).expect("in its place");
    session.wait_for("Mind the third step.").keys("k");
    status_shows(&mut session, "3.01");
    session.settle(Duration::from_millis(300)).stays_quiet(Duration::from_millis(500));
    quit(&mut session);
}

#[test]
fn a_document_that_goes_stays_on_the_screen_and_what_another_says_is_not_read() {
    let folder = Folder::new();
    let path = folder.file("fog.txt", SCRIPT);
    let mut session = reading(&path);
    folder.file("other.txt", SCRIPT);
    session.settle(Duration::from_millis(300)).stays_quiet(Duration::from_millis(300));
    fs::remove_file(&path).expect("gone");
    status_shows(&mut session, "what was read before stays");
    session.keys("k");
    status_shows(&mut session, "2.01");
    folder.file("fog.txt", SCRIPT.replace("Tea?", "Coffee?"));
    session.wait_for("Coffee?");
    quit(&mut session);
}
