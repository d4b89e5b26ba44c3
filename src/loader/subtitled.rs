//! An episode of a script and subtitles, for tests of what comes of both.

use crate::document::Kind;
use crate::episode::Episode;
use crate::source::Source;

use super::{Given, load};

/// The episode of `script` and a subtitle for each of `cues`, one a second.
pub(crate) fn subtitled(script: &str, cues: &[&str]) -> Episode {
    let mut srt = String::new();
    for (at, cue) in cues.iter().enumerate() {
        srt.push_str(&format!("{}\n00:00:{at:02},000 --> 00:00:{at:02},900\n{cue}\n\n", at + 1));
    }
    let given = |name, text: &str, kind| Given {
        source: Source::from_bytes(name, text.as_bytes()),
        kind: Some(kind),
    };
    load(vec![given("t", script, Kind::Transcript), given("s", &srt, Kind::Subtitles)], "Halyard")
}
