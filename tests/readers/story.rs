//! The story reader over whole stories: fixtures, any text at all, and a story whose speakers are known.

use std::fmt::Write;
use std::path::Path;

use proptest::prelude::*;
use tableread::document::script::{BlockKind, Script};
use tableread::document::{Document, Parsed, story};
use tableread::source::Source;

use crate::fixtures::{
    any_text_is_covered, check_blocks, fixtures, in_no_order, read_as_they_should, shared, truth,
};

fn shown(source: &Source, parsed: &Parsed<Script>) -> String {
    let mut shown = format!("{:?}\n", parsed.document.header);
    for block in &parsed.document.blocks {
        let (kind, who) = match &block.kind {
            BlockKind::Speech(cue) => {
                let label = cue.label.as_deref().unwrap_or("?");
                ("speech".to_owned(), format!(" {label} ({:?})", cue.evidence))
            }
            kind => (format!("{kind:?}").to_lowercase(), String::new()),
        };
        let line = source.line_of(block.span.start);
        writeln!(shown, "{line:>3} {kind}{who} | {}", source.flow(block.text)).expect("string");
    }
    shown
}

fn check(source: &Source, parsed: &Parsed<Script>) {
    for block in &parsed.document.blocks {
        assert!(block.span.start <= block.text.start && block.text.end <= block.span.end, "{block:?}");
        assert!(source.text.get(block.text.start..block.text.end).is_some(), "{:?}", block.text);
    }
    check_blocks(source, &Document::Script(parsed.document.clone()));
}

#[test]
fn fixtures_read_as_they_should() {
    read_as_they_should("story", story::parse, check, shown);
}

#[test]
fn a_story_is_told_from_a_transcript() {
    for path in fixtures("story", "ok") {
        let source = Source::read(&path).expect("fixture");
        let recognition = story::recognise(&source);
        assert!(recognition.confidence > 0.6, "{}: {recognition:?}", path.display());
    }
    let transcript =
        "[Deck]\n\nMAREN: The lamp is out.\n\nORRIN: It cannot be.\n(He climbs.)\n\nMAREN: It is.\n";
    let source = Source::from_bytes("transcript.txt", transcript.as_bytes());
    assert!(story::recognise(&source).confidence < 0.2, "{:?}", story::recognise(&source));
}

/// Text made of what stories are made of, in no order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "\"",
        "“",
        "”",
        "'",
        "‘",
        "’",
        "«",
        "»",
        "\n",
        "\n\n",
        " ",
        "--",
        "—",
        "***",
        ",",
        ".",
        "?",
        "said",
        "Maren",
        "Mr. Voss",
        "Captain",
        "she",
        "I",
        "the keeper",
        "CHAPTER II",
        "By Orrin",
        "Title: X",
        "Orrin's",
        "voice",
        "\u{a0}",
        "of",
        "é",
        "smiled",
        "and",
        "to",
    ]);
    in_no_order(scrap)
}

proptest! {
    #[test]
    fn every_text_is_covered(text in prop_oneof![any::<String>(), scraps()]) {
        let source = Source::from_bytes("story.txt", text.as_bytes());
        any_text_is_covered(&source, story::parse, check, story::recognise);
    }
}

/// The speakers of a story read by hand: nearly every speech is found, nine of ten have their speaker,
/// and an answer that is given as nearly certain is.
#[test]
fn a_story_read_by_hand_has_its_speakers() {
    let Some(shared) = shared() else { return };
    let shared = Path::new(&shared);
    let source = Source::read(&shared.join("seeds/betrayals/story.txt")).expect("story");
    let truth = truth(shared, "betrayals");
    let parsed = story::parse(&source);
    check(&source, &parsed);
    let (mut total, mut found, mut right, mut sure, mut sure_right) = (0, 0, 0, 0, 0);
    for segment in truth["segments"].as_array().expect("segments") {
        total += 1;
        let (start, end) = place(&source, segment);
        let speech = parsed.document.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Speech(cue)
                if 2 * overlap((block.text.start, block.text.end), (start, end)) >= end - start =>
            {
                Some(cue)
            }
            _ => None,
        });
        let Some(cue) = speech else { continue };
        found += 1;
        let speaker = segment["speaker"].as_str().expect("speaker");
        let is_right = cue.label.as_deref().is_some_and(|label| label.split(' ').any(|word| word == speaker));
        right += usize::from(is_right);
        sure += usize::from(cue.confidence >= 0.9);
        sure_right += usize::from(cue.confidence >= 0.9 && is_right);
    }
    assert!(found * 100 >= total * 98, "{found} of {total} found");
    assert!(right * 100 >= total * 90, "{right} of {total} right");
    assert!(sure_right * 100 >= sure * 95, "{sure_right} of {sure} right where sure");
}

/// The bytes of a segment that is given by line and by characters in it.
fn place(source: &Source, segment: &serde_json::Value) -> (usize, usize) {
    let number = |key: &str| usize::try_from(segment[key].as_u64().expect("number")).expect("small");
    let line = source.line_span(number("line"));
    let text = source.slice(line);
    let byte = |at: usize| line.start + text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    (byte(number("start")), byte(number("end")))
}

fn overlap(one: (usize, usize), other: (usize, usize)) -> usize {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}
