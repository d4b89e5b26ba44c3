//! The speeches of a script, and those that a line of a quote may be.

use crate::episode::{Element, ElementIx, ElementKind, Episode};

use super::super::names::call_words;
use super::super::wording::Wording;

/// What it is worth that the attribution names the speaker.
const ATTRIBUTED: f32 = 0.05;
/// How many speeches are tried for each line.
const CANDIDATES: usize = 8;
/// A line that has so much of its words in one speech is of that one alone.
const WHOLE: f32 = 0.97;
/// How many speeches one line runs together at most.
const MOST_TOGETHER: usize = 4;
/// A speech belongs to a line that has so much more of its words with it ...
const MUCH_MORE: f32 = 0.25;
/// ... or that has so much of the speech in words found nowhere else.
const MOST_OF_IT: f32 = 0.6;

/// So much of a line is nothing.
const LITTLE: f32 = 0.02;

/// What is said in the script, ready to be compared with.
pub(super) struct Speeches<'a> {
    episode: &'a Episode,
    wording: &'a Wording,
    spoken: Vec<Spoken>,
    /// By the number of a word the speeches that have it.
    having: Vec<Vec<usize>>,
    /// By the number of a word how much it says that a speech has it.
    rarities: Vec<f32>,
}

struct Spoken {
    element: ElementIx,
    words: Vec<u32>,
}

/// A line of a quote.
struct Line<'n> {
    words: Vec<u32>,
    /// What all of its words weigh.
    weight: f32,
    /// For each speech what those of its words weigh that the speech has, in whatever order.
    votes: Vec<f32>,
    /// The words of the attribution.
    named: &'n [String],
}

/// A word that no line of the script has.
const UNKNOWN: u32 = u32::MAX;

/// The speeches that a line of a quote may be, and how much of the line they have.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Their places among all speeches, in order.
    pub(super) run: Vec<usize>,
    /// How much of the line's words they have in order, weighed by rarity, 0 to 1.
    pub(super) share: f32,
    /// What it is worth that the attribution names who speaks them.
    pub(super) bonus: f32,
}

impl Candidate {
    /// How good it is for its line.
    pub(super) fn worth(&self) -> f32 {
        self.share + self.bonus
    }

    /// Whether it has a speech that `other` has.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.run.iter().any(|at| other.run.contains(at))
    }
}

impl<'a> Speeches<'a> {
    /// The speeches of `episode`, whose words are `wording`.
    pub(super) fn new(episode: &'a Episode, wording: &'a Wording) -> Self {
        let said = |kind| matches!(kind, ElementKind::Speech | ElementKind::Log | ElementKind::Narration);
        let mut spoken: Vec<Spoken> = Vec::new();
        let mut having: Vec<Vec<usize>> = vec![Vec::new(); wording.vocabulary().len()];
        for (element, _) in episode.indexed().filter(|(_, element)| said(element.kind)) {
            let words: Vec<u32> = wording.words(element).iter().map(|word| word.number).collect();
            for word in &words {
                let places = &mut having[*word as usize];
                if places.last() != Some(&spoken.len()) {
                    places.push(spoken.len());
                }
            }
            spoken.push(Spoken { element, words });
        }
        let mut speeches = Self { episode, wording, spoken, having, rarities: Vec::new() };
        speeches.rarities = speeches.having.iter().map(|places| speeches.rarity_of(places.len())).collect();
        speeches
    }

    /// How much it says that a speech has a word that `having` of them have.
    fn rarity_of(&self, having: usize) -> f32 {
        ((self.spoken.len() as f32 + 1.0) / (having as f32 + 0.5)).ln().max(0.2)
    }

    fn rarity(&self, word: u32) -> f32 {
        self.rarities.get(word as usize).copied().unwrap_or_else(|| self.rarity_of(0))
    }

    fn weight(&self, words: &[u32]) -> f32 {
        words.iter().map(|word| self.rarity(*word)).sum()
    }

    /// The element of the speech at `at`.
    pub(super) fn ix(&self, at: usize) -> ElementIx {
        self.spoken[at].element
    }

    fn element(&self, at: usize) -> &Element {
        self.episode.element(self.spoken[at].element)
    }

    /// The speeches that have most of `line`, the best first; `named` are the words of the attribution.
    pub(super) fn candidates(&self, line: &[String], named: &[String]) -> Vec<Candidate> {
        let line = self.line(line, named);
        let mut candidates: Vec<Candidate> = Vec::new();
        for at in likely(&line.votes) {
            let candidate = self.together(&line, at);
            if candidates.iter().all(|known| known.run != candidate.run) {
                candidates.push(candidate);
            }
        }
        candidates.sort_by(|a, b| b.worth().total_cmp(&a.worth()).then(a.run.cmp(&b.run)));
        candidates.truncate(CANDIDATES);
        candidates
    }

    fn line<'n>(&self, line: &[String], named: &'n [String]) -> Line<'n> {
        let number = |word: &String| self.wording.vocabulary().number(word).unwrap_or(UNKNOWN);
        let words: Vec<u32> = line.iter().map(number).collect();
        let mut votes = vec![0.0f32; self.spoken.len()];
        for word in &words {
            for at in self.having.get(*word as usize).into_iter().flatten() {
                votes[*at] += self.rarity(*word);
            }
        }
        Line { weight: self.weight(&words), words, votes, named }
    }

    /// The speech at `at` for `line`, and those beside it that the quote ran together with it.
    fn together(&self, line: &Line, at: usize) -> Candidate {
        let mut run = vec![at];
        let mut share = self.share(line, &run);
        while share < WHOLE && run.len() < MOST_TOGETHER {
            let more =
                self.beside(&run).into_iter().filter_map(|beside| self.with(line, &run, share, beside));
            let Some(best) = more.max_by(|a, b| a.1.total_cmp(&b.1)) else { break };
            (run, share) = best;
        }
        self.drop_needless(line, &mut run, share);
        let is_named = run.iter().any(|at| self.is_named(*at, line.named));
        Candidate { run, share, bonus: if is_named { ATTRIBUTED } else { 0.0 } }
    }

    /// Takes out of `run` the speeches that add nothing to the `share` of `line`: the one that it grew
    /// from may not belong to it.
    fn drop_needless(&self, line: &Line, run: &mut Vec<usize>, share: f32) {
        for at in run.clone() {
            let rest: Vec<usize> = run.iter().copied().filter(|other| *other != at).collect();
            if !rest.is_empty() && self.share(line, &rest) + LITTLE >= share {
                *run = rest;
            }
        }
    }

    /// The speeches of the same scene before and after `run`, and those of the same speakers beyond
    /// them: a quote leaves out what somebody else puts in.
    fn beside(&self, run: &[usize]) -> Vec<usize> {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return Vec::new() };
        let of_scene = |at: &usize| {
            self.spoken.get(*at).is_some() && self.element(*at).scene == self.element(*first).scene
        };
        let beyond =
            |at: &usize, of: usize| of_scene(at) && self.element(*at).speakers == self.element(of).speakers;
        let next = [first.checked_sub(1), Some(last + 1)].into_iter().flatten().filter(of_scene);
        let before = first.checked_sub(2).filter(|at| beyond(at, *first));
        let after = Some(last + 2).filter(|at| beyond(at, *last));
        next.chain(before).chain(after).collect()
    }

    /// `run` and the speech at `beside`, where that has enough of `line` that `run`, which has `share`
    /// of it, has not.
    fn with(&self, line: &Line, run: &[usize], share: f32, beside: usize) -> Option<(Vec<usize>, f32)> {
        let of_beside = self.weight(&self.spoken[beside].words).max(f32::EPSILON);
        let is_enough = |more: f32| more >= MUCH_MORE || more * line.weight / of_beside >= MOST_OF_IT;
        // It cannot add more than all of its words that the line has.
        if line.weight <= 0.0 || !is_enough(line.votes[beside] / line.weight + LITTLE) {
            return None;
        }
        let mut longer = run.to_vec();
        longer.push(beside);
        longer.sort_unstable();
        let with = self.share(line, &longer);
        is_enough(with - share).then_some((longer, with))
    }

    fn is_named(&self, at: usize, named: &[String]) -> bool {
        let speakers = &self.element(at).speakers;
        speakers
            .iter()
            .any(|ix| call_words(self.episode.speaker(*ix)).iter().any(|word| named.contains(word)))
    }

    /// How much of `line` stands in the speeches of `run` in the same order, weighed by rarity, 0 to 1:
    /// the longest common subsequence.
    fn share(&self, line: &Line, run: &[usize]) -> f32 {
        // Most words of a speech are not in the line and can be in no common subsequence.
        let of_run = run.iter().flat_map(|at| &self.spoken[*at].words);
        let words: Vec<u32> = of_run.filter(|word| line.words.contains(word)).copied().collect();
        let mut row = vec![0.0f32; words.len() + 1];
        for word in &line.words {
            let worth = self.rarity(*word);
            let mut diagonal = 0.0;
            for (at, other) in words.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if word == other { diagonal + worth } else { above.max(row[at]) };
                diagonal = above;
            }
        }
        if line.weight > 0.0 { row[words.len()] / line.weight } else { 0.0 }
    }
}

/// The speeches with the most `votes`, the best first.
fn likely(votes: &[f32]) -> Vec<usize> {
    let mut likely: Vec<usize> = (0..votes.len()).filter(|at| votes[*at] > 0.0).collect();
    likely.sort_unstable_by(|a, b| votes[*b].total_cmp(&votes[*a]).then(a.cmp(b)));
    likely.truncate(CANDIDATES * 2);
    likely
}
