//! Log entries: whose they are, their stardate, and the same entry in the summary.

mod authors;
mod office;
mod opening;
#[cfg(test)]
mod tests;
mod words;

use crate::document::{Document, transcript};
use crate::episode::{
    Borrowed, Element, ElementIx, ElementKind, Episode, LogEntry, Origin, SourceIx, SpeakerIx,
};
use crate::text::vocabulary::Reader;

use super::Read;
use authors::Authors;

/// Fills the log entries of `episode`, tied to those of the summaries among `documents`.
pub(super) fn tie(episode: &mut Episode, documents: &[Read]) {
    let entries = entries(episode, documents);
    for entry in &entries {
        if let Some(speaker) = entry.speaker.filter(|speaker| speaker.origin != Origin::Marked) {
            let element = &mut episode.elements[entry.element.at()];
            element.speakers = vec![speaker.value];
            element.confidence = speaker.confidence;
        }
    }
    episode.logs.extend(entries);
}

fn entries(episode: &Episode, documents: &[Read]) -> Vec<LogEntry> {
    let logs: Vec<(ElementIx, &Element)> = episode.indexed().filter(|(_, e)| is_entry(e)).collect();
    if logs.is_empty() {
        return Vec::new();
    }
    let authors = Authors::new(episode, documents);
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
    text: String,
}

fn listed(ix: SourceIx, read: &Read) -> Vec<Listed> {
    let Document::Summary(summary) = &read.document else { return Vec::new() };
    let entry = |log: &crate::document::summary::Log| Listed {
        source: ix,
        line: read.source.line_of(log.span.start),
        in_list: log.act.is_none(),
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
    let mut reader = Reader::default();
    let told: Vec<Vec<u32>> = texts.iter().map(|text| bag(&mut reader, text)).collect();
    let entries: Vec<Vec<u32>> = listed.iter().map(|entry| bag(&mut reader, &entry.text)).collect();
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (text, words) in told.iter().enumerate() {
        let rated = entries.iter().enumerate().map(|(at, entry)| (likeness(words, entry), text, at));
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

/// The numbers of the words of `text`, in the order of the numbers.
fn bag<'t>(reader: &mut Reader<'t>, text: &'t str) -> Vec<u32> {
    let mut bag: Vec<u32> = reader.read(text).into_iter().map(|word| word.number).collect();
    bag.sort_unstable();
    bag
}

/// How alike two spellings of an entry are, 0 to 1; one that leaves words out is like the whole.
fn likeness(a: &[u32], b: &[u32]) -> f32 {
    let both = in_both(a, b) as f32;
    let dice = 2.0 * both / (a.len() + b.len()).max(1) as f32;
    let shorter = a.len().min(b.len());
    if shorter >= SHORTENED { dice.max(0.8 * both / shorter as f32) } else { dice }
}

/// How many words are in both, which are in order, each as often as in the one that has it less often.
fn in_both(mut a: &[u32], mut b: &[u32]) -> usize {
    let mut both = 0;
    while let (Some((first, rest_of_a)), Some((second, rest_of_b))) = (a.split_first(), b.split_first()) {
        both += usize::from(first == second);
        if first <= second {
            a = rest_of_a;
        }
        if second <= first {
            b = rest_of_b;
        }
    }
    both
}
