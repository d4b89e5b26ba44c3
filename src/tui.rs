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
pub mod keymap;
pub mod layout;
mod outline;
mod page;
mod palette;
mod reader;
pub mod runtime;
mod scanning;
mod sheet;
mod shelf;
mod state;
mod strip;
mod table;
pub mod terminal;
#[cfg(test)]
mod tests;
pub mod theme;
mod update;
mod view;
mod widget;

use crate::config::{self, Config};
use crate::text::span::Span;

use editor::Editor;
use keymap::{Fault, Keymap};
use reader::Reader;
pub use scanning::Opening;
use scanning::Scanning;
use state::State;
use table::Table;
use terminal::TerminalError;
use theme::Theme;

/// Opens the reader on `opening` as `config` sets it, and returns when it is closed.
///
/// One episode's script is read before the first frame, all else after it. Where there are several, the
/// list of them is there to choose from, as far as it is known.
///
/// # Errors
/// [`TerminalError`] where there is no terminal to read on.
pub fn run(opening: Opening, config: &Config) -> Result<(), TerminalError> {
    let Opening { shelf, library, cache, scanning, catalogue } = opening;
    let choose = scanning.is_some() || (shelf.entries.len() > 1 && !shelf.is_bundled());
    let first = shelf.entries.first().filter(|_| !choose);
    let (table, (keymap, themes, mut faults)) = std::thread::scope(|scope| {
        // A person waits for both: side by side they are there sooner.
        let looks = scope.spawn(|| looks(config));
        let table = first.map(|entry| Table::new(entry.preview())).unwrap_or_default();
        (table, looks.join().unwrap_or_default())
    });
    let mut state = State::new(shelf, table, keymap, themes);
    state.opened = (!choose).then_some(0);
    state.episodes.progress = scanning.as_ref().map(Scanning::progress);
    (state.episodes.library, state.episodes.cache, state.episodes.catalogue) = (library, cache, catalogue);
    if choose {
        state.show_shelf();
    }
    let wanted = config.settings.as_ref().map(|settings| settings.theme.as_str());
    if let Some(unknown) = state.take_theme(wanted, |name| std::env::var(name).ok()) {
        faults.push(unknown);
    }
    state.editor = Editor::of_environment(|name| std::env::var(name).ok());
    if let Some(settings) = &config.settings {
        state.measure = settings.measure;
        state.comfortable = settings.measure;
        state.mouse = settings.mouse;
    }
    if let Some(first) = faults.first() {
        state.complain(first.as_str());
    }
    runtime::run(Reader { state, scanning }).map(drop)
}

/// Keys and themes, and what is wrong with the person's.
fn looks(config: &Config) -> (Keymap, Vec<Theme>, Vec<String>) {
    let mut faults = config.faults.clone();
    (keymap(config, &mut faults), themes(config, &mut faults), faults)
}

/// The shipped keys with the person's over them.
fn keymap(config: &Config, faults: &mut Vec<String>) -> Keymap {
    let (mut keymap, _) = Keymap::shipped();
    if let Some(file) = &config.keymap {
        faults.extend(keymap.change(&file.text).iter().map(|fault| told(file, fault)));
    }
    keymap
}

/// The shipped themes, then the person's; one of the same name takes the shipped one's place.
fn themes(config: &Config, faults: &mut Vec<String>) -> Vec<Theme> {
    let mut themes = Theme::shipped();
    for (name, file) in &config.themes {
        match Theme::parse(name, &file.text) {
            Ok(theme) => {
                themes.retain(|shipped| shipped.name != *name);
                themes.push(theme);
            }
            Err(fault) => faults.push(told(file, &fault)),
        }
    }
    themes
}

fn told(file: &config::File, fault: &Fault) -> String {
    let span = fault.span.as_ref().map(|span| Span::new(span.start, span.end));
    config::fault(file, span, &fault.message)
}
