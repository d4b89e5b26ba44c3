//! The summary's memorable quotes, found in the script.
//!
//! A quote is quoted from memory: shortened, merged, punctuated another way. Each of its lines is
//! compared with every speech that shares a rare word with it; the lines of one quote stand close
//! together and in order.

use std::collections::HashMap;

use crate::document::summary::Summary;
use crate::episode::{ElementIx, ElementKind, Episode, Quote, SourceIx, SpeakerIx};
use crate::source::Source;
use crate::text::tokens;

use super::names::call_words;

/// The share of a line's words, weighed by rarity, that a speech must have in order.
const FOUND: f32 = 0.55;
/// How much of that a line may lack where the lines around it are found next to the place.
const BETWEEN_FOUND: f32 = 0.2;
/// What each further speech between two lines of a quote costs.
const APART: f32 = 0.04;
/// What it is worth that the attribution names the speaker.
const ATTRIBUTED: f32 = 0.05;
/// How many speeches are tried for each line.
const CANDIDATES: usize = 8;

/// Adds the quotes of `summary`, document `ix`, to `episode`, each with its speeches or with none; with
/// none at all where the summary is not this episode's `own`.
pub(super) fn tie(episode: &mut Episode, ix: SourceIx, source: &Source, summary: &Summary, own: bool) {
    let speeches = Speeches::new(episode);
    let quotes = summary.quotes.iter().filter_map(|quote| {
        let first = quote.lines.first()?;
        let text: Vec<String> = quote.lines.iter().map(|line| source.flow(*line)).collect();
        let attribution = quote.attribution.map(|span| source.flow(span));
        let named = attribution.as_deref().unwrap_or_default();
        let (elements, confidence) =
            if own { speeches.find(episode, &text, named) } else { (Vec::new(), 0.0) };
        let speakers = speakers_of(episode, &elements);
        let summary_line = source.line_of(first.start);
        Some(Quote { source: ix, summary_line, text, attribution, elements, speakers, confidence })
    });
    let quotes: Vec<Quote> = quotes.collect();
    episode.quotes.extend(quotes);
}

fn speakers_of(episode: &Episode, elements: &[ElementIx]) -> Vec<SpeakerIx> {
    let mut speakers = Vec::new();
    for ix in elements.iter().flat_map(|ix| &episode.element(*ix).speakers) {
        if !speakers.contains(ix) {
            speakers.push(*ix);
        }
    }
    speakers
}

/// What is said in the script, ready to be compared with.
struct Speeches {
    spoken: Vec<Spoken>,
    having: HashMap<String, Vec<usize>>,
}

struct Spoken {
    element: ElementIx,
    words: Vec<String>,
}

/// A speech that a line of a quote may be, and how much of the line it has.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    spoken: usize,
    share: f32,
}

impl Speeches {
    fn new(episode: &Episode) -> Self {
        let said = |kind| matches!(kind, ElementKind::Speech | ElementKind::Log | ElementKind::Narration);
        let spoken: Vec<Spoken> = episode
            .indexed()
            .filter(|(_, element)| said(element.kind))
            .map(|(element, e)| Spoken { element, words: tokens::key_words(&e.text) })
            .collect();
        let mut having: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, words) in spoken.iter().enumerate() {
            for word in &words.words {
                let places = having.entry(word.clone()).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        Self { spoken, having }
    }

    /// The speeches of the lines of one quote in order, and how sure that is.
    fn find(&self, episode: &Episode, lines: &[String], attribution: &str) -> (Vec<ElementIx>, f32) {
        let named: Vec<String> = tokens::key_words(attribution);
        let lines: Vec<Vec<String>> = lines.iter().map(|line| tokens::key_words(line)).collect();
        let candidates: Vec<Vec<Candidate>> =
            lines.iter().map(|line| self.candidates(episode, line, &named)).collect();
        let Some(chain) = best_chain(&candidates) else { return (Vec::new(), 0.0) };
        let floor = if chain.iter().any(|c| c.share >= FOUND) { FOUND - BETWEEN_FOUND } else { FOUND };
        let kept: Vec<Candidate> = chain.into_iter().filter(|candidate| candidate.share >= floor).collect();
        if kept.is_empty() {
            return (Vec::new(), 0.0);
        }
        let mut elements: Vec<ElementIx> = Vec::new();
        for (candidate, line) in kept.iter().zip(&lines) {
            elements.extend(self.with_rest(episode, *candidate, line));
        }
        elements.sort_unstable();
        elements.dedup();
        let mean = kept.iter().map(|candidate| candidate.share).sum::<f32>() / kept.len() as f32;
        let complete = kept.len() as f32 / lines.len().max(1) as f32;
        (elements, (mean * (0.5 + 0.5 * complete)).min(1.0))
    }

    /// The speeches that have most of `line`.
    fn candidates(&self, episode: &Episode, line: &[String], named: &[String]) -> Vec<Candidate> {
        let mut votes: HashMap<usize, f32> = HashMap::new();
        for word in line {
            let Some(places) = self.having.get(word) else { continue };
            for at in places {
                *votes.entry(*at).or_default() += self.rarity(word);
            }
        }
        let mut likely: Vec<(usize, f32)> = votes.into_iter().collect();
        likely.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        likely.truncate(CANDIDATES * 2);
        let share = |at: usize| {
            let bonus = if self.is_named(episode, at, named) { ATTRIBUTED } else { 0.0 };
            Candidate { spoken: at, share: self.share(line, &self.spoken[at].words) + bonus }
        };
        let mut candidates: Vec<Candidate> = likely.into_iter().map(|(at, _)| share(at)).collect();
        candidates.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.spoken.cmp(&b.spoken)));
        candidates.truncate(CANDIDATES);
        candidates
    }

    fn is_named(&self, episode: &Episode, at: usize, named: &[String]) -> bool {
        let speakers = &episode.element(self.spoken[at].element).speakers;
        speakers.iter().any(|ix| call_words(episode.speaker(*ix)).iter().any(|word| named.contains(word)))
    }

    fn rarity(&self, word: &str) -> f32 {
        let having = self.having.get(word).map_or(0, Vec::len);
        ((self.spoken.len() as f32 + 1.0) / (having as f32 + 0.5)).ln().max(0.2)
    }

    /// How much of `line` stands in `words` in the same order, weighed by rarity, 0 to 1: the longest
    /// common subsequence.
    fn share(&self, line: &[String], words: &[String]) -> f32 {
        let whole: f32 = line.iter().map(|word| self.rarity(word)).sum();
        let mut row = vec![0.0f32; words.len() + 1];
        for word in line {
            let worth = self.rarity(word);
            let mut diagonal = 0.0;
            for (at, other) in words.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if word == other { diagonal + worth } else { above.max(row[at]) };
                diagonal = above;
            }
        }
        if whole > 0.0 { row[words.len()] / whole } else { 0.0 }
    }

    /// `candidate`, and the next or previous speech of the same speaker where the quote ran two of them
    /// together.
    fn with_rest(&self, episode: &Episode, candidate: Candidate, line: &[String]) -> Vec<ElementIx> {
        let own = &self.spoken[candidate.spoken];
        let mut elements = vec![own.element];
        if candidate.share > 0.85 {
            return elements;
        }
        let speakers = &episode.element(own.element).speakers;
        for other in [
            candidate.spoken.checked_sub(2),
            candidate.spoken.checked_sub(1),
            Some(candidate.spoken + 1),
            Some(candidate.spoken + 2),
        ] {
            let Some(other) = other.and_then(|at| self.spoken.get(at)) else { continue };
            if &episode.element(other.element).speakers != speakers {
                continue;
            }
            let joined: Vec<String> = if other.element < own.element {
                other.words.iter().chain(&own.words).cloned().collect()
            } else {
                own.words.iter().chain(&other.words).cloned().collect()
            };
            if self.share(line, &joined) > candidate.share + 0.25 {
                elements.push(other.element);
            }
        }
        elements
    }
}

/// One candidate a line, in order and close together, with the greatest sum of shares; lines without
/// candidates are passed over.
fn best_chain(candidates: &[Vec<Candidate>]) -> Option<Vec<Candidate>> {
    let lines: Vec<&Vec<Candidate>> = candidates.iter().filter(|line| !line.is_empty()).collect();
    let mut worth: Vec<Vec<(f32, usize)>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let best = |candidate: &Candidate| {
            let Some(before) = at.checked_sub(1) else { return (candidate.share, 0) };
            let through =
                lines[before].iter().zip(&worth[before]).enumerate().map(|(from, (earlier, (sum, _)))| {
                    let distance = candidate.spoken as f32 - earlier.spoken as f32;
                    let cost = if distance < 0.0 {
                        0.5 - distance * APART
                    } else {
                        (distance - 1.0).max(0.0) * APART
                    };
                    (sum + candidate.share - cost.min(1.0), from)
                });
            through.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((candidate.share, 0))
        };
        let of_line = line.iter().map(best).collect();
        worth.push(of_line);
    }
    let last = worth.last()?;
    let mut at = (0..last.len()).max_by(|a, b| last[*a].0.total_cmp(&last[*b].0).then(b.cmp(a)))?;
    let mut chain = Vec::new();
    for (line, worth) in lines.iter().zip(&worth).rev() {
        chain.push(line[at]);
        at = worth[at].1;
    }
    chain.reverse();
    Some(chain)
}
