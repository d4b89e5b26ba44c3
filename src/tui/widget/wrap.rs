//! Text broken into rows of at most a width, and cut to a width, in cells of the terminal.
//!
//! Rows are byte ranges of the text, so that highlights and copies need no second map. ratatui's own
//! wrapping gives no ranges, and its count of rows is declared unstable.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many cells `text` takes.
pub(in crate::tui) fn width(text: &str) -> usize {
    text.width()
}

/// The rows of `text` at `width` cells, at least one; broken between words, a word longer than a row
/// between graphemes. White space at a break belongs to no row.
pub(in crate::tui) fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut rows = Vec::new();
    let mut row: Option<Range<usize>> = None;
    for (start, word) in words(text) {
        let end = start + word.len();
        let longer = row.as_ref().map(|row| row.start..end);
        match longer {
            Some(longer) if text[longer.clone()].width() <= width => row = Some(longer),
            _ => {
                rows.extend(row.take());
                row = Some(break_word(text, start..end, width, &mut rows));
            }
        }
    }
    rows.extend(row);
    if rows.is_empty() {
        rows.push(0..0);
    }
    rows
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

/// Puts all of `word` but what fits the last row to `rows`, and gives that last row.
fn break_word(text: &str, word: Range<usize>, width: usize, rows: &mut Vec<Range<usize>>) -> Range<usize> {
    if text[word.clone()].width() <= width {
        return word;
    }
    let mut start = word.start;
    let mut used = 0;
    for (at, grapheme) in text[word.clone()].grapheme_indices(true) {
        let cells = grapheme.width();
        let at = word.start + at;
        if used + cells > width && at > start {
            rows.push(start..at);
            start = at;
            used = 0;
        }
        used += cells;
    }
    start..word.end
}

/// `text` in at most `width` cells; what does not fit gives way to `…`.
pub(in crate::tui) fn shorten(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used + 1 > width {
            break;
        }
        kept.push_str(grapheme);
    }
    if width > 0 {
        kept.push('…');
    }
    Cow::Owned(kept)
}

/// The part of `text` of at most `width` cells around the byte `at`, as a range: what is shown of a
/// long row so that its match is seen.
pub(in crate::tui) fn around(text: &str, at: usize, width: usize) -> Range<usize> {
    if text.width() <= width {
        return 0..text.len();
    }
    let before = text.get(..at).map_or(0, UnicodeWidthStr::width);
    let skip = before.saturating_sub(width / 3);
    let mut start = 0;
    let mut passed = 0;
    for (byte, grapheme) in text.grapheme_indices(true) {
        start = byte;
        if passed >= skip {
            break;
        }
        passed += grapheme.width();
    }
    let mut used = 0;
    let mut end = start;
    for (byte, grapheme) in text[start..].grapheme_indices(true) {
        used += grapheme.width();
        if used > width {
            break;
        }
        end = start + byte + grapheme.len();
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|row| &text[row]).collect()
    }

    #[test]
    fn breaks_between_words() {
        assert_eq!(rows("the lamp is out", 8), ["the lamp", "is out"]);
        assert_eq!(rows("the lamp", 80), ["the lamp"]);
        assert_eq!(rows("", 8), [""]);
    }

    #[test]
    fn breaks_a_long_word_between_graphemes() {
        assert_eq!(rows("ab lighthouse x", 5), ["ab", "light", "house", "x"]);
        assert_eq!(rows("日本語の灯", 4), ["日本", "語の", "灯"]);
        assert_eq!(rows("日本", 1), ["日", "本"]);
    }

    #[test]
    fn shortens_and_shows_what_is_around() {
        assert_eq!(shorten("lantern", 7), "lantern");
        assert_eq!(shorten("lantern", 4), "lan…");
        assert_eq!(shorten("lantern", 0), "");
        let text = "a long sentence before the lantern goes out";
        let range = around(text, text.find("lantern").expect("word"), 18);
        assert!(text[range.clone()].contains("lantern") && range.len() <= 18);
    }
}
