//! Counting lines by who speaks, by scene, by episode.

use std::collections::HashMap;

use crate::search::collection::CountBy;
use crate::search::rank::Found;

use super::Segment;

/// What a line counts for where nobody speaks it.
const NOBODY: &str = "(nobody)";
/// What a line counts for before the first scene.
const NOWHERE: &str = "(before the first scene)";

impl Segment {
    /// How many of the lines of `hits` each name has.
    pub(in crate::search) fn counts(&self, hits: &[Found], by: CountBy) -> Vec<(String, usize)> {
        // Counted by number first: names are made once each, not once a line.
        let mut numbers: HashMap<u32, usize> = HashMap::new();
        for hit in hits {
            let number = match by {
                CountBy::Speaker => self.speaking.get(hit.line as usize).copied().unwrap_or_default(),
                CountBy::Scene => self.scenes.get(hit.line),
                CountBy::Episode => self.part_of(hit.line).map_or(u32::MAX, crate::search::column::number),
            };
            *numbers.entry(number).or_default() += 1;
        }
        let named = |(number, count): (u32, usize)| {
            let names = self.counted_as(number as usize, by);
            names.into_iter().map(move |name| (name, count))
        };
        numbers.into_iter().flat_map(named).collect()
    }

    fn counted_as(&self, number: usize, by: CountBy) -> Vec<String> {
        match by {
            CountBy::Speaker => {
                let speaking = self.names.speaking.get(number).into_iter().flatten();
                let names = speaking.filter_map(|at| self.names.speakers.get(*at as usize));
                let names: Vec<String> = names.map(|named| named.shown.clone()).collect();
                if names.is_empty() { vec![NOBODY.to_owned()] } else { names }
            }
            CountBy::Scene => {
                let scene = self.names.scenes.get(number);
                vec![scene.map_or_else(
                    || NOWHERE.to_owned(),
                    |scene| format!("{} {}", scene.number, scene.heading),
                )]
            }
            CountBy::Episode => {
                self.episodes.get(number).map(|part| part.title.clone()).into_iter().collect()
            }
        }
    }
}
