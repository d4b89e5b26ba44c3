//! Hits with the lines around them, as `grep -C` prints them.

use std::collections::HashMap;

use crate::episode::{ElementIx, Episode};
use crate::search::Hit;

/// A line to print.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row<'a> {
    pub(super) element: ElementIx,
    /// The hit, where it is one.
    pub(super) hit: Option<&'a Hit>,
    /// Whether lines are left out before it.
    pub(super) after_gap: bool,
}

/// The rows for `hits`: as they are where no context is wanted, otherwise in the order of the script
/// with `context` lines of the same scene around each.
pub(super) fn rows<'a>(episode: &Episode, hits: &'a [Hit], context: usize) -> Vec<Row<'a>> {
    if context == 0 {
        let row = |hit: &'a Hit| Row { element: hit.element, hit: Some(hit), after_gap: false };
        return hits.iter().map(row).collect();
    }
    let found: HashMap<ElementIx, &Hit> = hits.iter().map(|hit| (hit.element, hit)).collect();
    let mut shown: Vec<usize> = hits.iter().flat_map(|hit| around(episode, hit.element, context)).collect();
    shown.sort_unstable();
    shown.dedup();
    let mut before = None;
    let row = |at: usize| {
        let after_gap = before.is_some_and(|before| before + 1 < at);
        before = Some(at);
        let element = ElementIx::new(at);
        Row { element, hit: found.get(&element).copied(), after_gap }
    };
    shown.into_iter().map(row).collect()
}

/// The elements at most `context` away from `element` in its scene.
fn around(episode: &Episode, element: ElementIx, context: usize) -> std::ops::Range<usize> {
    let scene = episode.element(element).scene.and_then(|ix| episode.outline.scenes.get(ix.at()));
    let bounds = scene.map_or(0..episode.elements.len(), |scene| scene.elements.clone());
    let first = element.at().saturating_sub(context).max(bounds.start);
    first..(element.at() + context + 1).min(bounds.end).max(first)
}
