//! Scanning folders that are made for it: what comes of what is in them.

use std::fs::{self, File};
use std::sync::atomic::{AtomicUsize, Ordering};

use pty_session::Folder;

use crate::document::Kind;

use super::*;

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

    fn cache(&self) -> Cache {
        Cache::within(self.0.join(".cache"))
    }

    fn library(&self) -> Library {
        Library::open(&self.0).expect("a library")
    }

    fn scanned(&self) -> (Shelf, Scanned) {
        self.library().scanned(&self.cache())
    }
}

fn transcript(number: &str, title: &str) -> String {
    let speeches = "MAREN: Two lamps out.\nORRIN: Then we go by the third, and slowly.\n".repeat(12);
    format!(
        "Episode Number: {number}\nThe Halyard Transcripts - {title}\n{title}\nOriginal Airdate: 9 Nov, 1997\n\n\
         [Deck]\n{speeches}[Galley]\n{speeches}[Deck]\n{speeches}"
    )
}

const SUMMARY: &str = "Act One[]\nMaren counts the lamps of the lightship Halyard, and two are out. She tells Orrin, who does not believe it.\n\nAct Two[]\nOrrin climbs the mast in the fog and finds the third lamp burning, with a gull asleep on it, warm.\n\nMemorable quotes[]\n\"Two lamps out.\"\n- Maren\n";

fn keys(shelf: &Shelf) -> Vec<&str> {
    shelf.entries.iter().map(|entry| entry.key.as_str()).collect()
}

fn problems(shelf: &Shelf) -> Vec<String> {
    shelf.problems.iter().map(Problem::to_string).collect()
}

#[test]
fn a_tree_of_folders_is_a_shelf_of_episodes() {
    let folder = Coast::new();
    folder
        .file("halyard/Season 2/10 Fog/transcript.txt", transcript("210", "Fog"))
        .file("halyard/Season 2/10 Fog/summary.txt", SUMMARY)
        .file("halyard/Season 2/9 Mast/script.txt", transcript("209", "Mast"))
        .file("halyard/Season 3/gull.txt", transcript("301", "Gull"))
        .file("loose/a.txt", transcript("1", "Alpha"))
        .file("loose/b.txt", transcript("2", "Beta"))
        .file("loose/notes.pdf", "none of ours")
        .file(".hidden/c.txt", transcript("3", "Gamma"));
    let (shelf, scanned) = folder.scanned();
    assert_eq!(
        keys(&shelf),
        [
            "halyard/Season 2/9 Mast",
            "halyard/Season 2/10 Fog",
            "halyard/Season 3/gull.txt",
            "loose/a.txt",
            "loose/b.txt"
        ]
    );
    let fog = &shelf.entries[1];
    assert_eq!((fog.documents.len(), fog.kind), (2, Some(Kind::Transcript)));
    assert_eq!(fog.about.season.as_deref(), Some("2"));
    assert_eq!((fog.title(), fog.about.number.as_deref()), ("Fog", Some("210")));
    assert_eq!(fog.about.series.as_deref(), Some("Halyard"));
    assert_eq!((problems(&shelf).len(), scanned.files, scanned.whole), (0, 6, true));
}

#[test]
fn one_folder_of_one_episode_is_a_shelf_of_one() {
    let folder = Coast::new();
    folder.file("transcript.txt", transcript("210", "Fog")).file("summary.txt", SUMMARY);
    let (shelf, _) = folder.scanned();
    assert_eq!((shelf.entries.len(), shelf.entries[0].key.as_str()), (1, shelf.name.as_str()));
    assert_eq!(shelf.entries[0].load().0.identity.title, "Fog");
}

#[test]
fn only_what_has_changed_is_read_again() {
    let folder = Coast::new();
    for number in 0..20 {
        folder.file(&format!("{number:02}.txt"), transcript(&number.to_string(), "Fog"));
    }
    let (first, scanned) = folder.scanned();
    assert_eq!((scanned.files, scanned.read, scanned.catalogue.len()), (20, 20, 20));
    let (again, scanned) = folder.scanned();
    assert_eq!((scanned.files, scanned.read), (20, 0));
    assert_eq!(again, first);
    folder.file("07.txt", transcript("7", "Longer fog")).file("20.txt", transcript("20", "New"));
    fs::remove_file(folder.0.join("03.txt")).expect("removed");
    let (changed, scanned) = folder.scanned();
    assert_eq!((scanned.files, scanned.read, scanned.catalogue.len()), (20, 2, 20));
    assert_eq!(changed.entries[6].title(), "Longer fog");
    // A damaged catalogue is none.
    let kept = folder.cache().of_key(&folder.library().key()).pop().expect("kept");
    let mut bytes = fs::read(&kept.path).expect("a catalogue");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&kept.path, bytes).expect("damaged");
    let (rebuilt, scanned) = folder.scanned();
    assert_eq!((rebuilt, scanned.read), (changed, 20));
}

#[test]
fn a_file_that_was_changed_just_now_is_not_taken_as_known() {
    let folder = Coast::new();
    fs::write(folder.0.join("fog.txt"), transcript("1", "Fog")).expect("a file");
    assert_eq!(folder.scanned().1.catalogue.len(), 0);
    assert_eq!(folder.scanned().1.read, 1);
}

#[test]
fn what_cannot_be_used_is_a_line_and_not_an_end() {
    let folder = Coast::new();
    folder
        .file("fog.txt", transcript("1", "Fog"))
        .file("lamp.txt", b"\x00\x01\x02PNG\x00\x00\xff".repeat(40));
    let huge = File::create(folder.0.join("huge.txt")).expect("a file");
    huge.set_len(crate::source::MAX_BYTES + 1).expect("a length");
    let (shelf, _) = folder.scanned();
    assert_eq!(keys(&shelf), [shelf.name.as_str()]);
    assert_eq!(
        problems(&shelf),
        [
            "huge.txt: 33554433 bytes; a document may have at most 33554432",
            "lamp.txt: a binary file; expected text",
        ]
    );
    // Known from the catalogue, it is told as before.
    assert_eq!(folder.scanned().0.problems, shelf.problems);
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_links_to_nothing_end() {
    use std::os::unix::fs::symlink;
    let folder = Coast::new();
    folder.file("halyard/a.txt", transcript("1", "Alpha")).file("halyard/b.txt", transcript("2", "Beta"));
    symlink(&folder.0, folder.0.join("halyard/up")).expect("a link");
    symlink(folder.0.join("halyard"), folder.0.join("again")).expect("a link");
    symlink("nowhere.txt", folder.0.join("gone.txt")).expect("a link");
    symlink("loop.txt", folder.0.join("loop.txt")).expect("a link");
    let outside = Coast::new();
    outside.file("c.txt", transcript("3", "Gamma")).file("d.txt", transcript("4", "Delta"));
    symlink(&outside.0, folder.0.join("tern")).expect("a link");
    let (shelf, _) = folder.scanned();
    assert_eq!(keys(&shelf), ["halyard/a.txt", "halyard/b.txt", "tern/c.txt", "tern/d.txt"]);
    let problems = problems(&shelf);
    for (path, reason) in [
        ("again", "a link to a folder that is listed already; not followed"),
        ("gone.txt", "No such file or directory"),
        ("halyard/up", "a link to a folder that is listed already; not followed"),
        ("loop.txt", ""),
    ] {
        let told = problems.iter().find(|problem| problem.starts_with(&format!("{path}: ")));
        assert!(told.is_some_and(|told| told.contains(reason)), "{path}: {problems:?}");
    }
    assert_eq!(problems.len(), 4);
}

#[test]
fn what_is_stated_of_a_library_holds_over_what_its_documents_say() {
    let folder = Coast::new();
    folder
        .file("old/fog.txt", transcript("1", "Fog"))
        .file("old/mast.txt", transcript("2", "Mast"))
        .file(
            "library.toml",
            "title = \"Coast\"\norder = \"title\"\n[files]\n\"old\" = { series = \"The Old Halyard\", season = 1 }\n\
             \"old/fog.txt\" = { title = \"A Fog\" }\n\"odl\" = {}\n",
        );
    let (shelf, _) = folder.scanned();
    assert_eq!((shelf.name.as_str(), shelf.order), ("Coast", Order::Title));
    assert_eq!(
        problems(&shelf),
        ["library.toml:6: there is no `odl` in this folder; expected a path below it"]
    );
    let fog = shelf.entries[0].load().0.identity;
    assert_eq!((fog.title.as_str(), fog.series.as_deref()), ("A Fog", Some("The Old Halyard")));
    assert_eq!(shelf.entries[0].preview().identity, fog);
    let sections = shelf.sections(shelf.order);
    assert_eq!(sections.len(), 1);
    assert_eq!(sections[0].season.as_deref(), Some("1"));
}

#[test]
fn a_scan_ends_when_nobody_listens() {
    let folder = Coast::new();
    for number in 0..200 {
        folder.file(&format!("{number}.txt"), transcript(&number.to_string(), "Fog"));
    }
    let told = AtomicUsize::new(0);
    let library = folder.library();
    let scanned = library
        .scan(&Catalogue::default(), &Progress::default(), &|_| told.fetch_add(1, Ordering::Relaxed) < 3);
    assert!(!scanned.whole);
    assert!(told.load(Ordering::Relaxed) < 100);
}

#[test]
fn nothing_to_read_is_told() {
    let folder = Coast::new();
    let error = Shelf::open(&folder.0, &Cache::none()).expect_err("nothing");
    assert!(error.to_string().contains("no documents"), "{error}");
    let error = Shelf::open(&folder.0.join("none"), &Cache::none()).expect_err("nothing");
    assert!(error.to_string().contains("No such file"), "{error}");
}
