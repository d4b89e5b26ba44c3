//! The index of a library: what is searched, kept between runs and made anew only where files changed.
//!
//! The episodes are cut into batches, a shard of the index each. Where a batch ends is said by the keys of
//! its episodes and not by their number, so that an episode that comes or goes changes one batch and
//! not all after it. When files change, what is kept of their batch stays; what changed is read into
//! a second shard, the batch's patch, until that grows too large.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::UNIX_EPOCH;

use xxhash_rust::xxh3::xxh3_64;

use crate::cache::{Cache, Subject};
use crate::search::{Collection, Shard, ShardBuilder};
use crate::source::Encoding;

use super::{Entry, Place, in_order, parts};

/// What its files are called in the cache.
const PURPOSE: &str = "index";

/// A batch may end once its documents have so many bytes; it must at four times as many.
const LEAST_BYTES: u64 = 2 * 1024 * 1024;
/// Of the keys at which a batch may end one in so many ends it.
const ONE_IN: u64 = 32;
/// A batch is read anew where more than one in so many of its episodes is in its patch.
const MOST_IN_PATCH: usize = 4;

/// A library made ready for searching.
#[derive(Debug, Clone, Default)]
pub struct LibraryIndex {
    /// What is searched.
    pub collection: Collection,
    /// Places in the entries, by what the collection knows them by.
    entries: HashMap<String, usize>,
}

/// How far the making of an index is, to be looked at from another thread.
#[derive(Debug, Default)]
pub struct IndexProgress {
    episodes: AtomicUsize,
    read: AtomicUsize,
}

impl IndexProgress {
    /// How many episodes are ready by now.
    pub fn episodes(&self) -> usize {
        self.episodes.load(Ordering::Relaxed)
    }

    /// How many of them had to be read.
    pub fn read(&self) -> usize {
        self.read.load(Ordering::Relaxed)
    }
}

impl LibraryIndex {
    /// The index of `entries`, episodes of the library that `cache` knows by `library`. What is kept of
    /// them there is not read again; what is new is kept there, as well as that can be done. Ends with
    /// `None` soon after `stop` holds.
    pub fn of(
        entries: &[Entry],
        library: &[u8],
        cache: &Cache,
        progress: &IndexProgress,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        // A scan tells entries as it comes to them; batches must not depend on that.
        let mut order: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
        order.sort_by(|(_, a), (_, b)| a.key.cmp(&b.key));
        let (order, entries): (Vec<usize>, Vec<&Entry>) = order.into_iter().unzip();
        let states: Vec<State> = entries.iter().map(|entry| State::of(entry)).collect();
        let batches = batches(&states);
        let work = Work { entries: &entries, states: &states, library, cache, progress, stop };
        // The largest first: of those that are left for the end each waits for one thread alone.
        let mut turns: Vec<(u64, usize)> =
            batches.iter().map(|batch| bytes_of(&states, batch)).zip(0..).collect();
        turns.sort_unstable_by_key(|(bytes, at)| (Reverse(*bytes), *at));
        let mut made: Vec<(usize, Vec<Shard>)> = Vec::with_capacity(batches.len());
        let take = |batch: Option<(usize, Vec<Shard>)>| batch.map(|batch| made.push(batch)).ok_or(());
        let batch_of = |turn: usize| {
            let (_, at) = *turns.get(turn)?;
            Some((at, work.shards(batches.get(at)?.clone())?))
        };
        in_order(batches.len(), batch_of, take).ok()?;
        made.sort_unstable_by_key(|(at, _)| *at);
        let shards = made.into_iter().flat_map(|(_, shards)| shards).collect();
        let entries = states.into_iter().zip(order).map(|(state, at)| (state.key, at)).collect();
        Some(Self { collection: Collection::new(shards), entries })
    }

    /// The place in the entries of the episode that the collection knows by `key`.
    pub fn entry(&self, key: &str) -> Option<usize> {
        self.entries.get(key).copied()
    }
}

/// An entry as its files are now.
struct State {
    /// Its key and a digest of when its files were written last and how long they are: what is known
    /// of it holds as long as this is the same.
    key: String,
    /// How long its files are together.
    bytes: u64,
}

impl State {
    fn of(entry: &Entry) -> Self {
        let mut digested = Vec::new();
        let mut bytes = 0;
        let mut file = |path: &Path| {
            let (length, written) = length_and_time(path);
            bytes += length;
            digested.extend(path.as_os_str().as_encoded_bytes());
            digested.extend(length.to_le_bytes());
            digested.extend(written.to_le_bytes());
        };
        for place in &entry.documents {
            match place {
                Place::File(path) => file(path),
                // Neither changes while the program runs, and no index of theirs outlives it.
                Place::Bundled(..) | Place::Held(_) => {}
            }
        }
        entry.statements.iter().for_each(|path| file(path));
        digested.extend(entry.taken.encoding.map_or("", Encoding::name).bytes());
        Self { key: format!("{}\n{:016x}", entry.key, xxh3_64(&digested)), bytes }
    }

    fn may_end_batch(&self) -> bool {
        // The key alone decides: an episode that changes must not move the ends of batches.
        let key = self.key.split('\n').next().unwrap_or_default();
        xxh3_64(key.as_bytes()).is_multiple_of(ONE_IN)
    }
}

/// The length of a file and when it was written, nanoseconds; zeros where it cannot be told.
fn length_and_time(path: &Path) -> (u64, u128) {
    let Some(metadata) = parts::on_disk(path) else { return (0, 0) };
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    (metadata.len(), since.map_or(0, |since| since.as_nanos()))
}

/// The batches of entries in these states.
fn batches(states: &[State]) -> Vec<Range<usize>> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, state) in states.iter().enumerate() {
        bytes += state.bytes;
        let full = bytes >= LEAST_BYTES && state.may_end_batch() || bytes >= 4 * LEAST_BYTES;
        if full || at + 1 == states.len() {
            batches.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    batches
}

fn bytes_of(states: &[State], batch: &Range<usize>) -> u64 {
    states.get(batch.clone()).unwrap_or_default().iter().map(|state| state.bytes).sum()
}

/// What the making of an index works on.
struct Work<'a> {
    entries: &'a [&'a Entry],
    states: &'a [State],
    library: &'a [u8],
    cache: &'a Cache,
    progress: &'a IndexProgress,
    stop: &'a (dyn Fn() -> bool + Sync),
}

/// Which shard of a batch.
#[derive(Clone, Copy)]
enum Layer {
    Whole,
    Patch,
}

impl Work<'_> {
    /// The shards of `batch`; `None` where the work was called off.
    fn shards(&self, batch: Range<usize>) -> Option<Vec<Shard>> {
        let wanted: Vec<usize> = batch.collect();
        let Some(whole) = self.kept(&wanted, Layer::Whole, &wanted) else { return self.whole(&wanted) };
        let missing = self.missing(&wanted, &whole);
        if missing.is_empty() {
            self.ready(wanted.len());
            return Some(vec![whole]);
        }
        if missing.len() * MOST_IN_PATCH > wanted.len() {
            return self.whole(&wanted);
        }
        let patch = self.kept(&wanted, Layer::Patch, &missing);
        let patch = patch.filter(|patch| self.missing(&missing, patch).is_empty());
        self.ready(wanted.len() - missing.len());
        let patch = match patch {
            Some(patch) => {
                self.ready(missing.len());
                patch
            }
            None => {
                let patch = self.read(&missing)?;
                self.keep(&wanted, Layer::Patch, &patch);
                patch
            }
        };
        Some(vec![whole, patch])
    }

    /// All of a batch read anew.
    fn whole(&self, wanted: &[usize]) -> Option<Vec<Shard>> {
        let shard = self.read(wanted)?;
        self.keep(wanted, Layer::Whole, &shard);
        Some(vec![shard])
    }

    fn read(&self, wanted: &[usize]) -> Option<Shard> {
        let mut builder = ShardBuilder::default();
        for (entry, state) in wanted.iter().filter_map(|at| self.entries.get(*at).zip(self.states.get(*at))) {
            if (self.stop)() {
                return None;
            }
            builder.add(&state.key, &entry.load_for_search());
            self.progress.read.fetch_add(1, Ordering::Relaxed);
            self.ready(1);
        }
        Some(builder.build())
    }

    fn ready(&self, episodes: usize) {
        self.progress.episodes.fetch_add(episodes, Ordering::Relaxed);
    }

    /// The keys of the wanted that `shard` does not have.
    fn missing(&self, wanted: &[usize], shard: &Shard) -> Vec<usize> {
        let there: HashSet<&str> = shard.keys().collect();
        let is_missing =
            |at: &usize| self.states.get(*at).is_some_and(|state| !there.contains(state.key.as_str()));
        wanted.iter().copied().filter(is_missing).collect()
    }

    /// The shard that the cache has of `batch`, with those of its episodes that are `wanted` as they are now.
    fn kept(&self, batch: &[usize], layer: Layer, wanted: &[usize]) -> Option<Shard> {
        let key = self.key(batch, layer)?;
        let mut container = self.cache.read(&subject(&key))?;
        let mut shard = Shard::of_sections(|name| container.take(name))?;
        let keys: HashSet<&str> =
            wanted.iter().filter_map(|at| Some(self.states.get(*at)?.key.as_str())).collect();
        shard.keep(|key| keys.contains(key));
        Some(shard)
    }

    fn keep(&self, wanted: &[usize], layer: Layer, shard: &Shard) {
        let Some(key) = self.key(wanted, layer) else { return };
        let sections = shard.to_sections();
        let sections: Vec<(&str, &[u8])> =
            sections.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        // The next time takes longer without it, and that is all.
        let _unkept = self.cache.write(&subject(&key), &sections);
    }

    /// What the cache knows a shard of the batch by: the library, the batch's first episode, the layer.
    fn key(&self, wanted: &[usize], layer: Layer) -> Option<Vec<u8>> {
        let first = wanted.first().and_then(|at| self.entries.get(*at))?;
        let layer = match layer {
            Layer::Whole => b"whole",
            Layer::Patch => b"patch",
        };
        Some([self.library, b"\n", first.key.as_bytes(), b"\n", layer].concat())
    }
}

fn subject(key: &[u8]) -> Subject<'_> {
    Subject { purpose: PURPOSE, version: Shard::VERSION, key }
}

#[cfg(test)]
mod tests;
