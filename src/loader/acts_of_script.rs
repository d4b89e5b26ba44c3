//! Acts that another script marks, laid over the script that the episode is read from: a shooting script
//! beside a transcript knows where its acts begin.
//!
//! Both are aligned by what is said in them. An act begins between the last speech before its mark that
//! both have and the first one behind it; within that gap at a scene's heading where there is one.

use std::collections::HashMap;

use crate::align::tokens::{Sequence, align};
use crate::episode::{Act, ElementKind, Episode, Origin, SourceIx};
use crate::text::tokens::key_words;

use super::{Read, outline, scenes};

/// The share of the words of the shorter script that the other must have too, for both to be one episode's.
const KIN: f32 = 0.35;

/// The share of a speech's words by which it is known again.
const KNOWN: f32 = 0.4;

/// Gives `episode`, whose script is at `script` among `documents`, the acts that another script among them
/// marks, if it has none. Says whether it did.
pub(super) fn lend(episode: &mut Episode, documents: &[Read], script: usize) -> bool {
    if !episode.outline.acts.is_empty() {
        return false;
    }
    let others = documents.iter().enumerate().filter(|(at, read)| *at != script && read.script().is_some());
    for (at, read) in others {
        let mut other = Episode::default();
        scenes::build(&mut other, SourceIx::new(at), read);
        outline::marked(&mut other, read);
        if other.outline.acts.len() < 2 {
            continue;
        }
        let acts = Told::both(episode, &other).map(|told| told.acts(episode, &other, read));
        if let Some(acts) = acts.filter(|acts| acts.len() > 1) {
            outline::lay(episode, acts);
            return true;
        }
    }
    false
}

/// What is said in a script, word by word.
#[derive(Default)]
struct Words {
    tokens: Vec<u32>,
    /// The element of each word.
    elements: Vec<usize>,
    begins: Vec<bool>,
    /// How many words each element has.
    counts: HashMap<usize, usize>,
}

impl Words {
    fn of(episode: &Episode, numbers: &mut HashMap<String, u32>) -> Self {
        let mut words = Self::default();
        for (at, element) in episode.elements.iter().enumerate() {
            if !matches!(element.kind, ElementKind::Speech | ElementKind::Log) {
                continue;
            }
            for key in key_words(&element.text) {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                words.begins.push(words.elements.last() != Some(&at));
                words.tokens.push(*numbers.entry(key).or_insert(next));
                words.elements.push(at);
                *words.counts.entry(at).or_default() += 1;
            }
        }
        words
    }

    fn sequence(&self) -> Sequence<'_> {
        Sequence { tokens: &self.tokens, begins: &self.begins }
    }
}

/// The speeches that both scripts have: the element of the one and of the other, increasing in both.
struct Told {
    pairs: Vec<(usize, usize)>,
}

impl Told {
    /// What `episode` and `other` both have; `None` where that is too little for them to be of one episode.
    fn both(episode: &Episode, other: &Episode) -> Option<Self> {
        let mut numbers = HashMap::new();
        let (own, others) = (Words::of(episode, &mut numbers), Words::of(other, &mut numbers));
        let words = align(own.sequence(), others.sequence());
        let shorter = own.tokens.len().min(others.tokens.len());
        if (words.len() as f32) < KIN * shorter as f32 || shorter == 0 {
            return None;
        }
        let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
        for (a, b) in words {
            let pair = own.elements.get(a).zip(others.elements.get(b));
            pair.into_iter().for_each(|(a, b)| *shared.entry((*a, *b)).or_default() += 1);
        }
        let known = |((a, b), count): ((usize, usize), usize)| {
            let words = own.counts.get(&a).min(others.counts.get(&b)).copied().unwrap_or_default();
            (count as f32 >= KNOWN * words as f32).then_some((a, b))
        };
        let mut pairs: Vec<(usize, usize)> = shared.into_iter().filter_map(known).collect();
        pairs.sort_unstable();
        Some(Self { pairs })
    }

    /// The acts of `other`, laid over the elements of `episode`.
    fn acts(&self, episode: &Episode, other: &Episode, read: &Read) -> Vec<Act> {
        let told = |at: &usize| episode.elements.get(*at).is_some_and(|e| e.kind != ElementKind::Metadata);
        let opening = (0..episode.elements.len()).find(told).unwrap_or_default();
        let mut starts: Vec<(usize, f32, &str)> = Vec::new();
        for act in &other.outline.acts {
            let found = match starts.is_empty() {
                true => Some((opening, 1.0)),
                false => self.beginning(episode, other, act.elements.start),
            };
            let Some((start, sure)) = found else { continue };
            if starts.last().is_none_or(|(before, ..)| *before < start) {
                starts.push((start, sure, &act.name));
            }
        }
        let ends = starts.iter().skip(1).map(|(at, ..)| *at).chain([episode.elements.len()]);
        let act = |((start, confidence, name), end): ((usize, f32, &str), usize)| Act {
            name: name.to_owned(),
            elements: start..end,
            lines: (0, 0),
            origin: Origin::Aligned,
            confidence,
            lender: Some(read.document.kind()),
        };
        starts.iter().copied().zip(ends.collect::<Vec<_>>()).map(act).collect()
    }

    /// The element of `episode` with which what stands behind the element `mark` of `other` begins, and how
    /// sure that is; `None` where nothing behind it is in both.
    fn beginning(&self, episode: &Episode, other: &Episode, mark: usize) -> Option<(usize, f32)> {
        let behind = self.pairs.iter().position(|(_, other)| *other >= mark)?;
        let (next, next_other) = *self.pairs.get(behind)?;
        let (last, last_other) = behind.checked_sub(1).and_then(|at| self.pairs.get(at).copied()).unzip();
        let (first, last_other) = (last.map_or(0, |last| last + 1), last_other.map_or(0, |last| last + 1));
        let mut headed = episode.outline.scenes.iter().map(|scene| scene.elements.start);
        if let Some(start) = headed.rfind(|start| (first..=next).contains(start)) {
            return Some((start, HEADED));
        }
        // Speeches that only one of them has are of both acts in the same shares.
        let said = |episode: &Episode, within: std::ops::Range<usize>| {
            let elements = episode.elements.get(within).unwrap_or_default();
            elements.iter().filter(|element| element.kind == ElementKind::Speech).count()
        };
        let (before, after) = (said(other, last_other..mark), said(other, mark..next_other));
        let between = said(episode, first..next);
        let share = before as f32 / (before + after).max(1) as f32;
        let passed = (between as f32 * share).round() as usize;
        let speech = |at: &usize| episode.elements.get(*at).is_some_and(|e| e.kind == ElementKind::Speech);
        let start = (first..next).filter(speech).nth(passed).unwrap_or(next);
        Some((start, if between == 0 { INSIDE } else { UNSURE }))
    }
}

/// How sure a beginning is at a heading that stands where it should.
const HEADED: f32 = 0.97;
/// How sure inside a scene, between two speeches that follow each other in both.
const INSIDE: f32 = 0.95;
/// How sure where speeches stand there that only one of them has.
const UNSURE: f32 = 0.8;

#[cfg(test)]
mod tests {
    use crate::document::Kind;
    use crate::episode::{Episode, Origin};
    use crate::loader::{Given, load};
    use crate::source::Source;

    const TRANSCRIPT: &str = "Fog\n\n[Lamp room]\nMAREN: The lamp has been out for two nights now.\n\
        ORRIN: I filled it myself, to the brim, on Sunday.\nMAREN: Then somebody let the oil run over the floor.\n\
        ORRIN: It was not me.\n[Jetty]\nFENN: Both of the boats have gone from the jetty.\n\
        TEASEL: Then we shall have to swim for the shore.\nFENN: I never learnt to swim, Teasel.\n\
        TEASEL: You will learn it now, and quickly.\n";

    fn tied(screenplay: &str) -> Episode {
        let given = |name: &str, text: &str, kind| {
            let source = Source::from_bytes(name, text.as_bytes());
            Given { source, kind: Some(kind) }
        };
        let transcript = given("fog.txt", TRANSCRIPT, Kind::Transcript);
        load(vec![given("fog.fountain", screenplay, Kind::Screenplay), transcript], "Fog")
    }

    fn acts(episode: &Episode) -> Vec<(String, String)> {
        let first = |act: &crate::episode::Act| episode.elements[act.elements.start].id.to_string();
        episode.outline.acts.iter().map(|act| (act.name.clone(), first(act))).collect()
    }

    const SCREENPLAY: &str = "# Teaser\n\nINT. LAMP ROOM\n\nMAREN\nThe lamp has been out two nights now.\n\n\
        ORRIN\nI filled it myself to the brim.\n\nMAREN\nSomebody let the oil run over the floor.\n\n\
        # Act One\n\nEXT. JETTY\n\nFENN\nBoth of the boats have gone.\n\nTEASEL\nThen we shall have to swim.\n\n\
        # Act Two\n\nFENN\nI never learnt to swim, Teasel.\n\nTEASEL\nYou will learn it now, quickly.\n";

    #[test]
    fn a_transcript_has_the_acts_of_its_screenplay() {
        let episode = tied(SCREENPLAY);
        let expected = [("Teaser", "1.00"), ("Act One", "2.00"), ("Act Two", "2.03")];
        assert_eq!(acts(&episode), expected.map(|(name, id)| (name.to_owned(), id.to_owned())));
        let act = &episode.outline.acts[1];
        assert_eq!((act.origin, act.lender), (Origin::Aligned, Some(Kind::Screenplay)));
        assert!(act.confidence > 0.9);
    }

    #[test]
    fn a_screenplay_of_something_else_lends_nothing() {
        let other =
            "# Act One\n\nINT. GALLEY\n\nPELLOW\nSoup again.\n\n# Act Two\n\nLISK\nNo pudding today.\n";
        assert_eq!(acts(&tied(other)), []);
    }
}
