//! Texts cut to columns of a terminal, at either end.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The end of `text` in at most `columns`, between graphemes.
pub fn end(text: &str, columns: usize) -> &str {
    let mut start = text.len();
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += grapheme.width();
        if used > columns {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or_default()
}

/// The beginning of `text` in at most `columns`, between graphemes.
pub fn beginning(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let beyond = text.grapheme_indices(true).find(|(_, grapheme)| {
        used += grapheme.width();
        used > columns
    });
    text.get(..beyond.map_or(text.len(), |(at, _)| at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_cut_by_columns() {
        assert_eq!((beginning("lantern", 3), end("lantern", 3)), ("lan", "ern"));
        assert_eq!((beginning("日本語", 5), end("日本語", 5)), ("日本", "本語"));
        assert_eq!((beginning("ab", 9), end("ab", 9), end("ab", 0)), ("ab", "ab", ""));
    }
}
