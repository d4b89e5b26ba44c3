//! The rows of the outline: acts with their scenes, some folded.

use std::collections::BTreeSet;
use std::ops::Range;

use ratatui::layout::{Constraint, Layout, Rect};

use crate::episode::{Act, ElementKind, Episode, Outline, Scene, SpeakerIx};

use super::filter::Words;

/// A row of the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OutlineRow {
    /// An act.
    Act(usize),
    /// A scene, or the part of it that an act holds.
    Scene {
        scene: usize,
        act: Option<usize>,
        /// Whether it began in the act before.
        continued: bool,
        /// Whether it goes on in the next act.
        goes_on: bool,
    },
}

/// The place of the rows, and under them that of what is to be said of the row under the cursor, where
/// there is room for both.
pub(super) fn places(inside: Rect) -> (Rect, Rect) {
    let foot = match inside.height {
        0..6 => 0,
        6..14 => 1,
        _ => 2,
    };
    let [list, foot] = Layout::vertical([Constraint::Fill(1), Constraint::Length(foot)]).areas(inside);
    (list, foot)
}

/// Who speaks in the `elements`, and how often: most first, then in the order of their first speech.
pub(super) fn who_speaks(episode: &Episode, elements: Range<usize>) -> Vec<(SpeakerIx, usize)> {
    let mut speaks: Vec<(SpeakerIx, usize)> = Vec::new();
    let within = episode.elements.get(elements).unwrap_or_default();
    for element in within.iter().filter(|element| element.kind == ElementKind::Speech) {
        for speaker in &element.speakers {
            match speaks.iter_mut().find(|(known, _)| known == speaker) {
                Some((_, speeches)) => *speeches += 1,
                None => speaks.push((*speaker, 1)),
            }
        }
    }
    speaks.sort_by_key(|(_, speeches)| std::cmp::Reverse(*speeches));
    speaks
}

/// The elements of a row: an act's, a scene's, or those of the part of a scene that an act holds.
pub(super) fn elements(outline: &Outline, row: OutlineRow) -> Option<Range<usize>> {
    match row {
        OutlineRow::Act(act) => Some(outline.acts.get(act)?.elements.clone()),
        OutlineRow::Scene { scene, act, .. } => {
            let whole = outline.scenes.get(scene)?.elements.clone();
            let act = act.and_then(|act| outline.acts.get(act));
            Some(act.map_or(whole.clone(), |act| {
                whole.start.max(act.elements.start)..whole.end.min(act.elements.end)
            }))
        }
    }
}

/// The rows to show; the scenes of `folded` acts are left out.
pub(super) fn rows(outline: &Outline, folded: &BTreeSet<usize>) -> Vec<OutlineRow> {
    let mut rows = Vec::new();
    for (number, scene) in outline.scenes.iter().enumerate() {
        if scene.acts.is_empty() {
            rows.push(OutlineRow::Scene { scene: number, act: None, continued: false, goes_on: false });
        }
    }
    for (number, act) in outline.acts.iter().enumerate() {
        rows.push(OutlineRow::Act(number));
        if folded.contains(&number) {
            continue;
        }
        let inside = outline.scenes.iter().enumerate().filter(|(_, scene)| overlap(scene, act));
        rows.extend(inside.map(|(at, scene)| OutlineRow::Scene {
            scene: at,
            act: Some(number),
            continued: scene.elements.start < act.elements.start,
            goes_on: scene.elements.end > act.elements.end,
        }));
    }
    rows
}

/// The scenes that hold `words`, each under its act, folded or not; all of an act that holds them.
pub(super) fn filtered(outline: &Outline, words: &Words) -> Vec<OutlineRow> {
    let act_holds = |act: usize| outline.acts.get(act).is_some_and(|act| words.within(&act.name));
    let holds = |row: &OutlineRow| match *row {
        OutlineRow::Act(act) => act_holds(act),
        OutlineRow::Scene { scene, act, .. } => {
            let named = |scene: &Scene| words.within(&format!("{} {}", scene.number, scene.titled()));
            act.is_some_and(act_holds) || outline.scenes.get(scene).is_some_and(named)
        }
    };
    let mut kept = rows(outline, &BTreeSet::new());
    let with_scenes: BTreeSet<usize> = kept
        .iter()
        .filter(|row| holds(row))
        .filter_map(|row| match row {
            OutlineRow::Act(act) => Some(*act),
            OutlineRow::Scene { act, .. } => *act,
        })
        .collect();
    kept.retain(|row| match row {
        OutlineRow::Act(act) => with_scenes.contains(act),
        scene => holds(scene),
    });
    kept
}

fn overlap(scene: &Scene, act: &Act) -> bool {
    scene.elements.start < act.elements.end && act.elements.start < scene.elements.end
}

/// The element that a row begins with.
pub(super) fn first_element(outline: &Outline, row: OutlineRow) -> Option<usize> {
    elements(outline, row).map(|elements| elements.start)
}

/// The row that `element` belongs to: its scene's, or its act's where that is folded.
pub(super) fn row_of(outline: &Outline, rows: &[OutlineRow], element: usize) -> Option<usize> {
    let holds = |row: &OutlineRow| match *row {
        OutlineRow::Scene { scene, act, .. } => {
            let within = |range: Option<&Range<usize>>| range.is_none_or(|range| range.contains(&element));
            within(outline.scenes.get(scene).map(|scene| &scene.elements))
                && within(act.and_then(|act| outline.acts.get(act)).map(|act| &act.elements))
        }
        OutlineRow::Act(act) => outline.acts.get(act).is_some_and(|act| act.elements.contains(&element)),
    };
    rows.iter().rposition(holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::episode::{ActIx, Origin};

    fn act(name: &str, elements: Range<usize>) -> Act {
        Act {
            name: name.to_owned(),
            elements,
            lines: (1, 1),
            origin: Origin::Aligned,
            confidence: 1.0,
            lender: None,
        }
    }

    fn scene(number: u32, elements: Range<usize>, acts: &[usize]) -> Scene {
        let acts = acts.iter().map(|act| ActIx::new(*act)).collect();
        Scene { number, heading: "Lamp room".to_owned(), written: None, elements, lines: (1, 1), acts }
    }

    fn outline() -> Outline {
        Outline {
            acts: vec![act("Teaser", 1..6), act("Act One", 6..12)],
            scenes: vec![scene(1, 1..4, &[0]), scene(2, 4..9, &[0, 1]), scene(3, 9..12, &[1])],
        }
    }

    #[test]
    fn a_scene_over_a_break_stands_in_both_acts() {
        let rows = rows(&outline(), &BTreeSet::new());
        assert_eq!(rows.len(), 6);
        assert_eq!(rows[2], OutlineRow::Scene { scene: 1, act: Some(0), continued: false, goes_on: true });
        assert_eq!(rows[4], OutlineRow::Scene { scene: 1, act: Some(1), continued: true, goes_on: false });
        assert_eq!(first_element(&outline(), rows[4]), Some(6));
        assert_eq!(row_of(&outline(), &rows, 5), Some(2));
        assert_eq!(row_of(&outline(), &rows, 7), Some(4));
    }

    #[test]
    fn a_filtered_outline_keeps_the_acts_of_what_it_shows() {
        let rows = |typed: &str| filtered(&outline(), &Words::new(typed).expect("words")).len();
        assert_eq!(rows("lamp"), 6);
        assert_eq!(rows("3 lamp"), 2);
        assert_eq!(rows("teaser"), 3);
        assert_eq!(rows("galley"), 0);
    }

    #[test]
    fn a_folded_act_stands_for_its_scenes() {
        let rows = rows(&outline(), &BTreeSet::from([0]));
        assert_eq!(rows[..2], [OutlineRow::Act(0), OutlineRow::Act(1)]);
        assert_eq!(row_of(&outline(), &rows, 2), Some(0));
        assert_eq!(row_of(&outline(), &rows, 0), None);
    }
}
