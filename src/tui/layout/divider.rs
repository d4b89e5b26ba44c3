//! The lines between panes: where they lie, and by how much a person has moved them.

use ratatui::layout::{Position, Rect};

/// A line between two panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divider {
    /// Between the left column and the script.
    Left,
    /// Between the script and the right column.
    Right,
    /// Between the script and the search under it.
    Search,
    /// Between the speakers and the log entries.
    Speakers,
    /// Between the log entries and what stands beside the line.
    Logs,
    /// Above the panel with tabs.
    Panel,
}

/// The columns and rows that a pane keeps, whatever is moved.
const NARROWEST: u16 = 16;
const LOWEST: u16 = 3;

/// By how much each line was moved: to the right, or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shifts([i16; 6]);

impl Shifts {
    /// By how much the line was moved.
    pub fn of(&self, divider: Divider) -> i16 {
        self.0.get(divider as usize).copied().unwrap_or_default()
    }

    /// Moves the line by `by` further.
    pub fn add(&mut self, divider: Divider, by: i16) {
        if let Some(shift) = self.0.get_mut(divider as usize) {
            *shift = shift.saturating_add(by);
        }
    }
}

impl Divider {
    /// Whether it goes from top to bottom, between columns.
    pub fn is_upright(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    /// Moves the line between `before` and `after` by as much of `shift` as leaves room in both.
    pub(super) fn part(self, before: &mut Rect, after: &mut Rect, shifts: Shifts) {
        let (sizes, least) = if self.is_upright() {
            ((before.width, after.width), NARROWEST)
        } else {
            ((before.height, after.height), LOWEST)
        };
        let room = |size: u16| i16::try_from(size.saturating_sub(least)).unwrap_or(i16::MAX);
        let shift = shifts.of(self).clamp(-room(sizes.0), room(sizes.1));
        let moved = |at: u16, by: i16| at.saturating_add_signed(by);
        if self.is_upright() {
            before.width = moved(before.width, shift);
            after.x = moved(after.x, shift);
            after.width = moved(after.width, -shift);
        } else {
            before.height = moved(before.height, shift);
            after.y = moved(after.y, shift);
            after.height = moved(after.height, -shift);
        }
    }
}

/// A divider where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Which one it is.
    pub divider: Divider,
    /// Where one takes hold of it: the two frames that meet.
    pub zone: Rect,
}

impl Line {
    /// The line before the pane at `after`, as long as that.
    pub(super) fn before(divider: Divider, after: Rect) -> Self {
        let zone = if divider.is_upright() {
            Rect { x: after.x.saturating_sub(1), width: 2, ..after }
        } else {
            Rect { y: after.y.saturating_sub(1), height: 2, ..after }
        };
        Self { divider, zone }
    }

    /// How far `position` is from where the line begins, to the right or down.
    pub fn distance(&self, position: Position) -> i16 {
        let (at, line) =
            if self.divider.is_upright() { (position.x, self.zone.x) } else { (position.y, self.zone.y) };
        let signed = |at: u16| i16::try_from(at).unwrap_or(i16::MAX);
        signed(at).saturating_sub(signed(line))
    }
}
