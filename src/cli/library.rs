//! `tableread library`: what is kept of libraries between runs; made anew, and forgotten.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cache::{Cache, Kept};
use crate::library::{IndexProgress, Library, LibraryIndex};
use crate::text::clean::clean_line;

use super::arguments::LibraryCommand;
use super::output::{self, Table};
use super::{CliError, Found};

pub(super) fn run(wanted: &LibraryCommand, cache: &Cache) -> Result<Found, CliError> {
    match wanted {
        LibraryCommand::Status { path: Some(path) } => status_of(path, cache),
        LibraryCommand::Status { path: None } => status(cache),
        LibraryCommand::Rebuild { path } => rebuild(path.as_deref(), cache),
        LibraryCommand::Clear { path } => clear(path.as_deref(), cache),
    }
}

/// Tells of everything that is kept.
fn status(cache: &Cache) -> Result<Found, CliError> {
    let kept = cache.all();
    let mut out = output::stdout();
    let folder = cache.folder().map_or_else(|| "no cache".to_owned(), shown);
    writeln!(out, "{folder}")?;
    print_kept(&mut out, &kept)?;
    out.flush()?;
    Ok(Found::any(kept.len()))
}

/// Tells what is kept of the library at `path`, and how many of its files have changed since.
fn status_of(path: &Path, cache: &Cache) -> Result<Found, CliError> {
    let library = Library::open(path)?;
    let kept = cache.of_key(&library.key());
    let (files, same) = library.compared(&library.known(cache));
    let mut out = output::stdout();
    writeln!(out, "{files} files, {same} known as they are, {} to be read", files - same)?;
    print_kept(&mut out, &kept)?;
    out.flush()?;
    Ok(Found::any(kept.len()))
}

/// A row for each kind of thing: how many files and how large, whether they can be used, and what they
/// are of.
fn print_kept(out: &mut impl Write, kept: &[Kept]) -> Result<(), CliError> {
    let mut sums: BTreeMap<(String, &str, String), (usize, u64)> = BTreeMap::new();
    for one in kept {
        let purpose = if one.purpose.is_empty() { "?" } else { &one.purpose };
        let state = if one.is_whole() { "whole" } else { "damaged or unfinished: not used" };
        let (files, bytes) = sums.entry((shown(&folder_of(one)), state, purpose.to_owned())).or_default();
        *files += 1;
        *bytes += one.bytes;
    }
    let mut table = Table::default();
    for ((folder, state, purpose), (files, bytes)) in sums {
        let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
        table.row([purpose, files, format!("{} kB", bytes.div_ceil(1000)), state.to_owned(), folder]);
    }
    Ok(table.print(out)?)
}

/// Forgets what is kept of the library at `path`, or of each of which something is kept, and reads all
/// of its files again.
fn rebuild(path: Option<&Path>, cache: &Cache) -> Result<Found, CliError> {
    let libraries = match path {
        Some(path) => vec![Library::open(path)?],
        None => {
            let mut folders: Vec<PathBuf> = cache.all().iter().map(folder_of).collect();
            folders.sort();
            folders.dedup();
            folders.iter().filter_map(|folder| Library::open(folder).ok()).collect()
        }
    };
    let mut out = output::stdout();
    let mut files = 0;
    for library in &libraries {
        cache.clear_of_key(&library.key())?;
        let (shelf, scanned) = library.scanned_anew(cache);
        let (episodes, faults) = (shelf.entries.len(), shelf.problems.len());
        writeln!(out, "{}: {} files read, {episodes} episodes, {faults} faults", shelf.name, scanned.read)?;
        for problem in &shelf.problems {
            output::complain(problem);
        }
        let index =
            LibraryIndex::of(&shelf.entries, &library.key(), cache, &IndexProgress::default(), &|| false);
        let lines = index.unwrap_or_default().collection.lines();
        writeln!(out, "{}: {lines} lines can be searched", shelf.name)?;
        files += scanned.files;
    }
    out.flush()?;
    Ok(Found::any(files))
}

/// Forgets what is kept of the library at `path`, or everything.
fn clear(path: Option<&Path>, cache: &Cache) -> Result<Found, CliError> {
    let (files, bytes) = match path {
        Some(path) => cache.clear_of_key(&Library::open(path)?.key())?,
        None => cache.clear()?,
    };
    let mut out = output::stdout();
    writeln!(out, "{files} files, {} kB forgotten", bytes.div_ceil(1000))?;
    out.flush()?;
    Ok(Found::any(files))
}

/// The folder that something is kept of.
fn folder_of(kept: &Kept) -> PathBuf {
    // What is of a part of the library has more after a line break.
    let folder = kept.key.split(|byte| *byte == b'\n').next().unwrap_or_default();
    PathBuf::from(String::from_utf8_lossy(folder).into_owned())
}

fn shown(path: &Path) -> String {
    clean_line(&path.display().to_string())
}
