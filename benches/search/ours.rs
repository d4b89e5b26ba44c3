//! Our side: the index of a library made, opened and asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tableread::cache::Cache;
use tableread::library::{IndexProgress, Library, LibraryIndex};
use tableread::search::Query;

use crate::figures::Times;

/// The argument with which the bench starts itself to make an index.
pub(crate) const MAKE: &str = "--make";
/// How many lines are put in order.
const FIRST: usize = 200;
/// What is looked for when a search is called off, and after how long that is.
const CALLED_OFF: (&str, Duration) = ("~janeway", Duration::from_millis(5));
const MB: f64 = 1e6;

/// A library that is open.
pub(crate) struct Ours {
    index: LibraryIndex,
    /// Of all files of the library.
    text_bytes: u64,
    index_bytes: u64,
    /// To open it with its index on disk.
    warm: Duration,
    /// Resident memory after that, bytes.
    resident: u64,
}

/// Scans `folder`, makes its index in `cache` as if nothing were known, and prints how long that took.
pub(crate) fn make(folder: &Path, cache: &Path) {
    let start = Instant::now();
    let (library, cache) = (Library::open(folder).expect("a library"), Cache::within(cache.to_owned()));
    let (shelf, _) = library.scanned(&cache);
    let scanned = start.elapsed();
    let progress = IndexProgress::default();
    let index = LibraryIndex::of(&shelf.entries, &library.key(), &cache, &progress, &|| false);
    let whole = start.elapsed();
    assert!(index.is_some());
    let speed = bytes_below(folder) as f64 / MB / whole.as_secs_f64();
    let (scanned, whole) = (scanned.as_secs_f64(), whole.as_secs_f64());
    println!("made anew in {whole:.2} s, {speed:.0} MB/s; the scan is {scanned:.2} s of it");
}

impl Ours {
    /// Lets another process make the index of `folder` in `cache`, then opens it.
    pub(crate) fn open(folder: &Path, cache: &Path) -> Self {
        let this = std::env::current_exe().expect("a program");
        let made = Command::new(this).arg(MAKE).arg(folder).arg(cache).status().expect("a process");
        assert!(made.success());
        let start = Instant::now();
        let (library, kept) = (Library::open(folder).expect("a library"), Cache::within(cache.to_owned()));
        let (shelf, _) = library.scanned(&kept);
        let progress = IndexProgress::default();
        let index = LibraryIndex::of(&shelf.entries, &library.key(), &kept, &progress, &|| false);
        let warm = start.elapsed();
        assert_eq!(progress.read(), 0, "everything was kept");
        Self {
            index: index.expect("not called off"),
            text_bytes: bytes_below(folder),
            index_bytes: bytes_below(cache),
            warm,
            resident: of_status("VmRSS:"),
        }
    }

    pub(crate) fn print_index(&self) {
        let collection = &self.index.collection;
        let of_text = |bytes: u64| bytes as f64 / self.text_bytes as f64;
        println!(
            "{} episodes, {} lines, {:.0} MB; opened with its index in {:.1} ms",
            collection.episodes(),
            collection.lines(),
            self.text_bytes as f64 / MB,
            self.warm.as_secs_f64() * 1e3
        );
        println!(
            "on disk {:.2} of the text, in memory (all of the process) {:.2}",
            of_text(self.index_bytes),
            of_text(self.resident)
        );
    }

    /// How long `query` takes on `threads` threads, and how many lines answer exactly and nearly.
    pub(crate) fn search(&self, query: &str, threads: usize) -> (Duration, (usize, usize)) {
        let start = Instant::now();
        let query = Query::parse(query);
        let results = self.index.collection.search(&query, threads, &|| false).expect("not called off");
        let best = results.best(FIRST);
        let time = start.elapsed();
        assert_eq!(best.len(), FIRST.min(results.exact + results.near));
        (time, (results.exact, results.near))
    }

    /// How long a search goes on after it is called off.
    pub(crate) fn print_cancelling(&self, rounds: usize) {
        let (query, after) = (Query::parse(CALLED_OFF.0), CALLED_OFF.1);
        let mut times = Times::default();
        let mut ended = 0;
        for _ in 0..rounds {
            let off = AtomicBool::new(false);
            let (called, over, results) = thread::scope(|scope| {
                let search = scope.spawn(|| {
                    let stop = || off.load(Ordering::Relaxed);
                    let results = self.index.collection.search(&query, 2, &stop);
                    (Instant::now(), results)
                });
                thread::sleep(after);
                off.store(true, Ordering::Relaxed);
                let called = Instant::now();
                let (over, results) = search.join().expect("no panic");
                (called, over, results)
            });
            match results {
                Some(_) => ended += 1,
                None => times.add(over.saturating_duration_since(called)),
            }
        }
        let query = CALLED_OFF.0;
        println!("{query} called off after {after:?} ends within: {times} ({ended} were over before)");
    }

    /// What the process came to, the lines for the matcher of the others included.
    pub(crate) fn print_memory(&self) {
        let most = of_status("VmHWM:") as f64 / MB;
        println!(
            "memory after opening {:.0} MB; at most, with the others' lines, {most:.0} MB",
            self.resident as f64 / MB
        );
    }
}

/// How long the files below `folder` are together.
fn bytes_below(folder: &Path) -> u64 {
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    let mut bytes = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let metadata = entry.metadata().expect("a file or folder");
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                bytes += metadata.len();
            }
        }
    }
    bytes
}

/// A figure that the system has of this process, bytes; 0 where it has none.
fn of_status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}
