//! Lines and speakers of subtitles, by the pairs of transcript and cues.

use std::path::Path;

use serde_json::Value;
use tableread::document::Kind;

use crate::table::Table;
use crate::{files, given, given_text, json, loaded, number, same_person, text};

pub(crate) fn measure(shared: &Path, table: &mut Table) {
    for series in ["friends", "seinfeld"] {
        for path in files(&shared.join("corpus/subtitles").join(series), ".pairs.json") {
            let transcript = path.to_string_lossy().replace(".pairs.json", ".transcript.txt");
            of_one(Path::new(&transcript), &json(&path), table);
        }
    }
}

fn of_one(transcript: &Path, pairs: &Value, table: &mut Table) {
    let pairs = pairs.as_array().map_or(&[][..], Vec::as_slice);
    let script = given(transcript, Kind::Transcript);
    // The pairs count the lines that are not blank.
    let filled: Vec<usize> = script
        .source
        .text
        .split('\n')
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, _)| at + 1)
        .collect();
    let episode = loaded(vec![script, given_text(&srt(pairs), Kind::Subtitles)]);
    for cue in &episode.subtitles {
        let (Some(tie), Some(truth)) = (cue.element, pairs.get(cue.index)) else { continue };
        if !same_person(text(&truth["who"]), text(&truth["line_who"])) {
            continue;
        }
        let meant =
            number(&truth["line"]).checked_sub(1).and_then(|at| filled.get(at).copied()).unwrap_or_default();
        table.add("subtitle lines", tie.confidence, episode.element(tie.value).line.abs_diff(meant) <= 1);
        let name = cue.speaker.map_or("", |ix| episode.speaker(ix).name.as_str());
        table.add("subtitle speakers", tie.confidence, same_person(name, text(&truth["line_who"])));
    }
}

/// The cues of `pairs` as SubRip.
fn srt(pairs: &[Value]) -> String {
    let stamp = |value: &Value| {
        let whole = std::time::Duration::from_secs_f64(value.as_f64().unwrap_or_default());
        let (seconds, millis) = (whole.as_secs(), whole.subsec_millis());
        format!("{:02}:{:02}:{:02},{millis:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    };
    let cue = |(at, cue): (usize, &Value)| {
        format!("{}\n{} --> {}\n{}\n\n", at + 1, stamp(&cue["t0"]), stamp(&cue["t1"]), text(&cue["t"]))
    };
    pairs.iter().enumerate().map(cue).collect()
}
