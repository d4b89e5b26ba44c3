//! The rows that an answer is listed in: tiers or groups, hits with the lines around them, key words in
//! context.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::episode::{ElementIx, Episode};
use crate::search::{
    Answer, Group, GroupKey, Grouping, KeyWord, KwicOrder, LitLine, Tier, concordance, groups, key_words,
};

use super::library::{FarHit, LibraryAnswer};

/// The most lines of context on either side.
const MOST_CONTEXT: usize = 3;

/// How results are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::tui) enum View {
    /// Lines, best first.
    #[default]
    Lines,
    /// Key words in context.
    KeyWords(KwicOrder),
}

impl View {
    /// The next one in turn.
    pub(in crate::tui) fn next(self) -> Self {
        match self {
            Self::Lines => Self::KeyWords(KwicOrder::Place),
            Self::KeyWords(KwicOrder::Place) => Self::KeyWords(KwicOrder::Left),
            Self::KeyWords(KwicOrder::Left) => Self::KeyWords(KwicOrder::Right),
            Self::KeyWords(KwicOrder::Right) => Self::Lines,
        }
    }
}

/// A row of the listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Row {
    /// The hits of a tier begin: how many.
    Tier(Tier, usize),
    /// What only other documents tell begins: how much.
    Elsewhere(usize),
    /// A group begins, a place in [`Listing::groups`].
    Group(usize),
    /// A hit, a place in the answer's hits.
    Hit(usize),
    /// A line around a hit.
    Context(usize),
    /// A key word, a place in [`Listing::key_words`].
    KeyWord(usize),
    /// A text of another document, a place in what the answer tells.
    Told(usize),
    /// A line of the library, a place in its answer's hits.
    Far(usize),
    /// A text beside a script of the library, a place in what its answer tells elsewhere.
    FarTold(usize),
    /// A line around one of the library: its place in the answer's hits, and that in what stands around it.
    FarContext(usize, usize),
    /// A name that lines of the library are counted by, a place in the names.
    Named(usize),
}

impl Row {
    /// Whether the cursor can be on it.
    fn is_stop(self) -> bool {
        !matches!(self, Self::Tier(..) | Self::Elsewhere(_) | Self::Context(_) | Self::FarContext(..))
    }

    /// Whether something begins with it that one may want to jump to.
    fn is_head(self) -> bool {
        matches!(self, Self::Tier(..) | Self::Elsewhere(_) | Self::Group(_))
    }
}

/// An answer as it is listed, and how that is wanted.
#[derive(Debug)]
pub(in crate::tui) struct Listing {
    pub(in crate::tui) view: View,
    pub(in crate::tui) grouping: Option<Grouping>,
    /// Lines shown around each hit on either side.
    pub(in crate::tui) context: usize,
    /// Whether a long hit takes two rows instead of one.
    pub(in crate::tui) wrapped: bool,
    /// The groups that show their hits: until asked for, counts say more.
    open: BTreeSet<GroupKey>,
    pub(in crate::tui) groups: Vec<Group>,
    pub(in crate::tui) key_words: Vec<KeyWord>,
    /// Whether what is listed is of the library: then key words are of its lines.
    pub(in crate::tui) is_far: bool,
    pub(in crate::tui) rows: Vec<Row>,
}

impl Default for Listing {
    fn default() -> Self {
        Self {
            view: View::default(),
            grouping: None,
            context: 0,
            wrapped: true,
            open: BTreeSet::new(),
            groups: Vec::new(),
            key_words: Vec::new(),
            is_far: false,
            rows: Vec::new(),
        }
    }
}

impl Listing {
    /// Lists `answer` anew; `lit` gives the stretches of an element's text that answer.
    pub(in crate::tui) fn list(
        &mut self,
        episode: &Episode,
        answer: &Answer,
        lit: impl Fn(ElementIx) -> Vec<Range<usize>>,
    ) {
        self.start(false);
        self.groups = self.grouping.map_or_else(Vec::new, |by| groups(episode, &answer.hits, by));
        match self.view {
            View::KeyWords(order) => {
                self.key_words = key_words(episode, &answer.hits, order, lit);
                self.rows.extend((0..self.key_words.len()).map(Row::KeyWord));
                return;
            }
            View::Lines if self.grouping.is_some() => self.list_groups(episode, answer),
            View::Lines => self.list_tiers(episode, answer),
        }
        if !answer.told.is_empty() {
            self.rows.push(Row::Elsewhere(answer.told.len()));
            self.rows.extend((0..answer.told.len()).map(Row::Told));
        }
    }

    /// Empties the list for what is of the library, `is_far`, or of one episode. What the library is
    /// grouped by an episode would be by scene, and the other way round.
    fn start(&mut self, is_far: bool) {
        self.is_far = is_far;
        self.rows.clear();
        self.groups.clear();
        self.key_words.clear();
        self.grouping = match self.grouping {
            Some(Grouping::Scene) if is_far => Some(Grouping::Episode),
            Some(Grouping::Episode) if !is_far => Some(Grouping::Scene),
            grouping => grouping,
        };
    }

    /// Lists what a library answers: its best lines, their key words in the order of `rank`, the place of
    /// an entry among all of the shelf; or the names that all its lines are counted by.
    pub(in crate::tui) fn list_library(&mut self, answer: &LibraryAnswer, rank: impl Fn(usize) -> usize) {
        self.start(true);
        if let View::KeyWords(order) = self.view {
            let line = |(hit, of): (usize, &FarHit)| {
                let element = ElementIx::new(of.element.unwrap_or_default());
                (rank(of.entry), element, hit)
            };
            let mut places: Vec<_> = answer.hits.iter().enumerate().map(line).collect();
            places.sort_unstable();
            let lines = places.into_iter().filter_map(|(_, element, hit)| {
                let of = answer.hits.get(hit)?;
                Some(LitLine { hit, element, text: &of.text, lit: of.lit.clone() })
            });
            self.key_words = concordance(lines, order);
            return self.rows.extend((0..self.key_words.len()).map(Row::KeyWord));
        }
        if let Some(by) = self.grouping {
            return self.rows.extend((0..answer.names(by)).map(Row::Named));
        }
        self.list_far_lines(answer);
    }

    fn list_far_lines(&mut self, answer: &LibraryAnswer) {
        let mut is_near = false;
        for (at, hit) in answer.hits.iter().enumerate() {
            if hit.tier == Tier::Near && !is_near {
                is_near = true;
                self.rows.push(Row::Tier(Tier::Near, answer.near));
            }
            let before = hit.before.min(hit.around.len());
            self.rows.extend((0..before).map(|line| Row::FarContext(at, line)));
            self.rows.push(Row::Far(at));
            self.rows.extend((before..hit.around.len()).map(|line| Row::FarContext(at, line)));
        }
        if answer.told > 0 {
            self.rows.push(Row::Elsewhere(answer.told));
            self.rows.extend((0..answer.elsewhere.len()).map(Row::FarTold));
        }
    }

    fn list_groups(&mut self, episode: &Episode, answer: &Answer) {
        for (at, group) in self.groups.iter().enumerate() {
            self.rows.push(Row::Group(at));
            if self.open.contains(&group.key) {
                for hit in &group.hits {
                    put_hit(&mut self.rows, episode, answer, *hit, self.context);
                }
            }
        }
    }

    /// Where all hits are exact and of one tier, the count above them says enough.
    fn list_tiers(&mut self, episode: &Episode, answer: &Answer) {
        let one = answer.hits.iter().all(|hit| Some(hit.tier) == answer.hits.first().map(|hit| hit.tier));
        let mut before = None;
        for (at, hit) in answer.hits.iter().enumerate() {
            if before != Some(hit.tier) && !(one && hit.tier.is_exact()) {
                let count = answer.hits.iter().filter(|other| other.tier == hit.tier).count();
                self.rows.push(Row::Tier(hit.tier, count));
            }
            before = Some(hit.tier);
            put_hit(&mut self.rows, episode, answer, at, self.context);
        }
    }

    /// The element that the row `at` leads to: of a group, its first hit's.
    pub(in crate::tui) fn target(&self, answer: &Answer, at: usize) -> Option<usize> {
        let of_hit = |hit: usize| answer.hits.get(hit).map(|hit| hit.element.at());
        match *self.rows.get(at)? {
            Row::Hit(hit) => of_hit(hit),
            Row::Group(group) => of_hit(*self.groups.get(group)?.hits.first()?),
            Row::KeyWord(at) if !self.is_far => Some(self.key_words.get(at)?.element.at()),
            Row::Told(told) => answer.told.get(told)?.element.map(ElementIx::at),
            Row::Tier(..) | Row::Elsewhere(_) | Row::Context(_) => None,
            Row::KeyWord(_) | Row::Far(_) | Row::FarTold(_) | Row::FarContext(..) | Row::Named(_) => None,
        }
    }

    /// Where in its line the key word of the row `at` begins.
    pub(in crate::tui) fn found(&self, at: usize) -> Option<usize> {
        match *self.rows.get(at)? {
            Row::KeyWord(at) => self.key_words.get(at).map(|row| row.found.start),
            _ => None,
        }
    }

    /// The row nearest to `at` that the cursor can be on, rather below than above.
    pub(in crate::tui) fn stop_near(&self, at: usize) -> usize {
        let stops =
            |range: Range<usize>| range.filter(|at| self.rows.get(*at).is_some_and(|row| row.is_stop()));
        let below = stops(at..self.rows.len()).next();
        below.or_else(|| stops(0..at.min(self.rows.len())).next_back()).unwrap_or_default()
    }

    /// The row `times` stops after `at`, or before it; the last or first where there are fewer.
    pub(in crate::tui) fn moved(&self, at: usize, times: usize, forward: bool) -> usize {
        let is_stop = |at: &usize| self.rows.get(*at).is_some_and(|row| row.is_stop());
        let times = times.max(1);
        let moved = if forward {
            (at.saturating_add(1)..self.rows.len()).filter(is_stop).take(times).last()
        } else {
            (0..at.min(self.rows.len())).rev().filter(is_stop).take(times).last()
        };
        moved.unwrap_or(at)
    }

    /// The first stop of the next group or tier, or of the one before.
    pub(in crate::tui) fn next_head(&self, at: usize, forward: bool) -> usize {
        let head = |at: &usize| self.rows.get(*at).is_some_and(|row| row.is_head());
        let found = if forward {
            (at.saturating_add(1)..self.rows.len()).find(head)
        } else {
            // From within a group back to its own beginning first.
            (0..at.min(self.rows.len())).rev().filter(head).find(|head| self.stop_near(*head) < at)
        };
        found.map_or(at, |head| self.stop_near(head))
    }

    /// Folds or unfolds the group that the row `at` is of; gives the row where it begins.
    pub(in crate::tui) fn toggle_group(&mut self, at: usize) -> Option<usize> {
        let is_group = |at: &usize| matches!(self.rows.get(*at), Some(Row::Group(_)));
        let head = (0..=at).rev().find(is_group)?;
        let Some(Row::Group(group)) = self.rows.get(head) else { return None };
        let key = self.groups.get(*group)?.key;
        if !self.open.remove(&key) {
            self.open.insert(key);
        }
        Some(head)
    }

    /// Unfolds all groups, or folds them where all are unfolded.
    pub(in crate::tui) fn toggle_groups(&mut self) {
        let keys: BTreeSet<GroupKey> = self.groups.iter().map(|group| group.key).collect();
        if keys.is_subset(&self.open) { self.open.clear() } else { self.open.extend(keys) }
    }

    /// Whether the group shows its hits.
    pub(in crate::tui) fn is_open(&self, group: &Group) -> bool {
        self.open.contains(&group.key)
    }

    /// Groups by the next thing in turn, all folded.
    pub(in crate::tui) fn group_by_next(&mut self) {
        self.open.clear();
        self.grouping = match self.grouping {
            None => Some(Grouping::Speaker),
            Some(Grouping::Speaker) if self.is_far => Some(Grouping::Episode),
            Some(Grouping::Speaker) => Some(Grouping::Scene),
            Some(Grouping::Scene | Grouping::Episode) => None,
        };
    }

    /// One more line of context, after the most none.
    pub(in crate::tui) fn more_context(&mut self) {
        self.context = (self.context + 1) % (MOST_CONTEXT + 1);
    }

    /// What folds and groups are of one episode; another has others.
    pub(in crate::tui) fn forget_folds(&mut self) {
        self.open.clear();
    }
}

/// Adds the hit `at` with `context` lines of its scene around it.
fn put_hit(rows: &mut Vec<Row>, episode: &Episode, answer: &Answer, at: usize, context: usize) {
    let element = answer.hits.get(at).map_or(0, |hit| hit.element.at());
    let scene = episode.elements.get(element).and_then(|element| element.scene);
    let scene = scene.and_then(|ix| episode.outline.scenes.get(ix.at()));
    let bounds = scene.map_or(0..episode.elements.len(), |scene| scene.elements.clone());
    let first = element.saturating_sub(context).max(bounds.start);
    let end = (element + context + 1).min(bounds.end);
    rows.extend((first..element).map(Row::Context));
    rows.push(Row::Hit(at));
    rows.extend((element + 1..end).map(Row::Context));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A listing of these rows: `-` a divider, `+` a group, anything else a hit.
    fn listing(rows: &str) -> Listing {
        let row = |(at, sign): (usize, char)| match sign {
            '-' => Row::Tier(Tier::Words, 1),
            '+' => Row::Group(at),
            _ => Row::Hit(at),
        };
        Listing { rows: rows.chars().enumerate().map(row).collect(), ..Listing::default() }
    }

    #[test]
    fn the_cursor_passes_over_what_is_no_result() {
        let listing = listing("-ab-c-");
        for (at, times, forward, expected) in [
            (1, 1, true, 2),
            (2, 1, true, 4),
            (4, 1, true, 4),
            (1, 9, true, 4),
            (4, 1, false, 2),
            (1, 1, false, 1),
            (4, 9, false, 1),
            (99, 1, true, 99),
        ] {
            assert_eq!(listing.moved(at, times, forward), expected, "{at} {times} {forward}");
        }
        for (at, expected) in [(0, 1), (3, 4), (5, 4), (99, 4)] {
            assert_eq!(listing.stop_near(at), expected, "{at}");
        }
        assert_eq!(super::Listing::default().stop_near(7), 0);
    }

    #[test]
    fn jumps_go_to_what_begins_something() {
        let groups = listing("+ab+c-d");
        for (at, forward, expected) in [
            (0, true, 3),
            (1, true, 3),
            (3, true, 6),
            (6, true, 6),
            (6, false, 3),
            (4, false, 3),
            (3, false, 0),
            (0, false, 0),
        ] {
            assert_eq!(groups.next_head(at, forward), expected, "{at} {forward}");
        }
    }
}
