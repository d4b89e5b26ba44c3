//! Sets of a segment's lines, a bit a line.
//!
//! A set of forty thousand lines is five thousand bytes: it stays in the fastest memory there is while
//! the postings of a thousand words are put into it, and two of them are joined sixty-four lines at once.

use std::ops::Range;

/// How many lines a piece of a set tells of.
const PIECE: usize = u64::BITS as usize;

/// Some of the lines of a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct LineSet {
    /// The bit `line % 64` of the piece `line / 64` tells whether the line is in the set.
    pieces: Vec<u64>,
}

impl LineSet {
    /// None of `lines` lines.
    pub(super) fn none(lines: usize) -> Self {
        Self { pieces: vec![0; lines.div_ceil(PIECE)] }
    }

    /// All of `lines` lines.
    pub(super) fn all(lines: usize) -> Self {
        let mut set = Self::none(lines);
        set.put_range(0..super::column::number(lines));
        set
    }

    /// The lines whose place in `values` is of a value that `is_in` holds for.
    pub(super) fn of<T>(values: &[T], is_in: impl Fn(&T) -> bool) -> Self {
        let piece = |values: &[T]| {
            let bits = values.iter().enumerate().map(|(at, value)| u64::from(is_in(value)) << at);
            bits.fold(0, |piece, bit| piece | bit)
        };
        Self { pieces: values.chunks(PIECE).map(piece).collect() }
    }

    /// Adds `line`, one of those that the set was made for; any other is left out.
    #[inline]
    pub(super) fn put(&mut self, line: u32) {
        if let Some(piece) = self.pieces.get_mut(line as usize / PIECE) {
            *piece |= bit(line);
        }
    }

    /// Adds all of `lines`.
    pub(super) fn put_range(&mut self, lines: Range<u32>) {
        self.change(lines, |piece, bits| *piece |= bits);
    }

    /// Takes all of `lines` out.
    pub(super) fn take_range(&mut self, lines: Range<u32>) {
        self.change(lines, |piece, bits| *piece &= !bits);
    }

    fn change(&mut self, lines: Range<u32>, change: impl Fn(&mut u64, u64)) {
        let first = lines.start as usize / PIECE;
        for (at, piece) in self.pieces.iter_mut().enumerate().skip(first) {
            if at * PIECE >= lines.end as usize {
                break;
            }
            change(piece, bits_within(at, &lines));
        }
    }

    #[inline]
    pub(super) fn has(&self, line: u32) -> bool {
        self.pieces.get(line as usize / PIECE).is_some_and(|piece| piece & bit(line) != 0)
    }

    /// How many lines are in it.
    pub(super) fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.count_ones() as usize).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| *piece == 0)
    }

    /// How many of `lines` are in it.
    pub(super) fn len_within(&self, lines: Range<u32>) -> usize {
        self.pieces_within(lines).map(|(_, piece)| piece.count_ones() as usize).sum()
    }

    /// Leaves those that are in `other` too.
    pub(super) fn keep(&mut self, other: &Self) {
        self.pieces.iter_mut().zip(&other.pieces).for_each(|(piece, other)| *piece &= other);
    }

    /// Leaves those that are not in `other`.
    pub(super) fn drop(&mut self, other: &Self) {
        self.pieces.iter_mut().zip(&other.pieces).for_each(|(piece, other)| *piece &= !other);
    }

    /// Its lines in order.
    pub(super) fn lines(&self) -> impl Iterator<Item = u32> + '_ {
        self.lines_within(0..u32::MAX)
    }

    /// Those of `lines` that are in it, in order.
    pub(super) fn lines_within(&self, lines: Range<u32>) -> impl Iterator<Item = u32> + '_ {
        self.pieces_within(lines).flat_map(|(at, mut piece)| {
            let first = super::column::number(at * PIECE);
            std::iter::from_fn(move || {
                let bit = (piece != 0).then(|| piece.trailing_zeros())?;
                piece &= piece - 1;
                Some(first + bit)
            })
        })
    }

    /// The pieces that have some of `lines`, by number, without the bits of other lines.
    fn pieces_within(&self, lines: Range<u32>) -> impl Iterator<Item = (usize, u64)> + '_ {
        let (first, end) = (lines.start as usize / PIECE, (lines.end as usize).div_ceil(PIECE));
        let pieces = self.pieces.iter().enumerate().take(end).skip(first);
        pieces.map(move |(at, piece)| (at, piece & bits_within(at, &lines)))
    }
}

fn bit(line: u32) -> u64 {
    1 << (line % u64::BITS)
}

/// The bits that the lines of `lines` have in the piece at `at`.
fn bits_within(at: usize, lines: &Range<u32>) -> u64 {
    let first = at * PIECE;
    let below = |line: u32| match (line as usize).saturating_sub(first) {
        PIECE.. => u64::MAX,
        bits => (1 << bits) - 1,
    };
    below(lines.end) & !below(lines.start)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const LINES: usize = 200;

    fn set(lines: &BTreeSet<u32>) -> LineSet {
        let mut set = LineSet::none(LINES);
        lines.iter().for_each(|line| set.put(*line));
        set
    }

    fn some_lines() -> impl Strategy<Value = BTreeSet<u32>> {
        prop::collection::btree_set(0..LINES as u32, 0..60)
    }

    proptest! {
        #[test]
        fn a_set_is_a_set(a in some_lines(), b in some_lines(), from in 0u32..220, length in 0u32..220) {
            let (one, other, range) = (set(&a), set(&b), from..from + length);
            prop_assert_eq!(one.lines().collect::<BTreeSet<u32>>(), a.clone());
            prop_assert_eq!((one.len(), one.is_empty()), (a.len(), a.is_empty()));
            prop_assert!((0..LINES as u32 + 9).all(|line| one.has(line) == a.contains(&line)));
            let within: Vec<u32> = a.iter().copied().filter(|line| range.contains(line)).collect();
            prop_assert_eq!(one.len_within(range.clone()), within.len());
            prop_assert_eq!(one.lines_within(range.clone()).collect::<Vec<_>>(), within);
            let changed = |change: fn(&mut LineSet, &LineSet)| {
                let mut changed = one.clone();
                change(&mut changed, &other);
                changed.lines().collect::<BTreeSet<u32>>()
            };
            prop_assert_eq!(changed(LineSet::keep), &a & &b);
            prop_assert_eq!(changed(LineSet::drop), &a - &b);
            let (mut more, mut less) = (one.clone(), one);
            more.put_range(range.start..range.end.min(LINES as u32));
            less.take_range(range.clone());
            for line in 0..LINES as u32 {
                prop_assert_eq!(more.has(line), a.contains(&line) || range.contains(&line));
                prop_assert_eq!(less.has(line), a.contains(&line) && !range.contains(&line));
            }
        }
    }

    #[test]
    fn a_set_can_be_made_of_what_the_lines_are() {
        let values: Vec<usize> = (0..LINES).collect();
        let thirds = LineSet::of(&values, |value| value % 3 == 0);
        assert_eq!(thirds.lines().collect::<Vec<_>>(), (0..LINES as u32).step_by(3).collect::<Vec<_>>());
        assert_eq!(
            (LineSet::all(LINES).len(), LineSet::all(64).len(), LineSet::all(0).len()),
            (LINES, 64, 0)
        );
    }
}
