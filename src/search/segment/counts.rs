//! Counting lines by who speaks and by episode.

use crate::search::collection::CountBy;
use crate::search::groups::NOBODY;
use crate::search::hits::Hits;

use super::Segment;

impl Segment {
    /// How many of the lines of `hits` each name has; a name may come several times.
    pub(in crate::search) fn counts(&self, hits: &Hits, by: CountBy) -> Vec<(String, usize)> {
        // Counted by number first: names are made once each, not once a line.
        let counts = match by {
            CountBy::Speaker => self.counts_of_speaking(hits),
            CountBy::Episode => {
                self.episodes.iter().map(|part| hits.len_within(part.first..part.end)).collect()
            }
        };
        let counted = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        let named = |(number, count): (usize, usize)| {
            self.counted_as(number, by).into_iter().map(move |name| (name, count))
        };
        counted.flat_map(named).collect()
    }

    /// For each of [`Names::speaking`](super::Names::speaking) how many of the lines it speaks.
    fn counts_of_speaking(&self, hits: &Hits) -> Vec<usize> {
        let mut counts = vec![0usize; self.names.speaking.len()];
        hits.each_line(|line| {
            let speaking = self.speaking.get(line as usize);
            if let Some(count) = speaking.and_then(|speaking| counts.get_mut(speaking as usize)) {
                *count += 1;
            }
        });
        counts
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
