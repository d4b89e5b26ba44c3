//! What speaks for a line being told of by a sentence, and what a passage from one sentence to the
//! next costs there.
//!
//! A sentence is taken for a small model of the lines that it tells of: some of their words are its
//! own, some are those of its paragraph, the others are any of the script's (a mixture as in
//! Jelinek and Mercer 1980). What a line's words say for a sentence is the logarithm of how much
//! likelier they are under that model than in the script at large; so rare words count for much and
//! long sentences for no more than short ones. The same is done with who speaks the line.

use std::collections::HashMap;

use crate::episode::{ElementIx, ElementKind, Episode};
use crate::text::stems::{is_stop_word, stem};
use crate::text::tokens;

use super::people::People;
use super::units::Unit;

/// The further cost of a sentence that no line is given.
pub(super) const SKIP: f32 = 1.0;
/// The cost of cutting back or forth within an act, at the head of a scene.
pub(super) const JUMP: f32 = 13.0;

/// The cost of going on to the next sentence.
const NEXT: f32 = 0.5;
/// The further cost of going on to the next paragraph inside a scene.
const PARAGRAPH_IN_SCENE: f32 = 1.1;
/// The further cost of beginning an act inside a scene. Of the breaks in shooting scripts held against
/// transcripts 37 % fall inside, where there are some twelve times as many lines as heads of scenes:
/// the logarithm of the odds is near 3, and of them the passage to a new paragraph has taken a part.
const ACT_IN_SCENE: f32 = 2.3;
/// The share of a line's words that are the sentence's own, in the model of it.
const OWN: f32 = 0.08;
/// The share of them that are its paragraph's.
const PARAGRAPH: f32 = 0.04;
/// The most that one line's words can be worth: a line has no more than one place, however long.
const MOST: f32 = 16.0;
/// How much the words of the lines before and after count for a line of the same scene.
const NEARBY: f32 = 0.25;
/// What a word of the scene's heading is worth where the sentence has it.
const PLACE: f32 = 0.1;
/// What it costs that a log entry is told of by a sentence that is none, or the reverse.
const NO_LOG: f32 = 5.0;
/// What it costs for each line that somebody is named who says nothing in its scene.
const ABSENT: f32 = 0.1;
/// How far the share of the script that is passed may be off the share of the summary.
const DRIFT: f32 = 0.12;
/// What it costs to be that far off, and the most that being off costs.
const DRIFT_COST: f32 = 0.05;
const MOST_DRIFT: f32 = 6.0;

/// The lines' and the sentences' features, ready to be compared.
pub(super) struct Evidence<'a> {
    pub(super) units: &'a [Unit],
    rows: Vec<Row>,
    /// For each stem the columns that it speaks for, and how much.
    worth: HashMap<&'a str, Vec<(usize, f32)>>,
    people: People,
    /// For each column how much of the summary lies before the middle of it, 0 to 1.
    middles: Vec<f32>,
}

/// What a line has to compare.
pub(super) struct Row {
    /// The scene's number from 1; 0 before the first.
    pub(super) scene: usize,
    opens_scene: bool,
    log: bool,
    /// Who speaks it.
    pub(super) speakers: Vec<crate::episode::SpeakerIx>,
    stems: Vec<String>,
    place: Vec<String>,
}

impl<'a> Evidence<'a> {
    /// Collects the features of the `rows` of `episode` and of `units`.
    pub(super) fn new(episode: &Episode, rows: &[ElementIx], units: &'a [Unit]) -> Self {
        let rows: Vec<Row> = rows.iter().map(|ix| row(episode, *ix)).collect();
        let people = People::new(episode.cast.speakers.len(), &rows, units);
        Self { units, worth: worth(&rows, units), people, middles: middles(units), rows }
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
        let mut cost = NEXT;
        if before.paragraph != after.paragraph && inside {
            cost += PARAGRAPH_IN_SCENE;
        }
        if before.act != after.act && inside && !self.rows[row].log {
            cost += ACT_IN_SCENE;
        }
        cost
    }

    /// Writes what speaks for `row` and each column to `scores`.
    pub(super) fn score_row(&self, row: usize, scores: &mut [f32]) {
        scores.fill(0.0);
        self.add_words(row, 1.0, scores);
        for near in [row.checked_sub(1), Some(row + 1)].into_iter().flatten() {
            if self.rows.get(near).is_some_and(|other| other.scene == self.rows[row].scene) {
                self.add_words(near, NEARBY, scores);
            }
        }
        let here = (row as f32 + 0.5) / self.rows.len() as f32;
        for (column, (unit, score)) in self.units.iter().zip(scores.iter_mut()).enumerate() {
            *score += self.people.worth(&self.rows[row].speakers, column);
            *score -= ABSENT * self.people.absent(self.rows[row].scene, &unit.people) as f32;
            let shared = self.rows[row].place.iter().filter(|stem| unit.stems.contains(stem)).count();
            *score += PLACE * shared as f32;
            if unit.log != self.rows[row].log {
                *score -= NO_LOG;
            }
            let off = (here - self.middles[column]) / DRIFT;
            *score -= (DRIFT_COST * off * off).min(MOST_DRIFT);
        }
    }

    /// Adds what the words of `row` alone say, `weight` times, never more than [`MOST`].
    fn add_words(&self, row: usize, weight: f32, scores: &mut [f32]) {
        let mut sums = vec![0.0; scores.len()];
        for stem in &self.rows[row].stems {
            for (column, worth) in self.worth.get(stem.as_str()).into_iter().flatten() {
                sums[*column] += worth;
            }
        }
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += weight * MOST * (1.0 - (-sum / MOST).exp());
        }
    }
}

fn row(episode: &Episode, ix: ElementIx) -> Row {
    let element = episode.element(ix);
    let scene = element.scene.and_then(|scene| episode.outline.scenes.get(scene.at()));
    let heading = element.kind == ElementKind::Heading;
    Row {
        scene: element.scene.map_or(0, |scene| scene.at() + 1),
        opens_scene: scene.is_some_and(|scene| scene.elements.start == ix.at()),
        log: element.kind == ElementKind::Log,
        speakers: element.speakers.clone(),
        stems: if heading { Vec::new() } else { stems_of(&element.text) },
        place: scene.map_or_else(Vec::new, |scene| stems_of(&scene.heading)),
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

/// How many stems a word that the script never has is counted as.
const UNSEEN: f32 = 0.3;

/// What each stem says for each column: how much likelier it is in a line that the column tells of.
fn worth<'a>(rows: &[Row], units: &'a [Unit]) -> HashMap<&'a str, Vec<(usize, f32)>> {
    let mut in_script: HashMap<&str, f32> = HashMap::new();
    for stem in rows.iter().flat_map(|row| &row.stems) {
        *in_script.entry(stem).or_default() += 1.0;
    }
    let all = in_script.values().sum::<f32>() + UNSEEN * in_script.len() as f32;
    let other = 1.0 - OWN - PARAGRAPH;
    let mut worth: HashMap<&str, Vec<(usize, f32)>> = HashMap::new();
    for (first, paragraph) in paragraphs(units) {
        let of_paragraph: f32 = paragraph.iter().map(|unit| unit.stems.len() as f32).sum();
        let mut counts: HashMap<&str, f32> = HashMap::new();
        for stem in paragraph.iter().flat_map(|unit| &unit.stems) {
            *counts.entry(stem).or_default() += 1.0;
        }
        for (stem, count) in counts {
            let Some(said) = in_script.get(stem) else { continue };
            let share = (said + UNSEEN) / all;
            for (at, unit) in paragraph.iter().enumerate() {
                let has = unit.stems.iter().any(|of_unit| of_unit == stem);
                let own = if has { OWN / unit.stems.len() as f32 } else { 0.0 };
                let likelier = own + PARAGRAPH * count / of_paragraph;
                worth.entry(stem).or_default().push((first + at, (1.0 + likelier / (share * other)).ln()));
            }
        }
    }
    worth
}

/// The units paragraph by paragraph, each with the index of its first.
pub(super) fn paragraphs(units: &[Unit]) -> impl Iterator<Item = (usize, &[Unit])> {
    let mut first = 0;
    units.chunk_by(|a, b| a.paragraph == b.paragraph).map(move |paragraph| {
        let at = first;
        first += paragraph.len();
        (at, paragraph)
    })
}

/// For each unit how much of the summary's text lies before the middle of it.
fn middles(units: &[Unit]) -> Vec<f32> {
    let all: usize = units.iter().map(|unit| unit.span.len()).sum();
    let mut before = 0;
    let middle = |unit: &Unit| {
        let middle = before as f32 + unit.span.len() as f32 / 2.0;
        before += unit.span.len();
        middle / all.max(1) as f32
    };
    units.iter().map(middle).collect()
}
