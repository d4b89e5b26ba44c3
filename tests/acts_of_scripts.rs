//! Transcripts beside their shooting scripts: the acts that the script marks, at the lines that are known.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tableread::document::Kind;
use tableread::episode::{Element, Episode};
use tableread::loader::load;
use tableread::source::Source;

/// The folder of other people's documents, where it is at hand.
fn shared() -> Option<PathBuf> {
    let shared = std::env::var_os("TABLEREAD_SHARED").map(PathBuf::from);
    if shared.is_none() {
        println!("skipped: TABLEREAD_SHARED is not set");
    }
    shared
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("number")).expect("small")
}

/// How far from where it may begin an act still is near it, lines.
const NEAR: usize = 3;

/// The breaks of one episode, how many of them begin at a line where they may, and how many near one.
fn breaks(folder: &Path, script: &Path) -> [usize; 3] {
    let read = |path: &Path| Source::read(path).expect("document").into();
    let episode: Episode = load(vec![read(&folder.join("transcript.txt")), read(script)], "");
    assert_eq!(
        episode.sources.iter().map(|source| source.kind).collect::<Vec<_>>(),
        [Kind::Transcript, Kind::Screenplay]
    );
    let truth = std::fs::read_to_string(folder.join("truth.json")).expect("truth");
    let truth: Value = serde_json::from_str(&truth).expect("json");
    let breaks = truth["breaks"].as_array().expect("breaks");
    let line = |element: &Element| element.line;
    let away = breaks.iter().filter_map(|known| {
        let named = |name: &str| name.eq_ignore_ascii_case(known["act"].as_str().expect("name"));
        let act = episode.outline.acts.iter().find(|act| named(&act.name));
        let first = act.and_then(|act| episode.elements.get(act.elements.start)).map(line)?;
        let (from, to) = (number(&known["last_line_prev"]) + 1, number(&known["first_line_next"]));
        Some(from.saturating_sub(first).max(first.saturating_sub(to)))
    });
    let away: Vec<usize> = away.collect();
    let within = |most: usize| away.iter().filter(|away| **away <= most).count();
    [breaks.len(), within(0), within(NEAR)]
}

/// Prints its figures: `TABLEREAD_SHARED=... cargo test --test acts_of_scripts -- --nocapture`.
#[test]
fn shooting_scripts_give_transcripts_their_acts() {
    let Some(shared) = shared() else { return };
    let mut sums = [0; 3];
    for entry in std::fs::read_dir(shared.join("corpus/acts")).expect("folder") {
        let folder = entry.expect("entry").path();
        let name = format!("{}.txt", folder.file_name().expect("name").to_string_lossy());
        let counts = breaks(&folder, &shared.join("corpus/shooting-scripts").join(&name));
        println!("{name}: {} breaks, {} at their place, {} near it", counts[0], counts[1], counts[2]);
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    let [all, right, near] = sums;
    let share = |count: usize| count as f64 / all.max(1) as f64;
    println!("{all} breaks: exact {:.3}, near {:.3}", share(right), share(near));
    assert!(all >= 30 && right * 100 >= all * 99 && near >= right, "{right} of {all}");
}
