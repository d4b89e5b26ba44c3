//! A list longer than its pane: which rows are seen.

use std::ops::Range;

/// The rows of a list of `total` that a pane of `height` shows with the `cursor` in the middle, or
/// as near to it as the ends allow. Moving the cursor one row moves the list one row at most.
pub(in crate::tui) fn window(cursor: usize, total: usize, height: usize) -> Range<usize> {
    let start = cursor.saturating_sub(height / 2).min(total.saturating_sub(height));
    start..(start + height).min(total)
}

/// As [`window`] for rows of different heights, `tall` giving the height of each; the last may be cut.
pub(in crate::tui) fn window_of(
    cursor: usize,
    total: usize,
    height: usize,
    tall: impl Fn(usize) -> usize,
) -> Range<usize> {
    if total == 0 || height == 0 {
        return 0..0;
    }
    let cursor = cursor.min(total - 1);
    let mut left = height.saturating_sub(tall(cursor));
    let (mut start, mut end) = (cursor, cursor + 1);
    let above = left / 2;
    let mut used = 0;
    while start > 0 && used + tall(start - 1) <= above {
        start -= 1;
        used += tall(start);
    }
    left -= used;
    while end < total && left > 0 {
        left = left.saturating_sub(tall(end));
        end += 1;
    }
    while start > 0 && tall(start - 1) <= left {
        start -= 1;
        left -= tall(start);
    }
    start..end
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

    #[test]
    fn the_cursor_is_seen_whole_among_rows_of_any_height() {
        let tall = |at: usize| 1 + at % 3;
        for total in 1..20 {
            for height in 3..12 {
                for cursor in 0..total {
                    let seen = window_of(cursor, total, height, tall);
                    assert!(seen.contains(&cursor));
                    let down_to_it: usize = (seen.start..=cursor).map(tall).sum();
                    assert!(down_to_it <= height, "{cursor} of {total} in {height}");
                    let all: usize = seen.clone().map(tall).sum();
                    let more = seen.start > 0 && all + tall(seen.start - 1) <= height
                        || all < height && seen.end < total;
                    assert!(!more, "{cursor} of {total} in {height}: {seen:?}");
                }
            }
        }
        assert!(window_of(0, 0, 5, tall).is_empty() && window_of(3, 9, 0, tall).is_empty());
    }
}
