//! Where what is kept goes, who may read it, and what stands in its way: links, foreign owners, folders that take
//! nothing.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use pty_session::{Ended, Folder, Program, Session};

use crate::reader::{quit, status_shows};

const BINARY: &str = env!("CARGO_BIN_EXE_tableread");
const EPISODE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/two-long-one-short");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");

fn at_home(program: Program, folder: &Path) -> Program {
    let names = ["XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"];
    names.into_iter().fold(program, |program, name| program.env(name, folder.join(name)))
}

/// Everything below `folder`.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        all.push(entry.path());
        if entry.path().is_dir() {
            all.extend(below(&entry.path()));
        }
    }
    all
}

/// That nothing is kept is told on the last line, and why.
fn is_told(session: &mut Session, why: &str) {
    status_shows(session, "not kept yet: ");
    status_shows(session, why);
}

fn bookmarks(session: &mut Session) {
    session.wait_for("~Act One").keys("]]");
    status_shows(session, "3.00");
    session.keys("B").wait_for("3.00 is bookmarked").settle(Duration::from_millis(300));
}

#[test]
fn what_is_kept_is_for_its_owner_alone() {
    let folder = Folder::new();
    let mut session = at_home(Program::new(BINARY).arg(EPISODE), &folder).start();
    bookmarks(&mut session);
    quit(&mut session);
    let mut session = at_home(Program::new(BINARY).arg(SAMPLE), &folder).start();
    session.wait_for("of 2").keys("f").wait_for("in all").keys("lamp").wait_for("exact");
    session.settle(Duration::from_millis(300)).keys("<c-c>").settle(Duration::from_millis(60)).keys("<c-c>");
    assert_eq!(session.finish(), Ended::Code(0));
    let kept = below(&folder);
    for ending in ["journal", ".cache"] {
        let there = |path: &&PathBuf| path.to_string_lossy().ends_with(ending);
        assert!(kept.iter().any(|path| there(&path)), "{ending}: {kept:?}");
    }
    for path in kept {
        let metadata = fs::metadata(&path).expect("there");
        let wanted = if metadata.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(metadata.permissions().mode() & 0o777, wanted, "{}", path.display());
    }
}

#[test]
fn a_link_in_the_journals_place_is_read_and_not_written_through() {
    let folder = Folder::new();
    let mut session = at_home(Program::new(BINARY).arg(EPISODE), &folder).start();
    bookmarks(&mut session);
    quit(&mut session);
    let journal = folder.join("XDG_STATE_HOME/tableread/journal");
    let elsewhere = folder.join("elsewhere");
    fs::rename(&journal, &elsewhere).and_then(|()| symlink(&elsewhere, &journal)).expect("a link");
    let before = fs::read(&elsewhere).expect("the journal");
    let mut session = at_home(Program::new(BINARY).arg(EPISODE), &folder).start();
    // What is there is known, and what is new is not kept; that is told.
    is_told(&mut session, "a link; it is not written through");
    session.keys("g'").wait_for("Marks and bookmarks 1").keys("<esc>").settle(Duration::from_millis(100));
    quit(&mut session);
    assert!(session.screen().contains("not kept: "), "{}", session.screen());
    assert!(journal.is_symlink());
    assert_eq!(fs::read(&elsewhere).expect("the journal"), before);
}

#[test]
fn names_as_long_as_they_may_be_are_listed_and_opened() {
    let folder = Folder::new();
    let said = "MAREN: Two lamps out.\nORRIN: Then we go by the third.\n".repeat(6);
    let name = |letter: &str, length: usize| format!("{}.txt", letter.repeat(length));
    for name in [name("a", 251), name("é", 125), name("\u{202e}", 83)] {
        folder.file(Path::new("shelf").join(name), format!("[Deck]\n{said}"));
    }
    let mut session = at_home(Program::new(BINARY).arg(folder.join("shelf")), &folder).start();
    session.wait_for("of 3").keys("gg<enter>").wait_for("Two lamps out.");
    session.keys("f").wait_for("Search").keys("<c-r>").wait_for("in all").keys("third").wait_for("18 exact");
    session.keys("<esc>").settle(Duration::from_millis(100));
    quit(&mut session);
}

/// Runs `script` as somebody who may do less than the system's own user; `None`, with a message, where that
/// cannot be.
fn as_nobody(script: &str) -> Option<Program> {
    let program = if fs::metadata("/proc/self").expect("this process").uid() == 0 {
        let lower = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        if !Command::new("setpriv").args(lower).arg("true").status().is_ok_and(|status| status.success()) {
            println!("skipped: run by the system's own user, and there is no setpriv to be somebody else by");
            return None;
        }
        lower.into_iter().fold(Program::new("setpriv"), Program::arg).arg("sh")
    } else {
        Program::new("sh")
    };
    Some(program.arg("-c").arg(script))
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
}

#[test]
fn a_home_of_somebody_elses_takes_nothing_and_is_told_once() {
    let folder = Folder::new();
    let home = folder.join("home");
    fs::create_dir_all(&home).expect("a folder");
    mode(&folder, 0o755);
    mode(&home, 0o555);
    let Some(program) = as_nobody(&format!("exec '{BINARY}' '{EPISODE}'")) else { return };
    let mut session = program.env("HOME", &home).start();
    is_told(&mut session, "Permission denied");
    bookmarks(&mut session);
    quit(&mut session);
    assert_eq!(below(&folder), std::slice::from_ref(&home), "nothing is written anywhere");
    assert!(session.screen().contains("tableread: not kept: "), "{}", session.screen());
    mode(&home, 0o755);
}

#[test]
fn a_document_that_may_not_be_read_is_told() {
    let folder = Folder::new();
    let path = folder.file("fog.txt", "MAREN: Out.\n");
    mode(&folder, 0o755);
    mode(&path, 0o200);
    let Some(program) = as_nobody(&format!("exec '{BINARY}' '{}'", path.display())) else { return };
    let mut session = program.start();
    assert_eq!(session.finish(), Ended::Code(2));
    assert!(session.screen().contains("Permission denied"), "{}", session.screen());
}

/// A disk that takes nothing, mounted where only this process sees it.
#[test]
fn a_home_on_a_disk_that_takes_nothing_is_told_once() {
    let mounts = |script: &str| Command::new("unshare").args(["-m", "sh", "-c", script]).status();
    let folder = Folder::new();
    let home = folder.join("home");
    fs::create_dir_all(&home).expect("a folder");
    let mount = format!("mount -t tmpfs -o ro none '{}'", home.display());
    if !mounts(&mount).is_ok_and(|status| status.success()) {
        println!("skipped: nothing can be mounted here");
        return;
    }
    let script = format!("{mount} && exec '{BINARY}' '{EPISODE}'");
    let program = Program::new("unshare").arg("-m").arg("sh").arg("-c").arg(script);
    let mut session = program.env("HOME", &home).start();
    is_told(&mut session, "Read-only file system");
    bookmarks(&mut session);
    quit(&mut session);
    assert_eq!(below(&folder), [home], "nothing is written anywhere");
}
