//! How soon a key is seen that is typed while a whole library is searched for every key before it.
//!
//! `cargo bench --bench typing -- FOLDER [ROUNDS]` opens the folder on a pseudo-terminal, waits for its index,
//! then types a query and deletes it again, a key a millisecond, 200 keys a round. Told is how long it takes
//! from pressing a key to a screen that has it in the prompt, whether the counts of the last query are those
//! that it has at leisure, and how many threads there are before, at most and after.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pty_session::{Folder, Program, Session, vt100};

/// What is typed and deleted twice a round.
const TYPED: &str = "make a deal with the captain of an alliance about it ";
/// What is asked at leisure, and once more after all rounds.
const LAST: &str = "captain";
const KEYS: usize = 200;
const EVERY: Duration = Duration::from_millis(1);
const ROUNDS: usize = 5;

fn main() {
    // Cargo itself passes --bench.
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        println!("typing: skipped; it needs a folder of many episodes: -- FOLDER [ROUNDS]");
        return;
    };
    let rounds = arguments.next().map_or(ROUNDS, |rounds| rounds.parse().expect("a number of rounds"));
    let cache = Folder::new();
    let mut session = opened(&folder, &cache);
    let at_leisure = counts_of_last(&mut session);
    let before = threads(session.process());
    let most = AtomicUsize::new(before);
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..rounds {
        session.keys("<c-u>").wait_until("an empty prompt", is_empty);
        times.extend(round(&mut session, &most));
    }
    let last = counts_of_last(&mut session);
    println!("{} keys, one a millisecond, while {} are searched:", times.len(), folder.display());
    print_times(times);
    println!("  the last query: {last}; at leisure: {at_leisure}");
    session.settle(Duration::from_millis(500));
    let after = threads(session.process());
    println!("  threads: {before} before, {} at most, {after} after", most.into_inner());
    session.keys("<esc>").wait_for("q quit").keys("q").finish();
    assert_eq!(last, at_leisure);
    assert!(after <= before, "threads are left");
}

/// The reader on the library in `folder`, its search open and its index made.
fn opened(folder: &std::path::Path, cache: &std::path::Path) -> Session {
    let program = Program::new(env!("CARGO_BIN_EXE_tableread")).arg(folder).env("XDG_CACHE_HOME", cache);
    let mut session = program.size(200, 50).start();
    session.wait_for("· by ").settle(Duration::from_secs(3));
    session.keys("f").wait_for("in all").keys(LAST);
    let patience = Instant::now() + Duration::from_secs(120);
    while counts_of(&session.picture(), LAST).is_none() && Instant::now() < patience {
        session.settle(Duration::from_millis(300));
    }
    session
}

/// The counts of [`LAST`], once they are there.
fn counts_of_last(session: &mut Session) -> String {
    session.keys("<c-u>").wait_until("an empty prompt", is_empty);
    session.keys(LAST).wait_until("counts", |screen| counts_of(screen, LAST).is_some());
    counts_of(&session.picture(), LAST).unwrap_or_default()
}

/// Types and deletes; how long each key took to be seen.
fn round(session: &mut Session, most: &AtomicUsize) -> Vec<Duration> {
    let up: Vec<&str> = TYPED.split("").filter(|key| !key.is_empty()).take(KEYS / 4).collect();
    let down = vec!["<backspace>"; up.len()];
    let keys = [up.as_slice(), &down, &up, &down].concat();
    // What is in the prompt after each key; a blank at its end is not seen.
    let half = (1..=up.len()).chain((0..up.len()).rev()).map(|length| TYPED[..length].trim_end().len());
    let lengths: Vec<usize> = half.clone().chain(half).collect();
    let seen: RefCell<Vec<Instant>> = RefCell::new(Vec::new());
    let process = session.process();
    let over = AtomicBool::new(false);
    let pressed = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(threads(process), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        let pressed = session.keys_every(EVERY, &keys, |screen, pressed| {
            let (now, mut seen) = (Instant::now(), seen.borrow_mut());
            let shown = prompt(screen).map(|(typed, _)| typed.len());
            // Keys that come together are seen together: the first that leads to what is shown.
            let pressed = pressed.max(seen.len());
            let reached = lengths[seen.len()..pressed].iter().position(|length| Some(*length) == shown);
            if let Some(reached) = reached {
                let count = seen.len() + reached + 1;
                seen.resize(count, now);
            }
            seen.len() == keys.len()
        });
        over.store(true, Ordering::Relaxed);
        pressed
    });
    let seen = seen.into_inner();
    let is_seen = |at: &usize| at.checked_sub(1).map(|before| lengths[before]) != Some(lengths[*at]);
    let visible = (0..keys.len()).filter(is_seen);
    visible.map(|at| seen[at].saturating_duration_since(pressed[at])).collect()
}

/// What stands in the prompt and at the end of its row, as far as there is a prompt.
fn prompt(screen: &vt100::Screen) -> Option<(String, String)> {
    let (_, columns) = screen.size();
    let row = screen.rows(0, columns.get()).find(|row| row.contains("┃> "))?;
    let (_, row) = row.split_once("┃> ")?;
    let (typed, counts) = row.split_once("  ")?;
    let (counts, _) = counts.split_once('┃')?;
    Some((typed.trim_end().to_owned(), counts.trim().to_owned()))
}

fn is_empty(screen: &vt100::Screen) -> bool {
    prompt(screen).is_some_and(|(typed, _)| typed.is_empty())
}

/// The counts of `query`, once that is what is asked and they are there.
fn counts_of(screen: &vt100::Screen, query: &str) -> Option<String> {
    let (_, counts) = prompt(screen).filter(|(typed, _)| typed == query)?;
    (counts.contains("exact") && !counts.contains('…')).then_some(counts)
}

fn threads(process: i32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let threads = status.lines().find_map(|line| line.strip_prefix("Threads:"));
    threads.and_then(|threads| threads.trim().parse().ok()).unwrap_or_default()
}

fn print_times(mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("  seen after: p50 {:.2} ms, p99 {:.2} ms, most {:.2} ms", at(50), at(99), at(100));
}
