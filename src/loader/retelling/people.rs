//! What it says for a sentence who speaks a line.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::episode::SpeakerIx;

use super::evidence::paragraphs;
use super::script::Row;
use super::units::Unit;

/// The share of the lines that a sentence tells of whose speakers it names.
const NAMED: f32 = 0.5;
/// The share whose speakers its paragraph names.
const OF_PARAGRAPH: f32 = 0.3;
/// How much one line's speaker counts. Who speaks is the same from line to line of a scene, so that
/// each line says less than it would alone.
const TEMPER: f32 = 0.35;

/// For each speaker and column what the speaker says for the column.
pub(super) struct People {
    columns: usize,
    /// Speaker by speaker, for each column.
    worth: Vec<f32>,
    /// For each column those whom its sentence names.
    named: Sets,
    /// For each scene (and for what is outside of any) those who speak in it.
    present: Sets,
}

impl People {
    /// Of an episode with so many `speakers`.
    pub(super) fn new(speakers: usize, rows: &[Row], units: &[Unit]) -> Self {
        let mut lines = vec![0.0f32; speakers];
        for ix in rows.iter().flat_map(|row| &row.speakers) {
            lines[ix.at()] += 1.0;
        }
        let all = lines.iter().sum::<f32>().max(1.0);
        let mut worth = vec![0.0; units.len() * speakers];
        for (first, paragraph) in paragraphs(units) {
            let of_paragraph: BTreeSet<SpeakerIx> =
                paragraph.iter().flat_map(|unit| &unit.people).copied().collect();
            let of_paragraph: Vec<SpeakerIx> = of_paragraph.into_iter().collect();
            for (column, unit) in (first..).zip(paragraph) {
                for (at, lines) in lines.iter().enumerate() {
                    let share = lines.max(0.5) / all;
                    let ix = SpeakerIx::new(at);
                    let named = NAMED * among(&unit.people, ix, share)
                        + OF_PARAGRAPH * among(&of_paragraph, ix, share);
                    worth[at * units.len() + column] =
                        TEMPER * (named / share + 1.0 - NAMED - OF_PARAGRAPH).ln();
                }
            }
        }
        let named = units.iter().enumerate().map(|(column, unit)| (column, unit.people.as_slice()));
        let present = rows.iter().map(|row| (row.scene, row.speakers.as_slice()));
        Self {
            columns: units.len(),
            worth,
            named: Sets::new(speakers, named),
            present: Sets::new(speakers, present),
        }
    }

    /// Takes `cost` off the `worth` of each of `columns` for everyone whom it names and who says nothing in
    /// the scene of this number.
    pub(super) fn take_absent(&self, scene: usize, columns: Range<usize>, cost: f32, worth: &mut [f32]) {
        for (word, present) in self.present.of(scene).iter().enumerate() {
            for (worth, named) in worth.iter_mut().zip(self.named.words(word, columns.clone())) {
                *worth -= cost * (named & !present).count_ones() as f32;
            }
        }
    }

    /// Writes what a line of `speakers` says for each of `columns` to `worth`.
    pub(super) fn worth(&self, speakers: &[SpeakerIx], columns: Range<usize>, worth: &mut [f32]) {
        let of = |ix: &SpeakerIx| {
            let first = ix.at() * self.columns;
            self.worth.get(first + columns.start..first + columns.end).unwrap_or_default()
        };
        let Some((first, others)) = speakers.split_first() else { return worth.fill(0.0) };
        worth.iter_mut().zip(of(first)).for_each(|(worth, of)| *worth = *of);
        // Those who speak together are one witness.
        for other in others {
            worth.iter_mut().zip(of(other)).for_each(|(worth, of)| *worth = worth.max(*of));
        }
    }
}

/// Sets of speakers, a bit for each.
struct Sets {
    /// How many words of bits a set has.
    width: usize,
    bits: Vec<u64>,
}

impl Sets {
    /// With the speakers `of` each number, of so many `speakers`; what comes for one number is one set.
    fn new<'a>(speakers: usize, of: impl Iterator<Item = (usize, &'a [SpeakerIx])>) -> Self {
        let width = speakers.div_ceil(64);
        let mut bits = Vec::new();
        for (number, of) in of {
            bits.resize(bits.len().max((number + 1) * width), 0);
            of.iter().for_each(|ix| bits[number * width + ix.at() / 64] |= 1 << (ix.at() % 64));
        }
        Self { width, bits }
    }

    /// The set of this `number`.
    fn of(&self, number: usize) -> &[u64] {
        self.bits.get(number * self.width..(number + 1) * self.width).unwrap_or_default()
    }

    /// Of each of the sets of these `numbers` the bits of its word at `word`.
    fn words(&self, word: usize, numbers: Range<usize>) -> impl Iterator<Item = u64> {
        let sets = self.bits.get(numbers.start * self.width..).unwrap_or_default();
        sets.iter().skip(word).step_by(self.width.max(1)).take(numbers.len()).copied()
    }
}

/// How likely a line is `ix`'s where `named` speak in turn; where nobody is named, as anywhere.
fn among(named: &[SpeakerIx], ix: SpeakerIx, share: f32) -> f32 {
    if named.is_empty() {
        share
    } else if named.contains(&ix) {
        1.0 / named.len() as f32
    } else {
        0.0
    }
}
