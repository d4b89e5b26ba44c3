//! Searching the whole library from the dock: what is asked of it and what it answers, as values.
//!
//! A library answers from a thread beside the screen, so what it answers is made ready there for being
//! drawn: the first lines with all that their rows show, and the counts.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::episode::ElementId;
use crate::library::LibraryIndex;
use crate::search::{Grouping, Place, Query, Ranked, Results, Shown, Tier};

/// Lines that are listed at most: more nobody reads.
const MOST_LISTED: usize = 500;
/// Names that are counted at most.
const MOST_NAMES: usize = 500;

/// The library's part of the search.
#[derive(Debug, Default)]
pub(in crate::tui) struct LibrarySearch {
    /// What is searched, once it is made.
    pub(in crate::tui) index: Option<Arc<LibraryIndex>>,
    /// How many episodes are ready, and of how many, while it is made.
    pub(in crate::tui) making: Option<(usize, usize)>,
    /// Whether the shelf has changed since the making began.
    pub(in crate::tui) stale: bool,
    /// What the background has to be asked for yet.
    pub(in crate::tui) wish: Option<Wish>,
    /// Whether a search is going on: a called off one has to end before the next begins, so that there is
    /// never more than one.
    pub(in crate::tui) searching: bool,
    /// The generation of the search that is wanted: an older one is called off.
    pub(in crate::tui) wanted: Arc<AtomicU64>,
    pub(in crate::tui) answer: LibraryAnswer,
    /// Whether a line of the library was gone to, so that going on with the search means all of it.
    pub(in crate::tui) gone_to: bool,
    /// The row of the listing that was gone to.
    pub(in crate::tui) cursor: usize,
}

/// Something that the background is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Wish {
    /// Answer what is asked.
    Answer,
    /// Open an entry of the shelf.
    Open(usize),
}

/// What a library answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::tui) struct LibraryAnswer {
    pub(in crate::tui) exact: usize,
    pub(in crate::tui) near: usize,
    pub(in crate::tui) told: usize,
    /// The lines that are listed, best first.
    pub(in crate::tui) hits: Vec<FarHit>,
    /// What is told beside scripts alone.
    pub(in crate::tui) elsewhere: Vec<FarHit>,
    /// How many lines of all that answer each speaker has, the most first.
    pub(in crate::tui) speakers: Vec<(String, usize)>,
    /// And each episode: its name and place on the shelf beside that.
    pub(in crate::tui) episodes: Vec<(String, usize, usize)>,
    /// The places on the shelf of all episodes that have lines to walk: exact ones, where there are any.
    pub(in crate::tui) walked: Vec<usize>,
    /// A name that nobody goes by.
    pub(in crate::tui) problem: Option<String>,
}

/// A line somewhere in the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct FarHit {
    /// The place of its episode on the shelf.
    pub(in crate::tui) entry: usize,
    /// What the episode is called.
    pub(in crate::tui) title: String,
    /// The place of the line in its episode.
    pub(in crate::tui) element: Option<usize>,
    pub(in crate::tui) id: Option<ElementId>,
    pub(in crate::tui) tier: Tier,
    /// Who speaks, or what it is that nobody says.
    pub(in crate::tui) who: String,
    pub(in crate::tui) text: String,
    /// What of it answers.
    pub(in crate::tui) lit: Vec<Range<usize>>,
    /// In how many other documents it is found too.
    pub(in crate::tui) also: usize,
    /// The lines around it that were asked for, in order, and how many of them stand before it.
    pub(in crate::tui) around: Vec<FarLine>,
    pub(in crate::tui) before: usize,
}

/// A line around one that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct FarLine {
    pub(in crate::tui) who: String,
    pub(in crate::tui) text: String,
}

impl LibrarySearch {
    /// Calls off every search but that of `generation`.
    pub(in crate::tui) fn want(&self, generation: u64) {
        self.wanted.store(generation, Ordering::Relaxed);
    }
}

impl LibraryAnswer {
    /// How many names the lines are counted by.
    pub(in crate::tui) fn names(&self, by: Grouping) -> usize {
        match by {
            Grouping::Speaker => self.speakers.len(),
            Grouping::Episode => self.episodes.len(),
            // A scene is one of its episode alone.
            Grouping::Scene => 0,
        }
    }

    /// The name at `at`, and its count.
    pub(in crate::tui) fn name(&self, by: Grouping, at: usize) -> Option<(&str, usize)> {
        match by {
            Grouping::Speaker => self.speakers.get(at).map(|(name, count)| (name.as_str(), *count)),
            Grouping::Episode => self.episodes.get(at).map(|(name, count, _)| (name.as_str(), *count)),
            Grouping::Scene => None,
        }
    }
}

/// What the library answers to `queries`, all of which must answer, on `threads` threads, with `context`
/// lines around each that is listed; `None` where it was called off by `stop`.
pub(in crate::tui) fn library_answer(
    index: &LibraryIndex,
    queries: &[Query],
    context: usize,
    threads: usize,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<LibraryAnswer> {
    let query = Query::all(queries);
    let collection = &index.collection;
    let results = collection.search(&query, threads, stop)?;
    let lit = collection.highlights(&query);
    let hit = |ranked: &Ranked| far_hit(index, lit(ranked.place), &results, *ranked, context);
    let speakers = collection.by_speaker(&results).into_iter().take(MOST_NAMES);
    let (episodes, walked) = episodes(index, &results);
    Some(LibraryAnswer {
        exact: results.exact,
        near: results.near,
        told: results.told,
        hits: results.best(MOST_LISTED).iter().filter_map(hit).collect(),
        elsewhere: results.told(MOST_LISTED).iter().filter_map(hit).collect(),
        speakers: speakers.map(|(name, count)| (name.to_owned(), count)).collect(),
        episodes,
        walked,
        problem: collection.problems(&query).into_iter().next().map(|problem| problem.message),
    })
}

/// As [`LibraryAnswer::episodes`] and [`LibraryAnswer::walked`].
fn episodes(index: &LibraryIndex, results: &Results) -> (Vec<(String, usize, usize)>, Vec<usize>) {
    let hits = index.collection.by_episode(results);
    let is_walked = |exact: usize| exact > 0 || results.exact == 0;
    let walked = hits.iter().filter(|hits| is_walked(hits.exact));
    let walked = walked.filter_map(|hits| index.entry(hits.key)).collect();
    let mut most = hits;
    most.sort_by_key(|hits| Reverse(hits.exact + hits.near));
    most.truncate(MOST_NAMES);
    let named = most
        .iter()
        .filter_map(|hits| Some((hits.title.to_owned(), hits.exact + hits.near, index.entry(hits.key)?)));
    (named.collect(), walked)
}

fn far_hit(
    index: &LibraryIndex,
    lit: Vec<Range<usize>>,
    results: &Results,
    ranked: Ranked,
    context: usize,
) -> Option<FarHit> {
    let shown = index.collection.shown(ranked.place)?;
    let (before, after) = index.collection.around(ranked.place, u32::try_from(context).unwrap_or_default());
    let far_line = |place: &Place| {
        let shown = index.collection.shown(*place)?;
        Some(FarLine { who: who(&shown), text: shown.text.to_owned() })
    };
    Some(FarHit {
        entry: index.entry(shown.key)?,
        title: shown.title.to_owned(),
        element: shown.element.map(|element| element.at()),
        id: shown.id,
        tier: ranked.tier,
        who: who(&shown),
        text: shown.text.to_owned(),
        lit,
        also: results.witnesses(ranked.place).len(),
        around: before.iter().chain(&after).filter_map(far_line).collect(),
        before: before.len(),
    })
}

/// Who speaks, or what it is that nobody says.
fn who(shown: &Shown<'_>) -> String {
    match shown.witness {
        Some(witness) => witness.to_string(),
        None if shown.speakers.is_empty() => shown.kind.to_owned(),
        None => shown.speakers.join(" + "),
    }
}
