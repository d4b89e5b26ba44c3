//! What a segment's lines say to a query together: lines of scripts, and who bears witness to them.

use std::cmp::Reverse;
use std::ops::Range;

use crate::episode::ElementIx;

use super::answer::{Answer, Hit, Told, Witness};
use super::hits::{Found, Hits};
use super::segment::{Part, Segment};

/// What answers in one segment.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Findings {
    /// Lines of scripts.
    pub(super) hits: Hits,
    /// Texts beside a script that answer where no line they are tied to does, in their order.
    pub(super) told: Vec<Found>,
    /// What answers too, in the order of the hits' lines, those of one in the order of what answers.
    pub(super) witnesses: Vec<(u32, Witness)>,
}

impl Findings {
    /// Sorts out `found`, lines of `segment`.
    pub(super) fn of(segment: &Segment, found: Hits) -> Self {
        let mut findings = Self { hits: found, ..Self::default() };
        if segment.beside.is_empty() {
            return findings;
        }
        let beside = |part: &Part| part.first + part.elements..part.end;
        let beside: Vec<Range<u32>> = segment.episodes.iter().map(beside).collect();
        let mut told_last = None;
        for found in findings.hits.split_off(&beside) {
            findings.sort_in(segment, found, &mut told_last);
        }
        findings.witnesses.sort_by_key(|(line, _)| *line);
        findings
    }

    /// Adds a text beside the script to the hits that it is tied to; where there is none, it is told alone.
    fn sort_in(&mut self, segment: &Segment, found: Found, told_last: &mut Option<(usize, Witness)>) {
        let Some((witness, ties)) = segment.beside(found.line) else { return };
        let mut borne = false;
        for line in ties {
            let Some(hit) = self.hits.get(line) else { continue };
            if found.tier.is_exact() || !hit.tier.is_exact() {
                borne = true;
                self.witnesses.push((line, witness));
            }
        }
        // The lines of one quote come one after the other.
        let this = segment.part_of(found.line).map(|part| (part, witness));
        if !borne && found.tier.is_exact() && (told_last.is_none() || *told_last != this) {
            self.told.push(found);
            *told_last = this;
        }
    }

    /// What else answers for the hit on `line`, each once.
    pub(super) fn witnesses_of(&self, line: u32) -> Vec<Witness> {
        let first = self.witnesses.partition_point(|(of, _)| *of < line);
        let its_own = self.witnesses.iter().skip(first).take_while(|(of, _)| *of == line);
        let mut of: Vec<Witness> = Vec::new();
        for (_, witness) in its_own {
            if !of.contains(witness) {
                of.push(*witness);
            }
        }
        of
    }

    /// The answer of the episode whose lines are `lines`, in the order of answers.
    pub(super) fn answer(&self, segment: &Segment, lines: Range<u32>) -> Answer {
        let hits = self.hits.within(lines.clone());
        let told = within(&self.told, lines);
        let part = hits.first().or(told.first()).and_then(|found| segment.part_of(found.line));
        let first = part.and_then(|part| segment.episodes.get(part)).map_or(0, |part| part.first);
        let element = |line: u32| ElementIx(line - first);
        let hit = |found: &Found| Hit {
            element: element(found.line),
            tier: found.tier,
            score: found.score,
            witnesses: self.witnesses_of(found.line),
        };
        let of_told = |found: &Found| {
            let (witness, mut ties) = segment.beside(found.line)?;
            let element = ties.next().map(element);
            Some(Told { witness, element, tier: found.tier, score: found.score })
        };
        let exact = hits.iter().filter(|hit| hit.tier.is_exact()).count();
        let mut hits: Vec<Hit> = hits.iter().map(hit).collect();
        hits.sort_by_key(|hit| (hit.tier, Reverse(hit.score), hit.element));
        let mut told: Vec<Told> = told.iter().filter_map(of_told).collect();
        told.sort_by_key(|told| (told.tier, Reverse(told.score)));
        Answer { near: hits.len() - exact, exact, hits, told }
    }
}

/// Those of `found`, which are in the order of their lines, that stand on `lines`.
fn within(found: &[Found], lines: Range<u32>) -> &[Found] {
    let place = |line: u32| found.partition_point(|found| found.line < line);
    found.get(place(lines.start)..place(lines.end)).unwrap_or_default()
}
