//! The times of subtitles carried to the lines of the script.

use crate::document::subtitles::Cue;
use crate::episode::{Borrowed, ElementKind, Episode, Origin, Timing};
use crate::text::tokens::count;

use super::place::Place;

/// How sure a time is that lies between two others.
const BETWEEN_CONFIDENCE: f32 = 0.5;

/// When each element of `episode` is heard; empty where no cue with a time has a place.
pub(super) fn timings(
    episode: &Episode,
    cues: &[Cue],
    places: &[Option<Place>],
) -> Vec<Option<Borrowed<Timing>>> {
    let mut timings = shown(episode.elements.len(), cues, places);
    if timings.iter().all(Option::is_none) {
        return Vec::new();
    }
    let lengths: Vec<usize> = episode
        .elements
        .iter()
        .map(|element| match element.kind {
            ElementKind::Speech | ElementKind::Log => count(&element.text),
            _ => 0,
        })
        .collect();
    fill(&mut timings, &lengths);
    timings
}

/// The times of the elements that cues show.
fn shown(elements: usize, cues: &[Cue], places: &[Option<Place>]) -> Vec<Option<Borrowed<Timing>>> {
    let mut timings = vec![None; elements];
    for (cue, place) in cues.iter().zip(places) {
        let (Some(place), Some(start), Some(end)) = (place, cue.start, cue.end) else { continue };
        if !place.by_words || end < start {
            continue;
        }
        for (element, timing) in shares(place, Timing { start, end }) {
            if let Some(slot) = timings.get_mut(element) {
                *slot = Some(together(*slot, timing, place.confidence));
            }
        }
    }
    timings
}

/// The time of a cue divided among the elements that it shows, by their words.
fn shares(place: &Place, whole: Timing) -> Vec<(usize, Timing)> {
    let all: usize = place.shows.iter().map(|(_, words)| words).sum();
    let at = |words: usize| whole.start + (whole.end - whole.start) * words as f64 / all.max(1) as f64;
    let mut before = 0;
    let share = |(element, words): &(usize, usize)| {
        let timing = Timing { start: at(before), end: at(before + words) };
        before += words;
        (*element, timing)
    };
    place.shows.iter().map(share).collect()
}

/// What an element's cues so far say of its time, and one more.
fn together(known: Option<Borrowed<Timing>>, timing: Timing, confidence: f32) -> Borrowed<Timing> {
    let new = Borrowed { value: timing, origin: Origin::Aligned, confidence };
    known.map_or(new, |known| Borrowed {
        value: Timing { start: known.value.start.min(timing.start), end: known.value.end.max(timing.end) },
        origin: Origin::Aligned,
        confidence: known.confidence.max(confidence),
    })
}

/// Gives the elements between two that have a time one of their own: what lies between is divided by
/// how many words each has. Where the time does not go on, nothing can be told.
fn fill(timings: &mut [Option<Borrowed<Timing>>], lengths: &[usize]) {
    let known: Vec<usize> = (0..timings.len()).filter(|at| timings[*at].is_some()).collect();
    for pair in known.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        let (Some(from), Some(to)) = (timings[before], timings[after]) else { continue };
        let (from, to) = (from.value.end, to.value.start);
        if to < from {
            continue;
        }
        let all: usize = lengths[before + 1..after].iter().sum();
        let at = |words: usize| from + (to - from) * words as f64 / all.max(1) as f64;
        let mut said = 0;
        for between in before + 1..after {
            let value = Timing { start: at(said), end: at(said + lengths[between]) };
            said += lengths[between];
            timings[between] =
                Some(Borrowed { value, origin: Origin::Inferred, confidence: BETWEEN_CONFIDENCE });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(start: f64, end: f64) -> Option<Borrowed<Timing>> {
        Some(Borrowed { value: Timing { start, end }, origin: Origin::Aligned, confidence: 0.9 })
    }

    #[test]
    fn what_lies_between_is_divided_by_its_words() {
        let mut timings = vec![None, at(1.0, 2.0), None, None, at(6.0, 7.0), None];
        fill(&mut timings, &[3, 4, 3, 1, 2, 9]);
        let values: Vec<Option<(f64, f64)>> = timings
            .iter()
            .map(|timing| timing.map(|timing| (timing.value.start, timing.value.end)))
            .collect();
        assert_eq!(
            values,
            [None, Some((1.0, 2.0)), Some((2.0, 5.0)), Some((5.0, 6.0)), Some((6.0, 7.0)), None]
        );
        assert_eq!(timings[2].map(|timing| timing.origin), Some(Origin::Inferred));
    }

    #[test]
    fn a_cue_over_two_speeches_gives_each_its_part() {
        let place = Place { element: 3, shows: vec![(3, 3), (4, 1)], by_words: true, confidence: 0.9 };
        let shares = shares(&place, Timing { start: 10.0, end: 12.0 });
        assert_eq!(shares, [(3, Timing { start: 10.0, end: 11.5 }), (4, Timing { start: 11.5, end: 12.0 })]);
    }

    proptest! {
        #[test]
        fn no_time_ends_before_it_begins(known in prop::collection::vec(prop::option::of((0.0f64..90.0, 0.0f64..9.0)), 0..30)) {
            let mut timings: Vec<_> = known.iter().map(|k| k.and_then(|(start, long)| at(start, start + long))).collect();
            fill(&mut timings, &vec![2; known.len()]);
            prop_assert!(timings.iter().flatten().all(|timing| timing.value.start <= timing.value.end));
        }
    }
}
