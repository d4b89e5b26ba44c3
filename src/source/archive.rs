//! Zip archives: their members by name, read within bounds whatever the archive says of itself.
//!
//! A document in an archive has a path through it, `coast.zip/halyard/fog.txt`, so that everything that
//! knows documents by path knows it too.

use std::cell::RefCell;
use std::fs::{File, Metadata};
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use zip::ZipArchive;

use crate::files::regular;

/// The most members of an archive; one with more is told as such.
const MOST_MEMBERS: usize = 20_000;

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path in the archive, `/` between the names; no part of it leads out of the archive.
    pub name: String,
    /// How long it is, bytes.
    pub bytes: u64,
}

/// Whether there is an archive at `path`: a file that ends in `.zip`.
pub fn is_archive(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) && path.is_file()
}

/// The archive that `path` leads through, and the member's name in it.
pub fn through(path: &Path) -> Option<(PathBuf, String)> {
    let archive = path.ancestors().skip(1).find(|outer| is_archive(outer))?;
    let names: Option<Vec<&str>> =
        path.strip_prefix(archive).ok()?.iter().map(|name| name.to_str()).collect();
    Some((archive.to_owned(), names?.join("/")))
}

/// The files in the archive at `path`, sorted by name.
///
/// # Errors
/// Where it cannot be read, or is no archive.
pub fn members(path: &Path) -> std::io::Result<Vec<Member>> {
    let mut archive = ZipArchive::new(opened(path)?.0)?;
    let mut members = Vec::new();
    if archive.len() > MOST_MEMBERS {
        let told = format!("{} files; an archive may have at most {MOST_MEMBERS}", archive.len());
        return Err(std::io::Error::other(told));
    }
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index(at) else { continue };
        let Ok(name) = file.name().map(|name| name.replace('\\', "/")) else { continue };
        let leads_out = name.split('/').any(|part| matches!(part, "" | "." | ".."));
        if !leads_out {
            members.push(Member { name, bytes: file.size() });
        }
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    members.dedup_by(|a, b| a.name == b.name);
    Ok(members)
}

/// At most the first `most` bytes of the member called `name` of the archive at `path`.
///
/// # Errors
/// Where there is no such member, or it cannot be unpacked.
pub(super) fn read(path: &Path, name: &str, most: u64) -> std::io::Result<Vec<u8>> {
    let (file, metadata) = opened(path)?;
    let stamp = (metadata.len(), metadata.modified().ok());
    LAST.with_borrow_mut(|last| {
        let known = last.take().filter(|last| last.path == path && last.stamp == stamp);
        let mut opened = match known {
            Some(opened) => opened,
            None => Opened { path: path.to_owned(), stamp, archive: ZipArchive::new(file)? },
        };
        let read = unpacked(&mut opened.archive, name, most);
        *last = Some(opened);
        Ok(read?)
    })
}

/// An archive that was read from, as it was then.
struct Opened {
    path: PathBuf,
    /// Its size, and when it was changed.
    stamp: (u64, Option<SystemTime>),
    archive: ZipArchive<File>,
}

thread_local! {
    /// The archive that this thread read from last: to read its list of files again for each of them takes time that
    /// grows with the square of how many there are.
    static LAST: RefCell<Option<Opened>> = const { RefCell::new(None) };
}

/// The archive at `path`, and what is known of its file.
fn opened(path: &Path) -> std::io::Result<(File, Metadata)> {
    regular(path)?.ok_or_else(|| std::io::Error::other("not a file"))
}

/// An archive in memory.
pub(super) fn in_memory(bytes: &[u8]) -> Option<ZipArchive<Cursor<&[u8]>>> {
    ZipArchive::new(Cursor::new(bytes)).ok()
}

/// At most the first `most` bytes of a member; what an archive says of its length is not believed.
pub(super) fn unpacked(
    archive: &mut ZipArchive<impl Read + Seek>,
    name: &str,
    most: u64,
) -> zip::result::ZipResult<Vec<u8>> {
    let mut bytes = Vec::new();
    archive.by_name(name)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
