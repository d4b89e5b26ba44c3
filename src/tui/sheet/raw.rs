//! A document as text: its lines broken into rows, without losing a blank.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::source::Source;
use crate::tui::widget::kept::{KeptRows, Same};
use crate::tui::widget::tall::{At, Tall};

/// Cells of a tab.
pub(in crate::tui) const TAB: usize = 4;

/// Rows as they were made: of which document, and how wide.
pub(in crate::tui) type KeptText = KeptRows<(Same<Source>, usize), Range<usize>>;

/// A document's text in rows of a width.
#[derive(Debug, Clone, Copy)]
pub(in crate::tui) struct Raw<'a> {
    pub(in crate::tui) source: &'a Arc<Source>,
    /// Cells of a row.
    pub(in crate::tui) width: usize,
    /// Rows that were made before.
    pub(in crate::tui) kept: &'a KeptText,
}

impl Raw<'_> {
    /// The rows of the line at `index` (from 0), as bytes of the document's text.
    pub(in crate::tui) fn rows(&self, index: usize) -> Rc<[Range<usize>]> {
        self.kept.of((Same(Arc::clone(self.source)), self.width), index, || {
            let span = self.source.line_span(self.source.first_line() + index);
            let rows = broken(self.source.slice(span), self.width).into_iter();
            rows.map(|row| span.start + row.start..span.start + row.end).collect()
        })
    }

    /// The lines as items of rows.
    pub(in crate::tui) fn tall(&self) -> Tall<impl Fn(usize) -> usize> {
        Tall { count: self.source.line_count(), height: |index| self.rows(index).len() }
    }

    /// The row that holds the byte `at`.
    pub(in crate::tui) fn row_of(&self, at: usize) -> At {
        let item = self.source.line_of(at).saturating_sub(self.source.first_line());
        let item = item.min(self.source.line_count().saturating_sub(1));
        let row = self.rows(item).partition_point(|row| row.start <= at).saturating_sub(1);
        At { item, row }
    }

    /// The first byte of a row.
    pub(in crate::tui) fn byte_of(&self, at: At) -> usize {
        let rows = self.rows(at.item);
        rows.get(at.row).or(rows.last()).map_or(0, |row| row.start)
    }
}

/// Cells of a grapheme.
pub(in crate::tui) fn cells(grapheme: &str) -> usize {
    if grapheme == "\t" { TAB } else { grapheme.width() }
}

/// The rows of `line` at `width` cells, at least one, together all of it: broken after a blank where
/// there is one in the row, else between graphemes.
fn broken(line: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut rows = Vec::new();
    let (mut start, mut used, mut blank) = (0, 0, None);
    for (at, grapheme) in line.grapheme_indices(true) {
        let wide = cells(grapheme);
        if used + wide > width && at > start {
            let end = blank.filter(|blank| *blank > start).unwrap_or(at);
            rows.push(start..end);
            start = end;
            used = line.get(start..at).map_or(0, |rest| rest.graphemes(true).map(cells).sum());
            blank = None;
        }
        used += wide;
        if grapheme.trim().is_empty() {
            blank = Some(at + grapheme.len());
        }
    }
    rows.push(start..line.len());
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn indents_stay_and_words_are_kept_whole() {
        let rows = |line: &'static str, width| {
            broken(line, width).into_iter().map(|row| &line[row]).collect::<Vec<_>>()
        };
        assert_eq!(rows("    MAREN (rowing) on", 12), ["    MAREN ", "(rowing) on"]);
        assert_eq!(rows("\tlamp", 7), ["\t", "lamp"]);
        assert_eq!(rows("lighthouse", 4), ["ligh", "thou", "se"]);
        assert_eq!(rows("", 4), [""]);
    }

    proptest! {
        #[test]
        fn rows_are_all_of_the_text_and_hold_their_bytes(text in "[a-d \t\n日é]{0,80}", width in 1usize..12) {
            let source = Arc::new(Source::from_bytes("t", text.as_bytes()));
            let kept = KeptText::default();
            let raw = Raw { source: &source, width, kept: &kept };
            for index in 0..source.line_count() {
                let rows = raw.rows(index);
                let joined: String = rows.iter().map(|row| &source.text[row.clone()]).collect();
                prop_assert_eq!(&joined, source.slice(source.line_span(index + 1)));
                for (at, row) in rows.iter().enumerate() {
                    prop_assert_eq!(raw.byte_of(At { item: index, row: at }), row.start);
                    if !row.is_empty() {
                        prop_assert_eq!(raw.row_of(row.start), At { item: index, row: at });
                    }
                }
            }
        }
    }
}
