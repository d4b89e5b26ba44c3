//! The reader on a terminal.
//!
//! - [`terminal`] owns the terminal's modes and gives them back, whatever happens;
//! - [`event`] is the one queue of everything that can happen;
//! - [`runtime`] waits on that queue, lets the application answer, carries out what it asks for and
//!   draws one frame; an application is written against [`runtime::Application`] alone;
//! - [`action`] is the table of what the reader can be told, [`keymap`] which keys tell it;
//! - [`layout`] says where the panes are, [`theme`] what they look like;
//! - the state is changed by `update` and drawn by `view`, one view a file.

pub mod action;
mod choice;
mod colours;
mod dock;
mod editor;
pub mod event;
mod filter;
mod find;
mod indexing;
pub mod keymap;
pub mod layout;
mod offscreen;
mod outline;
mod own;
mod page;
mod palette;
mod reader;
pub mod runtime;
mod scanning;
mod settings;
mod sheet;
mod shelf;
mod shown;
mod state;
mod strip;
mod table;
pub mod terminal;
#[cfg(test)]
mod tests;
pub mod theme;
mod update;
mod view;
mod watching;
mod widget;

use crate::config::{Config, Fault};
use crate::journal::EpisodeKey;
use crate::threads::both;

use dock::History;
use editor::{Editor, is_secure};
pub use offscreen::Offscreen;
pub use own::Memory;
use own::Own;
use reader::Reader;
pub use scanning::Opening;
use scanning::Scanning;
use settings::Looks;
use state::State;
use table::Table;
use terminal::TerminalError;

/// Opens the reader on what `open` gives, as `config` sets it, with what is kept of a person, and returns
/// when it is closed: with what there is to say about what could not be kept.
///
/// One episode's script is read before the first frame, all else after it, and so is a script that is too
/// long for that. Where there are several, the list of them is there to choose from, as far as it is known.
///
/// # Errors
/// Those of `open`; [`TerminalError`] where there is no terminal to read on.
pub fn run<E: From<TerminalError>>(
    open: impl FnOnce(&Memory) -> Result<Opening, E>,
    memory: Memory,
    config: &Config,
) -> Result<Option<String>, E> {
    // A person waits for both: side by side they are there sooner.
    let (first, looks) =
        both(|| open(&memory).map(|opening| First::of(opening, &memory)), || Looks::of(config));
    let reader = runtime::run(first?.reader(looks, memory, config))?;
    Ok(reader.state.own.saving.failure)
}

/// Everything that is wrong with the settings, keys and themes of `config`; the reader runs with what is shipped in
/// place of what is.
pub fn faults(config: &Config) -> Vec<Fault> {
    Looks::of(config).faults
}

/// What the first frame shows of what is opened.
struct First {
    opening: Opening,
    /// The entry to be read; `None` where the list is shown to choose from.
    entry: Option<usize>,
    /// Whether it is one that was wanted, and not only the first there is.
    wanted: bool,
    table: Table,
    path: String,
    /// What is said where a script is too long to be read before the first frame.
    reading: Option<String>,
}

impl First {
    fn of(opening: Opening, memory: &Memory) -> Self {
        let shelf = &opening.shelf;
        let wanted = memory.wanted(shelf);
        let several = opening.scanning.is_some() || (shelf.entries.len() > 1 && !shelf.is_bundled());
        let entry = wanted.or_else(|| (!several).then_some(0));
        let wished = entry.and_then(|entry| shelf.entries.get(entry));
        let first = wished.filter(|entry| !entry.is_long());
        let table = first.map(|entry| Table::new(entry.preview())).unwrap_or_default();
        let path = first.map(|entry| entry.origin()).unwrap_or_default();
        let reading =
            wished.filter(|entry| entry.is_long()).map(|entry| format!("reading {}", entry.place()));
        Self { entry, wanted: wanted.is_some(), table, path, reading, opening }
    }

    /// The reader as it is before its first frame.
    fn reader(self, looks: Looks, memory: Memory, config: &Config) -> Reader {
        let Opening { shelf, library, cache, scanning, catalogue } = self.opening;
        let key = EpisodeKey::new(self.path, memory.origin.clone(), &self.table.episode.identity);
        let notice = memory.notice.clone();
        let mut state = State::new(shelf, self.table, looks.keymap, looks.themes);
        state.opened = self.entry.filter(|_| self.reading.is_none());
        state.episodes.progress = scanning.as_ref().map(Scanning::progress);
        (state.episodes.library, state.episodes.cache, state.episodes.catalogue) =
            (library, cache, catalogue);
        state.own = Own { key, ..Own::new(memory, !self.wanted) };
        state.search.history = History::of(state.own.kept.asked());
        if self.entry.is_none() {
            state.show_shelf();
        }
        state.faults = looks.faults;
        state.look_around(|name| std::env::var(name).ok());
        state.take_settings(config.settings.as_ref());
        state.secure = is_secure(&|name: &str| std::env::var(name).ok());
        state.editor = Editor::of_environment(|name| std::env::var(name).ok());
        state.return_to_place_kept();
        state.look_up();
        if let Some(reading) = self.reading {
            state.say(reading);
        }
        if let Some(told) = notice {
            state.complain(told);
        }
        Reader { state, first: self.entry, scanning, config: config.clone() }
    }
}
