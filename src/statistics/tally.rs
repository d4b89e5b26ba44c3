//! How much is said in some part of an episode.

use crate::episode::ElementIx;

/// A count of speeches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub speeches: usize,
    /// How many words they have together.
    pub words: usize,
    /// The longest of them by words, the first of several.
    pub longest: Option<Longest>,
    /// The first and the last of them.
    pub ends: Option<(ElementIx, ElementIx)>,
}

/// The longest of some speeches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Longest {
    /// Which.
    pub element: ElementIx,
    /// How many words it has.
    pub words: usize,
}

impl Tally {
    /// Counts the speech `element` of `words` words; speeches come in the order of the script.
    pub(super) fn add(&mut self, element: ElementIx, words: usize) {
        self.speeches += 1;
        self.words += words;
        if self.longest.is_none_or(|longest| words > longest.words) {
            self.longest = Some(Longest { element, words });
        }
        let first = self.ends.map_or(element, |(first, _)| first);
        self.ends = Some((first, element));
    }

    /// The mean number of words of a speech; 0 where nothing is said.
    pub fn mean(&self) -> f64 {
        ratio(self.words, self.speeches)
    }

    /// The share of the words of `all`, from 0 to 1; 0 where these have none.
    pub fn share(&self, all: &Self) -> f64 {
        ratio(self.words, all.words)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_longest_and_the_ends_are_kept() {
        let mut tally = Tally::default();
        assert_eq!((tally.mean(), tally.share(&tally)), (0.0, 0.0));
        for (at, words) in [(3, 2), (5, 7), (8, 7), (9, 0)] {
            tally.add(ElementIx::new(at), words);
        }
        assert_eq!(tally.longest, Some(Longest { element: ElementIx::new(5), words: 7 }));
        assert_eq!(tally.ends, Some((ElementIx::new(3), ElementIx::new(9))));
        assert_eq!((tally.speeches, tally.words, tally.mean()), (4, 16, 4.0));
    }
}
