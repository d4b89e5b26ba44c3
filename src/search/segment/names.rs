//! Choosing lines by what they are: who speaks, in which scene and act, of which kind, document, episode.

use crate::search::plan::Level;
use crate::search::query::Field;
use crate::text::tokens::key_words;

use super::Part;

/// The names that speakers, scenes, acts and documents go by; comparable words with a space between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::search) struct Names {
    pub(in crate::search) speakers: Vec<Named>,
    /// Who speaks a line, each combination once: places in `speakers`. The first is nobody.
    pub(in crate::search) speaking: Vec<Vec<u32>>,
    pub(in crate::search) scenes: Vec<NamedScene>,
    /// What scenes are called, each once.
    pub(in crate::search) headings: Vec<String>,
    pub(in crate::search) acts: Vec<String>,
    /// Kind, folded name of the file.
    pub(in crate::search) docs: Vec<(String, String)>,
}

/// A speaker; two episodes' are one where all their names are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(in crate::search) struct Named {
    /// The name that is shown.
    pub(in crate::search) shown: String,
    /// All names, comparable.
    pub(in crate::search) names: Vec<String>,
}

/// A scene of one episode.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::search) struct NamedScene {
    pub(in crate::search) number: u32,
    /// A place in [`Names::headings`].
    pub(in crate::search) heading: u32,
}

/// The lines that a filter takes; a truth for each place in the list it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) enum Choice {
    /// Of [`Names::speaking`].
    Speaking(Vec<bool>),
    /// Of [`Names::scenes`].
    Scenes(Vec<bool>),
    /// Of [`Names::acts`].
    Acts(Vec<bool>),
    /// Of [`Names::docs`].
    Docs(Vec<bool>),
    /// Names of kinds.
    Kinds(Vec<String>),
    /// Of the segment's episodes.
    Parts(Vec<bool>),
}

/// The level of names that are all equally close.
const ANY: Level = 0;

impl Names {
    /// How close any name comes to `value`, folded: 0 is the name itself, `None` where nothing is called
    /// so. Where several names fit, only the closest are meant, and what is closest is closest anywhere.
    pub(in crate::search) fn level(&self, field: Field, value: &str, parts: &[Part]) -> Option<Level> {
        let wanted = key_words(value);
        match field {
            Field::Speaker => self.speakers.iter().filter_map(|named| named.level(&wanted)).min(),
            Field::Act => self.acts.iter().filter_map(|name| closeness(name, &wanted)).min(),
            Field::Kind => (!value.is_empty()).then_some(ANY),
            Field::Scene | Field::Doc | Field::Series | Field::Stardate => {
                let any = match self.choice(field, value, ANY, parts) {
                    Choice::Scenes(chosen) | Choice::Docs(chosen) | Choice::Parts(chosen) => {
                        chosen.contains(&true)
                    }
                    Choice::Speaking(_) | Choice::Acts(_) | Choice::Kinds(_) => false,
                };
                any.then_some(ANY)
            }
        }
    }

    /// What `field` chooses with `value`, folded; of speakers and acts those at `level`.
    pub(in crate::search) fn choice(
        &self,
        field: Field,
        value: &str,
        level: Level,
        parts: &[Part],
    ) -> Choice {
        let wanted = key_words(value);
        match field {
            Field::Speaker => {
                let is_meant = |named: &Named| named.level(&wanted) == Some(level);
                let meant: Vec<bool> = self.speakers.iter().map(is_meant).collect();
                let speaks = |at: &u32| meant.get(*at as usize) == Some(&true);
                Choice::Speaking(self.speaking.iter().map(|set| set.iter().any(speaks)).collect())
            }
            Field::Scene => {
                let number: Option<u32> = value.trim().parse().ok();
                let is_meant = |heading: &String| closeness(heading, &wanted).is_some();
                let meant: Vec<bool> = self.headings.iter().map(is_meant).collect();
                let fits = |scene: &NamedScene| match number {
                    Some(number) => number == scene.number,
                    None => meant.get(scene.heading as usize) == Some(&true),
                };
                Choice::Scenes(self.scenes.iter().map(fits).collect())
            }
            Field::Act => {
                Choice::Acts(self.acts.iter().map(|name| closeness(name, &wanted) == Some(level)).collect())
            }
            Field::Kind => Choice::Kinds(value.split('|').map(str::to_owned).collect()),
            Field::Doc => {
                let named = |(kind, name): &(String, String)| kind.starts_with(value) || name.contains(value);
                Choice::Docs(self.docs.iter().map(named).collect())
            }
            Field::Series => Choice::Parts(parts.iter().map(|part| part.series.contains(value)).collect()),
            Field::Stardate => {
                let fits = |part: &Part| part.stardates.iter().any(|date| date.starts_with(value));
                Choice::Parts(parts.iter().map(fits).collect())
            }
        }
    }
}

impl Named {
    fn level(&self, wanted: &[String]) -> Option<Level> {
        self.names.iter().filter_map(|name| closeness(name, wanted)).min()
    }
}

/// How close `wanted` comes to `name`, 0 being the name itself; `None` where it is not in it. The last
/// word may be the beginning of one.
fn closeness(name: &str, wanted: &[String]) -> Option<Level> {
    let (last, before) = wanted.split_last()?;
    let name: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    if name.iter().eq(wanted) {
        return Some(0);
    }
    let fits = |from: usize, whole: bool| {
        let at = from + before.len();
        name.get(from..at).is_some_and(|words| words.iter().eq(before))
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
