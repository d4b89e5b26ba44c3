//! `tableread check` on the command line: what a file was taken for, and what a person says of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use pty_session::Folder;
use serde_json::Value;

/// A document in a folder of its own.
struct Document {
    folder: Folder,
    path: PathBuf,
}

impl Document {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let (folder, path) = Folder::with(name, bytes);
        Self { folder, path }
    }

    fn check(&self, arguments: &[&str]) -> (String, String, Option<i32>) {
        check(&self.path, arguments)
    }
}

/// What `check` prints of `path`, what it complains of, and how it ends.
fn check(path: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
    let output = command.arg("check").args(arguments).arg(path).output().expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr), output.status.code())
}

const SCRIPT: &[u8] = b"[Deck]\nMAREN: It\x92s out.\nORRIN: The lamp?\nMAREN: The lamp.\nORRIN: I know.\n\
[Lamp room]\nMAREN: Where\x92s the oil?\nORRIN: Gone.\nMAREN: All of it?\nORRIN: All.\n";

#[test]
fn it_says_what_a_file_was_taken_for_and_why() {
    let document = Document::new("fog.txt", SCRIPT);
    let (out, _, code) = document.check(&[]);
    assert_eq!(code, Some(0));
    for said in
        ["transcript  fog.txt", "windows-1252 (guessed)", "fog.txt: transcript because of 2 scene headings"]
    {
        assert!(out.contains(said), "{said}: {out}");
    }
}

#[test]
fn a_person_says_what_a_file_is_and_how_it_is_encoded() {
    let document = Document::new("told.txt", SCRIPT);
    let (out, _, _) = document.check(&["--as", "story", "--encoding", "macintosh"]);
    for said in ["story  told.txt", "macintosh (told)", "told.txt: story because you say so"] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let (_, complaint, code) = document.check(&["--as", "saga"]);
    assert!(complaint.contains("expected one of transcript, screenplay, summary"), "{complaint}");
    assert_eq!(code, Some(2));
    let (_, complaint, code) = document.check(&["--encoding", "saga"]);
    assert!(complaint.contains("expected a name such as utf-8"), "{complaint}");
    assert_eq!(code, Some(2));
}

#[test]
fn a_folder_is_not_all_of_one_kind() {
    let document = Document::new("alone.txt", SCRIPT);
    let (_, complaint, code) = check(&document.folder, &["--as", "story"]);
    assert!(complaint.contains("only one document can be taken for a kind"), "{complaint}");
    assert_eq!(code, Some(2));
}

#[test]
fn programs_are_told_the_same() {
    let document =
        Document::new("json.txt", b"MAREN: Out.\nORRIN: Out?\nMAREN: Out.\n))) ((\nORRIN: I know.\n");
    let (out, _, _) = document.check(&["--format", "json"]);
    let report: Value = serde_json::from_str(&out).expect("json");
    let source = &report["sources"][0];
    assert_eq!((&source["encoding_by"], &source["malformed"]), (&"valid".into(), &0.into()));
    let opinions = source["opinions"].as_array().expect("opinions");
    assert!(opinions.len() >= 5 && opinions[0]["kind"] == source["kind"], "{source}");
    assert!(source["left_over"].is_array());
}

#[test]
fn files_of_other_formats_are_no_stories() {
    let gzip = [b"\x1f\x8b\x08\x00".as_slice(), &[0xA7; 5000]].concat();
    for (name, bytes) in [("a.pdf", b"%PDF-1.7\nMAREN: The lamp is out.\n".to_vec()), ("a.txt", gzip)] {
        let (_, told, code) = Document::new(name, &bytes).check(&[]);
        assert!(told.ends_with("a binary file; expected text\n"), "{told}");
        assert_eq!(code, Some(2));
    }
}
