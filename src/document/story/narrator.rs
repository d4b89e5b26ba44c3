//! The name of the one who tells the story as `I`, found from how the others address him or her.

use std::collections::HashMap;

use super::addresses::Addresses;
use super::candidates::Sighting;
use super::cues::{CueKind, Who};
use super::persons::Persons;
use super::turns::Turn;

/// A narrator is called by name at least so often.
const CALLED: usize = 2;

/// Somebody whom the narration names more often than one time in so many calls is not its narrator.
const CALLS_PER_SIGHTING: usize = 6;

/// The person who is the narrator under his or her own name: called by name beside turns of the
/// narrator's, never tagged as a speaker, and hardly named by the narration itself.
pub(super) fn name_of_narrator(
    turns: &[Turn],
    addresses: &[Addresses],
    sightings: &[Sighting],
    persons: &Persons,
) -> Option<usize> {
    let mut calls: HashMap<usize, usize> = HashMap::new();
    let mut tags: HashMap<usize, usize> = HashMap::new();
    let says_i =
        |at: usize| turns.get(at).is_some_and(|turn| turn.hints.iter().any(|hint| hint.who == Who::Narrator));
    if (0..turns.len()).filter(|at| says_i(*at)).count() < CALLED {
        return None;
    }
    for (at, (turn, addresses)) in turns.iter().zip(addresses).enumerate() {
        let beside = at.checked_sub(1).is_some_and(says_i) || says_i(at + 1);
        for person in &addresses.called {
            *calls.entry(*person).or_default() += if beside { 3 } else { 1 };
        }
        for hint in turn.hints.iter().filter(|hint| matches!(hint.kind, CueKind::Tag | CueKind::TagBefore)) {
            if let Who::Person(person) = hint.who {
                *tags.entry(person).or_default() += 1;
            }
        }
    }
    let mut named: HashMap<usize, usize> = HashMap::new();
    sightings.iter().for_each(|sighting| *named.entry(sighting.person).or_default() += 1);
    let count = |of: &HashMap<usize, usize>, person: usize| of.get(&person).copied().unwrap_or_default();
    let mut fits: Vec<(usize, usize)> = calls
        .iter()
        .filter(|(person, calls)| {
            let seen = count(&named, **person);
            **person < persons.all.len()
                && count(&tags, **person) * 10 <= **calls
                && seen * CALLS_PER_SIGHTING <= **calls * 3
        })
        .map(|(person, calls)| (*calls, *person))
        .collect();
    fits.sort_by(|a, b| b.cmp(a));
    fits.first().filter(|(calls, _)| *calls >= CALLED * 3).map(|(_, person)| *person)
}
