//! Walking a folder for documents.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::document;
use crate::source::{ReadError, Source};
use crate::text::clean::clean_line;

use super::grouping::group;
use super::{Entry, OpenError, Place, Problem, Shelf};

/// Endings of files that hold a document. Everything else in a folder is none of ours; a file named
/// on the command line is opened whatever it is called.
const DOCUMENT_ENDINGS: &[&str] = &["txt", "text", "srt", "vtt", "fountain", "md"];

/// The file beside an episode's documents in which a person states what is so.
const STATEMENTS: &str = "episode.toml";

/// How deep folders are followed; a loop of links ends here.
const MAX_DEPTH: usize = 12;

pub(super) fn open(path: &Path) -> Result<Shelf, OpenError> {
    let name = shown_name(path);
    let metadata = std::fs::metadata(path).map_err(|error| ReadError::Io { path: shown(path), error })?;
    if !metadata.is_dir() {
        // Read once here so that a fault is told before the screen is taken.
        let kind = Some(document::kind_of(&Source::read(path)?));
        let documents = vec![Place::File(path.to_owned())];
        let entry = Entry { name: stem(path), group: Vec::new(), documents, kind, statements: None };
        return Ok(Shelf { name, entries: vec![entry], problems: Vec::new() });
    }
    let mut shelf = Shelf { name, ..Shelf::default() };
    walk(path, &mut Vec::new(), &mut shelf);
    if shelf.entries.is_empty() {
        return Err(OpenError::Empty { path: shown(path) });
    }
    Ok(shelf)
}

/// Adds the episodes of `folder` and of the folders in it, in the order of their names.
fn walk(folder: &Path, groups: &mut Vec<String>, shelf: &mut Shelf) {
    let (files, folders) = match list(folder) {
        Ok(listed) => listed,
        Err(error) => {
            shelf.problems.push(Problem { path: shown(folder), message: error.to_string() });
            return;
        }
    };
    let name = folder.file_name().map_or_else(|| shown(folder), |name| clean_line(&name.to_string_lossy()));
    let first = shelf.entries.len();
    group(&name, groups, files, shelf);
    let statements = Some(folder.join(STATEMENTS)).filter(|path| path.is_file());
    shelf.entries[first..].iter_mut().for_each(|entry| entry.statements.clone_from(&statements));
    if groups.len() >= MAX_DEPTH {
        return;
    }
    for inner in folders {
        groups.push(shown_name(&inner));
        walk(&inner, groups, shelf);
        groups.pop();
    }
}

/// The documents and the folders in `folder`, each sorted by name.
fn list(folder: &Path) -> std::io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        match std::fs::metadata(&path) {
            _ if hidden => {}
            Ok(metadata) if metadata.is_dir() => folders.push(path),
            Ok(metadata) if metadata.is_file() && is_document(&path) => files.push(path),
            _ => {}
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| DOCUMENT_ENDINGS.contains(&ending.as_str()))
}

pub(super) fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or(path.as_os_str());
    clean_line(&stem.to_string_lossy())
}

fn shown_name(path: &Path) -> String {
    let name = path.canonicalize().ok().and_then(|path| path.file_name().map(OsStr::to_owned));
    name.map_or_else(|| shown(path), |name| clean_line(&name.to_string_lossy()))
}

fn shown(path: &Path) -> String {
    clean_line(&path.display().to_string())
}
