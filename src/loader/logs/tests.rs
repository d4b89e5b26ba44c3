//! Log entries of invented episodes: whose they are, and the same entry in the summary.

use crate::document::Kind;
use crate::episode::{Episode, LogEntry, Origin};
use crate::loader::{Given, load};
use crate::source::Source;

/// An episode aboard the lightship Halyard: `before` opens the scene in which `speeches` follow.
fn transcript(before: &str, speeches: &str) -> String {
    format!("Fog\n[Deck]\n{CREW}{before}\n[Cabin]\n{speeches}\n")
}

/// Who is what is said here as people say it: by title, by office, by where somebody works.
const CREW: &str = "\
TARN: The bell is rung, Captain.
MAREN: Thank you. Wake Orrin.
TARN: Captain Maren says you are to come, Orrin.
ORRIN: Captain?
MAREN: Orrin, you are my first officer. Take the lamp.
ORRIN: Aye, Captain.
[Sickbay]
WILLA: Hold still, Tarn.
TARN: It hurts, Doctor.
WILLA: It would. Doctor Willa says so.
[Deck]
TARN: Captain Maren is below, First Officer Orrin is aloft.
ORRIN: Captain!
MAREN: I am here.
";

fn episode(script: &str, summary: Option<&str>) -> Episode {
    let given = |name: &str, text: &str, kind| Given {
        source: Source::from_bytes(name, text.as_bytes()),
        kind: Some(kind),
    };
    let mut all = vec![given("t", script, Kind::Transcript)];
    all.extend(summary.map(|text| given("s", text, Kind::Summary)));
    load(all, "Fog")
}

fn speaker(episode: &Episode, log: &LogEntry) -> String {
    log.speaker.map_or_else(|| "?".to_owned(), |speaker| episode.speaker(speaker.value).name.clone())
}

#[test]
fn whose_log_it_is_follows_from_what_tells() {
    let alone = "TARN: I see nothing.\nTARN: Nothing at all.\nTARN: Still nothing.";
    for (why, before, speeches, expected) in [
        ("the title", "Captain's log, stardate 8812.3. The fog is here.", "TARN: Fog.", "MAREN"),
        ("the office", "First officer's log, supplemental. The fog is here.", "TARN: Fog.", "ORRIN"),
        (
            "the office by where it works",
            "Medical log, stardate 8812.4. Three are ill.",
            "TARN: Fog.",
            "WILLA",
        ),
        ("the whole ship's is her captain's", "Ship's log, stardate 8812.3. Fog.", "TARN: Fog.", "MAREN"),
        ("a name in it", "Personal log, Tarn, stardate 8812.3. I am cold.", "ORRIN: Fog.", "TARN"),
        ("a name before it", "Tarn's personal log. I am cold.", "ORRIN: Fog.", "TARN"),
        (
            "who introduces themselves",
            "Captain's log. This is First Officer Orrin. Fog.",
            "TARN: Fog.",
            "ORRIN",
        ),
        ("who is told of does not speak", "Ship's log. Captain Maren is missing.", "ORRIN: Fog.", "?"),
        (
            "an acting captain is not the captain",
            "Acting Captain's log. Fog.",
            "WILLA: Fog.\nORRIN: Fog.",
            "?",
        ),
        ("neighbours of a personal log", "Personal log, stardate 8812.3. I am cold.", alone, "TARN"),
        ("too many neighbours", "Personal log. I am cold.", "ORRIN: Oh.\nMAREN: Oh.\nWILLA: Oh.", "?"),
        ("an office that nobody here holds", "Harbourmaster's log. Fog.", "WILLA: Fog.\nORRIN: Fog.", "?"),
    ] {
        let episode = episode(&transcript(before, speeches), None);
        let log = episode.logs.first().unwrap_or_else(|| panic!("{why}: no log"));
        assert_eq!(speaker(&episode, log), expected, "{why}: {:?}", log.speaker);
    }
}

#[test]
fn the_summary_may_say_whose_log_it_is() {
    let script = transcript("Personal log. I am cold, and it is late.", "ORRIN: Fog.\nMAREN: Fog.");
    let told = "Fog is an episode of Halyard.\n\nSummary\n\nThe fog comes. Willa makes an entry in her log, for she is cold. \
                Orrin takes the lamp.\n";
    assert_eq!(speaker(&episode(&script, None), &episode(&script, None).logs[0]), "?");
    let with = episode(&script, Some(told));
    assert_eq!(speaker(&with, &with.logs[0]), "WILLA");
}

#[test]
fn the_surer_the_sign_the_surer_the_speaker() {
    let sure = |before: &str| {
        let episode = episode(&transcript(before, "TARN: Fog."), None);
        episode.logs[0].speaker.map_or(0.0, |speaker| speaker.confidence)
    };
    let named = sure("Personal log, Captain Maren. Fog.");
    let titled = sure("Captain's log. Fog.");
    let alone = sure("Personal log. Fog.");
    assert!(named > titled && titled > alone, "{named} {titled} {alone}");
}

#[test]
fn a_log_that_somebody_is_heard_speaking_is_theirs() {
    let script = transcript("TARN: Captain's log, stardate 8812.3. I am in command now.", "ORRIN: Fog.");
    let episode = episode(&script, None);
    let [log] = episode.logs.as_slice() else { panic!("{:?}", episode.logs) };
    assert_eq!((speaker(&episode, log).as_str(), log.stardate.as_deref()), ("TARN", Some("8812.3")));
    assert!(log.speaker.is_some_and(|speaker| speaker.origin == Origin::Marked && speaker.confidence == 1.0));
}

#[test]
fn an_entry_told_twice_is_one() {
    let script = transcript(
        "Captain's log, stardate 8812.3. The fog is upon us and the bell is cracked.",
        "TARN: Fog.\n[Deck]\nORRIN: Captain!\nMAREN: Yes.\nCaptain's log, supplemental. The fog has lifted at last, and the bell is mended.",
    );
    let summary = "\
Fog is an episode of Halyard.

Summary

Teaser

\"Captain's log, Stardate 8812.3. The fog is upon us, and the bell is cracked.\"

Orrin and Maren take the lamp down into the cabin, and Tarn rings the cracked bell in the fog.

Log entries

\"Captain's log, Stardate 8812.3. The fog is upon us and the bell is cracked.\"
\"Captain's log, supplemental. The fog has lifted at last...\"

Memorable quotes

\"Captain?\"

- Orrin
";
    let episode = episode(&script, Some(summary));
    let found: Vec<(Option<&str>, Option<usize>)> = episode
        .logs
        .iter()
        .map(|log| (log.stardate.as_deref(), log.in_summary.map(|(_, line)| line)))
        .collect();
    let line = |of: &str| summary.lines().position(|line| line.contains(of)).map(|at| at + 1);
    let listed = summary.lines().position(|line| line == "Log entries").map(|at| at + 3);
    assert_eq!(found, [(Some("8812.3"), listed), (None, line("supplemental"))]);
}
