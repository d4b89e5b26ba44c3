//! A file that holds several episodes, each with a path through it, `season.txt/2`, as documents in an archive
//! have one through that: what knows documents by path knows them too.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use crate::document::{self, Kind};
use crate::source::{Encoding, ReadError, Source, archive};
use crate::text::clean::clean_line;

use super::about::Card;
use super::walk::{shown_name, stem};

/// The file that `path` leads through, and the number of the part in it, from 1.
pub(super) fn through(path: &Path) -> Option<(&Path, usize)> {
    let number = path.file_name().and_then(OsStr::to_str)?.parse().ok().filter(|number| *number > 0)?;
    let file = path.parent()?;
    let is_document = || file.is_file() && !archive::is_archive(file) || archive::through(file).is_some();
    is_document().then_some((file, number))
}

/// The path of the part with this number, from 1, of the file at `path`.
pub(super) fn path_of(path: &Path, number: usize) -> PathBuf {
    path.join(number.to_string())
}

/// What the part at `path` is known by where its file is the library: `season.txt/2`.
pub(super) fn key(path: &Path) -> String {
    let file = path.parent().map(shown_name).unwrap_or_default();
    format!("{file}/{}", shown_name(path))
}

/// What to call the part at `path` where it has no title: `season 2`.
pub(super) fn name(path: &Path) -> String {
    let file = path.parent().map(stem).unwrap_or_default();
    format!("{file} {}", shown_name(path))
}

/// The size from which on a file is long: reading it again for each of its parts would take time that grows
/// with the square of it, bytes.
const LONG: u64 = 256 * 1024;

/// The parts of a long file that were read with one of them and that nobody has asked for yet.
struct Unread {
    file: PathBuf,
    encoding: Option<Encoding>,
    stamp: Stamp,
    /// Each part until it is asked for.
    parts: Vec<Option<Source>>,
}

/// What tells one state of a file from the next: its size and when it was changed.
type Stamp = (u64, Option<SystemTime>);

/// Of the long file that was read last. Whoever goes through a library asks for its parts one after the other, on
/// several threads: the first reads for all of them.
static UNREAD: Mutex<Option<Unread>> = Mutex::new(None);

/// Reads the document at `path`, or the part of it that `path` leads to.
///
/// # Errors
/// As [`Source::read`], and where the file has no such part.
pub(super) fn read(path: &Path, encoding: Option<Encoding>) -> Result<Source, ReadError> {
    let Some((file, number)) = through(path) else { return Source::read_in(path, encoding) };
    let part = match stamp(file).filter(|(bytes, _)| *bytes >= LONG) {
        Some(stamp) => read_once(file, number, encoding, stamp)?,
        None => parts_of(file, encoding)?.into_iter().nth(number - 1),
    };
    part.ok_or_else(|| ReadError::Io {
        path: clean_line(&path.display().to_string()),
        error: std::io::Error::new(std::io::ErrorKind::NotFound, "the file has no such episode"),
    })
}

/// What is known of the file that a document at `path` changes with: itself, the archive that it is in, or the file
/// that it is a part of.
pub(super) fn on_disk(path: &Path) -> Option<Metadata> {
    let archive = || archive::through(path).and_then(|(archive, _)| fs::metadata(archive).ok());
    let whole = || through(path).and_then(|(file, _)| fs::metadata(file).ok());
    fs::metadata(path).ok().or_else(archive).or_else(whole)
}

/// The size and time of the file at `path`, or of the archive that it is in.
fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = on_disk(path)?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// The parts of the file at `path`, in order.
fn parts_of(path: &Path, encoding: Option<Encoding>) -> Result<Vec<Source>, ReadError> {
    let whole = Source::read_in(path, encoding)?;
    Ok(document::episodes(&whole, document::surest(&whole).kind))
}

/// Part `number` of `file`, which is as `stamp` says: of those that are not asked for yet, else read with all the
/// others. Who asks for another part meanwhile waits for that.
fn read_once(
    file: &Path,
    number: usize,
    encoding: Option<Encoding>,
    stamp: Stamp,
) -> Result<Option<Source>, ReadError> {
    let mut unread = UNREAD.lock().unwrap_or_else(PoisonError::into_inner);
    let known = unread
        .as_mut()
        .filter(|unread| unread.file == file && unread.encoding == encoding && unread.stamp == stamp);
    let kept = known.and_then(|unread| unread.parts.get_mut(number - 1)?.take());
    if kept.is_none() {
        let parts = parts_of(file, encoding)?.into_iter().map(Some).collect();
        *unread = Some(Unread { file: file.to_owned(), encoding, stamp, parts });
    }
    let part = kept.or_else(|| unread.as_mut()?.parts.get_mut(number - 1)?.take());
    unread.take_if(|unread| unread.parts.iter().all(Option::is_none));
    Ok(part)
}

/// The cards of the episodes in `source`, taken for a `kind`; none where it holds one.
pub(super) fn cards(source: &Source, kind: Kind) -> Vec<Card> {
    document::episodes(source, kind).iter().map(Card::of_part).collect()
}

/// Sees that there is a document or folder at `path`, be it in an archive or a part of a file.
///
/// # Errors
/// Where there is none, or it cannot be told.
pub fn is_there(path: &Path) -> std::io::Result<()> {
    let Err(error) = fs::metadata(path) else { return Ok(()) };
    if through(path).is_some() {
        return Ok(());
    }
    let Some((archive, name)) = archive::through(path) else { return Err(error) };
    let below = |member: &archive::Member| {
        member.name.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    archive::members(&archive)?.iter().any(below).then_some(()).ok_or(error)
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use pty_session::Folder;

    use super::*;

    fn season(said: &str) -> String {
        let said = format!("MAREN: {said}\nORRIN: Then light it.\n").repeat(2000);
        let part = |title: &str| {
            format!(
                "{title}\nStardate: 8.1\nOriginal Airdate: 9 Nov, 1997\n\n[Deck]\n{said}\n[Hold]\n{said}\n"
            )
        };
        ["Fog", "Mast", "Bell"].map(part).concat()
    }

    #[test]
    fn a_long_file_is_read_once_for_all_of_its_parts() {
        let folder = Folder::new();
        let path = folder.join("season.txt");
        let written = |text: String, second: u64| {
            fs::write(&path, text).expect("written");
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(second);
            File::options()
                .append(true)
                .open(&path)
                .and_then(|file| file.set_modified(time))
                .expect("a time");
        };
        let says = |number: usize, words: &str| {
            read(&path_of(&path, number), None).expect("a part").text.contains(words)
        };
        written(season("One lamp is out."), 1);
        assert!(season("One lamp is out.").len() as u64 > LONG);
        assert!(says(1, "One lamp"));
        // With the same size and time it cannot be told from what was read.
        written(season("Two lamp is out."), 1);
        assert!(says(2, "One lamp") && says(3, "One lamp"), "read again");
        assert!(says(3, "Two lamp"), "kept for longer than it is needed");
        written(season("Six lamp is out."), 2);
        assert!(says(2, "Six lamp"), "a changed file is not read again");
        assert!(read(&path_of(&path, 4), None).is_err());
    }
}
