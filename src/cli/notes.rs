//! `tableread notes`: what a person put beside lines, with what it takes to cite them.

use std::io::Write;
use std::path::Path;

use crate::export::notes::{NotedEpisode, markdown};
use crate::journal::{EpisodeKey, Journal, Kept, KeptItem};
use crate::library::{Entry, Shelf};

use super::arguments::{NotesArguments, NotesFormat};
use super::{Access, CliError, Found, load, output};

pub(super) fn run(wanted: &NotesArguments, access: &Access) -> Result<Found, CliError> {
    let kept = Journal::of_the_person()?.read()?;
    let episodes = match &wanted.path {
        Some(path) => looked_up(&access.shelf(path)?, path, &kept),
        None => NotedEpisode::remembered(kept.items()),
    };
    match wanted.format {
        NotesFormat::Json => output::json(&episodes)?,
        NotesFormat::Md => {
            let mut out = output::stdout();
            out.write_all(markdown(&episodes).as_bytes())?;
            out.flush()?;
        }
    }
    Ok(Found::any(episodes.len()))
}

/// What is noted on the episodes of `shelf`, each line where it is in the script by now.
fn looked_up(shelf: &Shelf, path: &Path, kept: &Kept) -> Vec<NotedEpisode> {
    let origins: Vec<&str> = kept.items().iter().map(|kept| kept.episode.path.as_str()).collect();
    // One episode may have been moved and be known by its number; of many, only those are read that
    // something was noted on where they lie.
    let noted = |entry: &&Entry| shelf.entries.len() == 1 || origins.contains(&entry.origin().as_str());
    let entries = shelf.entries.iter().filter(noted);
    entries.filter_map(|entry| of_entry(entry, path, kept)).collect()
}

fn of_entry(entry: &Entry, path: &Path, kept: &Kept) -> Option<NotedEpisode> {
    let episode = load(entry);
    let key = EpisodeKey::new(entry.origin(), path.to_string_lossy().into_owned(), &episode.identity);
    let items: Vec<&KeptItem> = kept.items_of(&key).collect();
    (!items.is_empty()).then(|| NotedEpisode::new(&key, &episode, items))
}
