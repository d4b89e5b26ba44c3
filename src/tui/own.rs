//! What is kept of a person, as the reader knows it, and what of it is still to be written.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::episode::Episode;
use crate::export::notes::{NotedEpisode, markdown};
use crate::journal::{
    Anchor, EpisodeKey, Finder, Held, Item, Journal, Kept, KeptItem, Record, Stamped, What,
};
use crate::library::Shelf;

use super::widget::input::Input;

/// What is known of earlier runs, and where to keep more.
#[derive(Debug, Default)]
pub struct Memory {
    /// Where to keep what is made; `None` to keep nothing.
    pub journal: Option<Journal>,
    /// What was kept.
    pub kept: Kept,
    /// The path that the reader is opened on, as it is opened again in another run: canonical, or
    /// [`SAMPLE`](crate::library::SAMPLE).
    pub origin: String,
    /// The key of the entry that was read last, to be opened at once; `None` to choose.
    pub entry: Option<String>,
    /// What there is to say.
    pub notice: Option<String>,
}

impl Memory {
    /// Where on `shelf` the entry is that was read last, if it is there by now.
    pub(super) fn wanted(&self, shelf: &Shelf) -> Option<usize> {
        let wanted = self.entry.as_ref()?;
        shelf.entries.iter().position(|entry| entry.key == *wanted)
    }
}

/// What is kept, and the episode that is open.
#[derive(Debug, Default)]
pub(super) struct Own {
    pub(super) kept: Kept,
    /// The open episode.
    pub(super) key: EpisodeKey,
    /// The path of the shelf, as it is opened again in another run.
    pub(super) origin: String,
    /// The key of the entry to open as soon as a scan tells of it.
    pub(super) wanted: Option<String>,
    /// Whether the whole episode is awaited, by which a place may be known that its script is not.
    pub(super) returning: bool,
    /// What was put beside lines of the open episode, in the order of the script; what is lost comes
    /// last.
    pub(super) here: Vec<Here>,
    pub(super) editor: Editor,
    /// How to take back what was changed, the last change last.
    pub(super) undo: Vec<Undo>,
    /// What ids of this run begin with, and how many there are.
    pub(super) run: u64,
    pub(super) made: u64,
    pub(super) saving: Saving,
}

/// Something beside a line of the open episode.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Here {
    pub(super) id: String,
    pub(super) what: What,
    /// The line; `None` where it is lost.
    pub(super) held: Option<Held>,
    /// The last of several lines.
    pub(super) through: Option<usize>,
}

impl Here {
    /// The line's index; `None` where it is lost.
    pub(super) fn at(&self) -> Option<usize> {
        self.held.map(|held| held.line().at())
    }

    /// Whether it stands beside the line at `index`.
    fn is_beside(&self, index: usize) -> bool {
        self.at().is_some_and(|at| at <= index && index <= self.through.unwrap_or(at))
    }
}

/// What is shown in the list of what was put beside lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OwnList {
    /// Marks and bookmarks of the open episode.
    Marks,
    /// Notes on the open episode.
    Notes,
    /// All of it, on all episodes.
    Everything,
}

impl OwnList {
    /// The next of the lists.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Marks => Self::Notes,
            Self::Notes => Self::Everything,
            Self::Everything => Self::Marks,
        }
    }
}

/// A note being written.
#[derive(Debug, Clone, Default)]
pub(super) struct Editor {
    pub(super) input: Input,
    /// The note that is changed; `None` for a new one.
    pub(super) id: Option<String>,
    pub(super) episode: EpisodeKey,
    pub(super) line: Anchor,
    /// The last of several lines.
    pub(super) through: Option<Anchor>,
    /// What it said before.
    pub(super) before: String,
    /// The list that it was opened from, with its cursor.
    pub(super) from: Option<(OwnList, usize)>,
}

/// A way to take something back.
#[derive(Debug, Clone)]
pub(super) enum Undo {
    /// By keeping what was, or erasing what was not.
    Records(Vec<Record>),
    /// By opening the note that was left.
    Draft(Box<Editor>),
}

/// How many changes can be taken back.
const UNDO_KEPT: usize = 100;

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
    /// What is known at the start; the entry that was read last is still waited for or is not.
    pub(super) fn new(memory: Memory, waits: bool) -> Self {
        let Memory { journal, kept, origin, entry, .. } = memory;
        let saving = Saving { journal: journal.map(Arc::new), ..Saving::default() };
        let wanted = entry.filter(|_| waits);
        let micros = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros());
        let run = (u64::try_from(micros).unwrap_or_default() << 8) ^ u64::from(std::process::id());
        Self { kept, origin, wanted, returning: true, run, saving, ..Self::default() }
    }

    /// Keeps `record`: at once here, on the disk as soon as a job has written it.
    pub(super) fn keep(&mut self, record: Record) {
        self.kept.apply(Stamped { at: 0, record: record.clone() });
        if self.saving.journal.is_some() {
            self.saving.unsaved.push(record);
            self.saving.waits = false;
        }
    }

    /// Keeps `records` so that they can be taken back together.
    pub(super) fn change(&mut self, records: Vec<Record>) {
        let back: Vec<Record> = records.iter().filter_map(|record| self.inverse(record)).collect();
        if !back.is_empty() {
            self.can_undo(Undo::Records(back));
        }
        records.into_iter().for_each(|record| self.keep(record));
    }

    /// Remembers a way to take something back.
    pub(super) fn can_undo(&mut self, undo: Undo) {
        self.undo.push(undo);
        let extra = self.undo.len().saturating_sub(UNDO_KEPT);
        self.undo.drain(..extra);
    }

    /// What makes things as they are before `record`.
    fn inverse(&self, record: &Record) -> Option<Record> {
        let (Record::Keep { item: Item { id, .. }, .. } | Record::Erase { id }) = record else { return None };
        let was = self.kept.item(id).cloned();
        Some(match was {
            Some(KeptItem { episode, item, .. }) => Record::Keep { episode, item },
            None => Record::Erase { id: id.clone() },
        })
    }

    /// An id that nothing has yet.
    pub(super) fn new_id(&mut self) -> String {
        self.made += 1;
        format!("{:x}-{}", self.run, self.made)
    }

    /// Looks up in `episode`, which is open, the lines that something was put beside.
    pub(super) fn look_up(&mut self, episode: &Episode) {
        let finder = Finder::new(episode);
        let items = self.kept.items_of(&self.key).map(|kept| &kept.item);
        let mut here: Vec<_> = items.map(|item| (finder.find(&item.line), item)).collect();
        here.sort_by_key(|(held, item)| {
            (held.is_none(), held.map(Held::line), item.line.id, item.id.clone())
        });
        let through = |item: &Item| finder.find(item.through.as_ref()?).map(|held| held.line().at());
        let here = here.into_iter().map(|(held, item)| Here {
            id: item.id.clone(),
            what: item.what.clone(),
            held,
            through: through(item),
        });
        self.here = here.collect();
    }

    /// What was put beside the element at `index`.
    pub(super) fn beside(&self, index: usize) -> impl Iterator<Item = &Here> {
        self.here.iter().filter(move |here| here.is_beside(index))
    }

    /// The ids of what a list shows.
    pub(super) fn ids(&self, list: OwnList) -> Vec<&str> {
        let is_note = |what: &What| matches!(what, What::Note(_));
        let of_here = |notes: bool| {
            let here = self.here.iter().filter(move |here| is_note(&here.what) == notes);
            here.map(|here| here.id.as_str()).collect()
        };
        match list {
            OwnList::Marks => of_here(false),
            OwnList::Notes => of_here(true),
            OwnList::Everything => self.kept.items().into_iter().map(|kept| kept.item.id.as_str()).collect(),
        }
    }

    /// The ids of the rows of a list that are selected: from one row to the cursor, or that of the cursor.
    pub(super) fn selected(
        &self,
        list: OwnList,
        (cursor, from): (usize, Option<usize>),
    ) -> impl Iterator<Item = &str> {
        let from = from.unwrap_or(cursor);
        let rows = cursor.min(from)..=cursor.max(from);
        self.ids(list).into_iter().enumerate().filter(move |(row, _)| rows.contains(row)).map(|(_, id)| id)
    }

    /// What is kept of the open episode, or of all of them, as Markdown; of it what has these `ids`, or
    /// all. Empty where nothing is.
    pub(super) fn markdown(&self, list: OwnList, episode: &Episode, ids: Option<&[String]>) -> String {
        let wanted = |kept: &&KeptItem| ids.is_none_or(|ids| ids.contains(&kept.item.id));
        if list == OwnList::Everything {
            return markdown(&NotedEpisode::remembered(self.kept.items().into_iter().filter(wanted)));
        }
        let items: Vec<&KeptItem> = self.kept.items_of(&self.key).filter(wanted).collect();
        if items.is_empty() {
            return String::new();
        }
        markdown(&[NotedEpisode::new(&self.key, episode, items)])
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
