//! The episodes of a shelf and what each of them answers, in the order of the shelf.
//!
//! This is the one place that knows how an episode comes to be searched: it is read, and so are those
//! after it meanwhile, on a few threads.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use crate::cli::CliError;
use crate::episode::Episode;
use crate::library::{self, Entry, Shelf};
use crate::search::{Answer, Index, Problem, Query};

/// Threads that read at most: more would wait for the disk and hold more episodes in memory.
const MOST_READERS: usize = 8;

/// An episode that was asked.
pub(super) struct Asked<'s> {
    /// What it answers; `None` for nothing.
    pub(super) found: Option<Found<'s>>,
    /// What could not be read of it.
    pub(super) unread: Vec<library::Problem>,
    /// What of the query nobody and nothing in it goes by.
    pub(super) unknown: Vec<Problem>,
}

/// What an episode answers.
pub(super) struct Found<'s> {
    entry: &'s Entry,
    pub(super) episode: Episode,
    pub(super) index: Index,
    pub(super) answer: Answer,
}

impl Found<'_> {
    /// Where the episode is: what to name on the command line for it alone.
    pub(super) fn path(&self) -> String {
        self.entry.place()
    }

    /// What the episode is called: series, number and title, as far as its documents say.
    pub(super) fn name(&self) -> String {
        let identity = &self.episode.identity;
        let parts = [identity.series.as_deref(), identity.number.as_deref(), Some(identity.title.as_str())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Asks every episode of `shelf` and hands what it has to say to `take`, in the order of the shelf.
///
/// # Errors
/// The first error of `take`, which ends the asking.
pub(super) fn ask_all<'s>(
    shelf: &'s Shelf,
    query: &Query,
    take: impl FnMut(Asked<'s>) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let readers = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_READERS);
    let readers = readers.min(shelf.entries.len());
    let next = AtomicUsize::new(0);
    let (asked, answers) = mpsc::sync_channel(readers);
    thread::scope(|scope| {
        for _ in 0..readers {
            let (asked, next) = (asked.clone(), &next);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(entry) = shelf.entries.get(at) else { return };
                    // Nobody listens any more where printing has failed.
                    if asked.send((at, ask(entry, query))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(asked);
        in_order(answers, take)
    })
}

/// Hands what comes in to `take` by its number, from 0.
fn in_order<T>(
    incoming: Receiver<(usize, T)>,
    mut take: impl FnMut(T) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let mut early = BTreeMap::new();
    let mut due = 0;
    for (at, asked) in incoming {
        early.insert(at, asked);
        while let Some(asked) = early.remove(&due) {
            due += 1;
            take(asked)?;
        }
    }
    Ok(())
}

fn ask<'s>(entry: &'s Entry, query: &Query) -> Asked<'s> {
    let (episode, unread) = entry.load();
    let index = Index::new(&episode);
    let unknown = index.problems(query);
    let answer = index.search(query);
    let answers = !answer.hits.is_empty() || !answer.told.is_empty();
    Asked { found: answers.then_some(Found { entry, episode, index, answer }), unread, unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_early_waits_for_its_turn() {
        let (send, receive) = mpsc::channel();
        for at in [2, 0, 3, 1] {
            send.send((at, at)).expect("a listener");
        }
        drop(send);
        let mut taken = Vec::new();
        in_order(receive, |at| {
            taken.push(at);
            Ok(())
        })
        .expect("nothing that fails");
        assert_eq!(taken, [0, 1, 2, 3]);
    }
}
