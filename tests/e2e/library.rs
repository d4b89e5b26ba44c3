//! A folder of many episodes, opened as a person opens it.

use std::fs;
use std::path::Path;

use pty_session::{Ended, Folder, Program, Session};

use crate::reader::quit;

/// A library and its cache, in a folder of their own.
struct Coast(Folder);

impl Coast {
    fn new() -> Self {
        Self(Folder::new())
    }

    fn file(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        self.0.old_file(path, bytes);
        self
    }

    fn open(&self, columns: u16, rows: u16) -> Session {
        Program::new(env!("CARGO_BIN_EXE_tableread"))
            .arg(&self.0)
            .env("XDG_CACHE_HOME", self.0.join(".cache"))
            .size(columns, rows)
            .start()
    }
}

fn transcript(number: usize, title: &str, date: &str) -> String {
    let speeches = "MAREN: Two lamps out.\nORRIN: Then we go by the third, and slowly.\n".repeat(6);
    format!(
        "Episode Number: {number}\nThe Halyard Transcripts - {title}\n{title}\nOriginal Airdate: {date}\n\n\
         [Deck]\n{speeches}[Galley]\n{speeches}[Deck of {title}]\n{speeches}"
    )
}

/// Two seasons of one series and an episode of another.
fn coast() -> Coast {
    let folder = Coast::new();
    folder
        .file("halyard/Season 1/a.txt", transcript(101, "Fog", "9 Nov 1997"))
        .file("halyard/Season 1/b.txt", transcript(102, "Mast", "2 Nov 1997"))
        .file("halyard/Season 2/c.txt", transcript(201, "Gull", "1 Nov 1998"))
        .file("tern/d.txt", transcript(1, "Anchor", "1 Jan 1990").replace("The Halyard", "The Tern"))
        .file("tern/e.txt", transcript(2, "Bell", "2 Jan 1990").replace("The Halyard", "The Tern"));
    folder
}

/// Closes the list, which goes back to the episode that is open.
fn close(session: &mut Session) {
    session.keys("<esc>");
    session.wait_until("the list is closed", |screen| !screen.contents().contains("· by "));
}

/// Waits until the rows of the screen that hold one of `wanted` hold what is `expected`, in this order.
#[track_caller]
fn stand_in_order(session: &mut Session, wanted: &[&str], expected: &[&str]) {
    session.wait_until(&format!("{expected:?}, in this order"), |screen| {
        let screen = screen.contents();
        let rows = screen.lines().filter_map(|row| wanted.iter().find(|word| row.contains(**word)));
        rows.copied().eq(expected.iter().copied())
    });
}

#[test]
fn episodes_are_listed_by_series_and_season_and_opened() {
    let folder = coast();
    let mut session = folder.open(120, 36);
    session.wait_for("▾ Halyard").wait_for("▾ Season 2").wait_for("▾ Tern").wait_for("101 Fog");
    let rows = ["▾ Halyard", "Season 1", "Fog", "Mast", "Season 2", "Gull", "▾ Tern", "Anchor"];
    stand_in_order(&mut session, &rows, &rows);
    // The cursor stands on the first episode, not on a header.
    session.keys("j<enter>").wait_for("Deck of Mast");
    session.keys("ge").wait_for("▌ 102 Mast").keys("jj<enter>").wait_for("Deck of Gull");
    session.keys("ge").wait_for("▌ 201 Gull");
    close(&mut session);
    quit(&mut session);
}

#[test]
fn groups_fold_and_the_list_is_ordered_otherwise() {
    let folder = coast();
    let mut session = folder.open(80, 24);
    session.wait_for("101 Fog").keys("s").wait_for("by title").keys("s").wait_for("by number");
    session.keys("s").wait_for("by airdate");
    stand_in_order(&mut session, &["Fog", "Mast"], &["Mast", "Fog"]);
    session.keys("h").keys("h").wait_for("▸ Season 1");
    stand_in_order(&mut session, &["Fog", "Mast"], &[]);
    session.keys("zM").wait_for("▸ Halyard").wait_for("▸ Tern");
    session.keys("<enter>").wait_for("▾ Halyard").keys("zR").wait_for("101 Fog");
    quit(&mut session);
}

#[test]
fn a_long_list_fills_while_one_reads() {
    let folder = Coast::new();
    for number in 0..3000 {
        folder.file(&format!("{number:04}.txt"), transcript(number, &format!("Fog {number}"), "1997"));
    }
    let mut session = folder.open(100, 30);
    // There is something to choose before all of it is known.
    session.wait_until("a scan that goes on", |screen| {
        let text = screen.contents();
        text.contains(" files") && text.contains("Fog ") && !text.contains(" of 3000 · by path")
    });
    session.keys("<enter>").wait_for("Deck of Fog ").keys("ge");
    session
        .wait_for("of 3000 · by path")
        .wait_until("the end of the scan", |screen| !screen.contents().contains(" files"));
    session.keys("gg").wait_for("0 Fog 0 ").keys("G").wait_for("2999 Fog 2999");
    close(&mut session);
    quit(&mut session);
    // The second time nothing is read, and all of it is there at once.
    let mut session = folder.open(100, 30);
    session.wait_for("of 3000 · by path").keys("R").wait_for("3000 files, 0 of them read again");
    quit(&mut session);
}

#[test]
fn what_changes_in_the_folder_is_read_again_and_the_rest_is_not() {
    let folder = coast();
    let mut session = folder.open(120, 36);
    session.wait_for("101 Fog").keys("<enter>").wait_for("Deck of Fog").keys("ge").wait_for("▌ 101 Fog");
    folder.file("tern/f.txt", transcript(3, "Cable", "3 Jan 1990").replace("The Halyard", "The Tern"));
    fs::remove_file(folder.0.join("halyard/Season 2/c.txt")).expect("removed");
    session
        .keys("R")
        .wait_for("5 files, 1 of them read again")
        .wait_for("3 Cable")
        .wait_for("no longer there");
    session.keys("G").wait_for("▌ 101 Fog");
    close(&mut session);
    session.wait_for("Deck of Fog");
    quit(&mut session);
}

#[test]
fn what_cannot_be_used_is_a_line_with_its_reason() {
    let folder = coast();
    folder.file("tern/lamp.txt", b"\x00\x01PNG\x00\xff".repeat(90)).file(
        "library.toml",
        "title = \"Lights of the coast\"\n[files]\n\"tern\" = { series = \"The Terns\" }\n\"tren\" = { season = 1 }\n",
    );
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder.0, folder.0.join("tern/up")).expect("a link");
    let mut session = folder.open(120, 36);
    session.wait_for("Lights of the coast").wait_for("▾ The Terns").wait_for("▾ Could not be used");
    session.wait_for("library.toml:4: there is no `tren` in this folder");
    session.wait_for("tern/lamp.txt: a binary file; expected text").wait_for("tern/up: a link to a folder");
    // A file that goes while the list is open is told, and the list stays.
    remove(&folder.0.join("halyard/Season 1/a.txt"));
    session.keys("<enter>").wait_for("a.txt: No such file").wait_for("▾ The Terns");
    session.keys("j<enter>").wait_for("Deck of Mast");
    quit(&mut session);
}

fn remove(path: &Path) {
    fs::remove_file(path).expect("removed");
}

#[test]
fn a_folder_of_one_episode_is_read_at_once() {
    let folder = Coast::new();
    folder.file("script.txt", transcript(101, "Fog", "1997"));
    let mut session = folder.open(80, 24);
    session.wait_for("Two lamps out").keys("ge").wait_for("▌ 101 Fog");
    close(&mut session);
    quit(&mut session);
}

#[test]
fn a_folder_without_documents_is_told_before_the_screen_is_taken() {
    let folder = Coast::new();
    folder.file("picture.png", "PNG");
    let mut session = folder.open(80, 24);
    assert_eq!(session.finish(), Ended::Code(2));
    assert!(session.screen().contains("no documents; expected text files"), "{}", session.screen());
}

#[test]
fn a_line_is_found_in_any_episode_and_gone_to() {
    let folder = coast();
    let mut rare = transcript(201, "Gull", "1 Nov 1998");
    rare.push_str("[Crow's nest]\nORRIN: The bosun's whistle is gone.\n");
    folder.file("halyard/Season 2/c.txt", rare);
    let mut session = folder.open(120, 36);
    session.wait_for("Anchor").keys("f").wait_for("in all 5 episodes");
    session
        .keys("lamps out")
        .wait_for("90 exact")
        .wait_for("Halyard 101")
        .keys("<c-g>")
        .wait_for("by speaker");
    session.wait_for("MAREN").keys("<c-g>").wait_for("by episode").keys("<c-g>");
    session.keys("<c-u>bosun").wait_for("1 exact").wait_for("The bosun's");
    session.keys("<enter>").wait_for("Crow's nest").wait_for("ORRIN  ").wait_for("Gull");
    session.keys("F").wait_for("in all 5 episodes").wait_for("esc return").keys("<esc>");
    session.wait_until("the search closed", |screen| !screen.contents().contains("in all 5 episodes"));
    session.keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
}

#[test]
fn an_open_episode_is_left_for_the_line_of_another_and_nothing_is_gone_to_without_one() {
    let folder = coast();
    let mut session = folder.open(120, 36);
    session.wait_for("Anchor").keys("<enter>").wait_for("MAREN").keys("f").wait_for("Search");
    session.keys("zeppelin").wait_for("0 exact").keys("<c-r>").wait_for("in all 5 episodes");
    session.wait_for("0 exact").keys("<enter>").wait_for("no line to go to");
    session
        .keys("<c-u>by the third @orrin")
        .wait_for("90 exact")
        .keys("<enter>")
        .wait_for("Then we go by the third");
    session.keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}

#[test]
fn lines_of_all_episodes_are_read_in_context_and_walked_from_one_to_the_next() {
    let folder = coast();
    let nest = "[Crow's nest]\nMAREN: Who goes up there at night?\nORRIN: The bosun's whistle is gone.\n";
    folder.file("halyard/Season 2/c.txt", format!("{}{nest}", transcript(201, "Gull", "1 Nov 1998")));
    folder.file("halyard/Season 1/b.txt", format!("{}{nest}", transcript(102, "Mast", "2 Nov 1997")));
    let mut session = folder.open(120, 36);
    session.wait_for("Anchor").keys("f").wait_for("in all 5 episodes");
    session.keys("bosun").wait_for("2 exact").keys("<c-v>").wait_for("in context").wait_for("The bosun's");
    session.keys("<c-v><c-v><c-v><c-x>").wait_for("Who goes up there at night?");
    session.keys("<c-g><c-g>").wait_for("by episode").keys("<enter>").wait_for("hit 1 of 1, episode 1 of 2");
    session.keys("n").wait_for("hit 1 of 1, episode 2 of 2").keys("N").wait_for("episode 1 of 2: bosun");
    session.keys("F").wait_for("by episode").keys("<esc>").wait_for("q quit").keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
}
