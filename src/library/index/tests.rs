//! The index of a library on disk: what is read again when, and that what is kept answers as what is made.

use std::fs;
use std::path::{Path, PathBuf};

use pty_session::Folder;

use crate::cache::Cache;
use crate::library::{Library, Shelf};
use crate::search::Query;

use super::*;

/// A folder of transcripts and a cache beside it.
struct Ground {
    folder: Folder,
}

impl Ground {
    fn new(episodes: usize) -> Self {
        let ground = Self { folder: Folder::new() };
        (0..episodes).for_each(|episode| ground.write(episode, "The lamps are lit."));
        ground
    }

    fn library(&self) -> PathBuf {
        self.folder.join("library")
    }

    fn cache(&self) -> Cache {
        Cache::within(self.folder.join("cache"))
    }

    fn write(&self, episode: usize, said: &str) {
        let text = format!(
            "The Lightship\nEpisode {episode}\n\n[Lamp room]\n\nMAREN: Night {episode} begins.\nORRIN: {said}\n"
        );
        self.folder.old_file(format!("library/season-{}/{episode:03}.txt", episode / 20), text);
    }

    fn shelf(&self) -> Shelf {
        Shelf::open(&self.library(), &Cache::none()).expect("a shelf")
    }

    /// The index, and how many episodes were read for it.
    fn index(&self, cache: &Cache) -> (LibraryIndex, usize) {
        let shelf = self.shelf();
        let progress = IndexProgress::default();
        let index = LibraryIndex::of(&shelf.entries, &key(&self.library()), cache, &progress, &|| false);
        assert_eq!(progress.episodes(), shelf.entries.len());
        (index.expect("not called off"), progress.read())
    }
}

fn key(library: &Path) -> Vec<u8> {
    Library::open(library).expect("a library").key()
}

/// Text and episode of every line that answers, in order of both.
fn found(index: &LibraryIndex, query: &str) -> Vec<(usize, String)> {
    let results = index.collection.search(&Query::parse(query), 2, &|| false).expect("not called off");
    let shown =
        results.best(usize::MAX).into_iter().filter_map(|ranked| index.collection.shown(ranked.place));
    let mut found: Vec<(usize, String)> =
        shown.map(|shown| (index.entry(shown.key).expect("an entry"), shown.text.to_owned())).collect();
    found.sort();
    found
}

#[test]
fn only_what_changed_is_read_again() {
    let ground = Ground::new(60);
    let cache = ground.cache();
    assert_eq!(ground.index(&cache).1, 60);
    let (again, read) = ground.index(&cache);
    assert_eq!((read, found(&again, "lamps").len()), (0, 60));
    ground.write(7, "The lanterns are dark tonight.");
    fs::remove_file(ground.library().join("season-1/030.txt")).expect("a file");
    let (changed, read) = ground.index(&cache);
    assert_eq!(read, 1);
    assert_eq!(found(&changed, "lamps").len(), 58);
    assert_eq!(found(&changed, "dark tonight"), [(7, "The lanterns are dark tonight.".to_owned())]);
    assert_eq!(ground.index(&cache).1, 0, "the patch is kept as well");
    let anew = ground.index(&Cache::none()).0;
    for query in ["lamps", "night", "@orrin", "!lamps", "lantrens"] {
        assert_eq!(found(&changed, query), found(&anew, query), "{query}");
    }
}

#[test]
fn many_changes_are_no_patch() {
    let ground = Ground::new(40);
    let cache = ground.cache();
    ground.index(&cache);
    (0..30).for_each(|episode| ground.write(episode, "All hands to the boats, and quickly."));
    let (index, read) = ground.index(&cache);
    assert_eq!((read, index.collection.shards().len()), (40, 1));
    assert_eq!(found(&index, "boats").len(), 30);
}

#[test]
fn what_is_damaged_is_made_anew() {
    let ground = Ground::new(12);
    let cache = ground.cache();
    let whole = ground.index(&cache).0;
    for file in fs::read_dir(ground.folder.join("cache")).expect("a folder") {
        let path = file.expect("a file").path();
        let mut bytes = fs::read(&path).expect("bytes");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x20;
        fs::write(&path, bytes).expect("written");
    }
    let (index, read) = ground.index(&cache);
    assert_eq!(read, 12);
    assert_eq!(found(&index, "lamps"), found(&whole, "lamps"));
}

#[test]
fn it_can_be_called_off() {
    let ground = Ground::new(12);
    let shelf = ground.shelf();
    let progress = IndexProgress::default();
    let none = LibraryIndex::of(&shelf.entries, b"x", &ground.cache(), &progress, &|| true);
    assert!(none.is_none());
    assert_eq!(progress.read(), 0);
}

#[test]
fn an_episode_more_changes_one_batch() {
    let state = |at: usize| State { key: format!("season/{at:04}.txt\n0"), bytes: 200_000 };
    let before: Vec<State> = (0..600).map(state).collect();
    let mut after: Vec<State> = (0..600).map(state).collect();
    after.insert(10, State { key: "season/0009b.txt\n0".to_owned(), bytes: 200_000 });
    let firsts = |states: &[State]| -> Vec<String> {
        batches(states).iter().map(|batch| states[batch.start].key.clone()).collect()
    };
    let (before, after) = (firsts(&before), firsts(&after));
    assert!(before.len() > 10, "{}", before.len());
    let same = after.iter().filter(|first| before.contains(first)).count();
    assert!(same + 3 >= before.len(), "{same} of {}", before.len());
}
