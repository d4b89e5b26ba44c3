//! Where two tellings of the same line differ in substance, word by word.
//!
//! What is compared are words, not spelling: contractions, hesitations, words written in one or in
//! two are no difference.

use foldhash::{HashMap, HashMapExt};
use std::ops::Range;

use super::tokens::{Sequence, align};

/// Sounds that one document writes and the other leaves out.
const HESITATIONS: [&str; 9] = ["er", "erm", "um", "uh", "ah", "hm", "hmm", "mm", "eh"];

/// What contractions stand for.
const CONTRACTED: [(&str, &str); 8] = [
    ("won't", "willnot"),
    ("can't", "cannot"),
    ("n't", "not"),
    ("'re", "are"),
    ("'ll", "will"),
    ("'ve", "have"),
    ("'m", "am"),
    ("'s", "is"),
];

/// Words of one telling and those that the other has in their place; either may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Places in the first telling.
    pub first: Range<usize>,
    /// Places in the second.
    pub second: Range<usize>,
}

/// Where the words `first` and `second`, keys as [`tokens::keys`](crate::text::tokens::keys) makes
/// them, say something else: in order, disjoint in both.
pub fn differences(first: &[&str], second: &[&str]) -> Vec<Difference> {
    if first == second {
        return Vec::new();
    }
    let mut differences = Vec::new();
    let (mut in_first, mut in_second) = (0, 0);
    for (a, b) in pairs(first, second).into_iter().chain([(first.len(), second.len())]) {
        let between = Difference { first: in_first..a, second: in_second..b };
        let words =
            |all: &[&str], range: &Range<usize>| substance(all.get(range.clone()).unwrap_or_default());
        if words(first, &between.first) != words(second, &between.second) {
            differences.push(between);
        }
        (in_first, in_second) = (a + 1, b + 1);
    }
    differences
}

/// The words that stand for each other. Those in which both begin and end do, and are most of them.
fn pairs(first: &[&str], second: &[&str]) -> Vec<(usize, usize)> {
    let same = |(a, b): &(&&str, &&str)| a == b;
    let start = first.iter().zip(second).take_while(same).count();
    let (rest_of_first, rest_of_second) = (&first[start..], &second[start..]);
    let end = rest_of_first.iter().rev().zip(rest_of_second.iter().rev()).take_while(same).count();
    let (ends_first, ends_second) = (first.len() - end, second.len() - end);
    let between = aligned(&first[start..ends_first], &second[start..ends_second]);
    let between = between.into_iter().map(|(a, b)| (start + a, start + b));
    let ends = (ends_first..first.len()).zip(ends_second..);
    (0..start).zip(0..).chain(between).chain(ends).collect()
}

/// The words that stand for each other, whatever the words at both ends.
fn aligned(first: &[&str], second: &[&str]) -> Vec<(usize, usize)> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut number = |key| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(key).or_insert(next)
    };
    let a: Vec<u32> = first.iter().copied().map(&mut number).collect();
    let b: Vec<u32> = second.iter().copied().map(&mut number).collect();
    align(Sequence { tokens: &a, begins: &[] }, Sequence { tokens: &b, begins: &[] })
}

/// What words say, written as one: without hesitations, contractions as what they stand for.
fn substance(words: &[&str]) -> String {
    let mut substance = String::new();
    for word in words.iter().filter(|word| !HESITATIONS.contains(word)) {
        let contracted = CONTRACTED.iter().find_map(|(short, long)| Some((word.strip_suffix(short)?, long)));
        match contracted {
            Some((stem, long)) => substance.extend([stem, long]),
            None => substance.push_str(word),
        }
    }
    substance
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(first: &str, second: &str) -> Vec<(String, String)> {
        let (first, second): (Vec<&str>, Vec<&str>) =
            (first.split_whitespace().collect(), second.split_whitespace().collect());
        let words = |all: &[&str], range: Range<usize>| all[range].join(" ");
        differences(&first, &second)
            .into_iter()
            .map(|of| (words(&first, of.first), words(&second, of.second)))
            .collect()
    }

    #[test]
    fn other_words_differ_and_other_spellings_do_not() {
        assert_eq!(told("er the lamp won't light", "the lamp will not light"), []);
        assert_eq!(told("the sick bay is cold", "the sickbay is cold"), []);
        let of = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(
            told(
                "the lamp is out and the tide is late",
                "the lantern is out now and the tide is late friend"
            ),
            of(&[("lamp", "lantern"), ("", "now"), ("", "friend")])
        );
        assert_eq!(told("all of it", ""), of(&[("all of it", "")]));
    }
}
