//! `tableread export`: episodes written out for other programs.

use std::io::Write;
use std::path::Path;

use crate::episode::Episode;
use crate::export::{Filed, exported, fountain, markdown, tei, write_columns, write_lines, write_rows};
use crate::library::{Entry, Problem, Shelf, in_order};

use super::arguments::{ExportArguments, ExportFormat};
use super::{Access, CliError, Found, output};

pub(super) fn run(wanted: &ExportArguments, access: &Access) -> Result<Found, CliError> {
    match wanted.format {
        ExportFormat::Json => one_object(&wanted.path, access),
        ExportFormat::Jsonl => lines(&access.shelf(&wanted.path)?, write_lines),
        ExportFormat::Csv => {
            let shelf = access.shelf(&wanted.path)?;
            write_columns(&mut output::stdout())?;
            lines(&shelf, write_rows)
        }
        ExportFormat::Fountain => one_text(&wanted.path, access, fountain),
        ExportFormat::Tei => one_text(&wanted.path, access, tei),
        ExportFormat::Md => one_text(&wanted.path, access, markdown),
    }
}

fn one_text(path: &Path, access: &Access, written: fn(&Episode) -> String) -> Result<Found, CliError> {
    let episode = access.one_episode(path)?;
    let mut out = output::stdout();
    out.write_all(written(&episode).as_bytes())?;
    out.flush()?;
    Ok(Found::any(episode.elements.len()))
}

fn one_object(path: &Path, access: &Access) -> Result<Found, CliError> {
    let episode = access.one_episode(path)?;
    let mut out = output::stdout();
    serde_json::to_writer(&mut out, &exported(&episode))?;
    writeln!(out)?;
    out.flush()?;
    Ok(Found::any(episode.elements.len()))
}

/// What one episode of a shelf comes to: its lines, and what could not be read of it.
type Written = (Vec<u8>, Vec<Problem>);

/// Writes the elements of an episode, which is filed somewhere.
type Writer = fn(&mut Vec<u8>, &Episode, Filed<'_>) -> std::io::Result<()>;

/// Streams every element of every episode as `writer` writes it, in the order of the shelf.
fn lines(shelf: &Shelf, writer: Writer) -> Result<Found, CliError> {
    for problem in &shelf.problems {
        output::complain(problem);
    }
    let series = shelf.series_of_entries();
    let write = |at: usize| {
        let filed = series.get(at).and_then(Option::as_deref);
        shelf.entries.get(at).map(|entry| write_entry(entry, filed, writer)).unwrap_or_default()
    };
    let mut out = output::stdout();
    let mut found = Found::Nothing;
    in_order(shelf.entries.len(), write, |(lines, problems)| -> Result<(), CliError> {
        for problem in problems {
            output::complain(problem);
        }
        if !lines.is_empty() {
            found = Found::Something;
        }
        Ok(out.write_all(&lines)?)
    })?;
    out.flush()?;
    Ok(found)
}

fn write_entry(entry: &Entry, series: Option<&str>, writer: Writer) -> Written {
    let (episode, problems) = entry.load();
    let filed = Filed { key: &entry.key, series, season: entry.about.season.as_deref() };
    let mut lines = Vec::new();
    match writer(&mut lines, &episode, filed) {
        Ok(()) => (lines, problems),
        // Nothing that is written to memory fails; if it did, half an episode would be worse than none.
        Err(error) => (Vec::new(), vec![Problem { path: entry.key.clone(), message: error.to_string() }]),
    }
}
