//! Counting lines by who speaks and by episode.

use crate::search::collection::CountBy;
use crate::search::groups::NOBODY;
use crate::search::rank::Found;

use super::Segment;

impl Segment {
    /// How many of the lines of `hits` each name has; a name may come several times.
    pub(in crate::search) fn counts(&self, hits: &[Found], by: CountBy) -> Vec<(String, usize)> {
        // Counted by number first: names are made once each, not once a line.
        let mut counts = match by {
            CountBy::Speaker => vec![0usize; self.names.speaking.len()],
            CountBy::Episode => vec![0; self.episodes.len()],
        };
        for hit in hits {
            let number = match by {
                CountBy::Speaker => self.speaking.get(hit.line as usize).map(|set| *set as usize),
                CountBy::Episode => self.part_of(hit.line),
            };
            if let Some(count) = number.and_then(|number| counts.get_mut(number)) {
                *count += 1;
            }
        }
        let counted = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        let named = |(number, count): (usize, usize)| {
            self.counted_as(number, by).into_iter().map(move |name| (name, count))
        };
        counted.flat_map(named).collect()
    }

    fn counted_as(&self, number: usize, by: CountBy) -> Vec<String> {
        match by {
            CountBy::Speaker => {
                let speaking = self.names.speaking.get(number).into_iter().flatten();
                let names = speaking.filter_map(|at| self.names.speakers.get(*at as usize));
                let names: Vec<String> = names.map(|named| named.shown.clone()).collect();
                if names.is_empty() { vec![NOBODY.to_owned()] } else { names }
            }
            CountBy::Episode => {
                self.episodes.get(number).map(|part| part.title.clone()).into_iter().collect()
            }
        }
    }
}
