//! The summary reader over whole pages: fixtures, any text at all, and pages read by hand.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tableread::document::summary::{self, Summary};
use tableread::document::{Document, Parsed};
use tableread::source::Source;

use crate::fixtures::{
    any_text_is_covered, check_blocks, fixtures, in_no_order, read_as_they_should, shared, truth,
};
use tableread::text::span::Span;

/// Every block with its line, then what the page says in the lists.
fn shown(source: &Source, parsed: &Parsed<Summary>) -> String {
    let page = &parsed.document;
    let mut shown = format!("{:?}\n", page.header);
    let mut put = |what: &str, span: Span, more: String| {
        writeln!(shown, "{:>3} {what} | {}{more}", source.line_of(span.start), source.flow(span))
            .expect("string");
    };
    for block in &page.blocks {
        put(&format!("{:?}", block.kind).to_lowercase(), block.span, String::new());
    }
    page.logline.into_iter().for_each(|span| put("= logline", span, String::new()));
    for paragraph in &page.paragraphs {
        let act = paragraph.act.map_or("no act", |act| page.acts[act].name.as_str());
        put(&format!("= paragraph of {act}"), paragraph.span, String::new());
    }
    for log in &page.logs {
        let act = log.act.map_or("no act", |act| page.acts[act].name.as_str());
        put(&format!("= log of {act}"), log.span, String::new());
    }
    for quote in &page.quotes {
        for line in &quote.lines {
            put("= quote", *line, String::new());
        }
        quote.attribution.into_iter().for_each(|by| put("= by", by, String::new()));
    }
    page.captions.iter().for_each(|caption| put("= caption", *caption, String::new()));
    page.notes.iter().for_each(|note| put("= note", *note, String::new()));
    for entry in &page.cast {
        let more = format!(" <- {:?}{}", entry.actor, if entry.guest { ", guest" } else { "" });
        put("= role", entry.span, more);
    }
    shown
}

fn check(source: &Source, parsed: &Parsed<Summary>) {
    let page = &parsed.document;
    let lists = [&page.captions, &page.notes];
    let spans = lists.into_iter().flatten().copied();
    let spans = spans.chain(page.blocks.iter().map(|block| block.span)).chain(page.logline);
    let spans = spans.chain(page.logs.iter().map(|log| log.span));
    let spans = spans.chain(page.paragraphs.iter().map(|paragraph| paragraph.span));
    let spans = spans
        .chain(page.quotes.iter().flat_map(|quote| quote.lines.iter().copied().chain(quote.attribution)));
    for span in spans.chain(page.cast.iter().map(|entry| entry.span)) {
        assert!(source.text.get(span.start..span.end).is_some(), "{span:?}");
    }
    let acts = page.paragraphs.iter().map(|p| p.act).chain(page.logs.iter().map(|log| log.act));
    assert!(acts.flatten().all(|act| act < page.acts.len()));
    check_blocks(source, &Document::Summary(page.clone()));
}

#[test]
fn fixtures_read_as_they_should() {
    read_as_they_should("summary", summary::parse, check, shown);
}

/// Text made of what pages are made of, in no order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "\"",
        "“",
        "”",
        "'",
        "\n",
        "\n\n",
        "\n\n\n",
        " ",
        "- ",
        "—",
        "• ",
        "* ",
        ".",
        "Act One[]",
        "Teaser",
        "Contents",
        "1.2 ",
        "Memorable quotes[edit]",
        "Log entries",
        "Background information[]",
        "Starring",
        "== Plot ==",
        "Keeper's log, stardate 88.1",
        "Maren as Orrin",
        "Maren:",
        "The lamp is out",
        "\t",
        "(softly)",
        "[1]",
        "é",
        "Stardate: ",
        "First aired",
        "Written by",
    ]);
    in_no_order(scrap)
}

proptest! {
    #[test]
    fn every_text_is_covered(text in prop_oneof![any::<String>(), scraps()]) {
        let source = Source::from_bytes("summary.txt", text.as_bytes());
        any_text_is_covered(&source, summary::parse, check, summary::recognise);
    }
}

/// A page read by hand: its acts, paragraphs, captions, log entries and quotes, each at its line.
#[test]
fn a_page_read_by_hand_has_its_parts() {
    let Some(shared) = shared() else { return };
    let source = Source::read(&shared.join("seeds/alliances/summary.txt")).expect("summary");
    let truth = truth(&shared, "alliances");
    let page = summary::parse(&source).document;
    let at = |span: &Span| source.line_of(span.start);
    let numbers = |list: &str| -> Vec<usize> {
        let number = |value: &serde_json::Value| {
            let number = value.as_u64().or_else(|| value["summary_line"].as_u64()).expect("number");
            usize::try_from(number).expect("small")
        };
        truth[list].as_array().expect("list").iter().map(number).collect()
    };
    let acts: Vec<&str> =
        truth["acts"].as_array().expect("acts").iter().filter_map(|a| a["act"].as_str()).collect();
    assert_eq!(page.acts.iter().map(|act| act.name.as_str()).collect::<Vec<_>>(), acts);
    assert_eq!(page.captions.iter().map(at).collect::<Vec<_>>(), numbers("captions"));
    assert_eq!(page.quotes.iter().map(|quote| at(&quote.lines[0])).collect::<Vec<_>>(), numbers("quotes"));
    assert!(page.quotes.iter().all(|quote| quote.attribution.is_some()));
    let listed = page.logs.iter().filter(|log| log.act.is_none()).map(|log| at(&log.span));
    assert_eq!(listed.collect::<Vec<_>>(), numbers("logs"));
    let told = page.logs.iter().filter(|log| log.act.is_some()).map(|log| at(&log.span));
    let mut retold: Vec<usize> = page.paragraphs.iter().map(|p| at(&p.span)).chain(told).collect();
    retold.sort_unstable();
    assert_eq!(retold, numbers("paragraphs"));
    assert_eq!(page.logline.as_ref().map(at), Some(1));
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
fn a_page_is_told_from_everything_else() {
    for path in fixtures("summary", "ok") {
        let source = Source::read(&path).expect("fixture");
        let recognition = summary::recognise(&source);
        assert!(recognition.confidence > 0.75, "{}: {recognition:?}", path.display());
    }
    for folder in ["press-kit/ok", "story/ok"] {
        for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)) {
            let recognition = summary::recognise(&Source::read(&path).expect("fixture"));
            assert!(recognition.confidence < 0.3, "{}: {recognition:?}", path.display());
        }
    }
    for text in [
        "[Deck]\n\nMAREN: The lamp is out.\n\nORRIN: It cannot be.\n(He climbs.)\n\nMAREN: It is.\n",
        "ACT ONE\n\nINT. DECK - NIGHT\n\nMaren climbs.\n\n          MAREN\n     The lamp is out.\n\nACT TWO\n",
        "# Act One\n\n= Maren climbs to the lamp.\n\n# Act Two\n\n= Maren comes down.\n\n# Act Three\n",
        "1\n00:00:01,000 --> 00:00:02,000\nThe lamp is out.\n",
        "",
    ] {
        let recognition = summary::recognise(&Source::from_bytes("a", text.as_bytes()));
        assert!(recognition.confidence < 0.3, "{text}: {recognition:?}");
    }
}

#[test]
fn pages_are_told_among_many_documents() {
    let Some(shared) = shared() else { return };
    for path in files(&shared.join("corpus")).into_iter().chain(files(&shared.join("seeds"))) {
        let source = Source::read(&path).expect("document");
        check(&source, &summary::parse(&source));
        let recognition = summary::recognise(&source);
        let is_page = path.file_name().is_some_and(|name| name == "summary.txt");
        let right = if is_page { recognition.confidence > 0.9 } else { recognition.confidence < 0.3 };
        assert!(right, "{}: {recognition:?}", path.display());
    }
}
