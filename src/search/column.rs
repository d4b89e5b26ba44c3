//! Compact columns: a value for each of a million lines, without a million boxes.

use std::ops::Range;

/// Texts one after the other in one piece of memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    pub(super) arena: String,
    /// Where each ends in the arena.
    pub(super) ends: Vec<u32>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.arena.push_str(text);
        self.ends.push(number(self.arena.len()));
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at `at`; empty where there is none.
    pub(super) fn get(&self, at: usize) -> &str {
        let end = self.ends.get(at).copied().unwrap_or_default();
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.arena.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// A column whose value seldom changes from one line to the next: kept where it changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Runs {
    /// The first line of each run.
    pub(super) starts: Vec<u32>,
    /// The value of each run.
    pub(super) values: Vec<u32>,
}

/// What a column holds where there is no value.
pub(super) const NONE: u32 = u32::MAX;

impl Runs {
    /// The value of `line`, a line after all that were given before.
    pub(super) fn push(&mut self, line: u32, value: u32) {
        if self.values.last() != Some(&value) {
            self.starts.push(line);
            self.values.push(value);
        }
    }

    /// Each run, as long as it is where there are lines before `end`, and its value.
    pub(super) fn stretches(&self, end: u32) -> impl Iterator<Item = (Range<u32>, u32)> + '_ {
        let ends = self.starts.iter().skip(1).copied().chain([end]);
        self.starts.iter().zip(ends).zip(&self.values).map(|((start, end), value)| (*start..end, *value))
    }

    /// The value of `line`, [`NONE`] where none was given.
    pub(super) fn get(&self, line: u32) -> u32 {
        let run = self.starts.partition_point(|start| *start <= line).checked_sub(1);
        run.and_then(|run| self.values.get(run)).copied().unwrap_or(NONE)
    }
}

/// `value` as a column holds it; what is larger than any file could make it stays the largest.
pub(super) fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_answer_for_every_line() {
        let mut runs = Runs::default();
        for (line, value) in [(0, 7), (1, 7), (2, NONE), (3, 1), (4, 1), (5, 7)] {
            runs.push(line, value);
        }
        let values: Vec<u32> = (0..7).map(|line| runs.get(line)).collect();
        assert_eq!(values, [7, 7, NONE, 1, 1, 7, 7]);
        assert_eq!(runs.starts.len(), 4);
        let stretches: Vec<_> = runs.stretches(9).collect();
        assert_eq!(stretches, [(0..2, 7), (2..3, NONE), (3..5, 1), (5..9, 7)]);
        assert_eq!(Runs::default().get(3), NONE);
    }

    #[test]
    fn texts_are_what_was_put_in() {
        let mut texts = Texts::default();
        ["fog", "", "lamp"].into_iter().for_each(|text| texts.push(text));
        let back: Vec<&str> = (0..texts.len()).map(|at| texts.get(at)).collect();
        assert_eq!(back, ["fog", "", "lamp"]);
        assert_eq!(texts.get(9), "");
    }
}
