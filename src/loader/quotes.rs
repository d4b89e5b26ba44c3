//! The summary's memorable quotes, found in the script.
//!
//! A quote is quoted from memory: shortened, merged, punctuated another way. Each of its lines is
//! compared with every speech that shares a rare word with it, and with those beside that it may have
//! been run together with; the lines of one quote stand close together and in order.

mod speeches;
#[cfg(test)]
mod tests;

use crate::document::summary::Summary;
use crate::episode::{ElementIx, Episode, Quote, SourceIx, SpeakerIx};
use crate::source::Source;
use crate::text::tokens;

use super::wording::Wording;
use speeches::{Candidate, Speeches};

/// The share of a line's words, weighed by rarity, that a speech must have in order.
const FOUND: f32 = 0.55;
/// How much of that a line may lack where the lines around it are found next to the place.
const BETWEEN_FOUND: f32 = 0.2;
/// What each further speech between two lines of a quote costs.
const APART: f32 = 0.04;
/// A place that has nearly as much of a line is as good as the best.
const AS_GOOD: f32 = 0.05;
/// Below this a place is a guess, and none is told.
const LEAST: f32 = 0.4;

/// The quotes of `summary`, document `ix` of `episode`, each with its speeches or with none. `wording` has
/// the episode's words.
pub(super) fn find(
    episode: &Episode,
    wording: &Wording,
    ix: SourceIx,
    source: &Source,
    summary: &Summary,
) -> Vec<Quote> {
    let speeches = Speeches::new(episode, wording);
    let quotes = summary.quotes.iter().filter_map(|quote| {
        let first = quote.lines.first()?;
        let text: Vec<String> = quote.lines.iter().map(|line| source.flow(*line)).collect();
        let attribution = quote.attribution.map(|span| source.flow(span));
        let (elements, confidence) = said(&speeches, &text, attribution.as_deref().unwrap_or_default());
        let speakers = speakers_of(episode, &elements);
        let summary_line = source.line_of(first.start);
        Some(Quote { source: ix, summary_line, text, attribution, elements, speakers, confidence })
    });
    quotes.collect()
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

/// The speeches of the `lines` of one quote in order, and how sure that is; none where nothing is found.
fn said(speeches: &Speeches, lines: &[String], attribution: &str) -> (Vec<ElementIx>, f32) {
    let named = tokens::key_words(attribution);
    let candidates: Vec<Vec<Candidate>> =
        lines.iter().map(|line| speeches.candidates(&tokens::key_words(line), &named)).collect();
    let chain = best_chain(&candidates);
    let floor = if chain.iter().any(|c| c.worth() >= FOUND) { FOUND - BETWEEN_FOUND } else { FOUND };
    let kept: Vec<&Candidate> = chain.into_iter().filter(|candidate| candidate.worth() >= floor).collect();
    if kept.is_empty() {
        return (Vec::new(), 0.0);
    }
    let mean = kept.iter().map(|candidate| candidate.worth()).sum::<f32>() / kept.len() as f32;
    let complete = kept.len() as f32 / lines.len().max(1) as f32;
    let confidence = mean.min(1.0) * (0.5 + 0.5 * complete) / places(&kept, &candidates) as f32;
    if confidence < LEAST {
        return (Vec::new(), 0.0);
    }
    let mut elements: Vec<ElementIx> =
        kept.iter().flat_map(|candidate| &candidate.run).map(|at| speeches.ix(*at)).collect();
    elements.sort_unstable();
    elements.dedup();
    (elements, confidence)
}

/// How many places there are for a quote, as many as for the line of it that has the fewest.
fn places(kept: &[&Candidate], candidates: &[Vec<Candidate>]) -> usize {
    let of_line = |chosen: &&Candidate| {
        let line = candidates.iter().find(|line| line.iter().any(|other| std::ptr::eq(other, *chosen)));
        let others = line.into_iter().flatten();
        let as_good =
            |other: &&Candidate| other.worth() + AS_GOOD >= chosen.worth() && !other.overlaps(chosen);
        1 + others.filter(as_good).count()
    };
    kept.iter().map(of_line).min().unwrap_or(1)
}

/// One candidate a line, in order and close together, with the greatest sum of shares; lines without
/// candidates are passed over.
fn best_chain(candidates: &[Vec<Candidate>]) -> Vec<&Candidate> {
    let lines: Vec<&Vec<Candidate>> = candidates.iter().filter(|line| !line.is_empty()).collect();
    let mut worth: Vec<Vec<(f32, usize)>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let best = |candidate: &Candidate| {
            let Some(before) = at.checked_sub(1) else { return (candidate.worth(), 0) };
            let through =
                lines[before].iter().zip(&worth[before]).enumerate().map(|(from, (earlier, (sum, _)))| {
                    (sum + candidate.worth() - apart(earlier, candidate), from)
                });
            through.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((candidate.worth(), 0))
        };
        let of_line = line.iter().map(best).collect();
        worth.push(of_line);
    }
    let Some(last) = worth.last() else { return Vec::new() };
    let best = (0..last.len()).max_by(|a, b| last[*a].0.total_cmp(&last[*b].0).then(b.cmp(a)));
    let mut at = best.unwrap_or_default();
    let mut chain = Vec::new();
    for (line, worth) in lines.iter().zip(&worth).rev() {
        chain.push(&line[at]);
        at = worth[at].1;
    }
    chain.reverse();
    chain
}

/// What it costs that `next` does not stand right behind `earlier`.
fn apart(earlier: &Candidate, next: &Candidate) -> f32 {
    let (Some(end), Some(start)) = (earlier.run.last(), next.run.first()) else { return 0.0 };
    let distance = *start as f32 - *end as f32;
    let cost = if distance < 0.0 { 0.5 - distance * APART } else { (distance - 1.0).max(0.0) * APART };
    cost.min(1.0)
}
