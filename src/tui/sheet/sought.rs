//! What is looked for in a document that is read as text.

use std::ops::Range;

use crate::text::find::Pattern;
use crate::tui::widget::input::Input;

/// What is looked for, and all places of it in one document.
#[derive(Debug, Default)]
pub(in crate::tui) struct Sought {
    /// What is typed.
    pub(in crate::tui) input: Input,
    /// The byte one was at before.
    pub(in crate::tui) origin: usize,
    /// Bytes of the document's text, in order.
    matches: Vec<Range<usize>>,
}

impl Sought {
    /// Looks for what is typed in `text`.
    pub(in crate::tui) fn ask(&mut self, text: &str) {
        let pattern = Pattern::new(self.input.text());
        self.matches = pattern.map_or_else(Vec::new, |pattern| pattern.ranges(text));
    }

    /// Looks for nothing any more.
    pub(in crate::tui) fn forget(&mut self) {
        self.input = Input::default();
        self.matches.clear();
    }

    /// How many places there are.
    pub(in crate::tui) fn count(&self) -> usize {
        self.matches.len()
    }

    /// The number, from 1, of the place that begins at the byte `at`.
    pub(in crate::tui) fn number(&self, at: usize) -> Option<usize> {
        self.matches.binary_search_by_key(&at, |found| found.start).ok().map(|found| found + 1)
    }

    /// Where the first place at or after the byte `at` begins, or the first of all.
    pub(in crate::tui) fn from(&self, at: usize) -> Option<usize> {
        let next = self.matches.get(self.matches.partition_point(|found| found.start < at));
        next.or(self.matches.first()).map(|found| found.start)
    }

    /// Where the next place after the byte `at` begins, or the one before it; round the ends.
    pub(in crate::tui) fn next(&self, at: usize, forward: bool) -> Option<usize> {
        if forward {
            return self.from(at + 1);
        }
        let before = self.matches.get(..self.matches.partition_point(|found| found.start < at));
        before.and_then(<[_]>::last).or(self.matches.last()).map(|found| found.start)
    }

    /// The places that `bytes` hold a part of.
    pub(in crate::tui) fn within(&self, bytes: &Range<usize>) -> &[Range<usize>] {
        let first = self.matches.partition_point(|found| found.end <= bytes.start);
        let end = self.matches.partition_point(|found| found.start < bytes.end);
        self.matches.get(first..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_walked_from_where_one_is_and_round_the_ends() {
        let mut sought = Sought::default();
        sought.input.insert("lamp");
        sought.ask("lamp, no Lamp; lamps");
        assert_eq!(sought.count(), 3);
        for (at, forward, to) in [(0, true, 9), (9, true, 15), (15, true, 0), (0, false, 15), (12, false, 9)]
        {
            assert_eq!(sought.next(at, forward), Some(to), "{at} {forward}");
        }
        assert_eq!((sought.from(0), sought.from(1), sought.from(16)), (Some(0), Some(9), Some(0)));
        assert_eq!((sought.number(9), sought.number(10)), (Some(2), None));
        assert_eq!(sought.within(&(3..10)), [0..4, 9..13]);
        sought.forget();
        assert_eq!((sought.count(), sought.next(3, true)), (0, None));
    }
}
