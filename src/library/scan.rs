//! Scanning a library: a thread walks the folders, some others look into the files, and every episode
//! is told as soon as its files are known.
//!
//! What is already known of a file that has not changed is taken from a [`Catalogue`]; only the
//! beginning of a file is read. A file that cannot be used is told as a problem, and the scan goes on.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

use crate::source::{ReadError, Source};

use super::about::Card;
use super::catalogue::Catalogue;
use super::grouping::{each, group, is_of_single_files};
use super::statements::Statements;
use super::walk::{Folder, Found, Step, shown_below, walk};
use super::{Entry, Library, Problem};
use crate::threads::processors;

/// How much of a file is read to see what it is, bytes: more than any reader looks at.
const BEGINNING: u64 = 128 * 1024;

/// The most threads that look into files.
const MOST_THREADS: usize = 8;

/// What a scan tells while it goes on.
#[derive(Debug)]
pub enum Told {
    /// An episode.
    Entry(Box<Entry>),
    /// Something that cannot be used.
    Problem(Problem),
}

/// Whom a scan tells; false from it ends the scan.
pub type Listener<'a> = &'a (dyn Fn(Told) -> bool + Sync);

/// How far a scan is; to be looked at from other threads while it goes on.
#[derive(Debug, Default)]
pub struct Progress {
    found: AtomicUsize,
    done: AtomicUsize,
}

impl Progress {
    /// How many files have been seen to, and how many have been found so far.
    pub fn so_far(&self) -> (usize, usize) {
        let done = self.done.load(Ordering::Relaxed);
        (done, self.found.load(Ordering::Relaxed).max(done))
    }
}

/// What a scan came to.
#[derive(Debug, Default)]
pub struct Scanned {
    /// What was learnt of the files: the next scan looks only into what has changed since.
    pub catalogue: Catalogue,
    /// How many files there are.
    pub files: usize,
    /// How many of them were looked into; the others were known.
    pub read: usize,
    /// Whether it came to its end.
    pub whole: bool,
}

/// Scans `library`, of which `known` is known.
pub(super) fn scan(library: &Library, known: &Catalogue, progress: &Progress, tell: Listener<'_>) -> Scanned {
    let desk = Desk {
        statements: &library.statements,
        library,
        known,
        progress,
        tell,
        learnt: Mutex::default(),
        read: AtomicUsize::new(0),
        stopped: AtomicBool::new(false),
    };
    let (tasks, queue) = mpsc::channel();
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        let mut workers = 0;
        walk(&library.root, &mut |step| {
            match step {
                Step::Problem(problem) => desk.tell(Told::Problem(problem)),
                Step::Folder(folder) => {
                    progress.found.fetch_add(folder.files.len(), Ordering::Relaxed);
                    let pending = Arc::new(Pending::new(folder));
                    let files = 0..pending.folder.files.len();
                    // No more than there is work for: a small folder is known before they had all begun.
                    let more = threads().saturating_sub(workers).min(files.len());
                    (0..more).for_each(|_| drop(scope.spawn(|| desk.work(&queue))));
                    workers += more;
                    // Nobody takes tasks any more only where every worker is gone.
                    let _ = files.map(|at| (Arc::clone(&pending), at)).try_for_each(|task| tasks.send(task));
                }
            }
            !desk.is_stopped()
        });
        drop(tasks);
    });
    let (whole, read) = (!desk.is_stopped(), desk.read.load(Ordering::Relaxed));
    let catalogue = desk.learnt.into_inner().unwrap_or_else(PoisonError::into_inner);
    Scanned { catalogue, files: progress.so_far().1, read, whole }
}

fn threads() -> usize {
    processors().min(MOST_THREADS)
}

/// A file of a folder, to be looked into.
type Task = (Arc<Pending>, usize);

/// A folder whose files are being looked into.
struct Pending {
    folder: Folder,
    /// What is known of each file by now; unused where each file is an episode by itself.
    cards: Mutex<Vec<Option<Card>>>,
    left: AtomicUsize,
    single: bool,
}

impl Pending {
    fn new(folder: Folder) -> Self {
        let (files, single) = (folder.files.len(), is_of_single_files(&folder));
        let cards = Mutex::new(vec![None; if single { 0 } else { files }]);
        Self { folder, cards, left: AtomicUsize::new(files), single }
    }

    /// Takes what was learnt of the file at `at`; gives the episodes that are known by that.
    fn take(&self, at: usize, card: Option<Card>) -> Vec<Entry> {
        if self.single {
            let file = self.folder.files.get(at).zip(card);
            return file.map(|(file, card)| each(&self.folder, file, card)).unwrap_or_default();
        }
        let mut cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = cards.get_mut(at) {
            *place = card;
        }
        if self.left.fetch_sub(1, Ordering::Relaxed) > 1 {
            return Vec::new();
        }
        let known = self.folder.files.iter().zip(cards.drain(..));
        group(&self.folder, known.filter_map(|(file, card)| Some((file, card?))).collect())
    }
}

/// What the threads of a scan share.
struct Desk<'a> {
    library: &'a Library,
    statements: &'a Statements,
    known: &'a Catalogue,
    progress: &'a Progress,
    tell: Listener<'a>,
    learnt: Mutex<Catalogue>,
    read: AtomicUsize,
    stopped: AtomicBool,
}

impl Desk<'_> {
    /// Looks into files until there are no more.
    fn work(&self, queue: &Mutex<Receiver<Task>>) {
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((pending, at)) = next else { return };
            if self.is_stopped() {
                return;
            }
            let card = pending.folder.files.get(at).and_then(|file| self.look(file));
            for mut entry in pending.take(at, card) {
                entry.taken = self.library.taken;
                entry.stated = self.statements.about(&entry.key);
                entry.about = entry.stated.clone().or(&entry.about);
                self.tell(Told::Entry(Box::new(entry)));
            }
            self.progress.done.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The file's card; why it has none is told.
    fn look(&self, file: &Found) -> Option<Card> {
        let looked = match self.known.card(file) {
            Some(known) => {
                self.note(file, known.clone(), SystemTime::now());
                known.clone()
            }
            None => self.look_into(file),
        };
        looked.map_err(|reason| self.problem(file, reason)).ok()
    }

    fn look_into(&self, file: &Found) -> Result<Card, String> {
        self.read.fetch_add(1, Ordering::Relaxed);
        let now = SystemTime::now();
        let encoding = self.library.taken.encoding;
        let look = || {
            let card = Card::of(&Source::read_beginning(&file.path, BEGINNING, encoding)?);
            // Several episodes have begun within it: where the others do is further on.
            let more = !card.parts.is_empty() && file.bytes > BEGINNING;
            if more { Ok(Card::of(&Source::read_in(&file.path, encoding)?)) } else { Ok(card) }
        };
        // One file that a reader fails on is not to cost the others.
        let looked = match panic::catch_unwind(AssertUnwindSafe(look)) {
            Ok(Ok(card)) => Ok(card),
            Ok(Err(error @ ReadError::Binary { .. })) => Err(error.reason()),
            // May be otherwise the next time, without the file having changed.
            Ok(Err(error)) => return Err(error.reason()),
            Err(_) => return Err("reading its beginning failed".to_owned()),
        };
        self.note(file, looked.clone(), now);
        looked
    }

    fn note(&self, file: &Found, looked: Result<Card, String>, now: SystemTime) {
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner).note(file, looked, now);
    }

    fn problem(&self, file: &Found, message: String) {
        self.tell(Told::Problem(Problem { path: shown_below(&self.library.root, &file.path), message }));
    }

    fn tell(&self, told: Told) {
        if !(self.tell)(told) {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
