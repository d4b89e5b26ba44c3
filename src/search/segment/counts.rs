//! Counting lines by who speaks.

use crate::search::groups::NOBODY;
use crate::search::hits::Hits;

use super::Segment;

impl Segment {
    /// How many of the lines of `hits` each speaker has; one may come several times.
    pub(in crate::search) fn by_speaker(&self, hits: &Hits) -> Vec<(&str, usize)> {
        // Counted by number first: names are looked up once each, not once a line.
        let mut counts = vec![0usize; self.names.speaking.len()];
        hits.each_line(|line| {
            let speaking = self.speaking.get(line as usize);
            if let Some(count) = speaking.and_then(|speaking| counts.get_mut(speaking as usize)) {
                *count += 1;
            }
        });
        let counted = self.names.speaking.iter().zip(counts).filter(|(_, count)| *count > 0);
        counted
            .flat_map(|(set, count)| self.names_of(set).into_iter().map(move |name| (name, count)))
            .collect()
    }

    /// What those of a set are called who speak together.
    fn names_of(&self, set: &[u32]) -> Vec<&str> {
        let names = set.iter().filter_map(|at| self.names.speakers.get(*at as usize));
        let names: Vec<&str> = names.map(|named| named.shown.as_str()).collect();
        if names.is_empty() { vec![NOBODY] } else { names }
    }
}
