//! The opened episode with all that is derived from it for the screen.

use std::sync::{Arc, OnceLock};

use crate::episode::{ActIx, ElementIx, ElementKind, Episode, SceneIx, SpeakerIx};
use crate::search::Index;

use super::colours::colours;
use crate::statistics::Statistics;

/// An episode on the table.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// The episode.
    pub(super) episode: Arc<Episode>,
    /// What searches it; `None` until it has been built.
    pub(super) index: Option<Arc<Index>>,
    /// Speakers, the one with most speeches first.
    pub(super) ranks: Vec<SpeakerIx>,
    /// The number of each speaker's colour.
    colours: Vec<usize>,
    /// Who speaks in each scene, in the order of their first speech there.
    pub(super) scenes: Vec<Vec<SpeakerIx>>,
    /// Who says how much, counted when it is first asked for.
    statistics: OnceLock<Arc<Statistics>>,
}

impl Table {
    /// Lays `episode` out, not to be searched yet.
    pub(super) fn new(episode: Episode) -> Self {
        let mut ranks: Vec<SpeakerIx> = (0..episode.cast.speakers.len()).map(SpeakerIx::new).collect();
        ranks.sort_by_key(|ix| std::cmp::Reverse(episode.speaker(*ix).speeches));
        let colours = colours_of(&episode, &ranks);
        let mut scenes: Vec<Vec<SpeakerIx>> = vec![Vec::new(); episode.outline.scenes.len()];
        for element in &episode.elements {
            if let Some(present) = element.scene.and_then(|scene| scenes.get_mut(scene.at())) {
                let new: Vec<SpeakerIx> =
                    element.speakers.iter().filter(|ix| !present.contains(ix)).copied().collect();
                present.extend(new);
            }
        }
        Self { episode: Arc::new(episode), index: None, ranks, colours, scenes, statistics: OnceLock::new() }
    }

    /// Lays `episode` out to be searched.
    pub(super) fn with_index(episode: Episode) -> Self {
        let index = Some(Arc::new(Index::new(&episode)));
        Self { index, ..Self::new(episode) }
    }

    /// Who says how much.
    pub(super) fn statistics(&self) -> &Statistics {
        self.statistics.get_or_init(|| Arc::new(Statistics::of(&self.episode)))
    }

    /// Where reading begins: at the first element that is not of the header.
    pub(super) fn beginning(&self) -> usize {
        let told = self.episode.elements.iter().position(|element| element.kind != ElementKind::Metadata);
        told.unwrap_or_default()
    }

    /// The number of a speaker's colour.
    pub(super) fn colour(&self, speaker: SpeakerIx) -> usize {
        self.colours.get(speaker.at()).copied().unwrap_or_default()
    }

    /// The scene of the element at `index`.
    pub(super) fn scene(&self, index: usize) -> Option<SceneIx> {
        self.episode.elements.get(index).and_then(|element| element.scene)
    }

    /// The act of the element at `index`.
    pub(super) fn act(&self, index: usize) -> Option<ActIx> {
        self.episode.elements.get(index).and_then(|element| element.act)
    }

    /// How many speeches lie in a range of elements.
    pub(super) fn speeches(&self, elements: std::ops::Range<usize>) -> usize {
        let within = self.episode.elements.get(elements).unwrap_or_default();
        within.iter().filter(|element| element.kind == ElementKind::Speech).count()
    }

    /// The element that `element` of an `older` table is in this one: the one of the same id and
    /// words, else of the same words nearest to it, else the one at the same share of the way.
    pub(super) fn find_again(&self, older: &Self, index: usize) -> usize {
        let Some(was) = older.episode.elements.get(index) else { return 0 };
        let same_words = |at: &usize| self.episode.elements[*at].text == was.text;
        let by_id = self.episode.find(was.id).map(ElementIx::at).filter(same_words);
        let nearest = || {
            let all = 0..self.episode.elements.len();
            all.filter(same_words).min_by_key(|at| at.abs_diff(index))
        };
        let share = || {
            let (old, new) = (older.episode.elements.len().max(1), self.episode.elements.len());
            (index * new / old).min(new.saturating_sub(1))
        };
        by_id.or_else(nearest).unwrap_or_else(share)
    }
}

/// The number of each speaker's colour; who speaks most chooses first.
fn colours_of(episode: &Episode, ranks: &[SpeakerIx]) -> Vec<usize> {
    let chosen = colours(ranks.iter().map(|ix| episode.speaker(*ix).name.as_str()));
    let mut colours = vec![0; episode.cast.speakers.len()];
    for (ix, colour) in ranks.iter().zip(chosen) {
        if let Some(of) = colours.get_mut(ix.at()) {
            *of = colour;
        }
    }
    colours
}
