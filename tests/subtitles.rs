//! The subtitle reader over whole files: fixtures, and any text at all.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tableread::document::{Document, Parsed, Severity, Subtitles, subtitles};
use tableread::source::Source;

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/subtitles").join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(path).expect("fixtures").map(|entry| entry.expect("entry").path()).collect();
    files.sort();
    files
}

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
    for diagnostic in &parsed.diagnostics {
        let line = source.line_of(diagnostic.span.start);
        writeln!(shown, "{line:>3} {:?} {}: {}", diagnostic.severity, diagnostic.code, diagnostic.message)
            .expect("string");
    }
    shown
}

fn check(source: &Source, parsed: &Parsed<Subtitles>) {
    let mut end = 0;
    for block in &parsed.document.blocks {
        assert!(block.span.start >= end, "{:?} begins before {end}", block.span);
        assert!(source.text.get(block.span.start..block.span.end).is_some());
        end = block.span.end;
    }
    assert_eq!(Document::Subtitles(parsed.document.clone()).uncovered(source), []);
}

#[test]
fn fixtures_read_as_they_should() {
    for (folder, clean) in [("ok", true), ("err", false)] {
        for path in fixtures(folder) {
            let source = Source::read(&path).expect("fixture");
            let parsed = subtitles::parse(&source);
            check(&source, &parsed);
            let warned = parsed.diagnostics.iter().any(|diagnostic| diagnostic.severity >= Severity::Warning);
            assert_eq!(warned, !clean, "{}: {:?}", path.display(), parsed.diagnostics);
            let name = path.file_stem().expect("name").to_string_lossy().into_owned();
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("subtitles_{folder}_{name}"), shown(&source, &parsed));
            });
        }
    }
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
