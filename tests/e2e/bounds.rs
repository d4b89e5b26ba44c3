//! Files of any size and kind, as they come from anywhere: each is answered, and keys are answered meanwhile.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use pty_session::{Ended, Folder, Session};

use crate::reader::{program, quit, status_shows};

/// Large files, in a folder of their own.
struct Files(Folder);

impl Files {
    fn new() -> Self {
        Self(Folder::new())
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        self.0.file(name, bytes)
    }

    /// A file of `length` bytes, none of which is on the disk.
    fn sparse(&self, name: &str, length: u64) -> PathBuf {
        let path = self.0.join(name);
        File::create(&path).and_then(|file| file.set_len(length)).expect("a sparse file");
        path
    }

    /// A file of `line`, written so many times.
    fn repeated(&self, name: &str, line: &str, times: usize) -> PathBuf {
        let path = self.0.join(name);
        let mut file = std::io::BufWriter::new(File::create(&path).expect("a file"));
        (0..times).for_each(|_| file.write_all(line.as_bytes()).expect("written"));
        file.flush().expect("written");
        path
    }
}

fn open(path: &Path) -> Session {
    program().arg(path).start()
}

/// Opens `path`, which cannot be read: that is told with status 2, and the screen is not taken.
fn is_refused(path: &Path, why: &str) {
    let begun = Instant::now();
    let mut session = open(path);
    assert_eq!(session.finish(), Ended::Code(2), "{}", path.display());
    assert!(session.screen().replace('\n', "").contains(why), "{}: {}", path.display(), session.screen());
    assert!(!session.raw_bytes().contains(&0x1b), "{}", path.display());
    // A second of its own, and what the machine takes for the rest.
    assert!(begun.elapsed() < Duration::from_secs(4), "{}: {:?}", path.display(), begun.elapsed());
}

/// The most memory that the process of `session` has had, megabytes.
fn peak(session: &Session) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", session.process())).expect("its status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its peak");
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().expect("a number") / 1024
}

#[test]
fn next_to_nothing_opens() {
    let folder = Files::new();
    for (name, bytes) in [
        ("empty.txt", &b""[..]),
        ("one.txt", b"a"),
        ("lines.txt", &[b'\n'; 3000]),
        ("cut.txt", b"MAREN: The lamp"),
    ] {
        let mut session = open(&folder.file(name, bytes));
        session.wait_for("Script");
        answers_keys(&mut session);
        quit(&mut session);
    }
}

/// Asks for help and closes it.
fn answers_keys(session: &mut Session) {
    session.keys("?").wait_for("Keys").keys("<esc>");
    session.wait_until("the help closed", |screen| !screen.contents().contains("Keys"));
}

#[test]
fn what_is_no_file_is_refused_and_not_waited_for() {
    let folder = Files::new();
    let fifo = folder.0.join("fifo.txt");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo").success());
    let socket = folder.0.join("socket.txt");
    let _listening = UnixListener::bind(&socket).expect("a socket");
    symlink("loop.txt", folder.0.join("loop.txt")).expect("a link");
    symlink("nowhere.txt", folder.0.join("gone.txt")).expect("a link");
    for path in [Path::new("/dev/zero"), &fifo, &socket] {
        is_refused(path, "not a regular file; expected a document");
    }
    is_refused(&folder.0.join("loop.txt"), "Too many levels of symbolic links");
    is_refused(&folder.0.join("gone.txt"), "No such file or directory");
    is_refused(
        &folder.file("program.txt", b"\x7fELF\x02\x01\0\0\0".repeat(90)),
        "a binary file; expected text",
    );
}

#[test]
fn what_is_too_large_is_refused_with_its_size() {
    let folder = Files::new();
    is_refused(
        &folder.sparse("sparse.txt", 2 << 30),
        "2147483648 bytes; a document may have at most 33554432",
    );
    let line = folder.repeated("line.txt", "the lamp is out, and ", 5_000_000);
    is_refused(&line, "105000000 bytes; a document may have at most 33554432");
    let lines = folder.repeated("lines.txt", "MAREN: Out.\n", 10_000_000);
    is_refused(&lines, "120000000 bytes; a document may have at most 33554432");
}

#[test]
fn a_folder_with_all_of_them_lists_what_can_be_read_and_tells_the_rest() {
    let folder = Files::new();
    let speeches = "MAREN: Two lamps out.\nORRIN: Then we go by the third.\n".repeat(6);
    folder.file("fog.txt", format!("Fog\n\n[Deck]\n{speeches}"));
    folder.file("tern.txt", format!("Tern\n\n[Hold]\n{speeches}"));
    folder.sparse("sparse.txt", 2 << 30);
    assert!(Command::new("mkfifo").arg(folder.0.join("fifo.txt")).status().expect("mkfifo").success());
    symlink(&folder.0, folder.0.join("up")).expect("a link");
    let elsewhere = Files::new();
    elsewhere.file("picture.txt", "\0\u{1b}".repeat(100));
    symlink(&elsewhere.0, folder.0.join("elsewhere")).expect("a link");
    let mut session = open(&folder.0);
    session.wait_for("Could not be used").wait_for("sparse.txt: 2147483648 bytes").wait_for("Tern");
    session.keys("gg<enter>").wait_for("Two lamps out.");
    quit(&mut session);
}

#[test]
fn a_long_document_is_read_while_keys_are_answered() {
    let folder = Files::new();
    let path = folder.repeated("long.txt", "MAREN: The lamp is out, and that is all.\n\n", 13_000);
    let mut session = open(&path);
    session.wait_for("reading");
    answers_keys(&mut session);
    session.wait_for("The lamp is out");
    session.keys("G");
    status_shows(&mut session, ".13000");
    assert!(peak(&session) < 100, "{} MB", peak(&session));
    quit(&mut session);
}

#[test]
fn too_many_lines_are_told_where_the_document_would_stand() {
    let folder = Files::new();
    let mut session = open(&folder.repeated("lines.txt", "\n", 600_000));
    session.wait_for("600000 lines; a document may have at most 500000");
    quit(&mut session);
}

#[test]
fn a_document_that_shrinks_goes_or_is_replaced_while_it_is_read_ends_nothing() {
    let folder = Files::new();
    let path = folder.file("fog.txt", "Fog\n\n[Deck]\n\nMAREN: The lamp is out.\n\nORRIN: I know.\n");
    let mut session = open(&path);
    session.wait_for("The lamp is out.").settle(Duration::from_millis(100));
    File::options().write(true).open(&path).and_then(|file| file.set_len(20)).expect("cut");
    session.keys("R").wait_for("read again");
    fs::write(&path, "Fog\n\n[Deck]\n\nMAREN: A third lamp.\n").expect("written anew");
    session.keys("R").wait_for("A third lamp.");
    fs::remove_file(&path).expect("gone");
    session.keys("R").wait_for("No such file").wait_for("A third lamp.");
    fs::create_dir(&path).expect("a folder in its place");
    session.keys("R").wait_for("not a regular file").wait_for("A third lamp.");
    quit(&mut session);
}

/// The longest documents that are read, in the worst forms that are known. Takes a minute; run it with
/// `cargo test --release --test e2e bounds -- --ignored --nocapture`.
#[test]
#[ignore = "writes and reads the largest documents there may be"]
fn the_largest_documents_are_answered_at_once_and_take_so_much_memory() {
    let folder = Files::new();
    let at_most = 33_000_000;
    for (name, line, times) in [
        ("one line", "the lamp is out, and ", at_most / 21),
        ("one word", "lamp", at_most / 4),
        ("speeches", "MAREN: The lamp is out, and has been so since noon.\n\n", 249_000),
        (
            "long speeches",
            "MAREN: The lamp is out, and so it was at noon, as I have told you, and nobody comes.\n\n",
            249_000,
        ),
        ("stray", "a b\n", 499_000),
        ("cues", "1\n00:00:01,000 --> 00:00:02,000\nThe lamp is out.\n\n", 124_000),
    ] {
        let path = folder.repeated(&format!("{name}.txt"), line, times);
        let sign = if line.contains("lamp") { "lamp" } else { "a b" };
        let (_, megabytes) = read_to_the_end(name, &path, sign);
        assert!(megabytes < 1000, "{name}: {megabytes} MB");
        fs::remove_file(path).expect("removed");
    }
}

/// Opens `path` and waits until `sign` in it is seen: how long that takes, and the most memory it takes, megabytes.
fn read_to_the_end(name: &str, path: &Path, sign: &str) -> (Duration, u64) {
    let begun = Instant::now();
    let mut session = open(path);
    session.wait_for("Script");
    let first = session.first_text().unwrap_or_default();
    let asked = Instant::now();
    answers_keys(&mut session);
    let key = asked.elapsed();
    while !session.screen().contains(sign) && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let read = begun.elapsed();
    let megabytes = peak(&session);
    println!("{name}: first text {first:?}, help {key:?}, all {read:?}, {megabytes} MB");
    quit(&mut session);
    (read, megabytes)
}

/// Pages that are made to break readers of pages: what they begin with, and what is repeated how often.
const BOMBS: &[(&str, &str, &str, usize)] = &[
    ("nested", "", "<div>", 1_000_000),
    ("nested, closed by others", "", "<div></span>", 500_000),
    ("lists in lists", "", "<ul><li>a", 1_000_000),
    ("misnested", "", "<b><p>x</b>", 1_000_000),
    ("attributes", "<p ", " a=x", 1_000_000),
    ("classes", "<p class='", " infobox-x", 500_000),
    ("an open comment", "<!--", "x", 20_000_000),
    ("signs", "", "<", 5_000_000),
    ("entities", "", "&amp;&#60;&bogus;", 1_000_000),
    ("cells", "<table><tr>", "<td>a", 1_000_000),
    ("tables in tables", "", "<table><tr><td>", 500_000),
    ("title", "<title>", "x ", 5_000_000),
    ("headings", "", "<h2>a</h2>", 1_000_000),
    ("breaks", "", "a<br>", 2_000_000),
    ("preformatted", "<pre>", "a\n", 5_000_000),
    ("hidden", "", "<span style='display:none'>", 500_000),
];

/// `cargo test --release --test e2e bounds -- --ignored --nocapture`, on a machine that does nothing else.
#[test]
#[ignore = "writes and reads large pages, and holds them to a time"]
fn pages_that_are_bombs_are_read_within_a_second() {
    let folder = Files::new();
    for (name, before, again, times) in BOMBS {
        let path = folder.repeated(&format!("{name}.html"), again, *times);
        let body = fs::read(&path).expect("a page");
        fs::write(&path, [b"<!DOCTYPE html><html><body>MAREN: Out.", before.as_bytes(), &body].concat())
            .expect("a page");
        // What is in an unclosed title is a heading, and before all else.
        let sign = if *name == "title" { "x x" } else { "Out." };
        let (time, megabytes) = read_to_the_end(name, &path, sign);
        assert!(megabytes < 300, "{name}: {megabytes} MB");
        assert!(time < Duration::from_secs(1), "{name}: {time:?}");
        fs::remove_file(path).expect("removed");
    }
}
