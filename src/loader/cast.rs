//! Labels to speakers: one person, whatever the labels.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::episode::{Element, Episode, SceneIx, Speaker, SpeakerIx};
use crate::text::flow::flow;
use crate::text::fold::fold;
use crate::text::tokens;

use super::names::is_title;
use super::{Stated, Wanted};

/// Gives every speech of `episode` its speakers and fills the cast with them and their counts.
/// A label that is stated to be a speaker's is that speaker's. Words are counted where everything is `wanted`.
pub(super) fn build(episode: &mut Episode, stated: &Stated, wanted: Wanted) {
    let mut known: HashMap<String, SpeakerIx> = HashMap::new();
    let labels: HashSet<&str> = episode.elements.iter().filter_map(|e| e.label.as_deref()).collect();
    // Only a label that may name several is compared with all others.
    let compared = labels.iter().any(|label| may_name_several(label));
    let labels: HashSet<String> = labels.into_iter().filter(|_| compared).map(name_key).collect();
    let speakers = &mut episode.cast.speakers;
    // Whose a label is with its extension: looked into once, and not for each of the speeches.
    let mut whose: HashMap<Written<'_>, Vec<SpeakerIx>> = HashMap::new();
    for Element { label, extension, who, speakers: speaking, .. } in &mut episode.elements {
        let Some(label) = label.as_deref() else { continue };
        let (extension, who) = (extension.as_deref(), who.as_deref());
        let owners = whose.entry((label, extension, who)).or_insert_with(|| {
            let mut owners = Vec::new();
            for (name, who) in persons_told(label, who, &labels) {
                let meant = stated.speaker_of(name);
                let who = who.filter(|_| meant.is_none());
                let name = meant.unwrap_or(name);
                let next = SpeakerIx::new(known.len());
                // Whom the document itself tells apart are not one for being called alike.
                let key = who.map_or_else(|| name_key(name), |who| format!("#{who}"));
                let ix = *known.entry(key).or_insert(next);
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
    count(episode, wanted);
}

/// A label with its extension, and whom the document says it means.
type Written<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// How two spellings of a name compare: folded, with single spaces and no final colon or full stop, and
/// with titles written out: `LT. ORRIN` is `Lieutenant Orrin`, and not Orrin.
pub(super) fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut key = String::with_capacity(folded.len());
    for word in folded.split_whitespace().map(title_written_out) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word);
    }
    key.truncate(key.trim_end_matches(['.', ':', ',']).len());
    key
}

/// `word` as titles compare, where it is one.
fn title_written_out(word: &str) -> Cow<'_, str> {
    let mut words = tokens::words(word);
    let (Some(only), None) = (words.next(), words.next()) else { return Cow::Borrowed(word) };
    let mut written_out = None;
    tokens::keys_of_word(only.of(word), |key| written_out = is_title(key).then(|| key.to_owned()));
    written_out.map_or(Cow::Borrowed(word), Cow::Owned)
}

/// What stands between the names of those who speak together.
const JOINTS: &[&str] = &[" AND ", " and ", " And ", "&", "+", "/", ","];

/// Whether `label` may name several who speak together.
pub(crate) fn may_name_several(label: &str) -> bool {
    // Every label is asked, and most have none of these.
    label.bytes().any(|byte| matches!(byte, b' ' | b'&' | b'+' | b'/' | b','))
        && JOINTS.iter().any(|joint| label.contains(joint))
}

/// The persons that `label` names: several for `MAREN AND ORRIN` where each of them has lines of
/// their own, else the label as one.
fn persons<'a>(label: &'a str, labels: &HashSet<String>) -> Vec<&'a str> {
    if !may_name_several(label) {
        return vec![label];
    }
    let mut parts = vec![label];
    for joint in JOINTS {
        parts = parts.into_iter().flat_map(|part| part.split(joint)).collect();
    }
    let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    let all_known = parts.len() > 1 && parts.iter().all(|part| labels.contains(&name_key(part)));
    if all_known { parts } else { vec![label] }
}

/// The persons that `label` names, each with what the document's list of persons calls them: one where that
/// list tells of one, or of so many that the label does not name each.
fn persons_told<'a>(
    label: &'a str,
    who: Option<&'a str>,
    labels: &HashSet<String>,
) -> Vec<(&'a str, Option<&'a str>)> {
    let Some(who) = who else { return persons(label, labels).into_iter().map(|name| (name, None)).collect() };
    let names: Vec<&str> = label.split(" + ").collect();
    let told: Vec<&str> = who.split_whitespace().collect();
    match names.len() == told.len() {
        true => names.into_iter().zip(told.into_iter().map(Some)).collect(),
        false => vec![(label, Some(who))],
    }
}

fn new_speaker(name: &str) -> Speaker {
    Speaker { name: flow(name), ..Speaker::default() }
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
fn count(episode: &mut Episode, wanted: Wanted) {
    let mut scenes: HashSet<(SpeakerIx, Option<SceneIx>)> = HashSet::new();
    for element in &episode.elements {
        let words = if wanted == Wanted::Everything { element.spoken_words() } else { 0 };
        for ix in &element.speakers {
            let speaker = &mut episode.cast.speakers[ix.at()];
            speaker.speeches += 1;
            speaker.words += words;
            speaker.scenes += usize::from(scenes.insert((*ix, element.scene)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Kind;
    use crate::episode::Episode;
    use crate::loader::{Given, load};
    use crate::source::Source;

    fn episode(script: &str) -> Episode {
        let source = Source::from_bytes("t", script.as_bytes());
        load(vec![Given { source, kind: Some(Kind::Transcript) }], "Fog")
    }

    /// Everybody has a line of their own here.
    const ALONE: &str = "[Deck]\nMAREN: One.\nORRIN: Two.\nTARN: Three.\nEMH: Four.\nQ: Five.\n";

    #[test]
    fn labels_say_who_speaks() {
        for (label, speakers, extension) in [
            ("MAREN + ORRIN", "MAREN + ORRIN", None),
            ("ORRIN & TARN", "ORRIN + TARN", None),
            ("ORRIN/TARN", "ORRIN + TARN", None),
            ("MAREN AND TARN", "MAREN + TARN", None),
            ("MAREN, ORRIN and TARN", "MAREN + ORRIN + TARN", None),
            ("MAREN + MAREN", "MAREN", None),
            ("MAREN AND WILLA", "MAREN AND WILLA", None),
            ("ALL", "ALL", None),
            ("EMH [OC]", "EMH", Some("OC")),
            ("EMH [on viewscreen]", "EMH", Some("on viewscreen")),
            ("Q (TARN)", "Q", Some("TARN")),
            ("LT. ORRIN", "LT. ORRIN", None),
        ] {
            let episode = episode(&format!("{ALONE}{label}: Now.\n"));
            let said = episode.elements.last().expect("a speech");
            let found = (episode.speaker_name(said).unwrap_or_default(), said.extension.as_deref());
            assert_eq!((found.0.as_str(), found.1), (speakers, extension), "{label}");
        }
    }

    #[test]
    fn a_title_in_two_spellings_is_one() {
        let script =
            format!("{ALONE}LT. ORRIN: Me.\nLIEUTENANT ORRIN: Me.\nLT ORRIN: Me.\nLT. CMDR. ORRIN: I.\n");
        let episode = episode(&script);
        let names: Vec<(&str, usize)> =
            episode.cast.speakers.iter().map(|speaker| (speaker.name.as_str(), speaker.speeches)).collect();
        assert_eq!(names[5..], [("LT. ORRIN", 3), ("LT. CMDR. ORRIN", 1)]);
    }

    #[test]
    fn a_misspelt_label_is_told_and_kept_apart() {
        let lines = "CULVANE: Yes.\nMAREN: No.\n".repeat(5);
        let episode = episode(&format!("[Deck]\n{lines}CULVINE: Who am I?\nMAREN: Where is Culvene?\n"));
        let names: Vec<&str> = episode.cast.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        assert_eq!(names, ["CULVANE", "MAREN", "CULVINE"]);
        let pairs: Vec<(usize, usize)> =
            episode.cast.misspelt.iter().map(|(slip, meant)| (slip.at(), meant.at())).collect();
        assert_eq!(pairs, [(2, 0)]);
        let told = |word: &str| {
            episode.diagnostics.iter().any(|said| {
                said.diagnostic.code == "suspected-name-typo" && said.diagnostic.message.contains(word)
            })
        };
        assert!(told("\"CULVINE\"") && told("\"Culvene\""), "{:?}", episode.diagnostics);
    }

    #[test]
    fn whom_a_document_tells_apart_are_two_and_one_it_calls_twice_is_one() {
        let text = "<TEI><text><body><div type='act'><sp who='#king'><speaker>KING</speaker><p>I.</p></sp>\
                    <sp who='#diver1'><speaker>DIVER</speaker><p>You.</p></sp><sp who='#diver2'><speaker>DIVER\
                    </speaker><p>He.</p></sp><sp who='#king'><speaker>TARN</speaker><p>We.</p></sp></div></body></text></TEI>";
        let source = Source::from_bytes("play.xml", text.as_bytes());
        let episode = load(vec![source.into()], "Fog");
        let spoken: Vec<(&str, usize)> =
            episode.cast.speakers.iter().map(|speaker| (speaker.name.as_str(), speaker.speeches)).collect();
        assert_eq!(spoken, [("KING", 2), ("DIVER", 1), ("DIVER", 1)]);
    }
}
