//! The library's index, made beside the reader; how far it is comes to the reader now and then.

use std::panic;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::cache::Cache;
use crate::library::{Entry, IndexProgress, LibraryIndex};

use super::event::Outbox;
use super::update::Loaded;

/// How often it is told how far the making is.
const NOW_AND_THEN: Duration = Duration::from_millis(100);

/// What is told of the index.
#[derive(Debug)]
pub(super) enum Indexed {
    /// So many episodes are ready.
    Progress(usize),
    /// It can be searched.
    Ready(Arc<LibraryIndex>),
}

/// Makes the index of `entries`, which `cache` knows by `library`, and tells the reader.
pub(super) fn make(entries: &[Entry], library: &[u8], cache: &Cache, outbox: &Outbox<Loaded>) {
    let progress = IndexProgress::default();
    let never = || false;
    thread::scope(|scope| {
        let (done, ended) = mpsc::channel();
        let progress = &progress;
        let maker = scope.spawn(move || {
            let index = LibraryIndex::of(entries, library, cache, progress, &never);
            let _heard = done.send(index.unwrap_or_default());
        });
        loop {
            match ended.recv_timeout(NOW_AND_THEN) {
                Err(RecvTimeoutError::Timeout) => {
                    outbox.send(Loaded::Index(Indexed::Progress(progress.episodes())));
                }
                Ok(index) => {
                    outbox.send(Loaded::Index(Indexed::Ready(Arc::new(index))));
                    return;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    // It failed: so does this job, and is told of.
                    if let Err(cause) = maker.join() {
                        panic::resume_unwind(cause);
                    }
                    return;
                }
            }
        }
    });
}
