//! Several lines of text being typed, wrapped at the width they are shown at.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::input::Input;
use super::wrap::width as cells;

/// The rows of `text` at `width` cells: all of it but its newlines, in order, at least one row. Unlike
/// text that is only read, white space at the end of a row belongs to it: the cursor can stand there.
pub(in crate::tui) fn rows(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        wrap_line(text, start..start + line.len(), width.max(1), &mut rows);
        start += line.len() + 1;
    }
    rows
}

fn wrap_line(text: &str, line: Range<usize>, width: usize, rows: &mut Vec<Range<usize>>) {
    let (mut start, mut used, mut after_blank) = (line.start, 0, None);
    for (at, grapheme) in text[line.clone()].grapheme_indices(true) {
        let at = line.start + at;
        let blank = grapheme.chars().all(char::is_whitespace);
        if used + cells(grapheme) > width && at > start && !blank {
            let end = after_blank.filter(|end| *end > start).unwrap_or(at);
            rows.push(start..end);
            start = end;
            used = cells(&text[start..at]);
        }
        used += cells(grapheme);
        if blank {
            after_blank = Some(at + grapheme.len());
        }
    }
    rows.push(start..line.end);
}

/// The row that the byte `at` stands in, and its cell there.
pub(in crate::tui) fn position(text: &str, rows: &[Range<usize>], at: usize) -> (usize, usize) {
    let row = rows.partition_point(|row| row.start <= at).saturating_sub(1);
    let start = rows.get(row).map_or(0, |row| row.start);
    (row, text.get(start..at).map_or(0, cells))
}

/// Moves the cursor of `input` by rows at `width` cells: up where `down` is false. At the first and last
/// row it goes to the beginning and the end.
pub(in crate::tui) fn move_by_row(input: &mut Input, down: bool, width: usize) {
    let text = input.text().to_owned();
    let rows = rows(&text, width);
    let (row, cell) = position(&text, &rows, input.before().len());
    let to = if down { Some(row + 1) } else { row.checked_sub(1) };
    match to.and_then(|to| rows.get(to)) {
        Some(row) => {
            let wrapped = rows.iter().any(|next| next.start == row.end && next != row);
            input.go_to(byte_at(&text, row.clone(), cell, wrapped));
        }
        None if down => input.end(),
        None => input.start(),
    }
}

/// The byte of a row that lies `cell` cells into it, or its last one: the end, which where the line is
/// `wrapped` is the next row's beginning already.
fn byte_at(text: &str, row: Range<usize>, cell: usize, wrapped: bool) -> usize {
    let mut used = 0;
    let mut last = row.start;
    for (at, grapheme) in text[row.clone()].grapheme_indices(true) {
        used += cells(grapheme);
        last = row.start + at;
        if used > cell {
            return last;
        }
    }
    if wrapped { last } else { row.end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, width: usize) -> Vec<&str> {
        rows(text, width).into_iter().map(|row| &text[row]).collect()
    }

    #[test]
    fn rows_hold_all_that_is_typed() {
        assert_eq!(shown("the lamp is out", 9), ["the lamp ", "is out"]);
        assert_eq!(shown("one\n\ntwo \n", 9), ["one", "", "two ", ""]);
        assert_eq!(shown("lighthouse x", 5), ["light", "house ", "x"]);
        assert_eq!(shown("", 9), [""]);
        assert_eq!(shown("日本語", 4), ["日本", "語"]);
    }

    #[test]
    fn the_cursor_goes_up_and_down_by_rows() {
        let mut input = Input::default();
        input.insert("the lamp is out\nnow");
        let place = |input: &Input| position(input.text(), &rows(input.text(), 9), input.before().len());
        assert_eq!(place(&input), (2, 3));
        move_by_row(&mut input, false, 9);
        assert_eq!((place(&input), input.before()), ((1, 3), "the lamp is "));
        move_by_row(&mut input, false, 9);
        assert_eq!(input.before(), "the");
        move_by_row(&mut input, false, 9);
        assert_eq!(input.before(), "");
        (0..3).for_each(|_| move_by_row(&mut input, true, 9));
        assert_eq!(input.before(), "the lamp is out\nnow");
    }
}
