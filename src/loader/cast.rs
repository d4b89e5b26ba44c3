//! Labels to speakers: one person, whatever the labels.

use std::collections::{HashMap, HashSet};

use crate::episode::{Element, Episode, SceneIx, Speaker, SpeakerIx};
use crate::text::fold::fold;

use super::Stated;

/// Gives every speech of `episode` its speakers and fills the cast with them and their counts.
/// A label that is stated to be a speaker's is that speaker's.
pub(super) fn build(episode: &mut Episode, stated: &Stated) {
    let mut known: HashMap<String, SpeakerIx> = HashMap::new();
    let labels: HashSet<&str> = episode.elements.iter().filter_map(|e| e.label.as_deref()).collect();
    let labels: HashSet<String> = labels.into_iter().map(name_key).collect();
    let speakers = &mut episode.cast.speakers;
    // Whose a label is with its extension: looked into once, and not for each of the speeches.
    let mut whose: HashMap<(&str, Option<&str>), Vec<SpeakerIx>> = HashMap::new();
    for Element { label, extension, speakers: speaking, .. } in &mut episode.elements {
        let Some(label) = label.as_deref() else { continue };
        let extension = extension.as_deref();
        let owners = whose.entry((label, extension)).or_insert_with(|| {
            let mut owners = Vec::new();
            for name in persons(label, &labels) {
                let name = stated.speaker_of(name).unwrap_or(name);
                let next = SpeakerIx::new(known.len());
                let ix = *known.entry(name_key(name)).or_insert(next);
                if ix == next {
                    speakers.push(new_speaker(name));
                }
                remember_label(&mut speakers[ix.at()].labels, label, extension);
                owners.push(ix);
            }
            owners
        });
        for ix in owners {
            if !speaking.contains(ix) {
                speaking.push(*ix);
            }
        }
    }
    count(episode);
}

/// How two spellings of a name compare: folded, with single spaces and no final colon or full stop.
pub(super) fn name_key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ").trim_end_matches(['.', ':', ',']).to_owned()
}

/// The persons that `label` names: several for `MAREN AND ORRIN` where each of them has lines of
/// their own, else the label as one.
fn persons<'a>(label: &'a str, labels: &HashSet<String>) -> Vec<&'a str> {
    for joint in [" AND ", " and ", " And ", "&", "+", "/", ","] {
        let parts: Vec<&str> = label.split(joint).map(str::trim).collect();
        if parts.len() > 1 && parts.iter().all(|part| labels.contains(&name_key(part))) {
            return parts;
        }
    }
    vec![label]
}

fn new_speaker(name: &str) -> Speaker {
    Speaker {
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        labels: Vec::new(),
        aliases: Vec::new(),
        role: None,
        actor: None,
        role_tie: None,
        speeches: 0,
        words: 0,
        scenes: 0,
    }
}

fn remember_label(labels: &mut Vec<String>, label: &str, extension: Option<&str>) {
    let written = match extension {
        Some(extension) => format!("{label} [{extension}]"),
        None => label.to_owned(),
    };
    if !labels.contains(&written) {
        labels.push(written);
    }
}

/// Counts speeches, words and scenes of every speaker.
fn count(episode: &mut Episode) {
    let mut scenes: HashSet<(SpeakerIx, Option<SceneIx>)> = HashSet::new();
    for element in &episode.elements {
        let words = element.spoken_words();
        for ix in &element.speakers {
            let speaker = &mut episode.cast.speakers[ix.at()];
            speaker.speeches += 1;
            speaker.words += words;
            speaker.scenes += usize::from(scenes.insert((*ix, element.scene)));
        }
    }
}
