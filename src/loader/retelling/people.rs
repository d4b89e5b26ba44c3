//! What it says for a sentence who speaks a line.

use std::collections::BTreeSet;

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

/// For each column and speaker what the speaker says for the column.
pub(super) struct People {
    speakers: usize,
    worth: Vec<f32>,
    /// For each scene (and for what is outside of any) and speaker whether they speak in it.
    present: Vec<bool>,
}

impl People {
    /// Of an episode with so many `speakers`.
    pub(super) fn new(speakers: usize, rows: &[Row], units: &[Unit]) -> Self {
        let mut lines = vec![0.0f32; speakers];
        for ix in rows.iter().flat_map(|row| &row.speakers) {
            lines[ix.at()] += 1.0;
        }
        let all = lines.iter().sum::<f32>().max(1.0);
        let mut worth = Vec::with_capacity(units.len() * speakers);
        for (_, paragraph) in paragraphs(units) {
            let of_paragraph: BTreeSet<SpeakerIx> =
                paragraph.iter().flat_map(|unit| &unit.people).copied().collect();
            let of_paragraph: Vec<SpeakerIx> = of_paragraph.into_iter().collect();
            for unit in paragraph {
                let likelier = |at: usize| {
                    let share = lines[at].max(0.5) / all;
                    let ix = SpeakerIx::new(at);
                    let named = NAMED * among(&unit.people, ix, share)
                        + OF_PARAGRAPH * among(&of_paragraph, ix, share);
                    TEMPER * (named / share + 1.0 - NAMED - OF_PARAGRAPH).ln()
                };
                worth.extend((0..speakers).map(likelier));
            }
        }
        Self { speakers, worth, present: present(speakers, rows) }
    }

    /// How many of `named` say nothing in the scene of this number.
    pub(super) fn absent(&self, scene: usize, named: &[SpeakerIx]) -> usize {
        let speaks = |ix: &SpeakerIx| self.present.get(scene * self.speakers + ix.at()).copied();
        named.iter().filter(|ix| !speaks(ix).unwrap_or_default()).count()
    }

    /// What a line of `speakers` says for `column`.
    pub(super) fn worth(&self, speakers: &[SpeakerIx], column: usize) -> f32 {
        let of =
            |ix: &SpeakerIx| self.worth.get(column * self.speakers + ix.at()).copied().unwrap_or_default();
        // Those who speak together are one witness.
        speakers.iter().map(of).reduce(f32::max).unwrap_or_default()
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

fn present(speakers: usize, rows: &[Row]) -> Vec<bool> {
    let scenes = rows.iter().map(|row| row.scene + 1).max().unwrap_or_default();
    let mut present = vec![false; scenes * speakers];
    for row in rows {
        row.speakers.iter().for_each(|ix| present[row.scene * speakers + ix.at()] = true);
    }
    present
}
