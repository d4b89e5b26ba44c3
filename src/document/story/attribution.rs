//! Who says each turn, told from all turns together.
//!
//! Every turn has candidates, each with the weight of the signs for and against it; two turns in a row
//! are seldom one person's, and two persons alternate. The probabilities follow by the forward-backward
//! algorithm over pairs of speakers (Rabiner, "A tutorial on hidden Markov models", 1989), so that a
//! tag decides the untagged turns on both sides of it.

use crate::document::script::Evidence;

use super::candidates::{Candidate, Candidates, NOBODY};
use super::cues::{CueKind, Hint, Who};
use super::turns::Turn;
use super::weights::Weights;

/// The answer for one turn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    /// The person, or [`NOBODY`].
    pub person: usize,
    /// The probability that it is.
    pub probability: f64,
    /// What it rests on.
    pub evidence: Evidence,
}

/// How one turn follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Another scene, or too far to tell anything.
    Apart,
    /// Narration stands between.
    Near,
    /// The next paragraph.
    Adjacent,
    /// The same paragraph.
    Within,
    /// The marks say that the speech goes on.
    GoesOn,
}

/// Paragraphs between two turns beyond which they are no conversation.
const CONVERSATION: usize = 4;

/// The most probable speaker of each turn.
pub(super) fn answers(turns: &[Turn], candidates: &[Candidates], weights: &Weights) -> Vec<Answer> {
    let lattice = Lattice {
        candidates,
        links: links(turns),
        asks: turns.iter().map(|turn| turn.asks).collect(),
        weights,
    };
    let forward = lattice.forward();
    let backward = lattice.backward();
    let mut answers = Vec::with_capacity(turns.len());
    for (at, (turn, candidates)) in turns.iter().zip(candidates).enumerate() {
        let joint = forward.get(at).zip(backward.get(at));
        let shares = joint.map(|(f, b)| shares(f, b, candidates.list.len())).unwrap_or_default();
        let best = shares.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        let (index, probability) = best.unwrap_or((0, 0.0));
        let person = candidates.list.get(index).map_or(NOBODY, |candidate| candidate.person);
        let goes_on = lattice.links.get(at) == Some(&Link::GoesOn);
        answers.push(Answer { person, probability, evidence: evidence(turn, person, candidates, goes_on) });
    }
    answers
}

fn links(turns: &[Turn]) -> Vec<Link> {
    let mut links = Vec::with_capacity(turns.len());
    let mut before: Option<&Turn> = None;
    for turn in turns {
        links.push(before.map_or(Link::Apart, |before| match turn.paragraph - before.paragraph {
            _ if turn.scene != before.scene => Link::Apart,
            0 => Link::Within,
            1 if before.continues => Link::GoesOn,
            1 => Link::Adjacent,
            2..=CONVERSATION => Link::Near,
            _ => Link::Apart,
        }));
        before = Some(turn);
    }
    links
}

/// Weights of pairs, `[this * width + before]`; the width is the number of candidates before.
type Pairs = Vec<f64>;

struct Lattice<'a> {
    candidates: &'a [Candidates],
    links: Vec<Link>,
    /// Whether each turn ends in a question.
    asks: Vec<bool>,
    weights: &'a Weights,
}

impl Lattice<'_> {
    fn list(&self, at: usize) -> &[Candidate] {
        self.candidates.get(at).map_or(&[], |candidates| &candidates.list)
    }

    fn forward(&self) -> Vec<Pairs> {
        let mut forward: Vec<Pairs> = Vec::with_capacity(self.candidates.len());
        for at in 0..self.candidates.len() {
            let this = self.list(at);
            let before = if at > 0 { self.list(at - 1) } else { &NONE_BEFORE };
            let earlier = if at > 1 { self.list(at - 2) } else { &NONE_BEFORE };
            let start = vec![1.0; before.len()];
            let last = forward.last().unwrap_or(&start);
            let mut pairs = Vec::with_capacity(this.len() * before.len());
            for candidate in this {
                for (b, prior) in before.iter().enumerate() {
                    let row = last.get(b * earlier.len()..(b + 1) * earlier.len()).unwrap_or_default();
                    let paths = row.iter().zip(earlier).map(|(weight, first)| {
                        weight * self.step(at, candidate.person, prior.person, first.person)
                    });
                    pairs.push(candidate.odds * paths.sum::<f64>());
                }
            }
            normalise(&mut pairs);
            forward.push(pairs);
        }
        forward
    }

    fn backward(&self) -> Vec<Pairs> {
        let mut backward: Vec<Pairs> = vec![Vec::new(); self.candidates.len()];
        let mut next_pairs: Option<Pairs> = None;
        for at in (0..self.candidates.len()).rev() {
            let this = self.list(at);
            let before = if at > 0 { self.list(at - 1) } else { &NONE_BEFORE };
            let next = self.list(at + 1);
            let mut pairs = Vec::with_capacity(this.len() * before.len());
            for (a, candidate) in this.iter().enumerate() {
                for prior in before {
                    pairs.push(next_pairs.as_ref().map_or(1.0, |after| {
                        let paths = next.iter().enumerate().map(|(n, following)| {
                            let weight = after.get(n * this.len() + a).copied().unwrap_or_default();
                            weight
                                * following.odds
                                * self.step(at + 1, following.person, candidate.person, prior.person)
                        });
                        paths.sum()
                    }));
                }
            }
            normalise(&mut pairs);
            if let Some(slot) = backward.get_mut(at) {
                slot.clone_from(&pairs);
            }
            next_pairs = Some(pairs);
        }
        backward
    }

    /// How well `this` follows `before`, who followed `first`.
    fn step(&self, at: usize, this: usize, before: usize, first: usize) -> f64 {
        let link = self.links.get(at).copied().unwrap_or(Link::Apart);
        let weights = self.weights;
        let same = this == before && this != NOBODY;
        let returns = this == first && this != before && this != NOBODY;
        let chain =
            at.checked_sub(1).and_then(|before| self.links.get(before)).copied().unwrap_or(Link::Apart);
        let asked = at.checked_sub(1).and_then(|before| self.asks.get(before)).copied().unwrap_or_default();
        let own_answer = if same && asked { weights.answers_self } else { 0.0 };
        let sum = match link {
            Link::Apart => 0.0,
            _ if this == NOBODY && before == NOBODY => weights.unknown_again,
            Link::GoesOn if same => weights.goes_on,
            Link::GoesOn => 0.0,
            Link::Within if same => weights.same_paragraph,
            Link::Adjacent if same => weights.same_adjacent,
            Link::Near if same => weights.same_apart,
            _ if returns && link == Link::Adjacent && chain == Link::Adjacent => weights.alternates,
            _ if returns && chain != Link::Apart => weights.alternates_apart,
            _ => 0.0,
        };
        (if link == Link::Apart { sum } else { sum + own_answer }).exp()
    }
}

const NONE_BEFORE: [Candidate; 1] = [Candidate { person: NOBODY, odds: 1.0 }];

fn normalise(pairs: &mut [f64]) {
    let sum: f64 = pairs.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        pairs.iter_mut().for_each(|pair| *pair /= sum);
    } else {
        let even = 1.0 / pairs.len().max(1) as f64;
        pairs.fill(even);
    }
}

/// The probability of each candidate, from the pairs of both directions.
fn shares(forward: &[f64], backward: &[f64], count: usize) -> Vec<f64> {
    let width = forward.len() / count.max(1);
    let joint: Vec<f64> = forward.iter().zip(backward).map(|(f, b)| f * b).collect();
    let mut shares: Vec<f64> = joint.chunks(width.max(1)).map(|row| row.iter().sum()).collect();
    normalise(&mut shares);
    shares
}

/// What the answer rests on: the strongest cue that fits it, else what the turns around it tell.
fn evidence(turn: &Turn, person: usize, candidates: &Candidates, goes_on: bool) -> Evidence {
    if person == NOBODY {
        return Evidence::None;
    }
    let fits = |hint: &&Hint| match hint.who {
        Who::Person(named) => named == person,
        Who::Narrator => person == candidates.narrator,
        Who::Group => person == candidates.group,
        Who::Pronoun(_) | Who::Described(..) => true,
    };
    let kinds = turn.hints.iter().filter(fits).map(|hint| {
        let by_name = matches!(hint.who, Who::Person(_) | Who::Narrator | Who::Group);
        match hint.kind {
            CueKind::Tag | CueKind::TagBefore | CueKind::FarTag | CueKind::LeadIn if by_name => {
                (0, Evidence::Tag)
            }
            CueKind::Tag | CueKind::TagBefore | CueKind::FarTag | CueKind::LeadIn => (1, Evidence::Pronoun),
            CueKind::Prior | CueKind::PriorBeat | CueKind::PriorVerb => (4, Evidence::Turn),
            _ => (2, Evidence::Action),
        }
    });
    let otherwise = if goes_on { (3, Evidence::Continued) } else { (5, Evidence::Turn) };
    kinds.chain([otherwise]).min_by_key(|(rank, _)| *rank).map_or(Evidence::Turn, |(_, evidence)| evidence)
}
