//! What a person makes and where they were is kept from one run to the next.

use std::path::{Path, PathBuf};

use pty_session::{Ended, Folder, Program, Session, Signal};

use crate::reader::{quit, status_shows};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
const EPISODE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/two-long-one-short");

/// A state folder for the runs of one test.
struct Person {
    folder: Folder,
}

impl Person {
    fn new() -> Self {
        Self { folder: Folder::new() }
    }

    fn program(&self) -> Program {
        Program::new(env!("CARGO_BIN_EXE_tableread")).env("XDG_STATE_HOME", &self.folder)
    }

    /// The reader on `arguments`.
    fn reads(&self, arguments: &[&str]) -> Session {
        arguments.iter().fold(self.program(), |program, argument| program.arg(argument)).start()
    }

    /// What a command prints.
    fn prints(&self, arguments: &[&str]) -> String {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tableread"));
        let output = command.args(arguments).env("XDG_STATE_HOME", &self.folder).output().expect("a command");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn journal(&self) -> PathBuf {
        self.folder.join("tableread/journal")
    }
}

#[test]
fn an_episode_opens_where_it_was_left() {
    let person = Person::new();
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("FENN").keys("]]]}}");
    status_shows(&mut session, "4.02");
    quit(&mut session);
    let mut session = person.reads(&[EPISODE]);
    status_shows(&mut session, "4.02");
    session.wait_for("~Act One");
    status_shows(&mut session, "4.02");
    quit(&mut session);
}

#[test]
fn without_a_path_what_was_read_last_is_opened() {
    let person = Person::new();
    let mut session = person.reads(&[]);
    status_shows(&mut session, "Two Long, One Short");
    quit(&mut session);
    let mut session = person.reads(&[SAMPLE]);
    session.wait_for("1 of 2").keys("<enter>").wait_for("Cadet Lisk held").keys("}}}}");
    status_shows(&mut session, "1.05");
    quit(&mut session);
    let mut session = person.reads(&[]);
    status_shows(&mut session, "1.05");
    session.wait_for("THE KNIFE DRAWER");
    quit(&mut session);
    let mut session = person.reads(&["--no-state"]);
    status_shows(&mut session, "Two Long, One Short");
    quit(&mut session);
    let mut session = person.reads(&["--sample"]);
    status_shows(&mut session, "Two Long, One Short");
    quit(&mut session);
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
        quit(&mut session);
    }
}

#[test]
fn both_of_two_episodes_are_returned_to() {
    let person = Person::new();
    let mut session = person.reads(&[SAMPLE]);
    session.wait_for("1 of 2").keys("<enter>").wait_for("Cadet Lisk held").keys("}}}");
    status_shows(&mut session, "1.04");
    session.keys("ge").wait_for("1 of 2").keys("j<enter>").wait_for("~Act One").keys("]]");
    status_shows(&mut session, "3.00");
    quit(&mut session);
    let mut session = person.reads(&[SAMPLE]);
    session.wait_for("1 of 2").keys("j<enter>");
    status_shows(&mut session, "3.00");
    session.keys("ge").wait_for("of 2").keys("k<enter>").wait_for("THE KNIFE DRAWER");
    status_shows(&mut session, "1.04");
    quit(&mut session);
}

#[test]
fn a_state_folder_that_takes_nothing_is_told_and_the_reader_runs_on() {
    let person = Person::new();
    person.folder.file("tableread", "a file where the folder should be");
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("~Act One");
    session.wait_until("one clear line", |screen| {
        let last = screen.contents().lines().last().map(str::to_owned).unwrap_or_default();
        last.contains("kept") && last.contains("tableread")
    });
    session.keys("]]");
    status_shows(&mut session, "3.00");
    quit(&mut session);
    assert!(Path::new(&person.folder.join("tableread")).is_file(), "it was left alone");
}

#[test]
fn a_line_of_the_journal_that_rotted_is_told_and_kept_aside() {
    let person = Person::new();
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("~Act One").keys("]]");
    status_shows(&mut session, "3.00");
    quit(&mut session);
    let journal = person.journal();
    let text = std::fs::read_to_string(&journal).expect("a journal");
    std::fs::write(&journal, format!("00000000 1 rotten\u{1b}[2J\n{text}")).expect("file");
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("1 line of the journal cannot be read, kept in ");
    session.keys("j");
    status_shows(&mut session, "3.01");
    quit(&mut session);
    let aside = std::fs::read_to_string(journal.with_extension("aside")).expect("aside");
    assert!(aside.contains("rotten"));
}

#[test]
fn a_mark_is_set_gone_to_and_listed() {
    let person = Person::new();
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("~Act One").keys("]]");
    status_shows(&mut session, "3.00");
    session.keys("mk").wait_for("mark k is 3.00");
    session.keys("]]").keys("B").wait_for("5.00 is bookmarked").wait_for("◆");
    session.keys("'k");
    status_shows(&mut session, "3.00");
    session.keys("''");
    status_shows(&mut session, "5.00");
    session.keys("'x").wait_for("there is no mark x");
    quit(&mut session);
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("~Act One").keys("g'").wait_for("Marks and bookmarks 2").keys("gg<enter>");
    status_shows(&mut session, "3.00");
    session.keys("B").wait_for("3.00 is bookmarked").keys("B").wait_for("the bookmark is taken away");
    quit(&mut session);
}

#[test]
fn a_note_is_written_shown_changed_taken_away_and_brought_back() {
    let person = Person::new();
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("~Act One").keys("]}");
    status_shows(&mut session, "2.01");
    session.keys("a").wait_for("Note on 2.01").keys("who trims it?").send(b"\x1b\r");
    session.keys("ask Dobrik<enter>").wait_for("the note on 2.01 is kept").wait_for("your note");
    session.wait_for("ask Dobrik").wait_for("✎");
    session.keys("gg").keys("ga").wait_for("Notes 1").wait_for("who trims it? ask Dobrik").keys("<enter>");
    status_shows(&mut session, "2.01");
    session.keys("a").wait_for("Note on").keys("!<enter>").wait_for("ask Dobrik!");
    session.keys("dd").wait_for("the note is taken away; u brings it back");
    session.wait_until("no sign", |screen| !screen.contents().contains('✎'));
    session.keys("u").wait_for("taken back").wait_for("ask Dobrik!");
    // What is left while it is written can be brought back as well.
    session.keys("a").wait_for("Note on").keys(" More.").wait_for("More.").keys("<esc>");
    session.wait_for("u opens what was written again").keys("u").wait_for("More.").keys("<enter>");
    session.wait_for("the note on 2.01 is kept");
    quit(&mut session);
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("ask Dobrik! More.");
    quit(&mut session);
}

#[test]
fn a_note_that_is_being_written_when_the_terminal_goes_is_kept() {
    let person = Person::new();
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("~Act One").keys("]}a").wait_for("Note on 2.01").keys("half a thought");
    session.wait_for("half a thought").signal(Signal::HUP);
    assert_eq!(session.finish(), Ended::Signal("Hangup".to_owned()));
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("your note").wait_for("half a thought");
    quit(&mut session);
}

#[test]
fn notes_lead_to_other_episodes_and_survive_edits() {
    let person = Person::new();
    let episodes = person.folder.join("halyard");
    let fog = "Fog\n\n[Lamp room]\n\nMAREN: Is the lamp lit on the lee side?\n\nORRIN: It was when I left it.\n\n\
               MAREN: Then who is ringing the bell?\n\n[Deck]\n\nORRIN: Nobody rings it.\n\nMAREN: Hold the rope.\n";
    let sand = "Sand\n\n[Dune]\n\nTESS: The tide went out.\n\nBRAM: It will not come back.\n\n[Wreck]\n\nTESS: Look.\n\n\
                BRAM: That is the Halyard.\n";
    person.folder.file("halyard/fog.txt", fog);
    let sand = person.folder.file("halyard/sand.txt", sand);
    let shelf = episodes.to_str().expect("a path");
    let mut session = person.reads(&[shelf]);
    session.wait_for("1 of 2").keys("<enter>").wait_for("MAREN").keys("]]}");
    status_shows(&mut session, "2.01");
    session.keys("a").wait_for("Note on 2.01").keys("the bell again<enter>").wait_for("is kept");
    session.keys("}a").wait_for("Note on 2.02").keys("whose rope?<enter>").wait_for("is kept");
    quit(&mut session);
    // One line moves with what is written before it, one is gone.
    let edited = fog.replace("[Deck]", "[Stairs]\n\nMAREN: Mind the third step.\n\n[Deck]");
    let edited = edited.replace("MAREN: Hold the rope.\n", "MAREN: I am coming up to you.\n");
    person.folder.file("halyard/fog.txt", edited);
    let mut session = person.reads(&[sand.to_str().expect("a path")]);
    session.wait_for("Dune").keys("ga").wait_for("Notes 0").keys("<tab>").wait_for("On all episodes 2");
    session.keys("gg<enter>").wait_for("Lamp room").wait_for("your note").wait_for("the bell again");
    status_shows(&mut session, "3.01");
    session
        .keys("ga")
        .wait_for("lost")
        .wait_for("whose rope?")
        .wait_for("Hold the rope.")
        .keys("q")
        .wait_for("Speakers 2");
    quit(&mut session);
    let printed = person.prints(&["notes", shelf]);
    assert!(printed.contains("- **3.01 ORRIN** Nobody rings it.\n\n  > the bell again\n"), "{printed}");
    let lost = printed.split_once("## No longer in the script").expect("what is lost").1;
    assert!(lost.contains("**2.02 MAREN** Hold the rope.") && lost.contains("> whose rope?"), "{printed}");
    std::fs::remove_dir_all(&episodes).expect("clean up");
    let printed = person.prints(&["notes", "--format", "json"]);
    assert!(printed.contains("\"note\": \"the bell again\""), "{printed}");
}

#[test]
fn noted_lines_are_copied_as_markdown() {
    let person = Person::new();
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("~Act One").keys("]}a").wait_for("Note on 2.01").keys("mine<enter>").wait_for("kept");
    session.keys("ga").wait_for("Notes 1").keys("y").wait_for("sent to the terminal");
    session.wait_for_bytes(b"\x1b]52;c;");
    session.keys("q");
    quit(&mut session);
}

#[test]
fn two_readers_at_once_lose_nothing_and_learn_of_each_other() {
    let person = Person::new();
    let mut one = person.reads(&[EPISODE]);
    let mut other = person.reads(&[EPISODE]);
    one.wait_for("~Act One")
        .keys("]}a")
        .wait_for("Note on 2.01")
        .keys("from the one<enter>")
        .wait_for("is kept");
    other.wait_for("~Act One").keys("]]}a").wait_for("Note on 3.01").keys("from the other<enter>");
    other.wait_for("is kept").keys("ga").wait_for("Notes 2").wait_for("from the one").keys("q");
    other.wait_for("Speakers 13");
    quit(&mut one);
    quit(&mut other);
    let printed = person.prints(&["notes"]);
    assert!(printed.contains("> from the one") && printed.contains("> from the other"), "{printed}");
}

#[test]
fn a_query_of_an_earlier_run_is_asked_again() {
    let person = Person::new();
    let mut session = person.reads(&[EPISODE]);
    session.wait_for("FENN").keys("fspoons").wait_for("3 exact").keys("<enter>");
    status_shows(&mut session, "hit ");
    session.keys("flamp").wait_for("45 exact").keys("<enter>");
    status_shows(&mut session, "hit ");
    quit(&mut session);
    let mut session = person.reads(&[EPISODE]);
    session
        .wait_for("FENN")
        .keys("f<c-p>")
        .wait_for("> lamp")
        .keys("<c-p>")
        .wait_for("> spoons")
        .wait_for("3 exact")
        .keys("<enter>");
    status_shows(&mut session, "hit ");
    quit(&mut session);
}
