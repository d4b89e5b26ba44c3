//! Any bytes for a journal: what is added is read back, nothing else changes, and what reaches a screen
//! is clean.
#![no_main]

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use libfuzzer_sys::fuzz_target;
use tableread::files::{Files, Listed};
use tableread::journal::{Anchor, EpisodeKey, Item, Journal, Kept, Record, What};
use tableread::text::clean::is_clean;

/// Files in memory.
#[derive(Debug, Clone, Default)]
struct Memory(Arc<Mutex<HashMap<PathBuf, Vec<u8>>>>);

impl Memory {
    fn change(&self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        change(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(path.to_owned()).or_default());
    }
}

/// A file in memory that is written.
struct Written(Memory, PathBuf);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.append(&self.1, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Files for Memory {
    fn make_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let inside = files.iter().filter(|(path, _)| path.parent() == Some(folder));
        let listed =
            inside.map(|(path, file)| Listed { path: path.clone(), bytes: file.len() as u64, written: None });
        Ok(listed.collect())
    }

    fn open(&self, path: &Path) -> io::Result<(Box<dyn Read + Send>, u64)> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let file = files.get(path).cloned().ok_or(io::ErrorKind::NotFound)?;
        let length = file.len() as u64;
        Ok((Box::new(Cursor::new(file)), length))
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.change(path, |file| file.extend_from_slice(bytes));
        Ok(())
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>> {
        self.change(path, Vec::clear);
        Ok(Box::new(Written(self.clone(), path.to_owned())))
    }

    fn sync(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let file = files.remove(from).ok_or(io::ErrorKind::NotFound)?;
        files.insert(to.to_owned(), file);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.remove(path).map(drop).ok_or(io::ErrorKind::NotFound.into())
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
