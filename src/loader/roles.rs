//! Speakers to roles and actors: the script's labels against the cast lists of the other documents.

use crate::document::Document;
use crate::document::press_kit::CastEntry;
use crate::episode::{Credit, Element, ElementKind, Episode, Origin, SpeakerIx};
use crate::text::tokens;

use super::Read;
use super::names::name_words;

/// Ties the cast of `episode` to the cast lists of `documents`, the press kit before the summary.
pub(super) fn tie(episode: &mut Episode, documents: &[Read]) {
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
        match by_address(episode, entry) {
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
        let rating = match () {
            () if name.is_empty() || role.is_empty() => return None,
            () if name == role => 1.0,
            () if name.last() == role.last() && name.iter().all(|word| role.contains(word)) => 0.97,
            () if name.iter().all(|word| role.contains(word)) => 0.9,
            () if name.len() > 1 && role.iter().all(|word| name.contains(word)) => 0.9,
            () => return None,
        };
        Some((SpeakerIx::new(at), rating))
    });
    let rank = |(ix, rating): &(SpeakerIx, f32)| (*rating, episode.speaker(*ix).speeches);
    rated.max_by(|a, b| rank(a).0.total_cmp(&rank(b).0).then(rank(a).1.cmp(&rank(b).1)))
}

/// How many times more often than elsewhere a speaker must be addressed as the role.
const ADDRESSED_MORE: f32 = 4.0;

/// The speaker without a role who is addressed by the role's words: a label may be a function
/// (`MEDIC`) where the cast list and everybody in the story say `Doctor`.
fn by_address(episode: &Episode, entry: &CastEntry) -> Option<(SpeakerIx, f32)> {
    let role = name_words(&entry.role);
    let speeches: Vec<&Element> = episode.elements.iter().filter(|e| e.kind == ElementKind::Speech).collect();
    let names_role =
        |element: &Element| tokens::key_words(&element.text).iter().any(|word| role.contains(word));
    let named: Vec<bool> = speeches.iter().map(|element| names_role(element)).collect();
    let total = named.iter().filter(|named| **named).count();
    if total < 2 {
        return None;
    }
    let candidates = episode.cast.speakers.iter().enumerate().filter(|(_, speaker)| speaker.role.is_none());
    let rate = |ix: SpeakerIx| {
        let near = |at: usize| {
            let neighbours = [at.checked_sub(1), Some(at + 1)];
            neighbours
                .into_iter()
                .flatten()
                .any(|n| named.get(n) == Some(&true) && !speeches[n].speakers.contains(&ix))
        };
        let own: Vec<usize> = (0..speeches.len()).filter(|at| speeches[*at].speakers.contains(&ix)).collect();
        let addressed = own.iter().filter(|at| near(**at)).count();
        (addressed, addressed as f32 / own.len().max(1) as f32)
    };
    let base = total as f32 / speeches.len().max(1) as f32;
    let rated = candidates.map(|(at, _)| (SpeakerIx::new(at), rate(SpeakerIx::new(at))));
    let likely = rated.filter(|(_, (addressed, rate))| *addressed >= 2 && *rate > base * ADDRESSED_MORE);
    let best = likely.max_by(|a, b| a.1.0.cmp(&b.1.0).then(a.1.1.total_cmp(&b.1.1)))?;
    Some((best.0, 0.75))
}
