//! The journal against disks that fail, files that rot, and others that write at the same time.

use std::fs;
use std::path::PathBuf;

use pty_session::Folder;

use crate::files::failing::Failing;

use super::*;

/// A place for a journal.
struct Place(Folder);

impl Place {
    fn new() -> Self {
        Self(Folder::new())
    }

    fn path(&self) -> PathBuf {
        self.0.join("state")
    }

    fn journal(&self) -> Journal {
        Journal::at(self.path(), Box::new(System))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }
}

/// A whole line of a version that is not known: the checksum is that of `9 {}`.
const LATER: &str = "7655836b 9 {}\n";

fn episode() -> EpisodeKey {
    EpisodeKey {
        path: "/halyard".to_owned(),
        identity: String::new(),
        title: "Fog".to_owned(),
        shelf: String::new(),
    }
}

fn note(id: impl Into<String>, text: &str) -> Record {
    let item =
        Item { id: id.into(), what: What::Note(text.to_owned()), line: Anchor::default(), through: None };
    Record::Keep { episode: episode(), item }
}

fn notes(kept: &Kept) -> Vec<(String, String)> {
    let notes = kept.items().into_iter().filter_map(|kept| match &kept.item.what {
        What::Note(text) => Some((kept.item.id.clone(), text.clone())),
        _ => None,
    });
    let mut notes: Vec<_> = notes.collect();
    notes.sort();
    notes
}

/// Many notes, most of them superseded: enough for the file to be written anew.
fn much(journal: &Journal) {
    let records: Vec<Record> =
        (0..520).map(|number| note((number % 10).to_string(), &format!("text {number}"))).collect();
    journal.append(1, &records, true).expect("records");
}

#[test]
fn what_is_added_is_read() {
    let folder = Place::new();
    let journal = folder.journal();
    assert_eq!(journal.read().expect("nothing"), Kept::default());
    journal.append(1, &[note("a", "the lamp")], true).expect("a record");
    journal.append(2, &[note("b", "two\nlines"), Record::Erase { id: "a".to_owned() }], false).expect("two");
    journal.append(2, &[note("c", "the same batch again")], false).expect("passed over");
    let kept = folder.journal().read().expect("a journal");
    assert_eq!(notes(&kept), [("b".to_owned(), "two\nlines".to_owned())]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: PathBuf| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(folder.file("journal")), mode(folder.path())), (0o600, 0o700));
    }
}

#[test]
fn what_is_superseded_goes_and_the_rest_stays() {
    let folder = Place::new();
    let journal = folder.journal();
    much(&journal);
    let before = notes(&journal.read().expect("a journal"));
    let size = |name| fs::metadata(folder.file(name)).map_or(0, |file| file.len());
    let large = size("journal");
    assert_eq!(journal.tidy().expect("tidied"), None);
    assert!(size("journal") < large / 10);
    assert_eq!(size("journal.before"), large, "the last one stays beside it");
    assert_eq!(notes(&journal.read().expect("a journal")), before);
    let again = fs::read(folder.file("journal")).expect("file");
    assert_eq!(journal.tidy().expect("nothing to do"), None);
    assert_eq!(fs::read(folder.file("journal")).expect("file"), again);
}

#[test]
fn a_line_that_cannot_be_read_is_put_aside_and_told_once() {
    let folder = Place::new();
    let journal = folder.journal();
    journal.append(1, &[note("a", "before"), note("b", "rots"), note("c", "after")], true).expect("records");
    let text = fs::read_to_string(folder.file("journal")).expect("file").replace("rots", "r\u{1b}ts");
    fs::write(folder.file("journal"), &text).expect("file");
    let told = journal.tidy().expect("tidied").expect("something to say");
    assert!(told.starts_with("1 line of the journal cannot be read, kept in "), "{told}");
    let aside = fs::read_to_string(folder.file("journal.aside")).expect("aside");
    assert!(aside.contains("r\u{1b}ts"));
    assert_eq!(notes(&journal.read().expect("a journal")).len(), 2);
    assert_eq!(journal.tidy().expect("tidied"), None);
}

#[test]
fn a_line_cut_short_swallows_nothing() {
    let folder = Place::new();
    let journal = folder.journal();
    journal.append(1, &[note("a", "whole"), note("b", "cut")], true).expect("records");
    let bytes = fs::read(folder.file("journal")).expect("file");
    for length in bytes.len() - 20..bytes.len() {
        fs::write(folder.file("journal"), &bytes[..length]).expect("file");
        folder.journal().append(1, &[note("c", "next")], true).expect("a record");
        let ids: Vec<String> =
            notes(&journal.read().expect("a journal")).into_iter().map(|(id, _)| id).collect();
        // Without its newline alone a line is whole.
        let expected: &[&str] = if length + 1 == bytes.len() { &["a", "b", "c"] } else { &["a", "c"] };
        assert_eq!(ids, expected, "{length}");
    }
}

#[test]
fn what_a_killed_writer_left_is_swept_and_kept_from_whoever_writes() {
    let folder = Place::new();
    let journal = folder.journal();
    journal.append(1, &[note("a", "kept")], true).expect("a record");
    fs::write(folder.file("journal.new"), "half a jour").expect("file");
    let held = journal.lock(Share::Alone).expect("the lock");
    assert!(folder.journal().tidy().is_err() && folder.file("journal.new").exists());
    drop(held);
    assert_eq!(journal.tidy().expect("swept"), None);
    assert!(!folder.file("journal.new").exists());
    assert_eq!(notes(&journal.read().expect("a journal")).len(), 1);
}

#[test]
fn records_of_a_later_version_are_carried_along() {
    let folder = Place::new();
    let journal = folder.journal();
    much(&journal);
    let mut text = fs::read_to_string(folder.file("journal")).expect("file");
    text.push_str(LATER);
    fs::write(folder.file("journal"), &text).expect("file");
    journal.tidy().expect("tidied");
    let after = fs::read_to_string(folder.file("journal")).expect("file");
    assert!(after.len() < text.len() && after.ends_with(LATER));
    assert!(!folder.file("journal.aside").exists());
}

#[test]
fn an_older_journal_stands_in_for_one_with_nothing_to_read() {
    let folder = Place::new();
    let journal = folder.journal();
    much(&journal);
    journal.tidy().expect("tidied");
    let before = notes(&journal.read().expect("a journal"));
    fs::write(folder.file("journal"), b"\0\0\0\0 not what was written").expect("file");
    assert_eq!(notes(&journal.read().expect("the older")), before);
    let told = journal.tidy().expect("tidied").expect("something to say");
    assert!(told.contains("an older journal stands in"), "{told}");
    assert_eq!(notes(&journal.read().expect("a journal")), before);
}

#[test]
fn what_was_erased_does_not_come_back() {
    let folder = Place::new();
    let journal = folder.journal();
    much(&journal);
    let erase: Vec<Record> = (0..10).map(|id| Record::Erase { id: id.to_string() }).collect();
    journal.append(2, &erase, true).expect("records");
    journal.tidy().expect("tidied");
    assert_eq!(notes(&journal.read().expect("a journal")), []);
    journal.tidy().expect("tidied");
    assert_eq!(notes(&journal.read().expect("a journal")), []);
}

/// Tries `step` until it is done, for a minute at most.
fn until_done<T>(step: impl Fn() -> Result<T, JournalError>) {
    let begun = std::time::Instant::now();
    while let Err(error) = step() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{error}");
    }
}

#[test]
fn two_at_once_lose_nothing() {
    let folder = Place::new();
    let write = |name: &'static str| {
        let journal = folder.journal();
        move || {
            for number in 1..=250u64 {
                // Each note several times over, so that the file is written anew in between.
                let records: Vec<Record> = (0..4).map(|_| note(format!("{name}{number}"), "kept")).collect();
                // On a busy machine the other can have the lock for longer than it is waited for.
                until_done(|| journal.append(number, &records, false));
                if number % 20 == 0 {
                    until_done(|| journal.tidy());
                }
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(write("one-"));
        scope.spawn(write("two-"));
    });
    let journal = folder.journal();
    assert_eq!(notes(&journal.read().expect("a journal")).len(), 500);
    assert!(!folder.file("journal.aside").exists());
}

#[test]
fn whoever_holds_the_lock_is_not_waited_for_for_ever() {
    let folder = Place::new();
    let journal = folder.journal();
    journal.append(1, &[note("a", "kept")], false).expect("a record");
    let held = journal.lock(Share::Alone).expect("the lock");
    let error = folder.journal().append(1, &[note("b", "waits")], false).expect_err("held");
    assert!(error.to_string().contains("lock"), "{error}");
    drop(held);
    journal.append(2, &[note("b", "waits")], false).expect("again");
    assert_eq!(notes(&journal.read().expect("a journal")).len(), 2);
}

#[test]
fn what_stands_in_the_way_is_told_and_left_alone() {
    let folder = Place::new();
    fs::create_dir_all(folder.file("journal")).expect("a folder where the file should be");
    let journal = folder.journal();
    assert!(journal.read().is_err() && journal.append(1, &[note("a", "x")], true).is_err());
    assert!(folder.file("journal").is_dir());
    let other = Place::new();
    fs::write(other.path(), "a file where the folder should be").expect("file");
    assert!(other.journal().append(1, &[note("a", "x")], true).is_err());
}

#[test]
fn whichever_step_fails_nothing_that_was_kept_is_lost() {
    use io::ErrorKind::{StorageFull, Unsupported};
    let mut failed = 0;
    for kind in [StorageFull, Unsupported] {
        for fails in 0.. {
            let folder = Place::new();
            much(&folder.journal());
            let failing = Failing::at(fails, kind);
            let journal = Journal::at(folder.path(), Box::new(failing.clone()));
            let added = journal.append(1, &[note("new", "kept?")], true);
            let tidied = journal.tidy();
            if !failing.has_failed() {
                break;
            }
            let kept = notes(&folder.journal().read().expect("a journal"));
            assert!(
                (0..10).all(|id| kept.iter().any(|(kept, text)| {
                    *kept == id.to_string() && *text == format!("text {}", 510 + id)
                }))
            );
            assert!(added.is_err() || kept.iter().any(|(id, _)| id == "new"), "{kind} {fails}");
            // Given again, it is there once the disk is well.
            journal.append(2, &[note("new", "kept")], true).expect("the disk is well");
            journal.tidy().expect("the disk is well");
            let after = notes(&folder.journal().read().expect("a journal"));
            assert!(after.contains(&("new".to_owned(), "kept".to_owned())), "{kind} {fails}");
            assert_eq!(after.len(), 11);
            failed += usize::from(added.is_err() || tidied.is_err());
        }
    }
    assert!(failed >= 20, "only {failed} failures were told");
}

/// A small journal, each of whose bytes rots in turn, and which ends after each of them: what is read is what was
/// written, less a line or two, and what cannot be read is kept beside it.
#[test]
fn whichever_byte_rots_nothing_wrong_is_read_and_nothing_goes() {
    let folder = Place::new();
    let journal = folder.journal();
    let records = [note("a", "the lamp"), note("b", "is out"), Record::Erase { id: "c".to_owned() }];
    journal.append(1, &records, false).expect("records");
    let whole = fs::read(folder.file("journal")).expect("file");
    let written = notes(&journal.read().expect("a journal"));
    let rotten = (0..whole.len()).flat_map(|at| [0x01, 0x20, 0x80].map(|bit| (at, bit))).map(|(at, bit)| {
        let mut bytes = whole.clone();
        bytes[at] ^= bit;
        bytes
    });
    let cut = (0..whole.len()).map(|length| whole[..length].to_vec());
    let mut tried = 0;
    for bytes in rotten.chain(cut) {
        let folder = Place::new();
        fs::create_dir_all(folder.path()).expect("a folder");
        fs::write(folder.file("journal"), &bytes).expect("file");
        let read = notes(&folder.journal().read().expect("a journal"));
        assert!(read.iter().all(|note| written.contains(note)), "{read:?}");
        let told = folder.journal().tidy().expect("tidied");
        let broken = line::lines(&bytes).filter_map(|line| match line {
            Line::Broken(line) => Some(line.to_vec()),
            _ => None,
        });
        let broken: Vec<Vec<u8>> = broken.collect();
        assert_eq!(told.is_some(), !broken.is_empty());
        let aside = fs::read(folder.file("journal.aside")).unwrap_or_default();
        for line in &broken {
            assert!(aside.windows(line.len()).any(|part| part == line), "it is gone");
        }
        assert_eq!(notes(&folder.journal().read().expect("a journal")), read, "tidied, it says the same");
        tried += 1;
    }
    println!("{tried} rotten journals");
}
