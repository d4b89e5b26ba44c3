//! Scenes against speakers: how much each says where.

use std::ops::Range;

use crate::episode::{ElementIx, SceneIx, SpeakerIx};
use crate::statistics::Tally;
use crate::tui::table::Table;
use crate::tui::widget::rows::window;

/// Where one is in the matrix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) struct MatrixSheet {
    /// The row under the cursor.
    pub(in crate::tui) row: usize,
    /// The scene under the cursor.
    pub(in crate::tui) scene: usize,
    /// Whether cells count words, not speeches.
    pub(in crate::tui) by_words: bool,
}

/// The cells that a place on the screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct Matrix {
    /// Cells for the speakers' names, the gap after them included.
    pub(in crate::tui) names: u16,
    /// Cells of a scene.
    pub(in crate::tui) cell: u16,
    /// The scenes that are seen.
    pub(in crate::tui) scenes: Range<usize>,
    /// The rows that are seen.
    pub(in crate::tui) rows: Range<usize>,
}

/// Cells of a scene: at least, so that its number stands over it; and at most.
const NARROWEST: u16 = 2;
const WIDEST: u16 = 5;

/// Cells for a name, at least and at most.
const SHORTEST: usize = 4;
const LONGEST: usize = 20;

impl MatrixSheet {
    /// What of a matrix of `scenes` scenes and as many rows as there are `names` (the width of each
    /// name) a place of `width` and `height` cells shows.
    pub(in crate::tui) fn seen(
        &self,
        names: impl Iterator<Item = usize>,
        scenes: usize,
        (width, height): (u16, u16),
    ) -> Matrix {
        let (mut total, mut longest) = (0, 0);
        for name in names {
            total += 1;
            longest = longest.max(name);
        }
        let share = usize::from(width / 4).max(SHORTEST);
        let named = longest.clamp(SHORTEST, LONGEST).min(share) + 1;
        let names = u16::try_from(named).unwrap_or_default().min(width);
        let room = width - names;
        let count = u16::try_from(scenes).unwrap_or(u16::MAX).max(1);
        let cell = (room / count).clamp(NARROWEST, WIDEST);
        let fitting = usize::from(room / cell);
        Matrix {
            names,
            cell,
            scenes: window(self.scene, scenes, fitting),
            rows: window(self.row, total, usize::from(height)),
        }
    }

    /// What a cell counts.
    pub(in crate::tui) fn amount(&self, tally: &Tally) -> usize {
        if self.by_words { tally.words } else { tally.speeches }
    }

    /// What `speaker` says in the scene under the cursor.
    pub(in crate::tui) fn tally<'a>(&self, table: &'a Table, speaker: SpeakerIx) -> Option<&'a Tally> {
        table.statistics().crossing(SceneIx::new(self.scene), speaker)
    }

    /// The line that the cell under the cursor leads to: the speaker's first in the scene, else where
    /// the scene begins.
    pub(in crate::tui) fn target(&self, table: &Table, speaker: SpeakerIx) -> Option<ElementIx> {
        let first = self.tally(table, speaker).and_then(|tally| tally.ends).map(|(first, _)| first);
        let scene = table.episode.outline.scenes.get(self.scene);
        first.or(scene.map(|scene| ElementIx::new(scene.elements.start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cell_under_the_cursor_is_seen_where_there_is_room_for_one() {
        for width in 0..90 {
            for height in 0..12 {
                let sheet = MatrixSheet { row: 6, scene: 33, by_words: false };
                let seen = sheet.seen([5, 12, 40, 3, 8, 9, 2, 7].into_iter(), 41, (width, height));
                let used = usize::from(seen.names) + seen.scenes.len() * usize::from(seen.cell);
                assert!(used <= usize::from(width), "{width}: {seen:?}");
                assert_eq!(seen.rows.contains(&6), height > 0);
                assert_eq!(seen.scenes.contains(&33), width - seen.names >= seen.cell, "{width}: {seen:?}");
            }
        }
        let roomy = MatrixSheet::default().seen([5].into_iter(), 3, (80, 20));
        assert_eq!((roomy.cell, roomy.scenes), (WIDEST, 0..3));
    }
}
