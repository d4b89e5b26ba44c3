//! Settings, cache and library with each step of the disk failing in turn. The journal's own tests do the
//! same with it.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use pty_session::Folder;

use crate::cache::{Cache, Subject};
use crate::config::Config;
use crate::library::{IndexProgress, Library, LibraryIndex};

use super::failing::Failing;

const KINDS: [ErrorKind; 3] =
    [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];

/// Tries `attempt` with each step failing in each way, until a number is larger than that of its steps;
/// gives how many faults there were.
fn each_step(mut attempt: impl FnMut(Failing)) -> usize {
    let mut faults = 0;
    for kind in KINDS {
        for fails in 0.. {
            let files = Failing::at(fails, kind);
            attempt(files.clone());
            if !files.has_failed() {
                break;
            }
            faults += 1;
        }
    }
    println!("{faults} faults survived");
    faults
}

const SUBJECT: Subject<'_> = Subject { purpose: "test", version: 1, key: b"/halyard" };

fn kept(cache: &Cache) -> Option<Vec<u8>> {
    cache.read(&SUBJECT)?.take("lamps")
}

#[test]
fn whichever_step_fails_the_cache_has_the_old_or_the_new_or_nothing() {
    let (old, new) = (vec![1; 70_000], vec![2; 600_000]);
    let faults = each_step(|files| {
        let folder = Folder::new();
        let well = Cache::within(folder.to_path_buf());
        well.write(&SUBJECT, &[("lamps", &old)]).expect("the disk is well");
        let failing = Cache::through(Arc::new(files), folder.to_path_buf());
        let written = failing.write(&SUBJECT, &[("lamps", &new)]);
        let read = kept(&failing);
        let there = kept(&well).expect("the old or the new");
        assert!(there == if written.is_ok() { new.as_slice() } else { old.as_slice() });
        assert!(read.is_none() || read == Some(there));
        failing.sweep();
        assert_eq!(well.all().len(), 1, "nothing unfinished is left");
        well.write(&SUBJECT, &[("lamps", &new)]).expect("the disk is well again");
        assert!(kept(&well) == Some(new.clone()));
    });
    assert!(faults >= 24, "only {faults} faults");
}

#[test]
fn whichever_step_fails_forgetting_tells_so_and_can_be_done_again() {
    each_step(|files| {
        let folder = Folder::new();
        let well = Cache::within(folder.to_path_buf());
        well.write(&SUBJECT, &[("lamps", b"twelve")]).expect("the disk is well");
        let failing = Cache::through(Arc::new(files), folder.to_path_buf());
        let forgotten = failing.clear();
        assert!(forgotten.is_err() || forgotten.is_ok_and(|(files, _)| files == 1 - well.all().len()));
        well.clear().expect("the disk is well");
        assert_eq!(well.all().len(), 0);
    });
}

/// The episodes of the library in `folder`, its lines, and how many of them hold a lamp.
fn looked_into(folder: &Path, cache: &Cache) -> (usize, usize, usize) {
    let library = Library::open(folder).expect("a library");
    let (shelf, scanned) = library.scanned(cache);
    // What was learnt is kept as well as that can be done.
    let _unkept = library.keep(cache, &scanned.catalogue);
    let index = LibraryIndex::of(&shelf.entries, &library.key(), cache, &IndexProgress::default(), &|| false);
    let collection = index.expect("never called off").collection;
    let query = crate::search::Query::parse("lamp");
    let found = collection.search(&query, 1, &|| false).map_or(0, |results| results.best(100).len());
    (shelf.entries.len(), collection.lines(), found)
}

#[test]
fn whichever_step_fails_a_library_is_looked_into_all_the_same() {
    let folder = Folder::new();
    for name in ["fog", "mast", "gull"] {
        folder.file(
            format!("{name}.txt"),
            format!("{name}\n\n[Deck]\nMAREN: The lamp.\nORRIN: Aye.\n[Hold]\nMAREN: Out.\n"),
        );
    }
    let whole = looked_into(&folder, &Cache::none());
    assert_eq!((whole.0, whole.2), (3, 3));
    let faults = each_step(|files| {
        let kept = Folder::new();
        let failing = Cache::through(Arc::new(files), kept.to_path_buf());
        assert_eq!(looked_into(&folder, &failing), whole);
        assert_eq!(looked_into(&folder, &failing), whole, "from what was kept");
        assert_eq!(looked_into(&folder, &Cache::within(kept.to_path_buf())), whole, "by the next reader");
    });
    assert!(faults >= 30, "only {faults} faults");
}

#[test]
fn whichever_step_fails_settings_are_read_or_it_is_told_which_are_not() {
    let folder = Folder::new();
    folder.file("config.toml", "measure = 50\n");
    folder.file("keymap.toml", "[reader]\nzen = ['; ;']\n");
    folder.file("themes/dusk.toml", "base = 'light'\n");
    let whole = Config::read_from(&folder);
    assert!(whole.settings.is_some() && whole.keymap.is_some() && whole.themes.len() == 1);
    assert_eq!(whole.faults, []);
    let faults = each_step(|files| {
        let read = Config::read_through(&files, &folder);
        let missing = usize::from(read.settings.is_none())
            + usize::from(read.keymap.is_none())
            + usize::from(read.themes.is_empty());
        assert_eq!(missing, read.faults.len(), "{:?}", read.faults);
        assert_eq!(files.has_failed(), !read.faults.is_empty(), "{:?}", read.faults);
        assert_eq!(Config::read_from(&folder), whole, "nothing was changed");
    });
    assert!(faults >= 20, "only {faults} faults");
}
