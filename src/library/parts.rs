//! A file that holds several episodes, each with a path through it, `season.txt/2`, as documents in an archive
//! have one through that: what knows documents by path knows them too.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

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

/// Reads the document at `path`, or the part of it that `path` leads to.
///
/// # Errors
/// As [`Source::read`], and where the file has no such part.
pub(super) fn read(path: &Path, encoding: Option<Encoding>) -> Result<Source, ReadError> {
    let Some((file, number)) = through(path) else { return Source::read_in(path, encoding) };
    let whole = Source::read_in(file, encoding)?;
    let parts = document::episodes(&whole, document::surest(&whole).kind);
    parts.into_iter().nth(number - 1).ok_or_else(|| ReadError::Io {
        path: clean_line(&path.display().to_string()),
        error: std::io::Error::new(std::io::ErrorKind::NotFound, "the file has no such episode"),
    })
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
    let Err(error) = std::fs::metadata(path) else { return Ok(()) };
    if through(path).is_some() {
        return Ok(());
    }
    let Some((archive, name)) = archive::through(path) else { return Err(error) };
    let below = |member: &archive::Member| {
        member.name.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    archive::members(&archive)?.iter().any(below).then_some(()).ok_or(error)
}
