//! Cues to elements, by the words that both have.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use crate::align::tokens::align;

use super::spoken::Spoken;

/// The words of one cue that were found in the script.
#[derive(Debug, Clone, Default)]
struct Found {
    /// How many words the cue has.
    words: usize,
    /// The elements that have some of them, in the order of the script, with how many.
    elements: Vec<(usize, usize)>,
}

/// Where a cue belongs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// The element that has most of its words.
    pub(super) element: usize,
    /// All elements that it shows, in the order of the script, with how many of its words each has.
    pub(super) shows: Vec<(usize, usize)>,
    /// Whether the cue itself has words of the element; otherwise its neighbours place it.
    pub(super) by_words: bool,
    /// How sure it is, 0 to 1.
    pub(super) confidence: f32,
}

/// The place of each of `cues` cues along `pairs` (a word of the script, a word of the cues); `None`
/// where nothing in the script answers. What one side has in another order is paired too: its pairs are
/// added at the end.
pub(super) fn places(
    cues: usize,
    script: &Spoken,
    spoken: &Spoken,
    pairs: &mut Vec<(usize, usize)>,
) -> Vec<Option<Place>> {
    let found = found(cues, script, spoken, pairs);
    let mut places: Vec<Option<Place>> = found.iter().map(by_words).collect();
    let mut left = Left::of(script, spoken, pairs);
    let mut moved = left.moved(&places);
    for (place, found) in places.iter_mut().zip(&self::found(cues, script, spoken, &moved)) {
        *place = place.take().or_else(|| elsewhere(found));
    }
    moved.retain(|(_, at)| places[spoken.unit(*at)].is_some());
    moved.iter().for_each(|(at, _)| left.paired[*at] = true);
    pairs.extend(moved);
    for run in runs_without_place(&places) {
        let shown = |at: Option<usize>| at.and_then(|at| places.get(at)?.as_ref());
        let first =
            shown(run.start.checked_sub(1)).and_then(|place| place.shows.last().map(|(element, _)| *element));
        let last = shown(Some(run.end)).and_then(|place| place.shows.first().map(|(element, _)| *element));
        let (Some(first), Some(last)) = (first, last) else { continue };
        for at in run {
            places[at] = left.answer(at, first, last).map(inferred);
        }
    }
    places
}

/// How much of all words of the cues stands in cues that were placed by their words, 0 to 1.
pub(super) fn share_placed(places: &[Option<Place>], spoken: &Spoken) -> f32 {
    let placed = places.iter().enumerate().filter(|(_, place)| place.as_ref().is_some_and(|p| p.by_words));
    let words: usize = placed.map(|(at, _)| spoken.of_unit(at).len()).sum();
    words as f32 / spoken.len().max(1) as f32
}

fn found(cues: usize, script: &Spoken, spoken: &Spoken, pairs: &[(usize, usize)]) -> Vec<Found> {
    let mut found = vec![Found::default(); cues];
    for at in 0..spoken.len() {
        found[spoken.unit(at)].words += 1;
    }
    for (in_script, in_cues) in pairs {
        let cue = &mut found[spoken.unit(*in_cues)];
        let element = script.unit(*in_script);
        match cue.elements.last_mut().filter(|(last, _)| *last == element) {
            Some((_, count)) => *count += 1,
            None => cue.elements.push((element, 1)),
        }
    }
    found
}

/// Where less of a cue's words is found, it is by chance.
const LEAST_SHARE: f32 = 0.3;

fn by_words(found: &Found) -> Option<Place> {
    let (element, most) =
        found.elements.iter().copied().max_by_key(|(element, count)| (*count, Reverse(*element)))?;
    let all: usize = found.elements.iter().map(|(_, count)| count).sum();
    let share = all as f32 / found.words.max(1) as f32;
    if share < LEAST_SHARE {
        return None;
    }
    let clear = most as f32 / all.max(1) as f32;
    let shows = found.elements.clone();
    Some(Place { element, shows, by_words: true, confidence: confidence(all, share) * (0.7 + 0.3 * clear) })
}

/// The place of a cue that the script has out of order: most of its words stand there together.
fn elsewhere(found: &Found) -> Option<Place> {
    let place = by_words(found)?;
    let matched: usize = found.elements.iter().map(|(_, count)| count).sum();
    let is_plain = matched >= LEAST_ELSEWHERE && matched * 3 >= found.words * 2;
    is_plain.then_some(Place { confidence: place.confidence * ELSEWHERE_CONFIDENCE, ..place })
}

/// So many words in a row are not out of order by chance.
const LEAST_ELSEWHERE: usize = 4;
/// How much less sure a place out of order is.
const ELSEWHERE_CONFIDENCE: f32 = 0.9;

/// How sure the place of a cue is of which `matched` words, `share` of all, were found in a row of the
/// script. Measured on transcripts of which a quarter of the lines had been taken away: a lone `Yes`
/// is right 19 times of 20, half of a cue of two words 17 times.
fn confidence(matched: usize, share: f32) -> f32 {
    1.0 - (0.06 + 0.3 * (1.0 - share)) / (matched as f32).powf(0.7)
}

/// How sure a place is that the neighbours give.
const BETWEEN_CONFIDENCE: f32 = 0.75;
/// How many elements may lie between a cue's neighbours for one of them to be told as its own.
const MOST_BETWEEN: usize = 8;

/// The runs of cues without a place, each between two that have one.
fn runs_without_place(places: &[Option<Place>]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut placed: Option<usize> = None;
    for (at, place) in places.iter().enumerate() {
        if place.is_some() {
            if let Some(before) = placed.filter(|before| before + 1 < at) {
                runs.push(before + 1..at);
            }
            placed = Some(at);
        }
    }
    runs
}

fn inferred(element: usize) -> Place {
    Place { element, shows: vec![(element, 1)], by_words: false, confidence: BETWEEN_CONFIDENCE }
}

/// What is left of the script where cues were not placed.
struct Left<'a> {
    script: &'a Spoken,
    spoken: &'a Spoken,
    /// Whether each word of the script was paired.
    paired: Vec<bool>,
}

impl<'a> Left<'a> {
    fn of(script: &'a Spoken, spoken: &'a Spoken, pairs: &[(usize, usize)]) -> Self {
        let mut paired = vec![false; script.len()];
        pairs.iter().for_each(|(at, _)| paired[*at] = true);
        Self { script, spoken, paired }
    }

    /// The words of cues without a place, aligned once more with the words of the script that no cue
    /// has: a scene that one side has earlier or later than the other finds itself so.
    fn moved(&self, places: &[Option<Place>]) -> Vec<(usize, usize)> {
        let in_script: Vec<usize> = (0..self.script.len()).filter(|at| !self.paired[*at]).collect();
        let lost = |at: &usize| places[self.spoken.unit(*at)].is_none();
        let in_cues: Vec<usize> = (0..self.spoken.len()).filter(lost).collect();
        let (script, spoken) = (self.script.part(&in_script), self.spoken.part(&in_cues));
        let pairs = align(script.sequence(), spoken.sequence());
        pairs.into_iter().map(|(at, cue)| (in_script[at], in_cues[cue])).collect()
    }

    /// The one element from `first` to `last` that has at least half of the words of `cue` among those
    /// that no other cue has.
    fn answer(&self, cue: usize, first: usize, last: usize) -> Option<usize> {
        if last < first || last - first > MOST_BETWEEN {
            return None;
        }
        let words: HashSet<u32> = self.spoken.of_unit(cue).map(|at| self.spoken.token(at)).collect();
        let mut answers: Vec<(usize, usize)> = (first..=last)
            .map(|element| {
                let left = self.script.of_unit(element).filter(|at| !self.paired[*at]);
                let shared: HashSet<u32> =
                    left.map(|at| self.script.token(at)).filter(|token| words.contains(token)).collect();
                (shared.len(), element)
            })
            .collect();
        answers.sort_unstable_by_key(|answer| Reverse(*answer));
        let best = answers.first().filter(|(shared, _)| *shared > 0 && shared * 2 >= words.len())?;
        let next = answers.get(1).map_or(0, |(shared, _)| *shared);
        (best.0 > next).then_some(best.1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::spoken::Numbering;
    use super::*;

    fn placed(script: &[&str], cues: &[&str]) -> Vec<Option<Place>> {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let mut numbering = Numbering::default();
        let script = Spoken::by_cues(&owned(script), &mut numbering);
        let spoken = Spoken::by_cues(&owned(cues), &mut numbering);
        let mut pairs = align(script.sequence(), spoken.sequence());
        places(cues.len(), &script, &spoken, &mut pairs)
    }

    fn elements(script: &[&str], cues: &[&str]) -> Vec<Option<usize>> {
        placed(script, cues).iter().map(|place| place.as_ref().map(|place| place.element)).collect()
    }

    const SCRIPT: &[&str] = &[
        "Is the lamp lit?",
        "It is, Maren, and the bell is hung above the stair. Nobody will miss it tonight.",
        "Good.",
        "Shall I wake Orrin?",
        "Let him sleep until the tide turns.",
    ];

    #[test]
    fn a_speech_over_many_cues_and_a_cue_over_two_speeches() {
        let cues = &[
            "Is the lamp lit?",
            "It is, Maren,",
            "and the bell is hung above the stair.",
            "Good. Shall I wake Orrin?",
        ];
        assert_eq!(elements(SCRIPT, cues), [Some(0), Some(1), Some(1), Some(3)]);
        let places = placed(SCRIPT, cues);
        assert_eq!(places[3].as_ref().map(|place| place.shows.clone()), Some(vec![(2, 1), (3, 4)]));
    }

    #[test]
    fn lines_that_only_one_side_has_stay_alone() {
        let cues =
            &["Is the lamp lit?", "Careful on those steps, they are wet.", "Good.", "Shall I wake Orrin?"];
        assert_eq!(elements(SCRIPT, cues), [Some(0), None, Some(2), Some(3)]);
    }

    #[test]
    fn a_cue_out_of_order_is_placed_by_what_its_neighbours_leave() {
        let script =
            &["Shall I wake Orrin?", "Quiet! Let him sleep until the tide turns.", "As you wish, Maren."];
        let cues =
            &["Shall I wake Orrin?", "Let him sleep until the tide turns.", "Quiet!", "As you wish, Maren."];
        assert_eq!(elements(script, cues), [Some(0), Some(1), Some(1), Some(2)]);
        assert_eq!(placed(script, cues).remove(2).map(|place| place.by_words), Some(false));
    }

    #[test]
    fn lines_that_were_cut_in_elsewhere_are_found() {
        let cues = &[
            "Shall I wake Orrin?",
            "Let him sleep until the tide turns.",
            "Is the lamp lit?",
            "It is, Maren, and the bell is hung",
            "above the stair. Nobody will miss it tonight.",
        ];
        assert_eq!(elements(SCRIPT, cues), [Some(3), Some(4), Some(0), Some(1), Some(1)]);
    }

    #[test]
    fn the_more_words_are_found_the_surer_the_place() {
        let places = placed(SCRIPT, &["Is the lamp lit?", "Good.", "Let him, Orrin, be for the tide"]);
        let sure: Vec<f32> = places.iter().flatten().map(|place| place.confidence).collect();
        assert!(sure[0] > sure[1] && sure[1] > sure[2], "{sure:?}");
    }
}
