//! What speaks for a line being told of by a sentence, and what a passage from one sentence to the
//! next costs there.
//!
//! A sentence is taken for a small model of the lines that it tells of: some of their words are its
//! own, some are those of its paragraph, the others are any of the script's (a mixture as in
//! Jelinek and Mercer 1980). What a line's words say for a sentence is the logarithm of how much
//! likelier they are under that model than in the script at large; so rare words count for much and
//! long sentences for no more than short ones. The same is done with who speaks the line.

use std::collections::HashMap;
use std::ops::Range;

use super::people::People;
use super::script::{Row, Script};
use super::units::Unit;

/// The further cost of a sentence that no line is given.
pub(super) const SKIP: f32 = 1.0;
/// The cost of cutting back or forth within an act, at the head of a scene.
pub(super) const JUMP: f32 = 13.0;

/// The cost of going on to the next sentence.
const NEXT: f32 = 0.5;
/// The further cost of going on to the next paragraph inside a scene.
const PARAGRAPH_IN_SCENE: f32 = 1.1;
/// The share of a line's words that are the sentence's own, in the model of it.
const OWN: f32 = 0.05;
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

/// What the lines and the sentences have in common.
pub(super) struct Evidence<'a> {
    pub(super) units: &'a [Unit],
    rows: &'a [Row],
    people: People,
    /// For each row what its own words say for the columns that have any of them.
    words: Vec<Shares>,
    /// For each scene, and for what is outside of any, how many words of its heading the columns have.
    places: Vec<Shares>,
    /// For each column how much of the summary lies before the middle of it, 0 to 1.
    middles: Vec<f32>,
    /// For each column whether its paragraph is another than that of the column before.
    begins: Vec<bool>,
}

/// Columns in order, each with what something says for it; nothing for the others.
type Shares = Vec<(usize, f32)>;

impl<'a> Evidence<'a> {
    /// Compares the lines of `script`, an episode's with so many `speakers`, with `units`.
    pub(super) fn new(script: &'a Script, speakers: usize, units: &'a [Unit]) -> Self {
        Self {
            units,
            rows: &script.rows,
            people: People::new(speakers, &script.rows, units),
            words: words(script, units),
            places: places(script, units),
            middles: middles(units),
            begins: begins(units),
        }
    }

    pub(super) fn rows(&self) -> &'a [Row] {
        self.rows
    }

    /// Whether `row` is the first of its scene.
    pub(super) fn opens_scene(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.opens_scene)
    }

    /// Whether `row` has a word of the sentence `column`.
    pub(super) fn shares_words(&self, row: usize, column: usize) -> bool {
        let unit = &self.units[column];
        self.rows[row].stems.iter().any(|stem| unit.stems.binary_search(stem).is_ok())
    }

    /// What tells the cost of passing from a sentence to the next as `row` begins, whatever acts they are
    /// of: it is told whether a paragraph ends between them.
    pub(super) fn turns(&self, row: usize) -> impl Fn(bool) -> f32 + use<> {
        let end = if self.opens_scene(row) { NEXT } else { NEXT + PARAGRAPH_IN_SCENE };
        move |ends| if ends { end } else { NEXT }
    }

    /// Writes what speaks for `row` and each of `columns` to `scores`.
    pub(super) fn score_row(&self, row: usize, columns: Range<usize>, scores: &mut [f32]) {
        self.common(row, columns.clone(), scores);
        let passed = (row as f32 + 0.5) / self.rows.len() as f32;
        for (score, middle) in scores.iter_mut().zip(&self.middles[columns]) {
            *score -= drift(passed, *middle);
        }
    }

    /// Writes what speaks for `row` and each of `columns`, wherever they stand, to `common`.
    pub(super) fn common(&self, row: usize, columns: Range<usize>, common: &mut [f32]) {
        let here = &self.rows[row];
        self.people.worth(&here.speakers, columns.clone(), common);
        self.people.take_absent(here.scene, columns.clone(), ABSENT, common);
        for (common, unit) in common.iter_mut().zip(&self.units[columns.clone()]) {
            *common -= if unit.log == here.log { 0.0 } else { NO_LOG };
        }
        add(&self.places[here.scene], PLACE, &columns, common);
        add(&self.words[row], 1.0, &columns, common);
        for near in [row.checked_sub(1), Some(row + 1)].into_iter().flatten() {
            if self.rows.get(near).is_some_and(|other| other.scene == here.scene) {
                add(&self.words[near], NEARBY, &columns, common);
            }
        }
    }

    /// Whether the paragraph of `column` is another than that of the column before.
    pub(super) fn begins_paragraph(&self, column: usize) -> bool {
        self.begins.get(column).copied().unwrap_or_default()
    }

    /// For each column how much of the summary lies before the middle of it, 0 to 1.
    pub(super) fn middles(&self) -> &[f32] {
        &self.middles
    }
}

/// What it costs where the share `passed` of the script is told of by a sentence whose middle lies at the
/// share `middle` of the summary.
pub(super) fn drift(passed: f32, middle: f32) -> f32 {
    let off = (passed - middle) / DRIFT;
    (DRIFT_COST * off * off).min(MOST_DRIFT)
}

/// Adds `shares`, `weight` times, to the `sums` of `columns`.
fn add(shares: &Shares, weight: f32, columns: &Range<usize>, sums: &mut [f32]) {
    let from = shares.partition_point(|(column, _)| *column < columns.start);
    for (column, share) in &shares[from..] {
        match sums.get_mut(column - columns.start) {
            Some(sum) => *sum += weight * share,
            None => break,
        }
    }
}

/// For each scene how many words of its heading each of `units` has.
fn places(script: &Script, units: &[Unit]) -> Vec<Shares> {
    let mut having: HashMap<u32, Vec<usize>> = HashMap::new();
    for (column, unit) in units.iter().enumerate() {
        unit.stems.iter().for_each(|stem| having.entry(*stem).or_default().push(column));
    }
    let place = |heading: &Vec<u32>| {
        let mut columns: Vec<usize> =
            heading.iter().filter_map(|stem| having.get(stem)).flatten().copied().collect();
        columns.sort_unstable();
        columns.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f32)).collect()
    };
    script.headings.iter().map(place).collect()
}

/// For each line of `script` what its words alone say for each of `units`, never more than [`MOST`].
fn words(script: &Script, units: &[Unit]) -> Vec<Shares> {
    let worth = worth(script, units);
    let mut sums = Sums { of: vec![0.0; units.len()], touched: vec![0; units.len().div_ceil(64)] };
    let mut shares = |row: &Row| {
        let worth = row.stems.iter().filter_map(|stem| worth.get(*stem as usize)).flatten();
        worth.for_each(|(column, worth)| sums.add(*column, *worth));
        sums.take().into_iter().map(|(column, sum)| (column, MOST * (1.0 - (-sum / MOST).exp()))).collect()
    };
    script.rows.iter().map(&mut shares).collect()
}

/// Sums by column, of which few are not 0.
struct Sums {
    of: Vec<f32>,
    /// A bit for each column, set where something was added: they come out in order without being sorted.
    touched: Vec<u64>,
}

impl Sums {
    fn add(&mut self, column: usize, worth: f32) {
        self.touched[column / 64] |= 1 << (column % 64);
        self.of[column] += worth;
    }

    /// The columns that something was added to, with their sums; all are 0 again.
    fn take(&mut self) -> Shares {
        let mut taken = Vec::new();
        for (at, touched) in self.touched.iter_mut().enumerate() {
            let mut left = std::mem::take(touched);
            while left != 0 {
                let column = at * 64 + left.trailing_zeros() as usize;
                taken.push((column, std::mem::take(&mut self.of[column])));
                left &= left - 1;
            }
        }
        taken
    }
}

/// How many stems a word that the script never has is counted as.
const UNSEEN: f32 = 0.3;

/// By the number of each stem of `script` what it says for each column that has it: how much likelier it
/// is in a line that the column tells of.
fn worth(script: &Script, units: &[Unit]) -> Vec<Vec<(usize, f32)>> {
    let mut in_script = vec![0.0f32; script.stems()];
    for stem in script.rows.iter().flat_map(|row| &row.stems) {
        in_script[*stem as usize] += 1.0;
    }
    let different = in_script.iter().filter(|said| **said > 0.0).count();
    let all = in_script.iter().sum::<f32>() + UNSEEN * different as f32;
    let other = 1.0 - OWN - PARAGRAPH;
    let mut worth = vec![Vec::new(); script.stems()];
    for (first, paragraph) in paragraphs(units) {
        let mut stems: Vec<u32> = paragraph.iter().flat_map(|unit| &unit.stems).copied().collect();
        let of_paragraph = stems.len() as f32;
        stems.sort_unstable();
        for same in stems.chunk_by(|a, b| a == b) {
            let stem = same[0];
            let Some(said) = in_script.get(stem as usize).filter(|said| **said > 0.0) else { continue };
            let share = (said + UNSEEN) / all;
            for (at, unit) in paragraph.iter().enumerate() {
                let has = unit.stems.binary_search(&stem).is_ok();
                let own = if has { OWN / unit.stems.len() as f32 } else { 0.0 };
                let likelier = own + PARAGRAPH * same.len() as f32 / of_paragraph;
                worth[stem as usize].push((first + at, (1.0 + likelier / (share * other)).ln()));
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

/// For each of `units`, in this order, whether its paragraph is another than that of the one before.
pub(super) fn begins<'a>(units: impl IntoIterator<Item = &'a Unit>) -> Vec<bool> {
    let mut before = None;
    let begins = |unit: &Unit| before.replace(unit.paragraph).is_some_and(|before| before != unit.paragraph);
    units.into_iter().map(begins).collect()
}

/// For each of `units`, in this order, how much of the summary's text lies before the middle of it.
pub(super) fn middles<'a>(units: impl IntoIterator<Item = &'a Unit> + Clone) -> Vec<f32> {
    let all: usize = units.clone().into_iter().map(|unit| unit.span.len()).sum();
    let mut before = 0;
    let middle = |unit: &Unit| {
        let middle = before as f32 + unit.span.len() as f32 / 2.0;
        before += unit.span.len();
        middle / all.max(1) as f32
    };
    units.into_iter().map(middle).collect()
}
