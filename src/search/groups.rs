//! Hits by who says them and where: "who says it most".

use crate::episode::{Element, Episode, SceneIx, SpeakerIx};

use super::answer::Hit;

/// What a line counts for that nobody speaks.
pub(super) const NOBODY: &str = "(nobody)";

/// What hits are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Who speaks; a line that several speak counts for each of them.
    Speaker,
    /// The scene.
    Scene,
    /// The episode.
    Episode,
}

/// What the hits of a group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GroupKey {
    /// Who speaks; `None` for what nobody says.
    Speaker(Option<SpeakerIx>),
    /// The scene; `None` for what stands before the first.
    Scene(Option<SceneIx>),
    /// The episode, which is one for all its hits.
    Episode,
}

/// Hits that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What that is.
    pub key: GroupKey,
    /// Places in the hits that were grouped, in their order.
    pub hits: Vec<usize>,
}

/// `hits` put together `by` something: the largest group first, equal ones in the order of their first
/// hits. The work grows with hits times groups.
pub fn groups(episode: &Episode, hits: &[Hit], by: Grouping) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, hit) in hits.iter().enumerate() {
        let Some(element) = episode.elements.get(hit.element.at()) else { continue };
        for key in keys(element, by) {
            match groups.iter_mut().find(|group| group.key == key) {
                Some(group) => group.hits.push(at),
                None => groups.push(Group { key, hits: vec![at] }),
            }
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.hits.len()));
    groups
}

fn keys(element: &Element, by: Grouping) -> Vec<GroupKey> {
    match by {
        Grouping::Scene => vec![GroupKey::Scene(element.scene)],
        Grouping::Episode => vec![GroupKey::Episode],
        Grouping::Speaker if element.speakers.is_empty() => vec![GroupKey::Speaker(None)],
        Grouping::Speaker => element.speakers.iter().map(|ix| GroupKey::Speaker(Some(*ix))).collect(),
    }
}

impl GroupKey {
    /// What the group is called: a speaker's name, a scene's number and heading, the episode's name.
    pub fn name(self, episode: &Episode) -> String {
        let speaker = |ix: SpeakerIx| episode.cast.speakers.get(ix.at()).map(|speaker| speaker.name.clone());
        let scene = |ix: SceneIx| {
            let scene = episode.outline.scenes.get(ix.at())?;
            Some(format!("{} {}", scene.number, scene.heading).trim_end().to_owned())
        };
        match self {
            Self::Speaker(ix) => ix.and_then(speaker).unwrap_or_else(|| NOBODY.to_owned()),
            Self::Episode => episode.identity.name(),
            Self::Scene(ix) => ix.and_then(scene).unwrap_or_else(|| "(before the first scene)".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::loader;
    use crate::search::{Index, Query};
    use crate::source::Source;

    use super::*;

    const SCRIPT: &str = "The Halyard Transcript\n\n[Lamp room]\n\nMAREN: Trim the lantern. The lantern, I said.\nORRIN: The lanterns are trimmed.\n(A lantern falls.)\n\n[Gallery]\n\nORRIN: The lantern stays lit.\n";

    #[test]
    fn the_one_who_says_it_most_comes_first() {
        let episode = loader::load(vec![Source::from_bytes("halyard.txt", SCRIPT.as_bytes()).into()], "x");
        let answer = Index::new(&episode).search(&Query::parse("lantern"));
        let counted = |by| -> Vec<(String, usize)> {
            let groups = groups(&episode, &answer.hits, by);
            groups.iter().map(|group| (group.key.name(&episode), group.hits.len())).collect()
        };
        let names = |counted: &[(&str, usize)]| -> Vec<(String, usize)> {
            counted.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
        };
        assert_eq!(counted(Grouping::Speaker), names(&[("ORRIN", 2), ("MAREN", 1), ("(nobody)", 1)]));
        assert_eq!(counted(Grouping::Scene), names(&[("1 Lamp room", 3), ("2 Gallery", 1)]));
        assert_eq!(counted(Grouping::Episode), names(&[(&episode.identity.name(), 4)]));
    }
}
