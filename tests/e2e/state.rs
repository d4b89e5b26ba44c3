//! Folders and disks that take nothing: the reader runs, says once what is not kept, and writes nowhere else.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use pty_session::{Ended, Folder, Program, Session};

use crate::reader::{quit, status_shows};

const BINARY: &str = env!("CARGO_BIN_EXE_tableread");
const EPISODE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/two-long-one-short");

/// All files below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files
}

/// Reads a little, and quits.
fn read_and_quit(session: &mut Session) {
    session.wait_for("~Act One").keys("]]");
    status_shows(session, "3.00");
    session.keys("B").wait_for("3.00 is bookmarked");
    quit(session);
}

fn is_told_unkept(session: &mut Session) {
    session.wait_until("one clear line", |screen| {
        screen
            .contents()
            .lines()
            .last()
            .is_some_and(|row| ["not kept yet: ", "nothing is kept: "].iter().any(|told| row.contains(told)))
    });
}

#[test]
fn a_home_that_takes_nothing_is_told_once_and_the_reader_runs_on() {
    // Not even the system's own user makes folders there.
    for home in ["/proc/self", "/dev/null", "/nonexistent/home"] {
        if home == "/nonexistent/home" && fs::create_dir_all("/nonexistent").is_ok() {
            // Whoever may do anything may make a home anywhere.
            let _gone = fs::remove_dir("/nonexistent");
            continue;
        }
        let mut session = Program::new(BINARY).arg(EPISODE).env("HOME", home).start();
        is_told_unkept(&mut session);
        read_and_quit(&mut session);
    }
}

#[test]
fn without_a_home_what_is_named_is_used() {
    let folder = Folder::new();
    let script = format!("unset HOME; exec '{BINARY}' '{EPISODE}'");
    let program = ["XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"]
        .into_iter()
        .fold(Program::new("sh").arg("-c").arg(script), |program, name| program.env(name, &folder));
    let mut session = program.start();
    read_and_quit(&mut session);
    assert!(folder.join("tableread/journal").exists());
}

/// The specification has them passed over: what they are relative to would be chance.
#[test]
fn relative_folders_are_passed_over_and_missing_ones_made() {
    let folder = Folder::new();
    let started_in = folder.join("in");
    fs::create_dir_all(&started_in).expect("a folder");
    let program = Program::new(BINARY).arg(EPISODE).folder(&started_in).env("HOME", &folder);
    let names = ["XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"];
    let mut session = names.into_iter().fold(program, |program, name| program.env(name, "relative")).start();
    read_and_quit(&mut session);
    assert_eq!(fs::read_dir(&started_in).expect("a folder").count(), 0, "{:?}", files(&folder));
    assert!(folder.join(".local/state/tableread/journal").exists(), "{:?}", files(&folder));
    let deep = folder.join("not/there/yet");
    let program = Program::new(BINARY).arg(EPISODE);
    let mut session = names.into_iter().fold(program, |program, name| program.env(name, &deep)).start();
    read_and_quit(&mut session);
    assert!(deep.join("tableread/journal").exists());
}

#[test]
fn a_file_where_the_settings_folder_should_be_is_left_alone() {
    let folder = Folder::new();
    folder.file("tableread", "not a folder");
    let mut session = Program::new(BINARY).arg(EPISODE).env("XDG_CONFIG_HOME", &folder).start();
    read_and_quit(&mut session);
    assert_eq!(fs::read_to_string(folder.join("tableread")).expect("the file"), "not a folder");
}

fn library(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    for number in 0..12 {
        let said = "MAREN: The lamp is out.\nORRIN: Then light it.\n".repeat(20);
        let text = format!("Fog {number}\n\n[Deck]\n{said}[Galley]\n{said}");
        fs::write(folder.join(format!("{number:02}.txt")), text).expect("a file");
    }
}

#[test]
fn a_cache_that_vanishes_while_one_reads_is_made_again() {
    let folder = Folder::new();
    library(&folder.join("shelf"));
    let cache = folder.join("cache");
    let mut session = Program::new(BINARY).arg(folder.join("shelf")).env("XDG_CACHE_HOME", &cache).start();
    session
        .wait_for("of 12")
        .wait_until("the end of the scan", |screen| !screen.contents().contains("files"));
    session.keys("f").wait_for("in all 12").keys("lamp").wait_for("exact").settle(Duration::from_millis(200));
    assert!(cache.join("tableread").exists());
    fs::remove_dir_all(&cache).expect("removed");
    session.keys("s").wait_for("> lamps").settle(Duration::from_millis(100));
    session.keys("<esc>").settle(Duration::from_millis(100)).keys("ge").wait_for("of 12").keys("R");
    session.wait_for("12 files").keys("<c-c>");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
    let mut session = Program::new(BINARY).arg(folder.join("shelf")).env("XDG_CACHE_HOME", &cache).start();
    session.wait_for("of 12").keys("<c-c>");
    assert_eq!(session.finish(), Ended::Code(0));
}

/// A limit on the length of files is a disk that is full, for whoever has it.
#[test]
fn on_a_full_disk_it_runs_and_keeps_what_was_kept_before() {
    let folder = Folder::new();
    let reading = |limit: &str| {
        let script = format!("{limit} exec '{BINARY}' '{EPISODE}'");
        let names = ["XDG_STATE_HOME", "XDG_CACHE_HOME"];
        let program = Program::new("sh").arg("-c").arg(script);
        names.into_iter().fold(program, |program, name| program.env(name, &folder)).start()
    };
    let mut session = reading("");
    read_and_quit(&mut session);
    let journal = folder.join("tableread/journal");
    let before = fs::read(&journal).expect("a journal");
    let mut session = reading("ulimit -f 0;");
    is_told_unkept(&mut session);
    session.keys("]]");
    status_shows(&mut session, "5.00");
    quit(&mut session);
    assert!(session.screen().contains("tableread: not kept: "), "{}", session.screen());
    assert!(fs::read(&journal).expect("a journal").starts_with(&before), "what was kept is there");
    let mut session = reading("");
    status_shows(&mut session, "3.00");
    session.keys("g'").wait_for("Marks and bookmarks 1").keys("<esc>").settle(Duration::from_millis(100));
    quit(&mut session);
}

#[test]
fn on_a_full_disk_a_library_is_read_as_if_for_the_first_time() {
    let folder = Folder::new();
    library(&folder.join("shelf"));
    let run = |script: &str| {
        let script = format!("{script} '{}'", folder.join("shelf").display());
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(script).env("XDG_CACHE_HOME", folder.join("cache"));
        let output = shell.output().expect("a command");
        assert!(output.status.code().is_some(), "{output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let counted = format!("'{BINARY}' search --count lamp");
    let whole = run(&counted);
    assert!(whole.contains("240") || whole.lines().count() >= 12, "{whole}");
    fs::remove_dir_all(folder.join("cache")).expect("a cache");
    assert_eq!(run(&format!("ulimit -f 0; {counted}")), whole);
    let left: Vec<PathBuf> = files(&folder);
    let left: Vec<&PathBuf> =
        left.iter().filter(|file| file.extension() == Some(OsStr::new("part"))).collect();
    assert!(left.is_empty(), "{left:?}");
}
