//! The other sides: fzf, skim and ripgrep as programs, nucleo's matcher in this process.

use std::cmp::Reverse;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

/// All of them, in the order of the columns.
pub(crate) const NAMES: [&str; 4] = ["fzf", "sk", "nucleo", "rg"];
/// A query that no line can match, and that this is so is seen at once: no such letter occurs.
const NOTHING: &str = "'\u{2d5f}\u{2d5f}";
/// How many lines are put in order.
const FIRST: usize = 200;
/// What a thread takes at once.
const LINES_AT_ONCE: usize = 4096;

/// The lines, and who is there to look through them.
pub(crate) struct Peers {
    file: PathBuf,
    lines: Vec<Utf32String>,
    missing: Vec<&'static str>,
}

impl Peers {
    pub(crate) fn open(file: &Path) -> Self {
        let text = fs::read_to_string(file).expect("a file of lines");
        let is_missing = |name: &&'static str| {
            let asked = Command::new(name).arg("--version").stdout(Stdio::null()).status();
            **name != *"nucleo" && asked.is_err()
        };
        Self {
            file: file.to_owned(),
            lines: text.lines().map(Utf32String::from).collect(),
            missing: NAMES.into_iter().filter(is_missing).collect(),
        }
    }

    pub(crate) fn print_missing(&self) {
        self.missing.iter().for_each(|name| println!("{name} is not installed and was left out"));
    }

    /// How long `name` takes for `query`; `None` where it is missing or cannot be asked that.
    pub(crate) fn search(&self, name: &'static str, query: &str) -> Option<Duration> {
        if self.missing.contains(&name) {
            return None;
        }
        match name {
            "nucleo" => Some(self.nucleo(query)),
            "rg" => {
                let exact = query.chars().all(|c| c.is_alphabetic() || c == ' ');
                exact.then(|| self.run(name, &["-c", "-i", "-w", "-F", query]))
            }
            _ => {
                let whole = self.run(name, &["--filter", query]);
                let reading = self.run(name, &["--filter", NOTHING]);
                // The two are so close where little is found that noise may turn them round.
                Some(whole.saturating_sub(reading).max(Duration::from_micros(100)))
            }
        }
    }

    /// Runs a program over the lines; what it prints is dropped.
    fn run(&self, name: &str, arguments: &[&str]) -> Duration {
        let lines = File::open(&self.file).expect("a file of lines");
        let start = Instant::now();
        let mut command = Command::new(name);
        let command = command.args(arguments).stdin(lines).stdout(Stdio::null()).stderr(Stdio::null());
        // Nothing found is an exit code of 1.
        let _status = command.status().expect("a process");
        start.elapsed()
    }

    /// The matcher over all lines, and the best of them in order.
    fn nucleo(&self, query: &str) -> Duration {
        let start = Instant::now();
        let pattern = Pattern::parse(query, CaseMatching::Smart, Normalization::Smart);
        let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let chunks: Vec<&[Utf32String]> = self.lines.chunks(LINES_AT_ONCE).collect();
        let mut found: Vec<(u32, u32)> = thread::scope(|scope| {
            let work = |first: usize| {
                let (pattern, chunks) = (&pattern, &chunks);
                scope.spawn(move || {
                    let mut matcher = Matcher::new(Config::DEFAULT);
                    let mut found = Vec::new();
                    for (at, chunk) in chunks.iter().enumerate().skip(first).step_by(threads) {
                        let scored = chunk.iter().enumerate().filter_map(|(line, text)| {
                            let score = pattern.score(text.slice(..), &mut matcher)?;
                            Some((score, (at * LINES_AT_ONCE + line) as u32))
                        });
                        found.extend(scored);
                    }
                    found
                })
            };
            let workers: Vec<_> = (0..threads).map(work).collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
        });
        let order = |(score, line): &(u32, u32)| (Reverse(*score), *line);
        if found.len() > FIRST {
            found.select_nth_unstable_by_key(FIRST, order);
            found.truncate(FIRST);
        }
        found.sort_unstable_by_key(order);
        let time = start.elapsed();
        assert!(found.len() <= FIRST);
        time
    }
}
