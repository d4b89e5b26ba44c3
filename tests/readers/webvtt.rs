//! WebVTT against the cases of another reader (`x.vtt` with the cues that it expects in `x.json`).

use std::path::{Path, PathBuf};

use serde_json::Value;
use tableread::document::subtitles;
use tableread::source::Source;

use crate::fixtures::shared;

/// Cases that are read otherwise, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("cue-times/minimum-spots-over-sixty", "120:00.000 is 120 minutes here; the other reader has 120 hours"),
    ("cuetext/languages/junk_characters", "control characters in the name are cleaned away"),
    ("cuetext/languages/long_string_hebrew", "marks of direction in the name are cleaned away"),
    ("cuetext/languages/long_string_junk_characters", "control characters in the name are cleaned away"),
    (
        "integration/spec-example",
        "a dash that was decoded wrongly is control characters; they are cleaned away",
    ),
];

/// The files below `folder` that end in `.vtt` and have their expected cues beside them.
fn cases(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(cases(&path));
        } else if path.extension().is_some_and(|ending| ending == "vtt") {
            let expected = path.with_extension("json");
            found.extend(expected.is_file().then_some((path, expected)));
        }
    }
    found.sort();
    found
}

/// A cue as it is compared: name, times in thousandths, the raw words, white space aside.
type Compared = (String, i64, i64, String);

fn flow(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn thousandths(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

fn expected(path: &Path) -> Vec<Compared> {
    let text = std::fs::read_to_string(path).expect("json");
    let truth: Value = serde_json::from_str(&text).expect("json");
    let cues = truth["cues"].as_array().expect("cues").iter();
    cues.map(|cue| {
        let seconds = |name: &str| thousandths(cue[name].as_f64().expect("seconds"));
        let string = |name: &str| cue[name].as_str().expect("text");
        (string("id").to_owned(), seconds("startTime"), seconds("endTime"), flow(string("text")))
    })
    .collect()
}

fn read(path: &Path) -> Vec<Compared> {
    let source = Source::read(path).expect("a file");
    let cues = subtitles::parse(&source).document.cues.into_iter();
    cues.map(|cue| {
        let id = cue.id.unwrap_or_default();
        let seconds = |time: Option<f64>| thousandths(time.expect("a time"));
        (id, seconds(cue.start), seconds(cue.end), flow(source.slice(cue.span)))
    })
    .collect()
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// Prints its figure: `TABLEREAD_SHARED=... cargo test --test readers webvtt -- --nocapture`.
#[test]
fn cues_are_those_that_another_reader_expects() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("corpus/subtitles/webvtt-conformance");
    let cases = cases(&folder);
    let name = |path: &Path| {
        path.strip_prefix(&folder).expect("below").with_extension("").to_string_lossy().into_owned()
    };
    let other = cases.iter().filter(|(file, truth)| read(file) != expected(truth));
    let other: Vec<String> = other.map(|(file, _)| name(file)).collect();
    let excepted: Vec<&str> = EXCEPTIONS.iter().map(|(name, _)| *name).collect();
    let alike = cases.len() - other.len();
    println!("{alike} of {} cases give the cues expected, {:.1} %", cases.len(), percent(alike, cases.len()));
    EXCEPTIONS.iter().for_each(|(name, why)| println!("  not {name}: {why}"));
    assert_eq!(other, excepted);
    assert!(cases.len() > 150 && other.len() * 20 <= cases.len());
}
