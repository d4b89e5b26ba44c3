//! Who says how much, as rows that can be sorted: of speakers, scenes or acts.

use std::cmp::Ordering;

use crate::episode::ElementIx;
use crate::statistics::Tally;
use crate::tui::table::Table;

/// What the rows are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::tui) enum Grouping {
    #[default]
    Speakers,
    Scenes,
    Acts,
}

impl Grouping {
    pub(in crate::tui) const ALL: [Self; 3] = [Self::Speakers, Self::Scenes, Self::Acts];

    /// Its name as a tab.
    pub(in crate::tui) fn title(self) -> &'static str {
        match self {
            Self::Speakers => "speakers",
            Self::Scenes => "scenes",
            Self::Acts => "acts",
        }
    }
}

/// A column, by which rows can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Column {
    /// The name: speakers by letters, scenes and acts in the order of the script.
    Name,
    /// A speaker's scenes; the speakers of a scene or act.
    Among,
    Speeches,
    Words,
    Mean,
    Longest,
    Share,
}

impl Column {
    pub(in crate::tui) const ALL: [Self; 7] =
        [Self::Name, Self::Among, Self::Speeches, Self::Words, Self::Mean, Self::Longest, Self::Share];

    /// What stands over it.
    pub(in crate::tui) fn title(self, grouping: Grouping) -> &'static str {
        match (self, grouping) {
            (Self::Name, Grouping::Speakers) => "speaker",
            (Self::Name, Grouping::Scenes) => "scene",
            (Self::Name, Grouping::Acts) => "act",
            (Self::Among, Grouping::Speakers) => "scenes",
            (Self::Among, _) => "speakers",
            (Self::Speeches, _) => "speeches",
            (Self::Words, _) => "words",
            (Self::Mean, _) => "mean",
            (Self::Longest, _) => "longest",
            (Self::Share, _) => "share",
        }
    }
}

/// What a row is of: a place in the cast's speakers, the outline's scenes or acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Subject {
    Speaker(usize),
    Scene(usize),
    Act(usize),
}

/// How a table is sorted, and where one is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sorted {
    column: Column,
    reversed: bool,
    cursor: usize,
}

/// Where one is in the statistics.
#[derive(Debug, Clone)]
pub(in crate::tui) struct StatisticsSheet {
    pub(in crate::tui) grouping: Grouping,
    /// As [`Grouping::ALL`].
    sorted: [Sorted; 3],
}

impl Default for StatisticsSheet {
    fn default() -> Self {
        let by = |column| Sorted { column, reversed: false, cursor: 0 };
        let sorted = [by(Column::Speeches), by(Column::Name), by(Column::Name)];
        Self { grouping: Grouping::default(), sorted }
    }
}

/// A row of the statistics.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct StatRow {
    pub(in crate::tui) subject: Subject,
    pub(in crate::tui) name: String,
    pub(in crate::tui) among: usize,
    pub(in crate::tui) tally: Tally,
    /// Where the scene or act begins; `None` for a speaker.
    pub(in crate::tui) start: Option<ElementIx>,
}

impl StatisticsSheet {
    /// The column that the rows are sorted by, and whether the other way round than usual.
    pub(in crate::tui) fn sorting(&self) -> (Column, bool) {
        let sorted = self.sorted();
        (sorted.column, sorted.reversed)
    }

    /// The row under the cursor.
    pub(in crate::tui) fn cursor(&self) -> usize {
        self.sorted().cursor
    }

    /// Puts the cursor on `row`.
    pub(in crate::tui) fn put_cursor(&mut self, row: usize) {
        self.sorted_mut().cursor = row;
    }

    /// Sorts by `column`; by the same column, the other way round.
    pub(in crate::tui) fn sort_by(&mut self, column: Column) {
        let sorted = self.sorted_mut();
        sorted.reversed = sorted.column == column && !sorted.reversed;
        sorted.column = column;
    }

    /// The column `steps` to the right of the one that is sorted by, at the ends the last and first.
    pub(in crate::tui) fn column_beside(&self, steps: isize) -> Column {
        let at = Column::ALL.iter().position(|column| *column == self.sorted().column).unwrap_or_default();
        let to = at.saturating_add_signed(steps).min(Column::ALL.len() - 1);
        Column::ALL.get(to).copied().unwrap_or(Column::Name)
    }

    /// Goes to the table `steps` further.
    pub(in crate::tui) fn turn(&mut self, steps: usize) {
        let at = Grouping::ALL.iter().position(|grouping| *grouping == self.grouping).unwrap_or_default();
        self.grouping = Grouping::ALL.get((at + steps) % Grouping::ALL.len()).copied().unwrap_or_default();
    }

    fn sorted(&self) -> &Sorted {
        let [speakers, scenes, acts] = &self.sorted;
        match self.grouping {
            Grouping::Speakers => speakers,
            Grouping::Scenes => scenes,
            Grouping::Acts => acts,
        }
    }

    fn sorted_mut(&mut self) -> &mut Sorted {
        let [speakers, scenes, acts] = &mut self.sorted;
        match self.grouping {
            Grouping::Speakers => speakers,
            Grouping::Scenes => scenes,
            Grouping::Acts => acts,
        }
    }

    /// The rows as they are sorted.
    pub(in crate::tui) fn rows(&self, table: &Table) -> Vec<StatRow> {
        let mut rows = match self.grouping {
            Grouping::Speakers => speakers(table),
            Grouping::Scenes => scenes(table),
            Grouping::Acts => acts(table),
        };
        let (column, reversed) = self.sorting();
        rows.sort_by(|a, b| {
            let order = compared(column, self.grouping, a, b);
            if reversed { order.reverse() } else { order }
        });
        rows
    }
}

impl StatRow {
    /// The line that the row leads to: the longest speech where one sorts by that, else where the
    /// scene or act begins, else the first speech.
    pub(in crate::tui) fn target(&self, column: Column) -> Option<ElementIx> {
        let longest = self.tally.longest.map(|longest| longest.element);
        let first = self.start.or(self.tally.ends.map(|(first, _)| first));
        if column == Column::Longest { longest.or(first) } else { first }
    }
}

/// Numbers from the largest, names from the first; the order in which rows were made decides between
/// equals.
fn compared(column: Column, grouping: Grouping, a: &StatRow, b: &StatRow) -> Ordering {
    let longest = |row: &StatRow| row.tally.longest.map_or(0, |longest| longest.words);
    match column {
        Column::Name if grouping == Grouping::Speakers => a.name.cmp(&b.name),
        Column::Name => Ordering::Equal,
        Column::Among => b.among.cmp(&a.among),
        Column::Speeches => b.tally.speeches.cmp(&a.tally.speeches),
        Column::Words | Column::Share => b.tally.words.cmp(&a.tally.words),
        Column::Mean => b.tally.mean().total_cmp(&a.tally.mean()),
        Column::Longest => longest(b).cmp(&longest(a)),
    }
}

fn speakers(table: &Table) -> Vec<StatRow> {
    let of = table.statistics().speakers.iter().zip(&table.episode.cast.speakers).enumerate();
    of.map(|(at, (of, speaker))| StatRow {
        subject: Subject::Speaker(at),
        name: speaker.name.clone(),
        among: of.scenes.len(),
        tally: of.tally,
        start: None,
    })
    .collect()
}

fn scenes(table: &Table) -> Vec<StatRow> {
    let of = table.statistics().scenes.iter().zip(&table.episode.outline.scenes).enumerate();
    of.map(|(at, (of, scene))| StatRow {
        subject: Subject::Scene(at),
        name: format!("{:>3} {}", scene.number, scene.heading).trim_end().to_owned(),
        among: of.speakers.len(),
        tally: of.tally,
        start: Some(ElementIx::new(scene.elements.start)),
    })
    .collect()
}

fn acts(table: &Table) -> Vec<StatRow> {
    let of = table.statistics().acts.iter().zip(&table.episode.outline.acts).enumerate();
    of.map(|(at, (of, act))| StatRow {
        subject: Subject::Act(at),
        name: act.name.clone(),
        among: of.speakers.len(),
        tally: of.tally,
        start: Some(ElementIx::new(act.elements.start)),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shelf;

    fn table() -> Table {
        Table::new(Shelf::sample().entries[0].load().0)
    }

    #[test]
    fn rows_are_sorted_by_the_column_and_reversed_by_it_again() {
        let table = table();
        let mut sheet = StatisticsSheet::default();
        for grouping in Grouping::ALL {
            sheet.grouping = grouping;
            for column in Column::ALL {
                sheet.sort_by(Column::Among);
                sheet.sort_by(column);
                if column == Column::Among {
                    sheet.sort_by(column);
                }
                let rows = sheet.rows(&table);
                let sorted = |pair: &[StatRow]| compared(column, grouping, &pair[0], &pair[1]).is_le();
                assert!(rows.windows(2).all(sorted), "{grouping:?} {column:?}");
                sheet.sort_by(column);
                let back = sheet.rows(&table);
                assert_eq!(back.len(), rows.len());
                assert!(back.windows(2).all(|pair| compared(column, grouping, &pair[0], &pair[1]).is_ge()));
            }
        }
    }

    #[test]
    fn every_row_leads_to_a_line_of_its_own() {
        let table = table();
        let mut sheet = StatisticsSheet::default();
        for grouping in Grouping::ALL {
            sheet.grouping = grouping;
            let rows = sheet.rows(&table);
            assert!(!rows.is_empty());
            for row in rows {
                for column in [Column::Words, Column::Longest] {
                    let target = row.target(column).expect("a line");
                    let element = table.episode.element(target);
                    match row.subject {
                        Subject::Speaker(at) => assert!(element.speakers.iter().any(|ix| ix.at() == at)),
                        Subject::Scene(at) => assert_eq!(element.scene.map(|ix| ix.at()), Some(at)),
                        Subject::Act(at) => assert_eq!(element.act.map(|ix| ix.at()), Some(at)),
                    }
                }
            }
        }
    }

    #[test]
    fn each_table_keeps_its_column_and_cursor() {
        let mut sheet = StatisticsSheet::default();
        assert_eq!(sheet.column_beside(-1), Column::Among);
        sheet.sort_by(Column::Share);
        assert_eq!(sheet.column_beside(3), Column::Share);
        sheet.put_cursor(4);
        sheet.turn(1);
        assert_eq!(
            (sheet.grouping, sheet.sorting(), sheet.cursor()),
            (Grouping::Scenes, (Column::Name, false), 0)
        );
        sheet.turn(2);
        assert_eq!(
            (sheet.grouping, sheet.sorting(), sheet.cursor()),
            (Grouping::Speakers, (Column::Share, false), 4)
        );
    }
}
