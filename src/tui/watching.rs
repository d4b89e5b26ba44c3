//! Being told when files change: a person's settings, the documents of the open episode.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::library::{Entry, Place};

use super::event::Outbox;
use super::update::Loaded;

/// How long files are left alone after a change: editors write in several steps.
const SETTLING: Duration = Duration::from_millis(80);

/// Why whoever watches is woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Woken {
    /// A file has changed.
    Changed,
    /// Nobody wants to know of changes any more.
    Released,
}

/// Tells of changes to files as long as it is held.
pub(super) struct Changes {
    watcher: RecommendedWatcher,
    woken: Receiver<Woken>,
}

impl Changes {
    /// Nothing is watched yet; `None` where the system cannot tell of changes.
    pub(super) fn new() -> Option<Self> {
        let (to, woken) = mpsc::channel();
        Self::to(to, woken, |_| true)
    }

    /// As [`Changes::new`], for files that are `wanted` alone; woken through `to` by others, too.
    fn to(
        to: Sender<Woken>,
        woken: Receiver<Woken>,
        wanted: impl Fn(&Path) -> bool + Send + 'static,
    ) -> Option<Self> {
        let changed = move |change: notify::Result<notify::Event>| {
            let told = change
                .is_ok_and(|change| !change.kind.is_access() && change.paths.iter().any(|path| wanted(path)));
            if told {
                let _ended = to.send(Woken::Changed);
            }
        };
        Some(Self { watcher: notify::recommended_watcher(changed).ok()?, woken })
    }

    /// Watches what is in `folder`, and in the folders of it where `below` says so; false where that cannot
    /// be.
    pub(super) fn watch(&mut self, folder: &Path, below: bool) -> bool {
        let mode = if below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        self.watcher.watch(folder, mode).is_ok()
    }

    /// Sleeps until a file has changed and no other does for a while; false where there is nothing to wait
    /// for any more.
    pub(super) fn wait(&self) -> bool {
        let mut woken = self.woken.recv();
        while woken == Ok(Woken::Changed) {
            match self.woken.recv_timeout(SETTLING) {
                Ok(again) => woken = Ok(again),
                Err(_) => return true,
            }
        }
        false
    }
}

/// An episode whose documents are watched; as long as it is held.
#[derive(Debug)]
pub(super) struct Watched {
    /// What is watched, as it was then.
    pub(super) entry: Entry,
    to: Sender<Woken>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ended = self.to.send(Woken::Released);
    }
}

/// The watching of the documents of `entry`, and the job that does it: each time that one of them has changed
/// it tells so of the entry with this `number`.
pub(super) fn watch(entry: Entry, number: usize) -> (Watched, impl FnOnce(Outbox<Loaded>) + Send + 'static) {
    let (to, woken) = mpsc::channel();
    let watched = Watched { entry: entry.clone(), to: to.clone() };
    let job = move |outbox: Outbox<Loaded>| {
        let files = files(&entry);
        let folders: Vec<PathBuf> = files.iter().filter_map(|file| Some(file.parent()?.to_owned())).collect();
        let Some(mut changes) = Changes::to(to, woken, move |path| files.iter().any(|file| file == path))
        else {
            return;
        };
        for (at, folder) in folders.iter().enumerate() {
            if !folders[..at].contains(folder) {
                changes.watch(folder, false);
            }
        }
        while changes.wait() && outbox.send(Loaded::Changed(number)) {}
    };
    (watched, job)
}

/// The files that `entry` is read from, as a system tells of them: where they are, and what they are links to.
fn files(entry: &Entry) -> Vec<PathBuf> {
    let documents = entry.documents.iter().filter_map(Place::file);
    let mut files = Vec::new();
    for file in documents.chain(entry.statements.as_deref()) {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok();
        let there = folder.zip(file.file_name()).map(|(folder, name)| folder.join(name));
        files.extend(there);
        files.extend(fs::canonicalize(file).ok());
    }
    files
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use pty_session::Folder;

    use super::*;
    use crate::cache::Cache;
    use crate::library::Shelf;

    #[test]
    fn it_ends_when_nobody_wants_to_know_any_more() {
        let folder = Folder::new();
        let script = folder.file("fog.txt", "Fog\n\n[Deck]\nMAREN: Out.\nORRIN: Aye.\n");
        let shelf = Shelf::open(&script, &Cache::none()).expect("a shelf");
        let (watched, job) = watch(shelf.entries[0].clone(), 0);
        let (queue, incoming) = mpsc::channel();
        let begun = Instant::now();
        let watching = std::thread::spawn(move || job(Outbox::new(queue)));
        // Whether it watches already cannot be seen: it is written to until it tells.
        while incoming.recv_timeout(Duration::from_millis(200)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "nothing is told");
            folder.file("fog.txt", "Fog\n\n[Deck]\nMAREN: Lit.\nORRIN: Aye.\n");
        }
        drop(watched);
        watching.join().expect("an end");
    }
}
