//! What is written out and read back is the same episode: acts, scenes, who speaks, and the words.

use proptest::prelude::*;
use tableread::document::Kind;
use tableread::episode::{ElementKind, Episode};
use tableread::export::{fountain, markdown, tei};
use tableread::library::Shelf;
use tableread::loader::{Given, load};
use tableread::source::Source;

fn loaded(name: &str, text: &str, kind: Option<Kind>) -> Episode {
    load(vec![Given { source: Source::from_bytes(name, text.as_bytes()), kind }], "Halyard")
}

/// Acts and scenes where they begin, who speaks and what is said; and apart from it all else that is told,
/// in order.
fn kept(episode: &Episode) -> (Vec<String>, Vec<String>) {
    let (mut said, mut told) = (Vec::new(), Vec::new());
    let outline = &episode.outline;
    for (at, element) in episode.elements.iter().enumerate() {
        let acts = outline.acts.iter().filter(|act| act.elements.start == at);
        said.extend(acts.map(|act| format!("act {}", act.name)));
        let scenes = outline.scenes.iter().filter(|scene| scene.elements.start == at);
        said.extend(scenes.map(|scene| format!("scene {} {}", scene.number, scene.heading)));
        match element.kind {
            ElementKind::Speech => {
                let name = episode.speaker_name(element).unwrap_or_default();
                let extension = element.extension.as_deref().unwrap_or_default();
                said.push(format!("{name} [{extension}] {}", element.text));
            }
            ElementKind::Heading | ElementKind::Metadata => {}
            _ => told.push(element.text.clone()),
        }
    }
    (said, told)
}

/// Compares `episode` with what is read of it in Fountain.
fn goes_through_fountain(episode: &Episode) {
    let text = fountain(episode);
    let again = loaded("again.fountain", &text, None);
    let (before, after) = (kept(episode), kept(&again));
    for (one, other) in before.0.iter().zip(&after.0) {
        assert_eq!(one, other);
    }
    for (one, other) in before.1.iter().zip(&after.1) {
        assert_eq!(one, other);
    }
    assert_eq!((before.0.len(), before.1.len()), (after.0.len(), after.1.len()), "in\n{text}");
    assert_eq!(again.identity, episode.identity);
}

/// Compares `episode` with what is read of it in TEI.
fn goes_through_tei(episode: &Episode) {
    let text = tei(episode);
    let again = loaded("again.xml", &text, Some(Kind::Play));
    let (before, after) = (kept(episode), kept(&again));
    for (one, other) in before.0.iter().zip(&after.0).chain(before.1.iter().zip(&after.1)) {
        assert_eq!(one, other);
    }
    assert_eq!((before.0.len(), before.1.len()), (after.0.len(), after.1.len()), "in\n{text}");
    assert_eq!(again.identity, episode.identity);
}

/// The script fixtures, each as an episode.
fn episodes() -> Vec<Episode> {
    let mut episodes: Vec<Episode> = Shelf::sample().entries.iter().map(|entry| entry.load().0).collect();
    for folder in ["transcript/ok", "screenplay/ok", "story/ok", "play/ok"] {
        let folder = format!("{}/tests/fixtures/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).expect("fixtures").map(|e| e.expect("entry").path()).collect();
        paths.sort();
        episodes.extend(paths.iter().map(|path| {
            println!("{}", path.display());
            load(vec![Source::read(path).expect("fixture").into()], "Halyard")
        }));
    }
    episodes
}

#[test]
fn every_fixture_goes_through_fountain() {
    episodes().iter().for_each(goes_through_fountain);
}

#[test]
fn every_fixture_goes_through_tei() {
    episodes().iter().for_each(goes_through_tei);
}

#[test]
fn what_is_written_in_fountain_is_written_so_again() {
    for episode in episodes() {
        let once = fountain(&episode);
        let again = fountain(&loaded("again.fountain", &once, None));
        for (one, other) in again.lines().zip(once.lines()) {
            assert_eq!(one, other);
        }
    }
}

#[test]
fn markdown_has_every_word() {
    for episode in episodes() {
        let text = markdown(&episode).replace('\\', "");
        for element in episode.elements.iter().filter(|element| element.kind == ElementKind::Speech) {
            let first = element.text.split_whitespace().next().unwrap_or_default();
            assert!(text.contains(first.trim_matches(['*', '_'])), "{first}");
        }
    }
}

/// Words that mean something to Fountain where they stand at the beginning of a line or alone.
fn said() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "The lamp is out.",
        "OUT",
        "CUT TO:",
        "INT. HOLD",
        "#",
        "#1#",
        ">",
        "<",
        "= no",
        "===",
        "!",
        "@",
        "~",
        "~la",
        "*",
        "**",
        "_",
        "a_b_c",
        "\\",
        "[[",
        "]]",
        "/*",
        "*/",
        "(softly)",
        "(",
        "...",
        ".x",
        "MAREN",
        "é",
        "^",
        "Title: x",
    ]);
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_transcript_goes_through_both(
        lines in prop::collection::vec((0..6usize, said()), 1..30)
    ) {
        let mut text = "The Halyard\n\n[Deck]\n".to_owned();
        for (kind, said) in lines {
            text.push_str(&match kind {
                0 => format!("[Hold {}]\n", said.len()),
                1 => format!("({})\n", said.replace(['(', ')', '[', ']'], "-")),
                2 => "ACT TWO\n".to_owned(),
                3 => format!("ORRIN [on radio]: {said}\n"),
                _ => format!("MAREN: {said}\n"),
            });
        }
        let episode = loaded("t.txt", &text, Some(Kind::Transcript));
        goes_through_fountain(&episode);
        goes_through_tei(&episode);
    }
}
