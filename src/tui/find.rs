//! What is looked for in the script: all places of it, and which one is looked at.

use std::ops::Range;

use crate::episode::Episode;
use crate::text::find::Pattern;

use super::shown::Shown;
use super::state::ScriptPane;
use super::widget::input::Input;

/// A place of what is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// The element's index.
    pub(super) element: usize,
    /// Bytes of its text.
    pub(super) range: Range<usize>,
}

/// What is looked for in the script.
#[derive(Debug, Default)]
pub(super) struct Find {
    /// What is typed.
    pub(super) input: Input,
    /// What that means; `None` where nothing is looked for.
    pub(super) pattern: Option<Pattern>,
    /// All places of it, in the order of the script.
    pub(super) matches: Vec<Match>,
    /// The one that is looked at.
    pub(super) at: usize,
    /// Where one was before.
    pub(super) origin: ScriptPane,
    /// What was looked for the last time.
    pub(super) last: String,
}

impl Find {
    /// Looks for what is typed in the lines of `episode` that are shown.
    pub(super) fn ask(&mut self, episode: &Episode, shown: &Shown) {
        self.pattern = Pattern::new(self.input.text());
        let Some(pattern) = &self.pattern else {
            self.matches.clear();
            return;
        };
        let elements = episode.elements.iter().enumerate().filter(|(at, _)| shown.contains(*at));
        let places = elements.flat_map(|(element, shown)| {
            pattern.ranges(&shown.text).into_iter().map(move |range| Match { element, range })
        });
        self.matches = places.collect();
        self.at = self.at.min(self.matches.len().saturating_sub(1));
    }

    /// Looks for nothing any more; what was typed can be looked for again.
    pub(super) fn forget(&mut self) {
        self.pattern = None;
        self.matches.clear();
    }

    /// The place that is looked at.
    pub(super) fn here(&self) -> Option<&Match> {
        self.matches.get(self.at)
    }

    /// The places within an element.
    pub(super) fn within(&self, element: usize) -> Vec<Range<usize>> {
        let start = self.matches.partition_point(|found| found.element < element);
        let within = self.matches.iter().skip(start).take_while(|found| found.element == element);
        within.map(|found| found.range.clone()).collect()
    }

    /// The first place at or after `element`, the first of all where there is none; `None` where there
    /// is none at all.
    pub(super) fn from(&self, element: usize) -> Option<usize> {
        let at = self.matches.partition_point(|found| found.element < element);
        (!self.matches.is_empty()).then_some(at % self.matches.len().max(1))
    }

    /// The next place, or the one before, seen from the element `current`; and whether the way there
    /// leads over the end of the script.
    pub(super) fn next(&self, current: usize, forward: bool) -> Option<(usize, bool)> {
        let count = self.matches.len();
        let here = self.here().filter(|found| found.element == current).map(|_| self.at);
        let first = self.matches.partition_point(|found| found.element < current);
        let after = self.matches.partition_point(|found| found.element <= current);
        let next = match (forward, here) {
            (true, Some(at)) => at + 1,
            (true, None) => {
                if first < after {
                    first
                } else {
                    after
                }
            }
            (false, Some(at)) => at.checked_sub(1).unwrap_or(count),
            (false, None) => first.checked_sub(1).unwrap_or(count),
        };
        match (next, forward) {
            _ if count == 0 => None,
            (next, _) if next < count => Some((next, false)),
            (_, true) => Some((0, true)),
            (_, false) => Some((count - 1, true)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(elements: &[usize], at: usize) -> Find {
        let matches = elements.iter().map(|element| Match { element: *element, range: 0..1 }).collect();
        Find { matches, at, ..Find::default() }
    }

    #[test]
    fn goes_on_from_where_one_is_and_round_the_ends() {
        let table = [
            (&[3, 3, 7][..], 0, 3, true, Some((1, false))),
            (&[3, 3, 7], 1, 3, true, Some((2, false))),
            (&[3, 3, 7], 2, 7, true, Some((0, true))),
            (&[3, 3, 7], 0, 3, false, Some((2, true))),
            (&[3, 3, 7], 0, 5, true, Some((2, false))),
            (&[3, 3, 7], 2, 5, false, Some((1, false))),
            (&[3, 3, 7], 2, 9, true, Some((0, true))),
            (&[3, 3, 7], 0, 1, false, Some((2, true))),
            (&[], 0, 1, true, None),
        ];
        for (elements, at, current, forward, expected) in table {
            assert_eq!(find(elements, at).next(current, forward), expected, "{elements:?} {at} {current}");
        }
        assert_eq!(find(&[3, 7], 0).from(4), Some(1));
        assert_eq!(find(&[3, 7], 0).from(8), Some(0));
        assert_eq!(find(&[], 0).from(8), None);
    }
}
