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

/// The breaks of one episode, and how many of them begin at a line where they may.
fn breaks(folder: &Path, script: &Path) -> (usize, usize) {
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
    let right = breaks.iter().filter(|known| {
        let named = |name: &str| name.eq_ignore_ascii_case(known["act"].as_str().expect("name"));
        let act = episode.outline.acts.iter().find(|act| named(&act.name));
        let first = act.and_then(|act| episode.elements.get(act.elements.start)).map(line);
        first.is_some_and(|first| {
            number(&known["last_line_prev"]) < first && first <= number(&known["first_line_next"])
        })
    });
    (breaks.len(), right.count())
}

#[test]
fn shooting_scripts_give_transcripts_their_acts() {
    let Some(shared) = shared() else { return };
    let (mut all, mut right) = (0, 0);
    for entry in std::fs::read_dir(shared.join("corpus/acts")).expect("folder") {
        let folder = entry.expect("entry").path();
        let name = format!("{}.txt", folder.file_name().expect("name").to_string_lossy());
        let (breaks, found) = breaks(&folder, &shared.join("corpus/shooting-scripts").join(name));
        (all, right) = (all + breaks, right + found);
    }
    println!("{right} of {all} breaks at their place");
    assert!(all >= 30 && right * 100 >= all * 99, "{right} of {all}");
}
