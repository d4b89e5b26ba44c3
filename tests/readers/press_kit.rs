//! The press-kit reader over whole kits: fixtures, any text at all, and a kit read by hand.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tableread::document::press_kit::{self, PressKit};
use tableread::document::{Document, Parsed};
use tableread::source::Source;

use crate::fixtures::{
    any_text_is_covered, check_blocks, fixtures, in_no_order, read_as_they_should, shared, truth,
};

/// Every block with its line, then the cast and the credits.
fn shown(source: &Source, parsed: &Parsed<PressKit>) -> String {
    let kit = &parsed.document;
    let mut shown = format!("{:?}\n", kit.header);
    for block in &kit.blocks {
        let line = source.line_of(block.span.start);
        let kind = format!("{:?}", block.kind).to_lowercase();
        writeln!(shown, "{line:>3} {kind} | {}", source.flow(block.span)).expect("string");
    }
    for entry in &kit.cast {
        let guest = if entry.guest { " (guest)" } else { "" };
        writeln!(shown, "= {} <- {:?}{guest}", entry.role, entry.actor).expect("string");
    }
    for credit in &kit.credits {
        writeln!(shown, "= {}: {}", credit.job, credit.name).expect("string");
    }
    let loglines = kit.logline.iter().map(|span| ("logline", *span));
    let lists = loglines.chain(kit.synopsis.iter().map(|span| ("synopsis", *span)));
    for (what, span) in lists.chain(kit.headlines.iter().map(|span| ("headline", *span))) {
        writeln!(shown, "= {what}: {}", source.flow(span)).expect("string");
    }
    shown
}

fn check(source: &Source, parsed: &Parsed<PressKit>) {
    let kit = &parsed.document;
    let spans = kit.cast.iter().map(|entry| entry.span).chain(kit.credits.iter().map(|credit| credit.span));
    for span in
        spans.chain(kit.synopsis.iter().copied()).chain(kit.headlines.iter().copied()).chain(kit.logline)
    {
        assert!(source.text.get(span.start..span.end).is_some(), "{span:?}");
    }
    check_blocks(source, &Document::PressKit(kit.clone()));
}

#[test]
fn fixtures_read_as_they_should() {
    read_as_they_should("press-kit", press_kit::parse, check, shown);
}

/// Text made of what kits are made of, in no order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "\n",
        "\n\n",
        " ",
        "\t",
        "....",
        "…",
        "#",
        "\"",
        "“",
        "EPISODE #12",
        "Episode #12 - Page 2",
        "-more-",
        "CAST",
        "GUEST STARS",
        "KEEPER MAREN",
        "ADA QUILL",
        "ORRIN",
        "TESS De MOOR",
        "Written by:",
        "Directed by",
        "as",
        "HEADLINE",
        "The lamp goes out over the sea.",
        "é",
        ":",
        "SYNOPSIS",
        "Producer",
    ]);
    in_no_order(scrap)
}

proptest! {
    #[test]
    fn every_text_is_covered(text in prop_oneof![any::<String>(), scraps()]) {
        let source = Source::from_bytes("kit.txt", text.as_bytes());
        any_text_is_covered(&source, press_kit::parse, check, press_kit::recognise);
    }
}

/// A kit read by hand: its number, title, cast and credits.
#[test]
fn a_kit_read_by_hand_has_its_cast() {
    let Some(shared) = shared() else { return };
    let source = Source::read(&shared.join("seeds/alliances/press-kit.txt")).expect("kit");
    let truth = truth(&shared, "alliances");
    let parsed = press_kit::parse(&source);
    check(&source, &parsed);
    let kit = parsed.document;
    assert_eq!(kit.header.number.as_deref(), truth["number"].as_str());
    assert_eq!(kit.header.title.as_deref(), truth["title"].as_str());
    let cast = kit.cast.iter().map(|entry| (entry.role.clone(), entry.actor.clone()));
    let written = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let listed = truth["cast"].as_object().expect("cast").values();
    let listed = listed.map(|pair| (written(&pair[0]).expect("role"), written(&pair[1])));
    let sorted = |mut list: Vec<(String, Option<String>)>| {
        list.sort();
        list
    };
    assert_eq!(sorted(cast.collect()), sorted(listed.collect()));
    for (job, name) in truth["crew"].as_object().expect("crew") {
        let done =
            |credit: &press_kit::Credit| credit.job == *job && Some(credit.name.as_str()) == name.as_str();
        assert!(kit.credits.iter().any(done), "{job}");
    }
}

/// Every file below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files
}

#[test]
fn a_kit_is_told_from_everything_else() {
    for path in fixtures("press-kit", "ok") {
        let recognition = press_kit::recognise(&Source::read(&path).expect("fixture"));
        assert!(recognition.confidence > 0.85, "{}: {recognition:?}", path.display());
    }
    for folder in ["summary/ok", "story/ok"] {
        for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)) {
            let recognition = press_kit::recognise(&Source::read(&path).expect("fixture"));
            assert!(recognition.confidence < 0.3, "{}: {recognition:?}", path.display());
        }
    }
    let play = "CAST\n\nMAREN\nORRIN\nTEASEL\n\nACT ONE\n\nINT. DECK\n\nMAREN\nThe lamp is out.\n\nORRIN\nIt cannot be.\n";
    let recognition = press_kit::recognise(&Source::from_bytes("a", play.as_bytes()));
    assert!(recognition.confidence < 0.6, "{recognition:?}");
}

#[test]
fn kits_are_told_among_many_documents() {
    let Some(shared) = shared() else { return };
    for path in files(&shared.join("corpus")).into_iter().chain(files(&shared.join("seeds"))) {
        let source = Source::read(&path).expect("document");
        check(&source, &press_kit::parse(&source));
        let recognition = press_kit::recognise(&source);
        let is_kit = path.file_name().is_some_and(|name| name == "press-kit.txt");
        let right = if is_kit { recognition.confidence > 0.9 } else { recognition.confidence < 0.3 };
        assert!(right, "{}: {recognition:?}", path.display());
    }
}
