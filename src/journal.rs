//! What a person makes is kept: where they were, what they asked, marks, bookmarks, notes.
//!
//! A file of records, one a line, in the person's state folder. Records are only ever added; what the
//! file comes to is [`Kept`]. Two instances at once lose nothing: each adds whole records at the end,
//! and whoever writes the file anew, without what is superseded, reads it first; a lock is between them.
//! A line that cannot be read goes to a file beside it before the journal is written anew.

mod anchor;
mod kept;
mod line;
mod record;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use etcetera::BaseStrategy;

use crate::files::{self, Files, Share, System};
use crate::text::clean::clean_line;

pub use anchor::{Anchor, Finder, Held};
pub use kept::{Kept, KeptItem, LastOpened, QUERIES_KEPT};
pub use record::{EpisodeKey, Item, Record, Stamped, What};

use line::{Line, lines};

/// The longest that the lock is waited for: whoever has it has it for as long as a write takes.
const PATIENCE: Duration = Duration::from_millis(300);

/// The most that is read of a file, bytes.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Records that say nothing any more before the file is worth writing anew, beside as many as say
/// something.
const SUPERSEDED: usize = 500;

/// Why something could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is no home to keep anything in.
    #[error("there is no home folder to keep notes and places in")]
    NoHome,
    /// The system refused a step.
    #[error("{path}: {source}")]
    Refused {
        /// The file or folder, cleaned for display.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A record could not be written down.
    #[error("a record could not be written down: {0}")]
    Unwritable(#[from] serde_json::Error),
}

/// The journal of a person.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    files: Box<dyn Files>,
    /// The number of the last batch that was written.
    written: Mutex<u64>,
}

/// What is in the journal's file.
#[derive(Debug, Default)]
struct Contents {
    kept: Kept,
    /// Whole records of other versions, as they are.
    foreign: Vec<u8>,
    /// What cannot be read, a line each, and how many lines that is.
    broken: Vec<u8>,
    broken_lines: usize,
    /// Whether it is the file before the last writing anew, in place of one with nothing to read in it.
    is_older: bool,
}

impl Journal {
    /// The journal in the person's state folder.
    ///
    /// # Errors
    /// [`JournalError::NoHome`] where there is none.
    pub fn of_the_person() -> Result<Self, JournalError> {
        let base = etcetera::choose_base_strategy().map_err(|_| JournalError::NoHome)?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Ok(Self::at(state.join("tableread"), Box::new(System)))
    }

    /// The journal in `folder`, which need not exist yet.
    pub fn at(folder: PathBuf, files: Box<dyn Files>) -> Self {
        Self { folder, files, written: Mutex::new(0) }
    }

    /// Where it is, cleaned for display.
    pub fn shown(&self) -> String {
        clean_line(&self.path().display().to_string())
    }

    fn path(&self) -> PathBuf {
        self.folder.join("journal")
    }

    /// Everything that is kept; nothing where there is no journal yet. Changes no file: lines that cannot
    /// be read are seen to by [`Journal::tidy`].
    ///
    /// # Errors
    /// Where there is a journal that cannot be read at all.
    pub fn read(&self) -> Result<Kept, JournalError> {
        self.contents().map(|contents| contents.kept)
    }

    fn contents(&self) -> Result<Contents, JournalError> {
        let mut contents = contents_of(&self.bytes(&self.path())?);
        if contents.broken_lines > 0 && contents.kept == Kept::default() {
            let older = contents_of(&self.bytes(&self.older())?);
            contents = Contents {
                broken: contents.broken,
                broken_lines: contents.broken_lines,
                is_older: older.kept != Kept::default(),
                ..older
            };
        }
        Ok(contents)
    }

    /// The bytes of a file; none where there is no such file.
    fn bytes(&self, path: &Path) -> Result<Vec<u8>, JournalError> {
        match files::read(self.files.as_ref(), path, MAX_BYTES) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(refused(path, error)),
        }
    }

    /// The journal while it is written anew.
    fn unfinished(&self) -> PathBuf {
        self.folder.join("journal.new")
    }

    /// The journal as it was before it was last written anew.
    fn older(&self) -> PathBuf {
        self.folder.join("journal.before")
    }

    /// Adds `records`, which are the batch of this `number`; a batch that was written is passed over, so
    /// that it can be given again by whoever does not know whether it was. `lasting` waits until they are
    /// on the disk.
    ///
    /// # Errors
    /// Where they are not written; then they can be given again.
    pub fn append(&self, number: u64, records: &[Record], lasting: bool) -> Result<(), JournalError> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if number <= *written {
            return Ok(());
        }
        let at = now();
        let mut bytes = Vec::new();
        for record in records {
            bytes.extend(line::written(&Stamped { at, record: record.clone() })?);
        }
        self.files.make_folder(&self.folder).map_err(|error| refused(&self.folder, error))?;
        // Beside others that add: one that is stopped in the middle of it holds nobody up.
        let _lock = self.lock(Share::Beside)?;
        let path = self.path();
        // A line that was cut short, by a full disk or by a kill, must not swallow the next one.
        let before = self.bytes(&path)?;
        if before.last().is_some_and(|last| *last != b'\n') {
            bytes.insert(0, b'\n');
        }
        self.files.append(&path, &bytes).map_err(|error| refused(&path, error))?;
        if lasting {
            self.files.sync(&path).map_err(|error| refused(&path, error))?;
        }
        *written = number;
        Ok(())
    }

    /// Puts what cannot be read aside and writes the file anew, where there is a reason to. Gives what
    /// there is to say about it.
    ///
    /// # Errors
    /// Where a step failed; the journal is as it was.
    pub fn tidy(&self) -> Result<Option<String>, JournalError> {
        self.sweep()?;
        if !self.needs_tidying(&self.contents()?) {
            return Ok(None);
        }
        let Some(_lock) = self.lock(Share::Alone)? else { return Ok(None) };
        // Read again: another instance may have added something, or have done this.
        let contents = self.contents()?;
        if !self.needs_tidying(&contents) {
            return Ok(None);
        }
        let told = self.put_aside(&contents)?;
        self.write_anew(&contents)?;
        Ok(told)
    }

    /// Removes what a writer left that was killed.
    fn sweep(&self) -> Result<(), JournalError> {
        let unfinished = self.unfinished();
        let listed = self.files.list(&self.folder).unwrap_or_default();
        if listed.iter().all(|file| file.path != unfinished) {
            return Ok(());
        }
        // Whoever has the lock may be writing it.
        let Some(_lock) = self.lock(Share::Alone)? else { return Ok(()) };
        match self.files.remove(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refused(&unfinished, error)),
            _ => Ok(()),
        }
    }

    fn needs_tidying(&self, contents: &Contents) -> bool {
        let superseded = contents.kept.superseded();
        contents.broken_lines > 0 || superseded > SUPERSEDED && superseded > contents.kept.records().len()
    }

    fn put_aside(&self, contents: &Contents) -> Result<Option<String>, JournalError> {
        if contents.broken_lines == 0 {
            return Ok(None);
        }
        let aside = self.folder.join("journal.aside");
        self.files.append(&aside, &contents.broken).map_err(|error| refused(&aside, error))?;
        self.files.sync(&aside).map_err(|error| refused(&aside, error))?;
        let lines = match contents.broken_lines {
            1 => "1 line".to_owned(),
            lines => format!("{lines} lines"),
        };
        let rest = if contents.is_older { "; an older journal stands in" } else { "" };
        let aside = clean_line(&aside.display().to_string());
        Ok(Some(format!("{lines} of the journal cannot be read, kept in {aside}{rest}")))
    }

    /// Writes the file anew without what is superseded; the one before stays beside it.
    fn write_anew(&self, contents: &Contents) -> Result<(), JournalError> {
        let mut bytes = Vec::new();
        for stamped in contents.kept.records() {
            bytes.extend(line::written(&stamped)?);
        }
        bytes.extend_from_slice(&contents.foreign);
        if !contents.is_older {
            let before = self.bytes(&self.path())?;
            self.replace(&self.older(), &before)?;
        }
        self.replace(&self.path(), &bytes)
    }

    /// Makes `bytes` the content of the file at `path`, all at once or not at all.
    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), JournalError> {
        let new = self.unfinished();
        let steps = || {
            files::write(self.files.as_ref(), &new, bytes)?;
            self.files.sync(&new)?;
            self.files.rename(&new, path)?;
            self.files.sync(&self.folder)
        };
        steps().map_err(|error| refused(path, error))
    }

    /// The lock of the journal; `None` where the file system has none. Then records are added all the
    /// same, which needs none, and the file is never written anew, which does.
    fn lock(&self, share: Share) -> Result<Option<File>, JournalError> {
        let path = self.folder.join("lock");
        let mut waited = Duration::ZERO;
        loop {
            match self.files.lock(&path, share) {
                Ok(lock) => return Ok(Some(lock)),
                Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(None),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock && waited < PATIENCE => {
                    let pause = Duration::from_millis(2);
                    thread::sleep(pause);
                    waited += pause;
                }
                Err(error) => return Err(refused(&path, error)),
            }
        }
    }
}

fn contents_of(journal: &[u8]) -> Contents {
    let mut contents = Contents::default();
    for line in lines(journal) {
        match line {
            Line::Record(stamped) => contents.kept.apply(*stamped),
            Line::Foreign(line) => add_line(&mut contents.foreign, line),
            Line::Broken(line) => {
                add_line(&mut contents.broken, line);
                contents.broken_lines += 1;
            }
        }
    }
    contents
}

fn add_line(to: &mut Vec<u8>, line: &[u8]) {
    to.extend_from_slice(line);
    to.push(b'\n');
}

fn refused(path: &Path, source: io::Error) -> JournalError {
    JournalError::Refused { path: clean_line(&path.display().to_string()), source }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
