//! The episodes of a shelf and what each of them answers, in the order of the shelf.
//!
//! This is the one place that knows how an episode comes to be searched: one alone is read and asked; of
//! a library the index is asked, which is kept between runs, and only what is printed of is read.

use std::collections::HashMap;
use std::path::Path;

use crate::cache::Cache;
use crate::cli::CliError;
use crate::episode::Episode;
use crate::library::{self, Entry, IndexProgress, Library, LibraryIndex, Shelf, in_order};
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
    /// What the episode is called: series, number and title, as far as its documents say.
    pub(super) name: String,
    pub(super) episode: Episode,
    pub(super) index: Index,
    pub(super) answer: Answer,
}

impl Found<'_> {
    /// Where the episode is: what to name on the command line for it alone.
    pub(super) fn path(&self) -> String {
        self.entry.place()
    }
}

/// What is asked of whom.
pub(super) struct Asking<'s> {
    pub(super) shelf: &'s Shelf,
    /// What was named on the command line.
    pub(super) path: &'s Path,
    pub(super) cache: &'s Cache,
    pub(super) query: &'s Query,
    /// Whether more is wanted of the episodes than how much they answer and what they are called: else
    /// their texts are left empty.
    pub(super) with_texts: bool,
}

impl<'s> Asking<'s> {
    /// Asks every episode and hands what it has to say to `take`, in the order of the shelf.
    ///
    /// # Errors
    /// The first error of `take`, which ends the asking.
    pub(super) fn all(
        &self,
        mut take: impl FnMut(Asked<'s>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        match self.shelf.entries.as_slice() {
            [only] => take(self.one(only)),
            several => self.library(several, take),
        }
    }

    fn one(&self, entry: &'s Entry) -> Asked<'s> {
        let (episode, unread) = entry.load();
        let index = Index::new(&episode);
        let unknown = index.problems(self.query);
        let answer = index.search(self.query);
        let answers = !answer.hits.is_empty() || !answer.told.is_empty();
        let name = episode.identity.name();
        Asked { found: answers.then_some(Found { entry, name, episode, index, answer }), unread, unknown }
    }

    fn library(
        &self,
        entries: &'s [Entry],
        mut take: impl FnMut(Asked<'s>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let key = Library::key_of(self.path);
        let never = || false;
        let index = LibraryIndex::of(entries, &key, self.cache, &IndexProgress::default(), &never);
        let index = index.unwrap_or_default();
        let results = index.collection.search(self.query, library::processors(), &never).unwrap_or_default();
        take(Asked { found: None, unread: Vec::new(), unknown: index.collection.problems(self.query) })?;
        let answers = index.collection.answers(&results).into_iter();
        let mut answers: HashMap<usize, (String, Answer)> = answers
            .filter_map(|(key, title, answer)| Some((index.entry(key)?, (title.to_owned(), answer))))
            .collect();
        let answering: Vec<usize> = (0..entries.len()).filter(|at| answers.contains_key(at)).collect();
        let read = |at: usize| answering.get(at).and_then(|at| Some((*at, self.read(entries.get(*at)?))));
        in_order(answering.len(), read, |read| {
            let Some((at, episode)) = read else { return Ok(()) };
            let Some((entry, (name, answer))) = entries.get(at).zip(answers.remove(&at)) else {
                return Ok(());
            };
            let index = Index::new(&episode);
            let found = Some(Found { entry, name, episode, index, answer });
            take(Asked { found, unread: Vec::new(), unknown: Vec::new() })
        })
    }

    /// The episode as it is printed: as it was when it was searched, so that its lines are the same.
    fn read(&self, entry: &Entry) -> Episode {
        if self.with_texts { entry.load_for_search() } else { Episode::default() }
    }
}
