//! Log entries: whose they are, their stardate, and the same entry in the summary.

use std::collections::HashMap;

use crate::document::{Document, transcript};
use crate::episode::{
    Borrowed, Element, ElementIx, ElementKind, Episode, LogEntry, Origin, SourceIx, SpeakerIx,
};
use crate::text::tokens;

use super::Read;
use super::names::{call_words, is_title};

/// Fills the log entries of `episode`, tied to those of the summaries among `documents`.
pub(super) fn tie(episode: &mut Episode, documents: &[Read]) {
    let logs: Vec<ElementIx> = episode.indexed().filter(|(_, e)| is_entry(e)).map(|(ix, _)| ix).collect();
    let listed: Vec<Listed> =
        documents.iter().enumerate().flat_map(|(at, read)| listed(SourceIx::new(at), read)).collect();
    for ix in logs {
        let element = episode.element(ix);
        let text = element.text.clone();
        let entry = LogEntry {
            element: ix,
            speaker: written(element).or_else(|| speaker(episode, element)),
            stardate: stardate(&text),
            in_summary: same_entry(&text, &listed),
            text,
        };
        if let Some(speaker) = entry.speaker.filter(|speaker| speaker.origin != Origin::Marked) {
            let element = &mut episode.elements[ix.at()];
            element.speakers = vec![speaker.value];
            element.confidence = speaker.confidence;
        }
        episode.logs.push(entry);
    }
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
}

fn listed(ix: SourceIx, read: &Read) -> Vec<Listed> {
    let Document::Summary(summary) = &read.document else { return Vec::new() };
    let entry = |log: &crate::document::summary::Log| Listed {
        source: ix,
        line: read.source.line_of(log.span.start),
        in_list: log.act.is_none(),
        words: tokens::key_words(read.source.slice(log.span)),
    };
    summary.logs.iter().map(entry).collect()
}

/// The share of words that two spellings of one entry have in common at least.
const SAME_ENTRY: f32 = 0.6;

/// The entry of the summary's list that has the most words of `text`, else the one inside its acts.
fn same_entry(text: &str, listed: &[Listed]) -> Option<(SourceIx, usize)> {
    let words = tokens::key_words(text);
    let rated = listed.iter().map(|entry| (shared(&words, &entry.words), entry));
    let likely = rated.filter(|(share, _)| *share >= SAME_ENTRY);
    let best = likely.max_by(|a, b| a.1.in_list.cmp(&b.1.in_list).then(a.0.total_cmp(&b.0)))?;
    Some((best.1.source, best.1.line))
}

/// Twice the number of words in both over the number in either: Dice's coefficient on bags of words.
fn shared(a: &[String], b: &[String]) -> f32 {
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
    2.0 * both as f32 / (a.len() + b.len()).max(1) as f32
}

/// The stardate in `text`: the number after the word, in digits.
fn stardate(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let word = ["stardate", "star date"].into_iter().find(|word| lower.contains(word))?;
    let after = lower.find(word)? + word.len();
    let rest = text.get(after..)?.trim_start_matches([':', ',', ';', ' ']);
    let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let number = number.trim_end_matches('.');
    number.starts_with(|c: char| c.is_ascii_digit()).then(|| number.to_owned())
}

/// Who speaks the log `element`: whom its first words name, else who bears the title they name.
fn speaker(episode: &Episode, element: &Element) -> Option<Borrowed<SpeakerIx>> {
    let opening = opening_words(&element.text);
    named(episode, &opening).or_else(|| titled(episode, &opening, element))
}

/// The words before `log` and the few after it: `Captain's log`, `Personal log, Lieutenant Worf`.
fn opening_words(text: &str) -> Vec<String> {
    let clause_end = text.find('.').unwrap_or(text.len());
    let words = tokens::key_words(&text[..clause_end]);
    words.into_iter().take(12).map(|word| word.trim_end_matches("'s").to_owned()).collect()
}

fn named(episode: &Episode, opening: &[String]) -> Option<Borrowed<SpeakerIx>> {
    let calls = |speaker| call_words(speaker).iter().any(|word| !is_title(word) && opening.contains(word));
    let found = episode.cast.speakers.iter().enumerate().filter(|(_, speaker)| calls(speaker));
    let (at, _) = found.max_by_key(|(_, speaker)| speaker.speeches)?;
    Some(Borrowed { value: SpeakerIx::new(at), origin: Origin::Inferred, confidence: 0.97 })
}

/// The speaker most often called by the title that the log opens with: in their role, or by others
/// who speak right before or after them.
fn titled(episode: &Episode, opening: &[String], log: &Element) -> Option<Borrowed<SpeakerIx>> {
    let log_at = opening.iter().position(|word| word == "log")?;
    let title = opening[..log_at].iter().rev().find(|word| is_title(word));
    let title = title.map_or("captain", String::as_str);
    let mut rating: HashMap<SpeakerIx, f32> = HashMap::new();
    for (at, speaker) in episode.cast.speakers.iter().enumerate() {
        let in_role =
            speaker.role.as_deref().is_some_and(|role| tokens::key_words(role).iter().any(|w| w == title));
        *rating.entry(SpeakerIx::new(at)).or_default() += if in_role { 8.0 } else { 0.0 };
    }
    count_addresses(episode, title, &mut rating);
    for ix in episode.elements.iter().filter(|e| e.scene == log.scene).flat_map(|e| &e.speakers) {
        *rating.entry(*ix).or_default() += 0.05;
    }
    let total: f32 = rating.values().sum();
    let (value, most) = rating.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let certain = most > 1.0 && most / total > 0.3;
    certain.then(|| Borrowed {
        value,
        origin: Origin::Inferred,
        confidence: (0.5 + most / total / 2.0).min(0.95),
    })
}

/// Who answers or was just heard when somebody says `title` to them.
fn count_addresses(episode: &Episode, title: &str, rating: &mut HashMap<SpeakerIx, f32>) {
    let speeches: Vec<&Element> = episode.elements.iter().filter(|e| e.kind == ElementKind::Speech).collect();
    for pair in speeches.windows(2) {
        let [one, other] = pair else { continue };
        if one.scene != other.scene || one.speakers == other.speakers {
            continue;
        }
        for (saying, hearing, weight) in [(one, other, 1.0), (other, one, 0.7)] {
            if addresses(&saying.text, title) {
                for ix in &hearing.speakers {
                    *rating.entry(*ix).or_default() += weight;
                }
            }
        }
    }
}

/// Whether `text` has `title` set off by a comma or at its end, as one addresses somebody.
fn addresses(text: &str, title: &str) -> bool {
    let lower = text.to_lowercase();
    lower.match_indices(title).any(|(at, _)| {
        let before = lower[..at].trim_end();
        let after = lower[at + title.len()..].trim_start();
        (before.ends_with([',', '.', '?', '!']) || before.is_empty())
            && (after.is_empty() || after.starts_with(['.', ',', '?', '!']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stardates_are_read_as_written() {
        assert_eq!(stardate("Keeper's log, stardate 8812.3. Fog.").as_deref(), Some("8812.3"));
        assert_eq!(stardate("Keeper's log, Stardate: 8812. Fog.").as_deref(), Some("8812"));
        assert_eq!(stardate("Keeper's log, star date;8812").as_deref(), Some("8812"));
        assert_eq!(stardate("Keeper's log, supplemental."), None);
        assert_eq!(stardate("Keeper's log, stardate unknown."), None);
    }

    #[test]
    fn an_address_is_set_off() {
        assert!(addresses("Yes, Captain.", "captain"));
        assert!(addresses("Captain, look.", "captain"));
        assert!(!addresses("The captain went below.", "captain"));
    }
}
