//! `tableread [PATH]`: the reader, on what was read last where no path is given; the script as plain text
//! where stdout is no terminal.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::episode::{ElementKind, Episode};
use crate::journal::Journal;
use crate::library::{Library, SAMPLE, Shelf, is_library, is_there};
use crate::text::clean::clean_line;
use crate::tui::{self, Memory, Opening, terminal};

use super::arguments::Arguments;
use super::{Access, CliError, Found, is_input, load, output};

pub(super) fn run(arguments: &Arguments, access: &Access) -> Result<Found, CliError> {
    let config = Config::read();
    let keeps = config.settings.as_ref().is_none_or(|settings| settings.remember);
    let mut memory = match arguments.path.as_deref().is_some_and(is_input) {
        true => forgetful(),
        false => memory(keeps && !arguments.no_state),
    };
    let path = path(arguments, &mut memory);
    if !io::stdout().is_terminal() {
        return print(&shelf(path.as_deref(), access)?);
    }
    if let Some(unkept) = tui::run(|memory| open(path.as_deref(), memory, access), memory, &config)? {
        output::complain(format_args!("not kept: {}", clean_line(&unkept)));
    }
    Ok(Found::Something)
}

/// What is at `path`, for the reader.
fn open(path: Option<&Path>, memory: &Memory, access: &Access) -> Result<Opening, CliError> {
    match path.filter(|path| is_library(path)) {
        Some(path) => {
            let library = Library::open(path)?.taken_for(access.taken)?;
            Ok(Opening::of_library(library, access.cache.clone(), memory.entry.as_deref())?)
        }
        None => {
            let shelf = shelf(path, access)?;
            if path.is_some_and(is_input) {
                terminal::keys_from_the_terminal()?;
            }
            Ok(Opening::of_shelf(shelf))
        }
    }
}

/// What is known of what comes by standard input, which nobody will find again: nothing, and nothing is kept.
fn forgetful() -> Memory {
    let notice = "from standard input: places, marks and notes are not kept".to_owned();
    Memory { notice: Some(notice), ..Memory::default() }
}

/// What earlier runs kept, and where to keep more. A person whose journal cannot be read is told, and
/// nothing is kept.
fn memory(wanted: bool) -> Memory {
    if !wanted {
        return Memory::default();
    }
    let read = Journal::of_the_person().and_then(|journal| journal.read().map(|kept| (journal, kept)));
    match read {
        Ok((journal, kept)) => Memory { journal: Some(journal), kept, ..Memory::default() },
        Err(error) => Memory { notice: Some(format!("nothing is kept: {error}")), ..Memory::default() },
    }
}

/// What is to be opened: the path given, else what was read last, else the sample, which has no path.
fn path(arguments: &Arguments, memory: &mut Memory) -> Option<PathBuf> {
    let last = memory.kept.last_opened().cloned().filter(|_| !arguments.sample && arguments.path.is_none());
    let path = arguments.path.clone().or_else(|| {
        let path = last.as_ref().filter(|last| last.path != SAMPLE).map(|last| PathBuf::from(&last.path));
        path.filter(|path| still_there(path, memory))
    });
    memory.origin = match &path {
        Some(path) => path.canonicalize().unwrap_or_else(|_| path.clone()).to_string_lossy().into_owned(),
        None => SAMPLE.to_owned(),
    };
    memory.entry = last.filter(|last| last.path == memory.origin).map(|last| last.entry);
    path
}

/// Whether what was read last is still there; it is told where it is not.
fn still_there(path: &Path, memory: &mut Memory) -> bool {
    let gone = is_there(path).err();
    if let Some(error) = &gone {
        let told = format!("{}: {error}; this is the sample", path.display());
        memory.notice = memory.notice.take().or_else(|| Some(clean_line(&told)));
    }
    gone.is_none()
}

fn shelf(path: Option<&Path>, access: &Access) -> Result<Shelf, CliError> {
    path.map_or_else(|| Ok(Shelf::sample()), |path| access.shelf(path))
}

/// Prints every episode of `shelf`.
fn print(shelf: &Shelf) -> Result<Found, CliError> {
    let mut out = output::stdout();
    let mut printed = 0;
    for entry in &shelf.entries {
        let episode = load(entry);
        print_script(&episode, &mut out)?;
        printed += episode.elements.len();
    }
    out.flush()?;
    Ok(Found::any(printed))
}

fn print_script(episode: &Episode, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", episode.identity.title)?;
    let mut act = None;
    for element in &episode.elements {
        if element.act.is_some() && element.act != act {
            act = element.act;
            let name = act.map_or("", |ix| episode.outline.acts[ix.at()].name.as_str());
            writeln!(out, "\n== {name} ==")?;
        }
        match element.kind {
            ElementKind::Heading => writeln!(out, "\n[{}]", element.text)?,
            ElementKind::Speech => {
                let name = episode.speaker_name(element).unwrap_or_else(|| "?".to_owned());
                let extension = element.extension.as_ref().map_or_else(String::new, |e| format!(" [{e}]"));
                writeln!(out, "{}\t{name}{extension}: {}", element.id, element.text)?;
            }
            _ => writeln!(out, "{}\t{}", element.id, element.text)?,
        }
    }
    Ok(())
}
