//! The play reader over whole plays: fixtures, any text at all, and plays whose speeches are known.

use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use tableread::document::script::{BlockKind, Script, Setting};
use tableread::document::{Kind, Parsed, play, surest};
use tableread::source::Source;

use crate::fixtures::{any_text_is_covered, fixtures, in_no_order, read_as_they_should, shared};
use crate::screenplay::{check, shown, text};

#[test]
fn fixtures_read_as_they_should() {
    read_as_they_should("play", play::parse, check, shown);
}

#[test]
fn plays_are_told_from_everything_else() {
    for path in fixtures("play", "ok") {
        let source = Source::read(&path).expect("fixture");
        assert_eq!(surest(&source).kind, Kind::Play, "{}: {:?}", path.display(), play::recognise(&source));
    }
    for format in ["transcript", "screenplay", "story", "summary", "press-kit", "subtitles"] {
        for path in fixtures(format, "ok") {
            let recognition = play::recognise(&Source::read(&path).expect("fixture"));
            assert!(recognition.confidence < 0.7, "{}: {recognition:?}", path.display());
        }
    }
}

/// Text made of what plays are made of, in no order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "\n",
        "\n\n",
        " ",
        "ACT I",
        "SCENE II.",
        "ACT I. SCENE I. The reef",
        "PROLOGUE",
        "chorus",
        "MAREN",
        "MAREN.",
        "MAREN. Yes.",
        "[",
        "]",
        "[, aside]",
        "(",
        ")",
        "_[",
        "Enter Maren.",
        "Exit",
        "The lamp is out.",
        "é",
        "<TEI>",
        "<body>",
        "<div type=\"act\">",
        "<div>",
        "</div>",
        "<head>",
        "</head>",
        "<sp who=\"#a #b\">",
        "<sp>",
        "</sp>",
        "<speaker>",
        "</speaker>",
        "<l>",
        "</l>",
        "<stage>",
        "</stage>",
        "<p>",
        "</p>",
        "&amp;",
        "&#27;",
        "<!--",
        "-->",
        "<note>",
        "</note>",
        "<lb/>",
        "</body>",
    ]);
    in_no_order(scrap)
}

proptest! {
    #[test]
    fn every_text_is_covered(text in prop_oneof![any::<String>(), scraps()], tei in any::<bool>()) {
        let text = if tei { format!("<TEI><text><body>{text}") } else { text };
        let source = Source::from_bytes("play.txt", text.as_bytes());
        any_text_is_covered(&source, play::parse, check, play::recognise);
    }
}

/// A speech as it is known: act, scene, speaker, words.
type Speech = (String, String, String, String);

/// Words that compare: without directions in brackets, with single spaces.
fn flat(words: &str) -> String {
    let mut flat = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('[') {
        flat.push_str(before);
        rest = after.split_once(']').map_or("", |(_, behind)| behind);
    }
    flat.push_str(rest);
    let flat = flat.split_whitespace().collect::<Vec<_>>().join(" ");
    // Where a direction stood, a space may stand before a mark.
    flat.replace(" ,", ",").replace(" .", ".").replace("( ", "(")
}

fn speeches(source: &Source, script: &Script) -> Vec<Speech> {
    let (mut act, mut scene) = (String::new(), String::new());
    let mut speeches = Vec::new();
    for block in &script.blocks {
        match &block.kind {
            BlockKind::ActMark => {
                assert_eq!(block.setting, Setting::Section);
                (act, scene) = (text(source, block), String::new());
            }
            BlockKind::Heading => scene = text(source, block),
            BlockKind::Speech(cue) => {
                let who = cue.label.clone().unwrap_or_default();
                speeches.push((act.clone(), scene.clone(), who, flat(&text(source, block))));
            }
            _ => {}
        }
    }
    speeches
}

/// What is known of a play. There, a division without a name of its own that stands inside an act (a chorus)
/// is called an act from there on, although its scenes are the act's; here the act stays, and the chorus is
/// one of its scenes.
fn known(truth: &Value) -> Vec<Speech> {
    let word = |speech: &Value, key: &str| speech[key].as_str().unwrap_or_default().to_owned();
    let mut act = 0;
    let mut before = (String::new(), String::new());
    let of = |speech: &Value| {
        let (mut named, mut scene) = (word(speech, "act"), word(speech, "scene"));
        if named == "chorus" {
            let begins = scene.is_empty() && before.1 != "chorus";
            act += usize::from(begins);
            scene = if scene.is_empty() { named } else { scene };
            named = format!("ACT {act}");
        } else if let Some(number) = named.strip_prefix("ACT ") {
            act = number.parse().expect("a number");
        }
        before = (named.clone(), scene.clone());
        (named, scene, word(speech, "speaker"), flat(&word(speech, "text")))
    };
    truth.as_array().expect("speeches").iter().map(of).collect()
}

/// How many of the speeches that are `known` are among those that were `read`, in order. Where no name is
/// known, the list of persons may have told one.
fn alike(known: &[Speech], read: &[Speech]) -> usize {
    let mut rest = read.iter().peekable();
    let mut alike = 0;
    for speech in known {
        // One that was read otherwise is passed over, a few of them at most.
        let ahead = rest.clone().take(4).position(|other| {
            let nameless = speech.2.is_empty();
            other == speech || nameless && (&other.0, &other.1, &other.3) == (&speech.0, &speech.1, &speech.3)
        });
        if let Some(at) = ahead {
            rest.nth(at);
            alike += 1;
        } else {
            println!("not read: {speech:?}\n  but {:?}", rest.peek());
        }
    }
    alike
}

fn compared(path: &Path, truth: &Value) -> (usize, usize, usize) {
    let source = Source::read(path).expect("play");
    assert_eq!(surest(&source).kind, Kind::Play, "{}: {:?}", path.display(), play::recognise(&source));
    let parsed: Parsed<Script> = play::parse(&source);
    check(&source, &parsed);
    let (known, read) = (known(truth), speeches(&source, &parsed.document));
    let alike = alike(&known, &read);
    println!("{}: {alike} of {} speeches, {} read", path.display(), known.len(), read.len());
    (alike, known.len(), read.len())
}

/// Prints its figures: `TABLEREAD_SHARED=... cargo test --test readers plays_are -- --nocapture`.
#[test]
fn plays_are_read_as_they_are_known() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("corpus/plays");
    let (mut plays, mut all, mut as_text) = (0, 0, 0);
    for entry in std::fs::read_dir(&folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.extension().is_none_or(|ending| ending != "xml") {
            continue;
        }
        let truth = std::fs::read_to_string(path.with_extension("truth.json")).expect("truth");
        let truth: Value = serde_json::from_str(&truth).expect("json");
        let (alike, known, read) = compared(&path, &truth);
        assert_eq!((alike, read), (known, known), "{}", path.display());
        let (alike, known, _) = compared(&path.with_extension("txt"), &truth);
        assert!(alike * 100 >= known * 99, "{}: {alike} of {known}", path.display());
        (plays, all, as_text) = (plays + 1, all + known, as_text + alike);
    }
    let share = 100.0 * as_text as f64 / all.max(1) as f64;
    println!("{plays} plays: {all} of {all} speeches as TEI, {as_text} as text ({share:.2} %)");
    assert!(plays >= 5, "{plays}");
}
