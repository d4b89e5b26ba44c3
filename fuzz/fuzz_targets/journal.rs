//! Any bytes for a journal: what is added is read back, nothing else changes, and what reaches a screen
//! is clean.
#![no_main]

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use libfuzzer_sys::fuzz_target;
use tableread::journal::{Anchor, EpisodeKey, Files, Item, Journal, Kept, Record, What};
use tableread::text::clean::is_clean;

/// Files in memory.
#[derive(Debug, Clone, Default)]
struct Memory(Arc<Mutex<HashMap<PathBuf, Vec<u8>>>>);

impl Memory {
    fn change(&self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        change(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(path.to_owned()).or_default());
    }
}

impl Files for Memory {
    fn make_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(path).cloned().ok_or(io::ErrorKind::NotFound.into())
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.change(path, |file| file.extend_from_slice(bytes));
        Ok(())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.change(path, |file| *file = bytes.to_owned());
        Ok(())
    }

    fn sync(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let bytes = self.read(from)?;
        self.write(to, &bytes)
    }

    fn lock(&self, _: &Path) -> io::Result<File> {
        File::open("/dev/null")
    }
}

fuzz_target!(|bytes: &[u8]| {
    let files = Memory::default();
    files.change(Path::new("state/journal"), |file| *file = bytes.to_owned());
    let journal = Journal::at("state".into(), Box::new(files.clone()));
    let before = journal.read().expect("memory");
    clean(&before);
    let note = Item {
        id: "fuzz".to_owned(),
        what: What::Note("kept".to_owned()),
        line: Anchor::default(),
        through: None,
    };
    let record = Record::Keep { episode: EpisodeKey::default(), item: note.clone() };
    journal.append(1, &[record], true).expect("memory");
    let added = journal.read().expect("memory");
    assert_eq!(added.item("fuzz").map(|kept| &kept.item), Some(&note));
    journal.tidy().expect("memory");
    let tidied = journal.read().expect("memory");
    assert_eq!(tidied.records(), added.records());
    assert_eq!(journal.tidy().expect("memory"), None);
});

/// Whatever of it may be shown is clean.
fn clean(kept: &Kept) {
    for kept in kept.items() {
        let line = &kept.item.line;
        assert!(is_clean(&line.words) && is_clean(&kept.episode.title));
        assert!(line.speaker.as_deref().is_none_or(is_clean));
        assert!(!matches!(&kept.item.what, What::Note(text) if !is_clean(text)));
    }
}
