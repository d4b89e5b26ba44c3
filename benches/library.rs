//! How long a person waits for the first frame of a library, and for the whole list.
//!
//! `cargo bench --bench library -- FOLDER` opens the folder on a pseudo-terminal, by turns without anything
//! kept of it (cold) and with a catalogue in the cache (warm). Measured is the time from starting the
//! process to its first text, and to the end of the scan; printed are the medians and the longest.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pty_session::{Folder, Program};

const RUNS: usize = 15;

fn main() {
    // Cargo itself passes --bench.
    let mut paths = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let Some(folder) = paths.next().map(PathBuf::from) else {
        println!("library: skipped; it needs a folder of many episodes: -- FOLDER");
        return;
    };
    let folder = folder.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let cache = Folder::new();
    let title = title(&folder, &cache);
    let mut cold = (Vec::new(), Vec::new());
    let mut warm = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        for (times, cache) in [(&mut cold, None), (&mut warm, Some(&*cache))] {
            let (first, whole) = open(&folder, cache, &title);
            times.0.push(first);
            times.1.push(whole);
        }
    }
    println!("{}, {RUNS} runs: median, longest", folder.display());
    for (what, times) in [
        ("cold, first frame", cold.0),
        ("cold, whole list", cold.1),
        ("warm, first frame", warm.0),
        ("warm, whole list", warm.1),
    ] {
        let (median, longest) = median_and_longest(times);
        println!("  {what:<18} {:8.2} ms {:8.2} ms", median.as_secs_f64() * 1e3, longest.as_secs_f64() * 1e3);
    }
}

/// The title of the list once all of it is known; leaves a catalogue in the cache.
fn title(folder: &Path, cache: &Path) -> String {
    let mut session =
        Program::new(env!("CARGO_BIN_EXE_tableread")).arg(folder).env("XDG_CACHE_HOME", cache).start();
    session.wait_for("· by ").settle(Duration::from_secs(2));
    let title = session.screen().lines().next().unwrap_or_default().to_owned();
    session.keys("q").finish();
    title
}

/// Opens the folder; the times to the first text and to the title of the whole list.
fn open(folder: &Path, cache: Option<&Path>, title: &str) -> (Duration, Duration) {
    let mut program = Program::new(env!("CARGO_BIN_EXE_tableread")).arg(folder);
    if let Some(cache) = cache {
        program = program.env("XDG_CACHE_HOME", cache);
    }
    let begun = Instant::now();
    let mut session = program.start();
    session.wait_until("the whole list", |screen| screen.contents().lines().next() == Some(title));
    let whole = begun.elapsed();
    let first = session.first_text().expect("text was waited for");
    session.keys("q").finish();
    (first, whole)
}

fn median_and_longest(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() - 1])
}
