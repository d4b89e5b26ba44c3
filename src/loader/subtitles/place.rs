//! Cues to elements, by the words that both have.

use super::spoken::Spoken;

/// The words of one cue that were found in the script.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// How many words the cue has.
    pub(super) words: usize,
    /// The elements that have some of them, in the order of the script, with how many.
    pub(super) elements: Vec<(usize, usize)>,
}

/// Where a cue belongs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// The element that has most of its words.
    pub(super) element: usize,
    /// All elements that it shows, in the order of the script.
    pub(super) shows: Vec<usize>,
    /// Whether the cue itself has words of the element; otherwise its neighbours place it.
    pub(super) by_words: bool,
    /// How sure it is, 0 to 1.
    pub(super) confidence: f32,
}

/// What was found of each of `cues` cues along `pairs` (a word of the script, a word of the cues).
pub(super) fn found(cues: usize, script: &Spoken, spoken: &Spoken, pairs: &[(usize, usize)]) -> Vec<Found> {
    let mut found = vec![Found::default(); cues];
    for at in 0..spoken.len() {
        found[spoken.unit(at)].words += 1;
    }
    for (in_script, in_cues) in pairs {
        let elements = &mut found[spoken.unit(*in_cues)].elements;
        let element = script.unit(*in_script);
        match elements.last_mut().filter(|(last, _)| *last == element) {
            Some((_, count)) => *count += 1,
            None => elements.push((element, 1)),
        }
    }
    found
}

/// The place of each cue; `None` where nothing in the script answers.
pub(super) fn places(found: &[Found]) -> Vec<Option<Place>> {
    let mut places: Vec<Option<Place>> = found.iter().map(by_words).collect();
    by_neighbours(found, &mut places);
    places
}

/// Too few of a cue's words, found by chance.
const LEAST_SHARE: f32 = 0.3;

fn by_words(found: &Found) -> Option<Place> {
    let (element, most) = found
        .elements
        .iter()
        .copied()
        .max_by_key(|(element, count)| (*count, std::cmp::Reverse(*element)))?;
    let all: usize = found.elements.iter().map(|(_, count)| count).sum();
    let share = all as f32 / found.words.max(1) as f32;
    if share < LEAST_SHARE {
        return None;
    }
    let clear = most as f32 / all.max(1) as f32;
    let shows = found.elements.iter().map(|(element, _)| *element).collect();
    Some(Place { element, shows, by_words: true, confidence: (share * (0.5 + 0.5 * clear)).min(1.0) })
}

/// Places cues without words of their own in the script where their neighbours leave one answer.
fn by_neighbours(found: &[Found], places: &mut [Option<Place>]) {
    let _ = found;
    let placed = places.to_vec();
    let mut before: Option<usize> = None;
    for at in 0..places.len() {
        if let Some(place) = &placed[at] {
            before = place.shows.last().copied();
            continue;
        }
        let after = placed[at..].iter().flatten().next().and_then(|place| place.shows.first().copied());
        if let (Some(before), Some(after)) = (before, after)
            && before == after
        {
            places[at] =
                Some(Place { element: before, shows: vec![before], by_words: false, confidence: 0.8 });
        }
    }
}
