//! The lines of one segment that answer: few of them as a list, many of them as sets.
//!
//! The first letter that is typed answers in half of all lines. Nobody reads more than the first few hundred,
//! but all are counted; so they are not made into a list, but put into a set for each worth they have.

use std::cmp::Reverse;
use std::ops::Range;

use super::answer::Tier;
use super::line_set::LineSet;

/// A line that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) line: u32,
    pub(super) tier: Tier,
    /// Among those of a tier more is better.
    pub(super) score: u32,
}

/// Lines that answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Hits {
    /// In their order.
    Few(Vec<Found>),
    /// By what they are worth, the best first; no line is in two sets.
    Many(Vec<Alike>),
}

/// Lines that answer equally well.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Alike {
    pub(super) tier: Tier,
    pub(super) score: u32,
    pub(super) lines: LineSet,
}

impl Default for Hits {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Hits {
    /// The lines of `sets`, which have none in common.
    pub(super) fn many(mut sets: Vec<Alike>) -> Self {
        sets.retain(|alike| !alike.lines.is_empty());
        sets.sort_by_key(|alike| (alike.tier, Reverse(alike.score)));
        Self::Many(sets)
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Few(hits) => hits.is_empty(),
            Self::Many(sets) => sets.is_empty(),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Few(hits) => hits.len(),
            Self::Many(sets) => sets.iter().map(|alike| alike.lines.len()).sum(),
        }
    }

    /// How many of them are exact.
    pub(super) fn exact(&self) -> usize {
        match self {
            Self::Few(hits) => hits.iter().filter(|hit| hit.tier.is_exact()).count(),
            Self::Many(sets) => {
                let exact = sets.iter().filter(|alike| alike.tier.is_exact());
                exact.map(|alike| alike.lines.len()).sum()
            }
        }
    }

    /// What `line` is worth, if it is one of them.
    pub(super) fn get(&self, line: u32) -> Option<Found> {
        match self {
            Self::Few(hits) => {
                let at = hits.binary_search_by_key(&line, |hit| hit.line).ok()?;
                hits.get(at).copied()
            }
            Self::Many(sets) => {
                sets.iter().find(|alike| alike.lines.has(line)).map(|alike| alike.found(line))
            }
        }
    }

    /// Those of `lines`, in order.
    pub(super) fn within(&self, lines: Range<u32>) -> Vec<Found> {
        match self {
            Self::Few(hits) => {
                let place = |line: u32| hits.partition_point(|hit| hit.line < line);
                hits.get(place(lines.start)..place(lines.end)).unwrap_or_default().to_vec()
            }
            Self::Many(sets) => {
                let of = |alike: &Alike| -> Vec<Found> {
                    alike.lines.lines_within(lines.clone()).map(|line| alike.found(line)).collect()
                };
                let mut found: Vec<Found> = sets.iter().flat_map(of).collect();
                found.sort_unstable_by_key(|found| found.line);
                found
            }
        }
    }

    /// How many of `lines` there are, those that are exact and those that are near.
    pub(super) fn count_within(&self, lines: Range<u32>) -> (usize, usize) {
        let (mut exact, mut near) = (0, 0);
        let mut add = |tier: Tier, count: usize| if tier.is_exact() { exact += count } else { near += count };
        match self {
            Self::Few(hits) => {
                let place = |line: u32| hits.partition_point(|hit| hit.line < line);
                let within = hits.get(place(lines.start)..place(lines.end)).unwrap_or_default();
                within.iter().for_each(|hit| add(hit.tier, 1));
            }
            Self::Many(sets) => {
                sets.iter().for_each(|alike| add(alike.tier, alike.lines.len_within(lines.clone())));
            }
        }
        (exact, near)
    }

    /// Hands each line to `put`, in no order.
    pub(super) fn each_line(&self, mut put: impl FnMut(u32)) {
        match self {
            Self::Few(hits) => hits.iter().for_each(|hit| put(hit.line)),
            Self::Many(sets) => sets.iter().for_each(|alike| alike.lines.lines().for_each(&mut put)),
        }
    }

    /// Hands at least the best `count` to `put`: of many those alone, the best first.
    pub(super) fn best(&self, count: usize, mut put: impl FnMut(Found)) {
        match self {
            Self::Few(hits) => hits.iter().for_each(|hit| put(*hit)),
            Self::Many(sets) => {
                let of =
                    |alike: &Alike| alike.lines.lines().map(|line| alike.found(line)).collect::<Vec<_>>();
                sets.iter().flat_map(of).take(count).for_each(put);
            }
        }
    }

    /// Takes those of `lines`, stretches in order, out and gives them back in order.
    pub(super) fn split_off(&mut self, lines: &[Range<u32>]) -> Vec<Found> {
        let taken: Vec<Found> = lines.iter().flat_map(|lines| self.within(lines.clone())).collect();
        match self {
            Self::Few(hits) => {
                let stays = |hit: &Found| {
                    let at = lines.partition_point(|stretch| stretch.end <= hit.line);
                    lines.get(at).is_none_or(|stretch| !stretch.contains(&hit.line))
                };
                hits.retain(stays);
            }
            Self::Many(sets) => {
                for alike in &mut *sets {
                    lines.iter().for_each(|lines| alike.lines.take_range(lines.clone()));
                }
                sets.retain(|alike| !alike.lines.is_empty());
            }
        }
        taken
    }
}

impl Alike {
    fn found(&self, line: u32) -> Found {
        Found { line, tier: self.tier, score: self.score }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same lines as a list and as sets.
    fn both(hits: &[Option<(bool, u32)>]) -> (Hits, Hits) {
        let tier = |near: bool| if near { Tier::Near } else { Tier::Words };
        let found = |(line, hit): (u32, &Option<(bool, u32)>)| {
            hit.map(|(near, score)| Found { line, tier: tier(near), score })
        };
        let list: Vec<Found> = (0u32..).zip(hits).filter_map(found).collect();
        let mut sets: Vec<Alike> = Vec::new();
        for found in &list {
            let is_alike = |alike: &&mut Alike| (alike.tier, alike.score) == (found.tier, found.score);
            if let Some(alike) = sets.iter_mut().find(is_alike) {
                alike.lines.put(found.line);
                continue;
            }
            let mut lines = LineSet::none(hits.len());
            lines.put(found.line);
            sets.push(Alike { tier: found.tier, score: found.score, lines });
        }
        (Hits::Few(list), Hits::many(sets))
    }

    proptest! {
        #[test]
        fn a_list_and_sets_are_the_same(
            hits in prop::collection::vec(prop::option::of((any::<bool>(), 0u32..4)), 0..150),
            cuts in prop::collection::btree_set(0u32..160, 0..6),
            count in 0usize..40,
        ) {
            let (mut list, mut sets) = both(&hits);
            prop_assert_eq!((list.len(), list.exact(), list.is_empty()), (sets.len(), sets.exact(), sets.is_empty()));
            prop_assert!((0..160).all(|line| list.get(line) == sets.get(line)));
            let key = |found: &Found| (found.tier, Reverse(found.score), found.line);
            let (mut best, mut all) = (Vec::new(), Vec::new());
            sets.best(count, |found| best.push(found));
            list.best(count, |found| all.push(found));
            all.sort_by_key(key);
            prop_assert_eq!(&best, &all[..count.min(all.len())]);
            let cuts: Vec<u32> = cuts.into_iter().collect();
            let stretches: Vec<Range<u32>> = cuts.chunks_exact(2).map(|ends| ends[0]..ends[1]).collect();
            for stretch in &stretches {
                prop_assert_eq!(list.within(stretch.clone()), sets.within(stretch.clone()));
                prop_assert_eq!(list.count_within(stretch.clone()), sets.count_within(stretch.clone()));
            }
            prop_assert_eq!(list.split_off(&stretches), sets.split_off(&stretches));
            prop_assert_eq!(list.within(0..200), sets.within(0..200));
            let mut lines = Vec::new();
            sets.each_line(|line| lines.push(line));
            lines.sort_unstable();
            prop_assert_eq!(lines, list.within(0..200).iter().map(|found| found.line).collect::<Vec<_>>());
        }
    }
}
