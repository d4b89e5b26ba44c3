//! The passages of a script and its subtitles.

use std::ops::Range;

use crate::episode::{ElementIx, ElementKind, Episode, SubtitleCue};

use super::Passage;
use super::witness::{Words, passage};

/// The script beside its subtitles: every element but headings' marks of acts, and every cue.
pub fn with_subtitles(episode: &Episode) -> Vec<Passage> {
    let clusters = clusters(&episode.subtitles);
    let mut shown = vec![false; episode.elements.len()];
    let mut placed: Vec<(usize, Vec<ElementIx>, Vec<Words>)> = Vec::new();
    for cluster in clusters {
        let elements: Vec<usize> =
            cluster.elements.filter(|at| shown.get(*at) == Some(&false) && is_told(episode, *at)).collect();
        for at in &elements {
            if let Some(shown) = shown.get_mut(*at) {
                *shown = true;
            }
        }
        let lines = elements.into_iter().map(ElementIx::new).collect();
        placed.push((cluster.place, lines, cluster.cues.into_iter().map(Words::Cue).collect()));
    }
    for (at, shown) in shown.iter().enumerate() {
        if !shown && is_told(episode, at) {
            placed.push((at, vec![ElementIx::new(at)], Vec::new()));
        }
    }
    // What only the subtitles have stands after what it follows there.
    placed.sort_by_key(|(place, lines, _)| (*place, lines.is_empty()));
    placed.into_iter().map(|(_, lines, cues)| passage(episode, lines, cues)).collect()
}

/// Whether the element at `at` is to be seen beside subtitles: not what only repeats an act's name.
fn is_told(episode: &Episode, at: usize) -> bool {
    episode.elements.get(at).is_some_and(|element| {
        element.kind != ElementKind::Heading || element.id.speech == 0 && element.id.after == 0
    })
}

/// Lines and the cues that show them, such that no cue shows a line of the next cluster; or a cue that
/// shows none.
pub(crate) struct Cluster {
    /// Where in the script it belongs.
    place: usize,
    /// The lines, first to last; empty for a cue that shows none.
    pub(crate) elements: Range<usize>,
    /// The cues, by their places.
    pub(crate) cues: Vec<usize>,
}

/// The clusters of `cues` in their order. A cue goes with the one before it where they share a line,
/// whatever cues without a line stand between.
pub(crate) fn clusters(cues: &[SubtitleCue]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut last: Option<usize> = None;
    for (at, cue) in cues.iter().enumerate() {
        let before = last.and_then(|last| clusters.get_mut(last));
        let Some(shown) = shown(cue) else {
            let place = before.map_or(0, |last| last.elements.end.saturating_sub(1).max(last.place));
            clusters.push(Cluster { place, elements: 0..0, cues: vec![at] });
            continue;
        };
        match before {
            Some(last) if shown.start < last.elements.end && last.elements.start < shown.end => {
                last.elements = last.elements.start.min(shown.start)..last.elements.end.max(shown.end);
                last.place = last.elements.start;
                last.cues.push(at);
            }
            _ => {
                last = Some(clusters.len());
                clusters.push(Cluster { place: shown.start, elements: shown, cues: vec![at] });
            }
        }
    }
    clusters
}

/// The lines that a cue shows, first to last.
fn shown(cue: &SubtitleCue) -> Option<Range<usize>> {
    let first = cue.element?.value.at();
    let all = || std::iter::once(first).chain(cue.more.iter().map(|ix| ix.at()));
    Some(all().min()?..all().max()? + 1)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::comparison::{passage_of, text_of, with_quotes};
    use crate::library::Shelf;
    use crate::loader::subtitled::subtitled;

    fn halyard() -> Episode {
        let script = "[Deck]\nMAREN: The lamp is out, and we are late for the tide.\n(She rows.)\n\
                      ORRIN: Nobody told me about the other lamp at all.\nMAREN: Nobody told anybody anything.\n";
        let cues = [
            "The lantern is out, and we're late",
            "for the tide.",
            "Ahoy! Who goes there?",
            "Nobody told me about the other lamp.",
        ];
        subtitled(script, &cues)
    }

    /// A passage as two texts, what differs in brackets.
    fn shown(episode: &Episode, passage: &Passage) -> (String, String) {
        let marked = |text: &str, ranges: &[Range<usize>]| {
            let mut marked = text.to_owned();
            for range in ranges.iter().rev() {
                marked.insert(range.end, ']');
                marked.insert(range.start, '[');
            }
            marked
        };
        let script =
            passage.script.iter().map(|told| marked(&episode.element(told.line).text, &told.differs));
        let other = passage.other.iter().map(|told| marked(text_of(episode, told.line), &told.differs));
        (script.collect::<Vec<_>>().join(" / "), other.collect::<Vec<_>>().join(" / "))
    }

    #[test]
    fn passages_show_what_is_the_same_what_differs_and_what_only_one_has() {
        let episode = halyard();
        let passages = with_subtitles(&episode);
        let shown: Vec<(String, String)> = passages.iter().map(|passage| shown(&episode, passage)).collect();
        let expected = [
            ("Deck", ""),
            (
                "The [lamp] is out, and we are late for the tide.",
                "The [lantern] is out, and we're late / for the tide.",
            ),
            ("", "Ahoy! Who goes there?"),
            ("(She rows.)", ""),
            ("Nobody told me about the other lamp [at all].", "Nobody told me about the other lamp."),
            ("Nobody told anybody anything.", ""),
        ];
        assert_eq!(shown, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
        assert_eq!(passages.iter().filter(|passage| passage.differs()).count(), 2);
        assert_eq!(passage_of(&passages, ElementIx::new(3)), Some(4));
    }

    #[test]
    fn every_line_and_every_cue_is_in_one_passage() {
        let (episode, _) = Shelf::sample().entries[0].load();
        let passages = with_subtitles(&episode);
        let lines: Vec<ElementIx> =
            passages.iter().flat_map(|passage| passage.script.iter().map(|told| told.line)).collect();
        let cues: Vec<_> =
            passages.iter().flat_map(|passage| passage.other.iter().map(|told| told.line)).collect();
        assert_eq!(lines.iter().collect::<HashSet<_>>().len(), lines.len());
        assert_eq!(lines.len(), (0..episode.elements.len()).filter(|at| is_told(&episode, *at)).count());
        assert!((0..episode.subtitles.len()).all(|at| cues.contains(&Words::Cue(at))));
        assert_eq!(cues.len(), episode.subtitles.len());
        let quoted: usize = with_quotes(&episode).iter().map(|passage| passage.other.len()).sum();
        assert_eq!(quoted, episode.quotes.iter().map(|quote| quote.text.len()).sum::<usize>());
    }
}
