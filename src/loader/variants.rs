//! Where the script and the subtitles of a line say different words.
//!
//! Lines that one cue shows together are compared together; what is compared are words, not spelling:
//! contractions, hesitations, words written in one or in two are no difference.

use std::collections::HashMap;
use std::ops::Range;

use crate::align::tokens::{Sequence, align};
use crate::episode::{ElementIx, Episode, SubtitleCue, Variant};
use crate::text::span::Span;
use crate::text::tokens::{Token, keys};

/// Sounds that one document writes and the other leaves out.
const HESITATIONS: [&str; 9] = ["er", "erm", "um", "uh", "ah", "hm", "hmm", "mm", "eh"];

/// What contractions stand for.
const CONTRACTED: [(&str, &str); 8] = [
    ("won't", "willnot"),
    ("can't", "cannot"),
    ("n't", "not"),
    ("'re", "are"),
    ("'ll", "will"),
    ("'ve", "have"),
    ("'m", "am"),
    ("'s", "is"),
];

/// Fills the variants of `episode` from its subtitles.
pub(super) fn find(episode: &mut Episode) {
    let mut variants = Vec::new();
    for cluster in clusters(episode) {
        variants.extend(differences(episode, &cluster));
    }
    episode.variants = variants;
}

/// Lines and the cues that show them, such that no cue shows a line of another cluster.
struct Cluster {
    elements: Range<usize>,
    /// The cues' places in [`Episode::subtitles`].
    cues: Vec<usize>,
}

/// The clusters in order. A cue goes with the one before it where they share a line, whatever cues
/// without a line stand between.
fn clusters(episode: &Episode) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (at, cue) in episode.subtitles.iter().enumerate() {
        let Some(shown) = shown(cue) else { continue };
        let shared = |last: &&mut Cluster| shown.start < last.elements.end && last.elements.start < shown.end;
        match clusters.last_mut().filter(shared) {
            Some(last) => {
                last.elements = last.elements.start.min(shown.start)..last.elements.end.max(shown.end);
                last.cues.push(at);
            }
            None => clusters.push(Cluster { elements: shown, cues: vec![at] }),
        }
    }
    clusters
}

/// The lines that a cue shows.
fn shown(cue: &SubtitleCue) -> Option<Range<usize>> {
    let first = cue.element?.value.at();
    let all = || std::iter::once(first).chain(cue.more.iter().map(|ix| ix.at()));
    Some(all().min()?..all().max()? + 1)
}

/// A word of the script: its line, and where it stands in it.
struct Said {
    element: usize,
    token: Token,
}

fn differences(episode: &Episode, cluster: &Cluster) -> Vec<Variant> {
    let said = said(episode, cluster.elements.clone());
    let cues = cluster.cues.iter().filter_map(|at| episode.subtitles.get(*at));
    let heard_text = cues.map(|cue| cue.text.as_str()).collect::<Vec<_>>().join(" ");
    let heard = keys(&heard_text);
    let pairs = pairs(&said, &heard);
    let mut variants = Vec::new();
    let (mut in_script, mut in_cues) = (0, 0);
    for (a, b) in pairs.into_iter().chain([(said.len(), heard.len())]) {
        variants.extend(variant(&said, in_script..a, &heard, in_cues..b, &heard_text, episode));
        (in_script, in_cues) = (a + 1, b + 1);
    }
    variants
}

/// The words of the lines, without the directions inside them.
fn said(episode: &Episode, elements: Range<usize>) -> Vec<Said> {
    let mut said = Vec::new();
    for element in elements {
        let Some(of) = episode.elements.get(element) else { continue };
        let aside =
            |span: Span| of.asides.iter().any(|aside| aside.start <= span.start && span.end <= aside.end);
        said.extend(
            keys(&of.text)
                .into_iter()
                .filter(|token| !aside(token.span))
                .map(|token| Said { element, token }),
        );
    }
    said
}

fn pairs(said: &[Said], heard: &[Token]) -> Vec<(usize, usize)> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut number = |key: &str| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(key.to_owned()).or_insert(next)
    };
    let a: Vec<u32> = said.iter().map(|said| number(&said.token.key)).collect();
    let b: Vec<u32> = heard.iter().map(|token| number(&token.key)).collect();
    align(Sequence { tokens: &a, begins: &[] }, Sequence { tokens: &b, begins: &[] })
}

/// What stands between two pairs, where it differs in substance.
fn variant(
    said: &[Said],
    in_script: Range<usize>,
    heard: &[Token],
    in_cues: Range<usize>,
    heard_text: &str,
    episode: &Episode,
) -> Option<Variant> {
    let (script, cues) = (&said[in_script.clone()], &heard[in_cues.clone()]);
    let words = |keys: &mut dyn Iterator<Item = &Token>| substance(keys);
    if words(&mut script.iter().map(|said| &said.token)) == words(&mut cues.iter()) {
        return None;
    }
    // Words that only the subtitles have stand before the next word of the script, or after the last.
    let at = script.first().or(said.get(in_script.start)).or(said.last())?;
    let text = &episode.elements.get(at.element)?.text;
    let same_line = script.iter().take_while(|said| said.element == at.element);
    let range = match same_line.last() {
        Some(last) => at.token.span.start..last.token.span.end,
        None if in_script.start < said.len() => at.token.span.start..at.token.span.start,
        None => text.len()..text.len(),
    };
    let heard = match (cues.first(), cues.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end).of(heard_text),
        _ => "",
    };
    Some(Variant { element: ElementIx::new(at.element), script: range, heard: heard.to_owned() })
}

/// What words say, written as one: without hesitations, contractions as what they stand for.
fn substance(tokens: &mut dyn Iterator<Item = &Token>) -> String {
    let mut substance = String::new();
    for token in tokens.filter(|token| !HESITATIONS.contains(&token.key.as_str())) {
        let contracted =
            CONTRACTED.iter().find_map(|(short, long)| Some((token.key.strip_suffix(short)?, long)));
        match contracted {
            Some((stem, long)) => substance.extend([stem, long]),
            None => substance.push_str(&token.key),
        }
    }
    substance
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::loader::{Given, load};
    use crate::source::Source;

    const SCRIPT: &str = "[Deck]\nMAREN: The lamp is out, and we are late for the tide.\nORRIN: Er, I don't believe that the sickbay has one.\n\
                          MAREN: Then light (she points) the other lamp.\n[Hold]\nORRIN: Nobody told me about the other lamp at all.\nMAREN: Nobody told anybody.\n";

    fn variants(cues: &[&str]) -> Vec<(String, String)> {
        let mut srt = String::new();
        for (at, cue) in cues.iter().enumerate() {
            srt.push_str(&format!("{}\n00:00:{at:02},000 --> 00:00:{at:02},900\n{cue}\n\n", at + 1));
        }
        let given = |name, text: &str, kind| Given {
            source: Source::from_bytes(name, text.as_bytes()),
            kind: Some(kind),
        };
        let episode =
            load(vec![given("t", SCRIPT, Kind::Transcript), given("s", &srt, Kind::Subtitles)], "Fog");
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
