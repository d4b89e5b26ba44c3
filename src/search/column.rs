//! Compact columns: a value for each of a million lines, without a million boxes.

use std::ops::Range;

use super::line_set::LineSet;

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

    /// Gives back the room that nothing stands in.
    pub(super) fn shrink_to_fit(&mut self) {
        self.arena.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The text at `at`; empty where there is none.
    pub(super) fn get(&self, at: usize) -> &str {
        let end = self.ends.get(at).copied().unwrap_or_default();
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.arena.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// Numbers of which all are small where nobody means harm: two bytes each, four once there is a large one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Numbers {
    Short(Vec<u16>),
    Long(Vec<u32>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Short(Vec::new())
    }
}

impl Numbers {
    pub(super) fn push(&mut self, number: u32) {
        if let Self::Short(numbers) = self {
            match u16::try_from(number) {
                Ok(short) => return numbers.push(short),
                Err(_) => *self = Self::Long(numbers.iter().copied().map(u32::from).collect()),
            }
        }
        if let Self::Long(numbers) = self {
            numbers.push(number);
        }
    }

    /// The number at `at`.
    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<u32> {
        match self {
            Self::Short(numbers) => numbers.get(at).copied().map(u32::from),
            Self::Long(numbers) => numbers.get(at).copied(),
        }
    }

    /// The places of the numbers that `is_in` holds for.
    pub(super) fn lines(&self, is_in: impl Fn(u32) -> bool) -> LineSet {
        match self {
            Self::Short(numbers) => LineSet::of(numbers, |number| is_in(u32::from(*number))),
            Self::Long(numbers) => LineSet::of(numbers, |number| is_in(*number)),
        }
    }

    /// Gives back the room that nothing stands in.
    pub(super) fn shrink_to_fit(&mut self) {
        match self {
            Self::Short(numbers) => numbers.shrink_to_fit(),
            Self::Long(numbers) => numbers.shrink_to_fit(),
        }
    }

    /// Makes room for `more` numbers, as long as they are small.
    pub(super) fn reserve_exact(&mut self, more: usize) {
        match self {
            Self::Short(numbers) => numbers.reserve_exact(more),
            Self::Long(numbers) => numbers.reserve_exact(more),
        }
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
    /// Gives back the room that nothing stands in.
    pub(super) fn shrink_to_fit(&mut self) {
        self.starts.shrink_to_fit();
        self.values.shrink_to_fit();
    }

    /// The value of `line`, a line after all that were given before.
    pub(super) fn push(&mut self, line: u32, value: u32) {
        if self.values.last() != Some(&value) {
            self.starts.push(line);
            self.values.push(value);
        }
    }

    /// The run that `line` is in; the last one is as long as there are lines before `end`.
    pub(super) fn stretch(&self, line: u32, end: u32) -> Range<u32> {
        let next = self.starts.partition_point(|start| *start <= line);
        let start = next.checked_sub(1).and_then(|run| self.starts.get(run));
        start.copied().unwrap_or_default()..self.starts.get(next).copied().unwrap_or(end)
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
        let stretch: Vec<_> = (0..7).map(|line| runs.stretch(line, 9)).collect();
        assert_eq!(stretch, [0..2, 0..2, 2..3, 3..5, 3..5, 5..9, 5..9]);
        assert_eq!(Runs::default().get(3), NONE);
    }

    #[test]
    fn numbers_may_be_large() {
        let put = [3, 65_535, 0, 65_536, u32::MAX, 3];
        for count in 0..=put.len() {
            let mut numbers = Numbers::default();
            put[..count].iter().for_each(|number| numbers.push(*number));
            let back: Vec<u32> = (0..).map_while(|at| numbers.get(at)).collect();
            assert_eq!(back, put[..count]);
            let threes: Vec<u32> = numbers.lines(|number| number == 3).lines().collect();
            assert_eq!(threes, [0, 5].into_iter().filter(|at| *at < count as u32).collect::<Vec<_>>());
        }
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
