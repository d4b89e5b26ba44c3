//! The transcript reader over whole transcripts: fixtures, any text at all, and many real editions.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use pty_session::Stopwatch;
use tableread::document::script::{BlockKind, Script};
use tableread::document::{self, Document, Kind, Parsed, transcript};
use tableread::source::Source;

use crate::fixtures::{
    any_text_is_covered, check_blocks, fixtures, in_no_order, read_as_they_should, shared,
};

/// The header, every block at its line with who speaks and the words, then the diagnostics.
fn shown(source: &Source, parsed: &Parsed<Script>) -> String {
    let mut shown = format!("{:?}\n", parsed.document.header);
    for block in &parsed.document.blocks {
        let (kind, who) = match &block.kind {
            BlockKind::Speech(cue) => {
                let label = cue.label.as_deref().unwrap_or("?");
                let extension = cue.extension.as_ref().map(|e| format!(" [{e}]")).unwrap_or_default();
                ("speech".to_owned(), format!(" {label}{extension} ({:?})", cue.evidence))
            }
            kind => (format!("{kind:?}").to_lowercase(), String::new()),
        };
        let line = source.line_of(block.span.start);
        writeln!(shown, "{line:>3} {kind}{who} | {}", source.flow(block.text)).expect("string");
    }
    shown
}

/// What holds for every text: the blocks are in order, disjoint and hold their words, and nothing
/// is left out; the diagnostics are in the order of the text.
fn check(source: &Source, parsed: &Parsed<Script>) {
    for block in &parsed.document.blocks {
        assert!(block.span.start <= block.text.start && block.text.end <= block.span.end, "{block:?}");
        assert!(source.text.get(block.text.start..block.text.end).is_some(), "{:?}", block.text);
    }
    check_blocks(source, &Document::Script(parsed.document.clone()));
    for diagnostic in &parsed.diagnostics {
        let span = diagnostic.span;
        assert!(source.text.get(span.start..span.end).is_some(), "{diagnostic:?}");
    }
    let lines: Vec<usize> = parsed.diagnostics.iter().map(|d| source.line_of(d.span.start)).collect();
    assert!(lines.is_sorted(), "{:?}", parsed.diagnostics);
}

#[test]
fn fixtures_read_as_they_should() {
    read_as_they_should("transcript", transcript::parse, check, shown);
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    for path in fixtures("transcript", "ok").into_iter().chain(fixtures("transcript", "err")) {
        let text = std::fs::read_to_string(&path).expect("fixture");
        let plain = Source::from_bytes("t", text.as_bytes());
        let expected = shown(&plain, &transcript::parse(&plain));
        for other in [
            text.replace('\n', "\r\n"),
            text.replace('\n', "\r"),
            format!("\u{feff}{text}"),
            format!("\u{feff}{}", text.replace('\n', "\r\n")),
        ] {
            let source = Source::from_bytes("t", other.as_bytes());
            assert_eq!(shown(&source, &transcript::parse(&source)), expected, "{}", path.display());
        }
    }
}

/// Text made of what transcripts are made of, in no order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "MAREN:",
        "MAREN",
        "ORRIN [OC]:",
        "ORRIN;",
        "Maren:",
        "4 of 9:",
        "ORRIN (",
        "pMAREN:",
        ":",
        ";",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "\n",
        "\n\n",
        "\n",
        "\t",
        "[Lamp room]",
        "[Scene: The jetty]",
        "[OC]:",
        "(He climbs.)",
        "(climbs",
        "The lamp is out.",
        "is it",
        "Keeper's log, stardate 8812.3.",
        "(log continues)",
        "ACT TWO",
        "END OF ACT ONE",
        "[Commercial Break]",
        "Stardate: 8812.3",
        "Original Airdate:",
        "TWO DAYS LATER",
        "<Back",
        "é",
        "’",
        "\u{a0}",
        "...",
        "\"",
    ]);
    in_no_order(scrap)
}

proptest! {
    #[test]
    fn every_text_is_covered(text in prop_oneof![any::<String>(), scraps()]) {
        let source = Source::from_bytes("transcript.txt", text.as_bytes());
        any_text_is_covered(&source, transcript::parse, check, transcript::recognise);
    }

    #[test]
    fn any_bytes_are_covered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let source = Source::from_bytes("transcript.txt", &bytes);
        check(&source, &transcript::parse(&source));
    }

    #[test]
    fn line_ends_change_nothing_in_any_text(text in scraps()) {
        let plain = Source::from_bytes("t", text.as_bytes());
        let other = Source::from_bytes("t", format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes());
        prop_assert_eq!(
            shown(&plain, &transcript::parse(&plain)),
            shown(&other, &transcript::parse(&other))
        );
    }
}

#[test]
fn a_transcript_is_told_from_everything_else() {
    let kind = |path: &Path| document::surest(&Source::read(path).expect("fixture")).kind;
    for path in fixtures("transcript", "ok").into_iter().chain(fixtures("transcript", "err")) {
        assert_eq!(kind(&path), Kind::Transcript, "{}", path.display());
    }
    for format in ["press-kit", "story", "subtitles", "summary"] {
        for path in fixtures(format, "ok") {
            assert_ne!(kind(&path), Kind::Transcript, "{}", path.display());
        }
    }
    for text in [
        "Maren climbed to the lamp. \"It is out,\" she said.\n\n\"It cannot be,\" said Orrin.\n",
        "INT. LAMP ROOM - NIGHT\n\nMaren climbs.\n\n          MAREN\n     The lamp is out.\n\nCUT TO:\n",
        "1\n00:00:01,000 --> 00:00:02,000\nThe lamp is out.\n",
        "",
    ] {
        let recognition = transcript::recognise(&Source::from_bytes("a", text.as_bytes()));
        assert!(recognition.confidence < 0.3, "{text}: {recognition:?}");
    }
}

/// Every file below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// One series of the corpus is bare dialogue, with neither speakers nor headings: no transcript.
const BARE: &str = "SNW";

#[test]
fn real_transcripts_are_told_and_understood() {
    let Some(shared) = shared() else { return };
    for folder in ["transcripts", "transcripts-hard-wrapped"] {
        let (mut other, mut blocks) = (0, 0);
        for path in files(&shared.join("corpus").join(folder)) {
            let source = Source::read(&path).expect("document");
            let bare = path.components().any(|part| part.as_os_str() == BARE);
            let kind = document::surest(&source).kind;
            assert_eq!(kind == Kind::Transcript, !bare, "{}: {kind:?}", path.display());
            let parsed = transcript::parse(&source);
            check(&source, &parsed);
            if !bare {
                let strange = |b: &&document::script::Block| b.kind == BlockKind::Other;
                other += parsed.document.blocks.iter().filter(strange).count();
                blocks += parsed.document.blocks.len();
            }
        }
        assert!(blocks > 5_000, "{folder}: {blocks} blocks");
        assert!(other * 1000 < blocks * 5, "{folder}: {other} of {blocks} not understood");
    }
}

/// A line may be as long as its file; where each of its pieces looked at all that is left of it, these
/// would take minutes.
#[test]
fn long_lines_are_read_in_time() {
    let speeches = "MAREN: a.\nORRIN: b.\n".repeat(4);
    let begun = Stopwatch::begin();
    for scrap in ["MAREN: x. ", "(-)", "[Ab]", "[[a]", "\nfoo)", "\n(a", "x: ", "MAREN (a) "] {
        let text = format!("{speeches}{}a\n", scrap.repeat(20_000));
        let source = Source::from_bytes("t", text.as_bytes());
        check(&source, &transcript::parse(&source));
    }
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
