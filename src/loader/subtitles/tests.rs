//! Subtitles of invented episodes, whole: placed, mended, refused.

use std::sync::Arc;

use proptest::prelude::*;

use crate::document::script::{self, Block, BlockKind, Header, Script};
use crate::document::subtitles::{Cue, Format, Subtitles};
use crate::document::{Document, Kind};
use crate::episode::{Episode, Origin};
use crate::loader::{self, Read, Stated};
use crate::source::Source;
use crate::text::span::Span;

const SCRIPT: &str = "\
MAREN: Is the lantern lit, Orrin?
ORRIN: Still burning. The oil will last until the Halyard lies at anchor.
MAREN: All right. Call the Kelvane pilots and tell them to hold the line.
ORRIN: I'll call them, but they're a long way off. Lieutenant Ellis doesn't think they'll listen.
MAREN (low): Then we light seventy five flares and let the gale blow itself out.
ILSA: Hello? It's only Ilsa, calling from the old mill. Is Al there? I'd like my blankets, please.
ORRIN: The AI isn't here. It went below.";

fn read(text: &str, kind: Kind, document: impl FnOnce(&Source) -> Document) -> Read {
    let source = Source::from_bytes(kind.name(), text.as_bytes());
    let document = document(&source);
    Read { source: Arc::new(source), told: true, confidence: 1.0, document, diagnostics: Vec::new() }
}

/// A script of which every line is `NAME: words`.
fn script(text: &str) -> Read {
    read(text, Kind::Transcript, |source| {
        let speech = |line: Span| {
            let colon = source.slice(line).find(": ").unwrap_or_default();
            let (label, extension) =
                source.slice(line)[..colon].split_once(" (").unwrap_or((&source.slice(line)[..colon], ""));
            let extension = (!extension.is_empty()).then(|| extension.trim_end_matches(')').to_owned());
            let kind = BlockKind::Speech(script::Cue::written(label, extension));
            Block::plain(line, Span::new(line.start + colon + 2, line.end), kind)
        };
        let blocks = source.line_spans().map(speech).collect();
        Document::Script(Script { kind: Kind::Transcript, header: Header::default(), blocks })
    })
}

/// Subtitles of which every line is a cue.
fn subtitles(text: &str, format: Format) -> Read {
    read(text, Kind::Subtitles, |source| {
        let cue = |span| Cue {
            span,
            start: None,
            end: None,
            text: source.flow(span),
            voice: None,
            turns: Vec::new(),
            id: None,
        };
        let cues = source.line_spans().map(cue).collect();
        Document::Subtitles(Subtitles { format, blocks: Vec::new(), cues })
    })
}

/// An episode of `documents` of which nothing is stated.
fn build(documents: Vec<Read>, name: &str) -> Episode {
    loader::build(documents, name, &Stated::default(), loader::Wanted::Everything).0
}

fn tied(script_text: &str, cues: &str, format: Format) -> Episode {
    build(vec![script(script_text), subtitles(cues, format)], "halyard")
}

/// Each cue's line in the script and speaker.
fn answers(episode: &Episode) -> Vec<Option<(usize, &str)>> {
    let answer = |cue: &crate::episode::SubtitleCue| {
        let line = episode.element(cue.element?.value).line;
        Some((line, cue.speaker.map_or("", |ix| episode.speaker(ix).name.as_str())))
    };
    episode.subtitles.iter().map(answer).collect()
}

#[test]
fn cues_find_their_lines_and_speakers() {
    let cues = "Is the lantern lit, Orrin?\nStill burning. The oil will last\nuntil the Halyard lies at anchor.\n\
                Mind the step!\nAlright, call the Kelvane pilots.\n- I will call them.\nThen we light 75 flares\n- Hello?\n";
    let episode = tied(SCRIPT, cues, Format::Plain);
    assert_eq!(
        answers(&episode),
        [
            Some((1, "MAREN")),
            Some((2, "ORRIN")),
            Some((2, "ORRIN")),
            None,
            Some((3, "MAREN")),
            Some((4, "ORRIN")),
            Some((5, "MAREN")),
            Some((6, "ILSA")),
        ]
    );
    assert!(episode.subtitles.iter().all(|cue| cue.element.is_none_or(|tie| tie.confidence > 0.5)));
}

#[test]
fn subtitles_of_another_episode_are_tied_to_nothing() {
    let cues = "Good evening, and welcome to the harvest fair.\nWho baked the winning pie this year?\nNobody knows.\n";
    let episode = tied(SCRIPT, cues, Format::Plain);
    assert!(answers(&episode).iter().all(Option::is_none));
    assert!(episode.diagnostics.iter().any(|d| d.diagnostic.code == "subtitles-of-another-episode"));
}

#[test]
fn a_cue_that_names_its_voice_has_a_speaker_without_a_line() {
    let mut read = subtitles("Is the lantern lit, Orrin?\nMind the step!\n", Format::Plain);
    if let Document::Subtitles(document) = &mut read.document {
        document.cues[1].voice = Some("Ilsa".to_owned());
    }
    let episode = build(vec![script(SCRIPT), read], "halyard");
    let cue = &episode.subtitles[1];
    assert_eq!((cue.element, cue.speaker.map(|ix| episode.speaker(ix).name.as_str())), (None, Some("ILSA")));
}

#[test]
fn lines_take_the_times_of_their_cues() {
    let mut read = subtitles(
        "Is the lantern lit, Orrin?\nStill burning. The oil will last\nThen we light 75 flares\n",
        Format::SubRip,
    );
    if let Document::Subtitles(document) = &mut read.document {
        for (cue, start) in document.cues.iter_mut().zip([1.0, 4.0, 20.0]) {
            (cue.start, cue.end) = (Some(start), Some(start + 2.0));
        }
    }
    let episode = build(vec![script(SCRIPT), read], "halyard");
    let origins: Vec<Option<Origin>> =
        episode.timings.iter().map(|timing| timing.map(|t| t.origin)).collect();
    let (aligned, inferred) = (Some(Origin::Aligned), Some(Origin::Inferred));
    assert_eq!(origins, [aligned, aligned, inferred, inferred, aligned, None, None]);
    let starts: Vec<f64> = episode.timings.iter().flatten().map(|timing| timing.value.start).collect();
    assert!(starts.is_sorted(), "{starts:?}");
}

proptest! {
    #[test]
    fn any_subtitles_are_tied_to_lines_that_exist(
        lines in prop::collection::vec("(MAREN|ORRIN): [a-dIl '(]{1,24}", 0..12),
        cues in prop::collection::vec("[a-dIl '\"0-9.-]{0,24}|\\PC{0,12}", 0..12),
        tokenised: bool,
    ) {
        let format = if tokenised { Format::Tokenised } else { Format::Plain };
        let episode = tied(&lines.join("\n"), &cues.join("\n"), format);
        for (at, cue) in episode.subtitles.iter().enumerate() {
            prop_assert_eq!(cue.index, at);
            let lines = cue.element.iter().map(|tie| tie.value).chain(cue.more.iter().copied());
            prop_assert!(lines.into_iter().all(|ix| ix.at() < episode.elements.len()));
            prop_assert!(cue.element.is_none_or(|tie| (0.0..=1.0).contains(&tie.confidence)));
        }
    }
}

#[test]
fn nothing_at_all_is_no_other_episode() {
    assert!(tied(SCRIPT, "", Format::Plain).diagnostics.is_empty());
    assert!(tied("", "Hello there.\n", Format::Plain).diagnostics.is_empty());
}

/// `text` as a poor scanner leaves it: every l an I but in each third word, marks and clitics apart,
/// numbers spaced.
fn damaged(text: &str) -> String {
    let mut damaged = Vec::new();
    for (at, word) in text.split_whitespace().enumerate() {
        let word = if at % 3 == 2 { word.to_owned() } else { word.replace('l', "I") };
        let mut apart = String::new();
        for (at, character) in word.char_indices() {
            let rest = &word[at + character.len_utf8()..];
            let inside = rest.starts_with(char::is_alphabetic);
            let number = character.is_ascii_digit() && word[..at].ends_with(|c: char| c.is_ascii_digit());
            let splits =
                matches!(character, '.' | ',' | '?' | '!') || at > 0 && character == '\'' && inside || number;
            apart.push_str(if splits { " " } else { "" });
            apart.push(character);
        }
        damaged.push(apart);
    }
    damaged.join(" ")
}

/// How many words were damaged, and those that did not come back right, with what came back.
#[derive(Default)]
struct Losses {
    words: usize,
    lost: Vec<(String, String)>,
}

impl Losses {
    /// Holds the lines as they were `meant` against the texts that they `came` back as.
    fn add<'t>(&mut self, meant: &[&str], came: impl Iterator<Item = &'t str>) {
        for (meant, came) in meant.iter().zip(came) {
            let (was, is): (Vec<&str>, Vec<&str>) = (meant.split(' ').collect(), came.split(' ').collect());
            self.words += was.len();
            if was.len() == is.len() {
                let wrong = was.iter().zip(&is).filter(|(was, is)| was != is);
                self.lost.extend(wrong.map(|(was, is)| ((*was).to_owned(), (*is).to_owned())));
            } else {
                self.lost.extend(was.iter().map(|_| ((*meant).to_owned(), came.to_owned())));
            }
        }
    }

    fn share_right(&self) -> f64 {
        1.0 - self.lost.len() as f64 / self.words.max(1) as f64
    }
}

/// Damages what is said in the lines `NAME: words` of `script`, and adds what does not come back with
/// the script as a witness, and without one.
fn damage_and_mend(script_text: &str, with: &mut Losses, without: &mut Losses) {
    let lines: Vec<&str> = script_text.lines().filter(|line| is_plain_speech(line)).collect();
    let meant: Vec<&str> =
        lines.iter().filter_map(|line| line.split_once(": ")).map(|(_, said)| said).collect();
    let cues = meant.iter().map(|line| damaged(line)).collect::<Vec<_>>().join("\n");
    let episode = tied(&lines.join("\n"), &cues, Format::Tokenised);
    with.add(&meant, episode.subtitles.iter().map(|cue| cue.text.as_str()));
    let alone = build(vec![subtitles(&cues, Format::Tokenised)], "halyard");
    without.add(&meant, alone.elements.iter().map(|element| element.text.as_str()));
}

#[test]
fn damaged_words_come_back_right() {
    let sample = include_str!("../../../assets/sample/two-long-one-short/transcript.txt");
    let plain = SCRIPT.replace("MAREN (low)", "MAREN");
    for (script_text, least_alone) in [(plain.as_str(), 0.98), (sample, 0.99)] {
        let (mut with, mut without) = (Losses::default(), Losses::default());
        damage_and_mend(script_text, &mut with, &mut without);
        assert!(with.words > 80 && with.lost.is_empty(), "of {} words: {:?}", with.words, with.lost);
        eprintln!("without a script {:.4} of {} words right", without.share_right(), without.words);
        assert!(without.share_right() >= least_alone, "{:?}", without.lost);
    }
}

#[test]
fn the_damage_is_what_was_seen() {
    let cue = damaged("All of them will wait, but I'll tell 75 people that it isn't well.");
    assert_eq!(cue, "AII of them wiII wait , but I 'II teII 7 5 peopIe that it isn 't weII .");
}

#[test]
fn damaged_transcripts_come_back_right() {
    let Ok(shared) = std::env::var("TABLEREAD_SHARED") else {
        eprintln!("skipped: TABLEREAD_SHARED is not set");
        return;
    };
    let (mut with, mut without) = (Losses::default(), Losses::default());
    for name in [
        "Voyager/300104.txt",
        "Voyager/300110.txt",
        "NextGen/100111.txt",
        "DS9/200415.txt",
        "Enterprise/400009.txt",
        "Enterprise/400052.txt",
    ] {
        let path = std::path::Path::new(&shared).join("corpus/transcripts").join(name);
        let source = Source::read(&path).expect("a transcript of the corpus");
        damage_and_mend(&source.text, &mut with, &mut without);
    }
    eprintln!("with the script {:.4} of {} words right: {:?}", with.share_right(), with.words, with.lost);
    eprintln!("without it {:.4}", without.share_right());
    assert!(with.words > 5000 && with.share_right() >= 0.99, "{:?}", with.lost);
    assert!(without.share_right() >= 0.99, "{:?}", without.lost);
}

/// A speech that the damage above can be undone of exactly: no quotes, brackets, dots that trail off.
fn is_plain_speech(line: &str) -> bool {
    let said = line.split_once(": ").filter(|(label, _)| label.chars().all(|c| c.is_uppercase() || c == ' '));
    said.is_some_and(|(_, said)| {
        !said.contains("..")
            && !said.contains("  ")
            && said.split(' ').all(|word| {
                !word.is_empty()
                    && word
                        .chars()
                        .all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '?' | '!' | '\'' | '-'))
            })
    })
}
