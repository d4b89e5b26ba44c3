//! The journal of a program that is killed while it writes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tableread::journal::{Anchor, EpisodeKey, Item, Journal, Record, System, What};

/// Where the process that is killed writes to; set for it alone.
const FOLDER: &str = "TABLEREAD_TEST_JOURNAL";

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

/// How often the writer is killed: often enough by default, 300 times with `TABLEREAD_KILLS=300`.
fn kills() -> u64 {
    std::env::var("TABLEREAD_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(40)
}

#[test]
fn killed_at_any_time_it_has_whole_records_and_all_that_were_told_kept() {
    let folder = std::env::temp_dir().join(format!("tableread-killed-{}", std::process::id()));
    let mut told = Vec::new();
    for run in 0..kills() {
        let mut writer = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "writes_until_it_is_killed", "--nocapture"])
            .env(FOLDER, &folder)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a writer");
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
    std::fs::remove_dir_all(folder).expect("clean up");
}
