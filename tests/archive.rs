//! An archive of a folder, opened as the folder would be.

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::process::Command;

use pty_session::Folder;

/// An archive and a cache, in a folder of their own.
struct Archive(Folder);

impl Archive {
    fn new(bytes: &[u8]) -> Self {
        let folder = Folder::new();
        folder.file("coast.zip", bytes);
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.join("coast.zip")
    }

    /// What the program prints and complains of, run on `below` in the archive.
    fn run(&self, arguments: &[&str], below: &str) -> (String, String, Option<i32>) {
        self.run_on(arguments, if below.is_empty() { self.path() } else { self.path().join(below) })
    }

    fn run_on(&self, arguments: &[&str], path: PathBuf) -> (String, String, Option<i32>) {
        let cache = self.0.join("cache");
        let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
        let output =
            command.args(arguments).arg(path).env("XDG_CACHE_HOME", cache).output().expect("the program");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (text(output.stdout), text(output.stderr), output.status.code())
    }
}

fn script(what: &str) -> String {
    let line = format!("MAREN: The {what} is out.\nORRIN: Then light it.\n");
    format!("{what}\n\n[Deck]\n{}[Lamp room]\n{}", line.repeat(6), line.repeat(4))
}

fn packed(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn its_folders_are_those_of_a_library() {
    let archive = Archive::new(&packed(&[
        ("halyard/Season 1/a.txt", script("lamp").into_bytes()),
        ("halyard/Season 1/b.txt", script("bell").into_bytes()),
        ("halyard/Season 2/c.txt", script("whistle").into_bytes()),
        ("halyard/notes.pdf", b"none of ours".to_vec()),
        ("__MACOSX/halyard/._a.txt", b"none of ours".to_vec()),
        ("../outside.txt", script("escape").into_bytes()),
    ]));
    for _ in 0..2 {
        let (out, complaints, code) = archive.run(&["search", "whistle", "--list"], "");
        assert_eq!((code, complaints.as_str()), (Some(0), ""));
        assert!(out.contains("c.txt") && out.lines().count() == 1, "{out}");
        let (_, _, code) = archive.run(&["search", "escape", "--list"], "");
        assert_eq!(code, Some(1));
    }
    let (out, _, code) = archive.run(&["outline"], "halyard/Season 2/c.txt");
    assert_eq!(code, Some(0));
    assert!(out.contains("Lamp room"), "{out}");
    let (_, complaint, code) = archive.run(&["outline"], "halyard/none.txt");
    assert!(complaint.contains("halyard/none.txt"), "{complaint}");
    assert_eq!(code, Some(2));
}

#[test]
fn what_is_no_archive_is_told() {
    let archive = Archive::new(b"PK\x03\x04 and nothing more");
    let (_, complaint, code) = archive.run(&["search", "lamp"], "");
    assert!(complaint.contains("coast.zip"), "{complaint}");
    assert_eq!(code, Some(2));
}

#[test]
fn an_archive_in_a_folder_is_a_folder_of_it_and_may_state_things() {
    let statements =
        b"title = \"Lights of the coast\"\n[files]\n\"halyard/b.txt\" = { title = \"The bell\" }\n";
    let bytes = packed(&[
        ("library.toml", statements.to_vec()),
        ("halyard/a.txt", script("lamp").into_bytes()),
        ("halyard/b.txt", script("bell").into_bytes()),
    ]);
    let archive = Archive::new(&bytes);
    let (table, complaint, _) = archive.run(&["export", "--format", "csv"], "");
    assert_eq!(complaint, "");
    assert!(table.contains("#1.01,halyard/b.txt,halyard,,,The bell,"), "{complaint}");
    archive.0.file("loose.txt", script("whistle"));
    archive.0.file("torn.zip", b"PK\x03\x04 and no more");
    let (found, complaint, code) = archive.run_on(&["search", "is out", "--count"], archive.0.to_path_buf());
    for place in ["coast.zip/halyard/a.txt", "coast.zip/halyard/b.txt", "loose.txt"] {
        assert!(found.contains(place), "{found}");
    }
    assert!(complaint.starts_with("tableread: torn.zip: "), "{complaint}");
    assert_eq!(code, Some(0));
}

#[test]
fn one_of_too_many_files_is_told_whole() {
    let names: Vec<String> = (0..20_001).map(|at| format!("{at}.png")).collect();
    let mut files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (name.as_str(), Vec::new())).collect();
    files.push(("fog.txt", script("fog").into_bytes()));
    let archive = Archive::new(&packed(&files));
    let (out, complaints, code) = archive.run(&["search", "fog"], "");
    let told = out + &complaints;
    assert!(told.contains("20002 files; an archive may have at most 20000"), "{told}");
    assert_eq!(code, Some(2));
}
