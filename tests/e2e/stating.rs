//! Who is who, said in the list of speakers.

use std::fs;
use std::path::Path;
use std::time::Duration;

use pty_session::Folder;

use crate::reader::{program, quit, status_shows};

/// The documents of the sample in a folder of their own.
fn folder() -> Folder {
    let folder = Folder::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/two-long-one-short");
    for file in fs::read_dir(sample).expect("the sample").flatten() {
        fs::copy(file.path(), folder.join(file.file_name())).expect("a document");
    }
    folder
}

#[test]
fn two_speakers_are_made_one_and_taken_apart_again() {
    let folder = folder();
    let statements = folder.join("episode.toml");
    fs::write(&statements, "title = 'Three Short'   # as on the tin\n").expect("statements");
    let mut session = program().arg(&folder).size(120, 36).start();
    session.wait_for("Three Short").keys("c").settle(Duration::from_millis(200));
    session.keys("j<space>kg+");
    status_shows(&mut session, "read again");
    let said = fs::read_to_string(&statements).expect("statements");
    assert!(said.starts_with("title = 'Three Short'   # as on the tin\n"), "{said}");
    let (_, speakers) = said.split_once("[speakers]\n").expect("speakers");
    let kept = speakers.split(" = ").next().expect("a name").to_owned();
    assert!(speakers.trim_end().ends_with(']') && speakers.lines().count() == 1, "{said}");
    // The cursor is still on the one that was kept.
    session.keys("g-");
    session.wait_until("it is taken back", |_| {
        fs::read_to_string(&statements).is_ok_and(|said| !said.contains(&format!("{kept} = ")))
    });
    quit(&mut session);
}

#[test]
fn one_file_has_nowhere_to_say_it_and_a_secure_reader_says_nothing() {
    let folder = folder();
    for (secure, said) in [("", "folder of the episode's own"), ("1", "TABLEREAD_SECURE is set")] {
        let mut session = program()
            .arg(folder.join("transcript.txt"))
            .env("TABLEREAD_SECURE", secure)
            .size(160, 40)
            .start();
        session.wait_for("HALLORAN").keys("c").settle(Duration::from_millis(200));
        session.keys("j<space>kg+");
        status_shows(&mut session, said);
        quit(&mut session);
    }
    assert!(!folder.join("episode.toml").exists());
}
