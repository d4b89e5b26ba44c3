//! The subtitle reader over whole files: fixtures, and any text at all.

use std::fmt::Write;

use proptest::prelude::*;
use tableread::document::{Document, Parsed, Subtitles, subtitles};
use tableread::source::Source;

use crate::fixtures::{check_blocks, read_as_they_should};

fn shown(source: &Source, parsed: &Parsed<Subtitles>) -> String {
    let mut shown = format!("{:?}\n", parsed.document.format);
    for cue in &parsed.document.cues {
        let line = source.line_of(cue.span.start);
        let voice = cue.voice.as_deref().unwrap_or("-");
        let times = match (cue.start, cue.end) {
            (Some(start), Some(end)) => format!("{start:.3}-{end:.3}"),
            _ => "-".to_owned(),
        };
        writeln!(shown, "{line:>3} {times} {voice} | {}", cue.text).expect("string");
    }
    shown
}

fn check(source: &Source, parsed: &Parsed<Subtitles>) {
    check_blocks(source, &Document::Subtitles(parsed.document.clone()));
}

#[test]
fn fixtures_read_as_they_should() {
    read_as_they_should("subtitles", subtitles::parse, check, shown);
}

/// Text made of what subtitles are made of, in no order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "WEBVTT",
        "NOTE",
        "STYLE",
        "1",
        "42",
        "00:00:01,000",
        "00:02.5",
        " --> ",
        "->",
        "\n",
        "\n\n",
        " ",
        "<i>",
        "</i>",
        "<v Maren>",
        "{\\an8}",
        "&amp;",
        "MAREN:",
        "- ",
        ".",
        " . ",
        "\"",
        "!",
        "don 't",
        "é",
        "The lamp",
        "\u{a0}",
        "[bell]",
        "[Events]\n",
        "Dialogue: 0,0:00:01.00,0:00:02.00,,Maren,0,0,0,,",
        "Format: Start, End, Text\n",
        "{25}{50}",
        "[10][20]",
        "0:00:01.000,0:00:02.000\n",
        "|",
        "\\N",
        "{\\p1}",
    ]);
    prop::collection::vec(scrap, 0..120).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn every_text_is_covered(text in prop_oneof![any::<String>(), scraps()]) {
        let source = Source::from_bytes("subtitles.srt", text.as_bytes());
        check(&source, &subtitles::parse(&source));
        let confidence = subtitles::recognise(&source).confidence;
        prop_assert!((0.0..=1.0).contains(&confidence));
    }

    #[test]
    fn every_file_is_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let source = Source::from_bytes("subtitles.srt", &bytes);
        check(&source, &subtitles::parse(&source));
    }
}
