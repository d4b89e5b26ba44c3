//! Where in an episode somebody speaks: the script in stretches of equal length.

use std::ops::Range;

use crate::episode::{Element, ElementIx, ElementKind, Episode};

/// A stretch of the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Its elements.
    pub elements: Range<usize>,
    /// How many of its speeches are wanted ones.
    pub speeches: usize,
    /// The first of these.
    pub first: Option<ElementIx>,
}

/// The script in `count` stretches (fewer where it has fewer elements), each with the speeches that
/// are `wanted`. The stretches are disjoint, in order, and cover the script.
pub fn presence(episode: &Episode, count: usize, wanted: impl Fn(&Element) -> bool) -> Vec<Stretch> {
    let total = episode.elements.len();
    let count = count.min(total);
    let start = |at: usize| at.saturating_mul(total) / count.max(1);
    (0..count)
        .map(|at| {
            let elements = start(at)..start(at + 1);
            let said = elements.clone().filter(|index| {
                let element = episode.elements.get(*index);
                element.is_some_and(|element| element.kind == ElementKind::Speech && wanted(element))
            });
            let speeches = said.clone().count();
            Stretch { elements, speeches, first: said.map(ElementIx::new).next() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shelf;

    #[test]
    fn stretches_cover_the_script_and_hold_every_speech_once() {
        let (episode, _) = Shelf::sample().entries[0].load();
        let speeches = episode.elements.iter().filter(|e| e.kind == ElementKind::Speech).count();
        for count in [0, 1, 2, 7, 24, 60, 100_000] {
            let stretches = presence(&episode, count, |_| true);
            assert_eq!(stretches.len(), count.min(episode.elements.len()));
            let mut next = 0;
            for stretch in &stretches {
                assert_eq!(stretch.elements.start, next);
                assert!(!stretch.elements.is_empty());
                assert_eq!(stretch.first.is_some(), stretch.speeches > 0);
                assert!(stretch.first.is_none_or(|first| stretch.elements.contains(&first.at())));
                next = stretch.elements.end;
            }
            if count > 0 {
                assert_eq!(next, episode.elements.len());
                assert_eq!(stretches.iter().map(|stretch| stretch.speeches).sum::<usize>(), speeches);
            }
        }
        assert!(presence(&Episode::default(), 8, |_| true).is_empty());
    }
}
