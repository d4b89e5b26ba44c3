//! The journal of programs that are killed while they write, and of several at once.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use pty_session::Folder;
use tableread::files::{Files, Share, System};
use tableread::journal::{Anchor, EpisodeKey, Item, Journal, Record, What};

/// Where the other process writes to; set for it alone.
const FOLDER: &str = "TABLEREAD_TEST_JOURNAL";
/// What the notes of that process are called.
const NAME: &str = "TABLEREAD_TEST_NAME";

fn journal(folder: &Path) -> Journal {
    Journal::at(folder.to_owned(), Box::new(System))
}

fn note(id: String, text: String) -> Record {
    let path = "/halyard".to_owned();
    let episode = EpisodeKey { path, identity: String::new(), title: "Fog".to_owned(), shelf: String::new() };
    Record::Keep {
        episode,
        item: Item { id, what: What::Note(text), line: Anchor::default(), through: None },
    }
}

/// Not a test: what the killed process does. It says on stdout what it was told is kept.
#[test]
fn writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let journal = journal(&folder);
    let text = "The bell rings and nobody rings it. ".repeat(40);
    for number in 1.. {
        let id = format!("{}-{number}", std::process::id());
        let records: Vec<Record> = (0..20).map(|_| note(id.clone(), text.clone())).collect();
        journal.append(number, &records, false).expect("a record");
        println!("\nkept {id}");
        if number % 8 == 0 {
            journal.tidy().expect("tidied");
        }
    }
}

/// Another process that does what the test of this `name` does, in `folder`.
fn other(name: &str, folder: &Path, notes: &str) -> Child {
    let mut other = Command::new(std::env::current_exe().expect("this test"));
    other.args(["--exact", name, "--nocapture"]).env(FOLDER, folder).env(NAME, notes).stdout(Stdio::piped());
    other.spawn().expect("another process")
}

/// Edits of each of two programs.
const EDITS: u64 = 500;

/// Not a test: what each of two programs at once does. It writes notes, changes each, and erases every fifth.
#[test]
fn edits_beside_another() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let name = std::env::var(NAME).expect("a name");
    let journal = journal(&folder);
    for number in 1..=EDITS {
        let id = format!("{name}-{}", number / 2);
        let record = match number % 10 {
            9 => Record::Erase { id },
            _ => note(id, format!("edit {number}")),
        };
        // Several times over, so that there is something to write anew.
        while journal.append(number, &vec![record.clone(); 4], number % 7 == 0).is_err() {}
        if number % 50 == 0 {
            // Whoever finds it locked leaves it to the other.
            let _locked = journal.tidy();
        }
    }
}

#[test]
fn two_programs_at_once_lose_none_of_a_thousand_edits() {
    let folder = Folder::new();
    let mut both = ["one", "two"].map(|name| other("edits_beside_another", &folder, name));
    assert!(both.iter_mut().all(|program| program.wait().expect("its end").success()));
    let kept = journal(&folder).read().expect("a journal");
    for name in ["one", "two"] {
        for last in (1..=EDITS).filter(|edit| edit % 2 == 1 || *edit == EDITS) {
            let item = kept.item(&format!("{name}-{}", last / 2)).map(|kept| kept.item.what.clone());
            let expected = (last % 10 != 9).then(|| What::Note(format!("edit {last}")));
            assert_eq!(item, expected, "{name} {last}");
        }
    }
    assert!(!folder.join("journal.aside").exists(), "nothing was broken");
}

/// Not a test: what a program does that dies with the lock in its hand.
#[test]
fn holds_the_lock_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let share =
        if std::env::var(NAME).is_ok_and(|name| name == "beside") { Share::Beside } else { Share::Alone };
    let _lock = System.lock(&folder.join("lock"), share).expect("the lock");
    println!("locked");
    std::thread::sleep(Duration::from_secs(600));
}

/// A program that holds the lock of the journal in `folder`, as one does that is stopped while it adds something where
/// it is called `beside`.
fn holder(folder: &Folder, name: &str) -> Child {
    let mut holder = other("holds_the_lock_until_it_is_killed", folder, name);
    let mut said = holder.stdout.take().expect("its output");
    let mut heard = String::new();
    while !heard.contains("locked") {
        let mut byte = [0];
        said.read_exact(&mut byte).expect("a living holder");
        heard.extend(byte.map(char::from));
    }
    holder
}

#[test]
fn one_that_is_stopped_while_it_adds_holds_nobody_up() {
    let folder = Folder::new();
    let mut holder = holder(&folder, "beside");
    let journal = journal(&folder);
    journal.append(1, &[note("a".to_owned(), "kept".to_owned())], true).expect("added beside the other");
    assert!(journal.read().expect("a journal").item("a").is_some());
    holder.kill().and_then(|()| holder.wait()).expect("killed");
}

#[test]
fn the_lock_of_a_killed_program_holds_nobody_up() {
    let folder = Folder::new();
    let mut holder = holder(&folder, "");
    let journal = journal(&folder);
    let record = || [note("a".to_owned(), "kept".to_owned())];
    assert!(journal.append(1, &record(), true).is_err(), "the lock is held");
    holder.kill().and_then(|()| holder.wait()).expect("killed");
    journal.append(1, &record(), true).expect("nobody has the lock");
    assert!(journal.read().expect("a journal").item("a").is_some());
}

/// How often the writer is killed: often enough by default, 300 times with `TABLEREAD_KILLS=300`.
fn kills() -> u64 {
    std::env::var("TABLEREAD_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(40)
}

#[test]
fn killed_at_any_time_it_has_whole_records_and_all_that_were_told_kept() {
    let folder = Folder::new();
    let mut told = Vec::new();
    for run in 0..kills() {
        let mut writer = other("writes_until_it_is_killed", &folder, "");
        // At another moment each time.
        std::thread::sleep(Duration::from_micros(8_000 + run * 7_919 % 25_000));
        writer.kill().expect("a living writer");
        let output = writer.wait_with_output().expect("its output");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        // What follows the last newline may be cut short itself.
        let whole = said.rsplit_once('\n').map_or("", |(whole, _)| whole);
        told.extend(whole.lines().filter_map(|line| line.strip_prefix("kept ").map(str::to_owned)));
    }
    let kept = journal(&folder).read().expect("a journal");
    assert!(told.len() > 20, "the writer was killed before it wrote: {} records", told.len());
    for id in &told {
        assert!(kept.item(id).is_some(), "{id} was told kept and is gone");
    }
    journal(&folder).tidy().expect("tidied");
    let after = journal(&folder).read().expect("a journal");
    assert_eq!(after.items().len(), kept.items().len());
    println!("{} kills, {} records told kept, all there", kills(), told.len());
}
