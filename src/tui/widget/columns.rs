//! Columns of a table in a place that may be too narrow for all of them.
//!
//! The first column takes what the others leave; where that is too little, the others go, the least
//! wanted first.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::wrap::{shorten, width};

/// What a column would like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) struct Wanted {
    /// Its cells.
    pub(in crate::tui) width: usize,
    /// How much it is wanted: the least goes first.
    pub(in crate::tui) rank: u8,
}

/// Columns fitted to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct Columns {
    /// The cells of each column, 0 for one that has gone.
    widths: Vec<usize>,
}

/// Cells between two columns.
const GAP: usize = 2;

/// Cells that the first column keeps at least.
const LEAST: usize = 8;

impl Columns {
    /// Fits a first column of at most `first` cells and the `others` into `room` cells.
    pub(in crate::tui) fn fit(first: usize, others: &[Wanted], room: usize) -> Self {
        let mut widths: Vec<usize> = others.iter().map(|wanted| wanted.width).collect();
        let taken = |widths: &[usize]| {
            widths.iter().filter(|width| **width > 0).map(|width| width + GAP).sum::<usize>()
        };
        while taken(&widths) + first.min(LEAST) > room {
            let left = widths.iter().zip(others).enumerate().filter(|(_, (width, _))| **width > 0);
            let Some(least) = left.min_by_key(|(_, (_, wanted))| wanted.rank).map(|(at, _)| at) else {
                break;
            };
            widths[least] = 0;
        }
        let name = first.min(room.saturating_sub(taken(&widths)));
        widths.insert(0, name);
        Self { widths }
    }

    /// The cells that all columns take.
    pub(in crate::tui) fn width(&self) -> usize {
        let others = self.widths.iter().skip(1).filter(|width| **width > 0).map(|width| width + GAP);
        self.widths.first().copied().unwrap_or_default() + others.sum::<usize>()
    }

    /// A row: the first cell to the left of its column, the others to the right of theirs.
    pub(in crate::tui) fn line(&self, cells: &[(String, Style)]) -> Line<'static> {
        let mut spans = Vec::new();
        for (at, ((text, style), room)) in cells.iter().zip(&self.widths).enumerate() {
            if *room == 0 {
                continue;
            }
            let text = shorten(text, *room);
            let fill = " ".repeat(room.saturating_sub(width(&text)));
            if at == 0 {
                spans.extend([Span::styled(text.into_owned(), *style), Span::raw(fill)]);
            } else {
                spans.extend([Span::raw(" ".repeat(GAP)), Span::raw(fill)]);
                spans.push(Span::styled(text.into_owned(), *style));
            }
        }
        Line::from(spans)
    }

    /// The column that the cell `x` of a row belongs to, the gap before a column being its.
    pub(in crate::tui) fn at(&self, x: usize) -> Option<usize> {
        let mut end = 0;
        for (at, room) in self.widths.iter().enumerate() {
            end += if at == 0 || *room == 0 { *room } else { room + GAP };
            if *room > 0 && x < end {
                return Some(at);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OTHERS: [Wanted; 3] =
        [Wanted { width: 6, rank: 1 }, Wanted { width: 5, rank: 9 }, Wanted { width: 7, rank: 4 }];

    #[test]
    fn the_least_wanted_columns_go_first() {
        let widths = |room| Columns::fit(12, &OTHERS, room).widths;
        assert_eq!(widths(60), [12, 6, 5, 7]);
        assert_eq!(widths(34), [10, 6, 5, 7]);
        assert_eq!(widths(31), [12, 0, 5, 7]);
        assert_eq!(widths(20), [12, 0, 5, 0]);
        assert_eq!(widths(9), [9, 0, 0, 0]);
        assert_eq!(widths(0), [0, 0, 0, 0]);
    }

    #[test]
    fn a_row_is_as_wide_as_its_columns_and_every_cell_belongs_to_one() {
        let cells = ["halyard light", "12", "345", "6"].map(|text| (text.to_owned(), Style::new()));
        for room in 0..40 {
            let columns = Columns::fit(12, &OTHERS, room);
            assert!(columns.width() <= room);
            assert_eq!(columns.line(&cells).width(), columns.width());
            assert!((0..columns.width()).all(|x| columns.at(x).is_some()));
            assert_eq!(columns.at(columns.width()), None);
        }
        assert_eq!(
            Columns::fit(12, &OTHERS, 60).line(&cells).to_string(),
            "halyard lig…      12    345        6"
        );
    }
}
