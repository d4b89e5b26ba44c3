//! How long an episode takes to load with everything that is written about it, and how that grows.
//!
//! `cargo bench --bench load` loads the sample as it is and made three and ten times as long; `-- FOLDER`
//! does so with the documents of a folder. A copy has the same names, and the longer of its other words
//! are words of its own, so that what is tied has one place and not ten. Measured is from the bytes to the
//! episode; printed are the clock's time (the median of the runs), the time that all processors spent on it
//! together (the mean; where the system does not tell it, the clock's), and how much longer a line takes
//! them than in the shortest.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tableread::document::Kind;
use tableread::loader::{Given, load, read};
use tableread::source::Source;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/two-long-one-short");
/// How often the documents are repeated.
const COPIES: [usize; 3] = [1, 3, 10];
/// What stands before the words of each copy but the first.
const SYLLABLES: [&str; 9] = ["ba", "do", "fi", "gu", "ka", "lo", "me", "nu", "ri"];
/// Words shorter than this are every copy's.
const SHORTEST: usize = 4;
/// How long each size is measured.
const BUDGET: Duration = Duration::from_secs(2);

/// A document before it is read.
struct Written {
    name: String,
    kind: Kind,
    bytes: Vec<u8>,
}

fn main() {
    // Cargo itself passes --bench.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder = folder.map_or_else(|| PathBuf::from(SAMPLE), PathBuf::from);
    let documents = documents(&folder);
    println!("loading {}:", folder.display());
    let mut shortest = None;
    for copies in COPIES {
        let longer: Vec<Written> = documents.iter().map(|document| lengthened(document, copies)).collect();
        let taken = measure(&longer);
        let per_line = taken.spent.as_secs_f64() / taken.lines as f64;
        let first = *shortest.get_or_insert(per_line);
        println!(
            "  {:6} lines {:8.2} ms, {:8.2} ms of the processors', {:5.2} times as long a line",
            taken.lines,
            taken.clock.as_secs_f64() * 1e3,
            taken.spent.as_secs_f64() * 1e3,
            per_line / first
        );
    }
}

/// The files of `folder` and what they are.
fn documents(folder: &Path) -> Vec<Written> {
    let files = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.is_file()).collect();
    files.sort();
    let written = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(file).expect("a document");
        let given = Given::from(Source::from_bytes(&name, &bytes));
        Written { kind: read(given).document.kind(), name, bytes }
    };
    files.iter().map(written).collect()
}

/// `document` followed by copies of it, `copies` in all. A press kit is as long for a long episode.
fn lengthened(document: &Written, copies: usize) -> Written {
    let Written { name, kind, bytes } = document;
    let text = String::from_utf8_lossy(bytes);
    let copies = if *kind == Kind::PressKit { 1 } else { copies };
    let mut longer = text.clone().into_owned();
    for syllable in &SYLLABLES[..copies - 1] {
        longer.push(if *kind == Kind::Subtitles { ' ' } else { '\n' });
        longer.push_str(&in_other_words(&text, syllable));
    }
    Written { name: name.clone(), kind: *kind, bytes: longer.into_bytes() }
}

/// `text` with `syllable` before each of its longer words that is no name. A scanner may have read the
/// small letter that a word begins with as an I.
fn in_other_words(text: &str, syllable: &str) -> String {
    let mut changed = String::with_capacity(text.len() * 5 / 4);
    for piece in text.split_inclusive(|character: char| !character.is_alphabetic()) {
        let letters = piece.chars().filter(|character| character.is_alphabetic()).count();
        let begins = |character: char| character.is_lowercase() || character == 'I';
        if letters >= SHORTEST && piece.starts_with(begins) {
            changed.push_str(syllable);
        }
        changed.push_str(piece);
    }
    changed
}

/// What loading takes.
struct Taken {
    /// How many lines the script has.
    lines: usize,
    /// By the clock, half of the times.
    clock: Duration,
    /// On all processors together.
    spent: Duration,
}

/// Loads `documents` again and again.
fn measure(documents: &[Written]) -> Taken {
    let script = documents.iter().find(|document| document.kind == Kind::Transcript).expect("a transcript");
    let lines = script.bytes.iter().filter(|byte| **byte == b'\n').count();
    let mut clocks: Vec<Duration> = Vec::new();
    let begun = Instant::now();
    let before = spent(begun);
    while clocks.len() < 3 || begun.elapsed() < BUDGET {
        let run = Instant::now();
        let given =
            documents.iter().map(|document| Given::from(Source::from_bytes(&document.name, &document.bytes)));
        let episode = load(given.collect(), "");
        clocks.push(run.elapsed());
        assert!(episode.elements.len() > lines / 2, "a script that was read");
        assert!(
            episode.summary.iter().any(|sentence| sentence.elements.is_some()),
            "a summary that was tied"
        );
    }
    let runs = u32::try_from(clocks.len()).expect("few runs");
    let spent = (spent(begun) - before) / runs;
    clocks.sort_unstable();
    Taken { lines, clock: clocks[clocks.len() / 2], spent }
}

/// How long the threads of this process have had a processor, those too that have ended, so that what else
/// the machine does does not count; where Linux does not tell it, how long it is since `begun`.
fn spent(begun: Instant) -> Duration {
    /// What Linux counts the processor's time in, on every architecture that Rust runs on.
    const TICKS_A_SECOND: u64 = 100;
    let told = std::fs::read_to_string("/proc/self/stat").ok();
    // The second field, a name in brackets, may hold anything.
    let fields = told.as_deref().and_then(|told| told.rsplit_once(") "));
    let ticks = fields
        .map(|(_, fields)| fields.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()));
    let ticks = ticks.map(Iterator::sum::<u64>);
    ticks.map_or_else(|| begun.elapsed(), |ticks| Duration::from_millis(ticks * 1000 / TICKS_A_SECOND))
}
