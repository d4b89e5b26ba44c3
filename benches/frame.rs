//! How long a key and the frame that it brings take, and whether a key that is held down falls behind.
//!
//! `cargo bench --bench frame -- [FOLDER]` opens a folder of many episodes (the sample without one) on
//! a screen of 200x60 in memory, with all panes and a search over all episodes open, presses keys and
//! draws a frame for each; then the same on documents of one long line. On a pseudo-terminal of 120x36
//! `j` is then pressed 1,000 times, at once and as fast as keys repeat, and it is measured how long after
//! the last of them the screen shows where they lead. Last it is looked how much an idle reader
//! works. Printed are medians, the longest of a hundred, and the longest.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use pty_session::{Folder, Program, Session};
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use tableread::cache::Cache;
use tableread::library::{Library, Shelf};
use tableread::tui::{Offscreen, Opening};

/// The screen with all panes, and the one that keys are held down on.
const LARGE: (u16, u16) = (200, 60);
const MIDDLE: (u16, u16) = (120, 36);

/// Frames of each kind.
const FRAMES: usize = 500;

/// Times that a held key is pressed, and how fast keys repeat.
const HELD: usize = 1_000;
const REPEAT: Duration = Duration::from_micros(33_333);

/// Words of a document of one line.
const WORDS: usize = 60_000;

fn main() {
    // Cargo itself passes --bench.
    let mut paths = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let folder = paths.next().map(PathBuf::from);
    println!("a key and its frame, {}x{}: median, 99 of 100, longest", LARGE.0, LARGE.1);
    library(folder.as_deref());
    for (name, text) in [
        ("one long line", words("\n")),
        ("one long speech", format!("[Halyard]\n\nMAREN: {}\n\nORRIN: Is that all?\n", words(" "))),
    ] {
        long_document(name, &text);
    }
    held_down();
    idle();
}

/// Words that fill a line, no two rows of it alike.
fn words(end: &str) -> String {
    let said =
        |night: usize| format!("On night {night} the lightship Halyard lay off the bank, and {night} slept.");
    (0..WORDS / 12).map(said).collect::<Vec<_>>().join(" ") + end
}

fn library(folder: Option<&Path>) {
    let opening = match folder {
        Some(folder) => {
            let library = Library::open(folder).expect("a folder");
            Opening::of_library(library, Cache::none(), None).expect("a library")
        }
        None => Opening::of_shelf(Shelf::sample()),
    };
    let mut reader = Offscreen::open(opening, LARGE).expect("a screen");
    reader.settle(Duration::from_secs(2)).expect("the list");
    press(&mut reader, "\n");
    reader.settle(Duration::from_secs(2)).expect("the episode");
    press(&mut reader, "fthe");
    for _ in 0..3 {
        reader.press(KeyCode::Char('r'), KeyModifiers::CONTROL).expect("another scope");
        reader.settle(Duration::from_secs(3)).expect("the answer");
        if reader.text().expect("a screen").contains("all episodes") {
            break;
        }
    }
    reader.settle(Duration::from_secs(20)).expect("the index");
    let shown = reader.text().expect("a screen");
    let told = shown.lines().find_map(|line| line.split_once(" Search ").map(|(_, told)| told));
    let told = told.and_then(|told| told.split(['─', '━']).next()).unwrap_or_default();
    println!("  search {}", told.trim());
    measure(&mut reader, "next result", KeyCode::Down, KeyModifiers::NONE);
    reader.press(KeyCode::Enter, KeyModifiers::ALT).expect("the search stays");
    reader.settle(Duration::from_secs(2)).expect("the episode of the result");
    reader.press(KeyCode::BackTab, KeyModifiers::SHIFT).expect("the script");
    press(&mut reader, "gg");
    measure(&mut reader, "next line", KeyCode::Char('j'), KeyModifiers::NONE);
    press(&mut reader, "gg");
    measure(&mut reader, "next page", KeyCode::Char('f'), KeyModifiers::CONTROL);
    press(&mut reader, "gg");
    measure(&mut reader, "next speech", KeyCode::Char('}'), KeyModifiers::NONE);
    press(&mut reader, "ge");
    measure(&mut reader, "next episode in the list", KeyCode::Char('j'), KeyModifiers::NONE);
}

fn long_document(name: &str, text: &str) {
    let folder = Folder::new();
    let file = folder.file("long.txt", text);
    let shelf = Shelf::open(&file, &Cache::none()).expect("a shelf");
    let mut reader = Offscreen::open(Opening::of_shelf(shelf), LARGE).expect("a screen");
    reader.settle(Duration::from_secs(2)).expect("the episode");
    println!("  {name}, {} kB", text.len() / 1000);
    measure(&mut reader, "next line", KeyCode::Char('j'), KeyModifiers::NONE);
    measure(&mut reader, "next page", KeyCode::Char('f'), KeyModifiers::CONTROL);
    press(&mut reader, "gd\n");
    measure(&mut reader, "as text, next row", KeyCode::Char('j'), KeyModifiers::NONE);
}

fn press(reader: &mut Offscreen, keys: &str) {
    for key in keys.chars() {
        let code = if key == '\n' { KeyCode::Enter } else { KeyCode::Char(key) };
        reader.press(code, KeyModifiers::NONE).expect("a key");
    }
}

/// Presses a key again and again and draws a frame for each.
fn measure(reader: &mut Offscreen, what: &str, code: KeyCode, modifiers: KeyModifiers) {
    reader.frame().expect("a frame");
    let mut times = Vec::with_capacity(FRAMES);
    let mut bytes = 0;
    for _ in 0..FRAMES {
        let begun = Instant::now();
        reader.press(code, modifiers).expect("a key");
        bytes += reader.frame().expect("a frame");
        times.push(begun.elapsed());
    }
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    println!("  {what:<26} {:7.3} ms {:7.3} ms {:7.3} ms, {} bytes", at(50), at(99), at(100), bytes / FRAMES);
}

fn started() -> Session {
    let mut session =
        Program::new(env!("CARGO_BIN_EXE_tableread")).arg("--sample").size(MIDDLE.0, MIDDLE.1).start();
    session.wait_for("~ from the summary").settle(Duration::from_millis(300));
    session
}

fn status(screen: &str) -> String {
    screen.lines().last().unwrap_or_default().to_owned()
}

/// Where a key that is pressed often leads, and how long after the last time one sees it.
fn held_down() {
    let mut session = started();
    session.keys(&format!("{HELD}j")).settle(Duration::from_millis(300));
    let end = status(&session.screen());
    session.keys("gg");
    session.wait_until("the beginning", |screen| status(&screen.contents()) != end);
    println!("j {HELD} times, {}x{}: from the last key to where it leads", MIDDLE.0, MIDDLE.1);
    for (what, pause) in [("as fast as can be", Duration::ZERO), ("30 a second", REPEAT)] {
        session.keys("gg").settle(Duration::from_millis(300));
        let begun = Instant::now();
        for key in 0..HELD {
            session.keys("j");
            thread::sleep(
                (begun + pause * u32::try_from(key + 1).expect("few keys"))
                    .saturating_duration_since(Instant::now()),
            );
        }
        let last = Instant::now();
        session.wait_until("where it leads", |screen| status(&screen.contents()) == end);
        println!("  {what:<26} {:7.1} ms", last.elapsed().as_secs_f64() * 1e3);
    }
    session.keys("q").finish();
}

/// What a reader that nobody touches for ten seconds uses of a processor.
fn idle() {
    let mut session = started();
    thread::sleep(Duration::from_secs(1));
    let before = processor_ticks(session.process());
    thread::sleep(Duration::from_secs(10));
    println!("idle for 10 s: {} ticks of a processor", processor_ticks(session.process()) - before);
    session.keys("q").finish();
}

/// Time that a process has spent on the processor, user and system, in ticks (proc(5), fields 14, 15).
fn processor_ticks(process: i32) -> u64 {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a living process");
    let (_, fields) = line.rsplit_once(") ").expect("a name in brackets");
    fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("ticks")).sum()
}
