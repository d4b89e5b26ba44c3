//! Whether a confidence means what it says: of the facts given so much of it, how many are right.
//!
//! `TABLEREAD_SHARED=FOLDER cargo run --release --example calibration` loads the episodes of
//! `FOLDER/corpus` and `FOLDER/seeds` whose truth is known (`FOLDER/truth`, `truth.json`, the pairs of
//! `corpus/subtitles`, the novels of `corpus/prose`) and prints, for every kind of fact and class of
//! confidence, how many there are and which share is right. Two kinds have too few texts with a truth;
//! theirs is made: quotes are speeches of the transcripts, cut and changed as summaries do, and the cast
//! lists and holders of offices are those that everybody knows of the series.
//!
//! The program ends with an error where of some kind fewer than 95 in 100 of the facts given 0.9 or
//! more are right.

mod casts;
mod paragraphs;
mod quotes;
mod retellings;
mod stories;
mod subtitles;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;
use tableread::document::Kind;
use tableread::episode::{ElementIx, Episode};
use tableread::loader::{Given, load};
use tableread::source::Source;

use paragraphs::number;
use table::Table;

fn main() -> ExitCode {
    let Some(shared) = std::env::var_os("TABLEREAD_SHARED").map(PathBuf::from) else {
        println!("TABLEREAD_SHARED is not set: nothing to measure");
        return ExitCode::SUCCESS;
    };
    let mut table = Table::default();
    retellings::measure(&shared, &mut table);
    casts::measure(&shared, &mut table);
    quotes::measure(&shared, &mut table);
    subtitles::measure(&shared, &mut table);
    stories::measure(&shared, &mut table);
    table.print();
    if table.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The files of `folder` that end in `ending`, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut found: Vec<PathBuf> = paths.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    found.sort();
    found
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&bytes(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The file at `path`, to be read as `kind`.
fn given(path: &Path, kind: Kind) -> Given {
    Given { source: Source::from_bytes("file", &bytes(path)), kind: Some(kind) }
}

/// The text `text`, to be read as `kind`.
fn given_text(text: &str, kind: Kind) -> Given {
    Given { source: Source::from_bytes("text", text.as_bytes()), kind: Some(kind) }
}

fn loaded(given: Vec<Given>) -> Episode {
    load(given, "")
}

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The lines of the script that `elements` begin at.
fn lines(episode: &Episode, elements: &[ElementIx]) -> Vec<usize> {
    let mut lines: Vec<usize> = elements.iter().map(|ix| episode.element(*ix).line).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Whether two spellings mean one person: the words of one are all in the other.
fn same_person(one: &str, other: &str) -> bool {
    let words = |name: &str| {
        let lower = name.to_lowercase();
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (one, other) = (words(one), words(other));
    let within = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|word| b.contains(word));
    within(&one, &other) || within(&other, &one)
}
