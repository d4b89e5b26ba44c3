//! What is asked, and the answer of one episode to it.

use std::collections::HashSet;

use crate::episode::{Element, ElementIx, SceneIx, SpeakerIx};
use crate::search::{Answer, Query, Witness};

use crate::tui::table::Table;

/// Queries and where they are asked: every query must answer, the last one ranks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::tui) struct Asked {
    pub(in crate::tui) queries: Vec<Query>,
    pub(in crate::tui) scope: Scope,
}

impl Asked {
    /// Whether nothing is asked.
    pub(in crate::tui) fn is_empty(&self) -> bool {
        self.queries.is_empty()
    }

    /// The same asked of the episode alone.
    pub(in crate::tui) fn within_episode(&self) -> Self {
        Self { queries: self.queries.clone(), scope: Scope::Episode }
    }
}

/// Where is searched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) enum Scope {
    /// The episode.
    #[default]
    Episode,
    /// All episodes on the shelf.
    Library,
    /// A scene of it.
    Scene(SceneIx),
    /// What one speaker says in it.
    Speaker(SpeakerIx),
}

impl Scope {
    /// The next one in turn: the episode, the library where there is one, the scene and the speaker of
    /// where one is.
    pub(in crate::tui) fn next(
        self,
        library: bool,
        scene: Option<SceneIx>,
        speaker: Option<SpeakerIx>,
    ) -> Self {
        let speaker = || speaker.map_or(Self::Episode, Self::Speaker);
        match self {
            Self::Episode if library => Self::Library,
            Self::Episode | Self::Library => scene.map_or_else(speaker, Self::Scene),
            Self::Scene(_) => speaker(),
            Self::Speaker(_) => Self::Episode,
        }
    }

    fn takes(self, element: &Element) -> bool {
        match self {
            Self::Episode | Self::Library => true,
            Self::Scene(scene) => element.scene == Some(scene),
            Self::Speaker(speaker) => element.speakers.contains(&speaker),
        }
    }
}

/// What the episode on `table` answers; `None` where it cannot be searched yet. Works on values alone,
/// so that it can be had from a thread beside the screen.
pub(in crate::tui) fn answer_to(asked: &Asked, table: &Table) -> Option<Answer> {
    let index = table.index.as_ref()?;
    let Some((last, before)) = asked.queries.split_last() else { return Some(Answer::default()) };
    let mut answer = index.search(last);
    for query in before {
        keep_those_of(&mut answer, &index.search(query));
    }
    let takes = |element: ElementIx| {
        table.episode.elements.get(element.at()).is_some_and(|element| asked.scope.takes(element))
    };
    if asked.scope != Scope::Episode {
        answer.hits.retain(|hit| takes(hit.element));
        answer.told.retain(|told| told.element.is_some_and(takes));
    }
    answer.exact = answer.hits.iter().filter(|hit| hit.tier.is_exact()).count();
    answer.near = answer.hits.len() - answer.exact;
    Some(answer)
}

/// Keeps of `answer` what `wider` has too. A text beside the script counts by itself: it may be a
/// witness here and told alone there.
fn keep_those_of(answer: &mut Answer, wider: &Answer) {
    let elements: HashSet<ElementIx> = wider.hits.iter().map(|hit| hit.element).collect();
    answer.hits.retain(|hit| elements.contains(&hit.element));
    let texts = wider.told.iter().map(|told| told.witness);
    let texts: Vec<Witness> = texts.chain(wider.hits.iter().flat_map(|hit| hit.witnesses.clone())).collect();
    answer.told.retain(|told| texts.contains(&told.witness));
}
