//! What is kept of a person, as the reader knows it, and what of it is still to be written.

use std::path::PathBuf;
use std::sync::Arc;

use crate::journal::{EpisodeKey, Journal, Kept, Record, Stamped};
use crate::library::Shelf;

/// What the reader opens first, and what it knows of earlier runs.
#[derive(Debug, Default)]
pub struct Opening {
    /// The episodes.
    pub shelf: Shelf,
    /// The path that they were opened at; empty for the sample.
    pub path: PathBuf,
    /// The same to be opened again in another run: canonical, or `sample:`.
    pub origin: String,
    /// Which of its entries to open.
    pub entry: usize,
    /// Whether to show the list of the entries first.
    pub choose: bool,
    /// Where to keep what is made; `None` to keep nothing.
    pub journal: Option<Journal>,
    /// What was kept.
    pub kept: Kept,
    /// What there is to say about it.
    pub notice: Option<String>,
}

/// What is kept, and the episode that is open.
#[derive(Debug, Default)]
pub(super) struct Own {
    pub(super) kept: Kept,
    /// The open episode.
    pub(super) key: EpisodeKey,
    /// The path of the shelf, as it was opened and as it is opened again in another run.
    pub(super) path: PathBuf,
    pub(super) origin: String,
    /// Whether the whole episode is awaited, by which a place may be known that its script is not.
    pub(super) returning: bool,
    pub(super) saving: Saving,
}

/// Records on their way to the journal.
#[derive(Debug, Default)]
pub(super) struct Saving {
    /// `None` to keep nothing.
    pub(super) journal: Option<Arc<Journal>>,
    /// Records that are handed to nobody yet.
    pub(super) unsaved: Vec<Record>,
    /// Records that a job is writing, and their batch's number.
    pub(super) writing: Option<(u64, Vec<Record>)>,
    /// The number of the last batch.
    pub(super) batch: u64,
    /// Why the last batch could not be written.
    pub(super) failure: Option<String>,
    /// Whether the next batch waits for something new to write.
    pub(super) waits: bool,
}

impl Own {
    /// What is known at the start.
    pub(super) fn new(journal: Option<Journal>, kept: Kept, path: PathBuf, origin: String) -> Self {
        let saving = Saving { journal: journal.map(Arc::new), ..Saving::default() };
        Self { kept, path, origin, returning: true, saving, ..Self::default() }
    }

    /// Keeps `record`: at once here, on the disk as soon as a job has written it.
    pub(super) fn keep(&mut self, record: Record) {
        self.kept.apply(Stamped { at: 0, record: record.clone() });
        if self.saving.journal.is_some() {
            self.saving.unsaved.push(record);
            self.saving.waits = false;
        }
    }
}

impl Saving {
    /// Writes what is not written yet and waits for it: on the way out, when there is no later.
    pub(super) fn finish(&mut self) {
        let Some(journal) = self.journal.clone() else { return };
        let last = (self.batch + 1, std::mem::take(&mut self.unsaved));
        // The job that writes a batch may have done so or not; the journal knows its number.
        for (number, records) in self.writing.take().into_iter().chain([last]) {
            if let Err(error) = write(&journal, number, &records) {
                self.failure = Some(error);
            }
        }
    }
}

/// Writes a batch; what a person made is waited for until it is on the disk, a place is not.
pub(super) fn write(journal: &Journal, number: u64, records: &[Record]) -> Result<(), String> {
    if records.is_empty() {
        return Ok(());
    }
    let lasting = records.iter().any(|record| matches!(record, Record::Keep { .. } | Record::Erase { .. }));
    journal.append(number, records, lasting).map_err(|error| error.to_string())
}
