//! Text broken into rows of at most a width, and cut to a width, in cells of the terminal.
//!
//! Rows are byte ranges of the text, so that highlights and copies need no second map. ratatui's own
//! wrapping gives no ranges, and its count of rows is declared unstable.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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
            Some(longer) if fits(&text[longer.clone()], width) => row = Some(longer),
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

/// Whether `text` fits `width` cells. No character takes more cells than bytes, so that most of what
/// fits need not be measured.
fn fits(text: &str, width: usize) -> bool {
    text.len() <= width || text.width() <= width
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

/// Puts all of `word` but what fits the last row to `rows`, and gives that last row.
fn break_word(text: &str, word: Range<usize>, width: usize, rows: &mut Vec<Range<usize>>) -> Range<usize> {
    if fits(&text[word.clone()], width) {
        return word;
    }
    if text[word.clone()].is_ascii() {
        return break_letters(word, width, rows);
    }
    let mut start = word.start;
    let mut used = 0;
    for (at, cells) in clusters(&text[word.clone()]) {
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

/// The graphemes of `text`, where each begins and how many cells it takes.
fn clusters(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let mut characters = text.get(at..)?.chars();
        let first = characters.next()?;
        if stands_alone(first) && characters.next().is_none_or(stands_alone) {
            at += first.len_utf8();
            return Some((start, first.width().unwrap_or_default()));
        }
        let grapheme = text.get(at..)?.graphemes(true).next()?;
        at += grapheme.len();
        Some((start, grapheme.width()))
    })
}

/// Whether `character` makes no grapheme with another of which this is true as well (UAX #29, GB999): the letters of
/// most that is written. For a word as long as a document, finding that out each time takes seconds.
fn stands_alone(character: char) -> bool {
    matches!(
        character,
        '!'..='~'
            | '\u{c0}'..='\u{2ff}'
            | '\u{370}'..='\u{373}'
            | '\u{386}'..='\u{482}'
            | '\u{48a}'..='\u{52f}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
    )
}

/// As [`break_word`] for a word of letters that all take a byte and a cell: one may have as many as a document.
fn break_letters(word: Range<usize>, width: usize, rows: &mut Vec<Range<usize>>) -> Range<usize> {
    let last = word.start + (word.len() - 1) / width * width;
    rows.extend((word.start..last).step_by(width).map(|start| start..start + width));
    last..word.end
}

/// `text` in at most `width` cells; what does not fit gives way to `…`.
pub(in crate::tui) fn shorten(text: &str, width: usize) -> Cow<'_, str> {
    // No further than one has to: it may be as long as a document.
    let (mut kept, mut used) = (0, 0);
    for (at, cells) in clusters(text) {
        if used < width {
            kept = at;
        }
        used += cells;
        if used > width {
            let dots = if width > 0 { "…" } else { "" };
            return Cow::Owned(format!("{}{dots}", &text[..kept]));
        }
    }
    Cow::Borrowed(text)
}

/// As [`wrap`], at most `most` rows of a long `text`: those around the byte `at`, beginning with a word
/// and with some of what stands before it in sight.
pub(in crate::tui) fn rows_around(text: &str, at: usize, width: usize, most: usize) -> Vec<Range<usize>> {
    let rows = wrap(text, width);
    let Some(surplus) = rows.len().checked_sub(most.max(1)).filter(|surplus| *surplus > 0) else {
        return rows;
    };
    if rows.first().is_some_and(|row| at < row.end) {
        return rows.into_iter().take(most).collect();
    }
    let before = width * most / 3;
    let near = |start: &usize| text.get(*start..at).is_some_and(|part| part.width() <= before);
    let start = words(text).map(|(start, _)| start).take_while(|start| *start <= at).find(near);
    let start = start.unwrap_or(at);
    let rest = text.get(start..).unwrap_or_default();
    let fitting = wrap(rest, width).into_iter().take(most).map(|row| start + row.start..start + row.end);
    let fitting: Vec<Range<usize>> = fitting.collect();
    // Where the text ends before the rows do, its last rows show more of it.
    if fitting.len() < most { rows.into_iter().skip(surplus).collect() } else { fitting }
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
        assert_eq!(rows("lighthouse", 5), ["light", "house"]);
        assert_eq!(rows("lighthouse é", 3), ["lig", "hth", "ous", "e é"]);
        assert_eq!(rows("日本", 1), ["日", "本"]);
    }

    #[test]
    fn shortens() {
        assert_eq!(shorten("lantern", 7), "lantern");
        assert_eq!(shorten("lantern", 4), "lan…");
        assert_eq!(shorten("lantern", 0), "");
        assert_eq!(shorten("日本語の灯", 5), "日本…");
        assert_eq!(shorten("日本語の灯", 4), "日…");
        assert_eq!(shorten("né\u{301}e", 3), "né\u{301}e");
        assert_eq!(shorten("n\u{301}\u{302}ée", 2), "n\u{301}\u{302}…");
    }

    proptest::proptest! {
        #[test]
        fn clusters_are_the_graphemes(text in "[a-zé\u{301}\u{483}\u{d4d}ёЖ日本ᄀ각ᆨが\u{200d}🕯️👨👩🇩🇪\u{600}ก\u{e33}ा]{0,12}|.{0,12}") {
            let found: Vec<(usize, usize)> = clusters(&text).collect();
            let expected: Vec<(usize, usize)> = text.grapheme_indices(true).map(|(at, grapheme)| (at, grapheme.width())).collect();
            proptest::prop_assert_eq!(found, expected);
        }

        #[test]
        fn what_is_shortened_fits_and_is_cut_only_where_it_must_be(text in "[a-zé日本\u{301} ]{0,12}", width in 0usize..14) {
            let short = shorten(&text, width);
            proptest::prop_assert!(short.width() <= width);
            proptest::prop_assert_eq!(*short == text, text.width() <= width);
        }
    }

    #[test]
    fn a_long_text_is_shown_around_its_match() {
        let text = "a long sentence before the lantern goes out and another one that comes after it";
        let shown = |word: &str, width: usize, most: usize| -> Vec<&str> {
            let at = text.find(word).expect("word");
            rows_around(text, at, width, most).into_iter().map(|row| &text[row]).collect()
        };
        assert_eq!(shown("lantern", 18, 2), ["before the lantern", "goes out and"]);
        assert_eq!(shown("lantern", 18, 1), ["the lantern goes"]);
        assert_eq!(shown("long", 18, 2), ["a long sentence", "before the lantern"]);
        assert_eq!(shown("after", 18, 2), ["that comes after", "it"]);
        assert_eq!(shown("goes", 100, 2), [text]);
        for width in 1..40 {
            for most in 1..4 {
                for (at, word) in words(text) {
                    let rows = rows_around(text, at, width, most);
                    assert!(
                        rows.len() <= most && rows.iter().any(|row| row.contains(&at)),
                        "{word} {width} {most}"
                    );
                }
            }
        }
    }
}
