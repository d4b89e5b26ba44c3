//! The episodes of a shelf and what each of them answers, in the order of the shelf.
//!
//! This is the one place that knows how an episode comes to be searched: it is read, and so are those
//! after it meanwhile, on a few threads.

use crate::cli::CliError;
use crate::episode::Episode;
use crate::library::{self, Entry, Shelf, in_order};
use crate::search::{Answer, Index, Problem, Query};

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
    mut take: impl FnMut(Asked<'s>) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let ask = |at: usize| shelf.entries.get(at).map(|entry| ask(entry, query));
    in_order(shelf.entries.len(), ask, |asked| asked.map_or(Ok(()), &mut take))
}

fn ask<'s>(entry: &'s Entry, query: &Query) -> Asked<'s> {
    let (episode, unread) = entry.load();
    let index = Index::new(&episode);
    let unknown = index.problems(query);
    let answer = index.search(query);
    let answers = !answer.hits.is_empty() || !answer.told.is_empty();
    Asked { found: answers.then_some(Found { entry, episode, index, answer }), unread, unknown }
}
