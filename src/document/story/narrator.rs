//! The name of the one who tells the story as `I`, found from how the others address him or her.

use std::collections::HashMap;

use super::addresses::Addresses;
use super::candidates::Sighting;
use super::cues::Who;
use super::turns::Turn;

/// A narrator is called by name beside turns of his or her own at least so often.
const CALLED: usize = 3;

/// The narration names its narrator at most once for so many such calls.
const SELDOM_NAMED: usize = 3;

/// The narrator's own names, the one called most first: persons called by name beside turns of the
/// narrator's whom the narration itself, and so a tag, names far more seldom.
pub(super) fn names_of_narrator(
    turns: &[Turn],
    addresses: &[Addresses],
    sightings: &[Sighting],
    narrator: usize,
) -> Vec<usize> {
    let says_i =
        |at: usize| turns.get(at).is_some_and(|turn| turn.hints.iter().any(|hint| hint.who == Who::Narrator));
    let mut calls: HashMap<usize, usize> = HashMap::new();
    let mut named: HashMap<usize, usize> = HashMap::new();
    for (at, addresses) in addresses.iter().enumerate() {
        let beside = at.checked_sub(1).is_some_and(says_i) || says_i(at + 1);
        let mut called = addresses.called.clone();
        called.sort_unstable();
        called.dedup();
        called.into_iter().filter(|_| beside).for_each(|person| *calls.entry(person).or_default() += 1);
    }
    sightings.iter().for_each(|sighting| *named.entry(sighting.person).or_default() += 1);
    let mut fits: Vec<(usize, usize)> = calls
        .into_iter()
        .filter(|(person, calls)| {
            let seen = named.get(person).copied().unwrap_or_default();
            *person != narrator && *calls >= CALLED && seen * SELDOM_NAMED <= *calls
        })
        .map(|(person, calls)| (calls, person))
        .collect();
    fits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    fits.into_iter().map(|(_, person)| person).collect()
}
