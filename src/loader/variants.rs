//! Where the script and the subtitles of a line say different words.
//!
//! Lines that one cue shows together are compared together.

use std::ops::Range;

use crate::align::words::{Difference, differences};
use crate::comparison::{Cluster, clusters};
use crate::episode::{ElementIx, Episode, SubtitleCue, Variant};
use crate::text::span::Span;
use crate::text::tokens::{Token, keys};
use crate::text::vocabulary::Word;
use crate::threads;

use super::wording::Wording;

/// Where the `cues`, placed, say other words than the lines of `episode`, whose words are `wording`.
pub(super) fn find(episode: &Episode, wording: &Wording, cues: &[SubtitleCue]) -> Vec<Variant> {
    let clusters = clusters(cues);
    let of = |some: &[Cluster]| -> Vec<Variant> {
        some.iter().flat_map(|cluster| differing(episode, wording, cues, cluster)).collect()
    };
    let (first, second) = clusters.split_at(clusters.len() / 2);
    let (mut variants, rest) = threads::both(|| of(first), || of(second));
    variants.extend(rest);
    variants
}

/// A word of the script: its line, and where it stands in it.
struct Said {
    element: usize,
    word: Word,
}

fn differing(episode: &Episode, wording: &Wording, cues: &[SubtitleCue], cluster: &Cluster) -> Vec<Variant> {
    let said = said(episode, wording, cluster.elements.clone());
    let cues = cluster.cues.iter().filter_map(|at| cues.get(*at));
    let heard_text = cues.map(|cue| cue.text.as_str()).collect::<Vec<_>>().join(" ");
    let heard = keys(&heard_text);
    let first: Vec<&str> = said.iter().map(|said| wording.key(said.word)).collect();
    let second: Vec<&str> = heard.iter().map(|token| token.key.as_str()).collect();
    let differences = differences(&first, &second);
    differences.iter().filter_map(|found| variant(&said, found, &heard, &heard_text, episode)).collect()
}

/// The words of the lines, without the directions inside them.
fn said(episode: &Episode, wording: &Wording, elements: Range<usize>) -> Vec<Said> {
    let mut said = Vec::new();
    for element in elements {
        let Some(of) = episode.elements.get(element) else { continue };
        let words = wording.words(ElementIx::new(element)).iter().filter(|word| !of.is_aside(word.span));
        said.extend(words.map(|word| Said { element, word: *word }));
    }
    said
}

/// A difference as a place in a line of the script.
fn variant(
    said: &[Said],
    found: &Difference,
    heard: &[Token],
    heard_text: &str,
    episode: &Episode,
) -> Option<Variant> {
    let (script, cues) = (said.get(found.first.clone())?, heard.get(found.second.clone())?);
    // Words that only the subtitles have stand before the next word of the script, or after the last.
    let at = script.first().or(said.get(found.first.start)).or(said.last())?;
    let text = &episode.elements.get(at.element)?.text;
    let same_line = script.iter().take_while(|said| said.element == at.element);
    let range = match same_line.last() {
        Some(last) => at.word.span.start..last.word.span.end,
        None if found.first.start < said.len() => at.word.span.start..at.word.span.start,
        None => text.len()..text.len(),
    };
    let heard = match (cues.first(), cues.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end).of(heard_text),
        _ => "",
    };
    Some(Variant { element: ElementIx::new(at.element), script: range, heard: heard.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::subtitled::subtitled;

    const SCRIPT: &str = "[Deck]\nMAREN: The lamp is out, and we are late for the tide.\nORRIN: Er, I don't believe that the sickbay has one.\n\
                          MAREN: Then light (she points) the other lamp.\n[Hold]\nORRIN: Nobody told me about the other lamp at all.\nMAREN: Nobody told anybody.\n";

    fn variants(cues: &[&str]) -> Vec<(String, String)> {
        let episode = subtitled(SCRIPT, cues);
        let shown = |variant: &Variant| {
            let text = &episode.element(variant.element).text;
            (text[variant.script.clone()].to_owned(), variant.heard.clone())
        };
        episode.variants.iter().map(shown).collect()
    }

    #[test]
    fn spelling_is_no_difference() {
        let cues = [
            "The lamp is out, and we're late",
            "for the tide. - I do not believe that the sick bay has one.",
            "Then light the other lamp.",
            "Nobody told me about the other lamp at all.",
        ];
        assert_eq!(variants(&cues), []);
    }

    #[test]
    fn a_cue_of_nowhere_inside_a_line_makes_no_difference() {
        let cues = [
            "The lamp is out,",
            "Hallo, hallo! Ship ahoy.",
            "and we are late for the tide.",
            "I don't believe that the sickbay has one.",
            "Then light the other lamp.",
        ];
        assert_eq!(variants(&cues), []);
    }

    #[test]
    fn other_words_are() {
        let cues = [
            "The lantern is out, and we are late for the tide.",
            "I don't believe that the sickbay has one.",
            "Then light the other lamp now.",
            "Nobody told me about the other lamp.",
        ];
        let of = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(variants(&cues), of(&[("lamp", "lantern"), ("", "now"), ("at all", "")]));
    }
}
