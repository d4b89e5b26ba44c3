//! Folders of many episodes on the command line: what is kept of them, and their lines for engines.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Output, Stdio};

use pty_session::Folder;
use serde_json::Value;

/// A library and its cache, in a folder of their own.
struct Coast(Folder);

impl Coast {
    /// One with `episodes` transcripts.
    fn new(episodes: usize) -> Self {
        let coast = Self(Folder::new());
        for number in 0..episodes {
            coast.file(&format!("halyard/Season 1/{number:03}.txt"), &transcript(number));
        }
        coast
    }

    fn file(&self, path: &str, text: &str) {
        self.0.old_file(path, text);
    }

    /// The program with `arguments`, then this folder; with a cache of its own.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
        command.args(arguments).arg(&self.0).env("XDG_CACHE_HOME", self.0.join(".cache"));
        command
    }

    fn run(&self, arguments: &[&str]) -> (String, String, Option<i32>) {
        told(&self.command(arguments).output().expect("the program"))
    }
}

fn told(output: &Output) -> (String, String, Option<i32>) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

fn transcript(number: usize) -> String {
    let speeches = "MAREN: Two lamps out.\nORRIN [OC]: Then we go by the third.\n".repeat(number % 5 + 6);
    format!(
        "Episode Number: {number}\nThe Halyard Transcripts - Fog {number}\nFog {number}\n\n[Deck]\n{speeches}[Galley]\n{speeches}[Deck]\n{speeches}"
    )
}

#[test]
fn every_element_of_every_episode_is_a_line_with_its_own_id() {
    let folder = Coast::new(30);
    let (out, errors, code) = folder.run(&["export", "--format", "jsonl"]);
    assert_eq!((errors.as_str(), code), ("", Some(0)));
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let ids: HashSet<&str> = lines.iter().filter_map(|line| line["id"].as_str()).collect();
    assert_eq!(ids.len(), lines.len());
    let of_maren = |line: &&Value| line["kind"] == "speech" && line["speaker"] == "MAREN";
    let speeches: usize = (0..30).map(|number| (number % 5 + 6) * 3).sum();
    assert_eq!(lines.iter().filter(of_maren).count(), speeches);
    let line = lines.iter().find(|line| line["id"] == "halyard/Season 1/007.txt#2.02").expect("a line");
    for (field, value) in [
        ("episode", "halyard/Season 1/007.txt"),
        ("series", "Halyard"),
        ("season", "1"),
        ("number", "7"),
        ("title", "Fog 7"),
        ("element", "2.02"),
        ("kind", "speech"),
        ("heading", "Galley"),
        ("speaker", "ORRIN"),
        ("extension", "OC"),
        ("document", "007.txt"),
        ("text", "Then we go by the third."),
    ] {
        assert_eq!(line[field], value, "{field}");
    }
    assert_eq!((&line["scene"], &line["words"]), (&2.into(), &6.into()));
    // The order is that of the shelf, and the same every time.
    assert_eq!(folder.run(&["export", "--format", "jsonl"]).0, out);
}

#[test]
fn what_cannot_be_read_is_told_beside_the_lines() {
    let folder = Coast::new(3);
    folder.file("halyard/lamp.txt", &"\0\u{1}PNG\0".repeat(90));
    let (out, errors, code) = folder.run(&["export", "--format", "jsonl"]);
    assert_eq!(errors, "tableread: halyard/lamp.txt: a binary file; expected text\n");
    assert_eq!((code, out.is_empty()), (Some(0), false));
}

#[test]
fn nobody_who_stops_reading_is_told_off() {
    let folder = Coast::new(60);
    let mut command = folder.command(&["export", "--format", "jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut first).expect("a line");
    let mut errors = String::new();
    child.stderr.take().expect("its errors").read_to_string(&mut errors).expect("text");
    assert_eq!((errors.as_str(), child.wait().expect("its end").code()), ("", Some(0)));
    assert!(first.starts_with("{\"id\":"), "{first}");
}

#[test]
fn what_is_kept_is_told_made_anew_and_forgotten() {
    let folder = Coast::new(20);
    let (out, _, code) = folder.run(&["library", "status"]);
    assert_eq!((out.as_str(), code), ("20 files, 0 known as they are, 20 to be read\n", Some(1)));
    folder.run(&["--no-cache", "search", "lamps"]);
    folder.run(&["search", "--no-cache", "lamps"]);
    assert!(!folder.0.join(".cache").exists(), "nothing is kept where it is not wanted");
    folder.run(&["search", "lamps"]);
    folder.file("halyard/Season 1/003.txt", &transcript(4));
    folder.file("halyard/Season 1/020.txt", &transcript(20));
    let (out, _, code) = folder.run(&["library", "status"]);
    assert!(out.starts_with("21 files, 19 known as they are, 2 to be read\ncatalogue  "), "{out}");
    assert!(out.contains("  whole  /") && out.contains("\nindex  ") && code == Some(0), "{out}");
    let (out, _, code) = folder.run(&["library", "rebuild"]);
    assert!(out.contains(": 21 files read, 21 episodes, 0 faults\n") && code == Some(0), "{out}");
    assert!(out.ends_with(" lines can be searched\n"), "{out}");
    assert!(folder.run(&["library", "status"]).0.starts_with("21 files, 21 known as they are"));
    let (out, _, code) = folder.run(&["library", "clear"]);
    assert!(out.starts_with("2 files, ") && code == Some(0), "{out}");
    assert!(folder.run(&["library", "status"]).0.starts_with("21 files, 0 known as they are"));
}
