//! What strangers write to break programs: entities that multiply, times beyond all time, queries that mean
//! nothing. Each is read or answered as what it is, in a time that its length explains.

use std::time::Duration;

use pty_session::Stopwatch;
use tableread::document::{Document, Kind, parse};
use tableread::library::Shelf;
use tableread::loader::{Given, load};
use tableread::search::{Index, Query};
use tableread::source::Source;

/// How long any query may take in one episode; builds for debugging are that much slower.
const ANSWERED: Duration = Duration::from_millis(if cfg!(debug_assertions) { 3000 } else { 100 });

/// Entities that come to a gigabyte, one that is a file, one that is in the network.
fn entities(root: &str, body: &str) -> String {
    let mut doctype = String::from("<!ENTITY a0 \"lamp lamp lamp lamp\">\n");
    for at in 1..12 {
        let ten = format!("&a{};", at - 1).repeat(10);
        doctype.push_str(&format!("<!ENTITY a{at} \"{ten}\">\n"));
    }
    let outside =
        "<!ENTITY file SYSTEM \"file:///etc/passwd\">\n<!ENTITY net SYSTEM \"http://localhost:9/x\">\n";
    format!("<?xml version=\"1.0\"?>\n<!DOCTYPE {root} [\n{doctype}{outside}]>\n{body}")
}

#[test]
fn entities_are_never_made_more_of() {
    let said = "The lamp &a11; is &file; out &net; &amp; gone.";
    let final_draft = entities(
        "FinalDraft",
        &format!(
            "<FinalDraft><Content><Paragraph Type=\"Character\"><Text>MAREN</Text></Paragraph>\
             <Paragraph Type=\"Dialogue\"><Text>{said}</Text></Paragraph></Content></FinalDraft>"
        ),
    );
    let tei = entities(
        "TEI",
        &format!(
            "<TEI><text><body><sp who=\"#m\"><speaker>MAREN</speaker><p>{said}</p></sp></body></text></TEI>"
        ),
    );
    for (name, text, kind) in [("a.fdx", final_draft, Kind::Screenplay), ("a.xml", tei, Kind::Play)] {
        let begun = Stopwatch::begin();
        let source = Source::from_bytes(name, text.as_bytes());
        let episode = load(vec![Given { source, kind: Some(kind) }], name);
        let speech =
            episode.elements.iter().find(|element| element.text.contains("The lamp")).expect("a speech");
        assert_eq!(speech.text, "The lamp &a11; is &file; out &net; & gone.");
        let length: usize = episode.elements.iter().map(|element| element.text.len()).sum();
        assert!(length < 2 * text.len(), "{name}: {length} of {}", text.len());
        assert!(!episode.elements.iter().any(|element| element.text.contains("root:")), "{name}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{name}: {:?}", begun.elapsed());
    }
}

#[test]
fn times_beyond_all_time_are_told_and_what_is_said_stays() {
    for time in [
        "9999:99:99,999 --> 9999:99:99,999",
        "99999999999:00:00,000 --> 99999999999:00:01,000",
        "-00:00:01,000 --> 00:00:01,000",
        "00:00:05,000 --> 00:00:01,000",
        "18446744073709551616:00:00,000 --> 00:00:01,000",
        "00:99999999999999999999:00,000 --> 00:00:01,000",
        "00:00:00,99999999999999999999 --> 00:00:01,000",
        "NaN:00:00,000 --> inf:00:01,000",
        "1e308:00:00,000 --> 00:00:01,000",
    ] {
        let text = format!(
            "1\n00:00:00,500 --> 00:00:00,900\nBefore.\n\n2\n{time}\nThe lamp is out.\n\n3\n00:00:02,000 --> 00:00:03,000\nAfter.\n"
        );
        let source = Source::from_bytes("a.srt", text.as_bytes());
        let parsed = parse(&source, Kind::Subtitles);
        assert_eq!(parsed.document.uncovered(&source), [], "{time}");
        let Document::Subtitles(subtitles) = parsed.document else { panic!("no subtitles") };
        assert!(
            subtitles.blocks.iter().any(|block| source.slice(block.span).contains("The lamp is out.")),
            "{time}"
        );
        for at in subtitles.cues.iter().flat_map(|cue| [cue.start, cue.end]).flatten() {
            assert!(at.is_finite() && at >= 0.0, "{time}: {at}");
        }
        assert!(subtitles.cues.iter().any(|cue| cue.text == "After."), "{time}");
        load(vec![source.into()], "a");
    }
}

#[test]
fn a_million_cues_are_read_in_time() {
    let cue = "1\n00:00:01,000 --> 00:00:02,000\nThe lamp.\n\n";
    let source = Source::from_bytes("a.srt", cue.repeat(100_000).as_bytes());
    let begun = Stopwatch::begin();
    let Document::Subtitles(tenth) = parse(&source, Kind::Subtitles).document else { panic!("no subtitles") };
    assert_eq!(tenth.cues.len(), 100_000);
    let tenth = begun.elapsed();
    let source = Source::from_bytes("a.srt", cue.repeat(1_000_000).as_bytes());
    let begun = Stopwatch::begin();
    let Document::Subtitles(all) = parse(&source, Kind::Subtitles).document else { panic!("no subtitles") };
    assert_eq!(all.cues.len(), 1_000_000);
    // Ten times as many in ten times the time; a hundred times would be the square.
    assert!(begun.elapsed() < 40 * tenth + Duration::from_secs(1), "{:?} after {tenth:?}", begun.elapsed());
}

#[test]
fn any_query_is_answered_or_told_to_be_none() {
    let episode = Shelf::sample().entries.first().expect("the sample").load().0;
    let index = Index::new(&episode);
    let long = "lamp ".repeat(4000);
    let letters = "x".repeat(20_000);
    let quotes = "\"".repeat(20_000);
    let bars = "a | ".repeat(5000);
    let signs = "!@#%^$'~\"|\\ ".repeat(1500);
    let marks = format!("la{}mp", "\u{301}".repeat(10_000));
    let queries = [
        "",
        " ",
        "!",
        "! ! !",
        "'",
        "''",
        "\"",
        "\"lamp",
        "lamp\"",
        "|",
        "| |",
        "a |",
        "@",
        "#",
        "%",
        "%kind",
        "%kind ",
        "~",
        "^",
        "$",
        "^$",
        "\\",
        "(x+x+)+y",
        "a{1000}{1000}",
        "[[[[",
        "((((",
        ".*.*.*.*",
        "🕯️ lamp",
        "👨‍👩‍👧",
        "l\u{301}amp",
        "\u{202e}pmal",
        "\u{1b}[2J",
        "#99999999999999999999",
        "~aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "!!!!lamp",
        &long,
        &letters,
        &quotes,
        &bars,
        &signs,
        &marks,
    ];
    for typed in queries {
        let shown: String = typed.chars().take(30).collect();
        let begun = Stopwatch::begin();
        let query = Query::parse(typed);
        let answer = index.search(&query);
        assert_eq!(answer.exact + answer.near, answer.hits.len(), "{shown}");
        for hit in answer.hits.iter().take(50) {
            let text = &episode.element(hit.element).text;
            assert!(index.highlights(&query, hit.element).iter().all(|lit| text.get(lit.clone()).is_some()));
        }
        for problem in query.problems().iter().chain(&index.problems(&query)) {
            assert!(typed.get(problem.span.clone()).is_some(), "{shown}: {problem:?}");
        }
        assert!(begun.elapsed() < ANSWERED, "{shown}: {:?}", begun.elapsed());
    }
}
