//! Who says how much, where, to whom and when: numbers of an [`Episode`], for the reader's views, the
//! command line and other programs alike, so that none of them tells other figures than the next.
//!
//! What is counted is a *speech*: an element of kind [`ElementKind::Speech`]. A speech of several
//! speakers is one speech of the episode and one of each of them. Words are those of
//! [`Element::spoken_words`]: directions inside a speech are not said.

mod presence;
mod tally;
mod timeline;

use std::collections::{BTreeMap, HashMap};

pub use presence::{Stretch, presence};
pub use tally::{Longest, Tally};
pub use timeline::{Bin, Timeline};

use crate::episode::{Element, ElementIx, ElementKind, Episode, SceneIx, SpeakerIx};

/// The numbers of one episode.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statistics {
    /// All speeches, also those of nobody known.
    pub whole: Tally,
    /// Of each speaker, as [`Cast::speakers`](crate::episode::Cast::speakers).
    pub speakers: Vec<OfSpeaker>,
    /// Of each scene, as [`Outline::scenes`](crate::episode::Outline::scenes).
    pub scenes: Vec<OfStretch>,
    /// Of each act, as [`Outline::acts`](crate::episode::Outline::acts).
    pub acts: Vec<OfStretch>,
}

/// The numbers of one speaker.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfSpeaker {
    /// Their speeches.
    pub tally: Tally,
    /// Their speeches in each scene that they speak in; `None` is what stands before the first scene.
    pub scenes: BTreeMap<Option<SceneIx>, Tally>,
    /// Whom they talk with, most first.
    pub partners: Vec<Partner>,
}

/// Somebody whom a speaker talks with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partner {
    /// Who.
    pub speaker: SpeakerIx,
    /// How often one of the two speaks right after the other in the same scene.
    pub turns: usize,
    /// The first speech of either that follows the other's.
    pub first: ElementIx,
}

/// The numbers of a scene or an act.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfStretch {
    /// The speeches in it.
    pub tally: Tally,
    /// Who speaks in it, in the order of their first speech there.
    pub speakers: Vec<SpeakerIx>,
}

impl Statistics {
    /// Counts `episode`, in time that grows with its text.
    pub fn of(episode: &Episode) -> Self {
        let mut statistics = Self {
            whole: Tally::default(),
            speakers: vec![OfSpeaker::default(); episode.cast.speakers.len()],
            scenes: vec![OfStretch::default(); episode.outline.scenes.len()],
            acts: vec![OfStretch::default(); episode.outline.acts.len()],
        };
        for (ix, element) in speeches(episode) {
            statistics.count(ix, element);
        }
        for (ix, partners) in partners(episode) {
            if let Some(speaker) = statistics.speakers.get_mut(ix.at()) {
                speaker.partners = partners;
            }
        }
        statistics
    }

    fn count(&mut self, ix: ElementIx, element: &Element) {
        let words = element.spoken_words();
        self.whole.add(ix, words);
        for speaker in &element.speakers {
            if let Some(of) = self.speakers.get_mut(speaker.at()) {
                of.tally.add(ix, words);
                of.scenes.entry(element.scene).or_default().add(ix, words);
            }
        }
        let scene = element.scene.and_then(|scene| self.scenes.get_mut(scene.at()));
        let act = element.act.and_then(|act| self.acts.get_mut(act.at()));
        for stretch in [scene, act].into_iter().flatten() {
            stretch.tally.add(ix, words);
            let new = element.speakers.iter().filter(|speaker| !stretch.speakers.contains(speaker));
            let new: Vec<SpeakerIx> = new.copied().collect();
            stretch.speakers.extend(new);
        }
    }

    /// What `speaker` says in `scene`; nothing where they do not speak there.
    pub fn crossing(&self, scene: SceneIx, speaker: SpeakerIx) -> Option<&Tally> {
        self.speakers.get(speaker.at())?.scenes.get(&Some(scene))
    }
}

fn speeches(episode: &Episode) -> impl Iterator<Item = (ElementIx, &Element)> {
    episode.indexed().filter(|(_, element)| element.kind == ElementKind::Speech)
}

/// Whom each speaker talks with: whose speeches follow theirs, or theirs whose, with no speech between
/// and in the same scene.
fn partners(episode: &Episode) -> BTreeMap<SpeakerIx, Vec<Partner>> {
    let mut turns: HashMap<(SpeakerIx, SpeakerIx), (usize, ElementIx)> = HashMap::new();
    let mut before: Option<&Element> = None;
    for (ix, element) in speeches(episode) {
        let answered = before.filter(|before| before.scene == element.scene);
        for other in answered.map_or(&[][..], |before| before.speakers.as_slice()) {
            for speaker in element.speakers.iter().filter(|speaker| *speaker != other) {
                for pair in [(*speaker, *other), (*other, *speaker)] {
                    turns.entry(pair).or_insert((0, ix)).0 += 1;
                }
            }
        }
        before = Some(element);
    }
    let mut partners: BTreeMap<SpeakerIx, Vec<Partner>> = BTreeMap::new();
    for ((speaker, other), (turns, first)) in turns {
        partners.entry(speaker).or_default().push(Partner { speaker: other, turns, first });
    }
    for partners in partners.values_mut() {
        partners.sort_by_key(|partner| (std::cmp::Reverse(partner.turns), partner.first, partner.speaker));
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::library::Shelf;
    use crate::loader::{Given, load};
    use crate::source::Source;

    const SCRIPT: &str = "[Deck]\nMAREN: The lamp is out.\nORRIN: Again (he looks up) tonight?\nMAREN: Again.\n\
                          [Hold]\nTESSA: Who is there?\nMAREN AND ORRIN: We are.\nORRIN: And the cat.\n";

    fn halyard() -> Episode {
        let source = Source::from_bytes("t", SCRIPT.as_bytes());
        load(vec![Given { source, kind: Some(Kind::Transcript) }], "Halyard")
    }

    fn named(episode: &Episode, name: &str) -> SpeakerIx {
        let at = episode.cast.speakers.iter().position(|speaker| speaker.name == name).expect(name);
        SpeakerIx::new(at)
    }

    #[test]
    fn speeches_and_words_are_counted_for_each_who_speaks() {
        let episode = halyard();
        let statistics = Statistics::of(&episode);
        assert_eq!((statistics.whole.speeches, statistics.whole.words), (6, 15));
        let of = |name| statistics.speakers[named(&episode, name).at()].tally;
        assert_eq!((of("MAREN").speeches, of("MAREN").words), (3, 7));
        assert_eq!((of("ORRIN").speeches, of("ORRIN").words), (3, 7));
        assert_eq!((of("TESSA").speeches, of("TESSA").words), (1, 3));
        let longest = of("MAREN").longest.expect("a longest speech");
        assert_eq!((episode.element(longest.element).text.as_str(), longest.words), ("The lamp is out.", 4));
        let hold = &statistics.scenes[1];
        assert_eq!((hold.tally.speeches, hold.speakers.len()), (3, 3));
        let crossing = statistics.crossing(SceneIx::new(1), named(&episode, "MAREN")).expect("a cell");
        assert_eq!((crossing.speeches, crossing.words), (1, 2));
        assert_eq!(statistics.crossing(SceneIx::new(0), named(&episode, "TESSA")), None);
    }

    #[test]
    fn those_talk_with_each_other_who_speak_one_after_the_other_in_a_scene() {
        let episode = halyard();
        let statistics = Statistics::of(&episode);
        let with = |name| {
            let partners = &statistics.speakers[named(&episode, name).at()].partners;
            partners
                .iter()
                .map(|partner| (episode.speaker(partner.speaker).name.as_str(), partner.turns))
                .collect::<Vec<_>>()
        };
        assert_eq!(with("MAREN"), [("ORRIN", 3), ("TESSA", 1)]);
        assert_eq!(with("ORRIN"), [("MAREN", 3), ("TESSA", 1)]);
        assert_eq!(with("TESSA"), [("MAREN", 1), ("ORRIN", 1)]);
    }

    #[test]
    fn the_numbers_are_those_of_the_cast() {
        for entry in Shelf::sample().entries {
            let (episode, _) = entry.load();
            let statistics = Statistics::of(&episode);
            for (speaker, of) in episode.cast.speakers.iter().zip(&statistics.speakers) {
                let told = (speaker.speeches, speaker.words, speaker.scenes);
                assert_eq!((of.tally.speeches, of.tally.words, of.scenes.len()), told, "{}", speaker.name);
            }
            let scenes: usize = statistics.scenes.iter().map(|scene| scene.tally.words).sum();
            assert!(scenes <= statistics.whole.words);
        }
    }
}
