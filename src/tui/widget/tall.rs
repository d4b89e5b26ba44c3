//! Items of many rows, one under the other: what is how far from what, and what of them is seen.
//!
//! The height of an item is asked for only where it is needed, so that a long text costs no more than
//! a short one.

/// A row of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::tui) struct At {
    /// The item.
    pub(in crate::tui) item: usize,
    /// The row of it, from 0.
    pub(in crate::tui) row: usize,
}

/// Items of known heights, each at least one row.
pub(in crate::tui) struct Tall<F: Fn(usize) -> usize> {
    /// How many items there are.
    pub(in crate::tui) count: usize,
    /// How many rows an item has.
    pub(in crate::tui) height: F,
}

impl<F: Fn(usize) -> usize> Tall<F> {
    fn height(&self, item: usize) -> usize {
        (self.height)(item).max(1)
    }

    /// The row `rows` below `from`, the last one at most.
    pub(in crate::tui) fn below(&self, from: At, rows: usize) -> At {
        let mut at = from;
        let mut left = rows;
        loop {
            let here = self.height(at.item).saturating_sub(at.row + 1);
            if left <= here {
                return At { row: at.row + left, ..at };
            }
            if at.item + 1 >= self.count {
                return At { row: at.row + here, ..at };
            }
            left -= here + 1;
            at = At { item: at.item + 1, row: 0 };
        }
    }

    /// The row `rows` above `from`, the first one at least.
    pub(in crate::tui) fn above(&self, from: At, rows: usize) -> At {
        let mut at = from;
        let mut left = rows;
        while left > at.row {
            left -= at.row + 1;
            let Some(item) = at.item.checked_sub(1) else { return At::default() };
            at = At { item, row: self.height(item) - 1 };
        }
        At { row: at.row - left, ..at }
    }

    /// The last row of an item.
    pub(in crate::tui) fn last_row(&self, item: usize) -> At {
        At { item, row: self.height(item) - 1 }
    }

    /// The topmost row of a place of `height` rows, as near to `top` as can be with the item `cursor`
    /// in sight; of an item that is higher than the place any part will do.
    pub(in crate::tui) fn settled(&self, top: At, cursor: usize, height: usize) -> At {
        let height = height.max(1);
        let (first, last) = (At { item: cursor, row: 0 }, self.last_row(cursor));
        let top = At { row: top.row.min(self.height(top.item) - 1), ..top };
        if last.row >= height {
            let seen = top <= last && first <= self.below(top, height - 1);
            return if seen { top } else { first };
        }
        let end = self.last_row(self.count.saturating_sub(1));
        top.min(first).max(self.above(last, height - 1)).min(self.above(end, height - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn below_and_above_are_each_others_way_back(
            heights in prop::collection::vec(0usize..6, 1..20), item in 0usize..20, rows in 0usize..40,
        ) {
            let tall = Tall { count: heights.len(), height: |item: usize| heights[item] };
            let from = At { item: item % heights.len(), row: 0 };
            let below = tall.below(from, rows);
            prop_assert!(below >= from && below.row < heights[below.item].max(1));
            let passed: usize = heights[from.item..below.item].iter().map(|height| (*height).max(1)).sum();
            prop_assert!(passed + below.row <= rows);
            prop_assert_eq!(tall.above(below, passed + below.row), from);
            prop_assert_eq!(tall.above(from, 10_000), At::default());
        }

        #[test]
        fn the_cursor_is_in_sight(
            heights in prop::collection::vec(1usize..6, 1..20),
            (cursor, top, row) in (0usize..20, 0usize..20, 0usize..6),
            height in 1usize..12,
        ) {
            let tall = Tall { count: heights.len(), height: |item: usize| heights[item] };
            let (cursor, top) = (cursor % heights.len(), At { item: top % heights.len(), row });
            let top = tall.settled(top, cursor, height);
            let seen = top..=tall.below(top, height - 1);
            if heights[cursor] <= height {
                let first = At { item: cursor, row: 0 };
                prop_assert!(seen.contains(&first) && seen.contains(&tall.last_row(cursor)));
            } else {
                let in_sight = |row| seen.contains(&At { item: cursor, row });
                prop_assert!((0..heights[cursor]).any(in_sight));
            }
        }
    }
}
