//! `tableread library`: what is kept of libraries between runs; made anew, and forgotten.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cache::{Cache, Kept};
use crate::library::Library;
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

/// A row each: what kind of thing it is, how large, whether it can be used, and what it is of.
fn print_kept(out: &mut impl Write, kept: &[Kept]) -> Result<(), CliError> {
    let mut table = Table::default();
    for one in kept {
        let purpose = if one.purpose.is_empty() { "?" } else { &one.purpose };
        let state = if one.is_whole() { "whole" } else { "damaged or unfinished: not used" };
        let size = format!("{} kB", one.bytes.div_ceil(1000));
        table.row([purpose.to_owned(), size, state.to_owned(), shown(&folder_of(one))]);
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
            eprintln!("tableread: {problem}");
        }
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
    PathBuf::from(String::from_utf8_lossy(&kept.key).into_owned())
}

fn shown(path: &Path) -> String {
    clean_line(&path.display().to_string())
}
