//! What is kept between runs: the journal, the cache, the index of a library.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tableread::cache::{Cache, Subject};
use tableread::files::{Files, Listed, Share};
use tableread::journal::{Anchor, EpisodeKey, Item, Journal, Kept, Record, What};
use tableread::loader::load;
use tableread::search::{Collection, Query, Shard, ShardBuilder};
use tableread::source::Source;
use tableread::text::clean::is_clean;

use super::parts::Folder;

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

    fn lock(&self, _: &Path, _: Share) -> io::Result<File> {
        File::open("/dev/null")
    }
}

/// Any bytes for a journal, and lines of it of which only the checksums are right: what is added is read
/// back, nothing else changes, and what reaches a screen is clean.
pub fn journal(bytes: &[u8]) {
    let signed = bytes.strip_prefix(b"+").map(signed);
    let files = Memory::default();
    files.change(Path::new("state/journal"), |file| *file = signed.unwrap_or_else(|| bytes.to_owned()));
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
}

/// `lines` with their checksums before them, as in a journal.
pub fn signed(lines: &[u8]) -> Vec<u8> {
    let mut journal = Vec::new();
    for line in lines.split(|byte| *byte == b'\n') {
        journal.extend(format!("{:08x} ", crc32(line)).into_bytes());
        journal.extend(line);
        journal.push(b'\n');
    }
    journal
}

/// CRC-32, a bit a step: not the way that the journal does it.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

/// Whatever of it may be shown is clean.
fn clean(kept: &Kept) {
    for kept in kept.items() {
        let line = &kept.item.line;
        assert!(is_clean(&line.words) && is_clean(&kept.episode.title));
        assert!(line.speaker.as_deref().is_none_or(is_clean));
        assert!(!matches!(&kept.item.what, What::Note(text) if !is_clean(text)));
    }
    assert!(kept.asked().all(is_clean));
}

/// A file of the cache with bytes changed, cut off or added is as it was written or it is not there.
pub fn cache(bytes: &[u8]) {
    let (edits, text) = bytes.split_at(bytes.len().min(12));
    let subject = Subject { purpose: "any", version: 1, key: b"/harbour" };
    let folder = Folder::new();
    let cache = Cache::within(folder.path().to_owned());
    let (one, other) = text.split_at(text.len() / 2);
    cache.write(&subject, &[("one", one), ("other", other)]).expect("written");
    let whole = cache.read(&subject).expect("as it was written");
    assert_eq!((whole.section("one"), whole.section("other")), (Some(one), Some(other)));
    let path = cache.all().remove(0).path;
    let written = fs::read(&path).expect("the file");
    let damaged = edited(&written, edits);
    fs::write(&path, &damaged).expect("damaged");
    let read = cache.read(&subject);
    assert_eq!(read.is_some(), damaged == written);
    assert_eq!(cache.all().remove(0).is_whole(), read.is_some());
}

/// `whole` with each three bytes of `edits` done to it: where, and what with.
fn edited(whole: &[u8], edits: &[u8]) -> Vec<u8> {
    let mut edited = whole.to_vec();
    for edit in edits.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([edit[0], edit[1]])) % (edited.len() + 1);
        match edit[2] {
            0 => edited.truncate(at),
            1 => edited.insert(at, edit[0]),
            flip => edited.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= flip),
        }
    }
    edited
}

/// The sections of an index, changed in spite of all checksums, are refused or searched without harm.
pub fn shard(bytes: &[u8]) {
    static SECTIONS: OnceLock<Vec<(&str, Vec<u8>)>> = OnceLock::new();
    let sections = SECTIONS.get_or_init(sections);
    let (chosen, edits) = bytes.split_first().unwrap_or((&0, &[]));
    let chosen = usize::from(*chosen) % sections.len();
    let shard = Shard::of_sections(|name| {
        let (at, (_, section)) = sections.iter().enumerate().find(|(_, (own, _))| *own == name)?;
        Some(if at == chosen { changed(section, edits) } else { section.clone() })
    });
    let Some(shard) = shard else { return };
    let collection = Collection::new(vec![shard]);
    for typed in ["lamp", "lmp", "\"the lamp\"", "@maren", "#1", "%log", "~tlo", "!a", "e"] {
        let query = Query::parse(typed);
        let results = collection.search(&query, 1, &|| false).expect("an answer");
        let light = collection.highlights(&query);
        for ranked in results.best(20).into_iter().chain(results.told(20)) {
            let text = collection.shown(ranked.place).map(|shown| shown.text).unwrap_or_default();
            assert!(light(ranked.place).iter().all(|lit| text.get(lit.clone()).is_some()));
            let _around = collection.around(ranked.place, 2);
            let _witnesses = results.witnesses(ranked.place);
        }
        let _counts = (collection.by_speaker(&results), collection.by_episode(&results));
        let _answers = collection.answers(&results);
    }
}

/// `section` edited: what is in it where it is packed, itself where it is not.
fn changed(section: &[u8], edits: &[u8]) -> Vec<u8> {
    match lz4_flex::decompress_size_prepended(section) {
        Ok(inner) => lz4_flex::compress_prepend_size(&edited(&inner, edits)),
        Err(_) => edited(section, edits),
    }
}

/// The sections of an index of a few lines.
fn sections() -> Vec<(&'static str, Vec<u8>)> {
    let script = "Fog\n\nStardate: 12.5\n\n[Deck]\n\nMAREN: The lamp is out, the lamp!\n\nORRIN [OC]: I know.\n\n\
                  (She leaves.)\n\n[Hold]\n\nMate's log, stardate 12.6. The fog stays.\n\nMAREN: Light the lamp. Now.\n";
    let summary = "Fog\n\nTeaser[]\nMaren finds that the lamp is out.\n\nAct One[]\nOrrin has known for long, \
                   and Maren lights the lamp.\n\nMemorable quotes[]\n\"The lamp is out, the lamp!\"\n- Maren\n";
    let source = |name: &str, text: &str| Source::from_bytes(name, text.as_bytes()).into();
    let mut shard = ShardBuilder::default();
    shard.add("fog", &load(vec![source("fog.txt", script), source("page.txt", summary)], "fog"));
    shard.add("more", &load(vec![source("more.txt", "More\n\n[Quay]\n\nTARN: No lamp here.\n")], "more"));
    shard.build().to_sections()
}
