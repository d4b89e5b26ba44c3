//! The words of an episode, and which of them a word of a query may mean.

use std::collections::HashMap;
use std::ops::Range;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::distance::edit_distance;

/// The shortest word whose letters may lie apart in another one.
const SHORTEST_SCATTERED: usize = 3;

/// The distinct words, sorted.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<String>,
}

impl Vocabulary {
    /// The words of `lines`, and those of each line as numbers in it.
    pub(super) fn new(lines: &[Vec<String>]) -> (Self, Vec<Vec<u32>>) {
        let mut words: Vec<String> = lines.iter().flatten().cloned().collect();
        words.sort_unstable();
        words.dedup();
        let numbers: HashMap<&str, u32> =
            (0..).zip(&words).map(|(number, word)| (word.as_str(), number)).collect();
        let number = |word: &String| numbers.get(word.as_str()).copied().unwrap_or_default();
        let numbered = lines.iter().map(|line| line.iter().map(number).collect()).collect();
        (Self { words }, numbered)
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of `word`.
    pub(super) fn whole(&self, word: &str) -> Option<u32> {
        let at = self.words.binary_search_by(|other| other.as_str().cmp(word)).ok()?;
        u32::try_from(at).ok()
    }

    /// The numbers of the words that begin with `start`.
    pub(super) fn beginning(&self, start: &str) -> Range<u32> {
        let first = self.words.partition_point(|word| word.as_str() < start);
        let count = self.words[first..].iter().take_while(|word| word.starts_with(start)).count();
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        number(first)..number(first + count)
    }

    /// The words that `word` may have been meant for, with a score: a letter or two off (of words long
    /// enough to be told from others then), or with its letters in this order behind the same first
    /// one. Words that begin with it are none of these.
    pub(super) fn near(&self, word: &str) -> Vec<(u32, u32)> {
        let length = word.chars().count();
        let limit = match length {
            0..=4 => 0,
            5..=7 => 1,
            _ => 2,
        };
        let mut matcher = Matcher::new(Config::DEFAULT);
        let atom = Atom::new(word, CaseMatching::Ignore, Normalization::Never, AtomKind::Fuzzy, false);
        let mut buffer = Vec::new();
        let mut near = Vec::new();
        for (number, other) in (0..).zip(&self.words).filter(|(_, other)| !other.starts_with(word)) {
            let same_start = other.chars().next() == word.chars().next();
            let off = if limit > 0 && same_start { edit_distance(word, other, limit) } else { None };
            let mut scattered = || {
                let short = other.chars().count() <= 2 * length;
                let scored = (same_start && short && length >= SHORTEST_SCATTERED)
                    .then(|| atom.score(Utf32Str::new(other, &mut buffer), &mut matcher));
                scored.flatten().map(u32::from)
            };
            match off {
                Some(letters) => near.push((number, 1000 - 100 * u32::try_from(letters).unwrap_or(9))),
                None => near.extend(scattered().map(|score| (number, score.min(500)))),
            }
        }
        near
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        Vocabulary::new(&[words.iter().map(|word| (*word).to_owned()).collect()]).0
    }

    fn near(words: &[&str], word: &str) -> Vec<String> {
        let vocabulary = vocabulary(words);
        vocabulary
            .near(word)
            .into_iter()
            .map(|(number, _)| vocabulary.words[number as usize].clone())
            .collect()
    }

    #[test]
    fn a_typo_is_near_a_word_and_a_beginning_is_none() {
        let words = ["technology", "technologies", "lantern", "janeway", "core", "come"];
        assert_eq!(near(&words, "technolgy"), ["technology"]);
        assert_eq!(near(&words, "jnwy"), ["janeway"]);
        assert_eq!(near(&words, "latnern"), ["lantern"]);
        assert_eq!(near(&words, "core"), [""; 0]);
        assert_eq!(near(&words, "lant"), [""; 0]);
    }

    #[test]
    fn beginnings_are_a_range() {
        let vocabulary = vocabulary(&["lamp", "lamps", "lantern", "fog"]);
        assert_eq!(vocabulary.beginning("lamp"), 1..3);
        assert_eq!(vocabulary.beginning("z"), 4..4);
        assert_eq!(vocabulary.whole("fog"), Some(0));
        assert_eq!(vocabulary.whole("fo"), None);
    }
}
