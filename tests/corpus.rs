//! Transcripts of many hands, read one by one: all are read, next to nothing is left over, and nobody speaks whom
//! the document does not name.
//!
//! Prints its figures: `TABLEREAD_SHARED=... cargo test --test corpus -- --nocapture`.

use std::path::{Path, PathBuf};

use tableread::episode::{ElementKind, Episode};
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

/// The texts and pages below `folder`, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut found: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "html"));
    found.sort();
    found
}

fn read(path: &Path) -> Episode {
    load(vec![Source::read(path).expect("a document").into()], "Halyard")
}

/// How many elements there are, and how many that nobody understood, in the files below `folder`.
fn swept(folder: &Path) -> (usize, usize, usize) {
    let files = files(folder);
    let (mut elements, mut other) = (0, 0);
    for path in &files {
        let episode = read(path);
        let left = episode.elements.iter().filter(|element| element.kind == ElementKind::Other).count();
        assert!(!episode.elements.is_empty(), "{}", path.display());
        (elements, other) = (elements + episode.elements.len(), other + left);
    }
    (files.len(), elements, other)
}

#[test]
fn every_transcript_is_read_and_next_to_nothing_is_left_over() {
    let Some(shared) = shared() else { return };
    let mut all = (0, 0, 0);
    for name in ["transcripts", "transcripts-hard-wrapped", "transcripts-other-shows"] {
        let (files, elements, other) = swept(&shared.join("corpus").join(name));
        let share = 100.0 * other as f64 / elements.max(1) as f64;
        println!("{name}: {files} files, none failed, {elements} elements, other {other} ({share:.3} %)");
        all = (all.0 + files, all.1 + elements, all.2 + other);
    }
    assert!(all.0 > 200 && all.2 * 200 < all.1, "{all:?}");
}

/// The words of `text` without marks and white space between them, in capitals.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Of the speeches of `episode` that somebody is said to say, those whose label does not stand before a colon in
/// the line where they begin or the one above it.
fn unnamed(episode: &Episode, text: &str) -> (usize, Vec<String>) {
    let lines: Vec<&str> = text.lines().collect();
    let said = episode.elements.iter().filter_map(|element| {
        let name = episode.speaker_name(element).filter(|_| element.kind == ElementKind::Speech)?;
        Some((element, name))
    });
    let (mut named, mut not) = (0, Vec::new());
    for (element, name) in said {
        let from = element.line.saturating_sub(2);
        let near = lines.get(from..element.line).unwrap_or_default();
        let label = bare(element.label.as_deref().unwrap_or(&name));
        let labelled =
            |line: &&str| line.split(':').rev().skip(1).any(|before| bare(before).contains(&label));
        named += 1;
        if !near.iter().any(labelled) {
            not.push(format!("line {}: {name}", element.line));
        }
    }
    (named, not)
}

/// Subtitles that pose as transcripts have names before some of their lines: no more people than those speak.
#[test]
fn nobody_speaks_whom_subtitles_that_pose_as_a_transcript_do_not_name() {
    let Some(shared) = shared() else { return };
    let files = files(&shared.join("corpus/transcripts/SNW"));
    assert!(files.len() >= 3, "{}", files.len());
    for path in files {
        let episode = read(&path);
        let text = std::fs::read_to_string(&path).expect("text");
        let (named, not) = unnamed(&episode, &text);
        let kind = episode.sources.first().map(|source| source.kind);
        println!(
            "{}: {kind:?}, {named} speeches by {} named speakers, {} of them not named in the text",
            path.display(),
            episode.cast.speakers.len(),
            not.len()
        );
        assert_eq!(not, Vec::<String>::new(), "{}", path.display());
    }
}
