//! How long a person waits for the first frame, against `less` on the same transcript.
//!
//! `cargo bench --bench first_frame` opens the sample: the bundled one, as without an argument, and the
//! same as a folder of files; `-- EPISODE [TRANSCRIPT]` something else: a folder of documents or one
//! document, and the file that `less` is given. Both programs run on the
//! same pseudo-terminal by turns, so that whatever else the machine does falls on both. Measured is
//! the time from starting the process to its first text on the screen; printed are the medians.

use std::path::{Path, PathBuf};
use std::time::Duration;

use pty_session::Program;

const RUNS: usize = 41;
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");

fn main() {
    // Cargo itself passes --bench.
    let mut paths =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let reader = Program::new(env!("CARGO_BIN_EXE_tableread"));
    if let Some(episode) = paths.next() {
        let transcript = paths.next().unwrap_or_else(|| transcript_of(&episode));
        tell(&episode.display().to_string(), &reader.arg(absolute(&episode)), &transcript);
        return;
    }
    let (sample, transcript) = (sample(), transcript_of(&sample()));
    tell("the bundled sample", &reader, &transcript);
    tell("the sample as a folder", &reader.clone().arg(absolute(&sample)), &transcript);
}

/// Prints the medians of `reader` on an episode and of `less` on its `transcript`.
fn tell(name: &str, reader: &Program, transcript: &Path) {
    let less = Program::new("less").arg(absolute(transcript));
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        times.0.push(first_text(reader));
        times.1.push(first_text(&less));
    }
    let (ours, less) = (median(times.0), median(times.1));
    println!("first frame of {name}, median of {RUNS}:");
    println!("  tableread {:7.2} ms", ours.as_secs_f64() * 1e3);
    println!("  less      {:7.2} ms", less.as_secs_f64() * 1e3);
    println!("  ratio     {:7.2}", ours.as_secs_f64() / less.as_secs_f64());
}

fn first_text(program: &Program) -> Duration {
    let mut session = program.clone().start();
    session.wait_until("the first text", |screen| !screen.contents().trim().is_empty());
    let time = session.first_text().expect("text was waited for");
    session.keys("q").finish();
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The sample's folder that holds a transcript.
fn sample() -> PathBuf {
    let folders = std::fs::read_dir(SAMPLE).expect("assets/sample").flatten().map(|entry| entry.path());
    let mut with_transcript = folders.filter(|folder| folder.join("transcript.txt").exists());
    with_transcript.next().expect("a sample with a transcript")
}

fn transcript_of(episode: &Path) -> PathBuf {
    if episode.is_dir() { episode.join("transcript.txt") } else { episode.to_owned() }
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
