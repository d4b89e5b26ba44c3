//! A scan of a library beside the reader: what it tells comes to the reader in handfuls.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::cache::Cache;
use crate::library::{Catalogue, Library, OpenError, Progress, Scanned, Shelf, Told};

use super::event::Outbox;
use super::update::Loaded;

/// How long the first frame waits for a scan: most folders are known by then.
const PATIENCE: Duration = Duration::from_millis(20);

/// How long it waits while there is nothing to choose from: a folder of one episode is not shown as a
/// list, and one of none is told where a person can read it.
const NOTHING_YET: Duration = Duration::from_millis(400);

/// How long what a scan tells is gathered before it is told: a frame is drawn for each handful.
const HANDFUL: Duration = Duration::from_millis(30);

/// What the thread of a scan says.
enum Said {
    Told(Told),
    Ended(Box<Scanned>),
}

/// A scan that goes on.
pub(super) struct Scanning {
    said: Receiver<Said>,
    progress: Arc<Progress>,
}

/// What a scan tells the reader at once.
#[derive(Debug, Default)]
pub(super) struct News {
    /// Where a shelf is scanned again: the new one as it begins.
    pub(super) renewed: Option<Shelf>,
    pub(super) told: Vec<Told>,
    /// How many files it has seen to, and of how many.
    pub(super) progress: (usize, usize),
    /// What it came to, with the last of them.
    pub(super) ended: Option<Box<Scanned>>,
    /// Gone when the reader has taken this: only then the next is told.
    pub(super) untaken: Option<Sender<()>>,
}

/// What the reader is opened on.
pub struct Opening {
    pub(super) shelf: Shelf,
    pub(super) library: Option<Arc<Library>>,
    pub(super) cache: Cache,
    pub(super) scanning: Option<Scanning>,
    pub(super) catalogue: Arc<Catalogue>,
}

impl Opening {
    /// A shelf that is whole.
    pub fn of_shelf(shelf: Shelf) -> Self {
        Self { shelf, library: None, cache: Cache::none(), scanning: None, catalogue: Arc::default() }
    }

    /// `library`, with what is known by the time for a first frame; the rest of it is told to the reader.
    /// The entry of the key `wanted` is waited for a little longer.
    ///
    /// # Errors
    /// Where there is nothing to read in its folder.
    pub fn of_library(library: Library, cache: Cache, wanted: Option<&str>) -> Result<Self, OpenError> {
        let library = Arc::new(library);
        let known = Known::Kept(cache.clone());
        let scanning = Scanning::begin(&library, known).map_err(|error| library.unreadable(error))?;
        let mut opening = Self {
            shelf: library.shelf(),
            library: Some(Arc::clone(&library)),
            cache,
            scanning: None,
            catalogue: Arc::default(),
        };
        opening.await_first(scanning, wanted);
        if opening.scanning.is_none() && opening.shelf.entries.is_empty() {
            return Err(library.nothing());
        }
        Ok(opening)
    }

    /// Takes what the scan tells within the time that the first frame can wait.
    fn await_first(&mut self, scanning: Scanning, wanted: Option<&str>) {
        let begun = Instant::now();
        let mut patience = PATIENCE;
        loop {
            let news = scanning.next(begun + patience);
            news.told.into_iter().for_each(|told| self.shelf.take(told));
            if let Some(scanned) = news.ended {
                self.catalogue = Arc::new(scanned.catalogue);
                return;
            }
            let found =
                wanted.is_none_or(|wanted| self.shelf.entries.iter().any(|entry| entry.key == wanted));
            if found && self.shelf.entries.len() > 1 || patience >= NOTHING_YET {
                self.scanning = Some(scanning);
                return;
            }
            patience += PATIENCE;
        }
    }
}

/// What is known of the files before a scan.
pub(super) enum Known {
    /// What this cache keeps.
    Kept(Cache),
    /// What the last scan learnt; what this one learns goes to the cache.
    Learnt(Arc<Catalogue>, Cache),
}

impl Scanning {
    /// Begins to scan `library` on a thread of its own.
    pub(super) fn begin(library: &Arc<Library>, known: Known) -> io::Result<Self> {
        let (say, said) = mpsc::channel();
        let progress = Arc::new(Progress::default());
        let (library, counted) = (Arc::clone(library), Arc::clone(&progress));
        let scan = move || {
            let (known, cache) = match known {
                Known::Kept(cache) => (Arc::new(library.known(&cache)), cache),
                Known::Learnt(known, cache) => (known, cache),
            };
            let tell = |told| say.send(Said::Told(told)).is_ok();
            let scanned = library.scan(&known, &counted, &tell);
            let learnt = (scanned.whole && scanned.catalogue != *known).then(|| scanned.catalogue.clone());
            // It does not matter whether anybody still listens: what was learnt is kept.
            let _heard = say.send(Said::Ended(Box::new(scanned)));
            if let Some(learnt) = learnt {
                // The next scan takes longer without it, and that is all.
                let _unkept = library.keep(&cache, &learnt);
            }
        };
        thread::Builder::new().name("scan".to_owned()).spawn(scan)?;
        Ok(Self { said, progress })
    }

    /// How many files it has seen to, and of how many.
    pub(super) fn progress(&self) -> (usize, usize) {
        self.progress.so_far()
    }

    /// What the scan tells until then; returns at once where it has ended.
    fn next(&self, until: Instant) -> News {
        let mut news = News::default();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.said.recv_timeout(left) {
                Ok(Said::Told(told)) => news.told.push(told),
                Ok(Said::Ended(scanned)) => {
                    news.ended = Some(scanned);
                    break;
                }
                Err(RecvTimeoutError::Timeout) => break,
                // The thread failed; what it told is what there is.
                Err(RecvTimeoutError::Disconnected) => {
                    news.ended = Some(Box::default());
                    break;
                }
            }
        }
        news.progress = self.progress();
        news
    }

    /// Tells the reader what the scan tells, until it has ended. A longer list takes longer to be laid
    /// out, so it is told in larger handfuls; and never the next before the last was taken, or keys would
    /// wait behind them all.
    pub(super) fn relay(&self, outbox: &Outbox<Loaded>) {
        let mut handful = HANDFUL;
        loop {
            let (untaken, taken) = mpsc::channel();
            let news = News { untaken: Some(untaken), ..self.next(Instant::now() + handful) };
            handful += Duration::from_micros(4) * u32::try_from(news.told.len()).unwrap_or(u32::MAX);
            let ended = news.ended.is_some();
            if !outbox.send(Loaded::News(news)) || ended {
                return;
            }
            // Nothing is ever sent: this ends when the other end is dropped.
            let _dropped = taken.recv();
        }
    }
}
