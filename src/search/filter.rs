//! Choosing lines by what they are: who speaks, in which scene and act, of which kind and document.

use crate::episode::{ActIx, Episode, SceneIx, SourceIx, SpeakerIx};
use crate::text::fold::fold;
use crate::text::tokens::key_words;

use super::lines::Line;
use super::query::Field;

/// The names that an episode's speakers, scenes, acts and documents go by.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    speakers: Vec<Vec<Vec<String>>>,
    /// Number and heading.
    scenes: Vec<(u32, Vec<String>)>,
    acts: Vec<Vec<String>>,
    /// Kind, folded name of the file.
    docs: Vec<(&'static str, String)>,
    series: String,
    /// The episode's and those of its log entries.
    stardates: Vec<String>,
}

/// The lines that a filter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    Speakers(Vec<SpeakerIx>),
    Scenes(Vec<SceneIx>),
    Acts(Vec<ActIx>),
    Kinds(Vec<String>),
    Docs(Vec<SourceIx>),
    All,
    Nothing,
}

impl Choice {
    /// Whether it takes `line`.
    pub(super) fn takes(&self, line: &Line) -> bool {
        match self {
            Self::Speakers(speakers) => line.speakers.iter().any(|ix| speakers.contains(ix)),
            Self::Scenes(scenes) => line.scene.is_some_and(|ix| scenes.contains(&ix)),
            Self::Acts(acts) => line.act.is_some_and(|ix| acts.contains(&ix)),
            Self::Kinds(kinds) => kinds.iter().any(|kind| kind == line.kind),
            Self::Docs(docs) => line.source.is_some_and(|ix| docs.contains(&ix)),
            Self::All => true,
            Self::Nothing => false,
        }
    }

    /// Whether it takes no line at all, whatever the line.
    pub(super) fn is_nothing(&self) -> bool {
        match self {
            Self::Speakers(chosen) => chosen.is_empty(),
            Self::Scenes(chosen) => chosen.is_empty(),
            Self::Acts(chosen) => chosen.is_empty(),
            Self::Kinds(chosen) => chosen.is_empty(),
            Self::Docs(chosen) => chosen.is_empty(),
            Self::All => false,
            Self::Nothing => true,
        }
    }
}

impl Names {
    pub(super) fn of(episode: &Episode) -> Self {
        let text = |text: &Option<String>| fold(text.as_deref().unwrap_or_default());
        let logs = episode.logs.iter().filter_map(|log| log.stardate.as_deref());
        Self {
            speakers: speakers(episode),
            scenes: episode.outline.scenes.iter().map(|s| (s.number, key_words(&s.heading))).collect(),
            acts: episode.outline.acts.iter().map(|act| key_words(&act.name)).collect(),
            docs: episode.sources.iter().map(|doc| (doc.kind.name(), fold(&doc.source.name))).collect(),
            series: text(&episode.identity.series),
            stardates: episode.identity.stardate.as_deref().into_iter().chain(logs).map(fold).collect(),
        }
    }

    /// The lines that `field` chooses with `value`, folded.
    pub(super) fn choice(&self, field: Field, value: &str) -> Choice {
        let wanted = key_words(value);
        match field {
            Field::Speaker => Choice::Speakers(self.speakers_named(&wanted)),
            Field::Scene => Choice::Scenes(self.scenes_named(value, &wanted)),
            Field::Act => {
                let level = |name: &Vec<String>| closeness(name, &wanted);
                Choice::Acts(best(self.acts.iter().map(level)).map(ActIx::new).collect())
            }
            Field::Kind => Choice::Kinds(value.split('|').map(str::to_owned).collect()),
            Field::Doc => {
                let named = |(kind, name): &(&str, String)| kind.starts_with(value) || name.contains(value);
                let docs = self.docs.iter().enumerate().filter(|(_, doc)| named(doc));
                Choice::Docs(docs.map(|(at, _)| SourceIx::new(at)).collect())
            }
            Field::Series => all_if(self.series.contains(value)),
            Field::Stardate => all_if(self.stardates.iter().any(|stardate| stardate.starts_with(value))),
        }
    }

    fn speakers_named(&self, wanted: &[String]) -> Vec<SpeakerIx> {
        let level = |names: &Vec<Vec<String>>| names.iter().filter_map(|name| closeness(name, wanted)).min();
        best(self.speakers.iter().map(level)).map(SpeakerIx::new).collect()
    }

    /// By number, or all whose heading has the words.
    fn scenes_named(&self, value: &str, wanted: &[String]) -> Vec<SceneIx> {
        let number: Option<u32> = value.trim().parse().ok();
        let fits = |(of, heading): &(u32, Vec<String>)| match number {
            Some(number) => number == *of,
            None => closeness(heading, wanted).is_some(),
        };
        let scenes = self.scenes.iter().enumerate().filter(|(_, scene)| fits(scene));
        scenes.map(|(at, _)| SceneIx::new(at)).collect()
    }
}

/// Every name that each speaker goes by, as comparable words.
fn speakers(episode: &Episode) -> Vec<Vec<Vec<String>>> {
    let names = |speaker: &crate::episode::Speaker| {
        let known = [Some(&speaker.name), speaker.role.as_ref()].into_iter().flatten();
        known.chain(&speaker.labels).chain(&speaker.aliases).map(|name| key_words(name)).collect()
    };
    episode.cast.speakers.iter().map(names).collect()
}

fn all_if(all: bool) -> Choice {
    if all { Choice::All } else { Choice::Nothing }
}

/// How close `wanted` comes to `name`, 0 being the name itself; `None` where it is not in it. The last
/// word may be the beginning of one.
fn closeness(name: &[String], wanted: &[String]) -> Option<u8> {
    let (last, before) = wanted.split_last()?;
    if name == wanted {
        return Some(0);
    }
    let fits = |from: usize, whole: bool| {
        let at = from + before.len();
        name.get(from..at) == Some(before)
            && name
                .get(at)
                .is_some_and(|word| if whole { word == last } else { word.starts_with(last.as_str()) })
    };
    let anywhere = |whole: bool| (1..name.len()).any(|from| fits(from, whole));
    match () {
        () if fits(0, true) => Some(1),
        () if anywhere(true) => Some(2),
        () if fits(0, false) => Some(3),
        () if anywhere(false) => Some(4),
        () => None,
    }
}

/// The places of the closest.
fn best(levels: impl Iterator<Item = Option<u8>>) -> impl Iterator<Item = usize> {
    let levels: Vec<Option<u8>> = levels.collect();
    let closest = levels.iter().flatten().min().copied();
    let is_best = move |level: &Option<u8>| level.is_some() && *level == closest;
    levels.into_iter().enumerate().filter(move |(_, level)| is_best(level)).map(|(at, _)| at)
}
