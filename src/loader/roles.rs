//! Speakers to roles and actors: the script's labels against the cast lists of the other documents.

use crate::document::Document;
use crate::document::press_kit::CastEntry;
use crate::episode::{Credit, Element, ElementKind, Episode, Origin, SpeakerIx};
use crate::text::vocabulary::Word;

use super::Read;
use super::names::{name_words, titles};
use super::wording::Wording;

/// Ties the cast of `episode` to the cast lists of `documents`, the press kit before the summary.
/// `wording` has the episode's words.
pub(super) fn tie(episode: &mut Episode, wording: &Wording, documents: &[Read]) {
    let mut lists: Vec<&CastEntry> = Vec::new();
    for read in documents {
        if let Document::PressKit(kit) = &read.document {
            lists.splice(0..0, &kit.cast);
            let credit = |credit: &crate::document::press_kit::Credit| Credit {
                job: credit.job.clone(),
                name: credit.name.clone(),
            };
            episode.cast.crew.extend(kit.credits.iter().map(credit));
        } else if let Document::Summary(summary) = &read.document {
            lists.extend(&summary.cast);
        }
    }
    let mut rest: Vec<&CastEntry> = Vec::new();
    for entry in lists {
        match by_name(episode, entry) {
            Some((ix, confidence)) => give(episode, ix, entry, Origin::Aligned, confidence),
            None => rest.push(entry),
        }
    }
    for entry in rest {
        match by_address(episode, wording, &speeches(episode, wording), entry) {
            Some((ix, confidence)) => give(episode, ix, entry, Origin::Inferred, confidence),
            None => episode.cast.unmatched.push((entry.role.clone(), entry.actor.clone())),
        }
    }
}

fn give(episode: &mut Episode, ix: SpeakerIx, entry: &CastEntry, origin: Origin, confidence: f32) {
    let speaker = &mut episode.cast.speakers[ix.at()];
    if speaker.role.is_none() {
        speaker.role = Some(entry.role.clone());
        speaker.role_tie = Some((origin, confidence));
        let full = name_words(&entry.role).join(" ").to_uppercase();
        if full != speaker.name.to_uppercase() {
            speaker.aliases.push(full);
        }
    }
    if speaker.actor.is_none() {
        speaker.actor.clone_from(&entry.actor);
    }
}

/// The speaker whose name is the entry's role, or the one whose every word it has.
fn by_name(episode: &Episode, entry: &CastEntry) -> Option<(SpeakerIx, f32)> {
    let role = name_words(&entry.role);
    let rated = episode.cast.speakers.iter().enumerate().filter_map(|(at, speaker)| {
        let name = name_words(&speaker.name);
        let titled = if titles_differ(&speaker.name, &entry.role) { OTHER_TITLE } else { 1.0 };
        let rating = match () {
            () if name.is_empty() || role.is_empty() => return None,
            () if name == role => 1.0,
            () if is_written_as_one(&name, &role) => 0.97,
            () if name.last() == role.last() && name.iter().all(|word| role.contains(word)) => 0.97,
            () if name.iter().all(|word| role.contains(word)) => 0.9,
            () if name.len() > 1 && role.iter().all(|word| name.contains(word)) => 0.9,
            () => return None,
        };
        Some((SpeakerIx::new(at), rating * titled))
    });
    let rank = |(ix, rating): &(SpeakerIx, f32)| (*rating, episode.speaker(*ix).speeches);
    rated.max_by(|a, b| rank(a).0.total_cmp(&rank(b).0).then(rank(a).1.cmp(&rank(b).1)))
}

/// What is left of the likeness of two names with other titles: `ADMIRAL VANE` is hardly `Lieutenant
/// Vane`.
const OTHER_TITLE: f32 = 0.6;

/// Whether both names have titles, and none in common.
fn titles_differ(name: &str, role: &str) -> bool {
    let (of_name, of_role) = (titles(name), titles(role));
    !of_name.is_empty() && !of_role.is_empty() && !of_name.iter().any(|title| of_role.contains(title))
}

/// Whether `name` is one word that ends `role` as several: `LAFORGE` and `Geordi La Forge`.
fn is_written_as_one(name: &[String], role: &[String]) -> bool {
    let [name] = name else { return false };
    (2..=role.len()).any(|len| role[role.len() - len..].concat() == *name)
}

/// How many times more often than elsewhere a speaker must be addressed as the role.
const ADDRESSED_MORE: f32 = 4.0;
/// So often is enough where everybody speaks of the role all the time.
const ALWAYS: f32 = 0.75;
/// How often at least.
const LEAST_ADDRESSED: usize = 2;
/// Below this it is a guess, and the role is nobody's.
const LEAST: f32 = 0.4;
/// How sure it is of one who is addressed as the role always and nobody else ever.
const BY_ADDRESS: f32 = 0.95;

/// The speaker without a role who is addressed by the role's words: a label may be a function
/// (`MEDIC`) where the cast list and everybody in the story say `Doctor`. One whom others call by the
/// label goes by that name, and is nobody else.
fn by_address(
    episode: &Episode,
    wording: &Wording,
    speeches: &[Said],
    entry: &CastEntry,
) -> Option<(SpeakerIx, f32)> {
    let number = |word: String| wording.vocabulary().number(&word);
    let role: Vec<u32> =
        name_words(&entry.role).into_iter().filter(|word| word.len() > 2).filter_map(number).collect();
    let named: Vec<bool> = speeches.iter().map(|said| said.has_any(&role)).collect();
    let total = named.iter().filter(|named| **named).count();
    if total < LEAST_ADDRESSED {
        return None;
    }
    let base = total as f32 / speeches.len().max(1) as f32;
    let addressed = addressed(speeches, &named, episode.cast.speakers.len());
    let candidates = episode.cast.speakers.iter().zip(addressed).enumerate();
    let mut rated: Vec<(usize, f32, SpeakerIx)> = candidates
        .filter(|(_, (speaker, _))| speaker.role.is_none())
        .map(|(at, (speaker, count))| {
            (count, count as f32 / speaker.speeches.max(1) as f32, SpeakerIx::new(at))
        })
        .collect();
    rated.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let (addressed, rate, ix) = *rated.first()?;
    let second = rated.get(1).map_or(0, |(addressed, ..)| *addressed);
    let own: Vec<u32> = name_words(&episode.speaker(ix).name).into_iter().filter_map(number).collect();
    let by_label = speeches.iter().filter(|said| said.has_any(&own)).count();
    let likely =
        addressed >= LEAST_ADDRESSED && rate > (base * ADDRESSED_MORE).min(ALWAYS) && by_label * 2 < total;
    let often = addressed as f32 / (addressed as f32 + 1.0);
    let clear = 1.0 - second as f32 / (2 * addressed).max(1) as f32;
    let confidence = BY_ADDRESS * often * clear;
    (likely && confidence >= LEAST).then_some((ix, confidence))
}

/// A speech with its comparable words.
struct Said<'a> {
    element: &'a Element,
    words: &'a [Word],
}

impl Said<'_> {
    fn has_any(&self, words: &[u32]) -> bool {
        self.words.iter().any(|word| words.contains(&word.number))
    }
}

/// The speeches of `episode` in order.
fn speeches<'a>(episode: &'a Episode, wording: &'a Wording) -> Vec<Said<'a>> {
    let speeches = episode.indexed().filter(|(_, element)| element.kind == ElementKind::Speech);
    speeches.map(|(ix, element)| Said { element, words: wording.words(ix) }).collect()
}

/// For each of so many `speakers` how many of their speeches answer one that names the role.
fn addressed(speeches: &[Said], named: &[bool], speakers: usize) -> Vec<usize> {
    let mut addressed = vec![0; speakers];
    for (at, said) in speeches.iter().enumerate() {
        for ix in said.element.speakers.iter().filter(|ix| answers(speeches, named, at, **ix)) {
            addressed[ix.at()] += 1;
        }
    }
    addressed
}

/// Whether the speech at `at` is `ix`'s, and one beside it that is not names the role.
fn answers(speeches: &[Said], named: &[bool], at: usize, ix: SpeakerIx) -> bool {
    let is_own = |at: usize| speeches.get(at).is_some_and(|said| said.element.speakers.contains(&ix));
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    is_own(at) && beside.into_iter().any(|at| named.get(at) == Some(&true) && !is_own(at))
}

#[cfg(test)]
mod tests {
    use crate::document::Kind;
    use crate::episode::Episode;
    use crate::loader::{Given, load};
    use crate::source::Source;

    const SCRIPT: &str = "\
[Deck]
MAREN: Is the doctor here?
MEDIC: Yes, Captain.
MAREN: Doctor, look at Orrin's hand.
MEDIC: It is broken.
ORRIN: Thank you, Doctor.
MEDIC: Hold still.
DEVANE: I saw it break.
ADMIRAL HOLT: So did I.
LT. ORRIN: And I.
TOBY: And I.
";

    fn episode(cast: &str) -> Episode {
        let given =
            |text: &str, kind| Given { source: Source::from_bytes("t", text.as_bytes()), kind: Some(kind) };
        load(vec![given(SCRIPT, Kind::Transcript), given(cast, Kind::PressKit)], "Fog")
    }

    #[test]
    fn labels_are_who_the_cast_list_says() {
        for (why, role, label) in [
            ("the name", "MAREN", Some("MAREN")),
            ("a title and a first name", "CAPTAIN ILSA MAREN", Some("MAREN")),
            ("a title with a full stop", "Capt. Ilsa Maren", Some("MAREN")),
            ("a function that goes by another word", "THE DOCTOR", Some("MEDIC")),
            ("written as one word", "LIEUTENANT PETRA DE VANE", Some("DEVANE")),
            ("a nickname in quotation marks", "TOBIAS \"TOBY\" LARK", Some("TOBY")),
            ("the same title", "ADMIRAL HOLT", Some("ADMIRAL HOLT")),
            ("two of one name", "LIEUTENANT ORRIN", Some("LT. ORRIN")),
            ("two of one name, the other", "COMMANDER ORRIN", Some("ORRIN")),
            ("nobody", "GOVERNOR KELVANE", None),
        ] {
            let episode = episode(&format!("CAST\n\n{role} ........ ANNA VOSS\nWILLA ........ BEN CARR\n"));
            let speakers = episode.cast.speakers.iter();
            let found: Vec<&str> = speakers.filter(|s| s.role.is_some()).map(|s| s.name.as_str()).collect();
            assert_eq!(found, label.into_iter().collect::<Vec<_>>(), "{why}");
            assert_eq!(episode.cast.unmatched.len(), 2 - found.len(), "{why}");
        }
    }

    #[test]
    fn another_title_is_another_person_unless_nobody_else_is_there() {
        let episode = episode("CAST\n\nENSIGN HOLT ........ ANNA VOSS\nCAPTAIN MAREN ........ BEN CARR\n");
        let sure = |name: &str| {
            let speaker = episode.cast.speakers.iter().find(|speaker| speaker.name == name);
            speaker.and_then(|speaker| speaker.role_tie).map(|(_, confidence)| confidence)
        };
        assert!(sure("ADMIRAL HOLT").is_none_or(|confidence| confidence < 0.7));
        assert!(sure("MAREN").is_some_and(|confidence| confidence > 0.95));
    }
}
