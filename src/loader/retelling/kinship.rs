//! Whether a summary tells of this episode at all.
//!
//! Two witnesses are heard. The first is the order: sentences that tell of these lines fit them in the
//! order in which they are told far better than with their paragraphs in another order, while a
//! stranger's sentences fit in none. The second is the names: what a retelling names has been named in
//! the lines. Both compare the summary with itself, so that neither its length nor the people and
//! things that all episodes of a series share count for much.
//!
//! The constants were set on seven summaries of three series, in full and with a third of their
//! sentences, each held against two hundred transcripts. The worst right pair had a bond of 1.9, the
//! best of 5,488 wrong ones 1.1; of a script without a fifth of its lines the worst had 1.6, of half a
//! script 0.9. `cargo run --release --example acts` prints what the pairs at hand have.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::align::monotone::{self, Problem};
use crate::episode::Episode;
use crate::loader::names::call_words;
use crate::text::stems::stem;

use super::evidence::{self, Evidence, begins, drift, middles};
use super::script::Script;
use super::units::Unit;

/// The least bond of a summary with its own script.
const LEAST_BOND: f32 = 1.2;
/// What the order must gain for each sentence to count as much as all of the names.
const GAIN: f32 = 3.0;
/// How many sentences without any gain are added to the summary's: what few of them gain is chance.
const DOUBT: f32 = 10.0;
/// How many sentences and how many names must be there for anything to be said.
const ENOUGH_SENTENCES: usize = 8;
const ENOUGH_NAMES: usize = 5;
/// How many paragraphs must be there for another order of them; else the sentences are dealt.
const ENOUGH_PARAGRAPHS: usize = 8;
/// How many lines are compared in other orders. Of a longer script the beginning is as good a witness.
const MOST_ROWS: usize = 800;
/// Into how many piles, at most, the paragraphs are dealt for another order.
const PILES: usize = 4;
/// A bond by one other order that is so far from the least one is judged by: of 812 pairs none was off by
/// more than 0.4 from that by four orders.
const CLEAR: f32 = 0.5;

/// What ties a summary and a script.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kinship {
    /// How many sentences of the summary are compared: all, unless the script is very long.
    pub sentences: usize,
    /// How many different names it has.
    pub names: usize,
    /// How many of them the script has too.
    pub named: usize,
    /// How much likelier the lines are told of in the summary's order than in others: the logarithm of
    /// the odds.
    pub gain: f32,
}

impl Kinship {
    /// Weighs `evidence`, which is of `episode` and its `script`.
    pub(super) fn new(episode: &Episode, script: &Script, evidence: &Evidence) -> Self {
        let names: BTreeSet<&str> =
            evidence.units.iter().flat_map(|unit| &unit.names).map(|name| stem(name)).collect();
        let known = Known::new(episode, script);
        let named = names.iter().filter(|name| known.has(script, name)).count();
        let part = Part::new(evidence);
        let orders = Orders::new(&part);
        let by = |gain: f32| Self { sentences: part.units.len(), names: names.len(), named, gain };
        let by_one = by(orders.gain(1));
        let clear = (by_one.bond() - LEAST_BOND).abs() >= CLEAR;
        if clear { by_one } else { by(orders.gain(PILES)) }
    }

    /// How strong the tie is: about 2 for one's own episode, under 1 for another.
    pub fn bond(&self) -> f32 {
        let named = self.named as f32 / self.names.max(1) as f32;
        named + self.gain / (self.sentences as f32 + DOUBT) / GAIN
    }

    /// Whether the summary is of another episode, as far as it says enough to be judged.
    pub fn is_stranger(&self) -> bool {
        let enough = self.sentences >= ENOUGH_SENTENCES && self.names >= ENOUGH_NAMES;
        enough && self.bond() < LEAST_BOND
    }

    /// What was found and what was expected, in words.
    pub(super) fn remark(&self) -> String {
        let Self { names, named, .. } = self;
        let gain = self.gain / self.sentences.max(1) as f32;
        format!(
            "this tells of another episode: the script has {named} of its {names} names, expected were \
             nearly all; its order fits the script better than others by {gain:.1} a sentence, expected \
             were {GAIN:.0} or more; nothing is tied to it"
        )
    }
}

/// The stems of everything that is said or shown in a script, and of who says it.
struct Known {
    /// By the number of a stem whether it is said or shown.
    shown: Vec<bool>,
    called: HashSet<String>,
}

impl Known {
    fn new(episode: &Episode, script: &Script) -> Self {
        let mut shown = vec![false; script.stems()];
        for row in &script.rows {
            row.stems.iter().for_each(|stem| shown[*stem as usize] = true);
        }
        for stem in script.headings.iter().flatten() {
            shown[*stem as usize] = true;
        }
        let calls = episode.cast.speakers.iter().flat_map(call_words);
        Self { shown, called: calls.map(|call| stem(&call).to_owned()).collect() }
    }

    fn has(&self, script: &Script, stem: &str) -> bool {
        let shown = script.number(stem).and_then(|number| self.shown.get(number as usize));
        shown == Some(&true) || self.called.contains(stem)
    }
}

/// A summary's own order, to be held against others.
struct Orders<'a> {
    part: &'a Part<'a>,
    pieces: Vec<Vec<usize>>,
    /// What the lines are worth in its own order.
    own: f32,
}

impl<'a> Orders<'a> {
    fn new(part: &'a Part) -> Self {
        let pieces = pieces(part.units);
        let own = Reordered::new(part, pieces.iter().flatten().copied().collect()).worth();
        Self { part, pieces, own }
    }

    /// What the own order is worth more than so many others in the mean.
    fn gain(&self, others: usize) -> f32 {
        self.own - (1..=others).map(|piles| self.dealt(piles)).sum::<f32>() / others as f32
    }

    /// What the order is worth in which the pieces, dealt into so many piles from the last one on, lie
    /// when these are put upon each other.
    fn dealt(&self, piles: usize) -> f32 {
        let mut order: Vec<usize> = (0..self.pieces.len()).rev().collect();
        order.sort_by_key(|piece| piece % piles);
        let columns = order.into_iter().flat_map(|piece| &self.pieces[piece]).copied().collect();
        Reordered::new(self.part, columns).worth()
    }
}

/// The lines and sentences that are compared.
struct Part<'a> {
    evidence: &'a Evidence<'a>,
    units: &'a [Unit],
    rows: usize,
    /// For each row and each of the units what speaks for them wherever they stand.
    common: Vec<f32>,
}

impl<'a> Part<'a> {
    fn new(evidence: &'a Evidence) -> Self {
        let all = evidence.rows().len();
        let rows = all.min(MOST_ROWS);
        let share = rows as f32 / all.max(1) as f32;
        let columns = if rows == all {
            evidence.units.len()
        } else {
            evidence.middles().partition_point(|middle| *middle < share)
        };
        let mut common = vec![0.0; rows * columns];
        for (row, common) in common.chunks_exact_mut(columns.max(1)).enumerate() {
            evidence.common(row, 0..columns, common);
        }
        Self { evidence, units: &evidence.units[..columns], rows, common }
    }
}

/// What is put in another order, as places among `units`: paragraphs where there are enough of them.
fn pieces(units: &[Unit]) -> Vec<Vec<usize>> {
    let paragraphs: Vec<Vec<usize>> =
        evidence::paragraphs(units).map(|(first, of)| (first..first + of.len()).collect()).collect();
    if paragraphs.len() >= ENOUGH_PARAGRAPHS {
        paragraphs
    } else {
        (0..units.len()).map(|unit| vec![unit]).collect()
    }
}

/// The sentences in an order of one's choice, without acts.
struct Reordered<'a> {
    part: &'a Part<'a>,
    columns: Vec<usize>,
    middles: Vec<f32>,
    begins: Vec<bool>,
}

impl<'a> Reordered<'a> {
    /// With each of `columns`, places among the units of `part`, once.
    fn new(part: &'a Part, columns: Vec<usize>) -> Self {
        let units = || columns.iter().map(|column| &part.units[*column]);
        Self { middles: middles(units()), begins: begins(units()), part, columns }
    }

    fn worth(&self) -> f32 {
        monotone::worth(self)
    }
}

impl Problem for Reordered<'_> {
    fn rows(&self) -> usize {
        self.part.rows
    }

    fn columns(&self) -> usize {
        self.columns.len()
    }

    fn scores(&self, row: usize, columns: Range<usize>, scores: &mut [f32]) {
        let width = self.part.units.len();
        let common = &self.part.common[row * width..(row + 1) * width];
        let passed = (row as f32 + 0.5) / self.part.rows as f32;
        let all = self.columns[columns.clone()].iter().zip(&self.middles[columns]);
        for (score, (column, middle)) in scores.iter_mut().zip(all) {
            *score = common[*column] - drift(passed, *middle);
        }
    }

    fn gaps(&self, row: usize) -> impl Fn(usize) -> f32 {
        let turn = self.part.evidence.turns(row);
        move |column| turn(self.begins[column])
    }

    fn skip(&self) -> f32 {
        evidence::SKIP
    }

    fn jump(&self, row: usize) -> Option<f32> {
        self.part.evidence.opens_scene(row).then_some(evidence::JUMP)
    }

    fn group(&self, _column: usize) -> usize {
        0
    }
}
