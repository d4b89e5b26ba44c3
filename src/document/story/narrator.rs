//! The name of the one who tells the story as `I`, found from how the others address him or her.

use std::collections::HashMap;

use super::addresses::Addresses;
use super::candidates::Sighting;
use super::cues::Who;
use super::turns::Turn;

/// A narrator is called by name beside turns of his or her own at least so often.
const CALLED: usize = 3;

/// The person who is the narrator under his or her own name: called by name beside turns of the
/// narrator's, and never so often tagged as a speaker or named by the narration as called.
pub(super) fn name_of_narrator(
    turns: &[Turn],
    addresses: &[Addresses],
    sightings: &[Sighting],
    narrator: usize,
) -> Option<usize> {
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
    let fits = calls.into_iter().filter(|(person, calls)| {
        let seen = named.get(person).copied().unwrap_or_default();
        *person != narrator && *calls >= CALLED && seen <= *calls
    });
    fits.map(|(person, calls)| (calls, std::cmp::Reverse(person)))
        .max()
        .map(|(_, std::cmp::Reverse(person))| person)
}
