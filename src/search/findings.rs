//! What a segment's lines say to a query together: lines of scripts, and who bears witness to them.

use super::answer::Witness;
use super::rank::Found;
use super::segment::Segment;

/// What answers in one segment.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Findings {
    /// Lines of scripts, in their order.
    pub(super) hits: Vec<Found>,
    /// Texts beside a script that answer where no line they are tied to does, in their order.
    pub(super) told: Vec<Found>,
    /// What answers too, by the hit's line, in the order of the lines of what answers.
    pub(super) witnesses: Vec<(u32, Witness)>,
}

impl Findings {
    /// Sorts out `found`, lines of `segment` in their order.
    pub(super) fn of(segment: &Segment, found: Vec<Found>) -> Self {
        let is_element = |found: &Found| segment.element(found.line).is_some();
        if segment.beside.is_empty() {
            return Self { hits: found, ..Self::default() };
        }
        let (hits, beside): (Vec<Found>, Vec<Found>) = found.into_iter().partition(is_element);
        let mut findings = Self { hits, ..Self::default() };
        let mut told_last = None;
        for found in beside {
            findings.sort_in(segment, found, &mut told_last);
        }
        findings
    }

    /// Adds a text beside the script to the hits that it is tied to; where there is none, it is told alone.
    fn sort_in(&mut self, segment: &Segment, found: Found, told_last: &mut Option<(usize, Witness)>) {
        let Some((witness, ties)) = segment.beside(found.line) else { return };
        let mut borne = false;
        for line in ties {
            let hit = self.hits.binary_search_by_key(&line, |hit| hit.line).ok();
            let Some(hit) = hit.and_then(|at| self.hits.get(at)) else { continue };
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
        let mut of: Vec<Witness> = Vec::new();
        for (_, witness) in self.witnesses.iter().filter(|(of, _)| *of == line) {
            if !of.contains(witness) {
                of.push(*witness);
            }
        }
        of
    }

    /// How many of the hits are exact.
    pub(super) fn exact(&self) -> usize {
        self.hits.iter().filter(|hit| hit.tier.is_exact()).count()
    }
}
