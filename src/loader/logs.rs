//! Log entries: whose they are, their stardate, and the same entry in the summary.

mod authors;
mod office;
mod opening;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::document::{Document, transcript};
use crate::episode::{
    Borrowed, Element, ElementIx, ElementKind, Episode, LogEntry, Origin, SourceIx, SpeakerIx,
};
use crate::text::tokens;

use super::Read;
use super::wording::Wording;
use authors::Authors;

/// Fills the log entries of `episode`, whose words are `wording`, tied to those of the summaries among
/// `documents`.
pub(super) fn tie(episode: &mut Episode, wording: &Wording, documents: &[Read]) {
    let entries = entries(episode, wording, documents);
    for entry in &entries {
        if let Some(speaker) = entry.speaker.filter(|speaker| speaker.origin != Origin::Marked) {
            let element = &mut episode.elements[entry.element.at()];
            element.speakers = vec![speaker.value];
            element.confidence = speaker.confidence;
        }
    }
    episode.logs.extend(entries);
}

fn entries(episode: &Episode, wording: &Wording, documents: &[Read]) -> Vec<LogEntry> {
    let logs: Vec<(ElementIx, &Element)> = episode.indexed().filter(|(_, e)| is_entry(e)).collect();
    if logs.is_empty() {
        return Vec::new();
    }
    let authors = Authors::new(episode, wording, documents);
    let listed: Vec<Listed> =
        documents.iter().enumerate().flat_map(|(at, read)| listed(SourceIx::new(at), read)).collect();
    let texts: Vec<&str> = logs.iter().map(|(_, element)| element.text.as_str()).collect();
    let told = same_entries(&texts, &listed);
    let entry = |((ix, element), told): (&(ElementIx, &Element), Option<&Listed>)| LogEntry {
        element: *ix,
        speaker: written(element).or_else(|| authors.of(element)),
        stardate: opening::stardate(&element.text),
        text: element.text.clone(),
        in_summary: told.map(|told| (told.source, told.line)),
        told: told.map(|told| told.text.clone()),
    };
    logs.iter().zip(told).map(entry).collect()
}

/// Whether `element` is a log entry: one that nobody is named for, or one that somebody is heard speaking.
fn is_entry(element: &Element) -> bool {
    element.kind == ElementKind::Log
        || (element.kind == ElementKind::Speech && transcript::is_spoken_log(&element.text))
}

/// Who speaks `element`, if the script says so.
fn written(element: &Element) -> Option<Borrowed<SpeakerIx>> {
    let value = *element.speakers.first().filter(|_| element.kind == ElementKind::Speech)?;
    Some(Borrowed { value, origin: Origin::Marked, confidence: element.confidence })
}

/// A log entry of a summary.
struct Listed {
    source: SourceIx,
    line: usize,
    in_list: bool,
    words: Vec<String>,
    text: String,
}

fn listed(ix: SourceIx, read: &Read) -> Vec<Listed> {
    let Document::Summary(summary) = &read.document else { return Vec::new() };
    let entry = |log: &crate::document::summary::Log| Listed {
        source: ix,
        line: read.source.line_of(log.span.start),
        in_list: log.act.is_none(),
        words: tokens::key_words(read.source.slice(log.span)),
        text: read.source.flow(log.span),
    };
    summary.logs.iter().map(entry).collect()
}

/// The share of words that two spellings of one entry have in common at least.
const SAME_ENTRY: f32 = 0.6;
/// An entry of so many words may be told shortened.
const SHORTENED: usize = 8;

/// For each of `texts` the entry of the summaries that it is; no two are one. Where a summary has an
/// entry twice, in its list and inside its acts, it is that of the list.
fn same_entries<'a>(texts: &[&str], listed: &'a [Listed]) -> Vec<Option<&'a Listed>> {
    let words: Vec<Vec<String>> = texts.iter().map(|text| tokens::key_words(text)).collect();
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (text, words) in words.iter().enumerate() {
        let rated = listed.iter().enumerate().map(|(at, entry)| (likeness(words, &entry.words), text, at));
        pairs.extend(rated.filter(|(share, ..)| *share >= SAME_ENTRY));
    }
    pairs.sort_by(|a, b| listed[b.2].in_list.cmp(&listed[a.2].in_list).then(b.0.total_cmp(&a.0)));
    let mut told = vec![None; texts.len()];
    let mut taken = vec![false; listed.len()];
    for (_, text, at) in pairs {
        if told[text].is_none() && !taken[at] {
            taken[at] = true;
            told[text] = Some(&listed[at]);
        }
    }
    told
}

/// How alike two spellings of an entry are, 0 to 1; one that leaves words out is like the whole.
fn likeness(a: &[String], b: &[String]) -> f32 {
    let both = in_both(a, b) as f32;
    let dice = 2.0 * both / (a.len() + b.len()).max(1) as f32;
    let shorter = a.len().min(b.len());
    if shorter >= SHORTENED { dice.max(0.8 * both / shorter as f32) } else { dice }
}

/// How many words are in both, each as often as in the one that has it less often.
fn in_both(a: &[String], b: &[String]) -> usize {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in a {
        *left.entry(word).or_default() += 1;
    }
    let mut both = 0;
    for word in b {
        if let Some(count) = left.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            both += 1;
        }
    }
    both
}
