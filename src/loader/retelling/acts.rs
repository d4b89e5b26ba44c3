//! The acts of a summary laid over the script.

use crate::align::monotone::Solution;
use crate::document::Kind;
use crate::document::summary::Summary;
use crate::episode::{Act, ActIx, Origin};

use super::evidence::Evidence;
use super::openings;
use super::units::Unit;

/// How far from the likeliest line a break may still lie for it to count as found, in rows: within it
/// a reader sees the break on the same screen.
const NEAR: usize = 3;
/// The acts, as places in the summary's, that the script lacks: with fewer lines on the best path than
/// sentences, while a retelling is shorter than what it retells. The path passes through them because
/// it is cheaper to give a line to a sentence than to pass it over.
pub(super) fn lost(units: &[Unit], solution: &Solution) -> Vec<usize> {
    let acts =
        units.chunk_by(|a, b| a.act == b.act).filter_map(|of_act| Some((of_act.first()?.act?, of_act.len())));
    let lines = |act: usize| solution.path.iter().filter(|column| units[**column].act == Some(act)).count();
    acts.filter(|(act, sentences)| lines(*act) < *sentences).map(|(act, _)| act).collect()
}

/// The acts of `summary` as ranges of the script's `elements`, and for each of the summary's its place among
/// them, `None` for one that nothing is told of.
pub(super) fn borrowed(
    summary: &Summary,
    elements: usize,
    evidence: &Evidence,
    solution: &Solution,
) -> (Vec<Act>, Vec<Option<ActIx>>) {
    if summary.acts.len() < 2 {
        return (Vec::new(), Vec::new());
    }
    let mut places = vec![None; summary.acts.len()];
    let mut acts: Vec<Act> = Vec::new();
    let mut earliest = 0;
    for (number, act) in summary.acts.iter().enumerate() {
        let Some(first) = evidence.units.iter().position(|unit| unit.act == Some(number)) else { continue };
        let (row, confidence) =
            if acts.is_empty() { (0, 1.0) } else { break_before(evidence, solution, first, earliest) };
        let Some(start) = evidence.rows().get(row).map(|row| row.element) else { continue };
        if let Some(before) = acts.last_mut() {
            before.elements.end = start.at();
        }
        places[number] = Some(ActIx::new(acts.len()));
        acts.push(Act {
            name: act.name.clone(),
            elements: start.at()..elements,
            lines: (0, 0),
            origin: Origin::Aligned,
            confidence,
            lender: Some(Kind::Summary),
        });
        earliest = row + 1;
    }
    (acts, places)
}

/// The row, from `earliest` on, with which the act of the sentence `first` begins, and how probable it is
/// that it begins near it. No row if the lines are over before it begins.
fn break_before(evidence: &Evidence, solution: &Solution, first: usize, earliest: usize) -> (usize, f32) {
    let Some(on_path) = solution.path.iter().position(|column| *column >= first) else {
        return (solution.path.len(), 1.0);
    };
    let likely = openings::probabilities(evidence, first, earliest, |row| solution.from(row, first));
    let likeliest = likely.iter().enumerate().filter(|(_, likely)| **likely > 0.0);
    let Some((best, _)) = likeliest.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0))) else {
        return (on_path.max(earliest), 0.0);
    };
    let near = best.saturating_sub(NEAR)..(best + NEAR + 1).min(likely.len());
    (earliest + best, likely[near].iter().sum::<f32>().min(1.0))
}
