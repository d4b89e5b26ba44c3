//! Subtitles as files write them, tied and written out: what other programs are given.

use serde_json::Value;

use crate::document::Kind;
use crate::export::exported;
use crate::loader::{Given, load};
use crate::source::Source;

const SCRIPT: &str = "\
[Deck]
MAREN: Is the lantern lit, Orrin?
ORRIN: Still burning. The oil will last until the Halyard lies at anchor, and not an hour longer.
MAREN: Good.
ORRIN: Shall I wake the pilots?
TARN: Let me. I know where they keep the bell.
MAREN: Wake them all, then, and light seventy five flares.
";

const SRT: &str = "\
1
00:00:01,000 --> 00:00:03,000
Is the Iantern lit, Orrin?

2
00:00:04,000 --> 00:00:06,000
Still burning. The oiI will last

3
00:00:06,500 --> 00:00:09,000
until the Halyard lies at anchor,
and not an hour Ionger.

4
00:00:10,000 --> 00:00:12,000
- Good.
- ShaII I wake the pilots?

5
00:00:13,000 --> 00:00:14,000
Mind your head on that beam!

6
00:00:20,000 --> 00:00:23,000
Wake them aII, then, and Iight 75 flares.
";

/// `SRT` as the same cues in WebVTT.
fn vtt() -> String {
    let cues = SRT
        .replace(',', "\u{0}")
        .replace("\u{0}000", ".000")
        .replace("\u{0}500", ".500")
        .replace('\u{0}', ",");
    format!("WEBVTT\n\n{cues}")
}

const TOKENISED: &str = "\
Is the Iantern Iit , Orrin ? StiII burning . The oiI wiII Iast untiI the HaIyard Iies at anchor , and not an hour Ionger . \
good . ShaII I wake the pilots ? Mind your head on that beam ! Wake them aII , then , and Iight 7 5 fIares . \
";

fn written_out(subtitles: &str) -> Value {
    let given =
        |text: &str, kind| Given { source: Source::from_bytes("t", text.as_bytes()), kind: Some(kind) };
    let episode = load(vec![given(SCRIPT, Kind::Transcript), given(subtitles, Kind::Subtitles)], "Fog");
    serde_json::to_value(exported(&episode)).expect("json")
}

/// Line and speaker of each cue that is written out.
fn ties(episode: &Value) -> Vec<(Option<u64>, &str)> {
    let cues = episode["subtitles"].as_array().expect("cues");
    cues.iter().map(|cue| (cue["line"].as_u64(), cue["speaker"].as_str().unwrap_or("-"))).collect()
}

#[test]
fn cues_of_every_format_are_tied_and_mended() {
    let timed = [
        (Some(2), "MAREN"),
        (Some(3), "ORRIN"),
        (Some(3), "ORRIN"),
        (Some(5), "ORRIN"),
        (None, "-"),
        (Some(7), "MAREN"),
    ];
    let bare = [
        (Some(2), "MAREN"),
        (Some(3), "ORRIN"),
        (Some(3), "ORRIN"),
        (Some(4), "MAREN"),
        (Some(5), "ORRIN"),
        (None, "-"),
        (Some(7), "MAREN"),
    ];
    for (name, text, expected) in
        [("srt", SRT.to_owned(), &timed[..]), ("vtt", vtt(), &timed), ("tokens", TOKENISED.to_owned(), &bare)]
    {
        let episode = written_out(&text);
        assert_eq!(ties(&episode), expected, "{name}");
        let cues = episode["subtitles"].as_array().expect("cues");
        let (first, last) = (&cues[0], &cues[cues.len() - 1]);
        assert_eq!(first["text"], "Is the lantern lit, Orrin?", "{name}");
        assert!(first["raw"].as_str().is_some_and(|raw| raw.contains("Iantern")), "{name}");
        assert_eq!(last["text"], "Wake them all, then, and light 75 flares.", "{name}");
    }
}

#[test]
fn lines_take_times_and_say_which_are_between_others() {
    let episode = written_out(SRT);
    let times: Vec<(u64, Option<f64>, &str)> = episode["elements"]
        .as_array()
        .expect("elements")
        .iter()
        .filter(|element| element["kind"] == "speech")
        .map(|element| {
            let time = &element["time"];
            (
                element["line"].as_u64().unwrap_or_default(),
                time["start"].as_f64(),
                time["origin"].as_str().unwrap_or("-"),
            )
        })
        .collect();
    let origins: Vec<(u64, &str)> = times.iter().map(|(line, _, origin)| (*line, *origin)).collect();
    assert_eq!(
        origins,
        [(2, "aligned"), (3, "aligned"), (4, "aligned"), (5, "aligned"), (6, "inferred"), (7, "aligned")]
    );
    let starts: Vec<f64> = times.iter().filter_map(|(_, start, _)| *start).collect();
    assert!(starts.len() == 6 && starts.is_sorted() && starts[4] >= 12.0 && starts[4] <= 20.0, "{starts:?}");
}

#[test]
fn what_is_said_otherwise_is_written_out() {
    let srt = SRT.replace("wake the pilots", "rouse the pilots");
    let episode = written_out(&srt);
    let variant = &episode["variants"][0];
    assert_eq!(
        (&variant["line"], &variant["script"], &variant["subtitles"]),
        (&5.into(), &"wake".into(), &"rouse".into())
    );
    assert_eq!(variant["id"], "1.04");
    let span: Vec<usize> = serde_json::from_value(variant["span"].clone()).expect("span");
    assert_eq!(&"Shall I wake the pilots?"[span[0]..span[1]], "wake");
}

#[test]
fn what_several_say_together_is_said_by_all() {
    let script = SCRIPT.replace("TARN: Let me.", "TARN + ORRIN: Let us.");
    let srt = SRT.replace("Mind your head on that beam!", "Let us. I know where they keep the bell.");
    let given =
        |text: &str, kind| Given { source: Source::from_bytes("t", text.as_bytes()), kind: Some(kind) };
    let episode = load(
        vec![given(&format!("{script}TARN: Aye.\n"), Kind::Transcript), given(&srt, Kind::Subtitles)],
        "Fog",
    );
    let written = serde_json::to_value(exported(&episode)).expect("json");
    assert_eq!(ties(&written)[4], (Some(6), "TARN + ORRIN"));
}
