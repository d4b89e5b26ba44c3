//! The acts of a summary laid over the script.

use crate::align::monotone::Solution;
use crate::document::summary::Summary;
use crate::episode::{Act, ActIx, ElementIx, Episode, Origin};

use super::units::Unit;

/// How far from the likeliest line a break may still lie for it to count as found, in rows: within it
/// a reader sees the break on the same screen.
const NEAR: usize = 3;

/// Gives `episode` the acts of `summary`; returns for each of them its place in the episode, `None` for
/// one that nothing is told of.
pub(super) fn borrow(
    episode: &mut Episode,
    summary: &Summary,
    rows: &[ElementIx],
    units: &[Unit],
    solution: &Solution,
) -> Vec<Option<ActIx>> {
    if summary.acts.len() < 2 {
        return Vec::new();
    }
    let mut places = vec![None; summary.acts.len()];
    let mut acts: Vec<Act> = Vec::new();
    let mut earliest = 0;
    for (number, act) in summary.acts.iter().enumerate() {
        let Some(first) = units.iter().position(|unit| unit.act == Some(number)) else { continue };
        let (row, confidence) =
            if acts.is_empty() { (0, 1.0) } else { break_before(solution, first, earliest) };
        let Some(start) = rows.get(row) else { continue };
        if let Some(before) = acts.last_mut() {
            before.elements.end = start.at();
        }
        places[number] = Some(ActIx::new(acts.len()));
        let elements = start.at()..episode.elements.len();
        acts.push(Act {
            name: act.name.clone(),
            elements,
            lines: (0, 0),
            origin: Origin::Aligned,
            confidence,
        });
        earliest = row + 1;
    }
    super::super::outline::lay(episode, acts);
    places
}

/// The first row, from `earliest` on, that the best path gives to the sentence `first` or a later one,
/// and how probable it is that the act begins near it.
fn break_before(solution: &Solution, first: usize, earliest: usize) -> (usize, f32) {
    let rows = solution.path.len();
    let on_path = solution.path.iter().position(|column| *column >= first).unwrap_or(rows);
    let row = on_path.max(earliest);
    let begun = |row: usize| if row < rows { solution.from(row, first) } else { 1.0 };
    let before = if row > NEAR { begun(row - NEAR - 1) } else { 0.0 };
    (row, (begun(row + NEAR) - before).clamp(0.0, 1.0))
}
