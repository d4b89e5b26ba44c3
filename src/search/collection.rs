//! Many episodes searched as one: a library.
//!
//! A library is cut into shards of some tens of thousands of lines. A query is planned once over all of
//! them and then asked of each, on as many threads as are wanted; what comes back is whole (every line
//! counted) but not yet in order. Only what is shown is put in order: of a quarter of a million lines
//! with a common word nobody reads more than the first few hundred.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::episode::{ElementId, ElementIx, Episode};

use super::answer::{Answer, Tier, Witness};
use super::findings::Findings;
use super::hits::Found;
use super::index::is_doubtful;
use super::light;
use super::line_set::LineSet;
use super::plan::{Plan, unknown_names};
use super::query::{Problem, Query};
use super::rank;
use super::segment::{Segment, SegmentBuilder, VERSION};

/// Some episodes of a library, made ready for searching; written once, then only read.
#[derive(Debug, Clone, Default)]
pub struct Shard {
    pub(super) segment: Arc<Segment>,
    /// Which of its episodes are no more; empty where all are there.
    gone: Vec<bool>,
}

/// A shard in the making.
#[derive(Debug, Default)]
pub struct ShardBuilder {
    builder: SegmentBuilder,
}

impl ShardBuilder {
    /// Adds `episode`, which its library knows by `key`, a text that no other episode of it has.
    pub fn add(&mut self, key: &str, episode: &Episode) {
        self.builder.add(episode, key);
    }

    /// How many lines it has so far.
    pub fn lines(&self) -> usize {
        self.builder.len()
    }

    /// What was added, ready for searching.
    pub fn build(self) -> Shard {
        Shard { segment: Arc::new(self.builder.build()), gone: Vec::new() }
    }
}

impl Shard {
    /// The keys of its episodes that are there, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let parts = self.segment.episodes.iter().enumerate();
        parts.filter(|(at, _)| !self.is_gone(*at)).map(|(_, part)| part.key.as_str())
    }

    /// How many lines of scripts and of what stands beside them it has, those that are gone included.
    pub fn lines(&self) -> usize {
        self.segment.len()
    }

    /// How many of its lines belong to episodes that are gone.
    pub fn lines_gone(&self) -> usize {
        let parts = self.segment.episodes.iter().enumerate().filter(|(at, _)| self.is_gone(*at));
        parts.map(|(_, part)| (part.end - part.first) as usize).sum()
    }

    /// Leaves out the episodes whose keys `is_there` does not hold for.
    pub fn keep(&mut self, is_there: impl Fn(&str) -> bool) {
        let gone: Vec<bool> = self.segment.episodes.iter().map(|part| !is_there(&part.key)).collect();
        self.gone = if gone.contains(&true) { gone } else { Vec::new() };
    }

    /// The version of what [`Shard::to_sections`] gives: another one cannot be read.
    pub const VERSION: u32 = VERSION;

    /// The shard as sections, names and bytes, to be kept between runs. Which episodes are gone is not kept.
    pub fn to_sections(&self) -> Vec<(&'static str, Vec<u8>)> {
        self.segment.to_sections()
    }

    /// The shard of sections as [`Shard::to_sections`] makes them; `None` where they are not such.
    pub fn of_sections(section: impl FnMut(&str) -> Option<Vec<u8>>) -> Option<Self> {
        let segment = Segment::of_sections(section)?;
        Some(Self { segment: Arc::new(segment), gone: Vec::new() })
    }

    fn is_gone(&self, part: usize) -> bool {
        self.gone.get(part) == Some(&true)
    }

    /// The lines of the episodes that are gone; `None` where all are there.
    fn gone(&self) -> Option<LineSet> {
        if self.gone.is_empty() {
            return None;
        }
        let mut gone = LineSet::none(self.segment.len());
        for (_, part) in self.segment.episodes.iter().enumerate().filter(|(at, _)| self.is_gone(*at)) {
            gone.put_range(part.first..part.end);
        }
        Some(gone)
    }
}

/// A library made ready for searching.
#[derive(Debug, Clone, Default)]
pub struct Collection {
    shards: Vec<Shard>,
}

/// A line of a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    shard: u32,
    line: u32,
}

/// A line of a library that answers, and how well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The line.
    pub place: Place,
    /// How well it answers.
    pub tier: Tier,
    /// As [`Hit::score`](super::Hit::score).
    pub score: u32,
}

/// What is known of a line of a library.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown<'a> {
    /// What its library knows the episode by.
    pub key: &'a str,
    /// Series, number and title of the episode, as far as its documents say.
    pub title: &'a str,
    /// What the line is called where it is no element: `quote 1`.
    pub witness: Option<Witness>,
    /// The element: the line, or the first one that a text beside the script is tied to.
    pub element: Option<ElementIx>,
    /// The element's id.
    pub id: Option<ElementId>,
    /// Where the element stands in its document, from 1.
    pub line: Option<usize>,
    /// The name of its kind, as `%kind` knows it.
    pub kind: &'static str,
    /// Who speaks.
    pub speakers: Vec<&'a str>,
    /// The number and the comparable heading of its scene.
    pub scene: Option<(u32, &'a str)>,
    /// Its text, clean.
    pub text: &'a str,
}

/// What answers a query in a library: every line counted, none in order yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// How many lines answer exactly.
    pub exact: usize,
    /// How many lines only nearly do.
    pub near: usize,
    /// How many texts beside scripts answer that no line does.
    pub told: usize,
    /// By shard.
    findings: Vec<Findings>,
}

/// An episode with lines that answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpisodeHits<'a> {
    /// What its library knows it by.
    pub key: &'a str,
    /// As [`Shown::title`].
    pub title: &'a str,
    /// How many lines answer exactly.
    pub exact: usize,
    /// How many only nearly do.
    pub near: usize,
}

impl Collection {
    /// The library of `shards`, in this order.
    pub fn new(shards: Vec<Shard>) -> Self {
        Self { shards }
    }

    /// Its shards, in order.
    pub fn shards(&self) -> &[Shard] {
        &self.shards
    }

    /// How many lines it has that can answer.
    pub fn lines(&self) -> usize {
        self.shards.iter().map(|shard| shard.lines() - shard.lines_gone()).sum()
    }

    /// How many episodes it has.
    pub fn episodes(&self) -> usize {
        self.shards.iter().map(|shard| shard.keys().count()).sum()
    }

    fn segments(&self) -> impl Iterator<Item = &Segment> + Clone {
        self.shards.iter().map(|shard| &*shard.segment)
    }

    /// What answers `query`, looked for on `threads` threads (at least one). `stop` is asked every few
    /// milliseconds; once it holds, the search ends with `None`. How many threads there are changes
    /// nothing but the time.
    pub fn search(&self, query: &Query, threads: usize, stop: &(dyn Fn() -> bool + Sync)) -> Option<Results> {
        if query.is_empty() {
            return Some(Results::default());
        }
        let results = self.planned(&Plan::new(query, self.segments(), false), threads, stop)?;
        if !results.is_empty() || !is_doubtful(query) {
            return Some(results);
        }
        self.planned(&Plan::new(query, self.segments(), true), threads, stop)
    }

    fn planned(&self, plan: &Plan<'_>, threads: usize, stop: &(dyn Fn() -> bool + Sync)) -> Option<Results> {
        let ask = |shard: &Shard| {
            let found = rank::found(&shard.segment, plan, shard.gone(), stop)?;
            Some(Findings::of(&shard.segment, found))
        };
        let findings = in_parallel(&self.shards, threads, ask)?;
        let sum = |of: fn(&Findings) -> usize| findings.iter().map(of).sum::<usize>();
        let exact = sum(|findings| findings.hits.exact());
        let near = sum(|findings| findings.hits.len()) - exact;
        let told = sum(|findings| findings.told.len());
        Some(Results { exact, near, told, findings })
    }

    /// What is known of the line at `place`; `None` where it is of another library.
    pub fn shown(&self, place: Place) -> Option<Shown<'_>> {
        let segment = &*self.shards.get(place.shard as usize)?.segment;
        let part = segment.episodes.get(segment.part_of(place.line)?)?;
        let beside = segment.beside(place.line);
        let witness = beside.as_ref().map(|(witness, _)| *witness);
        let line = beside.map_or(Some(place.line), |(_, mut ties)| ties.next());
        let row = line.and_then(|line| segment.rows.get(line as usize));
        Some(Shown {
            key: &part.key,
            title: &part.title,
            witness,
            element: line.and_then(|line| segment.element(line)),
            id: line.map(|line| segment.id(line)),
            line: row.map(|row| row as usize),
            kind: segment.kind(place.line),
            speakers: segment.speakers(place.line),
            scene: segment.scene(place.line),
            text: segment.text(place.line),
        })
    }

    /// Gives for a place the stretches of its text that answer `query`, as
    /// [`Index::highlights`](super::Index::highlights). The query is planned once for all places.
    pub fn highlights(&self, query: &Query) -> impl Fn(Place) -> Vec<Range<usize>> {
        let plan = Plan::new(query, self.segments(), false);
        move |place| {
            let shard = self.shards.get(place.shard as usize);
            shard.map_or_else(Vec::new, |shard| light::stretches(&plan, shard.segment.text(place.line)))
        }
    }

    /// As [`Index::problems`](super::Index::problems).
    pub fn problems(&self, query: &Query) -> Vec<Problem> {
        unknown_names(query, self.segments())
    }

    /// What `results` are for each episode that answers: its key and title, and its answer as an
    /// [`Index`](super::Index) would give it. In the order of the library.
    pub fn answers(&self, results: &Results) -> Vec<(&str, &str, Answer)> {
        let mut answers = Vec::new();
        for (shard, findings) in self.shards.iter().zip(&results.findings) {
            for part in &shard.segment.episodes {
                let answer = findings.answer(&shard.segment, part.first..part.end);
                if !answer.hits.is_empty() || !answer.told.is_empty() {
                    answers.push((part.key.as_str(), part.title.as_str(), answer));
                }
            }
        }
        answers
    }

    /// How many lines of `results` each speaker has, the most first. A line of two speakers counts for
    /// both.
    pub fn by_speaker(&self, results: &Results) -> Vec<(&str, usize)> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (shard, findings) in self.shards.iter().zip(&results.findings) {
            for (name, count) in shard.segment.by_speaker(&findings.hits) {
                *counts.entry(name).or_default() += count;
            }
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by(|(a, many), (b, more)| more.cmp(many).then_with(|| a.cmp(b)));
        counts
    }

    /// The episodes that have lines of `results`, in the order of the library.
    pub fn by_episode(&self, results: &Results) -> Vec<EpisodeHits<'_>> {
        let mut episodes = Vec::new();
        for (shard, findings) in self.shards.iter().zip(&results.findings) {
            for part in &shard.segment.episodes {
                let (exact, near) = findings.hits.count_within(part.first..part.end);
                if exact + near > 0 {
                    episodes.push(EpisodeHits { key: &part.key, title: &part.title, exact, near });
                }
            }
        }
        episodes
    }

    /// The `most` lines before `place` and those after it, in order, as far as they are of the same scene
    /// of the same episode; none around a text beside the script.
    pub fn around(&self, place: Place, most: u32) -> (Vec<Place>, Vec<Place>) {
        let shard = self.shards.get(place.shard as usize);
        let scene = shard.map_or(place.line..place.line, |shard| shard.segment.scene_around(place.line));
        let places = |lines: Range<u32>| lines.map(|line| Place { line, ..place }).collect();
        let before = place.line.saturating_sub(most).max(scene.start)..place.line;
        let after = place.line.saturating_add(1)..place.line.saturating_add(most + 1).min(scene.end);
        (places(before), places(after))
    }
}

impl Results {
    /// Whether nothing answers.
    pub fn is_empty(&self) -> bool {
        self.exact + self.near + self.told == 0
    }

    /// The best `count` lines of scripts, the best first; equal ones in the order of the library.
    pub fn best(&self, count: usize) -> Vec<Ranked> {
        let mut first = First::new(count);
        for (shard, findings) in (0u32..).zip(&self.findings) {
            findings.hits.best(count, |found| first.put(shard, found));
        }
        first.in_order()
    }

    /// The best `count` texts beside scripts that answer where no line does, likewise.
    pub fn told(&self, count: usize) -> Vec<Ranked> {
        let mut first = First::new(count);
        for (shard, findings) in (0u32..).zip(&self.findings) {
            findings.told.iter().for_each(|found| first.put(shard, *found));
        }
        first.in_order()
    }

    /// What other documents say at `place` that answers as well.
    pub fn witnesses(&self, place: Place) -> Vec<Witness> {
        let findings = self.findings.get(place.shard as usize);
        findings.map_or_else(Vec::new, |findings| findings.witnesses_of(place.line))
    }
}

/// The first so many of lines that come one by one, by tier, score and place.
struct First {
    count: usize,
    ranked: Vec<Ranked>,
    /// What the last of them is worth, once there are enough.
    worst: Option<(Tier, Reverse<u32>)>,
}

impl First {
    fn new(count: usize) -> Self {
        Self { count, ranked: Vec::new(), worst: None }
    }

    fn put(&mut self, shard: u32, found: Found) {
        // Once enough are known that are at least as good, a line further on cannot be among the first.
        if self.worst.is_some_and(|worst| (found.tier, Reverse(found.score)) >= worst) {
            return;
        }
        let place = Place { shard, line: found.line };
        self.ranked.push(Ranked { place, tier: found.tier, score: found.score });
        if self.count > 0 && self.ranked.len() >= self.count.saturating_mul(2).max(1024) {
            self.ranked.select_nth_unstable_by_key(self.count - 1, Self::key);
            self.ranked.truncate(self.count);
            self.worst = self.ranked.iter().map(|ranked| (ranked.tier, Reverse(ranked.score))).max();
        }
    }

    fn key(ranked: &Ranked) -> (Tier, Reverse<u32>, Place) {
        (ranked.tier, Reverse(ranked.score), ranked.place)
    }

    fn in_order(mut self) -> Vec<Ranked> {
        self.ranked.sort_unstable_by_key(Self::key);
        self.ranked.truncate(self.count);
        self.ranked
    }
}

/// What `ask` answers for each of `items`, in their order; `None` as soon as one is called off.
fn in_parallel<T: Sync, A: Send>(
    items: &[T],
    threads: usize,
    ask: impl Fn(&T) -> Option<A> + Sync,
) -> Option<Vec<A>> {
    if threads <= 1 || items.len() <= 1 {
        return items.iter().map(ask).collect();
    }
    let next = AtomicUsize::new(0);
    let answers: Mutex<Vec<(usize, Option<A>)>> = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(at) else { break };
                let answer = ask(item);
                if let Ok(mut answers) = answers.lock() {
                    answers.push((at, answer));
                }
            }
        };
        for _ in 1..threads.min(items.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut answers = answers.into_inner().ok()?;
    answers.sort_unstable_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
