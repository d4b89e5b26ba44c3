//! A list longer than its pane: which rows are seen.

use std::ops::Range;

/// The rows of a list of `total` that a pane of `height` shows with the `cursor` in the middle, or
/// as near to it as the ends allow. Moving the cursor one row moves the list one row at most.
pub(in crate::tui) fn window(cursor: usize, total: usize, height: usize) -> Range<usize> {
    let start = cursor.saturating_sub(height / 2).min(total.saturating_sub(height));
    start..(start + height).min(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_seen() {
        for total in 1..20 {
            for height in 1..10 {
                for cursor in 0..total {
                    let seen = window(cursor, total, height);
                    assert!(seen.contains(&cursor) && seen.len() == height.min(total));
                }
            }
        }
        assert!(window(0, 0, 5).is_empty());
    }
}
