//! The acts of a summary laid over the script.

use crate::align::monotone::Solution;
use crate::document::summary::Summary;
use crate::episode::{Act, ActIx, ElementIx, Episode, Origin};

use super::evidence::Evidence;

/// How far from the likeliest line a break may still lie for it to count as found, in rows: within it
/// a reader sees the break on the same screen.
const NEAR: usize = 3;
/// How many of an act's last sentences tell of its last lines.
const LAST_SENTENCES: usize = 2;
/// How many lines that no sentence tells of a break inside a scene is moved back over. An act ends on
/// what is worth telling, and the next one picks the scene up with lines that are not; but the
/// further back, the likelier it is that they were only left out.
const PICKED_UP: usize = 3;

/// Gives `episode` the acts of `summary`; returns for each of them its place in the episode, `None` for
/// one that nothing is told of.
pub(super) fn borrow(
    episode: &mut Episode,
    summary: &Summary,
    rows: &[ElementIx],
    evidence: &Evidence,
    solution: &Solution,
) -> Vec<Option<ActIx>> {
    if summary.acts.len() < 2 {
        return Vec::new();
    }
    let mut places = vec![None; summary.acts.len()];
    let mut acts: Vec<Act> = Vec::new();
    let mut earliest = 0;
    for (number, act) in summary.acts.iter().enumerate() {
        let Some(first) = evidence.units.iter().position(|unit| unit.act == Some(number)) else { continue };
        let (row, confidence) =
            if acts.is_empty() { (0, 1.0) } else { break_before(evidence, solution, first, earliest) };
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

/// The row, from `earliest` on, with which the act of the sentence `first` begins, and how probable it is
/// that it begins near it.
fn break_before(evidence: &Evidence, solution: &Solution, first: usize, earliest: usize) -> (usize, f32) {
    let rows = solution.path.len();
    let on_path = solution.path.iter().position(|column| *column >= first).unwrap_or(rows);
    let row = picked_up(evidence, first, on_path.max(earliest), earliest);
    let begun = |row: usize| if row < rows { solution.from(row, first) } else { 1.0 };
    let before = if row > NEAR { begun(row - NEAR - 1) } else { 0.0 };
    (row, (begun(row + NEAR) - before).clamp(0.0, 1.0))
}

/// `row`, the first that the best path gives to the act of the sentence `first`, or an earlier one of
/// its scene. The path leaves lines that nobody tells of to the act that is ending; where these go
/// back to the head of the scene or to a log entry, the act begins there; else a few of them are its
/// where its first sentence names who speaks them, but none begins with a line like "Is it?", which
/// only answers the one before.
fn picked_up(evidence: &Evidence, first: usize, row: usize, earliest: usize) -> usize {
    let last: Vec<usize> = (first.saturating_sub(LAST_SENTENCES)..first).collect();
    let opens = |row: usize| evidence.opens_scene(row) || evidence.is_log(row);
    if row >= evidence.rows().len() || opens(row) {
        return row;
    }
    let untold =
        (earliest..row).rev().take_while(|row| !last.iter().any(|at| evidence.shares_words(*row, *at)));
    let mut start = row;
    for untold in untold {
        if opens(untold) {
            return untold;
        }
        if row - untold <= PICKED_UP && evidence.has_words(untold) && evidence.names_speaker(untold, first) {
            start = untold;
        }
    }
    start
}
