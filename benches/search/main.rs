//! Search over a library against the fuzzy finders and ripgrep on the same speeches, in one run.
//!
//! `cargo bench --bench search -- FOLDER LINES [ROUNDS]`: a folder of transcripts, and a file with their
//! speeches, one a line, which the other programs read. Printed are milliseconds:
//!
//! - *tableread*: a query to complete counts and the first 200 lines in order, on two and on four threads;
//!   after them the same for every beginning of two queries, as they are typed;
//! - *fzf*, *sk*: what `--filter` takes, less what it takes for a query that nothing can match: reading;
//! - *nucleo*: the matcher of that name over the lines, in memory, on as many threads as there are cores,
//!   and the first 200 in order;
//! - *rg*: what counting the lines with the exact words takes, starting it included.
//!
//! All take turns, round by round, so that whatever else the machine does falls on all of them. A program
//! that is not installed is said to be missing. The index is first made anew by a process of its own, in a
//! folder that is removed afterwards, so that the memory told is that of a reader that finds it there.

mod figures;
mod ours;
mod peers;

use std::path::Path;

use figures::{Times, geomean};
use ours::Ours;
use peers::Peers;
use pty_session::Folder;

/// Words as they are asked for every day, a name, and an abbreviation.
const QUERIES: [&str; 5] = ["alliance", "prime directive", "make a deal", "'kazon !nistrim", "jnwy"];
/// Letters in order, which the others always look for: as we are asked, and as they are.
const LOOSE: (&str, &str) = ("~jnwy", "jnwy");
/// What is typed letter by letter.
const TYPED: [&str; 2] = ["alliance", "make a deal"];
/// On how many threads ours is measured.
const THREADS: [usize; 2] = [2, 4];
const ROUNDS: usize = 7;

fn main() {
    // Cargo itself passes --bench.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [ours::MAKE, folder, cache] => ours::make(Path::new(folder), Path::new(cache)),
        [folder, lines] => compare(Path::new(folder), Path::new(lines), ROUNDS),
        [folder, lines, rounds] => {
            compare(Path::new(folder), Path::new(lines), rounds.parse().expect("a number of rounds"));
        }
        // `cargo test --benches` and `cargo bench` run every bench, and this one has nothing of its own.
        _ => println!("usage: cargo bench --bench search -- FOLDER LINES [ROUNDS]"),
    }
}

/// Measures everything and prints the table.
fn compare(folder: &Path, lines: &Path, rounds: usize) {
    let cache = Folder::new();
    let ours = Ours::open(folder, &cache);
    ours.print_index();
    let peers = Peers::open(lines);
    let mut rows: Vec<Row> = QUERIES.iter().map(|query| Row::new(query, query)).collect();
    let mut loose = Row::new(LOOSE.0, LOOSE.1);
    let mut typed: Vec<(usize, Times)> = THREADS.map(|threads| (threads, Times::default())).into();
    for _ in 0..rounds {
        rows.iter_mut().chain([&mut loose]).for_each(|row| row.measure(&ours, &peers));
        for (threads, times) in &mut typed {
            let keys = TYPED.iter().flat_map(|query| (1..=query.len()).map(|end| &query[..end]));
            keys.for_each(|key| times.add(ours.search(key, *threads).0));
        }
    }
    print_table(&rows, &loose, &peers);
    for (threads, times) in &typed {
        println!("typed letter by letter, {threads} threads: {times}");
    }
    ours.print_cancelling(rounds);
    ours.print_memory();
}

/// A query, and what every side takes for it.
struct Row {
    query: &'static str,
    /// As the others are asked.
    asked: &'static str,
    counts: (usize, usize),
    ours: Vec<Times>,
    peers: Vec<Times>,
}

impl Row {
    fn new(query: &'static str, asked: &'static str) -> Self {
        let none = |count| (0..count).map(|_| Times::default()).collect();
        Self { query, asked, counts: (0, 0), ours: none(THREADS.len()), peers: none(peers::NAMES.len()) }
    }

    /// Adds a round: everyone once.
    fn measure(&mut self, ours: &Ours, peers: &Peers) {
        for (threads, times) in THREADS.iter().zip(&mut self.ours) {
            let (time, counts) = ours.search(self.query, *threads);
            times.add(time);
            self.counts = counts;
        }
        for (name, times) in peers::NAMES.iter().zip(&mut self.peers) {
            if let Some(time) = peers.search(name, self.asked) {
                times.add(time);
            }
        }
    }

    /// How many times as long as ours on so many threads the peer takes.
    fn ratio(&self, threads: usize, peer: usize) -> Option<f64> {
        Some(self.peers[peer].median()? / self.ours[threads].median()?)
    }
}

fn print_table(rows: &[Row], loose: &Row, peers: &Peers) {
    print!("{:<16} {:>8} {:>8}", "query, ms", "exact", "near");
    THREADS.iter().for_each(|threads| print!(" {:>9} {:>7}", format!("ours {threads}T"), "p95"));
    peers::NAMES.iter().for_each(|name| print!(" {name:>8}"));
    println!();
    for row in rows.iter().chain([loose]) {
        print!("{:<16} {:>8} {:>8}", row.query, row.counts.0, row.counts.1);
        row.ours.iter().for_each(|times| print!(" {:>9} {:>7}", cell(times.median()), cell(times.p95())));
        row.peers.iter().for_each(|times| print!(" {:>8}", cell(times.median())));
        println!();
    }
    for (at, threads) in THREADS.iter().enumerate() {
        for (peer, name) in peers::NAMES.iter().enumerate() {
            let ratios: Vec<f64> = rows.iter().filter_map(|row| row.ratio(at, peer)).collect();
            if let Some(mean) = geomean(&ratios) {
                let loose = loose.ratio(at, peer).map_or(String::new(), |ratio| format!(", ~ {ratio:.2}"));
                println!("{name} / ours on {threads} threads: {mean:.1} ({} queries{loose})", ratios.len());
            }
        }
    }
    peers.print_missing();
}

fn cell(milliseconds: Option<f64>) -> String {
    milliseconds.map_or_else(|| "-".to_owned(), |time| format!("{time:.2}"))
}
