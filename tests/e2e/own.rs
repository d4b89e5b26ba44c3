//! What a person makes and where they were is kept from one run to the next.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use pty_session::{Ended, Program, Session, Signal};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
const EPISODE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/two-long-one-short");

/// A state folder for the runs of one test, removed when dropped.
struct Person {
    folder: PathBuf,
}

impl Person {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("tableread-own-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self { folder }
    }

    fn program(&self) -> Program {
        Program::new(env!("CARGO_BIN_EXE_tableread")).env("XDG_STATE_HOME", &self.folder)
    }

    /// The reader on `arguments`.
    fn reads(&self, arguments: &[&str]) -> Session {
        arguments.iter().fold(self.program(), |program, argument| program.arg(argument)).start()
    }

    fn journal(&self) -> PathBuf {
        self.folder.join("tableread/journal")
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.folder);
    }
}

fn quit(mut session: Session) {
    session.keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
}

/// Waits until the last row of the screen holds `text`.
fn status_shows(session: &mut Session, text: &str) {
    session.wait_until(&format!("{text:?} on the status line"), |screen| {
        screen.contents().lines().last().is_some_and(|row| row.contains(text))
    });
}

#[test]
fn an_episode_opens_where_it_was_left() {
    let person = Person::new();
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("FENN").keys("]]]}}");
    status_shows(&mut session, "4.02");
    quit(session);
    let mut session = person.reads(&[EPISODE]);
    status_shows(&mut session, "4.02");
    session.wait_for("~Act One");
    status_shows(&mut session, "4.02");
    quit(session);
}

#[test]
fn without_a_path_what_was_read_last_is_opened() {
    let person = Person::new();
    let mut session = person.reads(&[]);
    status_shows(&mut session, "Two Long, One Short");
    quit(session);
    let mut session = person.reads(&[SAMPLE]);
    session.wait_for("1 of 2").keys("<enter>").wait_for("THE KNIFE DRAWER").keys("}}}}");
    status_shows(&mut session, "1.05");
    quit(session);
    let mut session = person.reads(&[]);
    status_shows(&mut session, "1.05");
    session.wait_for("THE KNIFE DRAWER");
    quit(session);
    let mut session = person.reads(&["--no-state"]);
    status_shows(&mut session, "Two Long, One Short");
    quit(session);
    let mut session = person.reads(&["--sample"]);
    status_shows(&mut session, "Two Long, One Short");
    quit(session);
}

#[test]
fn a_signal_keeps_the_place_too() {
    for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup")] {
        let person = Person::new();
        let mut session = person.reads(&[EPISODE]);
        session.wait_for("~Act One").keys("]]");
        status_shows(&mut session, "3.00");
        session.signal(signal);
        assert_eq!(session.finish(), Ended::Signal(name.to_owned()));
        let mut session = person.reads(&[EPISODE]);
        status_shows(&mut session, "3.00");
        quit(session);
    }
}

#[test]
fn both_of_two_episodes_are_returned_to() {
    let person = Person::new();
    let mut session = person.reads(&[SAMPLE]);
    session.wait_for("1 of 2").keys("<enter>").wait_for("THE KNIFE DRAWER").keys("}}}");
    status_shows(&mut session, "1.04");
    session.keys("ge").wait_for("1 of 2").keys("j<enter>").wait_for("~Act One").keys("]]");
    status_shows(&mut session, "3.00");
    quit(session);
    let mut session = person.reads(&[SAMPLE]);
    // The list begins at what was read last.
    session.wait_for("2 of 2").keys("<enter>");
    status_shows(&mut session, "3.00");
    session.keys("ge").wait_for("of 2").keys("k<enter>").wait_for("THE KNIFE DRAWER");
    status_shows(&mut session, "1.04");
    quit(session);
}

#[test]
fn a_state_folder_that_takes_nothing_is_told_and_the_reader_runs_on() {
    let person = Person::new();
    std::fs::write(person.folder.join("tableread"), "a file where the folder should be").expect("file");
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("~Act One");
    session.wait_until("one clear line", |screen| {
        let last = screen.contents().lines().last().map(str::to_owned).unwrap_or_default();
        last.contains("kept") && last.contains("tableread")
    });
    session.keys("]]");
    status_shows(&mut session, "3.00");
    quit(session);
    assert!(Path::new(&person.folder.join("tableread")).is_file(), "it was left alone");
}

#[test]
fn a_line_of_the_journal_that_rotted_is_told_and_kept_aside() {
    let person = Person::new();
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("~Act One").keys("]]");
    status_shows(&mut session, "3.00");
    quit(session);
    let journal = person.journal();
    let text = std::fs::read_to_string(&journal).expect("a journal");
    std::fs::write(&journal, format!("00000000 1 rotten\u{1b}[2J\n{text}")).expect("file");
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("1 line of the journal cannot be read, kept in ");
    session.keys("j");
    status_shows(&mut session, "3.01");
    quit(session);
    let aside = std::fs::read_to_string(journal.with_extension("aside")).expect("aside");
    assert!(aside.contains("rotten"));
}
