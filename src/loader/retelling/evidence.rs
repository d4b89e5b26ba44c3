//! What speaks for a line being told of by a sentence, and what a passage from one sentence to the
//! next costs there.

use std::collections::HashMap;

use crate::episode::{ElementIx, ElementKind, Episode, SpeakerIx};
use crate::text::stems::{is_stop_word, stem};
use crate::text::tokens;

use super::units::Unit;

/// The further cost of a sentence that no line is given.
pub(super) const SKIP: f32 = 1.5;
/// The cost of cutting back or forth within an act, at the head of a scene.
pub(super) const JUMP: f32 = 7.0;

/// The cost of going on to the next sentence.
const NEXT: f32 = 0.8;
/// The further cost of going on to the next paragraph inside a scene.
const PARAGRAPH_IN_SCENE: f32 = 1.0;
/// The further cost of beginning an act inside a scene: of the breaks in shooting scripts held
/// against transcripts, somewhat more than a third do.
const ACT_IN_SCENE: f32 = 2.0;
/// What a word in common is worth, times its rarity.
const WORD: f32 = 0.9;
/// The same for a word of the scene's heading.
const PLACE: f32 = 0.8;
/// What it is worth that the line's speaker is named.
const SPEAKS: f32 = 0.7;
/// What it is worth that somebody in the scene is named.
const PRESENT: f32 = 0.45;
/// What it costs that somebody is named who is not in the scene.
const ABSENT: f32 = 0.5;
/// How much the words of the lines next to a line count for it, nearest first.
const NEARBY: [f32; 2] = [0.4, 0.2];
/// The most that one line's words can be worth: a line has no more than one place, however long.
const MOST: f32 = 14.0;

/// The lines' and the sentences' features, ready to be compared.
pub(super) struct Evidence<'a> {
    pub(super) units: &'a [Unit],
    rows: Vec<Row>,
    /// For each stem the columns that have it, and what having it in common is worth.
    columns_with: HashMap<&'a str, (Vec<usize>, f32)>,
    /// For each speaker what being named is worth: the rarer, the more.
    rarity: Vec<f32>,
    /// For each scene (and for what is outside of any) who is in it.
    present: Vec<Vec<SpeakerIx>>,
}

/// What a line has to compare.
struct Row {
    scene: usize,
    opens_scene: bool,
    log: bool,
    speakers: Vec<SpeakerIx>,
    stems: Vec<String>,
    place: Vec<String>,
}

impl<'a> Evidence<'a> {
    /// Collects the features of the `rows` of `episode` and of `units`.
    pub(super) fn new(episode: &Episode, rows: &[ElementIx], units: &'a [Unit]) -> Self {
        let rows: Vec<Row> = rows.iter().map(|ix| row(episode, *ix)).collect();
        let mut evidence = Self {
            units,
            columns_with: columns_with(&rows, units),
            rarity: rarity(episode),
            present: present(episode, &rows),
            rows,
        };
        evidence.add_places(episode);
        evidence
    }

    pub(super) fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Whether `row` is the first of its scene.
    pub(super) fn opens_scene(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.opens_scene)
    }

    /// The cost of passing to `column` as `row` begins.
    pub(super) fn passage(&self, row: usize, column: usize) -> f32 {
        let [before, after] = [&self.units[column - 1], &self.units[column]];
        let inside = !self.opens_scene(row);
        let new_act = before.act != after.act;
        let new_paragraph = before.paragraph != after.paragraph;
        let mut cost = NEXT;
        if new_paragraph && inside {
            cost += PARAGRAPH_IN_SCENE;
        }
        if new_act && inside && !self.rows[row].log {
            cost += ACT_IN_SCENE;
        }
        cost
    }

    /// Writes what speaks for `row` and each column to `scores`.
    pub(super) fn score_row(&self, row: usize, scores: &mut [f32]) {
        scores.fill(0.0);
        for (stems, weight) in self.stems_around(row) {
            self.score_words(stems, weight * WORD, scores);
        }
        self.score_words(&self.rows[row].place, PLACE, scores);
        for score in scores.iter_mut() {
            *score = score.min(MOST);
        }
        for (unit, score) in self.units.iter().zip(scores.iter_mut()) {
            *score += self.score_people(row, unit);
            if unit.log != self.rows[row].log {
                *score -= 2.0 * f32::from(u8::from(unit.log));
            }
        }
    }

    /// The stems of `row` and, for less, of the rows next to it in the same scene.
    fn stems_around(&self, row: usize) -> Vec<(&[String], f32)> {
        let mut around = vec![(self.rows[row].stems.as_slice(), 1.0)];
        for (distance, weight) in (1..).zip(NEARBY) {
            let sides = [row.checked_sub(distance), Some(row + distance)];
            for other in sides.into_iter().flatten().filter_map(|at| self.rows.get(at)) {
                if other.scene == self.rows[row].scene {
                    around.push((&other.stems, weight));
                }
            }
        }
        around
    }

    fn score_words(&self, stems: &[String], weight: f32, scores: &mut [f32]) {
        for stem in stems {
            if let Some((columns, worth)) = self.columns_with.get(stem.as_str()) {
                for column in columns {
                    scores[*column] += worth * weight;
                }
            }
        }
    }

    fn score_people(&self, row: usize, unit: &Unit) -> f32 {
        let row = &self.rows[row];
        let present = &self.present[row.scene];
        let of = |(ix, weight): &(SpeakerIx, f32)| {
            let worth = match () {
                () if row.speakers.contains(ix) => SPEAKS + PRESENT,
                () if present.contains(ix) => PRESENT,
                () => -ABSENT,
            };
            worth * weight * self.rarity[ix.at()]
        };
        unit.people.iter().map(of).sum()
    }

    /// Gives every row the words of its scene's heading.
    fn add_places(&mut self, episode: &Episode) {
        let headings: Vec<Vec<String>> = std::iter::once(Vec::new())
            .chain(episode.outline.scenes.iter().map(|scene| stems_of(&scene.heading)))
            .collect();
        for row in &mut self.rows {
            row.place.clone_from(&headings[row.scene]);
        }
    }
}

fn row(episode: &Episode, ix: ElementIx) -> Row {
    let element = episode.element(ix);
    let scene = element.scene.map_or(0, |scene| scene.at() + 1);
    let opens =
        element.scene.is_some_and(|scene| episode.outline.scenes[scene.at()].elements.start == ix.at());
    Row {
        scene,
        opens_scene: opens,
        log: element.kind == ElementKind::Log,
        speakers: element.speakers.clone(),
        stems: stems_of(&element.text),
        place: Vec::new(),
    }
}

/// The stems of `text`, each once, without stop words.
fn stems_of(text: &str) -> Vec<String> {
    let words = tokens::key_words(text);
    let mut stems: Vec<String> =
        words.iter().filter(|word| !is_stop_word(word)).map(|w| stem(w).to_owned()).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The columns of each stem and its worth: rare in the script and rare in the summary is worth most.
fn columns_with<'a>(rows: &[Row], units: &'a [Unit]) -> HashMap<&'a str, (Vec<usize>, f32)> {
    let mut in_rows: HashMap<&str, usize> = HashMap::new();
    for stem in rows.iter().flat_map(|row| &row.stems) {
        *in_rows.entry(stem).or_default() += 1;
    }
    let mut columns: HashMap<&str, (Vec<usize>, f32)> = HashMap::new();
    for (column, unit) in units.iter().enumerate() {
        for stem in &unit.stems {
            columns.entry(stem).or_default().0.push(column);
        }
    }
    for (stem, (columns, worth)) in &mut columns {
        let in_rows = in_rows.get(stem).copied().unwrap_or(1);
        *worth = (rarity_of(rows.len(), in_rows) * rarity_of(units.len(), columns.len())).sqrt();
    }
    columns
}

/// The logarithm of how many of `all` there are for each of `having`.
fn rarity_of(all: usize, having: usize) -> f32 {
    ((all as f32 + 1.0) / (having as f32 + 0.5)).ln().max(0.1)
}

/// What naming each speaker is worth.
fn rarity(episode: &Episode) -> Vec<f32> {
    let speeches: usize = episode.cast.speakers.iter().map(|speaker| speaker.speeches).sum();
    let of =
        |speaker: &crate::episode::Speaker| (0.5 * rarity_of(speeches, speaker.speeches)).clamp(0.4, 2.0);
    episode.cast.speakers.iter().map(of).collect()
}

/// Who speaks in each scene; the first list is of what is outside of any.
fn present(episode: &Episode, rows: &[Row]) -> Vec<Vec<SpeakerIx>> {
    let mut present = vec![Vec::new(); episode.outline.scenes.len() + 1];
    for row in rows {
        let here: &mut Vec<SpeakerIx> = &mut present[row.scene];
        here.extend(row.speakers.iter().filter(|ix| !here.contains(ix)).copied().collect::<Vec<_>>());
    }
    present
}
