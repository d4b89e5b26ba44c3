//! Sheets: what can be laid over the panes, and where one is in each.
//!
//! A sheet remembers where one was in it, so that it can be closed to look at a line and opened again.
//! What its rows are is made from the table when they are needed; nothing here draws or changes places
//! in the script.

mod card;
mod compare;
mod documents;
mod matrix;
mod raw;
mod remarks;
mod sought;
mod statistics;
mod timeline;

use ratatui::layout::{Constraint, Layout, Rect};

pub(super) use card::{CardRow, CardSheet, Lead};
pub(super) use compare::{
    Against, BETWEEN as COMPARE_BETWEEN, CompareSheet, GUTTER as COMPARE_GUTTER, INDENT as COMPARE_INDENT,
    Piece, Sides,
};
pub(super) use documents::{DocumentsSheet, said_of, spoken_of_at};
pub(super) use matrix::{Matrix, MatrixSheet};
pub(super) use raw::{KeptText, Raw, TAB};
pub(super) use remarks::{Remark, RemarksSheet, remarks};
pub(super) use sought::Sought;
pub(super) use statistics::{Column, Grouping, StatRow, StatisticsSheet, Subject};
pub(super) use timeline::TimelineSheet;

/// What can be laid over the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sheet {
    /// All about one speaker.
    Card,
    /// Who says how much.
    Statistics,
    /// Scenes against speakers.
    Matrix,
    /// What is said over the minutes.
    Timeline,
    /// The script beside another telling of it.
    Compare,
    /// The documents, to read one.
    Documents,
    /// A document as text.
    Raw,
    /// What there is to remark on the documents.
    Remarks,
}

/// The sheets that are open, and what each remembers.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    open: Vec<Sheet>,
    pub(super) card: CardSheet,
    pub(super) statistics: StatisticsSheet,
    pub(super) matrix: MatrixSheet,
    pub(super) timeline: TimelineSheet,
    pub(super) compare: CompareSheet,
    pub(super) documents: DocumentsSheet,
    pub(super) remarks: RemarksSheet,
    /// What is looked for in the document that is read.
    pub(super) sought: Sought,
    /// Rows of it as they were made.
    pub(super) text: KeptText,
}

impl Sheets {
    /// The one that is seen.
    pub(super) fn top(&self) -> Option<Sheet> {
        self.open.last().copied()
    }

    /// Whether `sheet` is open, seen or under another.
    pub(super) fn is_open(&self, sheet: Sheet) -> bool {
        self.open.contains(&sheet)
    }

    /// Lays `sheet` over what is open; one that is open already comes up.
    pub(super) fn lay(&mut self, sheet: Sheet) {
        self.open.retain(|open| *open != sheet);
        self.open.push(sheet);
    }

    /// Takes the uppermost sheet away.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Takes all sheets away.
    pub(super) fn close_all(&mut self) {
        self.open.clear();
    }
}

/// The parts of a sheet that is a list under a head, with a line about the row under the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    /// What the columns are.
    pub(super) head: Rect,
    /// The rows.
    pub(super) rows: Rect,
    /// What is to be said of the row under the cursor.
    pub(super) foot: Rect,
}

/// Rows below which a sheet has no line to spare for its foot.
const ROOM_FOR_FOOT: u16 = 6;

/// The parts of a sheet of the place `inside`, with a head of `head` rows where there is room.
pub(super) fn parts(inside: Rect, head: u16) -> Parts {
    let foot = u16::from(inside.height >= ROOM_FOR_FOOT);
    let head = head.min(inside.height.saturating_sub(1));
    let [head, rows, foot] =
        Layout::vertical([Constraint::Length(head), Constraint::Fill(1), Constraint::Length(foot)])
            .areas(inside);
    Parts { head, rows, foot }
}
