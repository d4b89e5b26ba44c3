//! The script beside its subtitles, or the summary's quotes, log entries and captions, as rows of two
//! sides.

use std::ops::Range;

use ratatui::layout::Size;

use crate::comparison::{self, Passage};
use crate::episode::{ElementKind, Episode};
use crate::tui::state::ScriptPane;
use crate::tui::widget::tall::{At, Tall};
use crate::tui::widget::wrap::wrap;

/// What the script is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::tui) enum Against {
    #[default]
    Subtitles,
    Quotes,
    Logs,
    Captions,
}

impl Against {
    pub(in crate::tui) const ALL: [Self; 4] = [Self::Subtitles, Self::Quotes, Self::Logs, Self::Captions];

    /// The one `steps` further in their round.
    pub(in crate::tui) fn turned(self, steps: usize) -> Self {
        let at = Self::ALL.iter().position(|of| *of == self).unwrap_or_default();
        Self::ALL.get((at + steps) % Self::ALL.len()).copied().unwrap_or_default()
    }

    /// Whether `episode` has any.
    pub(in crate::tui) fn is_in(self, episode: &Episode) -> bool {
        !match self {
            Self::Subtitles => episode.subtitles.is_empty(),
            Self::Quotes => episode.quotes.is_empty(),
            Self::Logs => episode.logs.is_empty(),
            Self::Captions => episode.captions.is_empty(),
        }
    }

    /// Its name as a tab.
    pub(in crate::tui) fn title(self) -> &'static str {
        match self {
            Self::Subtitles => "subtitles",
            Self::Quotes => "quotes",
            Self::Logs => "log entries",
            Self::Captions => "captions",
        }
    }
}

/// Where one is in the comparison.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct CompareSheet {
    pub(in crate::tui) against: Against,
    /// The passages, made when the sheet is opened or turned.
    pub(in crate::tui) passages: Vec<Passage>,
    /// The passage under the cursor.
    pub(in crate::tui) cursor: usize,
    /// The topmost row.
    pub(in crate::tui) top: At,
    /// Where one was in the script when the sheet was opened.
    pub(in crate::tui) origin: ScriptPane,
}

/// What a side shows in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) enum Piece {
    /// Who or what it is: the line of the side that begins here.
    Label(usize),
    /// Words of a line of the side, bytes of its text.
    Words(usize, Range<usize>),
    /// That this side does not have it.
    Absent,
}

/// A row of a passage: what the script shows, and what the other document does.
pub(in crate::tui) type CompareRow = (Option<Piece>, Option<Piece>);

/// How wide the sides are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) struct Sides {
    /// Cells of the script's side, and of the other's.
    pub(in crate::tui) widths: (u16, u16),
    /// Whether the other document's words stand under the script's, not beside them.
    pub(in crate::tui) stacked: bool,
}

/// Columns below which two sides have no room beside each other.
const ROOMY: u16 = 60;

/// Cells that mark the passage under the cursor, and cells between the sides.
pub(in crate::tui) const GUTTER: u16 = 2;
pub(in crate::tui) const BETWEEN: u16 = 3;

/// The widest that a side gets: what is comfortable to read.
const WIDEST: u16 = 72;

/// Cells by which the other document's words stand in where they stand under the script's.
pub(in crate::tui) const INDENT: u16 = 2;

impl Sides {
    /// The sides in a place of `width` columns.
    pub(in crate::tui) fn fit(width: u16) -> Self {
        let room = width.saturating_sub(GUTTER);
        if width < ROOMY {
            return Self { widths: (room, room.saturating_sub(INDENT)), stacked: true };
        }
        let each = (room.saturating_sub(BETWEEN) / 2).min(WIDEST);
        Self { widths: (each, each), stacked: false }
    }
}

impl CompareSheet {
    /// Compares `episode` with what the sheet is against.
    pub(in crate::tui) fn make(&mut self, episode: &Episode) {
        self.passages = match self.against {
            Against::Subtitles => comparison::with_subtitles(episode),
            Against::Quotes => comparison::with_quotes(episode),
            Against::Logs => comparison::with_logs(episode),
            Against::Captions => comparison::with_captions(episode),
        };
        self.cursor = self.cursor.min(self.passages.len().saturating_sub(1));
    }

    /// The passages as items of rows.
    fn tall<'a>(&'a self, episode: &'a Episode, sides: Sides) -> Tall<impl Fn(usize) -> usize + 'a> {
        Tall { count: self.passages.len(), height: move |at| self.rows(episode, at, sides).len() }
    }

    /// The rows of the passage at `index`, the last of them empty.
    pub(in crate::tui) fn rows(&self, episode: &Episode, index: usize, sides: Sides) -> Vec<CompareRow> {
        let Some(passage) = self.passages.get(index) else { return Vec::new() };
        let script = script_side(episode, passage, usize::from(sides.widths.0));
        let other = other_side(episode, passage, usize::from(sides.widths.1));
        let mut rows: Vec<CompareRow> = if sides.stacked {
            let script = script.into_iter().map(|piece| (Some(piece), None));
            script.chain(other.into_iter().map(|piece| (None, Some(piece)))).collect()
        } else {
            let height = script.len().max(other.len());
            let mut other = other.into_iter();
            let mut script = script.into_iter();
            (0..height).map(|_| (script.next(), other.next())).collect()
        };
        rows.push((None, None));
        rows
    }

    /// The topmost row that a place of `size` shows, near to the present one, with the cursor in sight.
    pub(in crate::tui) fn settled(&self, episode: &Episode, size: Size) -> At {
        let tall = self.tall(episode, Sides::fit(size.width));
        tall.settled(self.top, self.cursor, usize::from(size.height))
    }

    /// The topmost row that shows the passage under the cursor with what is around: the present one
    /// where it is seen already, else a third of the place above it.
    pub(in crate::tui) fn glanced(&self, episode: &Episode, size: Size) -> At {
        let tall = self.tall(episode, Sides::fit(size.width));
        let height = usize::from(size.height.max(1));
        let first = At { item: self.cursor, row: 0 };
        let seen = self.top <= first && tall.last_row(self.cursor) <= tall.below(self.top, height - 1);
        let top = if seen { self.top } else { tall.above(first, height / 3) };
        tall.settled(top, self.cursor, height)
    }

    /// The cursor and the topmost row after a step: to the passage beside, or a row further through
    /// one that is higher than the place.
    pub(in crate::tui) fn stepped(&self, episode: &Episode, size: Size, backward: bool) -> (usize, At) {
        let tall = self.tall(episode, Sides::fit(size.width));
        let seen = tall.below(self.top, usize::from(size.height.max(1)) - 1);
        let first = At { item: self.cursor, row: 0 };
        match backward {
            _ if self.passages.is_empty() => (0, At::default()),
            true if first < self.top => (self.cursor, tall.above(self.top, 1)),
            true => (self.cursor.saturating_sub(1), self.top),
            false if tall.last_row(self.cursor) > seen => (self.cursor, tall.below(self.top, 1)),
            false => ((self.cursor + 1).min(self.passages.len() - 1), self.top),
        }
    }

    /// The cursor and the topmost row `rows` further down or up, at least a passage.
    pub(in crate::tui) fn paged(
        &self,
        episode: &Episode,
        size: Size,
        rows: usize,
        backward: bool,
    ) -> (usize, At) {
        let tall = self.tall(episode, Sides::fit(size.width));
        let from = At { item: self.cursor, row: 0 };
        match backward {
            _ if self.passages.is_empty() => (0, At::default()),
            true => {
                (tall.above(from, rows).item.min(self.cursor.saturating_sub(1)), tall.above(self.top, rows))
            }
            false => (tall.below(from, rows).item.max(self.cursor + 1), tall.below(self.top, rows)),
        }
    }

    /// The passage that is shown `row` rows below the top of a place of `size`.
    pub(in crate::tui) fn passage_at(&self, episode: &Episode, size: Size, row: usize) -> usize {
        self.tall(episode, Sides::fit(size.width)).below(self.top, row).item
    }

    /// The next passage after the cursor, or before it, in which the tellings differ.
    pub(in crate::tui) fn next_difference(&self, episode: &Episode, backward: bool) -> Option<usize> {
        let differs = |at: &usize| {
            let passage = self.passages.get(*at);
            passage.is_some_and(|passage| passage.differs() || is_missed(episode, passage))
        };
        if backward {
            (0..self.cursor).rev().find(differs)
        } else {
            (self.cursor + 1..self.passages.len()).find(differs)
        }
    }
}

/// Whether only one telling has the passage, although the other tells such things: nobody shows
/// directions as subtitles.
fn is_missed(episode: &Episode, passage: &Passage) -> bool {
    let said = |kind| matches!(kind, ElementKind::Speech | ElementKind::Log | ElementKind::Narration);
    let spoken = passage.script.iter().any(|told| said(episode.element(told.line).kind));
    !passage.is_in_both() && (spoken || passage.script.is_empty())
}

fn script_side(episode: &Episode, passage: &Passage, width: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, told) in passage.script.iter().enumerate() {
        let element = episode.element(told.line);
        if matches!(element.kind, ElementKind::Speech | ElementKind::Log | ElementKind::Heading) {
            pieces.push(Piece::Label(at));
        }
        if element.kind != ElementKind::Heading {
            pieces.extend(wrap(&element.text, width).into_iter().map(|words| Piece::Words(at, words)));
        }
    }
    if passage.script.is_empty() {
        pieces.push(Piece::Absent);
    }
    pieces
}

fn other_side(episode: &Episode, passage: &Passage, width: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, told) in passage.other.iter().enumerate() {
        if at == 0 {
            pieces.push(Piece::Label(at));
        }
        let text = comparison::text_of(episode, told.line);
        pieces.extend(wrap(text, width).into_iter().map(|words| Piece::Words(at, words)));
    }
    if passage.other.is_empty() && is_missed(episode, passage) {
        pieces.push(Piece::Absent);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shelf;

    #[test]
    fn the_rows_of_a_passage_show_all_of_it_at_every_width() {
        let (episode, _) = Shelf::sample().entries[0].load();
        for against in Against::ALL {
            let mut sheet = CompareSheet { against, ..CompareSheet::default() };
            sheet.make(&episode);
            assert!(!sheet.passages.is_empty());
            for width in [0, 7, 40, 59, 60, 120, 200] {
                let sides = Sides::fit(width);
                for (at, passage) in sheet.passages.iter().enumerate() {
                    let rows = sheet.rows(&episode, at, sides);
                    assert_eq!(rows.last(), Some(&(None, None)));
                    let words = |side: fn(&CompareRow) -> &Option<Piece>| {
                        let piece = |row: &CompareRow| match side(row) {
                            Some(Piece::Words(line, words)) => Some((*line, words.len())),
                            _ => None,
                        };
                        rows.iter().filter_map(piece).collect::<Vec<_>>()
                    };
                    let heard = words(|row| &row.1);
                    for (line, told) in passage.other.iter().enumerate() {
                        let shown: usize =
                            heard.iter().filter(|(of, _)| *of == line).map(|(_, len)| len).sum();
                        let text = comparison::text_of(&episode, told.line);
                        let letters = |text: &str| text.split_whitespace().map(str::len).sum::<usize>();
                        assert!(letters(text) <= shown && shown <= text.len());
                    }
                }
            }
        }
    }

    #[test]
    fn differences_are_walked_forward_and_back() {
        let (episode, _) = Shelf::sample().entries[0].load();
        let mut sheet = CompareSheet::default();
        sheet.make(&episode);
        let mut seen = Vec::new();
        while let Some(next) = sheet.next_difference(&episode, false) {
            sheet.cursor = next;
            seen.push(next);
        }
        assert!(seen.len() > 3, "{seen:?}");
        while let Some(before) = sheet.next_difference(&episode, true) {
            assert_eq!(seen.pop(), Some(sheet.cursor));
            sheet.cursor = before;
        }
        assert_eq!(seen.len(), 1);
    }
}
