//! Fixed points between two sequences: what occurs once in both, in the order that both agree on.
//!
//! The idea is that of patience diff (Bram Cohen), with runs of tokens in place of lines: a run that
//! either side has exactly once is the same place in both, unless the order says otherwise.

use foldhash::{HashMap, HashMapExt};
use std::ops::Range;

/// Runs of `length` tokens that occur exactly once in `a[within_a]` and once in `b[within_b]`, as
/// `(place in a, place in b)` of their first tokens, increasing in both.
///
/// Where the orders disagree, the longest chain that agrees is kept.
pub fn anchors<T: Eq + std::hash::Hash>(
    a: &[T],
    within_a: Range<usize>,
    b: &[T],
    within_b: Range<usize>,
    length: usize,
) -> Vec<(usize, usize)> {
    let (Some(part_a), Some(part_b)) = (a.get(within_a.clone()), b.get(within_b.clone())) else {
        return Vec::new();
    };
    if length == 0 || length > part_a.len().min(part_b.len()) {
        return Vec::new();
    }
    let mut seen: HashMap<&[T], Sightings> = HashMap::with_capacity(part_a.len() + part_b.len());
    for (at, run) in part_a.windows(length).enumerate() {
        seen.entry(run).or_default().in_a.note(within_a.start + at);
    }
    for (at, run) in part_b.windows(length).enumerate() {
        if let Some(sightings) = seen.get_mut(run) {
            sightings.in_b.note(within_b.start + at);
        }
    }
    let mut shared: Vec<(usize, usize)> = seen.values().filter_map(Sightings::once_in_both).collect();
    shared.sort_unstable();
    increasing(&shared)
}

/// Where a run was seen, as far as it matters: nowhere, at one place, at several.
#[derive(Default, Clone, Copy)]
enum Places {
    #[default]
    None,
    One(usize),
    Several,
}

impl Places {
    fn note(&mut self, at: usize) {
        *self = match self {
            Self::None => Self::One(at),
            _ => Self::Several,
        };
    }
}

#[derive(Default)]
struct Sightings {
    in_a: Places,
    in_b: Places,
}

impl Sightings {
    fn once_in_both(&self) -> Option<(usize, usize)> {
        match (self.in_a, self.in_b) {
            (Places::One(a), Places::One(b)) => Some((a, b)),
            _ => None,
        }
    }
}

/// The longest chain of `pairs` (sorted by their first number, which does not repeat) whose second
/// numbers increase strictly. Patience sorting: O(n log n).
pub fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|top| pairs[*top].1 < pair.1);
        before.push(pile.checked_sub(1).map(|below| piles[below]));
        match piles.get_mut(pile) {
            Some(top) => *top = at,
            None => piles.push(at),
        }
    }
    let mut chain = Vec::with_capacity(piles.len());
    let mut next = piles.last().copied();
    while let Some(at) = next {
        chain.push(pairs[at]);
        next = before[at];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_run_that_either_side_has_once_is_an_anchor() {
        let a: Vec<char> = "the lamp of the tide".chars().collect();
        let b: Vec<char> = "a lamp by the tide".chars().collect();
        let found = anchors(&a, 0..a.len(), &b, 0..b.len(), 4);
        let words: Vec<String> = found.iter().map(|(at, _)| a[*at..*at + 4].iter().collect()).collect();
        assert!(words.contains(&"lamp".to_owned()) && words.contains(&"tide".to_owned()), "{words:?}");
        assert!(!words.contains(&"the ".to_owned()), "twice in a: {words:?}");
    }

    #[test]
    fn the_longest_chain_wins_over_what_crosses_it() {
        assert_eq!(increasing(&[(0, 5), (1, 1), (2, 2), (3, 0), (4, 3)]), [(1, 1), (2, 2), (4, 3)]);
        assert!(increasing(&[]).is_empty());
    }

    #[test]
    fn ranges_that_do_not_exist_have_no_anchors() {
        assert!(anchors(&[1, 2], 1..9, &[1, 2], 0..2, 1).is_empty());
    }

    proptest! {
        #[test]
        fn anchors_increase_and_are_equal(
            a in prop::collection::vec(0u8..9, 0..60),
            b in prop::collection::vec(0u8..9, 0..60),
            length in 0usize..4,
        ) {
            let found = anchors(&a, 0..a.len(), &b, 0..b.len(), length);
            prop_assert!(found.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
            for (at, bt) in found {
                prop_assert_eq!(&a[at..at + length], &b[bt..bt + length]);
            }
        }
    }
}
