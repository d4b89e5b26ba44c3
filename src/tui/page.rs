//! The script as rows of a certain width: what each element takes, and what is how far from what.
//!
//! Rows are made when they are needed, an element at a time, and a place is an element with a row of
//! it. So nothing drifts, a resize keeps the speech, and a long script costs no more than a short one.
//! What was made is kept as long as it stays as it is, so that a frame costs no more for a long line.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::document::Kind;
use crate::episode::{Act, Element, ElementIx, ElementKind, Episode};

use super::shown::Shown;
use super::widget::kept::{KeptRows, Same};
use super::widget::wrap::wrap;

/// How far what is said stands in from who says it.
pub(super) const INDENT: u16 = 2;

/// A row of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// Nothing: the gap before an element.
    Gap,
    /// An act begins.
    Act,
    /// The scene goes on in the new act.
    Continued,
    /// The scene's heading.
    Heading,
    /// Who speaks.
    Label,
    /// Words, bytes of the element's text.
    Words(Range<usize>),
}

/// A row of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    /// The element's index.
    pub(super) element: usize,
    /// The row of it, from 0.
    pub(super) row: usize,
}

/// Rows as they were made: of which episode, how wide, and what of it was shown.
pub(super) type KeptScript = KeptRows<(Same<Episode>, u16, u64), Row>;

/// An episode's script at a width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) episode: &'a Arc<Episode>,
    /// Which of its elements are shown.
    pub(super) shown: &'a Shown,
    /// Cells of a row.
    pub(super) width: u16,
    /// Rows that were made before.
    pub(super) kept: &'a KeptScript,
}

impl Page<'_> {
    /// The rows of the element at `index`; none where there is no such element, or it is not shown.
    pub(super) fn rows(&self, index: usize) -> Rc<[Row]> {
        let key = (Same(Arc::clone(self.episode)), self.width, self.shown.version());
        self.kept.of(key, index, || self.make_rows(index))
    }

    fn make_rows(&self, index: usize) -> Vec<Row> {
        let shown = self.episode.elements.get(index).filter(|_| self.shown.contains(index));
        let Some(element) = shown else { return Vec::new() };
        let before = self.shown.before(index);
        let mut rows = Vec::new();
        let opens_act = self.opened_act(index).is_some();
        let heading = is_scene_heading(element);
        if before.is_some() && (opens_act || !self.follows_on(index)) {
            rows.push(Row::Gap);
        }
        if opens_act {
            rows.push(Row::Act);
            if !heading && self.inside_scene(index) {
                rows.push(Row::Continued);
            }
            rows.push(Row::Gap);
        }
        match element.kind {
            ElementKind::Heading if heading => rows.push(Row::Heading),
            // The act's own row says it already.
            ElementKind::Heading if opens_act => {}
            ElementKind::Speech | ElementKind::Log => {
                if self.is_labelled(element) {
                    rows.push(Row::Label);
                }
                rows.extend(self.words(element, INDENT));
            }
            _ => rows.extend(self.words(element, 0)),
        }
        rows
    }

    /// Whether it is to be said who speaks: not over every line of bare subtitles, which never say it.
    fn is_labelled(&self, element: &Element) -> bool {
        let source = self.episode.sources.get(element.source.at());
        let says = source.is_none_or(|source| source.kind != Kind::Subtitles);
        says || element.kind == ElementKind::Log || !element.speakers.is_empty()
    }

    fn words(&self, element: &Element, indent: u16) -> impl Iterator<Item = Row> {
        let width = usize::from(self.width.saturating_sub(indent));
        let starts = [0].into_iter().chain(element.lines.iter().copied());
        let ends = element.lines.iter().copied().chain([element.text.len()]);
        let line = move |(start, end): (usize, usize)| {
            let text = element.text.get(start..end).unwrap_or_default();
            wrap(text, width).into_iter().map(move |row| Row::Words(row.start + start..row.end + start))
        };
        starts.zip(ends).flat_map(line)
    }

    /// How many rows the element takes; none where it is not shown.
    pub(super) fn height(&self, index: usize) -> usize {
        self.rows(index).len()
    }

    /// The act that begins with the element at `index`, or with one before it that is not shown.
    pub(super) fn opened_act(&self, index: usize) -> Option<&Act> {
        let before = self.shown.before(index);
        let begins = |act: &&Act| {
            let start = act.elements.start;
            start <= index && before.is_none_or(|before| before < start)
        };
        self.episode.outline.acts.iter().rev().find(begins)
    }

    fn inside_scene(&self, index: usize) -> bool {
        self.episode
            .outline
            .scenes
            .iter()
            .any(|scene| scene.elements.start < index && scene.elements.contains(&index))
    }

    /// Whether the element stands in the same paragraph or in the header with the one before.
    fn follows_on(&self, index: usize) -> bool {
        let pair = index.checked_sub(1).and_then(|at| self.episode.elements.get(at..=index));
        let Some([before, element]) = pair else { return false };
        let header = before.kind == ElementKind::Metadata && element.kind == ElementKind::Metadata;
        header || (before.line == element.line && before.kind != ElementKind::Heading)
    }

    /// The place `rows` below `from`, at the last row of the script at most.
    pub(super) fn below(&self, from: Place, rows: usize) -> Place {
        let mut place = from;
        let mut left = rows;
        loop {
            let height = self.height(place.element);
            let here = height.saturating_sub(place.row + 1);
            if left <= here {
                return Place { row: place.row + left, ..place };
            }
            if place.element + 1 >= self.episode.elements.len() {
                return Place { row: height.saturating_sub(1), ..place };
            }
            left -= here + 1;
            place = Place { element: place.element + 1, row: 0 };
            // An element without rows is passed over.
            if self.height(place.element) == 0 {
                left += 1;
            }
        }
    }

    /// The place `rows` above `from`, at the first row of the script at least.
    pub(super) fn above(&self, from: Place, rows: usize) -> Place {
        let mut place = from;
        let mut left = rows;
        while left > place.row {
            left -= place.row + 1;
            let Some(before) = place.element.checked_sub(1) else { return Place::default() };
            let height = self.height(before);
            place = Place { element: before, row: height.saturating_sub(1) };
            if height == 0 {
                left += 1;
            }
        }
        Place { row: place.row - left, ..place }
    }

    /// `place`, or the next one under it that is no gap.
    pub(super) fn next_words(&self, place: Place) -> Place {
        match self.rows(place.element).get(place.row) {
            Some(Row::Gap) => self.below(place, 1),
            _ => place,
        }
    }

    /// The topmost place from which on the script's last row is still within `height` rows.
    pub(super) fn last_top(&self, height: usize) -> Place {
        let last = self.shown.before(self.episode.elements.len()).unwrap_or_default();
        let end = Place { element: last, row: self.height(last).saturating_sub(1) };
        self.above(end, height.saturating_sub(1))
    }

    /// The first row of the element that is no gap.
    pub(super) fn first_row(&self, index: usize) -> Place {
        let row = self.rows(index).iter().position(|row| *row != Row::Gap).unwrap_or(0);
        Place { element: index, row }
    }

    /// The last row of the element.
    pub(super) fn last_row(&self, index: usize) -> Place {
        Place { element: index, row: self.height(index).saturating_sub(1) }
    }
}

/// Whether the element is the heading of its scene, not the mark of an act.
pub(super) fn is_scene_heading(element: &Element) -> bool {
    element.kind == ElementKind::Heading && element.id.speech == 0 && element.id.after == 0
}

/// The scene heading's text as shown: its number and its name.
pub(super) fn scene_title(episode: &Episode, element: ElementIx) -> String {
    let scene = episode.element(element).scene.and_then(|ix| episode.outline.scenes.get(ix.at()));
    scene.map_or_else(String::new, |scene| {
        format!("{}. {}", scene.number, scene.titled()).trim_end().to_owned()
    })
}
